// Owns: the worker's side of the jail: resource limits and the list of system calls that remain.
// Must not know: file formats, files.
// Called by: the import worker's main, before it looks at its input.
#pragma once

#include <cstdint>

#include "engine/base/error.h"

namespace enf {

// Gives up, for good, the network, new processes, opening or changing files, and takes on the limits.
// Error: import.jail.
Result<void> lock_down(std::uint64_t memory_bytes, std::uint64_t cpu_seconds);

}  // namespace enf
