#include "engine/app/traced_images.h"

#include <algorithm>
#include <cstring>

#include "engine/package/tile.h"
#include "engine/scene/image_mips.h"

namespace enf {
namespace {

TracedWrap wrap_of(TextureWrap wrap) {
  switch (wrap) {
    case TextureWrap::mirrored_repeat:
      return TracedWrap::mirrored_repeat;
    case TextureWrap::clamp:
      return TracedWrap::clamp;
    case TextureWrap::repeat:
      break;
  }
  return TracedWrap::repeat;
}

// Texels the image owns itself.
std::shared_ptr<TracedImage> image_of(std::uint32_t width, std::uint32_t height, std::vector<std::uint8_t> rgba) {
  auto texels = std::make_shared<const std::vector<std::uint8_t>>(std::move(rgba));
  return std::make_shared<TracedImage>(
      TracedImage{.owner = texels, .rgba = texels->data(), .width = width, .height = height});
}

}  // namespace

std::shared_ptr<const TracedImage> traced_image(const std::shared_ptr<const ImageData>& image, std::uint32_t texels) {
  if (!image) return nullptr;
  std::shared_ptr<const ImageData> brought = from_mip(image, mip_within(*image, texels));
  return std::make_shared<const TracedImage>(TracedImage{.owner = brought,
                                                         .rgba = brought->rgba.data(),
                                                         .width = brought->width,
                                                         .height = brought->height,
                                                         .is_srgb = image->encoding == TextureEncoding::rgba8_srgb,
                                                         .wrap_u = wrap_of(image->wrap),
                                                         .wrap_v = wrap_of(image->wrap)});
}

std::shared_ptr<const TracedImage> traced_image(const ModelSource& source, std::uint32_t texture,
                                                std::uint32_t texels) {
  const CookedTexture& t = source.model.textures[texture];
  std::uint32_t mip = 0, last = static_cast<std::uint32_t>(t.mip_sections.size()) - 1;
  while (mip < last && std::max(mip_side(t.width, mip), mip_side(t.height, mip)) > texels) ++mip;
  std::vector<std::byte> scratch;
  auto bytes = source.chunk->section(t.mip_sections[mip], scratch);
  if (!bytes) return nullptr;
  std::vector<std::uint8_t> rgba(bytes->size());
  std::memcpy(rgba.data(), bytes->data(), bytes->size());
  auto image = image_of(mip_side(t.width, mip), mip_side(t.height, mip), std::move(rgba));
  image->is_srgb = t.encoding == TextureEncoding::rgba8_srgb;
  image->wrap_u = wrap_of(t.wrap_u), image->wrap_v = wrap_of(t.wrap_v);
  return image;
}

TracedTexture traced_picture(const PyramidSource& source, std::uint32_t texels) {
  const Pyramid& pyramid = source.pyramid;
  std::uint32_t k = 0;
  while (k + 1 < pyramid.levels.size() && std::max(pyramid.levels[k].width, pyramid.levels[k].height) > texels) ++k;
  const PyramidLevel& level = pyramid.levels[k];
  std::vector<std::uint8_t> rgba(std::size_t{4} * level.width * level.height);
  std::vector<std::byte> tile(pyramid_tile_bytes);
  for (std::uint32_t y = 0; y < level.tiles_y; ++y)
    for (std::uint32_t x = 0; x < level.tiles_x; ++x) {
      Result<void> read = source.chunk ? unpack_tile(*source.chunk, pyramid, pyramid.section_of(k, x, y), tile)
                                       : source.paint(k, x, y, tile);
      if (!read) return {};
      std::uint32_t left = x * pyramid_inner, columns = std::min(pyramid_inner, level.width - left);
      for (std::uint32_t row = 0; row < pyramid_inner && y * pyramid_inner + row < level.height; ++row)
        std::memcpy(&rgba[4 * (std::size_t{y * pyramid_inner + row} * level.width + left)],
                    &tile[4 * (std::size_t{row + pyramid_gutter} * pyramid_tile + pyramid_gutter)],
                    4 * std::size_t{columns});
    }
  auto image = image_of(level.width, level.height, std::move(rgba));
  image->wrap_u = image->wrap_v = TracedWrap::clamp;
  // The picture ends within the level's last texel.
  float halved = 1 / static_cast<float>(1u << k);
  return {.image = image,
          .scale = vec2(static_cast<float>(pyramid.width) * halved / static_cast<float>(level.width),
                        static_cast<float>(pyramid.height) * halved / static_cast<float>(level.height))};
}

}  // namespace enf
