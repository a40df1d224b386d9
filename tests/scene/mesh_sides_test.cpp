// Light lies on a side of a mesh as on a picture: what a side owes whoever draws it so.
#include "engine/scene/mesh_sides.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/scene/mesh_builder.h"

namespace enf {
namespace {

struct Seen {
  vec3 direction{0};
  float area_m2 = 0;
  float steep_m2 = 0;  // seen at less than 30 degrees
};

template <class Visit>
void each_face(const MeshData& mesh, Visit&& visit) {
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
    std::array<vec3, 3> p;
    for (std::size_t k = 0; k < 3; ++k) {
      const WideVertex& v = mesh.vertices[mesh.indices[i + k]];
      p[k] = vec3(v.position[0], v.position[1], v.position[2]);
    }
    vec3 square = glm::cross(p[1] - p[0], p[2] - p[0]);
    if (float twice = glm::length(square); twice > 0) visit(square / twice, twice / 2);
  }
}

Seen seen(const MeshData& mesh) {
  Seen result;
  vec3 sum(0);
  each_face(mesh, [&](vec3 normal, float area) { sum += normal * area, result.area_m2 += area; });
  result.direction = glm::normalize(sum);
  each_face(mesh, [&](vec3 normal, float area) {
    if (glm::dot(normal, result.direction) < 0.5f) result.steep_m2 += area;
  });
  return result;
}

float area_of(const std::vector<std::shared_ptr<const MeshData>>& parts) {
  float sum = 0;
  for (const auto& part : parts) sum += seen(*part).area_m2;
  return sum;
}

TEST(MeshBuilder, FacesThatMeetInAPlaneShareTheirCornersAndThoseOfAnEdgeDoNot) {
  MeshBuilder builder;
  builder.quad({0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {1, 0, 0});
  builder.quad({1, 0, 0}, {2, 0, 0}, {2, 1, 0}, {1, 1, 0}, {1, 0, 0});
  builder.quad({2, 0, 0}, {2, 0, -1}, {2, 1, -1}, {2, 1, 0}, {0, 0, -1});
  auto mesh = builder.finish();
  EXPECT_EQ(mesh->vertices.size(), 6u + 4u);
  ASSERT_EQ(mesh->indices.size(), 18u);
  // Every face is where it was, turned as it was.
  auto at = [&](std::size_t i) {
    const float* p = mesh->vertices[mesh->indices[i]].position;
    return vec3(p[0], p[1], p[2]);
  };
  for (std::size_t t = 0; t < 18; t += 3) {
    vec3 cross = glm::cross(at(t + 1) - at(t), at(t + 2) - at(t));
    EXPECT_EQ(cross, t < 12 ? vec3(0, 0, 1) : vec3(1, 0, 0)) << t;
  }
}

TEST(MeshSides, ABoxHasSixAndAWallIsItself) {
  MeshBuilder box;
  box.box({.size = vec3(1, 2, 0.5f), .bevel = 0.002f});
  auto parts = sides_of(box.finish(), 0.03f);
  EXPECT_EQ(parts.size(), 6u);
  for (const auto& part : parts) EXPECT_LT(seen(*part).steep_m2, 0.01f);
  MeshBuilder wall;
  wall.quad(vec3(0), vec3(4, 0, 0), vec3(4, 3, 0), vec3(0, 3, 0), vec3(1, 0, 0));
  auto mesh = wall.finish();
  auto whole = sides_of(mesh, 0.03f);
  ASSERT_EQ(whole.size(), 1u);
  EXPECT_EQ(whole[0], mesh);
}

// From below a dome's foot would be all edge.
TEST(MeshSides, ADomeAndItsLunettesAreSeenFromNearlyBefore) {
  MeshBuilder dome;
  auto round = [](float turn, float out, float height) {
    float angle = -2 * pi * turn;
    return vec3(std::sin(angle) * out, height, std::cos(angle) * out);
  };
  dome.patch(24, 2, [&](float u, float v) { return round(u, 4, v); });
  dome.patch(48, 16, [&](float u, float v) {
    float up = v * 0.48f * pi;
    return round(u, 4 * std::cos(up), 1 + 4 * std::sin(up));
  });
  auto mesh = dome.finish();
  auto parts = sides_of(mesh, 0.4f);
  EXPECT_GT(parts.size(), 4u);
  EXPECT_LT(parts.size(), 14u);
  float steep = 0;
  for (const auto& part : parts) steep += seen(*part).steep_m2;
  float all = area_of({mesh});
  EXPECT_LT(steep, 0.02f * all);
  EXPECT_NEAR(area_of(parts), all, all * 1e-4f) << "nothing is lost, nothing twice";
}

TEST(MeshSides, FrontsInOnePlaneAreOnePart) {
  MeshBuilder chest;
  for (int i = 0; i < 5; ++i)
    chest.quad(vec3(0, 0.2f * static_cast<float>(i), 1), vec3(1, 0.2f * static_cast<float>(i), 1),
               vec3(1, 0.2f * static_cast<float>(i) + 0.18f, 1), vec3(0, 0.2f * static_cast<float>(i) + 0.18f, 1),
               vec3(1, 0, 0));
  chest.quad(vec3(0, 0, 0.5f), vec3(1, 0, 0.5f), vec3(1, 1, 0.5f), vec3(0, 1, 0.5f), vec3(1, 0, 0));
  EXPECT_EQ(sides_of(chest.finish(), 0.03f).size(), 2u) << "the back, half a metre behind, for itself";
}

}  // namespace
}  // namespace enf
