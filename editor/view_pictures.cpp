#include "editor/view_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "engine/base/log.h"
#include "engine/package/cooked_index.h"
#include "engine/package/pyramid.h"
#include "engine/package/store.h"
#include "engine/package/tile.h"

namespace enf::editor {

namespace {

// Of where one stands and looks; a view that is moved has another picture.
Hash key_of(const Viewpoint& v) {
  std::string text = fmt::format("picture of view {} {} {} {} {} {} {} {}", v.room.value, v.eye_m.x, v.eye_m.y,
                                 v.eye_m.z, v.target_m.x, v.target_m.y, v.target_m.z, v.fov_y_rad);
  return hash_bytes(std::as_bytes(std::span(text)));
}

constexpr std::uint32_t gutter = pyramid_gutter;

std::shared_ptr<const ImageData> read(const Store& store, const Hash& key) {
  auto chunk = store.has(key) ? store.open_chunk(key) : Result<std::shared_ptr<const ChunkReader>>(nullptr);
  if (!chunk || !*chunk) return nullptr;
  auto pyramid = read_pyramid(**chunk);
  if (!pyramid || pyramid->width != ViewPictures::width || pyramid->height != ViewPictures::height) return nullptr;
  std::vector<std::byte> mips(pyramid_tile_bytes);
  if (!unpack_tile(**chunk, *pyramid, 0, mips)) return nullptr;
  auto image = std::make_shared<ImageData>();
  image->width = pyramid->width, image->height = pyramid->height;
  image->rgba.resize(std::size_t{4} * image->width * image->height);
  for (std::uint32_t y = 0; y < image->height; ++y)
    std::memcpy(image->rgba.data() + std::size_t{4} * y * image->width,
                mips.data() + std::size_t{4} * ((y + gutter) * pyramid_tile + gutter), std::size_t{4} * image->width);
  return image;
}

Result<void> write(const Store& store, const Hash& key, const ImageData& image) {
  const Pyramid pyramid = plan_pyramid(image.width, image.height);
  std::vector<std::uint8_t> tile;
  tile.reserve(std::size_t{3} * pyramid_tile * pyramid_tile);
  for (std::uint32_t y = 0; y < pyramid_tile; ++y)
    for (std::uint32_t x = 0; x < pyramid_tile; ++x) {
      auto inside = [](std::uint32_t at, std::uint32_t size) {
        return std::min(at < gutter ? 0 : at - gutter, size - 1);
      };
      const std::uint8_t* texel =
          image.rgba.data() +
          std::size_t{4} * (std::size_t{inside(y, image.height)} * image.width + inside(x, image.width));
      tile.insert(tile.end(), texel, texel + 3);
    }
  auto writer = store.write_chunk(key, ChunkKind::pyramid);
  if (!writer) return fail(writer.error());
  if (auto added = writer->add(pack_tile(pyramid, tile)); !added) return fail(added.error());
  if (auto table = write_pyramid_table(*writer, pyramid); !table) return table;
  return writer->finish();
}

}  // namespace

ImageData shrunk(const ImageData& picture, std::uint32_t width, std::uint32_t height) {
  ImageData small{.encoding = picture.encoding, .width = width, .height = height};
  const double scale = std::min(picture.width / double(width), picture.height / double(height));
  const double left = (picture.width - scale * width) / 2, top = (picture.height - scale * height) / 2;
  auto place = [](double at, std::uint32_t size) {
    return static_cast<std::uint32_t>(std::clamp(at, 0.0, static_cast<double>(size)));
  };
  small.rgba.reserve(std::size_t{4} * width * height);
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x) {
      const std::uint32_t x0 = std::min(place(left + scale * x, picture.width), picture.width - 1),
                          y0 = std::min(place(top + scale * y, picture.height), picture.height - 1),
                          x1 = std::max(x0 + 1, place(left + scale * (x + 1), picture.width)),
                          y1 = std::max(y0 + 1, place(top + scale * (y + 1), picture.height));
      std::uint32_t sum[4] = {};
      for (std::uint32_t v = y0; v < y1; ++v)
        for (std::uint32_t u = x0; u < x1; ++u)
          for (std::size_t c = 0; c < 4; ++c)
            sum[c] += picture.rgba[std::size_t{4} * (std::size_t{v} * picture.width + u) + c];
      const std::uint32_t count = (x1 - x0) * (y1 - y0);
      for (std::uint32_t one : sum) small.rgba.push_back(static_cast<std::uint8_t>((one + count / 2) / count));
      small.rgba.back() = 255;
    }
  return small;
}

std::shared_ptr<const ImageData> ViewPictures::of(const Viewpoint& view) {
  const Hash key = key_of(view);
  auto [found, is_new] = known_.try_emplace(key);
  if (is_new)
    if (auto store = Store::open(store_folder(project_))) found->second = read(*store, key);
  return found->second;
}

void ViewPictures::keep(const Viewpoint& view, const ImageData& picture) {
  if (picture.width < width || picture.height < height) return;
  const Hash key = key_of(view);
  auto small = std::make_shared<const ImageData>(shrunk(picture, width, height));
  known_[key] = small;
  auto store = Store::open(store_folder(project_));
  if (!store) return;
  if (auto written = write(*store, key, *small); !written) log_debug("{}", to_string(written.error()));
}

}  // namespace enf::editor
