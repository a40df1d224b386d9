// Owns: what an operator is: everything a curator can do, with its name, its arguments, and when it can run.
// Must not know: windows, widgets, files.
// Called by: the editing session (editing.h), menus, palette and shortcuts, the command line; any thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "editor/operators/arguments.h"
#include "engine/base/error.h"

namespace enf::editor {

// What the mouse draws in the plan.
enum class Drawing { nothing, room, temporary_wall };

// What an operator acts on: a value.
struct Session {
  Document document;
  std::vector<AnyId> selection;       // in the order in which it was made; all exist
  RoomId room;                        // one works in; empty only while there are no rooms
  std::optional<std::uint32_t> wall;  // of that room, that one works at
  std::vector<AnyRecord> clipboard;
  std::string language = "en";  // texts are written in
  bool shows_lux = false;       // the perspective shows what the spots give, in false colours
  bool aims_lights = false;     // the next click in the perspective tells the selected lights where to shine
  bool shows_texts = false;     // the sheet of texts lies in the place of plan and elevation
  Drawing draws = Drawing::nothing;
  bool can_undo = false, can_redo = false, has_unsaved_edits = false, is_read_only = false;
};

// What is to become of the session. Everything left empty stays.
struct Outcome {
  std::optional<Edit> edit;
  std::optional<std::vector<AnyId>> selection;
  std::optional<RoomId> room;
  std::optional<std::uint32_t> wall;
  std::optional<std::vector<AnyRecord>> clipboard;
  std::optional<std::string> language;
  std::optional<bool> shows_lux, aims_lights, shows_texts;
  std::optional<Drawing> draws;
  enum class Step { none, undo, redo, save } step = Step::none;
};

// A key with its modifiers as people write it: "Ctrl+Shift+Z", "Left", "F2"; and what it sets.
struct Shortcut {
  std::string_view keys;
  std::vector<std::pair<std::string_view, Value>> arguments = {};
};

struct Operator {
  std::string_view id;     // "placement.hang"
  std::string_view title;  // "Hang": a message to translate, as is `help`
  std::string_view help;   // one sentence
  std::vector<ArgumentDesc> arguments = {};
  std::vector<Shortcut> shortcuts = {};
  // Follow each other as one step of the history while the selection is the same, such as nudges.
  bool merges = false;
  bool changes_document = true;
  bool is_of_panels = false;  // run by panels and sheets with what one points at: in no menu, not among the commands
  // Why it cannot run although all its arguments are there: a sentence to translate, empty if it can.
  std::function<std::string_view(const Session&, const Arguments&)> poll = {};
  // Arguments are complete and poll was empty. Errors: operator.refused and others, as sentences for the curator.
  std::function<Result<Outcome>(const Session&, const Arguments&)> run;
};

// All operators, ordered by group and use. Made at first asking.
const std::vector<Operator>& all_operators();
// Null if there is none of that id.
const Operator* find_operator(std::string_view id);

// Why the operator cannot run now, as a sentence to translate; empty if it can. Arguments that are still to be given
// are no reason.
std::string_view why_not(const Operator& op, const Session& session, const Arguments& given = {});

// The arguments with what was not given taken from the session and from presets, all checked. Errors: argument.unknown,
// argument.missing, argument.value.
Result<Arguments> complete(const Operator& op, const Session& session, const Arguments& given);

// why_not, complete and run in one. Errors: theirs, operator.unavailable with why_not's sentence.
Result<Outcome> invoke(const Operator& op, const Session& session, const Arguments& given);

}  // namespace enf::editor
