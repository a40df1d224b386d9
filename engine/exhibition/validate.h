// Owns: what makes a document valid: record by record, and as a whole.
// Must not know: museum profiles and judgement (engine/check), files.
// Called by: apply, loading, the CLI's check, editors on a worker; any thread.
#pragma once

#include <set>
#include <vector>

#include "engine/base/error.h"
#include "engine/exhibition/divided.h"
#include "engine/exhibition/document.h"
#include "engine/exhibition/edit.h"

namespace enf {

// What apply guarantees for every record, so that whoever reads a document may rely on it. Errors:
//   record.id         the id is not one            record.number     not finite, or out of its range
//   record.text       not UTF-8, or too long       record.language   not a language tag
//   record.reference  names a record that isn't there, or is empty and must not be
//   record.wall       names a wall the room does not have
//   record.colour     not "#rrggbb"                asset.path        absolute, or leads out of the project
//   tour.stops    not 1 to 200 stops
//   room.free_walls   more than 200                furniture.hood    as high as the vitrine itself
//   room.corners      not 3 to 1,000 corners       room.walls        not one wall for each side
std::vector<Error> check_record(const Document& document, const AnyRecord& record);
std::vector<Error> check_exhibition(const Document& document, const Exhibition& exhibition);

// check_record for every record.
std::vector<Error> check_records(const Document& document);
// check_record for every record of `part`, whose references may lead anywhere in `document`.
std::vector<Error> check_records(const Document& document, const Document& part);

// All that is wrong with the document: check_records, then how things lie in space. Errors, beside those above:
//   room.plan_crosses, room.plan_turns_wrong            the plan crosses itself, or runs counter-clockwise
//   room.ceiling                                        the ceiling's form does not fit the plan
//   room.free_wall_outside                              a temporary wall reaches out of its room
//   room.overlap                                        two rooms stand in each other
//   opening.outside_wall, opening.overlap               doorways and windows within their wall, apart from each other
//   doorway.same_room, doorway.sides_apart              the two sides face each other through the wall
//   placement.outside_wall, placement.outside_room, placement.over_opening, placement.overlap, placement.repeated
//   placement.no_board                                  a work on a board that no furniture has there
//   placement.mount                                     hung though three-dimensional; flat, but free on the floor
//   work.frame                                          a mat or glass without a frame; a frame around a sculpture
//   furniture.overlap, doorway.blocked                  conflicts.h says when
//   furniture.outside_room, light.outside_room, viewpoint.outside_room, wall_text.outside_wall
//   label.repeated                                      two labels for one placement on one side
// Rooms that have a model need not match their drawn plan; the geometry checks use the plan all the same.
std::vector<Error> validate(const Document& document);

// What validate() tells about how things lie in these rooms, and whether they stand in other rooms; for who has changed
// only these. Costs one look at what stands in them, and at each room, opening and viewpoint.
std::vector<Error> validate_rooms(const DividedDocument& divided, const std::set<RoomId>& rooms);

}  // namespace enf
