// enfilade-demo OUT_FOLDER: writes the demo exhibition "Two Shores" as a project folder. Progress on standard error, the
// folder's path on standard output; exit code 0, 1 when something failed, 2 when called wrongly.
#include <fmt/format.h>

#include <cstdio>
#include <string_view>

#include "content/generate.h"

int main(int argc, char** argv) {
  if (argc != 2 || std::string_view(argv[1]).starts_with("-")) {
    fmt::print(stderr,
               "enfilade-demo OUT_FOLDER\n"
               "Writes the demo exhibition \"Two Shores\" as a project folder: exhibition.json and the works' files.\n"
               "What is there already is kept; run it again after an interruption and it goes on.\n");
    return argc == 2 && std::string_view(argv[1]) == "--help" ? 0 : 2;
  }
  enf::Jobs jobs;
  enf::WorkContext context{.progress = [](const enf::Progress& p) { fmt::print(stderr, "[{:2}/{}] {}\n", p.done, p.total, p.stage); }};
  auto made = enf::generate_demo(argv[1], jobs, context);
  if (!made) {
    fmt::print(stderr, "enfilade-demo: {}\n", enf::to_string(made.error()));
    return 1;
  }
  fmt::print("{}\n", argv[1]);
  return 0;
}
