#include "editor/drop_place.h"

#include <algorithm>
#include <cmath>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

double rounded(double metres) { return std::round(metres * 100) / 100; }

std::uint32_t nearest_wall(const Room& room, dvec2 at) {
  std::uint32_t nearest = 0;
  double distance = 1e9;
  auto flat = [](dvec3 p) { return dvec2(p.x, p.z); };
  for (std::uint32_t w = 0; w < wall_count(room); ++w) {
    const WallFrame frame = wall_frame(room, w);
    if (double d = distance_to_segment(at, flat(frame.at(0, 0)), flat(frame.at(frame.length_m, 0))).distance;
        d < distance)
      distance = d, nearest = w;
  }
  return nearest;
}

}  // namespace

std::vector<Arguments> places_for(const Document& document, const DropPlace& place, WorkForm form, double width_m,
                                  double depth_m) {
  std::vector<Arguments> places;
  const Room* room = document.find(place.room);
  if (!room) return places;
  const AnyId id = room->id;
  if (form == WorkForm::flat) {
    const std::uint32_t wall = place.wall.value_or(nearest_wall(*room, place.floor_m));
    const WallFrame frame = wall_frame(*room, wall);
    const dvec3 way = dvec3(place.floor_m.x, frame.origin.y, place.floor_m.y) - frame.origin;
    const double half = width_m / 2, along = glm::dot(way, frame.along);
    const double kept = frame.length_m > width_m ? std::clamp(along, half, frame.length_m - half) : along;
    auto offer = [&](double middle) {
      if (middle >= half - 0.005 && middle <= frame.length_m - half + 0.005)
        places.push_back({{"room", id}, {"wall", double(wall)}, {"along", std::max(0.0, rounded(middle))}});
    };
    constexpr double step_m = 0.1;
    offer(kept);
    for (int step = 1; step * step_m < frame.length_m; ++step) offer(kept + step * step_m), offer(kept - step * step_m);
    for (std::uint32_t w = 1; w < wall_count(*room); ++w)  // where it is free at the other walls
      places.push_back({{"room", id}, {"wall", double((wall + w) % wall_count(*room))}});
    return places;
  }
  dvec2 at = place.floor_m;
  if (place.wall) {  // before the wall, as far as its plinth is deep
    const WallFrame frame = wall_frame(*room, *place.wall);
    at += dvec2(frame.inward.x, frame.inward.z) * (std::max(0.3, depth_m + 0.1) / 2 + 0.05);
  }
  // Round the place in growing rings, what is nearest first.
  constexpr double step_m = 0.25;
  for (int ring = 0; ring <= 16; ++ring)
    for (int turn = 0; turn < std::max(1, 6 * ring); ++turn) {
      const double angle = ring == 0 ? 0 : 2 * 3.14159265358979 * turn / (6 * ring);
      const dvec2 spot = at + dvec2(std::cos(angle), std::sin(angle)) * (ring * step_m);
      if (contains(room->plan, spot)) places.push_back({{"room", id}, {"x", rounded(spot.x)}, {"z", rounded(spot.y)}});
    }
  return places;
}

}  // namespace enf::editor
