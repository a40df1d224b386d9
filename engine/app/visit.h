// Owns: one visitor's state: where he stands and looks, what he has stepped close to, what he has chosen; how input and
// time change it. The same events and steps give the same visit.
// Must not know: the GPU, windows, the wall clock, files.
// Called by: VisitorApp and tests, main thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/app/eye_pose.h"
#include "engine/app/input.h"
#include "engine/app/tour_guide.h"
#include "engine/app/ui.h"
#include "engine/exhibition/document.h"
#include "engine/scene/pick.h"
#include "engine/scene/render_scene.h"
#include "engine/scene/walk.h"

namespace enf {

class Visit {
 public:
  // Starts at the viewpoint `start`, or the exhibition's own start, its first viewpoint, or the first room's middle.
  // Without a language it is the exhibition's first. `house` need not know what hangs on walls (by_room.h) and must
  // outlive the visit; `scene` gives the floors and walls of rooms that are models. Errors: visit.no_viewpoint,
  // visit.no_language (not one of this exhibition's; both name what there is).
  static Result<Visit> begin(const Document& house, const RenderScene* scene, const std::string& language,
                             const std::string& start);

  // The picture's scene, for picking and the records of its rooms. Must outlive its use; set again whenever it is
  // rebuilt. `begin` has set the first.
  void set_scene(const RenderScene* scene) { scene_ = scene; }

  // Takes the events in their order, then lets `seconds` pass (of which at most a quarter moves the visitor).
  void tick(std::span<const Event> events, double seconds);

  Camera camera() const;
  const EyePose& pose() const { return pose_; }
  const std::string& language() const { return language_; }
  EyeHeight eye_height() const { return eye_height_; }
  bool reduced_motion() const { return reduced_motion_; }
  std::uint32_t width() const { return width_; }
  std::uint32_t height() const { return height_; }
  // The placement the visitor has stepped close to, or nothing.
  const std::optional<PlacementId>& close_to() const { return close_to_; }
  // How long the picture stays as it is if no event comes: 0 while something moves or fades, the time until something
  // fades, or infinity.
  double seconds_until_change() const;

  // What the interface is to show. Its panel points into this visit.
  UiState ui_state() const;
  // What is on the screen now, so that presses can be told from taps on the room; call after each layout.
  void set_ui(std::vector<UiButton> buttons, UiRect panel, float panel_scroll_end);

  // True once after the visitor asked for a picture of what he sees.
  bool take_picture_request();
  // True once after the visitor asked for the last seconds' trace.
  bool take_trace_request();
  bool profiler_is_open() const { return profiler_is_open_; }
  // Stands on the floor below the pose's eye and looks its way, at a visitor's own eye height. Nothing happens where
  // nobody can stand nearby, such as outside the house.
  void stand_at(const EyePose& pose);
  // Shows a line that goes by itself.
  void show_notice(std::string words);

  // The tour that leads the visitor, if one does.
  const TourGuide& guide() const { return guide_; }
  // Nothing happens if there is no such tour.
  void begin_tour(const TourId& tour);
  void leave_tour();

  // Nothing happens if the placement's room is not drawn.
  void step_close(const PlacementId& placement);
  void step_back();

 private:
  Visit(const Document& house, const RenderScene* scene);
  void start_at(const Viewpoint* viewpoint);
  void settle_on_floor();

  void handle(const KeyEvent& event);
  void handle(const PointerEvent& event);
  void handle(const ScrollEvent& event);
  void handle(const ResizeEvent& event);
  void handle(const FocusLostEvent& event);
  void tap(vec2 position);
  void press(const UiButton& button);
  Ray ray_through(vec2 position) const;
  float tan_half_x() const;

  void walk_to(vec2 place);
  void walk(float seconds);
  void glide(float seconds);
  void settle(float seconds);
  void fade(float seconds);
  void go_to_stop(std::size_t stop);
  void tell_of_stop();
  Guidance guidance() const { return {metres(eye_height_), reduced_motion_}; }
  void glide_to(const EyePose& pose);
  void leave_close_view();
  // What is known of the rooms drawn.
  template <class Id>
  const Document* room_with(const Id& id) const;
  struct Placed {
    const Placement* placement = nullptr;
    const Work* work = nullptr;
  };
  Placed placed(const PlacementId& id) const;
  EyePose close_pose(const Placement& placement, const Work& work) const;
  vec2 walking_wish() const;
  bool walks_by_keys() const;

  const Document* house_;
  const RenderScene* scene_ = nullptr;
  std::shared_ptr<const Walker> walker_;

  EyePose pose_;
  float walking_fov_y_ = 0.9f;
  vec2 velocity_{0};                  // m/s on the floor (x, z)
  std::vector<vec2> way_;             // the corners still to walk to a tapped place, the next one last
  float stalled_seconds_ = 0;         // without progress on it
  struct Glide {
    EyePose from, to;
    float seconds = 1, passed = 0;
  };
  std::optional<Glide> glide_;
  std::optional<PlacementId> close_to_;
  EyePose before_close_;

  TourGuide guide_;
  std::optional<TourWords> tour_words_;
  std::vector<TourChoice> tour_choices_;
  std::string tour_choices_language_;
  float tour_opacity_ = 0;
  bool tours_are_open_ = false;

  std::set<Key> held_;
  struct Drag {
    vec2 from, last;
    bool is_drag = false, on_panel = false;
  };
  std::optional<Drag> drag_;
  vec2 pointer_{-1};

  std::uint32_t width_ = 1280, height_ = 720;
  float density_ = 1;
  std::string language_;
  EyeHeight eye_height_ = EyeHeight::standing;
  bool reduced_motion_ = false;

  float strip_opacity_ = 0, strip_seconds_ = 0;     // seconds the hand has left before the strip goes
  std::string notice_;
  float notice_opacity_ = 0, notice_seconds_ = 0;
  std::optional<PanelWords> panel_;
  float panel_opacity_ = 0, panel_scroll_ = 0, panel_scroll_end_ = 0;
  std::vector<UiButton> buttons_;
  UiRect panel_place_;
  bool picture_requested_ = false, trace_requested_ = false, profiler_is_open_ = false;
};

}  // namespace enf
