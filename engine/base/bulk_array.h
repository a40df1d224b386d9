// Owns: arrays of many megabytes: a vector whose memory is not zeroed before it is filled and lies in large pages.
// Must not know: what they hold.
// Called by: everyone, on any thread.
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace enf {

// Large blocks are asked for in large pages, where the system has some: a thousand times fewer page faults.
void* bulk_allocate(std::size_t bytes);
void bulk_free(void* block, std::size_t bytes) noexcept;

template <class T>
struct BulkAllocator {
  using value_type = T;
  BulkAllocator() = default;
  template <class U>
  BulkAllocator(const BulkAllocator<U>&) {}
  T* allocate(std::size_t n) {
    if (n > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(bulk_allocate(n * sizeof(T)));
  }
  void deallocate(T* block, std::size_t n) noexcept { bulk_free(block, n * sizeof(T)); }
  template <class U, class... Args>
  void construct(U* place, Args&&... args) {
    if constexpr (sizeof...(Args) == 0)
      ::new (static_cast<void*>(place)) U;  // no zeros
    else
      ::new (static_cast<void*>(place)) U(std::forward<Args>(args)...);
  }
  friend bool operator==(const BulkAllocator&, const BulkAllocator&) { return true; }
};

// A vector whose resize(n) leaves new items of plain types unset.
template <class T>
using BulkArray = std::vector<T, BulkAllocator<T>>;

}  // namespace enf
