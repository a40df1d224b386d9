#include "engine/package/tile.h"

#include <fmt/format.h>
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <utility>
#include <vector>

#include "engine/package/linear_light.h"

namespace enf {

namespace {

constexpr std::size_t side = pyramid_tile, area = side * side;

// Chosen by measuring re-encoded pictures: the mean difference of a painting's texels stays below 0.5 (CIEDE2000), as
// tests/package/tile_test.cpp asserts.
constexpr int jpeg_quality = 99;

struct CloseJpeg {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Jpeg = std::unique_ptr<void, CloseJpeg>;

// Pages that are asked of the system and given back for every tile cost more than the work on them: each thread keeps
// the few hundred kilobytes it works in.
std::span<std::byte> scratch_of(std::size_t size) {
  thread_local std::vector<std::byte> scratch;
  scratch.resize(size);
  return scratch;
}

std::span<const std::byte> planes_of(std::span<const std::uint8_t> texels, std::size_t channels) {
  std::span<std::byte> planes = scratch_of(channels * area);
  std::array<std::uint8_t, side> line;
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t y = 0; y < side; ++y) {
      const std::uint8_t* row = &texels[y * side * channels];
      if (c == 0 || c == 2)
        for (std::size_t x = 0; x < side; ++x)
          line[x] = static_cast<std::uint8_t>(row[x * channels + c] - row[x * channels + 1]);
      else
        for (std::size_t x = 0; x < side; ++x) line[x] = row[x * channels + c];
      std::byte* out = &planes[c * area + y * side];
      out[0] = std::byte{line[0]};
      for (std::size_t x = 1; x < side; ++x) out[x] = std::byte(static_cast<std::uint8_t>(line[x] - line[x - 1]));
    }
  }
  return planes;
}

// The reverse, to RGBA8 (alpha 255 where the work has none).
void texels_of(std::span<const std::byte> planes, std::size_t channels, std::uint8_t* rgba) {
  const auto* byte = reinterpret_cast<const std::uint8_t*>(planes.data());
  for (std::size_t y = 0; y < side; ++y) {
    const std::uint8_t *red = byte + y * side, *green = red + area, *blue = green + area;
    const std::uint8_t* alpha = channels == 4 ? blue + area : nullptr;
    std::uint8_t r = 0, g = 0, b = 0, a = alpha ? 0 : 255;
    for (std::size_t x = 0; x < side; ++x, rgba += 4) {
      r = static_cast<std::uint8_t>(r + red[x]);
      g = static_cast<std::uint8_t>(g + green[x]);
      b = static_cast<std::uint8_t>(b + blue[x]);
      if (alpha) a = static_cast<std::uint8_t>(a + alpha[x]);
      rgba[0] = static_cast<std::uint8_t>(r + g);
      rgba[1] = g;
      rgba[2] = static_cast<std::uint8_t>(b + g);
      rgba[3] = a;
    }
  }
}

// What made the library complain is the chunk's damage, whoever wrote it; its words are of no use to anyone.
bool decode_jpeg(std::span<const std::byte> stored, std::uint8_t* rgba) {
  Jpeg jpeg(tjInitDecompress());
  const auto* bytes = reinterpret_cast<const unsigned char*>(stored.data());
  auto size = static_cast<unsigned long>(stored.size());
  int width = 0, height = 0, sampling = 0, colours = 0;
  if (!jpeg || tjDecompressHeader3(jpeg.get(), bytes, size, &width, &height, &sampling, &colours) != 0) return false;
  if (width != int{side} || height != int{side}) return false;
  return tjDecompress2(jpeg.get(), bytes, size, rgba, side, 0, side, TJPF_RGBA, TJFLAG_STOPONWARNING) == 0;
}

// A row of RGBA8 as linear light, without alpha where the work has none.
void linear_row(const std::uint8_t* rgba, std::size_t channels, std::span<std::uint16_t> linear) {
  std::array<std::uint8_t, 4 * side> bytes;
  for (std::size_t x = 0; x < side; ++x, rgba += 4)
    for (std::size_t c = 0; c < channels; ++c) bytes[x * channels + c] = rgba[c];
  linear_from_bytes(std::span(bytes).first(side * channels), channels, linear);
}

void rgba_row(std::span<const std::uint16_t> linear, std::size_t channels, std::uint8_t* rgba) {
  std::array<std::uint8_t, 4 * side> bytes;
  bytes_from_linear(linear, channels, std::span(bytes).first(linear.size()));
  for (std::size_t x = 0; x < linear.size() / channels; ++x, rgba += 4) {
    for (std::size_t c = 0; c < channels; ++c) rgba[c] = bytes[x * channels + c];
    if (channels == 3) rgba[3] = 255;
  }
}

}  // namespace

