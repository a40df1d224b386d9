// Owns: a project folder: exhibition.json, its journal, and the session that edits it.
// Must not know: catalogue, cooked data, windows.
// Called by: CLI, editor, visitor, generators; a Project belongs to one thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/file.h"
#include "engine/base/hash.h"
#include "engine/exhibition/edit.h"
#include "engine/exhibition/history.h"
#include "engine/exhibition/journal.h"

namespace enf {

inline std::filesystem::path exhibition_file(const std::filesystem::path& folder) { return folder / "exhibition.json"; }
inline std::filesystem::path journal_file(const std::filesystem::path& folder) { return folder / "exhibition.journal"; }

// A document on its way to exhibition.json, carried out on any thread while the project is edited on.
class SaveTask {
 public:
  // Once. Safe against a kill at any moment; on an error the old file stands and the journal has all edits. If another
  // program has replaced exhibition.json since it was opened, that one is kept beside it. Errors: file.unwritable,
  // file.disk_full.
  Result<void> run();

 private:
  friend class Project;
  std::filesystem::path folder_;
  Document document_;
  Hash base_;  // of exhibition.json as the project knows it; after run(), as written
  std::shared_ptr<const FileLock> lock_;
  std::shared_ptr<Journal> journal_;
  std::vector<Error> notes_;
  bool is_written_ = false;
};

// An opened project. Reading writes nothing; the first commit or save takes the project for this process (a lock in
// .enfilade), so that two editors cannot undo each other's work unseen.
class Project {
 public:
  const std::filesystem::path& folder() const { return folder_; }
  const Document& document() const { return history_.document(); }
  const History& history() const { return history_; }

  // How many edits since the last save were recovered from the journal, and what was odd (journal.torn,
  // journal.damaged, journal.other_base, journal.newer_version, project.changed_outside), for the user to read. Empty
  // when all is well.
  std::size_t recovered_edits() const { return recovered_edits_; }
  const std::vector<Error>& notes() const { return notes_; }

  // Makes this process the one that edits the project, which the first commit would do otherwise. Errors:
  // project.in_use, project.changed_outside, file.unwritable, file.disk_full.
  Result<void> take();
  // Applies the edit, writes it to the journal (in the file when this returns, on disk soon: Journal says why) and adds
  // it to the history. An edit that changes nothing leaves no trace. On an error nothing has changed. Errors: those of
  // apply, project.in_use (another process edits it), project.changed_outside, file.unwritable, file.disk_full.
  Result<void> commit(const Edit& edit, std::string label, std::string merge_key = {});
  // One step back or forth, journalled too; nothing happens at the ends. Errors: as commit's, but apply's.
  Result<void> undo();
  Result<void> redo();
  // To a step of the history, as one entry of the journal; nothing happens without such a step. Errors: as undo's.
  Result<void> go_to_step(std::size_t position);
  void end_merge() { history_.end_merge(); }
  // Whether anything committed is on its way to the disk, why it was refused, and waiting for it: as the journal's. Of
  // a project that was not taken, nothing is.
  bool is_settled() const { return !journal_ || journal_->is_settled(); }
  std::optional<Error> take_refusal() { return journal_ ? journal_->take_refusal() : std::nullopt; }
  Result<void> wait_until_on_disk() { return journal_ ? journal_->wait_until_on_disk() : Result<void>(); }

  // Writes exhibition.json and empties the journal: the three steps below in one. If another program has replaced
  // exhibition.json since it was opened, that one is kept beside it, with a note. Errors: as undo's.
  Result<void> save();
  // Hands the document as it stands over to be saved elsewhere; one at a time, ended by end_save. Errors: as take's.
  Result<SaveTask> begin_save();
  // Takes note of what became of it: edits made meanwhile are unsaved.
  void end_save(const SaveTask& done);
  bool has_unsaved_edits() const { return unsaved_; }

  // The project's project_state when it was loaded.
  const Hash& loaded_state() const { return loaded_state_; }

 private:
  friend Result<Project> load_project(const std::filesystem::path&);
  Result<void> record(JournalKind kind, const Document& next, std::string label, std::string merge_key);

  std::filesystem::path folder_;
  History history_;
  std::shared_ptr<const FileLock> lock_;
  std::shared_ptr<Journal> journal_;
  Hash base_;  // of exhibition.json as read or saved last
  Hash loaded_state_;
  std::string journal_text_;             // as read, to see if another process went on with it
  std::vector<JournalEntry> recovered_;  // until the journal is taken
  bool keep_journal_ = false;            // it holds something that was not recovered
  std::size_t recovered_edits_ = 0;
  std::vector<Error> notes_;
  bool unsaved_ = false;
};

// Reads exhibition.json and replays the journal. Errors: project.missing, file.unreadable, those of read_document, and
// the first of check_records (records apply would have refused).
Result<Project> load_project(const std::filesystem::path& folder);

// A hash of all that load_project reads: any other exhibition.json or journal gives another one. Errors:
// project.missing, file.unreadable.
Result<Hash> project_state(const std::filesystem::path& folder);

// Writes the document as the project's exhibition.json, making the folder if need be. A journal with edits belongs to
// what was replaced and is kept beside it. Errors: the first of check_records, file.unwritable, file.disk_full,
// project.in_use (another process edits it).
Result<void> save_project(const std::filesystem::path& folder, const Document& document);

// A damaged exhibition, without the records that name others, or walls, that are not there.
struct Mending {
  Document document;
  std::vector<Error> causes;  // what is wrong now, by record and field; empty: nothing
};
// Reads exhibition.json alone. Errors: project.missing, file.unreadable, those of read_document, and the first of
// check_records that this does not make up for.
Result<Mending> find_mending(const std::filesystem::path& folder);
// Writes exhibition.json mended so; the damaged one is kept beside it. Errors: find_mending's and save_project's.
Result<void> mend_project(const std::filesystem::path& folder);

// Everything that is wrong with the project: loading and validate() in one list; empty when all is well.
std::vector<Error> check_project(const std::filesystem::path& folder);

}  // namespace enf
