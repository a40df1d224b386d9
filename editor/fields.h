// Owns: the fields of the inspector: a label to the left, a value with its unit to the right.
// Must not know: what the values mean.
// Called by: the inspector, main thread.
#pragma once

#include <imgui.h>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "editor/workspace.h"
#include "editor/wrapped_text.h"

namespace enf::editor {

void heading(const Workspace& workspace, std::string_view english);
// The label of a widget that follows and takes the rest of the line.
void begin_field(const Workspace& workspace, std::string_view english);
// A line of text under a label.
void fact(const Workspace& workspace, std::string_view english, std::string_view value);
// A number typed in, given when it is entered: in millimetres for metres, in its own unit otherwise. `unit` is a
// message such as "{} mm" or "Ra {}". What may be typed number_text.h says; what is no number changes nothing. Without
// a value the field says that it is not known.
std::optional<double> metres_field(const Workspace& workspace, std::string_view english, std::string_view id,
                                   double metres);
std::optional<double> number_field(const Workspace& workspace, std::string_view english, std::string_view id,
                                   std::optional<double> value, std::string_view unit);
// One of some words, translated.
std::optional<std::string> choice_field(const Workspace& workspace, std::string_view english, std::string_view id,
                                        const std::vector<std::string>& words, std::string_view now);
// Texts being written, by what they belong to, until their field is left.
struct TextDrafts {
  std::map<std::string, std::string> texts;
  WrappedText paragraphs;
};
struct TypedText {
  std::string language, text;
};
// One field a language the exhibition is shown in, all below each other, so that a missing one is seen; given when a
// field is left. `key` names what is written across the panel, `id` the widget.
std::optional<TypedText> localized_field(const Workspace& workspace, const LocalizedText& texts, TextDrafts& drafts,
                                         const std::string& key, std::string_view id, bool several_lines);
// The units one meets in models' files, as messages, in metres.
constexpr std::array<std::pair<std::string_view, double>, 5> file_units = {{{tr("metres"), 1},
                                                                            {tr("millimetres"), 0.001},
                                                                            {tr("centimetres"), 0.01},
                                                                            {tr("inches"), 0.0254},
                                                                            {tr("feet"), 0.3048}}};
// The word for a unit, or what it is in metres.
std::string unit_text(const Workspace& workspace, double metres_per_unit);
// The word by which operators are told which axis of a file points up.
std::string axis_word(UpAxis up);
// A modal sheet in the middle of the window, of this size in pixels or as much of it as there is room for. As
// ImGui::BeginPopupModal: true where it is open, and then wants ImGui::EndPopup.
bool begin_sheet(const char* name, ImVec2 size);
// A combo box with a quiet arrow, to be ended with ImGui::EndCombo().
bool begin_combo(const char* id, const char* shown);
// Text in one line, cut with "…" where it would reach beyond `right`.
void draw_cut(ImDrawList& list, ImFont* font, ImVec2 at, float right, ImU32 colour, const std::string& text);
// A button that runs an operator, or asks; with its reason as a tooltip if it cannot.
class OperatorForm;
void operator_button(Workspace& workspace, OperatorForm& form, std::string_view op, const char* icon = nullptr,
                     float width = 0);

}  // namespace enf::editor
