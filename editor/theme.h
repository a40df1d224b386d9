// Owns: how the editor looks: colours, spacing, type.
// Must not know: panels, documents.
// Called by: the app once at start and when theme, scale or fonts change; panels read colours; main thread.
#pragma once

#include <imgui.h>

#include "engine/base/error.h"

namespace enf::editor {

enum class ThemeKind { light, dark };

// What drawings and panels are coloured with. Greys have no hue: a tinted frame tints the eye.
struct Palette {
  ImU32 window, panel, field, field_hover, line, text, text_quiet, accent, accent_soft, on_accent, warning, error;
  ImU32 paper, grid, grid_strong, floor, wall, wall_edge, work, work_edge, dimension, light, guide;  // of plans
};
const Palette& palette();

struct Fonts {
  ImFont* text = nullptr;
  ImFont* strong = nullptr;  // headings
  ImFont* small = nullptr;   // dimensions, captions
  ImFont* title = nullptr;   // the start screen's
  float scale = 1;           // what they were built for
};
const Fonts& fonts();

// Finds the type with fontconfig and adds it to the atlas in these sizes. Error: editor.font_missing (names the font
// and its package).
Result<void> build_fonts(ImFontAtlas& atlas, float scale);
// Colours, spacing and rounding; `scale` pixels make a design pixel.
void set_theme(ThemeKind kind, float scale);

// Design pixels to pixels.
float px(float design);

}  // namespace enf::editor
