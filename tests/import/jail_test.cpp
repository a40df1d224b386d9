// The worker cannot reach what it has no business with, and its end is one clear error.
#include <unistd.h>

#include <array>
#include <cmath>

#include "engine/cook/import_channel.h"
#include "engine/cook/jail.h"
#include "engine/cook/nursery.h"
#include "tests/import/import_fixture.h"

namespace enf {
namespace {

// Runs a probe inside the jail and returns what it reports.
Result<std::string> probe(const std::filesystem::path& file, const std::string& task, const ImportLimits& limits = {},
                          Nursery* nursery = nullptr) {
  auto worker = Worker::start(file, task, limits, nursery);
  if (!worker) return std::unexpected(worker.error());
  ResultHeader header;
  if (auto r = worker->read(std::as_writable_bytes(std::span(&header, 1))); !r) return std::unexpected(r.error());
  std::vector<std::byte> payload(header.size);
  if (auto r = worker->read(payload); !r) return std::unexpected(r.error());
  TableReader table(payload);
  table.text();
  return table.text();
}

class Jail : public Import {};

TEST_F(Jail, RefusesNetworkFilesAndProcesses) {
  auto file = write("plain.obj", "v 0 0 0\n");
  for (const char* task : {"probe-socket", "probe-write", "probe-read", "probe-unlink", "probe-kill", "probe-fork", "probe-exec", "probe-code", "probe-signal"}) {
    auto outcome = probe(file, task);
    ASSERT_TRUE(outcome) << task << ": " << to_string(outcome.error());
    EXPECT_EQ(*outcome, "refused") << task;
  }
  EXPECT_FALSE(std::filesystem::exists("/tmp/enfilade-probe"));
}

TEST_F(Jail, ACrashIsOneError) {
  auto outcome = probe(write("plain.obj", ""), "probe-crash");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().id, "import.crashed");
}

TEST_F(Jail, AWorkerThatHangsIsStopped) {
  auto outcome = probe(write("plain.obj", ""), "probe-sleep", {.wall_time = std::chrono::seconds(1)});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().id, "import.timeout");
}

TEST_F(Jail, AWorkerThatSpinsIsStopped) {
  auto outcome = probe(write("plain.obj", ""), "probe-spin", {.cpu_time = std::chrono::seconds(1), .wall_time = std::chrono::seconds(60)});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().id, "import.timeout");
}

// Workers that are forked from one that waits are as locked down as others, and what one does harms no later one.
TEST_F(Jail, WorkersOfANurseryAreLockedDownAndApart) {
  auto file = write("plain.obj", "v 0 0 0\n");
  Nursery nursery;
  auto born = [&](const char* task, const ImportLimits& limits = {}) { return probe(file, task, limits, &nursery); };
  for (const char* task : {"probe-socket", "probe-write", "probe-read", "probe-kill", "probe-fork", "probe-exec", "probe-code", "probe-signal"}) {
    auto outcome = born(task);
    ASSERT_TRUE(outcome) << task << ": " << to_string(outcome.error());
    EXPECT_EQ(*outcome, "refused") << task;
  }
  EXPECT_EQ(born("probe-crash").error().id, "import.crashed");
  EXPECT_EQ(born("probe-sleep", {.wall_time = std::chrono::seconds(1)}).error().id, "import.timeout");
  EXPECT_EQ(born("probe-spin", {.cpu_time = std::chrono::seconds(1)}).error().id, "import.timeout");
  EXPECT_EQ(born("probe-socket").value(), "refused");
}

TEST(FolderKeeper, KeepsToItsFolder) {
  for (const char* name : {"/etc/passwd", "../x", "a/../../x", "..\\x", "C:\\x.png", "\\\\server\\x", "http://host/x", "", "."}) {
    EXPECT_FALSE(parts_inside(name)) << name;
  }
  EXPECT_EQ(parts_inside("a\\b/./c.png"), (std::vector<std::string>{"a", "b", "c.png"}));
  EXPECT_EQ(parts_inside("a/../b.png"), (std::vector<std::string>{"b.png"}));
}

class Keeper : public Import {};

TEST_F(Keeper, RefusesLinksThatLeadOut) {
  write("outside.png", "secret");
  write("in/real.png", "picture");
  std::filesystem::create_symlink(folder_ / "outside.png", folder_ / "in/link.png");
  std::filesystem::create_symlink(folder_, folder_ / "in/up");
  FolderKeeper keeper(folder_ / "in");
  EXPECT_EQ(keeper.open("real.png").answer, FileAnswer::granted);
  EXPECT_EQ(keeper.open("link.png").answer, FileAnswer::refused);
  EXPECT_EQ(keeper.open("up/outside.png").answer, FileAnswer::refused);
  EXPECT_EQ(keeper.open("none.png").answer, FileAnswer::missing);
  EXPECT_EQ(keeper.read().size(), 1u);
  EXPECT_EQ(keeper.missing().size(), 1u);
}

