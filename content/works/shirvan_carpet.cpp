// A carpet after the weavers of Shirvan and Quba: three stepped medallions with latch hooks down an indigo field full of
// small stars, animals and combs; an ivory border of the kind called kufic, for it recalls angular writing; guard stripes
// with the running dog. Everything is drawn knot by knot, as a weaver counts it.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "content/knots.h"
#include "content/noise.h"
#include "content/works.h"
#include "engine/base/random.h"

namespace enf {
namespace {

enum Yarn : std::uint8_t { walnut, indigo, madder, ivory, weld, sky, green, rose };

const std::vector<vec3> palette = {srgb(0x382820), srgb(0x2c3a58), srgb(0x94382b), srgb(0xe9dcc0),
                                   srgb(0xcca054), srgb(0x8fa6ac), srgb(0x587565), srgb(0xc4806a)};

// A ram's-horn hook: grows from the medallion's edge outwards and curls back.
const std::vector<std::string_view> latch_hook = {
    "..######",
    "..######",
    "..##..##",
    "..##..##",
    "..##....",
    "..##....",
    "####....",
    "###.....",
};
const std::vector<std::string_view> animal = {
    "#.#.......#",
    "###......##",
    ".##.....##.",
    ".##.....#..",
    ".########..",
    ".########..",
    "..#######..",
    "..#.#.#.#..",
    "..#.#.#.#..",
    ".##.##.##.#",
};
const std::vector<std::string_view> hen = {
    "..##.......",
    ".####....##",
    "####....###",
    "..##...###.",
    "..#######..",
    "..######...",
    "...####....",
    "....#.#....",
    "...##.##...",
};
const std::vector<std::string_view> comb = {
    "#########",
    "#########",
    "#.#.#.#.#",
    "#.#.#.#.#",
    "....#....",
    "...###...",
};
const std::vector<std::string_view> letter_s = {
    ".####", "##..#", "##...", ".###.", "...##", "#..##", "####.",
};
const std::vector<std::string_view> blossom = {
    "..#4#..", ".#444#.", "#44344#", "4433344", "#44344#", ".#444#.", "..#4#..",
};

// The great medallion: nested stepped octagons, a ring of small blossoms, hooks outside and an eight-pointed star within.
void tie_medallion(KnotPlan& plan, int cx, int cy, Yarn ground, Yarn inner, Yarn hooks) {
  constexpr int reach = 50;
  for (int y = -62; y <= 62; ++y)
    for (int x = -62; x <= 62; ++x) {
      int size = stepped_octagon(x, y, 3);
      int yarn = -1;
      if (size < reach) yarn = walnut;
      if (size < reach - 1) yarn = ivory;
      if (size < reach - 4) yarn = walnut;
      if (size < reach - 5) yarn = ground;
      if (size < reach - 18) yarn = walnut;
      if (size < reach - 19) yarn = weld;
      if (size < reach - 22) yarn = inner;
      if (yarn >= 0) plan.set(cx + x, cy + y, static_cast<std::uint8_t>(yarn));
    }
  // Hooks stand on the diagonal sides, mirrored into the four quarters.
  for (int k = 0; k < 4; ++k)
    for (int sx : {-1, 1})
      for (int sy : {-1, 1})
        for (int j = 0; j < 8; ++j)
          for (int i = 0; i < 8; ++i)
            if (latch_hook[static_cast<std::size_t>(7 - j)][static_cast<std::size_t>(i)] == '#')
              plan.set(cx + sx * (24 + k * 8 + i), cy + sy * (46 - k * 8 + j), hooks);
  // A wreath of blossoms and S-figures in the broad band.
  constexpr std::array<ivec2, 3> wreath = {ivec2(38, 0), ivec2(30, 27), ivec2(0, 42)};
  for (ivec2 at : wreath)
    for (int sx : {-1, 1})
      for (int sy : {-1, 1}) plan.stamp(blossom, cx + sx * at.x, cy + sy * at.y, walnut);
  constexpr std::array<ivec2, 3> letters = {ivec2(37, 14), ivec2(16, 40), ivec2(22, 33)};
  for (int sx : {-1, 1})
    for (int sy : {-1, 1})
      for (int i : {0, 1}) {
        ivec2 at = letters[static_cast<std::size_t>(i)];
        plan.stamp(letter_s, cx + sx * at.x, cy + sy * at.y, ivory, sx * sy < 0);
      }
  // The heart: a hooked cross under a star.
  for (int arm = 0; arm < 4; ++arm)
    for (int a = 6; a <= 24; ++a)
      for (int b = -12; b <= 12; ++b) {
        bool stem = std::abs(b) <= 1;
        bool bar = (a == 23 || a == 24) && std::abs(b) <= 8;
        bool curl = (std::abs(b) == 8 || std::abs(b) == 7) && a >= 18;
        bool tip = (a == 18 || a == 19) && std::abs(b) >= 4 && std::abs(b) <= 8;
        if (!(stem || bar || curl || tip)) continue;
        int x = arm == 0 ? a : arm == 1 ? -a : b, y = arm < 2 ? b : arm == 2 ? a : -a;
        plan.set(cx + x, cy + y, ivory);
      }
  tie_star(plan, cx, cy, 13, walnut, weld, indigo, ivory);
}

// The kufic border's half repeat, 20 by 33: strokes like angular letters that face each other; -1 is ground.
int kufic(int along, int across, Yarn first, Yarn second) {
  constexpr int half = 20;
  int repeat = along / (2 * half);
  int u = along % (2 * half);
  if (u >= half) u = 2 * half - 1 - u;
  auto letter = [](int x, int y) {
    auto in = [&](int x0, int x1, int y0, int y1) { return x >= x0 && x <= x1 && y >= y0 && y <= y1; };
    return in(0, 19, 25, 27) ||                    // the line the letters stand on
           in(8, 10, 7, 27) ||                     // the tall stem
           in(2, 10, 5, 7) || in(2, 4, 5, 13) || in(2, 6, 11, 13) ||   // its head curls back
           in(14, 16, 13, 27) || in(14, 19, 11, 13) ||                 // the short stem reaches for its twin
           in(0, 3, 18, 20) || in(3, 5, 18, 27);                       // the low link to the neighbour
  };
  Yarn ink = repeat % 2 ? second : first;
  if (letter(u, across)) return ink;
  for (int dy = -1; dy <= 1; ++dy)
    for (int dx = -1; dx <= 1; ++dx)
      if (letter(u + dx, across + dy)) return walnut;
  // Between two repeats stands a small tree; between twins a diamond.
  int diamond = std::abs(u - 19) + std::abs(across - 19);
  if (diamond <= 3) return diamond <= 1 ? weld : repeat % 2 ? first : second;
  int cross = std::min(std::abs(u - 16) * 3 + std::abs(across - 5), std::abs(u - 16) + std::abs(across - 5) * 3);
  if (cross <= 4) return repeat % 2 ? green : rose;
  return ivory;
}

}  // namespace

Picture shirvan_carpet(int long_side_px) {
  constexpr int columns = 304, rows = 464;
  KnotPlan plan(columns, rows, indigo);
  Random random(1905);

  // The field: scattered small figures, no two rows alike, kept clear of each other.
  constexpr int field = 59;
  auto clear_of_medallions = [&](int x, int y) {
    for (int cy : {rows / 2 - 115, rows / 2, rows / 2 + 115})
      if (stepped_octagon(x - columns / 2, y - cy, 3) < 63) return false;
    return true;
  };
  const std::array<Yarn, 6> bright = {ivory, weld, rose, sky, madder, green};
  for (int j = 0; field + 11 + j * 15 < rows - field - 6; ++j)
    for (int i = 0; field + 9 + i * 15 < columns - field - 6; ++i) {
      int x = field + 10 + i * 15 + static_cast<int>(random.below(2)), y = field + 11 + j * 15 + static_cast<int>(random.below(2));
      Yarn yarn = bright[random.below(6)];
      if (!clear_of_medallions(x, y)) continue;
      switch (random.below(7)) {
        case 0: plan.stamp(animal, x, y, yarn, random.chance(0.5f)); break;
        case 1: plan.stamp(hen, x, y, yarn, random.chance(0.5f)); break;
        case 2: plan.stamp(comb, x, y, yarn); break;
        case 3: plan.stamp(letter_s, x, y, yarn, random.chance(0.5f)); break;
        case 4: plan.stamp(blossom, x, y, yarn); break;
        default: tie_star(plan, x, y, 6, walnut, yarn, yarn == madder ? ivory : madder, weld); break;
      }
    }
  tie_medallion(plan, columns / 2, rows / 2 - 115, madder, indigo, weld);
  tie_medallion(plan, columns / 2, rows / 2 + 115, madder, indigo, weld);
  tie_medallion(plan, columns / 2, rows / 2, green, madder, ivory);

  // Borders from the outside in.
  auto stripe = [&](int inset, int depth, Yarn yarn) {
    tie_border(plan, inset, depth, [yarn](int, int) { return static_cast<int>(yarn); });
  };
  stripe(0, 4, walnut);
  tie_border(plan, 4, 8, [](int along, int across) { return running_dog(along, across, madder, sky); });
  stripe(12, 1, walnut);
  tie_border(plan, 13, 33, [](int along, int across) { return kufic(along, across, madder, indigo); });
  stripe(46, 1, walnut);
  tie_border(plan, 47, 8, [](int along, int across) { return running_dog(along, across, weld, madder); });
  stripe(55, 1, walnut);
  tie_border(plan, 56, 2, [](int along, int) { return along / 2 % 2 ? static_cast<int>(ivory) : static_cast<int>(madder); });
  stripe(58, 1, walnut);
  return woven(plan, palette, std::max(1, long_side_px / rows), 1905);
}

}  // namespace enf
