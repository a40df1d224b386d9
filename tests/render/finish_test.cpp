#include <unistd.h>

#include "engine/scene/image_mips.h"
#include "render_fixture.h"
#include "scene_kit.h"

namespace enf {
namespace {

// A floor of 8 x 8 m whose finish repeats every two metres.
class RenderedFinish : public RenderTest {
 protected:
  static constexpr float side_m = 8, tile_m = 2;
  static constexpr std::uint32_t texels = 1024;

  static RenderScene floor() {
    auto mesh = kit::quad(vec3(-side_m / 2, 0, -side_m / 2), vec3(side_m, 0, 0), vec3(0, 0, side_m));
    for (WideVertex& v : mesh->vertices) v.uv[0] *= side_m, v.uv[1] *= side_m;  // metres
    SurfaceMaterial material = kit::matt(vec3(1));
    material.factors.base_colour_texture.scale = vec2(1 / tile_m);
    material.base_colour = with_mips(kit::image(texels, texels, TextureEncoding::rgba8_srgb, [](auto x, auto y) {
      auto noise = static_cast<std::uint8_t>((x * 7919 ^ y * 104729 ^ (x * y)) * 2654435761u >> 24);
      return kit::Colour{noise, static_cast<std::uint8_t>(255 - noise), static_cast<std::uint8_t>(x / 4), 255};
    }));
    RenderScene scene = kit::empty_scene();
    kit::add(scene, kit::item(mesh, material));
    kit::add(scene, kit::spot(vec3(0, 6, 0), vec3(0), 4000, 90, 120));
    return scene;
  }

  struct Drawn {
    ImageData picture;
    std::uint64_t bytes = 0;  // of streamed textures
  };
  Drawn draw_from(float height_m, bool finest) {
    auto renderer = renderer_of(floor(), {.width = 160, .height = 90, .samples = 1, .finest = finest});
    EXPECT_TRUE(renderer) << to_string(renderer.error());
    Camera camera{.eye = vec3(0, height_m, 1), .forward = vec3(0, -1, -0.3f), .fov_y = 0.9f};
    auto stats = (*renderer)->draw(camera, {.wait_for_streaming = true});
    EXPECT_TRUE(stats) << to_string(stats.error());
    EXPECT_TRUE(stats->complete);
    return {*(*renderer)->read_back(), (*renderer)->streamer().stats().model_bytes_resident};
  }
};

TEST_F(RenderedFinish, LooksTheSameWithTheMipsThatCanBeSeenAlone) {
  constexpr std::uint64_t whole = 4ull * texels * texels;
  for (auto [height_m, most_bytes] :
       {std::pair{0.15f, whole * 2}, {0.8f, whole / 2}, {2.5f, whole / 8}, {6.0f, whole / 32}}) {
    Drawn seen = draw_from(height_m, false), all = draw_from(height_m, true);
    EXPECT_EQ(seen.picture.rgba, all.picture.rgba) << height_m << " m";
    EXPECT_LT(seen.bytes, most_bytes) << height_m << " m";
    EXPECT_GE(all.bytes, whole);
  }
}

// As one comes nearer; nothing is waited for, and nothing is without its finish meanwhile.
TEST_F(RenderedFinish, BecomesFinerWhileOneLooks) {
  auto renderer = renderer_of(floor(), {.width = 160, .height = 90, .samples = 1});
  ASSERT_TRUE(renderer) << to_string(renderer.error());
  Camera camera{.eye = vec3(0, 0.3f, 1), .forward = vec3(0, -1, -0.3f), .fov_y = 0.9f};
  auto first = (*renderer)->draw(camera, {});
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->complete);
  bool is_complete = false;
  for (int i = 0; i < 1000 && !is_complete; ++i) {
    ::usleep(1000);
    auto next = (*renderer)->draw(camera, {});
    ASSERT_TRUE(next);
    EXPECT_EQ(next->draws, first->draws);
    is_complete = next->complete;
  }
  EXPECT_TRUE(is_complete);
  EXPECT_EQ((*renderer)->read_back()->rgba, draw_from(0.3f, true).picture.rgba);
}

}  // namespace
}  // namespace enf
