#include "editor/fields.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_internal.h>  // GetActiveID
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "editor/form.h"
#include "editor/icons.h"
#include "editor/number_text.h"
#include "editor/theme.h"

namespace enf::editor {

namespace {

constexpr float label_part = 0.42f;

}  // namespace

void begin_field(const Workspace& workspace, std::string_view english) {
  const float left = ImGui::GetCursorPosX(), wide = ImGui::GetContentRegionAvail().x, most = wide * label_part - px(6);
  const std::string text(workspace.tr(english));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_cut(*ImGui::GetWindowDrawList(), ImGui::GetFont(), {at.x, at.y + ImGui::GetStyle().FramePadding.y}, at.x + most,
           palette().text_quiet, text);
  ImGui::AlignTextToFramePadding();
  ImGui::Dummy({most, ImGui::GetFrameHeight()});
  if (ImGui::CalcTextSize(text.c_str()).x > most && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", text.c_str());
  ImGui::SameLine(left + wide * label_part);
  ImGui::SetNextItemWidth(-1);
}

void heading(const Workspace& workspace, std::string_view english) {
  ImGui::Dummy({0, px(6)});
  ImGui::PushFont(fonts().strong);
  ImGui::TextUnformatted(workspace.tr(english).data());
  ImGui::PopFont();
}

void fact(const Workspace& workspace, std::string_view english, std::string_view value) {
  begin_field(workspace, english);
  ImGui::PushTextWrapPos();
  ImGui::TextUnformatted(value.data(), value.data() + value.size());
  ImGui::PopTextWrapPos();
}

std::optional<double> number_field(const Workspace& workspace, std::string_view english, std::string_view id,
                                   std::optional<double> value, std::string_view unit) {
  begin_field(workspace, english);
  std::string number = value ? fmt::format("{:.10g}", *value) : std::string();
  if (workspace.language() != "en") std::ranges::replace(number, '.', ',');
  std::string typed = value ? workspace.tr(unit, number) : std::string();
  const std::string widget = fmt::format("###{}", id);
  const ImGuiID own = ImGui::GetID(widget.c_str());
  // Where Tab leads to another field ImGui forgets what was typed before it is told that this one was left.
  NumberDraft& writing = workspace.number_draft;
  const bool was_active = ImGui::GetActiveID() == own;
  ImGui::InputTextWithHint(widget.c_str(), workspace.tr("not known").data(), &typed, ImGuiInputTextFlags_AutoSelectAll);
  if (ImGui::IsItemActive()) writing = {own, typed};
  if (!ImGui::IsItemDeactivatedAfterEdit()) return std::nullopt;
  if (!was_active && writing.field == own) typed = writing.typed;
  const std::string_view shape = workspace.tr(unit), before = shape.substr(0, shape.find("{}"));  // "Ra " of "Ra {}"
  if (typed.starts_with(before)) typed.erase(0, before.size());
  return number_in(typed, workspace.language());
}

std::optional<double> metres_field(const Workspace& workspace, std::string_view english, std::string_view id,
                                   double metres) {
  auto typed = number_field(workspace, english, id, std::round(metres * 1e4) / 10, tr("{} mm"));
  return typed ? std::optional(*typed / 1000) : std::nullopt;
}

std::optional<TypedText> localized_field(const Workspace& workspace, const LocalizedText& texts, TextDrafts& drafts,
                                         const std::string& key, std::string_view id, bool several_lines) {
  std::optional<TypedText> written;
  for (const std::string& tag : workspace.shown().exhibition->languages) {
    std::string draft_key = fmt::format("{} {} {}", key, id, tag);
    auto found = texts.find(tag);
    auto draft = drafts.texts.find(draft_key);
    std::string typed = draft != drafts.texts.end() ? draft->second
                        : found != texts.end()      ? found->second
                                                    : std::string();
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, typed.empty() ? palette().warning : palette().text_quiet);
    ImGui::TextUnformatted(tag.c_str());
    ImGui::PopStyleColor();
    ImGui::SameLine(px(52));
    ImGui::SetNextItemWidth(-1);
    std::string widget = fmt::format("###{}.{}", id, tag);
    bool edited = several_lines ? drafts.paragraphs.input(widget.c_str(), typed,
                                                          ImGui::GetContentRegionAvail().x - px(1), px(64), px(160))
                                : ImGui::InputText(widget.c_str(), &typed);
    bool done = ImGui::IsItemDeactivatedAfterEdit();
    if (edited) drafts.texts[draft_key] = typed;
    if (done) {
      drafts.texts.erase(draft_key);
      written = {tag, std::move(typed)};
    }
  }
  return written;
}

std::optional<std::string> choice_field(const Workspace& workspace, std::string_view english, std::string_view id,
                                        const std::vector<std::string>& words, std::string_view now) {
  begin_field(workspace, english);
  std::optional<std::string> chosen;
  if (begin_combo(fmt::format("###{}", id).c_str(), workspace.tr(now).data())) {
    for (const std::string& word : words)
      if (ImGui::Selectable(workspace.label(word, word).c_str(), word == now)) chosen = word;
    ImGui::EndCombo();
  }
  return chosen;
}

std::string unit_text(const Workspace& workspace, double metres_per_unit) {
  for (auto [word, metres] : file_units)
    if (std::abs(metres / metres_per_unit - 1) < 1e-6) return std::string(workspace.tr(word));
  return fmt::format("{:g} m", metres_per_unit);
}

std::string axis_word(UpAxis up) { return up == UpAxis::x ? "x" : up == UpAxis::z ? "z" : "y"; }

bool begin_sheet(const char* name, ImVec2 size) {
  const ImVec2 space = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({space.x / 2, space.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(size.x, space.x - px(16)), std::min(size.y, space.y - px(16))});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(22), px(18)});
  const bool is_there = ImGui::BeginPopupModal(
      name, nullptr,
      ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoScrollbar);
  ImGui::PopStyleVar(2);
  return is_there;
}

