#include "engine/scene/occlusion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace enf {

namespace {

constexpr float near_w = 0.02f;

// Cells and the reciprocal of w, which is linear across the screen.
vec3 on_map(vec4 clip) {
  float q = 1 / clip.w;
  return {(clip.x * q * 0.5f + 0.5f) * OcclusionMap::width, (clip.y * q * 0.5f + 0.5f) * OcclusionMap::height, q};
}

}  // namespace

void OcclusionMap::begin(const mat4& view_projection) {
  view_projection_ = view_projection;
  std::ranges::fill(nearest_, 0.0f);
}

void OcclusionMap::add(vec3 a, vec3 b, vec3 c) {
  std::array<vec4, 3> clip{view_projection_ * vec4(a, 1), view_projection_ * vec4(b, 1), view_projection_ * vec4(c, 1)};
  std::array<vec3, 4> corners;
  int count = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    vec4 from = clip[i], to = clip[(i + 1) % 3];
    if (from.w >= near_w) corners[static_cast<std::size_t>(count++)] = on_map(from);
    if ((from.w >= near_w) != (to.w >= near_w))
      corners[static_cast<std::size_t>(count++)] = on_map(glm::mix(from, to, (near_w - from.w) / (to.w - from.w)));
  }
  if (count >= 3) fill(corners.data(), count);
}

// A convex polygon, row by row: every cell whose middle lies in it.
void OcclusionMap::fill(const vec3* corners, int count) {
  vec2 low(corners[0]), high(corners[0]);
  for (int i = 1; i < count; ++i) low = glm::min(low, vec2(corners[i])), high = glm::max(high, vec2(corners[i]));
  if (high.x <= 0 || high.y <= 0 || low.x >= width || low.y >= height) return;
  // 1 / w as a plane over the map, taken as the farthest it gets within a cell.
  vec3 u = corners[1] - corners[0], v = corners[2] - corners[0];
  float area = u.x * v.y - u.y * v.x;
  if (std::abs(area) < 1e-4f) return;
  float dx = (u.z * v.y - v.z * u.y) / area, dy = (v.z * u.x - u.z * v.x) / area;
  float slack = 0.5f * (std::abs(dx) + std::abs(dy));
  int first_row = std::max(0, static_cast<int>(std::ceil(low.y - 0.5f)));
  int last_row = std::min(height - 1, static_cast<int>(std::floor(high.y - 0.5f)));
  constexpr float overlap = 1e-3f;  // neighbours leave no seam
  for (int row = first_row; row <= last_row; ++row) {
    float y = static_cast<float>(row) + 0.5f, left = 1e9f, right = -1e9f;
    for (int i = 0; i < count; ++i) {
      vec3 a = corners[i], b = corners[(i + 1) % count];
      if ((a.y < y) == (b.y < y)) continue;
      float x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
      left = std::min(left, x), right = std::max(right, x);
    }
    if (left > right) continue;
    int first = std::max(0, static_cast<int>(std::ceil(std::max(left, -1.0f) - 0.5f - overlap)));
    int last = std::min(width - 1, static_cast<int>(std::floor(std::min(right, width + 1.0f) - 0.5f + overlap)));
    float q = corners[0].z + (static_cast<float>(first) + 0.5f - corners[0].x) * dx + (y - corners[0].y) * dy - slack;
    float* cell = nearest_.data() + row * width + first;
    for (int i = 0; i <= last - first; ++i) cell[i] = std::max(cell[i], q + static_cast<float>(i) * dx);
  }
}

ScreenRect OcclusionMap::seen_part(const Box& box) const {
  constexpr ScreenRect nothing{vec2(0), vec2(0)};
  if (box.empty()) return {};
  vec2 low(1e9f), high(-1e9f);
  float nearest = 0;
  for (int i = 0; i < 8; ++i) {
    vec3 corner(i & 1 ? box.high.x : box.low.x, i & 2 ? box.high.y : box.low.y, i & 4 ? box.high.z : box.low.z);
    vec4 clip = view_projection_ * vec4(corner, 1);
    if (clip.w < near_w) return {};
    vec3 p = on_map(clip);
    low = glm::min(low, vec2(p)), high = glm::max(high, vec2(p));
    nearest = std::max(nearest, p.z);
  }
  auto cell = [](float at, int most) { return static_cast<int>(std::clamp(at, 0.0f, static_cast<float>(most))); };
  int x0 = cell(std::floor(low.x) - 1, width - 1), x1 = cell(std::floor(high.x) + 1, width - 1);
  int y0 = cell(std::floor(low.y) - 1, height - 1), y1 = cell(std::floor(high.y) + 1, height - 1);
  // The smallest rectangle around the cells where nothing hides the box.
  int left = x1 + 1, right = x0 - 1, top = y1 + 1, bottom = y0 - 1;
  for (int y = y0; y <= y1; ++y) {
    const float* row = nearest_.data() + y * width;
    int first = x0, last = x1;
    while (first <= x1 && row[first] > nearest) ++first;
    if (first > x1) continue;
    while (row[last] > nearest) --last;
    left = std::min(left, first), right = std::max(right, last);
    top = std::min(top, y), bottom = y;
  }
  if (left > right) return nothing;
  // A cell that something hides may be hidden in part: one more all around.
  vec2 cells(width, height);
  return {glm::max(vec2(left - 1, top - 1) / cells * 2.0f - 1.0f, vec2(-1)),
          glm::min(vec2(right + 2, bottom + 2) / cells * 2.0f - 1.0f, vec2(1))};
}

std::vector<vec3> large_triangles(std::span<const vec3> corners, float least_m2) {
  std::vector<vec3> large;
  for (std::size_t i = 0; i + 2 < corners.size(); i += 3) {
    vec3 a = corners[i], b = corners[i + 1], c = corners[i + 2];
    if (glm::length(glm::cross(b - a, c - a)) * 0.5f >= least_m2) large.insert(large.end(), {a, b, c});
  }
  return large;
}

}  // namespace enf
