// Owns: cooking what the exhibition shows while one edits: works that are new, or have another file or unit.
// Must not know: windows, scenes, what is told about it.
// Called by: the app, main thread; it cooks on threads of its own.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>

#include "engine/base/jobs.h"
#include "engine/exhibition/document.h"
#include "engine/package/cooked_index.h"

namespace enf::editor {

class Cooker {
 public:
  // Cooks into this project's store and keeps its index. What lies in the store of the first document that it is given
  // is taken to be right; of that its files are only looked for.
  explicit Cooker(std::filesystem::path folder);
  // Stops what is under way.
  ~Cooker();

  // Has cooked what differs from the document before. Costs nothing while it has the same works, files and rooms.
  void follow(const Document& document);

  struct Done {
    AssetId asset;
    CookedAsset cooked;
  };
  // What was cooked since the last call.
  std::vector<Done> take_done();
  bool has_done() const;
  // How many files are still to be looked at or cooked.
  std::size_t waiting() const { return shared_->waiting; }
  // Why a file could not be found or read, of those that the exhibition shows: file.missing and the errors of
  // cook_model and cook_picture. Changes with `changes()`.
  std::map<AssetId, Error> troubles() const;
  std::uint64_t changes() const { return shared_->changes; }

 private:
  struct Shared {
    std::mutex mutex, index_mutex;  // of all below; of the index on the disk
    std::vector<Done> done;
    std::map<AssetId, Error> troubles;
    std::map<AssetId, std::uint64_t> wanted;  // the latest order for each
    CookedIndex fresh;                        // not in the index on the disk
    std::atomic<std::size_t> waiting = 0;
    std::atomic<std::uint64_t> changes = 0;
  };
  struct Order {
    std::filesystem::path folder;
    Document document;
    std::vector<AssetId> assets;
    std::uint64_t number = 0;
    bool is_first = false;  // they were there when the exhibition was opened
  };
  static void carry_out(const Order& order, Shared& shared, Jobs& helpers, const std::stop_token& stop);
  static void cook_one(const Order& order, const AssetId& asset, const CookedIndex& known, Shared& shared,
                       Jobs& helpers, const std::stop_token& stop);
  static void keep(const std::filesystem::path& folder, Shared& shared);

  std::filesystem::path folder_;
  std::optional<Document> seen_;
  std::uint64_t orders_ = 0;
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
  std::stop_source stop_;
  Jobs helpers_;
  Jobs threads_{2};  // go first; two, so that what is new need not wait for all that was there
};

}  // namespace enf::editor
