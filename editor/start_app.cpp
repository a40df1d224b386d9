#include "editor/start_app.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <limits>
#include <set>

#include "editor/fields.h"
#include "editor/icons.h"
#include "editor/operators/soundness.h"
#include "editor/operators/tr.h"
#include "editor/practice.h"
#include "engine/base/log.h"
#include "engine/exhibition/new_exhibition.h"
#include "engine/exhibition/project.h"

namespace enf {
std::span<const EmbeddedCatalogue> editor_catalogues();
}

namespace enf::editor {

namespace fs = std::filesystem;

Result<std::unique_ptr<StartApp>> StartApp::open(gpu::Device& device, const EditorSettings& settings) {
  std::unique_ptr<StartApp> app(new StartApp(settings));
  auto messages = Messages::open(editor_catalogues());
  if (!messages) return fail(messages.error());
  app->messages_ = std::move(*messages);
  auto shell = Shell::create(device, settings);
  if (!shell) return fail(shell.error());
  app->shell_ = std::move(*shell);
  Result<std::vector<RecentProject>> recents = read_recents(settings.recents_file);
  if (recents)
    app->recents_ = std::move(*recents);
  else
    app->trouble_ = to_string(recents.error());
  app->new_place_ = settings.home.string();
  app->look_into(settings.home);
  return app;
}

Result<void> StartApp::tick(std::span<const Event> events, double seconds) {
  auto take = [this](const Event& event) {
    if (auto* drop = std::get_if<DropEvent>(&event); drop && !drop->files.empty()) choose(drop->files.front());
  };
  auto frame = [this](double passed) -> Result<void> {
    Result<bool> begun = shell_->begin_frame(passed);
    if (!begun) return fail(begun.error());
    if (!*begun) return {};
    lay_out();
    shell_->end_frame();
    return {};
  };
  return shell_->tick(events, seconds, take, frame);
}

double StartApp::seconds_until_change() const {
  if (needs_frame()) return 0;
  return ImGui::GetIO().WantTextInput ? 0.4 : std::numeric_limits<double>::infinity();  // the caret blinks
}

std::string StartApp::label(std::string_view english, std::string_view id) const {
  return fmt::format("{}###{}", tr(english), id);
}

void StartApp::heading(std::string_view english) const {
  ImGui::PushFont(fonts().strong);
  ImGui::TextUnformatted(tr(english).data());
  ImGui::PopFont();
  ImGui::Dummy({0, px(2)});
}

void StartApp::choose(const fs::path& folder) {
  trouble_.clear(), damaged_.clear();
  fs::path project = folder.filename() == "exhibition.json" ? folder.parent_path() : folder;
  std::error_code ignored;
  if (fs::exists(exhibition_file(project), ignored))
    chosen_ = project;
  else
    trouble_ = tr("This folder holds no exhibition.");
}

void StartApp::begin_new() {
  trouble_.clear(), damaged_.clear();
  std::string name = new_title_;
  std::ranges::replace_if(
      name, [](char c) { return c == '/' || static_cast<unsigned char>(c) < 0x20; }, '-');
  if (name.find_first_not_of(" .") == name.npos) {
    trouble_ = tr("Give the exhibition a title first.");
    return;
  }
  fs::path folder = fs::path(new_place_) / name;
  std::error_code ignored;
  if (fs::exists(exhibition_file(folder), ignored)) {
    trouble_ = tr("There is an exhibition in this folder already.");
    return;
  }
  Exhibition exhibition{.title = {{settings_.look.language, new_title_}}, .languages = {settings_.look.language}};
  Edit edits = all_of({set_exhibition(exhibition), first_room(std::string(tr("Room 1")), settings_.look.language)});
  Result<Document> document = apply({}, edits);
  Result<void> saved = document ? save_project(folder, *document) : fail(document.error());
  if (saved)
    chosen_ = folder;
  else
    trouble_ = fmt::format("{}: {}", folder.string(), tr(sentence_for(saved.error())));
}

void StartApp::practise() {
  trouble_.clear(), damaged_.clear();
  if (auto written = write_practice(settings_.practice_folder, settings_.look.language))
    chosen_ = settings_.practice_folder;
  else
    trouble_ = fmt::format("{}: {}", settings_.practice_folder.string(), tr(sentence_for(written.error())));
}

void StartApp::tell_unopened(const fs::path& project, const Error& error) {
  damaged_.clear();
  Result<Mending> mending = find_mending(project);
  if (!mending || mending->causes.empty()) return tell(to_string(error));
  std::set<std::string> records;
  for (const Error& cause : mending->causes) {
    log_warning("{}", to_string(cause));
    records.insert(cause.record);
  }
  damaged_ = project;
  tell(fmt::format("{}: {}", project.string(),
                   messages_->get(settings_.look.language, editor::tr("Records that name what is not there: {}."),
                                  std::to_string(records.size()))));
}

void StartApp::mend() {
  if (auto mended = mend_project(damaged_); mended)
    chosen_ = damaged_;
  else
    tell(fmt::format("{}: {}", damaged_.string(), tr(sentence_for(mended.error()))));
  damaged_.clear();
}

void StartApp::look_into(const fs::path& folder) {
  folder_ = folder.string();
  entries_.clear();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, error)) {
    if (!entry.is_directory(error) || entry.path().filename().string().starts_with('.')) continue;
    entries_.push_back({entry.path(), fs::exists(exhibition_file(entry.path()), error)});
  }
  std::ranges::sort(entries_, {}, [](const Entry& e) { return std::pair(!e.is_project, e.folder); });
}

