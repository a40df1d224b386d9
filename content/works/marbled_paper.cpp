// Ebru, marbled paper. Drops of colour on thickened water push each other aside without mixing; combs drag them. Both acts are
// formulas that can be undone (Jaffer 2003; Lu et al. 2012), so we ask for every point of the finished sheet where it came
// from, act by act back to the first drop.
#include <array>
#include <cmath>
#include <vector>

#include "content/noise.h"
#include "content/works.h"
#include "engine/base/random.h"

namespace enf {
namespace {

constexpr float tray_width = 350, tray_height = 500;  // millimetres

struct Act {
  enum class Kind { drop, comb, stylus } kind = Kind::drop;
  vec2 at{0};              // a drop's middle; where a stylus enters
  float radius = 0;        // drop; reach of the stylus
  std::size_t colour = 0;  // drop
  vec2 way{0, 1};          // comb, stylus: direction
  float pull = 0;          // comb, stylus: millimetres
  float spacing = 0;       // comb: of its teeth
};

// The colour of the point after all acts: undoes them from the last, until a drop holds it.
vec3 colour_at(vec2 p, const std::vector<Act>& acts, const std::vector<vec3>& colours, vec3 water) {
  for (std::size_t i = acts.size(); i-- > 0;) {
    const Act& act = acts[i];
    if (act.kind == Act::Kind::drop) {
      vec2 d = p - act.at;
      float r2 = glm::dot(d, d), own2 = act.radius * act.radius;
      if (r2 < own2) return colours[act.colour];
      p = act.at + d * std::sqrt(1 - own2 / r2);
    } else {
      vec2 across(-act.way.y, act.way.x);
      float s = glm::dot(p - act.at, across);
      if (act.kind == Act::Kind::comb) {
        float tooth = std::abs(s / act.spacing - std::round(s / act.spacing)) * act.spacing;
        p -= act.way * act.pull * std::exp(-tooth / (act.spacing * 0.16f));
      } else {
        float along = glm::dot(p - act.at, act.way);
        float reach = std::exp(-std::abs(s) / act.radius) * ramp(-act.radius, act.radius, along) * ramp(act.pull + 2 * act.radius, act.pull, along);
        p -= act.way * reach * act.pull * 0.8f;
      }
    }
  }
  return water;
}

Picture printed(int long_side_px, const std::vector<Act>& acts, const std::vector<vec3>& colours, vec3 water, std::uint32_t seed) {
  float px_per_mm = static_cast<float>(long_side_px) / tray_height;
  Picture sheet(static_cast<int>(std::lround(tray_width * px_per_mm)), long_side_px);
  for (int y = 0; y < sheet.height(); ++y)
    for (int x = 0; x < sheet.width(); ++x) {
      vec2 mm = vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) / px_per_mm;
      vec2 still = mm + 0.35f * vec2(noise(mm * 0.12f, seed), noise(mm * 0.12f, seed + 1));
      vec3 colour = colour_at(still, acts, colours, water);
      float grain = 0.05f * noise(mm * 3.0f, seed + 2) + 0.05f * fractal_noise(mm * 0.5f, 3, seed + 3);
      CellPoint speck = cells(mm * 0.8f, seed + 4);
      if (speck.distance < 0.055f) colour = mixed(colour, water, 0.7f);  // gall too strong: pinholes in the colour
      float edge = std::min(std::min(mm.x, tray_width - mm.x), std::min(mm.y, tray_height - mm.y));
      float deckle = ramp(2.5f, 4.5f, edge + 1.5f * noise(mm * 0.1f, seed + 5));
      sheet.at(x, y) = mixed(srgb(0xe9dfc8), colour, deckle) * (0.97f + grain);
    }
  return sheet;
}

}  // namespace

Picture marbled_combed(int long_side_px) {
  const std::vector<vec3> colours = {srgb(0x1e2f57), srgb(0xa23a2c), srgb(0xe0c48a), srgb(0x2d2320), srgb(0x4f8077)};
  Random random(71);
  std::vector<Act> acts;
  for (int i = 0; i < 150; ++i)
    acts.push_back({.at = vec2(tray_width * random.unit(), tray_height * random.unit()), .radius = random.between(20, 38), .colour = random.below(5)});
  // The "gel-git": back and forth with a stylus, then a fine comb across, then a wave.
  for (int i = 0; i < 9; ++i) {
    float y = 30 + static_cast<float>(i) * 55;
    acts.push_back({.kind = Act::Kind::comb, .at = vec2(0, y), .way = vec2(i % 2 ? 1 : -1, 0), .pull = 60, .spacing = 110});
  }
  acts.push_back({.kind = Act::Kind::comb, .at = vec2(3, 0), .way = vec2(0, 1), .pull = 34, .spacing = 15});
  acts.push_back({.kind = Act::Kind::comb, .at = vec2(10.5f, 0), .way = vec2(0, -1), .pull = 16, .spacing = 30});
  return printed(long_side_px, acts, colours, srgb(0xe9dfc8), 700);
}

Picture marbled_flowers(int long_side_px) {
  const std::vector<vec3> colours = {srgb(0x7fa9b2), srgb(0x4d8794), srgb(0xdcd2b4), srgb(0xb5332f), srgb(0xe7c25a), srgb(0x3c6a4a), srgb(0xd98a86)};
  Random random(72);
  std::vector<Act> acts;
  for (int i = 0; i < 420; ++i)  // the "battal" ground: small stones in blues
    acts.push_back({.at = vec2(tray_width * random.unit(), tray_height * random.unit()), .radius = random.between(3, 9), .colour = random.below(3)});
  // Five tulips: drops within drops, pulled up to cups; a green drop drawn down to stalk and leaves.
  for (auto [x, y, petal] : {std::tuple(175.0f, 150.0f, 3), std::tuple(92.0f, 215.0f, 6), std::tuple(262.0f, 212.0f, 6), std::tuple(125.0f, 330.0f, 3), std::tuple(240.0f, 335.0f, 4)}) {
    vec2 c(x, y);
    for (int k = 0; k < 5; ++k) acts.push_back({.at = c + vec2(0, 40 + 16 * static_cast<float>(k)), .radius = 7, .colour = 5});
    acts.push_back({.kind = Act::Kind::stylus, .at = c + vec2(0, 30), .radius = 3, .way = vec2(0, 1), .pull = 95});
    for (float r : {23.0f, 16.0f, 10.0f, 5.0f}) acts.push_back({.at = c, .radius = r, .colour = static_cast<std::size_t>(r == 16.0f ? 2 : r == 5.0f ? 4 : petal)});
    for (float s : {-1.0f, 0.0f, 1.0f})
      acts.push_back({.kind = Act::Kind::stylus, .at = c + vec2(s * 11, 6), .radius = 4, .way = glm::normalize(vec2(s * 0.35f, -1)), .pull = 40});
    acts.push_back({.kind = Act::Kind::stylus, .at = c + vec2(0, 34), .radius = 4, .way = vec2(0, -1), .pull = 24});
  }
  return printed(long_side_px, acts, colours, srgb(0xdcd2b4), 710);
}

}  // namespace enf
