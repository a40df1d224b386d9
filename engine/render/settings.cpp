#include "engine/render/settings.h"

#include <algorithm>

namespace enf {

// Below this, finishes are seen more coarsely than they could be, so that works need not be, and there are fewer
// pipelines, which are no part of the budget but would be several times as large.
constexpr std::uint64_t small_budget_bytes = 128ull << 20;

RenderSettings within(RenderSettings settings, std::uint64_t budget_bytes) {
  // Pictures first: a wall has many, and a few levels of a sculpture's mesh go a long way. The shadows of a museum's
  // large lamps are soft, so small maps will do.
  settings.shadow_texels = 256;
  std::uint64_t map_bytes = std::uint64_t{8} * settings.shadow_texels * settings.shadow_texels;
  settings.shadow_maps = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(budget_bytes / 4 / map_bytes, 32, 64));
  settings.bands = 2;
  if (budget_bytes < small_budget_bytes)
    settings.finish_mips_left_out = 1, settings.small_pipelines = true, settings.bands = 4;
  std::uint64_t rest = budget_bytes - std::min(budget_bytes / 2, settings.shadow_maps * map_bytes);
  settings.stream.tile_bytes = rest * 5 / 8;
  settings.stream.model_bytes = rest - settings.stream.tile_bytes;
  settings.stream.frame_bytes = std::clamp<std::uint64_t>(budget_bytes / 32, 1ull << 20, 16ull << 20);
  return settings;
}

}  // namespace enf
