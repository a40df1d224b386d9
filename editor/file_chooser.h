// Owns: choosing a file from the disk.
// Must not know: what it is for.
// Called by: the app, main thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "editor/file_kinds.h"
#include "editor/workspace.h"

namespace enf::editor {

class FileChooser {
 public:
  using Take = std::function<void(const std::filesystem::path&)>;
  // Opens it at the next drawing in that folder, or in the one it was in last if there is no such folder; it shows
  // files with these endings, which must outlive it.
  void open(std::string title, const std::filesystem::path& folder, Endings endings, Take take);
  bool is_open() const { return is_open_; }
  void draw(const Workspace& workspace);

 private:
  struct Entry {
    std::filesystem::path path;
    bool is_folder = false;
  };
  void look_into(const std::filesystem::path& folder);
  std::string title_, folder_;
  Endings endings_;
  std::vector<Entry> entries_;
  Take take_;
  bool opens_ = false, is_open_ = false;
};

}  // namespace enf::editor
