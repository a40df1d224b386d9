#include "engine/package/model.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/package/bytes.h"

namespace enf {

namespace {

constexpr std::uint32_t table_mark = 0x324c444d;  // "MDL2"

void put(ByteWriter& w, const Box& box) {
  w.put(box.low);
  w.put(box.high);
}

void put(ByteWriter& w, const TextureUse& use) {
  w.put(use.texture);
  w.put(use.offset);
  w.put(use.scale);
  w.put(use.rotation);
}

void put(ByteWriter& w, const CookedMesh& mesh) {
  w.put(mesh.layout);
  put(w, mesh.bounds);
  w.put(mesh.grid_origin);
  w.put(mesh.grid_step);
  w.put(mesh.uv_origin);
  w.put(mesh.uv_step);
  w.put(mesh.flat.normal);
  w.put(mesh.flat.offset);
  w.put(static_cast<std::uint8_t>(mesh.coloured));
  w.put(static_cast<std::uint32_t>(mesh.levels.size()));
  for (const CookedLevel& level : mesh.levels) {
    w.put(level.error_m);
    w.put(level.vertex_count);
    w.put(level.index_count);
    w.put(level.vertex_section);
    w.put(level.index_section);
    w.put(static_cast<std::uint32_t>(level.parts.size()));
    for (const CookedPart& part : level.parts) {
      w.put(part.material);
      w.put(part.first_index);
      w.put(part.index_count);
    }
  }
}

void put(ByteWriter& w, const CookedMaterial& m) {
  w.put_text(m.name);
  w.put(m.base_colour);
  w.put(m.metallic);
  w.put(m.roughness);
  w.put(m.emissive);
  for (float v : {m.normal_scale, m.occlusion_strength, m.clearcoat, m.clearcoat_roughness, m.transmission}) w.put(v);
  w.put(m.alpha_mode);
  w.put(m.alpha_cutoff);
  w.put(static_cast<std::uint8_t>(m.double_sided));
  w.put(static_cast<std::uint8_t>(m.unlit));
  put(w, m.base_colour_texture);
  put(w, m.metallic_roughness_texture);
  put(w, m.normal_texture);
  put(w, m.occlusion_texture);
  put(w, m.emissive_texture);
}

void put(ByteWriter& w, const CookedTexture& texture) {
  w.put(texture.encoding);
  w.put(texture.wrap_u);
  w.put(texture.wrap_v);
  w.put(texture.width);
  w.put(texture.height);
  for (std::uint32_t section : texture.mip_sections) w.put(section);
}

void put(ByteWriter& w, const CookedLight& light) {
  w.put(light.kind);
  w.put(light.position);
  w.put(light.direction);
  w.put(light.colour);
  for (float v : {light.intensity, light.range_m, light.inner_cone_rad, light.outer_cone_rad}) w.put(v);
}

// Reads the table of one chunk, whose payload sections are those before the table.
struct TableReader {
  const ChunkReader& chunk;
  std::uint32_t sections;
  ByteReader r;

  std::uint32_t get_section(std::uint64_t bytes) {
    auto index = r.get<std::uint32_t>();
    r.require(index < sections && chunk.section_size(index) == bytes);
    return index;
  }
  float get_between(float low, float high) {
    auto value = r.get<float>();
    r.require(value >= low && value <= high);
    return value;
  }
  Box get_box() {
    Box box{r.get_vector<vec3>(), r.get_vector<vec3>()};
    r.require(!box.empty());
    return box;
  }

  CookedLevel get_level(VertexLayout layout) {
    CookedLevel level;
    level.error_m = get_between(0, std::numeric_limits<float>::max());
    level.vertex_count = r.get<std::uint32_t>();
    level.index_count = r.get<std::uint32_t>();
    r.require(level.vertex_count > 0 && level.index_count > 0 && level.index_count % 3 == 0);
    level.vertex_section = get_section(std::uint64_t{level.vertex_count} * vertex_size(layout));
    level.index_section = get_section(std::uint64_t{level.index_count} * 4);
    level.parts.resize(r.get_count(12));
    for (CookedPart& part : level.parts) {
      part.material = r.get<std::uint32_t>();
      part.first_index = r.get<std::uint32_t>();
      part.index_count = r.get<std::uint32_t>();
      r.require(part.first_index <= level.index_count && part.index_count <= level.index_count - part.first_index &&
                part.first_index % 3 == 0 && part.index_count % 3 == 0);
    }
    return level;
  }

  CookedMesh get_mesh() {
    CookedMesh mesh;
    mesh.layout = r.get_enum(VertexLayout::compact, VertexLayout::wide);
    mesh.bounds = get_box();
    mesh.grid_origin = r.get_vector<vec3>();
    mesh.grid_step = r.get<float>();
    mesh.uv_origin = r.get_vector<vec2>();
    mesh.uv_step = r.get_vector<vec2>();
    mesh.flat = {r.get_vector<vec3>(), r.get<float>()};
    mesh.coloured = r.get_bool();
    r.require(mesh.grid_step > 0);
    mesh.levels.resize(r.get_count(24));
    r.require(!mesh.levels.empty());
    for (CookedLevel& level : mesh.levels) level = get_level(mesh.layout);
    return mesh;
  }

