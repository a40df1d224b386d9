// What a curator relies on: a file is cooked once for its content, damage heals, one bad file doesn't stop the others, a
// killed cook goes on where it was, and the bytes are the same each time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "engine/cook/cook.h"
#include "engine/package/model.h"
#include "engine/package/pyramid.h"
#include "engine/package/tile.h"
#include "tests/cook/cook_shapes.h"
#include "tests/package/folder_fixture.h"

using namespace enf;
namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::Field;

namespace {

constexpr auto grey = [](std::uint32_t x, std::uint32_t y) { return std::array<int, 3>{int(x % 256), int(y % 256), 90}; };

// Runs in a process of its own, for tests that kill or limit it. The result of `body` is its exit code.
template <class Body>
pid_t child(Body body) {
  pid_t pid = ::fork();
  if (pid == 0) ::_exit(body());
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return status;
}

}  // namespace

struct Cook : Folder {
  fs::path store_path = path / "store";
  Store store = Store::open(store_path).value();

  Result<Cooked> model(const fs::path& file, const ModelSettings& settings = {}, std::size_t threads = 2) {
    Jobs jobs(threads);
    return cook_model(file, settings, store, jobs, {});
  }
  Result<Cooked> picture(const fs::path& file) {
    Jobs jobs(2);
    return cook_picture(file, store, jobs, {});
  }
  CookedModel opened(const Hash& key) { return read_model(*store.open_chunk(key).value()).value(); }
  std::vector<std::byte> chunk_bytes(const Hash& key) { return read_file(store.path_of(key)).value(); }
};

TEST_F(Cook, bringsAModelIntoMetresYUp) {
  write_obj(path / "torus.obj", torus(1000, 400, 60, 32));  // millimetres, lying; about its own Y
  auto cooked = model(path / "torus.obj", {.metres_per_unit = 0.001, .up = UpAxis::z});
  ASSERT_TRUE(cooked) << to_string(cooked.error());
  EXPECT_FALSE(cooked->was_ready);
  CookedModel m = opened(cooked->key);
  EXPECT_NEAR(m.bounds.size().z, 0.8f, 0.002f) << "the file's z became y, its y became z";
  EXPECT_NEAR(m.bounds.size().y, 2.8f, 0.01f);
  EXPECT_EQ(m.triangles, 3840u);
  ASSERT_EQ(m.meshes.size(), 1u);
  EXPECT_GE(m.meshes[0].levels.size(), 4u);
  EXPECT_EQ(m.meshes[0].layout, VertexLayout::compact);
  auto chunk = store.open_chunk(cooked->key).value();
  for (const CookedLevel& level : m.meshes[0].levels) {
    std::vector<std::byte> scratch;
    EXPECT_TRUE(level_vertices(*chunk, m.meshes[0], level, scratch));
    EXPECT_TRUE(level_indices(*chunk, level, scratch));
  }
}

TEST_F(Cook, cooksOnceForContentAndSettings) {
  write_obj(path / "a.obj", torus(1, 0.4f, 20, 10));
  Hash key = model(path / "a.obj").value().key;
  EXPECT_TRUE(model(path / "a.obj")->was_ready);

  fs::last_write_time(path / "a.obj", fs::file_time_type::clock::now() + std::chrono::seconds(5));
  auto touched = model(path / "a.obj").value();
  EXPECT_TRUE(touched.was_ready) << "same content, new time";
  EXPECT_EQ(touched.key, key);

  auto scaled = model(path / "a.obj", {.metres_per_unit = 2}).value();
  EXPECT_FALSE(scaled.was_ready);
  EXPECT_NE(scaled.key, key);

  write_obj(path / "a.obj", torus(1, 0.5f, 20, 10));
  EXPECT_NE(model(path / "a.obj")->key, key);
}

TEST_F(Cook, doesWithoutItsRecordsOfSourcesAndWithDamagedOnes) {
  write_obj(path / "a.obj", torus(1, 0.4f, 20, 10));
  Hash key = model(path / "a.obj").value().key;
  ASSERT_FALSE(fs::is_empty(store_path / "sources"));
  for (const auto& record : fs::directory_iterator(store_path / "sources")) {
    std::string text = read_text_file(record.path()).value();
    text[text.size() / 2] ^= 1;
    std::ofstream(record.path()) << text;
  }
  auto again = model(path / "a.obj").value();
  EXPECT_EQ(again.key, key);
  EXPECT_TRUE(again.was_ready);
  fs::remove_all(store_path / "sources");
  EXPECT_TRUE(model(path / "a.obj")->was_ready);
}

