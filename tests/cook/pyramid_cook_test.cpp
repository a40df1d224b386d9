// What deep zoom relies on: each tile carries its own texels and its neighbours' around them, in all its mips, so that
// no seam can show; levels are filtered in linear light.
#include "engine/cook/pyramid_cook.h"

#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "engine/package/tile.h"
#include "tests/package/folder_fixture.h"

using namespace enf;

namespace {

struct Built {
  std::shared_ptr<const ChunkReader> chunk;
  Pyramid pyramid;

  // Texel (x, y) of a tile's mip.
  std::array<int, 4> texel(std::uint32_t level, std::uint32_t tx, std::uint32_t ty, std::uint32_t mip, std::int64_t x,
                           std::int64_t y) const {
    auto& bytes = tiles[pyramid.section_of(level, tx, ty)];
    std::size_t offset = mip == 0 ? 0 : mip == 1 ? 256 * 256 : 256 * 256 + 128 * 128;
    offset = (offset + static_cast<std::size_t>(y) * (pyramid_tile >> mip) + static_cast<std::size_t>(x)) * 4;
    std::array<int, 4> out{};
    for (std::size_t i = 0; i < 4; ++i) out[i] = std::to_integer<int>(bytes[offset + i]);
    return out;
  }
  std::vector<std::vector<std::byte>> tiles;
};

Built build(const std::filesystem::path& folder, std::uint32_t width, std::uint32_t height, bool alpha,
            std::span<const std::uint8_t> texels, std::uint32_t rows_at_once, Jobs& jobs) {
  auto builder = PyramidBuilder::create({width, height, alpha}, folder, jobs).value();
  const std::size_t row = std::size_t{width} * (alpha ? 4 : 3);
  for (std::uint32_t y = 0; y < height; y += rows_at_once) {
    std::size_t rows = std::min(rows_at_once, height - y);
    EXPECT_TRUE(builder.add_rows(texels.subspan(y * row, rows * row)));
  }
  auto writer = ChunkWriter::create(folder / "chunk", ChunkKind::pyramid).value();
  EXPECT_TRUE(builder.write(writer));
  EXPECT_TRUE(writer.finish());
  Built built{ChunkReader::open(folder / "chunk").value(), {}, {}};
  built.pyramid = read_pyramid(*built.chunk).value();
  for (std::uint32_t i = 0; i + 1 < built.chunk->section_count(); ++i) {
    EXPECT_TRUE(unpack_tile(*built.chunk, built.pyramid, i, built.tiles.emplace_back(pyramid_tile_bytes)));
  }
  return built;
}

std::vector<std::uint8_t> noise(std::uint32_t width, std::uint32_t height, bool alpha) {
  Random random(width * 7919 + height);
  std::vector<std::uint8_t> texels(std::size_t{width} * height * (alpha ? 4 : 3));
  for (std::uint8_t& v : texels) v = static_cast<std::uint8_t>(random.next());
  return texels;
}

}  // namespace

struct PyramidCook : Folder {
  Jobs jobs{2};
};

TEST_F(PyramidCook, showsThePictureAndItsEdgeInTheFinestTiles) {
  for (auto [width, height] : {std::pair{700u, 530u}, {249u, 3u}, {1u, 1u}, {248u, 252u}, {253u, 500u}}) {
    auto rgba = noise(width, height, true);
    Built built = build(path, width, height, true, rgba, 17, jobs);
    const PyramidLevel& level = built.pyramid.levels[0];
    for (std::uint32_t ty = 0; ty < level.tiles_y; ++ty)
      for (std::uint32_t tx = 0; tx < level.tiles_x; ++tx)
        for (std::int64_t y = 0; y < 256; y += 3)
          for (std::int64_t x = 0; x < 256; x += 1) {
            auto px = std::clamp<std::int64_t>(tx * 248ll - 4 + x, 0, width - 1);
            auto py = std::clamp<std::int64_t>(ty * 248ll - 4 + y, 0, height - 1);
            const std::uint8_t* p = &rgba[static_cast<std::size_t>(py * width + px) * 4];
            auto texel = built.texel(0, tx, ty, 0, x, y);
            ASSERT_EQ(texel, (std::array<int, 4>{p[0], p[1], p[2], p[3]}))
                << width << "x" << height << " at " << px << "," << py;
          }
  }
}

