// Owns: leading a visitor along a tour: from stop to stop through doorways, waiting at each, going on.
// Must not know: input, the interface, the GPU, the wall clock.
// Called by: Visit, main thread. The same steps give the same tour.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/app/eye_pose.h"
#include "engine/exhibition/document.h"
#include "engine/scene/walk.h"

namespace enf {

// How the visitor wishes to be led.
struct Guidance {
  float eye_m = 1.6f;           // above the floor
  bool reduced_motion = false;  // cuts behind a veil instead of travelling
};

class TourGuide {
 public:
  // `house` must outlive the guide.
  TourGuide(const Document& house, std::shared_ptr<const Walker> walker) : house_(&house), walker_(std::move(walker)) {}

  // Starts a tour at its first stop, or goes to another one of it. Nothing happens for a tour or stop that isn't there.
  void begin(const TourId& tour, const EyePose& from, const Guidance& how);
  void go_to(std::size_t stop, const EyePose& from, const Guidance& how);
  void leave();

  bool leads() const { return tour_ != nullptr; }
  // While it leads: the tour, the stop it is at or on its way to, and whether it has come there.
  const Tour& tour() const { return *tour_; }
  std::size_t stop() const { return stop_; }
  bool travels() const { return leads() && (turning_ || veil_falls_); }

  // Lets time pass and moves the eye. The last stop's end leaves the tour.
  void tick(float seconds, const Guidance& how, EyePose& pose);
  // Lets time pass that moves nobody, as while a window sleeps because nothing changes: it counts at a stop.
  void wait(double seconds);
  // A dark veil over the picture, 0 none to 1 all, while it cuts from place to place.
  float veil() const { return veil_; }
  // How long the picture stays as it is: 0 while something moves, infinity if it doesn't lead.
  double seconds_until_change() const;

 private:
  const Viewpoint* viewpoint() const;
  EyePose pose_at_stop(const Guidance& how) const;
  std::vector<vec2> way_to(vec2 from, const Viewpoint& viewpoint) const;
  vec2 on_way(float along_m) const;
  void travel(float seconds, const Guidance& how, EyePose& pose);

  const Document* house_;
  std::shared_ptr<const Walker> walker_;
  const Tour* tour_ = nullptr;
  std::size_t stop_ = 0;
  std::vector<vec2> way_;  // corners of the way; empty: there is none to walk
  float length_ = 0, walked_ = 0, speed_ = 0;
  bool turning_ = false;     // walks or turns
  bool veil_falls_ = false;  // on its way to a cut
  float veil_ = 0;
  double waited_s_ = 0;
};

}  // namespace enf
