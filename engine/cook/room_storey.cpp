#include "engine/cook/room_storey.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

namespace enf {

namespace {

constexpr double bit_m = 0.1;          // of a column's mask: 64 bits from the floor up
constexpr double floor_reach_m = 0.2;  // unevenness and thresholds
constexpr double column_m = 1.5;       // a wall that stands alone and is no larger is a column

double area_of(const ModelTriangle& t) {
  return 0.5 * static_cast<double>(glm::length(glm::cross(t[1] - t[0], t[2] - t[0])));
}

// Points all over the triangle, edges included, no further apart than `step`.
template <class Visit>
void sample(const ModelTriangle& t, float step, Visit&& visit) {
  vec3 a = t[0], ab = t[1] - t[0], ac = t[2] - t[0];
  int rows = std::max(1, static_cast<int>(std::ceil(std::max(glm::length(ab), glm::length(ac)) / step)));
  float base = glm::length(ac - ab);
  for (int i = 0; i <= rows; ++i) {
    float u = static_cast<float>(i) / static_cast<float>(rows);
    vec3 from = a + ab * u, way = (ac - ab) * u;
    int columns = std::max(1, static_cast<int>(std::ceil(base * u / step)));
    for (int k = 0; k <= columns; ++k) visit(from + way * (static_cast<float>(k) / static_cast<float>(columns)));
  }
}

// The mask of the bits that begin within [low, high) metres above the floor.
std::uint64_t band(double low, double high) {
  int from = std::clamp(static_cast<int>(std::lround(low / bit_m)), 0, 63),
      to = std::clamp(static_cast<int>(std::lround(high / bit_m)), 0, 64);
  if (to <= from) return 0;
  return (to == 64 ? ~0ull : (1ull << to) - 1) & ~((1ull << from) - 1);
}

// Walls that stand alone and are small are columns: one walks around them in the same room.
void open_columns(Storey& s) {
  std::vector<std::uint8_t> seen(s.kind.size(), 0);
  std::vector<std::pair<int, int>> island;
  int limit = static_cast<int>(column_m / s.size.cell_m);
  for (int y0 = 0; y0 < s.size.height; ++y0)
    for (int x0 = 0; x0 < s.size.width; ++x0) {
      if (s.kind[s.size.at(x0, y0)] != CellKind::wall || seen[s.size.at(x0, y0)]) continue;
      island.assign(1, {x0, y0});
      seen[s.size.at(x0, y0)] = 1;
      int low_x = x0, high_x = x0, low_y = y0, high_y = y0;
      for (std::size_t i = 0; i < island.size(); ++i) {
        auto [x, y] = island[i];
        low_x = std::min(low_x, x), high_x = std::max(high_x, x), low_y = std::min(low_y, y),
        high_y = std::max(high_y, y);
        for (int dy = -1; dy <= 1; ++dy)
          for (int dx = -1; dx <= 1; ++dx)
            if (s.size.holds(x + dx, y + dy) && s.kind[s.size.at(x + dx, y + dy)] == CellKind::wall &&
                !seen[s.size.at(x + dx, y + dy)]) {
              seen[s.size.at(x + dx, y + dy)] = 1;
              island.emplace_back(x + dx, y + dy);
            }
      }
      if (std::max(high_x - low_x, high_y - low_y) >= limit) continue;
      for (auto [x, y] : island) s.kind[s.size.at(x, y)] = CellKind::furniture;
    }
}

// What stands on the floor takes the headroom of the free floor nearest to it.
void look_past_furniture(Storey& s) {
  std::vector<std::pair<int, int>> queue;
  for (int y = 0; y < s.size.height; ++y)
    for (int x = 0; x < s.size.width; ++x)
      if (s.kind[s.size.at(x, y)] == CellKind::open) queue.emplace_back(x, y);
  std::vector<std::uint8_t> done(s.kind.size(), 0);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    auto [x, y] = queue[i];
    for (auto [dx, dy] : {std::pair(1, 0), {-1, 0}, {0, 1}, {0, -1}}) {
      if (!s.size.holds(x + dx, y + dy)) continue;
      std::size_t c = s.size.at(x + dx, y + dy);
      if (s.kind[c] != CellKind::furniture || done[c]) continue;
      done[c] = 1;
      s.headroom_m[c] = s.headroom_m[s.size.at(x, y)];
      queue.emplace_back(x + dx, y + dy);
    }
  }
}

}  // namespace

std::optional<GridSize> grid_for(std::span<const ModelTriangle> triangles) {
  constexpr double most_cells = 4e6, most_samples = 2e8, coarsest_m = 0.15;
  Box box;
  double area = 0;
  for (const ModelTriangle& t : triangles) {
    for (vec3 p : t) box.add(p);
    area += area_of(t);
  }
  if (box.empty()) return std::nullopt;
  double width = static_cast<double>(box.size().x) + 0.6, height = static_cast<double>(box.size().z) + 0.6;
  double cell = std::max({0.05, std::sqrt(width * height / most_cells), 2 * std::sqrt(area / most_samples)});
  if (!(cell <= coarsest_m)) return std::nullopt;
  GridSize size{.cell_m = cell, .origin = dvec2(box.low.x - 0.3f, box.low.z - 0.3f)};
  size.width = static_cast<int>(std::ceil(width / cell)), size.height = static_cast<int>(std::ceil(height / cell));
  return size;
}

