#include "engine/app/scene_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <tuple>

#include "engine/app/light_chunk.h"
#include "engine/base/file.h"
#include "engine/exhibition/project.h"
#include "engine/light/photometry_file.h"
#include "engine/light/traced_scene.h"

namespace enf {

std::string cook_advice(const std::filesystem::path& folder) {
  return fmt::format("Run: enfilade cook {}", folder.string());
}

Result<std::unique_ptr<SceneSource>> SceneSource::open(const std::filesystem::path& folder) {
  Result<CookedIndex> index = read_cooked_index(folder);
  if (!index) return std::unexpected(index.error());
  auto painter = LabelPainter::open();
  if (!painter) return std::unexpected(painter.error());
  std::unique_ptr<SceneSource> source(new SceneSource);
  source->folder_ = folder;
  source->index_ = std::move(*index);
  source->painter_ = std::move(*painter);
  if (Result<Store> store = Store::open(store_folder(folder))) source->store_ = std::move(*store);
  if (Result<LightIndex> lights = read_light_index(folder))
    source->lights_ = std::move(*lights);
  else
    source->notes_.push_back(lights.error());
  source->finishes_ = std::make_unique<FinishLibrary>(source->store_);
  return source;
}

void SceneSource::set_cooked(const AssetId& asset, const CookedAsset& cooked) {
  std::lock_guard lock(mutex_);
  index_[asset.value] = cooked;
  models_.erase(asset), pyramids_.erase(asset);
  if (noted_.erase(asset))
    std::erase_if(notes_, [&](const Error& note) { return note.record == "asset " + asset.value; });
}

bool SceneSource::has_cooked(const AssetId& asset) const {
  std::lock_guard lock(mutex_);
  auto entry = index_.find(asset.value);
  return entry != index_.end() && store_ && store_->has(entry->second.key);
}

bool SceneSource::has_any_cooked() const {
  std::lock_guard lock(mutex_);
  return store_ &&
         std::ranges::any_of(index_ | std::views::values, [&](const CookedAsset& a) { return store_->has(a.key); });
}

SceneResources SceneSource::resources(const std::vector<std::string>& languages, bool& is_complete) {
  return {.model = [this, &is_complete](const AssetId& asset) { return model(asset, is_complete); },
          .pyramid = [this, &is_complete](const AssetId& asset) { return pyramid(asset, is_complete); },
          .text_height_m = [this](const LabelContent& content) { return painter_->height_m(content); },
          .text_print = [this](const LabelContent& content,
                               vec2 size_m) { return LabelPainter::print(painter_, content, size_m); },
          .languages = languages,
          .finishes = finishes_.get(),
          .luminaire = [this](const std::string& file) { return luminaire(file); }};
}

// When the file was written and how large it is; zeros if there is none.
static std::pair<std::int64_t, std::uintmax_t> stamp_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto written = std::filesystem::last_write_time(file, error);
  const std::uintmax_t bytes = error ? 0 : std::filesystem::file_size(file, error);
  if (error) return {0, 0};
  return {static_cast<std::int64_t>(written.time_since_epoch().count()), bytes};
}

// The mutex is held.
const SceneSource::Luminaire& SceneSource::luminaire_of(const std::string& file) {
  auto [known, is_new] = luminaires_.try_emplace(file);
  Luminaire& luminaire = known->second;
  if (!is_new) return luminaire;
  std::tie(luminaire.written, luminaire.bytes) = stamp_of(folder_ / file);
  luminaire.content = Hasher().add_text(read_text_file(folder_ / file).value_or("")).finish();
  if (Result<Photometry> photometry = read_photometry(folder_ / file))
    luminaire.table = std::make_shared<const IntensityTable>(IntensityTable::of(*photometry));
  else
    notes_.push_back(photometry.error());
  return luminaire;
}

std::shared_ptr<const IntensityTable> SceneSource::luminaire(const std::string& file) {
  std::lock_guard lock(mutex_);
  return luminaire_of(file).table;
}

Hash SceneSource::luminaire_hash(const std::string& file) {
  std::lock_guard lock(mutex_);
  return luminaire_of(file).content;
}

