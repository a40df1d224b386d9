#include "engine/exhibition/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "engine/base/file.h"
#include "engine/exhibition/journal_line.h"
#include "engine/exhibition/json.h"

namespace enf {
namespace {

// A line is {"sum": "<16 digits>", ...}: the checksum of the line without it, begun with the line before's.
constexpr std::string_view sum_before = "{\"sum\": \"", sum_after = "\", ";
constexpr std::size_t sum_digits = 16;

std::uint64_t sum_of(std::string_view body, std::uint64_t before) {
  return quick_hash(std::as_bytes(std::span(body.data(), body.size())), before);
}

// The body with its checksum, as it stands in the file.
std::string sealed(const std::string& body, std::uint64_t sum) {
  return fmt::format("{}{:016x}{}{}\n", sum_before, sum, sum_after, std::string_view(body).substr(1));
}

// The line's body if its checksum is right; `sum` goes on to this line's.
std::optional<std::string> unsealed(std::string_view line, std::uint64_t& sum) {
  constexpr std::size_t front = sum_before.size() + sum_digits;
  if (line.size() <= front + sum_after.size() || !line.starts_with(sum_before) ||
      line.substr(front, sum_after.size()) != sum_after)
    return std::nullopt;
  std::string body = "{" + std::string(line.substr(front + sum_after.size()));
  std::uint64_t expected = sum_of(body, sum);
  if (line.substr(sum_before.size(), sum_digits) != fmt::format("{:016x}", expected)) return std::nullopt;
  sum = expected;
  return body;
}

}  // namespace

JournalReplay read_journal(std::string_view text, const Hash& base, std::string_view file) {
  JournalReplay replay;
  auto note = [&](std::string_view id, std::string what, std::string_view advice) {
    replay.note =
        Error{.id = std::string(id), .what = std::move(what), .file = std::string(file), .advice = std::string(advice)};
  };
  std::optional<JournalHead> head;
  bool based = false;  // whether a line so far named `base`
  std::uint64_t sum = 0;
  std::size_t number = 1;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    std::size_t end = text.find('\n', begin);
    if (end == text.npos) {
      note("journal.torn", fmt::format("line {} was cut short and is left out", number),
           "The last edit may be missing; look and do it again");
      break;
    }
    std::optional<std::string> body = unsealed(text.substr(begin, end - begin), sum);
    Result<JournalLine> line = body ? read_journal_line(*body, head ? head->version : 0, file) : fail({});
    if (!line || head.has_value() == std::holds_alternative<JournalHead>(*line)) {
      note("journal.damaged",
           fmt::format("is damaged in line {}; the {} edits before it were kept", number, replay.entries.size()),
           "The damaged file is kept beside the journal");
      break;
    }
    if (auto* first = std::get_if<JournalHead>(&*line)) {
      head = *first;
      based = first->base == base;
      if (head->version > document_version) {
        note("journal.newer_version", "was written by a newer version of Enfilade and is left alone",
             "Update Enfilade to recover its edits");
        return replay;
      }
    } else if (auto* saved = std::get_if<JournalSaved>(&*line)) {
      if (saved->saved == base) {
        based = true;
        std::size_t later = std::min<std::size_t>(saved->later, replay.entries.size());
        replay.entries.erase(replay.entries.begin(), replay.entries.end() - static_cast<std::ptrdiff_t>(later));
      }
    } else {
      replay.entries.push_back(std::get<JournalEntry>(std::move(*line)));
    }
    begin = end + 1;
  }
  if (head && !based) {
    if (!replay.entries.empty())
      note("journal.other_base",
           fmt::format("holds {} edits of another state of exhibition.json; they were not applied",
                       replay.entries.size()),
           "If exhibition.json was replaced, they belong to the old one; the journal is kept beside it");
    replay.entries.clear();
  }
  return replay;
}

// Writes a journal of these lines onto the disk, without the name it will have.
Result<Journal::File> Journal::write(const std::filesystem::path& path, const Hash& base,
                                     std::span<const std::string> bodies) {
  File file;
  file.open = std::make_shared<const Descriptor>(
      ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!*file.open) return fail(file_error("write", path, errno));
  auto written = file.append(write_journal_line(JournalHead{document_version, base}), path);
  for (const std::string& body : bodies)
    if (written) written = file.append(body, path);
  if (written && ::fdatasync(file.open->get()) != 0) written = fail(file_error("write to disk", path, errno));
  if (written) return file;
  ::unlink(path.c_str());
  return fail(std::move(written.error()));
}

Result<std::unique_ptr<Journal>> Journal::create(const std::filesystem::path& path, const Hash& base,
                                                 std::span<const JournalEntry> entries) {
  std::unique_ptr<Journal> journal(new Journal(path));
  for (const JournalEntry& entry : entries) journal->since_.push_back(write_journal_line(entry));
  if (auto begun = journal->restart(base); !begun) return fail(std::move(begun.error()));
  return journal;
}

