#include "engine/app/baked_light.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/app/traced_house.h"
#include "engine/base/file.h"
#include "engine/geometry/polygon.h"

namespace enf {
namespace {

constexpr std::uint32_t bake_version = 1;
// Coarse enough that a carpet's knots don't matter, fine enough that its colours do.
constexpr TracedDetail bake_detail{.model_error_m = 0.01f, .picture_texels = 256, .texture_texels = 256};

struct Quality {
  float spacing_m;
  std::uint32_t samples;
};
Quality figures(BakeQuality quality) {
  return quality == BakeQuality::preview ? Quality{1.5f, 512} : Quality{0.8f, 4096};
}

std::filesystem::path baked_index_file(const std::filesystem::path& project) {
  return project / ".enfilade" / "baked.index";
}

TracedScene describe(OpenedExhibition& exhibition, std::uint32_t room) {
  const House& house = exhibition.house();
  std::vector<std::shared_ptr<const RoomScene>> drawn(house.shells.size());
  drawn[room] = exhibition.build_room(room, {}, nullptr).room;
  return traced_room(join_rooms(house, drawn), room, bake_detail);
}

void take_notes(const RoomItem& room, const PathTracer& tracer, const BakedVolume& baked,
                std::vector<BakeNote>& notes) {
  auto note = [&](std::string id, std::string text) { notes.push_back({{room.id}, std::move(id), std::move(text)}); };
  if (tracer.triangles_left_out() > 0)
    note("bake.triangles", fmt::format("{} triangles there or next door have no area or no place and are left out",
                                       tracer.triangles_left_out()));
  auto is_lit = [](const IrradianceVolume::Probe& p) { return p.lamps[0] + p.rest[0] != vec3(0); };
  if (std::ranges::none_of(baked.volume.probes, is_lit)) note("bake.dark", "no light reaches it at all");
  // One sees out between rooms two doorways away; more than that is a gap.
  if (baked.open > 0.02f)
    note("bake.open",
         fmt::format("{:.0f} % of its light is lost through gaps in its walls, floor or ceiling", 100 * baked.open));
}

Result<void> write_index(const std::filesystem::path& project, const std::map<RoomId, Hash>& keys) {
  std::string text;
  for (const auto& [room, key] : keys) text += room.value + " " + to_hex(key) + "\n";
  return write_file_atomic(baked_index_file(project), text);
}

}  // namespace

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
  std::map<RoomId, Hash> keys;
  for (std::uint32_t r = 0; r < room_count; ++r) {
    if (work.stop.stop_requested())
      return fail({.id = "work.cancelled",
                   .what = "baking was stopped",
                   .advice = "Bake again to go on; what is finished stays"});
    const RoomItem& room = shell.rooms[r];
    std::vector<std::uint32_t> together = lit_together(shell, {r});
    Hasher hasher;
    hasher.add_text("light").add_value(bake_version).add_value(wanted.spacing_m).add_value(wanted.samples);
    hasher.add(std::as_bytes(std::span(drawn[r].bytes)));
    for (std::uint32_t other : together) hasher.add(std::as_bytes(std::span(drawn[other].bytes)));
    for (dvec2 corner : room.plan) hasher.add_value(corner.x).add_value(corner.y);
    hasher.add_value(room.floor_m).add_value(room.ceiling_m);
    Hash key = hasher.finish();
    keys[{room.id}] = key;
    if (store->has(key)) {
      ++summary.ready;
      continue;
    }
    std::vector<TracedScene> parts(together.size());
    jobs.parallel_for(parts.size(), [&](std::size_t i) { parts[i] = describe(exhibition, together[i]); });
    TracedScene scene;
    for (const TracedScene& part : parts) join(scene, part);
    auto tracer = PathTracer::create(std::move(scene));
    if (!tracer) return std::unexpected(tracer.error());
    Box box;
    if (room.plan.empty()) box = room.bounds;
    for (dvec2 corner : room.plan)
      for (float y : {room.floor_m, room.ceiling_m})
        box.add(vec3(static_cast<float>(corner.x), y, static_cast<float>(corner.y)));
    WorkContext room_work{
        [&](const Progress& p) { work.tell(fmt::format("{}: {}", room.id, p.stage), p.done, p.total); }, work.stop};
    VolumeBake settings{.samples = wanted.samples};
    if (!room.plan.empty()) settings.is_inside = [&](vec3 p) { return contains(room.plan, dvec2(p.x, p.z)); };
    auto baked = bake_volume(**tracer, probe_grid(box, wanted.spacing_m), settings, jobs, room_work);
    if (!baked) return std::unexpected(baked.error());
    auto writer = store->write_chunk(key, ChunkKind::light);
    if (!writer) return std::unexpected(writer.error());
    if (auto written = write_volume(*writer, baked->volume); !written) return std::unexpected(written.error());
    if (auto finished = writer->finish(); !finished) return std::unexpected(finished.error());
    take_notes(room, **tracer, *baked, summary.notes);
    ++summary.fresh;
    summary.probes += baked->volume.probes.size();
  }
  if (auto written = write_index(exhibition.folder(), keys); !written) return std::unexpected(written.error());
  return summary;
}

