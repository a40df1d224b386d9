// Owns: the parts of one Assimp import and what they share.
// Must not know: processes.
// Called by: read_with_assimp and the parts themselves.
#pragma once

#include <assimp/scene.h>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/cook/import.h"
#include "engine/cook/import_files.h"
#include "engine/cook/import_format.h"

namespace enf {

class AssimpImport {
 public:
  AssimpImport(const aiScene& scene, ModelFormat format, SideFiles& files, IntakeReport& report)
      : scene_(scene), format_(format), files_(files), report_(report), warnings_(report.warnings) {}
  SourceModel run();

 private:
  // Scene and meshes (assimp_reader.cpp).
  mat4 file_to_metres();
  void walk(const mat4& root);
  std::vector<const aiNode*> shown_children(const aiNode& node);
  std::optional<std::uint32_t> mesh(std::uint32_t index);
  void name_what_is_left();

  // Materials (assimp_material.cpp).
  std::uint32_t material(std::uint32_t index);
  CookedMaterial convert_material(const aiMaterial& in, std::uint32_t& uv_set);
  TextureUse use(const aiMaterial& in, aiTextureType type, const std::string& owner, std::optional<std::uint32_t>& uv_set);
  std::uint32_t texture(const std::string& path, TextureWrap u, TextureWrap v);
  void load(const std::string& path, SourceTexture& out);
  void roughness_and_metal(const aiMaterial& in, CookedMaterial& out, std::optional<std::uint32_t>& uv_set);
  void opacity(const aiMaterial& in, CookedMaterial& out);
  void bumps(const aiMaterial& in, CookedMaterial& out, std::optional<std::uint32_t>& uv_set);

  const aiScene& scene_;
  ModelFormat format_;
  SideFiles& files_;
  IntakeReport& report_;
  std::vector<IntakeWarning>& warnings_;
  SourceModel model_;
  std::map<std::uint32_t, std::uint32_t> materials_;
  std::map<std::uint32_t, std::optional<std::uint32_t>> meshes_;
  std::vector<std::uint32_t> uv_sets_;  // one per model_.materials
  std::map<std::tuple<std::string, TextureWrap, TextureWrap>, std::uint32_t> textures_;
  std::uint64_t points_ = 0, lines_ = 0;
};

// sRGB-encoded colour to linear (IEC 61966-2-1).
float linear_from_srgb(float encoded);

}  // namespace enf
