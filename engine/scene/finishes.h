// Owns: the library of surface finishes: paint, plaster, timber, stone, metal, glass, made by seeded procedures at true
// scale, and their keeping in a store so that a second start is instant.
// Must not know: rooms, GPUs.
// Called by: the scene builder; one library may be shared between threads.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/exhibition/records.h"
#include "engine/package/store.h"
#include "engine/scene/render_scene.h"

namespace enf {

// The names `Finish::name` may have.
const std::vector<std::string>& finish_names();

// Linear rgb of "#rrggbb"; nothing if the text is not one.
std::optional<vec3> linear_from_hex(std::string_view hex);

// One finish's textures before they become a material. Tileable; `tile_m` is the size of one tile in metres.
struct FinishTextures {
  float tile_m = 1;
  std::shared_ptr<const ImageData> base_colour, metallic_roughness, normal;
  vec3 mean_colour{1};  // linear, of base_colour
};

class FinishLibrary {
 public:
  // With a store, generated textures are kept there and read back instead of generated again, and their texels are in
  // memory only while somebody asks for them (ImageData::bring); a store that can't be written is no error.
  explicit FinishLibrary(std::optional<Store> store = {}) : store_(std::move(store)) {}

  // The material of a finish, generated at first use; a tint becomes its mean colour. An unknown name gives "paint"
  // (the document's check reports it). Texture coordinates are metres.
  std::shared_ptr<const SurfaceMaterial> material(const Finish& finish);
  // A plain material without textures. `colour` is linear rgb.
  std::shared_ptr<const SurfaceMaterial> plain(vec3 colour, float roughness, float metallic = 0);
  // An evenly glowing surface. Emissive 1 is as bright as a white sheet at the room's exposure.
  std::shared_ptr<const SurfaceMaterial> glow(vec3 emissive);
  // A window's pane with an overcast day behind it, which gives as much light as an evenly glowing one.
  std::shared_ptr<const SurfaceMaterial> day(vec3 emissive);
  // A pane of a laylight, which glows evenly.
  std::shared_ptr<const SurfaceMaterial> laylight(vec3 emissive);
  // A thin clear sheet; `roughness` near 0.
  std::shared_ptr<const SurfaceMaterial> clear_glass();

 private:
  SurfaceMaterial make(const Finish& finish);
  std::shared_ptr<const SurfaceMaterial> keep(const std::string& key, const SurfaceMaterial& material);
  FinishTextures textures(const std::string& name);

  std::optional<Store> store_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const SurfaceMaterial>> materials_;
  std::map<std::string, FinishTextures> textures_;
};

// Makes a finish's textures: same name, same bytes. All are null for those without (metals, lacquer, glass). Tints are
// factors of the material, so all tints share one set.
FinishTextures generate_finish(const std::string& name);

// The textures as a chunk of kind `finish`, and back: texels are read when they are asked for, and made again by the
// finish's name where they can't be read. Errors: those of the chunk functions, chunk.foreign.
Result<void> write_finish(ChunkWriter& writer, const FinishTextures& textures);
Result<FinishTextures> read_finish(const std::shared_ptr<const ChunkReader>& chunk, const std::string& name);

}  // namespace enf
