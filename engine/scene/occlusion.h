// Owns: a small depth picture of the largest things in view, by which what lies wholly behind them can be left out. For
// scenes without rooms; where rooms are known, doorways tell the same for less.
// Must not know: what is drawn, GPUs.
// Called by: the renderer for each picture, tests; a map belongs to one thread.
#pragma once

#include <span>
#include <vector>

#include "engine/geometry/shapes.h"
#include "engine/scene/visibility.h"

namespace enf {

class OcclusionMap {
 public:
  static constexpr int width = 256, height = 144;

  // Forgets all for a new view. `view_projection` as for drawing, with w growing with distance.
  void begin(const mat4& view_projection);
  // Adds a triangle of something opaque. It hides only what lies farther than its farthest part within each cell.
  void add(vec3 a, vec3 b, vec3 c);
  // The part of the screen in which something of the box may be seen past what was added; empty if nothing can. Errs
  // towards more: the box is taken a cell larger all around, so that only a gap narrower than a cell between two
  // occluders can be overlooked.
  ScreenRect seen_part(const Box& box) const;
  bool hides(const Box& box) const { return seen_part(box).empty(); }

 private:
  void fill(const vec3* corners, int count);

  mat4 view_projection_{1};
  std::vector<float> nearest_ = std::vector<float>(width * height);  // 1 / w of what hides; 0: nothing does
};

// Triangles of an opaque thing that are worth adding: those of at least `least_m2`, three corners each.
std::vector<vec3> large_triangles(std::span<const vec3> corners, float least_m2);

}  // namespace enf
