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

// The carpet seen from straight above in even light: each knot's two loops, the nap, the slow change of tone from dye
// lot to dye lot (abrash) and the rows' small unevenness. `knot_px` pixels a knot each way.
Picture woven(const KnotPlan& plan, const std::vector<vec3>& palette, int knot_px, std::uint32_t seed);

}  // namespace enf
