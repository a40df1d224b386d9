// Owns: the tone curve and sRGB's encoding on the CPU, equal to shaders/tone.glsl.
// Must not know: Vulkan.
// Called by: tests, reference pictures; any thread.
#pragma once

#include "engine/geometry/math.h"

namespace enf {

// Scene-linear (1 = a white sheet at the exposure's illuminance) to display-linear, below 1. The identity for colours
// whose largest part is at most 0.8; above it that part follows 0.8 + 0.2 x / (x + 0.2), x being the excess, ratios are
// kept and the colour pales slowly. In the spirit of Khronos' PBR Neutral tone mapper, without its offset for ambient
// reflections: our pictures are matt and lit from the side.
vec3 tone_curve(vec3 linear);

// IEC 61966-2-1, exact, per channel, for values in [0, 1].
float encode_srgb(float linear);
float decode_srgb(float encoded);

}  // namespace enf
