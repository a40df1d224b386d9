// Owns: the editor without a window: project, panes and menus, the perspective view, driven by tick and draw.
// Must not know: windows, the wall clock, who calls.
// Called by: the window host, the headless host and tests, main thread.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "editor/cooker.h"
#include "editor/file_chooser.h"
#include "editor/form.h"
#include "editor/import_sheet.h"
#include "editor/lesson_card.h"
#include "editor/model_sections.h"
#include "editor/pane_focus.h"
#include "editor/panels.h"
#include "editor/plan_view.h"
#include "editor/problems_panel.h"
#include "editor/relinker.h"
#include "editor/shell.h"
#include "editor/stage.h"
#include "editor/text_sheet.h"
#include "editor/thumbnails.h"
#include "editor/tour_player.h"
#include "editor/tours_panel.h"
#include "editor/view_pictures.h"
#include "editor/wall_lux.h"
#include "editor/wall_view.h"
#include "editor/workspace.h"
#include "engine/app/eye_pose.h"
#include "engine/app/luminaire.h"
#include "engine/app/sound.h"

namespace enf::editor {

class EditorApp {
 public:
  // `device` and `jobs` must outlive it. If another program edits the project it is opened for reading, which a notice
  // tells. Errors: those of Editing::open, SceneSource::open, Stage::create, build_fonts.
  static Result<std::unique_ptr<EditorApp>> open(gpu::Device& device, Jobs& jobs, const EditorSettings& settings);
  ~EditorApp();

  // After gpu.device_lost: drops all that lives on the device, which can be destroyed then. Nothing else may be called
  // until renew().
  void let_go_of_device();
  // Goes on with the same work on a new device, which must outlive it. Tick before the next draw. Errors: gpu.*.
  Result<void> renew(gpu::Device& device);

  // Takes the events, lets `seconds` pass and lays the interface out. Errors: gpu.*.
  Result<void> tick(std::span<const Event> events, double seconds);
  // Takes the words of the field one writes in, as leaving it does: before the app is closed. Errors: gpu.*.
  Result<void> leave_field() {
    leaves_field_ = true;
    return tick({}, 0);
  }
  // True while something on the screen is out of date.
  bool needs_frame() const;
  // Whether workers are at something that will change the screen.
  bool is_busy() const {
    return workspace_->is_writing() || stage_->waits() || (shows_lux() && is_measuring()) || is_taking_in() ||
           is_working_out_tours() || sound_ || sections_->is_working();
  }
  // How long the host may wait for events; 0 while needs_frame(), infinity at rest.
  double seconds_until_change() const;
  // Draws into the app's own image, or into a window. Errors: gpu.*.
  Result<void> draw();
  Result<void> draw_to(gpu::Swapchain& swapchain);
  // The last picture of draw(). Errors: gpu.*.
  Result<ImageData> read_back() { return shell_->read_back(); }

  Workspace& workspace() { return *workspace_; }
  // What the spots give a work's face, measured when it is first asked for; null while the rooms in view are looked at,
  // or nothing is measured.
  const WorkLight* light_on(const Placement& placement);
  const Lesson& lesson() const { return lesson_; }
  const Look& look() const { return workspace_->look(); }
  // Keeps compiled pipelines for the next start. Errors: file.*.
  Result<void> save_cache() { return stage_->save_cache(); }
  std::string title() const;
  // What the curator asked for that is not this app's: another exhibition, to see this one as visitors do, or the
  // practice exhibition with its practice. Asked once.
  enum class Wish { none, another_exhibition, visit, practice };
  Wish take_wish() { return std::exchange(wish_, Wish::none); }
  // Where the camera is and looks, for a visit that begins there.
  EyePose pose() const;
  // Whether visitors are offered the language.
  bool is_offered(std::string_view language) const;
  // How one comes back from a visit, in the interface's language.
  std::string way_back() const { return std::string(workspace_->tr("F5: back to the editor")); }

