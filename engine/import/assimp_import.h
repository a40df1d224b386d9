// Owns: the parts of one Assimp import and what they share.
// Must not know: processes.
// Called by: read_with_assimp and the parts themselves.
#pragma once

#include <assimp/scene.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/cook/import.h"
#include "engine/cook/import_format.h"
#include "engine/import/import_files.h"
#include "engine/import/phong_material.h"

namespace enf {

class AssimpImport {
 public:
  AssimpImport(const aiScene& scene, ModelFormat format, SideFiles& files, IntakeReport& report)
      : scene_(scene),
        format_(format),
        report_(report),
        warnings_(report.warnings),
        materials_(model_, files, report,
                   [this](const std::string& path, SourceTexture& out) { return embedded(path, out); }) {}
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
  PhongMaterial phong_material(const aiMaterial& in);
  bool embedded(const std::string& path, SourceTexture& out);

  const aiScene& scene_;
  ModelFormat format_;
  IntakeReport& report_;
  std::vector<IntakeWarning>& warnings_;
  SourceModel model_;
  PhongMaterials materials_;
  std::map<std::uint32_t, std::uint32_t> known_materials_;
  std::map<std::uint32_t, std::optional<std::uint32_t>> meshes_;
  std::uint64_t points_ = 0, lines_ = 0;
};

}  // namespace enf
