#include "content/knots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "content/noise.h"

namespace enf {

void KnotPlan::fill(int x, int y, int width, int height, std::uint8_t yarn) {
  for (int j = y; j < y + height; ++j)
    for (int i = x; i < x + width; ++i) set(i, j, yarn);
}

void KnotPlan::stamp(const std::vector<std::string_view>& motif, int x, int y, std::uint8_t yarn, bool mirrored) {
  int height = static_cast<int>(motif.size());
  for (int j = 0; j < height; ++j) {
    std::string_view row = motif[static_cast<std::size_t>(j)];
    int width = static_cast<int>(row.size());
    for (int i = 0; i < width; ++i) {
      char c = row[static_cast<std::size_t>(mirrored ? width - 1 - i : i)];
      if (c == '.' || c == ' ') continue;
      set(x - width / 2 + i, y - height / 2 + j, c >= '0' && c <= '9' ? static_cast<std::uint8_t>(c - '0') : yarn);
    }
  }
}

void tie_border(KnotPlan& plan, int inset, int depth, const std::function<int(int, int)>& yarn_at) {
  int width = plan.columns() - 2 * inset, height = plan.rows() - 2 * inset;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      int from_side = std::min(x, width - 1 - x), from_end = std::min(y, height - 1 - y);
      if (std::min(from_side, from_end) >= depth) continue;
      bool along_side = from_side <= from_end;  // a long side of the carpet; across runs from the side inwards
      int yarn = along_side ? yarn_at(from_end, from_side) : yarn_at(from_side, from_end);
      if (yarn >= 0) plan.set(inset + x, inset + y, static_cast<std::uint8_t>(yarn));
    }
}

int stepped_octagon(int x, int y, int step) {
  x = std::abs(x), y = std::abs(y);
  return std::max({x, y * 10 / 11, (x / step * step + y / step * step) * 7 / 10});
}

bool star_of_eight(int x, int y, int size) {
  x = std::abs(x), y = std::abs(y);
  return std::max(x, y) <= size * 2 / 3 || x + y <= size;
}

void tie_star(KnotPlan& plan, int cx, int cy, int size, std::uint8_t line, std::uint8_t outer, std::uint8_t inner, std::uint8_t heart) {
  tie_figure(plan, cx, cy, size, [&](int x, int y) {
    if (star_of_eight(x, y, std::max(1, size - 7))) return static_cast<int>(heart);
    if (star_of_eight(x, y, size - 4)) return static_cast<int>(inner);
    if (star_of_eight(x, y, size - 1)) return static_cast<int>(outer);
    return star_of_eight(x, y, size) ? static_cast<int>(line) : -1;
  });
}

int running_dog(int along, int across, int upper, int lower) {
  constexpr std::array<std::string_view, 8> wave = {
      "uuuuuuuuuuuu", "uuuuuuuuuuuu", "luuuuuuuulll", "llulllluulul", "lluulluuuuul", "llluuuuuuuul", "llllllllllll", "llllllllllll",
  };
  return wave[static_cast<std::size_t>(across)][static_cast<std::size_t>(along % 12)] == 'u' ? upper : lower;
}

int zigzag(int along, int across, int depth, int a, int b, int line) {
  int phase = along % (2 * depth);
  int edge = phase < depth ? phase : 2 * depth - 1 - phase;
  if (edge == across) return line;
  return edge > across ? a : b;
}

static void weave(Picture& picture, ivec2 from, const KnotPlan& plan, const std::vector<vec3>& palette, int knot_px, std::uint32_t seed) {
  float px = 1.0f / static_cast<float>(knot_px);
  bool loops = knot_px >= 4;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) {
      vec2 p((static_cast<float>(from.x + x) + 0.5f) * px, (static_cast<float>(from.y + y) + 0.5f) * px);
      // No row of hand-tied knots is quite straight.
      vec2 at = p + vec2(0.9f * noise(p * 0.031f, seed + 1) + 0.22f * noise(p * vec2(0.11f, 0.4f), seed + 2),
                         0.9f * noise(p * 0.027f, seed + 3) + 0.28f * noise(p * vec2(0.35f, 0.09f), seed + 4));
      int i = glm::clamp(static_cast<int>(std::floor(at.x)), 0, plan.columns() - 1);
      int j = glm::clamp(static_cast<int>(std::floor(at.y)), 0, plan.rows() - 1);
      vec2 in(at.x - std::floor(at.x), at.y - std::floor(at.y));
      std::uint8_t yarn = plan.at(i, j);
      std::uint32_t own = seed + 31u * yarn;

      // Abrash: a dye lot lasts some rows. Then each knot's own tone, warmer or cooler.
      float lot = noise(vec2(0.4f * noise(p * 0.02f, own + 9), static_cast<float>(j) * 0.055f), own + 5);
      float tone = 1 + 0.17f * lot + 0.16f * (hash_unit(i, j, own + 6) - 0.5f) + 0.06f * fractal_noise(p * 0.02f, 3, seed + 7);
      float warm = 0.07f * (hash_unit(i, j, own + 8) - 0.5f);
      vec3 wool = palette[yarn] * tone * vec3(1 + warm, 1, 1 - warm);

      if (loops) {
        // Two loops a knot (the symmetrical or Turkish knot), the pile leaning towards the lower end.
        float half = in.x * 2 - std::floor(in.x * 2);
        float across = 1 - std::pow(std::abs(half * 2 - 1), 2.5f);
        float lean = std::sin(pi * std::pow(in.y, 0.8f));
        float fibre = noise(vec2(p.x * 26, p.y * 7), seed + 10);
        wool *= (0.62f + 0.30f * across * lean + 0.16f * lean) * (1 + 0.14f * fibre);
      } else {
        wool *= 0.82f;
      }
      picture.at(x, y) = wool * 0.95f + vec3(0.016f, 0.014f, 0.012f);  // the sheen of wool greys its darks
    }
}

Picture woven(const KnotPlan& plan, const std::vector<vec3>& palette, int knot_px, std::uint32_t seed) {
  Picture picture(plan.columns() * knot_px, plan.rows() * knot_px);
  weave(picture, ivec2(0), plan, palette, knot_px, seed);
  return picture;
}

VastPicture woven_vast(KnotPlan plan, std::vector<vec3> palette, int knot_px, std::uint32_t seed) {
  int width = plan.columns() * knot_px, height = plan.rows() * knot_px;
  return {width, height, [plan = std::move(plan), palette = std::move(palette), knot_px, seed](Picture& part, ivec2 at) {
            weave(part, at, plan, palette, knot_px, seed);
          }};
}

}  // namespace enf
