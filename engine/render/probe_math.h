// Owns: turning a small cube picture of a room into what shading asks for: irradiance and blurred reflections.
// Must not know: Vulkan.
// Called by: the probe pass when a room's light changed, tests; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/geometry/math.h"

namespace enf {

// Six square faces in Vulkan's order (+x -x +y -y +z -z), rows from the top, linear RGB.
struct CubePicture {
  std::uint32_t side = 0;
  std::array<std::vector<vec3>, 6> faces;
};

// The direction through the middle of a texel (or through any place: x, y in [0, side]); not of unit length.
vec3 cube_direction(std::uint32_t face, float x, float y, std::uint32_t side);
// The nearest texel's value in this direction.
vec3 cube_value(const CubePicture& cube, vec3 direction);

// Irradiance as second-order spherical harmonics (Ramamoorthi and Hanrahan 2001), in the form ambient_irradiance() of
// shaders/frame.glsl evaluates: constants folded in. For a cube of "white sheets at E lux" values v (radiance times pi)
// the result is in lux: a uniform cube v gives irradiance v.
std::array<vec3, 9> irradiance_of(const CubePicture& cube);
vec3 evaluate_irradiance(const std::array<vec3, 9>& ambient, vec3 normal);

// Mips for reflections: mip m is the cube seen through GGX of roughness (m / 5)^2, with n = v = r (Karis 2013).
// mips[0] is the cube itself.
std::vector<CubePicture> reflections_of(const CubePicture& cube, std::uint32_t mips);

}  // namespace enf
