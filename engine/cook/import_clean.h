// Owns: making an imported part fit to be used: indices in range, numbers finite, arrays of one length.
// Must not know: file formats.
// Called by: the importers inside the worker; the caller, who trusts no worker.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/cook/source_asset.h"

namespace enf {

bool all_finite(std::span<const float> numbers);
// The numbers of vectors, matrices and the like.
template <class T>
std::span<const float> floats_of(std::span<T> values) {
  return {reinterpret_cast<const float*>(values.data()), values.size() * (sizeof(T) / sizeof(float))};
}

// Leaves out triangles whose corners are not there or not finite ("mesh.bad_indices", "mesh.nonfinite"), replaces
// non-finite normals, tangents, texture coordinates and colours by harmless ones, and drops attributes of wrong length.
void clean_part(SourcePart& part, const std::string& mesh_name, std::vector<IntakeWarning>& warnings);

// Drops vertices that no triangle uses.
void compact_part(SourcePart& part);

}  // namespace enf
