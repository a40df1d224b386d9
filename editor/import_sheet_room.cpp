// The part of the import sheet that shows a room's model: what was found in it, and how it is read.
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/import_sheet.h"
#include "editor/operators/soundness.h"
#include "editor/sheet.h"
#include "editor/theme.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

std::string in_words(Workspace& workspace, const RoomNote& note) {
  switch (note.kind) {
    case RoomNote::Kind::too_large:
      return std::string(
          workspace.tr("The model is too large to look for rooms in: check its unit, or bring it in by parts."));
    case RoomNote::Kind::no_walled_floor:
      return std::string(workspace.tr("No floor with walls around it was found: the model stays one room."));
    case RoomNote::Kind::little_walled:
      return workspace.tr("Of the floor, {} % lies within walls: too little, the model stays one room.",
                          workspace.number(note.amount * 100, 0));
    case RoomNote::Kind::no_plan:
      return workspace.tr("Parts of the floor that could not be given a plan: {}.", workspace.number(note.amount, 0));
    case RoomNote::Kind::no_ceiling:
      return workspace.tr("Rooms without a ceiling, as high as their walls: {}.", workspace.number(note.amount, 0));
    case RoomNote::Kind::floor_levels:
      return workspace.tr("Floor levels: {}. Stairs between them are no doorways: join them by hand.",
                          workspace.number(note.amount, 0));
  }
  return {};
}

// The plan of what was found: rooms with their numbers, doorways as gaps in their walls.
void draw_found(const RoomAnalysis& found, ImVec2 low, ImVec2 high) {
  dvec2 from(1e9), to(-1e9);
  for (const FoundRoom& room : found.rooms)
    for (dvec2 corner : room.plan) from = glm::min(from, corner), to = glm::max(to, corner);
  const dvec2 size = glm::max(to - from, dvec2(0.1));
  const float margin = px(10), wide = high.x - low.x - 2 * margin, tall = high.y - low.y - 2 * margin;
  const double scale = std::min(wide / size.x, tall / size.y);
  auto at = [&](dvec2 p) {
    const dvec2 middle = (p - (from + to) / 2.0) * scale;
    return ImVec2{(low.x + high.x) / 2 + static_cast<float>(middle.x),
                  (low.y + high.y) / 2 + static_cast<float>(middle.y)};
  };
  const Palette& p = palette();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(low, high, p.paper, px(4));
  const ImDrawListFlags before = list.Flags;
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // no seams between triangles
  for (const FoundRoom& room : found.rooms)
    for (const auto& t : triangulate(room.plan))
      list.AddTriangleFilled(at(room.plan[t[0]]), at(room.plan[t[1]]), at(room.plan[t[2]]), p.floor);
  list.Flags = before;
  auto place = [](const FoundRoom& room, const FoundSide& side, double aside) {
    const dvec2 a = room.plan[side.wall], b = room.plan[(side.wall + 1) % room.plan.size()];
    return a + glm::normalize(b - a) * (side.along_m + aside);
  };
  for (const FoundRoom& room : found.rooms) {
    std::vector<ImVec2> outline;
    for (dvec2 corner : room.plan) outline.push_back(at(corner));
    list.AddPolyline(outline.data(), static_cast<int>(outline.size()), p.wall, ImDrawFlags_Closed, px(2));
  }
  for (const FoundDoorway& door : found.doorways) {
    auto gap = [&](const FoundSide& side) {
      const FoundRoom& room = found.rooms[side.room];
      list.AddLine(at(place(room, side, -door.width_m / 2)), at(place(room, side, door.width_m / 2)), p.accent, px(4));
    };
    gap(door.from);
    if (door.to) gap(*door.to);
  }
  for (std::size_t i = 0; i < found.rooms.size() && found.rooms.size() > 1; ++i) {
    dvec2 sum(0);
    for (dvec2 corner : found.rooms[i].plan) sum += corner;
    draw_centred(list, at(sum / static_cast<double>(found.rooms[i].plan.size())), std::to_string(i + 1), p.text);
  }
}

}  // namespace

void ImportSheet::draw_kind(Workspace& workspace, Item& item) {
  begin_field(workspace, tr("It is"));
  const std::string work(workspace.tr("a work")), room(workspace.tr("a room or a whole floor"));
  if (!begin_combo("###kind", item.is_room ? room.c_str() : work.c_str())) return;
  if (ImGui::Selectable(fmt::format("{}###a-work", work).c_str(), !item.is_room) && item.is_room)
    choose_room(item, false);
  if (ImGui::Selectable(fmt::format("{}###a-room", room).c_str(), item.is_room) && !item.is_room)
    choose_room(item, true);
  ImGui::EndCombo();
}

void ImportSheet::draw_room(Workspace& workspace, Item& item) {
  begin_field(workspace, tr("Name"));
  ImGui::InputText("###title", &item.title);
  draw_unit_and_axis(workspace, item);
  begin_field(workspace, tr("Rooms"));
  const std::string found_text(workspace.tr("as they are found in it")), whole(workspace.tr("one, undivided"));
  if (begin_combo("###rooms", item.is_whole ? whole.c_str() : found_text.c_str())) {
    if (ImGui::Selectable(fmt::format("{}###found", found_text).c_str(), !item.is_whole)) item.is_whole = false;
    if (ImGui::Selectable(fmt::format("{}###whole", whole).c_str(), item.is_whole)) item.is_whole = true;
    ImGui::EndCombo();
  }
  look_for_rooms(item);
  ImGui::Dummy({0, px(4)});
  if (!item.floor->is_done) {
    ImGui::TextDisabled("%s", workspace.tr("Looking for rooms and doorways…").data());
    return;
  }
  auto small = [](ImU32 colour, const std::string& text) {
    ImGui::PushFont(fonts().small);
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::PushTextWrapPos();
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
  };
  const Palette& p = palette();
  if (!item.floor->found)
    return small(p.error, fmt::format("{} {}", icon::warning, workspace.tr(sentence_for(item.floor->found.error()))));
  const FloorExamination& floor = *item.floor->found;
  fact(workspace, tr("Rooms found"),
       fmt::format("{}  ·  {}", workspace.count(floor.found.rooms.size()),
                   workspace.tr("{} m²", workspace.number(floor.found.area_m2(), 0))));
  fact(workspace, tr("Doorways found"), workspace.count(floor.found.doorways.size()));
  const FoundRoom& first = floor.found.rooms.front();
  fact(workspace, tr("Ceiling"), workspace.tr("{} m", workspace.number(first.ceiling_m - first.floor_m, 2)));
  if (!item.is_whole && floor.confidence < 0.7)
    small(p.warning, fmt::format("{} {}", icon::warning,
                                 workspace.tr("Rooms could not be made out with certainty: check them in the plan.")));
  for (const RoomNote& note : floor.found.notes) small(p.text_quiet, in_words(workspace, note));
  small(p.text_quiet,
        std::string(workspace.tr(
            "It comes to lie east of the other rooms. The plan shows what is not as the model, and corrects it.")));
  const ImVec2 low = ImGui::GetCursorScreenPos(), space = ImGui::GetContentRegionAvail();
  if (space.y > px(60)) draw_found(floor.found, low, {low.x + space.x, low.y + std::min(space.y, space.x)});
}

}  // namespace enf::editor
