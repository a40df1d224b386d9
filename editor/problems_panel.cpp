#include "editor/problems_panel.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <set>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/operators/soundness.h"
#include "editor/theme.h"
#include "engine/app/localized.h"

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
  if (std::holds_alternative<LightId>(id)) return fmt::format("{} {}", workspace.tr("Light"), workspace.name_of(id));
  if (std::holds_alternative<LabelId>(id)) return workspace.tr("Label: {}", workspace.name_of(id));
  return workspace.name_of(id);
}

// A button below a line, that changes the exhibition. True if it is clicked.
bool mending_button(const Workspace& workspace, const std::string& text) {
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + px(24));
  ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  ImGui::BeginDisabled(workspace.session().is_read_only);
  const bool clicked = ImGui::Button(text.c_str());
  ImGui::EndDisabled();
  ImGui::PopStyleColor();
  ImGui::Dummy({0, px(4)});
  return clicked;
}

// One that names a file: a work, else the first of those that do.
struct FileUser {
  AnyId id;        // to be selected
  AnyId shown_by;  // to be located
  std::size_t others = 0;
};

std::multimap<std::string, FileUser> users_of(const Document& document, const std::map<std::string, Error>& files) {
  std::map<AssetId, std::string> file_of_asset;
  for (const Asset& asset : document.assets)
    if (files.contains(asset.path)) file_of_asset[asset.id] = asset.path;
  std::multimap<std::string, FileUser> users;
  for (const Work& work : document.works)
    if (auto found = file_of_asset.find(work.asset); found != file_of_asset.end())
      users.emplace(found->second, FileUser{work.id, work.id});
  std::map<std::string, FileUser> shared;
  std::map<std::string, std::set<AnyId>> counted;
  auto add = [&](const std::string& file, const AnyId& id, const AnyId& shown_by) {
    FileUser& user = shared.try_emplace(file, FileUser{id, shown_by}).first->second;
    if (counted[file].insert(id).second && user.id != id) ++user.others;
  };
  for (const Room& room : document.rooms)
    if (auto found = room.model ? file_of_asset.find(room.model->asset) : file_of_asset.end();
        found != file_of_asset.end())
      add(found->second, room.id, room.id);
  for (const Tour& tour : document.tours)
    for (const TourStop& stop : tour.stops)
      for (const TourAudio& audio : stop.audio)
        if (auto found = file_of_asset.find(audio.asset); found != file_of_asset.end())
          add(found->second, tour.id, audio.asset);
  for (const Light& light : document.lights)
    if (files.contains(light.luminaire_file)) add(light.luminaire_file, light.id, light.id);
  for (auto& [file, user] : shared) users.emplace(file, user);
  return users;
}

const char* axis_letter(UpAxis up) { return up == UpAxis::x ? "X" : up == UpAxis::z ? "Z" : "Y"; }

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

std::size_t problem_count(const Workspace& workspace, const FileTroubles& troubles) {
  std::size_t count = troubles.files.size() + troubles.sizes.size();
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

void ProblemsPanel::draw_files(Workspace& workspace, const std::map<std::string, Error>& files) const {
  if (files.empty()) return;
  heading(workspace, "Files");
  const auto users = users_of(workspace.shown(), files);
  for (const auto& [file, error] : files) {
    auto [user, end] = users.equal_range(file);
    const std::string what = fmt::format("{}\n{}", workspace.tr(sentence_for(error)), file);
    // Each work has a file of its own to be shown; what else there is shares it.
    for (; user != end; ++user) {
      ImGui::PushID((file + text_of(user->second.id)).c_str());  // a tour may have several
      const std::size_t others = user->second.others;
      const AnyId& id = user->second.id;
      const std::string name = std::holds_alternative<RoomId>(id) ? workspace.name_of(id) : name_in(workspace, id);
      if (problem_line("file", true,
                       others > 0 ? name + " " + workspace.tr("and {} more", std::to_string(others)) : name, what))
        workspace.select(user->second.id, false);
      if (mending_button(workspace, workspace.label("Locate…", "locate")))
        workspace.ask("file.locate", {{"item", user->second.shown_by}});
      ImGui::PopID();
    }
  }
}

void ProblemsPanel::draw_sizes(Workspace& workspace, const std::vector<SizeContradiction>& sizes) const {
  if (sizes.empty()) return;
  heading(workspace, "Sizes");
  for (const SizeContradiction& one : sizes) {
    const Work* work = workspace.shown().find(one.work);
    const Asset* asset = work ? workspace.shown().find(work->asset) : nullptr;
    if (!asset) continue;
    const std::string catalogued = size_in_cm(*work, workspace.language());
    std::string what;
    if (work->form == WorkForm::flat) {
      const double wide_m = work->height_mm / 1000 * one.file.pixels.x / std::max(1u, one.file.pixels.y);
      what = workspace.tr("The picture has other proportions: at this height it would be {} wide.",
                          workspace.tr("{} cm", workspace.number(wide_m * 100, 1)));
      what += "\n" + workspace.tr("In the catalogue: {} cm", catalogued);
    } else {
      Work as_file = *work;
      as_file.width_mm = one.file.size_m.x * 1000, as_file.height_mm = one.file.size_m.y * 1000,
      as_file.depth_mm = one.file.size_m.z * 1000;
      what = workspace.tr("By its file: {} cm", size_in_cm(as_file, workspace.language()));
      what += "\n" + workspace.tr("In the catalogue: {} cm", catalogued);
    }
    ImGui::PushID(work->id.value.c_str());
    if (problem_line("size", false, workspace.title_of(*work), what)) workspace.select(work->id, false);
    if (one.fits) {
      const auto [unit, up] = *one.fits;
      std::string text = fmt::format("{}: {}", workspace.tr("Unit of the file"), unit_text(workspace, unit));
      if (up != asset->up) text += fmt::format(" · {}: {}", workspace.tr("Up in the file"), axis_letter(up));
      if (mending_button(workspace, text + "###read"))
        workspace.ask(
            "work.set-media",
            {{"item", AnyId(work->id)}, {"file", asset->path}, {"metres-per-unit", unit}, {"up", axis_word(up)}});
    }
    ImGui::PopID();
  }
}

void ProblemsPanel::draw(Workspace& workspace, const FileTroubles& troubles) const {
  ImGui::BeginChild("problems", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
  if (problem_count(workspace, troubles) == 0) {
    ImGui::PushTextWrapPos();
    ImGui::TextDisabled("%s", workspace.tr("Nothing is missing, and nothing is in each other's way.").data());
    ImGui::PopTextWrapPos();
  }
  const Document& document = workspace.shown();
  draw_files(workspace, troubles.files);
  draw_sizes(workspace, troubles.sizes);
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
