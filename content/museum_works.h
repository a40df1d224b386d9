// Owns: the files of a generated museum's works: quickly computed pictures and solids, and writing the whole project.
// Must not know: where the works hang.
// Called by: enfilade-demo and tests; a work's file on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "content/museum.h"
#include "engine/base/error.h"
#include "engine/base/jobs.h"
#include "engine/base/progress.h"

namespace enf {

// Fills a picture, three sRGB bytes a pixel: waves of colour, shapes, brush strokes, weave and grain, all from the
// seed.
void paint_quickly(std::span<std::uint8_t> rgb, int width, int height, std::uint64_t seed);

// The bytes of a work's file: a JPEG with `texture_px` on its longer side, or a GLB of about 50,000 triangles of the
// work's exact size. Same work, same size, same bytes. Error: content.encode.
Result<std::vector<std::byte>> museum_file(const Work& work, int texture_px);

struct MuseumFiles {
  std::size_t made = 0, kept = 0;       // files
  std::uint64_t bytes = 0, pixels = 0;  // of those made
};

// Writes the project: the works' files, on all cores, and exhibition.json. Files of an interrupted run with the same
// plan are kept. Progress counts files. Errors: those of claim_for_museum (museum_folder.h), museum_file and
// save_project, file.*, work.cancelled.
Result<MuseumFiles> write_museum(const std::filesystem::path& folder, const MuseumPlan& plan, Jobs& jobs,
                                 const WorkContext& context);

}  // namespace enf
