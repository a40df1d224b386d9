// Owns: the colours that illuminances are shown in.
// Must not know: where they are shown.
// Called by: the light meter and its legend; pure, any thread.
#pragma once

#include <array>
#include <cstdint>

#include "engine/geometry/math.h"

namespace enf::editor {

// Where museums draw lines: sensitive works, a common middle, sturdy works (CIE 157), and beyond.
constexpr std::array<float, 4> lux_steps{50, 150, 200, 300};
constexpr float lux_end = 1000;  // and all that is brighter

// sRGB, 0..1: from a dark violet by way of blue and green to a light yellow, evenly for the eye and in grey as well as
// for those who see few colours (Viridis, Smith and van der Walt 2015). Between the steps it changes little by little.
vec3 lux_colour(float lux);
// Which side of the steps it lies on: 0 below the first, 4 above the last.
int lux_band(float lux);

}  // namespace enf::editor
