// enfilade-editor: opens an exhibition to arrange it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>

#include "editor/editor_host.h"
#include "editor/look.h"
#include "editor/window.h"
#include "engine/app/png.h"
#include "engine/base/heap.h"

namespace {

using namespace enf;
using namespace enf::editor;

// Without a window: one picture of the editor as it opens.
Result<void> take_picture(const EditorSettings& settings, const std::filesystem::path& file) {
  auto host = EditorHost::open(settings);
  if (!host) return fail(host.error());
  if (auto settled = (*host)->settle(); !settled) return settled;
  auto picture = (*host)->app().read_back();
  if (!picture) return fail(picture.error());
  return write_png(file, *picture);
}

// "ka" of "ka_GE.UTF-8", if the interface speaks it.
std::string language_from_environment() {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(variable); value && *value) {
      std::string language = std::string(value).substr(0, 2);
      constexpr std::string_view spoken[] = {"az", "uz", "en", "ru", "tr", "ka"};
      return std::ranges::find(spoken, language) == std::end(spoken) ? "en" : language;
    }
  return "en";
}

// The folder named by the variable, or `otherwise` within the home folder, or the current folder.
std::filesystem::path folder_for(const char* variable, const char* otherwise) {
  if (const char* named = std::getenv(variable); named && *named) return named;
  if (const char* home = std::getenv("HOME"); home && *home) return std::filesystem::path(home) / otherwise;
  return ".";
}

}  // namespace

int main(int argc, char** argv) {
  give_large_blocks_back();
  CLI::App app("Arrange an exhibition: rooms, works, light, labels.\nCtrl+P finds every command.", "enfilade-editor");
  EditorSettings settings;
  const std::filesystem::path kept = folder_for("XDG_STATE_HOME", ".local/state") / "enfilade";
  settings.look_file = kept / "look";
  settings.look.language = language_from_environment();
  if (auto look = read_look(settings.look_file, settings.look))
    settings.look = *look;
  else
    fmt::print(stderr, "enfilade-editor: {}\n", to_string(look.error()));
  settings.render.width = 1440, settings.render.height = 900;
  std::string theme = settings.look.is_dark ? "dark" : "light", picture;
  bool reads_only = false;
  std::vector<unsigned> size;
  app.add_option("PROJECT", settings.project, "The exhibition's folder; without it the start screen asks");
  app.add_option("--language", settings.look.language, "The interface's language: az, uz, en, ru, tr, ka");
  app.add_option("--theme", theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
  app.add_option("--scale", settings.look.scale_percent, "How large everything is, in percent")
      ->check(CLI::Range(80, 200));
  app.add_option("--size", size, "The window's width and height")->expected(2)->check(CLI::Range(320, 16384));
  app.add_flag("--read-only", reads_only, "Look without changing");
  app.add_option("--picture", picture, "Open no window: save a picture of the editor and leave")->type_name("FILE.png");
  CLI11_PARSE(app, argc, argv);
  if (size.size() == 2) settings.render.width = size[0], settings.render.height = size[1];
  settings.look.is_dark = theme == "dark";
  if (reads_only) settings.mode = Editing::Mode::read_only;
  settings.recents_file = kept / "recent";
  settings.practice_folder = settings.recents_file.parent_path() / "practice";
  settings.render.cache_folder = folder_for("XDG_CACHE_HOME", ".cache") / "enfilade";
  settings.home = folder_for("HOME", "");
  settings.traces_light = picture.empty();
  if (!picture.empty() && settings.project.empty()) {
    fmt::print(stderr, "enfilade-editor: --picture needs a PROJECT\n");
    return 2;
  }
  Result<void> ran = picture.empty() ? run_editor_window(settings) : take_picture(settings, picture);
  if (!ran) fmt::print(stderr, "enfilade-editor: {}\n", to_string(ran.error()));
  return ran ? 0 : 1;
}
