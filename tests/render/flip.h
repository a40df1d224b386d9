// Owns: how different two pictures look when one flips between them: LDR-FLIP.
// Must not know: where the pictures come from.
// Called by: tests and tools that compare pictures; pure, any thread.
#pragma once

#include <vector>

#include "engine/scene/render_scene.h"

namespace enf {

// Pixels a degree of the eye's view: 0.7 m before a monitor 0.7 m wide with 3840 pixels, as the paper's default.
constexpr float flip_default_pixels_per_degree = 67.0206f;

// The difference at each pixel, 0 (none) to 1, of two sRGB pictures of one size (Andersson et al. 2020, "FLIP: A
// Difference Evaluator for Alternating Images"). Alpha is ignored.
std::vector<float> flip_differences(const ImageData& a, const ImageData& b,
                                    float pixels_per_degree = flip_default_pixels_per_degree);
float mean_flip(const ImageData& a, const ImageData& b, float pixels_per_degree = flip_default_pixels_per_degree);

}  // namespace enf
