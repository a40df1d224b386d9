// Three carpets of the villages: bold, of few yarns and coarse knots, each another idea of how a field is ordered. A Kazak sets
// great octagons into it, a prayer rug opens a niche in it, a julkhir, the long-piled bed rug of the Uzbek steppe, lets one zigzag
// run through it from edge to edge.
#include <array>
#include <cmath>
#include <cstdlib>

#include "content/knots.h"
#include "content/works.h"

namespace enf {
namespace {

void stripe(KnotPlan& plan, int inset, int depth, int yarn) {
  tie_border(plan, inset, depth, [yarn](int, int) { return yarn; });
}

namespace kazak {

enum Yarn : std::uint8_t { madder, night, ivory, green, gold, brown, sky };
const std::vector<vec3> palette = {srgb(0x9f3325), srgb(0x24324f), srgb(0xeadfc8), srgb(0x2f6a58), srgb(0xd2a03f), srgb(0x33241d), srgb(0x6f98a8)};

// Hooks stand like combs on the sides of an octagon and curl to the right or left.
bool hook(int along, int out) {
  int phase = ((along % 14) + 14) % 14;
  return (phase < 3 && out < 8) || (phase < 8 && out >= 5 && out < 8) || (phase >= 6 && phase < 8 && out >= 2 && out < 8);
}

// An octagon with hooks turned inwards, round a smaller one with a star.
void tie_great_octagon(KnotPlan& plan, int cx, int cy, int size, int ground, int inner) {
  tie_figure(plan, cx, cy, size + 2, [&](int x, int y) {
    int o = stepped_octagon(x, y, 4);
    if (o > size) return -1;
    if (o > size - 2) return static_cast<int>(brown);
    if (o > size - 6) return static_cast<int>(ivory == ground ? gold : ivory);
    if (o > size - 8) return static_cast<int>(brown);
    int from_rim = size - 8 - o, along = std::abs(x) > std::abs(y) ? y : x;
    if (from_rim < 9 && hook(along + 3, from_rim)) return inner;
    if (o > size * 11 / 20) return ground;
    if (o > size * 11 / 20 - 2) return static_cast<int>(brown);
    return o > size * 11 / 20 - 5 ? static_cast<int>(gold) : inner;
  });
  tie_star(plan, cx, cy, size * 2 / 5, brown, ivory, madder == inner ? night : madder, gold);
}

// Leaf and wine glass: serrated leaves that slant one way, then the other, a calyx between; 40 a repeat, 22 deep.
int leaf_and_calyx(int along, int across) {
  int u = along % 40, flip = along / 40 % 2, a = flip ? 21 - across : across;
  int slant = u - 4 - a, tooth = a / 3 % 2 * 2;
  if (slant >= -tooth && slant < 7 + tooth) return slant >= 2 && slant < 5 ? static_cast<int>(gold) : flip ? static_cast<int>(night) : static_cast<int>(madder);
  int cx = std::abs(u - (flip ? 14 : 32)), cy = std::abs(across - 11);
  if (cx + cy < 7) return cx + cy < 3 ? static_cast<int>(ivory) : cx + cy < 5 ? static_cast<int>(green) : static_cast<int>(brown);
  if (cx < 2 && cy < 10) return static_cast<int>(green);
  return static_cast<int>(ivory);
}

}  // namespace kazak

namespace prayer {

enum Yarn : std::uint8_t { ivory, indigo, madder, gold, green, rose, brown, sky };
const std::vector<vec3> palette = {srgb(0xe8dcc2), srgb(0x27365a), srgb(0x94332c), srgb(0xd1a24a), srgb(0x4f7a5e), srgb(0xc98777), srgb(0x30221d), srgb(0x7fa3b1)};

// A flower of the lattice: five petals seen from the side, on a stalk with two leaves.
int flower(int x, int y, int colour, int heart) {
  int ax = std::abs(x);
  if (ax + std::abs(y + 3) <= 1) return heart;
  if ((ax <= 1 && y >= -7 && y <= -1) || (std::abs(ax - 3) <= 1 && y >= -5 && y <= -1) || (ax <= 4 && y >= -3 && y <= -2)) return colour;
  if (ax == 0 && y > -1 && y <= 6) return green;
  if (ax >= 1 && ax <= 4 && y == 4 - ax / 2) return green;
  return -1;
}

// How far a knot lies under the niche's arch: stepped up to the peak, negative outside.
int under_arch(int x, int y, int half, int foot, int peak) {
  int ax = std::abs(x);
  int roof = peak + ax / 3 * 4;
  if (ax > half * 2 / 3) roof += (ax - half * 2 / 3) * 3;
  return std::min(half - ax, std::min(y - std::min(roof, foot), 1000));
}

}  // namespace prayer

namespace julkhir {

enum Yarn : std::uint8_t { bear, madder, gold, ivory, rust, green };
const std::vector<vec3> palette = {srgb(0x3a2820), srgb(0x8c2d24), srgb(0xd09436), srgb(0xe6d6b4), srgb(0xb4562c), srgb(0x47614a)};

}  // namespace julkhir

}  // namespace

Picture kazak_carpet(int long_side_px) {
  using namespace kazak;
  constexpr int columns = 220, rows = 308;
  KnotPlan plan(columns, rows, madder);
  int middle = columns / 2;
  // The great square with its octagon, and two pairs of stars in small squares above and below.
  plan.fill(middle - 62, rows / 2 - 62, 124, 124, brown), plan.fill(middle - 60, rows / 2 - 60, 120, 120, green);
  tie_great_octagon(plan, middle, rows / 2, 56, ivory, madder);
  for (int sx : {-1, 1})
    for (int sy : {-1, 1}) {
      int x = middle + sx * 33, y = rows / 2 + sy * 88;
      plan.fill(x - 23, y - 20, 46, 40, brown), plan.fill(x - 21, y - 18, 42, 36, sx == sy ? night : ivory);
      tie_star(plan, x, y, 16, brown, gold, sx == sy ? madder : night, ivory);
      for (int corner : {-1, 1})
        tie_star(plan, middle + sx * 53, rows / 2 + sy * 53 * corner, 6, brown, gold, madder, ivory);
      // Rams' horns in the field beside them.
      tie_figure(plan, middle + sx * 62, rows / 2 + sy * 34, 5, [&](int u, int v) { return std::abs(u) + std::abs(v) <= 4 ? (std::abs(u) + std::abs(v) <= 1 ? static_cast<int>(ivory) : static_cast<int>(sky)) : -1; });
    }
  for (int sy : {-1, 1}) tie_star(plan, middle, rows / 2 + sy * 88, 7, brown, sky, gold, madder);
  stripe(plan, 0, 4, brown);
  tie_border(plan, 4, 6, [](int along, int across) { return zigzag(along, across, 6, night, gold, brown); });
  stripe(plan, 10, 1, brown);
  tie_border(plan, 11, 22, [](int along, int across) { return leaf_and_calyx(along, across); });
  stripe(plan, 33, 1, brown);
  tie_border(plan, 34, 8, [](int along, int across) { return running_dog(along, across, madder, sky); });
  stripe(plan, 42, 2, brown);
  return woven(plan, palette, std::max(1, long_side_px / rows), 1861);
}

Picture prayer_rug(int long_side_px) {
  using namespace prayer;
  constexpr int columns = 236, rows = 344, field = 52;
  KnotPlan plan(columns, rows, indigo);
  int middle = columns / 2, half = columns / 2 - field, peak = field + 26, foot = field + 126;
  auto depth = [&](int x, int y) { return under_arch(x - middle, y, half, foot, peak); };
  for (int y = field; y < rows - field; ++y)
    for (int x = field; x < columns - field; ++x) {
      int in = depth(x, y);
      if (in >= 0) plan.set(x, y, in < 2 ? brown : in < 4 ? gold : in < 6 ? brown : ivory);
    }
  // The lattice: flowers in diagonals of one colour, thin lozenges round them.
  constexpr std::array<int, 6> colours = {madder, sky, rose, indigo, gold, green};
  for (int j = 0; j < 24; ++j)
    for (int i = -5; i <= 5; ++i) {
      int x = middle + i * 20 + j % 2 * 10, y = field + 14 + j * 13;
      auto colour = static_cast<std::size_t>(((i * 2 + j % 2 + j) % 6 + 6) % 6);
      tie_figure(plan, x, y, 12, [&](int u, int v) {
        if (depth(x + u, y + v) < 7 || y + v >= rows - field - 3) return -1;
        int edge = std::abs(u) * 13 / 10 + std::abs(v);
        if (edge == 13) return static_cast<int>(brown);
        return flower(u, v, colours[colour], colours[(colour + 2) % 6]);
      });
    }
  // Above the arch: combs, for washing before prayer, and stars.
  for (int s : {-1, 1}) {
    tie_figure(plan, middle + s * 40, field + 20, 9, [&](int u, int v) {
      if (v >= -8 && v <= -6 && std::abs(u) <= 7) return static_cast<int>(ivory);
      return v > -6 && v <= 2 && std::abs(u) <= 7 && u % 2 == 0 ? static_cast<int>(ivory) : v > 2 && v < 8 && std::abs(u) <= 1 ? static_cast<int>(ivory) : -1;
    });
    tie_star(plan, middle + s * 18, field + 14, 7, brown, gold, madder, ivory);
    tie_star(plan, middle + s * 56, field + 44, 6, brown, rose, indigo, gold);
  }
  stripe(plan, 0, 3, brown);
  tie_border(plan, 3, 8, [](int along, int across) { return running_dog(along, across, sky, madder); });
  stripe(plan, 11, 1, brown);
  // Carnations on a broken stem: 26 a repeat, 26 deep, upright and hanging by turns.
  tie_border(plan, 12, 26, [](int along, int across) {
    int u = along % 26 - 13, flip = along / 26 % 2, v = flip ? 25 - across : across, ax = std::abs(u);
    if (int yarn = flower(u, v - 15, flip ? rose : ivory, madder); yarn >= 0) return yarn;
    if (v >= 19 && v <= 20) return static_cast<int>(gold);
    if (ax == 12 && across > 4 && across < 21) return static_cast<int>(gold);
    return static_cast<int>(madder);
  });
  stripe(plan, 38, 1, brown);
  tie_border(plan, 39, 9, [](int along, int across) {
    int u = along % 18 - 9, r = std::abs(u) + std::abs(across - 4);
    return r <= 1 ? static_cast<int>(madder) : r <= 4 ? static_cast<int>(gold) : r == 5 ? static_cast<int>(brown) : static_cast<int>(ivory);
  });
  stripe(plan, 48, 2, brown), stripe(plan, 50, 2, sky);
  return woven(plan, palette, std::max(1, long_side_px / rows), 1872);
}

Picture julkhir(int long_side_px) {
  using namespace julkhir;
  constexpr int columns = 116, rows = 206;
  KnotPlan plan(columns, rows, bear);
  // Great lozenges in a column; round each the same outline again and again, in another yarn, until they meet.
  constexpr std::array<int, 9> rings = {madder, gold, bear, ivory, madder, rust, bear, gold, madder};
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < columns; ++x) {
      int u = std::abs(x - columns / 2), v = std::abs(y % 68 - 34);
      int saw = (u / 4 + v / 4) % 2;  // the lozenge's edge rises in blocks
      int size = (u / 4 * 4) * 9 / 10 + v / 4 * 4 + saw;
      auto ring = static_cast<std::size_t>(size / 7);
      plan.set(x, y, static_cast<std::uint8_t>(ring < rings.size() ? rings[ring] : bear));
    }
  for (int k = 0; k < 3; ++k) {
    int y = 34 + k * 68;
    tie_figure(plan, columns / 2, y, 10, [&](int u, int v) {  // the ram's horns in the middle
      int au = std::abs(u), av = std::abs(v);
      bool horn = (au <= 1 && av <= 9) || (av >= 7 && av <= 9 && au <= 7) || (au >= 6 && au <= 7 && av >= 3 && av <= 9);
      return horn ? static_cast<int>(ivory) : -1;
    });
    for (int s : {-1, 1}) tie_star(plan, columns / 2 + s * 47, y + 34 > rows ? y - 34 : y + 34, 6, bear, green, gold, madder);
  }
  tie_border(plan, 0, 3, [](int, int) { return static_cast<int>(bear); });
  tie_border(plan, 3, 7, [](int along, int across) { return zigzag(along, across, 7, madder, gold, bear); });
  tie_border(plan, 10, 2, [](int, int) { return static_cast<int>(bear); });
  return woven(plan, palette, std::max(1, long_side_px / rows), 1931);
}

}  // namespace enf
