// Luminaires with a distribution that is not the same all around, and files that are replaced.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "engine/app/direct_light.h"
#include "engine/app/light_index.h"
#include "engine/app/scene_source.h"
#include "engine/app/traced_room.h"
#include "engine/base/file.h"
#include "engine/exhibition/hanging.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/build.h"
#include "tests/app/show.h"

namespace enf {
namespace {

constexpr double pi_d = std::numbers::pi;

TEST(Turn, C0PointsEastUntilItIsTurnedTheWayAnglesGrow) {
  Light light{.position_m = {3, 4, 3}, .aim_m = {3, 0, 3}};
  auto is = [&](dvec3 way) { return glm::distance(photometric_horizontal(light), way); };
  EXPECT_NEAR(is({1, 0, 0}), 0, 1e-12);
  light.turn_rad = pi_d / 2;
  EXPECT_NEAR(is({0, 0, -1}), 0, 1e-12) << "north: counter-clockwise as the plan shows it";
  light.turn_rad = -pi_d / 2;
  EXPECT_NEAR(is({0, 0, 1}), 0, 1e-12);
  light.turn_rad = 0, light.aim_m = {9, 4, 3};  // along the east itself
  EXPECT_NEAR(is({0, -1, 0}), 0, 1e-12) << "down";
  light.turn_rad = 1.1, light.aim_m = {5, 1, 2};
  EXPECT_NEAR(glm::dot(photometric_horizontal(light), light.aim_m - light.position_m), 0, 1e-12);
}

// Twice as much to C0 and C180 as to C90 and C270.
std::shared_ptr<const IntensityTable> wide_to_both_sides() {
  Photometry p{.type = PhotometricType::c, .symmetry = PhotometricSymmetry::quadrant};
  p.vertical_deg = {0, 20, 60, 90}, p.horizontal_deg = {0, 90};
  p.intensities_cd = {1000, 1000, 1000, 0, 1000, 500, 500, 0};
  return std::make_shared<const IntensityTable>(IntensityTable::of(p));
}

TEST(Turn, LuxFollowsTheTurnedLuminaire) {
  auto lux = [](double turn_rad) {
    Document doc;
    doc.exhibition = std::make_shared<const Exhibition>();
    test::put(doc.rooms, test::box_room("hall", 0, 10));
    test::put(doc.lights, Light{.id = {"l"},
                                .room = {"hall"},
                                .position_m = {5, 3, 3.5},
                                .aim_m = {5, 0, 3.5},
                                .intensity_cd = 1000,
                                .luminaire_file = "luminaires/wide.ies",
                                .turn_rad = turn_rad});
    FinishLibrary finishes{std::nullopt};
    SceneResources resources{.finishes = &finishes};
    resources.luminaire = [](const std::string&) { return wide_to_both_sides(); };
    auto house = lay_out_house(doc);
    auto room = build_room(*house, 0, std::make_shared<const Document>(doc), resources);
    const RenderScene scene = join_rooms(*house, std::vector{room});
    auto light = DirectLight::create(traced_room(scene, 0, {}));
    EXPECT_TRUE(light);
    auto at = [&](float x, float z) { return (*light)->lux(vec3(x, 0.01f, z), vec3(0, 1, 0)); };
    return std::pair(at(7, 3.5f), at(5, 1.5f));  // to the east, to the north; as far
  };
  const auto [east, north] = lux(0);
  EXPECT_NEAR(east / north, 2, 0.1);
  const auto [turned_east, turned_north] = lux(pi_d / 2);
  EXPECT_NEAR(turned_north, east, 0.02f * east);
  EXPECT_NEAR(turned_east, north, 0.02f * north);
}

TEST(TracedModelRoom, HasPanesOfItsLaylightBelowItsCeiling) {
  RenderScene scene;
  RoomItem room{
      .id = "wing", .plan = {{0, 0}, {8, 0}, {8, 3}, {3, 3}, {3, 6}, {0, 6}}, .floor_m = 1, .ceiling_m = 4.5f};
  room.bounds.add(vec3(0, 1, 0)), room.bounds.add(vec3(8, 4.5f, 6));
  scene.rooms.push_back(room);
  EXPECT_TRUE(traced_room(scene, 0, {}).meshes.empty()) << "it has none, or its own";
  scene.rooms[0].laylight_lx = vec3(150);
  const TracedScene traced = traced_room(scene, 0, {});
  ASSERT_EQ(traced.meshes.size(), 1u);
  const TracedMesh& panes = *traced.meshes[0];
  EXPECT_GT(panes.material->emission_cd_m2.g, 150 / pi);
  for (vec3 p : panes.positions) {
    EXPECT_TRUE(contains(room.plan, dvec2(p.x, p.z)));
    EXPECT_NEAR(p.y, 4.45f, 1e-4);
  }
  for (std::size_t t = 0; t + 2 < panes.indices.size(); t += 3) {
    auto at = [&](std::size_t k) { return panes.positions[panes.indices[t + k]]; };
    EXPECT_LT(glm::cross(at(1) - at(0), at(2) - at(0)).y, 0) << "it faces down";
  }
}

TEST(LuminaireFiles, AReplacedFileIsReadAnewAndChangesWhatLightIsKnownBy) {
  test::TestFolder folder;
  test::write_small_show(folder.path(), 64);
  const auto file = folder.path() / "luminaires" / "spot.ies";
  std::filesystem::create_directories(file.parent_path());
  auto write = [&](const char* candela) {
    write_file_atomic(file, std::string("IESNA:LM-63-2002\n[MANUFAC] Lamps\nTILT=NONE\n1 -1 1 5 1 1 2 0 0 0\n1 1 20\n"
                                        "0 20 40 60 90\n0\n") +
                                candela + "\n")
        .value();
  };
  write("2000 1000 0 0 0");
  auto source = std::move(SceneSource::open(folder.path()).value());
  const std::string name = "luminaires/spot.ies";
  Document contents;
  test::put(contents.lights, Light{.id = {"l"}, .luminaire_file = name});
  auto state = [&] { return lit_contents(contents, [&](const std::string& f) { return source->luminaire_hash(f); }); };
  const auto table = source->luminaire(name);
  const Hash known = state();
  ASSERT_TRUE(table);
  EXPECT_TRUE(source->changed_luminaires().empty());
  EXPECT_EQ(source->luminaire(name), table);
  write("6000 6000 6000 3000 0");  // another length, since the clock may not have moved
  EXPECT_EQ(source->changed_luminaires(), std::set<std::string>{name});
  EXPECT_TRUE(source->changed_luminaires().empty()) << "told once";
  EXPECT_NEAR(source->luminaire(name)->greatest_between(0, 3), 6000, 1);
  EXPECT_NE(state(), known);
}

}  // namespace
}  // namespace enf
