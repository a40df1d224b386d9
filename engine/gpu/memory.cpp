#include "engine/gpu/memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "engine/gpu/device.h"

namespace enf::gpu {

constexpr VkDeviceSize block_bytes = 4ull << 20;
constexpr VkDeviceSize dedicated_bytes = 1ull << 20;  // from here on a request gets memory of its own
constexpr std::uint32_t dedicated_block = ~0u;

void FreeList::add(std::uint64_t offset, std::uint64_t size) {
  free_.emplace(offset, size);
  by_size_.emplace(size, offset);
}

void FreeList::remove(std::map<std::uint64_t, std::uint64_t>::iterator range) {
  by_size_.erase({range->second, range->first});
  free_.erase(range);
}

std::uint64_t FreeList::take(std::uint64_t size, std::uint64_t alignment) {
  for (auto it = by_size_.lower_bound({size, 0}); it != by_size_.end(); ++it) {
    auto [length, start] = *it;
    std::uint64_t aligned = (start + alignment - 1) & ~(alignment - 1);
    if (aligned - start > length || length - (aligned - start) < size) continue;
    remove(free_.find(start));
    if (aligned > start) add(start, aligned - start);
    if (std::uint64_t rest = start + length - (aligned + size); rest > 0) add(aligned + size, rest);
    return aligned;
  }
  return none;
}

void FreeList::give(std::uint64_t offset, std::uint64_t size) {
  auto next = free_.lower_bound(offset);
  assert(next == free_.end() || next->first >= offset + size);
  if (next != free_.end() && next->first == offset + size) {
    auto joined = next++;
    size += joined->second;
    remove(joined);
  }
  if (next != free_.begin()) {
    auto previous = std::prev(next);
    assert(previous->first + previous->second <= offset);
    if (previous->first + previous->second == offset) {
      offset = previous->first;
      size += previous->second;
      remove(previous);
    }
  }
  add(offset, size);
}

Memory::Memory(VkPhysicalDevice physical, VkDevice device) : device_(device) {
  vkGetPhysicalDeviceMemoryProperties(physical, &properties_);
  pools_.resize(std::size_t{properties_.memoryTypeCount} * 2);
  for (std::size_t i = 0; i < pools_.size(); ++i) pools_[i].type = static_cast<std::uint32_t>(i / 2);
}

Memory::~Memory() {
  for (Pool& pool : pools_)
    for (auto& block : pool.blocks)
      if (block) vkFreeMemory(device_, block->memory, nullptr);
}

// Mapped memory must be coherent: nobody flushes.
constexpr VkMemoryPropertyFlags mappable = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;

Result<std::unique_ptr<Memory::Block>> Memory::make_block(std::uint32_t type, VkDeviceSize size) {
  auto block = std::make_unique<Block>();
  VkMemoryAllocateInfo info{
      .sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, .allocationSize = size, .memoryTypeIndex = type};
  VkResult result = vkAllocateMemory(device_, &info, nullptr, &block->memory);
  if (result != VK_SUCCESS)
    return fail(vulkan_error(result, fmt::format("could not allocate {} MiB of device memory", size >> 20)));
  if ((properties_.memoryTypes[type].propertyFlags & mappable) == mappable) {
    void* mapped = nullptr;
    result = vkMapMemory(device_, block->memory, 0, VK_WHOLE_SIZE, 0, &mapped);
    if (result != VK_SUCCESS) {
      vkFreeMemory(device_, block->memory, nullptr);
      return fail(vulkan_error(result, "could not map device memory"));
    }
    block->mapped = static_cast<std::byte*>(mapped);
  }
  block->size = size;
  block->list = FreeList(size);
  stats_.reserved_bytes += size;
  return block;
}

Result<Allocation> Memory::allocate(const VkMemoryRequirements& requirements, MemoryUse use, bool linear) {
  VkMemoryPropertyFlags needed = 0, wished = 0;
  switch (use) {
    case MemoryUse::device:
      wished = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
      break;
    case MemoryUse::upload:
      needed = mappable;
      break;
    case MemoryUse::readback:
      needed = mappable, wished = VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
      break;
  }
  std::uint32_t type = properties_.memoryTypeCount;
  for (VkMemoryPropertyFlags flags : {needed | wished, needed}) {
    for (std::uint32_t i = 0; i < properties_.memoryTypeCount && type == properties_.memoryTypeCount; ++i)
      if ((requirements.memoryTypeBits >> i & 1) && (properties_.memoryTypes[i].propertyFlags & flags) == flags)
        type = i;
  }
  if (type == properties_.memoryTypeCount)
    return fail({.id = "gpu.no_memory_type", .what = "the device has no memory type for a resource"});

  std::lock_guard lock(mutex_);
  std::uint32_t pool_index = type * 2 + (linear ? 0 : 1);
  Pool& pool = pools_[pool_index];
  Allocation piece{.size = requirements.size, .pool = pool_index};
  if (requirements.size >= dedicated_bytes) {
    auto block = make_block(type, requirements.size);
    if (!block) return std::unexpected(block.error());
    piece.memory = (*block)->memory;
    piece.mapped = (*block)->mapped;
    piece.block = dedicated_block;
  } else {
    std::uint64_t offset = FreeList::none;
    std::size_t index = 0;
    for (; index < pool.blocks.size(); ++index) {
      if (!pool.blocks[index]) continue;
      offset = pool.blocks[index]->list.take(requirements.size, requirements.alignment);
      if (offset != FreeList::none) break;
    }
    if (offset == FreeList::none) {
      auto block = make_block(type, block_bytes);
      if (!block) return std::unexpected(block.error());
      index =
          static_cast<std::size_t>(std::find(pool.blocks.begin(), pool.blocks.end(), nullptr) - pool.blocks.begin());
      if (index == pool.blocks.size()) pool.blocks.emplace_back();
      pool.blocks[index] = std::move(*block);
      offset = pool.blocks[index]->list.take(requirements.size, requirements.alignment);
    }
    const Block& block = *pool.blocks[index];
    piece.memory = block.memory;
    piece.offset = offset;
    piece.mapped = block.mapped ? block.mapped + offset : nullptr;
    piece.block = static_cast<std::uint32_t>(index);
  }
  stats_.used_bytes += piece.size;
  stats_.peak_used_bytes = std::max(stats_.peak_used_bytes, stats_.used_bytes);
  ++stats_.allocations;
  return piece;
}

void Memory::free(const Allocation& piece) {
  if (piece.memory == VK_NULL_HANDLE) return;
  std::lock_guard lock(mutex_);
  stats_.used_bytes -= piece.size;
  --stats_.allocations;
  if (piece.block == dedicated_block) {
    vkFreeMemory(device_, piece.memory, nullptr);
    stats_.reserved_bytes -= piece.size;
    return;
  }
  Pool& pool = pools_[piece.pool];
  Block& block = *pool.blocks[piece.block];
  block.list.give(piece.offset, piece.size);
  // One empty block a pool is kept, so that making and dropping one thing does not allocate each time.
  auto empties = std::ranges::count_if(pool.blocks, [](const auto& b) { return b && b->list.empty(); });
  if (block.list.empty() && empties > 1) {
    vkFreeMemory(device_, block.memory, nullptr);
    stats_.reserved_bytes -= block.size;
    pool.blocks[piece.block] = nullptr;
  }
}

MemoryStats Memory::stats() const {
  std::lock_guard lock(mutex_);
  return stats_;
}

}  // namespace enf::gpu
