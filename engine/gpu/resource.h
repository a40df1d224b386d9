// Owns: buffers, images with their views, and samplers, as move-only values.
// Must not know: meshes, textures of works, passes.
// Called by: any thread makes and destroys them; use on the GPU is recorded on one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/access.h"
#include "engine/gpu/device.h"

namespace enf::gpu {

struct BufferDesc {
  std::string label;
  std::uint64_t bytes = 0;
  VkBufferUsageFlags usage = VK_BUFFER_USAGE_VERTEX_BUFFER_BIT;  // transfer source and target are added
  MemoryUse memory = MemoryUse::device;
};

class Buffer {
 public:
  // Errors: gpu.size (nothing, or more than the device can hold), gpu.out_of_memory.
  static Result<Buffer> create(Device& device, const BufferDesc& desc);
  Buffer() = default;
  Buffer(Buffer&& other) noexcept { *this = std::move(other); }
  Buffer& operator=(Buffer&& other) noexcept;
  // Destroyed once the GPU is done with it.
  ~Buffer() { reset(); }
  void reset();

  explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
  VkBuffer handle() const { return handle_; }
  std::uint64_t bytes() const { return bytes_; }
  // The buffer's memory, empty where the CPU cannot see it. Writing while the GPU reads is the caller's fault.
  std::span<std::byte> mapped() const { return {allocation_.mapped, allocation_.mapped ? bytes_ : 0}; }
  AccessState& state() { return state_; }

 private:
  Device* device_ = nullptr;
  VkBuffer handle_ = VK_NULL_HANDLE;
  std::uint64_t bytes_ = 0;
  Allocation allocation_;
  AccessState state_;
};

// A part of a buffer. The buffer outlives it.
struct BufferSlice {
  VkBuffer buffer = VK_NULL_HANDLE;
  VkDeviceSize offset = 0, bytes = 0;
};
inline BufferSlice slice(const Buffer& buffer) { return {buffer.handle(), 0, buffer.bytes()}; }
inline BufferSlice slice(const Buffer& buffer, VkDeviceSize offset, VkDeviceSize bytes) {
  return {buffer.handle(), offset, bytes};
}

enum class ImageKind { flat, array, cube, cube_array };

struct ImageDesc {
  std::string label;
  ImageKind kind = ImageKind::flat;
  VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
  std::uint32_t width = 1, height = 1;
  std::uint32_t layers = 1;  // 6 for a cube, 6 n for a cube array
  std::uint32_t mips = 1;    // Image::full_mips: down to 1x1
  std::uint32_t samples = 1;
  VkImageUsageFlags usage = VK_IMAGE_USAGE_SAMPLED_BIT;  // transfer source and target are added to 1-sample images
};

// Which part of an image a view shows.
struct ViewDesc {
  ImageRange range;
  VkImageViewType type = VK_IMAGE_VIEW_TYPE_MAX_ENUM;  // default: as the image's kind
  VkFormat format = VK_FORMAT_UNDEFINED;               // default: the image's
  friend bool operator==(const ViewDesc&, const ViewDesc&) = default;
};

class Image {
 public:
  static constexpr std::uint32_t full_mips = ~0u;
  // Errors: gpu.size (nothing, or more than the device can hold), gpu.format (not supported for this use),
  // gpu.out_of_memory.
  static Result<Image> create(Device& device, const ImageDesc& desc);
  // An image that someone else owns (a swapchain's).
  static Image borrow(Device& device, VkImage image, const ImageDesc& desc);
  Image() = default;
  Image(Image&& other) noexcept { *this = std::move(other); }
  Image& operator=(Image&& other) noexcept;
  // Destroyed with its views once the GPU is done with it.
  ~Image() { reset(); }
  void reset();

  explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
  VkImage handle() const { return handle_; }
  const ImageDesc& desc() const { return desc_; }
  std::uint32_t width(std::uint32_t mip = 0) const;
  std::uint32_t height(std::uint32_t mip = 0) const;
  VkImageAspectFlags aspect() const { return aspect_; }
  // Bytes of device memory it holds.
  std::uint64_t bytes() const { return allocation_.size; }

  // A view, made at first asking and kept with the image. The default shows all of it. One thread.
  VkImageView view(const ViewDesc& desc = {}) const;
  ImageAccessTracker& tracker() { return tracker_; }

 private:
  Device* device_ = nullptr;
  VkImage handle_ = VK_NULL_HANDLE;
  bool borrowed_ = false;
  ImageDesc desc_;
  VkImageAspectFlags aspect_ = 0;
  Allocation allocation_;
  ImageAccessTracker tracker_;
  mutable std::vector<std::pair<ViewDesc, VkImageView>> views_;
};

// How many mips an image of this size has down to 1x1.
std::uint32_t mip_count(std::uint32_t width, std::uint32_t height);
// Bytes of one texel of the formats the engine uses; 0 for others.
std::uint32_t texel_bytes(VkFormat format);

struct SamplerDesc {
  VkFilter filter = VK_FILTER_LINEAR;
  VkSamplerMipmapMode mip_filter = VK_SAMPLER_MIPMAP_MODE_LINEAR;
  VkSamplerAddressMode wrap_u = VK_SAMPLER_ADDRESS_MODE_REPEAT, wrap_v = VK_SAMPLER_ADDRESS_MODE_REPEAT;
  float anisotropy = 1;                             // capped to what the device can do
  VkCompareOp compare = VK_COMPARE_OP_MAX_ENUM;     // set for shadow samplers
  VkBorderColor border = VK_BORDER_COLOR_FLOAT_OPAQUE_BLACK;
  friend bool operator==(const SamplerDesc&, const SamplerDesc&) = default;
};

// All samplers, each made once. One thread.
class SamplerCache {
 public:
  explicit SamplerCache(Device& device) : device_(device) {}
  ~SamplerCache();
  SamplerCache(const SamplerCache&) = delete;
  SamplerCache& operator=(const SamplerCache&) = delete;
  VkSampler get(const SamplerDesc& desc);

 private:
  Device& device_;
  std::vector<std::pair<SamplerDesc, VkSampler>> samplers_;
};

}  // namespace enf::gpu
