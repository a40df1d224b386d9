// Owns: bringing bytes from the CPU into buffers and images.
// Must not know: what they are.
// Called by: the renderer and the streamer while a frame is open, main thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/gpu/frame.h"

namespace enf::gpu {

// Copies bytes into a buffer and leaves it ready for vertex, index, uniform and storage reads. A buffer that is mapped
// and has not been used by the GPU yet is written directly. The bytes may go away when the call returns. Too many bytes
// for the buffer: the frame fails with gpu.size.
void upload(Frame& frame, Buffer& buffer, std::uint64_t offset, std::span<const std::byte> bytes);

// Where in an image the bytes go: a rectangle of one mip of one layer, rows tightly packed, first row on top.
struct ImagePlace {
  std::uint32_t mip = 0, layer = 0;
  std::uint32_t x = 0, y = 0;
  std::uint32_t width = 0, height = 0;  // 0: to the mip's end
};

// Copies texels into an image. With Then::sampled that part is left ready for sampling; with Then::more the image
// expects further uploads, generate_mips or an explicit use. Wrong number of bytes or a place outside the image: the
// frame fails with gpu.size.
enum class Then { sampled, more };
void upload(Frame& frame, Image& image, const ImagePlace& place, std::span<const std::byte> bytes,
            Then then = Then::sampled);

// Several mips (and layers) at once, one copy command and one pair of barriers. places[i] receives bytes[i].
void upload(Frame& frame, Image& image, std::span<const ImagePlace> places,
            std::span<const std::span<const std::byte>> bytes, Then then = Then::sampled);

}  // namespace enf::gpu
