// A copper ewer after the smiths of Lahij: raised from sheet, tinned within, its belly chased with cartouches of scrolling
// stems, its neck with flutes; a curved spout, a cast handle, a hinged lid with a finial. Turned from a profile; the chasing is
// relief of half a millimetre pushed into the surface itself.
#include <algorithm>
#include <cmath>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

// (radius, height) from the foot up to the lip, metres.
const std::vector<vec2> profile = {{0.062f, 0.0f},    {0.064f, 0.004f},  {0.058f, 0.012f},  {0.040f, 0.022f},  {0.034f, 0.034f},  {0.044f, 0.046f},  {0.074f, 0.070f},
                                   {0.098f, 0.105f},  {0.106f, 0.140f},  {0.100f, 0.172f},  {0.080f, 0.198f},  {0.056f, 0.215f},  {0.0405f, 0.230f}, {0.0345f, 0.250f},
                                   {0.0315f, 0.280f}, {0.0310f, 0.310f}, {0.0340f, 0.332f}, {0.0430f, 0.346f}, {0.0450f, 0.351f}, {0.0440f, 0.354f}};
const std::vector<vec2> lid_profile = {{0.0435f, 0.354f}, {0.0445f, 0.357f}, {0.0400f, 0.366f}, {0.0280f, 0.378f}, {0.0160f, 0.387f}, {0.0100f, 0.394f}, {0.0085f, 0.399f},
                                       {0.0125f, 0.406f}, {0.0135f, 0.412f}, {0.0095f, 0.420f}, {0.0050f, 0.426f}, {0.0042f, 0.432f}, {0.0f, 0.436f}};

// Scrolling stems in a strip: u in repeats, v from -1 to 1; 0 is ground, 1 the raised stem or leaf.
float scroll(float u, float v) {
  float wave = 0.52f * std::sin(u * 2 * pi);
  float stem = ramp(0.13f, 0.05f, std::abs(v - wave));
  float side = std::floor(u * 2), f = u * 2 - side - 0.5f, sign = static_cast<int>(side) % 2 == 0 ? 1.0f : -1.0f;
  vec2 eye(f * 1.35f, v + 0.08f * sign);
  float r = glm::length(eye), a = std::atan2(eye.y * sign, eye.x);
  float spiral = ramp(0.10f, 0.03f, std::abs(r - 0.46f + 0.055f * (a + pi)) * 0.9f);
  float blossom = ramp(0.02f, -0.02f, r - 0.17f * (0.8f + 0.25f * std::cos(5 * a)));
  return std::max({stem, r < 0.5f ? spiral : 0.0f, blossom});
}

// Height of the chasing above the sheet, in metres, on the body at angle a (turns) and height y.
float chasing(float turn, float y) {
  constexpr float deep = 0.00065f;
  auto band = [&](float low, float high) { return ramp(low, low + 0.0015f, y) * ramp(high, high - 0.0015f, y); };
  auto bead = [&](float at, float count) {
    float f = turn * count - std::floor(turn * count) - 0.5f;
    return ramp(1.0f, 0.5f, std::hypot(f * 2, (y - at) / 0.0032f));
  };
  float h = 0;
  // The belly: eight lobed cartouches on a punched ground.
  if (y > 0.090f && y < 0.182f) {
    float u = turn * 8 - std::floor(turn * 8) - 0.5f, v = (y - 0.136f) / 0.044f;
    float lobe = std::max(std::abs(u) * 2.15f + 0.16f * std::cos(v * 9), std::abs(v)) + 0.22f * std::abs(u) * std::abs(v) * 4;
    float frame = ramp(0.10f, 0.04f, std::abs(lobe - 0.86f));
    float tree = std::max(ramp(0.05f, 0.02f, std::abs(u)), scroll(v * 0.75f + 0.25f, u * 2.8f));
    float inside = lobe < 0.78f ? tree : 0.0f;
    float punched = lobe > 0.95f ? 0.55f - 0.55f * ramp(0.35f, 0.15f, cells(vec2(turn * 210, y * 300), 611).distance) : 0.0f;
    h += deep * std::max({frame, inside, punched * 0.6f}) * band(0.090f, 0.182f);
  }
  // The shoulder and foot: scroll strips between beads.
  if (y > 0.186f && y < 0.212f) h += deep * 0.8f * scroll(turn * 9, (y - 0.199f) / 0.0115f) * band(0.186f, 0.212f);
  if (y > 0.052f && y < 0.088f) {  // upright leaves round the lower belly
    float u = turn * 20 - std::floor(turn * 20) - 0.5f, v = (y - 0.052f) / 0.034f;
    float leaf = ramp(-0.02f, 0.06f, 0.46f * std::pow(1 - v, 0.6f) - std::abs(u));
    h += deep * leaf * (0.55f + 0.45f * ramp(0.0f, 0.06f, std::abs(u)));
  }
  for (float at : {0.0895f, 0.1835f, 0.2145f, 0.344f}) h += deep * 0.9f * bead(at, at > 0.3f ? 40.0f : 84.0f);
  // The neck: spiral flutes.
  if (y > 0.232f && y < 0.330f) h += 0.0011f * (0.5f + 0.5f * std::cos(2 * pi * (turn * 14 + (y - 0.23f) * 9))) * ramp(0.232f, 0.242f, y) * ramp(0.330f, 0.320f, y);
  // Every hammer blow shows.
  CellPoint blow = cells(vec2(turn * 46, y * 70), 612);
  return h + 0.00012f * (blow.distance - 0.4f);
}

