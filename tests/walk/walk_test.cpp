#include <algorithm>
#include <cmath>

#include "tests/walk/museum_fixture.h"

namespace enf {
namespace {

// How far apart two pictures are, in steps of 255: on average, and in the block of 16 x 16 pixels where they differ
// most.
struct Difference {
  double mean = 0, worst_block = 0;
};
Difference difference(const ImageData& a, const ImageData& b) {
  constexpr std::uint32_t block = 16;
  Difference result;
  double sum = 0;
  for (std::uint32_t top = 0; top < a.height; top += block)
    for (std::uint32_t left = 0; left < a.width; left += block) {
      double apart = 0, pixels = 0;
      for (std::uint32_t y = top; y < std::min(top + block, a.height); ++y)
        for (std::uint32_t x = left; x < std::min(left + block, a.width); ++x, ++pixels)
          for (std::uint32_t c = 0; c < 3; ++c) {
            std::size_t i = 4 * (std::size_t{y} * a.width + x) + c;
            apart += std::abs(static_cast<int>(a.rgba[i]) - static_cast<int>(b.rgba[i])) / 3.0;
          }
      sum += apart;
      result.worst_block = std::max(result.worst_block, apart / pixels);
    }
  result.mean = sum / (double{1} * a.width * a.height);
  return result;
}

// Ten pictures a room: one that runs through the museum.
TEST(WalkThroughTheMuseum, HasNoHolesWaitsForNothingAndLooksAsIfAllWereThere) {
  constexpr std::uint64_t small_budget = 32ull << 20, large_budget = 1ull << 30;
  test::Stage walking(small_budget), complete(large_budget);
  std::vector<Camera> poses = test::walk_through(10 * test::small_museum.rooms);
  walking.draw(poses.front(), {.wait_for_streaming = true});
  EXPECT_EQ(walking.live->waits(), 1u);  // for the first picture
  std::uint32_t most_rooms = 0;
  for (std::size_t i = 0; i < poses.size(); ++i) {
    SCOPED_TRACE(i);
    FrameStats drawn = walking.draw(poses[i]);
    most_rooms = std::max(most_rooms, drawn.rooms);
    EXPECT_EQ(drawn.holes, 0u);
    EXPECT_EQ(drawn.stand_ins, 0u);
    if (i % 5 != 3) continue;
    complete.draw(poses[i], {.wait_for_streaming = true});
    auto streamed = walking.renderer->read_back(), whole = complete.renderer->read_back();
    ASSERT_TRUE(streamed && whole);
    Difference apart = difference(*streamed, *whole);
    EXPECT_LT(apart.mean, 1);
    EXPECT_LT(apart.worst_block, 10);  // a picture in its mean colour, or a sculpture that is not there, is far more
  }
  EXPECT_EQ(walking.live->waits(), 1u);
  EXPECT_GE(most_rooms, 4u);
  // The budget was too small for everything.
  EXPECT_GT(walking.renderer->streamer().stats().evicted, 0u);
}

// A visitor who stands still lets the machine rest, also where more spots are near than there are shadow maps.
TEST(StandingStill, EndsInPicturesThatTakeNoMoreLight) {
  constexpr std::uint32_t enough_for_one_room = 24;
  RenderSettings settings = within({.width = 320, .height = 180, .samples = 1}, 64ull << 20);
  settings.shadow_maps = enough_for_one_room;
  test::Stage stage(settings);
  bool has_shadows = false;
  for (const Camera& pose : test::walk_through(10 * test::small_museum.rooms)) {
    FrameStats first = stage.draw(pose);
    has_shadows |= first.shadow_maps > 0;
    if (first.rooms > 1 || !has_shadows) continue;  // those next door are near
    for (int k = 0; k < 400 && !stage.renderer->quiet(); ++k) stage.draw(pose);
    ASSERT_TRUE(stage.renderer->quiet());
    for (int k = 0; k < 20; ++k) {
      FrameStats drawn = stage.draw(pose);
      EXPECT_EQ(drawn.shadow_maps + drawn.probes, 0u);
      EXPECT_TRUE(drawn.complete);
    }
    return;
  }
  FAIL() << "the walk shows no room alone";
}

}  // namespace
}  // namespace enf
