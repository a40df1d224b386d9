// What culling and light lists rely on: a large flat surface is a mesh of its own, knows its plane, and nothing of the
// model is lost or moved.
#include "engine/cook/mesh_planes.h"

#include <gtest/gtest.h>

#include "engine/cook/mesh_levels.h"
#include "tests/cook/cook_shapes.h"

using namespace enf;

namespace {

FullMesh prepared(SourcePart part) {
  return prepare_mesh({.parts = {std::move(part)}}, mat4(1), std::vector<CookedMaterial>(1));
}

// A room of these sizes seen from inside, with corners of its own for each side.
SourcePart inside_of_box(vec3 half) {
  SourcePart part, shared = cube();
  for (std::uint32_t v : shared.indices) {
    part.indices.push_back(static_cast<std::uint32_t>(part.positions.size()));
    part.positions.push_back(shared.positions[v] * half);
  }
  for (std::size_t t = 0; t < part.indices.size(); t += 3) std::swap(part.indices[t], part.indices[t + 1]);
  for (std::size_t t = 0; t < part.positions.size(); t += 3) {
    vec3 n = glm::cross(part.positions[t] - part.positions[t + 1], part.positions[t + 2] - part.positions[t + 1]);
    for (int k = 0; k < 3; ++k) part.normals.push_back(glm::normalize(n));
  }
  return part;
}

double area(const FullMesh& mesh) {
  double sum = 0;
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    vec3 a = mesh.vertices[mesh.indices[t]].position;
    sum += 0.5 * glm::length(glm::cross(mesh.vertices[mesh.indices[t + 1]].position - a,
                                        mesh.vertices[mesh.indices[t + 2]].position - a));
  }
  return sum;
}

}  // namespace

TEST(LargePlanes, OfARoomAreItsSixSides) {
  FullMesh room = prepared(inside_of_box(vec3(4, 2, 3)));
  double whole = area(room);
  std::vector<MeshPiece> pieces = take_large_planes(room, 1);
  ASSERT_EQ(pieces.size(), 6u);
  double sum = 0;
  for (const MeshPiece& piece : pieces) {
    sum += area(piece.mesh);
    EXPECT_NEAR(glm::length(piece.flat.normal), 1, 1e-5f);
    EXPECT_GT(piece.flat.height(vec3(0)), 1.9f) << "looks inwards";
    Box around;
    for (const FullVertex& v : piece.mesh.vertices) {
      EXPECT_NEAR(piece.flat.height(v.position), 0, 1e-5f);
      around.add(v.position);
    }
    EXPECT_EQ(around.low, piece.mesh.bounds.low);
    EXPECT_EQ(around.high, piece.mesh.bounds.high);
    EXPECT_EQ(piece.mesh.materials, room.materials);
  }
  EXPECT_NEAR(sum, whole, 1e-4);
}

TEST(LargePlanes, AreLargeWhereTheyStandAndNotInTheFile) {
  FullMesh room = prepared(inside_of_box(vec3(4, 2, 3)));
  EXPECT_EQ(take_large_planes(room, 0.01f).size(), 1u) << "a doll's house";
  FullMesh small = prepared(inside_of_box(vec3(0.04f, 0.02f, 0.03f)));
  EXPECT_EQ(take_large_planes(small, 100).size(), 6u) << "in hectometres";
}

TEST(LargePlanes, ASculptureHasNone) {
  FullMesh round = prepared(torus(2, 1, 60, 40));
  std::vector<MeshPiece> pieces = take_large_planes(round, 1);
  ASSERT_EQ(pieces.size(), 1u);
  EXPECT_EQ(pieces[0].flat.normal, vec3(0));
  EXPECT_EQ(pieces[0].mesh.indices, round.indices);
  EXPECT_FALSE(pieces[0].mesh.keeps_border);
}

// A floor and what stands on it, in one mesh.
TEST(LargePlanes, LeaveTheRestAndMeetItInEveryLevelOfDetail) {
  SourcePart part = torus(1, 0.4f, 60, 40);
  SourcePart floor = inside_of_box(vec3(5, 1, 5));
  for (std::uint32_t v : floor.indices) part.indices.push_back(v + static_cast<std::uint32_t>(part.positions.size()));
  part.positions.insert(part.positions.end(), floor.positions.begin(), floor.positions.end());
  FullMesh mesh = prepared(std::move(part));
  std::vector<MeshPiece> pieces = take_large_planes(mesh, 1);
  ASSERT_EQ(pieces.size(), 7u);
  EXPECT_EQ(pieces.back().flat.normal, vec3(0));
  std::size_t triangles = 0;
  for (const MeshPiece& piece : pieces) {
    triangles += piece.mesh.indices.size() / 3;
    EXPECT_TRUE(piece.mesh.keeps_border);
  }
  EXPECT_EQ(triangles, mesh.indices.size() / 3);
  Jobs jobs(1);
  for (MeshPiece& piece : pieces) {
    Box bounds = piece.mesh.bounds;
    bool is_flat = piece.flat.normal != vec3(0);
    for (const MeshLevel& level : make_levels(std::move(piece.mesh), jobs, {})) {
      Box around;
      for (const FullVertex& v : level.vertices) around.add(v.position);
      if (!is_flat) continue;
      EXPECT_EQ(around.low, bounds.low);
      EXPECT_EQ(around.high, bounds.high);
    }
  }
}
