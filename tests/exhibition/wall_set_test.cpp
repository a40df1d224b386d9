#include "engine/exhibition/wall_set.h"

#include <gtest/gtest.h>

#include "engine/exhibition/hanging.h"
#include "engine/exhibition/reshape.h"
#include "engine/exhibition/validate.h"
#include "sample.h"

namespace enf {
namespace {

TEST(WallSet, AWorkThatIsWiderThanItsNeighboursKeepsTheOuterEdges) {
  std::vector<OnWallBox> boxes{{4, 1.5, 2, 1}, {1, 1.2, 0.5, 0.5}, {2, 1.6, 0.3, 0.3}};
  align(boxes, WallEdge::right);
  for (const OnWallBox& box : boxes) EXPECT_DOUBLE_EQ(box.right(), 5);
  align(boxes, WallEdge::middle);
  for (const OnWallBox& box : boxes) EXPECT_DOUBLE_EQ(box.height_m, (0.95 + 2.0) / 2);
}

TEST(WallSet, DistributingTwiceChangesNothingMore) {
  std::vector<OnWallBox> boxes{{5, 1.5, 1, 1}, {1, 1.5, 0.4, 1}, {2, 1.5, 0.6, 1}, {2.2, 1.5, 0.2, 1}};
  distribute(boxes);
  std::vector<OnWallBox> once = boxes;
  distribute(boxes);
  for (std::size_t i = 0; i < boxes.size(); ++i) EXPECT_NEAR(boxes[i].along_m, once[i].along_m, 1e-12);
  mirror(boxes), mirror(boxes);
  for (std::size_t i = 0; i < boxes.size(); ++i) EXPECT_NEAR(boxes[i].along_m, once[i].along_m, 1e-12);
}

TEST(WallSet, SpreadingFindsTheAiriestHangOfAll) {
  // Compared with trying every way to divide the works among the stretches.
  Random random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> widths;
    for (std::uint32_t i = random.below(6); i < 6; ++i) widths.push_back(0.2 + random.below(100) / 100.0);
    std::vector<Stretch> stretches;
    double at = 0;
    for (std::uint32_t i = random.below(3); i < 3; ++i) {
      double length = 0.5 + random.below(500) / 100.0;
      stretches.push_back({at, at + length});
      at += length + 1;
    }
    double best = -1e9;
    std::vector<std::size_t> ends(stretches.size() + 1, 0);
    auto try_all = [&](auto&& self, std::size_t s, std::size_t first, double smallest) -> void {
      if (s == stretches.size()) {
        if (first == widths.size()) best = std::max(best, smallest);
        return;
      }
      double sum = 0;
      for (std::size_t end = first; end <= widths.size(); ++end) {
        double gap = end == first ? 1e9 : (stretches[s].length() - sum) / static_cast<double>(end - first + 1);
        self(self, s + 1, end, std::min(smallest, gap));
        if (end < widths.size()) sum += widths[end];
      }
    };
    try_all(try_all, 0, 0, 1e9);
    auto found = spread(widths, stretches, 0);
    ASSERT_EQ(found.has_value(), best >= 0);
    if (!found) continue;
    double smallest = 1e9;
    for (const Stretch& stretch : stretches) {
      double reached = stretch.from;
      bool any = false;
      for (std::size_t i = 0; i < widths.size(); ++i)
        if ((*found)[i] > stretch.from && (*found)[i] < stretch.to) {
          smallest = std::min(smallest, (*found)[i] - widths[i] / 2 - reached);
          reached = (*found)[i] + widths[i] / 2, any = true;
        }
      if (any) smallest = std::min(smallest, stretch.to - reached);
    }
    EXPECT_NEAR(smallest, best, 1e-9);
    EXPECT_TRUE(std::ranges::is_sorted(*found)) << "in the curator's order";
  }
}

TEST(WallSet, RowsStayWithinTheirBoundsInOrderAndApart) {
  Random random(8);
  for (int round = 0; round < 300; ++round) {
    std::vector<OnWallBox> boxes(1 + random.below(12));
    for (OnWallBox& box : boxes)
      box.wide_m = 0.2 + random.below(80) / 100.0, box.high_m = 0.2 + random.below(80) / 100.0;
    Stretch within{1, 1.5 + random.below(500) / 100.0};
    std::vector<OnWallBox> before = boxes;
    if (!hang_in_rows(boxes, within, 1.5, 3.6, 0.1)) {
      EXPECT_EQ(boxes, before) << "refused, and untouched";
      continue;
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      EXPECT_GE(boxes[i].left(), within.from - 1e-9);
      EXPECT_LE(boxes[i].right(), within.to + 1e-9);
      EXPECT_GE(boxes[i].bottom(), 0.3 - 1e-9);
      EXPECT_LE(boxes[i].top(), 3.6 + 1e-9);
      for (std::size_t j = i + 1; j < boxes.size(); ++j) {
        bool beside = boxes[j].left() >= boxes[i].right() + 0.1 - 1e-9;
        bool below = boxes[j].top() <= boxes[i].bottom() + 1e-9;
        EXPECT_TRUE(beside || below) << "later works stand to the right or below";
      }
    }
  }
}

TEST(WallSet, AWallsOwnCentreLineComesBeforeTheRooms) {
  Room room = *sample::exhibition().find(RoomId{"hall"});
  EXPECT_EQ(hanging_centre_m(room, 1), 1.5);
  room.walls[1].hanging_centre_m = 1.45;
  EXPECT_EQ(hanging_centre_m(room, 1), 1.45);
  Document document = apply(sample::exhibition(), put(room)).value();
  EXPECT_EQ(read_document(write_document(document), "x").value(), document);
  room.walls[1].hanging_centre_m = -1;
  EXPECT_EQ(apply(document, put(room)).error().field, "walls[1].hanging_centre_m");
}

TEST(Reshape, MovingAWallOutwardsAndBackGivesThePlan) {
  std::vector<dvec2> plan{{0, 0}, {6, 1}, {7, 5}, {1, 6}};
  auto there = wall_moved(plan, 1, 0.7).value();
  auto back = wall_moved(there, 1, -0.7).value();
  for (std::size_t i = 0; i < plan.size(); ++i) EXPECT_NEAR(glm::distance(back[i], plan[i]), 0, 1e-12);
  dvec2 along = glm::normalize(plan[2] - plan[1]);
  EXPECT_NEAR(glm::dot(there[1] - plan[1], dvec2(along.y, -along.x)), 0.7, 1e-12);
  EXPECT_FALSE(wall_moved({{0, 0}, {3, 0}, {6, 0}, {6, 4}, {0, 4}}, 0, 1)) << "its neighbour runs on along it";
}

TEST(Reshape, DividingAWallLeavesEveryThingWhereItWas) {
  Document document = sample::exhibition();
  Document divided = apply(document, with_corner(document, RoomId{"hall"}, 1, 2.0)).value();
  const Room &before = *document.find(RoomId{"hall"}), &after = *divided.find(RoomId{"hall"});
  for (const Placement& placement : document.placements)
    EXPECT_NEAR(
        glm::distance(pose_of(before, placement).position, pose_of(after, *divided.find(placement.id)).position), 0,
        1e-12);
  EXPECT_EQ(divided.find(DoorwayId{"door"})->from.wall, 2u);
  EXPECT_DOUBLE_EQ(divided.find(DoorwayId{"door"})->from.along_m, 1.0);
  EXPECT_TRUE(validate(divided).empty());
}

TEST(Validate, OfSomeRoomsFindsWhatIsWrongInThemAndNothingElse) {
  Document document = sample::exhibition();
  Placement carpet = *document.find(PlacementId{"carpet-hung"});
  std::get<OnWall>(carpet.where).along_m = 0.1;
  Document wrong = apply(document, put(carpet)).value();
  EXPECT_TRUE(validate_rooms(divide(document), {{"hall"}, {"cabinet"}}).empty());
  ASSERT_EQ(validate_rooms(divide(wrong), {{"hall"}}).size(), 1u);
  EXPECT_EQ(validate_rooms(divide(wrong), {{"hall"}}), validate(wrong));
  EXPECT_TRUE(validate_rooms(divide(wrong), {{"cabinet"}}).empty());
}

}  // namespace
}  // namespace enf
