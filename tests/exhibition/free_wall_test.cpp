// Temporary walls: where their faces lie, what may hang on them, and what refuses to be without them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/exhibition/arrange.h"
#include "engine/exhibition/conflicts.h"
#include "engine/exhibition/edit.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/json.h"
#include "engine/exhibition/reshape.h"
#include "engine/exhibition/validate.h"

namespace enf {
namespace {

// A room of 8 x 6 m with a wall of 3 m and 0.2 m across its middle, and a print.
Document with_wall() {
  Room room{.id = {"hall"}, .plan = {{0, 0}, {8, 0}, {8, 6}, {0, 6}}};
  room.walls.assign(4, Wall{});
  room.free_walls = {{.from_m = {2, 3}, .to_m = {5, 3}}};
  return apply({}, all_of({put(room), put(Work{.id = {"print"}, .height_mm = 500, .width_mm = 400})})).value();
}

Edit hang(std::uint32_t wall, double along) {
  return put(Placement{{"p"}, {"print"}, {"hall"}, OnWall{wall, along, 1.5}});
}

std::vector<std::string> ids(const Document& document) {
  std::vector<std::string> found;
  for (const Error& error : validate(document)) found.push_back(error.id);
  return found;
}

TEST(FreeWall, ItsFacesLieOnBothSidesAndLookAway) {
  const Document document = with_wall();
  const Room& room = *document.rooms.begin();
  ASSERT_EQ(wall_count(room), 6u);
  WallFrame front = wall_frame(room, 4), back = wall_frame(room, 5);
  // Someone south of it who looks north sees it run from west to east.
  EXPECT_EQ(front.origin, dvec3(2, 0, 3.1));
  EXPECT_EQ(front.along, dvec3(1, 0, 0));
  EXPECT_EQ(front.inward, dvec3(0, 0, 1));
  EXPECT_EQ(back.origin, dvec3(5, 0, 2.9));
  EXPECT_EQ(back.along, dvec3(-1, 0, 0));
  EXPECT_EQ(back.inward, dvec3(0, 0, -1));
  EXPECT_DOUBLE_EQ(front.length_m, 3);
  EXPECT_DOUBLE_EQ(back.height_m, 3);
  EXPECT_EQ(free_wall_of(room, 3), std::nullopt);
  EXPECT_EQ(free_wall_of(room, 5), 0u);
  EXPECT_EQ(free_wall_of(room, 6), std::nullopt);
}

TEST(FreeWall, NoWorkIsStoodInIt) {
  Document document = with_wall();
  Room room = *document.rooms.begin();
  room.free_walls = {{.from_m = {2, 3}, .to_m = {6, 3}}};  // through the room's middle
  const Work stone{
      .id = {"stone"}, .form = WorkForm::three_dimensional, .height_mm = 500, .width_mm = 300, .depth_mm = 200};
  document = apply(document, put(room)).value();
  std::optional<Edit> placed = hang_somewhere(document, stone);
  ASSERT_TRUE(placed);
  EXPECT_THAT(ids(apply(document, *placed).value()), testing::IsEmpty());
}

TEST(FreeWall, WorksHangOnBothSidesWithinIt) {
  Document document = with_wall();
  for (std::uint32_t face : {4u, 5u}) {
    Document hung = apply(document, hang(face, 1.5)).value();
    EXPECT_THAT(ids(hung), testing::IsEmpty());
    EXPECT_THAT(ids(apply(document, hang(face, 0.1)).value()), testing::ElementsAre("placement.outside_wall"));
    ViewOfWork view = view_of_work(*hung.rooms.begin(), *hung.placements.begin(), *hung.works.begin(), 1.6);
    EXPECT_EQ(view.eye.z > 3, face == 4u) << "one stands on the face's side";
  }
  EXPECT_EQ(apply(document, hang(6, 1)).error().id, "record.wall");
}

TEST(FreeWall, OneStandsFarEnoughFromWhatHangsOppositeIt) {
  // A wall 1 m before the northern one: the view of what hangs there ends before it.
  Document document = with_wall();
  Room room = *document.rooms.begin();
  room.free_walls[0] = {.from_m = {1, 1}, .to_m = {7, 1}};
  document = apply(document, all_of({put(room), hang(0, 4)})).value();
  ViewOfWork view = view_of_work(room, *document.placements.begin(), *document.works.begin(), 1.6);
  EXPECT_LT(view.eye.z, 0.9);
}

TEST(FreeWall, ItStandsWithinItsRoomAndWhereNothingElseStands) {
  Document document = with_wall();
  Room room = *document.rooms.begin();
  room.free_walls[0].to_m = {9, 3};
  EXPECT_THAT(ids(apply(document, put(room)).value()), testing::ElementsAre("room.free_wall_outside"));
  Placement standing{{"p"}, {"stone"}, {"hall"}, OnFloor{.position_m = {3, 3.2}}};
  Work stone{.id = {"stone"}, .form = WorkForm::three_dimensional, .height_mm = 300, .width_mm = 200, .depth_mm = 200};
  document = apply(document, all_of({put(stone), put(standing)})).value();
  EXPECT_THAT(ids(document), testing::ElementsAre("placement.overlap"));
  EXPECT_EQ(conflicts(document), (std::vector{Conflict{ConflictKind::stands, PlacementId{"p"}, RoomId{"hall"}}}));
  room = *document.rooms.begin();
  room.free_walls.push_back({.from_m = {2, 3}, .to_m = {2, 5}});  // they may meet in a corner
  std::get<OnFloor>(standing.where).position_m = {6, 5};
  EXPECT_THAT(ids(apply(document, all_of({put(room), put(standing)})).value()), testing::IsEmpty());
}

TEST(FreeWall, WhatHangsMayNotBePiercedNorADoorwayBlocked) {
  Document document = apply(with_wall(), hang(0, 4)).value();
  document = apply(document, put(Doorway{.id = {"door"}, .from = {{"hall"}, 1, 3}, .width_m = 1.2})).value();
  EXPECT_THAT(ids(document), testing::IsEmpty());
  Room room = *document.rooms.begin();
  room.free_walls[0] = {.from_m = {4, 0}, .to_m = {4, 2}};
  EXPECT_THAT(ids(apply(document, put(room)).value()), testing::ElementsAre("placement.overlap"));
  room.free_walls[0] = {.from_m = {7.5, 2}, .to_m = {7.5, 4}};
  Document blocked = apply(document, put(room)).value();
  EXPECT_THAT(ids(blocked), testing::ElementsAre("doorway.blocked"));
  EXPECT_EQ(conflicts(blocked)[0].thing, AnyId(RoomId{"hall"}));
}

TEST(FreeWall, ItHasNoOpeningsAndIsNotTakenAwayFromWhatHangsOnIt) {
  Document document = with_wall();
  EXPECT_EQ(apply(document, put(Window{.id = {"w"}, .room = {"hall"}, .wall = 4, .along_m = 1})).error().id,
            "record.wall");
  Document opened = apply(document, put(Window{.id = {"w"}, .room = {"hall"}, .wall = 3, .along_m = 1})).value();
  Room triangle = *document.rooms.begin();
  triangle.plan.pop_back(), triangle.walls.pop_back();
  EXPECT_EQ(apply(opened, put(triangle)).error().id, "edit.in_use") << "its wall would be a temporary one's face";
  document = apply(document, hang(5, 1.5)).value();
  Room room = *document.rooms.begin();
  room.free_walls.clear();
  EXPECT_EQ(apply(document, put(room)).error().id, "edit.in_use");
}

TEST(FreeWall, WhatHangsOnItStaysWhenAWallOfTheRoomIsDivided) {
  Document document = apply(with_wall(), hang(5, 1.2)).value();
  document = apply(document, with_corner(document, {"hall"}, 1, 2.0)).value();
  EXPECT_EQ(std::get<OnWall>(document.placements.begin()->where), (OnWall{6, 1.2, 1.5}));
  EXPECT_THAT(ids(document), testing::IsEmpty());
}

TEST(FreeWall, ItIsWrittenAndReadAndLeftOutWhereThereIsNone) {
  Document document = with_wall();
  EXPECT_EQ(read_document(write_document(document), "x").value(), document);
  Room room = *document.rooms.begin();
  room.free_walls.clear();
  EXPECT_EQ(write_document(apply(document, put(room)).value()).find("free_walls"), std::string::npos);
}

}  // namespace
}  // namespace enf
