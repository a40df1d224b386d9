#include "engine/base/heap.h"

#include <malloc.h>

namespace enf {

void give_large_blocks_back() {
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 4 << 20);
  mallopt(M_ARENA_MAX, 2);
}

void give_idle_memory_back() { malloc_trim(0); }

}  // namespace enf
