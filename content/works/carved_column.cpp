// A veranda column after the carvers of Khiva: elm, on a stone base; a swelling "kuzagi" (jug) foot, a band of palmettes, then
// a shaft that tapers upwards, all of it covered with two layers of scrolling stems cut a centimetre deep. The relief is a formula
// of angle and height that moves the turned surface inwards.
#include <algorithm>
#include <cmath>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

const std::vector<vec2> profile = {{0.098f, 0.20f}, {0.104f, 0.215f}, {0.096f, 0.235f}, {0.090f, 0.250f}, {0.118f, 0.290f}, {0.148f, 0.350f}, {0.156f, 0.415f}, {0.140f, 0.480f},
                                   {0.108f, 0.530f}, {0.098f, 0.555f}, {0.110f, 0.575f}, {0.116f, 0.595f}, {0.118f, 0.680f}, {0.117f, 0.780f}, {0.115f, 0.900f}, {0.112f, 1.050f},
                                   {0.109f, 1.200f}, {0.106f, 1.350f}, {0.103f, 1.500f}, {0.100f, 1.640f}, {0.099f, 1.680f}, {0.108f, 1.700f}, {0.110f, 1.715f}, {0.101f, 1.735f}};

// A lattice of winding stems with leaves: 0 deep ground, 1 the surface. One repeat is 1 by 1.
float arabesque(float u, float v) {
  float height = 0;
  for (int layer = 0; layer < 2; ++layer) {
    float shift = layer == 0 ? 0.0f : 0.5f;
    float uu = u + shift - std::floor(u + shift) - 0.5f, vv = v;
    float wind = 0.36f * std::sin(vv * 2 * pi + (layer == 0 ? 0 : pi));
    float stem = std::abs(std::abs(uu) - std::abs(wind));
    height = std::max(height, ramp(0.085f, 0.04f, stem) * (layer == 0 ? 1.0f : 0.8f));
    // Where stems swing out a palmette sits in the eye.
    float cell = vv * 2 - std::floor(vv * 2) - 0.5f;
    vec2 p(uu * 1.15f, cell * 0.62f);
    float r = glm::length(p), a = std::atan2(p.x, p.y);
    float palmette = 0.165f * (0.62f + 0.38f * std::abs(std::cos(a * 3.5f)));
    height = std::max(height, ramp(palmette + 0.012f, palmette - 0.014f, r) * (0.80f + 0.2f * ramp(0.02f, 0.10f, r)));
    if (std::abs(std::abs(std::fmod(a + 10 * pi, 2 * pi / 7) - pi / 7)) < 0.03f && r > 0.05f) height *= 0.75f;
    // Half-leaves off the stems.
    vec2 q(std::abs(uu) - 0.40f, cell);
    float leaf = std::abs(q.x + 0.5f * q.y * q.y) * 2.0f + std::abs(q.y) * 0.8f;
    height = std::max(height, ramp(0.22f, 0.16f, leaf) * 0.85f);
  }
  return height;
}

float relief(float turn, float y) {
  constexpr float deep = 0.0085f;
  float cut = 0;
  auto within = [&](float low, float high) { return ramp(low, low + 0.006f, y) * ramp(high, high - 0.006f, y); };
  if (y > 0.28f && y < 0.53f) {  // the jug: tall petals with a carved heart
    float u = turn * 12 - std::floor(turn * 12) - 0.5f, v = (y - 0.28f) / 0.25f;
    float petal = 0.47f * std::pow(std::sin(pi * (0.12f + 0.80f * v)), 0.8f) - std::abs(u);
    float carved = petal > 0.10f ? mixed(0.35f, 1.0f, arabesque(u * 1.3f + 0.5f, v * 2.2f)) : 1.0f;
    cut = std::max(cut, within(0.28f, 0.53f) * (1 - ramp(-0.02f, 0.03f, petal) * carved));
  }
  if (y > 0.60f && y < 0.70f) {  // a band of pointed niches
    float u = turn * 16 - std::floor(turn * 16) - 0.5f, v = (y - 0.60f) / 0.10f;
    float niche = 0.42f * std::pow(1 - glm::clamp(v, 0.0f, 1.0f), 0.45f) - std::abs(u);
    float flower = ramp(0.16f, 0.12f, std::hypot(u, (v - 0.36f) * 0.9f));
    cut = std::max(cut, within(0.60f, 0.70f) * (niche > 0.05f ? 0.8f * (1 - flower) : niche > 0 ? 0.0f : 0.5f));
  }
  if (y > 0.72f && y < 1.66f) cut = std::max(cut, within(0.72f, 1.66f) * (1 - arabesque(turn * 6, (y - 0.72f) / 0.235f)));
  return -deep * cut;
}

}  // namespace

