// Owns: the light of the rooms one edits: what was baked of them, and the tracing of what was not, beside the editing.
// Must not know: the GPU, panels, operators.
// Called by: the edited scene, main thread; it traces on threads of its own, which give way to all others.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "engine/app/baked_light.h"
#include "engine/app/scene_source.h"

namespace enf::editor {

class RoomLights {
 public:
  // A room with what its light depends on.
  struct Place {
    std::uint64_t lit = 0;  // another number for another state of these
    std::shared_ptr<const House> house;
    std::uint32_t room = 0;
    std::vector<std::shared_ptr<const Document>> contents;  // of the rooms that are lit_together with it, in order
    std::string language;
  };
  struct Found {
    std::uint64_t lit = 0;
    std::shared_ptr<const RoomLight> light;
  };

  // `source` must outlive it.
  explicit RoomLights(SceneSource& source);
  // Stops tracing.
  ~RoomLights();

  // The rooms whose light is wanted, the most wanted first. Each is looked up among what was baked or traced before;
  // else, when the wish has stood for a while, traced as a draft and then as a preview. Tracing of others ends.
  void want(std::vector<Place> places);
  // Light found since the last call, coarser before finer.
  std::vector<Found> take();
  bool has_found() const;
  // Whether there may come more.
  bool is_busy() const;
  // Whether light is being traced, or will be once nothing is changed for a while; else all there is was looked up.
  bool is_tracing() const;

 private:
  enum class Step { look_up, draft, preview, done };
  struct Wish {
    Place place;
    Step next = Step::look_up;
    std::optional<Hash> state;
  };
  struct Known {
    RoomId room;
    Hash state;
    Step next;
    std::shared_ptr<const RoomLight> light;
  };
  void run();
  void carry_out(Wish& wish, Jobs& jobs, const std::stop_token& stop);
  void look_up(Wish& wish);
  std::shared_ptr<const RoomLight> trace(const Place& place, BakeQuality quality, Jobs& jobs,
                                         const std::stop_token& stop);
  void tell(const Wish& wish, std::shared_ptr<const RoomLight> light);
  void remember(const Wish& wish, std::shared_ptr<const RoomLight> light);

  SceneSource& source_;
  std::list<Known> known_;  // traced here, the latest first; the thread's own

  mutable std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::vector<Wish> wishes_;
  std::vector<Found> found_;
  std::uint64_t current_ = 0;  // the state being worked at; 0: none
  std::stop_source stop_current_;
  std::chrono::steady_clock::time_point wished_;
  bool is_closing_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace enf::editor
