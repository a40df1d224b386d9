// Owns: a document together with its division by rooms, followed edit by edit at the cost of what changed.
// Must not know: edits, drawing.
// Called by: the editing session and what draws it; values that share what is equal, any thread.
#pragma once

#include <memory>
#include <set>
#include <vector>

#include "engine/exhibition/document.h"

namespace enf {

// What divide_by_room (by_room.h) makes of `document`; a part that is the same object is the same.
struct DividedDocument {
  Document document;
  std::shared_ptr<const Document> house = std::make_shared<const Document>();
  std::vector<std::shared_ptr<const Document>> rooms;  // in the order of document.rooms

  // The contents of a room; null if there is no such room. Costs a walk through the rooms.
  const Document* contents(const RoomId& room) const;
};

// Costs one look at each record.
DividedDocument divide(const Document& document);
// The division of `after`, which differs from before.document in little: rooms in which nothing differs keep their
// object. Costs what differs, and of the rooms it lies in what stands there.
DividedDocument divide(const DividedDocument& before, const Document& after);

// The rooms in which something differs: their record, openings, contents, or views.
std::set<RoomId> rooms_touched(const DividedDocument& before, const DividedDocument& after);

}  // namespace enf
