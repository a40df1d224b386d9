// A main carpet after the Tekke weavers: rows of quartered göls joined by thin lines, small cross-shaped göls between,
// on madder. The göl is a tribe's octagon: its outline, the three-leaved figures in it and the change of ground from quarter
// to quarter are set by custom; we count them out in knots and repeat.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "content/knots.h"
#include "content/works.h"

namespace enf {
namespace {

enum Yarn : std::uint8_t { madder, night, ivory, brick, brown, rose };

const std::vector<vec3> palette = {srgb(0x7d2a22), srgb(0x252a3a), srgb(0xe4d3b4), srgb(0x9a452f), srgb(0x2d1f1b), srgb(0xa5604f)};

// One quarter of the great göl, its middle at the lower left: '1' night, '2' ivory, '3' brick, '0' madder, '#' brown.
// The leaves are the "gülli" figures: a stem with three blossoms.
bool gol_leaf(int x, int y) {
  auto in = [&](int x0, int x1, int y0, int y1) { return x >= x0 && x <= x1 && y >= y0 && y <= y1; };
  auto blossom = [&](int cx, int cy) {
    int dx = std::abs(x - cx), dy = std::abs(y - cy);
    return (dx <= 1 && dy <= 1) || (dx == 0 && dy <= 2) || (dy == 0 && dx <= 2);
  };
  return in(14, 14, 9, 17) || in(9, 19, 11, 11) || blossom(14, 17) || blossom(9, 11) || blossom(20, 11);
}

void tie_great_gol(KnotPlan& plan, int cx, int cy) {
  constexpr int half_width = 33, half_height = 23;
  for (int y = -half_height; y <= half_height; ++y)
    for (int x = -half_width; x <= half_width; ++x) {
      int ax = std::abs(x), ay = std::abs(y);
      // The outline: an octagon whose slanting sides rise in steps, with a stepped tooth on each long side.
      int octagon = std::max({ax * 24 / 33, ay, (ax / 3 * 3 * 24 / 33 + ay / 2 * 2) * 24 / 34});
      if (octagon > 23) continue;
      bool light = (x < 0) == (y < 0);  // quarters change ground crosswise
      int yarn = octagon > 21 ? static_cast<int>(brown) : octagon > 19 ? static_cast<int>(ivory) : octagon > 18 ? static_cast<int>(brown)
                 : light ? static_cast<int>(ivory) : static_cast<int>(brick);
      if (octagon <= 18) {
        if (gol_leaf(ax, ay)) yarn = light ? madder : ivory;
        // The inner octagon and its hooked cross.
        int inner = std::max({ax * 8 / 10, ay, (ax / 2 * 2 + ay / 2 * 2) * 7 / 10});
        if (inner <= 9) yarn = brown;
        if (inner <= 8) yarn = light ? brick : ivory;
        if (inner <= 5) yarn = brown;
        if (inner <= 4) yarn = madder;
        if (ax + ay <= 2) yarn = ivory;
        if (ax <= 0 && inner > 9) yarn = brown;
        if (ay <= 0 && inner > 9) yarn = brown;
      }
      plan.set(cx + x, cy + y, static_cast<std::uint8_t>(yarn));
    }
}

// The lesser göl: a stepped cross of four arrowheads round a diamond.
void tie_lesser_gol(KnotPlan& plan, int cx, int cy) {
  constexpr int reach = 17;
  for (int y = -reach; y <= reach; ++y)
    for (int x = -reach - 3; x <= reach + 3; ++x) {
      int ax = std::abs(x), ay = std::abs(y), sum = ax + ay;
      int yarn = -1;
      int along = std::max(ax, ay), across = std::min(ax, ay);
      if (sum <= 17 && sum / 2 * 2 >= 12) yarn = night;
      if (sum / 2 * 2 < 12) yarn = (x < 0) == (y < 0) ? ivory : brick;
      if (sum <= 8) yarn = night;
      if (sum <= 6) yarn = ivory;
      if (sum <= 3) yarn = madder;
      if (across <= 1 && along >= 8 && along <= reach) yarn = across == 0 ? ivory : night;
      if (along == reach && across <= 3) yarn = night;
      if (along == reach - 2 && across <= 4 && across >= 2) yarn = brick;
      if (yarn >= 0) plan.set(cx + x, cy + y, static_cast<std::uint8_t>(yarn));
    }
}

// The main border: octagons with a star, parted by bars of small hooks; 28 knots a repeat, 24 deep.
int octagon_border(int along, int across) {
  int repeat = along / 28, u = std::abs(along % 28 - 14), v = std::abs(across - 12);
  int octagon = std::max({u, v, (u + v) * 7 / 10});
  if (u >= 13) return v % 3 == 0 ? ivory : brown;
  if (octagon > 11) return v >= 10 ? night : brick;
  if (octagon == 11) return brown;
  if (octagon >= 9) return ivory;
  if (octagon == 8) return brown;
  bool star = std::max(u, v) <= 4 || u + v <= 6;
  bool heart = std::max(u, v) <= 1 || u + v <= 2;
  int ground = repeat % 2 ? night : madder;
  if (heart) return repeat % 2 ? madder : night;
  if (star) return (u + v) % 2 == 0 || std::max(u, v) > 2 ? ivory : brick;
  return ground;
}

}  // namespace

Picture turkmen_carpet(int long_side_px) {
  constexpr int columns = 358, rows = 498;
  KnotPlan plan(columns, rows, madder);

  constexpr int border = 46, step_x = 72, step_y = 56;
  int middle_x = columns / 2, middle_y = rows / 2;
  for (int j = -4; j <= 4; ++j)
    for (int i = -2; i <= 2; ++i) {
      int x = middle_x + i * step_x, y = middle_y + j * step_y;
      plan.fill(border, y, columns - 2 * border, 1, night);  // the thin lines that join the göls
      plan.fill(x, border, 1, rows - 2 * border, night);
    }
  for (int j = -4; j <= 3; ++j)
    for (int i = -3; i <= 2; ++i) tie_lesser_gol(plan, middle_x + i * step_x + step_x / 2, middle_y + j * step_y + step_y / 2);
  for (int j = -3; j <= 3; ++j)
    for (int i = -2; i <= 2; ++i) tie_great_gol(plan, middle_x + i * step_x, middle_y + j * step_y);

  auto stripe = [&](int inset, int depth, Yarn yarn) {
    tie_border(plan, inset, depth, [yarn](int, int) { return static_cast<int>(yarn); });
  };
  stripe(0, 3, brown);
  tie_border(plan, 3, 6, [](int along, int across) { return zigzag(along, across, 6, brick, madder, ivory); });
  stripe(9, 1, ivory), stripe(10, 1, brown);
  tie_border(plan, 11, 24, [](int along, int across) { return octagon_border(along, across); });
  stripe(35, 1, brown), stripe(36, 1, ivory);
  tie_border(plan, 37, 6, [](int along, int across) { return zigzag(along, across, 6, madder, night, ivory); });
  stripe(43, 1, ivory), stripe(44, 2, brown);
  return woven(plan, palette, std::max(1, long_side_px / rows), 1870);
}

}  // namespace enf
