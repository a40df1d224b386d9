// Owns: dividing a storey's open floor into rooms, and the passages between them.
// Must not know: plans, walls.
// Called by: room analysis.
#pragma once

#include <utility>
#include <vector>

#include "engine/cook/room_storey.h"

namespace enf {

constexpr int no_region = -1;

struct Region {
  std::size_t cells = 0;
  double walled = 0;     // share of its outline that stands at a wall, doorways left aside
  double ceiling_m = 0;  // above the floor
  bool has_ceiling = true;
};

struct Passage {
  int from = no_region, to = no_region;  // `to` none: outside
  std::vector<std::pair<int, int>> cells;
  double head_m = 0;  // above the floor; 0: as high as the rooms
  DoorwayCue cue = DoorwayCue::lintel;
};

struct Regions {
  std::vector<int> of_cell;  // a region or none
  std::vector<Region> regions;
  std::vector<Passage> passages;
  double left_m2 =
      0;  // floor, under a roof where the storey has one, that is in none of them though it is large enough
};

// Rooms are parts of the floor under one ceiling, with lower heads or narrow places between them; what has walls on
// less than 45 % of its outline, or is smaller than 3 m2 or narrower than 1 m, is no room.
Regions divide_storey(const Storey& storey);

}  // namespace enf
