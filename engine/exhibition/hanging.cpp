#include "engine/exhibition/hanging.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace enf {

static constexpr double metres_per_mm = 0.001;
static constexpr double cloth_offset_m = 0.003;

std::uint32_t wall_count(const Room& room) {
  return static_cast<std::uint32_t>(room.plan.size() + 2 * room.free_walls.size());
}

std::optional<std::uint32_t> free_wall_of(const Room& room, std::uint32_t wall) {
  if (wall < room.plan.size() || wall >= wall_count(room)) return std::nullopt;
  return (wall - static_cast<std::uint32_t>(room.plan.size())) / 2;
}

const Finish& wall_finish(const Room& room, std::uint32_t wall) {
  std::optional<std::uint32_t> free = free_wall_of(room, wall);
  const std::optional<Finish>& own = free ? room.free_walls[*free].finish : room.walls[wall].finish;
  return own ? *own : room.wall_finish;
}

// The unit vector along a middle line and half its thickness to the right of it, as a plan shows it.
static std::pair<dvec2, dvec2> axes_of(const FreeWall& wall) {
  double length = glm::length(wall.to_m - wall.from_m);
  dvec2 d = length > 0 ? (wall.to_m - wall.from_m) / length : dvec2(1, 0);
  return {d, dvec2(-d.y, d.x) * (wall.thickness_m / 2)};
}

std::array<dvec2, 4> footprint(const FreeWall& wall) {
  dvec2 half = axes_of(wall).second;
  return {wall.from_m - half, wall.to_m - half, wall.to_m + half, wall.from_m + half};
}

static WallFrame face_frame(const Room& room, const FreeWall& wall, bool is_back) {
  auto [d, half] = axes_of(wall);
  if (is_back) d = -d, half = -half;
  dvec2 from = (is_back ? wall.to_m : wall.from_m) + half;
  return {.origin = {from.x, room.floor_level_m, from.y},
          .along = {d.x, 0, d.y},
          .inward = {-d.y, 0, d.x},
          .length_m = glm::length(wall.to_m - wall.from_m),
          .height_m = wall.height_m};
}

WallFrame wall_frame(const Room& room, std::uint32_t wall) {
  if (std::optional<std::uint32_t> free = free_wall_of(room, wall))
    return face_frame(room, room.free_walls[*free], (wall - room.plan.size()) % 2 == 1);
  assert(wall < room.plan.size() && wall < room.walls.size());
  dvec2 a = room.plan[wall], b = room.plan[(wall + 1) % room.plan.size()];
  WallFrame frame;
  frame.length_m = glm::length(b - a);
  dvec2 d = frame.length_m > 0 ? (b - a) / frame.length_m : dvec2(1, 0);
  frame.origin = {a.x, room.floor_level_m, a.y};
  frame.along = {d.x, 0, d.y};
  frame.inward = {-d.y, 0, d.x};
  frame.height_m = room.walls[wall].height_m;
  frame.thickness_m = room.walls[wall].thickness_m;
  return frame;
}

double hanging_centre_m(const Room& room, std::uint32_t wall) {
  if (free_wall_of(room, wall)) return room.hanging_centre_m;
  assert(wall < room.walls.size());
  return room.walls[wall].hanging_centre_m.value_or(room.hanging_centre_m);
}

dvec3 photometric_horizontal(const Light& light) {
  const dvec3 down = glm::normalize(light.aim_m - light.position_m);
  const dvec3 east(1, 0, 0);
  dvec3 side = east - down * glm::dot(east, down);
  if (glm::length(side) < 1e-3) side = glm::cross(down, dvec3(0, 0, 1));
  side = glm::normalize(side);
  return std::cos(light.turn_rad) * side - std::sin(light.turn_rad) * glm::cross(side, -down);
}

dvec3 Pose::front() const {
  const double ahead = std::cos(lean_rad);
  return {std::sin(heading_rad) * ahead, std::sin(lean_rad), std::cos(heading_rad) * ahead};
}
dvec3 Pose::up() const { return glm::cross(front(), right()); }
dvec3 Pose::right() const { return {std::cos(heading_rad), 0, -std::sin(heading_rad)}; }

static double heading_of(dvec3 front) { return std::atan2(front.x, front.z); }

Pose pose_on_wall(const Room& room, const OnWall& where) {
  WallFrame frame = wall_frame(room, where.wall);
  return {frame.at(where.along_m, where.centre_height_m), heading_of(frame.inward)};
}

