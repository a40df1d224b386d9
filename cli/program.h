// Owns: running another of our programs for a piece of work.
// Must not know: what it does.
// Called by: the museum bench, on the main thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/base/error.h"

namespace enf::cli {

// Runs the program of this name that lies beside this one, waits for its end and returns the JSON object that it
// printed on standard output. Its standard error is ours. Errors: program.missing, program.failed.
Result<nlohmann::json> run_program(const std::string& name, std::vector<std::string> arguments);

}  // namespace enf::cli
