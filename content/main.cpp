// enfilade-demo OUT_FOLDER [--detail D]: writes the demo exhibition "Two Shores" as a project folder. Progress on standard
// error, the folder's path on standard output; exit code 0, 1 when something failed, 2 when called wrongly.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

#include "content/generate.h"

int main(int argc, char** argv) {
  CLI::App app(
      "Writes the demo exhibition \"Two Shores\" as a project folder: exhibition.json and the works' files.\n"
      "What is there already is kept; run it again after an interruption and it goes on.");
  std::string folder;
  float detail = 1;
  app.add_option("OUT_FOLDER", folder, "where to")->required();
  app.add_option("--detail", detail, "size of the works' files: 1 is the exhibition's; 0.2 is made in seconds and is good for trying")->check(CLI::Range(0.02, 1.0));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  enf::Jobs jobs;
  enf::WorkContext context{.progress = [](const enf::Progress& p) { fmt::print(stderr, "[{:2}/{}] {}\n", p.done, p.total, p.stage); }};
  auto made = enf::generate_demo(folder, jobs, context, detail);
  if (!made) {
    fmt::print(stderr, "enfilade-demo: {}\n", enf::to_string(made.error()));
    return 1;
  }
  fmt::print("{}\n", folder);
  return 0;
}
