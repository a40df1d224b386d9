// Owns: what an operator is: everything a curator can do, with its name, its arguments, and when it can run.
// Must not know: windows, widgets, files.
// Called by: the editing session (editing.h), menus, palette and shortcuts, the command line; any thread.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "editor/operators/arguments.h"
#include "engine/base/error.h"

namespace enf::editor {

// What the mouse draws in the plan.
enum class Drawing { nothing, room, temporary_wall };

// How the editor's window looks.
struct Look {
  bool is_dark = false;
  double scale_percent = 100;  // 80 to 200: how large everything is, beside the screen's own density
  std::string language = "en";
  friend bool operator==(const Look&, const Look&) = default;
};

// What an operator asks of the editor's window.
struct WindowRequest {
  enum class What {
    open_another,
    bring_in,
    visit,
    practise,
    locate,  // the file of what it is about
    play,    // the tour, or pause it
    fit_house,
    fit_room,
  } what = What::visit;
  std::optional<AnyId> about;
};

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
  std::optional<Look> look;  // without it there is no window
  std::size_t steps = 0;     // of the history, the present one and those undone among them
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
  std::optional<Look> look;
  std::optional<WindowRequest> request;
  enum class Step { none, undo, redo, save } step = Step::none;
  std::optional<std::size_t> step_to_go_to;
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
  bool needs_window = false;
  bool is_of_panels = false;  // run by panels and sheets with what one points at: in no menu, not among the commands
  // Buttons and keys run it as it is by itself; only menus and the list of commands ask for what may be told. Of others
  // one is always asked.
  bool runs_at_once = false;
  // What the arguments are now, of what was chosen: asking begins with it, and asks only for those of the optional ones
  // that it tells. Given are those known so far, the session's among them, without presets.
  std::function<Arguments(const Session&, const Arguments&)> present = {};
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

// Whether one can be asked for something: for arguments that the session does not have.
bool has_questions(const Operator& op);
// What asking begins with, and how it goes on: what was `told`, else what the session has, else what is present, else
// the presets. Of arguments named in `left_out` nothing. Unchecked.
Arguments answers(const Operator& op, const Session& session, const Arguments& told,
                  const std::set<std::string, std::less<>>& left_out = {});

// The arguments with what was not given taken from the session and from presets, all checked. Errors: argument.unknown,
// argument.missing, argument.value.
Result<Arguments> complete(const Operator& op, const Session& session, const Arguments& given);

// why_not, complete and run in one. Errors: theirs, operator.unavailable with why_not's sentence.
Result<Outcome> invoke(const Operator& op, const Session& session, const Arguments& given);

}  // namespace enf::editor
