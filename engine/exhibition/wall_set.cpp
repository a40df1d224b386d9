#include "engine/exhibition/wall_set.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/exhibition/hanging.h"

namespace enf {

namespace {

struct Extent {
  double left = std::numeric_limits<double>::infinity(), right = -left, bottom = left, top = -left;
};

Extent extent_of(std::span<const OnWallBox> boxes) {
  Extent all;
  for (const OnWallBox& box : boxes) {
    all.left = std::min(all.left, box.left()), all.right = std::max(all.right, box.right());
    all.bottom = std::min(all.bottom, box.bottom()), all.top = std::max(all.top, box.top());
  }
  return all;
}

// The boxes' indices from left to right; equal ones keep their order.
std::vector<std::size_t> from_left(std::span<const OnWallBox> boxes) {
  std::vector<std::size_t> order(boxes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return boxes[i].along_m; });
  return order;
}

void set_in_order(std::span<OnWallBox> boxes, std::span<const std::size_t> order, std::span<const double> middles) {
  for (std::size_t i = 0; i < order.size(); ++i) boxes[order[i]].along_m = middles[i];
}

std::vector<double> widths_in_order(std::span<const OnWallBox> boxes, std::span<const std::size_t> order) {
  std::vector<double> widths;
  for (std::size_t i : order) widths.push_back(boxes[i].wide_m);
  return widths;
}

}  // namespace

void align(std::span<OnWallBox> boxes, WallEdge edge) {
  if (boxes.empty()) return;
  Extent all = extent_of(boxes);
  for (OnWallBox& box : boxes) switch (edge) {
      case WallEdge::left:
        box.along_m = all.left + box.wide_m / 2;
        break;
      case WallEdge::centre:
        box.along_m = (all.left + all.right) / 2;
        break;
      case WallEdge::right:
        box.along_m = all.right - box.wide_m / 2;
        break;
      case WallEdge::top:
        box.height_m = all.top - box.high_m / 2;
        break;
      case WallEdge::middle:
        box.height_m = (all.bottom + all.top) / 2;
        break;
      case WallEdge::bottom:
        box.height_m = all.bottom + box.high_m / 2;
        break;
    }
}

void distribute(std::span<OnWallBox> boxes) {
  std::vector<std::size_t> order = from_left(boxes);
  std::vector<double> widths = widths_in_order(boxes, order), middles;
  for (std::size_t i : order) middles.push_back(boxes[i].along_m);
  set_in_order(boxes, order, distributed(widths, middles));
}

void space(std::span<OnWallBox> boxes, double gap_m) {
  if (boxes.empty()) return;
  Extent all = extent_of(boxes);
  std::vector<std::size_t> order = from_left(boxes);
  set_in_order(boxes, order, with_gap(widths_in_order(boxes, order), gap_m, (all.left + all.right) / 2));
}

void mirror(std::span<OnWallBox> boxes) {
  Extent all = extent_of(boxes);
  for (OnWallBox& box : boxes) box.along_m = all.left + all.right - box.along_m;
}

std::vector<Stretch> free_stretches(const Document& document, const Room& room, std::uint32_t wall,
                                    std::span<const PlacementId> ignores) {
  std::vector<Stretch> taken;
  auto take = [&](double middle, double width) { taken.push_back({middle - width / 2, middle + width / 2}); };
  for (const Placement& placement : document.placements) {
    const OnWall* hung = std::get_if<OnWall>(&placement.where);
    if (placement.room != room.id || !hung || hung->wall != wall) continue;
    const Work* work = document.find(placement.work);
    if (work && std::ranges::find(ignores, placement.id) == ignores.end())
      take(hung->along_m, outer_size(*work).width_m);
  }
  for (const Doorway& doorway : document.doorways) {
    if (doorway.from.room == room.id && doorway.from.wall == wall) take(doorway.from.along_m, doorway.width_m);
    if (doorway.to && doorway.to->room == room.id && doorway.to->wall == wall)
      take(doorway.to->along_m, doorway.width_m);
  }
  for (const Window& window : document.windows)
    if (window.room == room.id && window.wall == wall) take(window.along_m, window.width_m);
  for (const WallText& text : document.wall_texts)
    if (text.room == room.id && text.wall == wall) take(text.along_m, text.width_m);
  std::ranges::sort(taken, {}, &Stretch::from);

  std::vector<Stretch> free;
  double reached = 0, end = wall_frame(room, wall).length_m;
  for (Stretch stretch : taken) {
    if (stretch.from > reached) free.push_back({reached, std::min(stretch.from, end)});
    reached = std::max(reached, stretch.to);
  }
  if (end > reached) free.push_back({reached, end});
  std::erase_if(free, [](Stretch stretch) { return !(stretch.length() > 0); });
  return free;
}

