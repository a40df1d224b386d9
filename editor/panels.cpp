#include "editor/panels.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <map>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/theme.h"
#include "engine/app/localized.h"

namespace enf::editor {

void CataloguePanel::draw(Workspace& workspace, const WorkTexture& texture) {
  ImGui::SetNextItemWidth(-1);
  std::string hint = fmt::format("{}  {}", icon::search, workspace.tr("Title, maker, number"));
  ImGui::InputTextWithHint("###search", hint.c_str(), &query_);
  float line_end = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  auto filter = [&](const char* english, const char* id, Show show) {
    float wide = ImGui::CalcTextSize(workspace.tr(english).data()).x + 2 * ImGui::GetStyle().FramePadding.x;
    if (show != Show::all && ImGui::GetItemRectMax().x + px(2) + wide <= line_end)
      ImGui::SameLine(0, px(2));  // else below
    bool on = show_ == show;
    if (on) ImGui::PushStyleColor(ImGuiCol_Button, palette().accent_soft);
    if (ImGui::Button(workspace.label(english, id).c_str())) show_ = show;
    if (on) ImGui::PopStyleColor();
  };
  filter("All", "all", Show::all), filter("Not placed", "free", Show::free), filter("Placed", "placed", Show::placed);
  ImGui::Dummy({0, px(2)});
  ImGui::BeginChild("works", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
  list(workspace);
  if (lines_.empty()) {
    ImGui::PushTextWrapPos();
    ImGui::TextDisabled("%s", workspace
                                  .tr(workspace.shown().works.empty()
                                          ? tr("The catalogue is empty. Drop the files of works on the window.")
                                      : query_.empty() && show_ == Show::free ? tr("All works have their place.")
                                      : query_.empty() ? tr("No work is placed yet. Drag one onto a wall or a floor.")
                                                       : tr("No work has these words."))
                                  .data());
    ImGui::PopTextWrapPos();
  }
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(lines_.size()), px(58));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      draw_work(workspace, lines_[static_cast<std::size_t>(i)], texture);
  ImGui::EndChild();
}

// The works that are asked for, with where they are placed.
void CataloguePanel::list(const Workspace& workspace) {
  const Document& document = workspace.shown();
  Asked asked{document.works, document.placements, query_, workspace.language(), show_};
  if (listed_ == asked) return;
  listed_ = std::move(asked);
  std::map<WorkId, PlacementId> placed;
  for (const Placement& placement : document.placements) placed.emplace(placement.work, placement.id);
  lines_.clear();
  for (auto it = document.works.begin(); it != document.works.end(); ++it) {
    const Work& work = *it;
    auto found = placed.find(work.id);
    const bool is_placed = found != placed.end();
    if ((show_ == Show::free && is_placed) || (show_ == Show::placed && !is_placed)) continue;
    if (!query_.empty()) {
      std::string text =
          fmt::format("{} {} {} {}", choose(work.title, workspace.language()).text,
                      choose(work.maker, workspace.language()).text, work.accession_number, work.id.value);
      if (!matches(text, query_)) continue;
    }
    lines_.push_back({it.record(), is_placed ? found->second : PlacementId{}});
  }
}

void CataloguePanel::draw_work(Workspace& workspace, const Line& line, const WorkTexture& texture) {
  const Work& work = *line.work;
  const bool is_placed = !line.placement.empty();
  const Palette& p = palette();
  ImVec2 at = ImGui::GetCursorScreenPos();
  float wide = ImGui::GetContentRegionAvail().x, high = px(58) - ImGui::GetStyle().ItemSpacing.y, side = high;
  AnyId id = is_placed ? AnyId(line.placement) : AnyId(work.id);
  bool selected = workspace.is_selected(id);
  if (ImGui::Selectable(fmt::format("###{}", work.id.value).c_str(), selected, 0, {wide, high})) {
    workspace.select(id, ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyShift);
    if (auto* placement_id = std::get_if<PlacementId>(&id)) {
      const Placement& placement = *workspace.shown().find(*placement_id);
      Arguments enter{{"room", AnyId(placement.room)}};
      if (auto* hung = std::get_if<OnWall>(&placement.where)) enter.set("wall", double(hung->wall));
      workspace.ask("room.enter", std::move(enter));
    }
  }
  if (ImGui::IsItemHovered()) workspace.hint = workspace.tr("Drag the work onto a wall or a floor.");
  if (ImGui::BeginDragDropSource()) {
    ImGui::SetDragDropPayload("work", work.id.value.c_str(), work.id.value.size() + 1);
    ImGui::TextUnformatted(workspace.title_of(work).c_str());
    ImGui::EndDragDropSource();
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImVec2 box_low{at.x + px(4), at.y + px(2)}, box{side - px(4), side - px(4)};
  if (ImTextureID picture = texture(work)) {
    float aspect = static_cast<float>(work.width_mm / work.height_mm);
    ImVec2 size = aspect > 1 ? ImVec2{box.x, box.x / aspect} : ImVec2{box.y * aspect, box.y};
    ImVec2 low{box_low.x + (box.x - size.x) / 2, box_low.y + (box.y - size.y) / 2};
    list.AddImage(picture, low, {low.x + size.x, low.y + size.y});
  } else {
    list.AddRectFilled(box_low, {box_low.x + box.x, box_low.y + box.y}, p.field_hover, px(3));
    const char* symbol = work.form == WorkForm::flat ? icon::picture : icon::sculpture;
    ImVec2 size = ImGui::CalcTextSize(symbol);
    list.AddText({box_low.x + (box.x - size.x) / 2, box_low.y + (box.y - size.y) / 2}, p.text_quiet, symbol);
  }
  float x = at.x + side + px(10);
  float right = at.x + wide - px(28);
  draw_cut(list, fonts().text, {x, at.y + px(7)}, right, p.text, workspace.title_of(work));
  std::string below = workspace.tr("{} cm", size_in_cm(work, workspace.language()));
  if (std::string maker = workspace.words_of(work.maker); !maker.empty()) below += "  ·  " + maker;
  draw_cut(list, fonts().small, {x, at.y + px(28)}, right, p.text_quiet, below);
  if (is_placed) list.AddText({at.x + wide - px(22), at.y + px(15)}, p.accent, icon::check);
}

void draw_history(Workspace& workspace) {
  const History& history = workspace.editing().project().history();
  ImGui::BeginChild("steps", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
  for (std::size_t i = history.steps().size(); i-- > 0;) {
    bool now = i == history.position(), undone = i > history.position();
    ImGui::PushStyleColor(ImGuiCol_Text, undone ? palette().text_quiet : palette().text);
    std::string text(workspace.tr(i == 0 ? tr("Opened") : std::string_view(history.steps()[i].label)));
    if (ImGui::Selectable(fmt::format("{}###{}", text, i).c_str(), now))
      workspace.ask("edit.go-to-step", {{"step", double(i)}});
    ImGui::PopStyleColor();
  }
  ImGui::EndChild();
}

}  // namespace enf::editor
