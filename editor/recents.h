// Owns: the list of projects opened of late, kept in a text file: a line each, folder, tab, title.
// Must not know: screens.
// Called by: the start screen and whoever opens a project, main thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/error.h"

namespace enf::editor {

struct RecentProject {
  std::filesystem::path folder;
  std::string title;
  friend bool operator==(const RecentProject&, const RecentProject&) = default;
};

// The newest first; those whose exhibition is gone are left out. No file, no projects. Error: file.unreadable.
Result<std::vector<RecentProject>> read_recents(const std::filesystem::path& file);
// Puts the project in front; at most twelve are kept. Errors: file.unreadable, file.unwritable, file.disk_full.
Result<void> remember_project(const std::filesystem::path& file, const RecentProject& project);

}  // namespace enf::editor
