// Owns: the floor plan: drawing it to scale, choosing and dragging what stands in it.
// Must not know: other panes, the GPU.
// Called by: the app, main thread.
#pragma once

#include <array>
#include <cmath>
#include <optional>

#include "editor/drop_place.h"
#include "editor/model_sections.h"
#include "editor/operators/plan_snap.h"
#include "editor/room_pen.h"
#include "editor/sheet.h"
#include "editor/stage.h"
#include "editor/tour_path.h"
#include "editor/workspace.h"

namespace enf::editor {

class PlanView {
 public:
  // Draws into the current window's free space. `gaze` is where the perspective's camera stands.
  // `way`, if there is one, is how a tour leads; `sections` are of rooms that are models.
  void draw(Workspace& workspace, const Gaze& gaze, const TourPath* way, const ModelSections& sections);
  // Shows the room one works in, or with `all` the whole house, at the next drawing.
  void fit(bool all) { wants_fit_ = true, fits_all_ = all; }
  // Whether the plan lies there in the window, and what of the house it shows there.
  bool holds(ImVec2 point) const { return sheet_.holds(point); }
  DropPlace place_at(const Workspace& workspace, ImVec2 point) const;
  // False if the key is none of drawing.
  bool take_key(Workspace& workspace, const KeyEvent& event) { return pen_.take_key(workspace, event); }

 private:
  struct Hit {
    enum class What { nothing, record, corner, free_end, wall, floor } what = What::nothing;
    AnyId id;                  // record; room of the others
    std::uint32_t number = 0;  // corner or wall; twice the free wall's number, 1 more for its second end
  };
  struct Drag {
    Hit hit;
    dvec2 from{0};
    bool moved = false;
    // Drawn from where nothing can be taken hold of: around what is to be selected.
    bool is_net() const { return hit.what == Hit::What::floor || hit.what == Hit::What::nothing; }
  };
  // Calls visit with each room that may show between these corners, in metres, and what stands in it.
  template <class Visit>
  static void each_room_in(const Workspace& workspace, dvec2 low, dvec2 high, Visit&& visit);
  Hit hit_at(const Workspace& workspace, ImVec2 mouse) const;
  static bool is_there(const Workspace& workspace, const Hit& hit);
  void drag(Workspace& workspace, dvec2 to);
  void draw_guides(ImDrawList& list) const;
  void take_drop(Workspace& workspace, dvec2 at);
  void frame(const Workspace& workspace);
  void draw_rooms(const Workspace& workspace, ImDrawList& list) const;
  void draw_sections(const Workspace& workspace, const ModelSections& sections, ImDrawList& list) const;
  void draw_doubts(const Workspace& workspace, const ModelSections& sections, ImDrawList& list) const;
  static void select_within(Workspace& workspace, dvec2 a, dvec2 b);
  bool change_corners(Workspace& workspace, dvec2 mouse) const;
  void draw_openings(const Workspace& workspace, ImDrawList& list) const;
  void draw_things(const Workspace& workspace, ImDrawList& list) const;
  void draw_conflicts(const Workspace& workspace, ImDrawList& list) const;
  // A room's name with its size below; none where the room is too small for it.
  struct NamePlace {
    std::string name, sizes;
    ImVec2 middle, half;  // of both lines together
    bool holds(ImVec2 at) const { return std::abs(at.x - middle.x) <= half.x && std::abs(at.y - middle.y) <= half.y; }
  };
  std::optional<NamePlace> name_of(const Workspace& workspace, const Room& room) const;
  void draw_names(const Workspace& workspace, ImDrawList& list) const;
  void draw_dimensions(const Workspace& workspace, ImDrawList& list) const;
  bool crosses_free_wall(const Room& room, ImVec2 low, ImVec2 high) const;
  void draw_north(const Workspace& workspace, ImDrawList& list) const;
  void draw_gaze(ImDrawList& list, const Gaze& gaze) const;
  void draw_way(const TourPath& way, ImDrawList& list) const;

  void draw_free_walls(const Workspace& workspace, const Room& room, ImDrawList& list) const;
  void drag_free_wall(Workspace& workspace, const Room& room, dvec2 by);
  Hit free_wall_at(const Workspace& workspace, dvec2 at, double reach) const;

  Sheet sheet_;
  RoomPen pen_;
  std::optional<Drag> drag_;
  Hit hover_;
  std::vector<PlanGuide> guides_;  // of the drag
  bool wants_fit_ = true, fits_all_ = false;
};

template <class Visit>
void PlanView::each_room_in(const Workspace& workspace, dvec2 low, dvec2 high, Visit&& visit) {
  constexpr double walls_and_names_m = 1;
  std::size_t r = 0;
  for (const Room& room : workspace.shown().rooms) {
    const Document& contents = *workspace.shown_divided().rooms[r++];
    dvec2 a = room.plan[0], b = a;
    for (dvec2 corner : room.plan) a = glm::min(a, corner), b = glm::max(b, corner);
    a -= walls_and_names_m, b += walls_and_names_m;
    if (a.x <= high.x && b.x >= low.x && a.y <= high.y && b.y >= low.y) visit(room, contents);
  }
}

// A rectangle on the floor about its middle.
std::array<dvec2, 4> rectangle_on_floor(dvec2 middle, double heading_rad, double width_m, double depth_m);
// A work's rectangle on the floor plan: its corners, hung works as thin as their frame is deep.
std::array<dvec2, 4> footprint_of(const Document& document, const Placement& placement);

}  // namespace enf::editor
