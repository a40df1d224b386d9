#include "editor/plan_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "editor/drag_snap.h"
#include "editor/operators/groups.h"
#include "editor/operators/snap.h"
#include "editor/theme.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/exhibition/room_graph.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

dvec2 flat(dvec3 p) { return {p.x, p.z}; }

}  // namespace

std::array<dvec2, 4> rectangle_on_floor(dvec2 middle, double heading, double width, double depth) {
  dvec2 right = dvec2(std::cos(heading), -std::sin(heading)) * (width / 2);
  dvec2 front = dvec2(std::sin(heading), std::cos(heading)) * (depth / 2);
  return {middle - right - front, middle + right - front, middle + right + front, middle - right + front};
}

std::array<dvec2, 4> footprint_of(const Document& document, const Placement& placement) {
  const Room& room = *document.find(placement.room);
  OuterSize size = outer_size(*document.find(placement.work));
  if (auto* hung = std::get_if<OnWall>(&placement.where)) {
    WallFrame frame = wall_frame(room, hung->wall);
    double half = size.width_m / 2, deep = std::max(size.depth_m, 0.05);
    return {flat(frame.at(hung->along_m - half, 0)), flat(frame.at(hung->along_m + half, 0)),
            flat(frame.at(hung->along_m + half, 0, deep)), flat(frame.at(hung->along_m - half, 0, deep))};
  }
  const OnFloor& floor = std::get<OnFloor>(placement.where);
  const Standing stands = standing_of(*document.find(placement.work), floor);
  return rectangle_on_floor(floor.position_m, floor.heading_rad, stands.width_m, stands.depth_m);
}

void PlanView::frame(const Workspace& workspace) {
  const Document& document = workspace.shown();
  dvec2 low(1e9), high(-1e9);
  auto add = [&](const Room& room) {
    for (dvec2 corner : room.plan) low = glm::min(low, corner - 0.3), high = glm::max(high, corner + 0.3);
  };
  if (!fits_all_ && workspace.room()) add(*workspace.room());
  if (low.x > high.x)
    for (const Room& room : document.rooms) add(room);
  if (low.x > high.x) low = dvec2(-6), high = dvec2(6);
  sheet_.fit(low, high, {px(52), px(52), px(52), px(52)});
}

