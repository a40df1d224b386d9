// Owns: device memory: blocks per memory type, cut into pieces by a free list; large requests get memory of their own.
// Must not know: what the pieces hold.
// Called by: Buffer and Image on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/vulkan.h"

namespace enf::gpu {

// Where a resource should live. On devices whose memory is all host-visible (CPU devices, many integrated ones) all
// three come out mapped.
enum class MemoryUse {
  device,    // fast for the GPU
  upload,    // written by the CPU, read once or seldom by the GPU
  readback,  // written by the GPU, read by the CPU
};

// A piece of device memory. Freed by the Memory that gave it.
struct Allocation {
  VkDeviceMemory memory = VK_NULL_HANDLE;
  VkDeviceSize offset = 0, size = 0;  // bytes
  std::byte* mapped = nullptr;        // coherent memory only
  std::uint32_t pool = 0;
  std::uint32_t block = 0;
};

struct MemoryStats {
  std::uint64_t reserved_bytes = 0;  // taken from the driver
  std::uint64_t used_bytes = 0;      // given out
  std::uint64_t peak_used_bytes = 0;
  std::uint64_t allocations = 0;  // pieces given out now
};

// The bookkeeping of one block: the smallest free range that fits is cut; ranges are joined again when freed.
class FreeList {
 public:
  explicit FreeList(std::uint64_t size) : free_{{0, size}}, by_size_{{size, 0}}, size_(size) {}
  static constexpr std::uint64_t none = ~0ull;

  // The offset of `size` bytes at a multiple of `alignment` (a power of two), or none.
  std::uint64_t take(std::uint64_t size, std::uint64_t alignment);
  // Gives back what take() returned.
  void give(std::uint64_t offset, std::uint64_t size);
  bool empty() const { return free_.size() == 1 && free_.begin()->second == size_; }

 private:
  void add(std::uint64_t offset, std::uint64_t size);
  void remove(std::map<std::uint64_t, std::uint64_t>::iterator range);
  std::map<std::uint64_t, std::uint64_t> free_;                // offset -> size
  std::set<std::pair<std::uint64_t, std::uint64_t>> by_size_;  // the same: size, offset
  std::uint64_t size_;
};

class Memory {
 public:
  Memory(VkPhysicalDevice physical, VkDevice device);
  ~Memory();
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  // `linear`: buffers; false: images of optimal tiling (kept in blocks of their own, so bufferImageGranularity never
  // matters). Errors: gpu.out_of_memory, gpu.no_memory_type.
  Result<Allocation> allocate(const VkMemoryRequirements& requirements, MemoryUse use, bool linear);
  void free(const Allocation& allocation);
  MemoryStats stats() const;

 private:
  struct Block {
    VkDeviceMemory memory = VK_NULL_HANDLE;
    std::byte* mapped = nullptr;
    VkDeviceSize size = 0;
    FreeList list{0};
  };
  struct Pool {
    std::uint32_t type = 0;
    std::vector<std::unique_ptr<Block>> blocks;  // an entry may be empty
  };
  Result<std::unique_ptr<Block>> make_block(std::uint32_t type, VkDeviceSize size);

  VkDevice device_;
  VkPhysicalDeviceMemoryProperties properties_{};
  mutable std::mutex mutex_;
  std::vector<Pool> pools_;  // two a memory type: linear, optimal
  MemoryStats stats_;
};

}  // namespace enf::gpu
