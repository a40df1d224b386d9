// Owns: what of the cooked works is on the GPU: tiles, mesh levels, textures; brings and drops it as wanted.
// Must not know: scenes, cameras, why something is wanted.
// Called by: the renderer on the main thread; loading runs on the workers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "engine/base/error.h"
#include "engine/base/jobs.h"
#include "engine/gpu/frame.h"
#include "engine/gpu/resource.h"
#include "engine/package/chunk.h"
#include "engine/package/model.h"
#include "engine/package/pyramid.h"
#include "engine/stream/residency.h"
#include "engine/stream/tile_pool.h"

namespace enf {

struct PyramidId {
  std::uint32_t value = ~0u;
  friend auto operator<=>(const PyramidId&, const PyramidId&) = default;
};
struct ModelId {
  std::uint32_t value = ~0u;
  friend auto operator<=>(const ModelId&, const ModelId&) = default;
};

// Something to have on the GPU in this frame. Wanting anything of a pyramid, mesh or texture also wants its coarsest
// form (of a pyramid its miniature), so that something can always stand in.
struct Want {
  StreamKey key;
  float screen_error_px = 1;  // how wrong the screen is if the coarsest stands in for it
  float priority = 1;
  bool is_ahead = false;  // of need: not in view yet
};
Want want_miniature(PyramidId pyramid, float screen_error_px, float priority = 1);
Want want_tile(PyramidId pyramid, std::uint32_t level, std::uint32_t x, std::uint32_t y, float screen_error_px,
               float priority = 1);
// Levels run from finest (0) to coarsest.
Want want_mesh(ModelId model, std::uint32_t mesh, std::uint32_t level, float screen_error_px, float priority = 1);
// All mips from `first_mip` (0 is the finest) down to 1x1.
Want want_texture(ModelId model, std::uint32_t texture, std::uint32_t first_mip, float screen_error_px,
                  float priority = 1);

struct StreamerDesc {
  std::uint64_t tile_bytes = 128ull << 20;   // the tile pool; a quarter of it holds miniatures
  std::uint64_t model_bytes = 512ull << 20;  // meshes and textures of models
  std::uint64_t frame_bytes = 16ull << 20;   // uploaded in one frame at most (but one thing at least), of which two are
                                             // under way
};

// Where a tile's texels are now: its own layer, that of the nearest resident ancestor or the picture's miniature. A
// point of the wanted tile with tile coordinates t in [0,1]^2 (over its pyramid_inner own texels) lies at uv =
// uv_origin
// + uv_size * t in the layer.
struct ResidentTile {
  std::uint32_t layer = 0;
  std::uint32_t level = 0;  // of the tile that is there; of the miniature one more than the coarsest
  vec2 uv_origin{0}, uv_size{1};
};

struct ResidentLevel {
  std::uint32_t level = 0;
  const CookedLevel* cooked = nullptr;
  gpu::BufferSlice vertices, indices;  // indices are u32
};

struct ResidentTexture {
  std::uint32_t first_mip = 0;
  const gpu::Image* image = nullptr;  // its mip 0 is the texture's first_mip
  std::uint32_t version = 0;          // changes whenever the image does; rebuild descriptor sets then
};

struct StreamStats {
  std::uint32_t tiles_resident = 0, tiles_capacity = 0;  // without miniatures
  std::uint32_t miniatures_resident = 0;
  std::uint64_t model_bytes_resident = 0;
  std::uint32_t loading = 0;         // under way on workers or waiting for upload
  std::uint32_t missing = 0;         // wanted in the last update, not resident
  std::uint64_t uploaded_bytes = 0;  // since the beginning
  std::uint64_t evicted = 0;         // things dropped since the beginning
  std::uint32_t damaged = 0;         // sections whose hash did not fit; something coarser stands in
  bool over_budget = false, starved = false;
  bool medium_is_gone = false;       // cooked files cannot be read now; they are tried again every two seconds
};

class Streamer {
 public:
  // `device` and `jobs` must outlive it. Error: gpu.out_of_memory.
  static Result<std::unique_ptr<Streamer>> create(gpu::Device& device, Jobs& jobs, const StreamerDesc& desc = {});
  // Waits for its jobs.
  ~Streamer();
  Streamer(const Streamer&) = delete;
  Streamer& operator=(const Streamer&) = delete;

  PyramidId add_pyramid(std::shared_ptr<const ChunkReader> chunk, Pyramid pyramid);
  PyramidId add_pyramid(Pyramid pyramid, TilePainter paint);
  // With its meshes' coarsest levels in memory (read_coarsest) there is something of each in the first picture it is
  // in view in.
  ModelId add_model(std::shared_ptr<const ChunkReader> chunk, CookedModel model,
                    std::shared_ptr<const std::vector<LevelBytes>> coarsest = nullptr);
  // A texture without a chunk, as the only one of a model without meshes. Its owner has a coarsest form of it: wanting
  // some of its mips wants no other.
  ModelId add_texture(CookedTexture texture, TextureBringer bring);
  // Drops all that is resident of it. The id is not used again.
  void remove(PyramidId pyramid);
  void remove(ModelId model);
  const CookedModel& model(ModelId model) const;
  const Pyramid& pyramid(PyramidId pyramid) const;

  // Once a frame, before passes that use what is resident: uploads what has arrived (within the frame's budget), drops
  // what must go, starts loads. Never waits. What the look-ups returned before is no longer valid.
  void update(gpu::Frame& frame, std::span<const Want> wants);

  // Loads what is wanted now, however long it takes, within the memory budget: for start-up, still pictures and the
  // bench. Not while a frame is open. Errors: gpu.*; what is damaged or cannot be read is logged and left out.
  Result<void> load_now(std::span<const Want> wants);

  // True if all that the last update wanted is resident, or cannot be (damaged, no room, or the medium is gone).
  bool quiet() const;
  // How long until update() should be called to try the medium again; infinite while it is there.
  double seconds_until_retry() const;

  // Nothing only if not even the miniature is there. `level`: one more than the coarsest asks for the miniature.
  std::optional<ResidentTile> resident_tile(PyramidId pyramid, std::uint32_t level, std::uint32_t x,
                                            std::uint32_t y) const;
  // The resident level nearest to `wanted`: itself, else the next coarser, else the next finer.
  std::optional<ResidentLevel> resident_level(ModelId model, std::uint32_t mesh, std::uint32_t wanted) const;
  // The finest resident form.
  std::optional<ResidentTexture> resident_texture(ModelId model, std::uint32_t texture) const;
  gpu::Image& tile_image();
  // A layer of it that is all white: with a tint, something to draw where no tile is.
  std::uint32_t white_layer() const;
  const StreamStats& stats() const;

 private:
  struct State;
  explicit Streamer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace enf