std::vector<double> floor_candidates(std::span<const ModelTriangle> triangles) {
  constexpr double bin_m = 0.1, least_m2 = 4;
  constexpr std::size_t most = 12;
  std::map<long, double> area;
  for (const ModelTriangle& t : triangles) {
    vec3 n = glm::cross(t[1] - t[0], t[2] - t[0]);
    double length = static_cast<double>(glm::length(n));
    if (length <= 0 || std::abs(static_cast<double>(n.y)) < 0.9 * length) continue;
    area[std::lround((t[0].y + t[1].y + t[2].y) / 3 / static_cast<float>(bin_m))] += length / 2;
  }
  struct Level {
    double y, area;
  };
  std::vector<Level> levels;
  for (auto [bin, a] : area) {
    // A peak takes its neighbours along; of two that touch, the larger stands for both.
    auto of = [&](long b) {
      auto f = area.find(b);
      return f == area.end() ? 0.0 : f->second;
    };
    if (of(bin - 1) > a || of(bin + 1) >= a) continue;
    double whole = a + of(bin - 1) + of(bin + 1);
    if (whole >= least_m2) levels.push_back({static_cast<double>(bin) * bin_m, whole});
  }
  std::ranges::sort(levels, std::greater(), &Level::area);
  if (levels.size() > most) levels.resize(most);
  std::vector<double> heights;
  for (const Level& level : levels) heights.push_back(level.y);
  std::ranges::sort(heights);
  return heights;
}

Storey raster_storey(std::span<const ModelTriangle> triangles, const GridSize& size, double floor_m) {
  Storey s{.size = size, .floor_m = floor_m};
  std::vector<std::uint64_t> solid(size.cells(), 0);
  std::vector<std::uint8_t> floor(size.cells(), 0);
  s.headroom_m.assign(size.cells(), open_sky);
  float step = static_cast<float>(size.cell_m / 2), level = static_cast<float>(floor_m);
  float per_cell = static_cast<float>(1 / size.cell_m);
  vec2 origin(size.origin);
  for (const ModelTriangle& t : triangles) {
    float low = std::min({t[0].y, t[1].y, t[2].y}) - level, high = std::max({t[0].y, t[1].y, t[2].y}) - level;
    if (high < -floor_reach_m) continue;
    vec3 n = glm::cross(t[1] - t[0], t[2] - t[0]);
    bool flat = std::abs(n.y) > 0.7f * glm::length(n) && low < floor_reach_m;
    sample(t, step, [&](vec3 p) {
      int x = static_cast<int>((p.x - origin.x) * per_cell), y = static_cast<int>((p.z - origin.y) * per_cell);
      if (!size.holds(x, y)) return;
      std::size_t cell = size.at(x, y);
      float above = p.y - level;
      if (flat && std::abs(above) <= static_cast<float>(floor_reach_m)) floor[cell] = 1;
      if (above < 0) return;
      if (above < 6.4f) solid[cell] |= 1ull << std::min(63, static_cast<int>(above / static_cast<float>(bit_m)));
      if (above > static_cast<float>(head_m)) s.headroom_m[cell] = std::min(s.headroom_m[cell], above);
    });
  }
  // Holes in the floor up to 0.6 m wide are closed.
  int reach = std::max(1, static_cast<int>(std::lround(0.3 / size.cell_m)));
  spread(size, floor, reach, std::greater<>());
  spread(size, floor, reach, std::less<>());

  const std::uint64_t body = band(0.4, head_m);
  std::vector<float> ceiling(size.cells(), 0);
  std::vector<double> tops;
  std::size_t roofed = 0;
  for (std::size_t c = 0; c < size.cells(); ++c) {
    if ((solid[c] & body) == body) tops.push_back((64 - std::countl_zero(solid[c])) * bit_m);
    if (!floor[c] || (solid[c] & body)) continue;
    ++s.floor_cells;
    if (s.headroom_m[c] < open_sky) ++roofed, ceiling[c] = s.headroom_m[c];
  }
  s.wall_top_m = 2.5;
  if (!tops.empty()) {
    auto at = tops.begin() + static_cast<std::ptrdiff_t>(tops.size() * 3 / 4);
    std::ranges::nth_element(tops, at);
    s.wall_top_m = *at;
  }
  // The ceiling nearby tells a wall, which reaches it, from a cupboard, which does not.
  spread(size, ceiling, std::max(1, static_cast<int>(std::lround(0.6 / size.cell_m))), std::greater<>());
  s.kind.assign(size.cells(), CellKind::none);
  for (std::size_t c = 0; c < size.cells(); ++c) {
    bool blocked = (solid[c] & body) != 0;
    double top = ceiling[c] > 0 ? static_cast<double>(ceiling[c]) : s.wall_top_m;
    std::uint64_t upper = band(0.55 * std::min(top, 6.4), std::min(top, 6.4) - 0.25);
    bool tall = 2 * std::popcount(solid[c] & upper) >= std::popcount(upper);
    if (blocked && tall)
      s.kind[c] = CellKind::wall;
    else if (floor[c])
      s.kind[c] = blocked ? CellKind::furniture : CellKind::open;
  }
  open_columns(s);
  look_past_furniture(s);
  return s;
}

}  // namespace enf
