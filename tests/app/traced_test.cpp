// An exhibition's rooms as light is traced through them: the light their document says, and pictures of it.
#include <gtest/gtest.h>

#include "engine/app/still.h"
#include "engine/app/traced_house.h"
#include "engine/render/light.h"
#include "engine/render/tone.h"
#include "engine/scene/build.h"
#include "tests/app/show.h"

namespace enf {
namespace {

// A document's rooms, drawn without cooked works.
struct DrawnHouse {
  explicit DrawnHouse(const Document& document) : house(lay_out_house(document)) {
    auto contents = std::make_shared<const Document>(document);
    SceneResources resources{.finishes = &finishes};
    std::vector<std::shared_ptr<const RoomScene>> rooms;
    for (std::uint32_t r = 0; r < house->shells.size(); ++r)
      rooms.push_back(build_room(*house, r, contents, resources));
    scene = join_rooms(*house, rooms);
  }
  std::unique_ptr<PathTracer> tracer() const {
    TracedScene all;
    for (std::uint32_t r = 0; r < scene.rooms.size(); ++r) join(all, traced_room(scene, r, {}));
    return std::move(*PathTracer::create(std::move(all)));
  }
  FinishLibrary finishes{std::nullopt};
  std::shared_ptr<const House> house;
  RenderScene scene;
};

Document one_room() {
  Document doc;
  doc.exhibition = std::make_shared<const Exhibition>();
  test::put(doc.rooms, test::box_room("hall", 0, 10));
  return doc;
}

// The same lux as the renderer's and the curator's light model, under a luminaire with housing and track.
TEST(Traced, LampsGiveTheLuxOfTheLightModel) {
  Document doc = one_room();
  Light light{.id = {"l"}, .room = {"hall"}, .position_m = {5, 3.6, 3.5}, .aim_m = {3.5, 0, 3.5}};
  test::put(doc.lights, light);
  DrawnHouse drawn(doc);
  ASSERT_EQ(drawn.scene.spots.size(), 1u);
  auto tracer = drawn.tracer();
  for (vec3 point : {vec3(3.5f, 0.01f, 3.5f), vec3(3.9f, 0.01f, 3.2f), vec3(3, 0.01f, 3.8f)}) {
    vec3 expected = drawn.scene.spots[0].colour * illuminance(drawn.scene.spots[0], point, vec3(0, 1, 0));
    vec3 traced = tracer->illuminance(point, vec3(0, 1, 0), 64).direct_lx;
    EXPECT_NEAR(traced.r, expected.r, 0.005f * expected.r);
    EXPECT_NEAR(traced.b, expected.b, 0.005f * expected.b);
  }
}

// But for what its bars shade.
TEST(Traced, LaylightGivesWhatItsRoomSays) {
  Document doc = one_room();
  Room room = *doc.rooms.begin();
  room.laylight.illuminance_lx = 150;
  test::put(doc.rooms, room);
  float lux = DrawnHouse(doc).tracer()->illuminance(vec3(5, 0.01f, 3.5f), vec3(0, 1, 0), 4096).direct_lx.g;
  EXPECT_LT(lux, 150);
  EXPECT_GT(lux, 150 * 0.8f);
}

TEST(Traced, OnlyRoomsNextDoorAreLitTogether) {
  Document doc = test::small_show();
  test::put(doc.rooms, test::box_room("far", 18.6, 6));
  test::put(doc.doorways, Doorway{.id = {"d-2"}, .from = {{"east"}, 1, 3.5}, .to = DoorwaySide{{"far"}, 3, 3.5}});
  auto house = lay_out_house(doc);
  auto index = [&](const char* id) { return house->index_of({id}); };
  std::vector<std::uint32_t> together = lit_together(house->shell, {index("west")}),
                             expected{index("west"), index("east")};
  std::ranges::sort(expected);
  EXPECT_EQ(together, expected);
  EXPECT_EQ(lit_together(house->shell, {index("east")}).size(), 3u);
}

// A wall of known colour under known light comes out as the renderer's exposure and curve say, on however many workers.
TEST(Traced, StillIsExposedAsTheRenderer) {
  TracedScene scene;
  TracedMaterial grey;
  grey.base_colour = vec4(vec3(0.5f), 1), grey.gloss = 0;
  TracedMesh wall;
  wall.positions = {vec3(-5, -5, -2), vec3(5, -5, -2), vec3(5, 5, -2), vec3(-5, 5, -2)};
  wall.indices = {0, 1, 2, 0, 2, 3};
  wall.material = std::make_shared<const TracedMaterial>(grey);
  scene.meshes = {std::make_shared<const TracedMesh>(wall)};
  TracedLamp lamp{.position = vec3(0), .radius_m = 0.01f};
  lamp.intensity = std::make_shared<const IntensityTable>(IntensityTable::uniform(800));  // 200 lx on the wall's middle
  scene.lamps = {lamp};
  auto tracer = std::move(*PathTracer::create(std::move(scene)));
  Camera camera{.eye = vec3(0, 0, -0.5f)};
  StillDesc desc{.width = 9, .height = 9, .samples = 16, .exposure_lx = 200};
  Jobs one(1), two(2);
  auto still = traced_still(*tracer, camera, desc, one, {});
  ASSERT_TRUE(still.has_value());
  EXPECT_NEAR(still->rgba[4 * 40], encode_srgb(0.5f) * 255, 1.5);
  EXPECT_EQ(still->rgba, traced_still(*tracer, camera, desc, two, {})->rgba);

  std::stop_source stopped;
  stopped.request_stop();
  auto none = traced_still(*tracer, camera, desc, two, {{}, stopped.get_token()});
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().id, "work.cancelled");
}

TEST(Traced, AViewSaysThatItsFilesAreGoneInsteadOfShowingBlanks) {
  test::TestFolder folder;
  test::write_small_show(folder.path());
  auto opened = open_exhibition(folder.path());
  ASSERT_TRUE(opened) << to_string(opened.error());
  Jobs jobs(2);
  Camera camera{.eye = {5, 1.6f, 4.5f}, .forward = {0, 0, -1}};
  std::filesystem::path store = store_folder(folder.path()), away = folder.path() / "away";
  std::filesystem::rename(store, away);
  auto without = trace_view(**opened, camera, 1.5f, {}, jobs);
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().id, "project.medium_gone");
  EXPECT_EQ(without.error().file, folder.path().string());
  std::filesystem::rename(away, store);
  EXPECT_TRUE(trace_view(**opened, camera, 1.5f, {}, jobs));
}

}  // namespace
}  // namespace enf
