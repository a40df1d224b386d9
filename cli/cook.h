// Owns: preparing a whole project for showing.
// Must not know: arguments.
// Called by: the cook command and the museum bench, on the main thread.
#pragma once

#include <filesystem>

#include "engine/cook/cook.h"

namespace enf::cli {

enum class Verify { no, yes };  // whether to read everything prepared earlier and make damaged parts again

// Cooks all assets of the project into its store, with a progress bar; an interrupt ends it. What failed is in the
// summary. Errors: those of load_project, Store::open, write_cooked_index.
Result<CookSummary> cook_project(const std::filesystem::path& folder, Verify verify);

}  // namespace enf::cli
