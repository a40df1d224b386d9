#include "editor/conflict_book.h"

namespace enf::editor {

namespace {

// Walls and their openings; what stands elsewhere in the house makes no difference to a room.
bool has_same_walls(const Document& a, const Document& b) {
  return a.rooms == b.rooms && a.doorways == b.doorways && a.windows == b.windows;
}

}  // namespace

const RoomConflicts& ConflictBook::in(const DividedDocument& divided, const RoomId& room) {
  Known& known = known_[room];
  std::shared_ptr<const Document> contents;
  std::size_t index = 0;
  for (const Room& one : divided.document.rooms) {
    if (one.id == room) contents = divided.rooms[index];
    ++index;
  }
  if (known.house && known.contents == contents &&
      (known.house == divided.house || has_same_walls(*known.house, *divided.house))) {
    known.house = divided.house;
    return known.conflicts;
  }
  known = {std::move(contents), divided.house, {}};
  if (!known.contents) return known.conflicts;
  known.conflicts.list = conflicts(rooms_alone(divided, {room}));
  for (const Conflict& one : known.conflicts.list)
    known.conflicts.marked.insert(one.thing), known.conflicts.marked.insert(one.other);
  return known.conflicts;
}

}  // namespace enf::editor
