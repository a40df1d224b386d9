// What the eye relies on: textures get no darker, fringed or flatter in the distance.
#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "engine/cook/texture_cook.h"

using namespace enf;

namespace {

struct Picture {
  std::uint32_t width, height;
  std::vector<std::uint8_t> rgba;
  template <class Fn>
  Picture(std::uint32_t w, std::uint32_t h, Fn pixel) : width(w), height(h) {
    for (std::uint32_t y = 0; y < h; ++y)
      for (std::uint32_t x = 0; x < w; ++x)
        for (int v : pixel(x, y)) rgba.push_back(static_cast<std::uint8_t>(v));
  }
  TextureMips mips(TextureRole role, float cutoff = 0.5f) const {
    return make_mips({width, height, rgba}, role, 4096, cutoff);
  }
};

using Pixel = std::array<int, 4>;

Pixel checker(std::uint32_t x, std::uint32_t y) {
  int v = (x + y) % 2 ? 255 : 0;
  return {v, v, v, 255};
}

}  // namespace

TEST(Srgb, comesBackFromLinear) {
  for (std::size_t i = 0; i < 256; ++i) EXPECT_EQ(srgb_from_linear(linear_from_srgb()[i]), i);
  EXPECT_EQ(srgb_from_linear(0.5f), 188);
  EXPECT_EQ(srgb_from_linear(-1), 0);
  EXPECT_EQ(srgb_from_linear(2), 255);
}

TEST(Mips, averageLightNotCodes) {
  TextureMips colour = Picture(64, 64, checker).mips(TextureRole::colour);
  TextureMips data = Picture(64, 64, checker).mips(TextureRole::data);
  ASSERT_EQ(colour.mips.size(), 7u);
  for (std::size_t mip = 1; mip < 7; ++mip) {
    EXPECT_EQ(colour.mips[mip][0], 188) << mip;
    EXPECT_NEAR(data.mips[mip][0], 128, 1) << mip;
  }
}

TEST(Mips, coverOddSizesEvenly) {
  // One white column of five: each mip keeps a fifth of the light.
  TextureMips mips = Picture(5, 3, [](auto x, auto) { int v = x == 2 ? 255 : 0; return Pixel{v, v, v, 255}; }).mips(TextureRole::data);
  ASSERT_EQ(mips.mips.size(), 3u);
  EXPECT_EQ(mips.mips[1].size(), 2u * 1 * 4);
  EXPECT_NEAR(mips.mips[1][0], 51, 1);
  EXPECT_NEAR(mips.mips[1][4], 51, 1);
  EXPECT_NEAR(mips.mips[2][0], 51, 1);
}

TEST(Mips, haveNoFringeOfHiddenColour) {
  auto half = [](std::uint32_t x, std::uint32_t) { return x % 2 ? Pixel{255, 0, 0, 255} : Pixel{0, 255, 0, 0}; };
  TextureMips mips = Picture(8, 8, half).mips(TextureRole::colour_blended);
  EXPECT_EQ(mips.mips[1][0], 255);
  EXPECT_LE(mips.mips[1][1], 1);
  EXPECT_NEAR(mips.mips[1][3], 128, 1);
  EXPECT_EQ(Picture(8, 8, half).mips(TextureRole::colour).mips[1][3], 255) << "opaque materials have no alpha";
}

TEST(Mips, keepAsMuchOfALeafAboveTheCutoff) {
  Random random(4);
  auto leaf = [&random](std::uint32_t, std::uint32_t) { return Pixel{0, 200, 0, random.chance(0.3f) ? 255 : 0}; };
  TextureMips mips = Picture(64, 64, leaf).mips(TextureRole::colour_masked, 0.5f);
  auto share = [](const std::vector<std::uint8_t>& rgba) {
    double above = 0;
    for (std::size_t i = 3; i < rgba.size(); i += 4) above += rgba[i] >= 128;
    return above / (static_cast<double>(rgba.size()) / 4);
  };
  for (std::size_t mip = 1; mip < 4; ++mip) EXPECT_NEAR(share(mips.mips[mip]), share(mips.mips[0]), 0.12) << mip;
}

TEST(Mips, ofNormalsStayUnitVectors) {
  auto bumps = [](std::uint32_t x, std::uint32_t) { return x % 2 ? Pixel{218, 128, 218, 255} : Pixel{38, 128, 218, 255}; };
  TextureMips mips = Picture(16, 16, bumps).mips(TextureRole::normal);
  EXPECT_EQ(mips.mips[0][0], 38) << "mip 0 is the picture itself";
  for (std::size_t mip = 1; mip < mips.mips.size(); ++mip) {
    vec3 n = vec3(mips.mips[mip][0], mips.mips[mip][1], mips.mips[mip][2]) / 127.5f - 1.0f;
    EXPECT_NEAR(glm::length(n), 1, 0.02f);
    EXPECT_GT(n.z, 0.99f);
  }
}

TEST(Mips, beginSmallerWhenThePictureIsTooLarge) {
  Picture wide(5000, 10, [](auto, auto) { return Pixel{10, 20, 30, 255}; });
  TextureMips mips = wide.mips(TextureRole::colour);
  EXPECT_EQ(mips.width, 4096u);
  EXPECT_EQ(mips.height, 8u);
  EXPECT_EQ(mips.mips[0].size(), 4096u * 8 * 4);
  EXPECT_EQ(mips.mips[0][2], 30);
  EXPECT_EQ(mips.mips.size(), 13u);
}
