// How the sheet looks that shows what came.
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/import_sheet.h"
#include "editor/operators/soundness.h"
#include "editor/theme.h"
#include "engine/app/localized.h"

namespace enf::editor {

namespace {

std::string length_text(const Workspace& w, double metres) {
  return metres < 1 ? w.tr("{} mm", w.number(metres * 1000, 0)) : w.tr("{} m", w.number(metres, 2));
}

void quiet_text(const std::string& text) {
  ImGui::PushFont(fonts().small);
  ImGui::PushTextWrapPos();
  ImGui::TextDisabled("%s", text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
}

void coloured_text(ImU32 colour, const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  ImGui::PushTextWrapPos();
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

// A bar that fills; where nobody knows how long it takes, only its ground.
void draw_bar(int permille) {
  ImVec2 at = ImGui::GetCursorScreenPos();
  float wide = ImGui::GetContentRegionAvail().x, high = px(4);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + wide, at.y + high}, palette().field, high / 2);
  if (permille > 0)
    list.AddRectFilled(at, {at.x + wide * static_cast<float>(permille) / 1000, at.y + high}, palette().accent,
                       high / 2);
  ImGui::Dummy({wide, high});
}

}  // namespace

void ImportSheet::draw(Workspace& workspace, const PictureDesk& pictures) {
  for (const auto& picture : std::exchange(shown_last_, {})) pictures.let_go(picture.get());
  if (!is_open()) return;
  constexpr const char* name = "###import";
  if (std::exchange(opens_, false)) ImGui::OpenPopup(name);
  for (Item& item : items_)
    if (item.reading->is_done && !item.is_looked_at) look_at(workspace, item);
  const bool are_several = items_.size() > 1;
  // A room brings the plan of what was found, below all that is said of it.
  const bool has_room = std::ranges::any_of(items_, &Item::is_room);
  if (!begin_sheet(name, {px(are_several ? 900 : 690), px(has_room ? 660 : 490)})) return;
  ImGui::PushFont(fonts().strong);
  ImGui::TextUnformatted(are_several ? workspace.tr("{} files come in", std::to_string(items_.size())).c_str()
                         : items_.front().is_room ? workspace.tr("A room comes in").data()
                                                  : workspace.tr("A work comes in").data());
  ImGui::PopFont();
  ImGui::Dummy({0, px(6)});
  const float high = ImGui::GetContentRegionAvail().y - ImGui::GetFrameHeight() - px(16);
  if (are_several) {
    ImGui::BeginChild("files", {px(200), high});
    draw_list(workspace);
    ImGui::EndChild();
    ImGui::SameLine(0, px(20));
  }
  Item& item = items_[std::min(shown_, items_.size() - 1)];
  ImGui::PushID(item.file.c_str());
  ImGui::BeginChild("picture", {px(250), high});
  draw_picture(workspace, item, pictures);
  ImGui::EndChild();
  ImGui::SameLine(0, px(24));
  ImGui::BeginChild("fields", {0, high});
  if (!item.reading->is_done) {
    ImGui::TextUnformatted(workspace.tr("Reading the file…").data());
    draw_bar(item.reading->permille);
  } else if (!item.reading->found) {
    const Error& error = item.reading->found.error();
    coloured_text(palette().error, fmt::format("{}  {}", icon::warning, workspace.tr(sentence_for(error))));
    if (error.id == "import.format")
      quiet_text(std::string(workspace.tr(
          "Works come as pictures (JPEG, PNG, TIFF, WebP) or models (glTF, GLB, OBJ, PLY, STL, FBX, COLLADA).")));
    else if (sentence_for(error) != error.what)
      quiet_text(error.what);
  } else {
    ImGui::BeginDisabled(is_copying_);
    draw_fields(workspace, item);
    ImGui::EndDisabled();
  }
  ImGui::EndChild();
  ImGui::PopID();
  ImGui::Dummy({0, px(4)});
  const bool is_over = draw_buttons(workspace);
  if (is_copying_) hand_over(workspace);
  if (is_over || (is_copying_ && handed_over_ == items_.size())) close();
  ImGui::EndPopup();
}

void ImportSheet::draw_list(Workspace& workspace) {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float across = ImGui::GetContentRegionAvail().x, high = px(44);
    if (ImGui::Selectable(fmt::format("###file.{}", i).c_str(), shown_ == i, 0, {across, high})) shown_ = i;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Palette& p = palette();
    const bool failed = item.is_looked_at && !item.reading->found;
    const bool lacks_size = item.is_looked_at && !failed && !is_ready(item);
    draw_cut(list, fonts().text, {at.x + px(8), at.y + px(4)}, at.x + across - px(30), failed ? p.text_quiet : p.text,
             item.file.filename().string());
    std::string below(!item.is_looked_at ? fmt::format("{} %", item.reading->permille / 10)
                      : failed           ? std::string(workspace.tr(sentence_for(item.reading->found.error())))
                      : lacks_size       ? std::string(workspace.tr("Its size is missing."))
                                         : item.title);
    draw_cut(list, fonts().small, {at.x + px(8), at.y + px(24)}, at.x + across - px(8),
             failed       ? p.error
             : lacks_size ? p.warning
                          : p.text_quiet,
             below);
    if (failed || lacks_size || is_ready(item))
      list.AddText({at.x + across - px(24), at.y + px(4)},
                   failed       ? p.error
                   : lacks_size ? p.warning
                                : p.accent,
                   failed || lacks_size ? icon::warning : icon::check);
  }
}

