#include "engine/scene/mesh_sides.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace enf {
namespace {

// A face within 75 degrees of the main side still belongs to it: a vault is one part down to near its springing.
constexpr float main_cosine = 0.25f;

// 0..5: +x -x +y -y +z -z.
std::size_t side_along(vec3 n) {
  vec3 a = glm::abs(n);
  glm::length_t axis = a.x >= a.y && a.x >= a.z ? 0 : a.y >= a.z ? 1 : 2;
  return static_cast<std::size_t>(axis) * 2 + (n[axis] < 0 ? 1 : 0);
}

vec3 along_side(std::size_t side) {
  vec3 n(0);
  n[static_cast<glm::length_t>(side / 2)] = side % 2 == 0 ? 1.0f : -1.0f;
  return n;
}

// Faces that share corners, directly or by others, in the order of their first.
std::vector<std::vector<std::size_t>> hang_together(const MeshData& mesh, const std::vector<std::size_t>& faces) {
  std::map<std::array<long, 3>, std::size_t> corners;  // to the millimetre; a face that has it
  std::vector<std::size_t> parent(faces.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  auto root = [&](std::size_t f) {
    while (parent[f] != f) f = parent[f] = parent[parent[f]];
    return f;
  };
  for (std::size_t f = 0; f < faces.size(); ++f)
    for (std::size_t k = 0; k < 3; ++k) {
      const WideVertex& v = mesh.vertices[mesh.indices[faces[f] + k]];
      std::array<long, 3> place;
      for (std::size_t axis = 0; axis < 3; ++axis) place[axis] = std::lround(v.position[axis] * 1000);
      auto [known, is_new] = corners.try_emplace(place, f);
      if (is_new) continue;
      std::size_t a = root(known->second), b = root(f);
      parent[std::max(a, b)] = std::min(a, b);
    }
  std::vector<std::vector<std::size_t>> groups;
  std::vector<std::size_t> group_of(faces.size());
  for (std::size_t f = 0; f < faces.size(); ++f) {
    std::size_t r = root(f);
    if (r == f) group_of[f] = groups.size(), groups.emplace_back();
    groups[group_of[r]].push_back(faces[f]);
  }
  return groups;
}

std::shared_ptr<const MeshData> part_of(const MeshData& mesh, const std::vector<std::uint32_t>& indices) {
  constexpr std::uint32_t unknown = ~0u;
  std::vector<std::uint32_t> moved(mesh.vertices.size(), unknown);
  auto part = std::make_shared<MeshData>();
  for (std::uint32_t i : indices) {
    if (moved[i] == unknown) {
      moved[i] = static_cast<std::uint32_t>(part->vertices.size());
      const WideVertex& v = mesh.vertices[i];
      part->vertices.push_back(v);
      part->bounds.add(vec3(v.position[0], v.position[1], v.position[2]));
    }
    part->indices.push_back(moved[i]);
  }
  part->vertices.shrink_to_fit(), part->indices.shrink_to_fit();
  return part;
}

}  // namespace

std::vector<std::shared_ptr<const MeshData>> sides_of(const std::shared_ptr<const MeshData>& mesh, float least_m2) {
  auto face = [&](std::size_t first) {  // its length is twice the area
    std::array<vec3, 3> p;
    for (std::size_t k = 0; k < 3; ++k) {
      const WideVertex& v = mesh->vertices[mesh->indices[first + k]];
      p[k] = vec3(v.position[0], v.position[1], v.position[2]);
    }
    return glm::cross(p[1] - p[0], p[2] - p[0]);
  };
  std::array<float, 6> area{};
  for (std::size_t i = 0; i < mesh->indices.size(); i += 3)
    if (vec3 n = face(i); glm::length(n) > 0) area[side_along(n)] += glm::length(n) / 2;
  auto main = static_cast<std::size_t>(std::ranges::max_element(area) - area.begin());

  std::array<std::vector<std::size_t>, 6> faces;  // their first indices
  for (std::size_t i = 0; i < mesh->indices.size(); i += 3) {
    vec3 n = face(i);
    bool is_main = glm::dot(n, along_side(main)) >= main_cosine * glm::length(n);
    faces[is_main ? main : side_along(n)].push_back(i);
  }
  std::array<std::vector<std::uint32_t>, 6> indices;
  for (std::size_t side = 0; side < 6; ++side)
    for (const std::vector<std::size_t>& together : hang_together(*mesh, faces[side])) {
      float area_m2 = 0;
      for (std::size_t i : together) area_m2 += glm::length(face(i)) / 2;
      auto& to = indices[area_m2 < least_m2 ? main : side];
      for (std::size_t i : together)
        for (std::size_t k = 0; k < 3; ++k) to.push_back(mesh->indices[i + k]);
    }
  if (indices[main].size() == mesh->indices.size()) return {mesh};
  std::vector<std::shared_ptr<const MeshData>> parts{part_of(*mesh, indices[main])};
  for (std::size_t side = 0; side < 6; ++side)
    if (side != main && !indices[side].empty()) parts.push_back(part_of(*mesh, indices[side]));
  return parts;
}

}  // namespace enf
