#include "editor/cooker.h"

#include <algorithm>
#include <thread>

#include "engine/base/log.h"
#include "engine/cook/cook.h"
#include "engine/intake/floor_rooms.h"
#include "engine/intake/media.h"

namespace enf::editor {

namespace {

// Those that are shown: the pictures and models of works and rooms, not what is heard on tours.
std::set<AssetId> shown_in(const Document& document) {
  std::set<AssetId> shown;
  for (const Work& work : document.works)
    if (!work.asset.empty()) shown.insert(work.asset);
  for (const Room& room : document.rooms)
    if (room.model) shown.insert(room.model->asset);
  return shown;
}

Result<CookedAsset> cook(const CookRequest& request, Jobs& helpers, const std::stop_token& stop,
                         const std::filesystem::path& folder) {
  auto store = Store::open(store_folder(folder));
  if (!store) return fail(store.error());
  const WorkContext work{.stop = stop};
  const bool is_model = request.kind == AssetKind::model;
  auto cooked = is_model ? cook_model(request.path, request.settings, *store, helpers, work)
                         : cook_picture(request.path, *store, helpers, work);
  if (!cooked) return fail(cooked.error());
  return CookedAsset{is_model ? ChunkKind::model : ChunkKind::pyramid, cooked->key};
}

}  // namespace

Cooker::Cooker(std::filesystem::path folder)
    : folder_(std::move(folder)), helpers_(std::max(2u, std::thread::hardware_concurrency()) - 1) {}

Cooker::~Cooker() { stop_.request_stop(); }

void Cooker::follow(const Document& document) {
  const bool is_first = !seen_;
  if (!is_first && seen_->assets == document.assets && seen_->works == document.works && seen_->rooms == document.rooms)
    return;
  Order order{folder_, document, {}, ++orders_, is_first};
  const std::set<AssetId> shown = shown_in(document), before = is_first ? std::set<AssetId>{} : shown_in(*seen_);
  for (const Asset& asset : document.assets) {
    if (!shown.contains(asset.id)) continue;
    const Asset* was = is_first ? nullptr : seen_->assets.find(asset.id);
    const bool is_same = was && before.contains(asset.id) &&
                         (was == &asset || (was->path == asset.path && was->metres_per_unit == asset.metres_per_unit &&
                                            was->up == asset.up));
    // A floor's model is divided among its rooms as they are drawn: anew where they were corrected.
    if (is_same && (seen_->rooms == document.rooms || regions_of(*seen_, asset.id) == regions_of(document, asset.id)))
      continue;
    order.assets.push_back(asset.id);
  }
  seen_ = document;
  std::lock_guard lock(shared_->mutex);
  if (std::erase_if(shared_->troubles, [&](const auto& trouble) { return !shown.contains(trouble.first); }) > 0)
    ++shared_->changes;
  if (order.assets.empty()) return;
  for (const AssetId& asset : order.assets) shared_->wanted[asset] = order.number;
  shared_->waiting += order.assets.size();
  threads_.submit([this, order = std::move(order)] { carry_out(order, *shared_, helpers_, stop_.get_token()); });
}

void Cooker::carry_out(const Order& order, Shared& shared, Jobs& helpers, const std::stop_token& stop) {
  CookedIndex known;
  if (order.is_first)
    if (auto index = read_cooked_index(order.folder)) known = std::move(*index);
  for (const AssetId& asset : order.assets) {
    if (!stop.stop_requested()) cook_one(order, asset, known, shared, helpers, stop);
    --shared.waiting;
  }
  keep(order.folder, shared);
}

void Cooker::cook_one(const Order& order, const AssetId& asset, const CookedIndex& known, Shared& shared, Jobs& helpers,
                      const std::stop_token& stop) {
  {
    std::lock_guard lock(shared.mutex);
    if (shared.wanted[asset] != order.number) return;  // there is a later one
  }
  auto request = cook_request(order.folder, order.document, *order.document.find(asset));
  if (auto found = known.find(asset.value); request && found != known.end()) {
    auto store = Store::open(store_folder(order.folder));
    if (store && store->has(found->second.key)) return;
  }
  Result<CookedAsset> cooked = request ? cook(*request, helpers, stop, order.folder) : fail(request.error());
  if (!cooked && cooked.error().id == "work.cancelled") return;
  std::lock_guard lock(shared.mutex);
  if (shared.wanted[asset] != order.number) return;
  if (cooked) {
    shared.troubles.erase(asset);
    shared.done.push_back({asset, *cooked});
    shared.fresh[asset.value] = *cooked;
  } else {
    log_info("{}", to_string(cooked.error()));
    shared.troubles[asset] = cooked.error();
  }
  ++shared.changes;
}

// Adds what is new to the index on the disk, which another program may have changed.
void Cooker::keep(const std::filesystem::path& folder, Shared& shared) {
  CookedIndex fresh;
  {
    std::lock_guard lock(shared.mutex);
    fresh = std::exchange(shared.fresh, {});
  }
  if (fresh.empty()) return;
  std::lock_guard lock(shared.index_mutex);
  auto index = read_cooked_index(folder);
  if (!index) return log_warning("{}", to_string(index.error()));
  for (auto& [id, cooked] : fresh) (*index)[id] = cooked;
  if (auto written = write_cooked_index(folder, *index); !written) log_warning("{}", to_string(written.error()));
}

std::vector<Cooker::Done> Cooker::take_done() {
  std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->done, {});
}

bool Cooker::has_done() const {
  std::lock_guard lock(shared_->mutex);
  return !shared_->done.empty();
}

std::map<AssetId, Error> Cooker::troubles() const {
  std::lock_guard lock(shared_->mutex);
  return shared_->troubles;
}

}  // namespace enf::editor
