#include "editor/operators/plan_snap.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

struct Extent {
  dvec2 low, high;
  dvec2 middle() const { return (low + high) / 2.0; }
};

Extent extent_of(std::span<const dvec2> points) {
  Extent extent{points[0], points[0]};
  for (dvec2 p : points) extent.low = glm::min(extent.low, p), extent.high = glm::max(extent.high, p);
  return extent;
}

// The nearest of what was offered along one axis.
struct Nearest {
  double reach;
  std::optional<double> shift;
  std::vector<PlanGuide> guides;
  void offer(double by, std::vector<PlanGuide> shown) {
    if (std::abs(by) <= reach && (!shift || std::abs(by) < std::abs(*shift) - 1e-9))
      shift = by, guides = std::move(shown);
  }
};

// A place with this coordinate along the axis and that one across it.
dvec2 place(int axis, double along, double across) { return axis == 0 ? dvec2(along, across) : dvec2(across, along); }

// Edges and middles of the others, level with the held one's.
void offer_others(Nearest& nearest, int axis, const Extent& held, std::span<const Extent> others) {
  const int cross = 1 - axis;
  for (const Extent& other : others) {
    const double from = std::min(other.low[cross], held.low[cross]), to = std::max(other.high[cross], held.high[cross]);
    auto level = [&](double mine, double its) {
      nearest.offer(its - mine, {{place(axis, its, from), place(axis, its, to)}});
    };
    level(held.middle()[axis], other.middle()[axis]);
    level(held.low[axis], other.low[axis]), level(held.high[axis], other.high[axis]);
    level(held.low[axis], other.high[axis]), level(held.high[axis], other.low[axis]);
  }
}

// The faces of walls that run across the axis.
void offer_walls(Nearest& nearest, int axis, const Extent& held, std::span<const dvec2> plan) {
  const int cross = 1 - axis;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const dvec2 a = plan[i], b = plan[(i + 1) % plan.size()];
    if (std::abs(a[axis] - b[axis]) > 1e-6) continue;
    if (std::max(a[cross], b[cross]) < held.low[cross] || std::min(a[cross], b[cross]) > held.high[cross]) continue;
    for (double mine : {held.low[axis], held.high[axis]}) nearest.offer(a[axis] - mine, {{a, b}});
  }
}

// The middle between the neighbours on both sides, things or walls, where the gaps are equal.
void offer_gaps(Nearest& nearest, int axis, const Extent& held, std::span<const Extent> others,
                std::span<const dvec2> plan) {
  const int cross = 1 - axis;
  const double across = held.middle()[cross];
  std::optional<double> before, after;
  auto take = [&](double low, double high) {
    if (high <= held.middle()[axis]) before = std::max(before.value_or(high), high);
    if (low >= held.middle()[axis]) after = std::min(after.value_or(low), low);
  };
  for (const Extent& other : others)
    if (other.low[cross] < held.high[cross] && other.high[cross] > held.low[cross])
      take(other.low[axis], other.high[axis]);
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const dvec2 a = plan[i], b = plan[(i + 1) % plan.size()];
    if ((a[cross] - across) * (b[cross] - across) > 0 || a[cross] == b[cross]) continue;
    const double at = a[axis] + (b[axis] - a[axis]) * (across - a[cross]) / (b[cross] - a[cross]);
    take(at, at);
  }
  if (!before || !after) return;
  const double half = (held.high[axis] - held.low[axis]) / 2, middle = (*before + *after) / 2;
  if (*after - *before < 2 * half) return;
  nearest.offer(middle - held.middle()[axis],
                {{place(axis, *before, across), place(axis, middle - half, across), true},
                 {place(axis, middle + half, across), place(axis, *after, across), true}});
}

// A wall that runs askew, met by the corner that is nearest to it.
std::optional<SnappedStep> at_askew_wall(const PlanCorners& held, std::span<const dvec2> plan, double reach_m) {
  std::optional<SnappedStep> best;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const dvec2 a = plan[i], b = plan[(i + 1) % plan.size()], d = glm::normalize(b - a), inward(-d.y, d.x);
    if (std::min(std::abs(d.x), std::abs(d.y)) < 1e-6) continue;
    double nearest = 1e9;
    for (dvec2 corner : held) nearest = std::min(nearest, glm::dot(corner - a, inward));
    const double along = glm::dot(extent_of(held).middle() - a, d);
    if (std::abs(nearest) > reach_m || along < 0 || along > glm::distance(a, b)) continue;
    if (!best || std::abs(nearest) < glm::length(best->by)) best = SnappedStep{inward * -nearest, {{a, b}}};
  }
  return best;
}

}  // namespace