// A line one can click: a name, and below it where it lies.
bool StartApp::card(const std::string& id, const char* symbol, const std::string& name, const std::string& detail) {
  ImVec2 at = ImGui::GetCursorScreenPos();
  float wide = ImGui::GetContentRegionAvail().x, high = px(detail.empty() ? 32 : 52);
  bool clicked = ImGui::Selectable(fmt::format("###{}", id).c_str(), false, 0, {wide, high});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  float middle = at.y + high / 2;
  list.AddText(fonts().text, fonts().text->FontSize * 1.2f, {at.x + px(10), middle - px(10)}, palette().accent, symbol);
  float x = at.x + px(42), right = at.x + wide - px(8);
  if (detail.empty()) {
    draw_cut(list, fonts().text, {x, middle - px(8)}, right, palette().text, name);
  } else {
    draw_cut(list, fonts().text, {x, at.y + px(7)}, right, palette().text, name);
    draw_cut(list, fonts().small, {x, at.y + px(28)}, right, palette().text_quiet, detail);
  }
  return clicked;
}

void StartApp::draw_recents() {
  heading("Recent exhibitions");
  ImGui::BeginChild("recents");
  if (recents_.empty()) {
    ImGui::PushTextWrapPos();
    ImGui::TextDisabled("%s", tr("Nothing was opened yet. Begin a new exhibition, or open the folder of one.").data());
    ImGui::PopTextWrapPos();
  }
  for (std::size_t i = 0; i < recents_.size(); ++i)
    if (card(fmt::format("recent.{}", i), icon::room, recents_[i].title, recents_[i].folder.string()))
      choose(recents_[i].folder);
  ImGui::EndChild();
}

