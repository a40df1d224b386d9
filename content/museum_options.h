// Owns: a museum's plan as options of a command.
// Must not know: what the command does with it.
// Called by: enfilade-demo, which makes museums, and the museum bench, which has it made; main threads.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "content/museum.h"

namespace enf {

// Adds --rooms, --works, --texture, --sculptures and --storage, which fill `plan`; it must outlive the command.
void add_museum_options(CLI::App& command, MuseumPlan& plan);

// The plan as these options.
std::vector<std::string> museum_arguments(const MuseumPlan& plan);

}  // namespace enf
