// enfilade-visitor: opens an exhibition in a window to walk through.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "engine/app/window_host.h"
#include "engine/base/heap.h"
#include "engine/base/trace.h"

namespace {

// "1280x800" into two numbers; false if the text is something else.
bool read_size(const std::string& text, std::uint32_t& width, std::uint32_t& height) {
  char rest = 0;
  unsigned w = 0, h = 0;
  if (std::sscanf(text.c_str(), "%5ux%5u%c", &w, &h, &rest) != 2 || w < 64 || h < 64 || w > 16384 || h > 16384) return false;
  width = w, height = h;
  return true;
}

// The folder named by the variable, or `otherwise` within the home folder, or the current folder.
std::filesystem::path folder_for(const char* variable, const char* otherwise) {
  if (const char* named = std::getenv(variable); named && *named) return named;
  if (const char* home = std::getenv("HOME"); home && *home) return std::filesystem::path(home) / otherwise;
  return ".";
}

}  // namespace

int main(int argc, char** argv) {
  enf::give_large_blocks_back();
  CLI::App app("Walk through an exhibition.\n"
               "Drag to look around, tap the floor or press W A S D to walk, tap a work to step close, Esc to step back.\n"
               "L changes the language, H the eye height, M the motion, P takes a picture.\n"
               "F3 shows what the frames take, F4 saves the last seconds as a trace.",
               "enfilade-visitor");
  enf::WindowSettings settings;
  settings.visitor.picture_folder = folder_for("XDG_PICTURES_DIR", "Pictures");
  settings.visitor.render.cache_folder = folder_for("XDG_CACHE_HOME", ".cache") / "enfilade";
  std::string size, trace_file;
  app.add_option("PROJECT", settings.visitor.project, "The exhibition's folder")->required();
  app.add_option("--language", settings.visitor.language, "A language of the exhibition, such as az, uz, ka, tr, ru or en");
  auto* windowed = app.add_option("--windowed", size, "The window's size, such as 1280x800 (the default)")->type_name("WxH");
  app.add_flag_callback("--fullscreen", [&] { settings.mode = enf::WindowSettings::Mode::fullscreen; }, "Fill the screen")
      ->excludes(windowed);
  app.add_option("--start", settings.visitor.start, "The viewpoint to begin at")->type_name("VIEWPOINT");
  app.add_option("--pictures", settings.visitor.picture_folder, "The folder for pictures the visitor takes")->type_name("FOLDER");
  unsigned memory_mib = static_cast<unsigned>(enf::kiosk_budget_bytes >> 20);
  app.add_option("--memory-mib", memory_mib, "Memory for tiles, meshes and shadow maps")
      ->check(CLI::Range(32, 1 << 16))
      ->capture_default_str();
  app.add_option("--trace", trace_file, "Write the trace of the last seconds at the end (Chrome trace events)")
      ->type_name("FILE.json");
  CLI11_PARSE(app, argc, argv);

  settings.visitor.render = enf::within(settings.visitor.render, std::uint64_t{memory_mib} << 20);
  settings.visitor.render.width = 1280, settings.visitor.render.height = 800;
  if (!size.empty() && !read_size(size, settings.visitor.render.width, settings.visitor.render.height)) {
    fmt::print(stderr, "enfilade-visitor: '{}' is not a size such as 1280x800 (64 to 16384 a side)\n", size);
    return 2;
  }
  // Always: it costs a few microseconds a frame, and a hitch is there to be saved after it was seen.
  enf::trace::name_thread("main");
  enf::trace::start();
  enf::Result<void> ran = enf::run_window(settings);
  enf::Result<void> saved;
  if (!trace_file.empty()) saved = enf::trace::save(trace_file);
  for (const enf::Result<void>& done : {ran, saved})
    if (!done) fmt::print(stderr, "enfilade-visitor: {}\n", enf::to_string(done.error()));
  return ran && saved ? 0 : 1;
}
