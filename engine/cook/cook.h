// Owns: turning lenders' files into chunks of the store, each once for its content and settings.
// Must not know: exhibitions, projects, GPUs.
// Called by: the CLI and the editor, on any thread; blocks, working on the threads of `jobs`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/cook/intake.h"
#include "engine/cook/model_division.h"
#include "engine/geometry/math.h"
#include "engine/package/cooked_index.h"
#include "engine/package/store.h"

namespace enf {

// Part of every key: raise one whenever its cook would make other bytes of the same source.
constexpr std::uint32_t model_cooker_version = 4;
constexpr std::uint32_t picture_cooker_version = 4;

class Nursery;  // nursery.h: for many files, starts the child processes faster

// What the curator confirmed about a model at intake (Asset::metres_per_unit, Asset::up).
struct ModelSettings {
  double metres_per_unit = 1;        // multiplies the imported metres; more than 0
  UpAxis up = UpAxis::y;             // which axis of the file points up
  std::vector<ModelRegion> regions;  // rooms that share the model: it is divided among them
  friend bool operator==(const ModelSettings&, const ModelSettings&) = default;
};

struct Cooked {
  Hash key;                             // of the chunk, which is in the store now
  bool was_ready = false;               // nothing had to be cooked
  std::vector<IntakeWarning> warnings;  // of the import, if there was one, and of the cook: "texture.resized",
                                        // "store.damaged" (a chunk was damaged and has been made anew)
};

// Cooks a model into a chunk that read_model reads: metres, Y up, levels of detail, textures with mips. A source that
// was cooked before with the same settings is ready at once: unchanged files (path, size, time) are not even read.
// Errors: those of import_model, file.disk_full, file.unwritable, cook.source_changed, work.cancelled.
Result<Cooked> cook_model(const std::filesystem::path& path, const ModelSettings& settings, const Store& store,
                          Jobs& jobs, const WorkContext& work, Nursery* nursery = nullptr);

// Cooks a flat work's picture into a chunk that read_pyramid reads, row by row in bounded memory.
// Errors: those of import_image, picture.too_large, and as cook_model.
Result<Cooked> cook_picture(const std::filesystem::path& path, const Store& store, Jobs& jobs, const WorkContext& work,
                            Nursery* nursery = nullptr);

struct CookRequest {
  std::string id;  // the asset's
  std::filesystem::path path;
  AssetKind kind = AssetKind::model;  // a model, or an image that becomes a picture
  ModelSettings settings;             // of models
};

struct CookFailure {
  std::string id;
  Error error;
};

struct CookSummary {
  CookedIndex cooked;                 // what is in the store now, by asset id
  std::size_t fresh = 0, ready = 0;   // how many were cooked now, and how many had been before
  std::vector<CookFailure> failures;  // in the order of the requests; those not begun when told to stop are
                                      // "work.cancelled"
  std::vector<std::pair<std::string, IntakeWarning>> warnings;  // by asset id, in the order of the requests
};

// Cooks many assets side by side. One that fails doesn't stop the others; finished chunks stay when the work is
// interrupted, so that the next run goes on where this one ended. Progress counts assets and names the one last begun.
CookSummary cook_assets(std::span<const CookRequest> requests, const Store& store, Jobs& jobs, const WorkContext& work);

}  // namespace enf
