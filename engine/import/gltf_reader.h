// Owns: reading glTF 2.0 and GLB into a SourceModel, inside the import worker.
// Must not know: processes, chunks. (Why not tinygltf or Assimp: both refuse or misread Draco, meshopt and quantised
//   files that museums hand out, and copy every buffer; we read the JSON with nlohmann and the rest in place.)
// Called by: the import worker, one thread; failures are thrown as ImportFailure.
#pragma once

#include <cstddef>
#include <span>

#include "engine/cook/import.h"
#include "engine/cook/import_channel.h"
#include "engine/import/import_files.h"

namespace enf {

// What cannot be honoured goes into report.warnings; report.format is set.
struct GltfModel {
  SourceModel model;
  StoredArrays stored;  // not in the model, and not cleaned
};
GltfModel read_gltf(std::span<const std::byte> bytes, SideFiles& files, IntakeReport& report);

}  // namespace enf
