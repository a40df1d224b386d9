// Assimp's materials, mostly of Phong kind, as metallic-roughness.
#include <assimp/GltfMaterial.h>
#include <assimp/material.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/cook/assimp_import.h"
#include "engine/cook/image_reader.h"
#include "engine/cook/import_channel.h"

namespace enf {

namespace {

TextureWrap wrap_of(int mode) {
  return mode == aiTextureMapMode_Mirror ? TextureWrap::mirrored_repeat
         : mode == aiTextureMapMode_Wrap ? TextureWrap::repeat
                                         : TextureWrap::clamp;
}

std::string trimmed(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.pop_back();
  return text;
}

std::string path_of(const aiMaterial& in, aiTextureType type) {
  aiString path;
  if (in.Get(AI_MATKEY_TEXTURE(type, 0), path) != aiReturn_SUCCESS) return {};
  return trimmed(path.C_Str());
}

float number(const aiMaterial& in, const char* key, unsigned type, unsigned index, float otherwise) {
  float v = otherwise;
  return in.Get(key, type, index, v) == aiReturn_SUCCESS && std::isfinite(v) ? v : otherwise;
}

vec3 linear_colour(const aiMaterial& in, const char* key, unsigned type, unsigned index, vec3 otherwise) {
  aiColor3D c;
  if (in.Get(key, type, index, c) != aiReturn_SUCCESS) return otherwise;
  vec3 out(linear_from_srgb(c.r), linear_from_srgb(c.g), linear_from_srgb(c.b));
  return std::isfinite(out.x + out.y + out.z) ? out : otherwise;
}

// A picture of directions is bluish: z points out of the surface, x and y are small.
bool looks_like_normals(const SourceTexture& t) {
  std::uint64_t r = 0, g = 0, b = 0, n = t.rgba.size() / 4;
  for (std::size_t i = 0; i < t.rgba.size(); i += 4) r += t.rgba[i], g += t.rgba[i + 1], b += t.rgba[i + 2];
  return n > 0 && b > 180 * n && r > 90 * n && r < 165 * n && g > 90 * n && g < 165 * n;
}

}  // namespace

std::uint32_t AssimpImport::material(std::uint32_t index) {
  if (auto it = materials_.find(index); it != materials_.end()) return it->second;
  std::uint32_t uv_set = 0;
  CookedMaterial m;
  if (index < scene_.mNumMaterials) {
    m = convert_material(*scene_.mMaterials[index], uv_set);
  } else {
    m.name = "default", m.metallic = 0, m.roughness = 0.8f, m.double_sided = true;
  }
  auto place = static_cast<std::uint32_t>(model_.materials.size());
  model_.materials.push_back(std::move(m));
  uv_sets_.push_back(uv_set);
  return materials_[index] = place;
}

CookedMaterial AssimpImport::convert_material(const aiMaterial& in, std::uint32_t& uv_set_out) {
  CookedMaterial m;
  std::optional<std::uint32_t> uv_set;
  aiString name;
  m.name = in.Get(AI_MATKEY_NAME, name) == aiReturn_SUCCESS ? name.C_Str() : "";
  vec3 colour = linear_colour(in, AI_MATKEY_COLOR_DIFFUSE, vec3(0.6f));
  const aiTextureType base = path_of(in, aiTextureType_BASE_COLOR).empty() ? aiTextureType_DIFFUSE : aiTextureType_BASE_COLOR;
  m.base_colour_texture = use(in, base, m.name, uv_set);
  // Many exporters write black, or a grey of their viewport, beside a texture; the texture is what was meant.
  const bool grey = std::max({colour.x, colour.y, colour.z}) - std::min({colour.x, colour.y, colour.z}) < 0.01f;
  if (m.base_colour_texture.texture != TextureUse::none && grey) colour = vec3(1);
  // Vertex colours and formats without materials: white, so that colours come out as scanned.
  if (format_ == ModelFormat::ply || format_ == ModelFormat::stl) colour = vec3(1);
  m.base_colour = vec4(colour, 1);
  roughness_and_metal(in, m, uv_set);
  opacity(in, m);
  bumps(in, m, uv_set);
  m.emissive = linear_colour(in, AI_MATKEY_COLOR_EMISSIVE, vec3(0));
  m.emissive_texture = use(in, aiTextureType_EMISSIVE, m.name, uv_set);
  if (m.emissive_texture.texture != TextureUse::none && m.emissive == vec3(0)) m.emissive = vec3(1);
  m.occlusion_texture = use(in, aiTextureType_AMBIENT_OCCLUSION, m.name, uv_set);
  // These formats say nothing reliable about back faces: showing both never leaves a hole.
  m.double_sided = true;
  for (auto [type, words] : std::initializer_list<std::pair<aiTextureType, const char*>>{{aiTextureType_SPECULAR, "specular"}, {aiTextureType_REFLECTION, "reflection"},
                             {aiTextureType_DISPLACEMENT, "displacement"}, {aiTextureType_AMBIENT, "ambient"},
                             {aiTextureType_SHININESS, "shininess"}, {aiTextureType_LIGHTMAP, "light map"}}) {
    if (auto path = path_of(in, type); !path.empty() && path != path_of(in, base)) {
      add_warning(warnings_, "material.texture_unused", fmt::format("material \"{}\": its {} texture \"{}\" is not used", m.name, words, path));
    }
  }
  uv_set_out = uv_set.value_or(0);
  return m;
}

void AssimpImport::roughness_and_metal(const aiMaterial& in, CookedMaterial& m, std::optional<std::uint32_t>& uv_set) {
  m.metallic = std::clamp(number(in, AI_MATKEY_METALLIC_FACTOR, 0), 0.0f, 1.0f);
  const float shininess = number(in, AI_MATKEY_SHININESS, 0);
  const vec3 specular = linear_colour(in, AI_MATKEY_COLOR_SPECULAR, vec3(0));
  const float given = number(in, AI_MATKEY_ROUGHNESS_FACTOR, -1);
  m.roughness = 0.8f;
  if (given >= 0 && given <= 1) {
    m.roughness = std::max(given, 0.05f);
  } else if (shininess > 1 && std::max({specular.x, specular.y, specular.z}) > 0.01f) {
    // A Blinn-Phong lobe of this exponent is as wide as this roughness (Karis 2013, "Specular BRDF Reference").
    m.roughness = std::clamp(std::pow(2.0f / (shininess + 2.0f), 0.25f), 0.05f, 1.0f);
  }
  const std::string rough = path_of(in, aiTextureType_DIFFUSE_ROUGHNESS), metal = path_of(in, aiTextureType_METALNESS);
  if (rough.empty() && metal.empty()) return;
  if (rough == metal) {  // one picture holds both, as glTF does
    m.metallic_roughness_texture = use(in, aiTextureType_METALNESS, m.name, uv_set);
    if (m.metallic_roughness_texture.texture != TextureUse::none) m.metallic = m.roughness = 1;
    return;
  }
  for (const auto& [path, words] : {std::pair{rough, "roughness"}, std::pair{metal, "metalness"}}) {
    if (path.empty()) continue;
    add_warning(warnings_, "material.texture_unused",
                fmt::format("material \"{}\": its separate {} texture \"{}\" is not used; GLB carries it", m.name, words, path));
  }
}

void AssimpImport::opacity(const aiMaterial& in, CookedMaterial& m) {
  const float opacity = number(in, AI_MATKEY_OPACITY, 1);
  if (opacity > 0 && opacity < 1) {
    m.base_colour.w = opacity;
    m.alpha_mode = AlphaMode::blend;
  } else if (opacity <= 0) {
    // Some exporters write 0 for "opaque"; an invisible surface helps nobody.
    add_warning(warnings_, "material.invisible", fmt::format("material \"{}\" is given as wholly transparent; it is shown solid", m.name));
  }
  const std::string path = path_of(in, aiTextureType_OPACITY);
  if (path.empty()) return;
  if (path == path_of(in, aiTextureType_DIFFUSE) && m.base_colour_texture.texture != TextureUse::none) {
    m.alpha_mode = AlphaMode::mask;  // cut-outs: leaves, lattices
    return;
  }
  add_warning(warnings_, "material.texture_unused",
              fmt::format("material \"{}\": its separate opacity texture \"{}\" is not used; GLB carries it", m.name, path));
}

void AssimpImport::bumps(const aiMaterial& in, CookedMaterial& m, std::optional<std::uint32_t>& uv_set) {
  for (auto type : {aiTextureType_NORMALS, aiTextureType_NORMAL_CAMERA}) {
    if (m.normal_texture.texture == TextureUse::none) m.normal_texture = use(in, type, m.name, uv_set);
  }
  const std::string bump = path_of(in, aiTextureType_HEIGHT);
  if (bump.empty() || m.normal_texture.texture != TextureUse::none) return;
  TextureUse as_normals = use(in, aiTextureType_HEIGHT, m.name, uv_set);
  if (as_normals.texture == TextureUse::none) return;
  if (looks_like_normals(model_.textures[as_normals.texture])) {
    m.normal_texture = as_normals;
    return;
  }
  add_warning(warnings_, "material.bump_unused", fmt::format("material \"{}\": its bump (height) texture \"{}\" is not used", m.name, bump));
}

TextureUse AssimpImport::use(const aiMaterial& in, aiTextureType type, const std::string& owner, std::optional<std::uint32_t>& uv_set) {
  TextureUse out;
  const std::string path = path_of(in, type);
  if (path.empty()) return out;
  int set = 0, u = aiTextureMapMode_Wrap, v = aiTextureMapMode_Wrap;
  in.Get(AI_MATKEY_UVWSRC(type, 0), set);
  in.Get(AI_MATKEY_MAPPINGMODE_U(type, 0), u);
  in.Get(AI_MATKEY_MAPPINGMODE_V(type, 0), v);
  set = std::clamp(set, 0, AI_MAX_NUMBER_OF_TEXTURECOORDS - 1);
  if (uv_set && *uv_set != static_cast<std::uint32_t>(set)) {
    add_warning(warnings_, "material.uv_set",
                fmt::format("material \"{}\": a texture on its second set of texture coordinates is not used", owner));
    return out;
  }
  out.texture = texture(path, wrap_of(u), wrap_of(v));
  if (out.texture != TextureUse::none) uv_set = static_cast<std::uint32_t>(set);
  return out;
}

std::uint32_t AssimpImport::texture(const std::string& path, TextureWrap u, TextureWrap v) {
  auto key = std::make_tuple(path, u, v);
  if (auto it = textures_.find(key); it != textures_.end()) return it->second;
  SourceTexture out{.name = path, .wrap_u = u, .wrap_v = v};
  try {
    load(path, out);
  } catch (const ImportFailure& failure) {
    add_warning(warnings_, "texture.unreadable", fmt::format("texture \"{}\" is left out: {}", out.name, failure.what()));
  }
  std::uint32_t place = TextureUse::none;
  report_.textures.push_back({out.name, out.width, out.height});
  if (out.width > 0) {
    place = static_cast<std::uint32_t>(model_.textures.size());
    model_.textures.push_back(std::move(out));
  }
  return textures_[key] = place;
}

void AssimpImport::load(const std::string& path, SourceTexture& out) {
  std::shared_ptr<const MappedInput> file;
  std::span<const std::byte> bytes;
  if (const aiTexture* embedded = scene_.GetEmbeddedTexture(path.c_str())) {
    if (path.starts_with("*")) out.name = "embedded " + path.substr(1);
    if (embedded->mHeight != 0) {
      out.width = embedded->mWidth, out.height = embedded->mHeight;
      out.rgba.resize(4ull * out.width * out.height);
      for (std::size_t i = 0; i < out.rgba.size() / 4; ++i) {
        const aiTexel& t = embedded->pcData[i];
        out.rgba[4 * i] = t.r, out.rgba[4 * i + 1] = t.g, out.rgba[4 * i + 2] = t.b, out.rgba[4 * i + 3] = t.a;
      }
      return;
    }
    bytes = std::as_bytes(std::span(reinterpret_cast<const char*>(embedded->pcData), embedded->mWidth));
  } else {
    file = files_.find_texture(path);
    if (!file) return;
    bytes = file->bytes();
  }
  auto decoded = decode_texture(bytes, out.name, warnings_);
  out.width = decoded.width, out.height = decoded.height, out.rgba = std::move(decoded.rgba);
}

}  // namespace enf
