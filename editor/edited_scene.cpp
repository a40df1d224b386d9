#include "editor/edited_scene.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/app/light_index.h"
#include "engine/base/trace.h"

namespace enf::editor {

namespace {

constexpr std::size_t rooms_joined = 6;  // at most, but for those in view

bool are_lit_alike(const Document& a, const Document& b) {
  Document one = a, other = b;
  for (Document* d : {&one, &other}) d->labels = {}, d->wall_texts = {};
  return one == other;
}

}  // namespace

// The house anew if its rooms or openings differ; else with what stands in it now.
void EditedScene::lay_out(const DividedDocument& divided) {
  const Document &was = divided_.document, &is = divided.document;
  if (house_ && was.rooms == is.rooms && was.doorways == is.doorways && was.windows == is.windows) {
    if (divided.house == divided_.house) return;
    auto house = std::make_shared<House>(*house_);
    house->document = *divided.house;
    house_ = std::move(house);
    return;
  }
  house_ = lay_out_house(*divided.house);
  std::map<RoomId, Room> known;
  for (Room& room : rooms_) {
    RoomId id = room.shell.room->id;
    known.emplace(std::move(id), std::move(room));
  }
  rooms_.clear();
  for (const RoomShell& shell : house_->shells) {
    Room room;
    if (auto found = known.find(shell.room->id); found != known.end()) room = std::move(found->second);
    room.is_current = room.is_current && room.shell.room == shell.room && room.shell.doorways == shell.doorways &&
                      room.shell.windows == shell.windows;
    room.shell = shell;
    rooms_.push_back(std::move(room));
  }
  for (std::uint32_t r = 0; r < rooms_.size(); ++r) put_out(r);
}

// The light of a room and of those next door is no longer as it was.
void EditedScene::put_out(std::uint32_t room) {
  for (std::uint32_t other : lit_together(house_->shell, {room})) {
    Room& lit = rooms_[other];
    lit.lit = ++lit_states_;
    if (std::exchange(lit.light, nullptr)) lit.is_current = false;
  }
}

void EditedScene::set_document(const DividedDocument& divided) {
  if (house_ && divided.house == divided_.house && divided.rooms == divided_.rooms) return;
  lay_out(divided);
  for (std::uint32_t r = 0; r < rooms_.size(); ++r) {
    Room& room = rooms_[r];
    if (room.contents == divided.rooms[r]) continue;
    if (!room.contents || !are_lit_alike(*room.contents, *divided.rooms[r])) put_out(r);
    room.is_current = room.is_current && room.contents && *room.contents == *divided.rooms[r];
    room.contents = divided.rooms[r];
  }
  divided_ = divided;
  scene_.reset();
}

void EditedScene::renew(const std::set<AssetId>& assets) {
  if (!house_) return;
  auto shows_one = [&](const Room& room) {
    if (room.shell.room->model && assets.contains(room.shell.room->model->asset)) return true;
    if (!room.contents) return false;
    for (const Placement& placement : room.contents->placements)
      if (const Work* work = divided_.document.find(placement.work); work && assets.contains(work->asset)) return true;
    return false;
  };
  for (std::uint32_t r = 0; r < rooms_.size(); ++r) {
    if (!shows_one(rooms_[r])) continue;
    put_out(r);
    rooms_[r].is_current = false;
    scene_.reset();
  }
}

void EditedScene::renew_luminaires(const std::set<std::string>& files) {
  if (!house_) return;
  for (std::uint32_t r = 0; r < rooms_.size(); ++r) {
    if (!rooms_[r].contents) continue;
    auto shines_so = [&](const Light& light) { return files.contains(light.luminaire_file); };
    if (std::ranges::none_of(rooms_[r].contents->lights, shines_so)) continue;
    put_out(r);
    rooms_[r].is_current = false;
    scene_.reset();
  }
}

void EditedScene::set_language(const std::string& language) {
  if (language == language_) return;
  language_ = language;
  for (Room& room : rooms_) room.is_current = false;
  scene_.reset();
}

// The rooms seen last, so that the scene's size does not grow with the walk.
void EditedScene::join() {
  std::vector<std::uint64_t> ages;
  for (const Room& room : rooms_)
    if (room.drawn) ages.push_back(updates_ - room.last_seen);
  std::uint64_t oldest = ~std::uint64_t{0};
  if (ages.size() > rooms_joined) {
    std::ranges::nth_element(ages, ages.begin() + rooms_joined);
    oldest = ages[rooms_joined];
  }
  std::vector<std::shared_ptr<const RoomScene>> drawn;
  for (Room& room : rooms_) {
    if (updates_ - room.last_seen > oldest) room.drawn.reset(), room.is_current = false;
    drawn.push_back(room.drawn);
  }
  scene_ = std::make_shared<const RenderScene>(join_rooms(*house_, drawn));
}

bool EditedScene::update(const Camera& camera, float aspect) {
  trace::Zone zone("edited scene");
  ++updates_;
  const RenderScene& known = scene_ ? *scene_ : house_->shell;
  mat4 view_projection =
      reversed_perspective(camera.fov_y, aspect, 0.05f, 200) * view_matrix(camera.eye, camera.forward);
  visible_rooms(known, camera, view_projection, seen_);
  if (lights_) take_lights(), want_lights();
  std::vector<std::uint32_t> due;
  for (const VisibleRoom& one : seen_) {
    if (one.room >= rooms_.size()) continue;
    Room& room = rooms_[one.room];
    room.last_seen = updates_;
    if (!room.is_current && std::ranges::find(due, one.room) == due.end()) due.push_back(one.room);
  }
  const bool is_shaded = take_shaded();
  if (!due.empty() || is_shaded || !scene_) {
    auto bring = [&](std::size_t i) {
      Room& room = rooms_[due[i]];
      room.drawn = build(*house_, due[i], room.contents, language_, room.light, room.drawn.get(), true);
      room.is_current = true;
    };
    if (due.size() == 1) bring(0);
    if (due.size() > 1) jobs_.parallel_for(due.size(), bring);
    join();
    ask_for_shading();
    return true;
  }
  return false;
}

std::shared_ptr<const RoomScene> EditedScene::build(const House& house, std::size_t room,
                                                    const std::shared_ptr<const Document>& contents,
                                                    const std::string& language, std::shared_ptr<const RoomLight> light,
                                                    const RoomScene* previous, bool keeps_shading) const {
  std::vector<std::string> languages;
  if (!language.empty()) languages.push_back(language);
  bool is_complete = true;
  SceneResources resources = source_.resources(languages, is_complete);
  resources.keeps_shading = keeps_shading;
  resources.light = std::move(light);
  return build_room(house, static_cast<std::uint32_t>(room), contents, resources, previous);
}

// What a worker has shaded, unless the room is another one by now. True if it is shown.
bool EditedScene::take_shaded() {
  if (!shading_ || !shading_->is_done) return false;
  std::shared_ptr<Shading> done = std::exchange(shading_, nullptr);
  if (done->room >= rooms_.size() || done->language != language_) return false;
  Room& room = rooms_[done->room];
  const bool fits =
      room.is_current && room.contents == done->contents && house_ == done->house && room.light == done->light;
  if (fits) room.drawn = done->drawn;
  return true;  // else the next one is asked for
}

void EditedScene::ask_for_shading() {
  if (shading_) return;
  for (std::size_t r = 0; r < rooms_.size(); ++r) {
    const Room& room = rooms_[r];
    if (!room.drawn || !room.is_current || !room.drawn->shading_is_old) continue;
    shading_ = std::make_shared<Shading>(r, room.contents, house_, language_, room.light, room.drawn);
    jobs_.submit([this, shading = shading_] {
      shading->drawn = build(*shading->house, shading->room, shading->contents, shading->language, shading->light,
                             shading->drawn.get(), false);
      shading->is_done = true;
      shading->is_done.notify_all();
    });
    return;
  }
}

std::vector<EditedScene::InView> EditedScene::in_view() const {
  std::vector<InView> rooms;
  for (const VisibleRoom& one : seen_)
    if (one.room < rooms_.size()) rooms.push_back({rooms_[one.room].shell.room->id, one.rect});
  return rooms;
}

void EditedScene::take_lights() {
  for (RoomLights::Found& found : lights_->take())
    for (Room& room : rooms_)
      if (room.lit == found.lit) room.light = std::move(found.light), room.is_current = false;
}

void EditedScene::want_lights() {
  std::vector<RoomLights::Place> places;
  for (const VisibleRoom& one : seen_) {
    if (one.room >= rooms_.size()) continue;
    const std::uint64_t lit = rooms_[one.room].lit;
    if (std::ranges::find(places, lit, &RoomLights::Place::lit) != places.end()) continue;
    RoomLights::Place place{.lit = lit, .house = house_, .room = one.room, .language = language_};
    for (std::uint32_t other : lit_together(house_->shell, {one.room}))
      place.contents.push_back(rooms_[other].contents);
    places.push_back(std::move(place));
  }
  lights_->want(std::move(places));
}

EditedScene::~EditedScene() {
  if (shading_) shading_->is_done.wait(false);
}

}  // namespace enf::editor
