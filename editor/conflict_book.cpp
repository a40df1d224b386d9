#include "editor/conflict_book.h"

namespace enf::editor {

void ConflictBook::follow(const DividedDocument& divided) {
  if (asked_.house == divided.house && asked_.rooms == divided.rooms) return;
  for (const RoomId& room : rooms_touched(asked_, divided)) known_.erase(room);
  asked_ = divided;
}

const RoomConflicts& ConflictBook::in(const DividedDocument& divided, const RoomId& room) {
  follow(divided);
  auto [found, is_new] = known_.try_emplace(room);
  RoomConflicts& known = found->second;
  if (!is_new) return known;
  known.list = conflicts(rooms_alone(divided, {room}));
  for (const Conflict& one : known.list) known.marked.insert(one.thing), known.marked.insert(one.other);
  return known;
}

}  // namespace enf::editor
