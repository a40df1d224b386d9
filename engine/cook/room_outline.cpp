#include "engine/cook/room_outline.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/geometry/polygon.h"

namespace enf {

namespace {

constexpr double bucket_m = 1.0;
constexpr double shortest_side_m = 0.25;  // shorter ones are pilasters, skirtings and noise

double cross(dvec2 a, dvec2 b) { return a.x * b.y - a.y * b.x; }
dvec2 inward(dvec2 direction) { return {-direction.y, direction.x}; }

struct CellBounds {
  int low_x, low_y, high_x = -1, high_y = -1;  // of no cells: high below 0
};
CellBounds bounds_of(const GridSize& g, const std::vector<int>& of_cell, int region) {
  CellBounds b{.low_x = g.width, .low_y = g.height};
  for (int y = 0; y < g.height; ++y)
    for (int x = 0; x < g.width; ++x)
      if (of_cell[g.at(x, y)] == region)
        b = {std::min(b.low_x, x), std::min(b.low_y, y), std::max(b.high_x, x), std::max(b.high_y, y)};
  return b;
}

// The border of the filled region as corners of cells, interior to the right.
std::vector<dvec2> trace(const GridSize& g, const std::vector<int>& of_cell, int region) {
  auto [low_x, low_y, high_x, high_y] = bounds_of(g, of_cell, region);
  if (high_x < 0) return {};
  auto inside = [&](dvec2 v) {
    int x = static_cast<int>(std::floor(v.x)), y = static_cast<int>(std::floor(v.y));
    return g.holds(x, y) && of_cell[g.at(x, y)] == region;
  };
  // The topmost row's leftmost cell: its upper side is border, and the outer one.
  int x0 = low_x;
  while (of_cell[g.at(x0, low_y)] != region) ++x0;
  std::vector<dvec2> corners;
  const dvec2 start(x0, low_y);
  dvec2 at = start, way(1, 0);
  std::size_t most = 4 * g.cells() + 4;
  do {
    at += way;
    dvec2 right = inward(way);
    dvec2 front_right = at + (way + right) * 0.5, front_left = at + (way - right) * 0.5;
    dvec2 turned = way;
    if (!inside(front_right))
      turned = right;
    else if (inside(front_left))
      turned = -right;
    if (turned != way) corners.push_back(at), way = turned;
  } while (at != start && --most > 0);
  for (dvec2& p : corners) p = g.origin + p * g.cell_m;
  return corners;
}

// Closes slits and thin partitions up to 0.5 m wide and opens niches up to 0.3 m wide, which are no walls to hang on.
void smooth(const GridSize& g, std::vector<int>& of_cell, int region) {
  auto [low_x, low_y, high_x, high_y] = bounds_of(g, of_cell, region);
  int shut = static_cast<int>(std::lround(0.25 / g.cell_m)), opened = static_cast<int>(std::lround(0.15 / g.cell_m)),
      rim = shut + 1;
  GridSize w{.width = high_x - low_x + 1 + 2 * rim, .height = high_y - low_y + 1 + 2 * rim, .cell_m = g.cell_m};
  if (high_x < 0) return;
  std::vector<std::uint8_t> mask(w.cells(), 0);
  for (int y = low_y; y <= high_y; ++y)
    for (int x = low_x; x <= high_x; ++x) mask[w.at(x - low_x + rim, y - low_y + rim)] = of_cell[g.at(x, y)] == region;
  spread(w, mask, shut, std::greater<>());
  spread(w, mask, shut + opened, std::less<>());
  spread(w, mask, opened, std::greater<>());
  for (int y = low_y; y <= high_y; ++y)
    for (int x = low_x; x <= high_x; ++x) {
      int& cell = of_cell[g.at(x, y)];
      bool in = mask[w.at(x - low_x + rim, y - low_y + rim)] != 0;
      if (in && cell == no_region) cell = region;
      if (!in && cell == region) cell = no_region;
    }
}

// Douglas and Peucker 1973, between two indices.
void simplify(const std::vector<dvec2>& p, std::size_t from, std::size_t to, double tolerance,
              std::vector<std::uint8_t>& keep) {
  double farthest = 0;
  std::size_t at = from;
  for (std::size_t i = from + 1; i < to; ++i)
    if (double d = distance_to_segment(p[i], p[from], p[to]).distance; d > farthest) farthest = d, at = i;
  if (farthest <= tolerance) return;
  keep[at] = 1;
  simplify(p, from, at, tolerance, keep), simplify(p, at, to, tolerance, keep);
}

std::vector<dvec2> simplified(std::vector<dvec2> ring, double tolerance) {
  if (ring.size() < 4) return ring;
  // Two corners of the hull are surely corners of the room: begin at one.
  auto first = std::ranges::max_element(ring, {}, [](dvec2 p) { return p.x + 1e-3 * p.y; });
  std::rotate(ring.begin(), first, ring.end());
  ring.push_back(ring.front());
  std::vector<std::uint8_t> keep(ring.size(), 0);
  std::size_t far = 0;
  for (std::size_t i = 0; i < ring.size(); ++i)
    if (glm::distance(ring[i], ring[0]) > glm::distance(ring[far], ring[0])) far = i;
  keep[0] = keep[far] = 1;
  simplify(ring, 0, far, tolerance, keep), simplify(ring, far, ring.size() - 1, tolerance, keep);
  std::vector<dvec2> out;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    if (keep[i]) out.push_back(ring[i]);
  return out;
}

struct Side {
  dvec2 a{0}, b{0};
  dvec2 direction() const { return glm::normalize(b - a); }
  double length() const { return glm::length(b - a); }
};

// Turns a side about its middle onto an axis it nearly has.
void straighten(Side& side) {
  dvec2 d = side.direction();
  double limit = side.length() < 0.8 ? 0.35 : 0.16;  // sine: 20 and 9 degrees
  dvec2 middle = (side.a + side.b) * 0.5;
  if (std::abs(d.y) < limit)
    side.a.y = side.b.y = middle.y;
  else if (std::abs(d.x) < limit)
    side.a.x = side.b.x = middle.x;
}

bool parallel(const Side& a, const Side& b) { return glm::dot(a.direction(), b.direction()) > 0.995; }
double apart(const Side& a, const Side& b) { return std::abs(glm::dot(b.a - a.a, inward(a.direction()))); }

// Sides that go on in one line become one; short ones between give way.
void merge(std::vector<Side>& sides) {
  auto join = [&](std::size_t i, std::size_t j) {
    Side& a = sides[i];
    const Side& b = sides[j];
    Side longer = a.length() >= b.length() ? a : b;
    dvec2 d = longer.direction();
    Side both{longer.a + d * glm::dot(a.a - longer.a, d), longer.a + d * glm::dot(b.b - longer.a, d)};
    a = both;
    sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(j));
  };
  for (bool again = true; again && sides.size() > 3;) {
    again = false;
    for (std::size_t i = 0; i < sides.size() && !again; ++i) {
      std::size_t j = (i + 1) % sides.size();
      if (parallel(sides[i], sides[j]) && apart(sides[i], sides[j]) < shortest_side_m) join(i, j), again = true;
    }
    if (again || sides.size() <= 4) continue;
    auto shortest = std::ranges::min_element(sides, {}, &Side::length);
    if (shortest->length() >= shortest_side_m) break;
    std::size_t k = static_cast<std::size_t>(shortest - sides.begin()), n = sides.size();
    const Side &before = sides[(k + n - 1) % n], &after = sides[(k + 1) % n];
    // Between two sides that run back along each other it is an end of its own, such as a thin wall's.
    if (glm::dot(before.direction(), after.direction()) < -0.9) {
      // The tip of something thin: it goes with the shorter of the two.
      std::size_t drop = before.length() < after.length() ? (k + n - 1) % n : (k + 1) % n;
      if (sides[drop].length() > 4 * shortest_side_m) break;
      sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(std::max(k, drop)));
      sides.erase(sides.begin() + static_cast<std::ptrdiff_t>(std::min(k, drop)));
    } else {
      sides.erase(shortest);
    }
    again = true;
  }
}

