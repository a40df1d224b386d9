// Open storage: boards carry works at their heights, things on different boards don't collide, and one walks round it
// all.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/exhibition/validate.h"
#include "engine/scene/walk.h"
#include "tests/scene/fixtures.h"

namespace enf {
namespace {

struct StudyRoom : testing::Test {
  StudyRoom() {
    test::put(doc.rooms, test::rectangular_room("study", 0, 0, 6, 6));
    shelves = {.id = {"shelves"},
               .room = {"study"},
               .kind = FurnitureKind::shelves,
               .position_m = {3, 0.25},
               .width_m = 2.4,
               .depth_m = 0.42,
               .height_m = 2.15};
    test::put(doc.furniture, shelves);
    test::put(doc.furniture, Furniture{.id = {"drawers"},
                                       .room = {"study"},
                                       .kind = FurnitureKind::drawers,
                                       .position_m = {3, 5.5},
                                       .heading_rad = 3.1416,
                                       .width_m = 1.9,
                                       .depth_m = 0.7,
                                       .height_m = 0.95});
    std::vector<double> boards = board_heights_m(shelves);
    for (std::size_t k : {1u, 2u}) {
      std::string id = "pot-" + std::to_string(k);
      Work pot{.id = {id}};
      pot.form = WorkForm::three_dimensional;
      pot.height_mm = 300, pot.width_mm = 200, pot.depth_mm = 200;
      test::put(doc.works, pot);
      test::put(doc.placements,
                Placement{{id},
                          {id},
                          {"study"},
                          OnFloor{.position_m = {3, 0.25}, .support = Support::shelf, .support_height_m = boards[k]}});
    }
  }
  Document doc;
  Furniture shelves;
};

TEST_F(StudyRoom, BoardsAreEvenAndFitUnderTheTop) {
  std::vector<double> boards = board_heights_m(shelves);
  ASSERT_EQ(boards.size(), 5u);
  EXPECT_DOUBLE_EQ(boards.front(), shelf_plinth_m);
  for (std::size_t i = 1; i < boards.size(); ++i) EXPECT_NEAR(boards[i] - boards[i - 1], 0.401, 0.001);
  EXPECT_LT(boards.back() + 0.3, shelves.height_m);
  EXPECT_EQ(board_heights_m({.kind = FurnitureKind::drawers, .height_m = 0.9}), std::vector<double>{0.9});
}

TEST_F(StudyRoom, WorksStandOnTheirBoardsOneAboveTheOther) {
  EXPECT_TRUE(validate(doc).empty());
  RenderScene scene = test::built(doc).scene;
  for (std::size_t k : {1u, 2u}) {
    Box box;
    for (const SurfaceItem& item : scene.surfaces)
      if (item.owner == "placement:pot-" + std::to_string(k)) box.add(item.mesh->bounds);
    EXPECT_NEAR(box.low.y, board_heights_m(shelves)[k], 1e-4) << "no plinth of its own";
    EXPECT_NEAR(box.high.y - box.low.y, 0.3, 1e-4);
  }
  for (const char* id : {"shelves", "drawers"}) {
    Box box;
    for (const SurfaceItem& item : scene.surfaces)
      if (item.owner == std::string("furniture:") + id) box.add(item.mesh->bounds);
    const Furniture& f = *doc.find(FurnitureId{id});
    EXPECT_NEAR(box.size().y, f.height_m, 0.01) << id;
    EXPECT_NEAR(box.size().x, f.width_m, 0.04) << id;
    EXPECT_NEAR(box.size().z, f.depth_m, 0.04) << id;
  }
}

TEST_F(StudyRoom, OneWalksRoundStorage) {
  Walker walker(doc);
  EXPECT_FALSE(walker.free({3, 0.5}));
  EXPECT_FALSE(walker.free({3, 5.4}));
  EXPECT_TRUE(walker.free({3, 3}));
  EXPECT_GT(walker.move({3, 3}, {3, 0}).y, 0.25f + 0.21f + 0.25f);
}

}  // namespace
}  // namespace enf
