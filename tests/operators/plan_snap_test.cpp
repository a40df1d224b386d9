// Where things come to rest that are dragged over a plan.
#include "editor/operators/plan_snap.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace enf::editor {
namespace {

const std::vector<dvec2> room = {{0, 0}, {8, 0}, {8, 6}, {0, 6}};

PlanCorners box(double x, double z, double wide, double deep) {
  return {dvec2(x - wide / 2, z - deep / 2), dvec2(x + wide / 2, z - deep / 2), dvec2(x + wide / 2, z + deep / 2),
          dvec2(x - wide / 2, z + deep / 2)};
}

TEST(PlanSnap, BacksComeToTheWall) {
  SnappedStep s = snap_in_plan(box(2.31, 0.27, 1.4, 0.5), {.plan = room, .grid_m = 0}, 0.06);
  EXPECT_NEAR(s.by.y, -0.02, 1e-9);
  EXPECT_EQ(s.by.x, 0) << "nothing near along the wall";
  ASSERT_EQ(s.guides.size(), 1u);
  EXPECT_EQ(s.guides[0].from.y, 0);
  EXPECT_EQ(s.guides[0].to.y, 0);
}

TEST(PlanSnap, AxesAndEdgesOfWhatStandsThere) {
  std::vector<PlanCorners> others{box(3, 4, 1, 1)};
  PlanToSnapTo to{.plan = room, .others = others, .grid_m = 0};
  EXPECT_NEAR(snap_in_plan(box(3.04, 1.3, 0.4, 0.4), to, 0.06).by.x, -0.04, 1e-9) << "on one axis";
  EXPECT_NEAR(snap_in_plan(box(2.73, 1.3, 0.4, 0.4), to, 0.06).by.x, -0.03, 1e-9) << "flush with the left edge";
  EXPECT_NEAR(snap_in_plan(box(3.72, 1.3, 0.4, 0.4), to, 0.06).by.x, -0.02, 1e-9) << "beside it";
  EXPECT_EQ(snap_in_plan(box(5.31, 1.3, 0.4, 0.4), to, 0.06).by.x, 0) << "out of reach";
}

TEST(PlanSnap, EqualGapsAreShownAsTwo) {
  std::vector<PlanCorners> others{box(1, 3, 1, 1), box(5, 3, 1, 1)};  // from 1.5 to 4.5
  SnappedStep s = snap_in_plan(box(2.97, 2.8, 0.6, 0.4), {.plan = room, .others = others, .grid_m = 0}, 0.06);
  EXPECT_NEAR(s.by.x, 0.03, 1e-9);
  ASSERT_EQ(s.guides.size(), 2u);
  for (const PlanGuide& gap : s.guides) {
    EXPECT_TRUE(gap.is_gap);
    EXPECT_NEAR(glm::distance(gap.from, gap.to), 1.2, 1e-9);
  }
}

TEST(PlanSnap, TheGridIsForWhereNothingElseIsNear) {
  SnappedStep s = snap_in_plan(box(2.33, 1.78, 0.4, 0.4), {.plan = room, .grid_m = 0.1}, 0.05);
  EXPECT_NEAR(s.by.x, -0.03, 1e-9);
  EXPECT_NEAR(s.by.y, 0.02, 1e-9);
  EXPECT_TRUE(s.guides.empty());
}

TEST(PlanSnap, TemporaryWallsAreWallsFromBothSides) {
  std::vector<PlanCorners> walls{box(4, 3, 3, 0.2)};  // its faces at z 2.9 and 3.1
  const PlanToSnapTo to{.plan = room, .others = {}, .walls = walls, .grid_m = 0};
  EXPECT_NEAR(snap_in_plan(box(3.3, 2.62, 0.4, 0.6), to, 0.06).by.y, -0.02, 1e-9) << "before its front";
  EXPECT_NEAR(snap_in_plan(box(3.3, 3.43, 0.4, 0.6), to, 0.06).by.y, -0.03, 1e-9) << "behind its back";
  const double c = 0.6, s = 0.8;  // 3-4-5
  const dvec2 along(c, s), out(s, -c), middle(4, 3);
  std::vector<PlanCorners> askew{
      {middle - along - out * 0.1, middle + along - out * 0.1, middle + along + out * 0.1, middle - along + out * 0.1}};
  for (const bool is_reversed : {false, true}) {
    if (is_reversed) std::ranges::reverse(askew[0]);
    const SnappedStep step =
        snap_in_plan(box(4.4, 2.7, 0.4, 0.4), {.plan = room, .others = {}, .walls = askew, .grid_m = 0}, 0.2);
    double nearest = 1e9;
    for (dvec2 corner : box(4.4 + step.by.x, 2.7 + step.by.y, 0.4, 0.4))
      nearest = std::min(nearest, glm::dot(corner - middle, out));
    EXPECT_NEAR(nearest, 0.1, 1e-9) << "a corner at its face";
  }
}

TEST(PlanSnap, AWallThatRunsAskewIsMetByTheNearestCorner) {
  const std::vector<dvec2> wedge = {{0, 0}, {6, 0}, {6, 3}, {3, 6}, {0, 6}};
  SnappedStep s = snap_in_plan(box(4.3, 4.2, 0.4, 0.4), {.plan = wedge, .grid_m = 0}, 0.2);
  dvec2 corner = dvec2(4.5, 4.4) + s.by;
  EXPECT_NEAR(corner.x + corner.y, 9, 1e-9);
  EXPECT_EQ(s.guides.size(), 1u);
}

TEST(PlanSnap, RoomsLieBackToBackAndLevel) {
  const RoomToSnap hall{{{0, 0}, {8, 0}, {8, 6}, {0, 6}}, {0.2, 0.2, 0.2, 0.2}};
  RoomToSnap cabinet{{{8.25, 0.04}, {12.25, 0.04}, {12.25, 4.04}, {8.25, 4.04}}, {0.15, 0.3, 0.15, 0.3}};
  SnappedStep s = snap_rooms(std::array{cabinet}, std::array{hall}, 0.1, 0.1);
  EXPECT_NEAR(s.by.x, 0.05, 1e-9) << "the thicker wall, 0.3 m, lies between";
  EXPECT_NEAR(s.by.y, -0.04, 1e-9) << "its north wall is level with the hall's";
  EXPECT_EQ(s.guides.size(), 2u);
  for (dvec2& corner : cabinet.plan) corner += dvec2(3.02, 20.03);
  s = snap_rooms(std::array{cabinet}, std::array{hall}, 0.1, 0.04);
  EXPECT_NEAR(s.by.x, 0.03, 1e-9) << "far from it, on the grid";
  EXPECT_NEAR(s.by.y, 0.03, 1e-9);
}

}  // namespace
}  // namespace enf::editor
