// Owns: how the process's heap gives memory back.
// Must not know: what is allocated.
// Called by: the programs' main functions, before anything else.
#pragma once

namespace enf {

// Large blocks come from the system and go back to it at once, and threads share their arenas. Glibc would learn from
// the first large block that was freed to keep all such, and a fifth of a museum's memory lay idle between others.
void give_large_blocks_back();

}  // namespace enf
