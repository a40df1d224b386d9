// What renderers rely on: tables come back as written, and a table whose every byte was forged (with right hashes) is
// either refused or wholly in range.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "engine/package/model.h"
#include "engine/package/pyramid.h"
#include "tests/package/folder_fixture.h"

using namespace enf;
namespace fs = std::filesystem;

namespace {

struct Written {
  CookedModel model;
  std::vector<std::vector<std::byte>> sections;
};

// One triangle with one level, one 2x1 texture, one material, one instance, one light.
Written small_model() {
  Written w;
  w.sections = {std::vector<std::byte>(3 * 24), std::vector<std::byte>(12), std::vector<std::byte>(8),
                std::vector<std::byte>(4)};
  std::uint32_t indices[]{0, 1, 2};
  std::memcpy(w.sections[1].data(), indices, 12);
  w.model.bounds = {vec3(0), vec3(1)};
  w.model.triangles = 1;
  w.model.textures.push_back({.width = 2, .height = 1, .mip_sections = {2, 3}});
  w.model.materials.push_back({.name = "bronze", .metallic = 0.5f});
  w.model.materials[0].base_colour_texture.texture = 0;
  CookedMesh mesh{.bounds = {vec3(0), vec3(1)}, .grid_step = 0.001f};
  mesh.levels.push_back({.vertex_count = 3, .index_count = 3, .vertex_section = 0, .index_section = 1, .parts = {{0, 0, 3}}});
  w.model.meshes.push_back(mesh);
  w.model.instances.push_back({});
  w.model.lights.push_back({.intensity = 100});
  return w;
}

void write(const fs::path& path, const Written& w) {
  auto writer = ChunkWriter::create(path, ChunkKind::model).value();
  for (const auto& section : w.sections) ASSERT_TRUE(writer.add(section));
  ASSERT_TRUE(write_model_table(writer, w.model));
  ASSERT_TRUE(writer.finish());
}

Result<CookedModel> read(const fs::path& path) {
  auto chunk = ChunkReader::open(path);
  if (!chunk) return std::unexpected(chunk.error());
  return read_model(**chunk);
}

}  // namespace

using ModelTable = Folder;

TEST_F(ModelTable, comesBackAsWritten) {
  Written w = small_model();
  write(path / "a", w);
  auto model = read(path / "a");
  ASSERT_TRUE(model) << to_string(model.error());
  EXPECT_EQ(model->materials, w.model.materials);
  EXPECT_EQ(model->bounds, w.model.bounds);
  EXPECT_EQ(model->triangles, 1u);
  EXPECT_EQ(model->textures.at(0).mip_sections, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_EQ(model->meshes.at(0).levels.at(0).parts.at(0).index_count, 3u);
  EXPECT_EQ(model->lights.at(0).intensity, 100);
}

TEST_F(ModelTable, refusesWhatIsOutOfRange) {
  auto refused = [&](auto spoil) {
    Written w = small_model();
    spoil(w.model);
    write(path / "a", w);
    auto model = read(path / "a");
    return !model && model.error().id == "chunk.damaged";
  };
  EXPECT_TRUE(refused([](CookedModel& m) { m.instances[0].mesh = 1; }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.materials[0].base_colour_texture.texture = 1; }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.materials[0].roughness = NAN; }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.textures[0].mip_sections[1] = 0; })) << "wrong size";
  EXPECT_TRUE(refused([](CookedModel& m) { m.textures[0].mip_sections[1] = 4; })) << "the table itself";
  EXPECT_TRUE(refused([](CookedModel& m) { m.textures[0].width = 1u << 31; }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.meshes[0].levels[0].vertex_count = 4; }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.meshes[0].levels[0].parts[0].first_index = 3; }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.meshes[0].levels[0].parts[0].material = 1; }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.meshes[0].levels.clear(); }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.meshes[0].grid_step = 0; }));
  EXPECT_TRUE(refused([](CookedModel& m) { m.triangles = 2; }));
}

