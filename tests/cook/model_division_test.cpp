// A floor's model divided among its rooms: nothing is lost, nothing is drawn twice, and each room gets its own.
#include "engine/cook/model_division.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/cook/room_analysis.h"
#include "engine/geometry/polygon.h"
#include "tests/cook/room_shapes.h"

using namespace enf;

namespace {

SourceModel model_of(const FloorMesh& floor) {
  SourcePart part;
  for (const ModelTriangle& t : floor.triangles)
    for (vec3 p : t) {
      part.indices.push_back(static_cast<std::uint32_t>(part.positions.size()));
      part.positions.push_back(p);
      part.uvs.push_back(vec2(p.x + p.y, p.z));  // linear, so that cut points can be checked
    }
  SourceModel model;
  model.meshes.push_back({"floor", {part}});
  model.materials.push_back({});
  model.instances.push_back({});
  return model;
}

std::vector<ModelRegion> regions_of(const FloorMesh& floor) {
  std::vector<ModelRegion> regions;
  for (const FoundRoom& room : analyse_rooms(floor.triangles).rooms)
    regions.push_back({"room-" + std::to_string(regions.size()), room.plan, room.floor_m, room.ceiling_m});
  return regions;
}

double area_of(const SourceModel& model, std::optional<std::uint32_t> region = {}) {
  double area = 0;
  for (const SourceInstance& instance : model.instances) {
    if (region && instance.region != *region) continue;
    for (const SourcePart& part : model.meshes[instance.mesh].parts)
      for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
        vec3 p[3];
        for (std::size_t k = 0; k < 3; ++k)
          p[k] = vec3(instance.transform * vec4(part.positions[part.indices[i + k]], 1));
        area += 0.5 * static_cast<double>(glm::length(glm::cross(p[1] - p[0], p[2] - p[0])));
      }
  }
  return area;
}

}  // namespace

TEST(ModelDivision, losesAndDoublesNothing) {
  FloorMesh floor = enfilade_of(4);
  SourceModel model = model_of(floor);
  double before = area_of(model);
  auto regions = regions_of(floor);
  ASSERT_EQ(regions.size(), 4u);
  divide_model(model, regions);
  EXPECT_NEAR(area_of(model), before, 1e-3 * before);
  for (std::uint32_t r = 0; r < 4; ++r) EXPECT_NEAR(area_of(model, r), before / 4, 0.2 * before / 4) << "region " << r;
}

TEST(ModelDivision, eachRoomKeepsToItsHalfOfTheWalls) {
  FloorMesh floor = enfilade_of(3);
  SourceModel model = model_of(floor);
  auto regions = regions_of(floor);
  ASSERT_EQ(regions.size(), 3u);
  divide_model(model, regions);
  std::size_t checked = 0;
  for (const SourceInstance& instance : model.instances) {
    const auto& plan = regions[instance.region].plan;
    double low = 1e30, high = -1e30;
    for (dvec2 p : plan) low = std::min(low, p.x), high = std::max(high, p.x);
    for (const SourcePart& part : model.meshes[instance.mesh].parts)
      for (std::size_t v = 0; v < part.positions.size(); ++v) {
        EXPECT_GT(static_cast<double>(part.positions[v].x), low - 0.31);
        EXPECT_LT(static_cast<double>(part.positions[v].x), high + 0.31);
        EXPECT_NEAR(part.uvs[v].x, part.positions[v].x + part.positions[v].y, 1e-3f);
        ++checked;
      }
  }
  EXPECT_GT(checked, 100u);
}

TEST(ModelDivision, wallsWithoutThicknessAreSeenFromBothSides) {
  FloorMesh floor = enfilade_of(2, 0);
  SourceModel model = model_of(floor);
  double before = area_of(model);
  divide_model(model, regions_of(floor));
  double wall = 5 * 3.5 - 1.6 * 2.4;
  EXPECT_NEAR(area_of(model), before + wall, 0.02 * wall);
}

TEST(ModelDivision, aWallLongerThanTheRoomBehindItIsCutWhereThatEnds) {
  // A room of 4 x 4 m behind the middle of a wall that two rooms share.
  FloorMesh floor = enfilade_of(2);
  floor.level(4, 5.3f, 8, 9.3f, 0), floor.level(4, 5.3f, 8, 9.3f, floor.height);
  floor.wall_x(3.7f, 8.3f, 9.3f, 0.3f), floor.wall_z(5.3f, 9.3f, 3.7f, 0.3f), floor.wall_z(5.3f, 9.3f, 8, 0.3f);
  SourceModel model = model_of(floor);
  auto regions = regions_of(floor);
  ASSERT_EQ(regions.size(), 3u);
  auto small = std::ranges::find_if(regions, [](const ModelRegion& r) { return signed_area(r.plan) < 20; });
  ASSERT_NE(small, regions.end());
  divide_model(model, regions);
  double face = 0;  // of the long wall, as this room sees it
  for (const SourceInstance& instance : model.instances) {
    if (instance.region != static_cast<std::uint32_t>(small - regions.begin())) continue;
    for (const SourcePart& part : model.meshes[instance.mesh].parts)
      for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
        vec3 a = part.positions[part.indices[i]], b = part.positions[part.indices[i + 1]],
             c = part.positions[part.indices[i + 2]];
        float middle = (a.x + b.x + c.x) / 3;
        if (std::abs(a.z - 5.3f) + std::abs(b.z - 5.3f) + std::abs(c.z - 5.3f) < 0.003f && middle > 4 && middle < 8)
          face += 0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a)));
      }
  }
  EXPECT_NEAR(face, 4 * 3.5, 0.1);
}

TEST(ModelDivision, chairsStayOneMesh) {
  FloorMesh floor = enfilade_of(2);
  SourceModel model = model_of(floor);
  FloorMesh chair;
  chair.box({-0.2f, 0, -0.2f}, {0.2f, 0.8f, 0.2f});
  model.meshes.push_back(model_of(chair).meshes[0]);
  for (float x : {1.0f, 2.0f, 8.0f}) model.instances.push_back({1, glm::translate(mat4(1), vec3(x, 0, 1))});
  divide_model(model, regions_of(floor));
  std::vector<std::uint32_t> of_chairs;
  for (const SourceInstance& instance : model.instances)
    if (instance.mesh == 1) of_chairs.push_back(instance.region);
  EXPECT_EQ(of_chairs, (std::vector<std::uint32_t>{0, 0, 1}));
}

TEST(ModelDivision, storeysAreCutApart) {
  FloorMesh floor = enfilade_of(1);
  for (ModelTriangle t : enfilade_of(1).triangles) {
    for (vec3& p : t) p.y += 4;
    floor.triangles.push_back(t);
  }
  floor.box({-0.4f, 0, -0.4f}, {-0.35f, 7.5f, 5});  // a slab of facade over both
  SourceModel model = model_of(floor);
  auto regions = regions_of(floor);
  ASSERT_EQ(regions.size(), 2u);
  divide_model(model, regions);
  for (const SourceInstance& instance : model.instances)
    for (const SourcePart& part : model.meshes[instance.mesh].parts)
      for (vec3 p : part.positions) {
        EXPECT_LE(static_cast<double>(p.y), instance.region == 0 ? 3.76 : 8);
        EXPECT_GE(static_cast<double>(p.y), instance.region == 0 ? -0.01 : 3.49);
      }
}
