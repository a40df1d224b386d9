#include "engine/cook/mesh_planes.h"

#include <algorithm>
#include <numeric>

namespace enf {

namespace {

constexpr float flat_cosine = 0.99999f;  // a quarter of a degree
constexpr std::uint32_t remains = ~0u;

struct Patch {
  vec3 crossed{0};  // the sum of its triangles' normals, each twice as long as the triangle is large
  bool is_flat = true;
  std::uint32_t piece = remains;
};

}  // namespace

std::vector<MeshPiece> take_large_planes(FullMesh mesh, float metres) {
  // Vertices that hang together by triangles, each set named by one of them.
  std::vector<std::uint32_t> parent(mesh.vertices.size());
  std::iota(parent.begin(), parent.end(), 0u);
  auto root = [&](std::uint32_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
  };
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3)
    for (std::size_t k = 1; k < 3; ++k) parent[root(mesh.indices[t + k])] = root(mesh.indices[t]);

  std::vector<Patch> patches(mesh.vertices.size());  // by root
  auto crossed = [&](std::size_t t) {
    vec3 a = mesh.vertices[mesh.indices[t]].position;
    return glm::cross(mesh.vertices[mesh.indices[t + 1]].position - a, mesh.vertices[mesh.indices[t + 2]].position - a);
  };
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) patches[root(mesh.indices[t])].crossed += crossed(t);
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    Patch& patch = patches[root(mesh.indices[t])];
    vec3 face = crossed(t);
    float least = flat_cosine * glm::length(patch.crossed);
    patch.is_flat = patch.is_flat && glm::dot(face, patch.crossed) >= least * glm::length(face);
    for (std::size_t k = 0; k < 3; ++k)
      patch.is_flat = patch.is_flat && glm::dot(mesh.vertices[mesh.indices[t + k]].normal, patch.crossed) >= least;
  }

  std::vector<MeshPiece> pieces;
  for (std::uint32_t v = 0; v < patches.size(); ++v) {
    Patch& patch = patches[v];
    float area = glm::length(patch.crossed) / 2;
    if (root(v) != v || !patch.is_flat || area * metres * metres < large_plane_m2) continue;
    patch.piece = static_cast<std::uint32_t>(pieces.size());
    Plane flat{glm::normalize(patch.crossed), 0};
    flat.offset = -glm::dot(flat.normal, mesh.vertices[v].position);
    pieces.push_back({.flat = flat});
  }
  if (pieces.empty()) {
    pieces.push_back({.mesh = std::move(mesh)});
    return pieces;
  }
  auto last = static_cast<std::uint32_t>(pieces.size());
  pieces.push_back({});
  std::vector<std::uint32_t> place(mesh.vertices.size(), remains);  // of a vertex in its piece
  for (std::uint32_t v : mesh.indices) {
    FullMesh& piece = pieces[std::min(patches[root(v)].piece, last)].mesh;
    if (place[v] == remains) {
      place[v] = static_cast<std::uint32_t>(piece.vertices.size());
      piece.vertices.push_back(mesh.vertices[v]);
      piece.bounds.add(mesh.vertices[v].position);
    }
    piece.indices.push_back(place[v]);
  }
  if (pieces.back().mesh.indices.empty()) pieces.pop_back();
  for (MeshPiece& piece : pieces) {
    piece.mesh.materials = mesh.materials;
    piece.mesh.keeps_border = pieces.size() > 1;
  }
  return pieces;
}

}  // namespace enf
