// An etching of a round tower by the sea, after the Maiden Tower of Baku. First a drawing in tones only, as light would have it;
// then the needle: families of nearly parallel lines, one family over the other where it must be darker, each line swelling
// where the acid bit longer. Along edges a firm contour. At last the plate's bevel in the paper and a film of ink.
#include <algorithm>
#include <array>
#include <cmath>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float sheet_width = 420, sheet_height = 540;                       // millimetres
constexpr float plate_left = 48, plate_top = 48, plate_width = 324, plate_height = 420;

struct Tone {
  float dark = 0;    // 0 paper, 1 black
  float angle = 0;   // of the first family of lines
  float contour = 9; // distance to an edge in millimetres
};

// Light comes from the upper left.
float cylinder_tone(float across) {  // -1 left edge, 1 right edge
  return glm::clamp(0.16f + 0.74f * ramp(-0.45f, 0.95f, across) - 0.18f * ramp(0.8f, 1.0f, across), 0.05f, 0.95f);
}

// The scene in millimetres of the plate, from its upper left corner.
Tone scene(vec2 p) {
  Tone tone;
  // Sky: long clouds, darker above.
  float cloud = fractal_noise(vec2(p.x * 0.008f + 3, p.y * 0.022f), 5, 91);
  tone.dark = glm::clamp(0.34f - p.y * 0.0011f - 0.55f * cloud, 0.0f, 0.62f);
  tone.angle = 0.06f;

  constexpr float horizon = 300;
  if (p.y > horizon) {  // the sea, brighter under the sun's side
    float far = (p.y - horizon) / (plate_height - horizon);
    float swell = noise(vec2(p.x * 0.03f / (0.15f + far), 8 / (0.06f + far)), 93) + 0.5f * noise(vec2(p.x * 0.11f / (0.15f + far), 21 / (0.06f + far)), 94);
    tone.dark = glm::clamp(0.30f + 0.28f * swell + 0.1f * far - 0.2f * ramp(110, 30, p.x), 0.02f, 0.8f);
    tone.angle = 0.02f * swell;
  }
  // Low town on the shore, hazy.
  float roofs = horizon - 7 - 9 * hash_unit(static_cast<int>(std::floor(p.x / 11)), 1, 95) - 9 * ramp(330, 260, p.x) * ramp(200, 250, p.x) -
                (hash_unit(static_cast<int>(std::floor(p.x / 3.7f)), 2, 95) > 0.72f ? 3.5f : 0);
  if (p.y > roofs && p.y < horizon + 1.5f && (p.x > 212 || p.x < 70)) {
    float in = p.x / 11 - std::floor(p.x / 11);
    tone = {0.26f + (in > 0.6f ? 0.22f : 0.0f) + 0.1f * hash_unit(static_cast<int>(p.x / 11), 3, 95), pi / 2 - 0.05f, std::min(std::abs(p.y - roofs), in * 11)};
  }
  // Two sails.
  for (vec2 at : {vec2(38, 306), vec2(291, 318)}) {
    vec2 q = p - at;
    float size = at.x < 100 ? 1.0f : 1.5f;
    q /= size;
    if (q.y < 0 && q.y > -24 && q.x > -0.5f && q.x < (q.y + 24) * 0.36f * std::sqrt(std::max(0.0f, -q.y / 24)) + 0.4f) tone = {0.08f + 0.03f * q.x, 1.2f, std::min(std::abs(q.x), 1.0f)};
    if (q.y >= 0.3f && q.y < 2.6f && std::abs(q.x) < 8 - q.y * 1.5f) tone = {0.86f, 0.1f, 0.4f};
  }
  // Foreground rocks.
  float rock = 372 + 26 * fractal_noise(vec2(p.x * 0.02f, 1), 4, 96) - 16 * ramp(230, 330, p.x) - 10 * ramp(90, 0, p.x);
  if (p.y > rock) {
    CellPoint stone = cells(vec2(p.x * 0.045f, p.y * 0.07f) + 0.5f * vec2(noise(p * 0.05f, 97), noise(p * 0.05f, 98)), 99);
    float facet = static_cast<float>(stone.id & 255u) / 255.0f;
    tone = {glm::clamp(0.30f + 0.5f * facet + 0.25f * fractal_noise(p * 0.1f, 3, 100) + 0.2f * ramp(0.12f, 0.0f, stone.second - stone.distance), 0.06f, 0.97f),
            0.5f + 1.2f * facet, std::min(std::abs(p.y - rock), (stone.second - stone.distance) * 20)};
  }

  // The tower: a tapering cylinder on a rock base, its long buttress at the right, courses of stone in and out.
  constexpr float axis = 152, top = 72, base = 376;
  float height = (base - p.y) / (base - top);
  float half = mixed(60, 53, height);
  float across = (p.x - axis) / half;
  float crown = top + 1.6f * noise(vec2(p.x * 0.12f, 0), 101) + 3.0f * (across * across);
  // The buttress, a tall narrow spur.
  float spur_left = axis + half * 0.72f, spur_right = axis + half + 36 - 10 * height;
  bool spur = p.x > spur_left && p.x < spur_right && p.y > top + 9 + 1.2f * noise(vec2(p.x * 0.2f, 3), 102) && p.y < base - 4;
  if (spur) {
    float s = (p.x - spur_left) / (spur_right - spur_left);
    float course = p.y / 3.4f + 0.3f * noise(p * 0.08f, 103);
    bool joint = course - std::floor(course) < 0.2f;
    tone = {glm::clamp(0.30f + 0.62f * ramp(0.25f, 0.75f, s) + (joint ? 0.12f : 0.0f) + 0.12f * fractal_noise(p * 0.15f, 3, 104), 0.0f, 0.97f), 0.12f,
            std::min(std::min(std::abs(p.x - spur_right), std::abs(p.x - spur_left)), joint ? 1.0f : 9.0f)};
  }
  if (std::abs(across) < 1 && p.y > crown && p.y < base + 5 * std::sqrt(std::max(0.0f, 1 - across * across))) {
    float bend = 4 * std::sqrt(std::max(0.0f, 1 - across * across));  // courses are circles seen from below
    float row_at = (p.y - bend * (p.y - 210) / 150) / 3.9f + 0.25f * noise(p * 0.07f, 105);
    auto row = static_cast<int>(std::floor(row_at));
    float in_row = row_at - std::floor(row_at);
    float round = std::asin(glm::clamp(across, -1.0f, 1.0f)) * 7 + 0.5f * hash_unit(row, 1, 106) + 0.1f * noise(p * 0.2f, 107);
    float in_stone = round - std::floor(round);
    bool ribbed = p.y < 250;  // above, every second course stands out and throws a thread of shade
    float shade = cylinder_tone(across) + (ribbed && row % 2 == 0 ? 0.17f : 0.0f) + (in_row < 0.22f ? 0.22f : 0) + (in_stone < 0.1f && !ribbed ? 0.2f : 0) +
                  0.14f * (hash_unit(row, static_cast<int>(std::floor(round)), 108) - 0.5f) + 0.24f * fractal_noise(p * 0.06f, 4, 109);
    tone = {glm::clamp(shade, 0.02f, 0.98f), 0.06f + 0.28f * across * (p.y - 210) / 150, std::min((1 - std::abs(across)) * half, std::abs(p.y - crown))};
    // Narrow windows up the side, a low door.
    for (vec2 w : {vec2(-0.30f, 118), vec2(-0.28f, 168), vec2(-0.26f, 222), vec2(0.22f, 143)})
      if (std::abs(across - w.x) < 0.055f && std::abs(p.y - w.y) < 7) tone = {0.97f, 0.7f, 0.2f};
    vec2 door((across + 0.30f) * half, p.y - 330);
    if (std::abs(door.x) < 7 && door.y < 22 && (door.y > -8 || glm::length(door - vec2(0, -8)) < 7)) tone = {0.95f, 1.3f, std::min(7 - std::abs(door.x), 1.0f)};
  }
  // Birds.
  for (vec2 b : {vec2(232, 96), vec2(247, 88), vec2(258, 102), vec2(60, 130)}) {
    vec2 q = p - b;
    float wing = std::abs(q.y + 2.2f - 0.55f * std::abs(std::abs(q.x) - 2.2f) - 1.2f);
    if (std::abs(q.x) < 4.5f && wing < 0.35f) tone = {0.9f, 0, 0.1f};
  }
  return tone;
}

