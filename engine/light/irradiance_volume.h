// Owns: a room's light in the air: a grid of probes, baked by tracing, read between them.
// Must not know: rooms' records, files, the GPU.
// Called by: the bake, whoever lights what moves; baked on workers, read on any thread.
#pragma once

#include <vector>

#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/light/path_tracer.h"

namespace enf {

// Probes at low + step * (x, y, z), x running fastest.
struct ProbeGrid {
  vec3 low{0}, step_m{1};
  glm::uvec3 counts{0};

  std::size_t size() const { return std::size_t{counts.x} * counts.y * counts.z; }
  vec3 place(std::size_t index) const {
    return low + step_m * vec3(index % counts.x, index / counts.x % counts.y, index / counts.x / counts.y);
  }
};

// Evenly in the box, at most `spacing_m` apart, the outermost a hand's breadth (0.15 m) from its sides.
ProbeGrid probe_grid(const Box& box, float spacing_m);

struct IrradianceVolume {
  struct Probe {
    Harmonics lamps{}, rest{};  // as in ProbeLight, in cd/m2
    friend bool operator==(const Probe&, const Probe&) = default;
  };
  ProbeGrid grid;
  std::vector<Probe> probes;

  // Between the probes; beyond the outermost as at these. Black without any.
  Probe at(vec3 point) const;
};

struct VolumeBake {
  std::function<bool(vec3)> is_inside;  // whether a place belongs to the room; empty: all do
  std::uint32_t samples = 1024;         // paths a probe
};

struct BakedVolume {
  IrradianceVolume volume;
  std::uint32_t buried = 0;  // probes outside the room or within things, filled from their neighbours
  float open = 0;            // the share of directions, of all other probes, in which there is nothing at all
};

// Probes that see backs of surfaces stand within walls or things: no light leaks from there, they take their
// neighbours' mean. Error: work.cancelled.
Result<BakedVolume> bake_volume(const PathTracer& tracer, const ProbeGrid& grid, const VolumeBake& settings, Jobs& jobs,
                                const WorkContext& work);

}  // namespace enf
