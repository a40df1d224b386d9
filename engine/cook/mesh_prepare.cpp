#include "engine/cook/mesh_prepare.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace enf {

namespace {

// Merges vertices that are equal in every byte.
void weld(FullMesh& mesh) {
  if (mesh.indices.empty()) {
    mesh.vertices.clear();
    return;
  }
  std::vector<std::uint32_t> remap(mesh.vertices.size());
  std::size_t count = meshopt_generateVertexRemap(remap.data(), mesh.indices.data(), mesh.indices.size(),
                                                  mesh.vertices.data(), mesh.vertices.size(), sizeof(FullVertex));
  std::vector<FullVertex> vertices(count);
  meshopt_remapVertexBuffer(vertices.data(), mesh.vertices.data(), mesh.vertices.size(), sizeof(FullVertex),
                            remap.data());
  meshopt_remapIndexBuffer(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(), remap.data());
  mesh.vertices = std::move(vertices);
}

// For each vertex the number of its place: vertices at equal positions share one.
std::vector<std::uint32_t> places_of(std::span<const FullVertex> vertices) {
  std::vector<vec3> positions;
  positions.reserve(vertices.size());
  for (const FullVertex& v : vertices) positions.push_back(v.position);
  std::vector<std::uint32_t> places(vertices.size());
  meshopt_generateVertexRemap(places.data(), nullptr, vertices.size(), positions.data(), vertices.size(), sizeof(vec3));
  return places;
}

float angle_between(vec3 a, vec3 b) {
  float lengths = glm::length(a) * glm::length(b);
  return lengths > 0 ? std::acos(std::clamp(glm::dot(a, b) / lengths, -1.0f, 1.0f)) : 0;
}

// Gives each corner from `first_index` on a vertex of its own, with the mean normal of the faces around its place that
// lie within 60 degrees of its own face; in dense meshes, which are scans, of all faces around it.
void add_normals(FullMesh& mesh, std::size_t first_index) {
  constexpr std::size_t dense = 50'000;
  std::span<std::uint32_t> corners = std::span(mesh.indices).subspan(first_index);
  const float crease_cosine = corners.size() / 3 < dense ? 0.5f : -2.0f;
  std::vector<std::uint32_t> place = places_of(mesh.vertices);
  std::vector<vec3> face(corners.size() / 3), weighted(corners.size());
  for (std::size_t t = 0; t < face.size(); ++t) {
    vec3 p[3];
    for (std::size_t k = 0; k < 3; ++k) p[k] = mesh.vertices[corners[3 * t + k]].position;
    vec3 cross = glm::cross(p[1] - p[0], p[2] - p[0]);
    float length = glm::length(cross);
    face[t] = length > 0 ? cross / length : vec3(0);
    for (std::size_t k = 0; k < 3; ++k)
      weighted[3 * t + k] = cross * angle_between(p[(k + 1) % 3] - p[k], p[(k + 2) % 3] - p[k]);
  }
  // The corners at each place, as runs in one list.
  std::vector<std::uint32_t> start(mesh.vertices.size() + 1, 0), around(corners.size());
  for (std::uint32_t v : corners) ++start[place[v] + 1];
  for (std::size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
  std::vector<std::uint32_t> fill(start.begin(), start.end() - 1);
  for (std::uint32_t c = 0; c < corners.size(); ++c) around[fill[place[corners[c]]]++] = c;

  std::vector<FullVertex> split;
  split.reserve(corners.size());
  for (std::size_t c = 0; c < corners.size(); ++c) {
    vec3 own = face[c / 3], sum(0);
    for (std::uint32_t i = start[place[corners[c]]]; i < start[place[corners[c]] + 1]; ++i)
      if (glm::dot(own, face[around[i] / 3]) >= crease_cosine) sum += weighted[around[i]];
    float length = glm::length(sum);
    FullVertex vertex = mesh.vertices[corners[c]];
    vertex.normal = length > 0 ? sum / length : own;
    split.push_back(vertex);
  }
  for (std::size_t c = 0; c < corners.size(); ++c) corners[c] = static_cast<std::uint32_t>(mesh.vertices.size() + c);
  mesh.vertices.insert(mesh.vertices.end(), split.begin(), split.end());
}

// Gives the vertices of `parts` tangents; where mirrored texture halves meet, vertices are split.
void add_tangents(FullMesh& mesh, const std::vector<bool>& parts) {
  std::vector<vec3> along_u(mesh.vertices.size() * 2, vec3(0));  // by vertex, by sign
  std::vector<std::uint32_t> mirrored(mesh.vertices.size(), ~0u);
  std::size_t original = mesh.vertices.size();
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    std::uint32_t* corner = &mesh.indices[t];
    if (!parts[mesh.vertices[corner[0]].part]) continue;
    const FullVertex &a = mesh.vertices[corner[0]], &b = mesh.vertices[corner[1]], &c = mesh.vertices[corner[2]];
    vec3 e1 = b.position - a.position, e2 = c.position - a.position;
    vec2 d1 = b.uv - a.uv, d2 = c.uv - a.uv;
    float area = d1.x * d2.y - d2.x * d1.y;
    vec3 u = (e1 * d2.y - e2 * d1.y) * (area < 0 ? -1.0f : 1.0f);
    float length = glm::length(u);
    if (length > 0) u *= glm::length(glm::cross(e1, e2)) / length;
    for (int k = 0; k < 3; ++k) {
      std::uint32_t v = corner[k];
      if (area > 0) {  // texture v points down: seen from the front, u right and v down turn clockwise
        if (mirrored[v] == ~0u) {
          mirrored[v] = static_cast<std::uint32_t>(mesh.vertices.size());
          FullVertex twin = mesh.vertices[v];
          mesh.vertices.push_back(twin);
        }
        along_u[original + v] += u;
        corner[k] = mirrored[v];
      } else {
        along_u[v] += u;
      }
    }
  }
  auto finish = [&](FullVertex& vertex, vec3 sum, float sign) {
    vec3 t = sum - vertex.normal * glm::dot(vertex.normal, sum);
    if (glm::length(t) < 1e-20f) {  // no direction in the texture: any that is at right angles
      vec3 other = std::abs(vertex.normal.x) < 0.9f ? vec3(1, 0, 0) : vec3(0, 1, 0);
      t = glm::cross(other, vertex.normal);
    }
    vertex.tangent = vec4(glm::normalize(t), sign);
  };
  for (std::size_t v = 0; v < original; ++v) {
    if (!parts[mesh.vertices[v].part]) continue;
    finish(mesh.vertices[v], along_u[v], 1);
    if (mirrored[v] != ~0u) finish(mesh.vertices[mirrored[v]], along_u[original + v], -1);
  }
}

void drop_flat_triangles(FullMesh& mesh) {
  std::size_t kept = 0;
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    vec3 p[3];
    for (std::size_t k = 0; k < 3; ++k) p[k] = mesh.vertices[mesh.indices[t + k]].position;
    if (p[0] == p[1] || p[1] == p[2] || p[2] == p[0]) continue;
    for (std::size_t k = 0; k < 3; ++k) mesh.indices[kept++] = mesh.indices[t + k];
  }
  mesh.indices.resize(kept);
}

