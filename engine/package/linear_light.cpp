#include "engine/package/linear_light.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace enf {

namespace {

// sRGB's curve (IEC 61966-2-1) from an encoded value.
double linear_from_srgb(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }

const std::array<std::uint16_t, 256>& linear_table() {
  static const auto table = [] {
    std::array<std::uint16_t, 256> t{};
    for (std::size_t i = 0; i < 256; ++i)
      t[i] = static_cast<std::uint16_t>(std::lround(65535 * linear_from_srgb(static_cast<double>(i) / 255)));
    return t;
  }();
  return table;
}

// By the upper 14 bits of a linear value the nearest code; in the dark, where codes lie closest, there are five such
// steps a code.
constexpr int dropped_bits = 2;
constexpr std::size_t code_steps = 65536 >> dropped_bits;
const std::array<std::uint8_t, code_steps>& code_table() {
  static const auto table = [] {
    std::array<std::uint8_t, code_steps> t{};
    std::size_t code = 0;
    for (std::size_t i = 0; i < t.size(); ++i) {
      double middle = (static_cast<double>(i << dropped_bits) + 1.5) / 65535;
      while (code < 255 && middle >= linear_from_srgb((static_cast<double>(code) + 0.5) / 255)) ++code;
      t[i] = static_cast<std::uint8_t>(code);
    }
    return t;
  }();
  return table;
}

void halve_opaque(const std::uint16_t* upper, const std::uint16_t* lower, std::size_t pairs, std::uint16_t* half) {
  for (std::size_t x = 0; x < pairs; ++x, upper += 6, lower += 6, half += 3)
    for (std::size_t c = 0; c < 3; ++c) {
      std::uint32_t sum = std::uint32_t{upper[c]} + upper[c + 3] + lower[c] + lower[c + 3];
      half[c] = static_cast<std::uint16_t>((sum + 2) >> 2);
    }
}

void average_blended(const std::array<const std::uint16_t*, 4>& four, std::uint16_t* out) {
  std::uint64_t alpha = 0, weights = 0, sums[3] = {};
  for (const std::uint16_t* texel : four) {
    // A breath of weight keeps the colour of wholly transparent texels.
    std::uint64_t weight = std::max<std::uint64_t>(texel[3], 1);
    alpha += texel[3];
    weights += weight;
    for (std::size_t c = 0; c < 3; ++c) sums[c] += weight * texel[c];
  }
  for (std::size_t c = 0; c < 3; ++c) out[c] = static_cast<std::uint16_t>((sums[c] + weights / 2) / weights);
  out[3] = static_cast<std::uint16_t>((alpha + 2) >> 2);
}

}  // namespace

void linear_from_bytes(std::span<const std::uint8_t> bytes, std::size_t channels, std::span<std::uint16_t> linear) {
  assert(bytes.size() == linear.size());
  const auto& table = linear_table();
  for (std::size_t i = 0; i < bytes.size(); ++i) linear[i] = table[bytes[i]];
  if (channels == 4)
    for (std::size_t i = 3; i < bytes.size(); i += 4) linear[i] = static_cast<std::uint16_t>(bytes[i] * 257);
}

void bytes_from_linear(std::span<const std::uint16_t> linear, std::size_t channels, std::span<std::uint8_t> bytes) {
  assert(bytes.size() == linear.size());
  const auto& table = code_table();
  for (std::size_t i = 0; i < linear.size(); ++i) bytes[i] = table[linear[i] >> dropped_bits];
  if (channels == 4)
    for (std::size_t i = 3; i < linear.size(); i += 4) bytes[i] = static_cast<std::uint8_t>((linear[i] + 128u) / 257);
}

void halve_rows(std::span<const std::uint16_t> upper, std::span<const std::uint16_t> lower, std::size_t channels,
                std::span<std::uint16_t> half) {
  const std::size_t width = upper.size() / channels, pairs = width / 2;
  assert(lower.size() == upper.size() && half.size() == (width + 1) / 2 * channels);
  if (channels == 3) {
    halve_opaque(upper.data(), lower.data(), pairs, half.data());
  } else {
    for (std::size_t x = 0; x < pairs; ++x) {
      const std::uint16_t *a = &upper[8 * x], *b = &lower[8 * x];
      average_blended({a, a + 4, b, b + 4}, &half[4 * x]);
    }
  }
  if (width % 2 == 0) return;
  const std::uint16_t *a = &upper[2 * pairs * channels], *b = &lower[2 * pairs * channels];
  std::uint16_t* out = &half[pairs * channels];
  if (channels == 4) return average_blended({a, a, b, b}, out);
  for (std::size_t c = 0; c < 3; ++c) out[c] = static_cast<std::uint16_t>((a[c] + b[c] + 1u) >> 1);
}

}  // namespace enf
