// Owns: the visitor's program without a window: project, visit, interface and renderer, driven by tick and draw.
// Must not know: windows, the wall clock, who calls.
// Called by: the window host, the headless host and tests, main thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/app/adaptation.h"
#include "engine/app/live_scene.h"
#include "engine/app/profile_panel.h"
#include "engine/app/ui.h"
#include "engine/app/visit.h"
#include "engine/render/renderer.h"

namespace enf {

struct VisitorSettings {
  std::filesystem::path project;
  std::string language;                  // empty: the exhibition's first
  std::string start;                     // a viewpoint's id; empty: the exhibition's own start
  std::optional<EyePose> stands;         // where the visit begins instead, if one can stand there
  std::string notice;                    // a line shown over the first pictures, which goes by itself
  std::filesystem::path picture_folder;  // where pictures and traces the visitor takes are put; made with the first
  RenderSettings render;                 // its size is the picture's first size
  float density = 1;                     // pixels that make one design pixel
};

class VisitorApp {
 public:
  // Opens the project and brings the coarsest of everything to the GPU. `device` and `jobs` must outlive it.
  // Errors: those of open_exhibition, Visit::begin and Renderer::create.
  static Result<std::unique_ptr<VisitorApp>> open(gpu::Device& device, Jobs& jobs, const VisitorSettings& settings);

  // After gpu.device_lost: drops all that lives on the device, which can be destroyed then. Nothing else may be called
  // until renew().
  void let_go_of_device() { renderer_.reset(); }
  // Shows the same visit on a new device, which must outlive it. Errors: those of Renderer::create.
  Result<void> renew(gpu::Device& device);

  // Takes the events, then lets `seconds` pass. Changes language, size and takes pictures as the visitor asked. A
  // picture that can't be saved is told to the visitor, not returned. Errors: gpu.*.
  Result<void> tick(std::span<const Event> events, double seconds);

  // True if the picture on the screen is out of date or still gets finer.
  bool needs_frame() const;
  // How long the host may wait for events before the next tick; 0 while needs_frame(), infinity at rest.
  double seconds_until_change() const;

  // Draws into the renderer's image or a window. Errors: gpu.*.
  Result<FrameStats> draw();
  Result<FrameStats> draw_to(gpu::Swapchain& swapchain);
  // The last picture. Errors: gpu.*.
  Result<ImageData> read_back() { return renderer_->read_back(); }

  const Visit& visit() const { return *visit_; }
  const OpenedExhibition& exhibition() const { return *exhibition_; }
  const UiFrame& ui() const { return frame_; }
  Renderer& renderer() { return *renderer_; }
  // The exhibition's title in the visitor's language.
  std::string title() const;
  // Where the last picture was saved.
  const std::filesystem::path& last_picture() const { return last_picture_; }
  // The same of the last trace.
  const std::filesystem::path& last_trace() const { return last_trace_; }

 private:
  VisitorApp() = default;
  float aspect() const;
  Result<void> follow();
  void adapt(double seconds);
  void tell_of_trouble();
  Result<void> take_picture();
  void save_trace();
  Result<std::filesystem::path> free_path(std::string_view ending) const;
  void lay_out();
  DrawOptions options();
  void show_profiler();
  template <class Draw>
  Result<FrameStats> drawn_by(Draw draw);

  VisitorSettings settings_;
  Jobs* jobs_ = nullptr;
  std::unique_ptr<OpenedExhibition> exhibition_;
  std::unique_ptr<LiveScene> live_;
  std::unique_ptr<Renderer> renderer_;
  std::unique_ptr<Ui> ui_;
  std::optional<Visit> visit_;
  std::string shown_language_;
  std::size_t notes_told_ = 0;
  bool told_of_medium_ = false, told_of_memory_ = false;
  UiFrame frame_;
  std::vector<OverlayQuad> overlay_;
  Adaptation adaptation_;
  std::optional<vec3> last_eye_;
  std::filesystem::path last_picture_, last_trace_;

  std::uint64_t tick_begin_ns_ = 0;
  ProfileHistory history_;
  std::optional<ProfilePanel> profile_panel_;
  FrameStats last_stats_;
  std::shared_ptr<const ImageData> profile_picture_;
  std::string profile_language_;
  double profile_age_s_ = 0;  // since profile_picture_ was drawn

  // What the last picture on the screen showed.
  struct Shown {
    EyePose pose;
    float exposure_lx = 0;
    std::vector<UiImage> images;
    std::uint32_t width = 0, height = 0;
    std::shared_ptr<const RenderScene> scene;
    bool profiler = false;
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  Shown now() const;
  std::optional<Shown> shown_;
};

}  // namespace enf
