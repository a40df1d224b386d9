// Assimp's materials and embedded textures.
#include <assimp/GltfMaterial.h>
#include <assimp/material.h>

#include <algorithm>

#include "engine/import/assimp_import.h"
#include "engine/import/image_reader.h"
#include "engine/import/text_scan.h"

namespace enf {

namespace {

TextureWrap wrap_of(int mode) {
  return mode == aiTextureMapMode_Mirror ? TextureWrap::mirrored_repeat
         : mode == aiTextureMapMode_Wrap ? TextureWrap::repeat
                                         : TextureWrap::clamp;
}

NamedTexture texture_of(const aiMaterial& in, aiTextureType type) {
  NamedTexture out;
  aiString path;
  if (in.Get(AI_MATKEY_TEXTURE(type, 0), path) != aiReturn_SUCCESS) return out;
  int set = 0, u = aiTextureMapMode_Wrap, v = aiTextureMapMode_Wrap;
  in.Get(AI_MATKEY_UVWSRC(type, 0), set);
  in.Get(AI_MATKEY_MAPPINGMODE_U(type, 0), u);
  in.Get(AI_MATKEY_MAPPINGMODE_V(type, 0), v);
  out.path = trimmed(path.C_Str());
  out.wrap_u = wrap_of(u), out.wrap_v = wrap_of(v);
  out.uv_set = static_cast<std::uint32_t>(std::clamp(set, 0, AI_MAX_NUMBER_OF_TEXTURECOORDS - 1));
  return out;
}

template <class T>
void take(const aiMaterial& in, const char* key, unsigned type, unsigned index, T& out) {
  T value = out;
  if (in.Get(key, type, index, value) == aiReturn_SUCCESS) out = value;
}

void take_colour(const aiMaterial& in, const char* key, unsigned type, unsigned index, vec3& out) {
  aiColor3D c;
  if (in.Get(key, type, index, c) == aiReturn_SUCCESS) out = {c.r, c.g, c.b};
}

}  // namespace

std::uint32_t AssimpImport::material(std::uint32_t index) {
  if (auto it = known_materials_.find(index); it != known_materials_.end()) return it->second;
  PhongMaterial m{.name = "default", .diffuse = vec3(1)};
  if (index < scene_.mNumMaterials) m = phong_material(*scene_.mMaterials[index]);
  // A format without materials: white, so that colours come out as scanned.
  if (format_ == ModelFormat::stl) m.diffuse = vec3(1);
  return known_materials_[index] = materials_.add(m);
}

PhongMaterial AssimpImport::phong_material(const aiMaterial& in) {
  PhongMaterial m;
  aiString name;
  if (in.Get(AI_MATKEY_NAME, name) == aiReturn_SUCCESS) m.name = name.C_Str();
  take_colour(in, AI_MATKEY_COLOR_DIFFUSE, m.diffuse);
  take_colour(in, AI_MATKEY_COLOR_SPECULAR, m.specular);
  take_colour(in, AI_MATKEY_COLOR_EMISSIVE, m.emissive);
  take(in, AI_MATKEY_SHININESS, m.shininess);
  take(in, AI_MATKEY_OPACITY, m.opacity);
  take(in, AI_MATKEY_METALLIC_FACTOR, m.metallic);
  if (float r = 0; in.Get(AI_MATKEY_ROUGHNESS_FACTOR, r) == aiReturn_SUCCESS) m.roughness = r;
  m.base = texture_of(in, aiTextureType_BASE_COLOR);
  if (m.base.empty()) m.base = texture_of(in, aiTextureType_DIFFUSE);
  m.emission = texture_of(in, aiTextureType_EMISSIVE);
  m.occlusion = texture_of(in, aiTextureType_AMBIENT_OCCLUSION);
  m.opacity_map = texture_of(in, aiTextureType_OPACITY);
  m.roughness_map = texture_of(in, aiTextureType_DIFFUSE_ROUGHNESS);
  m.metallic_map = texture_of(in, aiTextureType_METALNESS);
  m.normals = {texture_of(in, aiTextureType_NORMALS), texture_of(in, aiTextureType_NORMAL_CAMERA)};
  m.bump = texture_of(in, aiTextureType_HEIGHT);
  for (auto [type, words] :
       {std::pair{aiTextureType_SPECULAR, "specular"}, std::pair{aiTextureType_REFLECTION, "reflection"},
        std::pair{aiTextureType_DISPLACEMENT, "displacement"}, std::pair{aiTextureType_AMBIENT, "ambient"},
        std::pair{aiTextureType_SHININESS, "shininess"}, std::pair{aiTextureType_LIGHTMAP, "light map"}}) {
    m.unused.emplace_back(words, texture_of(in, type).path);
  }
  return m;
}

bool AssimpImport::embedded(const std::string& path, SourceTexture& out) {
  const aiTexture* inside = scene_.GetEmbeddedTexture(path.c_str());
  if (inside == nullptr) return false;
  if (path.starts_with("*")) out.name = "embedded " + path.substr(1);
  if (inside->mHeight == 0) {
    auto bytes = std::as_bytes(std::span(reinterpret_cast<const char*>(inside->pcData), inside->mWidth));
    auto decoded = decode_texture(bytes, out.name, report_.warnings);
    out.width = decoded.width, out.height = decoded.height, out.rgba = std::move(decoded.rgba);
    return true;
  }
  out.width = inside->mWidth, out.height = inside->mHeight;
  out.rgba.resize(4ull * out.width * out.height);
  for (std::size_t i = 0; i < out.rgba.size() / 4; ++i) {
    const aiTexel& t = inside->pcData[i];
    out.rgba[4 * i] = t.r, out.rgba[4 * i + 1] = t.g, out.rgba[4 * i + 2] = t.b, out.rgba[4 * i + 3] = t.a;
  }
  return true;
}

}  // namespace enf
