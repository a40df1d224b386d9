// Shadow maps and ambient probes that are out of date: those in view first, then those beyond the next doorways, a
// little with each picture so that none takes much longer than the others.
#include <algorithm>

#include "engine/base/trace.h"
#include "engine/render/renderer_state.h"

namespace enf {

namespace {

// What a picture that must not be late may do of this.
constexpr std::size_t maps_in_view = 2, maps_ahead = 1;

}  // namespace

// Whether all that it shows was there.
Result<bool> Renderer::State::take_probe(std::uint32_t room) {
  trace::Zone zone("probes");
  float exposure_lx = scene->rooms[room].exposure_lx;
  bool complete = true;
  auto draw_face = [&](gpu::Frame& frame, const ProbeView& face) {
    View view{.view_projection = face.view_projection, .eye = face.position, .target = Target::probe};
    view.frustum = frustum_of(view.view_projection);
    view.focal_px = 24;
    probe_list.seen.clear(), probe_list.patches.clear();
    add_touching(view, view.frustum, room, probe_list);
    add_touching(view, view.frustum, no_room, probe_list);
    FrameStats stats;
    list_calls(frame, view, probe_list, calls, stats);
    complete = complete && stats.complete;
    record_calls(frame, view, exposure_lx, !face.with_ambient, calls);
  };
  if (auto taken = probes->take(room, scene->rooms[room], draw_face); !taken) return std::unexpected(taken.error());
  return complete;
}

Result<void> Renderer::State::refresh_light(bool all, FrameStats& stats) {
  using MapClaim = ShadowMaps::Claim;
  bool is_done = true, is_busy = false;
  if (settings.redrawn_shadows == 0) {
    shadows->keep(spots_seen, spots_near);
    std::vector<std::uint32_t> due;
    auto draw_due = [&](const std::vector<std::uint32_t>& spots, MapClaim claim, std::size_t most) -> Result<void> {
      due.clear();
      for (std::uint32_t s : spots) {
        if (!shadows->out_of_date(s, claim)) continue;
        if (due.size() < most)
          due.push_back(s);
        else
          is_done = false;
      }
      if (due.empty()) return {};
      trace::Zone zone("shadows");
      is_busy = true;
      return gpu::run_now(device, [&](gpu::Frame& frame) {
        frame.begin_timer("shadows");
        stats.shadow_maps = shadows->draw(frame, *scene, list, due, claim);
        frame.end_timer();
      });
    };
    if (auto drawn = draw_due(spots_seen, MapClaim::now, all ? spots_seen.size() : maps_in_view); !drawn) return drawn;
    if (!all && !is_busy)
      if (auto drawn = draw_due(spots_near, MapClaim::ahead, maps_ahead); !drawn) return drawn;
  }
  auto take_due = [&](std::uint32_t room, MapClaim claim, bool now) -> Result<void> {
    if (list.of(room).count == 0 || !probes->out_of_date(room)) return {};
    if (claim == MapClaim::ahead && probes->is_current(room)) return {};
    const std::vector<std::uint32_t>& spots = list.of(room).spots;
    bool is_lit = std::ranges::none_of(spots, [&](std::uint32_t s) { return shadows->is_awaited(s, claim); });
    // Of a room in view once without all its works and shadows, if it must be; then when they are there.
    bool is_ready = is_lit && is_there(room);
    if (!is_ready && (claim == MapClaim::ahead || (probes->is_current(room) && !all))) return {};
    if (!now) {
      is_done = false;
      return {};
    }
    ++stats.probes;
    is_busy = true;
    auto is_complete = take_probe(room);
    if (!is_complete) return std::unexpected(is_complete.error());
    // One taken ahead without a shadow, for want of maps, is taken again when it is seen.
    bool is_final =
        claim == MapClaim::now || std::ranges::all_of(spots, [&](auto s) { return shadows->is_settled(s); });
    probes->note(room, *is_complete && is_ready && is_final ? Probes::Showed::all : Probes::Showed::some);
    return {};
  };
  for (const VisibleRoom& seen : rooms_seen)
    if (auto taken = take_due(seen.room, MapClaim::now, all || stats.probes == 0); !taken) return taken;
  if (!all)
    for (std::uint32_t room : rooms_around)
      if (!is_seen(room))
        if (auto taken = take_due(room, MapClaim::ahead, !is_busy); !taken) return taken;
  stats.light_is_due = !is_done;
  if (!is_done) stats.complete = false;
  return {};
}

}  // namespace enf
