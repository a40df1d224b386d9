// Owns: operator new of the tests' program, which counts.
// Must not know: who allocates.
// Called by: tests, on any thread.
#pragma once

#include <cstddef>

namespace enf::test {

// How often this thread has allocated with new since it began. The driver's own malloc does not count.
std::size_t allocations_of_this_thread();

}  // namespace enf::test
