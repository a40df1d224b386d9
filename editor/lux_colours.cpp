#include "editor/lux_colours.h"

#include <algorithm>
#include <cmath>

namespace enf::editor {

int lux_band(float lux) {
  return static_cast<int>(std::ranges::count_if(lux_steps, [lux](float step) { return lux >= step; }));
}

vec3 lux_colour(float lux) {
  // Each band takes its share of the scale, so that neighbouring ones are told apart.
  constexpr std::array<std::pair<float, float>, 6> places = {
      {{0, 0}, {lux_steps[0], 0.4f}, {lux_steps[1], 0.6f}, {lux_steps[2], 0.74f}, {lux_steps[3], 0.88f}, {lux_end, 1}}};
  constexpr std::array<vec3, 9> viridis = {{{0.267f, 0.005f, 0.329f},
                                            {0.283f, 0.141f, 0.458f},
                                            {0.254f, 0.265f, 0.530f},
                                            {0.207f, 0.372f, 0.553f},
                                            {0.164f, 0.471f, 0.558f},
                                            {0.128f, 0.567f, 0.551f},
                                            {0.267f, 0.749f, 0.441f},
                                            {0.575f, 0.845f, 0.257f},
                                            {0.993f, 0.906f, 0.144f}}};
  lux = std::clamp(lux, 0.0f, lux_end);
  auto above = std::ranges::find_if(places, [lux](auto place) { return place.first >= lux; });
  auto below = above == places.begin() ? above : above - 1;
  float span = above->first - below->first;
  float at = std::lerp(below->second, above->second, span > 0 ? (lux - below->first) / span : 0.0f) * 8;
  auto low = std::min(static_cast<std::size_t>(at), viridis.size() - 2);
  return glm::mix(viridis[low], viridis[low + 1], at - static_cast<float>(low));
}

}  // namespace enf::editor
