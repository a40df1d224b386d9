// Kelaghayi, the silk headscarves of Basqal and Sheki, printed with hot wax from wooden blocks: what the wax covers keeps its
// colour in the vat. A scarf is one corner, drawn once and turned four times. Two ways to fill it: a field of almonds that grow
// towards the middle round one great sun, and a lattice under broad borders.
#include <array>
#include <cmath>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float side_cm = 150;

// How far inside an almond of that length a place lies, its foot at the origin, its tip along +y and bent to +x; in cm.
float almond(vec2 p, float length) {
  float t = p.y / length;
  if (t <= 0 || t >= 1) return -1;
  float bend = 0.24f * length * std::pow(std::max(0.0f, t - 0.35f) / 0.65f, 1.7f);
  return length * 0.40f * std::pow(t, 0.5f) * std::pow(1 - t, 0.7f) * 1.5f - std::abs(p.x - bend);
}

// What the block carries within an almond: outline, a row of grains, a sprig. True where wax is printed.
bool in_almond(vec2 p, float length) {
  float in = almond(p, length);
  if (in < 0) return false;
  if (in < 0.045f * length) return true;
  if (in > 0.075f * length && in < 0.125f * length) return std::sin(p.y / length * 70) > -0.2f;
  vec2 q = p - vec2(0.03f * length, length * 0.36f);
  float r = glm::length(q), a = std::atan2(q.x, q.y);
  if (r < 0.13f * length) return r < 0.10f * length * (0.55f + 0.45f * std::abs(std::cos(a * 3)));
  return in > 0.16f * length && std::abs(std::fmod(p.y / length * 9, 1.0f) - 0.5f) < 0.16f;
}

bool rosette(vec2 p, float r, int petals) {
  float d = glm::length(p) / r, a = std::atan2(p.y, p.x), wave = std::abs(std::cos(a * static_cast<float>(petals) / 2));
  if (d > 1) return false;
  if (d > 0.93f) return true;
  if (d > 0.62f) return d < 0.62f + 0.27f * wave && !(wave > 0.9f && d < 0.8f);
  if (d > 0.55f) return true;
  if (d > 0.22f) return std::abs(std::cos(a * static_cast<float>(petals))) > 0.55f && d < 0.5f;
  return d < 0.14f;
}

// The place folded into one eighth of the scarf: x from the middle line, y from the edge inwards, x <= side / 2 - y.
struct Folded {
  vec2 to_edge;    // (along from the corner, inwards)
  vec2 to_middle;  // both positive, from the middle
};
Folded folded(vec2 cm) {
  vec2 m = glm::abs(cm - side_cm / 2), inner(glm::min(m.x, m.y), glm::max(m.x, m.y));
  return {vec2(side_cm / 2 - inner.x, side_cm / 2 - inner.y), m};
}

bool border(vec2 e, float from, float depth, float repeat, int kind) {
  float v = (e.y - from) / depth;
  if (v < 0 || v > 1) return false;
  if (v < 0.06f || v > 0.94f) return true;
  float u = std::fmod(e.x, repeat) / repeat - 0.5f;
  vec2 p(u * repeat, (v - 0.5f) * depth);
  if (kind == 0) return in_almond(vec2(p.x, p.y + depth * 0.36f), depth * 0.72f) || glm::length(vec2(std::abs(p.x) - repeat * 0.45f, p.y)) < 0.4f;
  if (kind == 1) return rosette(p, depth * 0.38f, 8) || std::abs(std::abs(p.x) - repeat * 0.5f) + std::abs(p.y) < depth * 0.16f;
  float wave = 0.28f * depth * std::sin(2 * pi * e.x / repeat);
  return std::abs(p.y - wave) < 0.22f || glm::length(vec2(std::abs(p.x) - repeat / 4, std::abs(p.y) - 0.1f * depth)) < depth * 0.13f;
}

