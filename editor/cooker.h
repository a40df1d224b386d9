// Owns: cooking what the exhibition shows while one edits, as far as it is new or has another file or unit; looking
//   whether the files that it names are there.
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

#include "editor/size_check.h"
#include "engine/base/jobs.h"
#include "engine/exhibition/document.h"
#include "engine/package/cooked_index.h"
#include "engine/package/store.h"

namespace enf::editor {

class Cooker {
 public:
  // Cooks into this project's store and keeps its index. What lies in the store of the first document that it is given
  // is taken to be right; of that its files are only looked for.
  explicit Cooker(std::filesystem::path folder);
  // Stops what is under way.
  ~Cooker();

  // Has cooked what differs from the document before. Costs nothing while it has the same works, files, rooms, tours
  // and lights.
  // Where nothing may be written (`cooks` is false) it only looks whether the files are there.
  void follow(const Document& document, bool cooks);

  struct Done {
    AssetId asset;
    CookedAsset cooked;
  };
  // What was cooked since the last call.
  std::vector<Done> take_done();
  bool has_done() const;
  // How large those are that were found cooked or were cooked since the last call.
  std::vector<std::pair<AssetId, CookedShape>> take_shapes();
  // How many files are still to be looked at or cooked.
  std::size_t waiting() const { return shared_->waiting; }
  // Why a file could not be found or read, by its path within the project: file.missing; of what is shown also the
  // errors of cook_model and cook_picture, of luminaires those of luminaire_facts. Changes with `changes()`.
  std::map<std::string, Error> troubles() const;
  // Has looked whether files that were missing are there now; follow() has them cooked then.
  void look_for_missing();
  // These may be other ones than before: follow() has them looked at or cooked anew.
  void look_again(const std::set<std::string>& files);
  // Whether it is at that, or found some that follow() has not been told of.
  bool is_looking() const;
  std::uint64_t changes() const { return shared_->changes; }

 private:
  struct Shared {
    std::mutex mutex, index_mutex;  // of all below; of the index on the disk
    std::vector<Done> done;
    std::vector<std::pair<AssetId, CookedShape>> shapes;
    std::set<std::string> named;  // the files of the latest document
    std::map<std::string, Error> troubles;
    std::set<std::string> back;  // files that were missing and are there again
    bool looks_for_missing = false;
    std::map<AssetId, std::uint64_t> wanted;  // the latest order for each
    CookedIndex fresh;                        // not in the index on the disk
    std::atomic<std::size_t> waiting = 0;
    std::atomic<std::uint64_t> changes = 0;
  };
  struct Order {
    std::filesystem::path folder;
    Document document;
    std::vector<AssetId> assets;     // to be cooked
    std::vector<std::string> files;  // to be looked at
    std::uint64_t number = 0;
    bool is_first = false;  // they were there when the exhibition was opened
    bool cooks = true;
  };
  static void carry_out(const Order& order, Shared& shared, Jobs& helpers, const std::stop_token& stop);
  static void cook_one(const Order& order, const Result<Store>& store, const AssetId& asset, const CookedIndex& known,
                       Shared& shared, Jobs& helpers, const std::stop_token& stop);
  static void look_at(const std::filesystem::path& folder, const std::string& file, Shared& shared);
  static void keep(const std::filesystem::path& folder, Shared& shared);

  std::filesystem::path folder_;
  std::optional<Document> seen_;
  std::set<AssetId> shown_;         // of that: those that are cooked,
  std::set<std::string> uncooked_;  // and the files of which nothing is
  std::uint64_t orders_ = 0;
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
  std::stop_source stop_;
  Jobs helpers_;
  Jobs threads_{2};  // go first; two, so that what is new need not wait for all that was there
};

}  // namespace enf::editor
