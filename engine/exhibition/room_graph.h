// Owns: which rooms join through which doorways, and how doorways lie in the world.
// Must not know: visibility, drawing.
// Called by: visibility, walking, streaming order, validation; any thread.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/exhibition/document.h"

namespace enf {

// A way out of a room.
struct RoomLink {
  DoorwayId doorway;
  RoomId room;  // the room beyond
  friend bool operator==(const RoomLink&, const RoomLink&) = default;
};

// Built once for a document; costs rooms + doorways. Doorways that lead outside are no links.
class RoomGraph {
 public:
  explicit RoomGraph(const Document& document);

  // The ways out of a room, ordered by doorway id; empty for an unknown room.
  const std::vector<RoomLink>& neighbours(const RoomId& room) const;

  // The doorways to walk through, in order, with the fewest of them; empty vector if from == to, nothing if there is
  // no way or a room is unknown.
  std::optional<std::vector<DoorwayId>> path(const RoomId& from, const RoomId& to) const;

  // Rooms within that many doorways, nearest first, beginning with the room itself.
  std::vector<RoomId> within(const RoomId& room, std::size_t doorways) const;

  // The groups of rooms that one can walk between, each sorted by id, ordered by their first room.
  std::vector<std::vector<RoomId>> components() const;
  // Whether every room can be reached from every other.
  bool connected() const { return components().size() <= 1; }

 private:
  std::map<RoomId, std::vector<RoomLink>> links_;
};

// The room whose plan holds the point (x, z) at the floor level nearest below `y_m` (or the nearest at all); none if
// it lies in no plan. Costs the number of rooms.
std::optional<RoomId> room_at(const Document& document, dvec3 point);

}  // namespace enf
