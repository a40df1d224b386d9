// Owns: reading a traced image between its texels.
// Must not know: materials.
// Called by: the ray scene; any thread.
#pragma once

#include "engine/light/traced_scene.h"

namespace enf {

// Bilinear, linear light; white without an image. uv before the texture's transform.
vec4 texture_value(const TracedTexture& texture, vec2 uv);

}  // namespace enf
