#include "engine/package/store.h"

namespace enf {

namespace fs = std::filesystem;

namespace {

void sweep(const fs::path& folder) {
  std::error_code ec;
  for (const fs::directory_entry& shard : fs::directory_iterator(folder, ec))
    if (shard.is_directory(ec) && shard.path().filename().native().size() == 2) sweep_unfinished_chunks(shard.path());
}

}  // namespace

Result<Store> Store::open(fs::path folder) {
  if (auto made = make_folder(folder); !made) return std::unexpected(made.error());
  sweep(folder);
  Store store;
  store.folder_ = std::move(folder);
  return store;
}

fs::path Store::path_of(const Hash& key) const {
  std::string hex = to_hex(key);
  return folder_ / hex.substr(0, 2) / (hex + ".chunk");
}

bool Store::has(const Hash& key) const {
  std::error_code ec;
  return fs::is_regular_file(path_of(key), ec);
}

Result<std::shared_ptr<const ChunkReader>> Store::open_chunk(const Hash& key) const {
  auto chunk = ChunkReader::open(path_of(key));
  if (!chunk && chunk.error().id == "file.missing")
    return fail({.id = "store.missing",
                 .what = "is not cooked yet",
                 .file = path_of(key).string(),
                 .advice = "Cook the project first"});
  return chunk;
}

Result<ChunkWriter> Store::write_chunk(const Hash& key, ChunkKind kind) const {
  return ChunkWriter::create(path_of(key), kind);
}

void Store::drop(const Hash& key) const {
  std::error_code ec;
  fs::remove(path_of(key), ec);
}

}  // namespace enf
