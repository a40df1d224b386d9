// A great medallion carpet after the court looms of Tabriz and Karabakh, tied from a designer's cartoon: a sixteen-lobed sun
// with its ring of pendants, on a field of spirals that grow from one stem. It is drawn in one quarter and mirrored twice, as
// cartoons were; 1.65 million knots, fourteen pixels each.
#include <algorithm>
#include <array>
#include <cmath>

#include "content/knots.h"
#include "content/works.h"

namespace enf {
namespace {

enum Yarn : std::uint8_t { indigo, ivory, madder, gold, sky, rose, green, brown, sand, plum };
const std::vector<vec3> palette = {srgb(0x1d2a4d), srgb(0xeadfc6), srgb(0x8f2f29), srgb(0xcf9f48), srgb(0x7f9fae),
                                   srgb(0xc88573), srgb(0x4f7058), srgb(0x2c201b), srgb(0xd6bf93), srgb(0x542335)};

constexpr int columns = 1120, rows = 1470, border = 150;

// Draws into all four quarters at once; places are knots from the middle, right and down.
class Cartoon {
 public:
  explicit Cartoon(KnotPlan& plan) : plan_(plan) {}

  void set(int x, int y, int yarn) {
    for (int sx : {-1, 1})
      for (int sy : {-1, 1}) plan_.set(columns / 2 + (sx > 0 ? x : -1 - x), rows / 2 + (sy > 0 ? y : -1 - y), static_cast<std::uint8_t>(yarn));
  }
  // yarn_at(dx, dy) within `reach` of the place, where `may` allows.
  template <class May, class YarnAt>
  void figure(vec2 at, float reach, May may, YarnAt yarn_at) {
    for (int y = static_cast<int>(at.y - reach); y <= static_cast<int>(at.y + reach); ++y)
      for (int x = static_cast<int>(at.x - reach); x <= static_cast<int>(at.x + reach); ++x) {
        if (x < 0 || y < 0 || !may(x, y)) continue;
        if (int yarn = yarn_at(vec2(x, y) - at); yarn >= 0) set(x, y, yarn);
      }
  }

