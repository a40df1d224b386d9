// Owns: the practice of hanging three works: its steps, and when the curator has done each.
// Must not know: widgets, how it is shown.
// Called by: the app each frame, main thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "editor/operators/operator.h"

namespace enf::editor {

// What the editor itself did, which the session does not tell.
struct LessonSight {
  bool has_visited = false;  // the exhibition was looked at as visitors see it since the step began
};

struct LessonStep {
  std::string_view title, text;  // messages to translate
  // What it speaks of: a pane ("Plan", "Wall", "Catalogue", "Perspective") or a button of the toolbar by its operator;
  // empty at the end. `uses`: another pane the hand needs.
  std::string_view place, uses = "";
  bool (*is_done)(const Session&, const LessonSight&) = nullptr;  // null: the end
};

class Lesson {
 public:
  enum class State { off, offered, on };
  State state() const { return state_; }
  void offer() { state_ = State::offered; }
  void begin() { state_ = State::on, step_ = 0; }
  void leave() { state_ = State::off; }

  // Goes on while what the step asks for has been done. True if it went on.
  bool follow(const Session& session, const LessonSight& sight);
  const LessonStep& step() const;
  std::size_t number() const { return step_; }
  static std::size_t count();  // of the steps, the end left out
  bool is_at_end() const { return step_ == count(); }

 private:
  State state_ = State::off;
  std::size_t step_ = 0;
};

}  // namespace enf::editor
