#include "editor/form.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_internal.h>  // ImTextCharFromUtf8
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/number_text.h"
#include "editor/theme.h"

namespace enf::editor {

namespace {

// A letter without its case: enough for finding commands and works.
char32_t lower(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c == 0x130 || c == 0x131) return U'i';  // İ and ı are found by i
  if (c == 0x18F) return 0x259;               // Ə
  if (c >= 0x100 && c <= 0x17F && c != 0x131) return c | 1;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

std::u32string folded(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    unsigned int c = 0;
    int length = ImTextCharFromUtf8(&c, text.data() + i, text.data() + text.size());
    out += lower(c);
    i += static_cast<std::size_t>(std::max(length, 1));
  }
  return out;
}

bool is_pressed(ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); }

// A number with its unit, as the form shows it.
std::string with_unit(const Workspace& workspace, Unit unit, double value) {
  std::string text = fmt::format("{:.10g}", value);
  if (workspace.language() != "en") std::ranges::replace(text, '.', ',');
  const std::string_view shapes[] = {"",          tr("{} m"),  tr("{} mm"), tr("{}°"),
                                     tr("{} cd"), tr("{} lx"), tr("{} K"),  tr("{} %")};
  const std::string_view shape = shapes[static_cast<std::size_t>(unit)];
  return shape.empty() ? text : workspace.tr(shape, text);
}

}  // namespace

bool matches(std::string_view text, std::string_view query) {
  std::u32string in = folded(text), wanted = folded(query);
  for (std::size_t begin = 0; begin < wanted.size();) {
    std::size_t end = std::min(wanted.find(U' ', begin), wanted.size());
    if (end > begin && in.find(wanted.substr(begin, end - begin)) == in.npos) return false;
    begin = end + 1;
  }
  return true;
}

std::string title_with_keys(const Workspace& workspace, const Operator& op) {
  std::string text(workspace.tr(op.title));
  if (!op.shortcuts.empty() && op.shortcuts.front().arguments.empty())
    text += fmt::format("  ({})", op.shortcuts.front().keys);
  return text;
}

void OperatorForm::start(Workspace& workspace, const Operator& op, By by) {
  const bool must_tell = !complete(op, workspace.session(), {});
  const bool asks = has_questions(op) && (by == By::name || !op.runs_at_once || must_tell);
  if (!asks || !why_not(op, workspace.session()).empty()) {
    workspace.ask(op.id);  // if it cannot run, the reason is told
    return;
  }
  op_ = &op, opens_ = waits_for_release_ = true;
  told_ = {}, left_out_.clear(), lists_.clear();
}

void OperatorForm::number_field(Workspace& workspace, const ArgumentDesc& desc, const char* label,
                                const Arguments& now) {
  const std::optional<double> value = now.number_if_given(desc.name);
  std::string text = value ? with_unit(workspace, desc.unit, *value) : std::string();
  const std::string hint(desc.source == Source::optional ? workspace.tr(tr("chosen for you")) : std::string_view());
  if (!ImGui::InputTextWithHint(label, hint.c_str(), &text, ImGuiInputTextFlags_AutoSelectAll)) return;
  const std::optional<double> typed = number_in(text, workspace.language());
  if (typed) {
    const double rounded = desc.kind == ArgumentKind::whole ? std::round(*typed) : *typed;
    told_.set(desc.name, std::clamp(rounded, desc.low, desc.high));
    left_out_.erase(std::string(desc.name));
  } else if (desc.source == Source::optional && text.empty()) {
    told_.remove(desc.name);
    left_out_.emplace(desc.name);
  }
}

