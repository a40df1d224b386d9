#include "engine/gpu/readback.h"

#include <fmt/format.h>

#include <cassert>
#include <cstring>

#include "engine/gpu/frame.h"

namespace enf::gpu {

template <class T>
static T texel(const Pixels& pixels, std::uint32_t x, std::uint32_t y) {
  T value;
  std::memcpy(&value, pixels.bytes.data() + (std::size_t{y} * pixels.width + x) * sizeof value, sizeof value);
  return value;
}

std::array<float, 4> Pixels::at(std::uint32_t x, std::uint32_t y) const {
  assert(x < width && y < height);
  switch (format) {
    case VK_FORMAT_R8_UNORM:
      return {static_cast<float>(texel<std::uint8_t>(*this, x, y)) / 255, 0, 0, 1};
    case VK_FORMAT_R8G8B8A8_UNORM:
    case VK_FORMAT_R8G8B8A8_SRGB: {
      auto t = texel<std::array<std::uint8_t, 4>>(*this, x, y);
      return {static_cast<float>(t[0]) / 255, static_cast<float>(t[1]) / 255, static_cast<float>(t[2]) / 255,
              static_cast<float>(t[3]) / 255};
    }
    case VK_FORMAT_B8G8R8A8_UNORM:
    case VK_FORMAT_B8G8R8A8_SRGB: {
      auto t = texel<std::array<std::uint8_t, 4>>(*this, x, y);
      return {static_cast<float>(t[2]) / 255, static_cast<float>(t[1]) / 255, static_cast<float>(t[0]) / 255,
              static_cast<float>(t[3]) / 255};
    }
    case VK_FORMAT_R16G16B16A16_SFLOAT: {
      auto t = texel<std::array<_Float16, 4>>(*this, x, y);
      return {static_cast<float>(t[0]), static_cast<float>(t[1]), static_cast<float>(t[2]), static_cast<float>(t[3])};
    }
    case VK_FORMAT_R32G32B32A32_SFLOAT:
      return texel<std::array<float, 4>>(*this, x, y);
    case VK_FORMAT_R16_SFLOAT:
      return {static_cast<float>(texel<_Float16>(*this, x, y)), 0, 0, 1};
    case VK_FORMAT_R32_SFLOAT:
    case VK_FORMAT_D32_SFLOAT:
      return {texel<float>(*this, x, y), 0, 0, 1};
    case VK_FORMAT_D16_UNORM:
      return {static_cast<float>(texel<std::uint16_t>(*this, x, y)) / 65535, 0, 0, 1};
    default:
      break;
  }
  assert(!"texels of this format cannot be read");
  return {};
}

Result<Pixels> read_image(Device& device, Image& image, std::uint32_t mip, std::uint32_t layer) {
  const ImageDesc& desc = image.desc();
  std::uint64_t texel_size = texel_bytes(desc.format);
  if (texel_size == 0 || desc.samples != 1)
    return fail({.id = "gpu.format", .what = fmt::format("image \"{}\" cannot be read back", desc.label)});
  if (mip >= desc.mips || layer >= desc.layers)
    return fail(
        {.id = "gpu.size", .what = fmt::format("image \"{}\" has no mip {}, layer {}", desc.label, mip, layer)});
  Pixels pixels{desc.format, image.width(mip), image.height(mip), {}};
  std::uint64_t bytes = texel_size * pixels.width * pixels.height;
  auto buffer = Buffer::create(device, {"readback", bytes, 0, MemoryUse::readback});
  if (!buffer) return std::unexpected(buffer.error());
  auto done = run_now(device, [&](Frame& frame) {
    frame.commands().copy_to_buffer(image, mip, layer, *buffer);
    frame.commands().use(BufferUse{&*buffer, Access::host_read});
  });
  if (!done) return std::unexpected(done.error());
  auto mapped = buffer->mapped().first(bytes);
  pixels.bytes.assign(mapped.begin(), mapped.end());
  return pixels;
}

Result<std::vector<std::byte>> read_buffer(Device& device, Buffer& from) {
  auto buffer = Buffer::create(device, {"readback", from.bytes(), 0, MemoryUse::readback});
  if (!buffer) return std::unexpected(buffer.error());
  auto done = run_now(device, [&](Frame& frame) {
    frame.commands().copy(from, *buffer, 0, 0, from.bytes());
    frame.commands().use(BufferUse{&*buffer, Access::host_read});
  });
  if (!done) return std::unexpected(done.error());
  auto mapped = buffer->mapped();
  return std::vector<std::byte>(mapped.begin(), mapped.end());
}

}  // namespace enf::gpu
