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
#include "engine/scene/occlusion.h"
#include "engine/scene/visibility.h"

namespace enf {

// One draw, resolved to what the GPU is told.
struct DrawCall {
  const gpu::Pipeline* pipeline = nullptr;
  std::uint64_t pipeline_order = 0, material_order = 0;
  VkDescriptorSet material = VK_NULL_HANDLE;
  std::uint32_t drawable = 0;  // in the list
  std::uint32_t room = no_room;
  std::uint32_t light_list = 0;
  gpu::BufferSlice vertices, indices;  // of a picture: its patches, none
  VkIndexType index_type = VK_INDEX_TYPE_UINT32;
  std::uint32_t first_index = 0, count = 0, instances = 1;
  GpuDraw constants;
  float distance_m = 0;
  ScreenRect shows;  // nothing of it is seen outside
  bool transparent = false;
};

// A drawable in view and the detail it is to be drawn in.
struct Seen {
  std::uint32_t drawable = 0;
  std::uint32_t level = 0;                     // of a model's mesh
  std::uint32_t first_patch = 0, patches = 0;  // of a picture, in the list's patches
  float error_px = 0;                          // on screen, if its coarsest form stood in
  ScreenRect shows;                            // nothing of it is seen outside
};
struct ViewList {
  std::vector<Seen> seen;
  std::vector<Patch> patches;
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
    std::uint32_t top_px = 0, rows_px = ~0u;  // the part of the picture that is drawn
  };

  Result<void> make(Jobs& jobs);
  Result<void> make_targets(std::uint32_t width, std::uint32_t height);
  Result<void> set_scene(std::shared_ptr<const RenderScene> scene);
  Result<FrameStats> draw(const Camera& camera, const DrawOptions& options, const Window* window);
  Result<ImageData> read_back();
  Result<ImageData> draw_reference(const Camera& camera, const DrawOptions& options, std::uint32_t passes);

  // view.cpp
  View view_of(const Camera& camera) const;
  void find_visible(const View& view, const Camera& camera);
  void find_unhidden(const View& view);
  void add_touching(const View& view, const Frustum& frustum, std::uint32_t room, ViewList& out);
  void choose_detail(const View& view, Seen& seen, ViewList& out);
  void collect_wants(const View& view, const ViewList& from);
  std::uint32_t levels_blurred(const View& view, const Drawable& d) const;
  void look_ahead(const View& view);
  bool is_seen(std::uint32_t room) const;
  void list_wants_ahead(const View& view);
  bool is_time_for_wants_ahead();
  bool is_there(std::uint32_t room) const;
  void list_calls(gpu::Frame& frame, const View& view, const ViewList& from, std::vector<DrawCall>& calls,
                  FrameStats& stats);
  void list_picture(const View& view, const Seen& seen, const ViewList& from, std::vector<DrawCall>& calls,
                    FrameStats& stats);
  void list_model(const View& view, const Seen& seen, std::vector<DrawCall>& calls, FrameStats& stats);
  void add_call(DrawCall call, const MaterialOnGpu& material, Geometry geometry, const Drawable& d, const View& view,
                std::vector<DrawCall>& calls);
  void record_calls(gpu::Frame& frame, const View& view, float exposure_lx, bool without_ambient,
                    std::span<const DrawCall> calls);
  // light_refresh.cpp
  Result<void> refresh_light(bool all, FrameStats& stats);
  Result<bool> take_probe(std::uint32_t room);

  void draw_main(gpu::Frame& frame, const View& view, const DrawOptions& options, float exposure_lx);
  std::uint32_t band_rows() const { return (settings.height + settings.bands - 1) / settings.bands; }

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
  gpu::Image band;                    // a part of it, where it is drawn in several
  std::uint32_t samples = 1;

  std::shared_ptr<const RenderScene> scene;
  DrawableList list;
  // Kept between pictures so that nothing is allocated once all have grown.
  ViewList main_list, probe_list;
  OcclusionMap occlusion;
  std::vector<std::pair<float, std::uint32_t>> near_groups, near_members;
  std::vector<Want> wants;
  std::vector<DrawCall> calls;
  std::vector<GpuPatch> gpu_patches;
  std::vector<VkDescriptorSet> room_sets;
  std::vector<std::uint32_t> around_places;  // as list_places, of the rooms, then of the list's arounds
  gpu::PassDesc main_pass{.label = "main"};
  std::vector<std::uint32_t> list_places;   // a light list's place in this pass's buffer
  std::vector<VisibleRoom> rooms_seen;      // of the last main picture, the eye's own first
  std::vector<std::uint32_t> rooms_around;  // that may soon be seen or are, of where looked_from
  std::optional<vec3> looked_from;
  std::vector<Want> wants_ahead;  // of what may soon be seen from there
  bool ahead_is_new = false;
  int pictures_at_rest = 0;  // since they were last asked for
  std::vector<std::uint32_t> spots_seen, spots_near;
  std::optional<mat4> last_view_projection;  // of the main picture before this one

  vec2 jitter_px{0};  // reference pictures: moves the image by a part of a pixel
  std::uint64_t last_submission = 0;
  FrameStats last_stats;
  std::optional<Error> error;  // met while listing draws
};

}  // namespace enf
