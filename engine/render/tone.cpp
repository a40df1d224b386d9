#include "engine/render/tone.h"

#include <algorithm>
#include <cmath>

namespace enf {

vec3 tone_curve(vec3 c) {
  constexpr float knee = 0.8f, room = 1 - knee;
  float peak = std::max({c.r, c.g, c.b, 1e-6f});
  float over = std::max(peak - knee, 0.0f);
  float shaped = std::min(peak, knee) + over * room / (over + room);
  c *= shaped / peak;
  float pale = 1 - 1 / (0.15f * (peak - shaped) + 1);
  return glm::mix(c, vec3(shaped), pale);
}

float encode_srgb(float linear) {
  return linear < 0.0031308f ? 12.92f * linear : 1.055f * std::pow(linear, 1 / 2.4f) - 0.055f;
}

float decode_srgb(float encoded) {
  return encoded < 0.04045f ? encoded / 12.92f : std::pow((encoded + 0.055f) / 1.055f, 2.4f);
}

}  // namespace enf
