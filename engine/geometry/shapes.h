// Owns: boxes, planes, rays and frusta, and the tests between them.
// Must not know: what the shapes stand for.
// Called by: everyone, on any thread.
#pragma once

#include <array>
#include <limits>
#include <optional>

#include "engine/geometry/math.h"

namespace enf {

// An axis-aligned box; empty when made.
struct Box {
  vec3 low{std::numeric_limits<float>::infinity()};
  vec3 high{-std::numeric_limits<float>::infinity()};

  bool empty() const { return low.x > high.x || low.y > high.y || low.z > high.z; }
  vec3 centre() const { return (low + high) * 0.5f; }
  vec3 size() const { return empty() ? vec3(0) : high - low; }
  void add(vec3 point) { low = glm::min(low, point), high = glm::max(high, point); }
  void add(const Box& box) { low = glm::min(low, box.low), high = glm::max(high, box.high); }
  bool contains(vec3 p) const { return glm::all(glm::lessThanEqual(low, p)) && glm::all(glm::lessThanEqual(p, high)); }
  bool touches(const Box& o) const {
    return glm::all(glm::lessThanEqual(low, o.high)) && glm::all(glm::lessThanEqual(o.low, high));
  }
  friend bool operator==(const Box&, const Box&) = default;
};

// The box around `box` after `transform`. An empty box stays empty.
Box transformed(const Box& box, const mat4& transform);
// Shortest distance from the point to the box; 0 inside.
float distance(const Box& box, vec3 point);

// Points p with dot(normal, p) + offset >= 0 lie inside. The normal has unit length.
struct Plane {
  vec3 normal{0, 1, 0};
  float offset = 0;
  float height(vec3 p) const { return glm::dot(normal, p) + offset; }
};

// Six planes that look inwards: left, right, bottom, top, near, far.
struct Frustum {
  std::array<Plane, 6> planes;
};

// The frustum of a matrix whose clip space has z in [0, w] (normal or reversed depth).
Frustum frustum_of(const mat4& view_projection);
// False only if the box lies wholly outside one plane (may keep a box that is just outside a corner).
bool touches(const Frustum& frustum, const Box& box);

struct Ray {
  vec3 origin{0};
  vec3 direction{0, 0, -1};  // unit length
  vec3 at(float t) const { return origin + direction * t; }
};

// Distance along the ray to the first point inside the box, 0 if it starts inside.
std::optional<float> hit(const Ray& ray, const Box& box);
// Distance along the ray to the triangle, from either side (Moeller and Trumbore 1997).
std::optional<float> hit(const Ray& ray, vec3 a, vec3 b, vec3 c);
// The share of a surface element's irradiance from a uniform hemisphere that comes from the triangle, whichever way
// that is turned and nothing hiding it: -1..1, negative if its corners run clockwise seen from `at` (Lambert's formula
// for polygons; Baum et al. 1989). The triangle must lie before the element.
float form_factor(vec3 at, vec3 normal, vec3 a, vec3 b, vec3 c);

// Distance along the ray to the plane, if it is in front.
std::optional<float> hit(const Ray& ray, const Plane& plane);

}  // namespace enf
