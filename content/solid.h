// Owns: a three-dimensional work as plain triangles with materials, the two ways we model (surfaces given by a formula,
// solids given by a distance), and the GLB file it becomes.
// Must not know: what is modelled.
// Called by: the generators of three-dimensional works, each on one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "content/picture.h"
#include "engine/base/error.h"
#include "engine/geometry/shapes.h"

namespace enf {

struct SolidMaterial {
  std::string name;
  vec3 base{1};  // linear
  float metallic = 0, roughness = 0.6f;
  float clearcoat = 0, clearcoat_roughness = 0.05f;
  Picture base_map;       // multiplies `base`; may be empty
  Picture roughness_map;  // green roughness, blue metallic, as numbers, multiplying the factors; may be empty
  bool double_sided = false;
};

// Triangles of one material. Counter-clockwise seen from outside; normals of unit length; v downwards in the texture.
struct SolidPart {
  std::uint32_t material = 0;
  std::vector<vec3> positions, normals;
  std::vector<vec2> uvs;
  std::vector<vec3> colours;  // linear, one a vertex, or empty
  std::vector<std::uint32_t> indices;
};

struct Solid {
  std::vector<SolidMaterial> materials;
  std::vector<SolidPart> parts;

  Box bounds() const;
  std::size_t triangles() const;
};

// A surface point(u, v) for u, v in [0, 1], sampled on a grid of cells_u by cells_v. Seen from outside, u runs to the
// right and v upwards. Texture coordinates are (u, 1 - v). Normals come from the sampled points, so fine relief in
// `point` shades truly. Where u = 0 and u = 1 meet, or a row shrinks to a point, normals stay smooth.
SolidPart formula_surface(int cells_u, int cells_v, const std::function<vec3(float u, float v)>& point);

// A smooth curve through the points (centripetal enough for our profiles: Catmull-Rom), t in [0, 1] by point count.
vec2 curve_through(const std::vector<vec2>& points, float t);
vec3 curve_through(const std::vector<vec3>& points, float t);
// The same for profiles with sharp turns, such as lips and feet: never swings out beyond its points so far that it folds back.
vec2 profile_through(const std::vector<vec2>& points, float t);
// A tube of varying radius along a curve, with flat ends; cells_along is at least 3.
SolidPart tube(int cells_around, int cells_along, const std::vector<vec3>& curve, const std::function<float(float along)>& radius);

// The surface where `distance` (metres, negative inside) is zero, found on a grid of `cell` metres in the box: naive
// surface nets (Gibson 1998). Normals are the distance's gradient. Texture coordinates are metres times `uv_per_metre`,
// projected along each triangle's main axis.
SolidPart distance_surface(const Box& box, float cell, float uv_per_metre, const std::function<float(vec3)>& distance);

// Distances of simple solids, to combine with min, max and smooth_min (Quilez, "distance functions").
float smooth_min(float a, float b, float radius);
inline float smooth_max(float a, float b, float radius) { return -smooth_min(-a, -b, radius); }
float capsule_distance(vec3 p, vec3 a, vec3 b, float radius_a, float radius_b);
float ellipsoid_distance(vec3 p, vec3 radii);
float box_distance(vec3 p, vec3 half_size, float rounding);

// Moves the solid so that its lowest point lies at y = 0.
void set_on_floor(Solid& solid);

// Turns the part: each point and normal is multiplied by the matrix (no uneven scale).
void transform(SolidPart& part, const mat4& matrix);

// The solid as a GLB file with embedded JPEG and PNG textures. Error: content.encode.
Result<std::vector<std::byte>> encode_glb(const Solid& solid, const std::string& name);

}  // namespace enf
