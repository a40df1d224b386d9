// enfilade-demo OUT_FOLDER [--detail D]: writes the demo exhibition "Two Shores" as a project folder. Progress on
// standard error, the folder's path on standard output; exit code 0, 1 when something failed, 2 when called wrongly.
// enfilade-demo OUT_FOLDER --museum [--rooms N]...: writes a museum of generated works instead; one JSON object on
// standard output says what was made.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>

#include "content/generate.h"
#include "content/museum_options.h"
#include "content/museum_works.h"

namespace {

int report(const enf::Error& error) {
  fmt::print(stderr, "enfilade-demo: {}\n", enf::to_string(error));
  return 1;
}

int make_demo(const std::string& folder, float detail) {
  enf::Jobs jobs;
  auto tell = [](const enf::Progress& p) { fmt::print(stderr, "[{:2}/{}] {}\n", p.done, p.total, p.stage); };
  if (auto made = enf::generate_demo(folder, jobs, {.progress = tell}, detail); !made) return report(made.error());
  fmt::print("{}\n", folder);
  return 0;
}

int make_museum(const std::string& folder, const enf::MuseumPlan& plan) {
  enf::Jobs jobs;
  auto tell = [](const enf::Progress& p) {
    if (p.done % std::max<std::uint64_t>(p.total / 20, 1) == 0)  // of thousands
      fmt::print(stderr, "[{}/{}] {}\n", p.done, p.total, p.stage);
  };
  auto files = enf::write_museum(folder, plan, jobs, {.progress = tell});
  if (!files) return report(files.error());
  fmt::print(R"({{"files":{},"kept":{},"bytes":{},"megapixels":{:.1f}}})"
             "\n",
             files->made, files->kept, files->bytes, static_cast<double>(files->pixels) / 1e6);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Writes the demo exhibition \"Two Shores\" as a project folder: exhibition.json and the works' files.\n"
      "What is there already is kept; run it again after an interruption and it goes on.");
  std::string folder;
  float detail = 1;
  bool museum = false;
  enf::MuseumPlan plan;
  app.add_option("OUT_FOLDER", folder, "where to")->required();
  app.add_option("--detail", detail,
                 "size of the works' files: 1 is the exhibition's; 0.2 is made in seconds and is good for trying")
      ->check(CLI::Range(0.02, 1.0));
  app.add_flag("--museum", museum, "instead, a museum of generated works, such as enfilade bench museum walks through");
  enf::add_museum_options(*app.add_option_group("Museum", "what it is to hold"), plan);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return museum ? make_museum(folder, plan) : make_demo(folder, detail);
}
