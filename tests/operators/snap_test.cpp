#include "editor/operators/snap.h"

#include <gtest/gtest.h>

namespace enf::editor {
namespace {

TEST(Snap, ToTheCentreLineAndTheNeighboursEdges) {
  std::vector<OnWallBox> others{{2, 1.7, 1, 0.8}};
  WallToSnapTo wall{.length_m = 10, .others = others};
  SnappedBox s = snap_on_wall({7.3, 1.52, 0.6, 0.5}, wall, 0.05);
  EXPECT_EQ(s.box, (OnWallBox{7.3, 1.5, 0.6, 0.5})) << "nothing near along the wall";
  ASSERT_EQ(s.guides.size(), 1u);
  EXPECT_EQ(s.guides[0], (SnapGuide{false, 1.5, 0, 10}));
  s = snap_on_wall({7.3, 1.87, 0.6, 0.5}, wall, 0.05);
  EXPECT_DOUBLE_EQ(s.box.top(), 2.1) << "level with the other's top";
  s = snap_on_wall({1.83, 0.6, 0.6, 0.5}, wall, 0.05);
  EXPECT_DOUBLE_EQ(s.box.left(), 1.5) << "flush with the other's left edge";
  EXPECT_EQ(snap_on_wall({7.3, 1.62, 0.6, 0.5}, wall, 0.05).box.height_m, 1.62) << "out of reach";
}

TEST(Snap, ToEqualGaps) {
  std::vector<OnWallBox> others{{1, 1.5, 1, 1}, {3, 1.5, 1, 1}, {7, 1.5, 1, 1}};  // a gap of 1 m, then 3 m
  WallToSnapTo wall{.length_m = 20, .others = others};
  EXPECT_DOUBLE_EQ(snap_on_wall({5.03, 1.5, 0.5, 1}, wall, 0.05).box.along_m, 5) << "in the middle between two";
  EXPECT_DOUBLE_EQ(snap_on_wall({4.77, 1.5, 0.5, 1}, wall, 0.05).box.left(), 4.5) << "the gap of the two to its left";
  EXPECT_DOUBLE_EQ(snap_on_wall({10.02, 1.5, 0.5, 1}, wall, 0.05).box.along_m, 10) << "the wall's middle";
  std::vector<Stretch> door{{12, 14}};
  wall.openings = door;
  EXPECT_DOUBLE_EQ(snap_on_wall({17.04, 1.5, 0.5, 1}, wall, 0.05).box.along_m, 17) << "between doorway and corner";
}

TEST(Snap, ToTheGridEachWayForItself) {
  EXPECT_EQ(snap_to_grid({1.04, 2.3}, 0.5, 0.05), dvec2(1.0, 2.3));
  EXPECT_EQ(snap_to_grid({-1.46, 2.49}, 0.5, 0.05), dvec2(-1.5, 2.5));
}

}  // namespace
}  // namespace enf::editor
