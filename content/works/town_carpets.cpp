// Three carpets of closer counting: almonds (buta) in rows, as Baku and the villages north of it tied them; a lattice of serrated
// leaves after the great dragon carpets of Karabakh; and an ensi, the rug that closes a Turkmen tent's door, four fields parted
// like a door's panels.
#include <algorithm>
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

namespace buta {

enum Yarn : std::uint8_t { indigo, ivory, madder, gold, sky, rose, green, brown };
const std::vector<vec3> palette = {srgb(0x1f2a47), srgb(0xe9dcc0), srgb(0x98352b), srgb(0xcd9d45), srgb(0x86a8b4), srgb(0xc8806c), srgb(0x57785a), srgb(0x30231d)};

// How deep a knot lies in an almond 30 high whose tip bends to the right; negative outside. (0, 0) is the middle.
float almond(int x, int y) {
  float t = (15.0f - static_cast<float>(y)) / 30;  // 0 at the foot, 1 at the tip
  if (t <= 0 || t >= 1) return -1;
  float bend = 9 * std::pow(std::max(0.0f, t - 0.35f), 1.6f);
  float half = 11.5f * std::pow(t, 0.5f) * std::pow(1 - t, 0.75f) * 1.75f;
  return half - std::abs(static_cast<float>(x) - bend);
}

int figure(int x, int y, int outer, int inner, int heart) {
  float in = almond(x, y);
  if (in < 0) return -1;
  if (in < 1) return brown;
  if (in < 2.6f) return outer;
  if (in < 3.4f) return brown;
  int cy = y - 5, ring = std::max({std::abs(x), std::abs(cy), (std::abs(x) + std::abs(cy)) * 7 / 10});
  if (ring <= 1) return heart;
  if (ring <= 3) return brown == inner ? ivory : outer;
  if (x == 0 && y > -8 && y < 2) return heart;
  if (std::abs(x) <= 3 && (y == -3 || y == -6) && x != 0) return heart;
  return inner;
}

}  // namespace buta

namespace lattice {

enum Yarn : std::uint8_t { madder, indigo, ivory, gold, green, sky, rose, brown };
const std::vector<vec3> palette = {srgb(0x86281f), srgb(0x22325a), srgb(0xe6d8b8), srgb(0xc9973c), srgb(0x3c6b52), srgb(0x7ea0aa), srgb(0xc07a66), srgb(0x2b1e19)};

// A palmette seen from the front: three rows of petals round a heart, pointed above.
int palmette(int x, int y, int size, int outer, int inner, int heart) {
  float u = static_cast<float>(x) / static_cast<float>(size), v = static_cast<float>(y) / static_cast<float>(size);
  float angle = std::atan2(u, -v), r = std::hypot(u, v * (v < 0 ? 0.8f : 1.15f));
  float petal = 0.80f + 0.18f * std::abs(std::cos(angle * 3.5f));
  if (r > petal) return -1;
  if (r > petal - 0.10f) return brown;
  if (r > petal - 0.34f) return outer;
  if (r > petal - 0.42f) return brown;
  if (r > 0.2f) return std::abs(std::sin(angle * 6)) < 0.3f ? outer : inner;
  return heart;
}

// A dragon as weavers remember it: an S of five joints with a comb along its back.
int dragon(int x, int y, int body) {
  float t = static_cast<float>(y) / 20, curve = 7 * std::sin(t * 3.4f), off = static_cast<float>(x) - curve;
  if (std::abs(t) > 1) return -1;
  float half = 3.6f * (1 - 0.55f * std::abs(t));
  if (std::abs(off) < half) return std::abs(off) < 1 && y / 3 % 2 == 0 ? static_cast<int>(ivory) : body;
  if (std::abs(off) < half + 1) return brown;
  if (std::abs(off) < half + 4 && y / 2 % 3 == 0) return brown;
  return -1;
}

}  // namespace lattice

