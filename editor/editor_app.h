// Owns: the editor without a window: project, panes and menus, the perspective view, driven by tick and draw.
// Must not know: windows, the wall clock, who calls.
// Called by: the window host, the headless host and tests, main thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "editor/form.h"
#include "editor/gui_pass.h"
#include "editor/input.h"
#include "editor/panels.h"
#include "editor/plan_view.h"
#include "editor/stage.h"
#include "editor/theme.h"
#include "editor/thumbnails.h"
#include "editor/wall_view.h"
#include "editor/workspace.h"
#include "engine/gpu/surface.h"

namespace enf::editor {

struct EditorSettings {
  std::filesystem::path project;
  Editing::Mode mode = Editing::Mode::edit;
  std::string language = "en";  // of the interface
  ThemeKind theme = ThemeKind::light;
  float scale = 1;          // 0.8 to 2: how large everything is, beside the screen's own density
  double autosave_s = 120;  // edits older than this are saved unasked
  RenderSettings render;    // its size is the window's first size
  float density = 1;
  // The host's text clipboard; empty: the editor's own.
  std::function<std::string()> paste_text;
  std::function<void(const std::string&)> copy_text;
};

class EditorApp {
 public:
  // `device` and `jobs` must outlive it. If another program edits the project it is opened for reading, which a notice
  // tells. Errors: those of Editing::open, SceneSource::open, Stage::create, build_fonts.
  static Result<std::unique_ptr<EditorApp>> open(gpu::Device& device, Jobs& jobs, const EditorSettings& settings);
  ~EditorApp();

  // Takes the events, lets `seconds` pass and lays the interface out. Errors: gpu.*.
  Result<void> tick(std::span<const Event> events, double seconds);
  // True while something on the screen is out of date.
  bool needs_frame() const;
  // Whether workers are at something that will change the screen.
  bool is_busy() const { return workspace_->is_saving() || stage_->waits(); }
  // How long the host may wait for events; 0 while needs_frame(), infinity at rest.
  double seconds_until_change() const;
  // Draws into the app's own image, or into a window. Errors: gpu.*.
  Result<void> draw();
  Result<void> draw_to(gpu::Swapchain& swapchain);
  // The last picture of draw(). Errors: gpu.*.
  Result<ImageData> read_back();

  Workspace& workspace() { return *workspace_; }
  std::string title() const;
  // False once the curator has asked to leave; what is not saved is in the journal.
  bool is_open() const { return is_open_; }

 private:
  EditorApp(gpu::Device& device, const EditorSettings& settings) : device_(device), settings_(settings) {}
  void take(const Event& event);
  void take_key(const KeyEvent& event);
  Result<void> frame(double seconds);
  void lay_out();
  void draw_menus();
  void draw_toolbar(float top, float high);
  void draw_panes(float top, float bottom);
  void draw_perspective();
  void drop_in_perspective(vec2 point);
  void outline_selection(ImVec2 low, ImVec2 space);
  void draw_status(float top, float high);
  void follow_session();
  Result<void> apply_look();
  Result<void> record(gpu::Frame& frame, gpu::Image& target, VkFormat format);
  ImTextureID texture(const Work& work);

  gpu::Device& device_;
  EditorSettings settings_;
  ImGuiContext* imgui_ = nullptr;
  std::unique_ptr<SceneSource> source_;
  std::unique_ptr<Stage> stage_;
  std::unique_ptr<GuiPass> pass_;
  std::unique_ptr<gpu::Frames> frames_;
  std::optional<Messages> messages_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<Thumbnails> thumbnails_;
  gpu::Image canvas_;  // of draw()

  CataloguePanel catalogue_;
  InspectorPanel inspector_;
  PlanView plan_;
  WallView wall_;
  OperatorForm form_;
  CommandPalette palette_;
  bool shows_history_ = false;
  // Where the panes meet, as parts of the window.
  float left_px_ = 270, right_px_ = 300, split_y_ = 0.52f, split_x_ = 0.5f;
  uvec2 stage_size_{0};
  struct Grab {
    AnyId id;
    dvec3 point{0};  // where it was taken hold of, in the world
    bool moved = false;
  };
  std::optional<Grab> grab_;
  bool looks_around_ = false;

  std::uint32_t width_ = 0, height_ = 0;
  bool look_is_stale_ = true, fonts_are_stale_ = true;
  int frames_due_ = 3;  // the interface settles within so many
  bool is_open_ = true;
  RoomId room_shown_;
};

}  // namespace enf::editor