void PlanView::draw(Workspace& workspace, const Gaze& gaze, const TourPath* way, const ModelSections& sections) {
  const Sheet::Pane pane = sheet_.begin();
  const ImVec2 low = pane.low, high = pane.high;
  const bool hovered = pane.is_hovered;
  if (!drag_ && std::exchange(wants_fit_, false)) frame(workspace);  // not under the hand that drags
  const ImGuiIO& io = ImGui::GetIO();
  dvec2 mouse = sheet_.to_m(io.MousePos);
  const bool draws = RoomPen::is_on(workspace);

  if (ImGui::BeginDragDropTarget()) {
    take_drop(workspace, mouse);
    ImGui::EndDragDropTarget();
  }
  if (drag_ && !is_there(workspace, drag_->hit)) drag_.reset(), guides_.clear(), workspace.cancel_gesture();
  if (draws) {
    pen_.follow(workspace, mouse, hovered, sheet_.metres(px(9)));
    if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) pen_.click(workspace);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_None);
    hover_ = {};
  } else if (!drag_)
    hover_ = hovered ? hit_at(workspace, io.MousePos) : Hit{};
  if (!draws && hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && change_corners(workspace, mouse)) {
    drag_.reset();
  } else if (!draws && hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    drag_ = Drag{hover_, mouse};
    if (hover_.what == Hit::What::record) {
      if (io.KeyShift || !workspace.is_selected(hover_.id)) workspace.select(hover_.id, io.KeyShift);
      if (auto room = room_of(workspace.shown(), hover_.id)) {
        Arguments enter{{"room", AnyId(*room)}};
        if (auto* id = std::get_if<PlacementId>(&hover_.id))
          if (auto* hung = std::get_if<OnWall>(&workspace.shown().find(*id)->where))
            enter.set("wall", double(hung->wall));
        if (*room != workspace.session().room || enter.has("wall")) workspace.ask("room.enter", std::move(enter));
      }
    } else if (hover_.what == Hit::What::wall || hover_.what == Hit::What::free_end) {
      const Room& room = *workspace.shown().find(std::get<RoomId>(hover_.id));
      const bool is_end = hover_.what == Hit::What::free_end;
      const std::size_t wall = is_end ? room.plan.size() + hover_.number / 2 * 2 : hover_.number;
      workspace.ask("room.enter", {{"room", hover_.id}, {"wall", static_cast<double>(wall)}});
      if (!workspace.session().selection.empty()) workspace.ask("edit.select-none");
    } else if (hover_.what == Hit::What::floor) {
      if (std::get<RoomId>(hover_.id) != workspace.session().room) workspace.ask("room.enter", {{"room", hover_.id}});
      if (!workspace.session().selection.empty() && !io.KeyShift) workspace.ask("edit.select-none");
    } else if (hover_.what == Hit::What::nothing && !workspace.session().selection.empty() && !io.KeyShift) {
      workspace.ask("edit.select-none");
    }
  }
  if (drag_ && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    drag_->moved = drag_->moved || ImGui::IsMouseDragging(ImGuiMouseButton_Left);
    if (drag_->moved && !drag_->is_net()) drag(workspace, mouse);
  } else if (drag_) {
    if (drag_->moved && drag_->is_net())
      select_within(workspace, drag_->from, mouse);
    else if (drag_->moved)
      workspace.finish_gesture();
    drag_.reset();
    guides_.clear();
  }

  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(low, high, true);
  list.AddRectFilled(low, high, palette().paper);
  sheet_.draw_grid(list);
  draw_rooms(workspace, list);
  draw_sections(workspace, sections, list);
  draw_openings(workspace, list);
  draw_doubts(workspace, sections, list);
  draw_names(workspace, list);
  draw_things(workspace, list);
  draw_conflicts(workspace, list);
  if (way) draw_way(*way, list);
  draw_gaze(list, gaze);
  draw_dimensions(workspace, list);
  draw_guides(list);
  if (drag_ && drag_->moved && drag_->is_net()) draw_net(list, sheet_.to_px(drag_->from), io.MousePos);
  draw_north(workspace, list);
  pen_.draw(workspace, sheet_, list);
  sheet_.draw_scale(list,
                    [&](double metres) { return workspace.tr("{} m", workspace.number(metres, metres < 1 ? 1 : 0)); });
  list.PopClipRect();

  if (!hovered || drag_ || draws) return;
  auto tr = [&](std::string_view english) { return workspace.tr(english); };
  if (hover_.what == Hit::What::record && std::holds_alternative<RoomId>(hover_.id))
    workspace.hint =
        tr("Click the name to select the room, drag it to move the room with those its doorways join it to.");
  else if (hover_.what == Hit::What::record)
    workspace.hint = fmt::format("{}: {}", workspace.name_of(hover_.id),
                                 tr("drag to move, Alt without snapping, Shift-click to select several"));
  else if (hover_.what == Hit::What::corner)
    workspace.hint = tr("Drag the corner; what hangs at the walls stays where it is. A double click takes it away.");
  else if (hover_.what == Hit::What::free_end)
    workspace.hint = tr("Drag the end of the temporary wall.");
  else if (hover_.what == Hit::What::wall)
    workspace.hint = tr("Click to work at this wall, drag to move it, double-click for a corner.");
  else
    workspace.hint = tr("Drag a frame around what is to be selected. Right-drag to pan, wheel to zoom.");
}

