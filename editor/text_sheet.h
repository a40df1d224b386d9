// Owns: the sheet of texts: what labels and walls say in all languages side by side, with marks where something is
//   amiss.
// Must not know: how the words are drawn in the room, where the sheet stands in the window.
// Called by: the app, main thread; draws into the current window.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "editor/fields.h"
#include "editor/form.h"
#include "editor/text_checks.h"
#include "editor/workspace.h"
#include "editor/wrapped_text.h"

namespace enf::editor {

class TextSheet {
 public:
  // What is being typed is tried as a gesture, so that the room shows it at once.
  void draw(Workspace& workspace, OperatorForm& form);
  // The language of the field one wrote in last; empty before.
  const std::string& language() const { return language_; }
  // A label or wall text one wants to see, told once.
  std::optional<AnyId> take_wanted() { return std::exchange(wanted_, {}); }

 private:
  // What a line's marks follow from, besides the exhibition's own languages and plates.
  struct Source {
    std::shared_ptr<const Work> work;
    std::shared_ptr<const Label> label;
    std::shared_ptr<const WallText> text;
    std::shared_ptr<const Room> room;
    friend bool operator==(const Source&, const Source&) = default;
  };
  // A work with its placement and first label, or a wall text.
  struct Line {
    AnyId id;  // placement or wall text
    RoomId room;
    Source source;
    std::string name;
    TextMarks marks;
  };
  // What the list follows from.
  struct Asked {
    Document document;
    RoomId room;
    bool all_rooms = false;
    std::string language;
    friend bool operator==(const Asked&, const Asked&) = default;
  };
  void list(const Workspace& workspace);
  void draw_list(Workspace& workspace);
  void draw_line(Workspace& workspace, const Line& line);
  void draw_fields(Workspace& workspace, OperatorForm& form);
  void draw_head(Workspace& workspace, OperatorForm& form, const Line& line);
  void draw_cell(Workspace& workspace, const TextField& field, const std::string& language, const Line& line);
  const Line* chosen() const;

  TextChecks checks_;
  WrappedText paragraphs_;
  std::optional<Asked> listed_;
  std::vector<Line> lines_;
  bool all_rooms_ = false, amiss_only_ = false;
  AnyId chosen_ = WallTextId{};
  std::string language_;
  std::optional<AnyId> wanted_;
};

// The letters as people can look for them: "ꙮ (U+A66E)".
std::string letters_told(const std::u32string& letters);

}  // namespace enf::editor
