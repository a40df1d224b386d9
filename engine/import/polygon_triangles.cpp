#include "engine/import/polygon_triangles.h"

#include <cmath>

#include "engine/geometry/polygon.h"

namespace enf {

namespace {

// Ears of larger polygons would take too long; such a thing is the cap of a tube or damage.
constexpr std::size_t most_concave_corners = 1000;

}  // namespace

std::vector<std::array<std::uint32_t, 3>> polygon_triangles(std::span<const vec3> corners) {
  const std::size_t n = corners.size();
  dvec3 normal(0);  // by Newell's formula: of length twice the area
  for (std::size_t i = 0; i < n; ++i) {
    normal += glm::cross(dvec3(corners[i] - corners[0]), dvec3(corners[(i + 1) % n] - corners[0]));
  }
  bool convex = true;
  for (std::size_t i = 0; i < n && convex; ++i) {
    const dvec3 a(corners[i]), b(corners[(i + 1) % n]), c(corners[(i + 2) % n]);
    convex = !(glm::dot(glm::cross(b - a, c - b), normal) < 0);
  }
  const double length = glm::length(normal);
  if (!convex && n <= most_concave_corners && length > 0 && std::isfinite(length)) {
    const dvec3 up = normal / length;
    const dvec3 right = glm::normalize(glm::cross(std::abs(up.x) < 0.9 ? dvec3(1, 0, 0) : dvec3(0, 1, 0), up));
    const dvec3 along = glm::cross(up, right);
    std::vector<dvec2> flat;
    for (const vec3& p : corners) flat.emplace_back(glm::dot(dvec3(p), right), glm::dot(dvec3(p), along));
    if (auto ears = triangulate(flat); !ears.empty()) return ears;
  }
  std::vector<std::array<std::uint32_t, 3>> fan;
  for (std::uint32_t i = 1; i + 1 < n; ++i) fan.push_back({0, i, i + 1});
  return fan;
}

}  // namespace enf
