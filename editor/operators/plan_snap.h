// Owns: where something that is dragged over a plan comes to rest: at walls, at axes and edges of what stands there,
//   where gaps are equal, on the grid.
// Must not know: widgets.
// Called by: the plan's drags; any thread.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "engine/geometry/math.h"

namespace enf::editor {

using PlanCorners = std::array<dvec2, 4>;  // of something on the floor, (x, z) in metres

// A line to show what was snapped to; as a gap it is one of two that are equal.
struct PlanGuide {
  dvec2 from{0}, to{0};
  bool is_gap = false;
};

struct PlanToSnapTo {
  std::span<const dvec2> plan;              // the room's corners
  std::span<const PlanCorners> others;      // what else stands in it
  std::span<const PlanCorners> walls = {};  // temporary ones
  double grid_m = 0.1;                      // for where nothing else is near; 0: none
};

struct SnappedStep {
  dvec2 by{0};  // to be added to what was asked for
  std::vector<PlanGuide> guides;
};

// For each of east and south the nearest, no farther than `reach_m`, of: a wall's face; others' edges and middles; the
// middle between what stands on both sides, or the walls; the room's middle; else the grid, on which its middle comes
// to lie. Walls, temporary ones too, that run askew are met only where nothing else is near.
SnappedStep snap_in_plan(const PlanCorners& held, const PlanToSnapTo& plan, double reach_m);

// A room's outline, in the order plans have, and how thick each of its walls is, outwards.
struct RoomToSnap {
  std::vector<dvec2> plan;
  std::vector<double> thickness_m;
};

// How far rooms that go together are to be moved on, at most `reach_m` to the east and to the south: a wall of theirs
// that runs east or south lies back to back with one of a room that stays, as far apart as the thicker one is thick;
// corners lie level with corners of such a room; else the first corner lies on the grid.
SnappedStep snap_rooms(std::span<const RoomToSnap> moving, std::span<const RoomToSnap> still, double grid_m,
                       double reach_m);

}  // namespace enf::editor
