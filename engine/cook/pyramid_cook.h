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

struct PictureDesc {
  std::uint32_t width = 0, height = 0;
  bool has_alpha = false;
  bool lossy = false;  // it came as JPEG or the like, so that its tiles may, too
};

class PyramidBuilder {
 public:
  // Finished tiles wait in memory or, if they are many, in an unnamed file in `folder`: the coarsest are done last but
  // written first.
  // Errors: picture.too_large, file.unwritable.
  static Result<PyramidBuilder> create(const PictureDesc& desc, const std::filesystem::path& folder, Jobs& jobs);
  PyramidBuilder(PyramidBuilder&&) noexcept;
  PyramidBuilder& operator=(PyramidBuilder&&) noexcept;
  ~PyramidBuilder();

  // The next rows of sRGB, width*3 bytes each, or width*4 with straight alpha. Error: file.disk_full.
  Result<void> add_rows(std::span<const std::uint8_t> rows);
  // After the last row: writes all tiles and the table. Error: file.disk_full, file.unwritable.
  Result<void> write(ChunkWriter& writer);

 private:
  PyramidBuilder();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace enf
