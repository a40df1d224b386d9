// Owns: the table of ways a pass may touch an image or a buffer, and the barriers that follow from it.
// Must not know: passes, command buffers.
// Called by: the recorder; one thread a resource.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/gpu/vulkan.h"

namespace enf::gpu {

// How a pass touches a resource. Everything the engine does is one of these.
enum class Access : std::uint8_t {
  none,             // before first use; contents undefined
  transfer_read,    // copy or blit source
  transfer_write,   // copy or blit target, clear, fill
  vertex_read,      // vertex and index buffers
  indirect_read,    // draw arguments
  uniform_read,     // uniform buffers, any shader stage
  storage_read,     // storage buffer or image, graphics or compute stages
  storage_write,    // storage buffer or image, compute (read and write)
  sampled,          // sampled in vertex, fragment or compute shaders
  colour_write,     // colour attachment, blended or not, and target of a colour resolve
  depth_write,      // depth attachment, tested and written
  depth_read,       // depth attachment, tested only, and may be sampled in the same pass
  depth_resolve,    // target of a depth resolve
  host_read,        // read by the CPU once the frame has retired
  present,          // handed to the window system
};
constexpr std::size_t access_count = 15;

// One row of the table.
struct AccessInfo {
  VkPipelineStageFlags2 stages = 0;
  VkAccessFlags2 access = 0;
  VkImageLayout layout = VK_IMAGE_LAYOUT_UNDEFINED;
  bool writes = false;
};
const AccessInfo& access_info(Access access);
const char* to_string(Access access);

// What has happened to (a part of) a resource since its last barrier.
struct AccessState {
  VkImageLayout layout = VK_IMAGE_LAYOUT_UNDEFINED;
  VkPipelineStageFlags2 write_stages = 0;  // of the last write
  VkAccessFlags2 write_access = 0;
  VkPipelineStageFlags2 read_stages = 0;   // of the reads since that write, all made visible already
  VkAccessFlags2 read_access = 0;
  friend bool operator==(const AccessState&, const AccessState&) = default;
};

// The barrier a transition needs, if any.
struct BarrierInfo {
  bool needed = false;
  VkPipelineStageFlags2 source_stages = 0, target_stages = 0;
  VkAccessFlags2 source_access = 0, target_access = 0;
  VkImageLayout old_layout = VK_IMAGE_LAYOUT_UNDEFINED, new_layout = VK_IMAGE_LAYOUT_UNDEFINED;
  friend bool operator==(const BarrierInfo&, const BarrierInfo&) = default;
};

// Moves `state` to `next` and says which barrier must stand between. `discard`: the old contents are not wanted (the
// old layout becomes undefined). `layouts`: true for images, false for buffers.
enum class Contents { keep, discard };
enum class ResourceKind { buffer, image };
BarrierInfo advance(AccessState& state, Access next, ResourceKind kind, Contents contents = Contents::keep);

// A range of an image's mips and layers.
struct ImageRange {
  static constexpr std::uint32_t all = ~0u;
  std::uint32_t mip = 0, mips = all;
  std::uint32_t layer = 0, layers = all;
  friend bool operator==(const ImageRange&, const ImageRange&) = default;
};

// The state of every mip and layer of one image; one entry as long as all agree.
class ImageAccessTracker {
 public:
  ImageAccessTracker() = default;
  ImageAccessTracker(std::uint32_t mips, std::uint32_t layers) : mips_(mips), layers_(layers), states_(1) {}

  // Appends the barriers that bring `range` to `next` (merged over layers and mips where the same).
  void use(VkImage image, VkImageAspectFlags aspect, ImageRange range, Access next, Contents contents,
           std::vector<VkImageMemoryBarrier2>& barriers);
  // The image came from a swapchain just now: contents undefined, free to use after its semaphore.
  void acquired();
  VkImageLayout layout(std::uint32_t mip, std::uint32_t layer) const;
  // True until the GPU first uses the image.
  bool fresh() const { return states_.size() == 1 && states_[0] == AccessState{}; }

 private:
  std::uint32_t mips_ = 1, layers_ = 1;
  std::vector<AccessState> states_;  // 1, or mips_ * layers_ with mip the slower index
};

}  // namespace enf::gpu
