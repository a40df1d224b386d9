#include "engine/intake/media.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "engine/base/file.h"
#include "engine/cook/import.h"
#include "engine/intake/floor_rooms.h"

namespace enf {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t piece_bytes = 8 << 20;

// How far the copy of several files is.
struct Copied {
  const WorkContext& work;
  std::uint64_t done = 0, total = 0;
};

// Writes the pieces and brings them to the disk; what is there in part is the caller's to remove.
Result<void> write_pieces(int fd, const fs::path& to, std::span<const std::byte> bytes, Copied& copied) {
  while (!bytes.empty()) {
    if (copied.work.stop.stop_requested())
      return fail({.id = "work.cancelled", .what = "copying was stopped", .file = to.string()});
    ssize_t wrote = ::write(fd, bytes.data(), std::min(bytes.size(), piece_bytes));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return fail(file_error("write", to, errno));
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
    copied.work.tell("Copying", copied.done += static_cast<std::uint64_t>(wrote), copied.total);
  }
  if (::fsync(fd) != 0) return fail(file_error("write", to, errno));
  return {};
}

Result<void> copy_file(const fs::path& from, const fs::path& to, Copied& copied) {
  auto bytes = MappedFile::open(from);
  if (!bytes) return fail(bytes.error());
  const fs::path part = to.string() + ".part";
  int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fail(file_error("open", part, errno));
  Result<void> written = write_pieces(fd, part, bytes->bytes(), copied);
  ::close(fd);
  if (written) written = rename_durably(part, to);
  std::error_code ignored;
  if (!written) fs::remove(part, ignored);
  return written;
}

// Whether both hold the same bytes.
bool are_alike(const fs::path& a, const fs::path& b) {
  auto one = MappedFile::open(a), other = MappedFile::open(b);
  return one && other && std::ranges::equal(one->bytes(), other->bytes());
}

}  // namespace

fs::path media_folder(std::string_view lender, std::string_view name) {
  return fs::path("institutions") / lender / "media" / name;
}

Result<std::string> copy_media(const fs::path& project, const fs::path& folder, const fs::path& file,
                               std::span<const fs::path> refers_to, const WorkContext& work) {
  std::error_code ignored;
  if (const fs::path inside =
          fs::weakly_canonical(file, ignored).lexically_relative(fs::weakly_canonical(project, ignored));
      !inside.empty() && *inside.begin() != ".." && inside != ".")
    return inside.generic_string();
  std::vector<fs::path> names{file.filename()};
  names.insert(names.end(), refers_to.begin(), refers_to.end());
  Copied copied{work};
  for (const fs::path& name : names) {
    auto size = size_of_file(file.parent_path() / name);
    if (!size) return fail(size.error());
    copied.total += *size;
  }
  fs::path place = folder;
  for (int number = 2; fs::exists(project / place, ignored); ++number) {
    if (std::ranges::all_of(
            names, [&](const fs::path& name) { return are_alike(file.parent_path() / name, project / place / name); }))
      return (place / file.filename()).generic_string();
    place = folder.string() + fmt::format("-{}", number);
  }
  for (const fs::path& name : names) {
    fs::path target = project / place / name;
    Result<void> made = make_folder(target.parent_path());
    if (made) made = copy_file(file.parent_path() / name, target, copied);
    if (made) continue;
    fs::remove_all(project / place, ignored);  // nothing of this copy is in use
    return fail(made.error());
  }
  return (place / file.filename()).generic_string();
}

Result<CookRequest> cook_request(const fs::path& project, const Document& document, const Asset& asset) {
  CookRequest request{
      .id = asset.id.value,
      .path = project / asset.path,
      .settings = {
          .metres_per_unit = asset.metres_per_unit, .up = asset.up, .regions = regions_of(document, asset.id)}};
  auto kind = kind_of_asset(request.path);
  if (!kind) return fail(kind.error());
  request.kind = *kind;
  return request;
}

}  // namespace enf
