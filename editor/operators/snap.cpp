#include "editor/operators/snap.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace enf::editor {

namespace {

// The nearest of what was offered.
struct Nearest {
  double reach;
  std::optional<double> shift;
  SnapGuide guide;
  void offer(double by, SnapGuide of) {
    if (std::abs(by) <= reach && (!shift || std::abs(by) < std::abs(*shift) - 1e-9)) shift = by, guide = of;
  }
};

}  // namespace

SnappedBox snap_on_wall(OnWallBox box, const WallToSnapTo& wall, double reach_m) {
  Nearest up{reach_m, {}, {}}, along{reach_m, {}, {}};
  up.offer(wall.centre_line_m - box.height_m, {false, wall.centre_line_m, 0, wall.length_m});
  for (const OnWallBox& other : wall.others) {
    double from = std::min(other.left(), box.left()), to = std::max(other.right(), box.right());
    up.offer(other.height_m - box.height_m, {false, other.height_m, from, to});
    up.offer(other.top() - box.top(), {false, other.top(), from, to});
    up.offer(other.bottom() - box.bottom(), {false, other.bottom(), from, to});
    double low = std::min(other.bottom(), box.bottom()), high = std::max(other.top(), box.top());
    along.offer(other.along_m - box.along_m, {true, other.along_m, low, high});
    along.offer(other.left() - box.left(), {true, other.left(), low, high});
    along.offer(other.right() - box.right(), {true, other.right(), low, high});
  }
  auto upright = [&](double at) { return SnapGuide{true, at, box.bottom() - 0.2, box.top() + 0.2}; };
  along.offer(wall.length_m / 2 - box.along_m, upright(wall.length_m / 2));

  // Neighbours on both sides: what ends left of the box's middle, what begins right of it.
  std::vector<Stretch> taken(wall.openings.begin(), wall.openings.end());
  for (const OnWallBox& other : wall.others) taken.push_back({other.left(), other.right()});
  std::ranges::sort(taken, {}, &Stretch::from);
  Stretch left{0, 0}, right{wall.length_m, wall.length_m};
  std::optional<Stretch> before_left, after_right;
  for (const Stretch& one : taken) {
    double middle = (one.from + one.to) / 2;
    if (middle < box.along_m) {
      if (left.to > 0) before_left = left;
      left = one;
    }
  }
  for (auto one = taken.rbegin(); one != taken.rend(); ++one) {
    double middle = (one->from + one->to) / 2;
    if (middle > box.along_m) {
      if (right.from < wall.length_m) after_right = right;
      right = *one;
    }
  }
  double between = (left.to + right.from) / 2;
  along.offer(between - box.along_m, upright(between));
  if (before_left) {
    double edge = left.to + (left.from - before_left->to);
    if (edge > left.to) along.offer(edge - box.left(), upright(edge));
  }
  if (after_right) {
    double edge = right.from - (after_right->from - right.to);
    if (edge < right.from) along.offer(edge - box.right(), upright(edge));
  }

  SnappedBox snapped{box, {}};
  if (up.shift) snapped.box.height_m += *up.shift, snapped.guides.push_back(up.guide);
  if (along.shift) snapped.box.along_m += *along.shift, snapped.guides.push_back(along.guide);
  return snapped;
}

dvec2 snap_to_grid(dvec2 point, double step_m, double reach_m) {
  dvec2 on_grid = glm::round(point / step_m) * step_m;
  for (int i = 0; i < 2; ++i)
    if (std::abs(on_grid[i] - point[i]) > reach_m) on_grid[i] = point[i];
  return on_grid;
}

}  // namespace enf::editor
