// A room that is a model in the inspector: what of its plan does not stand as the model has it, and what to do about
// it.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/panels.h"
#include "editor/sheet.h"
#include "editor/theme.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

namespace {

void doubt(const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, palette().warning);
  ImGui::PushTextWrapPos();
  ImGui::TextUnformatted(fmt::format("{}  {}", icon::warning, text).c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

bool wide_button(const std::string& label) {
  ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  const bool is_pressed = ImGui::Button(label.c_str(), {-1, 0});
  ImGui::PopStyleColor();
  return is_pressed;
}

// Of the wall one works at: what the model has there instead, to be taken over.
void draw_wall_check(Workspace& workspace, const Room& room, std::uint32_t wall, const WallAgainstModel& found) {
  const WallFrame frame = wall_frame(room, wall);
  fact(workspace, tr("This wall"),
       workspace.tr("{} of it stands in the model", fmt::format("{:.0f} %", found.walled * 100)));
  if (std::abs(found.off_m) > 0.005 &&
      wide_button(fmt::format(
          "{}###to-model",
          workspace.tr("Move it by {} to the model's", workspace.tr("{} mm", millimetres(std::abs(found.off_m)))))))
    workspace.ask("room.move-wall", {{"wall", double(wall)}, {"outwards", -found.off_m}});
  for (std::size_t i = 0; i < found.gaps.size(); ++i) {
    const Stretch& gap = found.gaps[i];
    const double width = std::round(gap.length() * 100) / 100, along = std::round((gap.from + gap.to) * 50) / 100;
    if (width < 0.5 || width > std::min(20.0, frame.length_m)) continue;
    if (wide_button(fmt::format(
            "{}###gap.{}", workspace.tr("Doorway in the gap of {}", workspace.tr("{} mm", millimetres(width))), i)))
      workspace.ask("doorway.add", {{"wall", double(wall)},
                                    {"along", along},
                                    {"width", width},
                                    {"height", std::clamp(frame.height_m - 0.4, 1.5, 2.4)}});
  }
}

}  // namespace

void InspectorPanel::draw_room_model(Workspace& workspace, OperatorForm& form, const Room& room,
                                     const ModelSections& sections) {
  heading(workspace, tr("Against the model"));
  const ModelSections::Check* check = sections.check(workspace.shown(), room);
  if (!check) {
    ImGui::TextDisabled("%s", workspace.tr("The model is being prepared…").data());
    return;
  }
  const PlanAgainstModel& plan = check->plan;
  const auto standing =
      std::ranges::count_if(plan.walls, [](const WallAgainstModel& wall) { return wall.walled >= least_walled; });
  std::size_t gaps = 0, doorways = 0;
  for (const WallAgainstModel& wall : plan.walls) gaps += wall.gaps.size();
  for (const Doorway& doorway : workspace.shown().doorways)
    doorways += doorway.from.room == room.id || (doorway.to && doorway.to->room == room.id);
  fact(workspace, tr("Walls in place"), fmt::format("{} / {}", standing, plan.walls.size()));
  fact(workspace, tr("Doorways open"), fmt::format("{} / {}", doorways - plan.closed.size(), doorways));
  if (gaps > 0)
    doubt(workspace.tr("The model is open where the plan has wall: {}. Choose the wall to see how wide.",
                       workspace.count(gaps)));
  if (!plan.closed.empty()) doubt(std::string(workspace.tr("A wall or a closed leaf stands across a doorway.")));
  if (check->floor_m && std::abs(*check->floor_m - room.floor_level_m) > 0.015) {
    doubt(workspace.tr("The model's floor lies at {}.", workspace.tr("{} mm", millimetres(*check->floor_m))));
    if (wide_button(workspace.label(tr("Take the model's floor"), "model-floor")))
      workspace.ask("room.set-floor", {{"height", *check->floor_m}});
  } else if (plan.is_as_built()) {
    ImGui::TextDisabled("%s", workspace.tr("The plan is as the model is built.").data());
  }
  if (auto wall = workspace.session().wall; wall && *wall < plan.walls.size())
    draw_wall_check(workspace, room, *wall, plan.walls[*wall]);
  ImGui::Dummy({0, px(4)});
  operator_button(workspace, form, "room.set-model", nullptr, -1);
}

void InspectorPanel::draw_leads_to(Workspace& workspace, const Doorway& doorway) {
  const std::string outside(workspace.tr("outside"));
  fact(workspace, tr("Leads to"), doorway.to ? workspace.name_of(doorway.to->room) : outside);
  ImGui::Dummy({0, px(4)});
  if (doorway.to) {
    if (wide_button(workspace.label(tr("Let it lead outside"), "outside")))
      workspace.ask("doorway.join", {{"item", AnyId(doorway.id)}, {"to", std::string("outside")}});
  } else if (wide_button(workspace.label(tr("Join the room behind it"), "join"))) {
    workspace.ask("doorway.join", {{"item", AnyId(doorway.id)}, {"to", std::string("room-behind")}});
  }
}

}  // namespace enf::editor
