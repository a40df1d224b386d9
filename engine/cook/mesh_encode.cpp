#include "engine/cook/mesh_encode.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace enf {

namespace {

float longest(const Box& box) {
  vec3 size = box.size();
  return std::max({size.x, size.y, size.z});
}

std::int8_t snorm8(float v) { return static_cast<std::int8_t>(std::lround(std::clamp(v, -1.0f, 1.0f) * 127)); }
std::uint8_t unorm8(float v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0f, 1.0f) * 255)); }

// Of the four nearest codes the one whose vector is nearest (Cigolle et al. 2014, "precise" encoding).
void put_normal(std::int16_t (&out)[2], vec3 normal) {
  vec2 exact = octahedral_from_unit(normal) * 32767.0f, low = glm::floor(exact), best = low;
  float nearest = -2;
  for (vec2 step : {vec2(0, 0), vec2(1, 0), vec2(0, 1), vec2(1, 1)}) {
    vec2 code = glm::min(low + step, vec2(32767));
    float cosine = glm::dot(unit_from_octahedral(code / 32767.0f), normal);
    if (cosine > nearest) nearest = cosine, best = code;
  }
  out[0] = static_cast<std::int16_t>(best.x);
  out[1] = static_cast<std::int16_t>(best.y);
}

template <class Vertex>
void put_shared(Vertex& out, const FullVertex& v) {
  put_normal(out.normal, v.normal);
  for (int i = 0; i < 3; ++i) out.tangent[i] = snorm8(v.tangent[i]);
  out.tangent[3] = v.tangent.w < 0 ? -127 : 127;
  for (int i = 0; i < 3; ++i) out.colour[i] = unorm8(std::sqrt(std::max(v.colour[i], 0.0f)));
  out.colour[3] = 255;
}

// The lattice point nearest to p, counted in steps; exact in a double for anything a museum holds.
dvec3 lattice_point(vec3 p, float step) { return glm::round(dvec3(p) / double{step}); }

CompactVertex compact(const FullVertex& v, const CookedMesh& mesh) {
  CompactVertex out{};
  dvec3 q = lattice_point(v.position, mesh.grid_step) - lattice_point(mesh.grid_origin, mesh.grid_step);
  for (int i = 0; i < 3; ++i) out.position[i] = static_cast<std::uint16_t>(std::clamp(q[i], 0.0, 65535.0));
  for (int i = 0; i < 2; ++i)
    out.uv[i] = static_cast<std::uint16_t>(
        std::clamp(std::round((v.uv[i] - mesh.uv_origin[i]) / mesh.uv_step[i]), 0.0f, 65535.0f));
  put_shared(out, v);
  return out;
}

WideVertex wide(const FullVertex& v, float lattice_step) {
  WideVertex out{};
  dvec3 p = lattice_point(v.position, lattice_step) * double{lattice_step};
  for (int i = 0; i < 3; ++i) out.position[i] = static_cast<float>(p[i]) + 0.0f;
  for (int i = 0; i < 2; ++i) out.uv[i] = v.uv[i] + 0.0f;
  put_shared(out, v);
  return out;
}

