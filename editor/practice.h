// Owns: the practice exhibition: an empty room and three paintings that wait in the catalogue, painted here.
// Must not know: the practice's steps, windows.
// Called by: the start screen and the window host, main thread; writing it takes a fraction of a second.
#pragma once

#include <filesystem>
#include <string>

#include "engine/base/error.h"

namespace enf::editor {

// Writes it anew, its words in this language; what an earlier practice left there is gone. Errors: project.in_use,
// file.unwritable, file.disk_full, those of Messages::open.
Result<void> write_practice(const std::filesystem::path& folder, const std::string& language);

}  // namespace enf::editor
