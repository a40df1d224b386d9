// Owns: decoding images with libvips, inside the import worker.
// Must not know: models, processes, chunks.
// Called by: the import worker, one thread; failures are thrown as ImportFailure and end as the worker's error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bulk_array.h"
#include "engine/cook/import.h"

namespace enf {

// Loads libvips; the decoding below does it by itself.
void start_image_library();

struct DecodedTexture {
  std::uint32_t width = 0, height = 0;
  BulkArray<std::uint8_t> rgba;
};

// A model's texture: its numbers as stored, as glTF asks (no ICC conversion, no EXIF rotation), 16 bits cut to 8,
// grey and CMYK made RGB. Larger than `largest_side` it is halved until it fits and a warning says so.
DecodedTexture decode_texture(std::span<const std::byte> bytes, const std::string& name,
                              std::vector<IntakeWarning>& warnings);

// A flat work as it is stored, sRGB, in strips from top to bottom. `begin` is called once the header is read; width and
// height are those stored, `orientation` is EXIF's, 1 to 8.
struct ImageConsumer {
  std::function<void(const ImageInfo&, std::uint32_t orientation, const IntakeReport&)> begin;
  std::function<void(std::uint32_t first_row, std::uint32_t rows, std::span<const std::uint8_t> bytes)> strip;
};
void decode_image(std::span<const std::byte> bytes, const std::string& name, const ImageConsumer& consumer,
                  std::vector<IntakeWarning>& warnings);

// The description inside an ICC profile, or empty if it has none we can read.
std::string profile_description(std::span<const std::byte> profile);

}  // namespace enf
