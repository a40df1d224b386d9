#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "engine/base/random.h"
#include "engine/exhibition/by_room.h"
#include "engine/exhibition/divided.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/room_graph.h"
#include "engine/exhibition/validate.h"
#include "engine/geometry/polygon.h"
#include "sample.h"

namespace enf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

void expect_near(dvec3 a, dvec3 b) { EXPECT_LT(glm::length(a - b), 1e-9) << a.x << ' ' << a.y << ' ' << a.z; }

// Rooms 0..n-1 with doorways between the given pairs.
Document rooms(std::uint32_t n, std::vector<std::pair<int, int>> doors) {
  Document document;
  for (std::uint32_t i = 0; i < n; ++i) {
    double x = i * 10.0;
    document.rooms =
        document.rooms.with(std::make_shared<const Room>(Room{.id = {sample::id("room", i)},
                                                              .plan = {{x, 0}, {x + 9, 0}, {x + 9, 9}, {x, 9}},
                                                              .walls = std::vector<Wall>(4)}));
  }
  int k = 0;
  for (auto [a, b] : doors) {
    Doorway door{.id = {sample::id("door", k++)}, .from = {{sample::id("room", a)}, 1, 4}};
    if (b >= 0) door.to = DoorwaySide{{sample::id("room", b)}, 3, 4};
    document.doorways = document.doorways.with(std::make_shared<const Doorway>(door));
  }
  return document;
}
RoomId room(int i) { return {sample::id("room", i)}; }
DoorwayId door(int i) { return {sample::id("door", i)}; }

TEST(RoomGraph, FindsTheWayWithTheFewestDoorways) {
  RoomGraph graph(rooms(6, {{0, 1}, {1, 2}, {2, 3}, {0, 4}, {4, 3}, {3, -1}}));
  EXPECT_THAT(*graph.path(room(0), room(3)), ElementsAre(door(3), door(4)));
  EXPECT_THAT(*graph.path(room(3), room(0)), ElementsAre(door(4), door(3)));
  EXPECT_THAT(*graph.path(room(2), room(2)), IsEmpty());
  EXPECT_FALSE(graph.path(room(0), room(5)));
  EXPECT_FALSE(graph.path(room(0), RoomId{"attic"}));
}

TEST(RoomGraph, KnowsNeighboursAndRooms) {
  RoomGraph graph(rooms(5, {{0, 1}, {1, 2}, {2, -1}}));
  EXPECT_THAT(graph.neighbours(room(1)), ElementsAre(RoomLink{door(0), room(0)}, RoomLink{door(1), room(2)}));
  EXPECT_THAT(graph.neighbours(room(3)), IsEmpty());
  EXPECT_THAT(graph.within(room(0), 1), ElementsAre(room(0), room(1)));
  EXPECT_THAT(graph.within(room(0), 9), ElementsAre(room(0), room(1), room(2)));
  EXPECT_THAT(graph.components(),
              ElementsAre(ElementsAre(room(0), room(1), room(2)), ElementsAre(room(3)), ElementsAre(room(4))));
  EXPECT_FALSE(graph.connected());
  EXPECT_TRUE(RoomGraph(Document{}).connected());
}

TEST(RoomGraph, TellsTheRoomOfAPoint) {
  Document document = rooms(2, {});
  Room above = *document.find(room(0));
  above.id = {"upstairs"};
  above.floor_level_m = 5;
  document.rooms = document.rooms.with(std::make_shared<const Room>(above));
  EXPECT_EQ(room_at(document, {15, 1.6, 3}), room(1));
  EXPECT_EQ(room_at(document, {5, 1.6, 3}), room(0));
  EXPECT_EQ(room_at(document, {5, 6.6, 3}), RoomId{"upstairs"});
  EXPECT_EQ(room_at(document, {9.5, 1.6, 3}), std::nullopt);
}

TEST(Wall, ItsFrameLooksIntoTheRoomWithItsLeftEndFirst) {
  Room r{.plan = {{1, 2}, {7, 2}, {7, 6}, {1, 6}}, .walls = std::vector<Wall>(4), .floor_level_m = 0.5};
  WallFrame north = wall_frame(r, 0);
  expect_near(north.origin, {1, 0.5, 2});
  expect_near(north.along, {1, 0, 0});
  expect_near(north.inward, {0, 0, 1});
  EXPECT_DOUBLE_EQ(north.length_m, 6);
  WallFrame east = wall_frame(r, 1);
  expect_near(east.along, {0, 0, 1});
  expect_near(east.inward, {-1, 0, 0});
  for (std::uint32_t i = 0; i < 4; ++i) {
    WallFrame f = wall_frame(r, i);
    dvec3 p = f.at(f.length_m / 2, 1, 0.1);
    EXPECT_TRUE(contains(r.plan, {p.x, p.z}));
    expect_near(glm::cross(f.along, f.inward), {0, -1, 0});
  }
}

