// What a room under any ceiling owes its visitors: it is closed, shows its front, rises where it says, and stays cheap.
#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "engine/exhibition/ceiling.h"
#include "engine/exhibition/validate.h"
#include "tests/scene/fixtures.h"

namespace enf {
namespace {

struct Case {
  const char* name;
  Ceiling ceiling;
  double laylight_lx;
  std::vector<dvec2> plan;
  friend void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }
};

const std::vector<dvec2> oblong{{0, 0}, {9, 0}, {9, 6}, {0, 6}}, square{{0, 0}, {7, 0}, {7, 7}, {0, 7}};
const std::vector<dvec2> octagon{{2, 0}, {5, 0}, {7, 2}, {7, 5}, {5, 7}, {2, 7}, {0, 5}, {0, 2}};

std::vector<Case> cases() {
  return {{"coved", {CeilingForm::coved, 0.9}, 0, oblong},
          {"coved_lit", {CeilingForm::coved, 0.9}, 80, octagon},
          {"barrel", {CeilingForm::barrel_vault, 2.2}, 0, oblong},
          {"barrel_lit", {CeilingForm::barrel_vault, 2.2}, 80, oblong},
          {"barrel_coffered", {CeilingForm::barrel_vault, 3, 0, 7}, 80, oblong},
          {"groin", {CeilingForm::groin_vault, 2.5}, 0, oblong},
          {"dome", {CeilingForm::dome, 3.2, 0.8}, 0, square},
          {"dome_lit", {CeilingForm::dome, 3.2, 0.8}, 80, octagon},
          {"dome_coffered", {CeilingForm::dome, 3.5, 0, 5}, 80, square},
          {"coffered", {CeilingForm::flat, 1, 0, 5}, 0, oblong},
          {"coffered_lit", {CeilingForm::flat, 1, 0, 6}, 80, oblong}};
}

Room room_of(const Case& c) {
  Room room;
  room.id = {"r"};
  room.plan = c.plan;
  room.walls.assign(c.plan.size(), Wall{.height_m = 4.2});
  room.ceiling = c.ceiling;
  room.laylight = {.illuminance_lx = c.laylight_lx, .inset_m = 1.8};
  return room;
}

RenderScene scene_of(const Room& room) {
  Document document;
  test::put(document.rooms, room);
  EXPECT_TRUE(validate(document).empty());
  return test::built(document).scene;
}

vec3 corner(const MeshData& mesh, std::size_t i) {
  const WideVertex& v = mesh.vertices[mesh.indices[i]];
  return {v.position[0], v.position[1], v.position[2]};
}

class Ceilings : public testing::TestWithParam<Case> {};

TEST_P(Ceilings, CloseTheRoomAndShowTheirFront) {
  RenderScene scene = scene_of(room_of(GetParam()));
  Random random(11);
  const Box& bounds = scene.rooms[0].bounds;
  for (int i = 0; i < 3000; ++i) {
    vec3 d(random.between(-1, 1), random.between(-0.2f, 1), random.between(-1, 1));
    if (glm::length(d) < 0.1f) continue;
    vec3 middle = bounds.centre();
    Ray ray{vec3(middle.x + random.between(-1.5f, 1.5f), random.between(0.5f, 3.5f),
                 middle.z + random.between(-1.5f, 1.5f)),
            glm::normalize(d)};
    float nearest = 1e9f;
    bool front = false;
    for (const SurfaceItem& item : scene.surfaces)
      for (std::size_t k = 0; k < item.mesh->indices.size(); k += 3) {
        vec3 a = corner(*item.mesh, k), b = corner(*item.mesh, k + 1), c = corner(*item.mesh, k + 2);
        if (auto t = hit(ray, a, b, c); t && *t < nearest)
          nearest = *t, front = glm::dot(glm::cross(b - a, c - a), ray.direction) < 0;
      }
    ASSERT_LT(nearest, 1e8f) << "open towards " << d.x << " " << d.y << " " << d.z;
    ASSERT_TRUE(front) << "a back at " << (ray.origin + ray.direction * nearest).x << " "
                       << (ray.origin + ray.direction * nearest).y << " " << (ray.origin + ray.direction * nearest).z;
    ASSERT_LE((ray.origin + ray.direction * nearest).y, bounds.high.y + 1e-3f) << "the room's bounds hold its ceiling";
  }
}

TEST_P(Ceilings, HaveSoundTrianglesThatFollowTheirNormals) {
  RenderScene scene = scene_of(room_of(GetParam()));
  std::size_t triangles = 0;
  for (const SurfaceItem& item : scene.surfaces)
    for (std::size_t k = 0; k < item.mesh->indices.size(); k += 3, ++triangles) {
      vec3 n = glm::cross(corner(*item.mesh, k + 1) - corner(*item.mesh, k),
                          corner(*item.mesh, k + 2) - corner(*item.mesh, k));
      ASSERT_GT(glm::length(n), 0.0f);
      const WideVertex& v = item.mesh->vertices[item.mesh->indices[k]];
      vec3 shading = unit_from_octahedral(vec2(v.normal[0], v.normal[1]) / 32767.0f);
      ASSERT_GT(glm::dot(glm::normalize(n), shading), 0.2f);
    }
  EXPECT_LE(triangles, 24000u);
}

// Without sunk panels and openings, which lie higher.
class PlainCeilings : public Ceilings {};

TEST_P(PlainCeilings, LieWhereTheirGeometrySays) {
  Room room = room_of(GetParam());
  RenderScene scene = scene_of(room);
  Random random(3);
  for (int i = 0; i < 400; ++i) {
    dvec2 place(random.between(0.4f, 6.6f), random.between(0.4f, 5.6f));
    if (DomeRing dome = dome_ring(room);
        room.ceiling.form == CeilingForm::dome && std::abs(glm::distance(place, dome.middle) - dome.ring_m) < 0.25)
      continue;  // the ring's moulding
    Ray up{vec3(static_cast<float>(place.x), 3, static_cast<float>(place.y)), vec3(0, 1, 0)};
    float nearest = 1e9f;
    for (const SurfaceItem& item : scene.surfaces)
      for (std::size_t k = 0; k < item.mesh->indices.size(); k += 3)
        if (auto t = hit(up, corner(*item.mesh, k), corner(*item.mesh, k + 1), corner(*item.mesh, k + 2));
            t && *t < nearest)
          nearest = *t;
    // The plain field of a coved ceiling is sunk by its rim; rings and rims stand before the surface.
    EXPECT_NEAR(3 + nearest, ceiling_height_at_m(room, place), 0.17)
        << GetParam().name << " at " << place.x << " " << place.y;
  }
}

std::vector<Case> plain_cases() {
  std::vector<Case> plain = cases();
  std::erase_if(plain, [](const Case& c) { return c.ceiling.coffers > 0 || c.laylight_lx > 0; });
  return plain;
}
std::string name_of(const testing::TestParamInfo<Case>& c) { return c.param.name; }

INSTANTIATE_TEST_SUITE_P(Forms, Ceilings, testing::ValuesIn(cases()), name_of);
INSTANTIATE_TEST_SUITE_P(Forms, PlainCeilings, testing::ValuesIn(plain_cases()), name_of);

TEST(Ceiling, RisesAsItsFormAsks) {
  Room room = room_of({"", {CeilingForm::dome, 3, 0.5}, 0, square});
  DomeRing dome = dome_ring(room);
  EXPECT_NEAR(dome.ring_m, 3.5, 1e-9);
  EXPECT_NEAR(dome.sphere_m, 3.5 * std::sqrt(2.0), 1e-9);
  EXPECT_NEAR(dome.ring_height_m(), 3.5, 1e-9) << "on a square the pendentives' arches are half circles";
  EXPECT_NEAR(ceiling_height_at_m(room, {3.5, 3.5}), 4.2 + 3.5 + 0.5 + 3, 1e-9);
  room = room_of({"", {CeilingForm::barrel_vault, 2}, 0, oblong});
  EXPECT_NEAR(ceiling_height_at_m(room, {1, 3}), 6.2, 1e-9);
  EXPECT_NEAR(ceiling_height_at_m(room, {8, 1.5}), 4.2 + 2 * std::sqrt(0.75), 1e-9) << "an ellipse across";
}

}  // namespace
}  // namespace enf
