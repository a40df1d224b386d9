// Owns: the part of an exhibition's scene that is in use: rooms in view or near, drawn by workers, let go when unused.
// Must not know: the GPU, windows.
// Called by: the visitor, the CLI's render and bench, tests; main thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/app/project_scene.h"
#include "engine/base/jobs.h"
#include "engine/scene/visibility.h"

namespace enf {

class LiveScene {
 public:
  // `exhibition` and `jobs` must outlive it. Labels and wall texts are set in `languages` (empty: the exhibition's).
  LiveScene(OpenedExhibition& exhibition, Jobs& jobs, std::vector<std::string> languages);
  // Waits for its jobs.
  ~LiveScene();
  LiveScene(const LiveScene&) = delete;
  LiveScene& operator=(const LiveScene&) = delete;

  // Asks workers for what the camera sees and returns at once: there are other things to do before the first update.
  void prepare(const Camera& camera, float aspect);
  // Takes what workers have drawn and asks them, one by one, for what the camera (`aspect`: width over height of its
  // picture) may soon see. A room in view that is not there is waited for: after a walk through doorways there is none.
  // True if scene() is another one than before.
  bool update(const Camera& camera, float aspect);
  // The rooms there are drawn anew in these; all but their texts keeps its meshes and materials by pointer.
  void set_languages(std::vector<std::string> languages);

  // Never null. All rooms are in it, those not drawn without anything in them.
  const std::shared_ptr<const RenderScene>& scene() const { return scene_; }
  // Until rooms that lack what could not be read are drawn anew, at the next update: 0 if they are due, infinity if
  // there are none. The medium is gone meanwhile.
  double seconds_until_retry() const;
  // How many rooms in view were waited for since the beginning.
  std::uint32_t waits() const { return waits_; }

 private:
  enum class State : std::uint8_t { absent, asked, there };
  struct Room {
    State state = State::absent;
    std::uint64_t last_wanted = 0;
    std::shared_ptr<const RoomScene> drawn;
    bool is_complete = true;
  };
  struct Finished {
    std::uint32_t room;
    std::uint64_t edition;
    BuiltRoom built;
  };
  void ask(std::uint32_t room);
  void take_finished();
  void wait_for(const std::vector<std::uint32_t>& rooms);
  void look_ahead(vec3 eye);
  void try_again();
  void let_go();
  bool join();

  OpenedExhibition& exhibition_;
  Jobs& jobs_;
  std::vector<std::string> languages_;
  std::vector<Room> rooms_;
  std::vector<VisibleRoom> seen_;
  std::vector<std::uint32_t> ahead_;  // of where looked_from_
  std::optional<vec3> looked_from_;
  std::optional<std::chrono::steady_clock::time_point> retry_at_;  // while a room is not complete
  std::shared_ptr<const RenderScene> scene_;
  std::uint64_t updates_ = 0, edition_ = 0;  // edition: counts changes of language
  std::uint32_t waits_ = 0;
  bool changed_ = false;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Finished> finished_;
  std::size_t running_ = 0;
};

}  // namespace enf
