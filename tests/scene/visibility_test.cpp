#include "engine/scene/visibility.h"

#include <gtest/gtest.h>

#include <set>

#include "engine/base/random.h"
#include "tests/scene/fixtures.h"

namespace enf {
namespace {

mat4 projection(const Camera& c, float aspect = 16.0f / 9) {
  return reversed_perspective(c.fov_y, aspect, c.near_m, c.far_m) * view_matrix(c.eye, c.forward, c.up);
}

std::vector<VisibleRoom> seen_from(const RenderScene& scene, const Camera& camera, const mat4& view_projection) {
  std::vector<VisibleRoom> seen;
  visible_rooms(scene, camera, view_projection, seen);
  return seen;
}

// Rooms in a row along x, 10 m apart, doorways in line.
RenderScene enfilade(int count) {
  Document doc;
  for (int i = 0; i < count; ++i)
    test::put(doc.rooms, test::rectangular_room("r" + std::to_string(i), 10.3 * i, 0, 10, 7));
  for (int i = 0; i + 1 < count; ++i)
    test::put(doc.doorways, Doorway{.id = {"d" + std::to_string(i)},
                                    .from = {{"r" + std::to_string(i)}, 1, 3.5},
                                    .to = DoorwaySide{{"r" + std::to_string(i + 1)}, 3, 3.5}});
  return test::built(doc).scene;
}

TEST(Visibility, AnEnfiladeShowsAllItsRoomsFromOneEnd) {
  RenderScene scene = enfilade(4);
  Camera camera{.eye = {1, 1.6f, 3.5f}, .forward = {1, 0, 0}};
  auto seen = seen_from(scene, camera, projection(camera));
  ASSERT_EQ(seen.size(), 4u);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(seen[static_cast<std::size_t>(i)].room, static_cast<std::uint32_t>(i));
    EXPECT_EQ(seen[static_cast<std::size_t>(i)].depth, i);
  }
  EXPECT_LT(seen[3].rect.high.x - seen[3].rect.low.x, seen[1].rect.high.x - seen[1].rect.low.x);
}

TEST(Visibility, LookingAwayOrFromTheCornerShowsOneRoom) {
  RenderScene scene = enfilade(3);
  Camera away{.eye = {5, 1.6f, 3.5f}, .forward = {-1, 0, 0}};
  EXPECT_EQ(seen_from(scene, away, projection(away)).size(), 1u);
  Camera corner{.eye = {9.7f, 1.6f, 0.4f}, .forward = {0, 0, -1}};
  EXPECT_EQ(seen_from(scene, corner, projection(corner)).size(), 1u);
}

TEST(Visibility, StandingInADoorwayShowsBothSides) {
  RenderScene scene = enfilade(2);
  for (float x : {10.05f, 10.15f, 10.25f})
    for (float direction : {-1.0f, 1.0f}) {
      Camera camera{.eye = {x, 1.6f, 3.5f}, .forward = {direction, 0, 0}};
      auto seen = seen_from(scene, camera, projection(camera));
      std::uint32_t wanted = direction > 0 ? 1 : 0;
      EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), [&](const VisibleRoom& r) { return r.room == wanted; }))
          << "at " << x << " towards " << direction;
    }
}

// Whatever a ray through the screen meets lies in a room that was found visible, within its rectangle.
TEST(Visibility, NothingThatShowsIsLeftOut) {
  RenderScene scene = enfilade(3);
  Random random(11);
  for (int i = 0; i < 300; ++i) {
    float yaw = random.between(-pi, pi);
    Camera camera{.eye = {random.between(0.3f, 30.5f), random.between(1.0f, 1.8f), random.between(0.4f, 6.6f)},
                  .forward = glm::normalize(vec3(std::sin(yaw), random.between(-0.3f, 0.3f), std::cos(yaw)))};
    mat4 vp = projection(camera);
    auto seen = seen_from(scene, camera, vp);
    std::uint32_t own = room_of(scene, camera.eye);
    EXPECT_EQ(seen.front().room, own);
    for (int k = 0; k < 20; ++k) {
      // A point in some room, joined to the eye through portals by walking the straight line.
      vec3 target(random.between(0.1f, 30.6f), random.between(0.1f, 4.1f), random.between(0.1f, 6.9f));
      std::uint32_t goal = room_of(scene, target);
      vec4 clip = vp * vec4(target, 1);
      if (clip.w <= 0.01f || std::abs(clip.x) > clip.w || std::abs(clip.y) > clip.w) continue;
      bool open = true;
      std::uint32_t low = std::min(own, goal), high = std::max(own, goal);
      for (std::uint32_t r = low; r < high; ++r) {
        float x = 10.15f + 10.3f * static_cast<float>(r), t = (x - camera.eye.x) / (target.x - camera.eye.x);
        vec3 p = glm::mix(camera.eye, target, t);
        open = open && std::abs(p.z - 3.5f) < 0.89f && p.y < 2.79f;
      }
      if (!open) continue;
      auto found = std::find_if(seen.begin(), seen.end(), [&](const VisibleRoom& r) { return r.room == goal; });
      ASSERT_NE(found, seen.end());
      vec2 at = vec2(clip) / clip.w;
      EXPECT_TRUE(at.x >= found->rect.low.x - 1e-3f && at.x <= found->rect.high.x + 1e-3f &&
                  at.y >= found->rect.low.y - 1e-3f && at.y <= found->rect.high.y + 1e-3f);
      EXPECT_TRUE(touches(frustum_within(vp, found->rect), Box{target, target}) || found->room == own);
    }
  }
}

