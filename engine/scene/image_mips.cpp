#include "engine/scene/image_mips.h"

#include <algorithm>
#include <span>
#include <vector>

#include "engine/package/linear_light.h"

namespace enf {

std::shared_ptr<const ImageData> with_mips(const std::shared_ptr<const ImageData>& image) {
  if (!image) return nullptr;
  auto full = std::make_shared<ImageData>(*image);
  std::uint32_t width = image->width, height = image->height;
  std::size_t from = 0;
  std::vector<std::uint16_t> upper, lower, row;
  while (width > 1 || height > 1) {
    std::uint32_t half_width = std::max(1u, width / 2), half_height = std::max(1u, height / 2);
    std::size_t to = full->rgba.size();
    full->rgba.resize(to + std::size_t{4} * half_width * half_height);
    upper.resize(std::size_t{4} * width), lower.resize(upper.size()), row.resize(std::size_t{4} * half_width);
    for (std::uint32_t y = 0; y < half_height; ++y) {
      auto line = [&](std::uint32_t at) {
        return std::span(full->rgba).subspan(from + std::size_t{4} * width * std::min(at, height - 1), upper.size());
      };
      auto out = std::span(full->rgba).subspan(to + std::size_t{4} * half_width * y, row.size());
      if (image->encoding == TextureEncoding::rgba8_srgb) {
        linear_from_bytes(line(2 * y), 4, upper), linear_from_bytes(line(2 * y + 1), 4, lower);
        halve_rows(upper, lower, 4, row);
        bytes_from_linear(row, 4, out);
      } else {
        auto a = line(2 * y), b = line(2 * y + 1);
        for (std::size_t i = 0; i < out.size(); ++i) {
          std::size_t left = i / 4 * 8 + i % 4, right = std::min(left + 4, a.size() - 4 + i % 4);
          out[i] = static_cast<std::uint8_t>((a[left] + a[right] + b[left] + b[right] + 2) / 4);
        }
      }
    }
    from = to, width = half_width, height = half_height;
    ++full->mips;
  }
  return full;
}

std::shared_ptr<const ImageData> from_mip(const std::shared_ptr<const ImageData>& image, std::uint32_t mip) {
  if (image->bring) return image->bring(mip);
  if (mip == 0) return image;
  auto coarser = std::make_shared<ImageData>();
  coarser->encoding = image->encoding, coarser->wrap = image->wrap;
  coarser->width = mip_side(image->width, mip), coarser->height = mip_side(image->height, mip);
  coarser->mips = image->mips - mip;
  std::size_t from = 0;
  for (std::uint32_t finer = 0; finer < mip; ++finer)
    from += std::size_t{4} * mip_side(image->width, finer) * mip_side(image->height, finer);
  coarser->rgba.assign(image->rgba.begin() + static_cast<std::ptrdiff_t>(from), image->rgba.end());
  return coarser;
}

std::uint32_t mip_within(const ImageData& image, std::uint32_t texels) {
  std::uint32_t mip = 0;
  while (mip + 1 < image.mips && std::max(mip_side(image.width, mip), mip_side(image.height, mip)) > texels) ++mip;
  return mip;
}

}  // namespace enf
