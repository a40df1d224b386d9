#include "engine/scene/house.h"

#include "engine/exhibition/ceiling.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/architecture.h"

namespace enf {

namespace {

// A point well inside an angled plan: the middle of its largest triangle.
dvec2 inner_point(std::span<const dvec2> plan) {
  dvec2 best = plan[0];
  double largest = 0;
  for (const auto& t : triangulate(plan)) {
    std::array<dvec2, 3> corners{plan[t[0]], plan[t[1]], plan[t[2]]};
    double area = std::abs(signed_area(corners));
    if (area > largest) largest = area, best = (corners[0] + corners[1] + corners[2]) / 3.0;
  }
  return best;
}

RoomItem shell_of(const Room& room) {
  RoomItem item;
  item.id = room.id.value;
  item.plan = room.plan;
  item.floor_m = static_cast<float>(room.floor_level_m);
  bool flat = room.ceiling.form == CeilingForm::flat && room.ceiling.coffers == 0;
  item.ceiling_m = static_cast<float>(room.floor_level_m + (flat ? room.ceiling_height_m : ceiling_top_m(room)));
  for (dvec2 p : room.plan) {
    item.bounds.add(vec3(static_cast<float>(p.x), item.floor_m, static_cast<float>(p.y)));
    item.bounds.add(vec3(static_cast<float>(p.x), item.ceiling_m, static_cast<float>(p.y)));
  }
  dvec2 middle(item.bounds.centre().x, item.bounds.centre().z);
  if (!contains(room.plan, middle)) middle = inner_point(room.plan);
  item.probe_position = vec3(static_cast<float>(middle.x), item.floor_m + 1.6f, static_cast<float>(middle.y));
  item.exposure_lx = static_cast<float>(room.exposure_lx);
  return item;
}

}  // namespace

std::uint32_t House::index_of(const RoomId& id) const {
  auto found = index.find(id);
  return found == index.end() ? no_room : found->second;
}

std::shared_ptr<const House> lay_out_house(const Document& document) {
  auto house = std::make_shared<House>();
  house->document = document;
  auto each = [](const auto& table, auto&& visit) {
    for (auto it = table.begin(); it != table.end(); ++it) visit(it.record());
  };
  each(document.rooms, [&](const auto& room) {
    house->index.emplace(room->id, static_cast<std::uint32_t>(house->shells.size()));
    house->shells.push_back({.room = room});
  });
  auto in_room = [&](const RoomId& id, auto list, const auto& record) {
    if (std::uint32_t room = house->index_of(id); room != no_room) (house->shells[room].*list).push_back(record);
  };
  each(document.doorways, [&](const auto& door) {
    in_room(door->from.room, &RoomShell::doorways, door);
    if (door->to) in_room(door->to->room, &RoomShell::doorways, door);
  });
  each(document.windows, [&](const auto& window) { in_room(window->room, &RoomShell::windows, window); });

  auto find = [&](const RoomId& id) { return document.find(id); };
  for (std::uint32_t r = 0; r < house->shells.size(); ++r) {
    const RoomShell& shell = house->shells[r];
    RoomItem item = shell_of(*shell.room);
    for (const Opening& opening : openings_of(*shell.room, shell.doorways, shell.windows, find)) {
      std::uint32_t to = opening.kind == OpeningKind::doorway ? house->index_of(opening.to) : no_room;
      if (to == no_room) continue;
      item.portals.push_back(static_cast<std::uint32_t>(house->shell.portals.size()));
      house->shell.portals.push_back({r, to, opening.far_corners});
    }
    house->shell.rooms.push_back(std::move(item));
  }
  return house;
}

}  // namespace enf
