#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "engine/base/random.h"
#include "engine/scene/pick.h"
#include "engine/scene/plan_check.h"
#include "engine/scene/section.h"
#include "engine/scene/walk.h"
#include "tests/scene/fixtures.h"

namespace enf {
namespace {

// A room as a cooked model: 6 x 6 m around the origin, walls 3 m high, a table of 1 x 1 x 0.8 m in its middle and a
// step of 0.2 m along its far side.
class ImportedRoom : public testing::Test {
 protected:
  void quad(vec3 a, vec3 b, vec3 c, vec3 d) {
    std::uint32_t first = static_cast<std::uint32_t>(vertices_.size());
    for (vec3 p : {a, b, c, d}) {
      WideVertex v{};
      std::memcpy(v.position, &p, sizeof p);
      vertices_.push_back(v);
      bounds_.add(p);
    }
    for (std::uint32_t i : {0u, 1u, 2u, 0u, 2u, 3u}) indices_.push_back(first + i);
  }
  void box(vec3 low, vec3 high) {
    quad({low.x, low.y, high.z}, {high.x, low.y, high.z}, {high.x, high.y, high.z}, {low.x, high.y, high.z});
    quad({high.x, low.y, low.z}, {low.x, low.y, low.z}, {low.x, high.y, low.z}, {high.x, high.y, low.z});
    quad({high.x, low.y, high.z}, {high.x, low.y, low.z}, {high.x, high.y, low.z}, {high.x, high.y, high.z});
    quad({low.x, low.y, low.z}, {low.x, low.y, high.z}, {low.x, high.y, high.z}, {low.x, high.y, low.z});
    quad({low.x, high.y, high.z}, {high.x, high.y, high.z}, {high.x, high.y, low.z}, {low.x, high.y, low.z});
  }

