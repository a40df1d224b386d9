#include "editor/room_lights.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "engine/app/traced_room.h"
#include "engine/base/log.h"
#include "engine/base/trace.h"

namespace enf::editor {
namespace {

// Tracing begins when nothing has been changed for so long: a curator who tries places should not hear the fan.
constexpr std::chrono::milliseconds rest{700};
constexpr std::size_t states_kept = 12;  // for undo, and for rooms one comes back to

}  // namespace

RoomLights::RoomLights(SceneSource& source) : source_(source), thread_([this] { run(); }) {}

RoomLights::~RoomLights() {
  {
    std::lock_guard lock(mutex_);
    is_closing_ = true;
    stop_current_.request_stop();
  }
  changed_.notify_all();
  thread_.join();
}

void RoomLights::want(std::vector<Place> places) {
  std::lock_guard lock(mutex_);
  const bool is_same = std::ranges::equal(places, wishes_, {}, &Place::lit, [](const Wish& w) { return w.place.lit; });
  if (is_same) return;
  std::vector<Wish> wishes;
  for (Place& place : places) {
    auto known = std::ranges::find(wishes_, place.lit, [](const Wish& w) { return w.place.lit; });
    wishes.push_back(known != wishes_.end() ? std::move(*known) : Wish{.place = std::move(place)});
  }
  wishes_ = std::move(wishes);
  if (current_ != 0 && std::ranges::none_of(wishes_, [this](const Wish& w) { return w.place.lit == current_; }))
    stop_current_.request_stop();
  wished_ = std::chrono::steady_clock::now();
  changed_.notify_all();
}

std::vector<RoomLights::Found> RoomLights::take() {
  std::lock_guard lock(mutex_);
  return std::exchange(found_, {});
}

bool RoomLights::has_found() const {
  std::lock_guard lock(mutex_);
  return !found_.empty();
}

bool RoomLights::is_busy() const {
  std::lock_guard lock(mutex_);
  return !found_.empty() || std::ranges::any_of(wishes_, [](const Wish& w) { return w.next != Step::done; });
}

bool RoomLights::is_tracing() const {
  std::lock_guard lock(mutex_);
  return std::ranges::any_of(wishes_, [](const Wish& w) { return w.next == Step::draft || w.next == Step::preview; });
}

void RoomLights::run() {
  trace::name_thread("room lights");
  // Threads begun here are as humble.
  if (::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19) != 0)
    log_warning("light is traced at full priority");
  Jobs jobs(std::max(2u, std::thread::hardware_concurrency()) - 1);
  std::unique_lock lock(mutex_);
  while (!is_closing_) {
    // All are looked up before any is traced, and drafted before any is finished.
    auto next = std::ranges::min_element(wishes_, {}, &Wish::next);
    if (next == wishes_.end() || next->next == Step::done) {
      changed_.wait(lock);
      continue;
    }
    auto now = std::chrono::steady_clock::now();
    if (next->next != Step::look_up && now < wished_ + rest) {
      changed_.wait_until(lock, wished_ + rest);
      continue;
    }
    Wish wish = *next;
    current_ = wish.place.lit;
    stop_current_ = {};
    std::stop_token stop = stop_current_.get_token();
    lock.unlock();
    carry_out(wish, jobs, stop);
    lock.lock();
    current_ = 0;
    auto still = std::ranges::find(wishes_, wish.place.lit, [](const Wish& w) { return w.place.lit; });
    if (still != wishes_.end()) still->next = wish.next, still->state = wish.state;
  }
}

void RoomLights::carry_out(Wish& wish, Jobs& jobs, const std::stop_token& stop) {
  if (wish.next == Step::look_up) return look_up(wish);
  const bool is_draft = wish.next == Step::draft;
  auto light = trace(wish.place, is_draft ? BakeQuality::draft : BakeQuality::preview, jobs, stop);
  if (stop.stop_requested()) return;
  wish.next = is_draft && light ? Step::preview : Step::done;
  if (light) remember(wish, std::move(light));
}

void RoomLights::look_up(Wish& wish) {
  std::vector<Hash> hashes;
  auto luminaire = [this](const std::string& file) { return source_.luminaire_hash(file); };
  for (const auto& contents : wish.place.contents) hashes.push_back(lit_contents(*contents, luminaire));
  wish.state = light_state(*wish.place.house, wish.place.room, hashes);
  const RoomId& id = wish.place.house->shells[wish.place.room].room->id;
  auto known = std::ranges::find_if(known_, [&](const Known& k) { return k.room == id && k.state == *wish.state; });
  bool is_complete = true;
  wish.next = Step::draft;
  if (known != known_.end()) {
    wish.next = known->next;
    remember(wish, known->light);
  } else if (auto baked = source_.light(id, *wish.state, is_complete)) {
    wish.next = Step::done;
    tell(wish, std::move(baked));
  }
}

void RoomLights::tell(const Wish& wish, std::shared_ptr<const RoomLight> light) {
  std::lock_guard lock(mutex_);
  found_.push_back({wish.place.lit, std::move(light)});
}

void RoomLights::remember(const Wish& wish, std::shared_ptr<const RoomLight> light) {
  const RoomId& id = wish.place.house->shells[wish.place.room].room->id;
  known_.remove_if([&](const Known& k) { return k.room == id && k.state == *wish.state; });
  known_.push_front({id, *wish.state, wish.next, light});
  if (known_.size() > states_kept) known_.pop_back();
  tell(wish, std::move(light));
}

// Null if it was stopped or something could not be read.
std::shared_ptr<const RoomLight> RoomLights::trace(const Place& place, BakeQuality quality, Jobs& jobs,
                                                   const std::stop_token& stop) {
  trace::Zone zone("trace a room's light");
  std::vector<std::string> languages;
  if (!place.language.empty()) languages.push_back(place.language);
  std::vector<std::uint32_t> together = lit_together(place.house->shell, {place.room});
  TracedScene scene;
  std::shared_ptr<const RoomScene> own;
  for (std::size_t i = 0; i < together.size(); ++i) {
    if (stop.stop_requested()) return nullptr;
    bool is_complete = true;
    SceneResources resources = source_.resources(languages, is_complete);
    auto drawn = build_room(*place.house, together[i], place.contents[i], resources, nullptr);
    if (!is_complete) return nullptr;
    if (together[i] == place.room) own = drawn;
    join(scene, scene_to_bake(*place.house, together[i], drawn));
  }
  auto baked = bake_room(std::move(scene), place.house->shell.rooms[place.room], *own, quality, jobs, {{}, stop});
  if (baked) return std::make_shared<const RoomLight>(std::move(baked->light));
  if (!stop.stop_requested()) log_warning("{}", to_string(baked.error()));
  return nullptr;
}

}  // namespace enf::editor
