// Owns: knowing a source's content (a file and the files it names) without reading it again while it lies unchanged.
// Must not know: what sources hold, settings, chunks.
// Called by: the cook, on any thread, in several processes at once.
#pragma once

#include <filesystem>
#include <optional>
#include <span>

#include "engine/base/error.h"
#include "engine/base/hash.h"
#include "engine/package/store.h"

namespace enf {

// The records live in STORE/sources, one small file a source. They can be deleted; a stale or damaged one only costs
// reading the source again.

// The hash of the source's content if a record of it is there and all its files still hold what they held: by size and
// time, or else by content. Nothing if it must be imported to know which files belong to it.
std::optional<Hash> known_source(const Store& store, const std::filesystem::path& path);

// Hashes the file and those it named (relative to its folder; `missing` ones were asked for and are not there), keeps
// the record and returns the hash. Errors: file.missing, file.unreadable.
Result<Hash> record_source(const Store& store, const std::filesystem::path& path,
                           std::span<const std::filesystem::path> read, std::span<const std::filesystem::path> missing);

// A file's size and time of change, to notice that someone writes to it while we read.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t time_ns = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
std::optional<FileStamp> stamp_of(const std::filesystem::path& path);

}  // namespace enf