// The triangles of `level` part by part, each part's in an order that suits the vertex cache and hides first.
template <class Vertex>
EncodedLevel encode(const MeshLevel& level, std::span<const Vertex> all, std::span<const std::uint32_t> materials) {
  EncodedLevel out{.level = {.error_m = level.error_m}};
  std::vector<std::uint32_t> remap(all.size());
  std::size_t count = meshopt_generateVertexRemap(remap.data(), level.indices.data(), level.indices.size(), all.data(),
                                                  all.size(), sizeof(Vertex));
  std::vector<Vertex> vertices(count);
  meshopt_remapVertexBuffer(vertices.data(), all.data(), all.size(), sizeof(Vertex), remap.data());
  std::vector<vec3> positions(count);
  for (std::size_t i = 0; i < level.vertices.size(); ++i)
    if (remap[i] != ~0u) positions[remap[i]] = level.vertices[i].position;

  auto same_place = [&vertices](std::uint32_t a, std::uint32_t b) {
    return std::memcmp(vertices[a].position, vertices[b].position, sizeof vertices[a].position) == 0;
  };
  std::vector<std::vector<std::uint32_t>> by_part(materials.size());
  for (std::size_t t = 0; t + 2 < level.indices.size(); t += 3) {
    std::uint32_t a = remap[level.indices[t]], b = remap[level.indices[t + 1]], c = remap[level.indices[t + 2]];
    if (same_place(a, b) || same_place(b, c) || same_place(c, a)) continue;
    by_part[level.vertices[level.indices[t]].part].insert(by_part[level.vertices[level.indices[t]].part].end(), {a, b, c});
  }
  for (std::size_t part = 0; part < by_part.size(); ++part) {
    std::vector<std::uint32_t>& indices = by_part[part];
    if (indices.empty()) continue;
    meshopt_optimizeVertexCache(indices.data(), indices.data(), indices.size(), count);
    meshopt_optimizeOverdraw(indices.data(), indices.data(), indices.size(), &positions[0].x, count, sizeof(vec3), 1.05f);
    out.level.parts.push_back({materials[part], static_cast<std::uint32_t>(out.indices.size()),
                               static_cast<std::uint32_t>(indices.size())});
    out.indices.insert(out.indices.end(), indices.begin(), indices.end());
  }
  if (out.indices.empty()) return out;
  std::vector<Vertex> ordered(count);
  count = meshopt_optimizeVertexFetch(ordered.data(), out.indices.data(), out.indices.size(), vertices.data(), count,
                                      sizeof(Vertex));
  auto bytes = std::as_bytes(std::span(ordered).first(count));
  out.vertices.assign(bytes.begin(), bytes.end());
  out.level.vertex_count = static_cast<std::uint32_t>(count);
  out.level.index_count = static_cast<std::uint32_t>(out.indices.size());
  return out;
}

}  // namespace

float lattice_step_for(std::span<const Box> bounds) {
  float greatest = 0;
  for (const Box& box : bounds)
    if (longest(box) < longest_compact) greatest = std::max(greatest, longest(box));
  // One step is kept in hand: origin and far end are both rounded outwards.
  float step = greatest > 0 ? std::exp2(std::ceil(std::log2(greatest / 65533))) : coarsest_lattice_step;
  return std::clamp(step, 0x1p-40f, coarsest_lattice_step);
}

CookedMesh layout_for(const MeshLevel& finest, const Box& bounds, float lattice_step, std::uint32_t texels) {
  CookedMesh mesh{.bounds = bounds, .grid_step = lattice_step};
  mesh.grid_origin = vec3(glm::floor(dvec3(bounds.low) / double{lattice_step}) * double{lattice_step});
  mesh.bounds.low -= lattice_step;  // vertices may move by half a step
  mesh.bounds.high += lattice_step;
  vec2 low(std::numeric_limits<float>::infinity()), high = -low;
  for (const FullVertex& v : finest.vertices) low = glm::min(low, v.uv), high = glm::max(high, v.uv);
  mesh.uv_origin = low;
  for (int i = 0; i < 2; ++i) mesh.uv_step[i] = std::max((high[i] - low[i]) / 65535, 0x1p-40f);
  bool fits = longest(bounds) <= 65533 * lattice_step;
  bool sharp = std::max(mesh.uv_step.x, mesh.uv_step.y) * static_cast<float>(texels) <= 0.25f;
  if (fits && sharp) return mesh;
  mesh.layout = VertexLayout::wide;
  mesh.grid_origin = vec3(0);
  mesh.uv_origin = vec2(0);
  mesh.uv_step = vec2(1);
  return mesh;
}

EncodedLevel encode_level(const MeshLevel& level, const CookedMesh& mesh, float lattice_step,
                          std::span<const std::uint32_t> materials) {
  if (mesh.layout == VertexLayout::compact) {
    std::vector<CompactVertex> vertices;
    vertices.reserve(level.vertices.size());
    for (const FullVertex& v : level.vertices) vertices.push_back(compact(v, mesh));
    return encode<CompactVertex>(level, vertices, materials);
  }
  std::vector<WideVertex> vertices;
  vertices.reserve(level.vertices.size());
  for (const FullVertex& v : level.vertices) vertices.push_back(wide(v, lattice_step));
  return encode<WideVertex>(level, vertices, materials);
}

}  // namespace enf
