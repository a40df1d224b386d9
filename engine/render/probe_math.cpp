#include "engine/render/probe_math.h"

#include <algorithm>
#include <cmath>

#include "engine/geometry/harmonics.h"

namespace enf {

vec3 cube_direction(std::uint32_t face, float x, float y, std::uint32_t side) {
  float u = 2 * x / static_cast<float>(side) - 1, v = 2 * y / static_cast<float>(side) - 1;
  switch (face) {
    case 0:
      return {1, -v, -u};
    case 1:
      return {-1, -v, u};
    case 2:
      return {u, 1, v};
    case 3:
      return {u, -1, -v};
    case 4:
      return {u, -v, 1};
    default:
      return {-u, -v, -1};
  }
}

vec3 cube_value(const CubePicture& cube, vec3 d) {
  vec3 a = glm::abs(d);
  std::uint32_t face;
  float u, v, major;
  if (a.x >= a.y && a.x >= a.z)
    face = d.x > 0 ? 0 : 1, major = a.x, u = d.x > 0 ? -d.z : d.z, v = -d.y;
  else if (a.y >= a.z)
    face = d.y > 0 ? 2 : 3, major = a.y, u = d.x, v = d.y > 0 ? d.z : -d.z;
  else
    face = d.z > 0 ? 4 : 5, major = a.z, u = d.z > 0 ? d.x : -d.x, v = -d.y;
  auto texel = [&](float t) {
    float at = (t / major * 0.5f + 0.5f) * static_cast<float>(cube.side);
    return static_cast<std::uint32_t>(std::clamp(at, 0.0f, static_cast<float>(cube.side) - 1));
  };
  return cube.faces[face][texel(v) * cube.side + texel(u)];
}

std::array<vec3, 9> irradiance_of(const CubePicture& cube) {
  std::array<vec3, 9> sums{};
  float total = 0;
  for (std::uint32_t face = 0; face < 6; ++face)
    for (std::uint32_t y = 0; y < cube.side; ++y)
      for (std::uint32_t x = 0; x < cube.side; ++x) {
        vec3 d = cube_direction(face, static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f, cube.side);
        float d2 = glm::dot(d, d);
        float solid_angle = 1 / (d2 * std::sqrt(d2));  // up to a factor
        total += solid_angle;
        auto b = harmonics_at(d / std::sqrt(d2));
        for (std::size_t i = 0; i < 9; ++i) sums[i] += cube.faces[face][y * cube.side + x] * (b[i] * solid_angle);
      }
  // Cosine lobe over pi: 1, 2/3, 1/4 for the bands (Ramamoorthi and Hanrahan 2001, eq. 8), and the basis once more.
  constexpr std::array<float, 9> factors{0.282095f,         0.488603f * 2 / 3, 0.488603f * 2 / 3,
                                         0.488603f * 2 / 3, 1.092548f / 4,     1.092548f / 4,
                                         0.315392f / 4,     1.092548f / 4,     0.546274f / 4};
  for (std::size_t i = 0; i < 9; ++i) sums[i] *= factors[i] * 4 * pi / total;
  return sums;
}

vec3 evaluate_irradiance(const std::array<vec3, 9>& a, vec3 n) {
  vec3 e = a[0] + a[1] * n.y + a[2] * n.z + a[3] * n.x + a[4] * (n.x * n.y) + a[5] * (n.y * n.z) +
           a[6] * (3 * n.z * n.z - 1) + a[7] * (n.x * n.z) + a[8] * (n.x * n.x - n.y * n.y);
  return glm::max(e, vec3(0));
}

std::vector<CubePicture> reflections_of(const CubePicture& cube, std::uint32_t mips) {
  // Each mip gathers from the halved picture before it, so few samples do.
  constexpr std::uint32_t samples = 20;
  std::vector<CubePicture> result{cube}, halves{cube};
  for (std::uint32_t m = 1; m < mips; ++m) {
    const CubePicture& finer = halves.back();
    CubePicture half{std::max(finer.side / 2, 1u), {}};
    for (std::size_t f = 0; f < 6; ++f) {
      half.faces[f].resize(half.side * half.side);
      for (std::uint32_t y = 0; y < half.side; ++y)
        for (std::uint32_t x = 0; x < half.side; ++x) {
          auto at = [&](std::uint32_t dx, std::uint32_t dy) {
            return finer.faces[f][(2 * y + dy) * finer.side + 2 * x + dx];
          };
          half.faces[f][y * half.side + x] = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) * 0.25f;
        }
    }
    float roughness = std::pow(static_cast<float>(m) / 5, 2.0f);
    float a = roughness * roughness;
    CubePicture picture{half.side, {}};
    for (std::uint32_t f = 0; f < 6; ++f) {
      picture.faces[f].resize(picture.side * picture.side);
      for (std::uint32_t y = 0; y < picture.side; ++y)
        for (std::uint32_t x = 0; x < picture.side; ++x) {
          vec3 n = glm::normalize(
              cube_direction(f, static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f, picture.side));
          vec3 side = glm::normalize(glm::cross(std::abs(n.y) < 0.9f ? vec3(0, 1, 0) : vec3(1, 0, 0), n));
          vec3 up = glm::cross(n, side);
          vec3 sum(0);
          float weights = 0;
          for (std::uint32_t i = 0; i < samples; ++i) {
            float u = (static_cast<float>(i) + 0.5f) / samples;
            float turn = static_cast<float>(i) * 2.39996323f;  // the golden angle
            float cos_h = std::sqrt((1 - u) / (1 + (a * a - 1) * u));
            float sin_h = std::sqrt(std::max(1 - cos_h * cos_h, 0.0f));
            vec3 h = side * (sin_h * std::cos(turn)) + up * (sin_h * std::sin(turn)) + n * cos_h;
            vec3 l = h * (2 * cos_h) - n;
            float n_l = glm::dot(n, l);
            if (n_l <= 0) continue;
            sum += cube_value(half, l) * n_l;
            weights += n_l;
          }
          picture.faces[f][y * picture.side + x] = weights > 0 ? sum / weights : cube_value(half, n);
        }
    }
    result.push_back(std::move(picture));
    halves.push_back(std::move(half));
  }
  return result;
}

}  // namespace enf
