#include "content/museum.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "content/museum_works.h"
#include "engine/exhibition/room_graph.h"
#include "engine/exhibition/validate.h"
#include "engine/geometry/polygon.h"

namespace enf {
namespace {

class Museum : public testing::TestWithParam<MuseumPlan> {};

TEST_P(Museum, IsValidAndConnected) {
  const MuseumPlan& plan = GetParam();
  Document document = museum(plan);
  for (const Error& error : validate(document)) ADD_FAILURE() << to_string(error);
  EXPECT_EQ(document.rooms.size(), plan.rooms);
  EXPECT_EQ(document.placements.size(), plan.works);
  EXPECT_EQ(document.works.size(), plan.works + plan.storage);
  EXPECT_EQ(document.labels.size(), plan.works);
  EXPECT_EQ(document.lights.size(), plan.rooms * 12);
  EXPECT_TRUE(RoomGraph(document).connected());
  std::size_t sculptures = 0;
  for (const Work& work : document.works) {
    sculptures += work.form == WorkForm::three_dimensional;
    if (work.form == WorkForm::three_dimensional) continue;
    EXPECT_GE(std::max(work.width_mm, work.height_mm), 400) << work.id.value;
    EXPECT_LE(std::max(work.width_mm, work.height_mm), 1600) << work.id.value;
  }
  EXPECT_EQ(sculptures, plan.works * static_cast<std::size_t>(plan.sculptures_percent) / 100);
}

TEST_P(Museum, TourEntersEveryRoomAndWalksIntoNothing) {
  const MuseumPlan& plan = GetParam();
  Document document = museum(plan);
  MuseumFloor floor = museum_floor(plan);
  std::set<RoomId> entered;
  dvec3 last{0};
  for (const TourPose& pose : floor.tour(plan.rooms * 30)) {
    EXPECT_NEAR(glm::length(pose.forward), 1, 1e-9);
    if (!entered.empty()) {
      EXPECT_LT(glm::length(pose.eye - last), 1.0);
    }
    last = pose.eye;
    auto room = room_at(document, pose.eye);
    if (!room) continue;  // in a doorway
    entered.insert(*room);
    for (const Placement& placement : document.placements) {
      auto* on = std::get_if<OnFloor>(&placement.where);
      if (!on || placement.room != *room) continue;
      EXPECT_GT(glm::length(on->position_m - dvec2(pose.eye.x, pose.eye.z)), 0.3 + on->support_width_m / std::sqrt(2.0))
          << placement.id.value;
    }
    for (const Furniture& bench : document.furniture)
      EXPECT_GT(glm::length(bench.position_m - dvec2(pose.eye.x, pose.eye.z)), 0.6) << bench.id.value;
  }
  EXPECT_EQ(entered.size(), plan.rooms);
}

INSTANTIATE_TEST_SUITE_P(Sizes, Museum,
                         testing::Values(MuseumPlan{.rooms = 1, .works = 1}, MuseumPlan{.rooms = 1, .works = 50},
                                         MuseumPlan{.rooms = 2, .works = 6, .sculptures_percent = 34},
                                         MuseumPlan{.rooms = 7, .works = 100, .storage = 40},
                                         MuseumPlan{.rooms = 6, .works = 120, .sculptures_percent = 0},
                                         MuseumPlan{.rooms = 3, .works = 60, .sculptures_percent = 100},
                                         MuseumPlan{.rooms = 60, .works = 3000, .storage = 12000}));

// What is in the first room, as text that leaves out what lies beyond its doors.
TEST(Museum, FirstRoomDoesNotDependOnTheNumberOfRooms) {
  Document one = museum({.rooms = 1, .works = 50}), sixty = museum({.rooms = 60, .works = 3000});
  RoomId room{"room-001"};
  EXPECT_EQ(*one.find(room), *sixty.find(room));
  auto in_room = [&]<class T>(const Document& document) {
    std::vector<T> records;
    for (const T& record : document.table<T>())
      if (record.room == room) records.push_back(record);
    return records;
  };
  EXPECT_EQ(in_room.operator()<Placement>(one).size(), 50u);
  EXPECT_EQ(in_room.operator()<Placement>(one), in_room.operator()<Placement>(sixty));
  EXPECT_EQ(in_room.operator()<Light>(one), in_room.operator()<Light>(sixty));
  EXPECT_EQ(in_room.operator()<Furniture>(one), in_room.operator()<Furniture>(sixty));
  for (const Work& work : one.works) {
    EXPECT_EQ(work, *sixty.find(work.id));
    EXPECT_EQ(*one.find(work.asset), *sixty.find(work.asset));
  }
  for (const Doorway& doorway : one.doorways) {
    const Doorway* same = sixty.find(doorway.id);
    ASSERT_NE(same, nullptr);
    EXPECT_EQ(doorway.from, same->from);
  }
}

TEST(Museum, HasVistasThroughSeveralDoorways) {
  MuseumFloor floor = museum_floor({.rooms = 60, .works = 3000});
  std::size_t longest = 0;
  for (std::size_t i = 0; i < floor.rooms().size(); ++i) {
    std::size_t doorways = 0, room = i;
    std::optional<double> along;
    while (const auto& door = floor.rooms()[room].door(Side::east)) {
      if (!door->room || (along && *along != door->along_m)) break;
      along = door->along_m;
      room = *door->room;
      ++doorways;
    }
    longest = std::max(longest, doorways);
  }
  EXPECT_GE(longest, 3u);
  EXPECT_LE(longest, 5u);
}

TEST(MuseumWorks, PicturesDifferHaveDetailAndAreTheSameEachTime) {
  constexpr int width = 301, height = 200;
  std::vector<std::uint8_t> a(width * height * 3), b(a.size()), again(a.size());
  paint_quickly(a, width, height, 1);
  paint_quickly(again, width, height, 1);
  paint_quickly(b, width, height, 2);
  EXPECT_EQ(a, again);
  double apart = 0, detail = 0;
  for (std::size_t i = 3; i < a.size(); ++i) apart += std::abs(a[i] - b[i]), detail += std::abs(a[i] - a[i - 3]);
  EXPECT_GT(apart / static_cast<double>(a.size()), 10);
  EXPECT_GT(detail / static_cast<double>(a.size()), 1);
  EXPECT_LT(detail / static_cast<double>(a.size()), 20);  // not noise
}

TEST(MuseumWorks, FilesOfAllKindsAreMade) {
  Document document = museum({.rooms = 1, .works = 4, .sculptures_percent = 50});
  std::set<std::vector<std::byte>> files;
  for (const Work& work : document.works) {
    auto file = museum_file(work, 128);
    ASSERT_TRUE(file) << to_string(file.error());
    files.insert(*file);
  }
  EXPECT_EQ(files.size(), 4u);
}

}  // namespace
}  // namespace enf
