// Baking an exhibition's rooms: what is baked again, what is kept, what is told.
#include <gtest/gtest.h>

#include <fstream>

#include "engine/app/baked_light.h"
#include "engine/app/light_chunk.h"
#include "tests/app/show.h"

namespace enf {
namespace {

namespace fs = std::filesystem;

// Five rooms in line, a lamp in each, nothing cooked.
Document five_rooms() {
  Document doc;
  doc.exhibition = std::make_shared<const Exhibition>();
  for (int i = 0; i < 5; ++i) {
    std::string id = "r" + std::to_string(i);
    test::put(doc.rooms, test::box_room(id, 6.3 * i, 6));
    test::put(doc.lights, Light{.id = {"l" + std::to_string(i)},
                                .room = {id},
                                .position_m = {6.3 * i + 3, 3.5, 3},
                                .aim_m = {6.3 * i + 2, 0, 3}});
    if (i > 0)
      test::put(doc.doorways, Doorway{.id = {"d" + std::to_string(i)},
                                      .from = {{"r" + std::to_string(i - 1)}, 1, 3.5},
                                      .to = DoorwaySide{{id}, 3, 3.5}});
  }
  return doc;
}

class Bake : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("enfilade-bake-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  BakeSummary bake(const Document& document, BakeQuality quality = BakeQuality::preview) {
    EXPECT_TRUE(save_project(folder_, document).has_value());
    auto exhibition = open_exhibition(folder_);
    EXPECT_TRUE(exhibition.has_value());
    auto summary = bake_exhibition(**exhibition, quality, jobs_, {});
    EXPECT_TRUE(summary.has_value());
    return *summary;
  }
  fs::path folder_;
  Jobs jobs_{2};
};

TEST_F(Bake, OnlyRoomsAnEditTouchesAreBakedAgain) {
  Document doc = five_rooms();
  BakeSummary first = bake(doc);
  EXPECT_EQ(first.fresh, 5u);
  EXPECT_TRUE(first.notes.empty());
  EXPECT_EQ(bake(doc).ready, 5u);

  Light dimmed = *doc.find(LightId{"l0"});
  dimmed.dimming = 0.5;
  test::put(doc.lights, dimmed);
  BakeSummary second = bake(doc);  // the room and the one next door
  EXPECT_EQ(second.fresh, 2u);
  EXPECT_EQ(second.ready, 3u);
  test::put(doc.lights, Light{.id = {"l0"}, .room = {"r0"}, .position_m = {3, 3.5, 3}, .aim_m = {2, 0, 3}});
  EXPECT_EQ(bake(doc).ready, 5u) << "as it was before";
}

TEST_F(Bake, GoesOnWhereItWasStopped) {
  ASSERT_TRUE(save_project(folder_, five_rooms()).has_value());
  auto exhibition = open_exhibition(folder_);
  ASSERT_TRUE(exhibition.has_value());
  std::stop_source stop;
  auto at_third_room = [&](const Progress& p) {
    if (p.stage.starts_with("r2")) stop.request_stop();
  };
  auto stopped = bake_exhibition(**exhibition, BakeQuality::preview, jobs_, {at_third_room, stop.get_token()});
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().id, "work.cancelled");
  BakeSummary rest = bake(five_rooms());
  EXPECT_EQ(rest.ready, 2u);
  EXPECT_EQ(rest.fresh, 3u);
}