TEST(Pose, AHungWorkFacesTheRoomAndItsRightIsTheWallsRight) {
  Room r{.plan = {{1, 2}, {7, 2}, {9, 6}, {1, 6}}, .walls = std::vector<Wall>(4), .floor_level_m = 0.5};
  for (std::uint32_t i = 0; i < 4; ++i) {
    WallFrame f = wall_frame(r, i);
    Pose pose = pose_on_wall(r, {i, 1.25, 1.5});
    expect_near(pose.position, f.at(1.25, 1.5));
    expect_near(pose.front(), f.inward);
    expect_near(pose.right(), f.along);
  }
}

TEST(Pose, AStandingWorkStandsOnItsPlinth) {
  Room r{.plan = {{0, 0}, {6, 0}, {6, 6}, {0, 6}}, .walls = std::vector<Wall>(4), .floor_level_m = 0.5};
  OnFloor where{.position_m = {2, 3}, .support = Support::plinth, .support_height_m = 1.1};
  expect_near(pose_on_floor(r, where).position, {2, 1.6, 3});
  where.support = Support::free;
  expect_near(pose_on_floor(r, where).position, {2, 0.5, 3});
  expect_near(pose_on_floor(r, where).front(), {0, 0, 1});
}

TEST(Hanging, OuterSizeCountsFrameAndMat) {
  Work work{.height_mm = 500, .width_mm = 400, .frame = Frame{"plain", 50, 30}, .mat = Mat{.width_mm = 60}};
  OuterSize size = outer_size(work);
  EXPECT_DOUBLE_EQ(size.width_m, 0.62);
  EXPECT_DOUBLE_EQ(size.height_m, 0.72);
  EXPECT_DOUBLE_EQ(size.depth_m, 0.03);
  work.frame.reset(), work.mat.reset();
  EXPECT_DOUBLE_EQ(outer_size(work).width_m, 0.4);
  EXPECT_DOUBLE_EQ(picture_offset_m(work), 0.02);
}

TEST(Hanging, GapsAreEqual) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    std::vector<double> widths(1 + random.below(8));
    for (double& w : widths) w = random.between(0.2f, 2);
    auto gaps = [&](const std::vector<double>& centres, double from, double to) {
      std::vector<double> result;
      for (std::size_t i = 0; i < widths.size(); ++i) {
        result.push_back(centres[i] - widths[i] / 2 - from);
        from = centres[i] + widths[i] / 2;
      }
      result.push_back(to - from);
      return result;
    };
    auto even = gaps(with_equal_gaps(widths, 1, 20), 1, 20);
    for (double g : even) EXPECT_NEAR(g, even[0], 1e-9);
    auto centres = with_gap(widths, 0.4, 10);
    auto fixed = gaps(centres, 0, 20);
    for (std::size_t i = 1; i + 1 < fixed.size(); ++i) EXPECT_NEAR(fixed[i], 0.4, 1e-9);
    EXPECT_NEAR(fixed.front(), fixed.back(), 1e-9) << "the middle is the middle";
    std::vector<double> scattered;
    for (std::size_t i = 0; i < widths.size(); ++i) scattered.push_back(static_cast<double>(i) * 3 + random.unit());
    auto spread = distributed(widths, scattered);
    EXPECT_NEAR(spread.front(), scattered.front(), 1e-9);
    EXPECT_NEAR(spread.back(), scattered.back(), 1e-9);
    auto between = gaps(spread, 0, 30);
    for (std::size_t i = 2; i + 1 < between.size(); ++i) EXPECT_NEAR(between[i], between[1], 1e-9);
  }
}

TEST(Hanging, WorksAlignByTopCentreAndBottom) {
  EXPECT_DOUBLE_EQ(aligned_centre_m(0.8, Alignment::top, 2), 1.6);
  EXPECT_DOUBLE_EQ(aligned_centre_m(0.8, Alignment::centre, 1.5), 1.5);
  EXPECT_DOUBLE_EQ(aligned_centre_m(0.8, Alignment::bottom, 1), 1.4);
}

TEST(Hanging, TheViewerStandsWhereTheWorkIsSeenWhole) {
  Room r{.plan = {{0, 0}, {8, 0}, {8, 6}, {0, 6}}, .walls = std::vector<Wall>(4), .floor_level_m = 0.5};
  Work work{.height_mm = 1600, .width_mm = 1200, .edge_depth_mm = 0};
  Placement hung{.where = OnWall{0, 4, 1.5}};
  EXPECT_NEAR(viewing_distance_m(work), 2.8, 1e-9);
  ViewOfWork view = view_of_work(r, hung, work, 1.6);
  expect_near(view.eye, {4, 2.1, 2.8});
  expect_near(view.target, {4, 2.0, 0});
  work.height_mm = work.width_mm = 20;
  EXPECT_DOUBLE_EQ(viewing_distance_m(work), 0.75);
  work.height_mm = work.width_mm = 9000;
  view = view_of_work(r, hung, work, 1.6);
  EXPECT_TRUE(contains(r.plan, {view.eye.x, view.eye.z})) << "the room is not deep enough, so nearer";
  EXPECT_GT(view.eye.z, 5);
}

