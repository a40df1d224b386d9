// Two more abr cloths of the Fergana valley: a black and crimson length with tall combs and moons, and a velvet of few, huge,
// soft discs, whose warp is so long that the binder draws only half of what he wants to see.
#include <cmath>

#include "content/abr.h"
#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

const vec3 black = srgb(0x1c1518), crimson = srgb(0xa3222c), white = srgb(0xeee4cd), yellow = srgb(0xe0aa3a), blue = srgb(0x2e4a86), green = srgb(0x3f7c5c),
           rose = srgb(0xd27a80), violet = srgb(0x5b2a55);

float round_to(vec2 p, vec2 half) { return glm::length(p / half); }

// x from the middle of a 36 cm width; one repeat is 64 cm high.
vec3 combs_and_moons(float x, float y) {
  constexpr float repeat = 64;
  float ax = std::abs(x), m = y - repeat * std::round(y / repeat);
  vec3 colour = black;
  // A zigzag of three bands that climbs along both selvedges.
  float zig = ax - 13.5f + 3.5f * (std::abs(m) / 16 - 2 * std::floor(std::abs(m) / 32) > 1 ? 2 - std::abs(m) / 16 : std::abs(m) / 16);
  if (zig > 0) colour = yellow;
  if (zig > 1.6f) colour = crimson;
  if (zig > 3.4f) colour = white;
  // The comb: a long handle with teeth on both sides, as bride's combs have.
  if (std::abs(m) < 17) {
    float tooth = std::fmod(std::abs(m) + 1.0f, 4.2f);
    float reach = 9.5f - 0.24f * std::abs(m);
    if (tooth < 2.3f && ax < reach + 1.2f) colour = crimson;
    if (tooth > 0.5f && tooth < 1.8f && ax < reach) colour = white;
    if (ax < 2.6f) colour = crimson;
    if (ax < 1.5f) colour = yellow;
  }
  // The moon between two combs.
  float moon = round_to(vec2(x, std::abs(m) - repeat / 2), vec2(9.5f, 11));
  if (moon < 1.18f) colour = white;
  if (moon < 1.05f) colour = crimson;
  if (moon < 0.74f) colour = black;
  if (moon < 0.62f) colour = yellow;
  if (moon < 0.40f) colour = blue;
  if (moon < 0.18f) colour = white;
  return colour;
}

// x from the middle of a 30 cm width of velvet; one repeat is 88 cm.
vec3 great_discs(float x, float y, bool shifted) {
  constexpr float repeat = 88;
  float v = y + (shifted ? repeat / 2 : 0), m = v - repeat * std::round(v / repeat), ax = std::abs(x);
  vec3 colour = green;
  float stripe = ax - 12.4f;
  if (stripe > 0) colour = rose;
  if (stripe > 1.3f) colour = violet;
  float disc = round_to(vec2(x, m), vec2(13, 21)) + 0.05f * std::cos(10 * std::atan2(m / 21, x / 13));
  if (disc < 1.12f) colour = yellow;
  if (disc < 1.0f) colour = violet;
  if (disc < 0.84f) colour = white;
  if (disc < 0.70f) colour = rose;
  if (disc < 0.46f) colour = crimson;
  if (disc < 0.24f) colour = yellow;
  // Tulips on their heads where the discs part.
  float t = repeat / 2 - std::abs(m), cup = ax - 5.2f * std::sqrt(std::max(0.0f, 1 - std::pow((t - 6) / 11, 2.0f)));
  if (std::abs(t - 6) < 11 && cup < 0) colour = cup > -1.3f ? white : ax < 1.2f ? yellow : crimson;
  if (ax < 0.9f && t > 15 && t < 22) colour = white;
  return colour;
}

}  // namespace

Picture ikat_combs(int long_side_px) {
  return woven_abr({.width_cm = 144, .height_cm = 198, .loom_cm = 36, .feather_cm = 1.4f, .seed = 231}, long_side_px, [](float x, float y) {
    float u = x - (std::floor(x / 36) + 0.5f) * 36;
    return combs_and_moons(u, y + (static_cast<int>(std::floor(x / 36)) % 2 ? 1.9f : -0.7f));
  });
}

Picture ikat_velvet(int long_side_px) {
  return woven_abr({.width_cm = 120, .height_cm = 182, .loom_cm = 30, .feather_cm = 2.0f, .velvet = true, .seed = 431}, long_side_px, [](float x, float y) {
    auto width = static_cast<int>(std::floor(x / 30));
    return great_discs(x - (static_cast<float>(width) + 0.5f) * 30, y + 22, width % 2 != 0);
  });
}

}  // namespace enf
