// Owns: the parts of one glTF import and what they share.
// Must not know: processes.
// Called by: read_gltf and the parts themselves.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/cook/import.h"
#include "engine/import/gltf_file.h"
#include "engine/import/gltf_reader.h"

namespace enf {

class GltfImport {
 public:
  GltfImport(std::span<const std::byte> bytes, SideFiles& files, IntakeReport& report)
      : file_(bytes, files), files_(files), report_(report), warnings_(report.warnings) {}
  GltfModel run();

 private:
  // Whether a part's arrays may stay in the file for the caller to fetch, or are worked on here.
  enum class Storage { in_file, here };

  // Materials and textures (gltf_material.cpp).
  std::uint32_t material(std::optional<std::size_t> index);
  CookedMaterial convert_material(const Json& json, std::uint32_t& uv_set);
  void specular_glossiness(const Json& json, CookedMaterial& material, std::optional<std::uint32_t>& uv_set);
  TextureUse texture_use(const Json& info, const std::string& owner, std::optional<std::uint32_t>& uv_set);
  std::uint32_t texture(std::size_t index);
  std::optional<std::size_t> texture_image(const Json& json, std::size_t index);
  void load_image(std::size_t image, SourceTexture& out);
  void name_unread_texture(const Json& object, const char* key, const std::string& owner);

  // Meshes (gltf_mesh.cpp).
  std::optional<std::uint32_t> mesh(std::size_t index);
  std::optional<std::uint32_t> skinned_mesh(std::size_t index, const std::vector<mat4>& joints);
  std::optional<SourcePart> part(const Json& primitive, const std::string& mesh_name, const std::vector<mat4>* joints);
  void read_plain(const Json& primitive, std::uint32_t uv_set, Storage storage, SourcePart& out);
  void read_draco(const Json& primitive, const Json& draco, std::uint32_t uv_set, SourcePart& out);
  void skin(const Json& primitive, const std::vector<mat4>& joints, const std::string& mesh_name, SourcePart& part);

  // Scene (gltf_reader.cpp).
  void walk_scene();
  void place(const Json& node, const mat4& transform);
  void place_instances(const Json& instancing, const mat4& transform, std::uint32_t mesh);
  void place_light(std::size_t index, const mat4& transform);
  std::vector<mat4> joint_matrices(std::size_t skin);
  void name_what_is_left();

  GltfFile file_;
  SideFiles& files_;
  IntakeReport& report_;
  std::vector<IntakeWarning>& warnings_;
  SourceModel model_;
  StoredArrays stored_;
  std::map<PartArray, StoredArray> part_stored_;  // of the part that is being read
  std::map<std::size_t, std::optional<std::uint32_t>> meshes_;
  std::map<std::optional<std::size_t>, std::uint32_t> materials_;
  std::vector<std::uint32_t> uv_sets_;  // one per model_.materials
  std::map<std::tuple<std::size_t, TextureWrap, TextureWrap>, std::uint32_t> textures_;
  std::map<std::size_t, int> position_uses_;  // how many primitives share an accessor of positions
  std::vector<mat4> node_transforms_;         // in the scene, by node
};

}  // namespace enf