TEST_F(Cook, noticesAChangedTextureBesideTheModel) {
  write_tiff(path / "t.tif", 64, 32, grey);
  std::ofstream(path / "a.mtl") << "newmtl m\nmap_Kd t.tif\n";
  write_obj(path / "a.obj", torus(1, 0.4f, 20, 10), "mtllib a.mtl\n");
  auto first = model(path / "a.obj");
  ASSERT_TRUE(first) << to_string(first.error());
  CookedModel m = opened(first->key);
  ASSERT_EQ(m.textures.size(), 1u);
  EXPECT_EQ(m.textures[0].width, 64u);
  EXPECT_EQ(m.textures[0].mip_sections.size(), 7u);
  EXPECT_TRUE(model(path / "a.obj")->was_ready);

  write_tiff(path / "t.tif", 64, 32, [](auto, auto) { return std::array<int, 3>{1, 2, 3}; });
  auto second = model(path / "a.obj").value();
  EXPECT_FALSE(second.was_ready);
  EXPECT_NE(second.key, first->key);

  fs::remove(path / "t.tif");
  auto third = model(path / "a.obj").value();
  EXPECT_NE(third.key, second.key);
  EXPECT_TRUE(opened(third.key).textures.empty());
  EXPECT_FALSE(third.warnings.empty()) << "the missing texture is named";
}

TEST_F(Cook, healsADamagedChunkAndSaysSoOnce) {
  write_obj(path / "a.obj", torus(1, 0.4f, 20, 10));
  Hash key = model(path / "a.obj").value().key;
  auto good = chunk_bytes(key), bad = good;
  bad[bad.size() - 10] ^= std::byte{1};
  ASSERT_TRUE(write_file_atomic(store.path_of(key), bad));
  auto healed = model(path / "a.obj").value();
  EXPECT_FALSE(healed.was_ready);
  EXPECT_THAT(healed.warnings, Contains(Field(&IntakeWarning::id, "store.damaged")));
  EXPECT_EQ(chunk_bytes(key), good);
  auto after = model(path / "a.obj").value();
  EXPECT_TRUE(after.was_ready);
  EXPECT_TRUE(after.warnings.empty());
}

TEST_F(Cook, makesTheSameBytesForAnyNumberOfThreads) {
  write_obj(path / "a.obj", torus(1, 0.4f, 120, 60));
  Hash key = model(path / "a.obj", {}, 1).value().key;
  auto one = chunk_bytes(key);
  store.drop(key);
  ASSERT_FALSE(model(path / "a.obj", {}, 5)->was_ready);
  EXPECT_EQ(chunk_bytes(key), one);
}

TEST_F(Cook, makesAPyramidOfAPicture) {
  write_tiff(path / "p.tif", 700, 500, grey);
  auto cooked = picture(path / "p.tif");
  ASSERT_TRUE(cooked) << to_string(cooked.error());
  auto chunk = store.open_chunk(cooked->key).value();
  Pyramid pyramid = read_pyramid(*chunk).value();
  EXPECT_EQ(pyramid.width, 700u);
  EXPECT_EQ(pyramid.height, 500u);
  std::vector<std::byte> tile(pyramid_tile_bytes);
  ASSERT_TRUE(unpack_tile(*chunk, pyramid, pyramid.section_of(0, 1, 1), tile));
  std::size_t at = (std::size_t{4} * 256 + 4) * 4;  // its own first texel
  EXPECT_EQ(std::to_integer<int>(tile[at]), 248);
  EXPECT_EQ(std::to_integer<int>(tile[at + 1]), 248);
  EXPECT_EQ(std::to_integer<int>(tile[at + 3]), 255);
  EXPECT_TRUE(picture(path / "p.tif")->was_ready);
}

TEST_F(Cook, goesOnPastFailuresAndNamesThem) {
  write_obj(path / "good.obj", cube());
  write_tiff(path / "good.tif", 100, 50, grey);
  std::ofstream(path / "bad.glb") << "not a model at all";
  std::vector<CookRequest> requests{{"a", path / "good.obj", AssetKind::model, {}},
                                    {"b", path / "bad.glb", AssetKind::model, {}},
                                    {"c", path / "none.tif", AssetKind::image, {}},
                                    {"d", path / "good.tif", AssetKind::image, {}}};
  Jobs jobs(2);
  std::vector<Progress> told;
  WorkContext work{.progress = [&](const Progress& p) { told.push_back(p); }};
  CookSummary summary = cook_assets(requests, store, jobs, work);
  EXPECT_EQ(summary.fresh, 2u);
  ASSERT_EQ(summary.failures.size(), 2u);
  EXPECT_EQ(summary.failures[0].id, "b");
  EXPECT_EQ(summary.failures[1].id, "c");
  EXPECT_EQ(summary.failures[1].error.id, "file.missing");
  EXPECT_TRUE(summary.cooked.contains("a") && summary.cooked.contains("d"));
  EXPECT_EQ(summary.cooked["d"].kind, ChunkKind::pyramid);
  EXPECT_EQ(told.back().done, 4u);
  EXPECT_EQ(cook_assets(requests, store, jobs, {}).ready, 2u);
}

