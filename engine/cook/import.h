// Owns: having lenders' files read in a locked-down child process, enfilade-import (engine/import): models into
//   SourceModel, images into rows of sRGB.
// Must not know: chunks, projects, how a format is read.
// Called by: the cook, the CLI and the editor, on any thread; blocks until the child is done.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>

#include "engine/base/error.h"
#include "engine/cook/intake.h"
#include "engine/cook/source_asset.h"

namespace enf {

// What one file may cost. The child is killed when it takes more.
struct ImportLimits {
  std::uint64_t memory_bytes = 8ull << 30;  // address space of the child
  std::chrono::seconds cpu_time{120};       // processor time of the child
  std::chrono::seconds wall_time{300};      // as seen by the caller, without its own work
  std::uint64_t result_bytes = 6ull << 30;  // what the caller is ready to hold (models) or take row by row (images)
  std::stop_token stop;                     // ends the import with work.cancelled
};

struct ImportedModel {
  SourceModel model;
  IntakeReport report;  // without open_edges and proposal
};

struct ImageInfo {
  std::uint32_t width = 0, height = 0;  // pixels, after the EXIF orientation was honoured
  bool has_alpha = false;
  bool lossy = false;  // its file is compressed with losses

  std::uint32_t channels() const { return has_alpha ? 4 : 3; }
};

// Takes a decoded image. `begin` comes once, before the rows; the rows come from top to bottom, some at a time, each
// width*channels bytes of sRGB, with straight alpha if the image has it. An error ends the import and is returned.
// Images that are stored lying on their side or head wait in an unnamed file in `folder` to be turned.
struct ImageSink {
  std::filesystem::path folder;  // empty: the system's for temporary files
  std::function<Result<void>(const ImageInfo&)> begin;
  std::function<Result<void>(std::uint32_t first_row, std::span<const std::uint8_t> rows)> rows;
};

struct ImportedImage {
  ImageInfo info;
  IntakeReport report;
};

class Nursery;  // nursery.h: for many files, starts the child processes faster

// Reads a model: glTF, GLB, OBJ, PLY, STL, FBX, COLLADA. Only files in and below the model's own folder are read; what
// lies elsewhere is refused and named in the report. All arrays are checked: indices are in range, numbers finite,
// instances and textures exist.
// Errors: file.missing, file.unreadable, import.format (not a format we read), import.malformed (the file is broken:
// says how), import.unsupported (what it needs), model.no_triangles, import.crashed, import.timeout,
// import.out_of_memory, import.too_large, import.jail (the child could not be locked down), import.worker (the
// program enfilade-import is not beside this one, or does not answer), work.cancelled.
Result<ImportedModel> import_model(const std::filesystem::path& path, const ImportLimits& limits = {},
                                   Nursery* nursery = nullptr);

// Reads an image: JPEG, PNG, TIFF (1 to 16 bit, float, BigTIFF), WebP, GIF. The embedded ICC profile is converted to
// sRGB (relative colorimetric with black point compensation), CMYK and grey too; EXIF orientation is honoured. Memory
// here and in the child is bounded by some strips of rows.
// Errors: as import_model; import.malformed includes images that end early; file.unwritable, file.disk_full (of
// `ImageSink::folder`).
Result<ImportedImage> import_image(const std::filesystem::path& path, const ImageSink& sink,
                                   const ImportLimits& limits = {}, Nursery* nursery = nullptr);

// Whether the file's content (or, failing that, its name) says that it is an image we read, or a model.
// Errors: file.missing, file.unreadable, import.format.
Result<AssetKind> kind_of_asset(const std::filesystem::path& path);

// The whole intake of any file without keeping it: import, open edges, unit and up axis against the catalogued size.
Result<IntakeReport> examine(const std::filesystem::path& path, const CataloguedSize& catalogued = {},
                             const ImportLimits& limits = {});

}  // namespace enf
