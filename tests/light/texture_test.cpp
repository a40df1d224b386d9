// Images read between their texels, as the renderer's samplers read them.
#include <gtest/gtest.h>

#include "engine/light/texture_lookup.h"

namespace enf {
namespace {

// Two linear texels, dark on the left and light on the right.
TracedTexture two_texels(TracedWrap wrap) {
  auto texels =
      std::make_shared<const std::vector<std::uint8_t>>(std::vector<std::uint8_t>{0, 0, 0, 255, 255, 255, 255, 0});
  return {.image = std::make_shared<const TracedImage>(TracedImage{.owner = texels,
                                                                   .rgba = texels->data(),
                                                                   .width = 2,
                                                                   .height = 1,
                                                                   .is_srgb = false,
                                                                   .wrap_u = wrap,
                                                                   .wrap_v = wrap})};
}
float at(const TracedTexture& texture, float u) { return texture_value(texture, vec2(u, 0.5f)).r; }

TEST(Texture, IsLinearBetweenTexels) {
  for (TracedWrap wrap : {TracedWrap::repeat, TracedWrap::mirrored_repeat, TracedWrap::clamp}) {
    EXPECT_FLOAT_EQ(at(two_texels(wrap), 0.25f), 0);
    EXPECT_FLOAT_EQ(at(two_texels(wrap), 0.5f), 0.5f);
    EXPECT_FLOAT_EQ(at(two_texels(wrap), 0.75f), 1);
  }
  EXPECT_FLOAT_EQ(texture_value(two_texels(TracedWrap::clamp), vec2(0.5f)).a, 0.5f);
}

TEST(Texture, WrapsAsItSays) {
  EXPECT_FLOAT_EQ(at(two_texels(TracedWrap::repeat), 1), 0.5f);
  EXPECT_FLOAT_EQ(at(two_texels(TracedWrap::repeat), -2.75f), 0);
  EXPECT_FLOAT_EQ(at(two_texels(TracedWrap::repeat), 7.75f), 1);
  EXPECT_FLOAT_EQ(at(two_texels(TracedWrap::mirrored_repeat), 1), 1);
  EXPECT_FLOAT_EQ(at(two_texels(TracedWrap::mirrored_repeat), 1.75f), 0);
  EXPECT_FLOAT_EQ(at(two_texels(TracedWrap::mirrored_repeat), -0.75f), 1);
  EXPECT_FLOAT_EQ(at(two_texels(TracedWrap::clamp), 5), 1);
  EXPECT_FLOAT_EQ(at(two_texels(TracedWrap::clamp), -5), 0);
}

TEST(Texture, FollowsItsTransform) {
  TracedTexture moved = two_texels(TracedWrap::repeat);
  moved.offset = vec2(0.5f, 0), moved.scale = vec2(0.5f, 1);
  EXPECT_FLOAT_EQ(at(moved, 0.5f), 1);
  TracedTexture turned = two_texels(TracedWrap::repeat);
  turned.rotation = pi / 2;  // u' = v
  EXPECT_NEAR(texture_value(turned, vec2(0.9f, 0.75f)).r, 1, 1e-5f);
}

}  // namespace
}  // namespace enf
