// Owns: a carpet as its weaver has it on paper, a grid of knots, and how such a grid looks in wool.
// Must not know: any one carpet's pattern.
// Called by: the carpet generators.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "content/picture.h"

namespace enf {

// Which dyed yarn each knot has: an index into the carpet's palette.
class KnotPlan {
 public:
  KnotPlan(int columns, int rows, std::uint8_t yarn)
      : columns_(columns), rows_(rows), yarns_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), yarn) {}
  int columns() const { return columns_; }
  int rows() const { return rows_; }
  std::uint8_t at(int x, int y) const {
    return yarns_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x)];
  }
  void set(int x, int y, std::uint8_t yarn) {
    if (x < 0 || y < 0 || x >= columns_ || y >= rows_) return;
    yarns_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x)] = yarn;
  }
  void fill(int x, int y, int width, int height, std::uint8_t yarn);
  // A motif drawn in text, its middle at (x, y): '.' and ' ' leave the ground, '0'-'9' tie that yarn, other characters
  // tie `yarn`.
  void stamp(const std::vector<std::string_view>& motif, int x, int y, std::uint8_t yarn, bool mirrored = false);

 private:
  int columns_, rows_;
  std::vector<std::uint8_t> yarns_;
};

// A border that runs round the carpet with mitred corners: `yarn_at(along, across)` for each knot of the ring that begins
// `inset` knots from the edge and is `depth` knots deep. `along` counts from the nearest corner of that side's outer line,
// so both sides mirror each other at the corner; `across` counts inwards from 0. A negative yarn leaves the ground.
void tie_border(KnotPlan& plan, int inset, int depth, const std::function<int(int along, int across)>& yarn_at);

// Shapes that weavers of many houses count alike, as functions of the knot's place.
// Size of an octagon whose slanting sides rise in whole steps, as knots must.
int stepped_octagon(int x, int y, int step);
bool star_of_eight(int x, int y, int size);
// A ringed star: `line` around `outer`, `inner`, `heart`.
void tie_star(KnotPlan& plan, int cx, int cy, int size, std::uint8_t line, std::uint8_t outer, std::uint8_t inner, std::uint8_t heart);
// The running dog: a wave of hooks, 12 knots to a repeat, 8 deep, in two yarns of equal weight.
int running_dog(int along, int across, int upper, int lower);
// Triangles of `a` and `b` that fit into each other, `depth` deep, with a line between.
int zigzag(int along, int across, int depth, int a, int b, int line);
// A motif given by a formula: `yarn_at(x, y)` for each knot within `reach` of the middle; negative leaves the ground.
template <class YarnAt>
void tie_figure(KnotPlan& plan, int cx, int cy, int reach, YarnAt yarn_at) {
  for (int y = -reach; y <= reach; ++y)
    for (int x = -reach; x <= reach; ++x)
      if (int yarn = yarn_at(x, y); yarn >= 0) plan.set(cx + x, cy + y, static_cast<std::uint8_t>(yarn));
}

// The carpet seen from straight above in even light: each knot's two loops, the nap, the slow change of tone from dye
// lot to dye lot (abrash) and the rows' small unevenness. `knot_px` pixels a knot each way.
Picture woven(const KnotPlan& plan, const std::vector<vec3>& palette, int knot_px, std::uint32_t seed);
// The same for carpets too large to hold.
VastPicture woven_vast(KnotPlan plan, std::vector<vec3> palette, int knot_px, std::uint32_t seed);

}  // namespace enf
