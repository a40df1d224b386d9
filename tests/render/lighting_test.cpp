#include <unistd.h>

#include <cmath>
#include <fstream>

#include "engine/light/room_light.h"
#include "engine/light/sky.h"
#include "engine/render/light.h"
#include "engine/render/tone.h"
#include "render_fixture.h"
#include "scene_kit.h"

namespace enf {
namespace {

// Light on plain surfaces, against what must be the same picture made another way (T1, on every driver).
class RenderedLight : public RenderTest {
 protected:
  static constexpr std::uint32_t width = 120, height = 90;

  ImageData picture(RenderScene scene, RenderSettings settings = {.samples = 1}) {
    Camera camera{.eye = vec3(0, 1, 3), .fov_y = 0.8f};
    settings.width = width, settings.height = height;
    auto image = picture_of(std::move(scene), camera, settings);
    EXPECT_TRUE(image) << to_string(image.error());
    return image ? *image : ImageData{};
  }

  // The largest difference of any part of any pixel.
  static int difference(const ImageData& a, const ImageData& b) {
    if (a.rgba.size() != b.rgba.size()) return 256;
    int most = 0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) most = std::max(most, std::abs(int{a.rgba[i]} - int{b.rgba[i]}));
    return most;
  }

  static RenderScene floor_to(float z) {
    RenderScene scene = kit::empty_scene();
    kit::add(scene, kit::item(kit::quad(vec3(-3, 0, -1), vec3(6, 0, 0), vec3(0, 0, z + 1)), kit::matt(vec3(0.3f))));
    return scene;
  }
};

TEST_F(RenderedLight, OnAFloorThatEndsInTheEyesPlaneIsThatOfAFloorThatGoesOn) {
  SpotItem spot = kit::spot(vec3(-1.5f, 3, 2), vec3(0, 0.8f, 0), 1500, 40, 70);
  RenderScene ends = floor_to(3), goes_on = floor_to(4);
  kit::add(ends, spot), kit::add(goes_on, spot);
  ImageData picture_of_end = picture(std::move(ends));
  EXPECT_LE(difference(picture_of_end, picture(std::move(goes_on))), 2);
  // The light is there: the floor in front is well above the darkness beside the cone.
  EXPECT_GT(picture_of_end.rgba[((height - 12) * width + width / 2) * 4], 60);
}

// Five lights are drawn as six, the last of which gives nothing from the world's origin, in whose plane the floor lies.
TEST_F(RenderedLight, OfFiveSpotsInOnePlaceIsThatOfOneFiveTimesAsStrong) {
  SpotItem spot = kit::spot(vec3(-1.5f, 3, 2), vec3(0, 0.8f, 0), 1500, 40, 70);
  RenderScene one = floor_to(4), five = floor_to(4);
  kit::add(one, spot);
  spot.intensity_cd /= 5;
  for (int i = 0; i < 5; ++i) kit::add(five, spot);
  EXPECT_LE(difference(picture(std::move(five)), picture(std::move(one))), 2);
}

// What a small memory budget asks for: the same picture with less to keep for it.
TEST_F(RenderedLight, IsTheSameInBandsAndWithSmallPipelines) {
  auto lit_spheres = [] {
    RenderScene scene = floor_to(4);
    for (int i = 0; i < 3; ++i) {
      auto x = static_cast<float>(i - 1);
      kit::add(scene,
               kit::item(kit::sphere(vec3(x, 0.7f, 0), 0.4f), kit::matt(vec3(0.6f, 0.2f + 0.2f * x, 0.3f), 0.3f)));
      kit::add(scene, kit::spot(vec3(x, 3, 2), vec3(0, 0.8f, 0), 300, 40, 70));
    }
    return scene;
  };
  for (std::uint32_t samples : {1u, 4u}) {
    ImageData whole = picture(lit_spheres(), {.samples = samples});
    for (std::uint32_t bands : {2u, 4u}) {  // 4: of unequal height
      ImageData parts = picture(lit_spheres(), {.samples = samples, .bands = bands});
      ASSERT_EQ(parts.rgba.size(), whole.rgba.size());
      EXPECT_LE(difference(parts, whole), 1) << samples << " " << bands;
      // What is interpolated from another row may be rounded otherwise, here and there.
      std::size_t others = 0;
      for (std::size_t i = 0; i < whole.rgba.size(); ++i) others += parts.rgba[i] != whole.rgba[i];
      EXPECT_LE(others, whole.rgba.size() / 10'000) << samples << " " << bands;
    }
    EXPECT_LE(difference(picture(lit_spheres(), {.samples = samples, .small_pipelines = true}), whole), 1) << samples;
  }
}

// Through a window one sees sky above ground, as traced light does.
TEST_F(RenderedLight, OfAWindowIsThatOfTheDayBehindIt) {
  RenderScene scene = kit::empty_scene();
  SurfaceMaterial pane = kit::matt(vec3(0));
  pane.factors.emissive = vec3(0.12f);
  pane.shows_sky = true;
  kit::add(scene, kit::item(kit::quad(vec3(-4, 5, 0), vec3(8, 0, 0), vec3(0, -8, 0)), pane));
  ImageData image = picture(std::move(scene));
  ASSERT_FALSE(image.rgba.empty());
  const float high = std::tan(0.4f);
  for (std::uint32_t y : {3u, 20u, 40u, 50u, 80u}) {
    vec3 direction = glm::normalize(vec3(0, high * (1 - 2 * (static_cast<float>(y) + 0.5f) / height), -1));
    float expected = encode_srgb(tone_curve(vec3(0.12f * overcast_day(direction))).g) * 255;
    EXPECT_NEAR(image.rgba[(y * width + width / 2) * 4 + 1], expected, 2) << y;
  }
}

// Where few lamps reach, as under a bench, the map tells badly where they are: even if they seem to shine from under
// the floor and away from the eye, there is no firefly.
TEST_F(RenderedLight, OfAMapHasNoFirefliesWhereItPointsIntoTheFloor) {
  auto floor = [&](float lamps_share) {
    RenderScene scene = kit::empty_scene();
    kit::add(scene, kit::item(kit::quad(vec3(-3, 0, -3), vec3(6, 0, 0), vec3(0, 0, 6)), kit::matt(vec3(0.1f), 0.35f)));
    RoomLight light;
    light.map = {.width = 8, .height = 8, .lux = std::vector<std::uint32_t>(64, pack_lux(vec3(60)))};
    vec3 from_the_eye = glm::normalize(vec3(0, -1, -3));
    vec3 mean = lamps_share * from_the_eye + (1 - lamps_share) * vec3(0, 2.0f / 3, 0);
    light.map.towards.assign(4, glm::packUnorm4x8(vec4(0.5f + 0.5f * mean, lamps_share)));
    light.charts.push_back({.u = vec4(1, 0, 0, 3) / 6.0f, .v = vec4(0, 0, 1, 3) / 6.0f});
    light.surfaces.push_back({.chart = 0, .bounds = {vec3(-3, 0, -3), vec3(3, 0, 3)}});
    scene.rooms[0].light = std::make_shared<const RoomLight>(std::move(light));
    return picture(std::move(scene));
  };
  ImageData soft = floor(0), lamps = floor(0.3f);
  std::size_t below = (std::size_t{height - 10} * width + width / 2) * 4;
  EXPECT_GT(soft.rgba[below], 20) << "the map lights the floor";
  EXPECT_LE(difference(soft, lamps), 50);
}

// The map sees a riser from its edge, between the bright floor behind and the dark floor before it.
TEST_F(RenderedLight, OfAMapOnARiserIsThatOfTheFloorBeforeIt) {
  constexpr std::uint32_t side = 96;
  RenderScene scene = kit::empty_scene();
  SurfaceMaterial stone = kit::matt(vec3(0.3f));
  kit::add(scene, kit::item(kit::quad(vec3(-3, 0, -3), vec3(6, 0, 0), vec3(0, 0, 6)), stone));
  kit::add(scene, kit::item(kit::quad(vec3(-3, 0.3f, 0), vec3(6, 0, 0), vec3(0, -0.3f, 0)), stone));
  RoomLight light;
  light.map = {.width = side, .height = side, .lux = std::vector<std::uint32_t>(side * side, pack_lux(vec3(20)))};
  std::fill_n(light.map.lux.begin(), side * side / 2, pack_lux(vec3(90)));
  light.map.towards.assign(side * side / 16, glm::packUnorm4x8(vec4(0.5f, 0.75f, 0.75f, 0)));
  light.charts.push_back({.u = vec4(1, 0, 0, 3) / 6.0f, .v = vec4(0, 0, 1, 3) / 6.0f});
  light.surfaces.push_back({.chart = 0, .bounds = {vec3(-3, 0, -3), vec3(3, 0, 3)}});
  light.surfaces.push_back({.chart = 0, .bounds = {vec3(-3, 0, 0), vec3(3, 0.3f, 0)}});
  scene.rooms[0].light = std::make_shared<const RoomLight>(std::move(light));
  ImageData image = picture(std::move(scene));
  ASSERT_FALSE(image.rgba.empty());
  auto shade_at = [&](vec3 p) {
    float row = (0.5f - (p.y - 1) / (3 - p.z) / (2 * std::tan(0.4f))) * height;
    return int{image.rgba[(static_cast<std::size_t>(row) * width + width / 2) * 4]};
  };
  EXPECT_NEAR(shade_at(vec3(0, 0.15f, 0)), shade_at(vec3(0, 0, 0.5f)), 3);
}

// A map tells how much light arrives on a metal, of which it shows nothing: it shows where the lamps are.
TEST_F(RenderedLight, OfAMetalIsThatOfTheLampsItMirrors) {
  auto sheet = [&](bool in_map) {
    RenderScene scene = kit::empty_scene();
    SurfaceMaterial gold = kit::matt(vec3(0.9f, 0.6f, 0.25f), 0.4f);
    gold.factors.metallic = 1;
    kit::add(scene, kit::item(kit::quad(vec3(-3, 0, -3), vec3(6, 0, 0), vec3(0, 0, 6)), gold));
    kit::add(scene, kit::spot(vec3(0, 2, -3), vec3(0, 0, 0), 1500, 60, 90));
    RoomLight light;
    light.map = {.width = 8, .height = 8, .lux = std::vector<std::uint32_t>(64, pack_lux(vec3(60)))};
    light.map.towards.assign(4, glm::packUnorm4x8(vec4(0.5f, 0.75f, 0.5f, 0)));
    if (in_map) {
      light.charts.push_back({.u = vec4(1, 0, 0, 3) / 6.0f, .v = vec4(0, 0, 1, 3) / 6.0f});
      light.surfaces.push_back({.chart = 0, .bounds = {vec3(-3, 0, -3), vec3(3, 0, 3)}});
    }
    scene.rooms[0].light = std::make_shared<const RoomLight>(std::move(light));
    return picture(std::move(scene));
  };
  ImageData mirrored = sheet(true);
  EXPECT_LE(difference(mirrored, sheet(false)), 2);
  EXPECT_GT(mirrored.rgba[(std::size_t{height * 3 / 4} * width + width / 2) * 4], 60) << "the lamp is seen";
}

std::size_t resident_kib() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) / 1024;
}

