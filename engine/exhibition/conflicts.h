// Owns: what is in each other's way: works that lie over each other, things that stand in each other, a doorway that is
//   not free.
// Must not know: what is told about it, drawing.
// Called by: validation, the editor's views each frame; any thread.
#pragma once

#include <set>
#include <vector>

#include "engine/exhibition/divided.h"
#include "engine/exhibition/edit.h"

namespace enf {

enum class ConflictKind {
  covers,  // hung works, labels, wall texts and openings on one wall
  stands,  // things in one place of the room
  blocks,  // before a doorway, of which less than free_doorway_m stays free
};

struct Conflict {
  ConflictKind kind = ConflictKind::covers;
  // What would be moved, and what it is in the way of; the doorway that is blocked. A room is one of its temporary
  // walls.
  AnyId thing, other;
  friend bool operator==(const Conflict&, const Conflict&) = default;
};

constexpr double free_doorway_m = 0.815;  // for a wheelchair (ADA 403.5.1), or the doorway's width if that is less

// How much of its height a label or a wall text takes up whatever it says: how high it is set is not known here, so
// that what is told is certain, and what sets it can tell more.
constexpr double least_label_height_m = 0.05, least_wall_text_height_m = 0.1;

// All in the document's rooms; at most so many. Hung works are bodies as well: a cupboard may stand in one. What stands
// on a shelf is not in the way of the shelf, unless it reaches over the edge.
std::vector<Conflict> conflicts(const Document& document, std::size_t most = 1'000);

// The document with what stands in these rooms alone; of others it knows their plans. Costs a look at what stands in
// these rooms, and at each opening and viewpoint.
Document rooms_alone(const DividedDocument& divided, const std::set<RoomId>& rooms);

}  // namespace enf