// Ink of one family of lines: 1 on a line. `density` is its share of the surface where it is wanted.
float lines(vec2 p, float angle, float spacing, float wanted, std::uint32_t seed) {
  if (wanted <= 0.03f) return 0;
  vec2 along(std::cos(angle), std::sin(angle));
  float across = (-along.y * p.x + along.x * p.y) / spacing;
  across += 0.35f * noise(p * 0.06f, seed) + 0.12f * noise(p * 0.4f, seed + 1);
  float row = std::floor(across), in = std::abs(across - row - 0.5f) * 2;
  float run = glm::dot(p, along);
  float bite = noise(vec2(run * 0.25f, row * 3.7f), seed + 2);
  float width = glm::clamp(wanted * (1 + 0.3f * bite), 0.0f, 0.9f);
  if (wanted < 0.28f && noise(vec2(run * 0.10f, row * 5.1f), seed + 3) > wanted * 3.2f - 0.15f) return 0;  // lines lift off in the lights
  float soft = 0.28f;
  return ramp(width + soft, width - soft * 0.3f, in + 0.10f * noise(p * 2.2f, seed + 4));
}

}  // namespace

Picture tower_etching(int long_side_px) {
  float px_per_mm = static_cast<float>(long_side_px) / sheet_height;
  Picture sheet(static_cast<int>(std::lround(sheet_width * px_per_mm)), long_side_px);
  const vec3 paper = srgb(0xede4d0), black = srgb(0x1c1815), film = srgb(0xd9cbb0);
  for (int y = 0; y < sheet.height(); ++y)
    for (int x = 0; x < sheet.width(); ++x) {
      vec2 mm = vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) / px_per_mm;
      float laid = 0.012f * std::sin(mm.x * 2 * pi / 1.1f) + 0.02f * noise(mm * 0.9f, 110) + 0.03f * fractal_noise(mm * 0.02f, 4, 111);
      vec3 colour = paper * (1 + laid);
      vec2 p = mm - vec2(plate_left, plate_top);
      float inside = std::min(std::min(p.x, plate_width - p.x), std::min(p.y, plate_height - p.y));
      if (inside > 0) {
        float wiped = 0.35f + 0.35f * fractal_noise(p * 0.012f, 3, 112) + 0.2f * ramp(16, 0, inside);
        colour = mixed(colour, film * (1 + laid), glm::clamp(wiped, 0.0f, 1.0f));
        if (inside > 7) {
          // The hand draws the scene, not a ruler: edges waver by a tenth of a millimetre or two.
          vec2 q = p + 0.45f * vec2(noise(p * 0.11f, 113), noise(p * 0.11f, 114));
          Tone tone = scene(q);
          float ink = lines(p, tone.angle, 1.15f, tone.dark * 0.72f, 120);
          ink = std::max(ink, lines(p, tone.angle + 0.62f, 1.25f, (tone.dark - 0.34f) * 0.85f, 130));
          ink = std::max(ink, lines(p, tone.angle - 0.75f, 1.05f, (tone.dark - 0.56f) * 1.0f, 140));
          ink = std::max(ink, lines(p, tone.angle + 1.5f, 0.95f, (tone.dark - 0.74f) * 1.5f, 150));
          ink = std::max(ink, ramp(0.42f, 0.18f, tone.contour + 0.14f * noise(p * 0.5f, 115)));
          colour = mixed(colour, black, ink * (0.90f + 0.08f * noise(mm * 3.0f, 116)));
        } else if (std::abs(inside - 7) < 0.35f + 0.1f * noise(p * 0.3f, 117)) {
          colour = mixed(colour, black, 0.85f);
        }
      }
      // The plate's edge pressed into the damp sheet.
      float bevel = std::exp(-inside * inside * 1.4f);
      colour *= 1 - 0.20f * bevel * (p.x > plate_width * 0.5f || p.y > plate_height * 0.5f ? 1.0f : 0.4f);
      sheet.at(x, y) = colour;
    }
  return sheet;
}

}  // namespace enf