TEST_F(Cook, stopsWhenTold) {
  write_obj(path / "a.obj", torus(1, 0.4f, 60, 30));
  std::vector<CookRequest> requests{{"a", path / "a.obj", AssetKind::model, {}}};
  Jobs jobs(2);
  std::stop_source stop;
  WorkContext work{.progress = [&](const Progress& p) { if (p.stage.find("detail") != p.stage.npos) stop.request_stop(); },
                   .stop = stop.get_token()};
  CookSummary summary = cook_assets(requests, store, jobs, work);
  ASSERT_EQ(summary.failures.size(), 1u);
  EXPECT_EQ(summary.failures[0].error.id, "work.cancelled");
  EXPECT_TRUE(summary.cooked.empty());
}

TEST_F(Cook, goesOnAfterBeingKilled) {
  std::vector<CookRequest> requests;
  for (int i = 0; i < 6; ++i) {
    std::string id = "t" + std::to_string(i);
    write_obj(path / (id + ".obj"), torus(1, 0.3f + 0.05f * static_cast<float>(i), 60, 30));
    requests.push_back({id, path / (id + ".obj"), AssetKind::model, {}});
  }
  pid_t pid = child([&] {
    Jobs jobs(1);
    // It hangs once two are finished, until it is killed.
    WorkContext work{.progress = [](const Progress& p) { while (p.done >= 2) ::pause(); }};
    cook_assets(requests, store, jobs, work);
    return 0;
  });
  auto finished = [&] {
    std::size_t count = 0;
    for (const auto& file : fs::recursive_directory_iterator(store_path)) count += file.path().extension() == ".chunk";
    return count;
  };
  for (int i = 0; i < 12'000 && finished() < 2; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ::kill(pid, SIGKILL);
  wait_for(pid);
  ASSERT_GE(finished(), 2u) << "the child cooked nothing within a minute";
  Jobs jobs(2);
  CookSummary summary = cook_assets(requests, store, jobs, {});
  EXPECT_TRUE(summary.failures.empty());
  EXPECT_GE(summary.ready, 2u);
  EXPECT_EQ(summary.ready + summary.fresh, 6u);
  EXPECT_TRUE(summary.warnings.empty()) << "no half-written chunk was found";
}

TEST_F(Cook, letsTwoProcessesCookTheSameThingAtOnce) {
  std::vector<CookRequest> requests;
  for (int i = 0; i < 4; ++i) {
    std::string id = "t" + std::to_string(i);
    write_obj(path / (id + ".obj"), torus(1, 0.3f + 0.05f * static_cast<float>(i), 40, 20));
    requests.push_back({id, path / (id + ".obj"), AssetKind::model, {}});
  }
  auto cook_all = [&] {
    Jobs jobs(2);
    CookSummary summary = cook_assets(requests, store, jobs, {});
    return summary.failures.empty() && summary.warnings.empty() && summary.cooked.size() == 4 ? 0 : 1;
  };
  pid_t a = child(cook_all), b = child(cook_all);
  EXPECT_EQ(wait_for(a), 0);
  EXPECT_EQ(wait_for(b), 0);
  Jobs jobs(2);
  EXPECT_EQ(cook_assets(requests, store, jobs, {}).ready, 4u);
}

TEST_F(Cook, saysThatTheDiskIsFull) {
  write_tiff(path / "p.tif", 1200, 900, [](std::uint32_t x, std::uint32_t y) {
    std::uint32_t h = (x * 73856093u) ^ (y * 19349663u);
    return std::array<int, 3>{int(h >> 3 & 255), int(h >> 11 & 255), int(h >> 19 & 255)};
  });
  int status = wait_for(child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{1 << 20, 1 << 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto cooked = picture(path / "p.tif");
    return !cooked && cooked.error().id == "file.disk_full" ? 0 : 1;
  }));
  EXPECT_EQ(status, 0);
  std::size_t left = 0;
  for (const auto& file : fs::recursive_directory_iterator(store_path))
    left += file.is_regular_file() && file.path().parent_path().filename() != "sources";
  EXPECT_EQ(left, 0u) << "nothing half-written";
}

TEST_F(Cook, cooksRealScansWithLevelsThatKeepTheirShape) {
  fs::path scans = fs::path(ENFILADE_SOURCE_DIR) / "../shared/data/scans3d";
  if (!fs::exists(scans)) GTEST_SKIP() << "NO REAL SCANS HERE: " << scans << " is missing, nothing was tested";
  for (auto name : {"pilot-whale/whale_cranium.glb", "egyptian-cat/cat.glb", "goat-head/goathead.obj"}) {
    auto cooked = model(scans / name);
    ASSERT_TRUE(cooked) << to_string(cooked.error());
    CookedModel m = opened(cooked->key);
    vec3 size = m.bounds.size();
    for (const CookedMesh& mesh : m.meshes) {
      if (mesh.levels[0].index_count < 3 * 2000) continue;
      EXPECT_GE(mesh.levels.size(), 4u) << name;
      EXPECT_LT(mesh.levels[2].error_m, 0.03f * std::max({size.x, size.y, size.z})) << name;
    }
  }
}