// The byte 0 has one sign only, so that equal numbers have equal bytes.
template <class V>
V plain_zero(V v) {
  return v + V(0.0f);
}

}  // namespace

FullMesh prepare_mesh(const SourceMesh& mesh, const mat4& transform, std::span<const CookedMaterial> materials) {
  FullMesh full;
  mat3 turn(transform);
  bool mirrors = glm::determinant(turn) < 0;
  mat3 for_normals = glm::transpose(glm::inverse(turn));
  std::map<std::uint32_t, std::uint32_t> part_of;  // by material
  std::vector<bool> wants_tangents;

  for (const SourcePart& source : mesh.parts) {
    auto [found, is_new] = part_of.try_emplace(source.material, static_cast<std::uint32_t>(full.materials.size()));
    std::uint32_t part = found->second;
    bool normal_mapped = materials[source.material].normal_texture.texture != TextureUse::none;
    if (is_new) {
      full.materials.push_back(source.material);
      wants_tangents.push_back(false);
    }
    if (normal_mapped && source.tangents.empty() && !source.uvs.empty()) wants_tangents[part] = true;

    std::size_t first_vertex = full.vertices.size(), first_index = full.indices.size();
    bool has_normals = !source.normals.empty();
    for (std::size_t i = 0; i < source.positions.size(); ++i) {
      FullVertex v{.part = part};
      v.position = plain_zero(vec3(transform * vec4(source.positions[i], 1)));
      if (has_normals) {
        vec3 n = for_normals * source.normals[i];
        float length = glm::length(n);
        has_normals = length > 0 && std::isfinite(length);
        v.normal = plain_zero(n / length);
      }
      if (normal_mapped && !source.tangents.empty()) {
        vec3 t = turn * vec3(source.tangents[i]);
        float length = glm::length(t);
        float sign = (source.tangents[i].w < 0) != mirrors ? -1.0f : 1.0f;
        v.tangent = length > 0 ? vec4(plain_zero(t / length), sign) : vec4(1, 0, 0, sign);
      }
      if (!source.uvs.empty()) v.uv = plain_zero(source.uvs[i]);
      if (!source.colours.empty()) v.colour = plain_zero(source.colours[i]);
      full.vertices.push_back(v);
    }
    for (std::size_t t = 0; t + 2 < source.indices.size(); t += 3)
      for (std::size_t k : {std::size_t{0}, std::size_t{mirrors ? 2u : 1u}, std::size_t{mirrors ? 1u : 2u}})
        full.indices.push_back(static_cast<std::uint32_t>(first_vertex) + source.indices[t + k]);
    if (!has_normals) add_normals(full, first_index);
  }
  drop_flat_triangles(full);
  weld(full);
  if (std::ranges::find(wants_tangents, true) != wants_tangents.end()) {
    add_tangents(full, wants_tangents);
    weld(full);
  }
  for (const FullVertex& v : full.vertices) full.bounds.add(v.position);
  return full;
}

}  // namespace enf