Solid carved_column(float detail) {
  auto n = [detail](int count) { return std::max(8, static_cast<int>(static_cast<float>(count) * detail)); };
  Solid solid;
  int width = std::max(64, static_cast<int>(768 * detail)), height = width * 2;
  Picture wood(width, height), rough(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      vec2 uv = (vec2(x, y) + 0.5f) / vec2(width, height);
      float at = curve_through(profile, 1 - uv.y).y;
      float a = 2 * pi * uv.x;
      vec3 p(std::sin(a) * 0.11f, at, std::cos(a) * 0.11f);
      float rings = std::sin(170 * (p.x * 0.9f + 0.25f * p.z + 0.035f * noise(p * vec3(6, 1.1f, 6), 621)) + 3 * noise(p * vec3(9, 0.8f, 9), 622));
      float fibre = noise(p * vec3(160, 5, 160), 623);
      float cut = -relief(uv.x, at) / 0.0085f;
      vec3 c = mixed(srgb(0x8a5f3c), srgb(0x6a4428), 0.5f + 0.32f * rings + 0.25f * fibre);
      c *= (1 + 0.12f * fractal_noise(p * 5.0f, 4, 624)) * mixed(1.08f, 0.50f, cut);  // dust and old oil in the ground of the relief
      wood.at(x, y) = c;
      rough.at(x, y) = vec3(0, glm::clamp(0.58f + 0.18f * cut + 0.08f * fibre, 0.0f, 1.0f), 0);
    }
  solid.materials.push_back({.name = "carved elm", .metallic = 1, .roughness = 1, .base_map = std::move(wood), .roughness_map = std::move(rough)});
  solid.materials.push_back({.name = "grey marble", .base = srgb(0xb9b2a4), .roughness = 0.55f});

  solid.parts.push_back(formula_surface(n(264), n(340), [](float u, float v) {
    vec2 p = curve_through(profile, v);
    float r = p.x + relief(u, p.y), a = 2 * pi * u;
    return vec3(std::sin(a) * r, p.y, std::cos(a) * r);
  }));
  // A shallow cap closes the top; above it, on a veranda, the bracket would sit.
  SolidPart cap = formula_surface(n(64), 2, [](float u, float v) {
    float a = 2 * pi * u, r = 0.101f * (1 - v);
    return vec3(std::sin(a) * r, 1.735f, std::cos(a) * r);
  });
  solid.parts.push_back(std::move(cap));
  // The stone base: a block with chamfered edges that turns from square to round.
  SolidPart base = formula_surface(n(160), n(60), [](float u, float v) {
    float a = 2 * pi * u, up = glm::clamp(v * 1.25f, 0.0f, 1.0f);
    float round = ramp(0.35f, 0.9f, up);
    float square = 0.17f / std::max(std::abs(std::sin(a)), std::abs(std::cos(a)));
    float r = mixed(std::min(square, 0.215f), mixed(0.17f, 0.105f, ramp(0.6f, 1.0f, up)), round);
    if (v > 0.8f) r *= (1 - v) / 0.2f;
    vec3 p(std::sin(a) * r, 0.205f * up, std::cos(a) * r);
    return p + 0.0012f * vec3(noise(p * 60.0f, 625), 0, noise(p * 60.0f, 626)) * (v > 0 && v < 0.8f ? 1.0f : 0.0f);
  });
  base.material = 1;
  solid.parts.push_back(std::move(base));
  return solid;
}

}  // namespace enf
