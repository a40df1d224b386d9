#include "engine/app/live_scene.h"

#include <algorithm>
#include <limits>

#include "engine/base/heap.h"
#include "engine/base/trace.h"

namespace enf {

namespace {

// Rooms that stay drawn although nobody is near, so that going to and fro costs nothing.
constexpr std::size_t most_rooms = 8;
// What lies ahead changes little within such a step, and one who walks keeps on so far.
constexpr float small_step_m = 0.25f, way_ahead_m = 3;
// When the medium is gone.
constexpr std::chrono::seconds retry_after(2);

void find_rooms_seen(const RenderScene& scene, const Camera& camera, float aspect, std::vector<VisibleRoom>& seen) {
  mat4 view_projection = reversed_perspective(camera.fov_y, aspect, camera.near_m, camera.far_m) *
                         view_matrix(camera.eye, glm::normalize(camera.forward), camera.up);
  visible_rooms(scene, camera, view_projection, seen);
}

}  // namespace

LiveScene::LiveScene(OpenedExhibition& exhibition, Jobs& jobs, std::vector<std::string> languages)
    : exhibition_(exhibition), jobs_(jobs), languages_(std::move(languages)), rooms_(exhibition.house().shells.size()) {
  changed_ = true;
  join();
}

LiveScene::~LiveScene() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return running_ == 0; });
}

void LiveScene::ask(std::uint32_t room) {
  rooms_[room].state = State::asked;
  {
    std::lock_guard lock(mutex_);
    ++running_;
  }
  std::shared_ptr<const RoomScene> previous = rooms_[room].is_complete ? rooms_[room].drawn : nullptr;
  jobs_.submit([this, room, edition = edition_, languages = languages_, previous] {
    BuiltRoom built = exhibition_.build_room(room, languages, previous.get());
    std::lock_guard lock(mutex_);
    finished_.push_back({room, edition, std::move(built)});
    --running_;
    arrived_.notify_all();
  });
}

void LiveScene::take_finished() {
  std::vector<Finished> finished;
  {
    std::lock_guard lock(mutex_);
    finished.swap(finished_);
  }
  for (Finished& one : finished) {
    Room& room = rooms_[one.room];
    if (one.edition != edition_ || room.state != State::asked) continue;  // asked again since
    room.state = State::there;
    room.drawn = std::move(one.built.room);
    room.is_complete = one.built.is_complete;
    if (!room.is_complete && !retry_at_) retry_at_ = std::chrono::steady_clock::now() + retry_after;
    changed_ = true;
  }
}

void LiveScene::wait_for(const std::vector<std::uint32_t>& rooms) {
  for (std::uint32_t room : rooms)
    if (rooms_[room].state == State::absent) ask(room);
  for (;;) {
    take_finished();
    if (std::ranges::all_of(rooms, [&](std::uint32_t room) { return rooms_[room].state == State::there; })) return;
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return !finished_.empty(); });
  }
}

// One room at a time, so that drawing them takes little from each picture; what shows soonest comes first.
void LiveScene::look_ahead(vec3 eye) {
  if (!looked_from_ || glm::distance(*looked_from_, eye) > small_step_m) {
    vec3 towards = looked_from_ ? eye + glm::normalize(eye - *looked_from_) * way_ahead_m : eye;
    ahead_ = rooms_ahead(*scene_, eye, towards);
    looked_from_ = eye;
  }
  bool is_asking = std::ranges::find(rooms_, State::asked, &Room::state) != rooms_.end();
  for (std::uint32_t ahead : ahead_) {
    Room& room = rooms_[ahead];
    room.last_wanted = updates_;
    if (room.state != State::absent || is_asking) continue;
    ask(ahead);
    is_asking = true;
  }
}

// The rooms that lack something, all at once: few are drawn while the medium is gone.
void LiveScene::try_again() {
  if (seconds_until_retry() > 0) return;
  if (exhibition_.medium_is_gone()) {
    retry_at_ = std::chrono::steady_clock::now() + retry_after;
    return;
  }
  retry_at_.reset();
  for (std::uint32_t r = 0; r < rooms_.size(); ++r)
    if (rooms_[r].state == State::there && !rooms_[r].is_complete) ask(r);
}

double LiveScene::seconds_until_retry() const {
  if (!retry_at_) return std::numeric_limits<double>::infinity();
  return std::max(0.0, std::chrono::duration<double>(*retry_at_ - std::chrono::steady_clock::now()).count());
}

// Of the rooms nobody is near, those longest unused.
void LiveScene::let_go() {
  auto there = static_cast<std::size_t>(std::ranges::count(rooms_, State::there, &Room::state));
  if (there <= most_rooms) return;
  std::vector<std::uint32_t> idle;
  for (std::uint32_t r = 0; r < rooms_.size(); ++r)
    if (rooms_[r].state == State::there && rooms_[r].last_wanted != updates_) idle.push_back(r);
  std::ranges::sort(idle, {}, [&](std::uint32_t r) { return rooms_[r].last_wanted; });
  for (std::uint32_t r : idle) {
    if (there-- <= most_rooms) break;
    rooms_[r] = {};
    changed_ = true;
  }
}

bool LiveScene::join() {
  if (!std::exchange(changed_, false)) return false;
  std::vector<std::shared_ptr<const RoomScene>> drawn;
  for (const Room& room : rooms_) drawn.push_back(room.drawn);
  scene_ = std::make_shared<const RenderScene>(join_rooms(exhibition_.house(), drawn));
  return true;
}

void LiveScene::prepare(const Camera& camera, float aspect) {
  find_rooms_seen(*scene_, camera, aspect, seen_);
  for (const VisibleRoom& room : seen_)
    if (rooms_[room.room].state == State::absent) ask(room.room);
}

bool LiveScene::update(const Camera& camera, float aspect) {
  trace::Zone zone("rooms");
  ++updates_;
  take_finished();
  try_again();
  find_rooms_seen(*scene_, camera, aspect, seen_);
  for (const VisibleRoom& room : seen_) rooms_[room.room].last_wanted = updates_;
  auto is_there = [&](const VisibleRoom& room) { return rooms_[room.room].state == State::there; };
  if (!std::ranges::all_of(seen_, is_there)) {
    ++waits_;
    std::vector<std::uint32_t> in_view;
    for (const VisibleRoom& room : seen_) in_view.push_back(room.room);
    wait_for(in_view);
  }
  if (updates_ > 1) look_ahead(camera.eye);  // not yet for the first picture
  let_go();
  if (!join()) return false;
  // Rooms that came and went, and pipelines made for them, leave holes in the heap.
  jobs_.submit(give_idle_memory_back);
  return true;
}

void LiveScene::set_languages(std::vector<std::string> languages) {
  if (languages == languages_) return;
  languages_ = std::move(languages);
  ++edition_;
  std::vector<std::uint32_t> there;
  for (std::uint32_t r = 0; r < rooms_.size(); ++r) {
    if (rooms_[r].state == State::absent) continue;
    if (rooms_[r].drawn) there.push_back(r);
    rooms_[r].state = State::absent;
  }
  wait_for(there);
  join();
}

}  // namespace enf
