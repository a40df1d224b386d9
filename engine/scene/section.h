// Owns: cutting rooms' models by a horizontal plane, as a plan shows them.
// Must not know: how the cut is drawn.
// Called by: the editor's plan, on a worker.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "engine/scene/render_scene.h"

namespace enf {

using CutLine = std::array<vec2, 2>;  // (x, z) in metres

// Where the model's surfaces pass through the height. At most `most` lines: of what has more, the longest.
std::vector<CutLine> section_of(const ModelItem& item, float height_m, std::size_t most);

// Where the model has its floor within the plan: of the heights no farther than `within_m` from `near_m` the one at
// which most level surface lies, to the centimetre; nothing if there is less than a tenth of the plan's area.
std::optional<float> floor_of(const ModelItem& item, std::span<const dvec2> plan, float near_m, float within_m);

}  // namespace enf
