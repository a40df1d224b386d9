// A GLB whose arrays the caller fetches from the file, read here without a worker: damage anywhere harms nobody.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "engine/base/random.h"
#include "engine/cook/import_channel.h"
#include "engine/import/gltf_reader.h"
#include "tests/import/import_fixture.h"

namespace enf {
namespace {

template <class T>
void put(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// One part of four vertices with normals; the triangles are as given.
std::string glb(const std::array<vec3, 4>& positions, int normals, const std::vector<std::uint32_t>& indices) {
  std::string binary;
  put(binary, positions);
  for (int i = 0; i < 4; ++i) put(binary, vec3(0, 0, 1));
  for (std::uint32_t i : indices) put(binary, i);
  std::string json = fmt::format(
      R"({{"asset":{{"version":"2.0"}},"scene":0,"scenes":[{{"nodes":[0]}}],"nodes":[{{"mesh":0}}],)"
      R"("meshes":[{{"primitives":[{{"attributes":{{"POSITION":0,"NORMAL":1}},"indices":2}}]}}],"accessors":[)"
      R"({{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3"}},)"
      R"({{"bufferView":1,"componentType":5126,"count":{0},"type":"VEC3"}},)"
      R"({{"bufferView":2,"componentType":5125,"count":{1},"type":"SCALAR"}}],"bufferViews":[)"
      R"({{"buffer":0,"byteLength":48}},{{"buffer":0,"byteOffset":48,"byteLength":48}},)"
      R"({{"buffer":0,"byteOffset":96,"byteLength":{2}}}],"buffers":[{{"byteLength":{3}}}]}})",
      normals, indices.size(), 4 * indices.size(), binary.size());
  json.resize((json.size() + 3) / 4 * 4, ' ');
  std::string out = "glTF";
  put(out, std::uint32_t{2}), put(out, static_cast<std::uint32_t>(28 + json.size() + binary.size()));
  put(out, static_cast<std::uint32_t>(json.size())), put(out, std::uint32_t{0x4e4f534a});
  out += json;
  put(out, static_cast<std::uint32_t>(binary.size())), put(out, std::uint32_t{0x004e4942});
  return out + binary;
}

// What the worker would read and the caller would make of it.
Result<ImportedModel> through(std::string_view content) {
  const auto content_bytes = std::as_bytes(std::span(content));
  const std::vector<std::byte> bytes(content_bytes.begin(), content_bytes.end());
  std::vector<std::byte> stream;
  try {
    IntakeReport report;
    SideFiles files(report.warnings, [](const std::string&) { return FolderKeeper::Grant{}; });
    auto read = read_gltf(bytes, files, report);
    send_model([&](std::span<const std::byte> b) { stream.insert(stream.end(), b.begin(), b.end()); }, read.model,
               read.stored, report);
  } catch (const ImportFailure& failure) {
    return fail({.id = failure.id});
  }
  ResultHeader header;
  std::memcpy(&header, stream.data(), sizeof header);
  std::size_t at = sizeof header;
  return receive_model(
      [&](std::span<std::byte> into) -> Result<void> {
        std::copy_n(stream.begin() + static_cast<std::ptrdiff_t>(at), into.size(), into.begin());
        at += into.size();
        return {};
      },
      [&](std::uint64_t offset, std::span<std::byte> into) -> Result<void> {
        if (offset > bytes.size() || into.size() > bytes.size() - offset) return fail({.id = "end"});
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
        return {};
      },
      header.size, 1 << 20);
}

constexpr std::array square{vec3(0, 0, 0), vec3(1, 0, 0), vec3(1, 1, 0), vec3(0, 1, 0)};

TEST(GlbDamage, ArraysFromTheFileArriveWhole) {
  auto model = through(glb(square, 4, {0, 1, 2, 0, 2, 3}));
  ASSERT_TRUE(model) << to_string(model.error());
  const SourcePart& p = model->model.meshes.at(0).parts.at(0);
  EXPECT_EQ(p.positions, (BulkArray<vec3>(square.begin(), square.end())));
  EXPECT_EQ(p.normals, BulkArray<vec3>(4, vec3(0, 0, 1)));
  EXPECT_EQ(p.indices, (BulkArray<std::uint32_t>{0, 1, 2, 0, 2, 3}));
  EXPECT_TRUE(model->report.warnings.empty());
}

TEST(GlbDamage, ArraysFromTheFileAreCleaned) {
  auto bad = square;
  bad[3].y = std::numeric_limits<float>::infinity();
  auto model = through(glb(bad, 3, {0, 1, 2, 0, 2, 3, 0, 1, 4}));
  ASSERT_TRUE(model) << to_string(model.error());
  const SourcePart& p = model->model.meshes.at(0).parts.at(0);
  EXPECT_EQ(p.indices, (BulkArray<std::uint32_t>{0, 1, 2}));
  EXPECT_EQ(p.positions.size(), 3u);
  EXPECT_TRUE(p.normals.empty());
  for (const char* id : {"mesh.bad_attributes", "mesh.nonfinite", "mesh.bad_indices"})
    EXPECT_TRUE(has_warning(model->report, id)) << id;
  auto none = through(glb(square, 4, {7, 8, 9}));
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->model.instances.empty());
}

TEST(GlbDamage, CutShortAnywhereIsAnError) {
  const std::string whole = glb(square, 4, {0, 1, 2, 0, 2, 3});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    auto model = through(std::string_view(whole).substr(0, size));
    ASSERT_FALSE(model) << size;
    EXPECT_EQ(model.error().id, "import.malformed") << size;
  }
}

TEST(GlbDamage, BentBytesAreHarmless) {
  const std::string whole = glb(square, 4, {0, 1, 2, 0, 2, 3});
  Random random(11);
  for (int round = 0; round < 6000; ++round) {
    std::string bent = whole;
    for (std::uint32_t n = 1 + random.below(3); n > 0; --n) {
      char& byte = bent[random.below(static_cast<std::uint32_t>(bent.size()))];
      byte = random.chance(0.5f) ? static_cast<char>('0' + random.below(10)) : static_cast<char>(random.below(256));
    }
    auto model = through(bent);
    if (!model) continue;
    for (const auto& mesh : model->model.meshes) {
      for (const auto& p : mesh.parts) {
        for (std::uint32_t i : p.indices) ASSERT_LT(i, p.positions.size());
        for (const vec3& v : p.positions) ASSERT_TRUE(std::isfinite(v.x + v.y + v.z));
        ASSERT_TRUE(p.normals.empty() || p.normals.size() == p.positions.size());
      }
    }
  }
}

}  // namespace
}  // namespace enf
