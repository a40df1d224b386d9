// Owns: building triangle meshes by hand: quads, boxes, cylinders, swept profiles with mitres, in metres.
// Must not know: rooms, works, records.
// Called by: architecture, frames, furniture; one builder a thread.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/geometry/math.h"
#include "engine/scene/render_scene.h"

namespace enf {

// One corner of a moulding's cross-section: `out` away from its base line, `up` along the sweep's axis. A section is
// listed so that the visible surface lies to the right of its direction: up the front, then back over the top.
struct SectionPoint {
  float out = 0, up = 0;
  float open = 1;  // ambient openness 0..1 at this edge, for hollows
};

// One place of a sweep's base line. `out` is the mitre vector: where the section's `out` axis goes from here, per metre
// (longer than 1 at corners).
struct SweepPoint {
  vec3 position{0};
  vec3 out{0, 0, 1};
};

// Collects triangles. Faces are counter-clockwise seen from outside; texture coordinates are metres along the surface
// (u along the tangent, v downwards), so that a material's texture scale is one over its tile's size in metres.
class MeshBuilder {
 public:
  // A flat quad with corners in counter-clockwise order; `tangent` is the direction of u (made orthogonal).
  void quad(vec3 a, vec3 b, vec3 c, vec3 d, vec3 tangent);
  // A flat convex polygon, counter-clockwise.
  void polygon(std::span<const vec3> corners, vec3 tangent);
  // A smooth surface point(u, v) for u, v in [0, 1]; seen from its front, u runs right and v up. Normals follow the
  // surface's own slope, so that patches of one surface meet without an edge. Cells that shrink to a line are left out.
  void patch(int cells_u, int cells_v, const std::function<vec3(float u, float v)>& point);
  // A picture-mapped quad: texture (0,0) at `upper_left`, (1,1) at the opposite corner.
  void picture_quad(vec3 upper_left, vec3 right, vec3 down);
  // A box around `base` (the middle of its foot), turned by `heading` about +Y. Without `bottom` the foot stays open.
  struct BoxShape {
    vec3 base{0};
    float heading = 0;
    vec3 size{1};
    float bevel = 0;            // chamfer of the upper edges
    std::vector<float> levels;  // heights between 0 and size.y where the sides are cut, for smooth openness
  };
  void box(const BoxShape& shape);
  // A cylinder or cone between two points, without caps unless a radius is given to close it.
  void tube(vec3 from, vec3 to, float radius_from, float radius_to, int sides);
  void disc(vec3 centre, vec3 normal, float radius, int sides);
  // Sweeps the section along the base line with mitred corners. A closed line joins its last point to its first.
  // `axis` is the section's up. Open lines get flat caps when asked, closed towards the base line.
  enum class Caps { none, both };
  enum class Line { open, closed };
  void sweep(std::span<const SweepPoint> line, vec3 axis, std::span<const SectionPoint> section, Line kind, Caps caps);

  bool empty() const { return indices_.empty(); }
  std::size_t triangles() const { return indices_.size() / 3; }
  std::size_t vertex_count() const { return vertices_.size(); }

  // Multiplies each vertex's openness by what the function says for its place and normal (0..1).
  void shade(const std::function<float(vec3 position, vec3 normal)>& openness, std::size_t first_vertex = 0);
  // The mesh; the builder is empty afterwards.
  std::shared_ptr<const MeshData> finish();

 private:
  std::uint32_t vertex(vec3 position, vec3 normal, vec3 tangent, vec2 uv, float open);
  void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c);

  std::vector<WideVertex> vertices_;
  std::vector<vec3> normals_;
  std::vector<std::uint32_t> indices_;
  Box bounds_;
};

}  // namespace enf
