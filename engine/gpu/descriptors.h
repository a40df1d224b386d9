// Owns: descriptor set layouts, the pools behind sets, and filling them.
// Must not know: which set means what (frame, pass, material is the renderer's convention: sets 0, 1, 2).
// Called by: the renderer, one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/device.h"
#include "engine/gpu/resource.h"

namespace enf::gpu {

enum class BindingKind {
  uniform,          // uniform buffer
  uniform_dynamic,  // uniform buffer whose offset is given when binding the set
  storage,          // storage buffer
  texture,          // image with sampler
  storage_image,
};

struct BindingDesc {
  std::uint32_t binding = 0;
  BindingKind kind = BindingKind::uniform;
  std::uint32_t count = 1;
  VkShaderStageFlags stages = VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT | VK_SHADER_STAGE_COMPUTE_BIT;
};

struct SetLayoutDesc {
  std::string label;
  std::vector<BindingDesc> bindings;
};

class SetLayout {
 public:
  // Error: gpu.out_of_memory.
  static Result<SetLayout> create(Device& device, const SetLayoutDesc& desc);
  SetLayout() = default;
  SetLayout(SetLayout&& other) noexcept { *this = std::move(other); }
  SetLayout& operator=(SetLayout&& other) noexcept;
  ~SetLayout();

  VkDescriptorSetLayout handle() const { return handle_; }
  const SetLayoutDesc& desc() const { return desc_; }

 private:
  Device* device_ = nullptr;
  VkDescriptorSetLayout handle_ = VK_NULL_HANDLE;
  SetLayoutDesc desc_;
};

// What one element of a binding shows.
struct Descriptor {
  std::uint32_t binding = 0;
  std::uint32_t element = 0;
  BufferSlice buffer;                     // for the buffer kinds
  VkImageView view = VK_NULL_HANDLE;      // for the image kinds
  VkSampler sampler = VK_NULL_HANDLE;     // for textures
  VkImageLayout layout = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL;

  static Descriptor of(std::uint32_t binding, BufferSlice buffer) { return {.binding = binding, .buffer = buffer}; }
  // A texture in a pass that declares it Access::sampled.
  static Descriptor of(std::uint32_t binding, VkImageView view, VkSampler sampler, std::uint32_t element = 0) {
    return {.binding = binding, .element = element, .view = view, .sampler = sampler};
  }
  // A depth image in a pass that declares it Access::depth_read.
  static Descriptor of_depth_read(std::uint32_t binding, VkImageView view, VkSampler sampler) {
    return {.binding = binding, .view = view, .sampler = sampler, .layout = VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_OPTIMAL};
  }
  static Descriptor of_storage_image(std::uint32_t binding, VkImageView view) {
    return {.binding = binding, .view = view, .layout = VK_IMAGE_LAYOUT_GENERAL};
  }
};

// Pools that grow; gives out sets. With Reuse::all_at_once sets are never freed singly but with reset().
enum class Reuse { one_by_one, all_at_once };
class DescriptorPool {
 public:
  DescriptorPool(Device& device, Reuse reuse) : device_(device), reuse_(reuse) {}
  ~DescriptorPool();
  DescriptorPool(const DescriptorPool&) = delete;
  DescriptorPool& operator=(const DescriptorPool&) = delete;

  struct Slot {
    VkDescriptorSet set = VK_NULL_HANDLE;
    VkDescriptorPool pool = VK_NULL_HANDLE;
  };
  // Error: gpu.out_of_memory.
  Result<Slot> allocate(const SetLayout& layout);
  void free(const Slot& slot);
  void reset();

 private:
  Device& device_;
  Reuse reuse_;
  std::vector<VkDescriptorPool> pools_;
  std::size_t current_ = 0;
};

void write_descriptors(Device& device, const SetLayout& layout, VkDescriptorSet set,
                       std::span<const Descriptor> descriptors);

// A set that lives as long as this value (materials). Its contents must not change while the GPU may read it: make a
// new one instead.
class DescriptorSet {
 public:
  // `pool` (one_by_one) must outlive the set's retirement. Error: gpu.out_of_memory.
  static Result<DescriptorSet> create(Device& device, std::shared_ptr<DescriptorPool> pool, const SetLayout& layout,
                                      std::span<const Descriptor> descriptors);
  DescriptorSet() = default;
  DescriptorSet(DescriptorSet&& other) noexcept { *this = std::move(other); }
  DescriptorSet& operator=(DescriptorSet&& other) noexcept;
  ~DescriptorSet() { reset(); }
  void reset();

  explicit operator bool() const { return slot_.set != VK_NULL_HANDLE; }
  VkDescriptorSet handle() const { return slot_.set; }

 private:
  Device* device_ = nullptr;
  std::shared_ptr<DescriptorPool> pool_;
  DescriptorPool::Slot slot_;
};

}  // namespace enf::gpu
