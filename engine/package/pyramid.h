// Owns: the cooked flat work: a pyramid of small square tiles with gutters.
// Must not know: walls or frames.
// Called by: the cook (write_pyramid_table), the tile loaders on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/geometry/math.h"
#include "engine/package/chunk.h"

namespace enf {

// Level 0 is the full image; each further level halves it (rounded up) until one tile holds all. Texel x of level k
// covers texels x * 2^k up to (x + 1) * 2^k of level 0, so the picture ends at width / 2^k (not rounded) in level k's
// texels. Levels are filtered in linear light. Colours are RGBA8 sRGB, alpha straight (1 for opaque works). A tile is a
// square of `pyramid_tile` texels a side; the inner `pyramid_inner` are its own, the `pyramid_gutter` around repeat its
// neighbours (or the image's edge), so that trilinear filtering over the tile's own three mips (256, 128, 64) never
// shows a seam. Past the image's right and bottom edge the edge is repeated. How a tile is stored: tile.h.
constexpr std::uint32_t pyramid_tile = 256;
constexpr std::uint32_t pyramid_gutter = 4;
constexpr std::uint32_t pyramid_inner = pyramid_tile - 2 * pyramid_gutter;
constexpr std::uint32_t pyramid_tile_mips = 3;
// No picture is longer or wider than this: 256 rows of it take 192 MiB.
constexpr std::uint32_t greatest_picture = 1u << 18;
// A tile with its mips as it is shown.
constexpr std::uint64_t pyramid_tile_bytes = 4ull * (256 * 256 + 128 * 128 + 64 * 64);
// A picture's miniature is made of its coarsest tile when that is read: the same texels on a square of `miniature_side`
// with a gutter of `miniature_gutter`, and as many mips. Sixteen lie in the place of one tile.
constexpr std::uint32_t miniature_side = 64;
constexpr std::uint32_t miniature_gutter = 2;
constexpr std::uint32_t miniature_inner = miniature_side - 2 * miniature_gutter;
constexpr std::uint64_t miniature_bytes = pyramid_tile_bytes / 16;

enum class TileCoding : std::uint8_t {
  lossless,
  jpeg,  // of works that came as JPEG or the like; these have no alpha
};

struct PyramidLevel {
  std::uint32_t width = 0, height = 0;  // texels
  std::uint32_t tiles_x = 0, tiles_y = 0;
  std::uint32_t first_section = 0;  // tile (x, y) is section first_section + y * tiles_x + x
};

struct Pyramid {
  std::uint32_t width = 0, height = 0;
  bool has_alpha = false;
  TileCoding coding = TileCoding::lossless;
  vec3 average_colour{0.5f};         // linear; what stands in before the first tile
  std::vector<PyramidLevel> levels;  // level 0 first

  std::uint32_t channels() const { return has_alpha ? 4 : 3; }
  std::uint32_t section_of(std::uint32_t level, std::uint32_t x, std::uint32_t y) const {
    return levels[level].first_section + y * levels[level].tiles_x + x;
  }
};

// The level sizes for an image; sections are numbered coarsest level first, row by row, from 0, so that the coarsest
// tile lies at the front of the file.
Pyramid plan_pyramid(std::uint32_t width, std::uint32_t height);

// Makes a tile of a picture that lies in no file: fills `mips` (pyramid_tile_bytes) as unpack_tile does. Any thread.
using TilePainter =
    std::function<Result<void>(std::uint32_t level, std::uint32_t x, std::uint32_t y, std::span<std::byte> mips)>;

// The table becomes the chunk's last section, after all tiles in plan_pyramid's order.
Result<void> write_pyramid_table(ChunkWriter& writer, const Pyramid& pyramid);
// Errors: chunk.damaged, chunk.foreign (not a pyramid).
Result<Pyramid> read_pyramid(const ChunkReader& chunk);

}  // namespace enf
