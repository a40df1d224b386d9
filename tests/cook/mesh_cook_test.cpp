// What the renderer relies on: levels of detail are as near to the scan as they say, quantised points are within half a
// step, parts meet without cracks, normals and tangents are there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "engine/base/random.h"
#include "engine/cook/mesh_distance.h"
#include "engine/cook/mesh_encode.h"
#include "engine/cook/mesh_levels.h"
#include "tests/cook/cook_shapes.h"

using namespace enf;

namespace {

const std::vector<CookedMaterial> plain(2);

FullMesh prepared(SourcePart part, const mat4& transform = mat4(1)) {
  return prepare_mesh({.parts = {std::move(part)}}, transform, plain);
}

float brute_distance(vec3 p, const MeshLevel& level) {
  float best = std::numeric_limits<float>::max();
  for (std::size_t t = 0; t + 2 < level.indices.size(); t += 3)
    best = std::min(best, glm::distance(p, nearest_point(p, level.vertices[level.indices[t]].position,
                                                         level.vertices[level.indices[t + 1]].position,
                                                         level.vertices[level.indices[t + 2]].position)));
  return best;
}

vec3 random_point_on(const MeshLevel& level, Random& random) {
  std::size_t t = 3 * random.below(static_cast<std::uint32_t>(level.indices.size() / 3));
  float u = random.unit(), v = random.unit();
  if (u + v > 1) u = 1 - u, v = 1 - v;
  vec3 a = level.vertices[level.indices[t]].position;
  return a + (level.vertices[level.indices[t + 1]].position - a) * u +
         (level.vertices[level.indices[t + 2]].position - a) * v;
}

// Six times the volume that the triangles enclose: positive if they face outwards.
double volume6(const FullMesh& mesh) {
  double sum = 0;
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3)
    sum += glm::dot(mesh.vertices[mesh.indices[t]].position, glm::cross(mesh.vertices[mesh.indices[t + 1]].position,
                                                                        mesh.vertices[mesh.indices[t + 2]].position));
  return sum;
}

std::set<std::array<float, 3>> decoded_positions(const EncodedLevel& level, const CookedMesh& mesh) {
  std::set<std::array<float, 3>> all;
  for (std::uint32_t i = 0; i < level.level.vertex_count; ++i) {
    vec3 p;
    if (mesh.layout == VertexLayout::compact) {
      auto* v = reinterpret_cast<const CompactVertex*>(level.vertices.data()) + i;
      p = mesh.grid_origin + mesh.grid_step * vec3(v->position[0], v->position[1], v->position[2]);
    } else {
      auto* v = reinterpret_cast<const WideVertex*>(level.vertices.data()) + i;
      p = vec3(v->position[0], v->position[1], v->position[2]);
    }
    all.insert({p.x, p.y, p.z});
  }
  return all;
}

}  // namespace

TEST(TriangleTree, findsTheNearestPointAsBruteForceDoes) {
  FullMesh mesh = prepared(torus(1, 0.4f, 30, 20));
  MeshLevel level{0, mesh.vertices, mesh.indices};
  std::vector<vec3> positions;
  for (const FullVertex& v : mesh.vertices) positions.push_back(v.position);
  TriangleTree tree(positions, mesh.indices);
  Random random(1);
  for (int i = 0; i < 500; ++i) {
    vec3 p(random.between(-2, 2), random.between(-1, 1), random.between(-2, 2));
    EXPECT_NEAR(tree.distance(p), brute_distance(p, level), 1e-5f);
  }
}

TEST(Levels, areAsNearToTheFinestAsTheySay) {
  Jobs jobs(2);
  auto levels = make_levels(prepared(torus(1, 0.4f, 120, 60)), jobs, {});
  ASSERT_GE(levels.size(), 5u);
  EXPECT_EQ(levels[0].error_m, 0);
  EXPECT_LE(levels.back().indices.size() / 3, 300u);
  Random random(7);
  for (std::size_t l = 1; l < levels.size(); ++l) {
    EXPECT_LE(levels[l].indices.size(), levels[l - 1].indices.size() * 6 / 10) << l;
    EXPECT_GE(levels[l].error_m, levels[l - 1].error_m);
    float found = 0;
    for (int i = 0; i < 300; ++i) {
      found = std::max(found, brute_distance(random_point_on(levels[0], random), levels[l]));
      found = std::max(found, brute_distance(random_point_on(levels[l], random), levels[0]));
    }
    EXPECT_LE(found, levels[l].error_m * 1.1f) << "level " << l;
    EXPECT_GE(found, levels[l].error_m * 0.3f) << "level " << l << " claims far more error than it has";
  }
}

