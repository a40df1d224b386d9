// Owns: the project's one inclusion of Vulkan (entry points are loaded at run time by volk).
// Must not know: anything else.
// Called by: engine/gpu and the renderer.
#pragma once

#include <volk.h>