TEST_F(PyramidCook, hasGuttersEqualToTheNeighboursTexelsInAllMips) {
  auto rgba = noise(800, 760, false);
  Built built = build(path, 800, 760, false, rgba, 64, jobs);
  for (std::uint32_t l = 0; l < built.pyramid.levels.size(); ++l) {
    const PyramidLevel& level = built.pyramid.levels[l];
    for (std::uint32_t mip = 0; mip < pyramid_tile_mips; ++mip) {
      std::int64_t inner = pyramid_inner >> mip, shared = 2 * (pyramid_gutter >> mip), side = pyramid_tile >> mip;
      for (std::uint32_t ty = 0; ty < level.tiles_y; ++ty)
        for (std::uint32_t tx = 0; tx < level.tiles_x; ++tx)
          for (std::int64_t a = 0; a < shared; ++a)
            for (std::int64_t b = 0; b < side; ++b) {
              if (tx + 1 < level.tiles_x) {
                ASSERT_EQ(built.texel(l, tx, ty, mip, inner + a, b), built.texel(l, tx + 1, ty, mip, a, b));
              }
              if (ty + 1 < level.tiles_y) {
                ASSERT_EQ(built.texel(l, tx, ty, mip, b, inner + a), built.texel(l, tx, ty + 1, mip, b, a));
              }
            }
    }
  }
}

TEST_F(PyramidCook, filtersLevelsAndMipsInLinearLight) {
  std::vector<std::uint8_t> rgb;
  for (int y = 0; y < 600; ++y)
    for (int x = 0; x < 600; ++x) rgb.insert(rgb.end(), 3, (x + y) % 2 ? 255 : 0);
  Built built = build(path, 600, 600, false, rgb, 100, jobs);
  ASSERT_EQ(built.pyramid.levels.size(), 3u);
  for (std::uint32_t level = 1; level < 3; ++level) EXPECT_EQ(built.texel(level, 0, 0, 0, 50, 50)[0], 188);
  for (std::uint32_t mip = 1; mip < 3; ++mip) EXPECT_EQ(built.texel(0, 1, 1, mip, 20, 20)[0], 188);
  EXPECT_NEAR(built.pyramid.average_colour.r, 0.5f, 1e-4f);
  EXPECT_FALSE(built.pyramid.has_alpha);
}

TEST_F(PyramidCook, keepsTheColourOfHalfTransparentEdges) {
  std::vector<std::uint8_t> rgba;
  for (int i = 0; i < 600 * 300; ++i)
    for (int v : i % 2 ? std::array{255, 0, 0, 255} : std::array{0, 255, 0, 0})
      rgba.push_back(static_cast<std::uint8_t>(v));
  Built built = build(path, 600, 300, true, rgba, 300, jobs);
  auto texel = built.texel(1, 0, 0, 0, 100, 100);
  EXPECT_GE(texel[0], 254);
  EXPECT_LE(texel[1], 1);
  EXPECT_NEAR(texel[3], 128, 1);
}

TEST_F(PyramidCook, isTheSameBytesForAnyNumberOfThreadsAndRows) {
  auto rgba = noise(900, 520, true);
  std::vector<std::vector<std::byte>> files;
  for (std::size_t threads : {1u, 4u}) {
    Jobs some(threads);
    build(path, 900, 520, true, rgba, threads == 1 ? 1 : 520, some);
    files.push_back(read_file(path / "chunk").value());
  }
  EXPECT_EQ(files[0], files[1]);
}

TEST_F(PyramidCook, refusesSizesBeyondReason) {
  EXPECT_EQ(PyramidBuilder::create({0, 10}, path, jobs).error().id, "picture.too_large");
  EXPECT_EQ(PyramidBuilder::create({1u << 20, 1u << 20}, path, jobs).error().id, "picture.too_large");
}
