// Owns: making an imported part fit to be used: indices in range, numbers finite, arrays of one length.
// Must not know: file formats.
// Called by: the importers inside the worker.
#pragma once

#include <string>
#include <vector>

#include "engine/cook/source_asset.h"

namespace enf {

// Leaves out triangles whose corners are not there or not finite ("mesh.bad_indices", "mesh.nonfinite"), replaces
// non-finite normals, tangents, texture coordinates and colours by harmless ones, and drops attributes of wrong length.
void clean_part(SourcePart& part, const std::string& mesh_name, std::vector<IntakeWarning>& warnings);

// Drops vertices that no triangle uses.
void compact_part(SourcePart& part);

}  // namespace enf
