// Patterns by folding: a wallpaper group folds the plane like paper into one triangle; a few lines drawn there become stars
// everywhere. One triangle of the square's group (p4m) gives the star and cross, one of the hexagon's (p6m) stars of twelve, and
// the shebeke, a window of wood and coloured glass joined without nail or glue. Beside them bannai, where folding is not needed:
// glazed bricks laid on end and on edge write a name four times.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

// The place within the triangle 0 <= y <= x <= 1/2 of a unit square.
vec2 folded_square(vec2 p) {
  p = glm::abs(p - glm::round(p));
  return p.x < p.y ? vec2(p.y, p.x) : p;
}

// The place within the triangle of a hexagon of inner radius 1/2: its middle at the origin, 0 <= angle <= 30 degrees.
vec2 folded_hexagon(vec2 p) {
  const vec2 a(1, 0), b(0.5f, std::sqrt(0.75f));
  float j = p.y / b.y, i = p.x - 0.5f * j;
  vec2 best(9);
  for (int dj = 0; dj <= 1; ++dj)
    for (int di = 0; di <= 1; ++di) {
      vec2 q = p - (std::floor(i) + static_cast<float>(di)) * a - (std::floor(j) + static_cast<float>(dj)) * b;
      if (glm::dot(q, q) < glm::dot(best, best)) best = q;
    }
  float angle = std::abs(std::atan2(best.y, best.x)), turn = pi / 3;
  angle = std::abs(angle - turn * std::round(angle / turn));
  return glm::length(best) * vec2(std::cos(angle), std::sin(angle));
}

// Signed distance to the line through `on` at that direction (degrees); positive to its left.
float beside(vec2 p, vec2 on, float degrees) {
  float a = degrees * pi / 180;
  return -(p.x - on.x) * std::sin(a) + (p.y - on.y) * std::cos(a);
}

struct Glaze {
  vec3 colour;
  float sheen = 0;  // lustre: how strongly it glints
};

// Fired glaze over a body: pooled towards the middle, crazed, worn at its edge, each piece a little tilted.
vec3 fired(Glaze glaze, vec2 cm, float from_edge, std::uint32_t piece) {
  auto own = [&](int k) { return hash_unit(static_cast<int>(piece & 0xffffffu), k, 91) - 0.5f; };
  float pool = 0.14f * fractal_noise(cm * 0.7f, 3, 92 + piece % 53) + 0.16f * own(1);
  float tilt = 0.10f * (own(2) * std::sin(cm.x * 0.35f) + own(3) * std::cos(cm.y * 0.35f));
  CellPoint craze = cells(cm * 2.6f + 0.4f * vec2(noise(cm * 2.0f, 93), noise(cm * 2.0f, 94)), 95);
  vec3 colour = glaze.colour * (0.92f + pool + tilt + 0.08f * ramp(0, 0.6f, from_edge) - (craze.second - craze.distance < 0.03f ? 0.07f : 0));
  colour += vec3(0.30f, 0.22f, 0.10f) * glaze.sheen * ramp(0.1f, 0.5f, fractal_noise(cm * vec2(0.16f, 0.24f), 3, 96) + 0.4f * own(4));
  float worn = ramp(0.16f, 0.0f, from_edge) * (0.3f + 0.3f * noise(cm * 3.0f, 97));
  return mixed(colour, srgb(0x8f7d66), worn);
}

const vec3 mortar = srgb(0x857763) * 0.7f, cobalt = srgb(0x213d7c), turquoise = srgb(0x2b9a9d), white = srgb(0xece6d6), amber = srgb(0xc88c30), lustre = srgb(0x9a6a34), night = srgb(0x172445);

template <class Colour>
Picture tiled(vec2 size_cm, int long_side_px, Colour colour) {
  float px_per_cm = static_cast<float>(long_side_px) / std::max(size_cm.x, size_cm.y);
  Picture picture(static_cast<int>(std::lround(size_cm.x * px_per_cm)), static_cast<int>(std::lround(size_cm.y * px_per_cm)));
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) picture.at(x, y) = glm::max(colour(vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) / px_per_cm), vec3(0.003f));
  return picture;
}

