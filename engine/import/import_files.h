// Owns: the worker's view of files: mapped, asked for from the caller by name.
// Must not know: file formats.
// Called by: the importers inside the worker, one thread.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cook/intake.h"
#include "engine/cook/jail.h"

namespace enf {

// A file's bytes, mapped read-only while this object lives.
class MappedInput {
 public:
  explicit MappedInput(Descriptor file);
  MappedInput(const MappedInput&) = delete;
  MappedInput& operator=(const MappedInput&) = delete;
  ~MappedInput();
  std::span<const std::byte> bytes() const { return bytes_; }
  // Gives back the memory of what was read; it is read again when it is needed again.
  void forget() const;

 private:
  std::span<const std::byte> bytes_;
};

// "%20" and the like become bytes; what is no such code stays.
std::string percent_decoded(std::string_view text);
// The last part of a path written with '/' or '\'.
std::string file_part(std::string_view path);

// Asks the caller of this worker for a file beside the one it imports.
FolderKeeper::Grant ask_caller(const std::string& name);

class SideFiles {
 public:
  // Opens what is asked for.
  using Opener = std::function<FolderKeeper::Grant(const std::string& name)>;

  SideFiles(std::vector<IntakeWarning>& warnings, Opener opener) : warnings_(warnings), opener_(std::move(opener)) {}

  struct Answer {
    FileAnswer answer = FileAnswer::missing;
    std::shared_ptr<const MappedInput> file;  // set if granted
  };
  // A file the model names, as the name is written in it. Refusals are put into the report ("file.outside"), names that
  // differ in case or Unicode form, too ("file.renamed").
  Answer open(const std::string& name);

  // A texture: under its name, percent-decoded, then under its last part beside the model and in "textures/". What is
  // found elsewhere or not at all is put into the report ("texture.found_elsewhere", "texture.missing").
  std::shared_ptr<const MappedInput> find_texture(const std::string& name);
  // Textures are looked for in this folder below the model's, too (an MTL file lies there).
  void also_search(const std::string& folder);

 private:
  std::vector<IntakeWarning>& warnings_;
  Opener opener_;
  std::map<std::string, Answer> known_;
  std::vector<std::string> folders_;
};

}  // namespace enf
