#include "editor/wall_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "editor/operators/groups.h"
#include "editor/text_checks.h"
#include "editor/theme.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

WallView::OnThisWall WallView::gather(const Workspace& workspace, const DividedDocument& divided) const {
  const Document& document = divided.document;
  OnThisWall wall;
  wall.room = document.find(workspace.session().room);
  if (!wall.room || !workspace.session().wall || *workspace.session().wall >= wall_count(*wall.room)) {
    wall.room = nullptr;
    return wall;
  }
  wall.wall = *workspace.session().wall;
  WallFrame frame = wall_frame(*wall.room, wall.wall);
  wall.length_m = frame.length_m, wall.height_m = std::min(frame.height_m, wall.room->ceiling_height_m);
  wall.centre_line_m = hanging_centre_m(*wall.room, wall.wall);
  const RoomId& room = wall.room->id;
  const Document& contents = *divided.contents(room);
  for (const Placement& placement : contents.placements)
    if (auto* hung = std::get_if<OnWall>(&placement.where); hung && hung->wall == wall.wall)
      wall.hung.push_back({placement.id, box_of(document, placement), document.find(placement.work)});
  for (const Label& label : contents.labels) {
    const Placement& placement = *document.find(label.placement);
    auto* hung = std::get_if<OnWall>(&placement.where);
    if (!hung || hung->wall != wall.wall) continue;
    const double wide = label.width_mm / 1000, high = fit_of(document, label, workspace.language()).needs_mm / 1000;
    const Pose pose = label_pose(*wall.room, placement, *document.find(placement.work), label.side, wide, high);
    wall.labels.push_back({label.id,
                           {glm::dot(pose.position - frame.origin, frame.along),
                            pose.position.y - wall.room->floor_level_m, wide, high}});
  }
  for (const WallText& text : contents.wall_texts)
    if (text.wall == wall.wall) {
      const TextHeights& high = heights_of(workspace, document, text);
      wall.hung.push_back({.id = text.id,
                           .box = {text.along_m, text.centre_height_m, text.width_m, high.shown_m},
                           .tallest_m = high.tallest_m});
    }
  for (const Doorway& door : document.doorways) {
    auto side = [&](const DoorwaySide& s) {
      if (s.room == room && s.wall == wall.wall)
        wall.openings.push_back({door.id, {s.along_m, door.height_m / 2, door.width_m, door.height_m}});
    };
    side(door.from);
    if (door.to) side(*door.to);
  }
  for (const Window& window : document.windows)
    if (window.room == room && window.wall == wall.wall)
      wall.openings.push_back(
          {window.id, {window.along_m, window.sill_m + window.height_m / 2, window.width_m, window.height_m}});
  std::ranges::sort(wall.hung, {}, [](const Hung& one) { return one.box.along_m; });
  return wall;
}

// As it is set for visitors. A text without words in a language is as high as in the one that needs most.
const WallView::TextHeights& WallView::heights_of(const Workspace& workspace, const Document& document,
                                                  const WallText& text) const {
  constexpr double least_m = 0.1;  // of one without words, so that it can be taken hold of
  const std::vector<std::string>& languages = document.exhibition->languages;
  TextHeights& known = heights_[text.id];
  if (known.tallest_m > 0 && known.title == text.title && known.body == text.body && known.width_m == text.width_m &&
      known.language == workspace.language() && known.languages == languages)
    return known;
  known = {.title = text.title,
           .body = text.body,
           .width_m = text.width_m,
           .language = workspace.language(),
           .languages = languages};
  auto has_words = [&](const std::string& language) {
    return text.title.contains(language) || text.body.contains(language);
  };
  for (const std::string& language : languages)
    if (has_words(language))
      known.tallest_m = std::max(known.tallest_m, fit_of(document, text, language).needs_mm / 1000);
  known.tallest_m = std::max(known.tallest_m, least_m);
  known.shown_m = has_words(known.language) && std::ranges::find(languages, known.language) != languages.end()
                      ? fit_of(document, text, known.language).needs_mm / 1000
                      : known.tallest_m;
  return known;
}

std::optional<AnyId> WallView::hit_at(const OnThisWall& wall, dvec2 at) const {
  auto holds = [&](const OnWallBox& b) {
    return at.x >= b.left() && at.x <= b.right() && at.y >= b.bottom() && at.y <= b.top();
  };
  for (const auto* list : {&wall.labels, &wall.hung})
    for (const Hung& one : *list)
      if (holds(one.box)) return one.id;
  for (const Hung& one : wall.openings)
    if (holds(one.box)) return one.id;
  return std::nullopt;
}

