// A picture stored lying on its side or head comes out upright, whatever its size and however its rows come.
#include "engine/cook/row_turner.h"

#include <gtest/gtest.h>

#include <vector>

#include "engine/base/random.h"
#include "tests/package/folder_fixture.h"

using namespace enf;

namespace {

// Where in the stored picture the upright one's (x, y) lies: the 0th row and column of a stored picture are what TIFF
// 6.0 says of each orientation (page 36).
std::pair<std::uint32_t, std::uint32_t> stored_at(const StoredPicture& p, std::uint32_t x, std::uint32_t y) {
  const std::uint32_t right = p.width - 1, bottom = p.height - 1;
  switch (p.orientation) {
    case 2:
      return {right - x, y};
    case 3:
      return {right - x, bottom - y};
    case 4:
      return {x, bottom - y};
    case 5:
      return {y, x};
    case 6:
      return {y, bottom - x};
    case 7:
      return {right - y, bottom - x};
    case 8:
      return {right - y, x};
    default:
      return {x, y};
  }
}

}  // namespace

struct RowTurning : Folder {};

TEST_F(RowTurning, makesAllOrientationsUpright) {
  // Blocks of 200 bytes: several of them, and a last one that is narrower.
  constexpr std::uint64_t block_bytes = 200;
  for (auto [width, height, channels] :
       {std::array{37u, 8u, 3u}, {64u, 3u, 4u}, {5u, 41u, 3u}, {1u, 1u, 3u}, {9u, 200u, 4u}})
    for (std::uint32_t orientation = 1; orientation <= 8; ++orientation) {
      const StoredPicture picture{width, height, channels, orientation};
      Random random(width * 31 + height);
      std::vector<std::uint8_t> stored(std::size_t{width} * height * channels);
      for (std::uint8_t& v : stored) v = static_cast<std::uint8_t>(random.next());
      auto turner = RowTurner::create(picture, path, block_bytes);
      ASSERT_TRUE(turner);
      constexpr std::uint32_t rows_at_once = 3;
      const std::size_t row_bytes = std::size_t{width} * channels;
      for (std::uint32_t y = 0; y < height; y += rows_at_once) {
        const std::uint32_t rows = std::min(rows_at_once, height - y);
        ASSERT_TRUE(turner->add_rows(std::span(stored).subspan(y * row_bytes, rows * row_bytes)));
      }
      std::vector<std::uint8_t> upright;
      const std::uint32_t upright_width = orientation >= 5 ? height : width;
      ASSERT_TRUE(turner->give_rows([&](std::uint32_t first_row, std::span<const std::uint8_t> rows) -> Result<void> {
        EXPECT_EQ(std::size_t{first_row} * upright_width * channels, upright.size());
        upright.insert(upright.end(), rows.begin(), rows.end());
        return {};
      }));
      ASSERT_EQ(upright.size(), stored.size());
      for (std::size_t i = 0; i < upright.size() / channels; ++i) {
        auto x = static_cast<std::uint32_t>(i % upright_width), y = static_cast<std::uint32_t>(i / upright_width);
        auto [column, row] = stored_at(picture, x, y);
        for (std::uint32_t c = 0; c < channels; ++c)
          ASSERT_EQ(upright[i * channels + c], stored[(std::size_t{row} * width + column) * channels + c])
              << width << "x" << height << ", orientation " << orientation << " at " << x << "," << y;
      }
    }
}

TEST_F(RowTurning, endsWithTheErrorOfWhoTakesTheRows) {
  auto turner = RowTurner::create({4, 4, 3, 6}, path, 24);
  ASSERT_TRUE(turner);
  ASSERT_TRUE(turner->add_rows(std::vector<std::uint8_t>(48)));
  int calls = 0;
  auto given = turner->give_rows([&](std::uint32_t, std::span<const std::uint8_t>) -> Result<void> {
    ++calls;
    return fail({.id = "work.cancelled", .what = "stop"});
  });
  ASSERT_FALSE(given);
  EXPECT_EQ(given.error().id, "work.cancelled");
  EXPECT_EQ(calls, 1);
}
