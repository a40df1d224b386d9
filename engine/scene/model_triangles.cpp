#include "engine/scene/model_triangles.h"

#include <cstring>

namespace enf {

std::vector<Triangle> mesh_triangles(const ModelSource& source, std::uint32_t index, float error_m) {
  std::vector<Triangle> triangles;
  const CookedMesh& mesh = source.model.meshes[index];
  if (mesh.levels.empty()) return triangles;
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < mesh.levels.size(); ++i)
    if (mesh.levels[i].error_m <= error_m) chosen = i;
  const CookedLevel& level = mesh.levels[chosen];
  std::vector<std::byte> vertex_scratch, index_scratch;
  auto vertices = level_vertices(*source.chunk, mesh, level, vertex_scratch);
  auto indices = level_indices(*source.chunk, level, index_scratch);
  if (!vertices || !indices) return triangles;
  std::size_t stride = vertex_size(mesh.layout);
  auto position = [&](std::uint32_t i) {
    const std::byte* at = vertices->data() + i * stride;
    if (mesh.layout == VertexLayout::wide) {
      vec3 p;
      std::memcpy(&p, at, sizeof p);
      return p;
    }
    std::array<std::uint16_t, 3> grid;
    std::memcpy(grid.data(), at, sizeof grid);
    return mesh.grid_origin + mesh.grid_step * vec3(grid[0], grid[1], grid[2]);
  };
  triangles.reserve(indices->size() / 3);
  for (std::size_t i = 0; i + 2 < indices->size(); i += 3)
    triangles.push_back({position((*indices)[i]), position((*indices)[i + 1]), position((*indices)[i + 2])});
  return triangles;
}

}  // namespace enf
