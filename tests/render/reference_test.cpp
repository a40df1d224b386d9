#include <unistd.h>

#include <filesystem>

#include "ciede2000.h"
#include "render_fixture.h"
#include "scene_kit.h"

namespace enf {
namespace {

// The fast path against the slow one: a wall and a floor, a picture, a ball and a tall box under three lamps whose
// shadows cross, the lamps' discs wide enough for penumbrae.
class RenderedReference : public RenderTest {
 protected:
  const RenderSettings settings{.width = 120, .height = 90};
  static constexpr std::uint32_t passes = 12;
  const Camera camera{.eye = vec3(0, 1, 3.2f), .fov_y = 0.8f};

  void SetUp() override {
    RenderTest::SetUp();
    folder = std::filesystem::temp_directory_path() / ("enfilade-reference-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
  }
  void TearDown() override {
    std::filesystem::remove_all(folder);
    RenderTest::TearDown();
  }

  RenderScene scene() const {
    RenderScene scene = kit::empty_scene();
    kit::add(scene,
             kit::item(kit::quad(vec3(-3, 3, -1), vec3(6, 0, 0), vec3(0, -3, 0)), kit::matt(vec3(0.6f, 0.58f, 0.55f))));
    kit::add(scene,
             kit::item(kit::quad(vec3(-3, 0, -1), vec3(6, 0, 0), vec3(0, 0, 5)), kit::matt(vec3(0.3f, 0.25f, 0.2f))));
    kit::add(scene, kit::item(kit::box(vec3(0.3f, 0, -0.3f), vec3(1, 1.5f, 0)), kit::matt(vec3(0.7f))));
    kit::add(scene, kit::item(kit::sphere(vec3(-0.5f, 0.4f, 0), 0.4f), kit::matt(vec3(0.2f, 0.3f, 0.6f), 0.4f)));
    auto image = kit::image(300, 200, TextureEncoding::rgba8_srgb, [](std::uint32_t x, std::uint32_t y) {
      return kit::Colour{static_cast<std::uint8_t>(x * 255 / 300), static_cast<std::uint8_t>(y * 255 / 200), 90, 255};
    });
    PictureItem picture;
    picture.source = kit::picture(*image, folder / "picture.chunk");
    picture.corner = vec3(-0.4f, 1.7f, -0.98f), picture.right = vec3(0.9f, 0, 0), picture.down = vec3(0, -0.6f, 0);
    picture.room = 0;
    scene.pictures.push_back(picture);
    for (float x : {-1.6f, 0.2f, 1.6f}) {
      SpotItem spot = kit::spot(vec3(x, 2.8f, 1.8f), vec3(x * 0.2f, 0.9f, -0.5f), 500, 40, 70);
      spot.source_radius_m = 0.05f;
      kit::add(scene, spot);
    }
    return scene;
  }

  ImageData reference() {
    auto renderer = renderer_of(scene(), settings);
    EXPECT_TRUE(renderer) << to_string(renderer.error());
    auto image = (*renderer)->draw_reference(camera, {}, passes);
    EXPECT_TRUE(image) << to_string(image.error());
    return *image;
  }
  ImageData fast(RenderScene scene, const RenderSettings& with) {
    auto image = picture_of(std::move(scene), camera, with);
    EXPECT_TRUE(image) << to_string(image.error());
    return *image;
  }

  // Mean CIEDE2000 over all pixels.
  static double difference(const ImageData& a, const ImageData& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
      auto lab = [&](const ImageData& image) {
        return lab_of_srgb(vec3(image.rgba[i], image.rgba[i + 1], image.rgba[i + 2]) / 255.0f);
      };
      sum += ciede2000(lab(a), lab(b));
    }
    return sum / (static_cast<double>(a.rgba.size()) / 4);
  }

  // One unit is what a trained eye just tells apart when two colours touch (CIE 142-2001); over a whole picture the
  // fast path must be nearer than half of that.
  static constexpr double limit = 0.5;
  std::filesystem::path folder;
};

TEST_F(RenderedReference, TheFastPathLooksLikeIt) {
  double near = difference(fast(scene(), settings), reference());
  RecordProperty("mean_ciede2000", std::to_string(near));
  EXPECT_LT(near, limit);
}

// What the measure is good for: each loss is well above the limit.
TEST_F(RenderedReference, ALostShadowLampOrBounceIsSeen) {
  ImageData right = reference();
  auto see = [&](const char* loss, RenderScene scene, const RenderSettings& with) {
    double away = difference(fast(std::move(scene), with), right);
    RecordProperty(loss, std::to_string(away));
    EXPECT_GT(away, 2 * limit) << loss;
  };
  RenderSettings without_shadows = settings, two_lamps = settings;
  without_shadows.shadows = false;
  two_lamps.light_budget = 2;
  see("no_shadows", scene(), without_shadows);
  see("two_lamps_of_three", scene(), two_lamps);
  RenderScene no_bounce = scene();
  no_bounce.rooms[0].has_probe = false;
  see("no_bounce", std::move(no_bounce), settings);
}

TEST_F(RenderedReference, LeavesTheFastPathAsItWas) {
  auto renderer = renderer_of(scene(), settings);
  ASSERT_TRUE(renderer) << to_string(renderer.error());
  auto draw = [&] {
    EXPECT_TRUE((*renderer)->draw(camera, {.wait_for_streaming = true}));
    return (*renderer)->read_back()->rgba;
  };
  auto before = draw();
  ASSERT_TRUE((*renderer)->draw_reference(camera, {}, 2));
  EXPECT_EQ(draw(), before);
}

}  // namespace
}  // namespace enf