void ImportSheet::draw_picture(Workspace& workspace, const Item& item, const PictureDesk& pictures) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float side = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + side, at.y + side}, palette().field, px(4));
  const bool has_model = item.is_looked_at && item.reading->found && is_model(item);
  const auto& picture = item.pictures[has_model ? static_cast<std::size_t>(item.up) : 0];
  if (picture) {
    const float margin = px(10), fits = side - 2 * margin, w = static_cast<float>(picture->width),
                h = static_cast<float>(picture->height), scale = fits / std::max(w, h);
    const ImVec2 low{at.x + (side - w * scale) / 2, at.y + (side - h * scale) / 2};
    list.AddImage(pictures.show(picture), low, {low.x + w * scale, low.y + h * scale});
  } else {
    const ImVec2 size = ImGui::CalcTextSize(icon::picture);
    list.AddText({at.x + (side - size.x) / 2, at.y + (side - size.y) / 2}, palette().text_quiet, icon::picture);
  }
  ImGui::Dummy({side, side});
  ImGui::Dummy({0, px(2)});
  draw_facts(workspace, item);
}

void ImportSheet::draw_facts(Workspace& workspace, const Item& item) {
  quiet_text(item.file.filename().string());
  if (!item.is_looked_at || !item.reading->found) return;
  const IntakeReport& report = item.reading->found->report;
  quiet_text(is_model(item) ? fmt::format("{} · {}", report.format,
                                          workspace.tr("{} triangles", workspace.count(report.triangles)))
                            : fmt::format("{} · {} × {} {}", report.format, workspace.count(report.width),
                                          workspace.count(report.height), workspace.tr("pixels")));
  if (!report.textures.empty()) quiet_text(workspace.tr("{} pictures on it", std::to_string(report.textures.size())));
  if (report.open_edges.value_or(0) > 0)
    quiet_text(workspace.tr("The surface is open along {} edges.", workspace.count(*report.open_edges)));
  constexpr std::size_t most = 4;
  std::size_t told = 0, hidden = 0;
  for (const IntakeWarning& warning : report.warnings) {
    if (warning.id == "model.size_implausible") continue;  // the sheet shows both sizes
    if (++told > most) {
      ++hidden;
      continue;
    }
    ImGui::PushFont(fonts().small);
    coloured_text(palette().warning, fmt::format("{} {}", icon::warning, warning.text));
    ImGui::PopFont();
  }
  if (hidden > 0) quiet_text(workspace.tr("and {} more", std::to_string(hidden)));
}

