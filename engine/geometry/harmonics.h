// Owns: the spherical harmonics that light from all around is kept in.
// Must not know: what the light is of.
// Called by: probes, traced and drawn; pure.
#pragma once

#include <array>

#include "engine/geometry/math.h"

namespace enf {

// The real basis functions up to order 2 in a direction of unit length: 1, y, z, x, xy, yz, 3z^2-1, xz, x^2-y^2,
// normalised.
inline std::array<float, 9> harmonics_at(vec3 n) {
  return {0.282094792f,
          0.488602512f * n.y,
          0.488602512f * n.z,
          0.488602512f * n.x,
          1.092548431f * n.x * n.y,
          1.092548431f * n.y * n.z,
          0.315391565f * (3 * n.z * n.z - 1),
          1.092548431f * n.x * n.z,
          0.546274215f * (n.x * n.x - n.y * n.y)};
}

}  // namespace enf
