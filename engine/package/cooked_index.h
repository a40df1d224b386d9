// Owns: the project's list of what has been cooked: which chunk of the store belongs to which asset.
// Must not know: how chunks are made, what assets are for.
// Called by: the cook's driver writes it, whoever opens a project reads it; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "engine/base/error.h"
#include "engine/base/hash.h"
#include "engine/package/chunk.h"

namespace enf {

struct CookedAsset {
  ChunkKind kind = ChunkKind::model;  // model or pyramid
  Hash key;                           // of the chunk in the store
  friend bool operator==(const CookedAsset&, const CookedAsset&) = default;
};

// Asset id -> its chunk.
using CookedIndex = std::map<std::string, CookedAsset>;

// Where a project keeps its cooked chunks and the list of them; both can be made again by cooking.
std::filesystem::path store_folder(const std::filesystem::path& project);        // PROJECT/.enfilade/store
std::filesystem::path cooked_index_file(const std::filesystem::path& project);  // PROJECT/.enfilade/cooked.index

// An absent file is an empty index. Errors: cooked_index.foreign, cooked_index.version, cooked_index.damaged (names the
// line), file.*.
Result<CookedIndex> read_cooked_index(const std::filesystem::path& project);
// Replaces the list as one step, sorted by id. Errors: file.unwritable, file.disk_full.
Result<void> write_cooked_index(const std::filesystem::path& project, const CookedIndex& index);

}  // namespace enf