// A kiosk draws for weeks. Lavapipe makes and keeps a shader whenever a uniform that a shader branches on changes.
TEST_F(RenderedLight, OfManyThingsLeavesNothingBehindInAnyFrame) {
  RenderScene scene = floor_to(4);
  for (int i = 0; i < 6; ++i) {
    float share = static_cast<float>(i) / 5;
    SurfaceMaterial material = kit::matt(vec3(0.9f - 0.8f * share), 0.1f + 0.8f * share);
    material.factors.emissive = vec3(0.2f * share);
    material.factors.metallic = material.factors.clearcoat = material.factors.clearcoat_roughness = share;
    material.shows_sky = i % 2 == 0;
    kit::add(scene, kit::item(kit::sphere(vec3(-1.5f + 0.6f * static_cast<float>(i), 0.5f, 0), 0.25f), material));
    kit::add(scene, kit::spot(vec3(-1.5f, 3, 2), vec3(static_cast<float>(i) - 3, 0.8f, 0), 1500, 40, 70));
  }
  auto renderer = renderer_of(std::move(scene), {.width = width, .height = height, .samples = 1});
  ASSERT_TRUE(renderer) << to_string(renderer.error());
  Camera camera{.eye = vec3(0, 1, 3), .fov_y = 0.8f};
  auto draw = [&](int count) {
    for (int i = 0; i < count; ++i) {
      camera.eye.x += 0.01f;
      ASSERT_TRUE((*renderer)->draw(camera, {.wait_for_streaming = true}));
      ASSERT_TRUE((*renderer)->read_back());
    }
  };
  draw(4);
  const std::size_t before = resident_kib();
  draw(16);
  EXPECT_LT(resident_kib(), before + 16 * 1024);
}