  CookedTexture get_texture() {
    CookedTexture texture;
    texture.encoding = r.get_enum(TextureEncoding::rgba8_srgb, TextureEncoding::rgba8_linear);
    texture.wrap_u = r.get_enum(TextureWrap::repeat, TextureWrap::clamp);
    texture.wrap_v = r.get_enum(TextureWrap::repeat, TextureWrap::clamp);
    texture.width = r.get<std::uint32_t>();
    texture.height = r.get<std::uint32_t>();
    r.require(texture.width > 0 && texture.width <= greatest_texture && texture.height > 0 &&
              texture.height <= greatest_texture);
    if (!r.ok()) return texture;
    texture.mip_sections.resize(mip_count(texture.width, texture.height));
    for (std::uint32_t mip = 0; mip < texture.mip_sections.size(); ++mip)
      texture.mip_sections[mip] = get_section(4ull * mip_side(texture.width, mip) * mip_side(texture.height, mip));
    return texture;
  }

  TextureUse get_use(std::size_t textures) {
    TextureUse use;
    use.texture = r.get<std::uint32_t>();
    use.offset = r.get_vector<vec2>();
    use.scale = r.get_vector<vec2>();
    use.rotation = r.get<float>();
    r.require(use.texture == TextureUse::none || use.texture < textures);
    return use;
  }

  CookedMaterial get_material(std::size_t textures) {
    CookedMaterial m;
    m.name = r.get_text();
    m.base_colour = r.get_vector<vec4>();
    m.metallic = get_between(0, 1);
    m.roughness = get_between(0, 1);
    m.emissive = r.get_vector<vec3>();
    m.normal_scale = r.get<float>();
    m.occlusion_strength = get_between(0, 1);
    m.clearcoat = get_between(0, 1);
    m.clearcoat_roughness = get_between(0, 1);
    m.transmission = get_between(0, 1);
    m.alpha_mode = r.get_enum(AlphaMode::opaque, AlphaMode::blend);
    m.alpha_cutoff = r.get<float>();
    m.double_sided = r.get_bool();
    m.unlit = r.get_bool();
    for (TextureUse* use : {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                            &m.occlusion_texture, &m.emissive_texture})
      *use = get_use(textures);
    return m;
  }

