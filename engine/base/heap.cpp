#include "engine/base/heap.h"

#include <malloc.h>

#include <mutex>

namespace enf {

// Large is what workers take and drop all the time, as a tile's texels: among small things it would leave holes.
constexpr int large_bytes = 256 << 10, sparse_bytes = 32 << 10;

void give_large_blocks_back() {
  mallopt(M_MMAP_THRESHOLD, large_bytes);
  mallopt(M_TRIM_THRESHOLD, 1 << 20);
  mallopt(M_ARENA_MAX, 2);
}

void give_idle_memory_back() { malloc_trim(0); }

static std::mutex sparse_mutex;
static int sparse_uses = 0;

SparseBlocks::SparseBlocks() {
  std::lock_guard lock(sparse_mutex);
  if (sparse_uses++ == 0) mallopt(M_MMAP_THRESHOLD, sparse_bytes);
}

SparseBlocks::~SparseBlocks() {
  std::lock_guard lock(sparse_mutex);
  if (--sparse_uses == 0) mallopt(M_MMAP_THRESHOLD, large_bytes);
}

}  // namespace enf
