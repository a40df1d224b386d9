#include "editor/wrapped_text.h"

#include <imgui_internal.h>  // GetInputTextState
#include <imgui_stdlib.h>

#include <algorithm>
#include <cstring>

namespace enf::editor {

std::string in_lines(std::string_view text, float width, const std::function<float(std::string_view)>& measure) {
  std::string shown(text);
  const float space = measure(" ");
  float used = 0;
  std::size_t last_space = text.npos;  // of this line
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      used = 0, last_space = text.npos, ++at;
      continue;
    }
    if (text[at] == ' ') {
      used += space, last_space = at++;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const float word = measure(text.substr(at, end - at));
    if (used + word > width && last_space != text.npos) {
      shown[last_space] = '\n';
      used = 0, last_space = text.npos;
    }
    used += word, at = end;
  }
  return shown;
}

std::string from_lines(std::string_view text, std::string_view shown, std::string_view edited) {
  const std::size_t shorter = std::min(shown.size(), edited.size());
  std::size_t before = 0, after = 0;
  while (before < shorter && shown[before] == edited[before]) ++before;
  while (after < shorter - before && shown[shown.size() - 1 - after] == edited[edited.size() - 1 - after]) ++after;
  std::string result(text.substr(0, before));
  result += edited.substr(before, edited.size() - before - after);
  result += text.substr(text.size() - after);
  return result;
}

struct WrappedText::Edit {
  std::string &text, &shown;
  std::vector<std::string>& texts;
  float width = 0;
};

static bool differ_in_breaks_alone(std::string_view a, std::string_view b) {
  auto is_break = [](char c) { return c == ' ' || c == '\n'; };
  return std::ranges::equal(a, b, [&](char x, char y) { return x == y || (is_break(x) && is_break(y)); });
}

std::optional<std::string> WrappedText::as_before(const std::vector<std::string>& texts, std::string_view shown,
                                                  std::string_view now) {
  for (auto text = texts.rbegin(); text != texts.rend(); ++text)
    if (*text != now && differ_in_breaks_alone(*text, shown)) return *text;
  return std::nullopt;
}

static float measured(std::string_view part) { return ImGui::CalcTextSize(part.data(), part.data() + part.size()).x; }

int WrappedText::edited(ImGuiInputTextCallbackData* data) {
  auto& edit = *static_cast<Edit*>(data->UserData);
  const std::string_view now(data->Buf, static_cast<std::size_t>(data->BufTextLen));
  constexpr std::size_t most_kept = 400;
  const bool is_undone =
      ImGui::GetIO().KeyCtrl && (ImGui::IsKeyPressedMap(ImGuiKey_Z) || ImGui::IsKeyPressedMap(ImGuiKey_Y));
  std::optional<std::string> before = is_undone ? as_before(edit.texts, now, edit.text) : std::nullopt;
  if (edit.texts.empty() || edit.texts.back() != edit.text) edit.texts.push_back(edit.text);
  if (edit.texts.size() > most_kept) edit.texts.erase(edit.texts.begin());
  edit.text = before ? std::move(*before) : from_lines(edit.text, edit.shown, now);
  edit.shown = in_lines(edit.text, edit.width, measured);
  std::memcpy(data->Buf, edit.shown.data(), edit.shown.size());  // as long as before
  data->BufDirty = true;
  return 0;
}

// From a place to another, counted in characters.
static std::string part_of(std::string_view text, int from, int to) {
  std::size_t at = 0;
  auto go = [&](int characters) {
    for (; characters > 0 && at < text.size(); --characters) do
        ++at;
      while (at < text.size() && (text[at] & 0xC0) == 0x80);
    return at;
  };
  const std::size_t begin = go(from);
  return std::string(text.substr(begin, go(to - from) - begin));
}

bool WrappedText::input(const char* id, std::string& text, float wide, float least, float most,
                        ImGuiInputTextFlags flags) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const ImGuiID own = ImGui::GetID(id);
  const float width = wide - 2 * style.FramePadding.x - style.ScrollbarSize;
  Written here{.id = own, .text = text, .shown = in_lines(text, width, measured)};
  here.first_text = here.text, here.first_shown = here.shown;
  if (written_.id == own) here = written_;
  const std::string before = here.text;
  const auto lines = static_cast<float>(1 + std::ranges::count(here.shown, '\n'));
  const float high = lines * ImGui::GetTextLineHeight() + 2 * style.FramePadding.y;
  const ImGuiInputTextState* state = ImGui::GetInputTextState(own);
  const bool copies = state && state->HasSelection() && ImGui::GetIO().KeyCtrl &&
                      (ImGui::IsKeyPressedMap(ImGuiKey_C) || ImGui::IsKeyPressedMap(ImGuiKey_X));
  const std::string selected = copies ? part_of(before, std::min(state->Stb.select_start, state->Stb.select_end),
                                                std::max(state->Stb.select_start, state->Stb.select_end))
                                      : std::string();
  std::string buffer = here.shown;
  Edit edit{here.text, here.shown, here.texts, width};
  ImGui::InputTextMultiline(id, &buffer, {wide, std::clamp(high, least, most)},
                            flags | ImGuiInputTextFlags_CallbackEdit, edited, &edit);
  if (buffer != here.shown)  // brought back by Escape, where no edit is told
    here.text = buffer == here.first_shown ? here.first_text : from_lines(here.text, here.shown, buffer);
  const bool changed = here.text != before;
  if (copies) ImGui::SetClipboardText(selected.c_str());  // ImGui put the lines there as they are shown
  if (changed) text = here.text;
  if (ImGui::IsItemActive())
    written_ = std::move(here);
  else if (written_.id == own)
    written_ = {};
  return changed;
}

}  // namespace enf::editor
