// Owns: how a tile of a pyramid lies in its section: packing its texels, and unpacking them with their mips.
// Must not know: GPUs, image files.
// Called by: the pyramid's cook packs, the tile loaders unpack; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/base/error.h"
#include "engine/package/chunk.h"
#include "engine/package/pyramid.h"

namespace enf {

// A lossless tile is stored as planes (green; red and blue less green; alpha if the work has it), each byte less its
// left neighbour, packed by an entropy coder. A JPEG tile keeps colour at full resolution. Only the full size is
// stored: the smaller mips are made when the tile is read.

// `texels`: pyramid_tile rows of as many texels, pyramid.channels() bytes each. Pure: same texels, same section.
PreparedSection pack_tile(const Pyramid& pyramid, std::span<const std::uint8_t> texels);

// Fills `mips` (pyramid_tile_bytes) with the tile's three mips as RGBA8, one after the other.
// Error: chunk.damaged (names the section).
Result<void> unpack_tile(const ChunkReader& chunk, const Pyramid& pyramid, std::uint32_t section,
                         std::span<std::byte> mips);

// Fills `miniature` (miniature_bytes) from a tile with its mips.
void make_miniature(std::span<const std::byte> mips, std::size_t channels, std::span<std::byte> miniature);

// Makes the smaller mips of a tile whose full size stands at the front of `mips`. Channels: 3 if all alpha is 1.
void add_mips(std::span<std::byte> mips, std::size_t channels);

}  // namespace enf
