// Owns: what one loadable thing consists of, and reading it from its chunk on a worker.
// Must not know: budgets, what is resident.
// Called by: the streamer; load() on workers, the rest on the main thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/frame.h"
#include "engine/gpu/resource.h"
#include "engine/package/chunk.h"
#include "engine/package/model.h"
#include "engine/package/pyramid.h"
#include "engine/stream/residency.h"
#include "engine/stream/tile_pool.h"

namespace enf {

// A pyramid or model with the chunk its sections lie in.
struct StreamSource {
  std::shared_ptr<const ChunkReader> chunk;  // null: its tiles are painted, its texture is brought
  std::variant<Pyramid, CookedModel> tables;
  TilePainter paint;
  TextureBringer bring;
  std::shared_ptr<const std::vector<LevelBytes>> coarsest;  // of a model's meshes, in memory; or null

  const Pyramid& pyramid() const { return std::get<Pyramid>(tables); }
  const CookedModel& model() const { return std::get<CookedModel>(tables); }
};

// True if the source has such a thing.
bool has(const StreamSource& source, const StreamKey& key);
// Bytes it takes on the GPU.
std::uint64_t stream_bytes(const StreamSource& source, const StreamKey& key);
// The coarsest form of the same picture, mesh or texture. A picture that is painted, such as a label, has no miniature.
StreamKey coarsest_of(const StreamSource& source, const StreamKey& key);

// Bytes of a mesh's level that are in memory, so that loading it reads nothing; or null.
const LevelBytes* in_memory(const StreamSource& source, const StreamKey& key);

// Something read and checked, on its way to the GPU.
struct Loaded {
  StreamKey key;
  std::shared_ptr<const StreamSource> source;  // and the chunk it was read from
  std::optional<Error> error;
  std::vector<std::span<const std::byte>> pieces;  // picture: its mips in one; mesh: vertices, indices; texture: mips
  std::vector<std::vector<std::byte>> scratch;     // what the pieces show
  gpu::Buffer vertices, indices;                   // of a mesh level
  gpu::Image image;                                // of a texture
  std::size_t next_piece = 0;                      // upload stands here
  std::uint32_t next_row = 0;
};

// Reads the sections, checks them, makes the GPU objects and, where their memory is mapped, fills the buffers.
// Errors (in the result): chunk.damaged, gpu.*.
Loaded load(gpu::Device& device, std::shared_ptr<const StreamSource> source, const StreamKey& key);

// Records uploads of what is left, of about `budget` bytes at most (a texture may take several frames). True when all
// is there. `tiles`, `place`: where a tile or miniature goes.
bool upload_some(gpu::Frame& frame, Loaded& loaded, std::uint64_t budget, gpu::Image& tiles, const PoolPlace& place);

}  // namespace enf
