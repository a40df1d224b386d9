#include "editor/pane_focus.h"

#include <imgui_internal.h>  // NavInitWindow

#include <algorithm>

#include "editor/theme.h"

namespace enf::editor {

bool PaneFocus::take_key(const KeyEvent& event, std::span<const KeyPane> panes) {
  if (event.key == Key::f6 && !event.modifiers.ctrl && !event.modifiers.alt) {
    const auto count = static_cast<std::ptrdiff_t>(panes.size());
    const auto found = std::ranges::find(panes, pane_, [](const KeyPane& pane) { return std::string(pane.name); });
    std::ptrdiff_t at = found == panes.end() ? -1 : found - panes.begin();
    if (is_on_ || at < 0) at = event.modifiers.shift ? (at <= 0 ? count : at) - 1 : (at + 1) % count;
    pane_ = panes[static_cast<std::size_t>(at)].name, is_drawing_ = panes[static_cast<std::size_t>(at)].is_drawing;
    is_on_ = is_new_ = true;
    return true;
  }
  if (!is_on_) return false;
  if (event.key == Key::escape) {
    is_on_ = false;
    return true;
  }
  constexpr Key leading[] = {Key::left, Key::right, Key::up, Key::down, Key::space, Key::enter, Key::tab};
  return leads_through_fields() && event.modifiers == Modifiers{} &&
         std::ranges::find(leading, event.key) != std::end(leading);
}

void PaneFocus::follow(const char* first) {
  ImGuiIO& io = ImGui::GetIO();
  if (std::exchange(is_first_, false)) ImGui::SetWindowFocus(first);
  if (std::ranges::any_of(io.MouseClicked, [](bool is) { return is; })) is_on_ = false;
  ImGuiWindow* window = is_on_ ? ImGui::FindWindowByName(pane_.c_str()) : nullptr;
  if (window && !window->WasActive && !window->Active) window = nullptr, is_on_ = false;  // it is not shown any more
  if (leads_through_fields())
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  else
    io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
  if (!window) return;
  if (std::exchange(is_new_, false)) {
    ImGui::FocusWindow(window);
    if (!is_drawing_) ImGui::NavInitWindow(window, true);
  }
  const ImVec2 low = window->Pos, high{low.x + window->Size.x, low.y + window->Size.y};
  ImGui::GetForegroundDrawList()->AddRect({low.x + px(1), low.y + px(1)}, {high.x - px(1), high.y - px(1)},
                                          palette().accent, 0, 0, px(2));
}

}  // namespace enf::editor
