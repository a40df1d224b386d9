// Owns: the spots' shadow maps: drawn when something a spot sees has changed, filtered once, kept.
// Must not know: cameras.
// Called by: the renderer, main thread.
#pragma once

#include <memory>
#include <optional>
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
  float tangent = 1;  // of half the map's angle
  float near_m = 0.1f, far_m = 10;
  float warp_per_m = 10, warp_zero_m = 5;
};
// `bounds` holds all that the spot can fall on.
ShadowView shadow_view(const SpotItem& spot, const Box& bounds);

class ShadowMaps {
 public:
  static Result<std::unique_ptr<ShadowMaps>> create(gpu::Device& device, const gpu::PipelineCache& cache,
                                                    Assets& assets, Streamer& streamer, const RenderSettings& settings);

  // Which of the scene's spots throw shadows at all, one a spot.
  std::vector<std::uint8_t> throwing(const RenderScene& scene) const;
  // After the drawables are listed. Maps of spots that see the same as before are kept, wherever the spot now stands in
  // the scene's list.
  void set_scene(const RenderScene& scene, const DrawableList& list);
  // The light as the shaders want it; fully lit while it has no map.
  GpuLight light(const RenderScene& scene, std::uint32_t spot) const;

  // Moves every spot by its offset and sharpens its shadow, until called with none (reference pictures).
  void displace(std::span<const vec3> offsets);
  // For a spot the next picture shows, or one that may soon be seen.
  enum class Claim { now, ahead };
  // Tells which spots the next picture shows and which may soon be seen. A map of the former is given to nobody else,
  // one of the latter only to a spot of the former.
  void keep(std::span<const std::uint32_t> shown, std::span<const std::uint32_t> ahead);
  // Whether the spot's map has to be drawn (and can be: there is a layer for it).
  bool out_of_date(std::uint32_t spot, Claim claim) const;
  // Whether the spot's shadows are as they will stay: it has a map with everything on it, or throws none.
  bool is_settled(std::uint32_t spot) const;
  // Whether it is not and will be, once all has arrived.
  bool is_awaited(std::uint32_t spot, Claim claim) const;
  // Draws the maps of `spots`, those with a lesser claim making room if need be. Returns how many.
  std::uint32_t draw(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list,
                     std::span<const std::uint32_t> spots, Claim claim);
  // Draws the first `count` throwing spots' maps whether they changed or not.
  std::uint32_t redraw(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list, std::uint32_t count);
  // Wants of the models the out-of-date maps among `spots` show.
  void want(std::span<const std::uint32_t> spots, const DrawableList& list, Claim claim,
            std::vector<Want>& wants) const;

  gpu::Image& image() { return moments_; }

 private:
  struct Spot {
    bool throws = false;
    std::uint32_t layer = 0;      // 0: none, fully lit
    std::uint64_t signature = 0;  // of the spot and what it sees
    ShadowView view;
    std::vector<std::uint32_t> casters;
  };
  // One of the moments' layers. The first is for ever fully lit.
  struct Layer {
    std::uint64_t signature = 0;                   // 0: free
    std::uint64_t last_shown = 0, last_ahead = 0;  // the pictures it was kept for
    bool current = false;                          // drawn since its spot changed
    bool complete = false;                         // with everything in the detail wanted
    std::uint64_t uploads = 0;  // the streamer's when it was drawn: incomplete, it is worth drawing anew after more
  };
  ShadowMaps(gpu::Device& device, Assets& assets, Streamer& streamer, const RenderSettings& settings)
      : device_(device), assets_(assets), streamer_(streamer), settings_(settings) {}
  Result<void> make_pipelines(const gpu::PipelineCache& cache);
  Result<void> make_images();
  std::optional<std::uint32_t> free_layer(Claim claim) const;
  void draw_map(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list, std::uint32_t spot);
  bool draw_casters(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list, const Spot& spot,
                    const mat4& to_clip);

  gpu::Device& device_;
  Assets& assets_;
  Streamer& streamer_;
  const RenderSettings& settings_;
  gpu::SetLayout layout_;
  gpu::SetLayout texture_layout_;
  gpu::Pipeline depth_[2], cut_out_[2], span_, width_, filter_;
  gpu::Image depth_map_, spans_, widths_, moments_;
  std::uint32_t texels_ = 512;  // of a finished map
  std::vector<Spot> spots_;     // one a spot of the scene
  std::vector<Layer> layers_;
  std::uint64_t pictures_ = 1;
  std::vector<vec3> offsets_;
};

}  // namespace enf
