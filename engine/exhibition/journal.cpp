#include "engine/exhibition/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

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
        replay.entries.clear();
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

Journal::Journal(std::filesystem::path path, int fd, std::uint64_t size, std::uint64_t sum)
    : path_(std::move(path)), fd_(fd), size_(size), sum_(sum) {}
Journal::Journal(Journal&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)), size_(other.size_), sum_(other.sum_) {}
Journal& Journal::operator=(Journal&& other) noexcept {
  std::swap(path_, other.path_), std::swap(fd_, other.fd_), std::swap(size_, other.size_), std::swap(sum_, other.sum_);
  return *this;
}
Journal::~Journal() {
  if (fd_ >= 0) ::close(fd_);
}

Result<Journal> Journal::create(const std::filesystem::path& path, const Hash& base,
                                std::span<const JournalEntry> entries) {
  std::string text;
  std::uint64_t sum = 0;
  auto add = [&](const JournalLine& line) {
    std::string body = write_journal_line(line);
    sum = sum_of(body, sum);
    text += sealed(body, sum);
  };
  add(JournalHead{document_version, base});
  for (const JournalEntry& entry : entries) add(entry);
  if (auto written = write_file_atomic(path, std::string_view(text)); !written) return fail(std::move(written.error()));
  int fd = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (fd < 0) return fail(file_error("write", path, errno));
  return Journal(path, fd, text.size(), sum);
}

Result<void> Journal::append(const JournalEntry& entry) { return append_line(write_journal_line(entry)); }
Result<void> Journal::append_saved(const Hash& saved) { return append_line(write_journal_line(JournalSaved{saved})); }

Result<void> Journal::append_line(const std::string& body) {
  std::uint64_t sum = sum_of(body, sum_);
  std::string line = sealed(body, sum);
  auto give_up = [&] {
    Error error = file_error("write", path_, errno);
    if (::ftruncate(fd_, static_cast<off_t>(size_)) != 0) error.advice = "Save the exhibition before going on";
    return fail(std::move(error));
  };
  for (std::size_t done = 0; done < line.size();) {
    ssize_t n = ::write(fd_, line.data() + done, line.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return give_up();
    done += static_cast<std::size_t>(n);
  }
  if (::fdatasync(fd_) != 0) return give_up();
  size_ += line.size();
  sum_ = sum;
  return {};
}

}  // namespace enf
