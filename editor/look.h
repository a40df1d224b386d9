// Owns: how the editor's window looked last, kept in a text file beside the list of recent projects: a line each, name,
//   tab, value.
// Must not know: widgets.
// Called by: main at the start, the app when it changes, main thread.
#pragma once

#include <filesystem>

#include "editor/operators/operator.h"

namespace enf::editor {

// What the file tells, in the place of `otherwise`; what it does not tell, or tells out of range, stays. No file is no
// error. Error: file.unreadable.
Result<Look> read_look(const std::filesystem::path& file, Look otherwise);
// Without a file name nothing is kept. Errors: file.unwritable, file.disk_full.
Result<void> write_look(const std::filesystem::path& file, const Look& look);

}  // namespace enf::editor
