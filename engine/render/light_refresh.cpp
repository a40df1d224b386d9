// Shadow maps and ambient probes that are out of date: those in view first, then those beyond the next doorways, a
// little with each picture so that none takes much longer than the others.
#include <algorithm>

#include "engine/render/renderer_state.h"

#include "engine/base/trace.h"

namespace enf {

namespace {

// What a picture that must not be late may do of this.
constexpr std::size_t maps_in_view = 2, maps_ahead = 1;

}  // namespace

Result<void> Renderer::State::take_probe(std::uint32_t room) {
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
  auto taken = probes->take(room, scene->rooms[room], draw_face);
  probes->note(room, complete ? Probes::Showed::all : Probes::Showed::some);
  return taken;
}

Result<void> Renderer::State::refresh_light(bool all, FrameStats& stats) {
  bool is_done = true, is_busy = false;
  if (settings.redrawn_shadows == 0) {
    shadows->keep(spots_seen);
    std::vector<std::uint32_t> due;
    auto add_due = [&](const std::vector<std::uint32_t>& spots, std::size_t most) {
      for (std::uint32_t s : spots) {
        if (!shadows->out_of_date(s)) continue;
        if (due.size() < most)
          due.push_back(s);
        else
          is_done = false;
      }
    };
    add_due(spots_seen, all ? spots_seen.size() : maps_in_view);
    if (due.empty() && !all) add_due(spots_near, maps_ahead);
    if (!due.empty()) {
      trace::Zone zone("shadows");
      is_busy = true;
      auto drawn =
          gpu::run_now(device, [&](gpu::Frame& frame) {
            frame.begin_timer("shadows");
            stats.shadow_maps = shadows->draw(frame, *scene, list, due);
            frame.end_timer();
          });
      if (!drawn) return drawn;
    }
  }
  auto take_due = [&](std::uint32_t room, bool now) -> Result<void> {
    if (list.of(room).count == 0 || !probes->out_of_date(room)) return {};
    // Once without all its works, if it must be; then when they are there.
    bool there = is_there(room);
    if (!there && probes->is_current(room) && !all) return {};
    if (!now) {
      is_done = false;
      return {};
    }
    ++stats.probes;
    is_busy = true;
    return take_probe(room);
  };
  for (const VisibleRoom& seen : rooms_seen)
    if (auto taken = take_due(seen.room, all || stats.probes == 0); !taken) return taken;
  if (!all)
    for (std::uint32_t room : rooms_around)
      if (!is_seen(room) && is_there(room))
        if (auto taken = take_due(room, !is_busy); !taken) return taken;
  stats.light_is_due = !is_done;
  if (!is_done) stats.complete = false;
  return {};
}

}  // namespace enf
