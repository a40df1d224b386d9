#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <new>

#include "engine/package/chunk_layout.h"

namespace enf {

namespace fs = std::filesystem;

struct ChunkReader::State {
  fs::path path;
  layout::Header header;
  std::vector<layout::Entry> table;
};

ChunkReader::ChunkReader() : state_(std::make_unique<State>()) {}
ChunkReader::~ChunkReader() = default;

namespace {

std::unexpected<Error> refuse(std::string id, const fs::path& path, std::string what, std::string advice) {
  return fail({.id = std::move(id), .what = std::move(what), .file = path.string(), .advice = std::move(advice)});
}

constexpr const char* cook_again = "Delete it and cook again";

// Sections follow one another without gaps and end where the table begins.
bool sane(const std::vector<layout::Entry>& table, std::uint64_t table_offset) {
  std::uint64_t at = sizeof(layout::Header);
  for (const layout::Entry& e : table) {
    if (e.offset != at || e.zero != 0 || e.packed > 1 || e.stored_size > table_offset - at) return false;
    if (e.packed ? e.size > layout::greatest_packed || e.stored_size == 0 : e.size != e.stored_size) return false;
    at += layout::padded(e.stored_size);
    if (at > table_offset) return false;
  }
  return at == table_offset;
}

}  // namespace

Result<std::shared_ptr<const ChunkReader>> ChunkReader::open(const fs::path& path) {
  auto size = size_of_file(path);
  if (!size) return std::unexpected(size.error());
  std::shared_ptr<ChunkReader> reader(new ChunkReader);
  State& s = *reader->state_;
  s.path = path;
  layout::Header& header = s.header;

  std::array<std::byte, sizeof header> first{};
  auto start = std::span(first).first(std::min<std::uint64_t>(*size, sizeof header));
  if (auto read = read_part(path, 0, start); !read) return std::unexpected(read.error());
  bool ours =
      *size >= layout::magic.size() && std::memcmp(first.data(), layout::magic.data(), layout::magic.size()) == 0;
  if (*size < sizeof header)
    return ours || *size == 0 ? refuse("chunk.truncated", path, fmt::format("ends after {} bytes", *size), cook_again)
                              : refuse("chunk.foreign", path, "is not a cooked chunk", "Check the path");
  std::memcpy(&header, first.data(), sizeof header);
  header.magic = layout::magic;

  std::uint64_t table_size = header.section_count * sizeof(layout::Entry);
  bool fits = header.file_size == *size && table_size <= *size - sizeof header;
  std::uint64_t table_offset = fits ? *size - table_size : 0;
  if (fits) {
    s.table.resize(header.section_count);
    if (auto read = read_part(path, table_offset, std::as_writable_bytes(std::span(s.table))); !read)
      return std::unexpected(read.error());
  }
  bool intact = fits && header.check == layout::check_of(header, std::as_bytes(std::span(s.table)));

  if (!ours && !intact) return refuse("chunk.foreign", path, "is not a cooked chunk", "Check the path");
  if (ours && header.version != layout::version && (intact || !fits))
    return refuse("chunk.version", path,
                  fmt::format("has version {}, this program reads version {}", header.version, layout::version),
                  "Cook again with this program's version");
  if (header.file_size > *size)
    return refuse("chunk.truncated", path, fmt::format("has {} bytes of {}", *size, header.file_size), cook_again);
  auto damaged = [&] { return refuse("chunk.damaged", path, "header or table of sections is damaged", cook_again); };
  if (!ours || !intact || header.zero != 0 || header.kind < ChunkKind::model || header.kind > ChunkKind::light)
    return damaged();

  if (!sane(s.table, table_offset)) return damaged();
  return reader;
}

ChunkKind ChunkReader::kind() const { return state_->header.kind; }
std::uint32_t ChunkReader::section_count() const { return state_->header.section_count; }
const fs::path& ChunkReader::path() const { return state_->path; }

std::uint64_t ChunkReader::section_size(std::uint32_t index) const {
  assert(index < section_count());
  return state_->table[index].size;
}

Error ChunkReader::damaged(std::uint32_t index, std::string_view what) const {
  return {.id = "chunk.damaged",
          .what = std::string(what),
          .file = state_->path.string(),
          .record = fmt::format("section {}", index),
          .advice = cook_again};
}

Result<std::span<const std::byte>> ChunkReader::section(std::uint32_t index, std::vector<std::byte>& scratch) const {
  const State& s = *state_;
  if (index >= section_count()) return fail(damaged(index, fmt::format("there are {} sections", section_count())));
  const layout::Entry& e = s.table[index];
  try {
    std::vector<std::byte> packed;
    std::vector<std::byte>& stored = e.packed ? packed : scratch;
    stored.resize(layout::padded(e.stored_size));
    if (auto read = read_part(s.path, e.offset, stored); !read) return std::unexpected(read.error());
    if (hash_bytes(stored) != e.hash) return fail(damaged(index, "its bytes are not those that were written"));
    stored.resize(e.stored_size);
    if (!e.packed) return std::span<const std::byte>(scratch);
    if (ZSTD_getFrameContentSize(packed.data(), packed.size()) != e.size)
      return fail(damaged(index, "its packed size is wrong"));
    scratch.resize(e.size);
    std::size_t n = ZSTD_decompress(scratch.data(), scratch.size(), packed.data(), packed.size());
    if (ZSTD_isError(n) || n != e.size) return fail(damaged(index, "cannot be unpacked"));
    return std::span<const std::byte>(scratch);
  } catch (const std::bad_alloc&) {
    return fail({.id = "memory.full", .what = fmt::format("no memory for {} bytes", e.size), .file = s.path.string()});
  }
}

}  // namespace enf
