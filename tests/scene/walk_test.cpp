#include "engine/scene/walk.h"

#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/pick.h"
#include "tests/scene/fixtures.h"

namespace enf {
namespace {

// Told from the records alone: on the floor of a room or of the doorway, and a radius away from every solid.
bool plausible(vec2 p) {
  struct Rect {
    vec2 low, high;
    float distance(vec2 at) const { return glm::length(at - glm::clamp(at, low, high)); }
  };
  const std::array solids{Rect{{-9, -9}, {30, 0}},
                          Rect{{-9, 7}, {30, 20}},
                          Rect{{-9, -9}, {0, 20}},
                          Rect{{18.3f, -9}, {30, 20}},
                          Rect{{10, -9}, {10.3f, 2.6f}},
                          Rect{{10, 4.4f}, {10.3f, 20}},
                          Rect{{4.75f, 3.25f}, {5.25f, 3.75f}},
                          Rect{{4.2f, 5.25f}, {5.8f, 5.75f}}};
  for (const Rect& solid : solids)
    if (solid.distance(p) < Walker::radius_m - 0.005f) return false;
  return true;
}

TEST(Walking, RandomWalksNeverEnterASolidAndNeverLeaveTheFloor) {
  Walker walker(test::two_rooms());
  Random random(1);
  for (int walk = 0; walk < 6; ++walk) {
    vec2 at(2, 2);
    for (int i = 0; i < 1500; ++i) {
      float angle = random.between(0, 2 * pi), length = random.chance(0.05f) ? 40.0f : random.between(0, 0.8f);
      at = walker.move(at, at + vec2(std::cos(angle), std::sin(angle)) * length);
      ASSERT_TRUE(walker.free(at)) << at.x << " " << at.y;
      ASSERT_TRUE(plausible(at)) << at.x << " " << at.y;
    }
  }
}

TEST(Walking, PassesThroughADoorwayButNotThroughAClosedDoorOrAWall) {
  Walker walker(test::two_rooms());
  vec2 through = walker.move({8, 3.5f}, {12, 3.5f});
  EXPECT_NEAR(through.x, 12, 0.01f);
  EXPECT_NEAR(walker.move({8, 1}, {30, 1}).x, 9.7f, 0.02f) << "stopped by the wall";
  EXPECT_GT(walker.move({2, 3.5f}, {-30, 3.5f}).x, 0.25f) << "stopped by the closed door";
}

TEST(Walking, SlidesAlongAWall) {
  Walker walker(test::two_rooms());
  vec2 at = walker.move({1, 0.5f}, {4, -1});
  EXPECT_GT(at.x, 3.0f);
  EXPECT_NEAR(at.y, 0.3f, 0.02f);
}

TEST(Walking, FindsAWayRoundAPlinthAndIntoTheNextRoom) {
  Walker walker(test::two_rooms());
  auto way = walker.path({4, 3.5f}, {16, 5});
  ASSERT_GE(way.size(), 3u);
  EXPECT_NEAR(glm::length(way.back() - vec2(16, 5)), 0, 1e-3f);
  for (std::size_t i = 0; i + 1 < way.size(); ++i)
    for (float t = 0; t <= 1; t += 0.02f) EXPECT_TRUE(walker.free(glm::mix(way[i], way[i + 1], t)));
  EXPECT_TRUE(walker.path({4, 3.5f}, {40, 40}).empty()) << "nobody can stand there";
}

TEST(Walking, FloorsOfDifferentHeightsJoinInTheDoorway) {
  Document doc = test::two_rooms();
  Room east = *doc.find(RoomId{"east"});
  east.floor_level_m = 0.2;
  test::put(doc.rooms, east);
  Walker walker(doc);
  EXPECT_FLOAT_EQ(walker.floor_m({5, 2}), 0);
  EXPECT_FLOAT_EQ(walker.floor_m({14, 5}), 0.2f);
  EXPECT_NEAR(walker.floor_m({10.15f, 3.5f}), 0.1f, 0.01f);
}

TEST(Walking, AStartInsideASolidIsMovedOut) {
  Walker walker(test::two_rooms());
  EXPECT_FALSE(walker.free({5, 3.5f}));
  EXPECT_TRUE(walker.free(walker.nearest_free({5, 3.5f})));
  EXPECT_TRUE(walker.free(walker.move({5, 3.5f}, {5, 3.6f})));
}

TEST(Picking, NamesTheRecordUnderTheRay) {
  RenderScene scene = test::built(test::two_rooms()).scene;
  auto at = [&](vec3 from, vec3 to) {
    auto p = pick(scene, {from, glm::normalize(to - from)});
    return p ? p->owner : std::string("nothing");
  };
  EXPECT_EQ(at({5, 1.6f, 2}, {5, 1.5f, 0}), "placement:p-1");
  EXPECT_EQ(at({3, 1.6f, 3.5f}, {5, 0.5f, 3.5f}), "placement:p-2");
  EXPECT_EQ(at({14, 1.6f, 5}, {14, 1.2f, 3}), "placement:p-3") << "through the vitrine's glass";
  EXPECT_EQ(at({5, 1.6f, 4.2f}, {5, 0.4f, 5.5f}), "furniture:f-1");
  auto floor = pick(scene, {{2, 1.6f, 2}, {0, -1, 0}});
  ASSERT_TRUE(floor);
  EXPECT_EQ(floor->owner, "room:west");
  EXPECT_GT(floor->normal.y, 0.99f);
  EXPECT_NEAR(floor->distance, 1.6f, 1e-4f);
}

}  // namespace
}  // namespace enf
