#include "engine/app/project_scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <set>

#include "engine/app/label_painter.h"
#include "engine/base/log.h"
#include "engine/base/trace.h"
#include "engine/exhibition/project.h"
#include "engine/package/model.h"
#include "engine/package/pyramid.h"

namespace enf {
namespace {

// The assets that are to be seen: those of placed works and of room models.
std::set<AssetId> shown_assets(const DocumentByRoom& document) {
  std::set<AssetId> assets;
  for (const Document& room : document.rooms)
    for (const Work& work : room.works)
      if (!work.asset.empty()) assets.insert(work.asset);
  for (const Room& room : document.house.rooms)
    if (room.model) assets.insert(room.model->asset);
  return assets;
}

// The visitor's document, if it fits the project.
std::shared_ptr<const VisitorDocument> open_cooked(const std::filesystem::path& folder) {
  trace::Zone zone("document");
  Result<Hash> state = project_state(folder);
  if (!state) return nullptr;  // reading the project says why
  Result<VisitorDocument> cooked = VisitorDocument::open(folder, *state);
  if (cooked) return std::make_shared<const VisitorDocument>(std::move(*cooked));
  if (cooked.error().id.starts_with("visitor_document."))
    log_info("{}: {}; it opens sooner after 'enfilade cook'", folder.string(), cooked.error().what);
  else
    log_warning("{}; exhibition.json is read instead", to_string(cooked.error()));
  return nullptr;
}

std::string cook_advice(const std::filesystem::path& folder) {
  return fmt::format("Run: enfilade cook {}", folder.string());
}

}  // namespace

Result<std::unique_ptr<OpenedExhibition>> open_exhibition(const std::filesystem::path& folder) {
  Result<CookedIndex> index = read_cooked_index(folder);
  if (!index) return std::unexpected(index.error());
  auto painter = LabelPainter::open();
  if (!painter) return std::unexpected(painter.error());

  std::unique_ptr<OpenedExhibition> opened(new OpenedExhibition);
  opened->folder_ = folder;
  opened->index_ = std::move(*index);
  opened->painter_ = std::move(*painter);
  if (Result<Store> store = Store::open(store_folder(folder))) opened->store_ = std::move(*store);
  opened->finishes_ = std::make_unique<FinishLibrary>(opened->store_);

  auto cooked = [&](const CookedAsset& asset) { return opened->store_ && opened->store_->has(asset.key); };
  if (std::ranges::any_of(opened->index_ | std::views::values, cooked)) opened->cooked_ = open_cooked(folder);
  if (opened->cooked_) {
    opened->house_ = lay_out_house(opened->cooked_->house());
    return opened;
  }

  trace::Zone zone("document");
  Result<Project> project = load_project(folder);
  if (!project) return std::unexpected(project.error());
  opened->notes_ = project->notes();
  DocumentByRoom document = divide_by_room(project->document());
  opened->house_ = lay_out_house(document.house);
  std::set<AssetId> shown = shown_assets(document);
  opened->rooms_ = std::move(document.rooms);
  if (!shown.empty() && std::ranges::none_of(shown, [&](const AssetId& asset) {
        auto entry = opened->index_.find(asset.value);
        return entry != opened->index_.end() && cooked(entry->second);
      }))
    return fail(
        {.id = "project.not_cooked",
         .what = fmt::format("none of its {} works and room models has been prepared for viewing", shown.size()),
         .file = folder.string(),
         .advice = cook_advice(folder)});
  return opened;
}

void OpenedExhibition::read_all_rooms() {
  rooms_.resize(house_->shells.size());
  Result<Project> project = load_project(folder_);
  if (!project) return notes_.push_back(project.error());
  DocumentByRoom document = divide_by_room(project->document());
  if (document.house == house_->document)
    rooms_ = std::move(document.rooms);
  else
    notes_.push_back({.id = "project.changed_outside",
                      .what = "was changed while it is shown, and its rooms stay bare",
                      .file = folder_.string(),
                      .advice = "Open it again"});
}

// A room's records. If they can't be read from the visitor's document, all rooms' are from then on taken from
// exhibition.json.
std::shared_ptr<const Document> OpenedExhibition::contents(std::uint32_t room) {
  std::unique_lock lock(mutex_);
  if (std::shared_ptr<const VisitorDocument> cooked = cooked_) {
    lock.unlock();
    Result<Document> read = cooked->room(room);
    if (read) return std::make_shared<const Document>(std::move(*read));
    if (medium_is_gone()) return nullptr;
    lock.lock();
    if (cooked_) {
      log_warning("{}; exhibition.json is read instead", to_string(read.error()));
      cooked_ = nullptr;
      read_all_rooms();
    }
  }
  return std::make_shared<const Document>(rooms_[room]);
}

bool OpenedExhibition::medium_is_gone() const {
  std::error_code ignored;
  return !std::filesystem::exists(exhibition_file(folder_), ignored) ||
         (store_ && !std::filesystem::exists(store_->folder(), ignored));
}

BuiltRoom OpenedExhibition::build_room(std::uint32_t room, const std::vector<std::string>& languages,
                                       const RoomScene* previous) {
  trace::Zone zone("scene");
  zone.say("room {}", room);
  BuiltRoom built;
  SceneResources resources{.model = [&](const AssetId& asset) { return model(asset, built.is_complete); },
                           .pyramid = [&](const AssetId& asset) { return pyramid(asset, built.is_complete); },
                           .text_height_m = [this](const LabelContent& content) { return painter_->height_m(content); },
                           .text_print = [this](const LabelContent& content,
                                                vec2 size_m) { return LabelPainter::print(painter_, content, size_m); },
                           .languages = languages,
                           .finishes = finishes_.get()};
  std::shared_ptr<const Document> records = previous ? previous->contents : contents(room);
  if (!records) records = std::make_shared<const Document>(), built.is_complete = false;
  built.room = enf::build_room(*house_, room, std::move(records), resources, previous);
  return built;
}

std::shared_ptr<const RenderScene> OpenedExhibition::walked_models() {
  auto scene = std::make_shared<RenderScene>(house_->shell);
  for (std::uint32_t r = 0; r < house_->shells.size(); ++r) {
    const Room& room = *house_->shells[r].room;
    bool is_complete = true;
    auto source = room.model ? model(room.model->asset, is_complete) : nullptr;
    if (!source) continue;
    scene->models.push_back(placed_model(room, source));
    scene->models.back().room = r;
  }
  return scene;
}

std::vector<Error> OpenedExhibition::notes() const {
  std::lock_guard lock(mutex_);
  return notes_;
}

void OpenedExhibition::note(const Error& error, const AssetId& asset, bool& is_complete) {
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

Result<std::shared_ptr<const ChunkReader>> OpenedExhibition::open_chunk(const AssetId& asset, ChunkKind kind) const {
  auto entry = index_.find(asset.value);
  if (entry == index_.end() || !store_) return fail({.id = "store.missing"});
  if (entry->second.kind != kind)
    return fail({.id = "project.wrong_kind",
                 .what = kind == ChunkKind::model ? "it is an image, but a model is needed here"
                                                  : "it is a model, but an image is needed here"});
  return store_->open_chunk(entry->second.key);
}

std::shared_ptr<const ModelSource> OpenedExhibition::model(const AssetId& asset, bool& is_complete) {
  std::lock_guard lock(mutex_);
  std::weak_ptr<const ModelSource>& known = models_[asset];
  if (auto source = known.lock()) return source;
  Result<std::shared_ptr<const ChunkReader>> chunk = open_chunk(asset, ChunkKind::model);
  if (!chunk) return note(chunk.error(), asset, is_complete), nullptr;
  Result<CookedModel> model = read_model(**chunk);
  if (!model) return note(model.error(), asset, is_complete), nullptr;
  auto source = std::make_shared<const ModelSource>(ModelSource{*chunk, std::move(*model)});
  known = source;
  return source;
}

std::shared_ptr<const PyramidSource> OpenedExhibition::pyramid(const AssetId& asset, bool& is_complete) {
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
