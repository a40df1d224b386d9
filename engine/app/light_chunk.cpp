#include "engine/app/light_chunk.h"

#include <cmath>
#include <cstring>

namespace enf {
namespace {

// Sections: the header, probes, charts, places of surfaces and then of pictures, illuminance, directions.
struct Header {
  float low[3], step_m[3];
  std::uint32_t counts[3];
  std::uint32_t width, height;
  std::uint32_t surfaces, pictures;
};
enum Section : std::uint32_t { header, probes, charts, places, lux, towards, section_count };
constexpr std::uint32_t largest_map = 8192;

static_assert(sizeof(IrradianceVolume::Probe) == 2 * 9 * 3 * sizeof(float));
static_assert(sizeof(RoomLight::Projection) == 8 * sizeof(float));
static_assert(sizeof(RoomLight::Place) == 7 * sizeof(float));

template <class T>
Result<void> read_list(const ChunkReader& chunk, std::uint32_t section, std::uint64_t count, std::vector<T>& out) {
  if (chunk.section_size(section) != count * sizeof(T))
    return std::unexpected(chunk.damaged(section, "has not the size that was announced"));
  std::vector<std::byte> scratch;
  auto bytes = chunk.section(section, scratch);
  if (!bytes) return std::unexpected(bytes.error());
  out.resize(count);
  std::memcpy(static_cast<void*>(out.data()), bytes->data(), bytes->size());
  return {};
}

}  // namespace

Result<void> write_room_light(ChunkWriter& writer, const RoomLight& light) {
  Header h{};
  for (int axis = 0; axis < 3; ++axis)
    h.low[axis] = light.volume.grid.low[axis], h.step_m[axis] = light.volume.grid.step_m[axis],
    h.counts[axis] = light.volume.grid.counts[axis];
  h.width = light.map.width, h.height = light.map.height;
  h.surfaces = static_cast<std::uint32_t>(light.surfaces.size());
  h.pictures = static_cast<std::uint32_t>(light.pictures.size());
  std::vector<RoomLight::Place> all = light.surfaces;
  all.insert(all.end(), light.pictures.begin(), light.pictures.end());
  for (auto bytes : {std::as_bytes(std::span(&h, 1)), std::as_bytes(std::span(light.volume.probes)),
                     std::as_bytes(std::span(light.charts)), std::as_bytes(std::span(all)),
                     std::as_bytes(std::span(light.map.lux)), std::as_bytes(std::span(light.map.towards))})
    if (auto added = writer.add(bytes); !added) return std::unexpected(added.error());
  return {};
}

Result<RoomLight> read_room_light(const ChunkReader& chunk) {
  if (chunk.kind() != ChunkKind::light || chunk.section_count() != section_count)
    return fail({.id = "chunk.foreign", .what = "the chunk holds no room's light", .file = chunk.path().string()});
  std::vector<Header> one;
  if (auto read = read_list(chunk, header, 1, one); !read) return std::unexpected(read.error());
  const Header& h = one[0];
  RoomLight light;
  std::uint64_t count = 1;
  bool is_good = h.width <= largest_map && h.height <= largest_map && h.width % LightMap::direction_step == 0 &&
                 h.height % LightMap::direction_step == 0;
  for (int axis = 0; axis < 3; ++axis) {
    light.volume.grid.low[axis] = h.low[axis], light.volume.grid.step_m[axis] = h.step_m[axis];
    light.volume.grid.counts[axis] = h.counts[axis];
    is_good = is_good && std::isfinite(h.low[axis]) && h.step_m[axis] > 0 && std::isfinite(h.step_m[axis]) &&
              h.counts[axis] >= 1 && h.counts[axis] <= 4096;
    count *= h.counts[axis];
  }
  if (!is_good) return std::unexpected(chunk.damaged(header, "describes no grid and map"));
  light.map.width = h.width, light.map.height = h.height;
  std::uint64_t texels = std::uint64_t{h.width} * h.height;
  std::vector<RoomLight::Place> all;
  Result<void> read = read_list(chunk, probes, count, light.volume.probes);
  if (read)
    read = read_list(chunk, charts, chunk.section_size(charts) / sizeof(RoomLight::Projection), light.charts);
  if (read) read = read_list(chunk, places, std::uint64_t{h.surfaces} + h.pictures, all);
  if (read) read = read_list(chunk, lux, texels, light.map.lux);
  if (read)
    read = read_list(chunk, towards, texels / (LightMap::direction_step * LightMap::direction_step), light.map.towards);
  if (!read) return std::unexpected(read.error());
  light.surfaces.assign(all.begin(), all.begin() + h.surfaces);
  light.pictures.assign(all.begin() + h.surfaces, all.end());
  for (const IrradianceVolume::Probe& probe : light.volume.probes)
    for (const Harmonics* harmonics : {&probe.lamps, &probe.rest})
      for (vec3 c : *harmonics)
        if (!std::isfinite(c.r + c.g + c.b))
          return std::unexpected(chunk.damaged(probes, "holds light that is no number"));
  for (const RoomLight::Projection& p : light.charts)
    for (int k = 0; k < 4; ++k)
      if (!std::isfinite(p.u[k] + p.v[k])) return std::unexpected(chunk.damaged(charts, "holds a place that is no number"));
  return light;
}

}  // namespace enf
