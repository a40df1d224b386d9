// Owns: what a file is that somebody brings: its intake report and small pictures of it.
// Must not know: projects, documents, widgets.
// Called by: the editor, on a worker; blocks until the file is read.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/progress.h"
#include "engine/cook/intake.h"

namespace enf {

// sRGB with alpha, first row on top; empty: there is none.
struct Preview {
  std::uint32_t width = 0, height = 0;
  std::vector<std::uint8_t> rgba;
};

struct Examination {
  IntakeReport report;  // as examine() gives it without a catalogued size
  // An image has one, a model one for each axis that may point up, in the order of UpAxis. At most 384 texels a side.
  std::array<Preview, 3> previews;
};

// Reads the whole file in the import worker. Progress counts an image's rows. Errors: those of examine(),
// work.cancelled.
Result<Examination> examine_for_sheet(const std::filesystem::path& file, const WorkContext& work = {});

// Width, height and depth of a model's box once that axis points up, in metres if a unit of the file is this many.
dvec3 size_read_as(const Box& bounds, UpAxis up, double metres_per_unit);

// The unit that a work of these bounds (in metres as far as the file says) is likely to be in: the file's own if that
// makes it 5 mm to 12 m large, else the first of millimetres, centimetres, inches, feet that does. Nothing if none
// does.
std::optional<double> likely_metres_per_unit(const Box& bounds);

}  // namespace enf
