// Owns: turning a picture upright whose rows come as they are stored, lying on its side or head.
// Must not know: image files, tiles.
// Called by: import.cpp, one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "engine/base/error.h"
#include "engine/cook/spill_file.h"

namespace enf {

// The picture as it is stored. Orientation as EXIF counts it: 1 is upright, 5 to 8 change width and height for each
// other.
struct StoredPicture {
  std::uint32_t width = 0, height = 0;
  std::uint32_t channels = 3;  // bytes a pixel
  std::uint32_t orientation = 1;
};

// The rows wait in an unnamed file, in blocks of whole columns where rows become columns, so that both ways go through
// the file in large pieces. In memory there are two blocks, of about `block_bytes` each.
class RowTurner {
 public:
  // Error: file.unwritable.
  static Result<RowTurner> create(const StoredPicture& picture, const std::filesystem::path& folder,
                                  std::uint64_t block_bytes = 8ull << 20);

  // The next rows from top to bottom. Error: file.disk_full.
  Result<void> add_rows(std::span<const std::uint8_t> rows);
  // After the last: hands over the upright picture's rows from top to bottom, some at a time; an error of `take` ends
  // it and is returned. Error: file.unreadable.
  using Take = std::function<Result<void>(std::uint32_t first_row, std::span<const std::uint8_t> rows)>;
  Result<void> give_rows(const Take& take) const;

 private:
  // Of the columns of a block: how many there are, and where in the file its first row begins.
  std::uint32_t columns_of(std::uint32_t block) const;
  std::uint64_t start_of(std::uint32_t block) const;
  Result<void> give_columns(const Take& take) const;
  Result<void> give_reversed(const Take& take) const;

  StoredPicture picture_;
  SpillFile file_;
  std::uint64_t block_bytes_ = 0;
  std::uint32_t block_columns_ = 0, blocks_ = 0;
  std::uint32_t rows_ = 0;  // added
};

}  // namespace enf