// A plant as lustre painters drew it, reserved on a tile: a stem with leaves in pairs, folded at the middle line.
bool painted_plant(vec2 p, std::uint32_t kind) {
  float a = std::atan2(p.y, p.x), r = glm::length(p);
  auto petals = static_cast<float>(4 + kind % 3 * 2);
  float wave = std::abs(std::cos(a * petals / 2));
  if (r < 0.30f) return r < 0.10f || (r > 0.14f && r < 0.16f + 0.12f * wave);
  float f = a * petals / (2 * pi), s = (f - std::round(f)) / petals * 2 * pi * r;
  if (std::abs(s) < 0.012f && r < 0.78f) return true;
  float leaf = 0.13f * std::sin(pi * glm::clamp((r - 0.34f) / 0.36f, 0.0f, 1.0f)) - std::abs(std::abs(s) - 0.10f);
  if (leaf > 0.02f) return true;
  return r > 0.55f && std::fmod(r * 24 + a * 3, 1.0f) < 0.16f && std::abs(s) > 0.15f;
}

}  // namespace

Picture star_and_cross(int long_side_px) {
  constexpr float star = 21;  // centimetres from star to star
  return tiled({126, 147}, long_side_px, [](vec2 cm) {
    vec2 p = cm / star - 0.5f, cell = glm::round(p), f = folded_square(p);
    // The star: where a square and the same square on its corner overlap at least once.
    constexpr float reach = 0.355f;
    float square = reach - f.x, diamond = reach * std::sqrt(2.0f) - (f.x + f.y);
    float in_star = std::max(square, diamond / std::sqrt(2.0f));
    bool is_star = in_star > 0;
    float edge = is_star ? in_star : -in_star;
    edge *= star;
    if (edge < 0.14f) return mortar;
    vec2 local = p - cell;
    if (!is_star) local = p - glm::floor(p) - 0.5f;
    std::uint32_t piece = is_star ? hash_bits(static_cast<int>(cell.x), static_cast<int>(cell.y), 1, 98)
                                  : hash_bits(static_cast<int>(std::floor(p.x)), static_cast<int>(std::floor(p.y)), 2, 98);
    Glaze glaze;
    if (is_star) {
      bool drawn = painted_plant(local / 0.44f, piece);
      bool rim = edge < 0.95f, letters = edge > 0.35f && edge < 0.8f && noise(vec2(std::atan2(local.y, local.x) * 26, edge * 3), piece) > 0.05f;
      bool blue = piece % 5 == 0;
      glaze = rim ? (letters ? Glaze{cobalt} : Glaze{white}) : drawn ? Glaze{white} : blue ? Glaze{cobalt * 0.9f} : Glaze{lustre, 0.8f};
    } else {
      bool line = edge > 0.5f && edge < 0.72f;
      bool dots = glm::length(local - glm::round(local * 9.0f) / 9.0f) < 0.022f && edge > 1;
      glaze = line ? Glaze{white} : dots ? Glaze{night} : Glaze{turquoise};
    }
    return fired(glaze, cm, edge - 0.14f, piece);
  });
}

