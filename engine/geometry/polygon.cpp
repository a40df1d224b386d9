#include "engine/geometry/polygon.h"

#include <algorithm>
#include <numeric>

namespace enf {

static double cross(dvec2 a, dvec2 b) { return a.x * b.y - a.y * b.x; }

double signed_area(std::span<const dvec2> corners) {
  double twice = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) twice += cross(corners[i], corners[(i + 1) % corners.size()]);
  return twice / 2;
}

bool contains(std::span<const dvec2> corners, dvec2 p) {
  bool inside = false;
  for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
    dvec2 a = corners[i], b = corners[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

SegmentDistance distance_to_segment(dvec2 p, dvec2 a, dvec2 b) {
  dvec2 ab = b - a;
  double length2 = glm::dot(ab, ab);
  double along = length2 > 0 ? std::clamp(glm::dot(p - a, ab) / length2, 0.0, 1.0) : 0.0;
  return {glm::length(p - (a + ab * along)), along};
}

static bool segments_touch(dvec2 a, dvec2 b, dvec2 c, dvec2 d) {
  double d1 = cross(b - a, c - a), d2 = cross(b - a, d - a), d3 = cross(d - c, a - c), d4 = cross(d - c, b - c);
  if (((d1 > 0) != (d2 > 0)) && ((d3 > 0) != (d4 > 0)) && d1 != 0 && d2 != 0 && d3 != 0 && d4 != 0) return true;
  constexpr double touch = 1e-9;
  return distance_to_segment(a, c, d).distance < touch || distance_to_segment(b, c, d).distance < touch ||
         distance_to_segment(c, a, b).distance < touch || distance_to_segment(d, a, b).distance < touch;
}

bool self_intersects(std::span<const dvec2> corners) {
  std::size_t n = corners.size();
  for (std::size_t i = 0; i < n; ++i) {
    dvec2 a = corners[i], b = corners[(i + 1) % n], c = corners[(i + 2) % n];
    if (glm::length(b - a) < 1e-9) return true;
    // Neighbours share a corner; they overlap only if the second turns straight back.
    if (std::abs(cross(b - a, c - b)) < 1e-12 && glm::dot(b - a, c - b) < 0) return true;
    for (std::size_t j = i + 2; j < n; ++j) {
      if (i == 0 && j == n - 1) continue;
      if (segments_touch(a, b, corners[j], corners[(j + 1) % n])) return true;
    }
  }
  return false;
}

std::vector<std::array<std::uint32_t, 3>> triangulate(std::span<const dvec2> corners) {
  std::vector<std::array<std::uint32_t, 3>> triangles;
  if (corners.size() < 3 || self_intersects(corners)) return triangles;
  std::vector<std::uint32_t> rest(corners.size());
  std::iota(rest.begin(), rest.end(), 0u);
  double turn = signed_area(corners) > 0 ? 1 : -1;
  while (rest.size() > 3) {
    bool clipped = false;
    for (std::size_t i = 0; i < rest.size() && !clipped; ++i) {
      std::uint32_t ia = rest[(i + rest.size() - 1) % rest.size()], ib = rest[i], ic = rest[(i + 1) % rest.size()];
      dvec2 a = corners[ia], b = corners[ib], c = corners[ic];
      double bend = turn * cross(b - a, c - b);
      if (bend < 0) continue;
      bool ear = true;
      if (bend > 0)
        for (std::uint32_t k : rest) {
          if (k == ia || k == ib || k == ic) continue;
          dvec2 p = corners[k];
          if (turn * cross(b - a, p - a) >= 0 && turn * cross(c - b, p - b) >= 0 && turn * cross(a - c, p - c) >= 0) {
            ear = false;
            break;
          }
        }
      if (!ear) continue;
      if (bend > 0) triangles.push_back({ia, ib, ic});
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      clipped = true;
    }
    if (!clipped) return {};
  }
  triangles.push_back({rest[0], rest[1], rest[2]});
  return triangles;
}

}  // namespace enf
