// Owns: the exhibition as it is seen while it is edited: the camera and the picture.
// Must not know: panels, widgets, operators.
// Called by: the app, main thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "editor/edited_scene.h"
#include "editor/light_meter.h"
#include "engine/render/renderer.h"
#include "engine/scene/pick.h"

namespace enf::editor {

// Where one stands and looks.
struct Gaze {
  vec3 eye{0, 1.6f, 0};
  float yaw = 0, pitch = 0;  // radians; yaw 0 looks north (-z) and grows to the left
  float fov_y = 0.95f;
  vec3 forward() const;
  void look_at(vec3 target);
  friend bool operator==(const Gaze&, const Gaze&) = default;
};

// The wall on whose surface something was hit, if it was one.
struct WallPlace {
  RoomId room;
  std::uint32_t wall = 0;
  double along_m = 0;
};
std::optional<WallPlace> wall_at(const Document& document, const Pick& hit);

class Stage {
 public:
  enum class Light { of_lamps, traced };
  // All must outlive it. Errors: those of Renderer::create.
  static Result<std::unique_ptr<Stage>> create(gpu::Device& device, Jobs& jobs, SceneSource& source,
                                               const RenderSettings& settings, Light light);
  // As Shell's.
  void let_go_of_device();
  Result<void> renew(gpu::Device& device);

  // Shows this document. What did not change keeps its meshes.
  void set_document(const DividedDocument& divided) { scene_.set_document(divided); }
  // As EditedScene::renew.
  void renew(const std::set<AssetId>& assets) { scene_.renew(assets); }
  void renew_luminaires(const std::set<std::string>& files) { scene_.renew_luminaires(files); }
  // Labels and wall texts are shown in this language.
  void set_language(const std::string& language) { scene_.set_language(language); }
  void set_gaze(const Gaze& gaze) { gaze_ = gaze; }
  const Gaze& gaze() const { return gaze_; }
  void stand_at(const Viewpoint& view);
  // Stands where the viewpoint is, or where the room is seen whole.
  void go_to(const Document& document, const RoomId& room);

  // Whether the picture is out of date or still gets finer.
  bool needs_picture() const;
  // Whether a worker is at something that will make another picture.
  bool waits() const { return scene_.is_shading(); }
  // Whether better light may come, which takes its time; whether it has to be traced.
  bool awaits_light() const { return lights_ && lights_->is_busy(); }
  bool is_tracing() const { return lights_ && lights_->is_tracing(); }
  // Draws the picture in this size. Errors: gpu.*.
  Result<void> draw(std::uint32_t width, std::uint32_t height);
  Result<void> save_cache() { return renderer_->save_cache(); }
  std::vector<EditedScene::InView> in_view() const { return scene_.in_view(); }
  // The rooms seen of late; null before the first picture.
  const std::shared_ptr<const RenderScene>& scene() const { return scene_.scene(); }
  gpu::Image& picture() { return renderer_->picture(); }
  const FrameStats& stats() const { return stats_; }

  // What is measured of the light: nothing, single places, or also the whole picture in false colours. Rooms that are
  // out of view are not measured.
  enum class Measuring { nothing, places, picture };
  void measure(Measuring what);
  // Null while nothing is measured or the rooms are looked at. main thread; asking it is quick.
  const LightMeter* meter() const { return meter_.get(); }

  // The ray through a point of the picture, -1..1 each way with y down, and what it meets.
  Ray ray_through(vec2 point) const;
  std::optional<Pick> pick(vec2 point) const;
  // Where a point of the world shows in the picture; nothing behind the eye.
  std::optional<vec2> project(vec3 point) const;

 private:
  Stage(SceneSource& source, Jobs& jobs, const RenderSettings& settings, Light light)
      : jobs_(jobs),
        settings_(settings),
        lights_(light == Light::traced ? std::make_unique<RoomLights>(source) : nullptr),
        scene_(source, jobs, lights_.get()) {}
  Camera camera() const;
  float aspect() const;
  void ask_meter();
  Jobs& jobs_;
  RenderSettings settings_;  // of the renderer when it was made
  std::unique_ptr<Renderer> renderer_;
  std::unique_ptr<RoomLights> lights_;
  EditedScene scene_;
  std::unique_ptr<LightMeter> meter_;
  Measuring measuring_ = Measuring::nothing;
  Gaze gaze_;
  std::optional<Gaze> shown_;
  FrameStats stats_;
};

}  // namespace enf::editor
