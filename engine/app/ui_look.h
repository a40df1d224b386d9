// Owns: the interface's few colours and measures: greys without a hue and one accent.
// Must not know: what is laid out with them.
// Called by: the interface's .cpp files.
#pragma once

#include "engine/text/layout.h"

namespace enf {

constexpr TextColour paper{250, 250, 250, 255};
constexpr TextColour ink{26, 26, 26, 255};
constexpr TextColour quiet_ink{96, 96, 96, 255};
constexpr TextColour night{22, 22, 22, 255};
constexpr TextColour light_text{240, 240, 240, 255};
constexpr TextColour quiet_light{176, 176, 176, 255};
constexpr TextColour accent{27, 154, 160, 255};
constexpr TextColour accent_on_paper{15, 112, 117, 255};  // darker, so that small words stay legible

constexpr float night_opacity = 0.82f;
constexpr float strip_height = 64, margin = 32, gap = 24;  // design pixels

}  // namespace enf
