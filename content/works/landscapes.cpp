// Four landscapes in oil. Mist between ridges above Lahij; hills as a painter of the sixties would have flattened them; a ship
// on the dry bed of a sea; and, four metres wide, a caravan that fords a river under plane trees.
#include <algorithm>
#include <array>
#include <cmath>

#include "content/noise.h"
#include "content/painter.h"
#include "content/works.h"

namespace enf {
namespace {

// A ridge's height at x: sharp crests (Musgrave's ridged noise), 0 to about 1.
float ridge(float x, std::uint32_t seed) {
  float sum = 0, strength = 0.5f, f = 1;
  for (std::uint32_t i = 0; i < 6; ++i) {
    sum += strength * (1 - std::abs(noise(vec2(x * f, static_cast<float>(seed) * 0.7f + static_cast<float>(i)), seed + i)));
    f *= 2.1f, strength *= 0.5f;
  }
  return sum;
}

float segment(vec2 p, vec2 a, vec2 b) {
  vec2 d = b - a;
  return glm::distance(p, a + d * glm::clamp(glm::dot(p - a, d) / glm::dot(d, d), 0.0f, 1.0f));
}

vec3 mountain_scene(vec2 p) {
  // Seven ridges, each nearer, darker and greener; mist lies in the valleys between and is lit from the left.
  vec3 colour = mixed(srgb(0xf3d9ae), srgb(0x8fb0c4), ramp(0.42f, 0.0f, p.y));
  float to_sun = glm::distance(p, vec2(0.24f, 0.24f));
  colour += srgb(0xffd59a) * 0.5f * std::exp(-to_sun * 4.5f);
  float cloud = fractal_noise(p * vec2(2.2f, 9) + vec2(0, 3), 5, 821);
  colour = mixed(colour, srgb(0xfbe6c8), ramp(0.05f, 0.45f, cloud) * 0.6f);
  for (int k = 0; k < 7; ++k) {
    float depth = static_cast<float>(k) / 6, base = 0.30f + 0.088f * static_cast<float>(k);
    float crest = base + 0.16f - (0.24f - 0.09f * depth) * ridge(p.x * (1.3f + 0.5f * depth) + 3.1f * static_cast<float>(k), 822 + 7 * static_cast<std::uint32_t>(k));
    float below = p.y - crest;
    if (below < 0) continue;
    vec3 rock = mixed(srgb(0x8ea4b4), mixed(srgb(0x4a6048), srgb(0x2c3a26), depth), 0.1f + 0.9f * depth);
    float slope = noise(vec2(p.x * (9 + 9 * depth), p.y * 7 + p.x * 5), 823 + static_cast<std::uint32_t>(k)) + 0.5f * noise(p * (30.0f + 20 * depth), 824);
    rock *= 1 + (0.16f + 0.24f * depth) * slope;
    rock = mixed(rock, srgb(0xd8b070), 0.30f * depth * ramp(0.1f, 0.8f, slope) * ramp(0.09f, 0.0f, below));
    float mist = ramp(0.02f, 0.15f, below) * (1 - 0.75f * depth) * ramp(-0.5f, 0.4f, fractal_noise(p * vec2(3, 8) + static_cast<float>(k), 4, 825));
    colour = mixed(rock, srgb(0xe9d3b0), glm::clamp(mist, 0.0f, 0.92f));
  }
  // The village: flat roofs stepping down a spur, smoke from two of them.
  for (int i = 0; i < 26; ++i) {
    float u = hash_unit(i, 1, 826), v = hash_unit(i, 2, 826);
    vec2 at(0.86f + 0.34f * u - 0.10f * v, 0.745f + 0.11f * v + 0.05f * u);
    vec2 q = p - at, size(0.017f + 0.010f * v, 0.013f + 0.007f * v);
    if (std::abs(q.x) > size.x || q.y < -size.y || q.y > size.y) continue;
    bool roof = q.y < -size.y * 0.4f;
    colour = roof ? srgb(0xd9b98e) : q.x < -0.1f * size.x ? srgb(0xb9966c) : srgb(0x6d5844);
    if (!roof && std::abs(q.x - size.x * 0.4f) < size.x * 0.16f && std::abs(q.y - size.y * 0.1f) < size.y * 0.3f) colour = srgb(0x2e2620);
  }
  for (float x : {0.98f, 1.10f}) {
    float rise = 0.74f - p.y, drift = p.x - x - 0.35f * rise * rise - 0.02f * noise(vec2(rise * 12, x), 827);
    if (rise > 0 && rise < 0.22f) colour = mixed(colour, srgb(0xdfd5cc), 0.5f * ramp(0.008f + 0.05f * rise, 0.0f, std::abs(drift)) * ramp(0.22f, 0.05f, rise));
  }
  return colour;
}

// Hills as shapes: every colour is a decision, every edge a cut.
vec3 red_hill_scene(vec2 p) {
  auto wave = [](float x, float a, float f, float shift) { return a * std::sin(f * x + shift); };
  vec3 colour = mixed(srgb(0xe8c07a), srgb(0xd99a5a), p.y * 2.4f);
  if (glm::distance(p, vec2(0.83f, 0.205f)) < 0.088f) colour = srgb(0xf6ead0);
  struct Hill { float base, a, f, shift; std::uint32_t light, dark; };
  constexpr std::array<Hill, 6> hills = {{{0.36f, 0.045f, 5.2f, 0.4f, 0xb9714f, 0x8a4a3c}, {0.43f, 0.060f, 3.9f, 2.1f, 0xa63d2c, 0x6e2522}, {0.53f, 0.050f, 6.4f, 4.0f, 0xd0793a, 0x9a4a28}, {0.62f, 0.065f, 3.1f, 5.1f, 0x7c2a24, 0x4a191d}, {0.74f, 0.045f, 5.0f, 0.9f, 0xc1552e, 0x83301f}, {0.86f, 0.050f, 2.6f, 3.3f, 0x3a4a4c, 0x243036}}};
  for (std::size_t k = 0; k < hills.size(); ++k) {
    const Hill& h = hills[k];
    float crest = h.base + wave(p.x, h.a, h.f, h.shift) + wave(p.x, h.a * 0.35f, h.f * 2.3f, h.shift * 2);
    if (p.y < crest) continue;
    float across = wave(p.x, 1, h.f, h.shift + 1.2f);
    colour = across > 0.12f * std::sin(p.y * 40 + static_cast<float>(k)) ? srgb(h.light) : srgb(h.dark);
    float furrow = std::sin((p.y - crest) * (150 - 12 * static_cast<float>(k)) + 4 * p.x);
    if (k % 2 == 1 && furrow > 0.72f) colour *= 0.72f;
    if (p.y - crest < 0.006f) colour = mixed(colour, srgb(0xf0cf90), 0.55f);
  }
  // Derricks on the far crest and one white wall with a blue door.
  for (int i = 0; i < 5; ++i) {
    vec2 foot(0.12f + 0.075f * static_cast<float>(i), 0.345f - 0.012f * static_cast<float>(i % 2));
    for (float s : {-1.0f, 1.0f})
      if (segment(p, foot + vec2(s * 0.020f, 0.03f), foot - vec2(0, 0.085f)) < 0.0028f) colour = srgb(0x33201c);
  }
  if (std::abs(p.x - 0.36f) < 0.060f && p.y > 0.655f && p.y < 0.725f) colour = p.x < 0.335f ? srgb(0xb7a58e) : srgb(0xf2e8d6);
  if (std::abs(p.x - 0.385f) < 0.011f && p.y > 0.682f && p.y < 0.725f) colour = srgb(0x2f6f94);
  for (auto [x, y, r] : {std::tuple(0.27f, 0.70f, 0.034f), std::tuple(0.468f, 0.712f, 0.026f)})
    if (glm::length((p - vec2(x, y)) * vec2(1, 0.62f)) < r) colour = (p.x - x) > 0.3f * r ? srgb(0x1f3a30) : srgb(0x3d6a4c);
  return colour;
}

vec3 dry_sea_scene(vec2 p) {
  constexpr float horizon = 0.62f;
  if (p.y < horizon) {
    float up = (horizon - p.y) / horizon;
    vec3 sky = mixed(srgb(0xe6dccb), srgb(0x7f9fb8), ramp(0.0f, 1.1f, up));
    float cloud = fractal_noise(vec2(p.x * 1.4f, p.y * 4.2f) / (0.35f + up) + 4.0f, 6, 831);
    sky = mixed(sky, srgb(0xf6f0e4), ramp(-0.02f, 0.4f, cloud) * (0.35f + 0.5f * up));
    sky = mixed(sky, srgb(0x94a0aa), ramp(0.22f, 0.55f, cloud) * 0.35f);
    // A line of dust on the horizon.
    vec3 colour = mixed(sky, srgb(0xd8c3a0), ramp(0.09f, 0.0f, up) * 0.8f);
    p.y = std::min(p.y, horizon);
    vec2 q = (p - vec2(0.86f, 0.635f)) / 0.40f;
    // The hull leans; bow to the left, wheelhouse aft, a mast with stays.
    vec2 r(q.x * 0.995f + q.y * 0.09f, q.y * 0.995f - q.x * 0.09f);
    float deck = -0.30f - 0.16f * std::pow(std::max(0.0f, -r.x), 2.0f) - 0.03f * r.x, keel = 0.02f;
    float bow = -0.98f - 0.28f * (r.y + 0.1f), stern = 0.86f + 0.10f * (r.y + 0.3f);
    if (r.x > bow && r.x < stern && r.y > deck && r.y < keel) {
      float rust = fractal_noise(q * vec2(5, 9), 5, 832) + 0.7f * noise(q * vec2(34, 3), 833);
      vec3 plate = mixed(srgb(0x6f3d28), srgb(0xa86440), 0.5f + 0.5f * rust);
      if (r.y < deck + 0.09f) plate = mixed(plate, srgb(0xc9c2b0), ramp(0.1f, -0.4f, rust));
      plate *= 0.72f + 0.45f * ramp(0.5f, -0.9f, r.x) - 0.25f * ramp(-0.12f, 0.02f, r.y);
      float seams = std::min(std::abs(std::fmod(r.x + 3, 0.19f) - 0.095f), std::abs(std::fmod(r.y + 3, 0.085f) - 0.042f));
      colour = seams < 0.004f ? plate * 0.6f : plate;
      if (glm::length(r - vec2(-0.70f, -0.24f)) < 0.018f) colour = srgb(0x1d1512);
    }
    if (r.x > 0.30f && r.x < 0.74f && r.y > -0.62f && r.y <= -0.30f) {
      colour = srgb(0xb9b2a2) * (0.8f + 0.25f * fractal_noise(q * 9.0f, 4, 834));
      if (std::abs(r.y + 0.50f) < 0.045f && std::abs(std::fmod(r.x, 0.105f) - 0.052f) < 0.032f) colour = srgb(0x22262a);
      if (r.x > 0.66f) colour *= 0.62f;
    }
    for (auto [a, b, w] : {std::tuple(vec2(0.06f, -0.3f), vec2(0.02f, -1.22f), 0.012f), std::tuple(vec2(0.03f, -1.15f), vec2(-0.92f, -0.44f), 0.0035f), std::tuple(vec2(0.03f, -1.15f), vec2(0.5f, -0.62f), 0.0035f), std::tuple(vec2(0.04f, -0.62f), vec2(-0.42f, -0.78f), 0.008f)})
      if (segment(r, a, b) < w) colour = srgb(0x3c2a22);
    return colour;
  }
  float down = (p.y - horizon) / (1 - horizon), far = 1 / (down + 0.06f);
  vec2 ground((p.x - 0.75f) * far, far * 1.6f);
  vec3 salt = mixed(srgb(0xe4d9c2), srgb(0xc9b491), 0.5f + 0.5f * fractal_noise(ground * 0.8f, 4, 835));
  CellPoint crack = cells(ground * 2.1f, 836);
  salt *= crack.second - crack.distance < 0.05f + 0.02f * down ? 0.66f : 1.0f + 0.08f * (crack.distance - 0.4f);
  // The hull's shadow, long and blue, towards the viewer's right; shells; a camel's track.
  float shadow = ramp(0.02f, -0.03f, std::max(std::abs(p.x - 0.95f - 0.9f * (p.y - horizon)) - 0.33f, p.y - horizon - 0.085f));
  salt = mixed(salt, salt * vec3(0.42f, 0.48f, 0.60f), shadow);
  if (cells(ground * 5.0f, 837).distance < 0.06f && down > 0.12f) salt = srgb(0xf6f0e2);
  return salt * (0.9f + 0.12f * down);
}

// A camel with its load in its own height, facing left; negative inside. `stride` moves its legs.
float camel(vec2 q, float stride) {
  float d = segment(q, vec2(-0.26f, -0.62f), vec2(0.28f, -0.60f)) - 0.13f;
  d = std::min(d, segment(q, vec2(-0.05f, -0.72f), vec2(0.07f, -0.74f)) - 0.10f);
  d = std::min(d, segment(q, vec2(-0.34f, -0.60f), vec2(-0.48f, -0.66f)) - 0.055f);
  d = std::min(d, segment(q, vec2(-0.48f, -0.66f), vec2(-0.50f, -0.92f)) - 0.042f);
  d = std::min(d, segment(q, vec2(-0.51f, -0.95f), vec2(-0.64f, -0.90f)) - 0.045f);
  for (int k = 0; k < 4; ++k) {
    float x = k < 2 ? -0.25f : 0.26f, s = 0.09f * std::sin(stride + 1.7f * static_cast<float>(k));
    d = std::min(d, std::min(segment(q, vec2(x, -0.52f), vec2(x + s * 0.5f, -0.27f)) - 0.042f, segment(q, vec2(x + s * 0.5f, -0.27f), vec2(x + s, 0)) - 0.026f));
  }
  return d;
}

vec3 caravan_scene(vec2 p) {
  constexpr float horizon = 0.43f;
  // Evening: a high warm sky, a range with snow, foothills, the river's far bank.
  float up = (horizon - p.y) / horizon;
  vec3 colour = mixed(srgb(0xf6d79a), srgb(0x6f93b4), ramp(0.05f, 0.95f, up));
  float cloud = fractal_noise(vec2(p.x * 1.6f, p.y * 5 + 0.4f * std::sin(p.x * 2)) + 2.0f, 6, 841);
  colour = mixed(colour, mixed(srgb(0xf9e3b8), srgb(0xe0a184), up), ramp(0.0f, 0.45f, cloud) * 0.75f);
  float peaks = 0.40f - 0.30f * std::pow(ridge(p.x * 1.1f + 0.4f, 842), 1.4f);
  if (p.y > peaks) {
    float face = noise(vec2(p.x * 22 + p.y * 9, p.y * 20), 843) + 0.5f * noise(p * 60.0f, 844);
    vec3 rock = mixed(srgb(0x7c86a4), srgb(0xa98f96), 0.5f + 0.4f * face);
    float snow = ramp(0.11f, 0.02f, p.y - peaks + 0.03f * face);
    colour = mixed(rock, face > -0.1f ? srgb(0xf7e3c6) : srgb(0xa9b6cf), snow);
    colour = mixed(colour, srgb(0xe9c99c), ramp(peaks + 0.05f, horizon, p.y) * 0.6f);
  }
  float foot = horizon - 0.035f - 0.05f * ridge(p.x * 2.3f, 845);
  if (p.y > foot + 0.045f) colour = mixed(srgb(0x8a8f5c), srgb(0xb59a5e), 0.5f + 0.5f * fractal_noise(p * vec2(9, 26), 4, 846));
  // The near plain: grass and dust, the river a bright band that turns towards us.
  float bank = 0.52f + 0.05f * std::sin(p.x * 2.1f + 0.5f) + 0.012f * fractal_noise(vec2(p.x * 8, 1), 4, 847);
  if (p.y > horizon + 0.012f) {
    float down = p.y - horizon;
    colour = mixed(srgb(0xc7a964), srgb(0x7a7038), ramp(0.0f, 0.35f, down)) * (1 + 0.22f * fractal_noise(vec2(p.x * 14, p.y * 60), 4, 848));
    float shore = 0.70f + 0.07f * std::sin(p.x * 1.7f + 2.4f) + 0.02f * fractal_noise(vec2(p.x * 6, 2), 4, 849);
    if (p.y > bank && p.y < shore) {
      float swell = noise(vec2(p.x * 16, p.y * 90), 850) + 0.6f * noise(vec2(p.x * 38, p.y * 210), 851);
      vec3 mirrored = mixed(srgb(0xf3cf96), srgb(0x5e7c94), ramp(bank, shore, p.y + 0.02f * swell));
      colour = mixed(mirrored, srgb(0x3f5a5e), 0.35f + 0.2f * swell);
      if (swell > 0.95f) colour = srgb(0xfbe9c6);
      if (std::min(p.y - bank, shore - p.y) < 0.004f) colour = srgb(0xdcbf8c);
    } else if (p.y >= shore) {
      float grass = noise(vec2(p.x * 90 + 9 * noise(p * 5.0f, 852), p.y * 26), 853);
      colour = mixed(srgb(0x4c5428), srgb(0x9a8a40), 0.5f + 0.5f * grass) * (1.05f - 0.5f * ramp(0.8f, 1.0f, p.y));
      if (grass > 0.75f && hash_unit(static_cast<int>(p.x * 160), static_cast<int>(p.y * 160), 854) > 0.86f) colour = srgb(hash_unit(static_cast<int>(p.x * 160), static_cast<int>(p.y * 160), 855) > 0.5f ? 0xc7402c : 0xe8d9a8);
    }
  }
  // Eleven camels in a line through the ford, riders between, their reflections under them.
  for (int pass = 0; pass < 2; ++pass)
    for (int k = 0; k < 11; ++k) {
      float t = static_cast<float>(k) / 10;
      vec2 foot_at(0.30f + 0.79f * t, 0.598f + 0.022f * std::sin(t * 5 + 1) - 0.02f * t);
      float size = 0.088f - 0.016f * t;
      vec2 q = (p - foot_at) / size;
      if (pass == 0) q = vec2(q.x + 0.12f * noise(vec2(q.x * 3, q.y * 14), 856), -q.y * 1.25f);
      if (std::abs(q.x) > 0.8f || q.y < -1.4f || q.y > 0.12f) continue;
      float body = camel(q, 1.3f * static_cast<float>(k));
      vec3 hide = mixed(srgb(0x5e3d24), srgb(0xc08a52), ramp(0.35f, -0.45f, q.x + 0.5f * q.y + 0.55f)) * (1 + 0.2f * noise(q * 11.0f, 857));
      vec3 cloth = srgb(std::array{0x9c2f28u, 0x2f4a78u, 0xd19a3au, 0x4c6b50u}[static_cast<std::size_t>(k % 4)]);
      vec3 here(-1);
      if (body < 0) here = hide;
      if (std::max(std::abs(q.x - 0.02f) - 0.20f, std::abs(q.y + 0.62f) - 0.13f) < 0) here = std::fmod(q.y + 3, 0.075f) < 0.02f ? cloth * 0.5f : cloth * (q.x < 0 ? 1.1f : 0.7f);
      if (k % 3 == 0) {  // a rider in a striped coat, a white turban
        if (segment(q, vec2(0, -0.84f), vec2(-0.01f, -1.06f)) < 0.085f) here = std::fmod(q.x + 3, 0.05f) < 0.02f ? srgb(0xe2c07a) : srgb(0x7b2a36);
        if (glm::distance(q, vec2(-0.02f, -1.17f)) < 0.055f) here = srgb(0xa8744c);
        if (glm::length((q - vec2(-0.01f, -1.225f)) * vec2(1, 1.5f)) < 0.07f) here = srgb(0xf3ead6);
      }
      if (here.x >= 0) colour = pass == 0 ? mixed(colour, here * 0.55f, 0.55f) : here;
    }
  // Two plane trees frame the picture on the left: trunks with pale patches, crowns of lit and shaded leaves.
  for (auto [x, lean, crown] : {std::tuple(0.10f, 0.05f, vec2(0.16f, 0.20f)), std::tuple(0.02f, -0.02f, vec2(0.03f, 0.30f))}) {
    float climb = glm::clamp((0.90f - p.y) / 0.62f, 0.0f, 1.0f);
    float trunk = std::abs(p.x - x - lean * climb - 0.012f * noise(vec2(p.y * 9, x * 20), 858)) - mixed(0.030f, 0.012f, climb);
    if (trunk < 0 && p.y < 0.90f && p.y > 0.20f) {
      float patch = noise(vec2(p.x * 60, p.y * 26), 859);
      colour = mixed(srgb(0x54452f), srgb(0xcdb98c), ramp(0.0f, 0.5f, patch + (p.x - x < 0 ? 0.35f : -0.25f)));
    }
    vec2 c = (p - crown) / vec2(0.30f, 0.24f);
    float edge = glm::length(c) + 0.42f * fractal_noise(p * 7.0f, 5, 860);
    if (edge < 0.92f) {
      float leaf = noise(p * 75.0f, 861) + 0.7f * noise(p * 160.0f, 862);
      float light = -0.55f * c.x - 0.75f * c.y + 0.7f * fractal_noise(p * 12.0f, 4, 863);
      if (edge < 0.72f || leaf > -0.1f) colour = mixed(mixed(srgb(0x1f2c18), srgb(0x55692c), ramp(-0.7f, 0.4f, light)), srgb(0xdcb850), ramp(0.35f, 1.1f, light + 0.4f * leaf) * 0.9f);
    }
  }
  return colour;
}

}  // namespace

Picture mountain_morning(int long_side_px) {
  return paint_in_oil(composed(1.5f, std::min(1400, long_side_px), mountain_scene), {.long_side_px = long_side_px, .ground = srgb(0x9a7a5c), .seed = 61, .flow = [](vec2 at) { return 0.5f * std::sin(at.x * 9 + at.y * 4); }});
}

Picture red_hills(int long_side_px) {
  return paint_in_oil(composed(0.98f, std::min(1200, long_side_px), red_hill_scene), {.long_side_px = long_side_px, .ground = srgb(0x5a2a20), .seed = 62, .flow = [](vec2 at) { return 0.7f * std::sin(at.x * 6) + 0.2f; }});
}

Picture dry_sea(int long_side_px) {
  return paint_in_oil(composed(1.75f, std::min(1500, long_side_px), dry_sea_scene), {.long_side_px = long_side_px, .ground = srgb(0x8a7a66), .seed = 63, .flow = [](vec2) { return 0.06f; }});
}

VastPicture caravan(int long_side_px) {
  // Composed at a sixth of its size; the brush strokes are the same at any size.
  int composed_px = std::clamp(long_side_px / 6, 400, 3500);
  return paint_in_oil_vast(composed(4.0f / 3, std::min(composed_px, 2200), caravan_scene), {.long_side_px = composed_px, .ground = srgb(0x7a5a3a), .seed = 64, .flow = [](vec2 at) { return 0.25f * std::sin(at.x * 7 + 2 * at.y); }},
                           static_cast<float>(long_side_px) / static_cast<float>(composed_px));
}

}  // namespace enf
