// Owns: the marks in a folder that say which generated museum it holds, or is to hold.
// Must not know: what a museum consists of.
// Called by: museum_works.cpp and the museum bench.
#pragma once

#include <filesystem>

#include "content/museum.h"
#include "engine/base/error.h"

namespace enf {

// Makes this folder the plan's, unless something else is there. Errors: argument.works (too few for the rooms),
// museum.other_plan, file.unwritable, file.disk_full.
Result<void> claim_for_museum(const std::filesystem::path& folder, const MuseumPlan& plan);

// Says that the whole of the plan is here now. Errors: file.unwritable, file.disk_full.
Result<void> mark_museum_done(const std::filesystem::path& folder, const MuseumPlan& plan);

// True if the whole of the plan is here.
bool holds_museum(const std::filesystem::path& folder, const MuseumPlan& plan);

}  // namespace enf
