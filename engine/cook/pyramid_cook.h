// Owns: building a tile pyramid from rows that come from top to bottom, in memory for a few hundred rows.
// Must not know: image files.
// Called by: the picture cook, on one thread; tiles are made on the threads of `jobs`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "engine/base/jobs.h"
#include "engine/package/pyramid.h"

namespace enf {

class PyramidBuilder {
 public:
  // Finished tiles wait in an unnamed file in `folder`, for the coarsest are done last but written first.
  // Errors: picture.too_large, file.unwritable.
  static Result<PyramidBuilder> create(std::uint32_t width, std::uint32_t height, bool has_alpha,
                                       const std::filesystem::path& folder, Jobs& jobs);
  PyramidBuilder(PyramidBuilder&&) noexcept;
  PyramidBuilder& operator=(PyramidBuilder&&) noexcept;
  ~PyramidBuilder();

  // The next rows, width*4 bytes each: sRGB, straight alpha. Error: file.disk_full.
  Result<void> add_rows(std::span<const std::uint8_t> rgba);
  // After the last row: writes all tiles and the table. Error: file.disk_full, file.unwritable.
  Result<void> write(ChunkWriter& writer);

 private:
  PyramidBuilder();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace enf
