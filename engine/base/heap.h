// Owns: how the process's heap gives memory back.
// Must not know: what is allocated.
// Called by: the programs' main functions, before anything else; whoever has let go of much.
#pragma once

namespace enf {

// Large blocks come from the system and go back to it at once, and threads share their arenas. Glibc would learn from
// the first large block that was freed to keep all such, and a fifth of a museum's memory lay idle between others.
void give_large_blocks_back();

// Gives the system what lies idle between what is in use. Takes some milliseconds, in which other threads may have to
// wait for memory. Any thread.
void give_idle_memory_back();

// While one lives, in any thread, already blocks from 32 KiB on come from the system, and of such a block only what is
// written takes memory. For what keeps many that are mostly empty, as drivers do.
class SparseBlocks {
 public:
  SparseBlocks();
  SparseBlocks(const SparseBlocks&) = delete;
  SparseBlocks& operator=(const SparseBlocks&) = delete;
  ~SparseBlocks();
};

}  // namespace enf