// A plain glTF's light ends at its range without an edge.
TEST_F(RenderedLight, OfAGltfLightFadesTowardsItsRange) {
  auto wall = [&](float range_m) {
    RenderScene scene = kit::empty_scene();
    scene.rooms[0].has_probe = false;
    kit::add(scene, kit::item(kit::quad(vec3(-3, 3, 0), vec3(6, 0, 0), vec3(0, -6, 0)), kit::matt(vec3(0.5f), 1)));
    SpotItem spot = kit::spot(vec3(0, 1, 1.5f), vec3(0, 1, 0), 200);
    spot.falloff = Falloff::ramp, spot.cos_beam = spot.cos_field = -1;
    spot.casts_shadow = false, spot.range_m = range_m;
    kit::add(scene, spot);
    return picture(std::move(scene));
  };
  ImageData fading = wall(2), endless = wall(0);
  int dark = 0, fainter = 0;
  for (std::uint32_t x = 0; x < width; ++x) {
    float metres = (static_cast<float>(x) + 0.5f - width / 2.0f) * 3 * std::tan(0.4f) / (height / 2.0f);
    float away2 = metres * metres + 1.5f * 1.5f;
    auto at = [&](const ImageData& image) {
      return decode_srgb(static_cast<float>(image.rgba[(height / 2 * width + x) * 4]) / 255);
    };
    EXPECT_NEAR(at(fading), at(endless) * std::max(1 - away2 * away2 / 16, 0.0f), 0.01f) << "at " << metres << " m";
    (away2 > 4 ? dark : fainter) += 1;
  }
  EXPECT_GT(dark, 10);
  EXPECT_GT(fainter, 10);
}