// Of what stands, hangs and shines there, that whose middle lies in the frame.
void PlanView::select_within(Workspace& workspace, dvec2 a, dvec2 b) {
  const Document& document = workspace.editing().document();
  const dvec2 low = glm::min(a, b), high = glm::max(a, b);
  std::vector<AnyId> ids;
  auto take = [&](AnyId id, dvec2 at) {
    if (at.x >= low.x && at.y >= low.y && at.x <= high.x && at.y <= high.y) ids.push_back(std::move(id));
  };
  each_room_in(workspace, low, high, [&](const Room& room, const Document& contents) {
    for (const Placement& placement : contents.placements) {
      const std::array<dvec2, 4> foot = footprint_of(document, placement);
      take(placement.id, (foot[0] + foot[2]) / 2.0);
    }
    for (const WallText& text : contents.wall_texts)
      take(text.id, flat(wall_frame(room, text.wall).at(text.along_m, 0)));
    for (const Furniture& piece : contents.furniture) take(piece.id, piece.position_m);
    for (const Light& light : contents.lights) take(light.id, flat(light.position_m));
  });
  workspace.select_several(std::move(ids), ImGui::GetIO().KeyShift);
}

// A second click divides the wall there, or takes the corner away.
bool PlanView::change_corners(Workspace& workspace, dvec2 mouse) const {
  const Room* room = hover_.what == Hit::What::corner || hover_.what == Hit::What::wall
                         ? workspace.shown().find(std::get<RoomId>(hover_.id))
                         : nullptr;
  if (!room || hover_.number >= room->plan.size()) return false;
  if (hover_.what == Hit::What::corner) {
    workspace.ask("room.remove-corner", {{"room", hover_.id}, {"corner", double(hover_.number)}});
    return true;
  }
  const WallFrame frame = wall_frame(*room, hover_.number);
  const double along = glm::dot(mouse - flat(frame.origin), flat(frame.along));
  workspace.ask("room.add-corner", {{"room", hover_.id},
                                    {"wall", double(hover_.number)},
                                    {"along", std::clamp(std::round(along * 100) / 100, 0.0, frame.length_m)}});
  return true;
}

// Whether what the hand holds is still there: it may have been deleted, or added by a step that was undone.
bool PlanView::is_there(const Workspace& workspace, const Hit& hit) {
  const Document& document = workspace.editing().document();
  if (hit.what == Hit::What::nothing) return true;
  if (!exists(document, hit.id)) return false;
  if (hit.what == Hit::What::record || hit.what == Hit::What::floor) return true;
  const Room& room = *document.find(std::get<RoomId>(hit.id));
  if (hit.what == Hit::What::free_end) return hit.number / 2 < room.free_walls.size();
  return hit.number < (hit.what == Hit::What::corner ? room.plan.size() : wall_count(room));
}

