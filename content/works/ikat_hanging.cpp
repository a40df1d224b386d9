// A hanging of abr silk, the "cloud" cloth of the Fergana valley and Bukhara. The warp is bound and dyed before weaving, so
// a figure's edge lies where each bundle of threads happened to shift: sharp from side to side, feathered up and down. We do
// the same: a clear pattern, then every warp thread moves, and the dye creeps along it.
#include <algorithm>
#include <array>
#include <cmath>

#include "content/abr.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float cloth_width = 168, cloth_height = 214;  // centimetres; four loom widths
constexpr float panel = 42, repeat = 71;

const vec3 ivory = srgb(0xe9dfc6), saffron = srgb(0xd7a23c), crimson = srgb(0x9d2733), indigo = srgb(0x27375f), green = srgb(0x4f7a68),
           plum = srgb(0x4a2038);

float rounded(vec2 p, vec2 half, float power) { return std::pow(std::pow(std::abs(p.x) / half.x, power) + std::pow(std::abs(p.y) / half.y, power), 1 / power); }

// The binder's pattern in one loom width: x from -21 to 21, y in one repeat of 71.
vec3 bound_pattern(float x, float y) {
  float ax = std::abs(x);
  vec3 colour = saffron;
  // Between the medallions the ground is ivory, in tall pointed clouds.
  float cloud = ax - 21 + 9 * std::abs(std::cos(pi * y / repeat)) - 1.5f * std::cos(6 * pi * y / repeat);
  if (cloud > -3) colour = crimson;
  if (cloud > -0.5f) colour = ivory;

  // The anor (pomegranate): nested rounds with a crown of points.
  vec2 c(x, y - repeat * 0.5f);
  float points = 1 + 0.10f * std::cos(14 * std::atan2(c.y, c.x));
  float anor = rounded(c, vec2(14.5f, 21), 2.3f);
  if (anor < 1.10f * points) colour = plum;
  if (anor < 1.02f * points) colour = crimson;
  if (anor < 0.80f) colour = ivory;
  if (anor < 0.72f) colour = indigo;
  if (anor < 0.52f * points) colour = saffron;
  if (anor < 0.38f) colour = crimson;
  if (anor < 0.22f) colour = ivory;
  if (anor < 0.12f) colour = plum;
  // Seeds in the indigo ring.
  float angle = std::atan2(c.y / 21, c.x / 14.5f);
  float seed = std::abs(angle / (2 * pi) * 12 - std::round(angle / (2 * pi) * 12));
  if (anor > 0.58f && anor < 0.67f && seed < 0.26f) colour = ivory;

  // Where repeats meet: a pair of almonds (bodom) and the comb (tarok) between them.
  float m = y > repeat * 0.5f ? y - repeat : y;
  vec2 b(ax - 9.5f, m);
  float almond = rounded(b + vec2(0.10f * b.y, 0), vec2(4.6f + 0.12f * b.y, 11), 2);
  if (almond < 1.12f) colour = ivory;
  if (almond < 1.0f) colour = green;
  if (almond < 0.66f) colour = saffron;
  if (almond < 0.45f) colour = crimson;
  if (ax < 3.6f && std::abs(m) < 9.5f) colour = indigo;
  if (ax < 2.4f && std::abs(m) < 8.3f) colour = std::fmod(std::abs(m) + 20, 3.4f) < 1.7f ? ivory : indigo;
  if (ax < 0.7f && std::abs(m) < 12) colour = crimson;
  return colour;
}

vec3 pattern_at(float x, float y) {
  auto width = static_cast<int>(std::floor(x / panel));
  float u = x - (static_cast<float>(width) + 0.5f) * panel;
  // The seamstress never quite matched neighbouring widths.
  constexpr std::array<float, 4> slip = {0, 2.6f, -1.4f, 1.9f};
  float v = y + 2.0f + slip[static_cast<std::size_t>(glm::clamp(width, 0, 3))];
  v -= std::floor(v / repeat) * repeat;
  return bound_pattern(u, v);
}

}  // namespace

Picture ikat_hanging(int long_side_px) {
  return woven_abr({.width_cm = cloth_width, .height_cm = cloth_height, .loom_cm = panel, .seed = 31}, long_side_px, pattern_at);
}

}  // namespace enf
