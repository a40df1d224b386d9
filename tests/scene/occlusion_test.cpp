#include "engine/scene/occlusion.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/base/random.h"

namespace enf {
namespace {

// Seen from the origin along -z, 90 degrees high and wide.
OcclusionMap map_from(vec3 eye = vec3(0), vec3 forward = vec3(0, 0, -1)) {
  OcclusionMap map;
  map.begin(reversed_perspective(1.5707963f, 1, 0.05f, 200) * view_matrix(eye, forward, vec3(0, 1, 0)));
  return map;
}

void add_wall(OcclusionMap& map, vec3 corner, vec3 right, vec3 down) {
  map.add(corner, corner + down, corner + right);
  map.add(corner + right, corner + down, corner + right + down);
}

Box cube(vec3 middle, float half = 0.5f) { return {middle - vec3(half), middle + vec3(half)}; }

TEST(Occlusion, AWallHidesWhatIsBehindItAndNothingElse) {
  OcclusionMap map = map_from();
  add_wall(map, vec3(-3, 3, -5), vec3(6, 0, 0), vec3(0, -6, 0));
  EXPECT_TRUE(map.hides(cube(vec3(0, 0, -8))));
  EXPECT_TRUE(map.hides(cube(vec3(2, -2, -20))));
  EXPECT_FALSE(map.hides(cube(vec3(0, 0, -4)))) << "before it";
  EXPECT_FALSE(map.hides(cube(vec3(0, 0, -5)))) << "in it";
  EXPECT_FALSE(map.hides(cube(vec3(6, 0, -8)))) << "beside it";
  EXPECT_FALSE(map.hides(cube(vec3(4.8f, 0, -8)))) << "looks out behind its edge";
  EXPECT_FALSE(map.hides(cube(vec3(0, 0, 0)))) << "around the eye";
}

TEST(Occlusion, ADoorwayIsSeenThrough) {
  OcclusionMap map = map_from();
  add_wall(map, vec3(-5, 5, -4), vec3(4.5f, 0, 0), vec3(0, -10, 0));
  add_wall(map, vec3(0.5f, 5, -4), vec3(4.5f, 0, 0), vec3(0, -10, 0));
  EXPECT_FALSE(map.hides(cube(vec3(0, 0, -9))));
  EXPECT_TRUE(map.hides(cube(vec3(3, 0, -9))));
}

TEST(Occlusion, WallsThatReachBehindTheEyeStillHide) {
  OcclusionMap map = map_from();
  add_wall(map, vec3(-1, 50, -60), vec3(0, 0, 80), vec3(0, -100, 0));
  EXPECT_TRUE(map.hides(cube(vec3(-4, 0, -5))));
  EXPECT_FALSE(map.hides(cube(vec3(1, 0, -5))));
}

TEST(Occlusion, OfAThingHalfBehindAWallOnlyTheOtherHalfIsSeen) {
  OcclusionMap map = map_from();
  add_wall(map, vec3(-9, 9, -4), vec3(9, 0, 0), vec3(0, -18, 0));
  ScreenRect seen = map.seen_part({vec3(-4, -2, -9), vec3(4, 2, -8)});
  EXPECT_GT(seen.low.x, -0.1f);
  EXPECT_LE(seen.low.x, 0);
  EXPECT_GE(seen.high.x, 0.5f);
  EXPECT_LT(seen.high.y - seen.low.y, 1);
  EXPECT_EQ(map.seen_part(cube(vec3(0))), ScreenRect{}) << "around the eye";
  EXPECT_TRUE(map.seen_part(cube(vec3(-3, 0, -8))).empty());
}

// Whatever is added, a point that a ray from the eye reaches unhindered lies in the part that is seen.
TEST(Occlusion, NeverHidesWhatARayReaches) {
  Random random(11);
  int hidden = 0;
  for (int round = 0; round < 60; ++round) {
    vec3 eye(random.between(-1, 1), random.between(0, 2), random.between(-1, 1));
    vec3 forward = glm::normalize(vec3(random.between(-1, 1), random.between(-0.3f, 0.3f), random.between(-1, 1)));
    OcclusionMap map = map_from(eye, forward);
    std::vector<std::array<vec3, 3>> triangles;
    for (int i = 0; i < 12; ++i) {
      vec3 at(random.between(-8, 8), random.between(-4, 4), random.between(-8, 8));
      auto corner = [&] { return at + vec3(random.between(-4, 4), random.between(-4, 4), random.between(-4, 4)); };
      triangles.push_back({corner(), corner(), corner()});
      map.add(triangles.back()[0], triangles.back()[1], triangles.back()[2]);
    }
    for (int i = 0; i < 40; ++i) {
      Box box =
          cube(vec3(random.between(-12, 12), random.between(-4, 4), random.between(-12, 12)), random.between(0.1f, 1));
      ScreenRect seen = map.seen_part(box);
      if (seen == ScreenRect{}) continue;
      ++hidden;
      for (int k = 0; k < 30; ++k) {
        vec3 target = box.low + box.size() * vec3(random.unit(), random.unit(), random.unit());
        if (glm::dot(target - eye, forward) < 0.1f) continue;
        Ray ray{eye, glm::normalize(target - eye)};
        float away = glm::length(target - eye);
        bool blocked = std::ranges::any_of(triangles, [&](const auto& t) {
          auto at = hit(ray, t[0], t[1], t[2]);
          return at && *at < away;
        });
        vec4 clip = reversed_perspective(1.5707963f, 1, 0.05f, 200) * view_matrix(eye, forward, vec3(0, 1, 0)) *
                    vec4(target, 1);
        bool on_screen = std::abs(clip.x) < clip.w && std::abs(clip.y) < clip.w;
        bool is_shown = clip.x >= seen.low.x * clip.w && clip.x <= seen.high.x * clip.w &&
                        clip.y >= seen.low.y * clip.w && clip.y <= seen.high.y * clip.w;
        EXPECT_TRUE(blocked || !on_screen || (is_shown && !seen.empty())) << "round " << round;
      }
    }
  }
  EXPECT_GT(hidden, 50);
}

}  // namespace
}  // namespace enf
