// Owns: cutting the polygons of imported meshes into triangles.
// Must not know: formats.
// Called by: the importers inside the worker.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/math.h"

namespace enf {

// Triangles over the corners' numbers, for any polygon of three corners or more, flat or not: ears where it is concave
// and simple, else a fan. Always two fewer triangles than corners in a fan; straight corners give none among ears.
std::vector<std::array<std::uint32_t, 3>> polygon_triangles(std::span<const vec3> corners);

}  // namespace enf
