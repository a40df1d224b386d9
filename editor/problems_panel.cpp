#include "editor/problems_panel.h"

#include <fmt/format.h>
#include <imgui.h>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/operators/soundness.h"
#include "editor/theme.h"

namespace enf::editor {

namespace {

// A line one can click, with what is wrong below it. True if it is clicked.
bool problem_line(const std::string& id, bool is_error, const std::string& name, const std::string& what) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float wide = ImGui::GetContentRegionAvail().x, left = px(28);
  ImFont* small = fonts().small;
  const ImVec2 size = small->CalcTextSizeA(small->FontSize, 1e6f, wide - left - px(4), what.c_str());
  const bool clicked = ImGui::Selectable(fmt::format("###{}", id).c_str(), false, 0, {wide, size.y + px(30)});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText({at.x + px(4), at.y + px(4)}, is_error ? palette().error : palette().warning, icon::warning);
  draw_cut(list, fonts().text, {at.x + left, at.y + px(4)}, at.x + wide - px(4), palette().text, name);
  list.AddText(small, small->FontSize, {at.x + left, at.y + px(24)}, palette().text_quiet, what.c_str(), nullptr,
               wide - left - px(4));
  return clicked;
}

std::string name_in(const Workspace& workspace, const AnyId& id) {
  if (std::holds_alternative<DoorwayId>(id)) return std::string(workspace.tr("Doorway"));
  if (std::holds_alternative<WindowId>(id)) return std::string(workspace.tr("Window"));
  if (std::holds_alternative<RoomId>(id)) return std::string(workspace.tr("Temporary wall"));
  if (std::holds_alternative<LabelId>(id)) return workspace.tr("Label: {}", workspace.name_of(id));
  return workspace.name_of(id);
}

void go_to(Workspace& workspace, const RoomId& room, const AnyId& id) {
  if (!std::holds_alternative<RoomId>(id)) workspace.select(id, false);  // a temporary wall is none to select
  Arguments enter{{"room", AnyId(room)}};
  const Document& document = workspace.shown();
  const Placement* placement = nullptr;
  if (auto* placed = std::get_if<PlacementId>(&id)) placement = document.find(*placed);
  if (auto* label = std::get_if<LabelId>(&id))
    if (const Label* one = document.find(*label)) placement = document.find(one->placement);
  if (placement)
    if (auto* hung = std::get_if<OnWall>(&placement->where)) enter.set("wall", double(hung->wall));
  if (auto* text = std::get_if<WallTextId>(&id))
    if (const WallText* one = document.find(*text)) enter.set("wall", double(one->wall));
  workspace.ask("room.enter", std::move(enter));
}

}  // namespace

std::size_t problem_count(const Workspace& workspace, const ProblemsPanel::Troubles& troubles) {
  std::size_t count = troubles.size();
  for (const Room& room : workspace.shown().rooms) count += workspace.conflicts_in(room.id).list.size();
  return count;
}

std::string sentence_about(const Workspace& workspace, const Conflict& conflict, const AnyId& part) {
  const std::string other = name_in(workspace, part == conflict.thing ? conflict.other : conflict.thing);
  if (conflict.kind == ConflictKind::covers) return workspace.tr("It lies over this: {}.", other);
  if (conflict.kind == ConflictKind::stands || part == conflict.other)
    return workspace.tr("It stands in the place of this: {}.", other);
  return std::string(workspace.tr("It stands before a doorway: less than 815 mm of it stay free."));
}

std::string conflicts_of(const Workspace& workspace, const RoomId& room, const AnyId& part) {
  std::string text;
  for (const Conflict& one : workspace.conflicts_in(room).list)
    if (one.thing == part || one.other == part)
      text += (text.empty() ? "" : "\n") + sentence_about(workspace, one, part);
  return text;
}

void ProblemsPanel::draw(Workspace& workspace, const Troubles& troubles) const {
  ImGui::BeginChild("problems", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
  if (problem_count(workspace, troubles) == 0) {
    ImGui::PushTextWrapPos();
    ImGui::TextDisabled("%s", workspace.tr("Nothing is missing, and nothing is in each other's way.").data());
    ImGui::PopTextWrapPos();
  }
  const Document& document = workspace.shown();
  if (!troubles.empty()) heading(workspace, "Files");
  for (const auto& [asset_id, error] : troubles) {
    const Asset* asset = document.find(asset_id);
    if (!asset) continue;
    const std::string what = fmt::format("{}\n{}", workspace.tr(sentence_for(error)), asset->path);
    bool is_of_work = false;
    for (const Work& work : document.works) {
      if (work.asset != asset_id) continue;
      is_of_work = true;
      ImGui::PushID(work.id.value.c_str());
      if (problem_line("work", true, workspace.title_of(work), what)) workspace.select(work.id, false);
      ImGui::SetCursorPosX(ImGui::GetCursorPosX() + px(24));
      ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
      ImGui::BeginDisabled(workspace.session().is_read_only);
      if (ImGui::Button(workspace.label("Locate…", "locate").c_str()))
        workspace.ask("work.locate", {{"item", AnyId(work.id)}});
      ImGui::EndDisabled();
      ImGui::PopStyleColor();
      ImGui::PopID();
      ImGui::Dummy({0, px(4)});
    }
    if (!is_of_work) (void)problem_line(asset_id.value, true, asset_id.value, what);
  }
  bool is_first = true;
  for (const Room& room : document.rooms) {
    std::size_t number = 0;
    for (const Conflict& one : workspace.conflicts_in(room.id).list) {
      if (std::exchange(is_first, false)) heading(workspace, "In each other's way");
      const std::string id = fmt::format("conflict.{}.{}", room.id.value, number++);
      if (problem_line(id, false, name_in(workspace, one.thing), sentence_about(workspace, one, one.thing)))
        go_to(workspace, room.id, one.thing);
    }
  }
  ImGui::EndChild();
}

}  // namespace enf::editor