// Silk twill in slow folds, its colour by what the wax kept; the edges of wax bleed and crack a little.
template <class Wax>
Picture printed(int long_side_px, vec3 ground, vec3 kept, std::uint32_t seed, Wax wax) {
  float px_per_cm = static_cast<float>(long_side_px) / side_cm;
  Picture scarf(long_side_px, long_side_px);
  for (int y = 0; y < long_side_px; ++y)
    for (int x = 0; x < long_side_px; ++x) {
      vec2 cm = vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) / px_per_cm;
      vec2 at = cm + 0.10f * vec2(noise(cm * 1.7f, seed), noise(cm * 1.7f, seed + 1)) + 0.04f * vec2(noise(cm * 9.0f, seed + 2), noise(cm * 9.0f, seed + 3));
      float share = 0;
      for (vec2 d : {vec2(-0.03f, -0.01f), vec2(0.03f, 0.01f), vec2(-0.01f, 0.03f), vec2(0.01f, -0.03f)}) share += wax(at + d) ? 0.25f : 0.0f;
      CellPoint crack = cells(cm * 0.9f, seed + 4);
      if (crack.second - crack.distance < 0.02f) share *= 0.55f;  // dye crept through the wax
      vec3 colour = mixed(ground, kept, share);
      float twill = 0.5f + 0.5f * std::sin((cm.x + cm.y) * 2 * pi * 7);
      float fold = 0.09f * fractal_noise(vec2((cm.x + cm.y) * 0.03f, (cm.x - cm.y) * 0.012f), 3, seed + 5);
      float dip = 0.06f * fractal_noise(cm * 0.05f, 4, seed + 6);
      scarf.at(x, y) = glm::max(colour * (0.92f + 0.06f * twill + fold + dip), vec3(0.004f));
    }
  return scarf;
}

}  // namespace

Picture kelaghayi_sun(int long_side_px) {
  return printed(long_side_px, srgb(0x16203c), srgb(0xe6dcc4), 871, [](vec2 cm) {
    Folded f = folded(cm);
    if (f.to_edge.y < 18) return border(f.to_edge, 1.2f, 4.2f, 5, 2) || border(f.to_edge, 6, 11, 9.3f, 0);
    vec2 from_middle = cm - side_cm / 2;
    float r = glm::length(from_middle);
    if (r < 21) return rosette(from_middle, 20, 16);
    if (r < 22.2f) return true;
    // Rings of almonds that stand round the sun and grow outwards.
    constexpr std::array<std::array<float, 3>, 2> rings = {{{23.5f, 9.5f, 16}, {36, 13.5f, 18}}};
    for (const auto& [inner, length, count] : rings) {
      if (r < inner || r > inner + length + 1) continue;
      float turn = std::atan2(from_middle.x, from_middle.y) / (2 * pi) * count, a = (turn - std::round(turn)) / count * 2 * pi;
      if (in_almond(vec2(std::sin(a) * r, std::cos(a) * r - inner), length)) return true;
    }
    // Great almonds in the corners, small stars strewn between.
    vec2 corner = vec2(side_cm / 2 - 22) - f.to_middle;
    vec2 diagonal = vec2(corner.x + corner.y, corner.x - corner.y) * std::sqrt(0.5f);
    if (in_almond(vec2(diagonal.y, 24 - diagonal.x), 24)) return true;
    if (r < 52 || almond(vec2(diagonal.y, 24 - diagonal.x), 24) > -3) return false;
    vec2 cell = cm / 6.0f, in = (cell - glm::floor(cell) - 0.5f) * 6.0f;
    return glm::length(in) < 0.9f * (0.6f + 0.4f * std::abs(std::cos(2.5f * std::atan2(in.y, in.x))));
  });
}

Picture kelaghayi_lattice(int long_side_px) {
  return printed(long_side_px, srgb(0x8a1f2d), srgb(0xeec27a), 872, [](vec2 cm) {
    Folded f = folded(cm);
    if (f.to_edge.y < 31)
      return border(f.to_edge, 1, 5, 6, 2) || border(f.to_edge, 6.8f, 9.5f, 11.4f, 1) || border(f.to_edge, 17, 13, 10.4f, 0);
    vec2 m = cm - side_cm / 2;
    vec2 d = vec2(m.x + m.y, m.x - m.y) / 11.0f, in = d - glm::round(d);
    if (0.5f - std::max(std::abs(in.x), std::abs(in.y)) < 0.035f) return true;
    if (std::min(0.5f - std::abs(in.x), 0.5f - std::abs(in.y)) < 0.09f) return false;
    int kind = (static_cast<int>(std::round(d.x)) + 2 * static_cast<int>(std::round(d.y))) % 3;
    vec2 p = vec2(in.x + in.y, in.x - in.y) * 0.5f * 11.0f;
    if (kind == 0) return rosette(p, 2.9f, 6);
    return in_almond(vec2(p.x * (kind > 0 ? 1.0f : -1.0f), 3.4f - p.y), 6.8f);
  });
}

}  // namespace enf
