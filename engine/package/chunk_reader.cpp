#include <fmt/format.h>
#include <zstd.h>

#include <atomic>
#include <cassert>
#include <new>

#include "engine/package/chunk_layout.h"

namespace enf {

namespace fs = std::filesystem;

struct ChunkReader::State {
  fs::path path;
  MappedFile file;
  layout::Header header;
  std::vector<layout::Entry> table;
  std::unique_ptr<std::atomic<bool>[]> checked;  // by section; two threads may both check, to the same end
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
  auto file = MappedFile::open(path);
  if (!file) return std::unexpected(file.error());
  std::shared_ptr<ChunkReader> reader(new ChunkReader);
  State& s = *reader->state_;
  s.path = path;
  s.file = std::move(*file);
  std::span<const std::byte> bytes = s.file.bytes();
  layout::Header& header = s.header;

  bool ours = bytes.size() >= layout::magic.size() &&
              std::memcmp(bytes.data(), layout::magic.data(), layout::magic.size()) == 0;
  if (bytes.size() < sizeof header)
    return ours || bytes.empty()
               ? refuse("chunk.truncated", path, fmt::format("ends after {} bytes", bytes.size()), cook_again)
               : refuse("chunk.foreign", path, "is not a cooked chunk", "Check the path");
  std::memcpy(&header, bytes.data(), sizeof header);
  header.magic = layout::magic;

  std::uint64_t table_size = header.section_count * sizeof(layout::Entry);
  bool fits = header.file_size == bytes.size() && table_size <= bytes.size() - sizeof header;
  std::uint64_t table_offset = fits ? bytes.size() - table_size : 0;
  bool intact = fits && header.check == layout::check_of(header, bytes.subspan(table_offset));

  if (!ours && !intact) return refuse("chunk.foreign", path, "is not a cooked chunk", "Check the path");
  if (ours && header.version != layout::version && (intact || !fits))
    return refuse("chunk.version", path,
                  fmt::format("has version {}, this program reads version {}", header.version, layout::version),
                  "Cook again with this program's version");
  if (header.file_size > bytes.size())
    return refuse("chunk.truncated", path,
                  fmt::format("has {} bytes of {}", bytes.size(), header.file_size), cook_again);
  auto damaged = [&] { return refuse("chunk.damaged", path, "header or table of sections is damaged", cook_again); };
  if (!ours || !intact || header.zero != 0 || header.kind < ChunkKind::model || header.kind > ChunkKind::exhibition)
    return damaged();

  s.table.resize(header.section_count);
  if (table_size > 0) std::memcpy(s.table.data(), bytes.data() + table_offset, table_size);
  if (!sane(s.table, table_offset)) return damaged();
  s.checked = std::make_unique<std::atomic<bool>[]>(header.section_count);
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
  auto stored = s.file.bytes().subspan(e.offset, layout::padded(e.stored_size));
  if (!s.checked[index].load(std::memory_order_acquire)) {
    if (hash_bytes(stored) != e.hash) return fail(damaged(index, "its bytes are not those that were written"));
    s.checked[index].store(true, std::memory_order_release);
  }
  stored = stored.first(e.stored_size);
  if (!e.packed) return stored;
  if (ZSTD_getFrameContentSize(stored.data(), stored.size()) != e.size)
    return fail(damaged(index, "its packed size is wrong"));
  try {
    scratch.resize(e.size);
  } catch (const std::bad_alloc&) {
    return fail({.id = "memory.full", .what = fmt::format("no memory for {} bytes", e.size), .file = s.path.string()});
  }
  std::size_t n = ZSTD_decompress(scratch.data(), scratch.size(), stored.data(), stored.size());
  if (ZSTD_isError(n) || n != e.size) return fail(damaged(index, "cannot be unpacked"));
  return std::span<const std::byte>(scratch);
}

}  // namespace enf
