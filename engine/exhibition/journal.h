// Owns: the journal: a file of edits since the last save, one line each.
// Must not know: what the edits mean.
// Called by: Project, on its thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/hash.h"
#include "engine/exhibition/edit.h"

namespace enf {

enum class JournalKind { edit, undo, redo };

// What the user did, as the edit that leads from the document before to the one after, whatever the kind.
struct JournalEntry {
  JournalKind kind = JournalKind::edit;
  std::string label, merge_key;
  Edit edit;
};

// What a journal holds for the exhibition.json whose hash was given.
struct JournalReplay {
  std::vector<JournalEntry> entries;
  std::optional<Error> note;  // journal.torn, journal.damaged, journal.other_base, journal.newer_version
};

// Reads journal text. Its first line names the hash of the document it is based on; a "saved" line names that of the
// document written just after it, so that a kill between saving and emptying the journal applies nothing twice: entries
// count from the last line that names `base`. A torn last line is left out with a note, damage before that ends the
// reading with a note. Every line carries a checksum of itself and of all before it.
JournalReplay read_journal(std::string_view text, const Hash& base, std::string_view file);

// The journal, open for appending. Its owner sees to it that it is the only one.
class Journal {
 public:
  // Writes a fresh journal with these entries in place of what was there, as one step. Errors: file.unwritable,
  // file.disk_full.
  static Result<Journal> create(const std::filesystem::path& path, const Hash& base,
                                std::span<const JournalEntry> entries);
  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&& other) noexcept;
  ~Journal();

  // On disk when this returns. On an error the file is as before. Errors: file.unwritable, file.disk_full.
  Result<void> append(const JournalEntry& entry);
  // Announces that the document with this hash is about to be saved.
  Result<void> append_saved(const Hash& saved);

 private:
  Journal(std::filesystem::path path, int fd, std::uint64_t size, std::uint64_t sum);
  Result<void> append_line(const std::string& body);

  std::filesystem::path path_;
  int fd_ = -1;
  std::uint64_t size_ = 0, sum_ = 0;
};

}  // namespace enf
