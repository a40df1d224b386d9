// Owns: the project's content-addressed store of cooked chunks (a folder), safe for several processes at once.
// Must not know: how chunks are made.
// Called by: the cook writes, loaders read; any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "engine/base/error.h"
#include "engine/base/hash.h"
#include "engine/package/chunk.h"

namespace enf {

// A chunk's key is the hash of all that decides its bytes: source content, settings, cooker version.
// Layout: <folder>/<first two hex digits>/<key>.chunk
class Store {
 public:
  // Makes the folder if need be. Error: file.unwritable.
  static Result<Store> open(std::filesystem::path folder);

  std::filesystem::path path_of(const Hash& key) const;
  bool has(const Hash& key) const;
  // Errors: store.missing (not cooked yet), and those of ChunkReader::open. A damaged chunk is reported, never used;
  // drop() it and cook again.
  Result<std::shared_ptr<const ChunkReader>> open_chunk(const Hash& key) const;
  // A writer for this key; the chunk appears when finished. Two writers of one key both succeed (same bytes).
  Result<ChunkWriter> write_chunk(const Hash& key, ChunkKind kind) const;
  void drop(const Hash& key) const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace enf
