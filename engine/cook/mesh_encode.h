// Owns: a level's vertices and indices in the layouts of package/model.h, ordered for the GPU.
// Must not know: how levels are made.
// Called by: the model cook, on workers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/cook/mesh_levels.h"
#include "engine/package/model.h"

namespace enf {

// Vertices of a model lie on one lattice, whose step is a power of two: two meshes that meet have the very same points
// there, so no cracks show. It never gets coarser than this, for the sake of small things beside large ones.
constexpr float coarsest_lattice_step = 0x1p-14f;  // 0.06 mm
// Meshes longer than this don't fit 16 bits on the coarsest lattice and take WideVertex.
constexpr float longest_compact = 65535 * coarsest_lattice_step;  // 4 m

// The lattice for meshes of these bounds: as fine as the longest of those that can be compact allows.
float lattice_step_for(std::span<const Box> bounds);

// Chooses layout, grid and uv grid for a mesh, whose levels are still to be added. `texels`: the longest side of its
// textures; the uv grid must be finer than a quarter of a texel, else the layout is wide.
CookedMesh layout_for(const MeshLevel& finest, const Box& bounds, float lattice_step, std::uint32_t texels);

struct EncodedLevel {
  CookedLevel level;  // without sections
  std::vector<std::byte> vertices;
  std::vector<std::uint32_t> indices;
};

// Triangles that lose their area on the lattice are left out: the result may be empty. `materials`: of the parts.
EncodedLevel encode_level(const MeshLevel& level, const CookedMesh& mesh, float lattice_step,
                          std::span<const std::uint32_t> materials);

}  // namespace enf
