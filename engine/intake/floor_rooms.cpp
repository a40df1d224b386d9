#include "engine/intake/floor_rooms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/exhibition/hanging.h"
#include "engine/geometry/polygon.h"

namespace enf {

namespace {

// Where one stands best: of a grid over the plan, the point farthest from all walls.
dvec2 middle_of(const std::vector<dvec2>& plan) {
  dvec2 low = plan[0], high = plan[0], best = plan[0];
  for (dvec2 p : plan) low = glm::min(low, p), high = glm::max(high, p);
  double farthest = -1;
  for (int i = 1; i < 24; ++i)
    for (int k = 1; k < 24; ++k) {
      dvec2 at = glm::mix(low, high, dvec2(i, k) / 24.0);
      if (!contains(plan, at)) continue;
      double clear = 1e9;
      for (std::size_t s = 0; s < plan.size(); ++s)
        clear = std::min(clear, distance_to_segment(at, plan[s], plan[(s + 1) % plan.size()]).distance);
      if (clear > farthest) farthest = clear, best = at;
    }
  return best;
}

// A document for people to read and correct has tenths of a millimetre, not the mesh's rounding errors.
double rounded(double metres) { return std::round(metres * 1e4) / 1e4; }

}  // namespace

std::vector<Edit> record_rooms(const Document& document, const RoomAnalysis& found, const AssetId& model, dvec3 shift,
                               const LocalizedText& title) {
  std::vector<Room> rooms;
  for (const FoundRoom& plan : found.rooms) {
    bool only = found.rooms.size() == 1;
    Room room{.id = {model.value}};
    for (std::size_t number = rooms.size() + 1; !only; ++number) {
      room.id.value = fmt::format("{}-{}", model.value, number);
      if (!document.find(room.id) && std::ranges::find(rooms, room.id, &Room::id) == rooms.end()) break;
    }
    room.name = title;
    if (!only)
      for (auto& [language, name] : room.name) name += fmt::format(" {}", rooms.size() + 1);
    for (dvec2 corner : plan.plan) room.plan.push_back({rounded(corner.x + shift.x), rounded(corner.y + shift.z)});
    room.ceiling_height_m = rounded(plan.ceiling_m - plan.floor_m);
    room.floor_level_m = rounded(plan.floor_m + shift.y);
    for (double thickness : plan.thickness_m)
      room.walls.push_back({.height_m = room.ceiling_height_m, .thickness_m = rounded(thickness)});
    room.laylight = {.illuminance_lx = 150};
    room.model = RoomModel{.asset = model, .position_m = shift};
    rooms.push_back(std::move(room));
  }
  std::vector<Edit> edits;
  std::vector<std::optional<dvec3>> view_of(rooms.size());
  std::size_t number = 0;
  for (const FoundDoorway& d : found.doorways) {
    Doorway doorway{.width_m = rounded(d.width_m), .height_m = rounded(d.height_m)};
    do doorway.id.value = fmt::format("{}-door-{}", model.value, ++number);
    while (document.find(doorway.id));
    auto side = [&](const FoundSide& s) {
      view_of[s.room] = wall_frame(rooms[s.room], s.wall).at(s.along_m, 1.5);
      return DoorwaySide{rooms[s.room].id, s.wall, rounded(s.along_m)};
    };
    doorway.from = side(d.from);
    if (d.to) doorway.to = side(*d.to);
    edits.push_back(put(std::move(doorway)));
  }
  for (std::size_t r = 0; r < rooms.size(); ++r) {
    dvec2 middle = middle_of(rooms[r].plan);
    dvec3 eye(middle.x, rooms[r].floor_level_m + 1.6, middle.y);
    edits.push_back(put(Viewpoint{.id = {"view-" + rooms[r].id.value},
                                  .room = rooms[r].id,
                                  .name = rooms[r].name,
                                  .eye_m = eye,
                                  .target_m = view_of[r].value_or(eye + dvec3(0, 0, -1))}));
    edits.push_back(put(std::move(rooms[r])));
  }
  return edits;
}

std::vector<ModelRegion> regions_of(const Document& document, const AssetId& model) {
  std::vector<ModelRegion> regions;
  const RoomModel* place = nullptr;
  for (const Room& room : document.rooms) {
    if (!room.model || room.model->asset != model) continue;
    if (place && *place != *room.model) return {};  // stands in several places, whole in each
    place = &*room.model;
    ModelRegion region{.name = room.id.value, .floor_m = room.floor_level_m - place->position_m.y};
    region.ceiling_m = region.floor_m + room.ceiling_height_m;
    double c = std::cos(place->heading_rad), s = std::sin(place->heading_rad);
    for (dvec2 corner : room.plan) {
      dvec2 p = corner - dvec2(place->position_m.x, place->position_m.z);
      region.plan.push_back({p.x * c - p.y * s, p.x * s + p.y * c});
    }
    regions.push_back(std::move(region));
  }
  if (regions.size() < 2) regions.clear();
  return regions;
}

}  // namespace enf
