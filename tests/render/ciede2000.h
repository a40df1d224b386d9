// Owns: colour difference as the eye sees it, for the tests that judge colours.
// Must not know: pictures.
// Called by: the render tests.
#pragma once

#include "engine/geometry/math.h"

namespace enf {

// CIE L*a*b* under D65 of display values in [0, 1] (sRGB, IEC 61966-2-1).
dvec3 lab_of_srgb(vec3 encoded);

// CIEDE2000 with weights 1, after Sharma, Wu and Dalal 2005, "The CIEDE2000 Color-Difference Formula: Implementation
// Notes, Supplementary Test Data, and Mathematical Observations".
double ciede2000(dvec3 lab1, dvec3 lab2);

}  // namespace enf
