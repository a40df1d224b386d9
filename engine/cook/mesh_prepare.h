// Owns: bringing a source mesh into one indexed list of complete vertices: transformed, welded, with normals and, where
//   a normal map asks for them, tangents.
// Must not know: levels of detail, quantisation, chunks.
// Called by: the model cook, on workers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/cook/source_asset.h"

namespace enf {

// No padding: compared and hashed as bytes.
struct FullVertex {
  vec3 position{0};
  vec3 normal{0};
  vec4 tangent{0};  // w: the bitangent's sign; all 0 without a normal map
  vec2 uv{0};
  vec4 colour{1};
  std::uint32_t part = 0;  // index into FullMesh::materials
};
static_assert(sizeof(FullVertex) == 17 * 4);

struct FullMesh {
  std::vector<FullVertex> vertices;
  std::vector<std::uint32_t> indices;    // a triangle's corners are of one part
  std::vector<std::uint32_t> materials;  // of each part; parts of one material have become one
  Box bounds;
  bool keeps_border = false;  // in all levels of detail: another mesh goes on there
};

// `transform` is applied to all; if it mirrors, the triangles are turned so that they face outwards again. Triangles
// without area are left out: the result may be empty. Missing normals are made smooth, weighted by angle and area
// (Thuermer and Wuethrich 1998), in meshes of less than 50,000 triangles only within creases of 60 degrees;
// missing tangents follow the texture (Lengyel 2001).
FullMesh prepare_mesh(const SourceMesh& mesh, const mat4& transform, std::span<const CookedMaterial> materials);

}  // namespace enf
