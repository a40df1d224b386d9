// Owns: halving pictures in linear light, in integers, so that every machine makes the same bytes.
// Must not know: tiles, files.
// Called by: the pyramid's cook and the decoding of tiles, on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace enf {

// A row of texels is 3 (opaque) or 4 channels a texel: bytes of sRGB with straight alpha, or 16-bit numbers of linear
// light with straight alpha (65535 is 1). Every byte survives the way there and back.
void linear_from_bytes(std::span<const std::uint8_t> bytes, std::size_t channels, std::span<std::uint16_t> linear);
void bytes_from_linear(std::span<const std::uint16_t> linear, std::size_t channels, std::span<std::uint8_t> bytes);

// One row of half the width (rounded up) from two: each texel the mean of four, weighted by their alpha. A last odd
// column stands for two.
void halve_rows(std::span<const std::uint16_t> upper, std::span<const std::uint16_t> lower, std::size_t channels,
                std::span<std::uint16_t> half);

}  // namespace enf
