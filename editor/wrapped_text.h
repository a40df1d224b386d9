// Owns: a field for paragraphs whose lines break at its width, which ImGui's own does not do: spaces at which a line
//   ends are shown to it as line breaks, so that text and shown text have the same length and places.
// Must not know: whose text it is.
// Called by: the panels, main thread.
#pragma once

#include <imgui.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace enf::editor {

// The text with line breaks in place of spaces, so that no line is wider than `width` but where a word is. `measure`
// gives the width of a part without line breaks.
std::string in_lines(std::string_view text, float width, const std::function<float(std::string_view)>& measure);

// The text after what was shown for it was edited in one place: what was typed there stays as it is.
std::string from_lines(std::string_view text, std::string_view shown, std::string_view edited);

class WrappedText {
 public:
  // As ImGui::InputTextMultiline; true if the text was changed. At least `least` high, growing with the text to `most`.
  bool input(const char* id, std::string& text, float wide, float least, float most, ImGuiInputTextFlags flags = 0);

 private:
  // The field one writes in.
  struct Written {
    ImGuiID id = 0;
    std::string text, shown;
    std::string first_text, first_shown;  // as they were when one began, which Escape brings back
    std::vector<std::string> texts;       // as they were since then, the latest last
  };
  // What the text was when it was shown like this, but for where lines end: ImGui's undo brings back what it showed.
  static std::optional<std::string> as_before(const std::vector<std::string>& texts, std::string_view shown,
                                              std::string_view now);
  struct Edit;
  static int edited(ImGuiInputTextCallbackData* data);
  Written written_;
};

}  // namespace enf::editor
