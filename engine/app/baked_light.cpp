#include "engine/app/baked_light.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/app/charted_room.h"
#include "engine/app/light_chunk.h"
#include "engine/app/traced_house.h"
#include "engine/geometry/polygon.h"

namespace enf {
namespace {

constexpr std::uint32_t bake_version = 10;
// Coarse enough that a carpet's knots don't matter, fine enough that its colours do.
constexpr TracedDetail bake_detail{.model_error_m = 0.01f, .picture_texels = 256, .texture_texels = 256};

struct Quality {
  float spacing_m;  // of probes
  std::uint32_t samples;
  float texel_m;
  MapBake map;
};
Quality figures(BakeQuality quality) {
  switch (quality) {
    case BakeQuality::draft:
      return {2.5f, 256, 0.12f, {.lamp_samples = 4, .other_samples = 64}};
    case BakeQuality::preview:
      return {1.5f, 512, 0.06f, {.lamp_samples = 4, .other_samples = 64}};
    case BakeQuality::final:
      break;
  }
  return {0.8f, 4096, 0.025f, {.lamp_samples = 8, .other_samples = 384}};
}

std::shared_ptr<const RoomScene> build(OpenedExhibition& exhibition, std::uint32_t room) {
  return exhibition.build_room(room, {}, nullptr).room;
}

TracedScene describe(OpenedExhibition& exhibition, std::uint32_t room) {
  return scene_to_bake(exhibition.house(), room, build(exhibition, room));
}

void take_notes(const RoomItem& room, const PathTracer& tracer, const IrradianceVolume& volume, float open,
                std::vector<BakeNote>& notes) {
  auto note = [&](std::string id, std::string text) { notes.push_back({{room.id}, std::move(id), std::move(text)}); };
  if (tracer.triangles_left_out() > 0)
    note("bake.triangles", fmt::format("{} triangles there or next door have no area or no place and are left out",
                                       tracer.triangles_left_out()));
  auto is_lit = [](const IrradianceVolume::Probe& p) { return p.lamps[0] + p.rest[0] != vec3(0); };
  if (std::ranges::none_of(volume.probes, is_lit)) note("bake.dark", "no light reaches it at all");
  // One sees out between rooms two doorways away; more than that is a gap.
  if (open > 0.02f)
    note("bake.open",
         fmt::format("{:.0f} % of its light is lost through gaps in its walls, floor or ceiling", 100 * open));
}

}  // namespace

TracedScene scene_to_bake(const House& house, std::uint32_t room, std::shared_ptr<const RoomScene> drawn) {
  std::vector<std::shared_ptr<const RoomScene>> alone(house.shells.size());
  alone[room] = std::move(drawn);
  return traced_room(join_rooms(house, alone), room, bake_detail);
}

Result<BakedRoomLight> bake_room(TracedScene scene, const RoomItem& room, const RoomScene& drawn, BakeQuality quality,
                                 Jobs& jobs, const WorkContext& work) {
  const Quality wanted = figures(quality);
  auto tracer = PathTracer::create(std::move(scene));
  if (!tracer) return std::unexpected(tracer.error());
  Box box;
  if (room.plan.empty()) box = room.bounds;
  for (dvec2 corner : room.plan)
    for (float y : {room.floor_m, room.ceiling_m})
      box.add(vec3(static_cast<float>(corner.x), y, static_cast<float>(corner.y)));
  VolumeBake settings{.samples = wanted.samples};
  if (!room.plan.empty()) settings.is_inside = [&](vec3 p) { return contains(room.plan, dvec2(p.x, p.z)); };
  auto volume = bake_volume(**tracer, probe_grid(box, wanted.spacing_m), settings, jobs, work);
  if (!volume) return std::unexpected(volume.error());
  ChartedRoom charted = chart_room(drawn, wanted.texel_m);
  auto map = bake_map(**tracer, charted.layout, charted.pieces, wanted.map, jobs, work);
  if (!map) return std::unexpected(map.error());
  BakedRoomLight baked{.light = {.volume = std::move(volume->volume), .map = std::move(*map)}};
  charted.describe(baked.light);
  take_notes(room, **tracer, baked.light.volume, volume->open, baked.notes);
  return baked;
}

Result<BakeSummary> bake_exhibition(OpenedExhibition& exhibition, BakeQuality quality, Jobs& jobs,
                                    const WorkContext& work) {
  const RenderScene& shell = exhibition.house().shell;
  auto store = Store::open(store_folder(exhibition.folder()));
  if (!store) return std::unexpected(store.error());
  auto room_count = static_cast<std::uint32_t>(shell.rooms.size());
  Quality wanted = figures(quality);

  std::vector<Hash> drawn(room_count);
  work.tell("Looking for changes", 0, room_count);
  jobs.parallel_for(room_count, [&](std::size_t r) {
    if (work.stop.stop_requested()) return;
    drawn[r] = hash_of(describe(exhibition, static_cast<std::uint32_t>(r)));
  });

  BakeSummary summary;
  LightIndex index;
  for (std::uint32_t r = 0; r < room_count; ++r) {
    if (work.stop.stop_requested())
      return fail({.id = "work.cancelled",
                   .what = "baking was stopped",
                   .advice = "Bake again to go on; what is finished stays"});
    const RoomItem& room = shell.rooms[r];
    std::vector<std::uint32_t> together = lit_together(shell, {r});
    auto key_of = [&](const Quality& q) {
      Hasher hasher;
      hasher.add_text("light").add_value(bake_version).add_value(q.spacing_m).add_value(q.samples);
      hasher.add_value(q.texel_m).add_value(q.map.lamp_samples).add_value(q.map.other_samples);
      hasher.add(std::as_bytes(std::span(drawn[r].bytes)));
      for (std::uint32_t other : together) hasher.add(std::as_bytes(std::span(drawn[other].bytes)));
      for (dvec2 corner : room.plan) hasher.add_value(corner.x).add_value(corner.y);
      hasher.add_value(room.floor_m).add_value(room.ceiling_m);
      return hasher.finish();
    };
    // A first look takes nothing away from what is finished.
    Hash key = key_of(figures(BakeQuality::final));
    if (quality == BakeQuality::preview && !store->has(key)) key = key_of(wanted);
    auto state = exhibition.light_state_of(r);
    if (!state)
      return fail({.id = "bake.medium",
                   .what = "its files are out of reach",
                   .file = exhibition.folder().string(),
                   .advice = "Bake again when the disk is back; what is finished stays"});
    index[{room.id}] = {key, *state};
    if (store->has(key)) {
      ++summary.ready;
      continue;
    }
    std::vector<TracedScene> parts(together.size());
    jobs.parallel_for(parts.size(), [&](std::size_t i) { parts[i] = describe(exhibition, together[i]); });
    TracedScene scene;
    for (const TracedScene& part : parts) join(scene, part);
    WorkContext room_work{
        [&](const Progress& p) { work.tell(fmt::format("{}: {}", room.id, p.stage), p.done, p.total); }, work.stop};
    auto baked = bake_room(std::move(scene), room, *build(exhibition, r), quality, jobs, room_work);
    if (!baked) return std::unexpected(baked.error());
    const RoomLight& light = baked->light;
    auto writer = store->write_chunk(key, ChunkKind::light);
    if (!writer) return std::unexpected(writer.error());
    if (auto written = write_room_light(*writer, light); !written) return std::unexpected(written.error());
    if (auto finished = writer->finish(); !finished) return std::unexpected(finished.error());
    summary.notes.insert(summary.notes.end(), baked->notes.begin(), baked->notes.end());
    ++summary.fresh;
    summary.probes += light.volume.probes.size();
    summary.texels += light.map.lux.size();
  }
  if (auto written = write_light_index(exhibition.folder(), index); !written) return std::unexpected(written.error());
  return summary;
}

}  // namespace enf
