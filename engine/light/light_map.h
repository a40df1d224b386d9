// Owns: the light on a room's surfaces as a picture: baked by tracing, packed for a renderer.
// Must not know: rooms' records, files, the GPU.
// Called by: the bake, the renderer reads; baked on workers, read on any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/light/light_charts.h"
#include "engine/light/path_tracer.h"

namespace enf {

struct LightMap {
  std::uint32_t width = 0, height = 0;  // multiples of direction_step
  // Illuminance in lux by colour, three mantissas of 9 bits over one exponent (VK_FORMAT_E5B9G9R9_UFLOAT_PACK32).
  std::vector<std::uint32_t> lux;
  // Where it comes from, at a quarter of the size: 0.5 + 0.5 times the mean direction, and the share that comes
  // straight from lamps, 8 bits each. A surface bent from n to m receives about max(dot(m, d), 0) / dot(n, d) as much.
  std::vector<std::uint32_t> towards;
  static constexpr std::uint32_t direction_step = 4;

  std::uint32_t towards_width() const { return width / direction_step; }
  std::uint32_t towards_height() const { return height / direction_step; }
};

// All parts 0..65408; larger ones become that.
std::uint32_t pack_lux(vec3 lux);
vec3 unpack_lux(std::uint32_t packed);

struct MapBake {
  std::uint32_t lamp_samples = 16;   // rays a texel to each lamp
  std::uint32_t other_samples = 512;  // paths at each place where the rest is traced: about every fourth texel
};

// Straight light from lamps is traced for each texel, all else, which is softer, for every fourth in each direction and
// wherever the surface bends, then freed of noise. Depends on scene, charts and settings alone. Texels without a surface
// get their neighbours' light. Error: work.cancelled.
Result<LightMap> bake_map(const PathTracer& tracer, const LightCharts& charts, std::span<const ChartPiece> pieces,
                          const MapBake& settings, Jobs& jobs, const WorkContext& work);

}  // namespace enf
