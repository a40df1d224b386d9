// Owns: a mesh's levels of detail and the measure of their error.
// Must not know: quantisation, chunks.
// Called by: the model cook, on workers.
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "engine/base/jobs.h"
#include "engine/cook/mesh_prepare.h"

namespace enf {

struct MeshLevel {
  float error_m = 0;                   // the greatest distance found between this surface and the finest, both ways
  std::vector<FullVertex> vertices;
  std::vector<std::uint32_t> indices;  // a triangle's corners are of one part
};

// The mesh itself first, then levels of about half the triangles each, down to about 200 or until the shape would
// suffer. A triangle keeps to its material and to its patch of the texture; hard edges keep their normals; elsewhere a
// vertex takes the mean normal and colour of the surface around it. Stops early, with fewer levels, when told to. The same for any number of threads.
std::vector<MeshLevel> make_levels(FullMesh mesh, Jobs& jobs, const std::stop_token& stop);

// The greatest distance between two surfaces, both ways, over about `samples` points each.
float measure_error(const MeshLevel& finest, const MeshLevel& level, std::size_t samples, Jobs& jobs);

}  // namespace enf