// Illuminance on a floor, in the air above it and as the room is drawn afterwards, agree with each other.
TEST_F(Bake, LightOnDiskIsTheOneThatWasBaked) {
  BakeSummary summary = bake(five_rooms());
  auto index = read_light_index(folder_);
  ASSERT_TRUE(index.has_value());
  ASSERT_EQ(index->size(), 5u);
  auto store = Store::open(store_folder(folder_));
  std::size_t probes = 0, texels = 0;
  for (const auto& [room, baked] : *index) {
    auto chunk = store->open_chunk(baked.chunk);
    ASSERT_TRUE(chunk.has_value());
    auto light = read_room_light(**chunk);
    ASSERT_TRUE(light.has_value());
    const IrradianceVolume& volume = light->volume;
    probes += volume.probes.size(), texels += light->map.lux.size();
    vec3 lit(volume.grid.low.x + 1.85f, 0, 3);  // where the lamp points
    auto in_air = volume.at(lit + vec3(0, 0.5f, 0));
    EXPECT_GT(illuminance_of(in_air.lamps, vec3(0, 1, 0)).g, 10) << room.value;

    auto exhibition = open_exhibition(folder_);
    auto drawn = (*exhibition)->build_room((*exhibition)->house().index_of(room), {}, nullptr);
    ASSERT_TRUE(drawn.room->light) << "it fits the room as it is";
    const RoomLight::Projection* floor = nullptr;
    for (std::size_t i = 0; i < drawn.room->surfaces.size(); ++i) {
      const Box& box = drawn.room->surfaces[i].mesh->bounds;
      if (box.high.y < 0.01f && box.low.x < lit.x && box.high.x > lit.x && box.low.z < lit.z && box.high.z > lit.z)
        floor = drawn.room->light->chart_of(drawn.room->light->surfaces, i, box);
    }
    ASSERT_TRUE(floor) << room.value;
    auto x = static_cast<std::uint32_t>(glm::dot(floor->u, vec4(lit, 1)) * static_cast<float>(light->map.width));
    auto y = static_cast<std::uint32_t>(glm::dot(floor->v, vec4(lit, 1)) * static_cast<float>(light->map.height));
    float on_floor = unpack_lux(light->map.lux[y * light->map.width + x]).g;
    float above = illuminance_of(in_air.lamps, vec3(0, 1, 0)).g + illuminance_of(in_air.rest, vec3(0, 1, 0)).g;
    EXPECT_GT(on_floor, above / 3) << room.value;
    EXPECT_LT(on_floor, above * 3) << room.value;
  }
  EXPECT_EQ(probes, summary.probes);
  EXPECT_EQ(texels, summary.texels);
}

TEST_F(Bake, PreviewTakesNothingAwayFromFinalLight) {
  Document doc;
  doc.exhibition = std::make_shared<const Exhibition>();
  Room cell = test::box_room("cell", 0, 1.5);
  cell.plan = {{0, 0}, {1.5, 0}, {1.5, 1.5}, {0, 1.5}};
  cell.ceiling_height_m = 2.2;
  test::put(doc.rooms, cell);
  test::put(doc.lights, Light{.id = {"l"}, .room = {"cell"}, .position_m = {0.7, 2, 0.7}, .aim_m = {0.8, 0, 0.8}});
  EXPECT_EQ(bake(doc).fresh, 1u);
  Hash preview = read_light_index(folder_)->begin()->second.chunk;
  EXPECT_EQ(bake(doc, BakeQuality::final).fresh, 1u);
  Hash final = read_light_index(folder_)->begin()->second.chunk;
  EXPECT_NE(final, preview);
  EXPECT_EQ(bake(doc).ready, 1u);
  EXPECT_EQ(read_light_index(folder_)->begin()->second.chunk, final);
}

// After an edit the room is drawn by its lamps until it is baked again.
TEST_F(Bake, LightOfAnotherStateIsNotShown) {
  Document doc = five_rooms();
  bake(doc);
  auto is_lit = [&](const std::string& room) {
    auto exhibition = open_exhibition(folder_);
    return (*exhibition)->build_room((*exhibition)->house().index_of({room}), {}, nullptr).room->light != nullptr;
  };
  EXPECT_TRUE(is_lit("r0") && is_lit("r4"));
  Light dimmed = *doc.find(LightId{"l0"});
  dimmed.dimming = 0.5;
  test::put(doc.lights, dimmed);
  ASSERT_TRUE(save_project(folder_, doc).has_value());
  EXPECT_FALSE(is_lit("r0"));
  EXPECT_FALSE(is_lit("r1")) << "it shines through the doorway";
  EXPECT_TRUE(is_lit("r2"));
  // What is written on labels does not matter.
  test::put(doc.wall_texts, WallText{.id = {"t"}, .room = {"r3"}, .body = {{"en", "Words."}}});
  ASSERT_TRUE(save_project(folder_, doc).has_value());
  EXPECT_TRUE(is_lit("r3"));
}

TEST_F(Bake, DarkRoomIsTold) {
  Document doc = five_rooms();
  doc.lights = {};
  BakeSummary summary = bake(doc);
  ASSERT_EQ(summary.notes.size(), 5u);
  EXPECT_EQ(summary.notes[0].id, "bake.dark");
}

TEST_F(Bake, DamagedIndexNamesItsLine) {
  fs::create_directories(folder_ / ".enfilade");
  std::ofstream(folder_ / ".enfilade/baked.index") << "hall not-a-key\n";
  auto index = read_light_index(folder_);
  ASSERT_FALSE(index.has_value());
  EXPECT_EQ(index.error().id, "baked_index.damaged");
}

}  // namespace
}  // namespace enf