Picture twelvefold_panel(int long_side_px) {
  constexpr float star = 38, band = 0.62f, frame = 9;  // centimetres
  constexpr vec2 size(132, 176);
  return tiled(size, long_side_px, [=](vec2 cm) {
    float edge = std::min(std::min(cm.x, size.x - cm.x), std::min(cm.y, size.y - cm.y));
    if (edge < frame) {  // the border: small lozenges between two lines
      bool upright = std::min(cm.x, size.x - cm.x) < std::min(cm.y, size.y - cm.y);
      float u = (upright ? cm.y : cm.x) / 11 - 0.5f, v = (edge - frame / 2) / frame;
      float lozenge = std::abs(u - std::round(u)) * 1.5f + std::abs(v);
      auto piece = hash_bits(static_cast<int>(std::round(u)), upright ? 1 : 2, lozenge < 0.36f, 99);
      if (edge < 1 || edge > frame - 1) return fired({turquoise}, cm, 0.4f, piece);
      if (std::abs(lozenge - 0.36f) < 0.012f || edge < 1.12f || edge > frame - 1.12f) return mortar;
      return fired(lozenge < 0.14f ? Glaze{amber} : lozenge < 0.36f ? Glaze{white} : Glaze{night}, cm, 0.5f, piece);
    }
    vec2 p = (cm - size * 0.5f) / star, f = folded_hexagon(p);
    // Strap lines of the triangle: two rays leave each contact point, one on the hexagon's side, one at its corner; where they
    // cross the mirror they return as the next triangle's. Fields are told apart by the sides of the lines they lie on.
    const std::array<float, 4> lines = {beside(f, vec2(0.5f, 0), 63), beside(f, vec2(0.5f, 0), 153), beside(f, vec2(0.5f, 0.2887f), 75), beside(f, vec2(0.235f, 0), 118)};
    float nearest = 1;
    std::uint32_t sides = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      nearest = std::min(nearest, std::abs(lines[i]));
      if (lines[i] > 0) sides |= 1u << i;
    }
    nearest *= star;
    vec2 home = glm::round(cm / 4.0f);
    if (nearest < band) {
      if (band - nearest < 0.10f) return mortar;
      return fired(nearest < 0.12f ? Glaze{turquoise} : Glaze{white}, cm, band - nearest, hash_bits(static_cast<int>(home.x), static_cast<int>(home.y), 3, 99));
    }
    const std::array<Glaze, 8> glazes = {Glaze{cobalt}, Glaze{night}, Glaze{turquoise}, Glaze{amber}, Glaze{srgb(0x3c7a5a)}, Glaze{cobalt}, Glaze{turquoise * 0.8f}, Glaze{night}};
    float out = glm::length(f);
    Glaze glaze = glazes[(sides * 5u + (sides >> 2)) % glazes.size()];
    if (out < 0.085f) glaze = {amber};
    else if (out < 0.10f) return mortar;
    vec2 field = glm::round(p * 6.0f);
    return fired(glaze, cm, nearest - band, hash_bits(static_cast<int>(field.x), static_cast<int>(field.y), static_cast<int>(sides), 99));
  });
}

Picture bannai_panel(int long_side_px) {
  // "Allah" is not ours to invent; masons also wrote names, and here stands a wish, "baraka" (blessing), in square kufic, turned
  // four times round its middle so that it can be read from every side.
  constexpr std::array<std::string_view, 13> quarter = {
      "#############", "#............", "#.#####.#####", "#.#...#.#...#", "#.#.#.#.#.#.#", "#.#.#.#.#.#.#", "#.#.###.###.#",
      "#.#.........#", "#.###########", "#............", "#.#########.#", "#.#.......#.#", "#.#.#####.#.#",
  };
  constexpr int modules = 30;
  constexpr float brick = 4.6f;  // one module, centimetres
  return tiled({modules * brick, modules * brick}, long_side_px, [&](vec2 cm) {
    ivec2 m = ivec2(cm / brick);
    int edge = std::min(std::min(m.x, modules - 1 - m.x), std::min(m.y, modules - 1 - m.y));
    bool letter;
    if (edge < 2) {
      letter = edge == 0;
    } else {
      int n = modules - 4, x = m.x - 2, y = m.y - 2;  // turned quarter by quarter
      for (int turn = 0; turn < 4 && !(x < n / 2 && y < n / 2); ++turn) {
        int t = x;
        x = y, y = n - 1 - t;
      }
      letter = quarter[static_cast<std::size_t>(std::min(y, 12))][static_cast<std::size_t>(std::min(x, 12))] == '#';
    }
    // Letters are glazed bricks on end, the ground buff bricks in pairs on edge.
    vec2 in = cm / brick - glm::floor(cm / brick);
    float joint = std::min(std::min(in.x, 1 - in.x), std::min(in.y, 1 - in.y)) * brick;
    if (!letter) joint = std::min(joint, std::abs((m.x + m.y) % 2 ? in.x - 0.5f : in.y - 0.5f) * brick);
    joint += 0.05f * noise(cm * 2.0f, 88);
    if (joint < 0.20f) return srgb(0xa39682) * (0.75f + 0.1f * noise(cm * 5.0f, 89));
    std::uint32_t piece = hash_bits(m.x, m.y, letter ? 0 : static_cast<int>(in.x * 2) + 2 * static_cast<int>(in.y * 2), 90);
    if (letter) return fired(edge == 0 ? Glaze{turquoise} : piece % 9 == 0 ? Glaze{cobalt * 1.2f} : Glaze{cobalt}, cm, joint - 0.2f, piece);
    float grain = 0.10f * fractal_noise(cm * 1.6f, 4, 87) + 0.08f * noise(cm * 9.0f, 86), own = 0.22f * (hash_unit(static_cast<int>(piece & 0xfffffu), 1, 85) - 0.5f);
    return mixed(srgb(0xb98f63), srgb(0xc9a578), 0.5f + own * 2) * (0.95f + grain + own);
  });
}

