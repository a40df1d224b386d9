#include "engine/cook/spill_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

#include "engine/base/file.h"

namespace enf {

Result<SpillFile> SpillFile::create(const std::filesystem::path& folder) {
  SpillFile file;
  std::string name = (folder / ".tiles.XXXXXX").string();
  file.folder_ = folder;
  file.fd_ = ::mkstemp(name.data());
  if (file.fd_ < 0) return fail(file_error("write", folder, errno));
  ::unlink(name.c_str());
  return file;
}

SpillFile::SpillFile(SpillFile&& other) noexcept { *this = std::move(other); }

SpillFile& SpillFile::operator=(SpillFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(folder_, other.folder_);
  size_ = other.size_.exchange(size_);
  return *this;
}

SpillFile::~SpillFile() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::uint64_t> SpillFile::append(std::span<const std::byte> bytes) {
  const std::uint64_t start = size_.fetch_add(bytes.size());
  if (auto written = write(start, bytes); !written) return std::unexpected(written.error());
  return start;
}

Result<void> SpillFile::write(std::uint64_t at, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(file_error("write", folder_, errno == EFBIG ? ENOSPC : errno));
    bytes = bytes.subspan(static_cast<std::size_t>(n));
    at += static_cast<std::uint64_t>(n);
  }
  return {};
}

Result<void> SpillFile::read(std::uint64_t at, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    ssize_t n = ::pread(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(file_error("read back", folder_, n == 0 ? EIO : errno));
    bytes = bytes.subspan(static_cast<std::size_t>(n));
    at += static_cast<std::uint64_t>(n);
  }
  return {};
}

}  // namespace enf
