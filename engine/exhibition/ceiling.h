// Owns: the geometry of ceiling forms: which plans they fit, how high they rise over any place.
// Must not know: meshes, finishes.
// Called by: validation, the scene (which draws them and hangs luminaires from them), generators; any thread.
#pragma once

#include <string_view>

#include "engine/exhibition/records.h"

namespace enf {

// Nothing if the room's ceiling can be built over its plan, which has at least three corners and does not cross
// itself; else what stands against it. Vaults need four right angles, domes a plan whose middle sees all its walls.
std::string_view ceiling_problem(const Room& room);

// A rectangular plan: its middle, the unit vector along its longer side, half its sizes along and across it.
struct VaultBay {
  dvec2 middle{0}, along{1, 0};
  double half_length_m = 0, half_width_m = 0;
  dvec2 across() const { return {-along.y, along.x}; }
};
// Precondition: four right angles.
VaultBay vault_bay(const Room& room);

// The circle a dome stands on and the sphere of the pendentives that carry it: the sphere passes through the plan's
// farthest corner at the walls' tops, the ring is where it is as wide as the nearest wall.
struct DomeRing {
  dvec2 middle{0};
  double sphere_m = 0;           // radius
  double ring_m = 0;             // radius
  double ring_height_m() const;  // above the walls' tops
};
DomeRing dome_ring(const Room& room);

// How far the field or the laylight in a flat or coved ceiling lies from the walls that it starts from, as the record
// wishes.
constexpr double cove_reach_m(const Room& room) {
  if (room.laylight.illuminance_lx <= 0) return 1.1;
  return room.laylight.inset_m > 0.5 ? room.laylight.inset_m : 0.5;
}

// Height of the ceiling's surface above the floor over a place in the room; a valid ceiling is assumed.
double ceiling_height_at_m(const Room& room, dvec2 place);
// Height of its highest point above the floor, laylights' frames included.
double ceiling_top_m(const Room& room);

}  // namespace enf