namespace ensi {

enum Yarn : std::uint8_t { madder, night, ivory, brick, brown, green };
const std::vector<vec3> palette = {srgb(0x6f241f), srgb(0x232634), srgb(0xdfcfae), srgb(0xa04a2d), srgb(0x281b18), srgb(0x4a5f54)};

// The "insi kush": a bird that is nearly a letter, 14 by 12.
int bird(int u, int v, int yarn) {
  auto in = [&](int x0, int x1, int y0, int y1) { return u >= x0 && u <= x1 && v >= y0 && v <= y1; };
  bool is = in(6, 7, 1, 10) || in(2, 11, 5, 6) || in(2, 3, 2, 6) || in(10, 11, 5, 9) || in(2, 5, 1, 2) || in(8, 11, 9, 10);
  return is ? yarn : -1;
}

}  // namespace ensi

}  // namespace

Picture buta_carpet(int long_side_px) {
  using namespace buta;
  constexpr int columns = 272, rows = 412, field = 50;
  KnotPlan plan(columns, rows, indigo);
  constexpr std::array<std::array<int, 3>, 5> dress = {{{madder, ivory, indigo}, {gold, madder, ivory}, {ivory, sky, madder}, {rose, green, ivory}, {sky, rose, indigo}}};
  for (int j = 0; j < 10; ++j)
    for (int i = -4; i <= 3; ++i) {
      int x = columns / 2 + i * 27 + (j % 2 ? 20 : 7), y = field + 19 + j * 31, facing = j % 2 ? -1 : 1;
      if (std::abs(x - columns / 2) > columns / 2 - field - 14 || y > rows - field - 14) continue;
      const auto& d = dress[static_cast<std::size_t>(((i + j * 2) % 5 + 5) % 5)];
      tie_figure(plan, x, y, 16, [&](int u, int v) { return figure(u * facing, v, d[0], d[1], d[2]); });
      // Small crosses fill the ground between.
      tie_figure(plan, x + 13, y + 15, 2, [&](int u, int v) { return std::abs(u) + std::abs(v) <= 2 && (u == 0 || v == 0) && x + 13 < columns - field - 6 ? (u == 0 && v == 0 ? static_cast<int>(madder) : d[0]) : -1; });
    }
  stripe(plan, 0, 3, brown);
  tie_border(plan, 3, 7, [](int along, int across) { return zigzag(along, across, 7, madder, ivory, brown); });
  stripe(plan, 10, 1, brown);
  // The main border: a stem that winds between blossoms, on ivory; 36 a repeat.
  tie_border(plan, 11, 27, [](int along, int across) {
    int u = along % 36, side = along / 18 % 2;
    float stem = 13 + 8 * std::sin(static_cast<float>(along) * pi / 18);
    float off = std::abs(static_cast<float>(across) - stem);
    int bx = u % 18 - 9, by = across - (side ? 20 : 6);
    int r = std::max({std::abs(bx), std::abs(by), (std::abs(bx) + std::abs(by)) * 7 / 10});
    if (r <= 5) return r <= 1 ? static_cast<int>(gold) : r <= 3 ? static_cast<int>(side ? sky : madder) : r <= 4 ? static_cast<int>(side ? indigo : rose) : static_cast<int>(brown);
    return off < 1.1f ? static_cast<int>(green) : off < 2 ? static_cast<int>(brown) : static_cast<int>(ivory);
  });
  stripe(plan, 38, 1, brown);
  tie_border(plan, 39, 8, [](int along, int across) { return running_dog(along, across, gold, madder); });
  stripe(plan, 47, 1, brown), stripe(plan, 48, 2, sky);
  return woven(plan, palette, std::max(1, long_side_px / rows), 1889);
}

