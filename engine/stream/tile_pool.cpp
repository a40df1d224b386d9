#include "engine/stream/tile_pool.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <utility>

namespace enf {

Result<TilePool> TilePool::create(gpu::Device& device, std::uint64_t bytes) {
  std::uint64_t layers = std::clamp<std::uint64_t>(bytes / pyramid_tile_bytes, 4, device.info().max_image_layers);
  auto image = gpu::Image::create(device, {.label = "tile pool",
                                           .kind = gpu::ImageKind::array,
                                           .format = VK_FORMAT_R8G8B8A8_SRGB,
                                           .width = pyramid_tile,
                                           .height = pyramid_tile,
                                           .layers = static_cast<std::uint32_t>(layers),
                                           .mips = pyramid_tile_mips});
  if (!image) return std::unexpected(image.error());
  TilePool pool;
  pool.image_ = std::move(*image);
  pool.capacity_ = static_cast<std::uint32_t>(layers);
  for (std::uint32_t layer = 0; layer < pool.capacity_; ++layer) pool.free_.push_back(layer);
  std::ranges::make_heap(pool.free_, std::greater{});
  return pool;
}

std::optional<std::uint32_t> TilePool::take() {
  if (free_.empty()) return std::nullopt;
  std::ranges::pop_heap(free_, std::greater{});
  std::uint32_t layer = free_.back();
  free_.pop_back();
  return layer;
}

void TilePool::give(std::uint32_t layer) {
  assert(layer < capacity_ && std::ranges::find(free_, layer) == free_.end());
  free_.push_back(layer);
  std::ranges::push_heap(free_, std::greater{});
}

MiniaturePool::MiniaturePool(std::vector<std::uint32_t> layers) : layers_(std::move(layers)) {
  for (std::uint32_t number = capacity(); number-- > 0;) free_.push_back(number);
}

std::optional<std::uint32_t> MiniaturePool::take() {
  if (free_.empty()) return std::nullopt;
  std::uint32_t number = free_.back();
  free_.pop_back();
  return number;
}

PoolPlace MiniaturePool::place(std::uint32_t number) const {
  return {layers_[number / in_layer], number % in_row * miniature_side, number % in_layer / in_row * miniature_side};
}

}  // namespace enf
