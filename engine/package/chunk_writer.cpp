#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
// One parameter below is not in zstd's stable interface, though the shared library takes it.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include <atomic>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <memory>
#include <utility>

#include "engine/package/chunk_layout.h"

namespace enf {

namespace fs = std::filesystem;

namespace {

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

// Returns an error of zstd's if the result doesn't fit.
std::size_t pack(std::span<const std::byte> bytes, Packing packing, std::span<std::byte> packed) {
  std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, packing == Packing::dense ? 1 : -100);
  if (packing == Packing::quick) {
    // A low level hardly looks for matches; literals it would leave as they are unless told to count them.
    [[maybe_unused]] std::size_t set =
        ZSTD_CCtx_setParameter(context.get(), ZSTD_c_literalCompressionMode, ZSTD_ps_enable);
    assert(!ZSTD_isError(set));
  }
  return ZSTD_compress2(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size());
}

}  // namespace

PreparedSection prepare_section(std::span<const std::byte> bytes, Packing packing) {
  PreparedSection section{.size = bytes.size()};
  if (packing != Packing::none && !bytes.empty() && bytes.size() <= layout::greatest_packed) {
    std::vector<std::byte>& packed = section.stored;
    packed.resize(ZSTD_compressBound(bytes.size()));
    std::size_t n = pack(bytes, packing, packed);
    std::size_t worth = bytes.size() / (packing == Packing::dense ? 4 : 8);
    section.packed = !ZSTD_isError(n) && n <= bytes.size() - worth;
    packed.resize(section.packed ? n : 0);
  }
  if (!section.packed) section.stored.assign(bytes.begin(), bytes.end());
  section.stored_size = section.stored.size();
  section.stored.resize(layout::padded(section.stored_size));
  section.stored.shrink_to_fit();
  section.hash = hash_bytes(section.stored);
  return section;
}

struct ChunkWriter::State {
  fs::path path, temporary;
  int fd = -1;
  ChunkKind kind{};
  std::uint64_t at = 0;
  std::vector<layout::Entry> table;

  ~State() {
    if (fd < 0) return;
    ::unlink(temporary.c_str());
    ::close(fd);
  }

  Result<void> write(std::span<const std::byte> bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
      ssize_t n = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(file_error("write", path, errno == EFBIG ? ENOSPC : errno));
      bytes = bytes.subspan(static_cast<std::size_t>(n));
      offset += static_cast<std::uint64_t>(n);
    }
    return {};
  }
};

ChunkWriter::ChunkWriter() : state_(std::make_unique<State>()) {}
ChunkWriter::ChunkWriter(ChunkWriter&&) noexcept = default;
ChunkWriter& ChunkWriter::operator=(ChunkWriter&&) noexcept = default;
ChunkWriter::~ChunkWriter() = default;

Result<ChunkWriter> ChunkWriter::create(const fs::path& path, ChunkKind kind) {
  static std::atomic<unsigned> serial{0};
  ChunkWriter writer;
  State& s = *writer.state_;
  fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  // Not those around it: where a disk was pulled out, no empty project may appear in its place.
  std::error_code ec;
  fs::create_directory(folder, ec);
  if (ec) return fail(file_error("make the folder", folder, ec.value()));
  s.path = path;
  s.kind = kind;
  s.temporary =
      folder / fmt::format(".{}.{}.{}{}", path.filename().string(), ::getpid(), serial++, unfinished_chunk_suffix);
  s.fd = ::open(s.temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (s.fd < 0) return fail(file_error("write", path, errno));
  ::flock(s.fd, LOCK_EX | LOCK_NB);  // tells the store's sweep that someone is still at work
  s.at = sizeof(layout::Header);
  return writer;
}

Result<std::uint32_t> ChunkWriter::add(std::span<const std::byte> bytes) { return add(prepare_section(bytes)); }

Result<std::uint32_t> ChunkWriter::add(const PreparedSection& section) {
  State& s = *state_;
  if (auto written = s.write(section.stored, s.at); !written) return std::unexpected(written.error());
  s.table.push_back({.offset = s.at,
                     .stored_size = section.stored_size,
                     .size = section.size,
                     .packed = section.packed ? 1u : 0u,
                     .hash = section.hash});
  s.at += section.stored.size();
  return static_cast<std::uint32_t>(s.table.size() - 1);
}

Result<void> ChunkWriter::finish() {
  State& s = *state_;
  auto table = std::as_bytes(std::span(s.table));
  layout::Header header{
      .kind = s.kind, .section_count = static_cast<std::uint32_t>(s.table.size()), .file_size = s.at + table.size()};
  header.check = layout::check_of(header, table);
  if (auto written = s.write(table, s.at); !written) return written;
  if (auto written = s.write(std::as_bytes(std::span(&header, 1)), 0); !written) return written;
  if (::fsync(s.fd) != 0) return fail(file_error("write to disk", s.path, errno));
  if (auto named = rename_durably(s.temporary, s.path); !named) return named;
  ::close(std::exchange(s.fd, -1));
  return {};
}

void sweep_unfinished_chunks(const fs::path& folder) {
  std::error_code ec;
  auto old = fs::file_time_type::clock::now() - std::chrono::minutes(1);
  for (const fs::directory_entry& file : fs::directory_iterator(folder, ec)) {
    if (file.path().extension() != unfinished_chunk_suffix || file.last_write_time(ec) > old || ec) continue;
    int fd = ::open(file.path().c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) continue;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) ::unlink(file.path().c_str());
    ::close(fd);
  }
}

}  // namespace enf
