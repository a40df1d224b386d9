#include "engine/exhibition/reshape.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>

#include "engine/exhibition/hanging.h"

namespace enf {

namespace {

// Puts every record that names a wall of the room as `rehang(wall, along_m)` changes it, in place.
template <class Rehang>
void rehang_all(const Document& document, const RoomId& room, Rehang&& rehang, std::vector<Edit>& edits) {
  for (const Doorway& doorway : document.doorways) {
    Doorway moved = doorway;
    if (moved.from.room == room) rehang(moved.from.wall, moved.from.along_m);
    if (moved.to && moved.to->room == room) rehang(moved.to->wall, moved.to->along_m);
    if (moved != doorway) edits.push_back(put(std::move(moved)));
  }
  auto simple = [&](const auto& table) {
    for (const auto& record : table) {
      if (record.room != room) continue;
      auto moved = record;
      rehang(moved.wall, moved.along_m);
      if (moved != record) edits.push_back(put(std::move(moved)));
    }
  };
  simple(document.windows);
  simple(document.wall_texts);
  for (const Placement& placement : document.placements) {
    if (placement.room != room || !std::holds_alternative<OnWall>(placement.where)) continue;
    Placement moved = placement;
    OnWall& where = std::get<OnWall>(moved.where);
    rehang(where.wall, where.along_m);
    if (moved != placement) edits.push_back(put(std::move(moved)));
  }
}

}  // namespace

Edit with_plan(const Document& document, const RoomId& id, std::vector<dvec2> plan) {
  const Room& before = *document.find(id);
  assert(plan.size() == before.plan.size());
  Room after = before;
  after.plan = std::move(plan);
  std::vector<Edit> edits;
  rehang_all(
      document, id,
      [&](std::uint32_t wall, double& along_m) {
        WallFrame was = wall_frame(before, wall), is = wall_frame(after, wall);
        double shift = glm::dot(was.origin - is.origin, is.along);  // of a wall that only moves outwards: none
        if (was.along == is.along) {
          if (std::abs(shift) > 1e-12) along_m += shift;
        } else {
          along_m = glm::dot(was.at(along_m, 0) - is.origin, is.along);
        }
      },
      edits);
  edits.push_back(put(std::move(after)));
  return all_of(std::move(edits));
}

std::optional<std::vector<dvec2>> wall_moved(const std::vector<dvec2>& plan, std::uint32_t wall, double outwards_m) {
  const std::size_t n = plan.size(), a = wall, b = (wall + 1) % n;
  dvec2 along = glm::normalize(plan[b] - plan[a]), outward(along.y, -along.x);
  dvec2 before = glm::normalize(plan[a] - plan[(a + n - 1) % n]), after = glm::normalize(plan[(b + 1) % n] - plan[b]);
  constexpr double least_sine = 0.05;  // about 3 degrees
  double rise_before = glm::dot(before, outward), rise_after = glm::dot(after, outward);
  if (std::abs(rise_before) < least_sine || std::abs(rise_after) < least_sine) return std::nullopt;
  std::vector<dvec2> moved = plan;
  moved[a] += before * (outwards_m / rise_before);
  moved[b] += after * (outwards_m / rise_after);
  return moved;
}

std::vector<dvec2> with_wall_length(const std::vector<dvec2>& plan, std::uint32_t wall, double length_m) {
  const std::size_t n = plan.size(), a = wall, b = (wall + 1) % n;
  std::vector<dvec2> changed = plan;
  dvec2 end = plan[a] + glm::normalize(plan[b] - plan[a]) * length_m, shift = end - plan[b];
  changed[b] = end;
  if (n > 3) changed[(b + 1) % n] += shift;
  return changed;
}

Edit with_corner(const Document& document, const RoomId& id, std::uint32_t wall, double along_m) {
  const Room& before = *document.find(id);
  dvec2 a = before.plan[wall], b = before.plan[(wall + 1) % before.plan.size()];
  Room after = before;
  auto place = static_cast<std::ptrdiff_t>(wall) + 1;
  after.plan.insert(after.plan.begin() + place, a + glm::normalize(b - a) * along_m);
  after.walls.insert(after.walls.begin() + place, before.walls[wall]);
  std::vector<Edit> edits;
  rehang_all(
      document, id,
      [&](std::uint32_t& of, double& along) {
        if (of == wall && along > along_m)
          ++of, along -= along_m;
        else if (of > wall)
          ++of;
      },
      edits);
  edits.push_back(put(std::move(after)));
  return all_of(std::move(edits));
}

Edit without_corner(const Document& document, const RoomId& id, std::uint32_t corner) {
  const Room& before = *document.find(id);
  const auto n = static_cast<std::uint32_t>(before.plan.size());
  assert(n > 3 && corner < n);
  Room after = before;
  after.plan.erase(after.plan.begin() + corner);
  after.walls.erase(after.walls.begin() + corner);
  const std::uint32_t first = (corner + n - 1) % n;  // the wall that ends at the corner; `corner` begins there
  std::vector<Edit> edits;
  rehang_all(
      document, id,
      [&](std::uint32_t& of, double& along) {
        const bool is_joined = of == first || of == corner;
        const dvec3 place = wall_frame(before, of).at(along, 0);
        if (of >= n)
          --of;  // a temporary wall's face
        else
          of = (is_joined ? first : of) - ((is_joined ? first : of) > corner ? 1 : 0);
        if (is_joined) {
          const WallFrame is = wall_frame(after, of);
          along = glm::dot(place - is.origin, is.along);
        }
      },
      edits);
  edits.push_back(put(std::move(after)));
  return all_of(std::move(edits));
}

Edit rooms_moved(const Document& document, const std::vector<RoomId>& rooms, dvec2 by) {
  std::set<RoomId> moving(rooms.begin(), rooms.end());
  dvec3 by3(by.x, 0, by.y);
  std::vector<Edit> edits;
  for (const RoomId& id : moving) {
    Room room = *document.find(id);
    for (dvec2& corner : room.plan) corner += by;
    for (FreeWall& wall : room.free_walls) wall.from_m += by, wall.to_m += by;
    if (room.model) room.model->position_m += by3;
    edits.push_back(put(std::move(room)));
  }
  auto moved = [&](const auto& table, auto&& move) {
    for (auto record : table)
      if (moving.contains(record.room)) move(record), edits.push_back(put(std::move(record)));
  };
  for (Placement placement : document.placements)
    if (auto* floor = std::get_if<OnFloor>(&placement.where); floor && moving.contains(placement.room))
      floor->position_m += by, edits.push_back(put(std::move(placement)));
  moved(document.furniture, [&](Furniture& f) { f.position_m += by; });
  moved(document.lights, [&](Light& l) { l.position_m += by3, l.aim_m += by3; });
  moved(document.viewpoints, [&](Viewpoint& v) { v.eye_m += by3, v.target_m += by3; });
  return all_of(std::move(edits));
}

std::optional<DoorwaySide> beyond(const Document& document, const DoorwaySide& side) {
  const Room& room = *document.find(side.room);
  WallFrame from = wall_frame(room, side.wall);
  constexpr double line_up_m = 0.01, facing_cos = 0.9998;  // as validate() has it
  for (const Room& other : document.rooms) {
    if (other.id == room.id || std::abs(other.floor_level_m - room.floor_level_m) > line_up_m) continue;
    for (std::uint32_t wall = 0; wall < other.walls.size(); ++wall) {
      WallFrame to = wall_frame(other, wall);
      if (glm::dot(from.inward, to.inward) > -facing_cos) continue;
      dvec3 way = to.origin - from.at(side.along_m, 0);
      double apart = -glm::dot(way, from.inward), along = -glm::dot(way, to.along);
      if (apart < -line_up_m || apart > from.thickness_m + to.thickness_m + line_up_m) continue;
      if (along < 0 || along > to.length_m) continue;
      return DoorwaySide{other.id, wall, along};
    }
  }
  return std::nullopt;
}

}  // namespace enf
