// Owns: the one image all resident tiles and miniatures lie in, and what lies where.
// Must not know: which tiles are wanted.
// Called by: the streamer, main thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/resource.h"
#include "engine/package/pyramid.h"

namespace enf {

// A 2D-array image of RGBA8 sRGB layers, pyramid_tile texels a side with pyramid_tile_mips mips.
class TilePool {
 public:
  // As many layers as `bytes` allow, at least 4, at most what the device can address (2,048 here).
  // Error: gpu.out_of_memory.
  static Result<TilePool> create(gpu::Device& device, std::uint64_t bytes);

  std::uint32_t capacity() const { return capacity_; }
  std::uint32_t in_use() const { return capacity_ - static_cast<std::uint32_t>(free_.size()); }
  // A free layer, the lowest first; nothing when full.
  std::optional<std::uint32_t> take();
  void give(std::uint32_t layer);
  gpu::Image& image() { return image_; }
  const gpu::Image& image() const { return image_; }

 private:
  gpu::Image image_;
  std::uint32_t capacity_ = 0;
  std::vector<std::uint32_t> free_;  // a heap, lowest on top
};

// Where in the pool's image something lies: in texels of mip 0.
struct PoolPlace {
  std::uint32_t layer = 0, x = 0, y = 0;
};

// Layers of the pool given to miniatures, sixteen a layer.
class MiniaturePool {
 public:
  explicit MiniaturePool(std::vector<std::uint32_t> layers);

  std::uint32_t capacity() const { return static_cast<std::uint32_t>(layers_.size()) * in_layer; }
  std::uint32_t in_use() const { return capacity() - static_cast<std::uint32_t>(free_.size()); }
  // A free place's number; nothing when full.
  std::optional<std::uint32_t> take();
  void give(std::uint32_t number) { free_.push_back(number); }
  PoolPlace place(std::uint32_t number) const;

 private:
  static constexpr std::uint32_t in_row = pyramid_tile / miniature_side, in_layer = in_row * in_row;
  std::vector<std::uint32_t> layers_, free_;
};

}  // namespace enf
