#include "engine/scene/build.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <tuple>

#include "engine/scene/frames.h"
#include "engine/scene/furniture.h"
#include "engine/scene/image_mips.h"
#include "engine/scene/plain_scene.h"
#include "engine/scene/studio.h"
#include "engine/scene/visibility.h"
#include "tests/scene/fixtures.h"

namespace enf {
namespace {

TEST(Frames, OuterSizeIsTheWorkAndItsFrame) {
  Work work{.id = {"w"}};
  work.width_mm = 1000, work.height_mm = 700;
  HangingPlace place{.centre = {0, 1.5f, 0}};
  for (const std::string& profile : frame_profiles())
    for (bool mat : {false, true}) {
      work.frame = Frame{profile, 80, 50};
      work.mat = mat ? std::optional(Mat{60, "#ffffff"}) : std::nullopt;
      Box box;
      work.glazed = mat;
      for (const SurfaceItem& item : draw_surround(work, place, picture_plane_m(work), vec3(0.5f), test::finishes()))
        box.add(item.mesh->bounds);
      float m = mat ? 0.12f : 0;
      EXPECT_NEAR(box.size().x, 1.16f + m, 1e-4f) << profile;
      EXPECT_NEAR(box.size().y, 0.86f + m, 1e-4f) << profile;
      EXPECT_NEAR(box.high.z, 0.05f, 2e-3f) << profile;
      EXPECT_GE(box.low.z, -1e-5f) << profile << " reaches into the wall";
    }
}

TEST(Frames, MitresAreClosed) {
  // Every edge that is not on the section's two ends belongs to two triangles.
  MeshBuilder mesh;
  Section section = frame_section("gilded-ogee", 0.08f, 0.05f, 0.01f);
  std::array<SweepPoint, 4> line{SweepPoint{{-1, -1, 0}, {-1, -1, 0}}, SweepPoint{{1, -1, 0}, {1, -1, 0}},
                                 SweepPoint{{1, 1, 0}, {1, 1, 0}}, SweepPoint{{-1, 1, 0}, {-1, 1, 0}}};
  mesh.sweep(line, {0, 0, 1}, section, MeshBuilder::Line::closed, MeshBuilder::Caps::none);
  auto data = mesh.finish();
  auto key = [&](std::uint32_t i) {
    const float* p = data->vertices[i].position;
    return std::array{std::lround(p[0] * 1e5), std::lround(p[1] * 1e5), std::lround(p[2] * 1e5)};
  };
  std::map<std::pair<std::array<long, 3>, std::array<long, 3>>, int> edges;
  for (std::size_t i = 0; i < data->indices.size(); i += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      auto a = key(data->indices[i + k]), b = key(data->indices[i + (k + 1) % 3]);
      ++edges[{std::min(a, b), std::max(a, b)}];
    }
  int open = 0;
  for (const auto& [edge, count] : edges) open += count == 1;
  EXPECT_EQ(open, 8) << "four sides, at the section's first and last point only";
}

TEST(Build, AWorkHangsAtItsCataloguedMillimetres) {
  Document doc = test::two_rooms();
  Work work = *doc.find(WorkId{"painting"});
  work.asset = {"image"};
  test::put(doc.works, work);
  auto source = std::make_shared<PyramidSource>();
  source->pyramid = plan_pyramid(1800, 1200);
  SceneResources resources;
  resources.finishes = &test::finishes();
  resources.pyramid = [&](const AssetId&) { return source; };
  test::BuildResult result = test::build_scene(doc, resources);
  ASSERT_EQ(result.scene.pictures.size(), 1u);
  const PictureItem& picture = result.scene.pictures[0];
  EXPECT_FLOAT_EQ(glm::length(picture.right), 1.2f);
  EXPECT_FLOAT_EQ(glm::length(picture.down), 0.8f);
  vec3 middle = picture.corner + (picture.right + picture.down) * 0.5f;
  EXPECT_NEAR(middle.y, 1.5f, 1e-5f);
  EXPECT_NEAR(middle.x, 5, 1e-5f);
  EXPECT_NEAR(middle.z, picture_plane_m(work), 1e-5f);
  EXPECT_EQ(picture.owner, "placement:p-1");
}

TEST(Build, AModelIsScaledToItsCataloguedHeightAndTheNoteSaysSo) {
  Document doc = test::two_rooms();
  Work stone = *doc.find(WorkId{"stone"});
  stone.asset = {"model"};
  test::put(doc.works, stone);
  auto source = std::make_shared<ModelSource>();
  source->model.bounds = {{-10, 5, -7}, {10, 45, 8}};
  SceneResources resources;
  resources.finishes = &test::finishes();
  resources.model = [&](const AssetId&) { return source; };
  test::BuildResult result = test::build_scene(doc, resources);
  ASSERT_EQ(result.scene.models.size(), 2u);
  for (const ModelItem& model : result.scene.models) EXPECT_NEAR(model.bounds.size().y, 0.4f, 1e-4f);
  auto on_plinth = std::ranges::find(result.scene.models, "placement:p-2", &ModelItem::owner);
  ASSERT_NE(on_plinth, result.scene.models.end());
  EXPECT_NEAR(on_plinth->bounds.low.y, 1.0f, 1e-4f) << "stands on its plinth";
  EXPECT_TRUE(std::any_of(result.notes.begin(), result.notes.end(), [](const SceneNote& n) {
    return n.id == "scene.model_resized" && n.record == "work stone";
  }));
}

TEST(Build, MissingAssetsAreReportedAndReplaced) {
  Document doc = test::two_rooms();
  Work work = *doc.find(WorkId{"painting"});
  work.asset = {"lost"};
  test::put(doc.works, work);
  test::BuildResult result = test::built(doc);
  ASSERT_EQ(result.notes.size(), 1u);
  EXPECT_EQ(result.notes[0].id, "scene.asset_missing");
  EXPECT_EQ(result.notes[0].record, "work painting");
}

TEST(Build, UnchangedThingsKeepTheirMeshes) {
  Document doc = test::two_rooms();
  test::BuildResult first = test::built(doc);
  test::BuildResult same = test::built(doc, first.cache);
  ASSERT_EQ(first.scene.surfaces.size(), same.scene.surfaces.size());
  for (std::size_t i = 0; i < first.scene.surfaces.size(); ++i) {
    EXPECT_EQ(first.scene.surfaces[i].mesh, same.scene.surfaces[i].mesh);
    EXPECT_EQ(first.scene.surfaces[i].material, same.scene.surfaces[i].material);
  }
  Placement moved = *doc.find(PlacementId{"p-1"});
  std::get<OnWall>(moved.where).along_m = 4;
  test::put(doc.placements, moved);
  test::BuildResult after = test::built(doc, first.cache);
  std::set<std::string> changed;
  for (std::size_t i = 0; i < first.scene.surfaces.size(); ++i)
    if (first.scene.surfaces[i].mesh != after.scene.surfaces[i].mesh) changed.insert(after.scene.surfaces[i].owner);
  EXPECT_EQ(changed, (std::set<std::string>{"placement:p-1", "label:l-1"}));
}

TEST(Build, LightsKeepTheirCandelaWhateverTheirColour) {
  EXPECT_GT(light_colour(2700, 3500).x, light_colour(2700, 3500).z);
  EXPECT_LT(light_colour(5000, 3500).x, light_colour(5000, 3500).z);
  vec3 same = light_colour(3300, 3300);
  EXPECT_NEAR(same.x, 1, 1e-5f);
  EXPECT_NEAR(same.z, 1, 1e-5f);
  Document doc = test::two_rooms();
  RenderScene scene = test::built(doc).scene;
  ASSERT_EQ(scene.spots.size(), 3u);
  for (const SpotItem& spot : scene.spots)
    EXPECT_NEAR(spot.intensity_cd * glm::dot(spot.colour, vec3(0.2126f, 0.7152f, 0.0722f)), 1500, 0.5f);
}

TEST(Build, TheEyeAdaptsToEachRoomAndWarmLampsStayNearWhite) {
  Document doc = test::two_rooms();
  auto white_of = [&](const char* room) {
    std::vector<std::shared_ptr<const Light>> lights;
    for (auto light = doc.lights.begin(); light != doc.lights.end(); ++light)
      if (light->room.value == room) lights.push_back(light.record());
    return adapted_white(*doc.find(RoomId{room}), lights);
  };
  double west = white_of("west"), east = white_of("east");
  EXPECT_GT(west, 3000);
  EXPECT_LT(west, 3300) << "its lamps have 3000 K";
  EXPECT_NEAR(east, 4000, 1e-6) << "no lamps";
  RenderScene scene = test::built(doc).scene;
  for (const SpotItem& spot : scene.spots) EXPECT_GT(std::min(spot.colour.y, spot.colour.z), 0.9f);
}

// What the panes give to the floor below the room's middle is what the record says, in light and in colour.
TEST(Build, LaylightsGlowAsBrightAsTheyLight) {
  Document doc = test::two_rooms();
  Room room = *doc.find(RoomId{"east"});
  room.laylight = {.illuminance_lx = 240, .colour_temperature_k = 6500};
  test::put(doc.rooms, room);
  RenderScene scene = test::built(doc).scene;
  const RoomItem& east = *std::ranges::find(scene.rooms, "east", &RoomItem::id);
  vec3 below(east.bounds.centre().x, east.floor_m, east.bounds.centre().z), lux(0);
  for (std::uint32_t index : east.surfaces) {
    const SurfaceItem& item = scene.surfaces[index];
    if (!item.material->is_laylight) continue;
    auto corner = [&](std::size_t i) {
      const float* p = item.mesh->vertices[item.mesh->indices[i]].position;
      return vec3(p[0], p[1], p[2]);
    };
    for (std::size_t i = 0; i + 2 < item.mesh->indices.size(); i += 3)
      lux += item.material->factors.emissive * east.exposure_lx *
             std::abs(form_factor(below, vec3(0, 1, 0), corner(i), corner(i + 1), corner(i + 2)));
  }
  EXPECT_NEAR(std::max({lux.r, lux.g, lux.b}), 240, 240 * 0.006);
  EXPECT_GT(lux.b, lux.r) << "daylight is bluer than what the eye has adapted to";
  EXPECT_EQ(east.laylight_lx, vec3(0)) << "and it is not given twice";
}

TEST(Build, LabelsFallBackToALanguageThatHasWords) {
  Document doc = test::two_rooms();
  std::vector<LabelContent> asked;
  SceneResources resources;
  resources.finishes = &test::finishes();
  resources.languages = {"ka"};
  resources.text_height_m = [](const LabelContent&) { return 0.09f; };
  resources.text_print = [&](const LabelContent& content, vec2 size_m) {
    asked.push_back(content);
    auto print = std::make_shared<PyramidSource>();
    print->pyramid =
        plan_pyramid(static_cast<std::uint32_t>(size_m.x * 1000), static_cast<std::uint32_t>(size_m.y * 1000));
    return print;
  };
  test::BuildResult result = test::build_scene(doc, resources);
  ASSERT_EQ(asked.size(), 1u);
  ASSERT_EQ(asked[0].blocks.size(), 1u);
  EXPECT_EQ(asked[0].blocks[0].language, "en");
  EXPECT_EQ(asked[0].blocks[0].title, "A shore");
  Box plate;
  for (const SurfaceItem& item : result.scene.surfaces)
    if (item.owner == "label:l-1") plate.add(item.mesh->bounds);
  EXPECT_NEAR(plate.size().x, 0.18f, 1e-4f);
  EXPECT_NEAR(plate.size().y, 0.09f, 1e-4f);
  auto print = std::ranges::find(result.scene.pictures, "label:l-1", &PictureItem::owner);
  ASSERT_NE(print, result.scene.pictures.end());
  EXPECT_GT(print->least_px, 0) << "it is only set for those who can read it";
  EXPECT_NEAR(glm::length(print->right), 0.18f - 2 * plate_bevel_m, 1e-4f);
}

TEST(Finishes, TileWithoutASeam) {
  for (const std::string& name : finish_names()) {
    auto image = test::finishes().material({name, ""})->base_colour;
    if (!image) continue;
    auto difference = [&](std::uint32_t a, std::uint32_t b) {
      double sum = 0;
      for (std::uint32_t y = 0; y < image->height; ++y)
        for (std::uint32_t c = 0; c < 3; ++c)
          sum += std::abs(image->rgba[4 * (y * image->width + a) + c] - image->rgba[4 * (y * image->width + b) + c]);
      return sum / image->height;
    };
    double inside = 0;
    for (std::uint32_t x = 0; x + 1 < image->width; ++x) inside = std::max(inside, difference(x, x + 1));
    EXPECT_LE(difference(image->width - 1, 0), inside * 1.05) << name;
  }
}

TEST(Finishes, ComeBackFromTheStore) {
  auto folder = std::filesystem::path(testing::TempDir()) / "enfilade-finishes";
  std::filesystem::remove_all(folder);
  auto store = Store::open(folder);
  ASSERT_TRUE(store);
  Finish oak{"oak", "#8a6a4a"};
  auto generated = FinishLibrary().material(oak);
  for (int start : {1, 2}) {
    auto read = FinishLibrary(*store).material(oak);
    EXPECT_EQ(read->factors, generated->factors) << start;
    for (auto map : {&SurfaceMaterial::base_colour, &SurfaceMaterial::normal}) {
      ASSERT_TRUE((*read).*map && (*generated).*map);
      EXPECT_TRUE(((*read).*map)->rgba.empty());  // until somebody asks
      for (std::uint32_t mip : {0u, 3u, ((*generated).*map)->mips - 1}) {
        auto found = from_mip((*read).*map, mip), wanted = from_mip((*generated).*map, mip);
        EXPECT_EQ(found->rgba, wanted->rgba) << start << " mip " << mip;
        EXPECT_EQ(std::tuple(found->width, found->height, found->mips),
                  std::tuple(wanted->width, wanted->height, wanted->mips));
      }
    }
  }
  std::filesystem::remove_all(folder);
}

TEST(Finishes, AreMadeAgainWhereTheStoreIsDamaged) {
  auto folder = std::filesystem::path(testing::TempDir()) / "enfilade-finishes-damaged";
  std::filesystem::remove_all(folder);
  auto store = Store::open(folder);
  ASSERT_TRUE(store);
  auto read = FinishLibrary(*store).material({"oak", ""});
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    // All sections but the header, which stands first.
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    for (std::streamoff at = 4096; at < static_cast<std::streamoff>(file.file_size()) / 2; at += 512)
      bytes.seekp(at), bytes.put('?');
  }
  auto generated = FinishLibrary().material({"oak", ""});
  EXPECT_EQ(from_mip(read->base_colour, 0)->rgba, generated->base_colour->rgba);
  std::filesystem::remove_all(folder);
}

TEST(Finishes, EveryNameGivesAMaterial) {
  for (const std::string& name : finish_names()) {
    auto material = test::finishes().material({name, ""});
    ASSERT_TRUE(material) << name;
    for (const auto& image : {material->base_colour, material->metallic_roughness, material->normal})
      if (image) {
        std::size_t bytes = 0;
        for (std::uint32_t mip = 0; mip < image->mips; ++mip)
          bytes += std::size_t{4} * std::max(1u, image->width >> mip) * std::max(1u, image->height >> mip);
        EXPECT_EQ(image->rgba.size(), bytes) << name;
      }
  }
  EXPECT_EQ(test::finishes().material({"paint", "#112233"}), test::finishes().material({"paint", "#112233"}));
  EXPECT_FALSE(linear_from_hex("112233"));
  EXPECT_FALSE(linear_from_hex("#11223g"));
}

TEST(Studio, FramesAModelOfAnySize) {
  for (float size : {0.001f, 1.0f, 2000.0f}) {
    auto source = std::make_shared<ModelSource>();
    source->model.bounds = {vec3(3, -2, 7) * size, vec3(4, 1, 7.4f) * size};
    StudioShot shot = studio_shot(source, 1.5f);
    const Camera& c = shot.camera;
    mat4 vp = reversed_perspective(c.fov_y, 1.5f, c.near_m, c.far_m) * view_matrix(c.eye, c.forward, c.up);
    const Box& box = shot.scene.models[0].bounds;
    vec2 low(9), high(-9);
    for (int i = 0; i < 8; ++i) {
      vec4 p =
          vp * vec4(i & 1 ? box.high.x : box.low.x, i & 2 ? box.high.y : box.low.y, i & 4 ? box.high.z : box.low.z, 1);
      ASSERT_GT(p.w, 0);
      low = glm::min(low, vec2(p) / p.w), high = glm::max(high, vec2(p) / p.w);
      EXPECT_TRUE(p.z >= 0 && p.z <= p.w);
    }
    EXPECT_TRUE(low.x >= -1 && low.y >= -1 && high.x <= 1 && high.y <= 1);
    EXPECT_GT(std::max((high - low).x, (high - low).y), 1.4f) << "fills the frame";
  }
}

// White plaster from the side of the camera is light, but short of the white where its modelling is lost.
TEST(Studio, LightsWhitePlasterJustBelowWhite) {
  auto source = std::make_shared<ModelSource>();
  source->model.bounds = {vec3(-1), vec3(1)};
  StudioShot shot = studio_shot(source, 1.5f);
  const RoomItem& room = shot.scene.rooms[0];
  vec3 centre = shot.scene.models[0].bounds.centre();
  auto lux = [&](vec3 normal) {
    float sum = room.laylight_lx.g * std::max(0.0f, 0.5f + 0.5f * normal.y);
    for (const SpotItem& spot : shot.scene.spots) {
      vec3 way = spot.position - centre;
      sum += spot.intensity_cd * std::max(0.0f, glm::dot(glm::normalize(way), normal)) / glm::dot(way, way);
    }
    return sum;
  };
  float faced = lux(-shot.camera.forward);
  EXPECT_GT(faced, 0.6f * room.exposure_lx);
  EXPECT_LT(faced, room.exposure_lx);
  EXPECT_LT(lux({0, 1, 0}), 1.3f * room.exposure_lx);
  EXPECT_LT(lux({1, 0, 0}), 0.65f * faced) << "the side away from the key lies in shade";
}

TEST(PlainScene, TakesOverTheModelsLights) {
  auto source = std::make_shared<ModelSource>();
  source->model.bounds = {{-5, 0, -5}, {5, 4, 5}};
  source->model.lights.push_back({.kind = LightKind::spot,
                                  .position = {0, 3, 0},
                                  .direction = {0, -1, 0},
                                  .intensity = 700,
                                  .inner_cone_rad = 0.2f,
                                  .outer_cone_rad = 0.6f});
  source->model.lights.push_back({.kind = LightKind::point, .position = {1, 3, 0}, .intensity = 100});
  source->model.lights.push_back({.kind = LightKind::directional, .direction = {0, -1, 0}, .intensity = 3});
  RenderScene scene = plain_scene(source);
  ASSERT_EQ(scene.rooms.size(), 1u);
  ASSERT_EQ(scene.spots.size(), 3u);
  EXPECT_EQ(scene.rooms[0].spots.size(), 3u);
  EXPECT_EQ(scene.spots[0].falloff, Falloff::ramp);
  EXPECT_NEAR(scene.spots[0].cos_beam, std::cos(0.2f), 1e-6f);
  EXPECT_NEAR(scene.spots[0].cos_field, std::cos(0.6f), 1e-6f);
  EXPECT_LE(scene.spots[1].cos_field, -1.0f);
  EXPECT_FALSE(scene.rooms[0].has_probe) << "lit by its own lights alone";
  float d = glm::length(scene.spots[2].position - scene.rooms[0].bounds.centre());
  EXPECT_NEAR(scene.spots[2].intensity_cd / (d * d), 3, 1e-3f);
}

TEST(PlainScene, WithoutLightsKeepsAProbeSoThatSomethingIsSeen) {
  auto source = std::make_shared<ModelSource>();
  source->model.bounds = {{-5, 0, -5}, {5, 4, 5}};
  EXPECT_TRUE(plain_scene(source).rooms[0].has_probe);
}

}  // namespace
}  // namespace enf
