// Owns: what the editor's panels share: the session, the gesture under way, what is to be done, what is told.
// Must not know: how panels are laid out, windows, the GPU.
// Called by: panels, on the main thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "editor/conflict_book.h"
#include "editor/operators/editing.h"
#include "editor/operators/tr.h"
#include "editor/saver.h"
#include "engine/text/messages.h"

namespace enf::editor {

// A change being tried while the mouse is held: shown each frame, run once when it is let go.
struct Gesture {
  const Operator* op = nullptr;
  Arguments arguments;  // the last that could be
  std::optional<DividedDocument> preview;
};

struct Notice {
  std::string text;
  bool is_error = false;
  double seconds_left = 0;
};

// What is being typed into a field for a number, by the field's id.
struct NumberDraft {
  unsigned field = 0;
  std::string typed;
};

class Workspace {
 public:
  // `autosave_s` as Saver's. `messages` outlive it.
  Workspace(Editing editing, const Messages& messages, double autosave_s, Look look)
      : editing_(std::move(editing)), saver_(autosave_s), messages_(messages) {
    editing_.set_look(std::move(look));
  }

  const Editing& editing() const { return editing_; }
  const Session& session() const { return editing_.session(); }
  // What is to be seen: the document, or how it would be if the mouse were let go now.
  const DividedDocument& shown_divided() const {
    return gesture_ && gesture_->preview ? *gesture_->preview : editing_.divided();
  }
  const Document& shown() const { return shown_divided().document; }
  bool is_selected(const AnyId& id) const;
  // What goes along when it is dragged: all that is selected, if it is, of what can be moved.
  std::vector<AnyId> moved_with(const AnyId& held) const;
  // What of it is in each other's way in a room.
  const RoomConflicts& conflicts_in(const RoomId& room) const { return conflicts_.in(shown_divided(), room); }
  const Room* room() const { return shown().find(session().room); }

  // Has an operator run at the end of this tick: panels go through records meanwhile.
  void ask(std::string_view op, Arguments arguments = {});
  // Selects a record alone, or with `adds` together with others.
  void select(const AnyId& id, bool adds);
  // Selects these, or with `adds` these as well; without any, what is selected stays.
  void select_several(std::vector<AnyId> ids, bool adds);
  // Runs what was asked for. True if the document or the session is another one.
  bool run_asked();
  // What was asked of the window by what was run.
  std::vector<WindowRequest> take_requests() { return editing_.take_requests(); }

  // Tries a change while the mouse is held; one that cannot be leaves the last that could, and says why.
  void try_change(std::string_view op, Arguments arguments);
  bool has_gesture() const { return gesture_.has_value(); }
  void finish_gesture();
  void forget_gesture() { gesture_.reset(); }
  // Forgets the gesture, and what is tried until the mouse is let go.
  void cancel_gesture() { gesture_.reset(), is_cancelled_ = true; }
  void mouse_is_up() { is_cancelled_ = false; }

  void tell(std::string text, bool is_error = false);
  // Why something could not be done.
  void tell_error(const Error& error);
  const std::optional<Notice>& notice() const { return notice_; }
  // Lets time pass: notices go, what was saved is told, what is unsaved for long or was refused by the disk is saved,
  // and nudges after a pause are a step of their own.
  void pass(double seconds);
  // How long until pass() has something to do; infinity if nothing waits.
  double seconds_until_change() const;
  bool is_saving() const { return saver_.is_saving(); }
  // Whether something is on its way to the disk.
  bool is_writing() const { return is_saving() || !editing_.is_settled(); }
  // Why the last save failed, as a sentence in the interface's language; empty if it did not.
  const std::string& save_trouble() const { return save_trouble_; }
  // The interface's words.
  const Look& look() const { return *session().look; }
  const std::string& language() const { return look().language; }
  const Messages& messages() const { return messages_; }
  std::string_view tr(std::string_view english) const { return messages_.get(language(), english); }
  std::string tr(std::string_view english, std::string_view value) const {
    return messages_.get(language(), english, value);
  }
  // A number with so many decimals, as the interface's language writes it: "12,5".
  std::string number(double value, int decimals) const;
  // A whole number with its thousands apart: "12 500".
  std::string count(std::uint64_t value) const;
  // By how much something moves: "+0,25 m".
  std::string offset(double metres) const;
  // What a widget shows, followed by what it is known by in every language: "Hang###wall.hang".
  std::string label(std::string_view english, std::string_view id) const;

  // A record's name for people: its title or name in the interface's language, else its id.
  std::string name_of(const AnyId& id) const;
  // What a text says in the interface's language, to be drawn.
  std::string words_of(const LocalizedText& text) const;
  std::string title_of(const Work& work) const;

  mutable NumberDraft number_draft;  // number fields keep it
  std::string hint;                  // what the status bar says about what is under the mouse; panels set it each frame

 private:
  void save(bool is_asked);
  void note_saved(const Result<void>& saved);
  Editing editing_;
  Saver saver_;
  bool tells_saved_ = false;
  std::string save_trouble_;
  const Messages& messages_;
  std::optional<Gesture> gesture_;
  std::optional<double> since_merging_s_;  // since what may be one step with what follows was run
  bool is_cancelled_ = false;
  std::vector<std::pair<const Operator*, Arguments>> asked_;
  std::optional<Notice> notice_;
  mutable ConflictBook conflicts_;
};

}  // namespace enf::editor
