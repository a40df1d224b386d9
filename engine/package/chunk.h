// Owns: the cooked file: a table of hashed sections, written once, read section by section.
// Must not know: what the sections hold (model.h and pyramid.h do).
// Called by: the cook writes, loaders on any thread read. A ChunkReader may be shared between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/file.h"
#include "engine/base/hash.h"

namespace enf {

enum class ChunkKind : std::uint32_t { model = 1, pyramid = 2, finish = 3, text = 4, exhibition = 5, light = 6 };

// On disk: header, sections (each at a multiple of 64 bytes), section table. A section may be zstd-compressed.
// Little-endian. The header holds a hash of itself and the table, the table one of each section with its padding, so that
// no byte can change unseen. Files are read, not mapped: a mapped page of a medium that was pulled out ends the process.
class ChunkReader {
 public:
  // Reads and checks header and table (not the sections: see section()).
  // Errors: file.*, chunk.foreign, chunk.version, chunk.truncated, chunk.damaged.
  static Result<std::shared_ptr<const ChunkReader>> open(const std::filesystem::path& path);
  ~ChunkReader();

  ChunkKind kind() const;
  std::uint32_t section_count() const;
  std::uint64_t section_size(std::uint32_t index) const;  // unpacked bytes; index < section_count()
  const std::filesystem::path& path() const;

  // Reads a section into `scratch`, checks it against its hash and unpacks it; what is returned shows `scratch`, at least
  // 16-byte aligned. Errors: chunk.damaged (names the section), memory.full, file.* (the medium is gone; worth another
  // try later).
  Result<std::span<const std::byte>> section(std::uint32_t index, std::vector<std::byte>& scratch) const;

  // The error for a section whose bytes are intact but don't make sense to the caller.
  Error damaged(std::uint32_t index, std::string_view what) const;

 private:
  ChunkReader();
  struct State;
  std::unique_ptr<State> state_;
};

// A section as it will lie on disk: packed if that pays, padded and hashed.
struct PreparedSection {
  std::vector<std::byte> stored;  // with padding to a multiple of 64
  std::uint64_t stored_size = 0;  // without padding
  std::uint64_t size = 0;         // unpacked
  bool packed = false;
  Hash hash;                      // of `stored`
};

enum class Packing {
  dense,  // looks for repetitions; packed when that saves a quarter
  quick,  // only counts bytes, for numbers that are near 0 or noise; packed when that saves an eighth
  none,   // for what is compressed already
};

// The costly half of ChunkWriter::add, for workers. Pure: the same bytes give the same section.
PreparedSection prepare_section(std::span<const std::byte> bytes, Packing packing = Packing::dense);

// Writes a chunk section by section into a temporary file; finish() makes it appear under its name in one step.
// Same sections in the same order give the same bytes. Destroyed unfinished, it leaves nothing behind.
class ChunkWriter {
 public:
  // Makes the folder of `path` if need be, but none around it. Error: file.unwritable.
  static Result<ChunkWriter> create(const std::filesystem::path& path, ChunkKind kind);
  ChunkWriter(ChunkWriter&&) noexcept;
  ChunkWriter& operator=(ChunkWriter&&) noexcept;
  ~ChunkWriter();

  // Appends a section and returns its index. Errors: file.disk_full, file.unwritable.
  Result<std::uint32_t> add(std::span<const std::byte> bytes);
  Result<std::uint32_t> add(const PreparedSection& section);
  Result<void> finish();

 private:
  ChunkWriter();
  struct State;
  std::unique_ptr<State> state_;
};

// Temporary files of writers end in this.
constexpr std::string_view unfinished_chunk_suffix = ".tmp";
// Removes what killed writers left in this folder (not in folders within): temporary files that nobody holds locked. The
// young are spared, for a writer may have made its file but not yet locked it.
void sweep_unfinished_chunks(const std::filesystem::path& folder);

}  // namespace enf
