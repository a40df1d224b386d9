#define VOLK_IMPLEMENTATION
#include "engine/gpu/vulkan.h"
