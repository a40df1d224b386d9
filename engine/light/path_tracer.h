// Owns: light that travels: what an eye sees through a pixel, what a surface element or a point in the air receives.
// Must not know: documents, pictures on disk, the GPU.
// Called by: stills, bakes, tests. Immutable once made: any thread, several at once.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "engine/base/error.h"
#include "engine/geometry/harmonics.h"
#include "engine/geometry/shapes.h"
#include "engine/light/traced_scene.h"

namespace enf {

// Light by way of linear sRGB's three colours; in lux or cd/m2 where all three are equal.
struct ReceivedLight {
  vec3 direct_lx{0};     // straight from lamps, glowing surfaces and the sky
  vec3 reflected_lx{0};  // after at least one reflection
  vec3 sum_lx() const { return direct_lx + reflected_lx; }
};

// In the order of harmonics_at().
using Harmonics = std::array<vec3, 9>;
// What a surface that looks along `normal` receives of a radiance given by its harmonics (Ramamoorthi and Hanrahan
// 2001), in lux if those are of cd/m2. Not below 0.
vec3 illuminance_of(const Harmonics& luminance, vec3 normal);

// Light that arrives in two parts: straight from lamps, which a renderer may add again as they are now, and all else:
// from glowing surfaces and the sky, and whatever was reflected.
struct ProbeLight {
  Harmonics lamps{}, rest{};  // of the luminance that arrives, in cd/m2
  float backs = 0;                  // the share of directions in which the back of a surface is seen
  float escapes = 0;                // the share of directions in which there is nothing
};

// What a small patch of a surface receives.
struct PatchLight {
  vec3 lux{0};
  vec3 towards{0};  // mean of the directions it comes from, by luminance; shorter the more they differ
  float variance = 0;  // of the mean of the luminance, in lux^2, as if the samples had been drawn independently
  float backs = 0;     // the share of directions in which the back of a surface is seen; not of lamps' light
};

// Paths with next-event estimation and multiple importance sampling (Veach 1997, power heuristic) and Russian roulette.
// All results depend on the scene, the seed and the numbers of samples only, not on threads. The one deliberate bias:
// after a rough reflection gloss is blurred and panes do not mirror lamps, which would be caustics that no number of
// samples makes quiet.
class PathTracer {
 public:
  // Error: light.embree.
  static Result<std::unique_ptr<PathTracer>> create(TracedScene scene);
  ~PathTracer();

  // The luminance seen along the ray by one path, by colour, in cd/m2. The mean over samples 0, 1, 2... of one seed
  // converges to the true one.
  vec3 luminance_cd_m2(const Ray& ray, std::uint32_t seed, std::uint32_t sample) const;
  // What a surface element at `point` that looks along `normal` receives.
  ReceivedLight illuminance(vec3 point, vec3 normal, std::uint32_t samples, std::uint32_t seed = 0) const;
  // What a patch (`side_u`, `side_v`: its sides as vectors) around `point` receives straight from lamps, each asked for
  // itself with `samples` rays, and more where only some arrive.
  PatchLight from_lamps(vec3 point, vec3 normal, vec3 side_u, vec3 side_v, std::uint32_t samples,
                        std::uint32_t seed = 0) const;
  // And what a surface element receives in all other ways.
  PatchLight from_all_else(vec3 point, vec3 normal, std::uint32_t samples, std::uint32_t seed = 0) const;
  // What arrives at a point in the air.
  ProbeLight probe(vec3 point, std::uint32_t samples, std::uint32_t seed = 0) const;

  // Triangles without area or with corners that are no numbers.
  std::uint64_t triangles_left_out() const;
  // How many rays this thread has sent since it began (benchmarks).
  static std::uint64_t rays_sent();

 private:
  struct Light;
  PathTracer() = default;
  std::unique_ptr<Light> light_;
};

}  // namespace enf