PlanView::Hit PlanView::hit_at(const Workspace& workspace, ImVec2 mouse) const {
  const Document& document = workspace.shown();
  dvec2 at = sheet_.to_m(mouse);
  double reach = sheet_.metres(px(6));
  auto record = [](AnyId id) { return Hit{Hit::What::record, std::move(id)}; };
  auto is_near = [&](const std::array<dvec2, 4>& corners) {
    for (std::size_t i = 0; i < 4; ++i)
      if (distance_to_segment(at, corners[i], corners[(i + 1) % 4]).distance < reach) return true;
    return false;
  };
  if (const Room* room = workspace.room())
    for (std::uint32_t corner = 0; corner < room->plan.size(); ++corner)
      if (glm::distance(room->plan[corner], at) < sheet_.metres(px(8))) return {Hit::What::corner, room->id, corner};
  const Hit free_wall = free_wall_at(workspace, at, reach);
  if (free_wall.what == Hit::What::free_end) return free_wall;
  std::optional<AnyId> standing, beside;  // what lies under the mouse before what lies beside it
  auto take = [&](AnyId id, const std::array<dvec2, 4>& corners) {
    if (!standing && contains(corners, at))
      standing = std::move(id);
    else if (!beside && is_near(corners))
      beside = std::move(id);
  };
  each_room_in(workspace, at, at, [&](const Room&, const Document& contents) {
    for (const Light& light : contents.lights)
      if (!standing && glm::distance(flat(light.position_m), at) < reach) standing = light.id;
    for (const Placement& placement : contents.placements) {
      const std::array<dvec2, 4> foot = footprint_of(document, placement);
      if (!standing && std::holds_alternative<OnWall>(placement.where) && is_near(foot)) standing = placement.id;
      take(placement.id, foot);
    }
    for (const Furniture& piece : contents.furniture)
      take(piece.id, rectangle_on_floor(piece.position_m, piece.heading_rad, piece.width_m, piece.depth_m));
  });
  if (!standing) standing = beside;
  if (standing) return record(*standing);
  for (const Viewpoint& view : document.viewpoints)
    if (glm::distance(flat(view.eye_m), at) < reach) return record(view.id);
  auto on_wall = [&](const RoomId& room, std::uint32_t wall, double along, double width) {
    WallFrame frame = wall_frame(*document.find(room), wall);
    dvec2 a = flat(frame.at(along - width / 2, 0, -frame.thickness_m / 2)),
          b = flat(frame.at(along + width / 2, 0, -frame.thickness_m / 2));
    return distance_to_segment(at, a, b).distance < frame.thickness_m / 2 + reach / 2;
  };
  for (const Doorway& door : document.doorways)
    if (on_wall(door.from.room, door.from.wall, door.from.along_m, door.width_m)) return record(door.id);
  for (const Window& window : document.windows)
    if (on_wall(window.room, window.wall, window.along_m, window.width_m)) return record(window.id);
  for (const WallText& text : document.wall_texts)
    if (on_wall(text.room, text.wall, text.along_m, text.width_m)) return record(text.id);
  if (free_wall.what != Hit::What::nothing) return free_wall;
  Hit nearest;
  double distance = 1e9;
  for (const Room& room : document.rooms)
    for (std::uint32_t wall = 0; wall < room.walls.size(); ++wall) {
      dvec2 from = room.plan[wall];
      double d = distance_to_segment(at, from, room.plan[(wall + 1) % room.plan.size()]).distance;
      const bool is_outside = glm::dot(at - from, flat(wall_frame(room, wall).inward)) < 0;  // where it is thick
      double most = is_outside ? std::max(reach, room.walls[wall].thickness_m) : reach;
      if (d <= most && d < distance) distance = d, nearest = {Hit::What::wall, room.id, wall};
    }
  if (nearest.what != Hit::What::nothing) return nearest;
  for (const Room& room : document.rooms)
    if (std::optional<NamePlace> name = name_of(workspace, room); name && name->holds(mouse)) return record(room.id);
  for (const Room& room : document.rooms)
    if (contains(room.plan, at)) return {Hit::What::floor, room.id};
  return {};
}

DropPlace PlanView::place_at(const Workspace& workspace, ImVec2 point) const {
  DropPlace place{.floor_m = sheet_.to_m(point)};
  const Document& document = workspace.editing().document();
  const Hit hit = hit_at(workspace, point);
  for (const Room& room : document.rooms)
    if (contains(room.plan, place.floor_m)) place.room = room.id;
  if (hit.what == Hit::What::wall) place.room = std::get<RoomId>(hit.id), place.wall = hit.number;
  if (auto* id = std::get_if<PlacementId>(&hit.id); hit.what == Hit::What::record && id) {
    const Placement& placement = *document.find(*id);
    place.onto = *id, place.room = placement.room;
    if (auto* hung = std::get_if<OnWall>(&placement.where)) place.wall = hung->wall;
  }
  return place;
}

