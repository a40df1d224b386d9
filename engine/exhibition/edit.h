// Owns: edits as data, and apply, the only way a document changes.
// Must not know: history, journal, files.
// Called by: operators, importers, replay and merge, on any thread.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "engine/base/error.h"
#include "engine/exhibition/document.h"

namespace enf {

using AnyRecord =
    std::variant<std::shared_ptr<const Institution>, std::shared_ptr<const Asset>, std::shared_ptr<const Room>,
                 std::shared_ptr<const Doorway>, std::shared_ptr<const Window>, std::shared_ptr<const Work>,
                 std::shared_ptr<const Placement>, std::shared_ptr<const Furniture>, std::shared_ptr<const Light>,
                 std::shared_ptr<const Label>, std::shared_ptr<const WallText>, std::shared_ptr<const Viewpoint>,
                 std::shared_ptr<const Tour>>;
using AnyId = std::variant<InstitutionId, AssetId, RoomId, DoorwayId, WindowId, WorkId, PlacementId, FurnitureId,
                           LightId, LabelId, WallTextId, ViewpointId, TourId>;

// Adds the record, or replaces the one of its id. Never null.
struct PutRecord {
  AnyRecord record;
};
struct RemoveRecord {
  AnyId id;
};
struct SetExhibition {
  std::shared_ptr<const Exhibition> exhibition;  // never null
};

// One change. A list is one change too: it happens wholly or not at all, and only its outcome must be valid, so its
// parts may refer to each other in any order.
struct Edit {
  std::variant<PutRecord, RemoveRecord, SetExhibition, std::vector<Edit>> what;
};

// Shorthands: put(work), remove(work.id), set_exhibition(e), all_of({...}).
template <class T>
Edit put(T record) {
  return {PutRecord{AnyRecord(std::make_shared<const T>(std::move(record)))}};
}
template <class Tag>
Edit remove(Id<Tag> id) {
  return {RemoveRecord{AnyId(std::move(id))}};
}
inline Edit set_exhibition(Exhibition exhibition) {
  return {SetExhibition{std::make_shared<const Exhibition>(std::move(exhibition))}};
}
inline Edit all_of(std::vector<Edit> edits) { return {std::move(edits)}; }

// The document after the edit. What it touches is checked: ids, numbers, texts and references (check_record in
// validate.h); a record that others still refer to cannot be removed, nor a wall that something stands at. Errors name
// record and field: those of check_record, edit.in_use (names the users), edit.no_such_record. An edit that changes
// nothing gives the same document.
Result<Document> apply(const Document& document, const Edit& edit);

// The edit that removes the record and everything that cannot be without it: a room with its doorways, placements and
// their labels, lights, ...; references that may be empty are emptied. A missing record gives an empty list.
Edit removal_with_dependants(const Document& document, const AnyId& id);

// The edit that removes every record of a damaged document that needs one, or a wall, that is not there; what can be
// without it is emptied. A sound document gives an empty list.
Edit removal_of_dangling(const Document& document);

// The edit that makes `after` of `before`.
Edit edit_between(const Document& before, const Document& after);

}  // namespace enf