Picture lattice_carpet(int long_side_px) {
  using namespace lattice;
  constexpr int columns = 330, rows = 474, field = 48, wide = 78, high = 94;
  KnotPlan plan(columns, rows, madder);
  int cx = columns / 2, cy = rows / 2;
  // Leaves along the lattice's lines, their edges in teeth, indigo one way and ivory the other.
  for (int y = field; y < rows - field; ++y)
    for (int x = field; x < columns - field; ++x) {
      float u = static_cast<float>(x - cx) / wide, v = static_cast<float>(y - cy) / high;
      float a = u + v, b = u - v, da = std::abs(a - std::round(a)), db = std::abs(b - std::round(b));
      float teeth_a = 0.018f * static_cast<float>((y / 3) % 2), teeth_b = 0.018f * static_cast<float>((x / 3) % 2);
      float span_a = std::abs(std::sin(pi * b)), span_b = std::abs(std::sin(pi * a));
      float leaf_a = 0.105f * std::pow(span_a, 0.7f) + teeth_a * span_a - da, leaf_b = 0.105f * std::pow(span_b, 0.7f) + teeth_b * span_b - db;
      bool over = (static_cast<int>(std::round(a)) + static_cast<int>(std::round(b))) % 2 == 0;
      auto leaf = [&](float in, int ground, int vein) { return in < 0.014f ? static_cast<int>(brown) : in > 0.085f ? vein : ground; };
      if (leaf_a > 0 && (over || leaf_b <= 0))
        plan.set(x, y, static_cast<std::uint8_t>(leaf(leaf_a, indigo, gold)));
      else if (leaf_b > 0)
        plan.set(x, y, static_cast<std::uint8_t>(leaf(leaf_b, ivory, green)));
    }
  for (int j = -5; j <= 5; ++j)
    for (int i = -4; i <= 4; ++i) {
      if ((i + j) % 2 == 0) continue;
      int x = cx + i * wide / 2, y = cy + j * high / 2;
      auto inside = [&](int u, int v) { return x + u >= field + 2 && x + u < columns - field - 2 && y + v >= field + 2 && y + v < rows - field - 2; };
      bool beast = j % 2 == 0;
      constexpr std::array<std::array<int, 3>, 3> dress = {{{ivory, rose, indigo}, {gold, green, ivory}, {sky, indigo, gold}}};
      const auto& d = dress[static_cast<std::size_t>(((i + j) / 2 % 3 + 3) % 3)];
      tie_figure(plan, x, y, 23, [&](int u, int v) {
        if (!inside(u, v)) return -1;
        return beast ? dragon((i / 2) % 2 ? u : -u, v, i % 4 ? sky : gold) : palmette(u, v, 18, d[0], d[1], d[2]);
      });
    }
  stripe(plan, 0, 3, brown);
  tie_border(plan, 3, 6, [](int along, int across) { return zigzag(along, across, 6, indigo, madder, ivory); });
  stripe(plan, 9, 1, brown);
  tie_border(plan, 10, 28, [](int along, int across) {  // palmettes, the tips out and in by turns
    int u = along % 38 - 19, flip = along / 38 % 2;
    if (int yarn = palmette(u, (flip ? 14 - across : across - 14), 12, flip ? gold : ivory, flip ? madder : rose, flip ? ivory : indigo); yarn >= 0) return yarn;
    if (std::abs(u) >= 17 && std::abs(across - 14) < 9) return (across / 2) % 2 ? static_cast<int>(ivory) : static_cast<int>(green);
    return static_cast<int>(indigo);
  });
  stripe(plan, 38, 1, brown);
  tie_border(plan, 39, 7, [](int along, int across) { return zigzag(along, across, 7, ivory, green, brown); });
  stripe(plan, 46, 2, brown);
  return woven(plan, palette, std::max(1, long_side_px / rows), 1742);
}