// A scene lit by its own lights alone: a white wall shows the spot's illuminance and nothing else.
TEST_F(RenderedLight, OfARampWithoutAProbeIsItsIlluminanceAndBlackOutside) {
  RenderScene scene = kit::empty_scene();
  scene.rooms[0].has_probe = false;
  kit::add(scene, kit::item(kit::quad(vec3(-3, 3, 0), vec3(6, 0, 0), vec3(0, -6, 0)), kit::matt(vec3(0.5f), 1)));
  SpotItem spot = kit::spot(vec3(0, 1, 3), vec3(0, 1, 0), 1000);
  spot.falloff = Falloff::ramp, spot.cos_beam = std::cos(0.1f), spot.cos_field = std::cos(0.35f);
  spot.casts_shadow = false;
  kit::add(scene, spot);
  ImageData image = picture(std::move(scene));
  ASSERT_EQ(image.rgba.size(), std::size_t{width} * height * 4);
  std::size_t black = 0;
  for (std::uint32_t x = 0; x < width; ++x) {
    float metres = (static_cast<float>(x) + 0.5f - width / 2.0f) * 3 * std::tan(0.4f) / (height / 2.0f);
    float half_pixel = 1.5f * std::tan(0.4f) / (height / 2.0f);
    float expected = 0.5f * illuminance(spot, vec3(metres, 1 - half_pixel, 0), vec3(0, 0, 1)) / 100;
    float got = decode_srgb(static_cast<float>(image.rgba[(height / 2 * width + x) * 4]) / 255);
    // The wall is seen from where it is lit, so its sheen (F0 0.04, roughness 1) adds 0.04 / 4 pi x pi of the
    // illuminance, which is 0.02 of what the wall reflects; 0.016 do not get below the sheen.
    EXPECT_NEAR(got, expected * 1.004f, 0.01f) << "at " << metres << " m";
    if (expected > 0) continue;
    EXPECT_EQ(image.rgba[(height / 2 * width + x) * 4], 0) << "at " << metres << " m";
    ++black;
  }
  EXPECT_GT(black, 20u);
}

}  // namespace
}  // namespace enf