  CookedLight get_light() {
    CookedLight light;
    light.kind = r.get_enum(LightKind::spot, LightKind::directional);
    light.position = r.get_vector<vec3>();
    light.direction = r.get_vector<vec3>();
    light.colour = r.get_vector<vec3>();
    light.intensity = get_between(0, std::numeric_limits<float>::max());
    light.range_m = get_between(0, std::numeric_limits<float>::max());
    light.inner_cone_rad = get_between(0, pi);
    light.outer_cone_rad = get_between(0, pi);
    return light;
  }
};

}  // namespace

Result<void> write_model_table(ChunkWriter& writer, const CookedModel& model) {
  ByteWriter w;
  w.put(table_mark);
  put(w, model.bounds);
  w.put(model.triangles);
  auto put_all = [&w](const auto& list, auto put_one) {
    w.put(static_cast<std::uint32_t>(list.size()));
    for (const auto& item : list) put_one(item);
  };
  put_all(model.textures, [&w](const CookedTexture& t) { put(w, t); });
  put_all(model.materials, [&w](const CookedMaterial& m) { put(w, m); });
  put_all(model.meshes, [&w](const CookedMesh& m) { put(w, m); });
  put_all(model.instances, [&w](const CookedInstance& i) {
    w.put(i.mesh);
    w.put(i.transform);
  });
  put_all(model.lights, [&w](const CookedLight& l) { put(w, l); });
  if (!model.regions.empty()) {  // models that are not divided end here
    put_all(model.regions, [&w](const std::string& name) { w.put_text(name); });
    for (const CookedInstance& i : model.instances) w.put(i.region);
  }
  if (auto added = writer.add(w.bytes()); !added) return std::unexpected(added.error());
  return {};
}

Result<CookedModel> read_model(const ChunkReader& chunk) {
  if (chunk.kind() != ChunkKind::model)
    return fail({.id = "chunk.foreign", .what = "is not a cooked model", .file = chunk.path().string()});
  if (chunk.section_count() == 0) return fail(chunk.damaged(0, "there is no table"));
  std::uint32_t table = chunk.section_count() - 1;
  std::vector<std::byte> scratch;
  auto bytes = chunk.section(table, scratch);
  if (!bytes) return std::unexpected(bytes.error());

  TableReader t{chunk, table, ByteReader(*bytes)};
  ByteReader& r = t.r;
  CookedModel model;
  r.require(r.get<std::uint32_t>() == table_mark);
  model.bounds = t.get_box();
  model.triangles = r.get<std::uint64_t>();
  model.textures.resize(r.get_count(24));
  for (CookedTexture& texture : model.textures) texture = t.get_texture();
  model.materials.resize(r.get_count(194));
  for (CookedMaterial& material : model.materials) material = t.get_material(model.textures.size());
  model.meshes.resize(r.get_count(88));
  for (CookedMesh& mesh : model.meshes) {
    mesh = t.get_mesh();
    for (const CookedLevel& level : mesh.levels)
      for (const CookedPart& part : level.parts) r.require(part.material < model.materials.size());
  }
  model.instances.resize(r.get_count(68));
  for (CookedInstance& instance : model.instances) {
    instance.mesh = r.get<std::uint32_t>();
    instance.transform = r.get_vector<mat4>();
    r.require(instance.mesh < model.meshes.size());
  }
  model.lights.resize(r.get_count(56));
  for (CookedLight& light : model.lights) light = t.get_light();
  if (r.ok() && !r.at_end()) {
    model.regions.resize(r.get_count(4));
    for (std::string& name : model.regions) name = r.get_text();
    for (CookedInstance& instance : model.instances) {
      instance.region = r.get<std::uint32_t>();
      r.require(instance.region < model.regions.size());
    }
  }
  if (!r.ok() || !r.at_end()) return fail(chunk.damaged(table, "the model's table makes no sense"));

  std::uint64_t triangles = 0;
  for (const CookedInstance& i : model.instances) triangles += model.meshes[i.mesh].levels[0].index_count / 3;
  if (triangles != model.triangles) return fail(chunk.damaged(table, "the model's triangle count is wrong"));
  return model;
}

Result<std::span<const std::byte>> level_vertices(const ChunkReader& chunk, const CookedMesh& mesh,
                                                  const CookedLevel& level, std::vector<std::byte>& scratch) {
  auto bytes = chunk.section(level.vertex_section, scratch);
  if (bytes && bytes->size() != std::size_t{level.vertex_count} * vertex_size(mesh.layout))
    return fail(chunk.damaged(level.vertex_section, "is not this level's vertices"));
  return bytes;
}

Result<std::span<const std::uint32_t>> level_indices(const ChunkReader& chunk, const CookedLevel& level,
                                                     std::vector<std::byte>& scratch) {
  auto bytes = chunk.section(level.index_section, scratch);
  if (!bytes) return std::unexpected(bytes.error());
  std::span indices(reinterpret_cast<const std::uint32_t*>(bytes->data()), bytes->size() / 4);
  if (indices.size() != level.index_count || std::ranges::max(indices) >= level.vertex_count)
    return fail(chunk.damaged(level.index_section, "an index points past the level's vertices"));
  return indices;
}

Result<std::vector<LevelBytes>> read_coarsest(const ChunkReader& chunk, const CookedModel& model) {
  constexpr std::uint64_t most_bytes = 64 << 10;
  std::vector<LevelBytes> coarsest(model.meshes.size());
  std::vector<std::byte> scratch;
  for (std::size_t i = 0; i < coarsest.size(); ++i) {
    const CookedMesh& mesh = model.meshes[i];
    if (mesh.levels.empty()) continue;
    const CookedLevel& level = mesh.levels.back();
    if (std::uint64_t{level.vertex_count} * vertex_size(mesh.layout) + 4ull * level.index_count > most_bytes) continue;
    auto vertices = level_vertices(chunk, mesh, level, scratch);
    if (!vertices) return std::unexpected(vertices.error());
    coarsest[i].vertices.assign(vertices->begin(), vertices->end());
    auto indices = level_indices(chunk, level, scratch);
    if (!indices) return std::unexpected(indices.error());
    coarsest[i].indices.assign(indices->begin(), indices->end());
  }
  return coarsest;
}

// Cigolle et al., "A Survey of Efficient Representations for Independent Unit Vectors", JCGT 2014.
vec2 octahedral_from_unit(vec3 unit) {
  vec2 p = vec2(unit) / (std::abs(unit.x) + std::abs(unit.y) + std::abs(unit.z));
  if (unit.z >= 0) return p;
  return (1.0f - glm::abs(vec2(p.y, p.x))) * vec2(p.x >= 0 ? 1.0f : -1.0f, p.y >= 0 ? 1.0f : -1.0f);
}

vec3 unit_from_octahedral(vec2 octahedral) {
  vec3 v(octahedral, 1 - std::abs(octahedral.x) - std::abs(octahedral.y));
  float fold = std::max(-v.z, 0.0f);
  v.x += v.x >= 0 ? -fold : fold;
  v.y += v.y >= 0 ? -fold : fold;
  return glm::normalize(v);
}

}  // namespace enf
