// Owns: the spots' shadow maps: drawn when something a spot sees has changed, filtered once, kept.
// Must not know: cameras.
// Called by: the renderer, main thread.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/gpu/descriptors.h"
#include "engine/gpu/frame.h"
#include "engine/render/drawables.h"
#include "engine/render/settings.h"

namespace enf {

// Where a spot's map looks.
struct ShadowView {
  mat4 to_clip{1};
  vec3 right{1, 0, 0}, up{0, 1, 0};
  float tangent = 1;       // of half the map's angle
  float near_m = 0.1f, far_m = 10;
  float warp_per_m = 10, warp_zero_m = 5;
};
ShadowView shadow_view(const SpotItem& spot, const Box& scene_bounds);

class ShadowMaps {
 public:
  static Result<std::unique_ptr<ShadowMaps>> create(gpu::Device& device, const gpu::PipelineCache& cache,
                                                    Assets& assets, Streamer& streamer,
                                                    const RenderSettings& settings);

  // Gives each spot that throws shadows a layer and tells which (-1: none). Error: gpu.out_of_memory.
  Result<std::vector<int>> assign(const RenderScene& scene);
  // After the drawables are listed: notices which maps have changed.
  void watch(const RenderScene& scene, const DrawableList& list);
  // The light as the shaders want it; `offset` moves its position (reference pictures).
  GpuLight light(const RenderScene& scene, std::uint32_t spot, vec3 offset) const;

  // Moves every spot by its offset and sharpens its shadow, until called with none (reference pictures).
  void displace(std::span<const vec3> offsets);
  // Draws the maps among `spots` that are out of date. Returns how many.
  std::uint32_t draw(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list,
                     std::span<const std::uint32_t> spots);
  // Draws the first `count` spots' maps whether they changed or not.
  std::uint32_t redraw(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list, std::uint32_t count);
  bool out_of_date(std::uint32_t spot) const;
  // Wants of the models the out-of-date maps among `spots` show.
  void want(std::span<const std::uint32_t> spots, const RenderScene& scene, const DrawableList& list,
            std::vector<Want>& wants) const;

  gpu::Image& image() { return moments_; }

 private:
  struct Map {
    int layer = -1;
    std::uint64_t signature = 0;  // of the spot and what it sees
    bool current = false;         // drawn since the signature changed
    bool complete = false;        // with everything in the detail wanted
    std::vector<std::uint32_t> casters;
  };
  ShadowMaps(gpu::Device& device, Assets& assets, Streamer& streamer, const RenderSettings& settings)
      : device_(device), assets_(assets), streamer_(streamer), settings_(settings) {}
  Result<void> make_pipelines(const gpu::PipelineCache& cache);
  Result<void> make_images(std::uint32_t layers);
  void draw_map(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list, std::uint32_t spot);
  bool draw_casters(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list, const Map& map,
                    const ShadowView& view);

  gpu::Device& device_;
  Assets& assets_;
  Streamer& streamer_;
  const RenderSettings& settings_;
  gpu::SetLayout layout_;
  gpu::SetLayout texture_layout_;
  gpu::Pipeline depth_[2], cut_out_[2], span_, filter_;
  gpu::Image depth_map_, spans_, moments_;
  std::uint32_t texels_ = 512;  // of a finished map
  std::vector<Map> maps_;       // one a spot
  std::vector<vec3> offsets_;
  Box bounds_;
};

}  // namespace enf