void ImportSheet::draw_fields(Workspace& workspace, Item& item) {
  const Document& document = workspace.session().document;
  if (is_model(item)) draw_kind(workspace, item);
  if (item.is_room) return draw_room(workspace, item);
  const WorkForm form = is_model(item) ? WorkForm::three_dimensional : WorkForm::flat;
  std::vector<WorkId> waiting;
  for (const WorkId& id : without_file_)
    if (const Work* work = document.find(id); work && work->form == form) waiting.push_back(id);
  if (!waiting.empty()) {
    begin_field(workspace, tr("Work"));
    const std::string fresh(workspace.tr("a new one"));
    const Work* chosen = document.find(item.work);
    if (begin_combo("###work", chosen ? workspace.title_of(*chosen).c_str() : fresh.c_str())) {
      if (ImGui::Selectable(fmt::format("{}###new", fresh).c_str(), !chosen)) choose_work(workspace, item, {});
      for (const WorkId& id : waiting)
        if (ImGui::Selectable(fmt::format("{}###{}", workspace.title_of(*document.find(id)), id.value).c_str(),
                              id == item.work))
          choose_work(workspace, item, id);
      ImGui::EndCombo();
    }
  }
  if (item.work.empty()) {
    begin_field(workspace, tr("Title"));
    ImGui::InputText("###title", &item.title);
    if (!document.institutions.empty()) {
      begin_field(workspace, tr("Lender"));
      if (begin_combo("###lender", workspace.name_of(InstitutionId{item.lender}).c_str())) {
        for (const Institution& one : document.institutions)
          if (ImGui::Selectable(fmt::format("{}###{}", workspace.name_of(one.id), one.id.value).c_str(),
                                one.id.value == item.lender))
            item.lender = one.id.value;
        ImGui::EndCombo();
      }
    }
  }
  draw_sizes(workspace, item);
  if (is_model(item)) draw_unit(workspace, item);
  if (!is_model(item) && item.work.empty()) {
    begin_field(workspace, tr("Framed"));
    ImGui::Checkbox("###framed", &item.is_framed);
  }
  ImGui::Dummy({0, px(6)});
  draw_place(workspace, item);
}

void ImportSheet::draw_sizes(Workspace& workspace, Item& item) {
  const IntakeReport& report = item.reading->found->report;
  const double shape = static_cast<double>(report.width) / std::max(1u, report.height);
  auto warn_of_shape = [&](double height_mm, double width_mm) {
    if (std::abs(width_mm / (height_mm * shape) - 1) <= 0.02) return;
    coloured_text(palette().warning,
                  workspace.tr("The picture has other proportions: at this height it would be {} wide.",
                               length_text(workspace, height_mm * shape / 1000)));
  };
  if (const Work* work = workspace.session().document.find(item.work)) {
    fact(workspace, "Size", workspace.tr("{} cm", size_in_cm(*work, workspace.language())));
    if (!is_model(item)) warn_of_shape(work->height_mm, work->width_mm);
    return;
  }
  if (is_model(item)) {
    auto scaled = [&](double& side, std::optional<double> typed) {
      if (!typed || *typed < 1) return;
      const double by = *typed / side;
      item.height_mm *= by, item.width_mm *= by, item.depth_mm *= by;
      if (auto proposal = propose_size(report.bounds, {item.width_mm, item.height_mm, item.depth_mm}))
        item.metres_per_unit = proposal->metres_per_unit, item.up = proposal->up;
      else if (std::abs(size_read_as(report.bounds, item.up, 1).y * 1000 / item.height_mm - 1) < 0.15)
        item.metres_per_unit = 1;
    };
    scaled(item.height_mm, number_field(workspace, "Height", "height", item.height_mm, tr("{} mm")));
    scaled(item.width_mm, number_field(workspace, "Width", "width", item.width_mm, tr("{} mm")));
    scaled(item.depth_mm, number_field(workspace, "Depth", "depth", item.depth_mm, tr("{} mm")));
    return;
  }
  auto rounded = [](double v) { return std::round(v * 10) / 10; };
  if (auto typed = number_field(workspace, "Height", "height", item.height_mm, tr("{} mm"))) {
    item.height_mm = *typed, item.follows_height = false;
    if (item.follows_width) item.width_mm = rounded(*typed * shape);
  }
  if (auto typed = number_field(workspace, "Width", "width", item.width_mm, tr("{} mm"))) {
    item.width_mm = *typed, item.follows_width = false;
    if (item.follows_height) item.height_mm = rounded(*typed / shape);
  }
  if (!is_ready(item))
    coloured_text(palette().warning,
                  std::string(workspace.tr("Nobody has told its size: type one side, the other follows.")));
  else
    warn_of_shape(item.height_mm, item.width_mm);
}

