#include "editor/cooker.h"

#include <algorithm>
#include <thread>

#include "editor/file_kinds.h"
#include "engine/app/luminaire.h"
#include "engine/base/log.h"
#include "engine/cook/cook.h"
#include "engine/intake/floor_rooms.h"
#include "engine/intake/media.h"
#include "engine/package/model.h"
#include "engine/package/pyramid.h"

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

// Those that are heard on tours, and those that lights shine after: nothing is cooked of them.
std::set<std::string> uncooked_in(const Document& document) {
  std::set<std::string> files;
  for (const Tour& tour : document.tours)
    for (const TourStop& stop : tour.stops)
      for (const TourAudio& audio : stop.audio)
        if (const Asset* asset = document.find(audio.asset)) files.insert(asset->path);
  for (const Light& light : document.lights)
    if (!light.luminaire_file.empty()) files.insert(light.luminaire_file);
  return files;
}

// Of a chunk in the store. Nothing if it cannot be read, which its drawing tells.
std::optional<CookedShape> shape_of(const Store& store, const CookedAsset& cooked, const Asset& asset) {
  auto chunk = store.open_chunk(cooked.key);
  if (!chunk) return std::nullopt;
  CookedShape shape{.path = asset.path, .reading = {asset.metres_per_unit, asset.up}};
  if (cooked.kind == ChunkKind::model) {
    auto model = read_model(**chunk);
    if (!model) return std::nullopt;
    shape.size_m = dvec3(model->bounds.size());
  } else {
    auto pyramid = read_pyramid(**chunk);
    if (!pyramid) return std::nullopt;
    shape.pixels = {pyramid->width, pyramid->height};
  }
  return shape;
}

Result<CookedAsset> cook(const CookRequest& request, Jobs& helpers, const std::stop_token& stop, const Store& store) {
  const WorkContext work{.stop = stop};
  const bool is_model = request.kind == AssetKind::model;
  auto cooked = is_model ? cook_model(request.path, request.settings, store, helpers, work)
                         : cook_picture(request.path, store, helpers, work);
  if (!cooked) return fail(cooked.error());
  return CookedAsset{is_model ? ChunkKind::model : ChunkKind::pyramid, cooked->key};
}

}  // namespace

Cooker::Cooker(std::filesystem::path folder)
    : folder_(std::move(folder)), helpers_(std::max(2u, std::thread::hardware_concurrency()) - 1) {}

Cooker::~Cooker() { stop_.request_stop(); }

void Cooker::follow(const Document& document, bool cooks) {
  const bool is_first = !seen_;
  std::set<std::string> back;
  {
    std::lock_guard lock(shared_->mutex);
    back = std::exchange(shared_->back, {});
  }
  const bool assets_differ = is_first || seen_->assets != document.assets;
  const bool cooked_differ = assets_differ || seen_->works != document.works || seen_->rooms != document.rooms;
  const bool others_differ = assets_differ || seen_->tours != document.tours || seen_->lights != document.lights;
  if (!cooked_differ && !others_differ && back.empty()) return;
  Order order{folder_, document, {}, {}, ++orders_, is_first, cooks};
  const std::set<std::string> uncooked = others_differ ? uncooked_in(document) : uncooked_;
  for (const std::string& file : uncooked)
    if (!uncooked_.contains(file) || back.contains(file)) order.files.push_back(file);
  std::set<AssetId> fresh;
  if (cooked_differ) fresh = shown_in(document);
  const std::set<AssetId>& shown = cooked_differ ? fresh : shown_;
  std::optional<std::set<std::string>> named;
  if (cooked_differ || uncooked != uncooked_) named = uncooked;
  if (cooked_differ || named || !back.empty())
    for (const Asset& asset : document.assets) {
      if (!shown.contains(asset.id)) continue;
      if (named) named->insert(asset.path);
      const Asset* was = is_first ? nullptr : seen_->assets.find(asset.id);
      const bool is_same = was && shown_.contains(asset.id) && !back.contains(asset.path) &&
                           (was == &asset || (was->path == asset.path &&
                                              was->metres_per_unit == asset.metres_per_unit && was->up == asset.up));
      // A floor's model is divided among its rooms as they are drawn: anew where they were corrected.
      if (is_same && (seen_->rooms == document.rooms || regions_of(*seen_, asset.id) == regions_of(document, asset.id)))
        continue;
      order.assets.push_back(asset.id);
    }
  seen_ = document, uncooked_ = uncooked;
  if (cooked_differ) shown_ = std::move(fresh);
  std::lock_guard lock(shared_->mutex);
  if (named) {
    shared_->named = std::move(*named);
    auto is_gone = [&](const auto& trouble) { return !shared_->named.contains(trouble.first); };
    if (std::erase_if(shared_->troubles, is_gone) > 0) ++shared_->changes;
  }
  if (order.assets.empty() && order.files.empty()) return;
  for (const AssetId& asset : order.assets) shared_->wanted[asset] = order.number;
  shared_->waiting += order.assets.size() + order.files.size();
  threads_.submit([this, order = std::move(order)] { carry_out(order, *shared_, helpers_, stop_.get_token()); });
}

