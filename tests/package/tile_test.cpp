// What a visitor sees of a cooked picture: lossless works to the last bit, JPEG works without a visible change of
// colour, mips averaged in linear light, and a damaged tile named instead of shown.
#include "engine/package/tile.h"

#include <gtest/gtest.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "engine/base/random.h"
#include "engine/package/linear_light.h"
#include "tests/package/folder_fixture.h"
#include "tests/render/ciede2000.h"

using namespace enf;

namespace {

constexpr std::size_t side = pyramid_tile;
constexpr std::size_t canvas_side = side + 16;  // of which a tile is cut

dvec3 lab_of(const std::uint8_t* rgb) { return lab_of_srgb(vec3(rgb[0], rgb[1], rgb[2]) / 255.0f); }

Pyramid one_tile(bool has_alpha, TileCoding coding) {
  Pyramid pyramid = plan_pyramid(200, 200);
  pyramid.has_alpha = has_alpha;
  pyramid.coding = coding;
  return pyramid;
}

struct Tile : Folder {
  std::filesystem::path file = path / "chunk";

  void write(const Pyramid& pyramid, const PreparedSection& section) {
    auto writer = ChunkWriter::create(file, ChunkKind::pyramid).value();
    ASSERT_TRUE(writer.add(section));
    ASSERT_TRUE(write_pyramid_table(writer, pyramid));
    ASSERT_TRUE(writer.finish());
  }
  Result<std::vector<std::uint8_t>> read() {
    auto chunk = ChunkReader::open(file);
    if (!chunk) return std::unexpected(chunk.error());
    auto pyramid = read_pyramid(**chunk);
    if (!pyramid) return std::unexpected(pyramid.error());
    std::vector<std::uint8_t> mips(pyramid_tile_bytes);
    auto done = unpack_tile(**chunk, *pyramid, 0, std::as_writable_bytes(std::span(mips)));
    if (!done) return std::unexpected(done.error());
    return mips;
  }
};

std::vector<std::uint8_t> noise(std::size_t channels) {
  Random random(channels);
  std::vector<std::uint8_t> texels(side * side * channels);
  for (std::uint8_t& v : texels) v = static_cast<std::uint8_t>(random.next());
  return texels;
}

// What JPEG finds hard: strokes of all directions in saturated colours that change within a few texels, over a ground
// with a grain as a scanner sees it.
std::vector<std::uint8_t> brush_strokes() {
  Random random(3);
  std::vector<double> canvas(canvas_side * canvas_side * 3);
  for (std::size_t i = 0; i < canvas_side * canvas_side; ++i)
    for (std::size_t c = 0; c < 3; ++c) canvas[3 * i + c] = 150 - 30.0 * static_cast<double>(c);
  for (int stroke = 0; stroke < 1500; ++stroke) {
    double x = random.between(0, canvas_side), y = random.between(0, canvas_side), angle = random.between(0, 6.3f);
    double colour[3] = {random.between(10, 245), random.between(10, 245), random.between(10, 245)};
    double width = random.between(1.5f, 5), length = random.between(8, 40);
    for (double t = 0; t < length; t += 0.5)
      for (double u = -width; u <= width; u += 0.5) {
        auto px = static_cast<std::int64_t>(x + std::cos(angle) * t - std::sin(angle) * u);
        auto py = static_cast<std::int64_t>(y + std::sin(angle) * t + std::cos(angle) * u);
        if (px < 0 || py < 0 || px >= std::int64_t{canvas_side} || py >= std::int64_t{canvas_side}) continue;
        double cover = 0.5 + 0.3 * std::cos(3 * u);  // the bristles
        for (std::size_t c = 0; c < 3; ++c) {
          double& texel = canvas[static_cast<std::size_t>(py * std::int64_t{canvas_side} + px) * 3 + c];
          texel += (colour[c] - texel) * cover;
        }
      }
  }
  std::vector<std::uint8_t> texels;
  for (double v : canvas)
    texels.push_back(static_cast<std::uint8_t>(std::clamp(v + random.between(-3, 3), 0.0, 255.0)));
  return texels;
}

// 24 patches of 40 texels on dark grey, as a colour chart has them: greys and saturated colours.
std::vector<std::uint8_t> chart() {
  std::vector<std::uint8_t> texels(canvas_side * canvas_side * 3, 40);
  for (std::size_t i = 0; i < 24; ++i)
    for (std::size_t y = 0; y < 40; ++y)
      for (std::size_t x = 0; x < 34; ++x) {
        std::uint8_t* texel = &texels[((i / 6 * 60 + 12 + y) * canvas_side + i % 6 * 42 + 4 + x) * 3];
        for (std::size_t c = 0; c < 3; ++c)
          texel[c] = static_cast<std::uint8_t>(i < 6 ? 243 - 38 * i
                                                     : 30 + (i * (c == 0   ? 89
                                                                  : c == 1 ? 151
                                                                           : 53)) %
                                                                200);
      }
  return texels;
}

// A tile as it is cut from a lender's JPEG: quality 92, colour at half the resolution, on another grid than the tile's.
std::vector<std::uint8_t> cut_from_jpeg(std::vector<std::uint8_t> canvas) {
  constexpr int all{canvas_side};
  unsigned char* jpeg = nullptr;
  unsigned long size = 0;
  tjhandle press = tjInitCompress(), reader = tjInitDecompress();
  EXPECT_EQ(tjCompress2(press, canvas.data(), all, 0, all, TJPF_RGB, &jpeg, &size, TJSAMP_420, 92, 0), 0);
  EXPECT_EQ(tjDecompress2(reader, jpeg, size, canvas.data(), all, 0, all, TJPF_RGB, 0), 0);
  tjFree(jpeg), tjDestroy(press), tjDestroy(reader);
  std::vector<std::uint8_t> tile;
  for (std::size_t y = 5; y < 5 + side; ++y) {
    auto row = canvas.begin() + static_cast<std::ptrdiff_t>((y * canvas_side + 3) * 3);
    tile.insert(tile.end(), row, row + 3 * side);
  }
  return tile;
}

}  // namespace

