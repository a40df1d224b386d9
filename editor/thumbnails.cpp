#include "editor/thumbnails.h"

#include <cstring>

#include "engine/package/tile.h"

namespace enf::editor {

namespace {

std::shared_ptr<const ImageData> read(const PyramidSource& source) {
  const Pyramid& pyramid = source.pyramid;
  if (!source.chunk || pyramid.levels.empty()) return nullptr;
  auto coarsest = static_cast<std::uint32_t>(pyramid.levels.size() - 1);
  const PyramidLevel& level = pyramid.levels[coarsest];
  std::vector<std::byte> mips(pyramid_tile_bytes);
  if (!unpack_tile(*source.chunk, pyramid, pyramid.section_of(coarsest, 0, 0), mips)) return nullptr;
  auto image = std::make_shared<ImageData>();
  image->width = std::min(level.width, pyramid_inner), image->height = std::min(level.height, pyramid_inner);
  image->rgba.resize(std::size_t{4} * image->width * image->height);
  for (std::uint32_t y = 0; y < image->height; ++y)
    std::memcpy(image->rgba.data() + std::size_t{4} * y * image->width,
                mips.data() + std::size_t{4} * ((y + pyramid_gutter) * pyramid_tile + pyramid_gutter),
                std::size_t{4} * image->width);
  return image;
}

}  // namespace

std::shared_ptr<const ImageData> Thumbnails::of(const Work& work) {
  if (work.form != WorkForm::flat || work.asset.empty()) return nullptr;
  if (auto found = known_.find(work.asset); found != known_.end()) return found->second;
  bool is_complete = true;
  auto source = source_.has_cooked(work.asset) ? source_.pyramid(work.asset, is_complete) : nullptr;
  return known_[work.asset] = source ? read(*source) : nullptr;
}

std::shared_ptr<const ImageData> Thumbnails::forget(const AssetId& asset) {
  auto known = known_.extract(asset);
  return known ? std::move(known.mapped()) : nullptr;
}

}  // namespace enf::editor
