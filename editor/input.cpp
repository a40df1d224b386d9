#include "editor/input.h"

#include <algorithm>
#include <array>

namespace enf::editor {

std::optional<KeyChord> chord_from(std::string_view text) {
  KeyChord chord;
  for (std::size_t plus; (plus = text.find('+')) != text.npos && plus > 0; text.remove_prefix(plus + 1)) {
    std::string_view modifier = text.substr(0, plus);
    if (modifier == "Ctrl")
      chord.modifiers.ctrl = true;
    else if (modifier == "Shift")
      chord.modifiers.shift = true;
    else if (modifier == "Alt")
      chord.modifiers.alt = true;
    else
      return std::nullopt;
  }
  auto with = [&](Key first, int steps) {
    chord.key = static_cast<Key>(static_cast<int>(first) + steps);
    return chord;
  };
  if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z') return with(Key::a, text[0] - 'A');
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return with(Key::n0, text[0] - '0');
  if (text.size() >= 2 && text[0] == 'F') {
    int number = 0;
    for (char c : text.substr(1)) number = c >= '0' && c <= '9' ? number * 10 + (c - '0') : 99;
    if (number >= 1 && number <= 12) return with(Key::f1, number - 1);
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 14> words = {"Left", "Right",     "Up",       "Down",  "Home",
                                                      "End",  "PageUp",    "PageDown", "Enter", "Escape",
                                                      "Tab",  "Backspace", "Delete",   "Space"};
  auto found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return with(Key::left, static_cast<int>(found - words.begin()));
}

}  // namespace enf::editor