TEST_F(ModelTable, survivesEveryForgedByte) {
  Written w = small_model();
  write(path / "a", w);
  auto chunk = ChunkReader::open(path / "a").value();
  std::vector<std::byte> scratch;
  auto table = chunk->section(4, scratch).value();
  std::vector<std::byte> original(table.begin(), table.end());
  Random random(3);
  for (std::size_t i = 0; i < original.size() * 2; ++i) {
    auto forged = original;
    if (i < original.size())
      forged[i] = static_cast<std::byte>(random.next());
    else
      forged.resize(i - original.size());
    auto writer = ChunkWriter::create(path / "b", ChunkKind::model).value();
    for (const auto& section : w.sections) ASSERT_TRUE(writer.add(section));
    ASSERT_TRUE(writer.add(forged));
    ASSERT_TRUE(writer.finish());
    auto model = read(path / "b");
    if (!model) {
      EXPECT_EQ(model.error().id, "chunk.damaged");
      continue;
    }
    for (const auto& instance : model->instances) EXPECT_LT(instance.mesh, model->meshes.size());
    EXPECT_TRUE(i < original.size()) << "a shortened table was taken";
  }
}

TEST_F(ModelTable, refusesIndicesPastTheVertices) {
  Written w = small_model();
  std::uint32_t wrong[]{0, 1, 3};
  std::memcpy(w.sections[1].data(), wrong, 12);
  write(path / "a", w);
  auto chunk = ChunkReader::open(path / "a").value();
  auto model = read_model(*chunk).value();
  std::vector<std::byte> scratch;
  EXPECT_EQ(level_indices(*chunk, model.meshes[0].levels[0], scratch).error().id, "chunk.damaged");
  EXPECT_TRUE(level_vertices(*chunk, model.meshes[0], model.meshes[0].levels[0], scratch));
}

TEST(Octahedral, keepsUnitVectorsWithinTheFormatsStep) {
  Random random(5);
  for (int i = 0; i < 20000; ++i) {
    vec3 v = glm::normalize(vec3(random.between(-1, 1), random.between(-1, 1), random.between(-1, 1)) + vec3(1e-4f));
    vec2 o = glm::round(octahedral_from_unit(v) * 32767.0f) / 32767.0f;
    EXPECT_LT(glm::distance(unit_from_octahedral(o), v), 1e-4f);
  }
}

TEST(PyramidPlan, halvesUntilOneTileHoldsAll) {
  Pyramid p = plan_pyramid(1000, 249);
  ASSERT_EQ(p.levels.size(), 4u);
  EXPECT_EQ(p.levels[1].width, 500u);
  EXPECT_EQ(p.levels[1].height, 125u);
  EXPECT_EQ(p.levels[3].width, 125u);
  EXPECT_EQ(p.levels[0].tiles_x, 5u);
  EXPECT_EQ(p.levels[0].tiles_y, 2u);
  EXPECT_EQ(p.section_of(3, 0, 0), 0u);
  EXPECT_EQ(p.section_of(2, 1, 0), 2u);
  EXPECT_EQ(p.section_of(0, 4, 1), 1u + 2 + 3 + 9);
  EXPECT_EQ(plan_pyramid(1, 1).levels.size(), 1u);
  EXPECT_EQ(plan_pyramid(248, 248).levels.size(), 1u);
}

using PyramidTable = Folder;

TEST_F(PyramidTable, comesBackAndRefusesOtherTileCounts) {
  std::vector<std::byte> tile(3 * pyramid_tile * pyramid_tile);
  for (std::uint32_t tiles : {1u + 2 + 3, 1u + 2, 1u + 2 + 4}) {
    auto writer = ChunkWriter::create(path / "a", ChunkKind::pyramid).value();
    for (std::uint32_t i = 0; i < tiles; ++i) ASSERT_TRUE(writer.add(tile));
    Pyramid written = plan_pyramid(600, 100);
    written.average_colour = vec3(0.1f, 0.2f, 0.3f);
    ASSERT_TRUE(write_pyramid_table(writer, written));
    ASSERT_TRUE(writer.finish());
    auto chunk = ChunkReader::open(path / "a").value();
    auto pyramid = read_pyramid(*chunk);
    EXPECT_EQ(read_model(*chunk).error().id, "chunk.foreign");
    if (tiles != 6) {
      EXPECT_EQ(pyramid.error().id, "chunk.damaged");
      continue;
    }
    ASSERT_TRUE(pyramid);
    EXPECT_EQ(pyramid->average_colour, written.average_colour);
    EXPECT_EQ(pyramid->levels.size(), 3u);
  }
}
