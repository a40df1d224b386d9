#include "engine/exhibition/project.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "engine/exhibition/json.h"
#include "engine/exhibition/validate.h"

namespace enf {

namespace fs = std::filesystem;

namespace {

Hash hash_of(std::string_view text) { return hash_bytes(std::as_bytes(std::span(text.data(), text.size()))); }

// The journal's text; empty if there is none.
Result<std::string> read_journal_text(const fs::path& folder) {
  Result<std::string> text = read_text_file(journal_file(folder));
  if (!text && text.error().id == "file.missing") return std::string();
  return text;
}

// Takes the right to write the project for as long as the lock lives.
Result<FileLock> lock_project(const fs::path& folder) {
  fs::path caches = folder / ".enfilade";
  if (auto made = make_folder(caches); !made) return fail(std::move(made.error()));
  Result<FileLock> lock = FileLock::try_acquire(caches / "edit.lock");
  if (!lock && lock.error().id == "file.locked")
    return fail({.id = "project.in_use",
                 .what = "is being edited by another program",
                 .file = folder.string(),
                 .advice = "Close the exhibition there first"});
  return lock;
}

// Copies a file beside itself under a name that is free, before it is written over.
Result<void> keep_beside(const fs::path& path, std::string_view text) {
  for (int n = 1;; ++n) {
    fs::path kept = path;
    kept += fmt::format(".{}.kept", n);
    std::error_code ignored;
    if (!fs::exists(kept, ignored)) return write_file_atomic(kept, text);
  }
}

Error first_of(std::vector<Error> errors, const fs::path& file) {
  Error first = std::move(errors.front());
  first.file = file.string();
  if (errors.size() > 1) first.what += fmt::format(" (and {} more mistakes)", errors.size() - 1);
  return first;
}

Error missing_exhibition(const fs::path& folder) {
  return {.id = "project.missing",
          .what = "holds no exhibition.json",
          .file = folder.string(),
          .advice = "Give the folder of a project, or make one with \"enfilade new\""};
}

Result<std::string> read_exhibition_text(const fs::path& folder) {
  Result<std::string> text = read_text_file(exhibition_file(folder));
  if (!text && text.error().id == "file.missing") return fail(missing_exhibition(folder));
  return text;
}

// The nearest step back or forth that a journalled undo or redo can have gone to: it was committed since the last save.
std::optional<std::size_t> step_of(const History& history, JournalKind kind, const Document& document) {
  const std::size_t at = history.position();
  auto is_it = [&](std::size_t step) { return history.steps()[step].document == document; };
  if (kind == JournalKind::undo)
    for (std::size_t step = at; step-- > 0;)
      if (is_it(step)) return step;
  if (kind == JournalKind::redo)
    for (std::size_t step = at + 1; step < history.steps().size(); ++step)
      if (is_it(step)) return step;
  return std::nullopt;
}

Hash state_of(const Hash& exhibition, std::string_view journal) {
  return Hasher().add(std::as_bytes(std::span(exhibition.bytes))).add_text(journal).finish();
}

}  // namespace

Result<Hash> project_state(const fs::path& folder) {
  Result<MappedFile> exhibition = MappedFile::open(exhibition_file(folder));
  if (!exhibition)
    return fail(exhibition.error().id == "file.missing" ? missing_exhibition(folder) : exhibition.error());
  Result<std::string> journal = read_journal_text(folder);
  if (!journal) return fail(std::move(journal.error()));
  return state_of(hash_bytes(exhibition->bytes()), *journal);
}

Result<Project> load_project(const fs::path& folder) {
  Result<std::string> text = read_exhibition_text(folder);
  if (!text) return fail(std::move(text.error()));
  Result<Document> document = read_document(*text, exhibition_file(folder).string());
  if (!document) return fail(std::move(document.error()));
  if (auto errors = check_records(*document); !errors.empty())
    return fail(first_of(std::move(errors), exhibition_file(folder)));

  Project project;
  project.folder_ = folder;
  project.history_ = History(std::move(*document));
  project.base_ = hash_of(*text);
  Result<std::string> journal = read_journal_text(folder);
  if (!journal) return fail(std::move(journal.error()));
  project.journal_text_ = std::move(*journal);
  project.loaded_state_ = state_of(project.base_, project.journal_text_);
  JournalReplay replay = read_journal(project.journal_text_, project.base_, journal_file(folder).string());
  for (JournalEntry& entry : replay.entries) {
    Result<Document> next = apply(project.document(), entry.edit);
    if (!next) {
      replay.note = std::move(next.error());
      replay.note->what = fmt::format("edit {} (\"{}\") does not fit the exhibition; the ones before it were kept: {}",
                                      project.recovered_.size() + 1, entry.label, replay.note->what);
      replay.note->id = "journal.damaged";
      replay.note->file = journal_file(folder).string();
      break;
    }
    if (const std::optional<std::size_t> step = step_of(project.history_, entry.kind, *next))
      project.history_.go_to(*step);
    else
      project.history_.commit(std::move(*next), entry.label, entry.merge_key);
    project.recovered_.push_back(std::move(entry));
  }
  project.recovered_edits_ = project.recovered_.size();
  project.unsaved_ = project.recovered_edits_ > 0;
  if (replay.note) {
    project.keep_journal_ = replay.note->id != "journal.torn";
    project.notes_.push_back(std::move(*replay.note));
  }
  return project;
}

Result<void> Project::take() {
  if (journal_) return {};
  if (!lock_) {
    Result<FileLock> lock = lock_project(folder_);
    if (!lock) return fail(std::move(lock.error()));
    lock_ = std::make_shared<const FileLock>(std::move(*lock));
  }
  Result<std::string> journal = read_journal_text(folder_);
  Result<std::string> exhibition = read_exhibition_text(folder_);
  if (!journal || !exhibition || *journal != journal_text_ || hash_of(*exhibition) != base_) {
    lock_.reset();
    if (!journal) return fail(std::move(journal.error()));
    return fail({.id = "project.changed_outside",
                 .what = "was changed by another program since it was opened",
                 .file = folder_.string(),
                 .advice = "Open it again"});
  }
  if (keep_journal_)
    if (auto kept = keep_beside(journal_file(folder_), journal_text_); !kept) return kept;
  keep_journal_ = false;
  auto made = Journal::create(journal_file(folder_), base_, recovered_);
  if (!made) {
    if (Result<std::string> now = read_journal_text(folder_))
      journal_text_ = std::move(*now);  // perhaps in place already
    return fail(std::move(made.error()));
  }
  journal_ = std::move(*made);
  recovered_.clear();
  journal_text_.clear();
  return {};
}

Result<void> Project::record(JournalKind kind, const Document& next, std::string label, std::string merge_key) {
  if (auto taken = take(); !taken) return taken;
  JournalEntry entry{kind, std::move(label), std::move(merge_key), edit_between(document(), next)};
  if (auto written = journal_->append(entry); !written) return written;
  unsaved_ = true;
  return {};
}

Result<void> Project::commit(const Edit& edit, std::string label, std::string merge_key) {
  Result<Document> next = apply(document(), edit);
  if (!next) return fail(std::move(next.error()));
  if (*next == document()) return {};
  if (auto written = record(JournalKind::edit, *next, label, merge_key); !written) return written;
  history_.commit(std::move(*next), std::move(label), std::move(merge_key));
  return {};
}

Result<void> Project::undo() { return history_.can_undo() ? go_to_step(history_.position() - 1) : Result<void>(); }

Result<void> Project::redo() { return history_.can_redo() ? go_to_step(history_.position() + 1) : Result<void>(); }

Result<void> Project::go_to_step(std::size_t position) {
  if (position == history_.position() || position >= history_.steps().size()) return {};
  const bool is_back = position < history_.position();
  if (auto written = record(is_back ? JournalKind::undo : JournalKind::redo, history_.steps()[position].document,
                            is_back ? "Undo" : "Redo", {});
      !written)
    return written;
  history_.go_to(position);
  return {};
}

Result<SaveTask> Project::begin_save() {
  if (auto taken = take(); !taken) return fail(std::move(taken.error()));
  SaveTask task;
  task.folder_ = folder_, task.document_ = document(), task.base_ = base_, task.lock_ = lock_, task.journal_ = journal_;
  journal_->mark();
  return task;
}

Result<void> SaveTask::run() {
  fs::path file = exhibition_file(folder_);
  std::string text = write_document(document_);
  Hash saved = hash_of(text);
  if (Result<std::string> present = read_text_file(file); present && hash_of(*present) != base_) {
    if (auto kept = keep_beside(file, *present); !kept) return kept;
    notes_.push_back({.id = "project.changed_outside",
                      .what = "was replaced by another program; that one was kept",
                      .file = file.string(),
                      .advice = "Compare it with the file ending in .kept beside it"});
  }
  // A kill before the file is written leaves the old base with all edits; after it, the "saved" line tells that they
  // are in the file.
  if (auto announced = journal_->append_saved(saved); !announced) return announced;
  Result<void> written = write_file_atomic(file, std::string_view(text));
  Result<std::string> present = written ? Result<std::string>(std::move(text)) : read_text_file(file);
  if (present && hash_of(*present) == saved) base_ = saved, is_written_ = true;  // even if its name may not last
  return written ? journal_->restart(saved) : written;
}

void Project::end_save(const SaveTask& done) {
  notes_.insert(notes_.end(), done.notes_.begin(), done.notes_.end());
  if (!done.is_written_) return;
  base_ = done.base_;
  unsaved_ = journal_->since_mark() > 0;
}

Result<void> Project::save() {
  Result<SaveTask> task = begin_save();
  if (!task) return fail(std::move(task.error()));
  Result<void> done = task->run();
  end_save(*task);
  return done;
}

Result<void> save_project(const fs::path& folder, const Document& document) {
  if (auto errors = check_records(document); !errors.empty())
    return fail(first_of(std::move(errors), exhibition_file(folder)));
  if (auto made = make_folder(folder); !made) return made;
  Result<FileLock> lock = lock_project(folder);
  if (!lock) return fail(std::move(lock.error()));
  Result<std::string> journal = read_journal_text(folder);
  if (!journal) return fail(std::move(journal.error()));
  if (!journal->empty()) {
    Result<std::string> replaced = read_text_file(exhibition_file(folder));
    JournalReplay replay =
        read_journal(*journal, replaced ? hash_of(*replaced) : Hash{}, journal_file(folder).string());
    if (!replay.entries.empty() || (replay.note && replay.note->id != "journal.torn"))
      if (auto kept = keep_beside(journal_file(folder), *journal); !kept) return kept;
  }
  if (auto written = write_file_atomic(exhibition_file(folder), write_document(document)); !written) return written;
  std::error_code ignored;
  fs::remove(journal_file(folder), ignored);  // of another base now: never applied, even if it stays
  return {};
}

Result<Mending> find_mending(const fs::path& folder) {
  Result<std::string> text = read_exhibition_text(folder);
  if (!text) return fail(std::move(text.error()));
  Result<Document> document = read_document(*text, exhibition_file(folder).string());
  if (!document) return fail(std::move(document.error()));
  Mending mending{.causes = check_records(*document)};
  Result<Document> mended = apply(*document, removal_of_dangling(*document));
  if (!mended) return fail(std::move(mended.error()));
  if (auto left = check_records(*mended); !left.empty())
    return fail(first_of(std::move(left), exhibition_file(folder)));
  mending.document = std::move(*mended);
  return mending;
}

Result<void> mend_project(const fs::path& folder) {
  Result<std::string> text = read_exhibition_text(folder);
  if (!text) return fail(std::move(text.error()));
  Result<Mending> mending = find_mending(folder);
  if (!mending) return fail(std::move(mending.error()));
  if (auto kept = keep_beside(exhibition_file(folder), *text); !kept) return kept;
  return save_project(folder, mending->document);
}

std::vector<Error> check_project(const fs::path& folder) {
  Result<std::string> text = read_exhibition_text(folder);
  if (!text) return {std::move(text.error())};
  Result<Document> saved = read_document(*text, exhibition_file(folder).string());
  if (!saved) return {std::move(saved.error())};
  std::vector<Error> errors;
  Result<Project> project = load_project(folder);
  if (project) errors = project->notes();
  for (Error& error : validate(project ? project->document() : *saved)) {
    error.file = exhibition_file(folder).string();
    errors.push_back(std::move(error));
  }
  return errors;
}

}  // namespace enf