std::set<std::string> SceneSource::changed_luminaires() {
  std::lock_guard lock(mutex_);
  std::set<std::string> changed;
  for (const auto& [file, luminaire] : luminaires_)
    if (stamp_of(folder_ / file) != std::pair(luminaire.written, luminaire.bytes)) changed.insert(file);
  for (const std::string& file : changed) luminaires_.erase(file);
  return changed;
}

bool SceneSource::medium_is_gone() const {
  std::error_code ignored;
  return !std::filesystem::exists(exhibition_file(folder_), ignored) ||
         (store_ && !std::filesystem::exists(store_->folder(), ignored));
}

std::vector<Error> SceneSource::notes() const {
  std::lock_guard lock(mutex_);
  return notes_;
}

void SceneSource::note(const Error& error, const AssetId& asset, bool& is_complete) {
  if (medium_is_gone()) {
    is_complete = false;
    return;
  }
  if (!noted_.insert(asset).second) return;  // once is enough
  Error note = error;
  note.record = "asset " + asset.value;
  if (note.id == "store.missing") note.what = "it has not been prepared for viewing and is shown as a blank";
  note.advice = cook_advice(folder_);
  notes_.push_back(std::move(note));
}

Result<std::shared_ptr<const ChunkReader>> SceneSource::open_chunk(const AssetId& asset, ChunkKind kind) const {
  auto entry = index_.find(asset.value);
  if (entry == index_.end() || !store_) return fail({.id = "store.missing"});
  if (entry->second.kind != kind)
    return fail({.id = "project.wrong_kind",
                 .what = kind == ChunkKind::model ? "it is an image, but a model is needed here"
                                                  : "it is a model, but an image is needed here"});
  return store_->open_chunk(entry->second.key);
}

std::shared_ptr<const RoomLight> SceneSource::light(const RoomId& room, const Hash& state, bool& is_complete) {
  auto baked = lights_.find(room);
  if (baked == lights_.end() || baked->second.state != state || !store_) return nullptr;
  auto chunk = store_->open_chunk(baked->second.chunk);
  auto light = chunk ? read_room_light(**chunk) : std::unexpected(chunk.error());
  if (light) return std::make_shared<const RoomLight>(std::move(*light));
  std::lock_guard lock(mutex_);
  if (medium_is_gone()) {
    is_complete = false;
  } else if (noted_lights_.insert(room).second) {
    notes_.push_back(light.error());
    notes_.back().record = "room " + room.value;
    notes_.back().advice = "Run: enfilade bake " + folder_.string();
  }
  return nullptr;
}

std::shared_ptr<const ModelSource> SceneSource::model(const AssetId& asset, bool& is_complete) {
  std::lock_guard lock(mutex_);
  std::weak_ptr<const ModelSource>& known = models_[asset];
  if (auto source = known.lock()) return source;
  Result<std::shared_ptr<const ChunkReader>> chunk = open_chunk(asset, ChunkKind::model);
  if (!chunk) return note(chunk.error(), asset, is_complete), nullptr;
  Result<CookedModel> model = read_model(**chunk);
  if (!model) return note(model.error(), asset, is_complete), nullptr;
  std::shared_ptr<const std::vector<LevelBytes>> coarsest;  // what can't be read now is tried again when it is wanted
  if (auto read = read_coarsest(**chunk, *model))
    coarsest = std::make_shared<const std::vector<LevelBytes>>(std::move(*read));
  auto source = std::make_shared<const ModelSource>(ModelSource{*chunk, std::move(*model), std::move(coarsest)});
  known = source;
  return source;
}

std::shared_ptr<const PyramidSource> SceneSource::pyramid(const AssetId& asset, bool& is_complete) {
  std::lock_guard lock(mutex_);
  std::weak_ptr<const PyramidSource>& known = pyramids_[asset];
  if (auto source = known.lock()) return source;
  Result<std::shared_ptr<const ChunkReader>> chunk = open_chunk(asset, ChunkKind::pyramid);
  if (!chunk) return note(chunk.error(), asset, is_complete), nullptr;
  Result<Pyramid> pyramid = read_pyramid(**chunk);
  if (!pyramid) return note(pyramid.error(), asset, is_complete), nullptr;
  auto source = std::make_shared<const PyramidSource>(PyramidSource{*chunk, std::move(*pyramid)});
  known = source;
  return source;
}

}  // namespace enf