static double support_top_m(const OnFloor& where) {
  return where.support == Support::free ? 0 : where.support_height_m;
}

Pose pose_on_floor(const Room& room, const OnFloor& where) {
  return {{where.position_m.x, room.floor_level_m + support_top_m(where), where.position_m.y}, where.heading_rad};
}

Pose pose_of(const Room& room, const Placement& placement) {
  if (auto* on_wall = std::get_if<OnWall>(&placement.where)) return pose_on_wall(room, *on_wall);
  return pose_on_floor(room, std::get<OnFloor>(placement.where));
}

OuterSize outer_size(const Work& work) {
  if (work.form == WorkForm::three_dimensional)
    return {work.width_mm * metres_per_mm, work.height_mm * metres_per_mm, work.depth_mm * metres_per_mm};
  double border_mm = 0, depth_mm = std::max(work.edge_depth_mm, cloth_offset_m / metres_per_mm);
  if (work.frame) {
    border_mm = work.frame->width_mm + (work.mat ? work.mat->width_mm : 0);
    depth_mm = work.frame->depth_mm;
  }
  return {(work.width_mm + 2 * border_mm) * metres_per_mm, (work.height_mm + 2 * border_mm) * metres_per_mm,
          depth_mm * metres_per_mm};
}

Standing standing_of(const Work& work, const OnFloor& where) {
  const OuterSize size = outer_size(work);
  const double top = support_top_m(where);
  switch (where.support) {
    case Support::free:
      return {size.width_m, size.depth_m, 0, size.height_m};
    case Support::plinth:
      return {where.support_width_m, where.support_depth_m, 0, top + size.height_m};
    case Support::vitrine:
      return {where.support_width_m, where.support_depth_m, 0, top + where.hood_height_m};
    case Support::shelf:
      if (work.form == WorkForm::flat) return {size.width_m, size.height_m, top, top + size.depth_m};
  }
  return {size.width_m, size.depth_m, top, top + size.height_m};
}

double picture_offset_m(const Work& work) {
  if (work.frame) {  // set back from the moulding's front by the rebate's lip
    double depth = work.frame->depth_mm * metres_per_mm;
    return std::max(depth - 0.012, depth / 2);
  }
  return std::max(work.edge_depth_mm * metres_per_mm, cloth_offset_m);
}

static double sum(std::span<const double> values) {
  double total = 0;
  for (double v : values) total += v;
  return total;
}

// Centres of widths set side by side from `left_m` with `gap_m` between.
static std::vector<double> set_out(std::span<const double> widths, double left_m, double gap_m) {
  std::vector<double> centres;
  for (double width : widths) {
    centres.push_back(left_m + width / 2);
    left_m += width + gap_m;
  }
  return centres;
}

std::vector<double> with_equal_gaps(std::span<const double> widths, double from_m, double to_m) {
  double gap = (to_m - from_m - sum(widths)) / static_cast<double>(widths.size() + 1);
  return set_out(widths, from_m + gap, gap);
}

std::vector<double> with_gap(std::span<const double> widths, double gap_m, double middle_m) {
  if (widths.empty()) return {};
  double total = sum(widths) + gap_m * static_cast<double>(widths.size() - 1);
  return set_out(widths, middle_m - total / 2, gap_m);
}

std::vector<double> distributed(std::span<const double> widths, std::span<const double> centres) {
  assert(widths.size() == centres.size());
  if (widths.size() < 3) return {centres.begin(), centres.end()};
  double left = centres.front() - widths.front() / 2, right = centres.back() + widths.back() / 2;
  return set_out(widths, left, (right - left - sum(widths)) / static_cast<double>(widths.size() - 1));
}

double aligned_centre_m(double outer_height_m, Alignment alignment, double line_m) {
  if (alignment == Alignment::top) return line_m - outer_height_m / 2;
  if (alignment == Alignment::bottom) return line_m + outer_height_m / 2;
  return line_m;
}

double viewing_distance_m(const Work& work) {
  OuterSize size = outer_size(work);
  double width = work.form == WorkForm::flat ? size.width_m : std::max(size.width_m, size.depth_m);
  return std::max(1.4 * std::hypot(width, size.height_m), 0.75);
}

