#include "engine/base/bulk_array.h"

#include <sys/mman.h>

namespace enf {

namespace {

constexpr std::size_t large_page = 2 << 20;
constexpr bool is_large(std::size_t bytes) { return bytes >= 2 * large_page; }

}  // namespace

void* bulk_allocate(std::size_t bytes) {
  if (!is_large(bytes)) return ::operator new(bytes);
  void* block = ::operator new (bytes, std::align_val_t{large_page});
  ::madvise(block, bytes / large_page * large_page, MADV_HUGEPAGE);  // a wish: small pages work, too
  return block;
}

void bulk_free(void* block, std::size_t bytes) noexcept {
  if (is_large(bytes))
    ::operator delete (block, std::align_val_t{large_page});
  else
    ::operator delete(block);
}

}  // namespace enf
