// Owns: what the lamps give where, kept up to date beside the editing: the meter itself and a picture in false colours.
// Must not know: the GPU, panels, operators.
// Called by: the stage, main thread; it calculates on a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/app/direct_light.h"
#include "engine/scene/render_scene.h"

namespace enf::editor {

// Where the rays of a picture go: from the eye along `forward + right * x - up * y`, x and y in -1..1, y down.
struct MeterView {
  vec3 eye{0}, forward{0}, right{0}, up{0};
  std::uint32_t width = 0, height = 0;  // of the picture; 0: none is wanted
  friend bool operator==(const MeterView&, const MeterView&) = default;
};

class LightMeter {
 public:
  LightMeter();
  // Stops calculating.
  ~LightMeter();

  // The scene to be measured, in these of its rooms, and the view to be coloured. The same again costs nothing.
  void want(const std::shared_ptr<const RenderScene>& scene, const std::vector<std::uint32_t>& rooms,
            const MeterView& view);
  // Of the scene wanted; null while it is being looked at.
  std::shared_ptr<const DirectLight> light() const;
  // The view wanted in false colours, coarse before fine; null while there is none. A new pointer for another picture.
  std::shared_ptr<const ImageData> picture() const;
  // Grows whenever one of these has changed.
  std::uint64_t changes() const;
  // Whether there may come more.
  bool is_busy() const;

 private:
  struct Wish {
    std::shared_ptr<const RenderScene> scene;
    std::vector<std::uint32_t> rooms;
    MeterView view;
  };
  void run();
  bool is_outdated(std::uint64_t wish) const;
  std::shared_ptr<const DirectLight> look_at(const Wish& wish);
  std::shared_ptr<const ImageData> colour(const DirectLight& light, const MeterView& view, std::uint32_t coarseness,
                                          std::uint64_t wish) const;

  // A room's description for as long as its records are the same; the thread's own.
  struct Described {
    std::shared_ptr<const Document> contents;
    TracedScene scene;
  };
  std::map<std::string, Described> described_;

  mutable std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  Wish wish_;
  std::uint64_t wished_ = 0, done_ = 0, changes_ = 0;
  std::chrono::steady_clock::time_point scene_came_;
  std::shared_ptr<const DirectLight> light_;
  std::shared_ptr<const ImageData> picture_;
  bool is_closing_ = false;
  std::thread thread_;  // last: it uses all the others
};

}  // namespace enf::editor
