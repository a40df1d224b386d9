// Owns: the first demo exhibition, "Two Shores", as a document: rooms, works, hanging, light, words, viewpoints.
// Must not know: how the works' files are made (works.h, generate.h).
// Called by: generate.cpp and the tests.
#pragma once

#include "engine/exhibition/document.h"

namespace enf {

// The whole exhibition. Assets point to institutions/<lender>/media/<work>.<jpg|png|tif|glb>.
Document two_shores();

// Illuminance in lux that a lamp brings to a point of a surface with that normal: candela with a Gaussian beam (half at
// half the beam angle), the inverse square and the cosine.
double illuminance_lx(const Light& light, dvec3 point, dvec3 normal);

}  // namespace enf
