// Owns: the journal: a file of edits since the last save, one line each.
// Must not know: what the edits mean.
// Called by: Project on its thread, SaveTask on a saver's.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/file.h"
#include "engine/base/hash.h"
#include "engine/base/jobs.h"
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
// document written just after it, and how many entries are later than that document, so that a kill between saving and
// emptying the journal applies nothing twice: entries count from the last line that names `base`. A torn last line is
// left out with a note, damage before that ends the reading with a note. Every line carries a checksum of itself and of
// all before it.
JournalReplay read_journal(std::string_view text, const Hash& base, std::string_view file);

// The journal, open for appending; on any thread: one edits while another saves. Its owner sees to it that it is the
// only one.
//
// What is appended is in the file at once, so that a killed process loses nothing; a thread of the journal's own then
// brings it onto the disk, which saves it from a power cut too. A disk busy with other things takes its time for that,
// and nobody who hangs a picture should wait for it.
class Journal {
 public:
  // Writes a fresh journal with these entries in place of what was there, as one step. Errors: file.unwritable,
  // file.disk_full.
  static Result<std::unique_ptr<Journal>> create(const std::filesystem::path& path, const Hash& base,
                                                 std::span<const JournalEntry> entries);
  // In the file when this returns, on disk soon. On an error the file is as before. Errors: file.unwritable,
  // file.disk_full.
  Result<void> append(const JournalEntry& entry);
  // Whether nothing is on its way to the disk and nothing is to be told about it.
  bool is_settled() const;
  // Why the disk refused some of what was appended: told once. file.unwritable, file.disk_full.
  std::optional<Error> take_refusal();
  // Waits until all that was appended is on disk. What the disk refused stays refused until restart(). Errors:
  // file.unwritable, file.disk_full.
  Result<void> wait_until_on_disk();

  // The document as it stands after the last entry is about to be saved.
  void mark();
  // Announces that the marked document, with this hash, is about to be written; on disk when this returns. Errors: as
  // append's.
  Result<void> append_saved(const Hash& saved);
  // The marked document is written: begins anew with the entries since, as one step, on disk when this returns.
  // Appending waits for the renaming alone. On an error the journal is right, old or new. Errors: as append's.
  Result<void> restart(const Hash& saved);
  // How many entries came since the mark.
  std::size_t since_mark() const;

 private:
  explicit Journal(std::filesystem::path path) : path_(std::move(path)) {}
  // A journal file, open at its end. The thread that syncs it may hold it a moment longer than the journal.
  struct File {
    std::shared_ptr<const Descriptor> open;
    std::uint64_t size = 0, sum = 0;
    // On an error the file is as before.
    Result<void> append(const std::string& body, const std::filesystem::path& path);
  };
  static Result<File> write(const std::filesystem::path& path, const Hash& base, std::span<const std::string> bodies);

  std::uint64_t written_one();
  Result<void> wait_for(std::uint64_t one, std::unique_lock<std::mutex>& lock);
  void sync();

  std::filesystem::path path_;
  mutable std::mutex mutex_;  // of all below
  std::condition_variable synced_more_;
  File file_;
  std::vector<std::string> since_;          // the lines since the mark
  std::uint64_t written_ = 0, synced_ = 0;  // lines and new files, ever
  bool sync_is_asked_ = false;              // and has not begun
  bool is_name_on_disk_ = false;            // of file_
  std::uint64_t refused_ = 0;               // of those in file_, the last that the disk refused; 0: none
  std::optional<Error> why_refused_, untold_;
  Jobs syncing_{1};  // goes first: it finishes what is written
};

}  // namespace enf
