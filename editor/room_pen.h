// Owns: drawing in the plan with the mouse: a room's outline corner by corner, or a temporary wall from end to end.
// Must not know: how the plan is laid out, what becomes of what was drawn but the operator's name.
// Called by: the plan, main thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "editor/input.h"
#include "editor/sheet.h"
#include "editor/workspace.h"

namespace enf::editor {

class RoomPen {
 public:
  // What it draws is the session's to say.
  static bool is_on(const Workspace& workspace) { return workspace.session().draws != Drawing::nothing; }

  // Digits are the next side's length in millimetres, Enter sets it, or closes the outline; Backspace takes the last
  // digit or corner back, Escape ends drawing. False if the key is none of these.
  bool take_key(Workspace& workspace, const KeyEvent& event);
  // Follows the mouse, in metres on the sheet; `is_over` while it is over the sheet, `reach_m` is how near it catches.
  void follow(Workspace& workspace, dvec2 mouse, bool is_over, double reach_m);
  // A corner where the mouse is; on the first one, the outline is closed.
  void click(Workspace& workspace);
  void draw(const Workspace& workspace, const Sheet& sheet, ImDrawList& list) const;

 private:
  // Lets go of what was drawn if something else is to be drawn now.
  void follow(const Session& session);
  // Where the next corner goes: in the mouse's direction, at the typed length if there is one.
  dvec2 next() const;
  bool closes() const;
  void add(Workspace& workspace, dvec2 point);
  void finish(Workspace& workspace);
  Drawing draws_ = Drawing::nothing;
  std::vector<dvec2> points_;
  std::string typed_;  // digits
  dvec2 cursor_{0};    // snapped
  bool is_over_ = false;
  double reach_m_ = 0.1;
};

}  // namespace enf::editor