 private:
  EditorApp(gpu::Device& device, Jobs& jobs) : device_(&device), jobs_(jobs) {}
  void take_key(const KeyEvent& event);
  bool take_pane_key(const KeyEvent& event);
  void take_drop(const DropEvent& drop);
  DropPlace place_at(vec2 point) const;
  void take_cooked();
  void locate(const AnyId& item);
  void look_at_files(double seconds);
  void take_request(const WindowRequest& request);
  void play(const TourId& tour);
  void follow_look();
  bool is_working_out_tours() const {
    return player_->is_working() || (side_ == Side::tours && tour_lengths_->is_working());
  }
  bool is_taking_in() const {
    return cooker_->waiting() > 0 || cooker_->has_done() || cooker_->is_looking() ||
           cooker_->changes() != cooking_seen_ || cooker_->waiting() != cooking_told_ || sheet_->is_busy() ||
           relinker_->is_busy();
  }
  bool take_luminaires(const std::vector<std::filesystem::path>& files);
  void use_luminaire(const std::vector<AnyId>& lights, const LuminaireFacts& facts);
  Result<void> frame(double seconds);
  void lay_out();
  void draw_menus();
  void draw_toolbar(float top, float high);
  void draw_panes(float top, float bottom);
  void draw_lower_panes(float left, float right, float middle, float bottom);
  void draw_perspective();
  void show_text(const AnyId& id);
  void drag_in_perspective(vec2 point);
  std::optional<AnyId> light_at(vec2 point, ImVec2 space, const std::optional<Pick>& hit) const;
  void draw_lights(ImVec2 low, ImVec2 space);
  void drop_in_perspective(vec2 point);
  void outline_selection(ImVec2 low, ImVec2 space);
  void show_light(ImVec2 low, ImVec2 space);
  void probe_light(ImVec2 low, ImVec2 space, vec2 point);
  void aim_lights(const Pick& hit);
  void measure_light();
  bool shows_lux() const { return workspace_->session().shows_lux; }
  bool shows_texts() const { return workspace_->session().shows_texts; }
  std::optional<WallView::Light> light_of_wall();
  double lumens_per_candela(const Light& light);
  bool is_measuring() const { return stage_->meter() && stage_->meter()->is_busy(); }
  std::uint64_t meter_changes() const { return stage_->meter() ? stage_->meter()->changes() : 0; }
  void draw_lesson();
  void draw_tours();
  void lead(double seconds);
  bool takes_sounds(const std::vector<std::filesystem::path>& files) const;
  void take_sound_file(const std::filesystem::path& file);
  void hear_of_sound();
  bool stands_at(const Viewpoint& view) const;
  void keep_view_picture();
  std::string problems_tab_text() const;
  void draw_problems_tab();
  void draw_status(float top, float high);
  void follow_session();
  Result<void> draw_stage();
  ImTextureID texture(const Work& work);

  gpu::Device* device_;  // null between let_go_of_device() and renew()
  Jobs& jobs_;
  std::unique_ptr<Shell> shell_;
  std::unique_ptr<SceneSource> source_;
  std::unique_ptr<Stage> stage_;
  std::optional<Messages> messages_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<Thumbnails> thumbnails_;
  std::unique_ptr<Cooker> cooker_;
  std::size_t cooking_told_ = 0;
  std::uint64_t cooking_seen_ = 0;

  CataloguePanel catalogue_;
  InspectorPanel inspector_;
  PlanView plan_;
  WallView wall_;
  OperatorForm form_;
  PaneFocus focus_;
  std::unique_ptr<ImportSheet> sheet_;
  std::unique_ptr<Relinker> relinker_;
  CommandPalette palette_;
  ToursPanel tours_;
  ProblemsPanel problems_;
  FileChooser chooser_;
  std::filesystem::path home_, look_file_;
  FileTroubles troubles_;  // as of the last frame
  SizeChecks size_checks_;
  std::unique_ptr<TourPlayer> player_;
  std::unique_ptr<TourLengths> tour_lengths_;
  TourId tour_shown_;  // its way lies in the plan; empty: none
  std::unique_ptr<ViewPictures> view_pictures_;
  std::optional<ViewpointId> view_to_keep_;   // its picture is taken once it is quiet
  std::map<ViewpointId, Document> pictured_;  // what the room held when it was taken
  // A recording on its way into the project.
  struct SoundTaken {
    TourId tour;
    std::size_t stop = 0;
    std::string language;
    struct Answer {
      std::mutex mutex;
      std::optional<Result<SoundFacts>> facts;
    };
    std::shared_ptr<Answer> answer = std::make_shared<Answer>();
  };
  std::optional<SoundTaken> sound_;
  std::unique_ptr<ModelSections> sections_;
  TextSheet texts_;
  Lesson lesson_;
  LessonSight lesson_sight_;
  LessonCard lesson_card_;
  bool offers_practice_ = false;  // there is a folder for it
  enum class Side { properties, tours, history, problems } side_ = Side::properties;
  // Where the panes meet, as parts of the window.
  float left_px_ = 270, right_px_ = 300, split_y_ = 0.52f, split_x_ = 0.5f;
  uvec2 stage_size_{0};
  vec2 stage_low_{0};  // in the window
  struct Grab {
    AnyId id;
    dvec3 point{0};  // where it was taken hold of, in the world
    bool moved = false;
  };
  std::optional<Grab> grab_;
  std::vector<std::pair<dvec3, dvec3>> guides_;  // what it was snapped to, lines in the world
  bool looks_around_ = false;
  bool has_drawn_ = false;         // the perspective, since the start
  bool tells_of_tracing_ = false;  // as the status bar was drawn last

  Wish wish_ = Wish::none;
  Look look_;                      // as it is shown, and kept
  bool plays_when_known_ = false;  // the tour, once its way is worked out
  bool leaves_field_ = false;      // the one that is written in, before the next frame is drawn
  RoomId room_shown_;

  std::shared_ptr<const ImageData> lux_picture_;  // shown last
  std::uint64_t meter_seen_ = 0;
  WallLux wall_lux_;
  std::shared_ptr<const ImageData> wall_lux_shown_;
  std::map<std::string, double> flux_of_files_;  // lumens for each candela of the peak
  double files_looked_at_s_ = 0;                 // how long ago
  // What the selected work receives, kept while the lamps and its place are the same.
  struct MeasuredWork {
    std::shared_ptr<const DirectLight> by;
    Placement placement;
    WorkLight light;
  };
  std::optional<MeasuredWork> measured_;
};

}  // namespace enf::editor