// Whether its sides run east and south.
static bool is_straight(const PlanCorners& corners) {
  const dvec2 d = corners[1] - corners[0];
  return std::min(std::abs(d.x), std::abs(d.y)) < 1e-6;
}

SnappedStep snap_in_plan(const PlanCorners& held, const PlanToSnapTo& to, double reach_m) {
  const Extent extent = extent_of(held);
  std::vector<Extent> others;
  for (const PlanCorners& corners : to.others) others.push_back(extent_of(corners));
  for (const PlanCorners& corners : to.walls)
    if (is_straight(corners)) others.push_back(extent_of(corners));
  Nearest nearest[2] = {{reach_m, {}, {}}, {reach_m, {}, {}}};
  for (int axis = 0; axis < 2; ++axis) {
    offer_walls(nearest[axis], axis, extent, to.plan);
    offer_others(nearest[axis], axis, extent, others);
    offer_gaps(nearest[axis], axis, extent, others, to.plan);
    if (to.plan.empty()) continue;
    const Extent room = extent_of(to.plan);
    const double middle = room.middle()[axis];
    nearest[axis].offer(middle - extent.middle()[axis],
                        {{place(axis, middle, room.low[1 - axis]), place(axis, middle, room.high[1 - axis])}});
  }
  if (!nearest[0].shift && !nearest[1].shift) {
    if (auto askew = at_askew_wall(held, to.plan, reach_m)) return *askew;
    for (PlanCorners corners : to.walls) {
      if (is_straight(corners)) continue;
      if (signed_area(corners) > 0) std::ranges::reverse(corners);  // its outside is where things stand
      if (auto askew = at_askew_wall(held, corners, reach_m)) return *askew;
    }
  }
  SnappedStep step;
  for (int axis = 0; axis < 2; ++axis) {
    const double at = extent.middle()[axis];
    if (nearest[axis].shift) {
      step.by[axis] = *nearest[axis].shift;
    } else if (to.grid_m > 0) {
      const double on_grid = std::round(at / to.grid_m) * to.grid_m;
      if (std::abs(on_grid - at) <= reach_m) step.by[axis] = on_grid - at;
    }
  }
  for (int axis = 0; axis < 2; ++axis)
    for (PlanGuide guide : nearest[axis].guides) {
      // Where the other axis was snapped as well, the gaps move with it.
      if (guide.is_gap) guide.from[1 - axis] += step.by[1 - axis], guide.to[1 - axis] += step.by[1 - axis];
      step.guides.push_back(guide);
    }
  return step;
}

namespace {

// A side of an outline that runs across an axis.
struct Side {
  double at = 0;             // along the axis
  double low = 0, high = 0;  // across it
  double outwards = 0;       // 1 or -1
  double thickness_m = 0;
};

std::vector<Side> sides_across(int axis, std::span<const RoomToSnap> rooms) {
  std::vector<Side> sides;
  for (const RoomToSnap& room : rooms)
    for (std::size_t i = 0; i < room.plan.size(); ++i) {
      const dvec2 a = room.plan[i], b = room.plan[(i + 1) % room.plan.size()], way = b - a;
      if (std::abs(way[axis]) > 1e-6) continue;
      const dvec2 outwards(way.y, -way.x);
      sides.push_back({a[axis], std::min(a[1 - axis], b[1 - axis]), std::max(a[1 - axis], b[1 - axis]),
                       outwards[axis] > 0 ? 1.0 : -1.0, room.thickness_m[i]});
    }
  return sides;
}

}  // namespace

SnappedStep snap_rooms(std::span<const RoomToSnap> moving, std::span<const RoomToSnap> still, double grid_m,
                       double reach_m) {
  SnappedStep step;
  for (int axis = 0; axis < 2; ++axis) {
    Nearest nearest{reach_m, {}, {}};
    const std::vector<Side> ours = sides_across(axis, moving), theirs = sides_across(axis, still);
    for (const Side& our : ours)
      for (const Side& their : theirs) {
        const double from = std::min(our.low, their.low), to = std::max(our.high, their.high);
        const bool face = our.outwards != their.outwards && our.low < their.high && their.low < our.high;
        const double apart = face ? std::max(our.thickness_m, their.thickness_m) : 0;
        const double at = their.at + their.outwards * apart;
        nearest.offer(at - our.at, {{place(axis, at, from), place(axis, at, to)}});
      }
    const double first = moving.front().plan.front()[axis];
    if (!nearest.shift) nearest.offer(std::round(first / grid_m) * grid_m - first, {});
    step.by[axis] = nearest.shift.value_or(0);
    step.guides.insert(step.guides.end(), nearest.guides.begin(), nearest.guides.end());
  }
  return step;
}

}  // namespace enf::editor
