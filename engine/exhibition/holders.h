// Owns: furniture that works stand on or lie in: vitrines, and open storage with its boards.
// Must not know: operators, drawing.
// Called by: operators, validation, what is in each other's way; any thread.
#pragma once

#include <optional>
#include <vector>

#include "engine/exhibition/document.h"

namespace enf {

// A vitrine's glass above its base, in metres, where its record does not say.
constexpr double vitrine_hood_m = 0.25;
double hood_height_m(const Furniture& vitrine);
// Heights above the floor of the boards things stand on: of shelves from the lowest up, of drawers their top, of a
// vitrine its bed.
std::vector<double> board_heights_m(const Furniture& furniture);
constexpr double shelf_board_m = 0.025, shelf_plinth_m = 0.12, vitrine_bed_m = 0.006;
// How far a vitrine's bed stays from the edge of its base.
constexpr double vitrine_edge_m = 0.03;

bool holds_works(const Furniture& furniture);
// Whether the point of the floor, (x, z), lies below the furniture.
bool is_over(const Furniture& furniture, dvec2 place_m);
// The furniture of the room that holds works above that place; null if there is none.
const Furniture* holder_at(const Document& document, const RoomId& room, dvec2 place_m);
// The works on the furniture's boards, placements with Support::shelf.
std::vector<PlacementId> held_by(const Document& document, const Furniture& furniture);
// Whether the work as it is placed lies over the furniture, on one of its boards.
bool is_held_by(const Furniture& furniture, const OnFloor& where);

// The work on the furniture as near to that place as it fits without reaching over the edge, facing as the furniture
// does, on the highest board below the eye that has the height for it. Nothing if it fits on none.
std::optional<OnFloor> place_on(const Furniture& furniture, const Work& work, dvec2 near_m);

}  // namespace enf
