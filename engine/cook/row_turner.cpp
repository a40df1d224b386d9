#include "engine/cook/row_turner.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>
#include <vector>

namespace enf {

// Pieces shorter than this many pixels would cost more to find in the file than to read.
constexpr std::uint64_t least_columns = 8;

static bool is_on_its_side(const StoredPicture& picture) { return picture.orientation >= 5; }

Result<RowTurner> RowTurner::create(const StoredPicture& picture, const std::filesystem::path& folder,
                                    std::uint64_t block_bytes) {
  assert(picture.width > 0 && picture.height > 0);
  auto file = SpillFile::create(folder);
  if (!file) return std::unexpected(file.error());
  RowTurner turner;
  turner.picture_ = picture;
  turner.file_ = std::move(*file);
  turner.block_bytes_ = block_bytes;
  std::uint64_t columns = picture.width;
  if (is_on_its_side(picture))
    columns = std::clamp<std::uint64_t>(block_bytes / (std::uint64_t{picture.height} * picture.channels),
                                        std::min<std::uint64_t>(least_columns, columns), columns);
  turner.block_columns_ = static_cast<std::uint32_t>(columns);
  turner.blocks_ = (picture.width + turner.block_columns_ - 1) / turner.block_columns_;
  return turner;
}

std::uint32_t RowTurner::columns_of(std::uint32_t block) const {
  return std::min(block_columns_, picture_.width - block * block_columns_);
}

std::uint64_t RowTurner::start_of(std::uint32_t block) const {
  return std::uint64_t{block} * block_columns_ * picture_.height * picture_.channels;
}

Result<void> RowTurner::add_rows(std::span<const std::uint8_t> rows) {
  const std::size_t row_bytes = std::size_t{picture_.width} * picture_.channels;
  const std::size_t count = rows.size() / row_bytes;
  assert(rows.size() == count * row_bytes && rows_ + count <= picture_.height);
  std::vector<std::uint8_t> piece;
  for (std::uint32_t block = 0; block < blocks_; ++block) {
    const std::size_t piece_row = std::size_t{columns_of(block)} * picture_.channels;
    std::span<const std::uint8_t> bytes = rows;
    if (blocks_ > 1) {
      piece.resize(count * piece_row);
      const std::uint8_t* from = rows.data() + std::size_t{block} * block_columns_ * picture_.channels;
      for (std::size_t y = 0; y < count; ++y) std::memcpy(&piece[y * piece_row], from + y * row_bytes, piece_row);
      bytes = piece;
    }
    if (auto written = file_.write(start_of(block) + rows_ * piece_row, std::as_bytes(bytes)); !written) return written;
  }
  rows_ += static_cast<std::uint32_t>(count);
  return {};
}

Result<void> RowTurner::give_rows(const Take& take) const {
  assert(rows_ == picture_.height);
  return is_on_its_side(picture_) ? give_columns(take) : give_reversed(take);
}

// Row y of the upright picture is column y (5, 6) or the y-th from the right (7, 8), read downwards (5, 8) or upwards.
Result<void> RowTurner::give_columns(const Take& take) const {
  const bool from_right = picture_.orientation >= 7;
  const bool upwards = picture_.orientation == 6 || picture_.orientation == 7;
  const std::size_t channels = picture_.channels, height = picture_.height;
  std::vector<std::uint8_t> stored, upright;
  std::uint32_t given = 0;
  for (std::uint32_t i = 0; i < blocks_; ++i) {
    const std::uint32_t block = from_right ? blocks_ - 1 - i : i;
    const std::size_t columns = columns_of(block);
    stored.resize(columns * height * channels), upright.resize(stored.size());
    if (auto read = file_.read(start_of(block), std::as_writable_bytes(std::span(stored))); !read) return read;
    for (std::size_t y = 0; y < height; ++y) {
      const std::uint8_t* from = &stored[y * columns * channels];
      const std::size_t x = upwards ? height - 1 - y : y;
      for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t row = from_right ? columns - 1 - column : column;
        std::uint8_t* to = &upright[(row * height + x) * channels];
        for (std::size_t c = 0; c < channels; ++c) to[c] = from[column * channels + c];
      }
    }
    if (auto taken = take(given, upright); !taken) return taken;
    given += static_cast<std::uint32_t>(columns);
  }
  return {};
}

// Rows from the last to the first (4), and each from right to left (3); 2 is that alone.
Result<void> RowTurner::give_reversed(const Take& take) const {
  const bool from_below = picture_.orientation == 3 || picture_.orientation == 4;
  const bool from_right = picture_.orientation == 2 || picture_.orientation == 3;
  const std::size_t channels = picture_.channels, width = picture_.width, row_bytes = width * channels;
  const auto most = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(block_bytes_ / row_bytes, 1, picture_.height));
  std::vector<std::uint8_t> stored, upright;
  for (std::uint32_t given = 0; given < picture_.height;) {
    const std::uint32_t count = std::min(most, picture_.height - given);
    const std::uint32_t first = from_below ? picture_.height - given - count : given;
    stored.resize(count * row_bytes), upright.resize(stored.size());
    if (auto read = file_.read(first * row_bytes, std::as_writable_bytes(std::span(stored))); !read) return read;
    for (std::size_t y = 0; y < count; ++y) {
      const std::uint8_t* from = &stored[(from_below ? count - 1 - y : y) * row_bytes];
      std::uint8_t* to = &upright[y * row_bytes];
      if (!from_right) std::memcpy(to, from, row_bytes);
      for (std::size_t x = 0; from_right && x < width; ++x)
        for (std::size_t c = 0; c < channels; ++c) to[x * channels + c] = from[(width - 1 - x) * channels + c];
    }
    if (auto taken = take(given, upright); !taken) return taken;
    given += count;
  }
  return {};
}

}  // namespace enf
