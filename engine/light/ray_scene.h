// Owns: which surface a ray meets: the scene's triangles and lamps in Embree, and a surface's look where it is met.
// Must not know: how light travels on.
// Called by: the path tracer; immutable once made, any thread.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/base/error.h"
#include "engine/light/response.h"
#include "engine/light/traced_scene.h"

namespace enf {

struct RayHit {
  enum class Kind : std::uint8_t { nothing, mesh, lamp };
  Kind kind = Kind::nothing;
  float distance_m = 0;
  std::uint32_t index = 0;     // of the mesh or the lamp
  std::uint32_t triangle = 0;  // meshes
  vec2 barycentric{0};         // of its second and third corner
  vec3 position{0};
  vec3 across{0, 1, 0};  // square to the triangle, as cross(second - first, third - first)
};

// A surface where a ray met it.
struct SurfacePoint {
  vec3 position{0};
  vec3 face{0, 1, 0};    // the triangle's normal on the ray's side
  vec3 normal{0, 1, 0};  // for shading, never turned away from the ray
  bool is_front = true;
  SurfaceLook look;
  float opacity = 1;       // the share of light that does not pass straight through
  vec3 emission_cd_m2{0};  // towards the ray
};

class RayScene {
 public:
  // Triangles without area or with corners that are no numbers are left out. Error: light.embree (it refuses to start,
  // or memory is full).
  static Result<std::unique_ptr<RayScene>> create(TracedScene scene);
  ~RayScene();

  const TracedScene& scene() const { return scene_; }
  const Box& bounds() const { return bounds_; }
  std::uint64_t triangles_left_out() const { return left_out_; }

  // What is met first beyond `from_m` (two-sided).
  RayHit nearest(vec3 origin, vec3 direction, float from_m = 0) const;
  // The share of light that comes through, by colour: 0 behind something solid, less than 1 behind glass.
  vec3 passing(vec3 origin, vec3 direction, float to_m) const;

  const TracedMaterial& material(const RayHit& hit) const { return *views_[hit.index].material; }
  // Relief: the normal bent by the normal map, which light that was spread by a rough surface before does not show.
  enum class Relief : std::uint8_t { none, mapped };
  SurfacePoint surface(const RayHit& hit, vec3 direction, Relief relief) const;
  // Only where it lies, how it is turned and what it emits.
  SurfacePoint glow(const RayHit& hit, vec3 direction) const;
  // A triangle's corner positions.
  std::array<vec3, 3> corners(std::uint32_t mesh, std::uint32_t triangle) const;

  // How many rays this thread has sent since it began (benchmarks).
  static std::uint64_t rays_sent();

 private:
  struct Embree;
  // A mesh's arrays without what owns them; null: it has none.
  struct MeshView {
    const std::uint32_t* indices;
    const vec3 *positions, *normals, *colours;
    const vec2* uvs;
    const TracedMaterial* material;
  };
  RayScene() = default;
  TracedScene scene_;
  std::vector<MeshView> views_;
  Box bounds_;
  std::uint64_t left_out_ = 0;
  std::unique_ptr<Embree> embree_;
};

}  // namespace enf
