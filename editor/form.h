// Owns: asking for what an operator must be told, with a field for each argument, and the palette that finds operators.
// Must not know: what operators do.
// Called by: the app, main thread.
#pragma once

#include <map>
#include <set>
#include <string>

#include "editor/workspace.h"

namespace enf::editor {

// An operator's title with its shortcut, for tooltips: "Undo (Ctrl+Z)".
std::string title_with_keys(const Workspace& workspace, const Operator& op);

class OperatorForm {
 public:
  enum class By { key_or_button, name };  // in a menu, or in the list of commands
  // Runs the operator, or asks first for what it must or may be told: see Operator::runs_at_once.
  void start(Workspace& workspace, const Operator& op, By by = By::key_or_button);
  void draw(Workspace& workspace);
  bool is_open() const { return op_ != nullptr; }

 private:
  Arguments answered(const Session& session) const;
  void field(Workspace& workspace, const ArgumentDesc& desc, const Arguments& now);
  void number_field(Workspace& workspace, const ArgumentDesc& desc, const char* label, const Arguments& now);
  const Operator* op_ = nullptr;
  Arguments told_;
  std::set<std::string, std::less<>> left_out_;            // optional ones whose field was emptied
  std::map<std::string, std::string, std::less<>> lists_;  // of ids and points, as they are written
  bool opens_ = false, waits_for_release_ = false;
};

class CommandPalette {
 public:
  void open() { opens_ = true; }
  bool is_open() const { return is_open_; }
  void draw(Workspace& workspace, OperatorForm& form);

 private:
  std::string query_;
  int chosen_ = 0;
  bool opens_ = false, is_open_ = false;
};

// Whether all words of the query are in the text, whatever their case (of Latin and Cyrillic letters).
bool matches(std::string_view text, std::string_view query);

}  // namespace enf::editor
