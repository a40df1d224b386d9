#include "engine/cook/cook_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <vector>

namespace enf {

namespace fs = std::filesystem;

namespace {

struct SourceFile {
  std::string name;  // relative to the source's folder; the first is the source itself
  std::optional<FileStamp> stamp;  // none: not there
  Hash content;
};

constexpr std::string_view heading = "enfilade source 1";

// By its place relative to the store, so that a project can move.
fs::path record_path(const Store& store, const fs::path& path) {
  std::error_code ec;
  std::string place = fs::proximate(path, store.folder(), ec).generic_string();
  if (ec) place = path.generic_string();
  return store.folder() / "sources" / to_hex(hash_bytes(std::as_bytes(std::span(place)))).substr(0, 32);
}

Result<Hash> hash_file(const fs::path& path) {
  int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(file_error("open", path, errno));
  Hasher hasher;
  std::vector<std::byte> buffer(1 << 20);
  for (;;) {
    ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    int failed = n < 0 ? errno : 0;
    if (n > 0) hasher.add(std::span(buffer).first(static_cast<std::size_t>(n)));
    if (n > 0) continue;
    ::close(fd);
    if (failed) return fail(file_error("read", path, failed));
    return hasher.finish();
  }
}

// The name's ending counts: some formats are told apart by it.
Hash hash_of(const fs::path& path, std::span<const SourceFile> files) {
  Hasher hasher;
  hasher.add_text(path.extension().string());
  for (const SourceFile& file : files) {
    hasher.add_text(&file == files.data() ? "" : file.name);
    hasher.add_value(static_cast<std::uint8_t>(file.stamp.has_value()));
    if (file.stamp) hasher.add(std::as_bytes(std::span(file.content.bytes)));
  }
  return hasher.finish();
}

// One line a file: "size time hash name", or "- - - name" for one that is not there; the last line is a hash of the rest.
void save(const fs::path& record, std::span<const SourceFile> files) {
  std::string text(heading);
  text += '\n';
  for (const SourceFile& file : files) {
    if (file.name.find('\n') != std::string::npos) return;
    text += file.stamp ? fmt::format("{} {} {} {}\n", file.stamp->size, file.stamp->time_ns, to_hex(file.content), file.name)
                       : fmt::format("- - - {}\n", file.name);
  }
  text += to_hex(hash_bytes(std::as_bytes(std::span(text)))) + "\n";
  // Failing to keep a record loses nothing but time.
  if (make_folder(record.parent_path())) (void)write_file_atomic(record, text);
}

std::optional<SourceFile> parse_line(std::string_view line) {
  std::string_view words[3];
  for (std::string_view& word : words) {
    std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    word = line.substr(0, space);
    line.remove_prefix(space + 1);
  }
  SourceFile file{.name = std::string(line)};
  if (words[0] == "-") return file;
  FileStamp stamp;
  auto hash = hash_from_hex(words[2]);
  auto number = [](std::string_view text, auto& value) {
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
  };
  if (!hash || !number(words[0], stamp.size) || !number(words[1], stamp.time_ns)) return std::nullopt;
  file.stamp = stamp;
  file.content = *hash;
  return file;
}

std::vector<SourceFile> load(const fs::path& record) {
  auto text = read_text_file(record);
  if (!text || text->size() < heading.size() + 1 + 65 || !text->starts_with(heading)) return {};
  std::string_view all(*text), body = all.substr(0, all.size() - 65), check = all.substr(all.size() - 65, 64);
  if (to_hex(hash_bytes(std::as_bytes(std::span(body)))) != check) return {};
  body.remove_prefix(heading.size() + 1);
  std::vector<SourceFile> files;
  while (!body.empty()) {
    std::size_t end = std::min(body.find('\n'), body.size());
    auto file = parse_line(body.substr(0, end));
    if (!file) return {};
    files.push_back(std::move(*file));
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return files;
}

}  // namespace

std::optional<FileStamp> stamp_of(const fs::path& path) {
  struct stat st {};
  if (::stat(path.c_str(), &st) != 0) return std::nullopt;
  return FileStamp{static_cast<std::uint64_t>(st.st_size), st.st_mtim.tv_sec * 1'000'000'000ll + st.st_mtim.tv_nsec};
}

std::optional<Hash> known_source(const Store& store, const fs::path& path) {
  fs::path record = record_path(store, path);
  std::vector<SourceFile> files = load(record);
  if (files.empty()) return std::nullopt;
  bool touched = false;
  for (SourceFile& file : files) {
    fs::path place = path.parent_path() / fs::path(file.name);
    auto now = stamp_of(place);
    if (now == file.stamp) continue;
    if (!now || !file.stamp || now->size != file.stamp->size) return std::nullopt;
    auto content = hash_file(place);
    if (!content || *content != file.content) return std::nullopt;
    file.stamp = now;
    touched = true;
  }
  if (touched) save(record, files);
  return hash_of(path, files);
}

Result<Hash> record_source(const Store& store, const fs::path& path, std::span<const fs::path> read,
                           std::span<const fs::path> missing) {
  std::vector<std::string> names;
  for (const auto& list : {read, missing})
    for (const fs::path& name : list) names.push_back(name.generic_string());
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  names.insert(names.begin(), path.filename().string());

  std::vector<SourceFile> files;
  for (std::string& name : names) {
    fs::path place = path.parent_path() / fs::path(name);
    SourceFile file{.name = std::move(name), .stamp = stamp_of(place)};
    if (file.stamp || files.empty()) {
      auto content = hash_file(place);
      if (!content) return std::unexpected(content.error());
      file.content = *content;
    }
    files.push_back(std::move(file));
  }
  save(record_path(store, path), files);
  return hash_of(path, files);
}

}  // namespace enf
