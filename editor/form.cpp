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

// Whether there is something to be told: what is missing, or which of several ways is meant.
bool needs_telling(const Operator& op, const Session& session) {
  const bool has_ways = std::ranges::any_of(op.arguments, [](const ArgumentDesc& desc) {
    return desc.kind == ArgumentKind::choice && desc.source == Source::given;
  });
  Result<Arguments> known = complete(op, session, {});
  return has_ways || (!known && known.error().id == "argument.missing");
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

void OperatorForm::start(Workspace& workspace, const Operator& op) {
  if (!why_not(op, workspace.session()).empty() || !needs_telling(op, workspace.session())) {
    workspace.ask(op.id);  // if it cannot run, the reason is told
    return;
  }
  op_ = &op, opens_ = waits_for_release_ = true;
  arguments_ = {}, texts_.clear();
}

void OperatorForm::field(Workspace& workspace, const ArgumentDesc& desc) {
  std::string label = fmt::format("###{}", desc.name);
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, palette().text_quiet);
  ImGui::TextUnformatted(workspace.tr(desc.title).data());
  ImGui::PopStyleColor();
  ImGui::SameLine(px(190));
  ImGui::SetNextItemWidth(px(240));
  if (!arguments_.has(desc.name) && desc.preset) arguments_.set(desc.name, *desc.preset);
  switch (desc.kind) {
    case ArgumentKind::number:
    case ArgumentKind::whole: {
      const bool is_given = desc.source == Source::given;
      if (is_given && !arguments_.has(desc.name)) arguments_.set(desc.name, std::clamp(0.0, desc.low, desc.high));
      auto [text, is_new] = texts_.try_emplace(std::string(desc.name));
      if (std::optional<double> value = arguments_.number_if_given(desc.name); is_new && value) {
        text->second = fmt::format("{:.10g}", *value);
        if (workspace.language() != "en") std::ranges::replace(text->second, '.', ',');
        if (desc.unit == Unit::metres) text->second = workspace.tr("{} m", text->second);
      }
      if (!ImGui::InputText(label.c_str(), &text->second, ImGuiInputTextFlags_AutoSelectAll)) break;
      if (std::optional<double> value = number_in(text->second, workspace.language()))
        arguments_.set(desc.name,
                       std::clamp(desc.kind == ArgumentKind::whole ? std::round(*value) : *value, desc.low, desc.high));
      else if (!is_given && text->second.empty())
        arguments_.remove(desc.name);
      break;
    }
    case ArgumentKind::choice: {
      std::string now = arguments_.text_or(desc.name, desc.choices.front());
      arguments_.set(desc.name, now);
      if (begin_combo(label.c_str(), workspace.tr(now).data())) {
        for (const std::string& word : desc.choices)
          if (ImGui::Selectable(workspace.label(word, word).c_str(), word == now)) arguments_.set(desc.name, word);
        ImGui::EndCombo();
      }
      break;
    }
    case ArgumentKind::text:
      if (ImGui::InputText(label.c_str(), &texts_[std::string(desc.name)]) || desc.source == Source::given)
        arguments_.set(desc.name, texts_[std::string(desc.name)]);
      break;
    case ArgumentKind::id: {
      const Value* now = arguments_.find(desc.name);
      std::string shown = now ? workspace.name_of(std::get<AnyId>(*now)) : std::string();
      if (begin_combo(label.c_str(), shown.c_str())) {
        for_each_record_type([&]<class T>() {
          if (std::ranges::find(desc.tables, RecordKind<T>::table) == desc.tables.end()) return;
          for (const T& record : workspace.session().document.table<T>())
            if (ImGui::Selectable(fmt::format("{}###{}", workspace.name_of(record.id), record.id.value).c_str()))
              arguments_.set(desc.name, AnyId(record.id));
        });
        ImGui::EndCombo();
      }
      break;
    }
    case ArgumentKind::ids:
    case ArgumentKind::points: {
      std::string& text = texts_[std::string(desc.name)];
      ImGui::InputText(label.c_str(), &text);
      if (Result<Value> read = read_value(desc, text)) arguments_.set(desc.name, std::move(*read));
      break;
    }
  }
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
  for (const ArgumentDesc& desc : op_->arguments)
    if (desc.source == Source::given || desc.source == Source::optional) field(workspace, desc);
  Result<Arguments> ready = complete(*op_, workspace.session(), arguments_);
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
  if (runs) workspace.ask(op_->id, arguments_);
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
  if (runs) form.start(workspace, *runs);
}

}  // namespace enf::editor
