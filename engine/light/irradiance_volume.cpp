#include "engine/light/irradiance_volume.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace enf {
namespace {

constexpr float margin_m = 0.15f;
// A probe in the open sees a back now and then, through a crack or where two things meet.
constexpr float most_backs = 0.1f;

void add(IrradianceVolume::Probe& sum, const IrradianceVolume::Probe& probe, float weight) {
  for (std::size_t k = 0; k < 9; ++k)
    sum.lamps[k] += probe.lamps[k] * weight, sum.rest[k] += probe.rest[k] * weight;
}

// Gives buried probes the mean of those beside them that are known, from outside inwards.
void fill_buried(IrradianceVolume& volume, std::vector<std::uint8_t> known) {
  const glm::uvec3 n = volume.grid.counts;
  const std::size_t strides[3] = {1, n.x, std::size_t{n.x} * n.y};
  for (bool has_grown = true; has_grown;) {
    has_grown = false;
    std::vector<std::uint8_t> now = known;
    for (std::size_t i = 0; i < volume.probes.size(); ++i) {
      if (known[i]) continue;
      IrradianceVolume::Probe sum;
      float count = 0;
      for (glm::length_t axis = 0; axis < 3; ++axis) {
        std::size_t at = i / strides[axis] % n[axis];
        for (std::size_t other : {at > 0 ? i - strides[axis] : i, at + 1 < n[axis] ? i + strides[axis] : i})
          if (known[other]) add(sum, volume.probes[other], 1), ++count;
      }
      if (count == 0) continue;
      volume.probes[i] = {};
      add(volume.probes[i], sum, 1 / count);
      now[i] = 1, has_grown = true;
    }
    known = std::move(now);
  }
}

}  // namespace

ProbeGrid probe_grid(const Box& box, float spacing_m) {
  ProbeGrid grid;
  for (int axis = 0; axis < 3; ++axis) {
    float free = box.size()[axis] - 2 * margin_m;
    grid.counts[axis] = free > 0 ? static_cast<std::uint32_t>(std::ceil(free / spacing_m)) + 1 : 1;
    grid.low[axis] = free > 0 ? box.low[axis] + margin_m : box.centre()[axis];
    grid.step_m[axis] = grid.counts[axis] > 1 ? free / static_cast<float>(grid.counts[axis] - 1) : spacing_m;
  }
  return grid;
}

IrradianceVolume::Probe IrradianceVolume::at(vec3 point) const {
  if (probes.empty()) return {};
  vec3 place = glm::clamp((point - grid.low) / grid.step_m, vec3(0), vec3(grid.counts - 1u));
  glm::uvec3 low = glm::min(glm::uvec3(place), glm::max(grid.counts, glm::uvec3(2)) - 2u);
  vec3 part = place - vec3(low);
  Probe mean;
  for (std::uint32_t corner = 0; corner < 8; ++corner) {
    glm::uvec3 high(corner & 1, corner >> 1 & 1, corner >> 2);
    vec3 shares = glm::mix(1.0f - part, part, vec3(high));
    float weight = shares.x * shares.y * shares.z;
    if (weight == 0) continue;
    glm::uvec3 p = low + high;
    add(mean, probes[(std::size_t{p.z} * grid.counts.y + p.y) * grid.counts.x + p.x], weight);
  }
  return mean;
}

Result<BakedVolume> bake_volume(const PathTracer& tracer, const ProbeGrid& grid, const VolumeBake& settings, Jobs& jobs,
                                const WorkContext& work) {
  BakedVolume baked{.volume = {grid, std::vector<IrradianceVolume::Probe>(grid.size())}};
  std::vector<std::uint8_t> known(grid.size());
  std::vector<float> escapes(grid.size());
  std::mutex telling;
  std::uint64_t done = 0;
  jobs.parallel_for(grid.size(), [&](std::size_t i) {
    if (work.stop.stop_requested()) return;
    vec3 place = grid.place(i);
    if (!settings.is_inside || settings.is_inside(place)) {
      ProbeLight light = tracer.probe(place, settings.samples, static_cast<std::uint32_t>(i));
      known[i] = light.backs <= most_backs;
      escapes[i] = light.escapes;
      baked.volume.probes[i] = {light.lamps, light.rest};
    }
    std::lock_guard lock(telling);
    work.tell("Tracing light", ++done, grid.size());
  });
  if (work.stop.stop_requested())
    return fail({.id = "work.cancelled",
                 .what = "baking was stopped",
                 .advice = "Bake again to go on; what is finished stays"});
  float open = 0, count = 0;
  for (std::size_t i = 0; i < grid.size(); ++i)
    if (known[i])
      open += escapes[i], ++count;
    else
      baked.volume.probes[i] = {}, ++baked.buried;
  if (count > 0) baked.open = open / count;
  fill_buried(baked.volume, std::move(known));
  return baked;
}

}  // namespace enf