std::optional<std::vector<double>> spread(std::span<const double> widths, std::span<const Stretch> stretches,
                                          double least_gap_m) {
  const std::size_t n = widths.size();
  if (n == 0) return std::vector<double>{};
  constexpr double infinite = std::numeric_limits<double>::infinity();
  std::vector<double> before(n + 1, 0);  // before[i]: the first i widths together
  for (std::size_t i = 0; i < n; ++i) before[i + 1] = before[i] + widths[i];
  auto gap = [&](Stretch stretch, std::size_t first, std::size_t end) {
    return first == end ? infinite
                        : (stretch.length() - (before[end] - before[first])) / static_cast<double>(end - first + 1);
  };
  // best[i]: the smallest gap when the first i works hang in the stretches so far, as wide as can be.
  std::vector<double> best(n + 1, -infinite);
  best[0] = infinite;
  std::vector<std::vector<std::size_t>> begins;  // of each stretch, by where its works end
  for (Stretch stretch : stretches) {
    std::vector<double> next(n + 1, -infinite);
    std::vector<std::size_t>& begin = begins.emplace_back(n + 1, 0);
    for (std::size_t end = 0; end <= n; ++end)
      for (std::size_t first = 0; first <= end; ++first)
        if (double smallest = std::min(best[first], gap(stretch, first, end)); smallest > next[end])
          next[end] = smallest, begin[end] = first;
    best = std::move(next);
  }
  if (!(best[n] >= least_gap_m)) return std::nullopt;
  std::vector<double> middles(n);
  for (std::size_t s = stretches.size(), end = n; s-- > 0;) {
    std::size_t first = begins[s][end];
    std::vector<double> here = with_equal_gaps(widths.subspan(first, end - first), stretches[s].from, stretches[s].to);
    std::ranges::copy(here, middles.begin() + static_cast<std::ptrdiff_t>(first));
    end = first;
  }
  return middles;
}

namespace {

struct Row {
  std::size_t first = 0, end = 0;
  double wide_m = 0, high_m = 0;
};

// The boxes divided in order into `count` rows whose widest is as narrow as can be: the narrowest limit under which
// filling row after row takes no more than that.
std::vector<Row> balanced_rows(std::span<const OnWallBox> boxes, std::size_t count, double gap_m) {
  auto fill = [&](double limit) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const OnWallBox& box = boxes[i];
      if (rows.empty() || rows.back().wide_m + gap_m + box.wide_m > limit)
        rows.push_back({i, i + 1, box.wide_m, box.high_m});
      else
        rows.back() = {rows.back().first, i + 1, rows.back().wide_m + gap_m + box.wide_m,
                       std::max(rows.back().high_m, box.high_m)};
    }
    return rows;
  };
  std::vector<Row> best;
  double widest = std::numeric_limits<double>::infinity();
  for (std::size_t first = 0; first < boxes.size(); ++first) {  // some row is as wide as the limit
    double wide = -gap_m;
    for (std::size_t i = first; i < boxes.size(); ++i) {
      wide += gap_m + boxes[i].wide_m;
      if (wide >= widest) break;
      constexpr double rounding_m = 1e-9;
      std::vector<Row> rows = fill(wide + rounding_m);
      if (rows.size() > count || std::ranges::max(rows, {}, &Row::wide_m).wide_m > wide + rounding_m) continue;
      best = std::move(rows), widest = wide;
      break;
    }
  }
  return best;
}

}  // namespace

bool hang_in_rows(std::span<OnWallBox> boxes, Stretch within, double centre_m, double top_m, double gap_m) {
  constexpr double lowest_m = 0.3;
  for (std::size_t count = 1; count <= boxes.size(); ++count) {
    std::vector<Row> rows = balanced_rows(boxes, count, gap_m);
    double wide = 0, high = gap_m * static_cast<double>(rows.size() - 1);
    for (const Row& row : rows) wide = std::max(wide, row.wide_m), high += row.high_m;
    if (wide > within.length()) continue;
    if (high > top_m - lowest_m) return false;  // more rows are no lower
    double above = std::clamp(centre_m + high / 2, lowest_m + high, top_m);
    for (const Row& row : rows) {
      double left = (within.from + within.to - row.wide_m) / 2;
      for (std::size_t i = row.first; i < row.end; ++i) {
        boxes[i].along_m = left + boxes[i].wide_m / 2;
        boxes[i].height_m = above - row.high_m / 2;
        left += boxes[i].wide_m + gap_m;
      }
      above -= row.high_m + gap_m;
    }
    return true;
  }
  return boxes.empty();
}

}  // namespace enf
