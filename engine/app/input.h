// Owns: what a visitor's hand does, as plain values.
// Must not know: window systems.
// Called by: hosts make events, App::tick reads them; main thread.
//
// Positions are pixels of the drawn picture, from its upper left corner.
#pragma once

#include <cstdint>
#include <variant>

#include "engine/geometry/math.h"

namespace enf {

// Named by their place on a QWERTY keyboard, so that walking stays under the same fingers everywhere.
enum class Key { w, a, s, d, q, e, up, down, left, right, escape, l, h, m, p, f3, f4 };

struct KeyEvent {
  Key key;
  enum class Phase { down, up } phase = Phase::down;
};

enum class PointerKind { mouse, touch };

// The mouse's main button or a finger.
struct PointerEvent {
  enum class Phase { down, move, up, leave } phase = Phase::move;
  vec2 position{0};
  PointerKind kind = PointerKind::mouse;
};

// Positive: away from the hand (nearer in the picture). One notch of a wheel is 1.
struct ScrollEvent {
  float notches = 0;
  vec2 position{0};
};

// The picture's size in pixels and how many of them make one design pixel (2 on a high-density screen).
struct ResizeEvent {
  std::uint32_t width = 1280, height = 720;
  float density = 1;
};

// The window lost the keyboard: no key is held any more.
struct FocusLostEvent {};

using Event = std::variant<KeyEvent, PointerEvent, ScrollEvent, ResizeEvent, FocusLostEvent>;

}  // namespace enf
