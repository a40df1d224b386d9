#include "engine/app/live_scene.h"

#include <algorithm>

#include "engine/scene/visibility.h"

namespace enf {

namespace {

// Rooms that stay drawn although nobody is near, so that going to and fro costs nothing.
constexpr std::size_t most_rooms = 12;
constexpr int doorways_ahead = 2;

std::vector<VisibleRoom> rooms_seen(const RenderScene& scene, const Camera& camera, float aspect) {
  mat4 view_projection = reversed_perspective(camera.fov_y, aspect, camera.near_m, camera.far_m) *
                         view_matrix(camera.eye, glm::normalize(camera.forward), camera.up);
  return visible_rooms(scene, camera, view_projection);
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
  jobs_.submit([this, room, edition = edition_, languages = languages_, previous = rooms_[room].drawn] {
    auto drawn = exhibition_.build_room(room, languages, previous.get());
    std::lock_guard lock(mutex_);
    finished_.push_back({room, edition, std::move(drawn)});
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
    room.drawn = std::move(one.drawn);
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

// Of the rooms nobody is near, those longest unused.
void LiveScene::let_go() {
  std::vector<std::uint32_t> idle;
  std::size_t there = 0;
  for (std::uint32_t r = 0; r < rooms_.size(); ++r) {
    if (rooms_[r].state != State::there) continue;
    ++there;
    if (rooms_[r].last_wanted != updates_) idle.push_back(r);
  }
  if (there <= most_rooms) return;
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
  for (const VisibleRoom& room : rooms_seen(*scene_, camera, aspect))
    if (rooms_[room.room].state == State::absent) ask(room.room);
}

bool LiveScene::update(const Camera& camera, float aspect) {
  ++updates_;
  take_finished();
  std::vector<VisibleRoom> seen = rooms_seen(*scene_, camera, aspect);
  std::vector<std::uint32_t> in_view;
  bool all_there = true;
  for (const VisibleRoom& room : seen) {
    in_view.push_back(room.room);
    rooms_[room.room].last_wanted = updates_;
    all_there = all_there && rooms_[room.room].state == State::there;
  }
  if (!all_there) {
    ++waits_;
    wait_for(in_view);
  }
  // What is not in view yet must not hold up the first picture.
  for (const NearRoom& near : rooms_near(*scene_, seen, updates_ > 1 ? doorways_ahead : 0)) {
    rooms_[near.room].last_wanted = updates_;
    if (rooms_[near.room].state == State::absent) ask(near.room);
  }
  let_go();
  return join();
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