TEST_F(Keeper, FindsNamesThatDifferInCaseOrUnicodeForm) {
  write("Folder/B\u00fcste.PNG", "picture");
  FolderKeeper keeper(folder_);
  auto grant = keeper.open("folder\\Bu\u0308ste.png");
  EXPECT_EQ(grant.answer, FileAnswer::granted);
  EXPECT_EQ(grant.actual, "Folder/B\u00fcste.PNG");
}

// A worker that lies is caught by the reader of its stream.
TEST(ImportChannel, RefusesTruncatedAndBentStreams) {
  SourceModel model;
  model.materials.push_back({.name = "stone"});
  model.textures.push_back({.name = "t", .width = 1, .height = 1, .rgba = {1, 2, 3, 4}});
  model.materials[0].base_colour_texture.texture = 0;
  SourcePart part{.positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}, .indices = {0, 1, 2}};
  model.meshes.push_back({.name = "m", .parts = {part}});
  model.instances.push_back({0, mat4(1)});
  // The normals lie in the file.
  const std::array<vec3, 4> in_file{vec3(9), vec3(1, 0, 0), vec3(0, 1, 0), vec3(0, 0, 1)};
  StoredArrays stored{{{0, 0, PartArray::normals}, {12, 3}}};
  auto stream_of = [&](const SourceModel& m) {
    std::vector<std::byte> bytes;
    send_model([&](std::span<const std::byte> b) { bytes.insert(bytes.end(), b.begin(), b.end()); }, m, stored,
               {.format = "test"});
    return bytes;
  };
  auto receive = [&](std::span<const std::byte> bytes) -> Result<ImportedModel> {
    ResultHeader header;
    if (bytes.size() < sizeof header) return fail({.id = "end"});
    std::memcpy(&header, bytes.data(), sizeof header);
    bytes = bytes.subspan(sizeof header);
    return receive_model(
        [&](std::span<std::byte> into) -> Result<void> {
          if (into.size() > bytes.size()) return fail({.id = "end"});
          std::copy_n(bytes.begin(), into.size(), into.begin());
          bytes = bytes.subspan(into.size());
          return {};
        },
        [&](std::uint64_t offset, std::span<std::byte> into) -> Result<void> {
          auto file = std::as_bytes(std::span(in_file));
          if (offset > file.size() || into.size() > file.size() - offset) return fail({.id = "end"});
          std::copy_n(file.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
          return {};
        },
        header.size, 1 << 20);
  };
  auto good = stream_of(model);
  auto received = receive(good);
  ASSERT_TRUE(received);
  EXPECT_EQ(received->model.materials, model.materials);
  EXPECT_EQ(received->model.meshes[0].parts[0].indices, part.indices);
  EXPECT_EQ(received->model.meshes[0].parts[0].normals, (BulkArray<vec3>(in_file.begin() + 1, in_file.end())));
  for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(receive(std::span(good).first(size))) << size;
  // Any byte may be anything: the reader ends with a value that is sound or with an error.
  for (std::size_t at = 16; at < good.size(); ++at) {
    auto bent = good;
    bent[at] ^= std::byte{0xff};
    if (auto r = receive(bent)) {
      for (const auto& i : r->model.instances) EXPECT_LT(i.mesh, r->model.meshes.size());
      for (const auto& p : r->model.meshes[0].parts) {
        for (std::uint32_t i : p.indices) EXPECT_LT(i, p.positions.size());
        for (const vec3& v : p.positions) EXPECT_TRUE(std::isfinite(v.x + v.y + v.z));
        EXPECT_TRUE(p.normals.empty() || p.normals.size() == p.positions.size());
      }
    }
  }
  auto bad = model;
  bad.meshes[0].parts[0].indices[1] = 3;
  auto cleaned = receive(stream_of(bad));  // no triangle is left of it
  ASSERT_TRUE(cleaned);
  EXPECT_TRUE(has_warning(cleaned->report, "mesh.bad_indices"));
  EXPECT_TRUE(cleaned->model.meshes[0].parts.empty() && cleaned->model.instances.empty());
  bad = model;
  bad.meshes[0].parts[0].positions[1].x = std::numeric_limits<float>::quiet_NaN();
  cleaned = receive(stream_of(bad));
  ASSERT_TRUE(cleaned);
  EXPECT_TRUE(has_warning(cleaned->report, "mesh.nonfinite"));
  EXPECT_TRUE(cleaned->model.meshes[0].parts.empty() && cleaned->model.instances.empty());
  stored[{0, 0, PartArray::normals}] = {16, 3};  // past the file's end
  EXPECT_FALSE(receive(stream_of(model)));
  stored[{0, 0, PartArray::normals}] = {0, 2};  // too few: those are left out
  cleaned = receive(stream_of(model));
  ASSERT_TRUE(cleaned);
  EXPECT_TRUE(cleaned->model.meshes[0].parts[0].normals.empty());
  EXPECT_TRUE(has_warning(cleaned->report, "mesh.bad_attributes"));
  stored.clear();
  bad = model;
  bad.instances[0].mesh = 1;
  EXPECT_FALSE(receive(stream_of(bad)));
  bad = model;
  bad.materials[0].normal_texture.texture = 1;
  EXPECT_FALSE(receive(stream_of(bad)));
}

}  // namespace
}  // namespace enf