Picture ensi_carpet(int long_side_px) {
  using namespace ensi;
  constexpr int columns = 312, rows = 364, side = 46, top = 46, skirt = 78;
  KnotPlan plan(columns, rows, madder);
  auto rows_of_birds = [&](int x0, int y0, int x1, int y1) {
    plan.fill(x0 - 2, y0 - 2, x1 - x0 + 4, y1 - y0 + 4, ivory), plan.fill(x0 - 1, y0 - 1, x1 - x0 + 2, y1 - y0 + 2, brown);
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) {
        int row = (y - y0) / 14, column = (x - x0) / 14;
        constexpr std::array<int, 4> yarns = {ivory, brick, night, ivory};
        int yarn = bird((row % 2 ? 13 - (x - x0) % 14 : (x - x0) % 14), (y - y0) % 14, yarns[static_cast<std::size_t>((row + column) % 4)]);
        plan.set(x, y, static_cast<std::uint8_t>(yarn >= 0 ? yarn : madder));
      }
  };
  int left = side, right = columns - side, low = top, high = rows - skirt, mx = columns / 2, my = low + (high - low) * 11 / 20;
  constexpr int cross = 15;
  rows_of_birds(left + 4, low + 4, mx - cross, my - cross), rows_of_birds(mx + cross, low + 4, right - 4, my - cross);
  rows_of_birds(left + 4, my + cross, mx - cross, high - 4), rows_of_birds(mx + cross, my + cross, right - 4, high - 4);
  // The cross between: a chain of small stepped diamonds on brown.
  auto chain = [&](int x0, int y0, int x1, int y1) {
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) {
        int along = x1 - x0 > y1 - y0 ? x - x0 : y - y0, across = x1 - x0 > y1 - y0 ? y - y0 : x - x0;
        int r = std::abs(along % 18 - 9) + std::abs(across - cross + 4);
        int yarn = r <= 2 ? static_cast<int>(ivory) : r <= 5 ? (along / 18 % 2 ? static_cast<int>(green) : static_cast<int>(brick)) : r == 6 ? static_cast<int>(ivory) : static_cast<int>(brown);
        if (across == 0 || across == 2 * cross - 9) yarn = ivory;
        plan.set(x, y, static_cast<std::uint8_t>(yarn));
      }
  };
  chain(mx - cross + 4, low, mx + cross - 4, high), chain(left, my - cross + 4, right, my + cross - 4);
  // A small arch on top of the middle bar, where the door's lintel would be.
  tie_figure(plan, mx, low + 12, 26, [&](int u, int v) {
    int edge = std::abs(u) + std::max(0, -v) * 3 / 2;
    if (v > 14 || edge > 22) return -1;
    return edge > 20 || v > 12 ? static_cast<int>(ivory) : edge > 18 ? static_cast<int>(brown) : edge > 8 ? static_cast<int>(night) : edge > 6 ? static_cast<int>(ivory) : static_cast<int>(brick);
  });
  auto pole = [](int along, int across) {  // the "sainak" of the outer border: poles with two pairs of arms
    int u = along % 24 - 12, v = across - 11, au = std::abs(u), av = std::abs(v);
    if (au <= 1 && av <= 9) return static_cast<int>(ivory);
    if ((av == 3 || av == 8) && au <= 6) return static_cast<int>(ivory);
    if (au == 6 && av > 3 && av < 7) return static_cast<int>(ivory);
    return (along / 24) % 2 ? static_cast<int>(brick) : static_cast<int>(night);
  };
  stripe(plan, 0, 3, brown);
  tie_border(plan, 3, 6, [](int along, int across) { return zigzag(along, across, 6, brick, night, ivory); });
  stripe(plan, 9, 1, ivory);
  tie_border(plan, 10, 22, pole);
  stripe(plan, 32, 1, ivory);
  tie_border(plan, 33, 7, [](int along, int across) { return zigzag(along, across, 7, madder, brown, ivory); });
  stripe(plan, 40, 2, ivory);
  // The skirt below, seen when the rug hangs: a meadow of flowering bushes.
  for (int y = rows - 34; y < rows - 4; ++y)
    for (int x = 6; x < columns - 6; ++x) {
      int u = std::abs((x - 6) % 30 - 15), v = rows - 6 - y;
      bool stalk = (u <= 1 && v < 24) || (u == v - 8 && v < 20) || (u == v - 3 && v < 14);
      int blossom = std::min({std::max(u, std::abs(v - 24)), std::max(std::abs(u - 11), std::abs(v - 19)), std::max(std::abs(u - 10), std::abs(v - 12))});
      plan.set(x, y, blossom <= 1 ? ivory : blossom <= 2 ? brick : stalk ? green : brown);
    }
  return woven(plan, palette, std::max(1, long_side_px / rows), 1851);
}

}  // namespace enf
