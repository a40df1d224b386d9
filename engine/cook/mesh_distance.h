// Owns: the distance from points to a triangle surface, quickly for many points.
// Must not know: meshes' attributes, levels, chunks.
// Called by: the mesh cook, to measure its levels of detail; const once built, so any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/shapes.h"

namespace enf {

// The point of triangle abc that is nearest to p (Ericson, "Real-Time Collision Detection", 2005, 5.1.5).
vec3 nearest_point(vec3 p, vec3 a, vec3 b, vec3 c);

// A bounding volume hierarchy over triangles. Copies the positions it needs.
class TriangleTree {
 public:
  // `indices`: three a triangle, each below positions.size(); at least one triangle.
  TriangleTree(std::span<const vec3> positions, std::span<const std::uint32_t> indices);

  // Distance from p to the surface. Distances below `enough` may come back as anything up to `enough`: a caller that
  // looks for the greatest distance passes the greatest it knows.
  float distance(vec3 p, float enough = 0) const;

 private:
  struct Node {
    Box box;
    std::uint32_t first = 0;  // leaf: first triangle; else index of the right child (the left one follows this node)
    std::uint32_t count = 0;  // leaf: triangles
  };
  std::uint32_t build(std::uint32_t first, std::uint32_t count);

  std::vector<std::array<vec3, 3>> triangles_;
  std::vector<Node> nodes_;
};

// Up to `count` points spread evenly over a surface, by area, the same each time.
std::vector<vec3> sample_surface(std::span<const vec3> positions, std::span<const std::uint32_t> indices,
                                 std::size_t count);

}  // namespace enf
