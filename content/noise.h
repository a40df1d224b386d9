// Owns: hashes of lattice points and the smooth noise made of them, the same on every machine.
// Must not know: what it roughens.
// Called by: the generators, on any thread.
#pragma once

#include <cmath>
#include <cstdint>

#include "engine/geometry/math.h"

namespace enf {

// 32 well mixed bits of three integers and a seed (the finaliser of MurmurHash3, Appleby).
inline std::uint32_t hash_bits(int x, int y, int z, std::uint32_t seed) {
  std::uint32_t h = seed * 0x9e3779b9u + static_cast<std::uint32_t>(x) * 0x85ebca6bu +
                    static_cast<std::uint32_t>(y) * 0xc2b2ae35u + static_cast<std::uint32_t>(z) * 0x27d4eb2fu;
  h ^= h >> 16, h *= 0x85ebca6bu, h ^= h >> 13, h *= 0xc2b2ae35u, h ^= h >> 16;
  return h;
}
// In [0, 1).
inline float hash_unit(int x, int y, std::uint32_t seed) {
  return static_cast<float>(hash_bits(x, y, 0, seed) >> 8) * 0x1p-24f;
}

// Smooth value noise in [-1, 1] with one bump a unit.
float noise(vec2 p, std::uint32_t seed);
float noise(vec3 p, std::uint32_t seed);
// Sums of `octaves` noises, each of half the size and half the strength; about [-1, 1].
float fractal_noise(vec2 p, int octaves, std::uint32_t seed);
float fractal_noise(vec3 p, int octaves, std::uint32_t seed);

struct CellPoint {
  float distance = 0;       // to the nearest point
  float second = 0;         // to the second nearest
  std::uint32_t id = 0;     // hash of the nearest
};
// One random point in each unit cell (Worley 1996).
CellPoint cells(vec2 p, std::uint32_t seed);

}  // namespace enf