TEST(Levels, keepTheOutline) {
  Jobs jobs(2);
  FullMesh mesh = prepared(torus(1, 0.4f, 120, 60));
  Box fine = mesh.bounds;
  for (const MeshLevel& level : make_levels(std::move(mesh), jobs, {})) {
    Box box;
    for (const FullVertex& v : level.vertices) box.add(v.position);
    for (int axis = 0; axis < 3; ++axis) {
      EXPECT_NEAR(box.low[axis], fine.low[axis], level.error_m + 1e-6f);
      EXPECT_NEAR(box.high[axis], fine.high[axis], level.error_m + 1e-6f);
    }
  }
}

TEST(Levels, simplifyFlatShadedMeshesToo) {
  SourcePart smooth = torus(1, 0.4f, 60, 30), flat;
  for (std::size_t t = 0; t + 2 < smooth.indices.size(); t += 3) {
    vec3 p[3];
    for (std::size_t k = 0; k < 3; ++k) p[k] = smooth.positions[smooth.indices[t + k]];
    for (vec3 corner : p) {
      flat.indices.push_back(static_cast<std::uint32_t>(flat.positions.size()));
      flat.positions.push_back(corner);
      flat.normals.push_back(glm::normalize(glm::cross(p[1] - p[0], p[2] - p[0])));
    }
  }
  Jobs jobs(1);
  EXPECT_GE(make_levels(prepared(flat), jobs, {}).size(), 4u);
}

TEST(Levels, smoothTheNoiseOfAScanInsteadOfMakingBlotchesOfIt) {
  SourcePart part = torus(1, 0.4f, 240, 120);
  auto true_normal = [](vec3 p) { return glm::normalize(p - glm::normalize(vec3(p.x, 0, p.z))); };
  Random random(7);
  auto noise = [&] { return random.unit() - 0.5f; };
  for (vec3 p : part.positions) {
    part.normals.push_back(glm::normalize(true_normal(p) + 0.6f * vec3(noise(), noise(), noise())));
    part.colours.push_back(vec4(vec3(0.5f + noise()), 1));
  }
  Jobs jobs(2);
  std::vector<MeshLevel> levels = make_levels(prepared(part), jobs, {});
  struct Deviation {
    float normal = 0, colour = 0;  // root mean square
  };
  auto deviation = [&](const MeshLevel& level) {
    Deviation sum;
    for (const FullVertex& v : level.vertices) {
      vec3 off = v.normal - true_normal(v.position);
      EXPECT_NEAR(glm::length(v.normal), 1, 1e-5f);
      sum.normal += glm::dot(off, off), sum.colour += (v.colour.x - 0.5f) * (v.colour.x - 0.5f);
    }
    auto count = static_cast<float>(level.vertices.size());
    return Deviation{std::sqrt(sum.normal / count), std::sqrt(sum.colour / count)};
  };
  ASSERT_GE(levels.size(), 5u);
  Deviation fine = deviation(levels[0]), coarse = deviation(levels[4]);  // of 16 fine vertices each
  EXPECT_LT(coarse.normal, 0.4f * fine.normal);
  EXPECT_LT(coarse.colour, 0.4f * fine.colour);
}

