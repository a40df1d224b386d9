// Owns: bringing images and buffers back to the CPU.
// Must not know: what they show.
// Called by: screenshots, probes' tests and picking on the main thread; waits for the GPU.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/device.h"
#include "engine/gpu/resource.h"

namespace enf::gpu {

// Texels of one mip of one layer, rows tightly packed, first row on top.
struct Pixels {
  VkFormat format = VK_FORMAT_UNDEFINED;
  std::uint32_t width = 0, height = 0;
  std::vector<std::byte> bytes;

  // The texel as RGBA: 8-bit formats as value/255 (not decoded from sRGB), half and float as they are, depth in r.
  std::array<float, 4> at(std::uint32_t x, std::uint32_t y) const;
};

// Errors: gpu.format (texels of unknown size, or several samples), gpu.size, gpu.out_of_memory, gpu.device_lost.
Result<Pixels> read_image(Device& device, Image& image, std::uint32_t mip = 0, std::uint32_t layer = 0);
Result<std::vector<std::byte>> read_buffer(Device& device, Buffer& buffer);

}  // namespace enf::gpu