// Rooms in two rows of three, with doorways that are not all in line.
RenderScene two_rows() {
  Document doc;
  for (int i = 0; i < 6; ++i)
    test::put(doc.rooms, test::rectangular_room("r" + std::to_string(i), 10.3 * (i % 3), i < 3 ? 0 : 7.3, 10, 7));
  int number = 0;
  auto join = [&](int from, std::uint32_t wall, double along, int to, std::uint32_t to_wall, double to_along) {
    test::put(doc.doorways, Doorway{.id = {"d" + std::to_string(number++)},
                                    .from = {{"r" + std::to_string(from)}, wall, along},
                                    .to = DoorwaySide{{"r" + std::to_string(to)}, to_wall, to_along}});
  };
  // Walls are numbered north, east, south, west; places along them run clockwise.
  join(0, 1, 3.5, 1, 3, 3.5), join(1, 1, 1.2, 2, 3, 5.8);
  join(3, 1, 5.8, 4, 3, 1.2), join(4, 1, 1.2, 5, 3, 5.8);
  join(0, 2, 5, 3, 0, 5), join(2, 2, 2, 5, 0, 8);
  return test::built(doc).scene;
}

TEST(RoomsInLine, AreAllThatShowFromAnywhereInARoom) {
  RenderScene scene = two_rows();
  Random random(3);
  std::set<std::pair<std::uint32_t, std::uint32_t>> shown;
  for (int i = 0; i < 20000; ++i) {
    float yaw = random.between(-pi, pi);
    Camera camera{.eye = {random.between(0.5f, 30.1f), 1.6f, random.between(0.5f, 13.8f)},
                  .forward = glm::normalize(vec3(std::sin(yaw), 0, std::cos(yaw)))};
    std::uint32_t own = room_of(scene, camera.eye);
    if (const Box& room = scene.rooms[own].bounds;
        camera.eye.x < room.low.x + 0.4f || camera.eye.x > room.high.x - 0.4f || camera.eye.z < room.low.z + 0.4f ||
        camera.eye.z > room.high.z - 0.4f)
      continue;  // in a doorway both rooms count
    for (const VisibleRoom& seen : seen_from(scene, camera, projection(camera))) shown.insert({own, seen.room});
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> in_line;
  for (std::uint32_t room = 0; room < 6; ++room)
    for (std::uint32_t other : rooms_in_line(scene, room)) in_line.insert({room, other});
  EXPECT_EQ(in_line, shown);
  EXPECT_FALSE(in_line.contains({0, 5}));  // round two corners
  EXPECT_EQ(rooms_in_line(scene, 0).front(), 0u);
}

TEST(RoomsAhead, BeginWithWhatATurnShowsAndGoOnWithTheDoorwayOneWalksTo) {
  RenderScene scene = enfilade(9);
  vec3 eye(4 * 10.3f + 5, 1.6f, 0.5f);  // beside the line of doorways
  auto east = rooms_ahead(scene, eye, eye + vec3(3, 0, 0)), west = rooms_ahead(scene, eye, eye - vec3(3, 0, 0));
  EXPECT_EQ(east.front(), 4u);
  EXPECT_EQ(std::set<std::uint32_t>(east.begin(), east.end()).size(), 9u);  // all are in line
  EXPECT_EQ(east.size(), 9u);
  auto place = [](const std::vector<std::uint32_t>& rooms, std::uint32_t room) {
    return std::ranges::find(rooms, room) - rooms.begin();
  };
  EXPECT_LT(place(east, 8), place(east, 0));
  EXPECT_LT(place(west, 0), place(west, 8));
}

CookedMesh mesh_with_levels() {
  CookedMesh mesh;
  for (float error : {0.0f, 0.001f, 0.004f, 0.02f}) mesh.levels.push_back({.error_m = error});
  return mesh;
}

TEST(Levels, GrowCoarserWithDistanceAndStayWithinTheError) {
  CookedMesh mesh = mesh_with_levels();
  std::uint32_t last = 0;
  for (float d = 0.1f; d < 100; d *= 1.2f) {
    std::uint32_t level = choose_level(mesh, d, {.pixels_per_radian = 1000});
    EXPECT_GE(level, last);
    EXPECT_LE(mesh.levels[level].error_m * 1000 / d, 1.0f);
    last = level;
  }
  EXPECT_EQ(last, 3u);
}

TEST(Levels, DoNotFlickerAtTheirBorder) {
  CookedMesh mesh = mesh_with_levels();
  // Level 1's error is one pixel at 1 m.
  EXPECT_EQ(choose_level(mesh, 0.95f, {.pixels_per_radian = 1000}), 0u);
  EXPECT_EQ(choose_level(mesh, 0.95f, {.pixels_per_radian = 1000, .previous = 1}), 1u);
  EXPECT_EQ(choose_level(mesh, 0.7f, {.pixels_per_radian = 1000, .previous = 1}), 0u);
}

}  // namespace
}  // namespace enf
