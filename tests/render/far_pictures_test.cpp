// Pictures far away are drawn from miniatures that lie side by side; each shows itself alone, up to its edge.
#include <unistd.h>

#include <filesystem>

#include "render_fixture.h"
#include "scene_kit.h"

namespace enf {
namespace {

class FarPictures : public RenderTest {
 protected:
  void SetUp() override {
    RenderTest::SetUp();
    folder_ = std::filesystem::temp_directory_path() / ("enfilade-far-pictures-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
    RenderTest::TearDown();
  }

  std::shared_ptr<const PyramidSource> plain(std::uint8_t value, const std::string& name) {
    auto texels = kit::image(120, 120, TextureEncoding::rgba8_srgb, [&](std::uint32_t, std::uint32_t) {
      return kit::Colour{value, value, value, 255};
    });
    return kit::picture(*texels, folder_ / name);
  }

  // A row of pictures some pixels wide above, and one of dark pictures below; in the pool they take turns.
  Result<ImageData> rows(std::uint8_t value_above, std::string name) {
    RenderScene scene = kit::empty_scene();
    scene.rooms.clear();
    SpotItem sun = kit::spot(vec3(0, 100, 100), vec3(0), 0);
    sun.room = no_room, sun.cos_field = -1, sun.casts_shadow = false;
    sun.intensity_cd = 100.0f * 20000;
    scene.spots = {sun};
    for (int i = 0; i < 16; ++i) {
      const bool above = i % 2 == 0;
      PictureItem p;
      p.source = plain(above ? value_above : 40, name + std::to_string(i));
      p.corner = vec3(-1.9f + 0.47f * static_cast<float>(i / 2), above ? 0.6f : -0.3f, 0);
      p.right = vec3(0.11f + 0.02f * static_cast<float>(i / 2), 0, 0), p.down = vec3(0, -p.right.x, 0);
      scene.pictures.push_back(p);
    }
    Camera camera{.eye = vec3(0, 0, 5), .fov_y = 2 * std::atan(0.2f)};
    return picture_of(std::move(scene), camera, {.width = 160, .height = 80, .samples = 4}, {.exposure_lx = 100});
  }

  std::filesystem::path folder_;
};

TEST_F(FarPictures, ShowNothingOfTheirNeighboursInThePool) {
  auto beside_white = rows(255, "white"), beside_equal = rows(40, "dark");
  ASSERT_TRUE(beside_white) << to_string(beside_white.error());
  ASSERT_TRUE(beside_equal) << to_string(beside_equal.error());
  int brightest_above = 0, shown_below = 0, worst = 0;
  const std::size_t half = beside_white->rgba.size() / 2;
  for (std::size_t i = 0; i < half; i += 4) brightest_above = std::max<int>(brightest_above, beside_white->rgba[i]);
  for (std::size_t i = half; i < beside_white->rgba.size(); i += 4) {
    shown_below += beside_equal->rgba[i] > 30;
    worst = std::max(worst, std::abs(beside_white->rgba[i] - beside_equal->rgba[i]));
  }
  ASSERT_GT(brightest_above, 200);
  ASSERT_GT(shown_below, 100);
  EXPECT_LE(worst, 1);
}

}  // namespace
}  // namespace enf
