#include "content/museum_floor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "engine/geometry/polygon.h"

namespace enf {
namespace {

constexpr double eye_m = 1.6;
constexpr double door_shift_m = 0.9;         // rows' doorways lie so far beside the rooms' middle, in turns
constexpr std::size_t aligned_doorways = 4;  // then the line of sight ends at a wall
constexpr int way_steps = 24;

dvec2 inward(Side side) {
  switch (side) {
    case Side::north:
      return {0, 1};
    case Side::east:
      return {-1, 0};
    case Side::south:
      return {0, -1};
    case Side::west:
      return {1, 0};
  }
  return {};
}
Side opposite(Side side) { return static_cast<Side>((static_cast<std::uint32_t>(side) + 2) % 4); }

// Cubic Bezier: leaves `from` and reaches `to` straight on.
std::vector<dvec2> curve(dvec2 from, dvec2 from_way, dvec2 to, dvec2 to_way) {
  double reach = 0.45 * glm::length(to - from);
  dvec2 a = from + from_way * reach, b = to - to_way * reach;
  std::vector<dvec2> points;
  for (int i = 0; i <= way_steps; ++i) {
    double t = static_cast<double>(i) / way_steps, s = 1 - t;
    points.push_back(from * (s * s * s) + a * (3 * s * s * t) + b * (3 * s * t * t) + to * (t * t * t));
  }
  return points;
}

}  // namespace

MuseumFloor::MuseumFloor(std::size_t rooms, double width_m, double depth_m)
    : rooms_(rooms), width_m_(width_m), depth_m_(depth_m) {
  std::size_t columns =
      std::max<std::size_t>(2, static_cast<std::size_t>(std::ceil(std::sqrt(1.6 * static_cast<double>(rooms)))));
  auto row_of = [&](std::size_t room) { return room / columns; };
  auto column_of = [&](std::size_t room) {
    return row_of(room) % 2 == 0 ? room % columns : columns - 1 - room % columns;
  };
  auto door_z = [&](std::size_t row, std::size_t western_column) {  // from the room's north end
    return depth_m / 2 + ((western_column / aligned_doorways + row) % 2 == 0 ? door_shift_m : -door_shift_m);
  };
  for (std::size_t i = 0; i < rooms; ++i)
    rooms_[i].corner = {static_cast<double>(column_of(i)) * (width_m + wall_m),
                        static_cast<double>(row_of(i)) * (depth_m + wall_m)};

  for (std::size_t i = 0; i < rooms; ++i)
    for (std::size_t j = i + 1; j < rooms && row_of(j) <= row_of(i) + 1; ++j) {
      std::size_t row = row_of(i), column = column_of(i);
      if (row_of(j) == row) {
        std::size_t west = std::min(column, column_of(j));
        if (std::max(column, column_of(j)) - west != 1) continue;
        bool eastwards = column < column_of(j);
        join(eastwards ? i : j, Side::east, eastwards ? j : i, door_z(row, west));
      } else if (column_of(j) == column) {
        bool turn = j == i + 1;                                      // where the tour changes rows
        bool extra = column > 0 && (column * 3 + row * 2) % 5 == 1;  // and here and there
        if (turn || extra) join(j, Side::north, i, width_m / 2);
      }
    }
  double z = door_z(0, 0);
  rooms_[0].doors[static_cast<std::size_t>(Side::west)] = MuseumDoor{depth_m - z, {}};
  auto& east = rooms_[0].doors[static_cast<std::size_t>(Side::east)];
  if (!east) east = MuseumDoor{z, {}};
}

// `along_from_m` counts along the wall of `from`; the other wall runs the other way.
void MuseumFloor::join(std::size_t from, Side side, std::size_t to, double along_from_m) {
  rooms_[from].doors[static_cast<std::size_t>(side)] = MuseumDoor{along_from_m, to};
  rooms_[to].doors[static_cast<std::size_t>(opposite(side))] = MuseumDoor{wall_length_m(side) - along_from_m, from};
}

dvec2 MuseumFloor::door_place(std::size_t room, Side side) const {
  double along = rooms_[room].door(side)->along_m;
  dvec2 corner = rooms_[room].corner;
  switch (side) {
    case Side::north:
      return corner + dvec2(along, 0);
    case Side::east:
      return corner + dvec2(width_m_, along);
    case Side::south:
      return corner + dvec2(width_m_ - along, depth_m_);
    case Side::west:
      return corner + dvec2(0, depth_m_ - along);
  }
  return corner;
}

std::optional<Side> MuseumFloor::side_towards(std::size_t room, std::size_t neighbour) const {
  for (Side side : all_sides)
    if (rooms_[room].door(side) && rooms_[room].door(side)->room == neighbour) return side;
  return {};
}

// From one door to another, or to the middle of the room.
std::vector<dvec2> MuseumFloor::way(std::size_t room, Side enter, std::optional<Side> leave) const {
  dvec2 from = door_place(room, enter);
  if (leave) return curve(from, inward(enter), door_place(room, *leave), -inward(*leave));
  return curve(from, inward(enter), rooms_[room].corner + dvec2(width_m_, depth_m_) / 2.0, inward(enter));
}

double MuseumFloor::distance_to_ways(std::size_t room, dvec2 place) const {
  double nearest = std::numeric_limits<double>::infinity();
  auto measure = [&](const std::vector<dvec2>& points) {
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
      nearest = std::min(nearest, distance_to_segment(place, points[i], points[i + 1]).distance);
  };
  for (Side a : all_sides) {
    if (!rooms_[room].door(a)) continue;
    measure(way(room, a, {}));
    for (Side b : all_sides)
      if (b > a && rooms_[room].door(b)) measure(way(room, a, b));
  }
  return nearest;
}

std::vector<TourPose> MuseumFloor::tour(std::size_t poses) const {
  // Where one walks, and for each point how far through its room it is, 0..1.
  std::vector<dvec2> points;
  std::vector<double> through;
  Side enter = Side::west;
  for (std::size_t i = 0; i < rooms_.size(); ++i) {
    std::optional<Side> leave;
    if (i + 1 < rooms_.size())
      leave = side_towards(i, i + 1);
    else if (i == 0)
      leave = Side::east;
    std::vector<dvec2> here = way(i, enter, leave);
    for (std::size_t k = 0; k < here.size(); ++k) {
      points.push_back(here[k]);
      through.push_back(static_cast<double>(k) / static_cast<double>(here.size() - 1));
    }
    if (leave) enter = opposite(*leave);
  }
  std::vector<double> walked = {0};
  for (std::size_t i = 1; i < points.size(); ++i)
    walked.push_back(walked.back() + glm::length(points[i] - points[i - 1]));
  auto segment_at = [&](double distance) {
    auto next = std::ranges::upper_bound(walked, distance);
    auto i = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(next - walked.begin(), 1, static_cast<std::ptrdiff_t>(walked.size()) - 1));
    double length = walked[i] - walked[i - 1];
    return std::pair(i, length > 0 ? std::clamp((distance - walked[i - 1]) / length, 0.0, 1.0) : 0.0);
  };
  auto place_at = [&](double distance) {
    auto [i, t] = segment_at(distance);
    return points[i - 1] + (points[i] - points[i - 1]) * t;
  };

