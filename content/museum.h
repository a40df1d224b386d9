// Owns: a generated museum of any size as a document: rooms, hang, light, labels, storage.
// Must not know: how the works' files are made (museum_works.h), who measures it.
// Called by: museum_works.cpp, the museum bench and tests.
#pragma once

#include <cstddef>

#include "content/museum_floor.h"
#include "engine/exhibition/document.h"

namespace enf {

struct MuseumPlan {
  std::size_t rooms = 6, works = 120;  // both at least 1
  int texture_px = 1024;               // the longer side of each picture
  int sculptures_percent = 10;         // of the works
  std::size_t storage = 0;             // further works that are catalogued, but not on display
};

// Sculptures stand in so many shapes at most; beyond it, shapes are repeated.
constexpr std::size_t museum_shapes = 300;

// The rooms' size follows from the works in each, and so does all that is in the first room: it does not depend on the
// number of rooms.
MuseumFloor museum_floor(const MuseumPlan& plan);

// The whole museum; valid. Assets "picture-N" are JPEG files, "shape-N" GLB files, in institutions/<lender>/media.
Document museum(const MuseumPlan& plan);

}  // namespace enf