void StartApp::draw_new() {
  heading("New exhibition");
  ImGui::SetNextItemWidth(-1);
  bool entered =
      ImGui::InputTextWithHint("###title", tr("Title").data(), &new_title_, ImGuiInputTextFlags_EnterReturnsTrue);
  float wide = px(110);
  ImGui::SetNextItemWidth(-wide - px(8));
  entered = ImGui::InputTextWithHint("###place", tr("In the folder").data(), &new_place_,
                                     ImGuiInputTextFlags_EnterReturnsTrue) ||
            entered;
  ImGui::SameLine(0, px(8));
  ImGui::PushStyleColor(ImGuiCol_Button, palette().accent);
  ImGui::PushStyleColor(ImGuiCol_Text, palette().on_accent);
  entered = ImGui::Button(label("Create", "create").c_str(), {wide, 0}) || entered;
  ImGui::PopStyleColor(2);
  if (entered) begin_new();
  if (settings_.practice_folder.empty()) return;
  ImGui::Dummy({0, px(4)});
  if (card("practise", icon::picture, std::string(tr("Practise: hang three works")),
           std::string(tr("An exhibition to try things in, with a guide that leads through ten short steps."))))
    practise();
}

void StartApp::draw_folders() {
  heading("Open a folder");
  float wide = px(110);
  if (ImGui::Button(fmt::format("{}###up", icon::up).c_str())) look_into(fs::path(folder_).parent_path());
  ImGui::SameLine(0, px(4));
  ImGui::SetNextItemWidth(-wide - px(8));
  bool entered = ImGui::InputText("###folder", &folder_, ImGuiInputTextFlags_EnterReturnsTrue);
  bool is_left = ImGui::IsItemDeactivatedAfterEdit();
  ImGui::SameLine(0, px(8));
  ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  if (ImGui::Button(label("Open", "open").c_str(), {wide, 0}) || entered) choose(folder_);
  ImGui::PopStyleColor();
  if (is_left) look_into(folder_);
  ImGui::BeginChild("folders");
  std::optional<fs::path> into;
  for (const Entry& entry : entries_) {
    std::string name = entry.folder.filename().string();
    if (!card(name, entry.is_project ? icon::room : icon::folder, name, "")) continue;
    if (entry.is_project)
      choose(entry.folder);
    else
      into = entry.folder;
  }
  ImGui::EndChild();
  if (into) look_into(*into);
}

// What this is, or what went wrong with what is offered to help.
void StartApp::draw_trouble() {
  ImGui::PushStyleColor(ImGuiCol_Text, trouble_.empty() ? palette().text_quiet : palette().error);
  std::string line = trouble_.empty() ? std::string(tr("Arrange an exhibition: rooms, works, light and words."))
                                      : fmt::format("{}  {}", icon::warning, trouble_);
  ImGui::TextUnformatted(line.c_str());
  ImGui::PopStyleColor();
  if (damaged_.empty()) return;
  ImGui::TextUnformatted(tr("What needs it is left out then; the file as it is now is kept beside it.").data());
  ImGui::Dummy({0, px(4)});
  ImGui::PushStyleColor(ImGuiCol_Button, palette().field);
  if (ImGui::Button(label("Open it without them", "mend").c_str())) mend();
  ImGui::PopStyleColor();
}

void StartApp::lay_out() {
  constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;
  ImVec2 space{static_cast<float>(shell_->width()), static_cast<float>(shell_->height())};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(space);
  float margin_x = std::max(px(24), (space.x - px(1040)) / 2), margin_y = std::max(px(24), (space.y - px(680)) / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {margin_x, margin_y});
  ImGui::Begin("Start", nullptr, flags);
  ImGui::PopStyleVar();
  ImGui::PushFont(fonts().title);
  ImGui::TextUnformatted("Enfilade");
  ImGui::PopFont();
  draw_trouble();
  ImGui::Dummy({0, px(22)});
  float wide = space.x - 2 * margin_x, gap = px(48), high = space.y - margin_y - ImGui::GetCursorPosY();
  ImGui::BeginChild("left", {(wide - gap) * 0.5f, high});
  draw_recents();
  ImGui::EndChild();
  ImGui::SameLine(0, gap);
  ImGui::BeginChild("right", {(wide - gap) * 0.5f, high});
  draw_new();
  ImGui::Dummy({0, px(22)});
  draw_folders();
  ImGui::EndChild();
  ImGui::End();
}

}  // namespace enf::editor
