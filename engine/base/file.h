// Owns: reading, mapping and atomically writing files; locks between processes.
// Must not know: what is in them.
// Called by: everyone, on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/error.h"

namespace enf {

// The whole file. Errors: file.missing, file.unreadable.
Result<std::vector<std::byte>> read_file(const std::filesystem::path& path);
Result<std::string> read_text_file(const std::filesystem::path& path);

// A file's size in bytes. Errors: file.missing, file.unreadable (also of folders and devices).
Result<std::uint64_t> size_of_file(const std::filesystem::path& path);
// Fills `bytes` from the file, starting at `offset`. The file is opened for this alone, so that a medium that was
// pulled out and put back serves again, and thousands of files can be in use. Errors: file.missing, file.unreadable
// (also if the file ends before).
Result<void> read_part(const std::filesystem::path& path, std::uint64_t offset, std::span<std::byte> bytes);

// Replaces `path` by `bytes` as one step: a new file beside it, fsync, rename, fsync of the folder. A reader sees the
// old or the new content, never a part. Errors: file.unwritable, file.disk_full.
Result<void> write_file_atomic(const std::filesystem::path& path, std::span<const std::byte> bytes);
Result<void> write_file_atomic(const std::filesystem::path& path, std::string_view text);

// Sees to it that the names of the files in this one's folder are on disk. Errors: file.unwritable, file.disk_full.
Result<void> sync_folder_of(const std::filesystem::path& path);
// Gives a file, whose content is on disk, the name of another in its folder, which it replaces; on disk when this
// returns. On an error it may have its new name already. Errors: file.unwritable, file.disk_full.
Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

// Makes the folder and those above it. Error: file.unwritable.
Result<void> make_folder(const std::filesystem::path& path);

// Where our program of this name lies, if it is installed: beside the one that runs.
std::filesystem::path program_beside(std::string_view name);

// The error for the current errno after an operation on `path` failed ("could not write: No space left on device").
Error file_error(std::string_view operation, const std::filesystem::path& path, int error_number);

// A file descriptor that is closed with this object.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { reset(); }
  void reset();
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// A file mapped read-only for as long as this object lives. Empty files map to an empty span.
class MappedFile {
 public:
  // Errors: file.missing, file.unreadable.
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

// An advisory lock between processes, held while this object lives (flock on a file that stays).
class FileLock {
 public:
  // Waits until the lock is ours. Error: file.unwritable.
  static Result<FileLock> acquire(const std::filesystem::path& path);
  // Takes the lock only if nobody holds it. Errors: file.locked, file.unwritable.
  static Result<FileLock> try_acquire(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace enf