Result<void> Journal::append(const JournalEntry& entry) {
  std::string body = write_journal_line(entry);
  std::lock_guard lock(mutex_);
  if (auto appended = file_.append(body, path_); !appended) return appended;
  since_.push_back(std::move(body));
  (void)written_one();
  return {};
}

void Journal::mark() {
  std::lock_guard lock(mutex_);
  since_.clear();
}

std::size_t Journal::since_mark() const {
  std::lock_guard lock(mutex_);
  return since_.size();
}

Result<void> Journal::append_saved(const Hash& saved) {
  std::unique_lock lock(mutex_);
  JournalSaved line{saved, static_cast<std::uint32_t>(since_.size())};
  if (auto appended = file_.append(write_journal_line(line), path_); !appended) return appended;
  return wait_for(written_one(), lock);
}

Result<void> Journal::restart(const Hash& saved) {
  std::filesystem::path fresh_path = path_;
  fresh_path += ".new";
  std::unique_lock lock(mutex_);
  std::vector<std::string> lines = since_;
  lock.unlock();
  Result<File> fresh = write(fresh_path, saved, lines);
  if (!fresh) return fail(std::move(fresh.error()));
  auto give_up = [&](Error error) {
    ::unlink(fresh_path.c_str());
    return fail(std::move(error));
  };
  // What came meanwhile may be on disk already, in the old file. Who edits faster than the disk waits is not followed
  // for ever.
  constexpr int most_rounds = 3;
  std::size_t taken = lines.size();
  for (int round = 0;; ++round) {
    lock.lock();
    const std::size_t synced = taken;
    for (; taken < since_.size(); ++taken)
      if (auto done = fresh->append(since_[taken], fresh_path); !done) return give_up(std::move(done.error()));
    if (taken == synced || round == most_rounds) break;
    lock.unlock();
    if (::fdatasync(fresh->open->get()) != 0) return give_up(file_error("write to disk", fresh_path, errno));
  }
  if (::rename(fresh_path.c_str(), path_.c_str()) != 0) return give_up(file_error("replace", path_, errno));
  file_ = std::move(*fresh);
  is_name_on_disk_ = false;
  refused_ = 0, untold_.reset();  // it is all written anew
  return wait_for(written_one(), lock);
}

bool Journal::is_settled() const {
  std::lock_guard lock(mutex_);
  return synced_ == written_ && !untold_;
}

std::optional<Error> Journal::take_refusal() {
  std::lock_guard lock(mutex_);
  return std::exchange(untold_, std::nullopt);
}

Result<void> Journal::wait_until_on_disk() {
  std::unique_lock lock(mutex_);
  synced_more_.wait(lock, [this, all = written_] { return synced_ >= all; });
  if (refused_ > 0) return fail(*why_refused_);
  return {};
}

// Waits for that line or file alone.
Result<void> Journal::wait_for(std::uint64_t one, std::unique_lock<std::mutex>& lock) {
  synced_more_.wait(lock, [this, one] { return synced_ >= one; });
  if (refused_ >= one) return fail(*why_refused_);
  return {};
}

// Under the mutex; which one it is. However many lines come while the disk is busy, one sync follows.
std::uint64_t Journal::written_one() {
  ++written_;
  if (!std::exchange(sync_is_asked_, true)) syncing_.submit([this] { sync(); });
  return written_;
}

void Journal::sync() {
  std::unique_lock lock(mutex_);
  sync_is_asked_ = false;
  const std::shared_ptr<const Descriptor> file = file_.open;
  const bool is_name_on_disk = is_name_on_disk_;
  const std::uint64_t written = written_;
  lock.unlock();
  Result<void> synced;
  if (::fdatasync(file->get()) != 0) synced = fail(file_error("write to disk", path_, errno));
  if (synced && !is_name_on_disk) synced = sync_folder_of(path_);
  lock.lock();
  if (file != file_.open) return;  // another one took its place meanwhile, with all its lines, and is synced next
  if (synced) {
    is_name_on_disk_ = true;
  } else {
    synced.error().advice = "Save the exhibition before going on";
    refused_ = written, why_refused_ = untold_ = std::move(synced.error());
  }
  synced_ = written;
  synced_more_.notify_all();
}

Result<void> Journal::File::append(const std::string& body, const std::filesystem::path& path) {
  std::uint64_t next = sum_of(body, sum);
  std::string line = sealed(body, next);
  for (std::size_t done = 0; done < line.size();) {
    ssize_t n = ::write(open->get(), line.data() + done, line.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      Error error = file_error("write", path, errno);
      if (::ftruncate(open->get(), static_cast<off_t>(size)) != 0) error.advice = "Save the exhibition before going on";
      return fail(std::move(error));
    }
    done += static_cast<std::size_t>(n);
  }
  size += line.size(), sum = next;
  return {};
}

}  // namespace enf