void add_mips(std::span<std::byte> mips, std::size_t channels) {
  assert(mips.size() == pyramid_tile_bytes);
  auto* rgba = reinterpret_cast<std::uint8_t*>(mips.data());
  static_assert(pyramid_tile_mips == 3);
  const std::size_t row = side * channels;
  std::vector<std::uint16_t> pair(2 * row), half(side / 2 * row / 2), quarter(row / 4);
  std::uint8_t* out = rgba + 4 * area;
  for (std::size_t y = 0; y < side / 2; ++y, out += 4 * side / 2) {
    linear_row(rgba + 2 * y * side * 4, channels, std::span(pair).first(row));
    linear_row(rgba + (2 * y + 1) * side * 4, channels, std::span(pair).subspan(row));
    auto halved = std::span(half).subspan(y * row / 2, row / 2);
    halve_rows(std::span(pair).first(row), std::span(pair).subspan(row), channels, halved);
    rgba_row(halved, channels, out);
  }
  for (std::size_t y = 0; y < side / 4; ++y, out += 4 * side / 4) {
    auto rows = std::span<const std::uint16_t>(half).subspan(y * row, row);
    halve_rows(rows.first(row / 2), rows.subspan(row / 2), channels, quarter);
    rgba_row(quarter, channels, out);
  }
}

