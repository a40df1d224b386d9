#include "engine/gpu/upload.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <cstring>

namespace enf::gpu {

// Everything that may read an uploaded buffer, in one barrier.
static void leave_readable(Frame& frame, Buffer& buffer) {
  std::array uses{BufferUse{&buffer, Access::vertex_read}, BufferUse{&buffer, Access::uniform_read},
                  BufferUse{&buffer, Access::storage_read}};
  frame.commands().use({}, uses);
}

void upload(Frame& frame, Buffer& buffer, std::uint64_t offset, std::span<const std::byte> bytes) {
  if (bytes.size() > buffer.bytes() || offset > buffer.bytes() - bytes.size())
    return frame.fail_with(
        {.id = "gpu.size",
         .what = fmt::format("{} bytes at {} do not fit into a buffer of {}", bytes.size(), offset, buffer.bytes())});
  if (bytes.empty()) return;
  frame.count_upload(bytes.size());
  if (!buffer.mapped().empty() && buffer.state() == AccessState{}) {
    std::memcpy(buffer.mapped().data() + offset, bytes.data(), bytes.size());
  } else {
    Transient staging = frame.transient(bytes.size(), 16);
    std::memcpy(staging.bytes.data(), bytes.data(), bytes.size());
    Recorder& commands = frame.commands();
    commands.use(BufferUse{&buffer, Access::transfer_write});
    VkBufferCopy region{staging.slice.offset, offset, bytes.size()};
    vkCmdCopyBuffer(commands.handle(), staging.slice.buffer, buffer.handle(), 1, &region);
  }
  leave_readable(frame, buffer);
}

void upload(Frame& frame, Image& image, const ImagePlace& place, std::span<const std::byte> bytes, Then then) {
  upload(frame, image, std::span(&place, 1), std::span(&bytes, 1), then);
}

void upload(Frame& frame, Image& image, std::span<const ImagePlace> places,
            std::span<const std::span<const std::byte>> bytes, Then then) {
  assert(places.size() == bytes.size());
  std::uint64_t texel = texel_bytes(image.desc().format);
  std::vector<VkBufferImageCopy> regions;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    ImagePlace place = places[i];
    bool inside = place.mip < image.desc().mips && place.layer < image.desc().layers &&
                  place.x < image.width(place.mip) && place.y < image.height(place.mip);
    if (inside && place.width == 0) place.width = image.width(place.mip) - place.x;
    if (inside && place.height == 0) place.height = image.height(place.mip) - place.y;
    inside =
        inside && place.width <= image.width(place.mip) - place.x && place.height <= image.height(place.mip) - place.y;
    std::uint64_t wanted = std::uint64_t{place.width} * place.height * texel;
    if (!inside || bytes[i].size() != wanted)
      return frame.fail_with(
          {.id = "gpu.size",
           .what = fmt::format("{} bytes do not fit {} x {} texels at ({}, {}) of mip {}, layer {} of image \"{}\"",
                               bytes[i].size(), place.width, place.height, place.x, place.y, place.mip, place.layer,
                               image.desc().label)});
    regions.push_back({.bufferOffset = total,
                       .imageSubresource = {image.aspect(), place.mip, place.layer, 1},
                       .imageOffset = {static_cast<std::int32_t>(place.x), static_cast<std::int32_t>(place.y), 0},
                       .imageExtent = {place.width, place.height, 1}});
    total += (wanted + 15) / 16 * 16;
  }
  if (regions.empty()) return;
  Transient staging = frame.transient(total, 64);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    std::memcpy(staging.bytes.data() + regions[i].bufferOffset, bytes[i].data(), bytes[i].size());
    regions[i].bufferOffset += staging.slice.offset;
  }
  frame.count_upload(total);

  std::vector<ImageUse> uses;
  for (const ImagePlace& place : places)
    uses.push_back({&image, Access::transfer_write, {place.mip, 1, place.layer, 1}});
  Recorder& commands = frame.commands();
  commands.use(uses);
  vkCmdCopyBufferToImage(commands.handle(), staging.slice.buffer, image.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                         static_cast<std::uint32_t>(regions.size()), regions.data());
  if (then == Then::more) return;
  for (ImageUse& use : uses) use.access = Access::sampled;
  commands.use(uses);
}

}  // namespace enf::gpu
