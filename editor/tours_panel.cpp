#include "editor/tours_panel.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "editor/form.h"
#include "editor/icons.h"
#include "editor/theme.h"
#include "engine/app/localized.h"

namespace enf::editor {

namespace {

// A line to be clicked: its words set in from its edge and cut at its end.
bool row(const std::string& id, const std::string& text, bool is_on, float inset = 0) {
  bool is_clicked = ImGui::Selectable(("###" + id).c_str(), is_on, 0, {0, ImGui::GetFontSize() + px(8)});
  ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  draw_cut(*ImGui::GetWindowDrawList(), ImGui::GetFont(),
           {low.x + px(13) + inset, (low.y + high.y - ImGui::GetFontSize()) / 2}, high.x - px(6), palette().text, text);
  return is_clicked;
}

// Rows touch each other.
struct TightRows {
  TightRows() { ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, px(2)}); }
  ~TightRows() { ImGui::PopStyleVar(); }
  TightRows(const TightRows&) = delete;
  TightRows& operator=(const TightRows&) = delete;
};

}  // namespace

void ToursPanel::draw(Workspace& workspace, OperatorForm& form, const Gaze& gaze,
                      const std::function<void(const Viewpoint&)>& go) {
  ImGui::BeginChild("tours");
  draw_views(workspace, form, gaze, go);
  heading(workspace, "Tours");
  const Document& document = workspace.shown();
  if (document.tours.empty()) {
    ImGui::PushTextWrapPos();
    ImGui::TextDisabled("%s", workspace.tr("No tour yet. Select views in their order, then begin one.").data());
    ImGui::PopTextWrapPos();
  }
  for (const Tour& tour : document.tours) draw_tour(workspace, tour, go);
  ImGui::Dummy({0, px(4)});
  operator_button(workspace, form, "tour.add", nullptr, -1);
  ImGui::EndChild();
}

void ToursPanel::draw_views(Workspace& workspace, OperatorForm& form, const Gaze& gaze,
                            const std::function<void(const Viewpoint&)>& go) {
  const Document& document = workspace.shown();
  heading(workspace, "Views");
  ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  if (ImGui::Button(fmt::format("{}  {}###save-view", icon::camera, workspace.tr("Save this view")).c_str(), {-1, 0})) {
    auto rounded = [](float v) { return std::round(double(v) * 1000) / 1000; };
    vec3 target = gaze.eye + gaze.forward() * 3.0f;
    workspace.ask("viewpoint.save", {{"name", workspace.tr("View {}", std::to_string(document.viewpoints.size() + 1))},
                                     {"x", rounded(gaze.eye.x)},
                                     {"y", rounded(gaze.eye.y)},
                                     {"z", rounded(gaze.eye.z)},
                                     {"to-x", rounded(target.x)},
                                     {"to-y", rounded(target.y)},
                                     {"to-z", rounded(target.z)},
                                     {"view-angle", std::round(glm::degrees(double(gaze.fov_y)) * 10) / 10}});
  }
  ImGui::PopStyleColor();
  for (const Viewpoint& view : document.viewpoints) {
    TightRows tight;
    std::string name = workspace.name_of(view.id);
    if (document.exhibition->start == view.id) name += fmt::format("  ·  {}", workspace.tr("visits start here"));
    if (row("view." + view.id.value, name, workspace.is_selected(view.id))) {
      workspace.select(view.id, ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyShift);
      go(view);
    }
    if (ImGui::IsItemHovered())
      workspace.hint = workspace.tr("Click to stand there, Ctrl-click to select several in their order.");
  }
  ImGui::Dummy({0, 0});
  const std::vector<AnyId>& selection = workspace.session().selection;
  if (std::ranges::any_of(selection, [](const AnyId& id) { return std::holds_alternative<ViewpointId>(id); }))
    for (std::string_view op : {"viewpoint.rename", "viewpoint.start-here", "viewpoint.remove"})
      operator_button(workspace, form, op, nullptr, -1);
}