void PlanView::drag(Workspace& workspace, dvec2 to) {
  const Document& document = workspace.editing().document();
  constexpr double grid_m = 0.1;
  double reach = sheet_.metres(px(7));
  dvec2 by = to - drag_->from;
  const Hit& hit = drag_->hit;
  guides_.clear();
  if (hit.what == Hit::What::corner) {
    dvec2 place = snap_to_grid(document.find(std::get<RoomId>(hit.id))->plan[hit.number] + by, grid_m, reach);
    workspace.hint = fmt::format("x {}, z {}", workspace.tr("{} m", workspace.number(place.x, 2)),
                                 workspace.tr("{} m", workspace.number(place.y, 2)));
    workspace.try_change("room.move-corner",
                         {{"room", hit.id}, {"corner", double(hit.number)}, {"x", place.x}, {"z", place.y}});
  } else if (hit.what == Hit::What::free_end ||
             (hit.what == Hit::What::wall && free_wall_of(*document.find(std::get<RoomId>(hit.id)), hit.number))) {
    drag_free_wall(workspace, *document.find(std::get<RoomId>(hit.id)), by);
  } else if (hit.what == Hit::What::wall) {
    dvec3 inward = wall_frame(*document.find(std::get<RoomId>(hit.id)), hit.number).inward;
    double outwards = std::round(-glm::dot(by, flat(inward)) / 0.05) * 0.05;
    workspace.hint = workspace.offset(outwards);
    workspace.try_change("room.move-wall", {{"room", hit.id}, {"wall", double(hit.number)}, {"outwards", outwards}});
  } else if (hit.what == Hit::What::record) {
    double right = by.x, up = -by.y;
    const std::optional<std::pair<RoomId, std::uint32_t>> wall = wall_of(workspace.session(), hit.id);
    if (wall) {
      right = std::round(glm::dot(by, flat(wall_frame(*document.find(wall->first), wall->second).along)) / 0.01) * 0.01,
      up = 0;
      if (auto* id = std::get_if<PlacementId>(&hit.id); id && !ImGui::GetIO().KeyAlt) {
        const WallSnap snap = snap_on_its_wall(workspace, *id, {right, 0}, reach);
        const WallFrame frame = wall_frame(*document.find(wall->first), wall->second);
        right = snap.by.x;
        for (const SnapGuide& guide : snap.guides)
          if (guide.is_upright)
            guides_.push_back({flat(frame.at(guide.at_m, 0, -0.3)), flat(frame.at(guide.at_m, 0, 0.6))});
      }
    } else {
      SnappedStep step{glm::round(by * 1000.0) / 1000.0, {}};
      if (!ImGui::GetIO().KeyAlt) step = snap_on_floor(workspace, hit.id, by, reach);
      right = step.by.x, up = -step.by.y;
      guides_ = std::move(step.guides);
    }
    workspace.hint =
        wall ? workspace.offset(right) : fmt::format("{}; {}", workspace.offset(right), workspace.offset(-up));
    workspace.try_change("arrange.move", {{"items", workspace.moved_with(hit.id)}, {"right", right}, {"up", up}});
  }
}

// A temporary wall's end, or the face one points at; those of the room one works in have their ends.
PlanView::Hit PlanView::free_wall_at(const Workspace& workspace, dvec2 at, double reach) const {
  const RoomId& active = workspace.session().room;
  for (const Room& room : workspace.shown().rooms)
    for (std::uint32_t i = 0; i < room.free_walls.size(); ++i) {
      const FreeWall& wall = room.free_walls[i];
      const double end_reach = std::max(sheet_.metres(px(8)), wall.thickness_m / 2);
      if (room.id == active)
        for (std::uint32_t end = 0; end < 2; ++end)
          if (glm::distance(end == 0 ? wall.from_m : wall.to_m, at) < end_reach)
            return {Hit::What::free_end, room.id, 2 * i + end};
      if (distance_to_segment(at, wall.from_m, wall.to_m).distance > wall.thickness_m / 2 + reach) continue;
      const std::uint32_t face = static_cast<std::uint32_t>(room.plan.size()) + 2 * i;
      const bool is_back = glm::dot(at - wall.from_m, flat(wall_frame(room, face).inward)) < 0;
      return {Hit::What::wall, room.id, face + (is_back ? 1u : 0u)};
    }
  return {};
}