std::vector<dvec2> corners_of(const std::vector<Side>& sides) {
  std::vector<dvec2> corners;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const Side &s = sides[i], &t = sides[(i + 1) % sides.size()];
    dvec2 d = s.direction(), e = t.direction();
    double turn = cross(d, e);
    if (std::abs(turn) < 0.05) {
      corners.push_back(s.b);
      if (glm::distance(s.b, t.a) > 0.02) corners.push_back(t.a);
    } else {
      corners.push_back(s.a + d * (cross(t.a - s.a, e) / turn));
    }
  }
  return corners;
}

bool sound(std::span<const dvec2> plan, double area) {
  if (plan.size() < 3 || plan.size() > 400 || self_intersects(plan)) return false;
  double own = signed_area(plan);
  return own > 0.85 * area && own < 1.2 * area + 0.5;
}

}  // namespace

UprightFaces::UprightFaces(std::span<const ModelTriangle> triangles, double low_m, double high_m) {
  dvec2 low(1e30), high(-1e30);
  for (const ModelTriangle& t : triangles) {
    double bottom = std::min({t[0].y, t[1].y, t[2].y}), top = std::max({t[0].y, t[1].y, t[2].y});
    if (top < low_m || bottom > high_m) continue;
    vec3 n = glm::cross(t[1] - t[0], t[2] - t[0]);
    float length = glm::length(n);
    if (!(length > 0) || std::abs(n.y) > 0.2f * length) continue;
    dvec2 along = inward(glm::normalize(dvec2(n.x, n.z)));
    dvec2 base(t[0].x, t[0].z);
    double from = 0, to = 0;
    for (vec3 p : t) {
      double at = glm::dot(dvec2(p.x, p.z) - base, along);
      from = std::min(from, at), to = std::max(to, at);
    }
    if (to - from < 1e-4) continue;
    faces_.push_back({base + along * from, base + along * to, static_cast<double>(length) / 2});
    low = glm::min(low, glm::min(faces_.back().a, faces_.back().b)),
    high = glm::max(high, glm::max(faces_.back().a, faces_.back().b));
  }
  if (faces_.empty()) return;
  origin_ = low;
  width_ = static_cast<int>((high.x - low.x) / bucket_m) + 1,
  height_ = static_cast<int>((high.y - low.y) / bucket_m) + 1;
  cells_.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
  for (std::uint32_t i = 0; i < faces_.size(); ++i) {
    // Into every bucket its footprint passes.
    int steps = static_cast<int>(glm::distance(faces_[i].a, faces_[i].b) / (bucket_m / 2)) + 1;
    std::size_t last = cells_.size();
    for (int k = 0; k <= steps; ++k) {
      dvec2 p = (glm::mix(faces_[i].a, faces_[i].b, static_cast<double>(k) / steps) - origin_) / bucket_m;
      std::size_t cell = static_cast<std::size_t>(std::clamp(static_cast<int>(p.y), 0, height_ - 1)) *
                             static_cast<std::size_t>(width_) +
                         static_cast<std::size_t>(std::clamp(static_cast<int>(p.x), 0, width_ - 1));
      if (cell != last) cells_[cell].push_back(i), last = cell;
    }
  }
}