void Cooker::carry_out(const Order& order, Shared& shared, Jobs& helpers, const std::stop_token& stop) {
  CookedIndex known;
  if (order.is_first)
    if (auto index = read_cooked_index(order.folder)) known = std::move(*index);
  const Result<Store> store = Store::open(store_folder(order.folder));  // it looks through the whole store
  for (const std::string& file : order.files) {
    look_at(order.folder, file, shared);
    --shared.waiting;
  }
  for (const AssetId& asset : order.assets) {
    if (!stop.stop_requested()) cook_one(order, store, asset, known, shared, helpers, stop);
    --shared.waiting;
  }
  keep(order.folder, shared);
}

// Whether a file is there of which nothing is cooked.
void Cooker::look_at(const std::filesystem::path& folder, const std::string& file, Shared& shared) {
  std::optional<Error> trouble;
  std::error_code ignored;
  if (!std::filesystem::exists(folder / file, ignored))
    trouble = Error{.id = "file.missing", .what = "there is no such file", .file = (folder / file).string()};
  else if (ends_as(file, luminaire_endings))
    if (auto facts = luminaire_facts(folder, file); !facts) trouble = facts.error();
  std::lock_guard lock(shared.mutex);
  if (!shared.named.contains(file)) return;
  if (trouble)
    shared.troubles[file] = *trouble;
  else
    shared.troubles.erase(file);
  ++shared.changes;
}

void Cooker::cook_one(const Order& order, const Result<Store>& store, const AssetId& id, const CookedIndex& known,
                      Shared& shared, Jobs& helpers, const std::stop_token& stop) {
  {
    std::lock_guard lock(shared.mutex);
    if (shared.wanted[id] != order.number) return;  // there is a later one
  }
  const Asset& asset = *order.document.find(id);
  auto request = cook_request(order.folder, order.document, asset);
  if (auto found = known.find(id.value); request && found != known.end() && store && store->has(found->second.key)) {
    const auto shape = shape_of(*store, found->second, asset);
    std::lock_guard lock(shared.mutex);
    if (shape && shared.wanted[id] == order.number) shared.shapes.emplace_back(id, *shape), ++shared.changes;
    return;
  }
  if (request && !order.cooks) {
    std::lock_guard lock(shared.mutex);
    if (shared.troubles.erase(asset.path) > 0) ++shared.changes;
    return;
  }
  Result<CookedAsset> cooked = !request ? fail(request.error())
                               : store  ? cook(*request, helpers, stop, *store)
                                        : fail(store.error());
  if (!cooked && cooked.error().id == "work.cancelled") return;
  const auto shape = cooked ? shape_of(*store, *cooked, asset) : std::nullopt;
  std::lock_guard lock(shared.mutex);
  if (shared.wanted[id] != order.number) return;
  if (cooked) {
    shared.troubles.erase(asset.path);
    shared.done.push_back({id, *cooked});
    if (shape) shared.shapes.emplace_back(id, *shape);
    shared.fresh[id.value] = *cooked;
  } else {
    log_info("{}", to_string(cooked.error()));
    if (shared.named.contains(asset.path)) shared.troubles[asset.path] = cooked.error();
  }
  ++shared.changes;
}

void Cooker::look_for_missing() {
  std::vector<std::string> missing;
  {
    std::lock_guard lock(shared_->mutex);
    if (shared_->looks_for_missing) return;
    for (const auto& [file, error] : shared_->troubles)
      if (error.id == "file.missing") missing.push_back(file);
    if (missing.empty()) return;
    shared_->looks_for_missing = true;
  }
  threads_.submit([folder = folder_, missing = std::move(missing), shared = shared_]() mutable {
    std::erase_if(missing, [&](const std::string& file) {
      std::error_code ignored;
      return !std::filesystem::exists(folder / file, ignored);
    });
    std::lock_guard lock(shared->mutex);
    shared->looks_for_missing = false;
    shared->back.insert(missing.begin(), missing.end());
  });
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

void Cooker::look_again(const std::set<std::string>& files) {
  std::lock_guard lock(shared_->mutex);
  shared_->back.insert(files.begin(), files.end());
}

bool Cooker::is_looking() const {
  std::lock_guard lock(shared_->mutex);
  return shared_->looks_for_missing || !shared_->back.empty();
}

std::vector<Cooker::Done> Cooker::take_done() {
  std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->done, {});
}

bool Cooker::has_done() const {
  std::lock_guard lock(shared_->mutex);
  return !shared_->done.empty();
}

std::vector<std::pair<AssetId, CookedShape>> Cooker::take_shapes() {
  std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->shapes, {});
}

std::map<std::string, Error> Cooker::troubles() const {
  std::lock_guard lock(shared_->mutex);
  return shared_->troubles;
}

}  // namespace enf::editor