// How the file's numbers are read.
void ImportSheet::draw_unit_and_axis(Workspace& workspace, Item& item) {
  const Box& bounds = item.reading->found->report.bounds;
  begin_field(workspace, tr("Unit of the file"));
  if (begin_combo("###unit", unit_text(workspace, item.metres_per_unit).c_str())) {
    for (auto [word, metres] : file_units)
      if (ImGui::Selectable(fmt::format("{}  ·  {}###{}", workspace.tr(word),
                                        length_text(workspace, size_read_as(bounds, item.up, metres).y), word)
                                .c_str(),
                            std::abs(metres / item.metres_per_unit - 1) < 1e-6))
        item.metres_per_unit = metres;
    ImGui::EndCombo();
  }
  begin_field(workspace, tr("Up in the file"));
  constexpr std::array<std::pair<const char*, UpAxis>, 3> axes = {
      {{"Y", UpAxis::y}, {"Z", UpAxis::z}, {"X", UpAxis::x}}};
  for (auto [letter, axis] : axes) {
    const bool is_on = item.up == axis;
    if (is_on) ImGui::PushStyleColor(ImGuiCol_Button, palette().accent_soft);
    if (ImGui::Button(fmt::format("{}###up.{}", letter, letter).c_str(), {px(44), 0})) item.up = axis;
    if (is_on) ImGui::PopStyleColor();
    if (axis != UpAxis::x) ImGui::SameLine(0, px(4));
  }
}

// Both sizes, where the file's own is not the work's, and the unit that brings them together.
void ImportSheet::draw_unit(Workspace& workspace, Item& item) {
  const Box& bounds = item.reading->found->report.bounds;
  const UpAxis up_before = item.up;
  const double unit_before = item.metres_per_unit;
  draw_unit_and_axis(workspace, item);
  if (item.work.empty() && (item.up != up_before || item.metres_per_unit != unit_before)) follow_file(item);
  const double as_metres = size_read_as(bounds, item.up, 1).y,
               as_chosen = size_read_as(bounds, item.up, item.metres_per_unit).y, wanted = item.height_mm / 1000;
  const bool contradicts = std::abs(as_chosen / wanted - 1) > 0.15;
  ImGui::Dummy({0, px(2)});
  if (item.metres_per_unit != 1 || !likely_metres_per_unit(bounds)) {
    quiet_text(workspace.tr("Read in metres, the file is {} high.", length_text(workspace, as_metres)));
    quiet_text(workspace.tr("Read as chosen here, it is {} high.", length_text(workspace, as_chosen)));
  } else if (contradicts) {
    quiet_text(workspace.tr("Read as chosen here, it is {} high.", length_text(workspace, as_chosen)));
  }
  if (contradicts)
    coloured_text(palette().warning, fmt::format("{} {}", icon::warning,
                                                 workspace.tr("It will be shown at the size of the work, {} high.",
                                                              length_text(workspace, wanted))));
}

void ImportSheet::draw_place(const Workspace& workspace, const Item& item) {
  if (!item.work.empty()) return;
  if (place_.room.empty() || !workspace.session().document.find(place_.room))
    return quiet_text(std::string(workspace.tr("It comes into the catalogue, without a place.")));
  const std::string room = workspace.name_of(place_.room);
  quiet_text(is_model(item) ? workspace.tr("It stands in {}.", room) : workspace.tr("It hangs in {}.", room));
}

// True if the sheet is to be closed.
bool ImportSheet::draw_buttons(Workspace& workspace) {
  const bool is_escaped = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape)) && !ImGui::IsAnyItemActive();
  if (is_copying_) {
    int permille = 0;
    for (const Item& item : items_) permille += item.copying->is_done ? 1000 : item.copying->permille.load();
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(
        workspace
            .tr("Copying into the project… {}", fmt::format("{} %", permille / 10 / static_cast<int>(items_.size())))
            .c_str());
    ImGui::SameLine(0, px(16));
    return ImGui::Button(workspace.label("Cancel", "cancel").c_str()) || is_escaped;
  }
  const auto ready =
      static_cast<std::size_t>(std::ranges::count_if(items_, [&](const Item& i) { return is_ready(i); }));
  const bool waits = std::ranges::any_of(
      items_, [&](const Item& item) { return !item.is_looked_at || (item.reading->found && !is_ready(item)); });
  ImGui::PushStyleColor(ImGuiCol_Button, palette().accent);
  ImGui::PushStyleColor(ImGuiCol_Text, palette().on_accent);
  ImGui::BeginDisabled(waits || ready == 0);
  const std::string text = items_.size() > 1
                               ? fmt::format("{}###take", workspace.tr("Take in {} works", std::to_string(ready)))
                           : items_.front().is_room      ? workspace.label("Take in the room", "take")
                           : items_.front().work.empty() ? workspace.label("Take in the work", "take")
                                                         : workspace.label("Use this file", "take");
  if (ImGui::Button(text.c_str())) start_copying();
  ImGui::EndDisabled();
  ImGui::PopStyleColor(2);
  ImGui::SameLine(0, px(8));
  return ImGui::Button(workspace.label("Cancel", "cancel").c_str()) || is_escaped;
}

}  // namespace enf::editor