TEST(Hanging, TheLabelHangsToTheRightWithItsLowerEdgeAt137) {
  Room r{.plan = {{0, 0}, {8, 0}, {8, 6}, {0, 6}}, .walls = std::vector<Wall>(4), .floor_level_m = 0.5};
  Work work{.height_mm = 1000, .width_mm = 1000};
  Placement hung{.where = OnWall{0, 4, 1.5}};
  Pose right = label_pose(r, hung, work, LabelSide::right, 0.2, 0.1);
  expect_near(right.position, {4 + 0.5 + label_gap_m + 0.1, 0.5 + 1.37 + 0.05, 0});
  EXPECT_LT(label_pose(r, hung, work, LabelSide::left, 0.2, 0.1).position.x, 3.5);
  expect_near(label_pose(r, hung, work, LabelSide::below, 0.2, 0.1).position,
              {4, 0.5 + 1.5 - 0.5 - label_gap_m - 0.05, 0});
  Placement standing{.where = OnFloor{.position_m = {4, 3}, .support_depth_m = 0.6, .support_height_m = 1}};
  expect_near(label_pose(r, standing, work, LabelSide::right, 0.2, 0.1).position, {4, 1.35, 3.3});
}

TEST(ByRoom, EveryRoomKnowsWhatStandsInItAndTheHouseWhatOneWalksRound) {
  Document document = sample::exhibition();
  document.works = document.works.with(std::make_shared<const Work>(Work{.id = {"stored"}, .lender = {"baku"}}));
  DocumentByRoom divided = divide_by_room(document);
  EXPECT_EQ(divided.house.rooms, document.rooms);
  EXPECT_EQ(divided.house.doorways, document.doorways);
  EXPECT_EQ(divided.house.furniture, document.furniture);
  EXPECT_THAT(check_records(divided.house), IsEmpty());
  ASSERT_EQ(divided.rooms.size(), document.rooms.size());
  std::size_t placements = 0, labels = 0, lights = 0, on_floors = 0;
  std::uint32_t r = 0;
  for (const Room& room : document.rooms) {
    const Document& contents = divided.rooms[r++];
    Document whole = with_room(divided.house, contents);
    EXPECT_THAT(check_records(whole), IsEmpty()) << room.id.value << " refers to nothing outside of it and the house";
    for (const Placement& placement : contents.placements) {
      EXPECT_EQ(placement.room, room.id);
      EXPECT_EQ(whole.works.get(placement.work), document.works.get(placement.work)) << "the record itself";
      on_floors += std::holds_alternative<OnFloor>(placement.where);
    }
    EXPECT_FALSE(whole.works.contains({"stored"}));
    placements += contents.placements.size(), labels += contents.labels.size(), lights += contents.lights.size();
  }
  EXPECT_EQ(placements, document.placements.size());
  EXPECT_EQ(labels, document.labels.size());
  EXPECT_EQ(lights, document.lights.size());
  EXPECT_EQ(divided.house.placements.size(), on_floors);
}

TEST(Divided, FollowedEditByEditItIsWhatDividingAnewGives) {
  Random random(11);
  for (int run = 0; run < 20; ++run) {
    DividedDocument divided = divide(sample::exhibition());
    int kept = 0, followed = 0;
    for (int step = 0; step < 250; ++step) {
      Edit edit = sample::random_edit(random, divided.document);
      if (random.chance(0.3f)) edit = all_of({edit, sample::random_edit(random, divided.document)});
      Result<Document> after = apply(divided.document, edit);
      if (!after) continue;
      DividedDocument next = divide(divided, *after), anew = divide(*after);
      ASSERT_EQ(*next.house, *anew.house) << "step " << step;
      ASSERT_EQ(next.rooms.size(), anew.rooms.size());
      for (std::size_t r = 0; r < next.rooms.size(); ++r) {
        ASSERT_EQ(*next.rooms[r], *anew.rooms[r]) << "step " << step << ", room " << r;
        if (r < divided.rooms.size()) kept += next.rooms[r] == divided.rooms[r];
      }
      if (next.rooms.size() == divided.rooms.size()) ++followed;
      // What differs is known by the rooms touched.
      std::set<RoomId> touched = rooms_touched(divided, next);
      for (const Room& room : divided.document.rooms) {
        const Document *was = divided.contents(room.id), *is = next.contents(room.id);
        if (is && *was != *is) {
          ASSERT_TRUE(touched.contains(room.id)) << room.id.value;
        }
      }
      divided = std::move(next);
    }
    EXPECT_GT(followed, 20);
    EXPECT_GT(kept, followed) << "most rooms keep their object";
  }
}

}  // namespace
}  // namespace enf
