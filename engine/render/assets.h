// Owns: what of a render scene lies on the GPU by pointer: meshes and textures made by the engine, materials' sets.
// Must not know: passes, cameras.
// Called by: the renderer when a scene is set and before a frame, main thread.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "engine/gpu/descriptors.h"
#include "engine/gpu/frame.h"
#include "engine/gpu/resource.h"
#include "engine/light/room_light.h"
#include "engine/render/gpu_types.h"
#include "engine/render/pipelines.h"
#include "engine/scene/render_scene.h"
#include "engine/stream/streamer.h"

namespace enf {

struct MeshOnGpu {
  std::shared_ptr<const MeshData> source;
  gpu::Buffer vertices, indices;
  std::uint32_t index_count = 0;
  VkIndexType index_type = VK_INDEX_TYPE_UINT32;
  bool used = false;
};

struct TextureOnGpu {
  std::shared_ptr<const ImageData> source;
  gpu::Image image;               // all of it, or its coarsest mips
  std::optional<ModelId> streamed;  // who brings the finer ones: this one's only texture
  bool used = false;
};

// A texture of an engine's material of which the streamer brings as much as can be seen.
struct FinerTexture {
  ModelId id;
  float texels_per_m = 1;      // of mip 0
  std::uint32_t coarsest = 0;  // from this mip on it is always there
  std::uint32_t wanted = ~0u;  // the first mip that the last picture could show
};

struct LightOnGpu {
  std::shared_ptr<const RoomLight> source;
  gpu::Image lux, towards;
  bool used = false;
};

struct BitmapOnGpu {
  std::shared_ptr<const ImageData> source;
  gpu::Image image;
  std::uint64_t last_used = 0;
};

// A material ready to bind.
struct MaterialOnGpu {
  std::shared_ptr<const SurfaceMaterial> source;  // of the engine's materials
  gpu::Buffer uniforms;
  gpu::DescriptorSet set;
  Features features;
  GpuMaterial values;       // what `uniforms` holds
  std::uint64_t order = 0;  // of draws: by the values, so that it is the same in every run
  const gpu::Image* base_image = nullptr;
  std::vector<std::uint32_t> versions;  // of its textures when the set was made
  std::vector<FinerTexture> finer;
  float nearest_m = std::numeric_limits<float>::infinity();  // so near something of it is seen; see want_finishes
  bool used = false;
};

// A cooked model known to the streamer.
struct ModelOnGpu {
  std::shared_ptr<const ModelSource> source;
  ModelId id;
  std::vector<MaterialOnGpu> materials;
  bool used = false;
};

struct PictureOnGpu {
  std::shared_ptr<const PyramidSource> source;
  PyramidId id;
  bool used = false;
};

// The features and the shader's values of a material whose textures are there as told.
struct MaterialParts {
  Features features;
  GpuMaterial values;
};
struct TexturesThere {
  bool base = false, surface = false, normal = false, occlusion = false, emissive = false;
};
MaterialParts material_parts(const CookedMaterial& material, TexturesThere there);

class Assets {
 public:
  // Of engine textures that have mips, the finest `mips_left_out` are not brought. Errors: gpu.*.
  static Result<std::unique_ptr<Assets>> create(gpu::Device& device, Streamer& streamer, float anisotropy,
                                                std::uint32_t mips_left_out = 0);

  // Brings what the scene needs, of textures with mips the coarsest, and forgets what it no longer names. Waits for
  // uploads. Errors: gpu.*.
  Result<void> load(const RenderScene& scene);

  const MeshOnGpu& mesh(const SurfaceItem& item) const { return meshes_.at(item.mesh.get()); }
  MaterialOnGpu& material(const SurfaceItem& item) { return materials_.at(item.material.get()); }
  const LightOnGpu& light(const RoomLight* light) const { return lights_.at(light); }
  ModelOnGpu& model(const ModelSource* source) { return models_.at(source); }
  PictureOnGpu& picture(const PyramidSource* source) { return pictures_.at(source); }
  // Wants of the engine's materials the mips that can be seen where their nearest_m says that something of them is, with
  // this many pixels a radian in the picture's middle (infinite: all mips), and forgets nearest_m.
  void want_finishes(float focal_px, float priority, std::vector<Want>& wants);
  // Whether all is there that the last picture's want_finishes asked for.
  bool has_finishes_wanted() const;
  // Has the engine's materials show the textures that are resident now; to be called before their sets are used.
  // Error: gpu.out_of_memory.
  Result<void> refresh_materials();
  // The material's set with the textures that are resident now. Error: gpu.out_of_memory.
  Result<const MaterialOnGpu*> model_material(ModelOnGpu& model, std::uint32_t index);
  // A set for a picture's surface over the tile pool; kept by roughness, varnish and whether it shows what is behind.
  // Error: gpu.out_of_memory.
  Result<const MaterialOnGpu*> picture_material(const PictureItem& item);
  // Brings a bitmap of the interface with this frame, if it is not there. It is forgotten when nobody else keeps it or
  // 100 pictures did without it. Error: gpu.out_of_memory.
  Result<void> bring_bitmap(gpu::Frame& frame, const std::shared_ptr<const ImageData>& image);
  const gpu::Image& bitmap(const ImageData* image) const { return bitmaps_.at(image).image; }
  void forget_old_bitmaps();

  const gpu::SetLayout& material_layout() const { return material_layout_; }
  gpu::SamplerCache& samplers() { return samplers_; }
  const gpu::Image& white() const { return white_; }
  VkSampler sampler(TextureWrap u, TextureWrap v);

 private:
  Assets(gpu::Device& device, Streamer& streamer) : device_(device), streamer_(streamer), samplers_(device) {}
  Result<void> load_lights(const RenderScene& scene);
  Result<void> upload_textures(std::span<TextureOnGpu* const> fresh);
  Result<void> fill_from_source(MaterialOnGpu& material);
  std::uint32_t version_of(const TextureOnGpu& texture) const;
  Result<void> fill(MaterialOnGpu& material, const MaterialParts& parts,
                    const std::array<std::pair<const gpu::Image*, VkSampler>, 5>& textures, bool array_base);

  gpu::Device& device_;
  Streamer& streamer_;
  gpu::SamplerCache samplers_;
  float anisotropy_ = 1;
  std::uint32_t mips_left_out_ = 0;
  gpu::SetLayout material_layout_;
  std::shared_ptr<gpu::DescriptorPool> pool_;
  gpu::Image white_;
  std::map<const MeshData*, MeshOnGpu> meshes_;
  std::map<const ImageData*, TextureOnGpu> textures_;
  std::map<const SurfaceMaterial*, MaterialOnGpu> materials_;
  std::map<const RoomLight*, LightOnGpu> lights_;
  std::map<const ModelSource*, ModelOnGpu> models_;
  std::map<const PyramidSource*, PictureOnGpu> pictures_;
  std::map<std::tuple<float, float, bool>, MaterialOnGpu> picture_materials_;
  std::map<const ImageData*, BitmapOnGpu> bitmaps_;
  std::uint64_t pictures_drawn_ = 0;
};

}  // namespace enf
