// Owns: changing the plans of rooms so that what hangs at their walls stays where it is, and what lies beyond a wall.
// Must not know: gestures, the editor.
// Called by: editor operators; any thread.
#pragma once

#include <optional>
#include <vector>

#include "engine/exhibition/document.h"
#include "engine/exhibition/edit.h"

namespace enf {

// The edit that gives the room this plan. It has as many corners as before. Works, texts, doorways and windows at walls
// whose left end moves keep their place in the world, measured along the wall as it then stands; whether they still fit
// is for validate() to say. The room must be in the document.
Edit with_plan(const Document& document, const RoomId& room, std::vector<dvec2> plan);

// The plan with wall `wall` moved outwards by `outwards_m` (inwards if negative), its neighbours growing or shrinking
// along their own directions. Nothing if a neighbour runs along it, so that it cannot.
std::optional<std::vector<dvec2>> wall_moved(const std::vector<dvec2>& plan, std::uint32_t wall, double outwards_m);

// The plan with wall `wall` of this length: its right end moves, and with it the next wall, which stays parallel to
// itself. Of a triangle the right end alone moves. length_m > 0.
std::vector<dvec2> with_wall_length(const std::vector<dvec2>& plan, std::uint32_t wall, double length_m);

// The edit that divides wall `wall` in two at `along_m` from its left end with a new corner. What hung there hangs at
// the part its middle lies on. The room must be in the document, and 0 < along_m < the wall's length.
Edit with_corner(const Document& document, const RoomId& room, std::uint32_t wall, double along_m);

// The edit that takes corner `corner` away, so that the two walls that meet there become one, which keeps the finish
// and the thickness of the first. What hung at either keeps its place in the world, measured along the new wall. The
// room must be in the document and have more than three corners.
Edit without_corner(const Document& document, const RoomId& room, std::uint32_t corner);

// The edit that moves these rooms with all that stands in them. Doorways to rooms that stay are left as they are.
Edit rooms_moved(const Document& document, const std::vector<RoomId>& rooms, dvec2 by_m);

// The other side of a doorway through this wall: the room whose wall runs along it, facing away, no further off than
// the two walls are thick, on the same floor. Nothing if it leads outside.
std::optional<DoorwaySide> beyond(const Document& document, const DoorwaySide& side);

}  // namespace enf
