// Owns: finding rooms, walls and doorways in a bare mesh of a whole floor: from triangles to plans.
// Must not know: documents, files, how the rooms are drawn.
// Called by: import of room models in the CLI and the editor, on any thread; a pure function.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/cook/source_asset.h"

namespace enf {

using ModelTriangle = std::array<vec3, 3>;

// A plan as in Room: corners (x, z) in metres, interior to the right on a page with z downwards; side i runs from
// corner i to corner i + 1 and `thickness_m[i]` is half the wall to the room behind it, 0.3 where nothing is known.
struct FoundRoom {
  std::vector<dvec2> plan;
  std::vector<double> thickness_m;
  double floor_m = 0, ceiling_m = 0;
  bool has_ceiling = true;  // else `ceiling_m` is the top of its walls
  double walled = 1;        // the share of its outline that stands at a wall
};

// How a doorway was known: a head lower than the ceilings, a narrow place between wider ones, or a closed leaf in its
// recess.
enum class DoorwayCue { lintel, narrowing, leaf };

struct FoundSide {
  std::uint32_t room = 0, wall = 0;
  double along_m = 0;  // of the middle, from the wall's beginning
};

struct FoundDoorway {
  FoundSide from;
  std::optional<FoundSide> to;  // none: leads outside
  double width_m = 0, height_m = 0;
  DoorwayCue cue = DoorwayCue::lintel;
};

// What a curator should know about an analysis.
struct RoomNote {
  enum class Kind {
    too_large,  // for a search: most likely its unit is wrong
    no_walled_floor,
    little_walled,  // `amount`: the share of the floor within walls, 0..1
    no_plan,        // parts of the floor that could not be given a plan: `amount` of them
    no_ceiling,     // `amount` rooms, as high as their walls
    floor_levels,   // `amount` of them; stairs are no doorways
  };
  Kind kind = Kind::no_walled_floor;
  double amount = 0;
};

// The note as a sentence in English.
std::string to_string(const RoomNote& note);

struct RoomAnalysis {
  std::vector<FoundRoom> rooms;  // by floor level, then from north to south; empty when the model is best left whole
  std::vector<FoundDoorway> doorways;
  double confidence = 0;  // 0..1: how much of the floor lies in rooms with walls around
  std::vector<RoomNote> notes;
  double area_m2() const;
};

// Metres, Y up. Flipped and doubled faces, furniture, columns, missing ceilings and holes in walls smaller than a
// doorway are allowed. Time and memory are bounded by the size of the grid (at most four million cells a storey,
// coarser for larger models) and linear in the number of triangles.
RoomAnalysis analyse_rooms(std::span<const ModelTriangle> triangles);

// All triangles of a model where its instances place them, without the non-finite.
std::vector<ModelTriangle> triangles_of(const SourceModel& model);

}  // namespace enf
