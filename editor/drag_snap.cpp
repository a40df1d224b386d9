#include "editor/drag_snap.h"

#include <algorithm>

#include "editor/operators/groups.h"
#include "editor/plan_view.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

namespace {

// What takes up a place on the floor, or hangs above one.
std::optional<PlanCorners> corners_of(const Document& document, const AnyId& id) {
  if (auto* placed = std::get_if<PlacementId>(&id)) return footprint_of(document, *document.find(*placed));
  if (auto* thing = std::get_if<FurnitureId>(&id)) {
    const Furniture& piece = *document.find(*thing);
    return rectangle_on_floor(piece.position_m, piece.heading_rad, piece.width_m, piece.depth_m);
  }
  if (auto* light = std::get_if<LightId>(&id)) {
    const dvec3 place = document.find(*light)->position_m;
    PlanCorners point;
    point.fill({place.x, place.z});
    return point;
  }
  return std::nullopt;
}

dvec2 in_millimetres(dvec2 metres) { return glm::round(metres * 1000.0) / 1000.0; }

SnappedStep snap_room(const Document& document, const RoomId& held, dvec2 by, double reach_m) {
  const std::vector<RoomId> going = joined_rooms(document, {held});
  std::vector<RoomToSnap> moving, still;
  for (const Room& room : document.rooms) {
    RoomToSnap one{.plan = room.plan};
    for (const Wall& wall : room.walls) one.thickness_m.push_back(wall.thickness_m);
    const bool goes = std::ranges::find(going, room.id) != going.end();
    if (goes)
      for (dvec2& corner : one.plan) corner += by;
    (goes ? moving : still).push_back(std::move(one));
  }
  SnappedStep step = snap_rooms(moving, still, 0.1, reach_m);
  step.by = in_millimetres(by + step.by);
  return step;
}

}  // namespace

std::optional<std::pair<RoomId, std::uint32_t>> wall_of(const Session& session, const AnyId& id) {
  const Document& document = session.document;
  if (auto* placed = std::get_if<PlacementId>(&id)) {
    const Placement& placement = *document.find(*placed);
    if (auto* hung = std::get_if<OnWall>(&placement.where)) return std::pair{placement.room, hung->wall};
  } else if (auto* text = std::get_if<WallTextId>(&id)) {
    return std::pair{document.find(*text)->room, document.find(*text)->wall};
  } else if (auto* window = std::get_if<WindowId>(&id)) {
    return std::pair{document.find(*window)->room, document.find(*window)->wall};
  } else if (auto* door = std::get_if<DoorwayId>(&id)) {
    const DoorwaySide& side = side_seen_from(*document.find(*door), session.room);
    return std::pair{side.room, side.wall};
  }
  return std::nullopt;
}

std::optional<RoomId> room_of(const Document& document, const AnyId& id) {
  return std::visit(
      [&]<class IdType>(const IdType& one) -> std::optional<RoomId> {
        const auto* record = document.find(one);
        if constexpr (std::is_same_v<IdType, RoomId>) return one;
        if constexpr (requires { record->room; })
          if (record) return record->room;
        return std::nullopt;
      },
      id);
}

SnappedStep snap_on_floor(const Workspace& workspace, const AnyId& held, dvec2 by, double reach_m) {
  constexpr double grid_m = 0.1;
  const Document& document = workspace.editing().document();
  if (auto* room = std::get_if<RoomId>(&held)) return snap_room(document, *room, by, reach_m);
  const std::optional<RoomId> room = room_of(document, held);
  const Room* in = room ? document.find(*room) : nullptr;
  std::optional<PlanCorners> start = corners_of(document, held);
  if (!start || !in) return {snap_to_grid(by, grid_m, reach_m), {}};
  for (dvec2& corner : *start) corner += by;
  const Document& contents = *workspace.editing().divided().contents(*room);
  const std::vector<AnyId> going = with_what_they_hold(contents, workspace.moved_with(held));
  std::vector<PlanCorners> others;
  auto add = [&](const AnyId& id) {
    if (std::ranges::find(going, id) == going.end()) others.push_back(*corners_of(document, id));
  };
  for (const Placement& placement : contents.placements)
    if (std::holds_alternative<OnFloor>(placement.where)) add(placement.id);
  for (const Furniture& piece : contents.furniture) add(piece.id);
  const bool is_light = std::holds_alternative<LightId>(held);
  if (is_light)
    for (const Light& light : contents.lights) add(light.id);
  std::vector<PlanCorners> walls;
  if (!is_light)
    for (const FreeWall& wall : in->free_walls) walls.push_back(footprint(wall));
  SnappedStep step =
      snap_in_plan(*start, {.plan = in->plan, .others = others, .walls = walls, .grid_m = grid_m}, reach_m);
  step.by = in_millimetres(by + step.by);
  return step;
}

WallSnap snap_on_its_wall(const Workspace& workspace, const PlacementId& held, dvec2 by, double reach_m) {
  const Document& document = workspace.editing().document();
  const Placement& placement = *document.find(held);
  const Room& room = *document.find(placement.room);
  const std::uint32_t wall = std::get<OnWall>(placement.where).wall;
  std::vector<OnWallBox> others;
  for (const Placement& other : workspace.editing().divided().contents(room.id)->placements)
    if (auto* on = std::get_if<OnWall>(&other.where);
        on && on->wall == wall && other.id != held && !workspace.is_selected(other.id))
      others.push_back(box_of(document, other));
  std::vector<Stretch> openings;
  auto open = [&](const RoomId& in, std::uint32_t of, double along, double width) {
    if (in == room.id && of == wall) openings.push_back({along - width / 2, along + width / 2});
  };
  for (const Doorway& door : document.doorways) {
    open(door.from.room, door.from.wall, door.from.along_m, door.width_m);
    if (door.to) open(door.to->room, door.to->wall, door.to->along_m, door.width_m);
  }
  for (const Window& window : document.windows) open(window.room, window.wall, window.along_m, window.width_m);
  OnWallBox box = box_of(document, placement);
  const dvec2 before(box.along_m, box.height_m);
  box.along_m += by.x, box.height_m += by.y;
  SnappedBox snapped =
      snap_on_wall(box, {wall_frame(room, wall).length_m, hanging_centre_m(room, wall), others, openings}, reach_m);
  return {in_millimetres(dvec2(snapped.box.along_m, snapped.box.height_m) - before), std::move(snapped.guides)};
}

}  // namespace enf::editor