void OperatorForm::field(Workspace& workspace, const ArgumentDesc& desc, const Arguments& now) {
  std::string label = fmt::format("###{}", desc.name);
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, palette().text_quiet);
  ImGui::TextUnformatted(workspace.tr(desc.title).data());
  ImGui::PopStyleColor();
  ImGui::SameLine(px(190));
  ImGui::SetNextItemWidth(px(240));
  switch (desc.kind) {
    case ArgumentKind::number:
    case ArgumentKind::whole:
      number_field(workspace, desc, label.c_str(), now);
      break;
    case ArgumentKind::choice: {
      const std::string chosen = now.text_or(desc.name, "");
      if (begin_combo(label.c_str(),
                      chosen.empty() ? workspace.tr(tr("chosen for you")).data() : workspace.tr(chosen).data())) {
        for (const std::string& word : desc.choices)
          if (ImGui::Selectable(workspace.label(word, word).c_str(), word == chosen)) told_.set(desc.name, word);
        ImGui::EndCombo();
      }
      break;
    }
    case ArgumentKind::text: {
      std::string text = now.text_or(desc.name, "");
      if (ImGui::InputText(label.c_str(), &text)) told_.set(desc.name, text);
      break;
    }
    case ArgumentKind::id: {
      const Value* chosen = now.find(desc.name);
      std::string shown = chosen ? workspace.name_of(std::get<AnyId>(*chosen)) : std::string();
      if (begin_combo(label.c_str(), shown.c_str())) {
        for_each_record_type([&]<class T>() {
          if (std::ranges::find(desc.tables, RecordKind<T>::table) == desc.tables.end()) return;
          for (const T& record : workspace.session().document.table<T>())
            if (ImGui::Selectable(fmt::format("{}###{}", workspace.name_of(record.id), record.id.value).c_str()))
              told_.set(desc.name, AnyId(record.id));
        });
        ImGui::EndCombo();
      }
      break;
    }
    case ArgumentKind::ids:
    case ArgumentKind::points: {
      std::string& text = lists_[std::string(desc.name)];
      ImGui::InputText(label.c_str(), &text);
      if (Result<Value> read = read_value(desc, text)) told_.set(desc.name, std::move(*read));
      break;
    }
  }
}

// Words may be none.
Arguments OperatorForm::answered(const Session& session) const {
  Arguments all = answers(*op_, session, told_, left_out_);
  for (const ArgumentDesc& desc : op_->arguments)
    if (desc.source == Source::given && desc.kind == ArgumentKind::text && !all.has(desc.name))
      all.set(desc.name, std::string());
  return all;
}

void OperatorForm::draw(Workspace& workspace) {
  if (!op_) return;
  constexpr const char* name = "###form";
  if (std::exchange(opens_, false)) ImGui::OpenPopup(name);
  ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({size.x / 2, size.y * 0.3f}, ImGuiCond_Appearing, {0.5f, 0.3f});
  bool stays = true;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(18), px(16)});
  bool is_there = ImGui::BeginPopupModal(
      name, &stays, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove);
  ImGui::PopStyleVar(2);
  if (!is_there) {
    op_ = nullptr;
    return;
  }
  ImGui::PushFont(fonts().strong);
  ImGui::TextUnformatted(workspace.tr(op_->title).data());
  ImGui::PopFont();
  ImGui::PushTextWrapPos(px(420));
  ImGui::TextDisabled("%s", workspace.tr(op_->help).data());
  ImGui::PopTextWrapPos();
  ImGui::Dummy({0, px(4)});
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  const Arguments before = answered(workspace.session());
  for (const ArgumentDesc& desc : op_->arguments) {
    const bool may_be_told =
        desc.source == Source::optional && (!op_->present || before.has(desc.name) || left_out_.contains(desc.name));
    if (desc.source == Source::given || may_be_told) field(workspace, desc, before);
  }
  const Arguments now = answered(workspace.session());
  Result<Arguments> ready = complete(*op_, workspace.session(), now);
  // The Enter that opened the form is not the one that sends it off.
  waits_for_release_ = waits_for_release_ && ImGui::IsKeyDown(ImGui::GetKeyIndex(ImGuiKey_Enter));
  bool entered = !waits_for_release_ && is_pressed(ImGuiKey_Enter);
  ImGui::Dummy({0, px(4)});
  ImGui::PushStyleColor(ImGuiCol_Button, palette().accent);
  ImGui::PushStyleColor(ImGuiCol_Text, palette().on_accent);
  ImGui::BeginDisabled(!ready);
  bool runs = ImGui::Button(workspace.label(op_->title, "run").c_str()) || (ready && entered);
  ImGui::EndDisabled();
  ImGui::PopStyleColor(2);
  ImGui::SameLine();
  if (ImGui::Button(workspace.label("Cancel", "cancel").c_str()) || is_pressed(ImGuiKey_Escape)) stays = false;
  if (runs) workspace.ask(op_->id, now);
  if (runs || !stays) {
    ImGui::CloseCurrentPopup();
    op_ = nullptr;
  }
  ImGui::EndPopup();
}