 private:
  KnotPlan& plan_;
};

// How far inside (above 0) the sun's lobed outline a place lies, in knots.
float in_sun(vec2 p, float radius, int lobes) {
  float a = std::atan2(p.x, p.y);
  return radius * (0.90f + 0.10f * std::abs(std::cos(a * static_cast<float>(lobes) / 2))) - glm::length(p);
}

int flower(vec2 p, float r, int petals, std::array<int, 4> yarns) {
  float d = glm::length(p) / r, a = std::atan2(p.x, p.y);
  float edge = 0.78f + 0.22f * std::abs(std::cos(a * static_cast<float>(petals) / 2));
  if (d > edge) return -1;
  if (d > edge - 1.3f / r) return brown;
  if (d > 0.62f * edge) return yarns[0];
  if (d > 0.62f * edge - 1.2f / r) return brown;
  if (d > 0.30f) return std::abs(std::sin(a * static_cast<float>(petals) / 2)) < 0.25f ? yarns[0] : yarns[1];
  return d > 0.16f ? yarns[2] : yarns[3];
}

int leaf(vec2 p, vec2 along, float length, int yarn, int vein) {
  float t = glm::dot(p, along) / length, s = std::abs(p.x * -along.y + p.y * along.x);
  if (t <= 0 || t >= 1) return -1;
  float half = 0.22f * length * std::pow(std::sin(pi * std::pow(t, 0.8f)), 0.9f);
  if (s > half) return -1;
  return s > half - 1.1f ? static_cast<int>(brown) : s < 0.8f ? vein : yarn;
}

constexpr std::array<std::array<int, 4>, 5> dress = {{{ivory, madder, gold, indigo}, {rose, ivory, madder, gold}, {gold, plum, ivory, madder}, {sky, ivory, rose, gold}, {sand, green, madder, ivory}}};

// A stem that winds into itself, with leaves outside, flowers within and a great one in its eye.
template <class May>
void spiral(Cartoon& cartoon, vec2 middle, float radius, float start, float turn, int stem, std::uint32_t kind, May may) {
  constexpr int steps = 420;
  auto at = [&](float t) {
    float r = radius * std::pow(1 - t, 0.8f), a = start + turn * t * 2.9f * pi;
    return middle + r * vec2(std::cos(a), std::sin(a));
  };
  for (int i = 0; i < steps; ++i) {
    vec2 p = at(static_cast<float>(i) / steps * 0.96f);
    cartoon.figure(p, 3, may, [&](vec2 d) { return glm::length(d) < 1.7f ? stem : -1; });
  }
  for (int i = 1; i < 16; ++i) {
    float t = static_cast<float>(i) / 17;
    vec2 p = at(t), way = glm::normalize(at(t + 0.01f) - p), out = turn * vec2(way.y, -way.x);
    float size = radius * (0.34f - 0.2f * t);
    vec2 along = glm::normalize(way + out * (i % 2 ? 0.9f : -0.9f));
    cartoon.figure(p, size + 2, may, [&](vec2 d) { return leaf(d, along, size, i % 3 ? green : sky, gold); });
    if (i % 4 == 2) cartoon.figure(p + out * size * 0.5f, size * 0.6f, may, [&](vec2 d) { return flower(d, size * 0.5f, 6, dress[(kind + static_cast<std::uint32_t>(i)) % dress.size()]); });
  }
  cartoon.figure(middle, radius * 0.4f, may, [&](vec2 d) { return flower(d, radius * 0.36f, 9, dress[kind % dress.size()]); });
}

}  // namespace

VastPicture great_carpet(int long_side_px) {
  KnotPlan plan(columns, rows, madder);
  Cartoon cartoon(plan);
  const vec2 half(columns / 2 - border, rows / 2 - border);
  constexpr float sun = 205;
  auto in_corner = [&](vec2 p) { return in_sun(half - p, 215, 16); };
  auto field = [&](int x, int y) { return static_cast<float>(x) < half.x && static_cast<float>(y) < half.y; };

  // The field: spirals in staggered rows, then the sun and the corners over them.
  std::uint32_t kind = 0;
  for (int j = 0; j < 6; ++j)
    for (int i = 0; i < 5; ++i, ++kind) {
      vec2 at(static_cast<float>(i) * 108 + (j % 2 ? 54.0f : 0.0f), static_cast<float>(j) * 112 + 20);
      spiral(cartoon, at, 62, static_cast<float>(kind) * 1.3f, (i + j) % 2 ? 1.0f : -1.0f, j % 2 ? gold : sand, kind, field);
    }
  auto lobed = [&](auto inside, int reach_x, int reach_y, int ground, int from_x, int from_y) {
    for (int y = from_y; y < reach_y; ++y)
      for (int x = from_x; x < reach_x; ++x) {
        float in = inside(vec2(x, y));
        if (in < 0 || !field(x, y)) continue;
        cartoon.set(x, y, in < 3 ? brown : in < 9 ? ivory : in < 12 ? brown : in < 17 ? gold : in < 19 ? brown : ground);
      }
  };
  // Pendants round the sun: sixteen almonds, and a lamp hung from it up and down.
  for (int k = 0; k <= 4; ++k) {
    float a = pi / 8 * static_cast<float>(k);
    vec2 out(std::sin(a), std::cos(a)), at = out * (sun + 52);
    cartoon.figure(at, 46, field, [&](vec2 d) {
      float t = glm::dot(d, out) / 40, s = std::abs(d.x * out.y - d.y * out.x);
      if (std::abs(t) >= 1) return -1;
      float in = 23 * std::cos(t * pi / 2) - s;
      if (in < 0) return -1;
      return in < 2 ? static_cast<int>(brown) : in < 5 ? static_cast<int>(ivory) : in < 7 ? static_cast<int>(brown) : k % 2 ? static_cast<int>(plum) : static_cast<int>(green);
    });
    cartoon.figure(at, 14, field, [&](vec2 d) { return flower(d, 12, 8, dress[static_cast<std::size_t>(k) % dress.size()]); });
  }
  lobed([&](vec2 p) { return in_sun(p, sun, 16); }, 240, 240, indigo, 0, 0);
  lobed(in_corner, columns / 2, rows / 2, indigo, columns / 2 - border - 240, rows / 2 - border - 240);
  auto in_indigo = [&](int x, int y) { return field(x, y) && std::max(in_sun(vec2(x, y), sun, 16), in_corner(vec2(x, y))) > 21; };
  for (int k = 0; k < 5; ++k) {
    float a = pi / 8 * (static_cast<float>(k) + 0.5f), r = 118;
    spiral(cartoon, r * vec2(std::sin(a), std::cos(a)), 38, a * 3, k % 2 ? 1.0f : -1.0f, gold, static_cast<std::uint32_t>(k), in_indigo);
    spiral(cartoon, half - r * vec2(std::sin(a), std::cos(a)), 40, a * 2, k % 2 ? -1.0f : 1.0f, gold, static_cast<std::uint32_t>(k + 1), in_indigo);
  }
  lobed([&](vec2 p) { return in_sun(p, 66, 12); }, 80, 80, madder, 0, 0);
  cartoon.figure(vec2(0), 46, field, [](vec2 d) { return flower(d, 44, 12, {ivory, indigo, gold, madder}); });

  // Borders: guards with a running vine, and cartouches parted by eight-lobed shields.
  auto guard = [](int depth, int ground, int petal) {
    return [=](int along, int across) {
      float mid = static_cast<float>(depth) / 2, stem = mid + mid * 0.5f * std::sin(static_cast<float>(along) * pi / 22);
      vec2 d(static_cast<float>(along % 22) - 11, static_cast<float>(across) - mid);
      if (int yarn = flower(d, mid * 0.78f, 6, {petal, ivory, gold, madder}); yarn >= 0) return yarn;
      if (across == 0 || across == depth - 1) return static_cast<int>(brown);
      return std::abs(static_cast<float>(across) - stem) < 1.2f ? static_cast<int>(gold) : ground;
    };
  };
  tie_border(plan, 0, 8, [](int, int) { return static_cast<int>(brown); });
  tie_border(plan, 8, 22, guard(22, madder, sky));
  tie_border(plan, 30, 90, [](int along, int across) {
    constexpr int repeat = 196;
    float u = static_cast<float>((along + repeat / 2) % repeat) - repeat / 2.0f, v = static_cast<float>(across) - 45;
    float wide = std::abs(u) < 60 ? 1 : std::sqrt(std::max(0.0f, 1 - std::pow((std::abs(u) - 60) / 22, 2.0f)));
    float cartouche = std::abs(u) < 82 ? 30 * wide - std::abs(v) : -1;
    float shield = in_sun(vec2(std::abs(u) - repeat / 2.0f, v), 30, 8);
    vec2 d(u, v);
    if (cartouche > 0 || shield > 0) {
      float in = std::max(cartouche, shield);
      if (in < 2) return static_cast<int>(brown);
      if (in < 5) return static_cast<int>(gold);
      if (in < 6.5f) return static_cast<int>(brown);
      if (shield > 0) {
        int yarn = flower(vec2(std::abs(u) - repeat / 2.0f, v), 20, 8, {ivory, madder, gold, plum});
        return yarn >= 0 ? yarn : static_cast<int>(green);
      }
      int yarn = flower(d, 15, 10, {rose, ivory, madder, gold});
      for (float s : {-1.0f, 1.0f}) {
        if (yarn < 0) yarn = flower(d - vec2(s * 38, 0), 10, 6, {gold, madder, ivory, madder});
        if (yarn < 0) yarn = leaf(d - vec2(s * 14, 0), vec2(s, 0), 18, green, gold);
        if (yarn < 0) yarn = leaf(d - vec2(s * 48, 0), vec2(s, 0), 22, sky, gold);
      }
      return yarn >= 0 ? yarn : static_cast<int>(ivory);
    }
    // Between: small flowers on indigo, left and right of each cartouche's waist.
    vec2 e(std::abs(u) - 66, std::abs(v) - 32);
    int yarn = flower(e, 10, 7, {sand, rose, gold, madder});
    if (yarn < 0) yarn = flower(vec2(std::fmod(std::abs(u), 24.0f) - 12, std::abs(v) - 38), 5, 5, {gold, madder, ivory, madder});
    return yarn >= 0 ? yarn : static_cast<int>(indigo);
  });
  tie_border(plan, 120, 24, guard(24, plum, rose));
  tie_border(plan, 144, 6, [](int along, int across) { return across == 0 || across == 5 ? static_cast<int>(brown) : along / 6 % 2 ? static_cast<int>(ivory) : static_cast<int>(madder); });
  return woven_vast(std::move(plan), palette, std::max(1, long_side_px / rows), 1543);
}

}  // namespace enf
