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

}  // namespace

Result<std::unique_ptr<OpenedExhibition>> open_exhibition(const std::filesystem::path& folder) {
  auto source = SceneSource::open(folder);
  if (!source) return std::unexpected(source.error());
  std::unique_ptr<OpenedExhibition> opened(new OpenedExhibition);
  opened->source_ = std::move(*source);
  if (opened->source_->has_any_cooked()) opened->cooked_ = open_cooked(folder);
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
  if (!shown.empty() &&
      std::ranges::none_of(shown, [&](const AssetId& asset) { return opened->source_->has_cooked(asset); }))
    return fail(
        {.id = "project.not_cooked",
         .what = fmt::format("none of its {} works and room models has been prepared for viewing", shown.size()),
         .file = folder.string(),
         .advice = cook_advice(folder)});
  return opened;
}

void OpenedExhibition::read_all_rooms() {
  rooms_.resize(house_->shells.size());
  Result<Project> project = load_project(folder());
  if (!project) return notes_.push_back(project.error());
  DocumentByRoom document = divide_by_room(project->document());
  if (document.house == house_->document)
    rooms_ = std::move(document.rooms);
  else
    notes_.push_back({.id = "project.changed_outside",
                      .what = "was changed while it is shown, and its rooms stay bare",
                      .file = folder().string(),
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

std::optional<Hash> OpenedExhibition::light_state_of(std::uint32_t room) {
  std::vector<Hash> hashes;
  for (std::uint32_t other : lit_together(house_->shell, {room})) {
    std::unique_lock lock(mutex_);
    auto known = lit_contents_.find(other);
    if (known == lit_contents_.end()) {
      lock.unlock();
      std::shared_ptr<const Document> records = contents(other);
      if (!records) return std::nullopt;
      Hash hash = lit_contents(*records, [this](const std::string& file) { return source_->luminaire_hash(file); });
      lock.lock();
      known = lit_contents_.emplace(other, hash).first;
    }
    hashes.push_back(known->second);
  }
  return light_state(*house_, room, hashes);
}

std::shared_ptr<const RoomLight> OpenedExhibition::light(std::uint32_t room, bool& is_complete) {
  const RoomId& id = house_->shells[room].room->id;
  if (!source_->has_baked(id)) return nullptr;
  if (auto state = light_state_of(room)) return source_->light(id, *state, is_complete);
  is_complete = false;
  return nullptr;
}

BuiltRoom OpenedExhibition::build_room(std::uint32_t room, const std::vector<std::string>& languages,
                                       const RoomScene* previous) {
  trace::Zone zone("scene");
  zone.say("room {}", room);
  BuiltRoom built;
  SceneResources resources = source_->resources(languages, built.is_complete);
  std::shared_ptr<const Document> records = previous ? previous->contents : contents(room);
  if (!records) records = std::make_shared<const Document>(), built.is_complete = false;
  resources.light = previous && previous->light ? previous->light : light(room, built.is_complete);
  built.room = enf::build_room(*house_, room, std::move(records), resources, previous);
  return built;
}

std::shared_ptr<const RenderScene> OpenedExhibition::walked_models() {
  auto scene = std::make_shared<RenderScene>(house_->shell);
  for (std::uint32_t r = 0; r < house_->shells.size(); ++r) {
    const Room& room = *house_->shells[r].room;
    bool is_complete = true;
    auto source = room.model ? source_->model(room.model->asset, is_complete) : nullptr;
    if (!source) continue;
    scene->models.push_back(placed_model(room, source));
    scene->models.back().room = r;
  }
  return scene;
}

std::vector<Error> OpenedExhibition::notes() const {
  std::vector<Error> all = source_->notes();
  std::lock_guard lock(mutex_);
  all.insert(all.begin(), notes_.begin(), notes_.end());
  return all;
}

}  // namespace enf
