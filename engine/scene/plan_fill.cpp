#include "engine/scene/plan_fill.h"

#include <algorithm>
#include <cmath>

#include "engine/geometry/polygon.h"
#include "engine/scene/architecture.h"

namespace enf {

static dvec2 longest_side(std::span<const dvec2> polygon) {
  dvec2 best(1, 0);
  double length = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    dvec2 d = polygon[(i + 1) % polygon.size()] - polygon[i];
    if (glm::length(d) > length + 1e-6) length = glm::length(d), best = d / length;
  }
  return best;
}

// The part of a convex polygon where s * (p[axis] - at) >= 0.
static std::vector<dvec2> clip(const std::vector<dvec2>& in, int axis, double at, double s) {
  std::vector<dvec2> out;
  for (std::size_t i = 0; i < in.size(); ++i) {
    dvec2 a = in[i], b = in[(i + 1) % in.size()];
    double da = s * (a[axis] - at), db = s * (b[axis] - at);
    if (da >= 0) out.push_back(a);
    if ((da > 0 && db < 0) || (da < 0 && db > 0)) {
      // From the same end whatever the direction, so that neighbours cut a shared edge at the same place.
      bool swap = a.x > b.x || (a.x == b.x && a.y > b.y);
      dvec2 p = swap ? b : a, q = swap ? a : b;
      dvec2 cut = p + (q - p) * ((at - p[axis]) / (q[axis] - p[axis]));
      cut[axis] = at;
      out.push_back(cut);
    }
  }
  return out;
}

static void add_line(std::vector<double>& lines, double v, double low, double high, double gap) {
  if (v <= low + gap || v >= high - gap) return;
  for (double line : lines)
    if (std::abs(line - v) < gap) return;
  lines.push_back(v);
}

static std::vector<double> grid_lines(std::span<const dvec2> polygon, const PlanFill& fill, int axis) {
  double low = polygon[0][axis], high = low;
  for (dvec2 p : polygon) low = std::min(low, p[axis]), high = std::max(high, p[axis]);
  std::vector<double> lines{low, high};
  for (const StandingBox& box : fill.standing) {
    double c = std::abs(std::cos(box.heading)), s = std::abs(std::sin(box.heading));
    double half = axis == 0 ? c * box.half.x + s * box.half.y : s * box.half.x + c * box.half.y;
    for (double d : {0.0, 0.1, 0.3})
      for (double side : {-1.0, 1.0}) add_line(lines, box.centre[axis] + side * (half + d), low, high, 0.06);
  }
  for (dvec2 p : fill.edges)
    for (double d : {0.06, 0.2, 0.45, 0.9})
      for (double side : {-1.0, 1.0}) add_line(lines, p[axis] + side * d, low, high, 0.05);
  std::sort(lines.begin(), lines.end());
  std::vector<double> all;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    int parts = std::max(1, static_cast<int>(std::ceil((lines[i + 1] - lines[i]) / fill.largest_m)));
    for (int k = 0; k < parts; ++k) all.push_back(lines[i] + (lines[i + 1] - lines[i]) * k / parts);
  }
  all.push_back(lines.back());
  return all;
}

void fill_plan(const std::function<MeshBuilder&(dvec2 middle)>& mesh_at, std::span<const dvec2> polygon,
               const PlanFill& fill) {
  std::vector<double> xs = grid_lines(polygon, fill, 0), ys = grid_lines(polygon, fill, 1);
  dvec2 side = longest_side(polygon);
  double c = std::cos(fill.turn_rad), s = std::sin(fill.turn_rad);
  vec3 tangent(static_cast<float>(side.x * c - side.y * s), 0, static_cast<float>(side.x * s + side.y * c));
  std::vector<vec3> corners;
  for (const auto& t : triangulate(polygon)) {
    std::vector<dvec2> triangle{polygon[t[0]], polygon[t[1]], polygon[t[2]]};
    for (std::size_t i = 0; i + 1 < xs.size(); ++i) {
      std::vector<dvec2> column = clip(clip(triangle, 0, xs[i], 1), 0, xs[i + 1], -1);
      if (column.size() < 3) continue;
      for (std::size_t k = 0; k + 1 < ys.size(); ++k) {
        std::vector<dvec2> cell = clip(clip(column, 1, ys[k], 1), 1, ys[k + 1], -1);
        if (cell.size() < 3 || signed_area(cell) < 1e-7) continue;
        corners.clear();
        dvec2 middle(0);
        for (dvec2 p : cell) middle += p / static_cast<double>(cell.size());
        for (dvec2 p : cell) corners.push_back(vec3(static_cast<float>(p.x), fill.level, static_cast<float>(p.y)));
        // (x, z) order with positive area is clockwise from above, so it faces down.
        if (fill.facing == PlanFill::Facing::up) std::reverse(corners.begin(), corners.end());
        mesh_at(middle).polygon(corners, tangent);
      }
    }
  }
}

std::vector<PlanLine> plan_grid_lines(std::span<const dvec2> polygon, double spacing_m) {
  std::vector<PlanLine> lines;
  dvec2 along = longest_side(polygon);
  for (dvec2 axis : {along, dvec2(-along.y, along.x)}) {
    dvec2 across(-axis.y, axis.x);
    double low = glm::dot(polygon[0], across), high = low;
    for (dvec2 p : polygon) low = std::min(low, glm::dot(p, across)), high = std::max(high, glm::dot(p, across));
    int parts = std::max(1, static_cast<int>(std::lround((high - low) / spacing_m)));
    for (int i = 1; i < parts; ++i) {
      double at = low + (high - low) * i / parts;
      std::vector<double> crossings;
      for (std::size_t k = 0; k < polygon.size(); ++k) {
        dvec2 a = polygon[k], b = polygon[(k + 1) % polygon.size()];
        double da = glm::dot(a, across) - at, db = glm::dot(b, across) - at;
        if ((da < 0) == (db < 0)) continue;
        crossings.push_back(glm::dot(a + (b - a) * (da / (da - db)), axis));
      }
      std::sort(crossings.begin(), crossings.end());
      for (std::size_t k = 0; k + 1 < crossings.size(); k += 2)
        if (crossings[k + 1] - crossings[k] > 0.05)
          lines.push_back({axis * crossings[k] + across * at, axis * crossings[k + 1] + across * at});
    }
  }
  return lines;
}

}  // namespace enf
