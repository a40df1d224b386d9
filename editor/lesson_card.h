// Owns: the practice's card: beside what it speaks of, which is framed, and the offer of the practice.
// Must not know: what the steps ask for.
// Called by: the app, main thread, after the panes are laid out.
#pragma once

#include <imgui.h>

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "editor/lesson.h"
#include "editor/workspace.h"

namespace enf::editor {

struct ScreenBox {
  ImVec2 low, high;
};

// Where a card of this size stands beside `beside` within the screen: to its right, below, above or to its left (beside
// what is low: below first), where it covers least of it and of `free`.
ImVec2 place_beside(const ScreenBox& beside, std::span<const ScreenBox> free, ImVec2 size, ImVec2 screen);

class LessonCard {
 public:
  // Where a pane or button stands, told while it is laid out.
  void note(std::string_view name, ImVec2 low, ImVec2 high) { places_[std::string(name)] = {low, high}; }
  enum class Wish { none, begin, leave, open_exhibition };
  // What was clicked.
  Wish draw(const Workspace& workspace, const Lesson& lesson);

 private:
  Wish draw_words(const Workspace& workspace, const Lesson& lesson);
  Wish draw_offer(const Workspace& workspace);
  std::map<std::string, ScreenBox> places_;
  ImVec2 size_{0, 0};  // as laid out last
};

}  // namespace enf::editor