Picture shebeke(int long_side_px) {
  constexpr float star = 27, bar = 0.75f, frame = 6.5f;
  constexpr vec2 size(96, 168);
  return tiled(size, long_side_px, [=](vec2 cm) {
    float edge = std::min(std::min(cm.x, size.x - cm.x), std::min(cm.y, size.y - cm.y));
    auto wood = [&](float along, float across, float from_edge, std::uint32_t piece) {
      float grain = noise(vec2(along * 0.25f, across * 7 + 3 * noise(vec2(along * 0.1f, across), 81)), 82 + piece % 31);
      float round = 0.55f + 0.5f * ramp(0, 0.5f, from_edge);
      return srgb(0x7a4e2c) * ((0.95f + 0.16f * grain + 0.16f * (static_cast<float>(piece % 64) / 64 - 0.5f)) * round);
    };
    if (edge < frame) {
      bool upright = std::min(cm.x, size.x - cm.x) < std::min(cm.y, size.y - cm.y);
      float groove = std::min(std::abs(edge - 1.6f), std::abs(edge - frame + 1.4f));
      return wood(upright ? cm.y : cm.x, edge, std::min(edge, frame - edge) * 0.8f, upright ? 3 : 8) * (groove < 0.12f ? 0.45f : 1.0f);
    }
    vec2 p = (cm - size * 0.5f) / star, f = folded_square(p);
    // Two families of bars: octagons round the stars and the squares that lie on their corners.
    const std::array<float, 5> lines = {f.x - 0.29f, (f.x + f.y) * 0.7071f - 0.29f, beside(f, vec2(0.5f, 0), 112.5f), beside(f, vec2(0.5f, 0.21f), 157.5f), (f.x + f.y) * 0.7071f - 0.12f};
    float nearest = 1;
    std::size_t which = 0;
    std::uint32_t sides = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (std::abs(lines[i]) < nearest) nearest = std::abs(lines[i]), which = i;
      if (lines[i] > 0) sides |= 1u << i;
    }
    float d = nearest * star;
    vec2 home = glm::round(p * 2.0f);
    if (d < bar) {
      float bead = std::abs(d - bar * 0.45f) < 0.06f ? 0.6f : 1.0f;
      return wood((cm.x + cm.y) * 0.7f, d * 2 + static_cast<float>(which) * 9, (bar - d) * 0.8f, hash_bits(static_cast<int>(home.x), static_cast<int>(home.y), static_cast<int>(which), 84)) * bead;
    }
    // Glass in daylight: its colour, brighter where it is thin, bubbles and straw.
    const std::array<vec3, 6> glasses = {srgb(0xd8a21e), srgb(0xb1232b), srgb(0x1f4fa3), srgb(0x2e8b57), srgb(0xe7dfc8), srgb(0x1d8a96)};
    std::uint32_t pane = (sides * 7u + (sides >> 1)) % 6u;
    float thick = 0.24f * fractal_noise(cm * 0.5f + 7.0f * static_cast<float>(pane), 3, 83);
    CellPoint bubble = cells(cm * 2.2f, 80);
    float glow = 0.82f + thick + 0.22f * ramp(168, 0, cm.y) + (bubble.distance < 0.05f ? 0.2f : 0);
    return glasses[pane] * glow * (0.55f + 0.45f * ramp(bar, bar + 0.9f, d));
  });
}

}  // namespace enf