TEST(LinearLight, keepsEveryByte) {
  std::vector<std::uint8_t> bytes(256 * 4), back(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i / 4);
  std::vector<std::uint16_t> linear(bytes.size());
  linear_from_bytes(bytes, 4, linear);
  bytes_from_linear(linear, 4, back);
  EXPECT_EQ(back, bytes);
  EXPECT_EQ(linear[0], 0);
  EXPECT_EQ(linear[255 * 4], 65535);
  EXPECT_EQ(linear[188 * 4], 32957);  // 0.50289
  // All of it once, so that a machine whose mathematics library rounds otherwise is noticed.
  EXPECT_EQ(quick_hash(std::as_bytes(std::span(linear))), 17285911576840509631u);
}

TEST(LinearLight, countsALastColumnTwice) {
  std::vector<std::uint16_t> upper{100, 200, 300, 300, 400, 500, 7, 9, 11},
      lower{100, 200, 300, 500, 600, 700, 8, 11, 13};
  std::vector<std::uint16_t> half(6);
  halve_rows(upper, lower, 3, half);
  EXPECT_EQ(half, (std::vector<std::uint16_t>{250, 350, 450, 8, 10, 12}));
}

TEST_F(Tile, comesBackToTheLastBit) {
  for (bool alpha : {false, true}) {
    auto texels = noise(alpha ? 4 : 3);
    // Half of it flat, so that both packed and plain sections come about.
    for (bool flat : {false, true}) {
      if (flat)
        std::fill(texels.begin() + static_cast<std::ptrdiff_t>(texels.size() / 4), texels.end(), std::uint8_t{77});
      Pyramid pyramid = one_tile(alpha, TileCoding::lossless);
      PreparedSection packed = pack_tile(pyramid, texels);
      EXPECT_EQ(packed.packed, flat);
      write(pyramid, packed);
      auto mips = read();
      ASSERT_TRUE(mips) << to_string(mips.error());
      const std::size_t channels = pyramid.channels();
      for (std::size_t i = 0; i < side * side; ++i) {
        for (std::size_t c = 0; c < channels; ++c) ASSERT_EQ((*mips)[4 * i + c], texels[channels * i + c]) << i;
        if (!alpha) {
          ASSERT_EQ((*mips)[4 * i + 3], 255);
        }
      }
    }
  }
}

TEST_F(Tile, hasMipsInLinearLight) {
  std::vector<std::uint8_t> texels(side * side * 3);
  for (std::size_t i = 0; i < texels.size(); ++i) texels[i] = (i / 3 + i / 3 / side) % 2 ? 255 : 0;
  Pyramid pyramid = one_tile(false, TileCoding::lossless);
  write(pyramid, pack_tile(pyramid, texels));
  auto mips = read().value();
  for (std::size_t i = 4 * side * side; i < mips.size(); ++i) ASSERT_EQ(mips[i], i % 4 == 3 ? 255 : 188) << i;
}