void CommandPalette::draw(Workspace& workspace, OperatorForm& form) {
  constexpr const char* name = "###palette";
  if (std::exchange(opens_, false)) ImGui::OpenPopup(name), query_.clear(), chosen_ = 0;
  ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({size.x / 2, px(96)}, ImGuiCond_Always, {0.5f, 0});
  ImGui::SetNextWindowSize({px(560), px(420)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, px(8));
  is_open_ = ImGui::BeginPopupModal(name, nullptr,
                                    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize);
  ImGui::PopStyleVar();
  if (!is_open_) return;
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(-1);
  std::string hint = fmt::format("{}  {}", icon::search, workspace.tr("Find a command"));
  bool entered = ImGui::InputTextWithHint("###query", hint.c_str(), &query_, ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemEdited()) chosen_ = 0;
  std::vector<const Operator*> found;
  for (const Operator& op : all_operators())
    if (!op.is_of_panels &&
        matches(fmt::format("{} {} {}", workspace.tr(op.title), workspace.tr(op.help), op.id), query_))
      found.push_back(&op);
  std::ranges::stable_sort(found, {}, [&](const Operator* op) { return !matches(workspace.tr(op->title), query_); });
  int count = static_cast<int>(found.size());
  if (is_pressed(ImGuiKey_DownArrow)) ++chosen_;
  if (is_pressed(ImGuiKey_UpArrow)) --chosen_;
  chosen_ = std::clamp(chosen_, 0, std::max(0, count - 1));
  const Operator* runs = nullptr;
  ImGui::BeginChild("list");
  for (int i = 0; i < count; ++i) {
    const Operator& op = *found[static_cast<std::size_t>(i)];
    std::string_view reason = why_not(op, workspace.session());
    ImVec2 at = ImGui::GetCursorScreenPos();
    float wide = ImGui::GetContentRegionAvail().x, high = px(44);
    if (ImGui::Selectable(fmt::format("###{}", op.id).c_str(), i == chosen_, 0, {wide, high})) runs = &op;
    if (i == chosen_ && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText({at.x + px(8), at.y + px(4)}, reason.empty() ? palette().text : palette().text_quiet,
                 workspace.tr(op.title).data());
    std::string below(workspace.tr(reason.empty() ? op.help : reason));
    draw_cut(list, fonts().small, {at.x + px(8), at.y + px(24)}, at.x + wide - px(8), palette().text_quiet, below);
    if (!op.shortcuts.empty()) {
      std::string keys(op.shortcuts.front().keys);
      float keys_wide = fonts().small->CalcTextSizeA(fonts().small->FontSize, 1e6f, 0, keys.c_str()).x;
      list.AddText(fonts().small, fonts().small->FontSize, {at.x + wide - keys_wide - px(10), at.y + px(6)},
                   palette().text_quiet, keys.c_str());
    }
  }
  if (count == 0) ImGui::TextDisabled("%s", workspace.tr("No command has these words.").data());
  ImGui::EndChild();
  if (entered && count > 0) runs = found[static_cast<std::size_t>(chosen_)];
  if (runs || is_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  if (runs) form.start(workspace, *runs, OperatorForm::By::name);
}

}  // namespace enf::editor
