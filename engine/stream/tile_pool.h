// Owns: the one image all resident tiles lie in, and which tile lies in which layer.
// Must not know: which tiles are wanted.
// Called by: the streamer, main thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/resource.h"

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

}  // namespace enf
