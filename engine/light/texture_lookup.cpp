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

std::uint32_t wrapped(std::int64_t texel, std::uint32_t side, TracedWrap wrap) {
  std::int64_t n = side;
  switch (wrap) {
    case TracedWrap::clamp:
      return static_cast<std::uint32_t>(std::clamp<std::int64_t>(texel, 0, n - 1));
    case TracedWrap::mirrored_repeat: {
      std::int64_t m = ((texel % (2 * n)) + 2 * n) % (2 * n);
      return static_cast<std::uint32_t>(m < n ? m : 2 * n - 1 - m);
    }
    case TracedWrap::repeat:
      break;
  }
  return static_cast<std::uint32_t>(((texel % n) + n) % n);
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
  p = (p + texture.offset) * vec2(image.width, image.height) - 0.5f;
  if (!(std::abs(p.x) < 1e9f && std::abs(p.y) < 1e9f)) return vec4(1);
  vec2 low = glm::floor(p), part = p - low;
  auto x = static_cast<std::int64_t>(low.x), y = static_cast<std::int64_t>(low.y);
  std::uint32_t xs[2] = {wrapped(x, image.width, image.wrap_u), wrapped(x + 1, image.width, image.wrap_u)};
  std::uint32_t ys[2] = {wrapped(y, image.height, image.wrap_v), wrapped(y + 1, image.height, image.wrap_v)};
  const std::array<float, 256>& colour = image.is_srgb ? srgb : linear;
  vec4 sum(0);
  for (int j = 0; j < 2; ++j)
    for (int i = 0; i < 2; ++i) {
      const std::uint8_t* t = image.rgba + 4 * (std::size_t{ys[j]} * image.width + xs[i]);
      float weight = (i ? part.x : 1 - part.x) * (j ? part.y : 1 - part.y);
      sum += weight * vec4(colour[t[0]], colour[t[1]], colour[t[2]], linear[t[3]]);
    }
  return sum;
}

}  // namespace enf
