// Owns: enfilade bench museum: a generated museum of any size, walked through as a visitor's runtime would.
// Must not know: the bench of plain scenes.
// Called by: the bench command, on the main thread.
#pragma once

#include <CLI/CLI.hpp>

namespace enf::cli {

// Adds the subcommand `museum`; sets `exit_code` when it runs.
CLI::App* add_bench_museum(CLI::App& bench, int& exit_code);

}  // namespace enf::cli
