// Owns: what every screen of the editor stands on: Dear ImGui with its events, look and clipboard, and drawing it.
// Must not know: projects, what the screens show.
// Called by: the editor's app and the start screen, main thread; one at a time.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "editor/gui_pass.h"
#include "editor/input.h"
#include "editor/settings.h"
#include "engine/gpu/surface.h"

namespace enf::editor {

class Shell {
 public:
  // `device` must outlive it. Errors: editor.font_missing, gpu.*.
  static Result<std::unique_ptr<Shell>> create(gpu::Device& device, const EditorSettings& settings);
  ~Shell();

  // After gpu.device_lost: drops all that lives on the device, which can be destroyed then. Nothing else may be called
  // until renew().
  void let_go_of_device();
  // Draws on a new device, which must outlive it, from the next tick on. Errors: gpu.*.
  Result<void> renew(gpu::Device& device);

  // Hands the events to the widgets and calls `frame` with the seconds that pass: once, and once more for each press
  // and release and the way to it, as widgets look once a frame: a whole drag may come at once. `take` sees each event
  // first.
  Result<void> tick(std::span<const Event> events, double seconds, const std::function<void(const Event&)>& take,
                    const std::function<Result<void>(double)>& frame);
  // Begins a frame of widgets; false while there is no room to draw in. Errors: editor.font_missing.
  Result<bool> begin_frame(double seconds);
  void end_frame();

  // The next frames are to be drawn: something changed.
  void changed() { frames_due_ = 3; }
  bool needs_frame() const { return has_room() && frames_due_ > 0; }
  bool has_room() const { return width_ > 0 && height_ > 0; }
  // Draws into its own image, or into a window. Errors: gpu.*.
  Result<void> draw();
  Result<void> draw_to(gpu::Swapchain& swapchain);
  // The last picture of draw(). Errors: gpu.*.
  Result<ImageData> read_back();

  GuiPass& pass() { return *pass_; }
  std::uint32_t width() const { return width_; }
  std::uint32_t height() const { return height_; }
  void set_theme(ThemeKind theme) { theme_ = theme, look_is_stale_ = true; }
  void set_scale(float scale) { scale_ = scale, look_is_stale_ = fonts_are_stale_ = true; }

 private:
  explicit Shell(const EditorSettings& settings)
      : settings_(settings),
        theme_(settings.look.is_dark ? ThemeKind::dark : ThemeKind::light),
        scale_(static_cast<float>(settings.look.scale_percent) / 100) {}
  void feed(const Event& event);
  Result<void> apply_look();
  void record(gpu::Frame& frame, gpu::Image& target, VkFormat format);

  gpu::Device* device_ = nullptr;  // null between let_go_of_device() and renew()
  EditorSettings settings_;
  ThemeKind theme_;
  float scale_;
  ImGuiContext* imgui_ = nullptr;
  std::unique_ptr<GuiPass> pass_;
  std::unique_ptr<gpu::Frames> frames_;
  gpu::Image canvas_;  // of draw()
  std::uint32_t width_ = 0, height_ = 0;
  bool look_is_stale_ = true, fonts_are_stale_ = true;
  int frames_due_ = 3;  // the interface settles within so many
};

}  // namespace enf::editor