void make_miniature(std::span<const std::byte> mips, std::size_t channels, std::span<std::byte> miniature) {
  assert(mips.size() == pyramid_tile_bytes && miniature.size() == miniature_bytes);
  // From the tile's mip of half the size, whose texels are a little less than half a miniature's: each of those is the
  // mean of the four it lies between, by their distance, weighted by their alpha.
  constexpr std::size_t from_side = side / 2;
  constexpr float step = (pyramid_inner / 2.0f) / miniature_inner, first = pyramid_gutter / 2.0f;
  const auto* from = reinterpret_cast<const std::uint8_t*>(mips.data()) + 4 * area;
  std::vector<std::uint16_t> linear(from_side * from_side * channels);
  std::vector<std::uint8_t> bytes(from_side * channels);
  for (std::size_t y = 0; y < from_side; ++y) {
    for (std::size_t x = 0; x < from_side; ++x)
      for (std::size_t c = 0; c < channels; ++c) bytes[x * channels + c] = from[(y * from_side + x) * 4 + c];
    linear_from_bytes(bytes, channels, std::span(linear).subspan(y * bytes.size(), bytes.size()));
  }
  struct Place {
    std::size_t low = 0, high = 0;
    float part = 0;  // of the higher
  };
  std::array<Place, miniature_side> places;
  for (std::size_t i = 0; i < miniature_side; ++i) {
    float at = first + (static_cast<float>(i) - float{miniature_gutter} + 0.5f) * step - 0.5f;
    at = std::clamp(at, 0.0f, static_cast<float>(from_side - 1));
    auto low = static_cast<std::size_t>(at);
    places[i] = {low, std::min(low + 1, from_side - 1), at - static_cast<float>(low)};
  }
  std::size_t row = miniature_side * channels;
  std::vector<std::uint16_t> rows(miniature_side * row);
  for (std::size_t y = 0; y < miniature_side; ++y)
    for (std::size_t x = 0; x < miniature_side; ++x) {
      const Place &v = places[y], &h = places[x];
      std::array<float, 4> sum{};
      float weights = 0;
      for (auto [line, line_part] : {std::pair(v.low, 1 - v.part), std::pair(v.high, v.part)})
        for (auto [column, part] :
             {std::pair(h.low, (1 - h.part) * line_part), std::pair(h.high, h.part * line_part)}) {
          const std::uint16_t* texel = &linear[(line * from_side + column) * channels];
          float weight = channels == 4 ? part * std::max<float>(texel[3], 1) : part;
          for (std::size_t c = 0; c < 3; ++c) sum[c] += weight * texel[c];
          if (channels == 4) sum[3] += part * texel[3];
          weights += weight;
        }
      std::uint16_t* out = &rows[y * row + x * channels];
      for (std::size_t c = 0; c < 3; ++c) out[c] = static_cast<std::uint16_t>(sum[c] / weights + 0.5f);
      if (channels == 4) out[3] = static_cast<std::uint16_t>(sum[3] + 0.5f);
    }
  auto* rgba = reinterpret_cast<std::uint8_t*>(miniature.data());
  for (std::size_t texels = miniature_side; texels >= miniature_side >> (pyramid_tile_mips - 1); texels /= 2) {
    std::size_t length = texels * channels;
    for (std::size_t y = 0; y < texels; ++y, rgba += 4 * texels)
      rgba_row(std::span<const std::uint16_t>(rows).subspan(y * length, length), channels, rgba);
    for (std::size_t y = 0; y < texels / 2; ++y)
      halve_rows(std::span(rows).subspan(2 * y * length, length), std::span(rows).subspan((2 * y + 1) * length, length),
                 channels, std::span(rows).subspan(y * length / 2, length / 2));
  }
}

PreparedSection pack_tile(const Pyramid& pyramid, std::span<const std::uint8_t> texels) {
  assert(texels.size() == pyramid.channels() * area);
  if (pyramid.coding == TileCoding::lossless)
    return prepare_section(planes_of(texels, pyramid.channels()), Packing::quick);
  std::span<std::byte> stored = scratch_of(tjBufSize(side, side, TJSAMP_444));
  Jpeg jpeg(tjInitCompress());
  auto* out = reinterpret_cast<unsigned char*>(stored.data());
  unsigned long size = stored.size();
  [[maybe_unused]] int failed = tjCompress2(jpeg.get(), texels.data(), side, 0, side, TJPF_RGB, &out, &size, TJSAMP_444,
                                            jpeg_quality, TJFLAG_NOREALLOC);
  assert(failed == 0);  // its buffer is large enough for any tile
  return prepare_section(stored.first(size), Packing::none);
}

Result<void> unpack_tile(const ChunkReader& chunk, const Pyramid& pyramid, std::uint32_t section,
                         std::span<std::byte> mips) {
  assert(mips.size() == pyramid_tile_bytes);
  std::vector<std::byte> scratch;
  auto stored = chunk.section(section, scratch);
  if (!stored) return std::unexpected(stored.error());
  auto* rgba = reinterpret_cast<std::uint8_t*>(mips.data());
  if (pyramid.coding == TileCoding::jpeg) {
    if (!decode_jpeg(*stored, rgba)) return fail(chunk.damaged(section, "is not a tile's JPEG"));
  } else {
    if (stored->size() != pyramid.channels() * area)
      return fail(
          chunk.damaged(section, fmt::format("has {} bytes, not {}", stored->size(), pyramid.channels() * area)));
    texels_of(*stored, pyramid.channels(), rgba);
  }
  add_mips(mips, pyramid.channels());
  return {};
}

}  // namespace enf
