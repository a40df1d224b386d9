// Owns: furniture that works stand on or lie in: vitrines, plinths, and open storage with its boards.
// Must not know: operators, how it is drawn.
// Called by: operators, the editor's views, the scene builder, the checks of records; any thread.
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
// The furniture of the room that holds works above that place, the one with its middle nearest; null if there is none.
const Furniture* holder_at(const Document& document, const RoomId& room, dvec2 place_m);
// Whether a work placed so stands or lies on a board of the furniture.
bool is_on_board_of(const Furniture& furniture, const OnFloor& where);
// The one on whose board a work placed so stands or lies; null if there is none.
const Furniture* holder_of(const Document& document, const RoomId& room, const OnFloor& where);
// The works on the furniture's boards and on no nearer one's.
std::vector<PlacementId> held_by(const Document& document, const Furniture& furniture);

// The work on the furniture as near to that place as it fits without reaching over the edge, with space for its label
// before it where there is some, facing as the furniture does: on the board nearest to that height above the floor, of
// those with the height for it. Nothing if it fits on none.
constexpr double below_the_eye_m = 1.3;
std::optional<OnFloor> place_on(const Furniture& furniture, const Work& work, dvec2 near_m,
                                double near_height_m = below_the_eye_m);

}  // namespace enf
