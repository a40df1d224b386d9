// Owns: where what is dragged in the views comes to rest: its neighbours in the document, for snap.h and plan_snap.h.
// Must not know: widgets, which view.
// Called by: plan and perspective while something is dragged, main thread.
#pragma once

#include <vector>

#include "editor/operators/plan_snap.h"
#include "editor/operators/snap.h"
#include "editor/workspace.h"

namespace enf::editor {

// How far something that stands, hangs from the ceiling, or is a room goes for a hand that went `by` to the east and
// south, in whole millimetres, with what it was snapped to.
SnappedStep snap_on_floor(const Workspace& workspace, const AnyId& held, dvec2 by, double reach_m);

// The same of a work that hangs on a wall, along it and up.
struct WallSnap {
  dvec2 by{0};
  std::vector<SnapGuide> guides;
};
WallSnap snap_on_its_wall(const Workspace& workspace, const PlacementId& held, dvec2 by, double reach_m);

// The wall on which something hangs or lies, of a doorway that of the room one works in; nothing of what stands or
// hangs free.
std::optional<std::pair<RoomId, std::uint32_t>> wall_of(const Session& session, const AnyId& id);
// The room of what stands or hangs in one, or which is one.
std::optional<RoomId> room_of(const Document& document, const AnyId& id);

}  // namespace enf::editor
