#include "editor/tours_panel.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

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

// The same with a small picture before its words, or a frame where there is none yet; out of sight none is asked for.
template <class Picture>
bool picture_row(const std::string& id, const std::string& text, bool is_on, Picture&& picture_of, float inset) {
  const float high = px(42), wide = std::round(high * 16 / 9);
  bool is_clicked = ImGui::Selectable(("###" + id).c_str(), is_on, 0, {0, high + px(6)});
  if (!ImGui::IsItemVisible()) return is_clicked;
  const ImTextureID picture = picture_of();
  ImVec2 low = ImGui::GetItemRectMin(), end = ImGui::GetItemRectMax();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 a{low.x + px(4) + inset, low.y + px(3)}, b{a.x + wide, a.y + high};
  if (picture) {
    list.AddImageRounded(picture, a, b, {0, 0}, {1, 1}, IM_COL32_WHITE, px(3));
  } else {
    list.AddRectFilled(a, b, palette().field_hover, px(3));
    ImVec2 size = ImGui::CalcTextSize(icon::camera);
    list.AddText({(a.x + b.x - size.x) / 2, (a.y + b.y - size.y) / 2}, palette().text_quiet, icon::camera);
  }
  draw_cut(list, ImGui::GetFont(), {b.x + px(10), (low.y + end.y - ImGui::GetFontSize()) / 2}, end.x - px(6),
           palette().text, text);
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

std::string minutes(double seconds) {
  const long whole = std::lround(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string ToursPanel::sound_language(const Document& document) const {
  const std::vector<std::string>& all = document.exhibition->languages;
  return std::ranges::find(all, language_) == all.end() ? all.front() : language_;
}

void ToursPanel::draw(Workspace& workspace, OperatorForm& form, const TourHands& hands) {
  ImGui::BeginChild("tours", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
  draw_views(workspace, form, hands);
  heading(workspace, "Tours");
  const Document& document = workspace.shown();
  if (document.tours.empty()) {
    ImGui::PushTextWrapPos();
    ImGui::TextDisabled("%s", workspace.tr("No tour yet. Select views in their order, then begin one.").data());
    ImGui::PopTextWrapPos();
  }
  for (const Tour& tour : document.tours) draw_tour(workspace, tour, hands);
  ImGui::Dummy({0, px(4)});
  operator_button(workspace, form, "tour.add", nullptr, -1);
  ImGui::EndChild();
}

void ToursPanel::draw_views(Workspace& workspace, OperatorForm& form, const TourHands& hands) {
  const Document& document = workspace.shown();
  const Gaze& gaze = hands.gaze;
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
    if (picture_row(
            "view." + view.id.value, name, workspace.is_selected(view.id), [&] { return hands.picture(view); }, 0)) {
      workspace.select(view.id, ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyShift);
      hands.go(view);
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

void ToursPanel::draw_tour(Workspace& workspace, const Tour& tour, const TourHands& hands) {
  ImGui::PushID(tour.id.value.c_str());
  const bool is_open = opened_ == tour.id;
  std::string title = workspace.words_of(tour.title);
  if (title.empty()) title = tour.id.value;
  std::string line = fmt::format("{}  {}", is_open ? icon::chevron_down : icon::chevron_right, title);
  // The player tells an open tour's time to the second, with the ways between its stops.
  if (auto seconds = hands.lengths.seconds(tour.id); seconds && !is_open)
    line +=
        "  ·  " +
        workspace.tr("{} min", workspace.count(static_cast<std::uint64_t>(std::max(1L, std::lround(*seconds / 60)))));
  if (row(tour.id.value, line, is_open)) opened_ = is_open ? TourId{} : tour.id, stop_ = 0;
  if (is_open) {
    AnyId id = tour.id;
    if (auto typed = localized_field(workspace, tour.title, drafts_, text_of(id), "tour-title", false))
      workspace.ask("tour.rename", {{"tour", id}, {"text", typed->text}, {"language", typed->language}});
    draw_player(workspace, hands.player);
    ImGui::Dummy({0, px(2)});
    // All stops below each other, so that one is dragged among them; the words of the chosen one follow.
    for (std::size_t i = 0; i < tour.stops.size(); ++i) draw_stop(workspace, tour, i, hands);
    ImGui::Dummy({0, 0});
    ImGui::SetNextItemWidth(-1);
    if (begin_combo("###add-stop", workspace.tr("Add a stop").data())) {
      for (const Viewpoint& view : workspace.shown().viewpoints)
        if (ImGui::Selectable(fmt::format("{}###{}", workspace.name_of(view.id), view.id.value).c_str()))
          workspace.ask("tour.add-stop", {{"tour", id}, {"view", AnyId(view.id)}});
      ImGui::EndCombo();
    }
    if (stop_ < tour.stops.size()) draw_chosen_stop(workspace, tour, hands);
    if (ImGui::Button(fmt::format("{}  {}###remove-tour", icon::remove, workspace.tr("Remove the tour")).c_str(),
                      {-1, 0}))
      workspace.ask("tour.remove", {{"tour", id}});
    ImGui::Dummy({0, px(6)});
  }
  ImGui::PopID();
}

// Play, and where in the tour one is; its way lies in the plan meanwhile.
void ToursPanel::draw_player(Workspace& workspace, TourPlayer& player) {
  const TourPath* path = player.path();
  ImGui::BeginDisabled(!path);
  const bool plays = player.plays();
  ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  if (ImGui::Button(fmt::format("{}###play", plays ? icon::pause : icon::play).c_str(), {px(34), 0}))
    workspace.ask("tour.play", {{"tour", AnyId(opened_)}});
  ImGui::PopStyleColor();
  if (ImGui::IsItemHovered()) workspace.hint = workspace.tr("Plays the tour in the perspective as visitors are led.");
  ImGui::SameLine(0, px(6));
  ImGui::SetNextItemWidth(-1);
  float second = static_cast<float>(player.second());
  const float end = path ? static_cast<float>(path->seconds()) : 0;
  const std::string shown = path ? fmt::format("{} / {}", minutes(second), minutes(end)) : std::string();
  ImGui::PushStyleColor(ImGuiCol_SliderGrab, palette().accent);
  ImGui::PushStyleColor(ImGuiCol_SliderGrabActive, palette().accent);
  if (ImGui::SliderFloat("###second", &second, 0, std::max(end, 0.1f), shown.c_str(), ImGuiSliderFlags_NoInput))
    player.seek(second);
  ImGui::PopStyleColor(2);
  ImGui::EndDisabled();
}

void ToursPanel::draw_stop(Workspace& workspace, const Tour& tour, std::size_t number, const TourHands& hands) {
  const TourStop& stop = tour.stops[number];
  AnyId id = tour.id;
  TightRows tight;
  std::string line = fmt::format("{}   {}", number + 1, workspace.name_of(stop.viewpoint));
  if (!stop.audio.empty()) line += fmt::format("  {}", icon::headphones);
  const Viewpoint* view = workspace.shown().find(stop.viewpoint);
  auto picture = [&]() -> ImTextureID { return view ? hands.picture(*view) : nullptr; };
  if (picture_row(fmt::format("stop.{}", number), line, stop_ == number, picture, px(8))) {
    stop_ = number;
    hands.player.pause();
    if (const TourPath* path = hands.player.path(); path && number < path->arrives_s.size())
      hands.player.seek(path->arrives_s[number]);
    if (view) hands.go(*view);
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

void ToursPanel::draw_chosen_stop(Workspace& workspace, const Tour& tour, const TourHands& hands) {
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
  draw_sounds(workspace, tour, hands);
  if (tour.stops.size() > 1 && ImGui::Button(workspace.label("Remove the stop", "remove-stop").c_str(), {-1, 0}))
    workspace.ask("tour.remove-stop", {{"tour", id}, {"stop", n}});
}

// The recording in each language: its file, or a field for the path of one.
void ToursPanel::draw_sounds(Workspace& workspace, const Tour& tour, const TourHands& hands) {
  const TourStop& stop = tour.stops[stop_];
  heading(workspace, "Recordings");
  for (const std::string& language : workspace.shown().exhibition->languages) {
    auto found = std::ranges::find(stop.audio, language, &TourAudio::language);
    const Asset* asset = found == stop.audio.end() ? nullptr : workspace.shown().find(found->asset);
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, palette().text_quiet);
    ImGui::TextUnformatted(language.c_str());
    ImGui::PopStyleColor();
    ImGui::SameLine(px(52));
    if (asset) {
      const float wide = ImGui::GetContentRegionAvail().x - px(34);
      ImVec2 at = ImGui::GetCursorScreenPos();
      std::string name = asset->path.substr(asset->path.rfind('/') + 1);
      draw_cut(*ImGui::GetWindowDrawList(), fonts().text, {at.x, at.y + ImGui::GetStyle().FramePadding.y}, at.x + wide,
               palette().text, fmt::format("{}  {}", icon::headphones, name));
      ImGui::Dummy({wide, ImGui::GetFrameHeight()});
      ImGui::SameLine(0, 0);
      if (ImGui::Button(fmt::format("{}###unsound.{}", icon::close, language).c_str(), {px(30), 0}))
        workspace.ask("tour.remove-audio",
                      {{"tour", AnyId(tour.id)}, {"stop", static_cast<double>(stop_)}, {"language", language}});
      continue;
    }
    std::string& path = drafts_.texts[fmt::format("{} {} sound {}", text_of(tour.id), stop_, language)];
    ImGui::SetNextItemWidth(-1);
    const std::string hint = std::string(workspace.tr("Drop a sound file, or type its path"));
    const bool entered = ImGui::InputTextWithHint(fmt::format("###sound.{}", language).c_str(), hint.c_str(), &path,
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    if (ImGui::IsItemActive() || ImGui::IsItemClicked()) language_ = language;
    if (ImGui::IsItemHovered())
      workspace.hint = workspace.tr("A dropped sound file goes to the language that was clicked last.");
    if (entered && !path.empty()) {
      language_ = language;
      hands.take(path);
      path.clear();
    }
  }
}

}  // namespace enf::editor
