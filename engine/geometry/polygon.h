// Owns: simple polygons in the plane: area, containment, triangulation.
// Must not know: rooms. A plan uses (x, z) as (x, y) here, so that counter-clockwise here is clockwise from above.
// Called by: everyone, on any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/math.h"

namespace enf {

// Twice the signed area is positive for counter-clockwise corners (shoelace formula).
double signed_area(std::span<const dvec2> corners);
bool contains(std::span<const dvec2> corners, dvec2 point);
// Whether two sides cross or touch other than in shared corners, or a side has no length.
bool self_intersects(std::span<const dvec2> corners);
// Ear clipping (Meisters 1975). Triangles have the corners' orientation. Empty if the polygon is not simple.
std::vector<std::array<std::uint32_t, 3>> triangulate(std::span<const dvec2> corners);
// Distance from the point to the segment a-b, and the nearest place along it in [0, 1].
struct SegmentDistance {
  double distance = 0, along = 0;
};
SegmentDistance distance_to_segment(dvec2 point, dvec2 a, dvec2 b);

}  // namespace enf
