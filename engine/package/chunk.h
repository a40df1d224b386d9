// Owns: the cooked file: a table of hashed sections, written once, mapped for ever.
// Must not know: what the sections hold (model.h and pyramid.h do).
// Called by: the cook writes, loaders on any thread read. A ChunkReader may be shared between threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/file.h"
#include "engine/base/hash.h"

namespace enf {

enum class ChunkKind : std::uint32_t { model = 1, pyramid = 2, finish = 3, text = 4 };

// On disk: header, section table, sections, each at a multiple of 64 bytes. A section may be zstd-compressed when that
// saves at least a quarter. Little-endian.
class ChunkReader {
 public:
  // Maps the file and checks header and table (not the sections: see section()).
  // Errors: file.*, chunk.foreign, chunk.version, chunk.truncated, chunk.damaged.
  static Result<std::shared_ptr<const ChunkReader>> open(const std::filesystem::path& path);
  ~ChunkReader();

  ChunkKind kind() const;
  std::uint32_t section_count() const;
  std::uint64_t section_size(std::uint32_t index) const;  // unpacked bytes

  // The bytes of a section, checked against its hash at first use. Raw sections are views into the mapping; packed ones
  // are unpacked into `scratch`. Valid while this object and `scratch` live. Error: chunk.damaged (names the section).
  Result<std::span<const std::byte>> section(std::uint32_t index, std::vector<std::byte>& scratch) const;

 private:
  ChunkReader() = default;
  struct State;
  std::unique_ptr<State> state_;
};

// Writes a chunk section by section into a temporary file; finish() makes it appear under its name in one step.
// Same sections in the same order give the same bytes. Destroyed unfinished, it leaves nothing behind.
class ChunkWriter {
 public:
  // Error: file.unwritable.
  static Result<ChunkWriter> create(const std::filesystem::path& path, ChunkKind kind);
  ChunkWriter(ChunkWriter&&) noexcept;
  ChunkWriter& operator=(ChunkWriter&&) noexcept;
  ~ChunkWriter();

  // Appends a section and returns its index. Errors: file.disk_full, file.unwritable.
  Result<std::uint32_t> add(std::span<const std::byte> bytes);
  Result<void> finish();

 private:
  ChunkWriter() = default;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace enf
