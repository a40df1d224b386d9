// Owns: materials of the kind before metallic-roughness (diffuse, specular, shininess) made into ours, with their
//   textures found, decoded and named in the report.
// Must not know: Assimp, MTL, processes.
// Called by: the readers of OBJ, PLY and Assimp's formats, one thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/cook/import.h"
#include "engine/import/import_files.h"

namespace enf {

// A texture as a file names it; none if the path is empty.
struct NamedTexture {
  std::string path;
  TextureWrap wrap_u = TextureWrap::repeat, wrap_v = TextureWrap::repeat;
  std::uint32_t uv_set = 0;
  vec2 offset{0}, scale{1};  // of texture coordinates, v down
  bool empty() const { return path.empty(); }
};

// Colours are sRGB-encoded, as such files have them.
struct PhongMaterial {
  std::string name;
  vec3 diffuse{0.6f}, specular{0}, emissive{0};
  float shininess = 0, opacity = 1, metallic = 0;
  std::optional<float> roughness;
  NamedTexture base, emission, occlusion, opacity_map, roughness_map, metallic_map, bump;
  std::vector<NamedTexture> normals;                             // the first that can be read is taken
  std::vector<std::pair<std::string_view, std::string>> unused;  // further textures: "specular", its path
};

class PhongMaterials {
 public:
  // Fills the texture of this path from within the model's own file; false if it is not in there.
  using Embedded = std::function<bool(const std::string& path, SourceTexture& out)>;

  PhongMaterials(SourceModel& model, SideFiles& files, IntakeReport& report, Embedded embedded = {})
      : model_(model), files_(files), report_(report), warnings_(report.warnings), embedded_(std::move(embedded)) {}

  // Its number among the model's materials.
  std::uint32_t add(const PhongMaterial& material);
  // The set of texture coordinates that its textures use.
  std::uint32_t uv_set(std::uint32_t material) const { return uv_sets_[material]; }

 private:
  using UvSet = std::optional<std::uint32_t>;
  TextureUse use(const NamedTexture& named, const std::string& owner, UvSet& uv_set);
  std::uint32_t texture(const NamedTexture& named);
  void load(const std::string& path, SourceTexture& out);
  void roughness_and_metal(const PhongMaterial& in, CookedMaterial& out, UvSet& uv_set);
  void opacity(const PhongMaterial& in, CookedMaterial& out);
  void bumps(const PhongMaterial& in, CookedMaterial& out, UvSet& uv_set);

  SourceModel& model_;
  SideFiles& files_;
  IntakeReport& report_;
  std::vector<IntakeWarning>& warnings_;
  Embedded embedded_;
  std::vector<std::uint32_t> uv_sets_;  // one per model_.materials
  std::map<std::tuple<std::string, TextureWrap, TextureWrap>, std::uint32_t> textures_;
};

// sRGB-encoded colour to linear (IEC 61966-2-1).
float linear_from_srgb(float encoded);

}  // namespace enf
