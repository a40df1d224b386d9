// Rows for open storage: one form again and again, each piece a little another, as they stand on a museum's shelves. A row
// is one model: bowls, jugs or dishes, their sizes, glazes and brushwork drawn from a seed.
#include <array>
#include <cmath>
#include <functional>

#include "content/noise.h"
#include "content/works.h"
#include "engine/base/random.h"

namespace enf {
namespace {

constexpr float row_width = 2.7f;

struct Palette {
  std::uint32_t ground, first, second;
};
constexpr std::array<Palette, 7> palettes = {{{0xece6d6, 0x1f3f86, 0x2f9fa8}, {0x2f9fa8, 0x1d1a20, 0xece6d6}, {0xe3cf9a, 0x5f8a4a, 0x9a5a2a}, {0x1f3f86, 0xece6d6, 0xc98f35}, {0xd8c8a6, 0x9c6a2e, 0x3a2a35}, {0x6f9a6a, 0x2c4a34, 0xe3cf9a}, {0x8a4a32, 0xe9dcc0, 0x2a1d18}}};

// Brushwork by angle and height (or radius), both 0 to 1: bands with dots, petals, waves or bare glaze.
vec3 painted(const Palette& p, int kind, float turn, float t, std::uint32_t seed) {
  vec3 ground = srgb(p.ground), first = srgb(p.first), second = srgb(p.second);
  float repeats = static_cast<float>(6 + seed % 7), f = turn * repeats - std::round(turn * repeats);
  if (t > 0.93f || std::abs(t - 0.28f) < 0.015f) return first;
  switch (kind) {
    case 0: return std::hypot(f * 1.2f, (t - 0.62f) * 3) < 0.34f ? (std::hypot(f * 1.2f, (t - 0.62f) * 3) < 0.16f ? second : first) : ground;
    case 1: return std::abs(t - 0.6f - 0.13f * std::sin(turn * repeats * 2 * pi)) < 0.04f ? first : std::abs(t - 0.6f + 0.13f * std::sin(turn * repeats * 2 * pi)) < 0.04f ? second : ground;
    case 2: return std::abs(f) < 0.30f * std::sin(pi * glm::clamp((t - 0.32f) / 0.58f, 0.0f, 1.0f)) ? (std::abs(f) < 0.1f ? second : first) : ground;
    case 3: return std::fmod(t * 9 + 0.3f * std::sin(turn * repeats * 2 * pi), 1.0f) < 0.3f && t > 0.3f ? first : ground;
    default: return ground * (0.9f + 0.2f * noise(vec2(turn * 12, t * 5), seed));  // one glaze, poured
  }
}

// One pot: its profile turned, its colours at its vertices.
SolidPart pot(const std::vector<vec2>& profile, int around, int along, bool open, const Palette& palette, int kind, std::uint32_t seed, vec3 clay) {
  SolidPart part = formula_surface(around, along, [&](float u, float v) {
    vec2 p = profile_through(profile, 1 - v);
    return vec3(std::sin(2 * pi * u) * std::max(0.0f, p.x), p.y, std::cos(2 * pi * u) * std::max(0.0f, p.x));
  });
  float radius = 0, height = 0;
  for (vec2 p : profile) radius = std::max(radius, p.x), height = std::max(height, p.y);
  for (vec3 p : part.positions) {
    float r = glm::length(vec2(p.x, p.z)), turn = std::atan2(p.x, p.z) / (2 * pi);
    vec3 colour = painted(palette, kind, turn, open ? r / radius : p.y / height, seed);
    part.colours.push_back(p.y < height * 0.08f ? clay : colour * (0.93f + 0.12f * noise(p * 70.0f, seed)));
  }
  return part;
}

Solid row(std::uint32_t seed, float spacing, const std::function<void(Random&, float x, Solid&)>& put) {
  Solid solid;
  solid.materials = {{.name = "glaze", .roughness = 0.38f, .clearcoat = 0.9f, .clearcoat_roughness = 0.1f}};
  Random random(seed);
  for (float x = -row_width / 2 + spacing / 2; x < row_width / 2; x += spacing) put(random, x, solid);
  set_on_floor(solid);
  return solid;
}

void move(SolidPart& part, vec3 to, float turn) { transform(part, glm::translate(mat4(1), to) * glm::rotate(mat4(1), turn, vec3(0, 1, 0))); }
int cells(float detail, int count) { return std::max(count / 2, static_cast<int>(static_cast<float>(count) * detail)); }

Solid bowls(float detail, std::uint32_t seed) {
  return row(seed, 0.19f, [&](Random& random, float x, Solid& solid) {
    // Bowls stand in stacks of two to five.
    float radius = random.between(0.060f, 0.085f), height = radius * random.between(0.55f, 0.85f), y = 0;
    for (std::uint32_t k = 0, n = 2 + random.below(4); k < n; ++k) {
      std::vector<vec2> profile;
      for (vec2 p : {vec2(0, 0.14f), vec2(0.5f, 0.24f), vec2(0.84f, 0.66f), vec2(1, 1), vec2(0.97f, 0.97f), vec2(0.76f, 0.48f), vec2(0.4f, 0.1f), vec2(0.36f, 0), vec2(0, 0.05f)}) profile.push_back(p * vec2(radius, height));
      SolidPart part = pot(profile, cells(detail, 64), cells(detail, 56), true, palettes[random.below(7)], static_cast<int>(random.below(5)), random.next(), srgb(0xa8674a));
      move(part, vec3(x + random.between(-0.008f, 0.008f), y, random.between(-0.02f, 0.03f)), random.between(0, 6));
      solid.parts.push_back(std::move(part));
      y += height * 0.42f;
    }
  });
}

Solid jugs(float detail, std::uint32_t seed) {
  return row(seed, 0.205f, [&](Random& random, float x, Solid& solid) {
    float h = random.between(0.20f, 0.30f), belly = random.between(0.06f, 0.085f), neck = random.between(0.02f, 0.036f), waist = random.between(0.35f, 0.5f);
    std::vector<vec2> profile = {{neck * 0.8f, h * 0.8f}, {neck * 1.25f, h}, {neck * 1.35f, h * 0.99f}, {neck, h * 0.82f}, {neck * 1.1f, h * 0.70f}, {belly * 0.85f, h * (waist + 0.16f)}, {belly, h * waist}, {belly * 0.75f, h * 0.16f}, {belly * 0.55f, h * 0.03f}, {belly * 0.58f, 0}, {0, 0.002f}};
    SolidPart body = pot(profile, cells(detail, 64), cells(detail, 70), false, palettes[random.below(7)], static_cast<int>(random.below(5)), random.next(), srgb(0xa8674a));
    vec3 tone = body.colours[body.colours.size() / 2];
    float turn = random.between(-1.2f, 1.2f), side = random.chance(0.5f) ? 1.0f : -1.0f;
    SolidPart handle = tube(cells(detail, 10), cells(detail, 26), {vec3(side * neck, h * 0.92f, 0), vec3(side * belly * 0.95f, h * 0.93f, 0), vec3(side * belly * 1.25f, h * 0.72f, 0), vec3(side * belly * 0.92f, h * (waist + 0.1f), 0)}, [](float) { return 0.0062f; });
    handle.colours.assign(handle.positions.size(), tone);
    for (SolidPart* part : {&body, &handle}) {
      move(*part, vec3(x, 0, 0.0f), turn);
      solid.parts.push_back(std::move(*part));
    }
  });
}

Solid dishes(float detail, std::uint32_t seed) {
  return row(seed, 0.27f, [&](Random& random, float x, Solid& solid) {
    float r = random.between(0.115f, 0.133f);
    std::vector<vec2> profile;
    for (vec2 p : {vec2(0, 0.085f), vec2(0.45f, 0.11f), vec2(0.7f, 0.22f), vec2(1, 0.34f), vec2(0.97f, 0.31f), vec2(0.62f, 0.14f), vec2(0.38f, 0.01f), vec2(0, 0.03f)}) profile.push_back(p * r);
    SolidPart part = pot(profile, cells(detail, 80), cells(detail, 60), true, palettes[random.below(7)], static_cast<int>(random.below(4)), random.next(), srgb(0xa8674a));
    // They lean against the shelf's back.
    transform(part, glm::translate(mat4(1), vec3(x, r * 0.97f, -0.06f)) * glm::rotate(mat4(1), radians_from_degrees(78), vec3(1, 0, 0)) * glm::rotate(mat4(1), random.between(0, 6), vec3(0, 1, 0)));
    solid.parts.push_back(std::move(part));
  });
}

}  // namespace

Solid study_bowls_one(float detail) { return bowls(detail, 1301); }
Solid study_bowls_two(float detail) { return bowls(detail, 1302); }
Solid study_jugs_one(float detail) { return jugs(detail, 1311); }
Solid study_jugs_two(float detail) { return jugs(detail, 1312); }
Solid study_dishes_one(float detail) { return dishes(detail, 1321); }
Solid study_jugs_three(float detail) { return jugs(detail, 1313); }
Solid study_dishes_two(float detail) { return dishes(detail, 1322); }
Solid study_dishes_three(float detail) { return dishes(detail, 1323); }

}  // namespace enf
