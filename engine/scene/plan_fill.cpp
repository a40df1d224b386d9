#include "engine/scene/plan_fill.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "engine/geometry/polygon.h"

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

namespace {

struct Cell {
  dvec2 low, high;
};

// Near a foot the light changes within a hand's breadth; cells there are at most about as large as their distance.
bool too_large(const Cell& cell, std::span<const StandingBox> standing) {
  constexpr double smallest_m = 0.06;
  dvec2 size = cell.high - cell.low;
  double side = std::max(size.x, size.y);
  vec2 middle((cell.low + cell.high) / 2.0);
  for (const StandingBox& box : standing) {
    double extent = std::min({box.height, 0.6f, 2 * std::max(box.half.x, box.half.y)});
    double near = distance_to_footprint(box, middle) - side * 0.5;
    if (near < 0.1 + extent && side > std::max(smallest_m, 0.8 * near)) {
      // Nobody sees the floor under a block that stands on it.
      bool covered = box.bottom <= 0;
      for (dvec2 corner : {cell.low, cell.high, dvec2(cell.low.x, cell.high.y), dvec2(cell.high.x, cell.low.y)})
        covered = covered && distance_to_footprint(box, vec2(corner)) <= 0;
      if (!covered) return true;
    }
  }
  return false;
}

// Splits the cell as long as it is too large; what lies in the polygon goes to `pieces`.
void add_pieces(const Cell& cell, const std::vector<dvec2>& polygon, const PlanFill& fill,
                std::vector<std::vector<dvec2>>& pieces) {
  std::vector<dvec2> inside = polygon;
  for (int axis : {0, 1}) {
    inside = clip(clip(inside, axis, cell.low[axis], 1), axis, cell.high[axis], -1);
    if (inside.size() < 3) return;
  }
  if (signed_area(inside) < 1e-7) return;
  if (!too_large(cell, fill.standing)) {
    pieces.push_back(std::move(inside));
    return;
  }
  dvec2 size = cell.high - cell.low, middle = (cell.low + cell.high) / 2.0;
  // A long cell is halved across, so that its parts become square.
  int parts_x = size.x > 0.6 * size.y ? 2 : 1, parts_y = size.y > 0.6 * size.x ? 2 : 1;
  for (int x = 0; x < parts_x; ++x)
    for (int y = 0; y < parts_y; ++y) {
      Cell part = cell;
      if (parts_x == 2) (x == 0 ? part.high.x : part.low.x) = middle.x;
      if (parts_y == 2) (y == 0 ? part.high.y : part.low.y) = middle.y;
      add_pieces(part, inside, fill, pieces);
    }
}

// The corners of all pieces by the grid lines they lie on: a coarse cell takes over the corners of finer neighbours, so
// that no seam opens between them.
class Seams {
 public:
  explicit Seams(std::span<const std::vector<dvec2>> pieces) {
    for (const auto& piece : pieces)
      for (dvec2 p : piece)
        for (int axis : {0, 1}) on_line_[axis][p[axis]].push_back(p[1 - axis]);
    for (auto& lines : on_line_)
      for (auto& [at, places] : lines) {
        std::sort(places.begin(), places.end());
        places.erase(std::unique(places.begin(), places.end()), places.end());
      }
  }
  // The piece's outline with them.
  std::vector<dvec2> outline(const std::vector<dvec2>& piece) const {
    std::vector<dvec2> out;
    for (std::size_t i = 0; i < piece.size(); ++i) {
      dvec2 a = piece[i], b = piece[(i + 1) % piece.size()];
      out.push_back(a);
      for (int axis : {0, 1}) {
        if (a[axis] != b[axis]) continue;
        const std::vector<double>& places = on_line_[axis].at(a[axis]);
        double from = a[1 - axis], to = b[1 - axis];
        auto first = std::upper_bound(places.begin(), places.end(), std::min(from, to));
        auto last = std::lower_bound(places.begin(), places.end(), std::max(from, to));
        std::size_t at = out.size();
        for (auto place = first; place < last; ++place) {
          dvec2 corner = a;
          corner[1 - axis] = *place;
          out.push_back(corner);
        }
        if (from > to) std::reverse(out.begin() + static_cast<std::ptrdiff_t>(at), out.end());
        break;
      }
    }
    return out;
  }

 private:
  std::array<std::map<double, std::vector<double>>, 2> on_line_;
};

}  // namespace

void fill_plan(const std::function<MeshBuilder&(dvec2 middle)>& mesh_at, std::span<const dvec2> polygon,
               const PlanFill& fill) {
  std::vector<double> xs = grid_lines(polygon, fill, 0), ys = grid_lines(polygon, fill, 1);
  dvec2 side = longest_side(polygon);
  double c = std::cos(fill.turn_rad), s = std::sin(fill.turn_rad);
  vec3 tangent(static_cast<float>(side.x * c - side.y * s), 0, static_cast<float>(side.x * s + side.y * c));
  std::vector<std::vector<dvec2>> pieces;
  for (const auto& t : triangulate(polygon)) {
    std::vector<dvec2> triangle{polygon[t[0]], polygon[t[1]], polygon[t[2]]};
    for (std::size_t i = 0; i + 1 < xs.size(); ++i)
      for (std::size_t k = 0; k + 1 < ys.size(); ++k)
        add_pieces({{xs[i], ys[k]}, {xs[i + 1], ys[k + 1]}}, triangle, fill, pieces);
  }
  Seams seams(pieces);
  auto place = [&](dvec2 p) { return vec3(static_cast<float>(p.x), fill.level, static_cast<float>(p.y)); };
  // (x, z) order with positive area is clockwise from above, so it faces down.
  auto add = [&](MeshBuilder& mesh, std::vector<vec3> corners) {
    if (fill.facing == PlanFill::Facing::up) std::reverse(corners.begin(), corners.end());
    mesh.polygon(corners, tangent);
  };
  for (const auto& piece : pieces) {
    dvec2 middle(0);
    for (dvec2 p : piece) middle += p / static_cast<double>(piece.size());
    MeshBuilder& mesh = mesh_at(middle);
    std::vector<dvec2> outline = seams.outline(piece);
    if (outline.size() == piece.size()) {
      std::vector<vec3> corners;
      for (dvec2 p : piece) corners.push_back(place(p));
      add(mesh, corners);
    } else {
      for (std::size_t i = 0; i < outline.size(); ++i)
        add(mesh, {place(middle), place(outline[i]), place(outline[(i + 1) % outline.size()])});
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
