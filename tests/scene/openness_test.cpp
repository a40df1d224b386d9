#include "engine/scene/openness.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/base/random.h"
#include "engine/geometry/shapes.h"
#include "engine/scene/furniture.h"
#include "engine/scene/plan_fill.h"
#include "tests/scene/fixtures.h"

namespace enf {
namespace {

constexpr vec3 up(0, 1, 0);

TEST(FormFactor, IsThatOfAPlateAbove) {
  // A plate of 2 x 2 m, 1 m above its middle: four corner rectangles, each with the tables' value for a = b = c,
  // F = 1/(2 pi) (2 / sqrt 2) atan(1 / sqrt 2) (Howell, A Catalog of Radiation Heat Transfer Configuration Factors,
  // B-3).
  double corner = std::sqrt(2.0) * std::atan(1 / std::sqrt(2.0)) / (2 * 3.14159265358979);
  StandingBox plate{.centre = {3, -2}, .half = {1, 1}, .height = 1.05f, .bottom = 1};
  EXPECT_NEAR(form_factor(plate, 0, {3, 0, -2}, up), 4 * corner, 1e-5);
  EXPECT_NEAR(form_factor(plate, 0.5f, {3, 0.5f, -2}, up), 4 * corner, 1e-5);
}

TEST(FormFactor, IsAHalfAtTheFootAndNothingBehindTheBack) {
  StandingBox block{.half = {50, 50}, .height = 100};
  EXPECT_NEAR(form_factor(block, 0, {50.001f, 0, 0}, up), 0.5f, 1e-3);
  EXPECT_EQ(form_factor(block, 0, {0, 0, 0}, up), 0.5f);
  EXPECT_EQ(form_factor({}, 0, {1, 0, 0}, {1, 0, 0}), 0);
  EXPECT_EQ(form_factor({}, 0, {1000, 0, 0}, up), 0);
}

TEST(FormFactor, IsTheShareOfCosineWeightedRaysThatStrikeTheBox) {
  Random random(11);
  for (int round = 0; round < 12; ++round) {
    StandingBox box{.centre = {random.between(-0.4f, 0.4f), random.between(-0.4f, 0.4f)},
                    .heading = random.between(-3, 3),
                    .half = {random.between(0.1f, 0.8f), random.between(0.1f, 0.8f)},
                    .height = random.between(0.6f, 1.5f),
                    .bottom = random.between(0, 0.5f)};
    vec3 place(random.between(1.3f, 2), random.between(0, 1.5f), random.between(-2, 2));
    vec3 normal = glm::normalize(vec3(random.between(-1, 0.3f), random.between(-0.5f, 1), random.between(-0.5f, 0.5f)));
    // In the box's axes a ray strikes it where the slabs' intervals overlap.
    float c = std::cos(box.heading), s = std::sin(box.heading);
    auto turned = [&](vec3 v) { return vec3(v.x * c - v.z * s, v.y, v.x * s + v.z * c); };
    vec3 from = turned(place - vec3(box.centre.x, 0, box.centre.y));
    vec3 low(-box.half.x, box.bottom, -box.half.y), high(box.half.x, box.height, box.half.y);
    constexpr int rays = 20000;
    int struck = 0;
    for (int i = 0; i < rays; ++i) {
      // A point on the unit sphere around the normal's tip: directions to it are distributed with the cosine.
      float z = random.between(-1, 1), angle = random.between(0, 2 * pi), r = std::sqrt(1 - z * z);
      vec3 d = turned(glm::normalize(normal + 0.9999f * vec3(r * std::cos(angle), r * std::sin(angle), z)));
      float near = 0, far = 1e9f;
      for (int k = 0; k < 3; ++k) {
        float a = (low[k] - from[k]) / d[k], b = (high[k] - from[k]) / d[k];
        near = std::max(near, std::min(a, b)), far = std::min(far, std::max(a, b));
      }
      struck += near < far;
    }
    EXPECT_NEAR(form_factor(box, 0, place, normal), static_cast<float>(struck) / rays, 0.015f) << round;
  }
}

TEST(Openness, TheFloorIsDarkUnderABenchAndAtItsLegs) {
  Furniture bench{.kind = FurnitureKind::bench, .position_m = {3, 3}, .heading_rad = 0.4, .width_m = 1.8};
  std::vector<StandingBox> boxes = furniture_boxes(bench);
  Room room = test::rectangular_room("a", 0, 0, 6, 6);
  RoomOpenness open(room, {}, boxes);
  float under = open({3, 0, 3}, up), beside = open({3, 0, 4}, up), far = open({3, 0, 5}, up);
  EXPECT_LT(under, 0.6f);
  EXPECT_GT(beside, under + 0.2f);
  EXPECT_GT(far, 0.9f);
}

// The floor's cells are fine where its light changes, and still join without a gap or a corner in a neighbour's side.
TEST(PlanFill, CellsNearAFootJoinWithoutSeams) {
  std::vector<dvec2> plan{{0, 0}, {5, 0}, {6, 3}, {5, 5}, {0, 5}};
  std::array<StandingBox, 2> standing{StandingBox{.centre = {2, 2}, .heading = 0.5f},
                                      StandingBox{.centre = {4, 3}, .half = {0.025f, 0.025f}, .height = 0.3f}};
  MeshBuilder mesh;
  fill_plan([&](dvec2) -> MeshBuilder& { return mesh; }, plan, {.edges = plan, .standing = standing});
  auto data = mesh.finish();
  EXPECT_LT(data->indices.size() / 3, 3000u);
  // Every inner edge is shared by two triangles, in both directions; what is left is the outline.
  std::map<std::array<float, 4>, int> edges;
  double area = 0;
  for (std::size_t i = 0; i < data->indices.size(); i += 3) {
    std::array<vec2, 3> p;
    for (std::size_t k = 0; k < 3; ++k) {
      const float* at = data->vertices[data->indices[i + k]].position;
      p[k] = {at[0], at[2]};
    }
    area += std::abs((p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[2].x - p[0].x) * (p[1].y - p[0].y)) / 2;
    for (std::size_t k = 0; k < 3; ++k) {
      vec2 a = p[k], b = p[(k + 1) % 3];
      ++edges[{a.x, a.y, b.x, b.y}];
      --edges[{b.x, b.y, a.x, a.y}];
    }
  }
  EXPECT_NEAR(area, 27.5, 1e-3);
  double outline = 0;
  for (const auto& [edge, count] : edges) {
    ASSERT_LE(std::abs(count), 1);
    if (count > 0) outline += glm::length(vec2(edge[0] - edge[2], edge[1] - edge[3]));
  }
  EXPECT_NEAR(outline, 15 + std::sqrt(10.0) + std::sqrt(5.0), 1e-3);
}

}  // namespace
}  // namespace enf