bool begin_combo(const char* id, const char* shown) {
  bool open = ImGui::BeginCombo(id, shown, ImGuiComboFlags_NoArrowButton);
  if (!open) {
    ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    float size = ImGui::GetFontSize();
    ImGui::GetWindowDrawList()->AddText({high.x - size * 1.4f, (low.y + high.y - size) / 2}, palette().text_quiet,
                                        icon::chevron_down);
  }
  return open;
}

void draw_cut(ImDrawList& list, ImFont* font, ImVec2 at, float right, ImU32 colour, const std::string& text) {
  auto wide = [&](const char* end) { return font->CalcTextSizeA(font->FontSize, 1e6f, 0, text.c_str(), end).x; };
  const char* end = text.c_str() + text.size();
  if (at.x + wide(end) <= right) {
    list.AddText(font, font->FontSize, at, colour, text.c_str());
    return;
  }
  constexpr const char* dots = "\u2026";
  float room = right - at.x - font->CalcTextSizeA(font->FontSize, 1e6f, 0, dots).x;
  const char* cut = text.c_str();
  font->CalcTextSizeA(font->FontSize, std::max(room, 0.0f), 0, text.c_str(), end, &cut);
  std::string shown(text.c_str(), cut);
  while (!shown.empty() && shown.back() == ' ') shown.pop_back();
  shown += dots;
  list.AddText(font, font->FontSize, at, colour, shown.c_str());
}

void operator_button(Workspace& workspace, OperatorForm& form, std::string_view id, const char* icon, float width) {
  const Operator& op = *find_operator(id);
  std::string_view reason = why_not(op, workspace.session());
  std::string text = icon ? fmt::format("{}###{}", icon, id) : workspace.label(op.title, id);
  ImGui::PushStyleColor(ImGuiCol_Text, reason.empty()
                                           ? palette().text
                                           : (palette().text_quiet & 0x00ffffffu) | (130u << IM_COL32_A_SHIFT));
  if (!icon) ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  if (ImGui::Button(text.c_str(), {width, 0})) form.start(workspace, op);
  if (!icon) ImGui::PopStyleColor();
  ImGui::PopStyleColor();
  if (!ImGui::IsItemHovered()) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(px(320));
  ImGui::TextUnformatted(title_with_keys(workspace, op).c_str());
  ImGui::TextDisabled("%s", workspace.tr(reason.empty() ? op.help : reason).data());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

}  // namespace enf::editor
