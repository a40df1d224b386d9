// Owns: laying a room's surfaces out flat: which of them share a chart, where it lies in the light map, and which
// place of which surface each texel stands for.
// Must not know: how light travels, documents, the GPU.
// Called by: the bake of light maps; pure, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/shapes.h"
#include "engine/light/traced_scene.h"

namespace enf {

// One thing to be drawn, a candidate for a chart. Its front is what counts.
struct ChartPiece {
  const TracedMesh* mesh = nullptr;
  std::uint32_t owner = 0;  // pieces of one owner may share a chart
};

// Surfaces seen along one direction, as a picture: texel (x, y) of the chart, from its upper left corner, stands for what
// lies at origin + right * (x + 0.5) * texel_m - up * (y + 0.5) * texel_m and in front of it along `normal`.
struct LightChart {
  vec3 origin{0}, right{1, 0, 0}, up{0, 1, 0}, normal{0, 0, 1};
  float texel_m = 0.05f;
  std::uint32_t x = 0, y = 0;  // in the map
  std::uint32_t width = 0, height = 0;

  // Where in the map, in texels, a point of its surfaces lies.
  vec2 place(vec3 point) const {
    vec3 from = point - origin;
    return vec2(x, y) + vec2(glm::dot(from, right), -glm::dot(from, up)) / texel_m;
  }
};

struct LightCharts {
  static constexpr std::uint32_t none = ~0u;
  std::uint32_t width = 0, height = 0;  // of the map
  std::vector<LightChart> charts;
  std::vector<std::uint32_t> of_piece;  // none: it is too small or too crooked to lie flat
};

// Flat pieces in one plane that touch share a chart (a wall in several paints, a floor of several woods), so that there
// is no seam between them. What stands out of such a plane but faces the same way, like a skirting, belongs to it too.
// Of the rest, what faces one way as a whole, like a vault seen from below, gets a chart of its own.
// Pieces of less than `least_m2` are left out. Charts lie at least 8 texels apart.
LightCharts lay_out_charts(std::span<const ChartPiece> pieces, float texel_m, float least_m2 = 0.04f);

// The surface behind a chart's texel: of all surfaces there the foremost.
struct ChartPoint {
  vec3 position{0}, normal{0, 1, 0};
  float out_m = 0;        // along the chart's normal
  bool is_there = false;  // false: no surface comes into the texel
};

// Row by row. `pieces` are those the charts were laid out for.
std::vector<ChartPoint> chart_points(const LightCharts& layout, std::uint32_t chart,
                                     std::span<const ChartPiece> pieces);

}  // namespace enf