TEST_F(Tile, asJpegKeepsItsColours) {
  for (const auto& [name, texels, greatest_mean, greatest] :
       {std::tuple{"brush strokes", cut_from_jpeg(brush_strokes()), 0.5, 4.0},
        {"chart", cut_from_jpeg(chart()), 0.2, 5.0}}) {
    Pyramid pyramid = one_tile(false, TileCoding::jpeg);
    write(pyramid, pack_tile(pyramid, texels));
    auto mips = read();
    ASSERT_TRUE(mips) << to_string(mips.error());
    double sum = 0, most = 0;
    for (std::size_t i = 0; i < side * side; ++i) {
      double d = ciede2000(lab_of(&texels[3 * i]), lab_of(&(*mips)[4 * i]));
      sum += d;
      most = std::max(most, d);
    }
    EXPECT_LT(sum / (side * side), greatest_mean) << name;
    EXPECT_LT(most, greatest) << name;
    RecordProperty(std::string(name) + " mean", std::to_string(sum / (side * side)));
    RecordProperty(std::string(name) + " max", std::to_string(most));
  }
}

// A slope of light stays where it is, and so does its gutter; a see-through part keeps its colour.
TEST_F(Tile, shrinksToAMiniatureInPlace) {
  for (std::size_t channels : {3u, 4u}) {
    std::vector<std::byte> mips(pyramid_tile_bytes), miniature(miniature_bytes);
    for (std::size_t y = 0; y < side; ++y)
      for (std::size_t x = 0; x < side; ++x) {
        std::byte* texel = &mips[4 * (y * side + x)];
        texel[0] = std::byte(x), texel[1] = std::byte(y), texel[2] = std::byte{77};
        texel[3] = channels == 4 ? std::byte(y) : std::byte{255};
      }
    add_mips(mips, channels);
    make_miniature(mips, channels, miniature);
    for (std::size_t y = 0; y < miniature_side; ++y)
      for (std::size_t x = 0; x < miniature_side; ++x) {
        auto place = [](std::size_t i) {  // of its middle in the tile, whose first texel's is 0
          double at =
              pyramid_gutter + (static_cast<double>(i) - miniature_gutter + 0.5) * pyramid_inner / miniature_inner;
          return std::clamp(at - 0.5, 0.5, side - 1.5);
        };
        const std::byte* texel = &miniature[4 * (y * miniature_side + x)];
        EXPECT_NEAR(std::to_integer<int>(texel[0]), place(x), 3);
        EXPECT_NEAR(std::to_integer<int>(texel[1]), place(y), channels == 4 && y < 4 ? 8 : 3);
        EXPECT_EQ(std::to_integer<int>(texel[2]), 77);
        EXPECT_NEAR(std::to_integer<int>(texel[3]), channels == 4 ? place(y) : 255, 3);
      }
    // Its smallest mip, too.
    const std::byte* last = &miniature[miniature_bytes - 4];
    EXPECT_NEAR(std::to_integer<int>(last[0]), 250, 6);
    EXPECT_EQ(std::to_integer<int>(last[2]), 77);
  }
}

TEST_F(Tile, namesADamagedSection) {
  for (TileCoding coding : {TileCoding::lossless, TileCoding::jpeg}) {
    Pyramid pyramid = one_tile(false, coding);
    write(pyramid, pack_tile(pyramid, cut_from_jpeg(brush_strokes())));
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(5000);
    out.put('x');
    out.close();
    auto mips = read();
    ASSERT_FALSE(mips);
    EXPECT_EQ(mips.error().id, "chunk.damaged");
    EXPECT_EQ(mips.error().record, "section 0");
  }
}

// A package whose hashes are right but whose pictures are forged.
TEST_F(Tile, survivesForgedJpegs) {
  Pyramid pyramid = one_tile(false, TileCoding::jpeg);
  const PreparedSection good = pack_tile(pyramid, cut_from_jpeg(brush_strokes()));
  std::vector<std::byte> bytes(good.stored.begin(),
                               good.stored.begin() + static_cast<std::ptrdiff_t>(good.stored_size));
  auto try_one = [&](std::span<const std::byte> forged) {
    write(pyramid, prepare_section(forged, Packing::none));
    auto mips = read();
    if (!mips) {
      EXPECT_EQ(mips.error().id, "chunk.damaged");
    }
    return mips.has_value();
  };
  for (std::size_t size = 0; size < bytes.size(); size += size < 1000 ? 37 : 9973)
    EXPECT_FALSE(try_one(std::span(bytes).first(size))) << size;
  Random random(9);
  for (int i = 0; i < 60; ++i) {
    auto forged = bytes;
    // Mostly in the header, which says how the rest is to be read.
    std::size_t at = random.next() % (i % 4 ? 700 : forged.size());
    forged[at] = static_cast<std::byte>(random.next());
    try_one(forged);
  }
  // A JPEG of another size.
  Pyramid lossless = one_tile(false, TileCoding::lossless);
  write(lossless, good);
  EXPECT_EQ(read().error().id, "chunk.damaged");
}
