// Owns: what is in each other's way in the rooms that are shown, known anew only where something changed.
// Must not know: drawing.
// Called by: the workspace, main thread.
#pragma once

#include <map>
#include <memory>
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
  // Of a room of the document. Costs a look at what stands there if that or the house is another one than when it was
  // asked last.
  const RoomConflicts& in(const DividedDocument& divided, const RoomId& room);

 private:
  struct Known {
    std::shared_ptr<const Document> contents, house;
    RoomConflicts conflicts;
  };
  std::map<RoomId, Known> known_;
};

}  // namespace enf::editor