  constexpr double from_door_m = 1.0, ahead_m = 1.6, turn_rad = 0.75;
  double first = from_door_m, last = walked.back() - from_door_m - ahead_m;
  std::vector<TourPose> result;
  for (std::size_t i = 0; i < poses; ++i) {
    double distance =
        first + (last - first) * (poses > 1 ? static_cast<double>(i) / static_cast<double>(poses - 1) : 0.0);
    auto [segment, t] = segment_at(distance);
    double a = through[segment - 1], b = through[segment];
    double phase = b > a ? a + (b - a) * t : 0;  // 0 in a doorway
    dvec2 at = place_at(distance), way = glm::normalize(place_at(distance + ahead_m) - at);
    double turn = turn_rad * std::sin(2 * std::numbers::pi * phase), c = std::cos(turn), s = std::sin(turn);
    dvec2 look(way.x * c + way.y * s, way.y * c - way.x * s);
    result.push_back({{at.x, eye_m, at.y}, glm::normalize(dvec3(look.x, -0.02, look.y))});
  }
  return result;
}

TourPose MuseumFloor::viewpoint() const {
  dvec2 corner = rooms_[0].corner;
  double back = std::min(depth_m_ - 0.8, width_m_ * 0.62);
  return {{corner.x + width_m_ / 2, eye_m, corner.y + back}, glm::normalize(dvec3(0, -0.02, -1))};
}

}  // namespace enf