TEST(Levels, keepHardEdgesAndTheColoursBesideThem) {
  SourcePart box;  // an open corner of three finely divided faces, each with its colour
  constexpr std::uint32_t n = 40;
  for (int axis = 0; axis < 3; ++axis) {
    vec3 normal(0), across(0), up(0), colour(0);
    normal[axis] = across[(axis + 1) % 3] = up[(axis + 2) % 3] = colour[axis] = 1;
    auto first = static_cast<std::uint32_t>(box.positions.size());
    for (std::uint32_t j = 0; j <= n; ++j)
      for (std::uint32_t i = 0; i <= n; ++i) {
        box.positions.push_back(static_cast<float>(i) / n * across + static_cast<float>(j) / n * up);
        box.normals.push_back(normal);
        box.colours.push_back(vec4(colour, 1));
        if (i == n || j == n) continue;
        std::uint32_t at = first + j * (n + 1) + i;
        for (std::uint32_t v : {at, at + 1, at + n + 2, at, at + n + 2, at + n + 1}) box.indices.push_back(v);
      }
  }
  Jobs jobs(1);
  std::vector<MeshLevel> levels = make_levels(prepared(box), jobs, {});
  ASSERT_GE(levels.size(), 3u);
  for (const FullVertex& v : levels.back().vertices) {
    EXPECT_FLOAT_EQ(std::max({v.normal.x, v.normal.y, v.normal.z}), 1);
    EXPECT_LT(glm::distance(v.normal, vec3(v.colour)), 1e-5f);
  }
}

TEST(Levels, keepATriangleToItsMaterial) {
  SourcePart left = torus(1, 0.4f, 60, 30), right = left;
  right.material = 1;
  left.indices.resize(left.indices.size() / 2);
  right.indices.erase(right.indices.begin(),
                      right.indices.begin() + static_cast<std::ptrdiff_t>(right.indices.size() / 2));
  Jobs jobs(1);
  for (const MeshLevel& level : make_levels(prepare_mesh({.parts = {left, right}}, mat4(1), plain), jobs, {})) {
    std::set<std::uint32_t> parts;
    for (std::size_t t = 0; t + 2 < level.indices.size(); t += 3) {
      std::uint32_t part = level.vertices[level.indices[t]].part;
      EXPECT_EQ(part, level.vertices[level.indices[t + 1]].part);
      EXPECT_EQ(part, level.vertices[level.indices[t + 2]].part);
      parts.insert(part);
    }
    EXPECT_EQ(parts.size(), 2u);
  }
}

TEST(Quantisation, staysWithinHalfAStep) {
  for (float size : {0.002f, 0.3f, 3.5f, 9.0f}) {
    FullMesh mesh = prepared(torus(size / 2.8f, size / 7, 60, 30), glm::translate(mat4(1), vec3(3.3f, -1.7f, 12.1f)));
    Box bounds[]{mesh.bounds};
    float step = lattice_step_for(bounds);
    MeshLevel level{0, mesh.vertices, mesh.indices};
    CookedMesh cooked = layout_for(level, mesh.bounds, step, 1024);
    EXPECT_EQ(cooked.layout, size > 4 ? VertexLayout::wide : VertexLayout::compact);
    EXPECT_LE(step, 0.00025f);
    EncodedLevel encoded = encode_level(level, cooked, step, mesh.materials);
    EXPECT_EQ(encoded.indices.size(), mesh.indices.size());
    auto found = decoded_positions(encoded, cooked);
    for (const FullVertex& v : mesh.vertices) {
      float nearest = 1;
      for (int i = -1; i <= 1; ++i) {  // the points whose x is within a step
        auto at = found.lower_bound({v.position.x - step, -1e9f, -1e9f});
        for (; at != found.end() && (*at)[0] <= v.position.x + step; ++at) {
          vec3 d = glm::abs(vec3((*at)[0], (*at)[1], (*at)[2]) - v.position);
          nearest = std::min(nearest, std::max({d.x, d.y, d.z}));
        }
      }
      ASSERT_LE(nearest, step * 0.5f + 2e-6f);
    }
  }
}

