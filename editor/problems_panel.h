// Owns: the list of what is wrong: files that are missing or cannot be read, sizes that contradict the catalogue, and
// what is in each other's way.
// Must not know: how files are chosen.
// Called by: the app, main thread; draws into the current window.
#pragma once

#include <map>

#include "editor/size_check.h"
#include "editor/workspace.h"

namespace enf::editor {

// What is wrong with files: why those cannot be shown, by their paths within the project, and sizes.
struct FileTroubles {
  std::map<std::string, Error> files;
  std::vector<SizeContradiction> sizes;
};

class ProblemsPanel {
 public:
  void draw(Workspace& workspace, const FileTroubles& troubles) const;

 private:
  void draw_files(Workspace& workspace, const std::map<std::string, Error>& files) const;
  void draw_sizes(Workspace& workspace, const std::vector<SizeContradiction>& sizes) const;
};

// How many files, sizes and conflicts the panel tells of.
std::size_t problem_count(const Workspace& workspace, const FileTroubles& troubles);

// What a conflict means for one that has a part in it, as a sentence in the interface's language.
std::string sentence_about(const Workspace& workspace, const Conflict& conflict, const AnyId& part);
// All such sentences for one record of the room, with a line between; empty if nothing is in its way.
std::string conflicts_of(const Workspace& workspace, const RoomId& room, const AnyId& part);

}  // namespace enf::editor