void ToursPanel::draw_tour(Workspace& workspace, const Tour& tour, const std::function<void(const Viewpoint&)>& go) {
  ImGui::PushID(tour.id.value.c_str());
  const bool is_open = opened_ == tour.id;
  std::string title = choose(tour.title, workspace.language()).text;
  if (title.empty()) title = tour.id.value;
  double seconds = 0;
  for (const TourStop& stop : tour.stops) seconds += stop.dwell_s;
  std::string line = fmt::format("{}  {}  ·  {} min", is_open ? icon::chevron_down : icon::chevron_right, title,
                                 std::max(1L, std::lround(seconds / 60)));
  if (row(tour.id.value, line, is_open)) opened_ = is_open ? TourId{} : tour.id, stop_ = 0;
  if (is_open) {
    AnyId id = tour.id;
    if (auto typed = localized_field(workspace, tour.title, drafts_, text_of(id), "tour-title", false))
      workspace.ask("tour.rename", {{"tour", id}, {"text", typed->text}, {"language", typed->language}});
    ImGui::Dummy({0, px(2)});
    // All stops below each other, so that one is dragged among them; the words of the chosen one follow.
    for (std::size_t i = 0; i < tour.stops.size(); ++i) draw_stop(workspace, tour, i, go);
    ImGui::Dummy({0, 0});
    ImGui::SetNextItemWidth(-1);
    if (begin_combo("###add-stop", workspace.tr("Add a stop").data())) {
      for (const Viewpoint& view : workspace.shown().viewpoints)
        if (ImGui::Selectable(fmt::format("{}###{}", workspace.name_of(view.id), view.id.value).c_str()))
          workspace.ask("tour.add-stop", {{"tour", id}, {"view", AnyId(view.id)}});
      ImGui::EndCombo();
    }
    if (stop_ < tour.stops.size()) draw_chosen_stop(workspace, tour);
    if (ImGui::Button(fmt::format("{}  {}###remove-tour", icon::remove, workspace.tr("Remove the tour")).c_str(),
                      {-1, 0}))
      workspace.ask("tour.remove", {{"tour", id}});
    ImGui::Dummy({0, px(6)});
  }
  ImGui::PopID();
}

void ToursPanel::draw_stop(Workspace& workspace, const Tour& tour, std::size_t number,
                           const std::function<void(const Viewpoint&)>& go) {
  const TourStop& stop = tour.stops[number];
  AnyId id = tour.id;
  TightRows tight;
  std::string line = fmt::format("{}   {}", number + 1, workspace.name_of(stop.viewpoint));
  if (row(fmt::format("stop.{}", number), line, stop_ == number, px(14))) {
    stop_ = number;
    if (const Viewpoint* view = workspace.shown().find(stop.viewpoint)) go(*view);
  }
  if (ImGui::IsItemHovered()) workspace.hint = workspace.tr("Drag the stop to its place in the tour.");
  if (ImGui::BeginDragDropSource()) {
    ImGui::SetDragDropPayload("stop", &number, sizeof number);
    ImGui::TextUnformatted(workspace.name_of(stop.viewpoint).c_str());
    ImGui::EndDragDropSource();
  }
  if (ImGui::BeginDragDropTarget()) {
    if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload("stop")) {
      std::size_t from = 0;
      std::memcpy(&from, payload->Data, sizeof from);
      workspace.ask("tour.move-stop", {{"tour", id}, {"stop", double(from)}, {"to", double(number)}});
      stop_ = number;
    }
    ImGui::EndDragDropTarget();
  }
}

void ToursPanel::draw_chosen_stop(Workspace& workspace, const Tour& tour) {
  const TourStop& stop = tour.stops[stop_];
  AnyId id = tour.id;
  const double n = static_cast<double>(stop_);
  ImGui::Dummy({0, px(4)});
  ImGui::PushFont(fonts().strong);
  ImGui::TextUnformatted(fmt::format("{}   {}", stop_ + 1, workspace.name_of(stop.viewpoint)).c_str());
  ImGui::PopFont();
  if (auto v = number_field(workspace, "Time at the stop", "dwell", stop.dwell_s, tr("{} s")))
    workspace.ask("tour.set-dwell", {{"tour", id}, {"stop", n}, {"seconds", std::clamp(*v, 1.0, 3600.0)}});
  std::string key = fmt::format("{} {}", text_of(id), stop_);
  if (auto typed = localized_field(workspace, stop.narration, drafts_, key, "narration", true))
    workspace.ask("tour.narrate", {{"tour", id}, {"stop", n}, {"text", typed->text}, {"language", typed->language}});
  if (tour.stops.size() > 1 && ImGui::Button(workspace.label("Remove the stop", "remove-stop").c_str(), {-1, 0}))
    workspace.ask("tour.remove-stop", {{"tour", id}, {"stop", n}});
}

}  // namespace enf::editor
