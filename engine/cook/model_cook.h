// Owns: making a cooked model's tables and sections out of a source model.
// Must not know: files, the store.
// Called by: cook_model; works on the threads of `jobs`.
#pragma once

#include <vector>

#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/cook/source_asset.h"
#include "engine/package/model.h"

namespace enf {

// Longer textures are made this long, with the warning "texture.resized".
constexpr std::uint32_t longest_texture = 4096;

struct ModelParts {
  CookedModel model;                      // its section numbers are indices into `sections`
  std::vector<PreparedSection> sections;  // coarse before fine
};

// The source's instances place it in metres, Y up. A mesh with one instance is moved into model space; one with several
// is scaled so that the largest instance has unit scale, and mirrored ones get a mesh of their own: no cooked instance
// mirrors. Meshes without area on the lattice are left out. Stops early, with parts missing, when told to.
ModelParts make_model(SourceModel source, Jobs& jobs, const WorkContext& work, std::vector<IntakeWarning>& warnings);

Result<void> write_model(ChunkWriter& writer, const ModelParts& parts);

}  // namespace enf
