#include "cli/commands.h"
#include "engine/base/heap.h"

int main(int argc, char** argv) {
  enf::give_large_blocks_back();
  CLI::App app{"Enfilade: an engine for joint virtual exhibitions", "enfilade"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "enfilade 0.1.0");
  int exit_code = 0;
  enf::cli::add_new(app, exit_code);
  enf::cli::add_import(app, exit_code);
  enf::cli::add_cook(app, exit_code);
  enf::cli::add_bake(app, exit_code);
  enf::cli::add_check(app, exit_code);
  enf::cli::add_render(app, exit_code);
  enf::cli::add_info(app, exit_code);
  enf::cli::add_bench(app, exit_code);
  enf::cli::add_light(app, exit_code);
  enf::cli::add_ops(app, exit_code);
  enf::cli::add_run_op(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    int shown = app.exit(error);
    return shown == 0 ? 0 : 2;
  }
  return exit_code;
}