TEST(Quantisation, leavesNoCracksBetweenMeshesThatMeet) {
  // Two strips share an edge; one is long enough to need the wide layout.
  auto strip = [](float to_x) {
    SourcePart part;
    for (int i = 0; i <= 100; ++i)
      for (float x : {0.0f, to_x}) part.positions.push_back(vec3(x, 0.0123f * static_cast<float>(i), 0.777f));
    for (std::uint32_t i = 0; i < 200; i += 2)
      for (std::uint32_t v : {i, i + 1, i + 3, i, i + 3, i + 2}) part.indices.push_back(v);
    return part;
  };
  FullMesh left = prepared(strip(-1)), right = prepared(strip(7));
  Box bounds[]{left.bounds, right.bounds};
  float step = lattice_step_for(bounds);
  std::set<std::array<float, 3>> edges[2];
  int side = 0;
  for (const FullMesh* mesh : {&left, &right}) {
    MeshLevel level{0, mesh->vertices, mesh->indices};
    CookedMesh cooked = layout_for(level, mesh->bounds, step, 1);
    EXPECT_EQ(cooked.layout, side == 0 ? VertexLayout::compact : VertexLayout::wide);
    for (const auto& p : decoded_positions(encode_level(level, cooked, step, mesh->materials), cooked))
      if (std::abs(p[0]) < 0.5f) edges[side].insert(p);
    ++side;
  }
  EXPECT_EQ(edges[0].size(), 101u);
  EXPECT_EQ(edges[0], edges[1]);
}

TEST(Quantisation, takesTheWideLayoutWhenTextureCoordinatesNeedIt) {
  SourcePart part = torus(1, 0.4f, 20, 10);
  for (vec3 p : part.positions) part.uvs.push_back(vec2(p.x, p.z) * 20.0f);
  FullMesh mesh = prepared(part);
  MeshLevel level{0, mesh.vertices, mesh.indices};
  EXPECT_EQ(layout_for(level, mesh.bounds, 0x1p-14f, 256).layout, VertexLayout::compact);
  EXPECT_EQ(layout_for(level, mesh.bounds, 0x1p-14f, 4096).layout, VertexLayout::wide);
}

TEST(Normals, ofAScanWithoutAnyAreSmooth) {
  FullMesh mesh = prepared(torus(1, 0.4f, 80, 40));
  for (const FullVertex& v : mesh.vertices) {
    vec3 ring = glm::normalize(vec3(v.position.x, 0, v.position.z));
    EXPECT_GT(glm::dot(v.normal, glm::normalize(v.position - ring)), 0.998f);
  }
}

TEST(Normals, keepTheEdgesOfACube) {
  FullMesh mesh = prepared(cube());
  EXPECT_EQ(mesh.vertices.size(), 24u);
  for (const FullVertex& v : mesh.vertices) {
    vec3 n = glm::abs(v.normal);
    EXPECT_NEAR(std::max({n.x, n.y, n.z}), 1, 1e-6f);
  }
}

TEST(Mirrors, leaveTheOutsideOutside) {
  EXPECT_GT(volume6(prepared(cube())), 0);
  FullMesh mirrored = prepared(cube(), glm::scale(mat4(1), vec3(-1, 2, 1)));
  EXPECT_GT(volume6(mirrored), 0);
  for (const FullVertex& v : mirrored.vertices) EXPECT_GT(glm::dot(v.normal, v.position), 0);
}

TEST(Tangents, followTheTextureAndKnowItsMirrorImage) {
  std::vector<CookedMaterial> mapped(1);
  mapped[0].normal_texture.texture = 0;
  for (bool mirrored : {false, true}) {
    // Seen from +z: u to the right (or left), v down.
    SourcePart part{.positions = {vec3(0), vec3(1, 0, 0), vec3(0, 1, 0)}, .indices = {0, 1, 2}};
    for (vec3 p : part.positions) part.uvs.push_back(vec2(mirrored ? -p.x : p.x, -p.y));
    FullMesh mesh = prepare_mesh({.parts = {part}}, mat4(1), mapped);
    for (const FullVertex& v : mesh.vertices) {
      EXPECT_NEAR(v.tangent.x, mirrored ? -1 : 1, 1e-6f);
      // The bitangent points to the top of the picture, as normal maps mean it.
      EXPECT_GT((glm::cross(v.normal, vec3(v.tangent)) * v.tangent.w).y, 0.99f);
    }
  }
}
