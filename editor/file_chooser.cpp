#include "editor/file_chooser.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <optional>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/theme.h"

namespace enf::editor {

namespace fs = std::filesystem;

void FileChooser::open(std::string title, const fs::path& folder, Endings endings, Take take) {
  title_ = std::move(title), endings_ = endings, take_ = std::move(take);
  std::error_code ignored;
  look_into(fs::is_directory(folder, ignored) ? folder : fs::path(folder_));
  opens_ = is_open_ = true;
}

void FileChooser::look_into(const fs::path& folder) {
  std::error_code error;
  folder_ = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, error).string();
  entries_.clear();
  fs::directory_iterator entry(folder_, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && entry != end; entry.increment(error)) {
    if (entry->path().filename().string().starts_with('.')) continue;
    std::error_code ignored;
    const bool is_folder = entry->is_directory(ignored);
    if (is_folder || ends_as(entry->path(), endings_)) entries_.push_back({entry->path(), is_folder});
  }
  std::ranges::sort(entries_, {}, [](const Entry& e) { return std::pair(!e.is_folder, e.path); });
}

void FileChooser::draw(const Workspace& workspace) {
  if (!is_open_) return;
  constexpr const char* name = "###choose";
  if (std::exchange(opens_, false)) ImGui::OpenPopup(name);
  if (!begin_sheet(name, {px(560), px(520)})) {
    is_open_ = false;
    return;
  }
  ImGui::PushFont(fonts().strong);
  ImGui::TextUnformatted(title_.c_str());
  ImGui::PopFont();
  ImGui::Dummy({0, px(4)});
  std::optional<fs::path> into, taken;
  if (ImGui::Button(fmt::format("{}###up", icon::up).c_str())) into = fs::path(folder_).parent_path();
  ImGui::SameLine(0, px(4));
  ImGui::SetNextItemWidth(-1);
  std::error_code ignored;
  if (ImGui::InputText("###path", &folder_, ImGuiInputTextFlags_EnterReturnsTrue)) {
    if (fs::is_regular_file(folder_, ignored)) taken = folder_;
    if (fs::is_directory(folder_, ignored)) into = folder_;
  }
  ImGui::BeginChild("entries", {0, ImGui::GetContentRegionAvail().y - ImGui::GetFrameHeight() - px(14)});
  if (entries_.empty()) ImGui::TextDisabled("%s", workspace.tr("There is nothing in this folder.").data());
  for (const Entry& entry : entries_) {
    const std::string shown = entry.path.filename().string();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wide = ImGui::GetContentRegionAvail().x, high = px(28);
    if (ImGui::Selectable(fmt::format("###{}", shown).c_str(), false, ImGuiSelectableFlags_DontClosePopups,
                          {wide, high}))
      (entry.is_folder ? into : taken) = entry.path;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText({at.x + px(6), at.y + px(6)}, entry.is_folder ? palette().accent : palette().text_quiet,
                 entry.is_folder ? icon::folder : icon::picture);
    draw_cut(list, fonts().text, {at.x + px(34), at.y + px(6)}, at.x + wide - px(6), palette().text, shown);
  }
  ImGui::EndChild();
  ImGui::Dummy({0, px(2)});
  const bool leaves = ImGui::Button(workspace.label("Cancel", "cancel").c_str()) ||
                      (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape)) && !ImGui::IsAnyItemActive());
  if (into) look_into(*into);
  if (taken || leaves) is_open_ = false, ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  if (taken) take_(*taken);
}

}  // namespace enf::editor
