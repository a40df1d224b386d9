// Owns: where something that is dragged comes to rest: at edges, middles, the centre line, equal gaps, the grid.
// Must not know: pixels, mice.
// Called by: the editor's views while dragging; any thread.
#pragma once

#include <span>
#include <vector>

#include "engine/exhibition/wall_set.h"

namespace enf::editor {

// A line to show what was snapped to, on the wall: along it from `from_m` to `to_m` at a height, or upright.
struct SnapGuide {
  bool is_upright = false;
  double at_m = 0, from_m = 0, to_m = 0;
  friend bool operator==(const SnapGuide&, const SnapGuide&) = default;
};

struct SnappedBox {
  OnWallBox box;
  std::vector<SnapGuide> guides;
};

struct WallToSnapTo {
  double length_m = 0, centre_line_m = 1.5;
  std::span<const OnWallBox> others;  // what else hangs there
  std::span<const Stretch> openings;  // doorways and windows
};

// The box moved by no more than `reach_m` each way to the nearest of: the centre line; others' edges and middles; the
// wall's middle; the middle between its neighbours (works, openings, the wall's ends), where the gaps are equal; the
// gap that its two neighbours on one side have between them.
SnappedBox snap_on_wall(OnWallBox box, const WallToSnapTo& wall, double reach_m);

// The point on a grid of that step, if it lies within reach; each coordinate for itself.
dvec2 snap_to_grid(dvec2 point, double step_m, double reach_m);

}  // namespace enf::editor
