// The perspective pane: looking around, choosing, dragging and dropping in the picture itself.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "editor/drag_snap.h"
#include "editor/editor_app.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/exhibition/room_graph.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

// What the picture shows there, if it can be selected.
std::optional<AnyId> record_of(const std::string& owner) {
  const std::size_t colon = owner.find(':');
  if (colon == owner.npos) return std::nullopt;
  const std::string kind = owner.substr(0, colon), name = owner.substr(colon + 1);
  if (kind == "placement") return PlacementId{name};
  if (kind == "furniture") return FurnitureId{name};
  if (kind == "label") return LabelId{name};
  if (kind == "wall-text") return WallTextId{name};
  if (kind == "doorway") return DoorwayId{name};
  if (kind == "window") return WindowId{name};
  return std::nullopt;
}

}  // namespace

std::optional<WallPlace> wall_at(const Document& document, const Pick& hit) {
  for (const Room& room : document.rooms)
    for (std::uint32_t wall = 0; wall < wall_count(room); ++wall) {
      WallFrame frame = wall_frame(room, wall);
      dvec3 way = dvec3(hit.point) - frame.origin;
      double before = glm::dot(way, frame.inward), along = glm::dot(way, frame.along);
      if (std::abs(before) > 0.15 || along < 0 || along > frame.length_m) continue;
      if (glm::dot(dvec3(hit.normal), frame.inward) >= 0.7) return WallPlace{room.id, wall, along};
    }
  return std::nullopt;
}

