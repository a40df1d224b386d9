// Files that are let go over the editor, and what is cooked of them.
#include "editor/editor_app.h"
#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/room_graph.h"

namespace enf::editor {

void EditorApp::take_drop(const DropEvent& drop) {
  shell_->changed();
  if (drop.files.empty() || take_luminaires(drop.files)) return;
  if (workspace_->session().is_read_only)
    return workspace_->tell(std::string(workspace_->tr("The exhibition is open for reading only.")), true);
  if (palette_.is_open() || form_.is_open() || chooser_.is_open()) return;
  if (takes_sounds(drop.files)) return take_sound_file(drop.files.front());
  std::set<WorkId> without_file;
  for (const Work& work : workspace_->session().document.works)
    if (work.asset.empty() || troubles_.files.contains(file_of(workspace_->session().document, work.id)))
      without_file.insert(work.id);
  sheet_->begin(*workspace_, drop.files, place_at(drop.position), std::move(without_file));
}

DropPlace EditorApp::place_at(vec2 point) const {
  const ImVec2 at{point.x, point.y};
  if (!shows_texts() && plan_.holds(at)) return plan_.place_at(*workspace_, at);
  if (!shows_texts() && wall_.holds(at)) return wall_.place_at(*workspace_, at);
  const vec2 low = stage_low_, size(stage_size_);
  DropPlace place;
  if (point.x < low.x || point.y < low.y || point.x >= low.x + size.x || point.y >= low.y + size.y) return place;
  const std::optional<Pick> hit = stage_->pick((point - low) / size * 2.0f - 1.0f);
  if (!hit) return place;
  const Document& document = workspace_->session().document;
  place.floor_m = {hit->point.x, hit->point.z};
  if (hit->owner.starts_with("placement:"))
    if (const Placement* placement = document.find(PlacementId{hit->owner.substr(10)})) {
      place.onto = placement->id, place.room = placement->room;
      if (auto* hung = std::get_if<OnWall>(&placement->where)) place.wall = hung->wall;
      return place;
    }
  if (auto wall = wall_at(document, *hit)) {
    place.room = wall->room, place.wall = wall->wall;
  } else if (std::optional<RoomId> room = room_at(document, dvec3(hit->point) + dvec3(0, 0.01, 0))) {
    place.room = *room;
  }
  return place;
}

// The curator shows where a file is that a record names.
void EditorApp::locate(const AnyId& item) {
  const Document& document = workspace_->session().document;
  const std::string file = file_of(document, item);
  WorkId work;
  Relinker::Use use = Relinker::Use::recording;
  if (auto* placed = std::get_if<PlacementId>(&item)) work = document.find(*placed)->work;
  if (auto* own = std::get_if<WorkId>(&item)) work = *own;
  if (std::holds_alternative<RoomId>(item)) use = Relinker::Use::room_model;
  if (std::holds_alternative<LightId>(item)) use = Relinker::Use::luminaire;
  if (auto* asset = std::get_if<AssetId>(&item)) {
    for (const Work& one : document.works)
      if (one.asset == *asset) work = one.id;
    for (const Room& room : document.rooms)
      if (room.model && room.model->asset == *asset) use = Relinker::Use::room_model;
  }
  const std::filesystem::path known = file.empty() ? home_ : (source_->folder() / file).parent_path();
  std::error_code ignored;
  const Endings endings = !work.empty() || use == Relinker::Use::room_model ? Endings(media_endings)
                          : use == Relinker::Use::luminaire                 ? Endings(luminaire_endings)
                                                                            : Endings(sound_endings);
  chooser_.open(workspace_->tr("The file of {}", workspace_->name_of(item)),
                std::filesystem::exists(known, ignored) ? known : home_, endings,
                [this, work, file, use](const std::filesystem::path& chosen) {
                  if (!work.empty()) return sheet_->begin_for(*workspace_, chosen, work);
                  relinker_->start(file, use, chosen);
                });
}

// A lighting maker's file for the selected lights. False if these are no such files.
bool EditorApp::take_luminaires(const std::vector<std::filesystem::path>& files) {
  if (files.size() != 1 || !ends_as(files.front(), luminaire_endings)) return false;
  std::vector<AnyId> lights;
  for (const AnyId& id : workspace_->session().selection)
    if (std::holds_alternative<LightId>(id)) lights.push_back(id);
  if (workspace_->session().is_read_only) {
    workspace_->tell(std::string(workspace_->tr("The exhibition is open for reading only.")), true);
    return true;
  }
  if (lights.empty()) {
    workspace_->tell(std::string(workspace_->tr("Select the lights that shall shine as this file tells.")), true);
    return true;
  }
  auto facts = take_luminaire(source_->folder(), files.front());
  if (!facts) {
    workspace_->tell_error(facts.error());
    return true;
  }
  use_luminaire(lights, *facts);
  return true;
}

// Files that were replaced while the editor is open, by their maker's newer ones perhaps, or are there again.
void EditorApp::look_at_files(double seconds) {
  constexpr double often_s = 1;
  files_looked_at_s_ += seconds;
  if (files_looked_at_s_ < often_s) return;
  files_looked_at_s_ = 0;
  cooker_->look_for_missing();
  const std::set<std::string> changed = source_->changed_luminaires();
  if (changed.empty()) return;
  cooker_->look_again(changed);
  stage_->renew_luminaires(changed);
  for (const std::string& file : changed) flux_of_files_.erase(file);
  shell_->changed();
  const std::string& first = *changed.begin();
  workspace_->tell(workspace_->tr("{} was replaced: lights shine as it tells now. Choose it again to take its candela.",
                                  first.substr(first.rfind('/') + 1)));
}

void EditorApp::use_luminaire(const std::vector<AnyId>& lights, const LuminaireFacts& facts) {
  workspace_->ask("light.use-file", {{"items", lights},
                                     {"file", facts.file},
                                     {"intensity", facts.peak_cd},
                                     {"beam", glm::degrees(facts.beam_rad)},
                                     {"field", glm::degrees(facts.field_rad)}});
  workspace_->tell(workspace_->tr("This luminaire gives {} lm.", workspace_->number(facts.lumens, 0)));
}

// What was cooked since the last frame is shown.
void EditorApp::take_cooked() {
  if (sheet_->is_busy()) shell_->changed();
  if (cooking_seen_ != cooker_->changes() || cooker_->waiting() != cooking_told_) shell_->changed();
  if (cooking_seen_ != cooker_->changes()) troubles_.files = cooker_->troubles();
  cooking_seen_ = cooker_->changes(), cooking_told_ = cooker_->waiting();
  std::set<AssetId> fresh;
  for (const Cooker::Done& done : cooker_->take_done()) {
    source_->set_cooked(done.asset, done.cooked);
    if (auto old = thumbnails_->forget(done.asset)) shell_->pass().let_go(old.get());
    fresh.insert(done.asset);
  }
  if (!fresh.empty()) stage_->renew(fresh), sections_->renew();
  for (const auto& [asset, shape] : cooker_->take_shapes()) size_checks_.learn(asset, shape);
  if (size_checks_.follow(workspace_->session().document)) troubles_.sizes = size_checks_.list(), shell_->changed();
  if (relinker_->is_busy()) {
    cooker_->look_again(relinker_->finish(*workspace_));
    if (!relinker_->is_busy()) shell_->changed();
  }
}

}  // namespace enf::editor