// How far one may go from `from` along the unit vector `direction` before leaving the plan.
static double free_way_m(const Room& room, dvec2 from, dvec2 direction) {
  double nearest = std::numeric_limits<double>::infinity();
  auto meet = [&](dvec2 a, dvec2 b) {
    dvec2 side = b - a;
    double across = direction.x * side.y - direction.y * side.x;
    if (std::abs(across) < 1e-12) return;
    dvec2 to_a = a - from;
    double t = (to_a.x * side.y - to_a.y * side.x) / across;
    double s = (to_a.x * direction.y - to_a.y * direction.x) / across;
    if (t > 0.01 && s >= 0 && s <= 1) nearest = std::min(nearest, t);  // 0.01: the wall the work hangs on
  };
  for (std::size_t i = 0; i < room.plan.size(); ++i) meet(room.plan[i], room.plan[(i + 1) % room.plan.size()]);
  for (const FreeWall& wall : room.free_walls) {
    std::array<dvec2, 4> foot = footprint(wall);
    for (std::size_t i = 0; i < 4; ++i) meet(foot[i], foot[(i + 1) % 4]);
  }
  return nearest;
}

ViewOfWork view_of_work(const Room& room, const Placement& placement, const Work& work, double eye_height_m,
                        const Furniture* holder) {
  constexpr double body_m = 0.35;
  Pose pose = pose_of(room, placement);
  double distance = viewing_distance_m(work), nearest = 0.3;
  ViewOfWork view;
  view.target = pose.position;
  if (auto* floor = std::get_if<OnFloor>(&placement.where)) {
    bool lies = work.form == WorkForm::flat;
    if (!lies) view.target.y += outer_size(work).height_m / 2;
    if (floor->support != Support::free) nearest = floor->support_depth_m / 2 + body_m;
    if (holder) {
      const dvec2 ahead(pose.front().x, pose.front().z),
          side(std::cos(holder->heading_rad), -std::sin(holder->heading_rad)), front(-side.y, side.x);
      nearest = glm::dot(holder->position_m - floor->position_m, ahead) +
                std::abs(glm::dot(side, ahead)) * holder->width_m / 2 +
                std::abs(glm::dot(front, ahead)) * holder->depth_m / 2 + body_m;
      distance = std::max(distance, nearest);
    }
    if (lies) distance = nearest;  // one leans over a case
  }
  dvec3 front = pose.front();
  double room_for_it = free_way_m(room, {pose.position.x, pose.position.z}, {front.x, front.z}) - body_m;
  distance = std::max(std::min(distance, room_for_it), std::min(nearest, room_for_it + body_m / 2));
  view.eye = pose.position + front * distance;
  view.eye.y = room.floor_level_m + eye_height_m;
  return view;
}

Pose label_pose(const Room& room, const Placement& placement, const Work& work, LabelSide side, double plate_width_m,
                double plate_height_m) {
  Pose pose = pose_of(room, placement);
  OuterSize size = outer_size(work);
  double sideways = side == LabelSide::right ? 1 : side == LabelSide::left ? -1 : 0;
  if (std::holds_alternative<OnWall>(placement.where)) {
    double beside = size.width_m / 2 + label_gap_m + plate_width_m / 2;
    pose.position += pose.right() * (sideways * beside);
    if (side == LabelSide::below)
      pose.position.y -= size.height_m / 2 + label_gap_m + plate_height_m / 2;
    else
      pose.position.y = room.floor_level_m + label_lower_edge_m + plate_height_m / 2;
    return pose;
  }
  const OnFloor& where = std::get<OnFloor>(placement.where);
  if (where.support == Support::free) {
    double beside = size.width_m / 2 + label_gap_m + plate_width_m / 2;
    pose.position += pose.right() * (sideways == 0 ? beside : sideways * beside);
    pose.position.y = room.floor_level_m + 0.9;
    return pose;
  }
  if (where.support == Support::shelf) {
    constexpr double lean = 1.05, air_m = 0.02;  // about as a book lies open on a stand
    pose.position +=
        pose.front() * (standing_of(work, where).depth_m / 2 + air_m + plate_height_m / 2 * std::sin(lean));
    pose.position.y += plate_height_m / 2 * std::cos(lean);
    pose.lean_rad = lean;
    return pose;
  }
  pose.position += pose.front() * (where.support_depth_m / 2);
  pose.position.y -= 0.1 + plate_height_m / 2;
  return pose;
}

}  // namespace enf
