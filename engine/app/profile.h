// Owns: what the frames took: their last times, the zones of the newest one, as a value to show.
// Must not know: how it is shown.
// Called by: VisitorApp after each frame it drew, main thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/gpu/frame.h"
#include "engine/render/settings.h"

namespace enf {

// A frame that took more than so many times the median is a hitch.
constexpr float hitch_factor = 2;

struct ProfileRow {
  std::string_view name;
  float ms = 0;
  int level = 0;  // 1: a part of the nearest row of level 0 above
  friend bool operator==(const ProfileRow&, const ProfileRow&) = default;
};

struct Profile {
  std::vector<float> frames_ms;  // the newest last
  float median_ms = 0, worst_ms = 0;
  std::uint32_t hitches = 0;         // among these frames
  std::vector<ProfileRow> cpu, gpu;  // of the newest frame, in the order of its work
  FrameStats frame;
  StreamStats stream;
};

class ProfileHistory {
 public:
  static constexpr std::size_t frames = 120;

  // A frame of the calling thread, from its tick to its end.
  void add(std::uint64_t begin_ns, std::uint64_t end_ns);
  bool empty() const { return frames_ms_.empty(); }
  // Reads the calling thread's trace. Rows stay where they are, at 0 if the newest frame had no such zone.
  Profile profile(const FrameStats& frame, const StreamStats& stream, const gpu::PassTimes& passes);

 private:
  std::vector<float> frames_ms_;  // the newest last
  std::uint64_t begin_ns_ = 0, end_ns_ = 0;
  std::vector<ProfileRow> cpu_, gpu_;
};

}  // namespace enf
