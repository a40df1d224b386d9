// Owns: the cooked model: meshes with levels of detail, materials, textures with mips, instances and lights.
// Must not know: where it came from or how it is drawn.
// Called by: the cook (write_model), loaders on any thread (read_model).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/geometry/shapes.h"
#include "engine/package/chunk.h"

namespace enf {

// 24 bytes. Position p = grid_origin + grid_step * position.xyz. uv = uv_origin + uv_step * uv.
struct CompactVertex {
  std::uint16_t position[4];  // [3]: 0
  std::int16_t normal[2];     // octahedral (Cigolle et al. 2014), /32767
  std::int8_t tangent[4];     // xyz /127, w the bitangent's sign
  std::uint16_t uv[2];
  std::uint8_t colour[4];  // square root of linear rgb (finer in the dark), /255; white if the source has none.
                           // [3]: ambient light that reaches it, linear; 255 from the cook
};
static_assert(sizeof(CompactVertex) == 24);

// 32 bytes, for meshes too large for the compact grid and for what the engine generates itself. Metres.
struct WideVertex {
  float position[3];
  std::int16_t normal[2];
  std::int8_t tangent[4];
  float uv[2];
  std::uint8_t colour[4];
};
static_assert(sizeof(WideVertex) == 32);

enum class VertexLayout : std::uint32_t { compact, wide };

// A run of a level's indices with one material.
struct CookedPart {
  std::uint32_t material = 0;
  std::uint32_t first_index = 0, index_count = 0;
};

// A level of detail with vertices and indices (u32, relative to its own first vertex) of its own, so that it can be
// resident alone. Levels run from finest to coarsest.
struct CookedLevel {
  float error_m = 0;  // greatest distance from the finest surface; 0 for the finest
  std::uint32_t vertex_count = 0, index_count = 0;
  std::uint32_t vertex_section = 0, index_section = 0;
  std::vector<CookedPart> parts;
};

struct CookedMesh {
  VertexLayout layout = VertexLayout::compact;
  Box bounds;
  vec3 grid_origin{0};
  float grid_step = 1;
  vec2 uv_origin{0}, uv_step{1};
  Plane flat{vec3(0), 0};  // the plane in which the whole mesh lies, looking along its normal; a normal of 0: none
  bool coloured = false;   // some vertices are not white
  std::vector<CookedLevel> levels;
};

enum class TextureEncoding : std::uint32_t { rgba8_srgb, rgba8_linear };
enum class TextureWrap : std::uint32_t { repeat, mirrored_repeat, clamp };

struct CookedTexture {
  TextureEncoding encoding = TextureEncoding::rgba8_srgb;
  TextureWrap wrap_u = TextureWrap::repeat, wrap_v = TextureWrap::repeat;
  std::uint32_t width = 0, height = 0;      // of mip 0
  std::vector<std::uint32_t> mip_sections;  // mip 0 first, down to 1x1; each width*height*4 bytes
};

// Gives a texture that lies in no chunk: its mips from one on, finest first, each width*height*4 bytes. Any thread.
using TextureBringer = std::function<std::vector<std::byte>(std::uint32_t first_mip)>;

// A material's use of a texture; `texture` is an index into CookedModel::textures or none.
struct TextureUse {
  static constexpr std::uint32_t none = ~0u;
  std::uint32_t texture = none;
  vec2 offset{0}, scale{1};  // KHR_texture_transform
  float rotation = 0;
  friend bool operator==(const TextureUse&, const TextureUse&) = default;
};

enum class AlphaMode : std::uint32_t { opaque, mask, blend };

// glTF 2.0's metallic-roughness material with clearcoat, transmission (drawn as thin glass) and unlit.
struct CookedMaterial {
  std::string name;
  vec4 base_colour{1};
  float metallic = 1, roughness = 1;
  vec3 emissive{0};  // with KHR_materials_emissive_strength multiplied in
  float normal_scale = 1, occlusion_strength = 1;
  float clearcoat = 0, clearcoat_roughness = 0;
  float transmission = 0;
  AlphaMode alpha_mode = AlphaMode::opaque;
  float alpha_cutoff = 0.5f;
  bool double_sided = false;
  bool unlit = false;
  TextureUse base_colour_texture, metallic_roughness_texture, normal_texture, occlusion_texture, emissive_texture;
  friend bool operator==(const CookedMaterial&, const CookedMaterial&) = default;
};

struct CookedInstance {
  static constexpr std::uint32_t whole = ~0u;
  std::uint32_t mesh = 0;
  mat4 transform{1};             // model space, metres, Y up
  std::uint32_t region = whole;  // in CookedModel::regions, of models that are divided among rooms
};

enum class LightKind : std::uint32_t { spot, point, directional };

// KHR_lights_punctual, in model space.
struct CookedLight {
  LightKind kind = LightKind::spot;
  vec3 position{0}, direction{0, 0, -1};
  vec3 colour{1};
  float intensity = 0;                                   // candela, or lux for directional
  float range_m = 0;                                     // 0: without end
  float inner_cone_rad = 0, outer_cone_rad = 0.785398f;  // half angles
};

struct CookedModel {
  Box bounds;
  std::vector<CookedMesh> meshes;
  std::vector<CookedMaterial> materials;
  std::vector<CookedTexture> textures;
  std::vector<CookedInstance> instances;
  std::vector<CookedLight> lights;
  std::vector<std::string> regions;  // of a floor's model, the rooms it is divided among; each instance has one
  std::uint64_t triangles = 0;       // of the finest levels, instances counted each
};

// The tables become the chunk's last section; vertices, indices and mips were added before as sections of their own.
Result<void> write_model_table(ChunkWriter& writer, const CookedModel& model);
// Reads and checks the tables: every index, count, section size and number is in range, so users need not check again.
// Errors: chunk.damaged, chunk.foreign (not a model).
Result<CookedModel> read_model(const ChunkReader& chunk);

// A level's vertices and indices and a texture's mip, checked (hash, and every index below vertex_count) and typed.
// Views as ChunkReader::section. Error: chunk.damaged.
Result<std::span<const std::byte>> level_vertices(const ChunkReader& chunk, const CookedMesh& mesh,
                                                  const CookedLevel& level, std::vector<std::byte>& scratch);
Result<std::span<const std::uint32_t>> level_indices(const ChunkReader& chunk, const CookedLevel& level,
                                                     std::vector<std::byte>& scratch);

// A level's bytes, kept in memory.
struct LevelBytes {
  std::vector<std::byte> vertices;
  std::vector<std::uint32_t> indices;
};
// The coarsest level of each mesh, that something of it can be drawn before anything was streamed; empty of meshes whose
// coarsest level is larger than 64 KiB, or that have none. Errors: as level_vertices.
Result<std::vector<LevelBytes>> read_coarsest(const ChunkReader& chunk, const CookedModel& model);

constexpr std::uint32_t vertex_size(VertexLayout layout) { return layout == VertexLayout::compact ? 24 : 32; }
// Mips of a picture down to 1x1, and a mip's length of a side.
constexpr std::uint32_t mip_count(std::uint32_t width, std::uint32_t height) {
  std::uint32_t count = 1;
  for (std::uint32_t side = width > height ? width : height; side > 1; side /= 2) ++count;
  return count;
}
constexpr std::uint32_t mip_side(std::uint32_t side, std::uint32_t mip) { return side >> mip ? side >> mip : 1; }
// No texture of a model is longer or wider than this.
constexpr std::uint32_t greatest_texture = 16384;

// Unit vector <-> octahedral coordinates in [-1, 1].
vec2 octahedral_from_unit(vec3 unit);
vec3 unit_from_octahedral(vec2 octahedral);

}  // namespace enf
