// Owns: what is in each other's way in the rooms that are shown, known anew only where something changed.
// Must not know: drawing.
// Called by: the workspace, main thread.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "engine/exhibition/conflicts.h"

namespace enf::editor {

struct RoomConflicts {
  std::vector<Conflict> list;
  std::set<AnyId> marked;  // all that has a part in one
};

class ConflictBook {
 public:
  // Of a room of the document. Costs what differs from the document it was asked for last, and a look at what stands
  // in the room if something of that room does. Valid until it is asked for another document.
  const RoomConflicts& in(const DividedDocument& divided, const RoomId& room);

 private:
  void follow(const DividedDocument& divided);
  DividedDocument asked_;
  std::map<RoomId, RoomConflicts> known_;
};

}  // namespace enf::editor
