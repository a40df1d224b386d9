#include "engine/app/png.h"

#include <stb/stb_image_write.h>

#include <span>
#include <vector>

#include "engine/base/file.h"

namespace enf {

Result<void> write_png(const std::filesystem::path& path, const ImageData& image) {
  std::size_t texels = std::size_t{image.width} * image.height;
  if (texels == 0 || image.rgba.size() != texels * 4)
    return fail({.id = "image.empty", .what = "there are no pixels to write", .file = path.string()});
  bool opaque = true;
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) opaque &= image.rgba[i] == 255;
  int channels = opaque ? 3 : 4;
  std::vector<std::uint8_t> packed;
  if (opaque) {
    packed.reserve(texels * 3);
    for (std::size_t i = 0; i < image.rgba.size(); i += 4)
      packed.insert(packed.end(), image.rgba.begin() + static_cast<std::ptrdiff_t>(i),
                    image.rgba.begin() + static_cast<std::ptrdiff_t>(i) + 3);
  }
  std::vector<std::byte> file;
  auto append = [](void* context, void* data, int size) {
    auto* bytes = static_cast<const std::byte*>(data);
    static_cast<std::vector<std::byte>*>(context)->insert(static_cast<std::vector<std::byte>*>(context)->end(), bytes,
                                                          bytes + size);
  };
  int width = static_cast<int>(image.width), height = static_cast<int>(image.height);
  if (!stbi_write_png_to_func(append, &file, width, height, channels, opaque ? packed.data() : image.rgba.data(),
                              width * channels))
    return fail({.id = "image.unwritable", .what = "the picture could not be encoded", .file = path.string()});
  return write_file_atomic(path, file);
}

}  // namespace enf