void WallView::draw(Workspace& workspace, const Texture& texture, const Light* light) {
  const Sheet::Pane pane = sheet_.begin();
  const ImVec2 low = pane.low, high = pane.high;
  const bool hovered = pane.is_hovered;
  OnThisWall wall = gather(workspace, workspace.shown_divided());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(low, high, palette().paper);
  if (!wall.room) {
    std::string_view text = workspace.tr("Click a wall in the plan to see it here.");
    draw_centred(list, {(low.x + high.x) / 2, (low.y + high.y) / 2}, text, palette().text_quiet);
    return;
  }
  std::pair place{wall.room->id, wall.wall};
  if (place != shown_) shown_ = place, wants_fit_ = true;
  if (pane.has_moved) wants_fit_ = false;
  if (std::exchange(wants_fit_, false))
    sheet_.fit({-0.5, -wall.height_m}, {wall.length_m + 0.5, 0}, {px(64), px(44), px(30), px(118)});

  dvec2 mouse = to_m(ImGui::GetIO().MousePos);
  if (ImGui::BeginDragDropTarget()) {
    take_drop(workspace, mouse);
    ImGui::EndDragDropTarget();
  }
  if (drag_ && !exists(workspace.editing().document(), drag_->id))  // deleted or undone under the hand
    drag_.reset(), guides_.clear(), workspace.cancel_gesture();
  if (!drag_) hover_ = hovered ? hit_at(wall, mouse) : std::nullopt;
  if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    bool adds = ImGui::GetIO().KeyShift;
    if (hover_) {
      drag_ = Drag{*hover_, mouse};
      if (adds || !workspace.is_selected(*hover_)) workspace.select(*hover_, adds);
    } else {
      net_from_ = mouse;
      if (!workspace.session().selection.empty() && !adds) workspace.ask("edit.select-none");
    }
  }
  if (net_from_ && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    if (ImGui::GetIO().MouseDragMaxDistanceSqr[ImGuiMouseButton_Left] > px(6) * px(6))
      select_within(workspace, wall, *net_from_, mouse);
    net_from_.reset();
  }
  if (drag_ && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    drag_->moved = drag_->moved || ImGui::IsMouseDragging(ImGuiMouseButton_Left);
    if (drag_->moved) drag(workspace, mouse);
  } else if (drag_) {
    if (drag_->moved) workspace.finish_gesture();
    drag_.reset();
    guides_.clear();
  }
  if (workspace.has_gesture()) wall = gather(workspace, workspace.shown_divided());

  list.PushClipRect(low, high, true);
  draw_wall(wall, list);
  if (light && light->picture)
    list.AddImage(light->picture, to_px(0, wall.height_m), to_px(wall.length_m, 0), {0, 0}, {1, 1},
                  IM_COL32(255, 255, 255, 225));
  draw_hung(workspace, wall, texture, list);
  draw_dimensions(workspace, wall, list);
  if (light && hovered && !drag_) draw_light(workspace, wall, *light, mouse, list);
  if (net_from_ && ImGui::IsMouseDragging(ImGuiMouseButton_Left))
    draw_net(list, to_px(net_from_->x, net_from_->y), ImGui::GetIO().MousePos);
  for (const SnapGuide& g : guides_) {
    ImVec2 a = g.is_upright ? to_px(g.at_m, g.from_m) : to_px(g.from_m, g.at_m),
           b = g.is_upright ? to_px(g.at_m, g.to_m) : to_px(g.to_m, g.at_m);
    list.AddLine(a, b, palette().guide, px(1.5f));
  }
  sheet_.draw_scale(list,
                    [&](double metres) { return workspace.tr("{} m", workspace.number(metres, metres < 1 ? 1 : 0)); });
  list.PopClipRect();
  if (hovered && !drag_ && !workspace.has_gesture())
    workspace.hint =
        hover_
            ? fmt::format("{}: {}", workspace.name_of(*hover_),
                          workspace.tr("drag to move, Alt without snapping, Shift-click to select several"))
            : std::string(workspace.tr(
                  "Drag works here from the catalogue, or a frame around what is to be selected. Right-drag to pan."));
}

// Of what hangs there, that whose middle lies in the frame.
void WallView::select_within(Workspace& workspace, const OnThisWall& wall, dvec2 a, dvec2 b) {
  const dvec2 low = glm::min(a, b), high = glm::max(a, b);
  std::vector<AnyId> ids;
  for (const Hung& one : wall.hung)
    if (one.box.along_m >= low.x && one.box.along_m <= high.x && one.box.height_m >= low.y &&
        one.box.height_m <= high.y)
      ids.push_back(one.id);
  workspace.select_several(std::move(ids), ImGui::GetIO().KeyShift);
}

