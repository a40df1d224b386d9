#include "engine/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

namespace enf {

namespace fs = std::filesystem;

Error file_error(std::string_view operation, const fs::path& path, int error_number) {
  Error error{.what = fmt::format("could not {}: {}", operation, std::strerror(error_number)), .file = path.string()};
  switch (error_number) {
    case ENOENT:
      error.id = "file.missing";
      error.advice = "Check the path and its spelling";
      break;
    case ENOSPC:
    case EDQUOT:
      error.id = "file.disk_full";
      error.advice = "Free some space on this disk and try again; nothing was lost";
      break;
    default:
      error.id = operation.starts_with("read") || operation.starts_with("open") ? "file.unreadable" : "file.unwritable";
      if (error_number == EACCES || error_number == EPERM || error_number == EROFS)
        error.advice = "Check who owns the file and its permissions";
  }
  return error;
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void Descriptor::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

namespace {

template <class Buffer>
Result<Buffer> read_all(const fs::path& path) {
  Descriptor d{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat st {};
  if (!d || ::fstat(d.get(), &st) != 0) return fail(file_error("open", path, errno));
  if (S_ISDIR(st.st_mode)) return fail(file_error("read", path, EISDIR));
  Buffer buffer;
  buffer.resize(static_cast<std::size_t>(st.st_size));
  std::size_t done = 0;
  for (;;) {
    if (done == buffer.size()) {  // also serves files whose size is not known beforehand
      char probe;
      ssize_t n = ::read(d.get(), &probe, 1);
      if (n == 0) return buffer;
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(file_error("read", path, errno));
      buffer.resize(buffer.size() + (1 << 16));
      std::memcpy(buffer.data() + done, &probe, 1);
      ++done;
    }
    ssize_t n = ::read(d.get(), buffer.data() + done, buffer.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(file_error("read", path, errno));
    if (n == 0) {
      buffer.resize(done);
      return buffer;
    }
    done += static_cast<std::size_t>(n);
  }
}

}  // namespace

Result<std::vector<std::byte>> read_file(const fs::path& path) { return read_all<std::vector<std::byte>>(path); }
Result<std::string> read_text_file(const fs::path& path) { return read_all<std::string>(path); }

Result<std::uint64_t> size_of_file(const fs::path& path) {
  struct stat st {};
  if (::stat(path.c_str(), &st) != 0) return fail(file_error("open", path, errno));
  if (!S_ISREG(st.st_mode)) return fail(file_error("read", path, S_ISDIR(st.st_mode) ? EISDIR : EINVAL));
  return static_cast<std::uint64_t>(st.st_size);
}

Result<void> read_part(const fs::path& path, std::uint64_t offset, std::span<std::byte> bytes) {
  Descriptor d{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!d) return fail(file_error("open", path, errno));
  while (!bytes.empty()) {
    ssize_t n = ::pread(d.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(file_error("read", path, n < 0 ? errno : EIO));
    bytes = bytes.subspan(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
  return {};
}

Result<void> make_folder(const fs::path& path) {
  std::error_code ec;
  fs::create_directories(path, ec);
  if (ec) return fail(file_error("make the folder", path, ec.value()));
  return {};
}

fs::path program_beside(std::string_view name) {
  const fs::path link = "/proc/self/exe";
  std::error_code error;
  fs::path program = fs::read_symlink(link, error);
  return (error ? link : program).parent_path() / name;  // without /proc: where nothing is
}

Result<void> write_file_atomic(const fs::path& path, std::span<const std::byte> bytes) {
  static std::atomic<unsigned> serial{0};
  fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  fs::path temporary = folder / fmt::format(".{}.{}.{}.tmp", path.filename().string(), ::getpid(), serial++);
  auto give_up = [&](std::string_view operation) {
    int saved = errno;
    ::unlink(temporary.c_str());
    return fail(file_error(operation, path, saved));
  };
  {
    Descriptor d{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)};
    if (!d) return fail(file_error("write", path, errno));
    std::size_t done = 0;
    while (done < bytes.size()) {
      ssize_t n = ::write(d.get(), bytes.data() + done, bytes.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return give_up("write");
      done += static_cast<std::size_t>(n);
    }
    if (::fsync(d.get()) != 0) return give_up("write to disk");
  }
  Result<void> renamed = rename_durably(temporary, path);
  if (!renamed) ::unlink(temporary.c_str());
  return renamed;
}

Result<void> rename_durably(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return fail(file_error("replace", to, errno));
  return sync_folder_of(to);
}

Result<void> sync_folder_of(const fs::path& path) {
  fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  Descriptor d{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!d || ::fsync(d.get()) == 0) return {};  // one that may not be read has to do without
  switch (errno) {
    case EINVAL:
    case ENOTSUP:
    case ENOSYS:
    case EBADF:
    case EROFS:
      return {};  // the file system knows nothing of this
  }
  return fail(file_error("write to disk", folder, errno));
}

Result<void> write_file_atomic(const fs::path& path, std::string_view text) {
  return write_file_atomic(path, std::as_bytes(std::span(text.data(), text.size())));
}

Result<MappedFile> MappedFile::open(const fs::path& path) {
  Descriptor d{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat st {};
  if (!d || ::fstat(d.get(), &st) != 0) return fail(file_error("open", path, errno));
  if (!S_ISREG(st.st_mode)) return fail(file_error("read", path, S_ISDIR(st.st_mode) ? EISDIR : EINVAL));
  MappedFile file;
  if (st.st_size == 0) return file;
  void* data = ::mmap(nullptr, static_cast<std::size_t>(st.st_size), PROT_READ, MAP_SHARED, d.get(), 0);
  if (data == MAP_FAILED) return fail(file_error("read", path, errno));
  file.data_ = static_cast<const std::byte*>(data);
  file.size_ = static_cast<std::size_t>(st.st_size);
  return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<std::byte*>(data_), size_);
}

static int open_lock(const fs::path& path) { return ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644); }

Result<FileLock> FileLock::acquire(const fs::path& path) {
  FileLock lock(open_lock(path));
  if (lock.fd_ < 0) return fail(file_error("lock", path, errno));
  while (::flock(lock.fd_, LOCK_EX) != 0)
    if (errno != EINTR) return fail(file_error("lock", path, errno));
  return lock;
}

Result<FileLock> FileLock::try_acquire(const fs::path& path) {
  FileLock lock(open_lock(path));
  if (lock.fd_ < 0) return fail(file_error("lock", path, errno));
  if (::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return fail(file_error("lock", path, errno));
    return fail({.id = "file.locked",
                 .what = "another program is using it",
                 .file = path.string(),
                 .advice = "Close the other program first"});
  }
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace enf