void PlanView::drag_free_wall(Workspace& workspace, const Room& room, dvec2 by) {
  constexpr double grid_m = 0.1;
  const double reach = sheet_.metres(px(7));
  const Hit& hit = drag_->hit;
  const std::uint32_t number = hit.what == Hit::What::wall ? *free_wall_of(room, hit.number) : hit.number / 2;
  std::vector<PlanCorners> walls;
  for (std::uint32_t i = 0; i < room.free_walls.size(); ++i)
    if (i != number) walls.push_back(footprint(room.free_walls[i]));
  auto snapped = [&](PlanCorners corners, dvec2 to) {
    if (ImGui::GetIO().KeyAlt) return glm::round(to * 1000.0) / 1000.0;
    for (dvec2& corner : corners) corner += to;
    SnappedStep step =
        snap_in_plan(corners, {.plan = room.plan, .others = {}, .walls = walls, .grid_m = grid_m}, reach);
    guides_ = std::move(step.guides);
    return glm::round((to + step.by) * 1000.0) / 1000.0;
  };
  if (hit.what == Hit::What::wall) {
    const dvec2 step = snapped(footprint(room.free_walls[number]), by);
    workspace.hint = fmt::format("{}; {}", workspace.offset(step.x), workspace.offset(step.y));
    workspace.try_change("wall.move-temporary",
                         {{"room", hit.id}, {"wall", double(hit.number)}, {"right", step.x}, {"down", step.y}});
    return;
  }
  const FreeWall& wall = room.free_walls[hit.number / 2];
  const bool is_second = hit.number % 2 == 1;
  const dvec2 other = is_second ? wall.from_m : wall.to_m;
  const dvec2 end = is_second ? wall.to_m : wall.from_m;
  PlanCorners point;
  point.fill(end);
  dvec2 place = end + snapped(point, by);
  if (std::abs(place.x - other.x) < reach) place.x = other.x;
  if (std::abs(place.y - other.y) < reach) place.y = other.y;
  workspace.hint = workspace.tr("{} mm", millimetres(glm::distance(place, other)));
  workspace.try_change("wall.move-temporary-end", {{"room", hit.id},
                                                   {"wall", double(room.plan.size() + hit.number / 2 * 2)},
                                                   {"end", std::string(is_second ? "second" : "first")},
                                                   {"x", place.x},
                                                   {"z", place.y}});
}

void PlanView::take_drop(Workspace& workspace, dvec2 at) {
  const ImGuiPayload* payload = ImGui::AcceptDragDropPayload("work", ImGuiDragDropFlags_AcceptBeforeDelivery);
  if (!payload) return;
  WorkId work{static_cast<const char*>(payload->Data)};
  const Document& document = workspace.editing().document();
  const Work* record = document.find(work);
  if (!record) return;
  Hit hit = hit_at(workspace, ImGui::GetIO().MousePos);
  std::optional<RoomId> room;
  for (const Room& one : document.rooms)
    if (contains(one.plan, at)) room = one.id;
  std::optional<std::uint32_t> wall;
  if (hit.what == Hit::What::wall) room = std::get<RoomId>(hit.id);
  if (!room) return;
  // Flat works look for a wall, unless they can be laid down.
  const Furniture* holder = holder_at(document, *room, at);
  double nearest = record->form == WorkForm::flat && !(holder && place_on(*holder, *record, at)) ? 1e9 : 0;
  const Room& in = *document.find(*room);
  for (std::uint32_t w = 0; w < wall_count(in); ++w) {
    WallFrame frame = wall_frame(in, w);
    if (free_wall_of(in, w) &&
        glm::dot(at - flat(frame.origin), flat(frame.inward)) < -in.free_walls[*free_wall_of(in, w)].thickness_m / 2)
      continue;  // its other side
    if (double d = distance_to_segment(at, flat(frame.at(0, 0)), flat(frame.at(frame.length_m, 0))).distance;
        d < nearest)
      nearest = d, wall = w;
  }
  if (wall) {
    WallFrame frame = wall_frame(in, *wall);
    double along = glm::dot(at - flat(frame.origin), flat(frame.along));
    workspace.try_change("placement.hang", {{"work", AnyId(work)},
                                            {"room", AnyId(*room)},
                                            {"wall", double(*wall)},
                                            {"along", std::round(std::max(along, 0.0) * 100) / 100}});
  } else {
    at = glm::round(at * 100.0) / 100.0;  // whole centimetres
    workspace.try_change("placement.stand", {{"work", AnyId(work)}, {"room", AnyId(*room)}, {"x", at.x}, {"z", at.y}});
  }
  if (payload->IsDelivery()) workspace.finish_gesture();
}

}  // namespace enf::editor
