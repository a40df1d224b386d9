#include "content/noise.h"

#include "content/picture.h"

namespace enf {
namespace {

float lattice(int x, int y, int z, std::uint32_t seed) {
  return static_cast<float>(hash_bits(x, y, z, seed) >> 8) * 0x1p-23f - 1.0f;
}

// Perlin's quintic fade (2002): no visible lattice in the derivative.
float fade(float t) { return t * t * t * (t * (t * 6 - 15) + 10); }

template <class V>
float fractal(V p, int octaves, std::uint32_t seed) {
  float sum = 0, strength = 0.5f;
  for (int i = 0; i < octaves; ++i) {
    sum += strength * noise(p, seed + static_cast<std::uint32_t>(i) * 101u);
    p = p * 2.03f + 17.3f;
    strength *= 0.5f;
  }
  return sum;
}

}  // namespace

float noise(vec2 p, std::uint32_t seed) {
  vec2 base = glm::floor(p);
  int x = static_cast<int>(base.x), y = static_cast<int>(base.y);
  float u = fade(p.x - base.x), v = fade(p.y - base.y);
  return mixed(mixed(lattice(x, y, 0, seed), lattice(x + 1, y, 0, seed), u),
               mixed(lattice(x, y + 1, 0, seed), lattice(x + 1, y + 1, 0, seed), u), v);
}

float noise(vec3 p, std::uint32_t seed) {
  vec3 base = glm::floor(p);
  int x = static_cast<int>(base.x), y = static_cast<int>(base.y), z = static_cast<int>(base.z);
  float u = fade(p.x - base.x), v = fade(p.y - base.y), w = fade(p.z - base.z);
  auto layer = [&](int k) {
    return mixed(mixed(lattice(x, y, k, seed), lattice(x + 1, y, k, seed), u),
                 mixed(lattice(x, y + 1, k, seed), lattice(x + 1, y + 1, k, seed), u), v);
  };
  return mixed(layer(z), layer(z + 1), w);
}

float fractal_noise(vec2 p, int octaves, std::uint32_t seed) { return fractal(p, octaves, seed); }
float fractal_noise(vec3 p, int octaves, std::uint32_t seed) { return fractal(p, octaves, seed); }

CellPoint cells(vec2 p, std::uint32_t seed) {
  int cx = static_cast<int>(std::floor(p.x)), cy = static_cast<int>(std::floor(p.y));
  CellPoint best{.distance = 9, .second = 9};
  for (int j = cy - 1; j <= cy + 1; ++j)
    for (int i = cx - 1; i <= cx + 1; ++i) {
      std::uint32_t id = hash_bits(i, j, 0, seed);
      vec2 point(static_cast<float>(i) + static_cast<float>(id & 0xffffu) / 65536.0f,
                 static_cast<float>(j) + static_cast<float>(id >> 16) / 65536.0f);
      float d = glm::distance(p, point);
      if (d < best.distance) {
        best.second = best.distance;
        best.distance = d;
        best.id = id;
      } else if (d < best.second) {
        best.second = d;
      }
    }
  return best;
}

}  // namespace enf
