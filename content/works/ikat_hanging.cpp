// A hanging of abr silk, the "cloud" cloth of the Fergana valley and Bukhara. The warp is bound and dyed before weaving, so
// a figure's edge lies where each bundle of threads happened to shift: sharp from side to side, feathered up and down. We do
// the same: a clear pattern, then every warp thread moves, and the dye creeps along it.
#include <algorithm>
#include <array>
#include <cmath>

#include "content/noise.h"
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
  float px_per_cm = static_cast<float>(long_side_px) / cloth_height;
  Picture cloth(static_cast<int>(std::lround(cloth_width * px_per_cm)), long_side_px);
  constexpr float thread = 0.14f;  // a bundle of warp threads
  for (int x = 0; x < cloth.width(); ++x) {
    float cm_x = (static_cast<float>(x) + 0.5f) / px_per_cm;
    auto bundle = static_cast<int>(cm_x / thread);
    float own_x = (static_cast<float>(bundle) + 0.5f) * thread;
    float bound = own_x / 1.1f;  // threads bound together move together
    float shift = 1.1f * noise(vec2(bound, 0.5f), 31) + 0.55f * noise(vec2(bound * 3, 0.5f), 32) + 0.8f * (hash_unit(bundle, 1, 33) - 0.5f);
    float creep = 0.25f + 0.9f * hash_unit(bundle, 2, 34);  // how far dye ran under the bindings of this bundle
    float sideways = 0.35f * (hash_unit(bundle, 3, 35) - 0.5f);
    for (int y = 0; y < cloth.height(); ++y) {
      vec2 cm(cm_x, (static_cast<float>(y) + 0.5f) / px_per_cm);
      float local = shift * (1 + 0.5f * noise(vec2(bound, cm.y * 0.05f), 36));
      vec3 dye(0);
      constexpr std::array<float, 5> weights = {0.1f, 0.2f, 0.4f, 0.2f, 0.1f};
      for (std::size_t k = 0; k < 5; ++k)
        dye += weights[k] * pattern_at(own_x + sideways, cm.y + local + (static_cast<float>(k) - 2) * 0.5f * creep);
      // Ribs of the cotton weft under a silk face, threads of uneven gloss, slow folds of the hanging cloth.
      float rib = 0.5f + 0.5f * std::sin(cm.y * 2 * pi * 4.2f + 0.6f * noise(cm * 0.5f, 37));
      float in_thread = cm_x / thread - static_cast<float>(bundle);
      float gloss = 0.86f + 0.12f * std::sin(pi * in_thread) + 0.09f * (hash_unit(bundle, static_cast<int>(cm.y * 0.8f), 38) - 0.5f);
      float moire = 0.05f * noise(vec2(cm.x * 0.10f, cm.y * 0.35f), 39) + 0.04f * noise(vec2(cm.x * 0.9f, cm.y * 0.07f), 40);
      float uneven = 0.10f * fractal_noise(cm * vec2(0.9f, 0.08f), 3, 41);
      float seam = std::abs(cm_x / panel - std::round(cm_x / panel)) * panel;
      float shade = gloss * (0.90f + 0.12f * rib) * (1 + moire + uneven) - (seam < 0.18f ? 0.22f : 0);
      cloth.at(x, y) = dye * shade * 0.97f + vec3(0.012f);
    }
  }
  return cloth;
}

}  // namespace enf
