// Owns: a file without a name for what must wait outside memory.
// Must not know: what it holds.
// Called by: the pyramid's cook and the turning of pictures; append and write from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <span>

#include "engine/base/error.h"

namespace enf {

// Whatever happens, nothing of it stays.
class SpillFile {
 public:
  // Error: file.unwritable.
  static Result<SpillFile> create(const std::filesystem::path& folder);
  SpillFile() = default;
  SpillFile(SpillFile&& other) noexcept;
  SpillFile& operator=(SpillFile&& other) noexcept;
  ~SpillFile();

  // Appends and returns where. Error: file.disk_full.
  Result<std::uint64_t> append(std::span<const std::byte> bytes);
  // Writes where the caller says, for those who never append. Error: file.disk_full.
  Result<void> write(std::uint64_t at, std::span<const std::byte> bytes);
  Result<void> read(std::uint64_t at, std::span<std::byte> bytes) const;

 private:
  int fd_ = -1;
  std::filesystem::path folder_;
  std::atomic<std::uint64_t> size_{0};
};

}  // namespace enf