Result<std::map<RoomId, Hash>> read_baked_index(const std::filesystem::path& project) {
  std::map<RoomId, Hash> keys;
  std::filesystem::path file = baked_index_file(project);
  auto text = read_text_file(file);
  if (!text && text.error().id == "file.missing") return keys;
  if (!text) return std::unexpected(text.error());
  std::string_view rest = *text;
  for (std::size_t line = 1; !rest.empty(); ++line) {
    std::string_view one = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    std::size_t space = one.find(' ');
    auto key = space == one.npos ? std::nullopt : hash_from_hex(one.substr(space + 1));
    if (!key)
      return fail({.id = "baked_index.damaged",
                   .what = fmt::format("line {} names no room and chunk", line),
                   .file = file.string(),
                   .advice = "Run: enfilade bake " + project.string()});
    keys[{std::string(one.substr(0, space))}] = *key;
  }
  return keys;
}

namespace {
// Section 0; section 1 holds the probes.
struct VolumeHeader {
  float low[3], step_m[3];
  std::uint32_t counts[3];
};
static_assert(sizeof(IrradianceVolume::Probe) == 2 * 9 * 3 * sizeof(float));
}  // namespace

Result<void> write_volume(ChunkWriter& writer, const IrradianceVolume& volume) {
  VolumeHeader header;
  for (int axis = 0; axis < 3; ++axis)
    header.low[axis] = volume.grid.low[axis], header.step_m[axis] = volume.grid.step_m[axis],
    header.counts[axis] = volume.grid.counts[axis];
  if (auto added = writer.add(std::as_bytes(std::span(&header, 1))); !added) return std::unexpected(added.error());
  if (auto added = writer.add(std::as_bytes(std::span(volume.probes))); !added) return std::unexpected(added.error());
  return {};
}

Result<IrradianceVolume> read_volume(const ChunkReader& chunk) {
  if (chunk.kind() != ChunkKind::light || chunk.section_count() != 2)
    return fail({.id = "chunk.foreign", .what = "the chunk holds no room's light", .file = chunk.path().string()});
  std::vector<std::byte> scratch;
  auto bytes = chunk.section(0, scratch);
  if (!bytes) return std::unexpected(bytes.error());
  VolumeHeader header;
  if (bytes->size() != sizeof header) return std::unexpected(chunk.damaged(0, "is not a grid"));
  std::memcpy(&header, bytes->data(), sizeof header);
  IrradianceVolume volume;
  std::uint64_t count = 1;
  for (int axis = 0; axis < 3; ++axis) {
    volume.grid.low[axis] = header.low[axis], volume.grid.step_m[axis] = header.step_m[axis];
    volume.grid.counts[axis] = header.counts[axis];
    bool is_good = std::isfinite(header.low[axis]) && header.step_m[axis] > 0 && std::isfinite(header.step_m[axis]) &&
                   header.counts[axis] >= 1 && header.counts[axis] <= 4096;
    if (!is_good) return std::unexpected(chunk.damaged(0, "is not a grid"));
    count *= header.counts[axis];
  }
  if (chunk.section_size(1) != count * sizeof(IrradianceVolume::Probe))
    return std::unexpected(chunk.damaged(1, "has not the grid's number of probes"));
  bytes = chunk.section(1, scratch);
  if (!bytes) return std::unexpected(bytes.error());
  volume.probes.resize(count);
  std::memcpy(volume.probes.data(), bytes->data(), bytes->size());
  for (const IrradianceVolume::Probe& probe : volume.probes)
    for (const Harmonics* harmonics : {&probe.lamps, &probe.rest})
      for (vec3 c : *harmonics)
        if (!std::isfinite(c.r + c.g + c.b)) return std::unexpected(chunk.damaged(1, "holds light that is no number"));
  return volume;
}

}  // namespace enf