// May visit a face more than once; `first` tells which visit it is.
template <class Visit>
void UprightFaces::near(dvec2 low, dvec2 high, Visit&& visit) const {
  if (cells_.empty()) return;
  ivec2 from = glm::clamp(ivec2((low - origin_) / bucket_m) - 1, ivec2(0), ivec2(width_ - 1, height_ - 1));
  ivec2 to = glm::clamp(ivec2((high - origin_) / bucket_m) + 1, ivec2(0), ivec2(width_ - 1, height_ - 1));
  std::vector<std::uint32_t> found;
  for (int y = from.y; y <= to.y; ++y)
    for (int x = from.x; x <= to.x; ++x) {
      const auto& cell =
          cells_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
      found.insert(found.end(), cell.begin(), cell.end());
    }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  for (std::uint32_t i : found) visit(faces_[i]);
}

void UprightFaces::fit(dvec2& a, dvec2& b, double reach_m) const {
  constexpr double bin_m = 0.01;
  double length = glm::distance(a, b);
  if (length < 0.1) return;
  dvec2 d = (b - a) / length, out = -inward(d);
  std::map<long, double> weight;
  near(glm::min(a, b) - reach_m, glm::max(a, b) + reach_m, [&](const Face& face) {
    dvec2 along = glm::normalize(face.b - face.a);
    if (std::abs(glm::dot(along, d)) < 0.98) return;
    double from = glm::dot(face.a - a, d), to = glm::dot(face.b - a, d);
    if (from > to) std::swap(from, to);
    double shared = std::min(to, length) - std::max(from, 0.0);
    if (shared <= 0.02) return;
    double off = glm::dot((face.a + face.b) * 0.5 - a, out);
    if (std::abs(off) > reach_m) return;
    weight[std::lround(off / bin_m)] += face.weight * shared / std::max(to - from, 1e-6);
  });
  double most = 0;
  for (auto [bin, w] : weight) most = std::max(most, w);
  // The first strong face as seen from the room.
  for (auto [bin, w] : weight)
    if (w >= 0.4 * most && w > 0.15 * length) {
      dvec2 shift = out * (static_cast<double>(bin) * bin_m);
      a += shift, b += shift;
      return;
    }
}

double UprightFaces::fit_end(dvec2 a, dvec2 direction, double t, double reach_m, double beside_m) const {
  dvec2 middle = a + direction * t, out = -inward(direction);
  double best = t, nearest = reach_m;
  near(middle - reach_m - beside_m, middle + reach_m + beside_m, [&](const Face& face) {
    for (dvec2 p : {face.a, face.b}) {
      double aside = glm::dot(p - a, out), at = glm::dot(p - a, direction);
      if (aside < -0.04 || aside > beside_m + 0.04) continue;
      if (std::abs(at - t) < nearest) nearest = std::abs(at - t), best = at;
    }
  });
  return best;
}

std::optional<std::vector<dvec2>> outline_of(const Storey& storey, const std::vector<int>& of_cell, int region,
                                             const UprightFaces& faces) {
  double cell = storey.size.cell_m;
  std::vector<int> smoothed = of_cell;
  smooth(storey.size, smoothed, region);
  std::vector<dvec2> traced = trace(storey.size, smoothed, region);
  double area = traced.size() < 3 ? 0 : signed_area(traced);
  if (area <= 0) return std::nullopt;
  std::vector<dvec2> rough = simplified(traced, std::max(0.1, 1.8 * cell));
  if (rough.size() >= 3) {
    std::vector<Side> sides;
    for (std::size_t i = 0; i < rough.size(); ++i) sides.push_back({rough[i], rough[(i + 1) % rough.size()]});
    for (Side& side : sides) straighten(side);
    merge(sides);
    for (Side& side : sides) faces.fit(side.a, side.b, std::max(0.13, 2.5 * cell));
    merge(sides);
    std::vector<dvec2> plan = corners_of(sides);
    if (sound(plan, area)) return plan;
  }
  if (sound(rough, area)) return rough;
  return std::nullopt;
}

}  // namespace enf
