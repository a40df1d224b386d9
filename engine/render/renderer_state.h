// Owns: the renderer's insides: resources, lists and the passes' order.
// Must not know: windows, documents.
// Called by: renderer.cpp alone.
#pragma once

#include <optional>
#include <vector>

#include "engine/gpu/frame.h"
#include "engine/gpu/readback.h"
#include "engine/render/drawables.h"
#include "engine/render/overlay.h"
#include "engine/render/patches.h"
#include "engine/render/probes.h"
#include "engine/render/renderer.h"
#include "engine/render/shadows.h"

namespace enf {

// One draw, resolved to what the GPU is told.
struct DrawCall {
  const gpu::Pipeline* pipeline = nullptr;
  VkDescriptorSet material = VK_NULL_HANDLE;
  std::uint32_t room = no_room;
  std::uint32_t light_list = 0;
  gpu::BufferSlice vertices, indices;  // of a picture: its patches, none
  std::uint32_t first_index = 0, count = 0, instances = 1;
  GpuDraw constants;
  float distance_m = 0;
  bool transparent = false;
};

struct Renderer::State {
  State(gpu::Device& device_, const RenderSettings& settings_) : device(device_), settings(settings_) {}

  // A window's image to show the picture in.
  struct Window {
    gpu::Swapchain::Target target;
    VkFormat format = VK_FORMAT_UNDEFINED;
  };
  // How a list of draws is to be made: from where, how fine, for which target.
  struct View {
    mat4 view_projection{1};
    vec3 eye{0};
    Frustum frustum;
    float focal_px = 1000;
    Target target = Target::main;
    std::uint32_t only_room = no_room;  // probes: this room and what belongs to none
  };

  Result<void> make(Jobs& jobs);
  Result<void> make_targets(std::uint32_t width, std::uint32_t height);
  Result<void> set_scene(std::shared_ptr<const RenderScene> scene);
  Result<void> upload_lights(std::span<const vec3> offsets);
  Result<FrameStats> draw(const Camera& camera, const DrawOptions& options, const Window* window);
  Result<ImageData> read_back();
  Result<ImageData> draw_reference(const Camera& camera, const DrawOptions& options, std::uint32_t passes);

  View view_of(const Camera& camera) const;
  float exposure_at(vec3 eye) const;
  void find_visible(const View& view, const Camera* camera);
  void collect_wants(const View& view);
  Result<void> refresh_light(bool all, FrameStats& stats);
  void list_calls(gpu::Frame& frame, const View& view, std::vector<DrawCall>& calls, FrameStats& stats);
  void add_call(DrawCall call, const MaterialOnGpu& material, Geometry geometry, const Drawable& d, const View& view,
                std::vector<DrawCall>& calls);
  void record_calls(gpu::Frame& frame, const View& view, float exposure_lx, bool without_ambient,
                    std::span<const DrawCall> calls);
  void draw_main(gpu::Frame& frame, const View& view, const DrawOptions& options, float exposure_lx);

  gpu::Device& device;
  RenderSettings settings;
  gpu::PipelineCache cache;
  std::unique_ptr<Streamer> streamer;
  std::unique_ptr<Assets> assets;
  std::unique_ptr<ShadowMaps> shadows;
  std::unique_ptr<Probes> probes;
  std::unique_ptr<Overlay> overlay;
  std::unique_ptr<gpu::Frames> frames;
  gpu::SetLayout frame_layout, room_layout;
  std::optional<Pipelines> pipelines;
  gpu::Image colour, depth, picture;  // picture: one sample, what is read back
  std::uint32_t samples = 1;

  std::shared_ptr<const RenderScene> scene;
  DrawableList list;
  gpu::Buffer lights;
  std::vector<std::uint32_t> all_spots;

  // Kept between pictures so that nothing is allocated once all have grown.
  std::vector<std::uint32_t> visible;
  std::vector<Want> wants;
  std::vector<DrawCall> calls;
  std::vector<Patch> patches;
  std::vector<GpuPatch> gpu_patches;
  std::vector<VkDescriptorSet> room_sets;
  std::vector<bool> room_visible;
  std::vector<Frustum> room_frusta;  // one a room: the part of the view it shows in

  vec2 jitter_px{0};  // reference pictures: moves the image by a part of a pixel
  std::uint64_t last_submission = 0;
  FrameStats last_stats;
  std::optional<Error> error;  // met while listing draws
};

}  // namespace enf
