#include "engine/scene/architecture.h"

#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "tests/scene/fixtures.h"

namespace enf {
namespace {

vec3 position(const MeshData& mesh, std::size_t corner) {
  const WideVertex& v = mesh.vertices[mesh.indices[corner]];
  return {v.position[0], v.position[1], v.position[2]};
}

struct Struck {
  float distance = 1e9f;
  bool front = true;
};

Struck strike(const RenderScene& scene, const Ray& ray, const std::string& owner) {
  Struck best;
  for (const SurfaceItem& item : scene.surfaces) {
    if (item.owner != owner) continue;
    for (std::size_t i = 0; i < item.mesh->indices.size(); i += 3) {
      vec3 a = position(*item.mesh, i), b = position(*item.mesh, i + 1), c = position(*item.mesh, i + 2);
      if (auto t = hit(ray, a, b, c); t && *t < best.distance)
        best = {*t, glm::dot(glm::cross(b - a, c - a), ray.direction) < 0};
    }
  }
  return best;
}

bool inside_quad(const std::array<vec3, 4>& q, const Ray& ray) {
  return hit(ray, q[0], q[1], q[2]).has_value() || hit(ray, q[0], q[2], q[3]).has_value();
}

TEST(Architecture, NoTriangleIsBrokenAndNormalsAgree) {
  test::BuildResult result = test::built(test::two_rooms());
  ASSERT_FALSE(result.scene.surfaces.empty());
  for (const SurfaceItem& item : result.scene.surfaces) {
    ASSERT_EQ(item.mesh->indices.size() % 3, 0u);
    for (std::size_t i = 0; i < item.mesh->indices.size(); i += 3) {
      vec3 a = position(*item.mesh, i), b = position(*item.mesh, i + 1), c = position(*item.mesh, i + 2);
      vec3 n = glm::cross(b - a, c - a);
      ASSERT_TRUE(std::isfinite(n.x + n.y + n.z)) << item.owner;
      ASSERT_GT(glm::length(n), 0.0f) << item.owner;
      const WideVertex& v = item.mesh->vertices[item.mesh->indices[i]];
      vec3 shading = unit_from_octahedral(vec2(v.normal[0], v.normal[1]) / 32767.0f);
      ASSERT_GT(glm::dot(glm::normalize(n), shading), 0.2f) << item.owner << " triangle " << i / 3;
      for (int k = 0; k < 3; ++k) {
        vec3 p = position(*item.mesh, i + static_cast<std::size_t>(k));
        ASSERT_TRUE(item.mesh->bounds.contains(p));
      }
    }
  }
}

TEST(Architecture, RaysLeaveARoomOnlyThroughItsDoorway) {
  RenderScene scene = test::built(test::two_rooms()).scene;
  Random random(7);
  for (const RoomItem& room : scene.rooms)
    for (int i = 0; i < 1500; ++i) {
      vec3 eye(random.between(room.bounds.low.x + 0.3f, room.bounds.high.x - 0.3f), random.between(0.2f, 3.6f),
               random.between(0.3f, 6.7f));
      vec3 d(random.between(-1, 1), random.between(-1, 1), random.between(-1, 1));
      if (glm::length(d) < 0.1f) continue;
      Ray ray{eye, glm::normalize(d)};
      bool through_portal = false;
      for (std::uint32_t p : room.portals)
        through_portal = through_portal || inside_quad(scene.portals[p].corners, ray);
      Struck struck = strike(scene, ray, "room:" + room.id);
      if (struck.distance > 1e8f) {
        EXPECT_TRUE(through_portal) << room.id << " leaks towards " << d.x << " " << d.y << " " << d.z;
      } else if (!through_portal) {
        EXPECT_TRUE(struck.front) << room.id << " shows a back face";
      }
    }
}

TEST(Architecture, ARoomOfAnyShapeIsClosed) {
  Document doc;
  Room room = test::rectangular_room("l", 0, 0, 9, 8);
  room.plan = {{0, 0}, {9, 0}, {9, 3.5}, {5, 4.5}, {4.2, 8}, {0, 8}};
  room.walls.assign(6, Wall{.height_m = 3.0});
  test::put(doc.rooms, room);
  RenderScene scene = test::built(doc).scene;
  Random random(3);
  for (int i = 0; i < 1500; ++i) {
    vec3 d(random.between(-1, 1), random.between(-1, 1), random.between(-1, 1));
    if (glm::length(d) < 0.1f) continue;
    Struck struck = strike(
        scene,
        {vec3(random.between(0.3f, 3.8f), random.between(0.2f, 3.8f), random.between(0.3f, 3.0f)), glm::normalize(d)},
        "room:l");
    ASSERT_LT(struck.distance, 20.0f);
    EXPECT_TRUE(struck.front);
  }
}

TEST(Architecture, ARoomStaysWithinItsTriangleBudget) {
  RenderScene scene = test::built(test::two_rooms()).scene;
  for (const RoomItem& room : scene.rooms) {
    std::size_t triangles = 0;
    for (std::uint32_t s : room.surfaces)
      if (scene.surfaces[s].owner == "room:" + room.id) triangles += scene.surfaces[s].mesh->indices.size() / 3;
    EXPECT_LE(triangles, 15000u) << room.id;
  }
}

TEST(Architecture, CornersAreDarkerThanTheMiddleOfAWall) {
  Room room = test::rectangular_room("a", 0, 0, 6, 6);
  RoomOpenness open(room, {}, {});
  float middle = open({3, 2, 0}, {0, 0, 1}), corner = open({0.02f, 2, 0}, {0, 0, 1});
  EXPECT_GT(middle, 0.95f);
  EXPECT_LT(corner, 0.7f);
  StandingBox plinth{{3, 3}, 0, {0.25f, 0.25f}, 1};
  EXPECT_LT(RoomOpenness(room, {}, std::array{plinth})({3.27f, 0, 3}, {0, 1, 0}),
            open({3.27f, 0, 3}, {0, 1, 0}) - 0.2f);
}

// A piece of picture rail that shared a mesh with a piece of skirting elsewhere was lit as that.
TEST(Architecture, APieceOfMouldingIsInOnePlace) {
  Document document = test::two_rooms();
  Room room = *document.rooms.find({"west"});
  room.picture_rail = room.skirting = true;
  const float rail = std::max(2.4f, static_cast<float>(room.ceiling_height_m) * 0.79f);
  test::put(document.rooms, room);
  std::size_t rails = 0;
  for (const SurfaceItem& item : test::built(document).scene.surfaces) {
    if (item.owner != "room:west") continue;
    std::size_t at_rail = 0, triangles = item.mesh->indices.size() / 3;
    for (std::size_t i = 0; i < item.mesh->indices.size(); i += 3) {
      bool within = true;
      for (std::size_t k = 0; k < 3; ++k) within &= std::abs(position(*item.mesh, i + k).y - rail - 0.03f) < 0.031f;
      at_rail += within;
    }
    EXPECT_TRUE(at_rail == 0 || at_rail == triangles);
    rails += at_rail > 0;
  }
  EXPECT_GE(rails, 4u);
}

TEST(Architecture, PortalsFaceTheRoomTheyAreSeenFrom) {
  RenderScene scene = test::built(test::two_rooms()).scene;
  ASSERT_EQ(scene.portals.size(), 2u);
  for (const Portal& p : scene.portals) {
    vec3 n = glm::cross(p.corners[1] - p.corners[0], p.corners[3] - p.corners[0]);
    vec3 to_room = scene.rooms[p.from].bounds.centre() - p.corners[0];
    EXPECT_GT(glm::dot(n, to_room), 0) << "counter-clockwise seen from `from`";
    EXPECT_NEAR(p.corners[0].x, 10.15f, 1e-4f) << "in the middle of the wall";
  }
}

TEST(Architecture, ADoorwayThatDoesNotFitLeavesTheWallWhole) {
  Room room = test::rectangular_room("a", 0, 0, 6, 6);
  auto door = std::make_shared<const Doorway>(Doorway{.id = {"d"}, .from = {{"a"}, 0, 5.9}});
  auto none = [](const RoomId&) -> const Room* { return nullptr; };
  EXPECT_TRUE(openings_of(room, std::array{door}, {}, none).empty());
}

}  // namespace
}  // namespace enf