DropPlace WallView::place_at(const Workspace& workspace, ImVec2 point) const {
  DropPlace place;
  OnThisWall wall = gather(workspace, workspace.editing().divided());
  if (!wall.room) return place;
  const dvec2 at = to_m(point);
  const dvec3 on_wall = wall_frame(*wall.room, wall.wall).at(at.x, at.y);
  place.room = wall.room->id, place.wall = wall.wall, place.floor_m = {on_wall.x, on_wall.z};
  if (auto hit = hit_at(wall, at))
    if (auto* placement = std::get_if<PlacementId>(&*hit)) place.onto = *placement;
  return place;
}

// A label goes to the side of its work that the hand is at.
void WallView::drag_label(Workspace& workspace, const LabelId& id, const OnThisWall& wall, dvec2 to) {
  const AnyId work = workspace.editing().document().find(id)->placement;
  const auto found = std::ranges::find(wall.hung, work, &Hung::id);
  if (found == wall.hung.end()) return;
  const OnWallBox& box = found->box;
  const std::string side = to.x > box.right() ? "right" : to.x < box.left() ? "left" : "below";
  workspace.hint = workspace.tr(tr("Right of the work, left of it, or below."));
  workspace.try_change("label.set-side", {{"items", std::vector<AnyId>{id}}, {"side", side}});
}

void WallView::drag(Workspace& workspace, dvec2 to) {
  OnThisWall wall = gather(workspace, workspace.editing().divided());
  dvec2 by = to - drag_->from;
  guides_.clear();
  if (auto* label = std::get_if<LabelId>(&drag_->id)) return drag_label(workspace, *label, wall, to);
  const std::vector<AnyId> items = workspace.moved_with(drag_->id);
  const Hung* held = nullptr;
  std::vector<OnWallBox> others;
  std::vector<Stretch> openings;
  for (const Hung& one : wall.hung) {
    if (one.id == drag_->id) held = &one;
    if (std::ranges::find(items, one.id) == items.end()) others.push_back(one.box);
  }
  for (const Hung& one : wall.openings) openings.push_back({one.box.left(), one.box.right()});
  if (held) {
    OnWallBox moved = held->box;
    moved.along_m += by.x, moved.height_m += by.y;
    if (!ImGui::GetIO().KeyAlt) {
      SnappedBox snapped =
          snap_on_wall(moved, {wall.length_m, wall.centre_line_m, others, openings}, sheet_.metres(px(8)));
      moved = snapped.box, guides_ = std::move(snapped.guides);
    }
    moved.along_m = std::round(moved.along_m * 1000) / 1000, moved.height_m = std::round(moved.height_m * 1000) / 1000;
    by = {moved.along_m - held->box.along_m, moved.height_m - held->box.height_m};
    workspace.hint = fmt::format("{}; {}", workspace.tr("{} mm", millimetres(moved.along_m)),
                                 workspace.tr("{} mm", millimetres(moved.height_m)));
  } else {
    by = {std::round(by.x * 100) / 100, 0};
    workspace.hint = workspace.offset(by.x);
  }
  workspace.try_change("arrange.move", {{"items", items}, {"right", by.x}, {"up", by.y}});
}

void WallView::take_drop(Workspace& workspace, dvec2 at) {
  const ImGuiPayload* payload = ImGui::AcceptDragDropPayload("work", ImGuiDragDropFlags_AcceptBeforeDelivery);
  if (!payload) return;
  WorkId id{static_cast<const char*>(payload->Data)};
  const Document& document = workspace.editing().document();
  const Work* work = document.find(id);
  if (!work) return;
  OnThisWall wall = gather(workspace, workspace.editing().divided());
  std::vector<OnWallBox> others;
  std::vector<Stretch> openings;
  for (const Hung& one : wall.hung)
    if (one.work != work) others.push_back(one.box);
  for (const Hung& one : wall.openings) openings.push_back({one.box.left(), one.box.right()});
  OuterSize size = outer_size(*work);
  SnappedBox snapped = snap_on_wall({at.x, at.y, size.width_m, size.height_m},
                                    {wall.length_m, wall.centre_line_m, others, openings}, sheet_.metres(px(10)));
  guides_ = snapped.guides;
  workspace.try_change("placement.hang", {{"work", AnyId(id)},
                                          {"along", std::max(0.0, std::round(snapped.box.along_m * 1000) / 1000)},
                                          {"height", std::max(0.0, std::round(snapped.box.height_m * 1000) / 1000)}});
  if (payload->IsDelivery()) workspace.finish_gesture(), guides_.clear();
}

}  // namespace enf::editor
