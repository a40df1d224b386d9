#include "engine/package/pyramid.h"

#include <cmath>

#include "engine/package/bytes.h"

namespace enf {

namespace {
constexpr std::uint32_t table_mark = 0x32525950;  // "PYR2"
}

Pyramid plan_pyramid(std::uint32_t width, std::uint32_t height) {
  Pyramid pyramid{.width = width, .height = height};
  for (;;) {
    auto tiles = [](std::uint32_t side) { return (side + pyramid_inner - 1) / pyramid_inner; };
    pyramid.levels.push_back({.width = width, .height = height, .tiles_x = tiles(width), .tiles_y = tiles(height)});
    if (width <= pyramid_inner && height <= pyramid_inner) break;
    width = (width + 1) / 2;
    height = (height + 1) / 2;
  }
  std::uint32_t section = 0;
  for (auto level = pyramid.levels.rbegin(); level != pyramid.levels.rend(); ++level) {
    level->first_section = section;
    section += level->tiles_x * level->tiles_y;
  }
  return pyramid;
}

Result<void> write_pyramid_table(ChunkWriter& writer, const Pyramid& pyramid) {
  ByteWriter w;
  w.put(table_mark);
  w.put(pyramid.width);
  w.put(pyramid.height);
  w.put(static_cast<std::uint8_t>(pyramid.has_alpha));
  w.put(pyramid.coding);
  w.put(pyramid.average_colour);
  if (auto added = writer.add(w.bytes()); !added) return std::unexpected(added.error());
  return {};
}

Result<Pyramid> read_pyramid(const ChunkReader& chunk) {
  if (chunk.kind() != ChunkKind::pyramid)
    return fail({.id = "chunk.foreign", .what = "is not a cooked picture", .file = chunk.path().string()});
  if (chunk.section_count() == 0) return fail(chunk.damaged(0, "there is no table"));
  std::uint32_t table = chunk.section_count() - 1;
  std::vector<std::byte> scratch;
  auto bytes = chunk.section(table, scratch);
  if (!bytes) return std::unexpected(bytes.error());

  ByteReader r(*bytes);
  r.require(r.get<std::uint32_t>() == table_mark);
  auto width = r.get<std::uint32_t>(), height = r.get<std::uint32_t>();
  bool has_alpha = r.get_bool();
  auto coding = static_cast<TileCoding>(r.get<std::uint8_t>());
  auto average = r.get_vector<vec3>();
  r.require(width > 0 && width <= greatest_picture && height > 0 && height <= greatest_picture && r.at_end());
  r.require(coding == TileCoding::lossless || (coding == TileCoding::jpeg && !has_alpha));
  if (!r.ok()) return fail(chunk.damaged(table, "the picture's table makes no sense"));

  Pyramid pyramid = plan_pyramid(width, height);
  const PyramidLevel& finest = pyramid.levels.front();
  if (table != std::uint64_t{finest.first_section} + std::uint64_t{finest.tiles_x} * finest.tiles_y)
    return fail(chunk.damaged(table, "the picture's tiles are not as many as its size asks for"));
  pyramid.has_alpha = has_alpha;
  pyramid.coding = coding;
  const std::uint64_t plain = std::uint64_t{pyramid_tile} * pyramid_tile * pyramid.channels();
  for (std::uint32_t i = 0; i < table && coding == TileCoding::lossless; ++i)
    if (chunk.section_size(i) != plain) return fail(chunk.damaged(i, "is not a tile"));
  pyramid.average_colour = average;
  return pyramid;
}

}  // namespace enf
