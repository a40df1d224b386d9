#include "engine/gpu/descriptors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <utility>

namespace enf::gpu {

static VkDescriptorType to_vulkan(BindingKind kind) {
  switch (kind) {
    case BindingKind::uniform:
      return VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER;
    case BindingKind::uniform_dynamic:
      return VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC;
    case BindingKind::storage:
      return VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    case BindingKind::texture:
      return VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;
    case BindingKind::storage_image:
      break;
  }
  return VK_DESCRIPTOR_TYPE_STORAGE_IMAGE;
}

Result<SetLayout> SetLayout::create(Device& device, const SetLayoutDesc& desc) {
  std::vector<VkDescriptorSetLayoutBinding> bindings;
  for (const BindingDesc& binding : desc.bindings)
    bindings.push_back({.binding = binding.binding,
                        .descriptorType = to_vulkan(binding.kind),
                        .descriptorCount = binding.count,
                        .stageFlags = binding.stages});
  VkDescriptorSetLayoutCreateInfo info{.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO,
                                       .bindingCount = static_cast<std::uint32_t>(bindings.size()),
                                       .pBindings = bindings.data()};
  SetLayout layout;
  layout.device_ = &device;
  layout.desc_ = desc;
  VkResult result = vkCreateDescriptorSetLayout(device.handle(), &info, nullptr, &layout.handle_);
  if (result != VK_SUCCESS)
    return fail(vulkan_error(result, fmt::format("could not make set layout \"{}\"", desc.label)));
  device.name_object(VK_OBJECT_TYPE_DESCRIPTOR_SET_LAYOUT, std::bit_cast<std::uint64_t>(layout.handle_), desc.label);
  return layout;
}

SetLayout& SetLayout::operator=(SetLayout&& other) noexcept {
  std::swap(device_, other.device_);
  std::swap(handle_, other.handle_);
  std::swap(desc_, other.desc_);
  return *this;
}

SetLayout::~SetLayout() {
  if (!handle_) return;
  device_->retire(
      [device = device_, handle = handle_] { vkDestroyDescriptorSetLayout(device->handle(), handle, nullptr); });
}

DescriptorPool::~DescriptorPool() {
  for (VkDescriptorPool pool : pools_)
    device_.retire([&device = device_, pool] { vkDestroyDescriptorPool(device.handle(), pool, nullptr); });
}

static VkResult make_pool(Device& device, Reuse reuse, VkDescriptorPool& pool) {
  // One pool's worth; when it is used up the next is made.
  constexpr std::uint32_t sets = 256;
  constexpr std::array sizes{VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, 2 * sets},
                             VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC, sets},
                             VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, sets},
                             VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 8 * sets},
                             VkDescriptorPoolSize{VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, sets / 4}};
  VkDescriptorPoolCreateFlags flags =
      reuse == Reuse::one_by_one ? VK_DESCRIPTOR_POOL_CREATE_FREE_DESCRIPTOR_SET_BIT : 0;
  VkDescriptorPoolCreateInfo info{.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO,
                                  .flags = flags,
                                  .maxSets = sets,
                                  .poolSizeCount = static_cast<std::uint32_t>(sizes.size()),
                                  .pPoolSizes = sizes.data()};
  return vkCreateDescriptorPool(device.handle(), &info, nullptr, &pool);
}

Result<DescriptorPool::Slot> DescriptorPool::allocate(const SetLayout& layout) {
  auto allocate_from = [&](VkDescriptorPool pool, VkDescriptorSet& set) {
    VkDescriptorSetLayout handle = layout.handle();
    VkDescriptorSetAllocateInfo info{.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO,
                                     .descriptorPool = pool,
                                     .descriptorSetCount = 1,
                                     .pSetLayouts = &handle};
    return vkAllocateDescriptorSets(device_.handle(), &info, &set);
  };
  VkDescriptorSet set = VK_NULL_HANDLE;
  // The pool that had room last time is tried first; others may have got room again.
  for (std::size_t tried = 0; tried < pools_.size(); ++tried) {
    if (allocate_from(pools_[current_], set) == VK_SUCCESS) return Slot{set, pools_[current_]};
    current_ = (current_ + 1) % pools_.size();
  }
  VkDescriptorPool pool = VK_NULL_HANDLE;
  VkResult result = make_pool(device_, reuse_, pool);
  if (result == VK_SUCCESS) {
    pools_.push_back(pool);
    current_ = pools_.size() - 1;
    result = allocate_from(pool, set);
  }
  if (result == VK_SUCCESS) return Slot{set, pool};
  return fail(vulkan_error(result, fmt::format("could not make a descriptor set of \"{}\"", layout.desc().label)));
}

void DescriptorPool::free(const Slot& slot) {
  assert(reuse_ == Reuse::one_by_one);
  vkFreeDescriptorSets(device_.handle(), slot.pool, 1, &slot.set);
}

void DescriptorPool::reset() {
  for (VkDescriptorPool pool : pools_) vkResetDescriptorPool(device_.handle(), pool, 0);
  current_ = 0;
}

void write_descriptors(Device& device, const SetLayout& layout, VkDescriptorSet set,
                       std::span<const Descriptor> descriptors) {
  for (const Descriptor& d : descriptors) {
    auto binding = std::ranges::find(layout.desc().bindings, d.binding, &BindingDesc::binding);
    assert(binding != layout.desc().bindings.end() && d.element < binding->count);
    VkDescriptorBufferInfo buffer{d.buffer.buffer, d.buffer.offset, d.buffer.bytes};
    VkDescriptorImageInfo image{d.sampler, d.view, d.layout};
    bool is_image = binding->kind == BindingKind::texture || binding->kind == BindingKind::storage_image;
    assert(is_image ? d.view != VK_NULL_HANDLE : d.buffer.buffer != VK_NULL_HANDLE);
    VkWriteDescriptorSet write{.sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET,
                               .dstSet = set,
                               .dstBinding = d.binding,
                               .dstArrayElement = d.element,
                               .descriptorCount = 1,
                               .descriptorType = to_vulkan(binding->kind),
                               .pImageInfo = is_image ? &image : nullptr,
                               .pBufferInfo = is_image ? nullptr : &buffer};
    vkUpdateDescriptorSets(device.handle(), 1, &write, 0, nullptr);
  }
}

Result<DescriptorSet> DescriptorSet::create(Device& device, std::shared_ptr<DescriptorPool> pool,
                                            const SetLayout& layout, std::span<const Descriptor> descriptors) {
  auto slot = pool->allocate(layout);
  if (!slot) return std::unexpected(slot.error());
  write_descriptors(device, layout, slot->set, descriptors);
  DescriptorSet set;
  set.device_ = &device;
  set.pool_ = std::move(pool);
  set.slot_ = *slot;
  return set;
}

DescriptorSet& DescriptorSet::operator=(DescriptorSet&& other) noexcept {
  if (this == &other) return *this;
  reset();
  device_ = other.device_;
  pool_ = std::move(other.pool_);
  slot_ = std::exchange(other.slot_, {});
  return *this;
}

void DescriptorSet::reset() {
  if (!slot_.set) return;
  device_->retire([pool = std::move(pool_), slot = slot_] { pool->free(slot); });
  slot_ = {};
}

}  // namespace enf::gpu
