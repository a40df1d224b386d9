// The picture difference by what its paper says of it.
#include "tests/render/flip.h"

#include <gtest/gtest.h>

#include "tests/render/scene_kit.h"

namespace enf {
namespace {

std::shared_ptr<ImageData> even(kit::Colour colour) {
  return kit::image(48, 40, TextureEncoding::rgba8_srgb, [&](auto, auto) { return colour; });
}
std::shared_ptr<ImageData> with_square(kit::Colour ground, kit::Colour square, std::uint32_t side,
                                       std::uint32_t left = 20) {
  return kit::image(48, 40, TextureEncoding::rgba8_srgb, [&](std::uint32_t x, std::uint32_t y) {
    return x >= left && x < left + side && y >= 18 && y < 18 + side ? square : ground;
  });
}
constexpr kit::Colour black{0, 0, 0, 255}, paper{255, 255, 255, 255}, grey{128, 128, 128, 255};

TEST(Flip, SamePicturesDoNotDiffer) {
  auto picture = with_square(grey, {200, 40, 90, 255}, 6);
  for (float d : flip_differences(*picture, *picture)) EXPECT_EQ(d, 0);
}

// Green and blue are the two colours furthest apart: 1. Any other pair is nearer.
TEST(Flip, GreenAndBlueDifferMost) {
  EXPECT_NEAR(mean_flip(*even({0, 255, 0, 255}), *even({0, 0, 255, 255})), 1, 1e-3f);
  float black_white = mean_flip(*even(black), *even(paper));
  EXPECT_GT(black_white, 0.9f);
  EXPECT_LT(black_white, 1);
  EXPECT_LT(mean_flip(*even({255, 0, 0, 255}), *even({0, 255, 0, 255})), 1);
}

TEST(Flip, IsSymmetricAndBounded) {
  auto a = with_square(black, paper, 5), b = with_square(grey, {255, 0, 0, 255}, 9, 12);
  std::vector<float> there = flip_differences(*a, *b), back = flip_differences(*b, *a);
  for (std::size_t i = 0; i < there.size(); ++i) {
    EXPECT_FLOAT_EQ(there[i], back[i]);
    EXPECT_GE(there[i], 0);
    EXPECT_LE(there[i], 1);
  }
}

TEST(Flip, GrowsWithTheDifference) {
  auto step = [](std::uint8_t v) { return even({v, v, v, 255}); };
  float last = 0;
  for (std::uint8_t v : {129, 134, 150, 200, 255}) {
    float now = mean_flip(*even(grey), *step(v));
    EXPECT_GT(now, last);
    last = now;
  }
}

// What appears as an edge or a point counts more than its colour alone.
TEST(Flip, FeaturesAmplifyColourDifferences) {
  kit::Colour lighter{160, 160, 160, 255};
  std::vector<float> dot = flip_differences(*even(grey), *with_square(grey, lighter, 1));
  float flat = mean_flip(*even(grey), *even(lighter));
  EXPECT_GT(*std::max_element(dot.begin(), dot.end()), 0);
  std::vector<float> square = flip_differences(*even(grey), *with_square(grey, lighter, 20, 14));
  EXPECT_GT(*std::max_element(square.begin(), square.end()), flat);
}

// From further away (more pixels a degree) fine detail melts together and differs less.
TEST(Flip, DistanceHidesFineDetail) {
  auto checks = kit::image(48, 40, TextureEncoding::rgba8_srgb,
                           [](std::uint32_t x, std::uint32_t y) { return (x + y) % 2 ? paper : black; });
  auto other = kit::image(48, 40, TextureEncoding::rgba8_srgb,
                          [](std::uint32_t x, std::uint32_t y) { return (x + y) % 2 ? black : paper; });
  EXPECT_LT(mean_flip(*checks, *other, 67), mean_flip(*checks, *other, 12));
}

}  // namespace
}  // namespace enf