void EditorApp::draw_perspective() {
  Workspace& w = *workspace_;
  ImVec2 low = ImGui::GetCursorScreenPos(), space = ImGui::GetContentRegionAvail();
  space = {std::max(16.0f, std::floor(space.x)), std::max(16.0f, std::floor(space.y))};
  stage_low_ = {low.x, low.y};
  stage_size_ = {static_cast<std::uint32_t>(space.x), static_cast<std::uint32_t>(space.y)};
  ImGui::GetWindowDrawList()->AddImage(GuiPass::texture_of(stage_->picture()), low, {low.x + space.x, low.y + space.y});
  show_light(low, space);
  ImGui::InvisibleButton("picture", space, ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  bool hovered = ImGui::IsItemHovered();
  const ImGuiIO& io = ImGui::GetIO();
  vec2 point((io.MousePos.x - low.x) / space.x * 2 - 1, (io.MousePos.y - low.y) / space.y * 2 - 1);
  Gaze gaze = stage_->gaze();

  // Right-drag looks around; then W A S D walk. The wheel goes forward.
  looks_around_ = ImGui::IsItemActive() && io.MouseDown[1];
  if (looks_around_) {
    float turn = gaze.fov_y / space.y;
    gaze.yaw += io.MouseDelta.x * turn, gaze.pitch = std::clamp(gaze.pitch + io.MouseDelta.y * turn, -1.4f, 1.4f);
    auto held = [&](Key key) { return io.KeysDown[static_cast<int>(key)] ? 1.0f : 0.0f; };
    vec3 ahead(-std::sin(gaze.yaw), 0, -std::cos(gaze.yaw)), right(-ahead.z, 0, ahead.x);
    float step = (io.KeyShift ? 4.5f : 1.8f) * io.DeltaTime;
    gaze.eye += (ahead * (held(Key::w) - held(Key::s)) + right * (held(Key::d) - held(Key::a)) +
                 vec3(0, held(Key::e) - held(Key::q), 0)) *
                step;
  }
  if (hovered && io.MouseWheel != 0) gaze.eye += gaze.forward() * (io.MouseWheel * 0.35f);
  stage_->set_gaze(gaze);

  if (ImGui::BeginDragDropTarget()) {
    drop_in_perspective(point);
    ImGui::EndDragDropTarget();
  }
  if (hovered && ImGui::IsMouseClicked(0)) {
    const std::optional<Pick> hit = stage_->pick(point);
    if (w.session().aims_lights) return hit ? aim_lights(*hit) : void();
    std::optional<AnyId> id = light_at(point, space, hit);
    if (!id && hit) id = record_of(hit->owner);
    if (id && exists(w.session().document, *id)) {
      if (io.KeyShift || !w.is_selected(*id)) w.select(*id, io.KeyShift);
      if (hit && !std::holds_alternative<LabelId>(*id)) {
        grab_ = Grab{*id, dvec3(hit->point)};
        if (auto* light = std::get_if<LightId>(&*id)) grab_->point = w.session().document.find(*light)->position_m;
      }
      if (const std::optional<RoomId> room = room_of(w.session().document, *id)) {
        Arguments enter{{"room", AnyId(*room)}};
        if (auto wall = wall_of(w.session(), *id)) enter.set("wall", double(wall->second));
        room_shown_ = *room;  // one is looking at it already
        if (*room != w.session().room || enter.has("wall")) w.ask("room.enter", std::move(enter));
      }
    } else {
      if (!w.session().selection.empty()) w.ask("edit.select-none");
      if (const std::optional<WallPlace> wall = hit ? wall_at(w.session().document, *hit) : std::nullopt) {
        room_shown_ = wall->room;
        w.ask("room.enter", {{"room", AnyId(wall->room)}, {"wall", double(wall->wall)}});
      }
    }
  }
  drag_in_perspective(point);
  if (w.session().aims_lights) {
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    w.hint = w.tr("Click a work or a wall: the selected lights will shine there. Esc leaves them as they are.");
  }
  if (hovered && !looks_around_) probe_light(low, space, point);
  if (hovered && !grab_ && w.hint.empty())
    w.hint = w.tr(
        "Click a work to select it, drag to move it. Right-drag to look around; hold it and press W A S D to walk.");
  if (hovered || w.session().aims_lights) draw_lights(low, space);
  outline_selection(low, space);
}

// What is dragged goes along the wall it hangs on, or in the plane at the height it was taken hold of.
void EditorApp::drag_in_perspective(vec2 point) {
  Workspace& w = *workspace_;
  guides_.clear();
  const Document& document = w.editing().document();
  if (grab_ && !exists(document, grab_->id)) grab_.reset(), w.cancel_gesture();  // deleted, undone
  if (!grab_) return;
  if (!ImGui::GetIO().MouseDown[0]) {
    if (grab_->moved) w.finish_gesture();
    grab_.reset();
    return;
  }
  grab_->moved = grab_->moved || ImGui::IsMouseDragging(0);
  const Ray ray = stage_->ray_through(point);
  const auto wall = wall_of(w.session(), grab_->id);
  vec3 normal(0, 1, 0), right(1, 0, 0), up(0, 0, -1);
  if (wall) {
    const WallFrame frame = wall_frame(*document.find(wall->first), wall->second);
    normal = frame.inward, right = frame.along, up = vec3(0, 1, 0);
  }
  const float towards = glm::dot(ray.direction, normal);
  const float t = std::abs(towards) > 1e-4f ? glm::dot(vec3(grab_->point) - ray.origin, normal) / towards : -1;
  if (!grab_->moved || t <= 0 || t >= 60) return;
  const vec3 way = ray.at(t) - vec3(grab_->point);
  dvec2 by(glm::dot(way, right), glm::dot(way, up));
  if (std::holds_alternative<DoorwayId>(grab_->id)) by.y = 0;
  const double reach_m = double(t) * std::tan(stage_->gaze().fov_y / 2) * 2 / double(stage_size_.y) * double(px(8));
  auto* placed = std::get_if<PlacementId>(&grab_->id);
  constexpr double before_m = 0.06;  // guides lie before the wall's frames, or above the floor
  if (ImGui::GetIO().KeyAlt) {
    by = glm::round(by * 1000.0) / 1000.0;
  } else if (wall && placed) {
    const WallSnap snap = snap_on_its_wall(w, *placed, by, reach_m);
    by = snap.by;
    const WallFrame frame = wall_frame(*document.find(wall->first), wall->second);
    for (const SnapGuide& guide : snap.guides)
      guides_.push_back(
          guide.is_upright
              ? std::pair{frame.at(guide.at_m, guide.from_m, before_m), frame.at(guide.at_m, guide.to_m, before_m)}
              : std::pair{frame.at(guide.from_m, guide.at_m, before_m), frame.at(guide.to_m, guide.at_m, before_m)});
  } else if (wall) {
    by = glm::round(by * 100.0) / 100.0;
  } else {
    const SnappedStep step = snap_on_floor(w, grab_->id, {by.x, -by.y}, reach_m);
    by = step.by * dvec2(1, -1);
    const std::optional<RoomId> room = room_of(document, grab_->id);
    const double floor_m = room ? document.find(*room)->floor_level_m : 0;
    const double at_m = std::holds_alternative<LightId>(grab_->id) ? grab_->point.y : floor_m + before_m;
    for (const PlanGuide& guide : step.guides)
      guides_.push_back({dvec3(guide.from.x, at_m, guide.from.y), dvec3(guide.to.x, at_m, guide.to.y)});
  }
  w.try_change("arrange.move", {{"items", w.moved_with(grab_->id)}, {"right", by.x}, {"up", by.y}});
  w.hint = fmt::format("{}; {}", w.offset(by.x), w.offset(by.y));
}

// The light whose mark lies under the mouse, if nothing lies before it.
std::optional<AnyId> EditorApp::light_at(vec2 point, ImVec2 space, const std::optional<Pick>& hit) const {
  const Workspace& w = *workspace_;
  const Room* room = w.room();
  const dvec3 eye(stage_->gaze().eye);
  if (!room || !contains(room->plan, {eye.x, eye.z})) return std::nullopt;
  for (const Light& light : w.shown_divided().contents(room->id)->lights) {
    const std::optional<vec2> at = stage_->project(vec3(light.position_m));
    if (!at) continue;
    const vec2 way = (*at - point) / 2.0f * vec2(space.x, space.y);
    const bool is_hidden = hit && glm::distance(eye, dvec3(hit->point)) + 0.3 < glm::distance(eye, light.position_m);
    if (glm::length(way) < px(9) && !is_hidden) return light.id;
  }
  return std::nullopt;
}

// The lights of the room one works in, which the picture shows by what they shine on alone.
void EditorApp::draw_lights(ImVec2 low, ImVec2 space) {
  const Workspace& w = *workspace_;
  const Room* room = w.room();
  const dvec3 eye(stage_->gaze().eye);
  if (!room || !contains(room->plan, {eye.x, eye.z})) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(low, {low.x + space.x, low.y + space.y}, true);
  for (const Light& light : w.shown_divided().contents(room->id)->lights) {
    const std::optional<vec2> at = stage_->project(vec3(light.position_m));
    if (!at) continue;
    const ImVec2 middle{low.x + (at->x + 1) / 2 * space.x, low.y + (at->y + 1) / 2 * space.y};
    const bool is_selected = w.is_selected(light.id);
    list.AddCircleFilled(middle, px(is_selected ? 5 : 3.5f), is_selected ? palette().accent : palette().paper);
    list.AddCircle(middle, px(is_selected ? 5 : 3.5f), palette().text_quiet, 0, px(1));
  }
  list.PopClipRect();
}

// A work from the catalogue: on the wall it is held over, on the floor, or in the furniture there.
void EditorApp::drop_in_perspective(vec2 point) {
  Workspace& w = *workspace_;
  const ImGuiPayload* payload = ImGui::AcceptDragDropPayload("work", ImGuiDragDropFlags_AcceptBeforeDelivery);
  if (!payload) return;
  AnyId work = WorkId{static_cast<const char*>(payload->Data)};
  const Document& document = w.editing().document();
  const Work* record = document.find(std::get<WorkId>(work));
  std::optional<Pick> hit = stage_->pick(point);
  if (!record || !hit) return;
  const dvec2 place = glm::round(dvec2(hit->point.x, hit->point.z) * 100.0) / 100.0;  // whole centimetres
  const bool looks_up = hit->normal.y > 0.7f;
  const std::optional<RoomId> over = looks_up ? room_at(document, dvec3(hit->point)) : std::nullopt;
  if (record->form == WorkForm::three_dimensional || (over && holder_at(document, *over, place))) {
    if (const std::optional<RoomId>& room = over)
      w.try_change("placement.stand", {{"work", work}, {"room", AnyId(*room)}, {"x", place.x}, {"z", place.y}});
  } else if (std::abs(hit->normal.y) < 0.3f) {
    if (auto wall = wall_at(document, *hit))
      w.try_change("placement.hang", {{"work", work},
                                      {"room", AnyId(wall->room)},
                                      {"wall", double(wall->wall)},
                                      {"along", std::round(wall->along_m * 100) / 100}});
  }
  if (payload->IsDelivery()) w.finish_gesture();
}

// Lines around what is selected, and in red around what is in each other's way in the rooms in view, each as far as it
// is seen through its doorways.
void EditorApp::outline_selection(ImVec2 low, ImVec2 space) {
  const Document& document = workspace_->shown();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImU32 colour = palette().error;
  const dvec3 eye(stage_->gaze().eye), ahead(stage_->gaze().forward());
  auto line = [&](dvec3 a, dvec3 b) {
    constexpr double near_m = 0.1;  // what lies behind is cut off
    const double a_m = glm::dot(a - eye, ahead), b_m = glm::dot(b - eye, ahead);
    if (a_m < near_m && b_m < near_m) return;
    if (a_m < near_m) a = b + (a - b) * ((b_m - near_m) / (b_m - a_m));
    if (b_m < near_m) b = a + (b - a) * ((a_m - near_m) / (a_m - b_m));
    std::optional<vec2> p = stage_->project(vec3(a)), q = stage_->project(vec3(b));
    if (!p || !q) return;
    auto px_of = [&](vec2 v) { return ImVec2{low.x + (v.x + 1) / 2 * space.x, low.y + (v.y + 1) / 2 * space.y}; };
    list.AddLine(px_of(*p), px_of(*q), colour, px(2));
  };
  auto upright_box = [&](const std::array<dvec2, 4>& foot, double bottom, double top) {
    for (std::size_t i = 0; i < 4; ++i) {
      dvec2 a = foot[i], b = foot[(i + 1) % 4];
      line({a.x, bottom, a.y}, {b.x, bottom, b.y}), line({a.x, top, a.y}, {b.x, top, b.y}),
          line({a.x, bottom, a.y}, {a.x, top, a.y});
    }
  };
  list.PushClipRect(low, {low.x + space.x, low.y + space.y}, true);
  auto outline = [&](const AnyId& id) {
    if (auto* placed = std::get_if<PlacementId>(&id)) {
      const Placement* placement = document.find(*placed);
      if (!placement) return;
      const Room& room = *document.find(placement->room);
      OuterSize size = outer_size(*document.find(placement->work));
      if (auto* hung = std::get_if<OnWall>(&placement->where)) {
        WallFrame f = wall_frame(room, hung->wall);
        double l = hung->along_m - size.width_m / 2, r = hung->along_m + size.width_m / 2;
        double b = hung->centre_height_m - size.height_m / 2, t = hung->centre_height_m + size.height_m / 2,
               out = size.depth_m;
        line(f.at(l, b, out), f.at(r, b, out)), line(f.at(r, b, out), f.at(r, t, out));
        line(f.at(r, t, out), f.at(l, t, out)), line(f.at(l, t, out), f.at(l, b, out));
      } else {
        const Standing stands = standing_of(*document.find(placement->work), std::get<OnFloor>(placement->where));
        upright_box(footprint_of(document, *placement), room.floor_level_m + stands.bottom_m,
                    room.floor_level_m + stands.top_m);
      }
    } else if (auto* lamp = std::get_if<LightId>(&id)) {
      if (const Light* light = document.find(*lamp)) line(light->position_m, light->aim_m);
    } else if (auto* thing = std::get_if<FurnitureId>(&id)) {
      const Furniture* piece = document.find(*thing);
      if (!piece) return;
      double floor = document.find(piece->room)->floor_level_m;
      upright_box(rectangle_on_floor(piece->position_m, piece->heading_rad, piece->width_m, piece->depth_m), floor,
                  floor + piece->height_m);
    }
  };
  std::set<AnyId> in_the_way;
  for (const EditedScene::InView& seen : stage_->in_view()) {
    if (!document.find(seen.room)) continue;
    const std::set<AnyId>& marked = workspace_->conflicts_in(seen.room).marked;
    in_the_way.insert(marked.begin(), marked.end());
    auto x = [&](float v) { return low.x + (v + 1) / 2 * space.x; };
    auto y = [&](float v) { return low.y + (v + 1) / 2 * space.y; };
    list.PushClipRect({x(seen.rect.low.x), y(seen.rect.low.y)}, {x(seen.rect.high.x), y(seen.rect.high.y)}, true);
    for (const AnyId& id : marked)
      if (!workspace_->is_selected(id)) outline(id);
    list.PopClipRect();
  }
  colour = palette().guide;
  if (workspace_->has_gesture())
    for (const auto& [from, to] : guides_) line(from, to);
  for (const AnyId& id : workspace_->session().selection) {
    colour = in_the_way.contains(id) ? palette().error : palette().accent;
    outline(id);
  }
  list.PopClipRect();
}

}  // namespace enf::editor
