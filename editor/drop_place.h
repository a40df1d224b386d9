// Owns: where something is let go over the views, and what that means for a work of a form and size.
// Must not know: widgets, files.
// Called by: the views make it, the import sheet asks it; main thread.
#pragma once

#include <optional>
#include <vector>

#include "editor/operators/operator.h"

namespace enf::editor {

struct DropPlace {
  RoomId room;                        // empty: not into a room
  std::optional<std::uint32_t> wall;  // onto that wall of it
  dvec2 floor_m{0};                   // the place on the plan; that of the wall's surface if it is onto one
  std::optional<PlacementId> onto;    // what is there already
};

// Arguments for "work.take-in" that say where a work of that form, with these outer sizes, is put: the place itself
// first, then what lies ever farther from it, for where it cannot be. Empty if it is not into a room.
std::vector<Arguments> places_for(const Document& document, const DropPlace& place, WorkForm form, double width_m,
                                  double depth_m);

}  // namespace enf::editor