  void SetUp() override {
    box({-3, 0, -3}, {3, 3, 3});
    quad({-3, 0, 3}, {3, 0, 3}, {3, 0, -3}, {-3, 0, -3});
    box({-0.5f, 0, -0.5f}, {0.5f, 0.8f, 0.5f});
    box({-3, 0, -3}, {3, 0.2f, -2});
    path_ = std::filesystem::path(testing::TempDir()) / ("enfilade-room-" + std::to_string(::getpid()) + ".chunk");
    CookedMesh mesh{.layout = VertexLayout::wide, .bounds = bounds_};
    CookedModel model{.bounds = bounds_};
    auto writer = ChunkWriter::create(path_, ChunkKind::model);
    ASSERT_TRUE(writer);
    CookedLevel level{.vertex_count = static_cast<std::uint32_t>(vertices_.size()),
                      .index_count = static_cast<std::uint32_t>(indices_.size())};
    level.vertex_section = writer->add(std::as_bytes(std::span(vertices_))).value();
    level.index_section = writer->add(std::as_bytes(std::span(indices_))).value();
    level.parts.push_back({0, 0, level.index_count});
    mesh.levels.push_back(level);
    model.meshes.push_back(mesh);
    model.materials.push_back({});
    model.instances.push_back({});
    model.triangles = indices_.size() / 3;
    ASSERT_TRUE(write_model_table(*writer, model));
    ASSERT_TRUE(writer->finish());
    auto chunk = ChunkReader::open(path_);
    ASSERT_TRUE(chunk);
    auto read = read_model(**chunk);
    ASSERT_TRUE(read) << to_string(read.error());
    source_ = std::make_shared<ModelSource>(ModelSource{*chunk, *read});

    Room room = test::rectangular_room("scan", -3, -3, 6, 6);
    room.model = enf::RoomModel{.asset = {"scan"}};
    test::put(document_.rooms, room);
    SceneResources resources;
    resources.finishes = &test::finishes();
    resources.model = [this](const AssetId&) { return source_; };
    scene_ = test::build_scene(document_, resources).scene;
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::vector<WideVertex> vertices_;
  std::vector<std::uint32_t> indices_;
  Box bounds_;
  std::filesystem::path path_;
  std::shared_ptr<const ModelSource> source_;
  Document document_;
  RenderScene scene_;
};

TEST_F(ImportedRoom, StandsInPlaceOfTheDrawnRoom) {
  ASSERT_EQ(scene_.models.size(), 1u);
  EXPECT_EQ(scene_.models[0].owner, "room:scan");
  EXPECT_TRUE(scene_.surfaces.empty());
}

TEST_F(ImportedRoom, IsCutAtAHeightAsAPlanShowsIt) {
  auto length_at = [&](float height, std::size_t most) {
    double sum = 0;
    for (const CutLine& line : section_of(scene_.models[0], height, most)) sum += glm::distance(line[0], line[1]);
    return sum;
  };
  EXPECT_NEAR(length_at(1.2f, 1'000), 24, 1e-3) << "the walls";
  EXPECT_NEAR(length_at(0.5f, 1'000), 28, 1e-3) << "and the table";
  EXPECT_EQ(length_at(5, 1'000), 0);
  EXPECT_LE(section_of(scene_.models[0], 1.2f, 3).size(), 3u);
}

TEST_F(ImportedRoom, ItsFloorIsFoundWhereverThePlanHasIt) {
  const Room& room = *document_.rooms.begin();
  for (float recorded : {0.0f, 0.4f, -0.3f}) {
    const auto floor = floor_of(scene_.models[0], room.plan, recorded, 1.0f);
    ASSERT_TRUE(floor) << recorded;
    EXPECT_NEAR(*floor, 0, 0.011) << recorded << ": the floor, not the step or the table";
  }
  const std::vector<dvec2> elsewhere{{20, 20}, {26, 20}, {26, 26}, {20, 26}};
  EXPECT_FALSE(floor_of(scene_.models[0], elsewhere, 0, 1.0f));
}

TEST_F(ImportedRoom, ItsPlanIsCheckedAgainstIt) {
  const std::vector<CutLine> lines = section_of(scene_.models[0], 1.2f, 1'000);
  Room room = *document_.rooms.begin();
  EXPECT_TRUE(check_plan(document_, room, lines).is_as_built());
  // One wall was found 20 cm too far out, and with it the ends of its neighbours.
  for (dvec2& corner : room.plan)
    if (corner.x > 2.9) corner.x += 0.2;
  test::put(document_.rooms, room);
  const PlanAgainstModel found = check_plan(document_, room, lines);
  EXPECT_FALSE(found.is_as_built());
  int off = 0;
  for (const WallAgainstModel& wall : found.walls)
    if (wall.walled < least_walled) {
      ++off;
      EXPECT_NEAR(wall.off_m, 0.2, 0.011) << "inwards";
    }
  EXPECT_EQ(off, 1);
}

TEST(PlanCheck, AWallBeyondTheModelsIsLedToTheFaceThatLooksIntoTheRoom) {
  Document document;
  Room room = test::rectangular_room("hall", 0, 0, 8, 6);
  test::put(document.rooms, room);
  std::vector<CutLine> lines;
  for (double out : {0.0, 0.3}) {  // both faces of walls that are 30 cm thick
    const dvec2 low(-out), high(8 + out, 6 + out);
    const std::array<dvec2, 4> ring{low, dvec2(high.x, low.y), high, dvec2(low.x, high.y)};
    for (std::size_t i = 0; i < 4; ++i) lines.push_back({vec2(ring[i]), vec2(ring[(i + 1) % 4])});
  }
  for (double beyond : {0.45, 0.12, -0.2}) {
    Room moved = room;
    for (dvec2& corner : moved.plan)
      if (corner.x > 7.9) corner.x += beyond;
    const PlanAgainstModel found = check_plan(document, moved, lines);
    int off = 0;
    for (const WallAgainstModel& wall : found.walls)
      if (wall.walled < least_walled) {
        ++off;
        EXPECT_NEAR(wall.off_m, beyond, 0.011);
      }
    EXPECT_EQ(off, 1) << beyond;
  }
}

TEST(PlanCheck, GapsAreFoundAndDoorwaysThatAreClosed) {
  Document document;
  const Room room = test::rectangular_room("hall", 0, 0, 8, 6);
  test::put(document.rooms, room);
  // All round, but for 1.5 m of the first wall; the doorway in the third is closed in the model.
  const std::vector<dvec2>& p = room.plan;
  std::vector<CutLine> lines;
  auto line = [&](dvec2 a, dvec2 b) { lines.push_back({vec2(a), vec2(b)}); };
  const dvec2 way = glm::normalize(p[1] - p[0]);
  line(p[0], p[0] + way * 2.0), line(p[0] + way * 3.5, p[1]);
  for (std::size_t i = 1; i < 4; ++i) line(p[i], p[(i + 1) % 4]);
  test::put(document.doorways, Doorway{.id = {"door"}, .from = {room.id, 2, 3}, .width_m = 1.2, .height_m = 2.1});
  PlanAgainstModel found = check_plan(document, room, lines);
  ASSERT_EQ(found.walls[0].gaps.size(), 1u);
  EXPECT_NEAR(found.walls[0].gaps[0].from, 2, 0.06);
  EXPECT_NEAR(found.walls[0].gaps[0].to, 3.5, 0.06);
  EXPECT_EQ(found.closed, std::vector<DoorwayId>{DoorwayId{"door"}});
  // A doorway where the gap is leaves nothing to be told of it.
  test::put(document.doorways, Doorway{.id = {"gap"}, .from = {room.id, 0, 2.75}, .width_m = 1.5, .height_m = 2.1});
  found = check_plan(document, room, lines);
  EXPECT_TRUE(found.walls[0].gaps.empty());
  EXPECT_GT(found.walls[0].walled, 0.95);
  EXPECT_EQ(found.closed.size(), 1u) << "the new one is open";
}

TEST_F(ImportedRoom, ItsTemporaryWallsAreDrawnAndStopAVisitor) {
  Room room = *document_.rooms.begin();
  room.free_walls = {{.from_m = {1, 2}, .to_m = {2.5, 2}}};
  test::put(document_.rooms, room);
  SceneResources resources;
  resources.finishes = &test::finishes();
  resources.model = [this](const AssetId&) { return source_; };
  scene_ = test::build_scene(document_, resources).scene;
  EXPECT_FALSE(scene_.surfaces.empty());
  for (const SurfaceItem& item : scene_.surfaces) EXPECT_LT(item.mesh->bounds.size().x, 1.6f) << "the wall alone";
  EXPECT_LT(Walker(document_, &scene_).move({2, 1}, {2, 40}).y, 1.9f);
}

TEST_F(ImportedRoom, ItsWallsAndTablesStopAVisitorAndItsStepsCarryOne) {
  Walker walker(document_, &scene_);
  EXPECT_NEAR(walker.move({0, 2}, {40, 2}).x, 2.7f, 0.02f);
  EXPECT_NEAR(walker.move({0, 2}, {0, -40}).y, 0.8f, 0.02f) << "stopped by the table";
  EXPECT_FALSE(walker.free({0, 0}));
  EXPECT_NEAR(walker.floor_m({2, -2.5f}), 0.2f, 1e-4f);
  EXPECT_NEAR(walker.move({2, 0}, {2, -40}).y, -2.7f, 0.02f) << "up the step and to the wall";
  Random random(9);
  vec2 at(2, 2);
  for (int i = 0; i < 800; ++i) {
    float angle = random.between(0, 2 * pi);
    at = walker.move(at, at + vec2(std::cos(angle), std::sin(angle)) * random.between(0, 3));
    ASSERT_LT(std::max(std::abs(at.x), std::abs(at.y)), 2.71f);
    ASSERT_GT(glm::length(glm::max(glm::abs(at) - 0.5f, vec2(0))), 0.295f) << "in the table";
  }
}

TEST_F(ImportedRoom, AFloorsModelShowsEachRoomItsOwnPart) {
  // The same mesh twice, side by side; each half belongs to one room.
  ModelSource floor = *source_;
  floor.model.regions = {"scan", "second"};
  floor.model.instances = {{.mesh = 0, .region = 0},
                           {.mesh = 0, .transform = glm::translate(mat4(1), vec3(6, 0, 0)), .region = 1}};
  auto shared = std::make_shared<const ModelSource>(floor);
  Room second = test::rectangular_room("second", 3, -3, 6, 6), third = test::rectangular_room("third", 20, 20, 6, 6);
  second.model = third.model = enf::RoomModel{.asset = {"scan"}};
  test::put(document_.rooms, second);
  SceneResources resources;
  resources.finishes = &test::finishes();
  resources.model = [&](const AssetId&) { return shared; };
  RenderScene scene = test::build_scene(document_, resources).scene;
  ASSERT_EQ(scene.models.size(), 2u);
  EXPECT_NEAR(scene.models[0].bounds.high.x, 3, 1e-4f);
  EXPECT_NEAR(scene.models[1].bounds.low.x, 3, 1e-4f);
  EXPECT_TRUE(scene.models[0].shows(shared->model.instances[0]));
  EXPECT_FALSE(scene.models[0].shows(shared->model.instances[1]));
  auto in_second = pick(scene, {{8, 1.6f, 1}, glm::normalize(vec3(0, -1, 0.1f))});
  ASSERT_TRUE(in_second);
  EXPECT_EQ(in_second->owner, "room:second");
  Walker walker(document_, &scene);
  EXPECT_NEAR(walker.move({8, 2}, {40, 2}).x, 8.7f, 0.02f);

  test::put(document_.rooms, third);  // added since the model was prepared
  test::BuildResult stale = test::build_scene(document_, resources);
  ASSERT_EQ(stale.notes.size(), 1u);
  EXPECT_EQ(stale.notes[0].id, "scene.model_undivided");
}

TEST_F(ImportedRoom, ItsFloorCanBePicked) {
  auto floor = pick(scene_, {{2, 1.6f, 1}, glm::normalize(vec3(0, -1, 0.1f))});
  ASSERT_TRUE(floor);
  EXPECT_EQ(floor->owner, "room:scan");
  EXPECT_NEAR(floor->point.y, 0, 1e-4f);
  EXPECT_GT(floor->normal.y, 0.99f);
  auto table = pick(scene_, {{0, 1.6f, 0}, {0, -1, 0}});
  ASSERT_TRUE(table);
  EXPECT_NEAR(table->point.y, 0.8f, 1e-4f);
}

}  // namespace
}  // namespace enf
