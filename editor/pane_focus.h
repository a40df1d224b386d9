// Owns: reaching the panes without a mouse: F6 goes from one to the next, arrows within it, Escape leaves.
// Must not know: what the panes show.
// Called by: the app, main thread, while ImGui's frame is under way.
#pragma once

#include <span>
#include <string>

#include "editor/input.h"

namespace enf::editor {

// A pane by its window's name; drawings take arrow keys themselves, as nudges.
struct KeyPane {
  const char* name;
  bool is_drawing = false;
};

class PaneFocus {
 public:
  // F6 and Shift+F6 among these panes, and Escape. False if the key is another one. While the hand is in a pane with
  // fields, keys that lead through them are taken as well.
  bool take_key(const KeyEvent& event, std::span<const KeyPane> panes);
  // Whether arrows, Space and Enter lead through a pane's fields.
  bool leads_through_fields() const { return is_on_ && !is_drawing_; }
  // Once a frame when all panes are laid out: gives the pane the keys and draws a line around it. A click ends it. The
  // first time `first` gets the keys.
  void follow(const char* first);

 private:
  std::string pane_;
  bool is_on_ = false, is_drawing_ = false, is_new_ = false, is_first_ = true;
};

}  // namespace enf::editor
