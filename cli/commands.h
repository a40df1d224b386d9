// Owns: the list of commands: each adds its subcommand to the parser and runs when it was chosen.
// Must not know: each other.
// Called by: main, on the main thread.
#pragma once

#include <CLI/CLI.hpp>

namespace enf::cli {

// Each sets `exit_code` when its subcommand runs.
void add_new(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_cook(CLI::App& app, int& exit_code);
void add_bake(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_render(CLI::App& app, int& exit_code);
void add_info(CLI::App& app, int& exit_code);
void add_bench(CLI::App& app, int& exit_code);
void add_light(CLI::App& app, int& exit_code);
void add_ops(CLI::App& app, int& exit_code);
void add_run_op(CLI::App& app, int& exit_code);

}  // namespace enf::cli
