// Owns: writing a picture as a PNG file.
// Must not know: what it shows.
// Called by: screenshots, the CLI's render and bench, tests; any thread.
#pragma once

#include <filesystem>

#include "engine/base/error.h"
#include "engine/scene/render_scene.h"

namespace enf {

// Replaces `path` by the picture as one step. A picture whose alpha is 255 throughout is written without alpha.
// Errors: image.empty, image.unwritable, file.unwritable, file.disk_full.
Result<void> write_png(const std::filesystem::path& path, const ImageData& image);

}  // namespace enf