SolidPart turned(const std::vector<vec2>& curve, int around, int along, float (*relief)(float, float)) {
  return formula_surface(around, along, [&](float u, float v) {
    vec2 p = curve_through(curve, v), d = curve_through(curve, std::min(1.0f, v + 0.002f)) - curve_through(curve, std::max(0.0f, v - 0.002f));
    float length = glm::length(d);
    vec2 out = length > 0 ? vec2(d.y, -d.x) / length : vec2(1, 0);
    float h = relief && p.x > 0.001f ? relief(u, p.y) : 0.0f;
    p += out * h;
    float a = 2 * pi * u;
    return vec3(std::sin(a) * std::max(0.0f, p.x), p.y, std::cos(a) * std::max(0.0f, p.x));
  });
}

}  // namespace

Solid chased_ewer(float detail) {
  Solid solid;
  int size = std::max(64, static_cast<int>(1024 * detail));
  // Copper browned by age, brighter where hands rub the relief, greenish in the hollows.
  Picture colour(size, size), rough(size, size);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      vec2 uv = (vec2(x, y) + 0.5f) / static_cast<float>(size);
      float height = curve_through(profile, 1 - uv.y).y;
      float relief = chasing(uv.x, height) / 0.00065f;
      float age = 0.5f + 0.5f * fractal_noise(uv * vec2(14, 9), 5, 613);
      vec3 metal = mixed(srgb(0xc58158), srgb(0x94573a), age);
      metal = mixed(metal * 0.62f, metal * 1.05f, ramp(-0.1f, 0.7f, relief));
      float green = ramp(0.35f, 0.7f, fractal_noise(uv * vec2(23, 17), 4, 614)) * ramp(0.4f, 0.0f, relief);
      colour.at(x, y) = mixed(metal, srgb(0x6d7a5e), 0.35f * green);
      rough.at(x, y) = vec3(0, glm::clamp(0.34f + 0.22f * age - 0.12f * ramp(0.2f, 0.9f, relief) + 0.25f * green, 0.0f, 1.0f), 1 - 0.4f * green);
    }
  solid.materials.push_back({.name = "chased copper", .metallic = 1, .roughness = 1, .base_map = std::move(colour), .roughness_map = std::move(rough)});
  solid.materials.push_back({.name = "plain copper", .base = srgb(0xa9694a), .metallic = 1, .roughness = 0.40f});

  auto n = [detail](int count) { return std::max(8, static_cast<int>(static_cast<float>(count) * detail)); };
  solid.parts.push_back(turned(profile, n(420), n(200), chasing));
  SolidPart lid = turned(lid_profile, n(72), n(60), nullptr);
  lid.material = 1;
  solid.parts.push_back(std::move(lid));

  SolidPart spout = tube(n(32), n(70), {vec3(0.088f, 0.108f, 0), vec3(0.112f, 0.115f, 0), vec3(0.140f, 0.150f, 0), vec3(0.150f, 0.205f, 0), vec3(0.160f, 0.262f, 0), vec3(0.184f, 0.300f, 0), vec3(0.205f, 0.312f, 0)},
                         [](float t) { return mixed(0.0215f, 0.0085f, std::pow(t, 0.7f)) + 0.0035f * ramp(0.93f, 0.985f, t) + 0.0012f * std::exp(-std::pow((t - 0.55f) / 0.02f, 2.0f)); });
  spout.material = 1;
  solid.parts.push_back(std::move(spout));
  SolidPart handle = tube(n(24), n(90), {vec3(-0.038f, 0.335f, 0), vec3(-0.062f, 0.352f, 0), vec3(-0.098f, 0.340f, 0), vec3(-0.128f, 0.290f, 0), vec3(-0.134f, 0.225f, 0), vec3(-0.118f, 0.175f, 0), vec3(-0.094f, 0.158f, 0)},
                          [](float t) { return 0.0062f + 0.0025f * std::exp(-std::pow((t - 0.5f) / 0.05f, 2.0f)) + 0.002f * std::exp(-std::pow((t - 0.24f) / 0.025f, 2.0f)); });
  handle.material = 1;
  solid.parts.push_back(std::move(handle));
  SolidPart thumb = tube(n(16), n(24), {vec3(-0.048f, 0.352f, 0), vec3(-0.055f, 0.372f, 0), vec3(-0.066f, 0.386f, 0)}, [](float t) { return 0.004f + 0.003f * t; });
  thumb.material = 1;
  solid.parts.push_back(std::move(thumb));
  return solid;
}

}  // namespace enf
