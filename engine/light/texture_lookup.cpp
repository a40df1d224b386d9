#include "engine/light/texture_lookup.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace enf {
namespace {

// Bytes to linear light: sRGB's (IEC 61966-2-1), and linear ones.
std::array<float, 256> decoding(bool is_srgb) {
  std::array<float, 256> table;
  for (std::size_t i = 0; i < 256; ++i) {
    float v = static_cast<float>(i) / 255;
    table[i] = !is_srgb ? v : v < 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
  }
  return table;
}

// The two texels on either side of a coordinate, and how far it is from the first to the second.
struct Between {
  std::uint32_t first, second;
  float part;
};
Between between(float u, std::uint32_t side, TracedWrap wrap) {
  auto n = static_cast<std::int32_t>(side);
  if (wrap == TracedWrap::repeat) u -= std::floor(u);
  if (wrap == TracedWrap::mirrored_repeat) {
    u -= 2 * std::floor(u / 2);
    u = std::min(u, 2 - u);
  }
  float place = std::clamp(u, 0.0f, 1.0f) * static_cast<float>(side) - 0.5f, low = std::floor(place);
  auto first = static_cast<std::int32_t>(low), second = first + 1;
  bool comes_round = wrap == TracedWrap::repeat;
  if (first < 0) first = comes_round ? n - 1 : 0;
  if (second >= n) second = comes_round ? 0 : n - 1;
  return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(second), place - low};
}

}  // namespace

vec4 texture_value(const TracedTexture& texture, vec2 uv) {
  if (!texture.image) return vec4(1);
  static const std::array<float, 256> srgb = decoding(true), linear = decoding(false);
  const TracedImage& image = *texture.image;
  vec2 p = uv * texture.scale;
  if (texture.rotation != 0) {
    float c = std::cos(texture.rotation), s = std::sin(texture.rotation);
    p = vec2(c * p.x + s * p.y, -s * p.x + c * p.y);
  }
  p += texture.offset;
  if (!(std::abs(p.x) < 1e6f && std::abs(p.y) < 1e6f)) return vec4(1);
  Between across = between(p.x, image.width, image.wrap_u), down = between(p.y, image.height, image.wrap_v);
  const std::array<float, 256>& colour = image.is_srgb ? srgb : linear;
  auto texel = [&](std::uint32_t x, std::uint32_t y) {
    const std::uint8_t* t = image.rgba + 4 * (std::size_t{y} * image.width + x);
    return vec4(colour[t[0]], colour[t[1]], colour[t[2]], linear[t[3]]);
  };
  return glm::mix(glm::mix(texel(across.first, down.first), texel(across.second, down.first), across.part),
                  glm::mix(texel(across.first, down.second), texel(across.second, down.second), across.part),
                  down.part);
}

}  // namespace enf
