// enfilade check: names everything that is wrong with an exhibition.
#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/output.h"
#include "engine/exhibition/project.h"

namespace enf::cli {

void add_check(CLI::App& app, int& exit_code) {
  struct Options {
    std::string project;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("check", "Name everything that is wrong with an exhibition");
  command->add_option("PROJECT", options->project, "The project's folder")->required();
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback([options, &exit_code] {
    std::vector<Error> errors = check_project(options->project);
    exit_code = errors.empty() ? success : failure;
    if (options->json) {
      std::string list;
      for (const Error& e : errors)
        list += fmt::format("{}{{\"id\":{},\"file\":{},\"record\":{},\"field\":{},\"text\":{}}}", list.empty() ? "" : ",",
                            json_text(e.id), json_text(e.file), json_text(e.record), json_text(e.field),
                            json_text(to_string(e)));
      fmt::print("{{\"ok\":{},\"errors\":[{}]}}\n", errors.empty(), list);
      return;
    }
    for (const Error& error : errors) fmt::print("{}\n", to_string(error));
    if (errors.empty())
      fmt::print("{}: nothing is wrong\n", options->project);
    else
      fmt::print("{}: {} thing{} to correct\n", options->project, errors.size(), errors.size() == 1 ? "" : "s");
  });
}

}  // namespace enf::cli
