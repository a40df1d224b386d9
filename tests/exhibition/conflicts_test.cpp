// What is in each other's way, as a curator would see it in the plan.
#include "engine/exhibition/conflicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/exhibition/validate.h"
#include "tests/exhibition/sample.h"

namespace enf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A room of 8 x 6 m with a doorway of 1.2 m in the middle of its north wall.
class Conflicts : public testing::Test {
 protected:
  Conflicts() {
    Room room{.id = {"hall"}, .plan = {{0, 0}, {8, 0}, {8, 6}, {0, 6}}};
    room.walls.assign(4, Wall{});
    add(room);
    add(Doorway{.id = {"door"}, .from = {{"hall"}, 0, 4}, .width_m = 1.2});
  }
  template <class T>
  void add(T record) {
    document = apply(document, put(std::move(record))).value();
  }
  void bench(const char* id, double x, double z, double width = 1.4, double heading = 0) {
    add(Furniture{.id = {id},
                  .room = {"hall"},
                  .position_m = {x, z},
                  .heading_rad = heading,
                  .width_m = width,
                  .depth_m = 0.5,
                  .height_m = 0.45});
  }
  void bust(const char* id, double x, double z, Support support = Support::plinth) {
    add(Work{.id = {id}, .form = WorkForm::three_dimensional, .height_mm = 500, .width_mm = 200, .depth_mm = 200});
    add(Placement{.id = {id},
                  .work = {id},
                  .room = {"hall"},
                  .where = OnFloor{.position_m = {x, z},
                                   .support = support,
                                   .support_width_m = 0.5,
                                   .support_depth_m = 0.5,
                                   .support_height_m = 1}});
  }
  void print(const char* id, std::uint32_t wall, double along, double height = 1.5) {
    add(Work{.id = {id}, .height_mm = 600, .width_mm = 500});
    add(Placement{.id = {id}, .work = {id}, .room = {"hall"}, .where = OnWall{wall, along, height}});
  }
  Document document = apply({}, set_exhibition({})).value();
};

Conflict conflict(ConflictKind kind, AnyId thing, AnyId other) { return {kind, std::move(thing), std::move(other)}; }

TEST_F(Conflicts, FurnitureStandsInFurnitureAndInWorks) {
  bench("a", 2, 3), bench("b", 3.3, 3), bench("c", 3, 5);
  bust("bust", 3.1, 4.9);
  EXPECT_THAT(conflicts(document),
              testing::UnorderedElementsAre(conflict(ConflictKind::stands, FurnitureId{"b"}, FurnitureId{"a"}),
                                            conflict(ConflictKind::stands, FurnitureId{"c"}, PlacementId{"bust"})));
}

TEST_F(Conflicts, WhatTouchesIsInNobodysWay) {
  bench("a", 2, 3), bench("b", 3.4, 3);
  EXPECT_THAT(conflicts(document), IsEmpty());
}

TEST_F(Conflicts, ACupboardBeforeAPictureCollidesAndABenchBelowItDoesNot) {
  print("print", 2, 4);
  bench("bench", 4, 5.75);
  EXPECT_THAT(conflicts(document), IsEmpty());
  add(Furniture{.id = {"drawers"},
                .room = {"hall"},
                .kind = FurnitureKind::drawers,
                .position_m = {4.9, 5.75},
                .width_m = 1.6,
                .depth_m = 0.5,
                .height_m = 1.9});
  EXPECT_THAT(conflicts(document),
              testing::Contains(conflict(ConflictKind::stands, FurnitureId{"drawers"}, PlacementId{"print"})));
}

TEST_F(Conflicts, WhatLiesOnAShelfIsNotInItsWay) {
  add(Furniture{.id = {"shelves"},
                .room = {"hall"},
                .kind = FurnitureKind::shelves,
                .position_m = {4, 5.7},
                .width_m = 1.6,
                .depth_m = 0.5,
                .height_m = 2});
  bust("bust", 4, 5.7, Support::shelf);
  EXPECT_THAT(conflicts(document), IsEmpty());
  bust("bust", 4.75, 5.7, Support::shelf);  // 50 mm over the edge
  EXPECT_THAT(conflicts(document),
              ElementsAre(conflict(ConflictKind::stands, FurnitureId{"shelves"}, PlacementId{"bust"})));
}

TEST_F(Conflicts, AWorkOnABoardThatIsNotThereIsTold) {
  add(Furniture{.id = {"drawers"},
                .room = {"hall"},
                .kind = FurnitureKind::drawers,
                .position_m = {4, 5.7},
                .width_m = 1.6,
                .depth_m = 0.5,
                .height_m = 1});
  bust("bust", 4, 5.7, Support::shelf);
  EXPECT_THAT(validate(document), IsEmpty());
  document = apply(document, remove(FurnitureId{"drawers"})).value();
  ASSERT_EQ(validate(document).size(), 1u);
  EXPECT_EQ(validate(document)[0].id, "placement.no_board");
}

TEST_F(Conflicts, ABenchBlocksADoorwayUnlessAWheelchairPasses) {
  bench("bench", 4.5, 0.5, 1.4);  // leaves 400 mm
  EXPECT_THAT(conflicts(document),
              ElementsAre(conflict(ConflictKind::blocks, FurnitureId{"bench"}, DoorwayId{"door"})));
  bench("bench", 4.95, 0.5, 1.4);  // leaves 850 mm
  EXPECT_THAT(conflicts(document), IsEmpty());
  bench("bench", 4, 1.2, 1.4);  // across, but far enough before it
  EXPECT_THAT(conflicts(document), IsEmpty());
}

TEST_F(Conflicts, TwoThatTogetherBlockAreBothTold) {
  bench("a", 3.2, 0.5, 0.8), bench("b", 4.8, 0.5, 0.8);  // 200 mm from each side: 800 stay
  EXPECT_EQ(conflicts(document).size(), 2u);
}

TEST_F(Conflicts, AWorkAcrossADoorwayAndTwoOverEachOther) {
  print("across", 0, 4.7), print("one", 1, 2), print("two", 1, 2.3);
  EXPECT_THAT(conflicts(document),
              testing::UnorderedElementsAre(conflict(ConflictKind::covers, PlacementId{"across"}, DoorwayId{"door"}),
                                            conflict(ConflictKind::covers, PlacementId{"two"}, PlacementId{"one"})));
  std::vector<std::string> ids;
  for (const Error& error : validate(document)) ids.push_back(error.id);
  EXPECT_THAT(ids, testing::UnorderedElementsAre("placement.over_opening", "placement.overlap"));
}

}  // namespace
}  // namespace enf
