// Owns: the bytes of a chunk's header and section table.
// Must not know: files.
// Called by: the chunk's reader and writer.
#pragma once

#include <array>
#include <cstring>

#include "engine/package/chunk.h"

namespace enf::layout {

constexpr std::uint64_t alignment = 64;
constexpr std::uint32_t version = 2;
constexpr std::array<char, 8> magic{'E', 'N', 'F', 'c', 'h', 'u', 'n', 'k'};
// Packed sections larger than this are not written, so a reader need never reserve more on a file's word.
constexpr std::uint64_t greatest_packed = 1ull << 30;

struct Header {
  std::array<char, 8> magic = layout::magic;
  std::uint32_t version = layout::version;
  ChunkKind kind{};
  std::uint32_t section_count = 0;
  std::uint32_t zero = 0;
  std::uint64_t file_size = 0;
  Hash check;  // of all before it and the section table
};
static_assert(sizeof(Header) == 64);

struct Entry {
  std::uint64_t offset = 0;
  std::uint64_t stored_size = 0;  // without padding
  std::uint64_t size = 0;         // unpacked
  std::uint32_t packed = 0;       // 0 raw, 1 zstd
  std::uint32_t zero = 0;
  Hash hash;  // of the stored bytes with their padding
};
static_assert(sizeof(Entry) == 64);

constexpr std::uint64_t padded(std::uint64_t size) { return (size + alignment - 1) / alignment * alignment; }

inline Hash check_of(const Header& header, std::span<const std::byte> table) {
  return Hasher().add(std::as_bytes(std::span(&header, 1)).first(offsetof(Header, check))).add(table).finish();
}

}  // namespace enf::layout
