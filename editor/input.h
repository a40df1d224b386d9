// Owns: what a curator's hands do, as plain values.
// Must not know: window systems, widgets.
// Called by: hosts make events, EditorApp::tick reads them; main thread.
//
// Positions are pixels of the window's picture, from its upper left corner.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/geometry/math.h"

namespace enf::editor {

// By what is written on them, as shortcuts name them.
enum class Key : std::uint8_t {
  a,
  b,
  c,
  d,
  e,
  f,
  g,
  h,
  i,
  j,
  k,
  l,
  m,
  n,
  o,
  p,
  q,
  r,
  s,
  t,
  u,
  v,
  w,
  x,
  y,
  z,
  n0,
  n1,
  n2,
  n3,
  n4,
  n5,
  n6,
  n7,
  n8,
  n9,
  left,
  right,
  up,
  down,
  home,
  end,
  page_up,
  page_down,
  enter,
  escape,
  tab,
  backspace,
  del,
  space,
  f1,
  f2,
  f3,
  f4,
  f5,
  f6,
  f7,
  f8,
  f9,
  f10,
  f11,
  f12,
  count
};

struct Modifiers {
  bool ctrl = false, shift = false, alt = false;
  friend bool operator==(const Modifiers&, const Modifiers&) = default;
};

// "Ctrl+Shift+Z", "Left", "F2": as operators write their shortcuts. Nothing for what is none.
struct KeyChord {
  Key key = Key::a;
  Modifiers modifiers;
  friend bool operator==(const KeyChord&, const KeyChord&) = default;
};
std::optional<KeyChord> chord_from(std::string_view text);

struct KeyEvent {
  Key key;
  bool down = true;  // held keys come again
  Modifiers modifiers;
};
struct TextEvent {
  char32_t character = 0;
};
struct PointerEvent {
  enum class Phase { move, down, up, leave } phase = Phase::move;
  vec2 position{0};
  int button = 0;  // 0 left, 1 right, 2 middle
  Modifiers modifiers;
};
struct ScrollEvent {
  vec2 notches{0};  // y positive: away from the hand
};
struct ResizeEvent {
  std::uint32_t width = 1280, height = 800;
  float density = 1;  // pixels that make one design pixel
};
struct FocusLostEvent {};
struct DropEvent {
  std::vector<std::filesystem::path> files;
  vec2 position{-1};
};

using Event = std::variant<KeyEvent, TextEvent, PointerEvent, ScrollEvent, ResizeEvent, FocusLostEvent, DropEvent>;

}  // namespace enf::editor
