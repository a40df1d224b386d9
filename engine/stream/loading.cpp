#include "engine/stream/loading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

#include "engine/base/trace.h"
#include "engine/gpu/upload.h"
#include "engine/package/tile.h"

namespace enf {

// Mips no longer than this on their longer side are a texture's coarsest form: 21 KiB at most.
constexpr std::uint32_t tail_side = 64;

static std::uint32_t tail_mip(const CookedTexture& texture) {
  std::uint32_t mip = 0;
  auto last = static_cast<std::uint32_t>(texture.mip_sections.size()) - 1;
  while (mip < last && std::max(mip_side(texture.width, mip), mip_side(texture.height, mip)) > tail_side) ++mip;
  return mip;
}

bool has(const StreamSource& source, const StreamKey& key) {
  if (key.kind == StreamKind::miniature)
    return std::holds_alternative<Pyramid>(source.tables) && !source.paint &&
           key == StreamKey{.kind = StreamKind::miniature, .source = key.source};
  if (key.kind == StreamKind::tile) {
    if (!std::holds_alternative<Pyramid>(source.tables)) return false;
    const auto& levels = source.pyramid().levels;
    return key.part == 0 && key.level < levels.size() && key.x < levels[key.level].tiles_x &&
           key.y < levels[key.level].tiles_y;
  }
  if (!std::holds_alternative<CookedModel>(source.tables) || key.x != 0 || key.y != 0) return false;
  const CookedModel& model = source.model();
  if (key.kind == StreamKind::mesh_level)
    return key.part < model.meshes.size() && key.level < model.meshes[key.part].levels.size();
  return key.part < model.textures.size() && key.level < model.textures[key.part].mip_sections.size();
}

const LevelBytes* in_memory(const StreamSource& source, const StreamKey& key) {
  if (key.kind != StreamKind::mesh_level || !source.coarsest || key != coarsest_of(source, key)) return nullptr;
  const LevelBytes& bytes = (*source.coarsest)[key.part];
  return bytes.vertices.empty() ? nullptr : &bytes;
}

std::uint64_t stream_bytes(const StreamSource& source, const StreamKey& key) {
  switch (key.kind) {
    case StreamKind::miniature:
      return miniature_bytes;
    case StreamKind::tile:
      return pyramid_tile_bytes;
    case StreamKind::mesh_level: {
      const CookedMesh& mesh = source.model().meshes[key.part];
      const CookedLevel& level = mesh.levels[key.level];
      return std::uint64_t{level.vertex_count} * vertex_size(mesh.layout) + std::uint64_t{level.index_count} * 4;
    }
    case StreamKind::texture:
      break;
  }
  const CookedTexture& texture = source.model().textures[key.part];
  std::uint64_t bytes = 0;
  for (std::uint32_t mip = key.level; mip < texture.mip_sections.size(); ++mip)
    bytes += std::uint64_t{4} * mip_side(texture.width, mip) * mip_side(texture.height, mip);
  return bytes;
}

StreamKey coarsest_of(const StreamSource& source, const StreamKey& key) {
  StreamKey coarsest = key;
  coarsest.x = coarsest.y = 0;
  switch (key.kind) {
    case StreamKind::miniature:
      break;
    case StreamKind::tile:
      if (!source.paint) return {.kind = StreamKind::miniature, .source = key.source};
      coarsest.level = static_cast<std::uint32_t>(source.pyramid().levels.size()) - 1;
      break;
    case StreamKind::mesh_level:
      coarsest.level = static_cast<std::uint32_t>(source.model().meshes[key.part].levels.size()) - 1;
      break;
    case StreamKind::texture:
      coarsest.level = tail_mip(source.model().textures[key.part]);
      break;
  }
  return coarsest;
}

namespace {

Result<void> read_section(const ChunkReader& chunk, std::uint32_t section, std::uint64_t size, Loaded& loaded) {
  auto bytes = chunk.section(section, loaded.scratch.emplace_back());
  if (!bytes) return std::unexpected(bytes.error());
  if (bytes->size() != size)
    return fail(chunk.damaged(section, fmt::format("has {} bytes, not {}", bytes->size(), size)));
  loaded.pieces.push_back(*bytes);
  return {};
}

Result<void> load_tile(const StreamSource& source, Loaded& loaded) {
  const StreamKey& key = loaded.key;
  std::vector<std::byte>& mips = loaded.scratch.emplace_back(pyramid_tile_bytes);
  loaded.pieces.push_back(mips);
  if (source.paint) return source.paint(key.level, key.x, key.y, mips);
  return unpack_tile(*source.chunk, source.pyramid(), source.pyramid().section_of(key.level, key.x, key.y), mips);
}

Result<void> load_miniature(const StreamSource& source, Loaded& loaded) {
  const Pyramid& pyramid = source.pyramid();
  auto coarsest = static_cast<std::uint32_t>(pyramid.levels.size()) - 1;
  std::vector<std::byte> tile(pyramid_tile_bytes);
  if (auto read = unpack_tile(*source.chunk, pyramid, pyramid.section_of(coarsest, 0, 0), tile); !read) return read;
  std::vector<std::byte>& mips = loaded.scratch.emplace_back(miniature_bytes);
  make_miniature(tile, pyramid.channels(), mips);
  loaded.pieces.push_back(mips);
  return {};
}

Result<gpu::Buffer> make_buffer(gpu::Device& device, const char* label, std::span<const std::byte> bytes,
                                VkBufferUsageFlags usage) {
  auto buffer = gpu::Buffer::create(device, {label, bytes.size(), usage});
  if (buffer && !buffer->mapped().empty()) std::memcpy(buffer->mapped().data(), bytes.data(), bytes.size());
  return buffer;
}

Result<void> load_mesh(gpu::Device& device, const StreamSource& source, Loaded& loaded) {
  const CookedMesh& mesh = source.model().meshes[loaded.key.part];
  const CookedLevel& level = mesh.levels[loaded.key.level];
  if (const LevelBytes* bytes = in_memory(source, loaded.key)) {
    loaded.pieces = {bytes->vertices, std::as_bytes(std::span(bytes->indices))};
  } else {
    auto vertices = level_vertices(*source.chunk, mesh, level, loaded.scratch.emplace_back());
    if (!vertices) return std::unexpected(vertices.error());
    auto indices = level_indices(*source.chunk, level, loaded.scratch.emplace_back());
    if (!indices) return std::unexpected(indices.error());
    loaded.pieces = {*vertices, std::as_bytes(*indices)};
  }
  if (loaded.pieces[0].empty() || loaded.pieces[1].empty()) return {};
  auto vertex_buffer = make_buffer(device, "vertices", loaded.pieces[0], VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
  if (!vertex_buffer) return std::unexpected(vertex_buffer.error());
  auto index_buffer = make_buffer(device, "indices", loaded.pieces[1], VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
  if (!index_buffer) return std::unexpected(index_buffer.error());
  loaded.vertices = std::move(*vertex_buffer);
  loaded.indices = std::move(*index_buffer);
  if (!loaded.vertices.mapped().empty() && !loaded.indices.mapped().empty())
    loaded.pieces.clear(), loaded.scratch.clear();
  return {};
}

Result<void> load_texture(gpu::Device& device, const StreamSource& source, Loaded& loaded) {
  const CookedTexture& texture = source.model().textures[loaded.key.part];
  auto mips = static_cast<std::uint32_t>(texture.mip_sections.size());
  auto mip_bytes = [&](std::uint32_t mip) {
    return std::uint64_t{4} * mip_side(texture.width, mip) * mip_side(texture.height, mip);
  };
  if (source.bring) {
    std::span<const std::byte> rest = loaded.scratch.emplace_back(source.bring(loaded.key.level));
    for (std::uint32_t mip = loaded.key.level; mip < mips; ++mip) {
      loaded.pieces.push_back(rest.first(mip_bytes(mip)));
      rest = rest.subspan(mip_bytes(mip));
    }
  } else {
    loaded.scratch.reserve(mips);
    for (std::uint32_t mip = loaded.key.level; mip < mips; ++mip)
      if (auto read = read_section(*source.chunk, texture.mip_sections[mip], mip_bytes(mip), loaded); !read)
        return read;
  }
  auto image = gpu::Image::create(
      device,
      {.label = "texture",
       .format = texture.encoding == TextureEncoding::rgba8_srgb ? VK_FORMAT_R8G8B8A8_SRGB : VK_FORMAT_R8G8B8A8_UNORM,
       .width = mip_side(texture.width, loaded.key.level),
       .height = mip_side(texture.height, loaded.key.level),
       .mips = mips - loaded.key.level});
  if (!image) return std::unexpected(image.error());
  loaded.image = std::move(*image);
  return {};
}

}  // namespace

static void say_what(trace::Zone& zone, const StreamSource& source, const StreamKey& key) {
  std::string chunk = source.chunk ? source.chunk->path().filename().string() : source.paint ? "painted" : "brought";
  switch (key.kind) {
    case StreamKind::miniature:
      return zone.say("{:.8} miniature", chunk);
    case StreamKind::tile:
      return zone.say("{:.8} tile {}/{},{}", chunk, key.level, key.x, key.y);
    case StreamKind::mesh_level:
      return zone.say("{:.8} mesh {}/{}", chunk, key.part, key.level);
    case StreamKind::texture:
      return zone.say("{:.8} texture {}/{}", chunk, key.part, key.level);
  }
}

Loaded load(gpu::Device& device, std::shared_ptr<const StreamSource> source, const StreamKey& key) {
  trace::Zone zone("load");
  Loaded loaded{.key = key, .source = std::move(source)};
  const StreamSource& s = *loaded.source;
  if (trace::recording()) say_what(zone, s, key);
  Result<void> done;
  switch (key.kind) {
    case StreamKind::miniature:
      done = load_miniature(s, loaded);
      break;
    case StreamKind::tile:
      done = load_tile(s, loaded);
      break;
    case StreamKind::mesh_level:
      done = load_mesh(device, s, loaded);
      break;
    case StreamKind::texture:
      done = load_texture(device, s, loaded);
      break;
  }
  if (!done) loaded.error = done.error();
  return loaded;
}

static void upload_texels(gpu::Frame& frame, const Loaded& loaded, gpu::Image& tiles, const PoolPlace& place,
                          std::uint32_t side) {
  std::array<gpu::ImagePlace, pyramid_tile_mips> places;
  std::array<std::span<const std::byte>, pyramid_tile_mips> bytes;
  std::span<const std::byte> rest = loaded.pieces[0];
  for (std::uint32_t mip = 0; mip < pyramid_tile_mips; ++mip) {
    std::size_t size = std::size_t{4} * (side >> mip) * (side >> mip);
    places[mip] = {.mip = mip,
                   .layer = place.layer,
                   .x = place.x >> mip,
                   .y = place.y >> mip,
                   .width = side >> mip,
                   .height = side >> mip};
    bytes[mip] = rest.first(size);
    rest = rest.subspan(size);
  }
  upload(frame, tiles, places, bytes);
}

// Whole mips or bands of rows, as the budget allows; one row at least.
static bool upload_texture(gpu::Frame& frame, Loaded& loaded, std::uint64_t budget) {
  while (loaded.next_piece < loaded.pieces.size()) {
    auto mip = static_cast<std::uint32_t>(loaded.next_piece);
    std::uint64_t row_bytes = std::uint64_t{4} * loaded.image.width(mip);
    std::uint32_t height = loaded.image.height(mip);
    auto rows = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(budget / row_bytes, 1, height - loaded.next_row));
    upload(frame, loaded.image, gpu::ImagePlace{.mip = mip, .y = loaded.next_row, .height = rows},
           loaded.pieces[mip].subspan(loaded.next_row * row_bytes, rows * row_bytes), gpu::Then::more);
    loaded.next_row += rows;
    if (loaded.next_row == height) {
      ++loaded.next_piece;
      loaded.next_row = 0;
    }
    budget -= std::min(budget, rows * row_bytes);
    if (budget == 0 && loaded.next_piece < loaded.pieces.size()) return false;
  }
  frame.commands().use(gpu::ImageUse{&loaded.image, gpu::Access::sampled});
  return true;
}

bool upload_some(gpu::Frame& frame, Loaded& loaded, std::uint64_t budget, gpu::Image& tiles, const PoolPlace& place) {
  switch (loaded.key.kind) {
    case StreamKind::miniature:
      upload_texels(frame, loaded, tiles, place, miniature_side);
      return true;
    case StreamKind::tile:
      upload_texels(frame, loaded, tiles, place, pyramid_tile);
      return true;
    case StreamKind::texture:
      return upload_texture(frame, loaded, budget);
    case StreamKind::mesh_level:
      break;
  }
  // Mapped buffers were filled by the worker.
  if (loaded.vertices && loaded.vertices.mapped().empty()) upload(frame, loaded.vertices, 0, loaded.pieces[0]);
  if (loaded.indices && loaded.indices.mapped().empty()) upload(frame, loaded.indices, 0, loaded.pieces[1]);
  return true;
}

}  // namespace enf
