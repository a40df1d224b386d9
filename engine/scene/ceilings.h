// Owns: drawing ceilings: flat with a field or a laylight, coved, vaulted, domed, and their coffers.
// Must not know: walls below, luminaires.
// Called by: architecture.
#pragma once

#include "engine/scene/architecture.h"

namespace enf {

// Draws everything above the walls' tops into `set`.
void draw_ceiling(const Room& room, SurfaceSet& set, FinishLibrary& finishes);

}  // namespace enf
