// Owns: how the GPU's timestamps are brought to the CPU's steady clock.
// Must not know: what was timed.
// Called by: the device when it is made, frames when they read their timers; main thread.
#pragma once

#include <cstdint>

#include "engine/gpu/vulkan.h"

namespace enf::gpu {

class GpuClock {
 public:
  GpuClock() = default;
  // Asks whether the driver can read both clocks at once; the device must then be made with `extension`.
  explicit GpuClock(VkPhysicalDevice physical);
  static constexpr const char* extension = VK_EXT_CALIBRATED_TIMESTAMPS_EXTENSION_NAME;
  bool calibrated() const { return calibrated_; }

  // CPU minus GPU, in nanoseconds. Where the driver can't tell, the most that any submission so far allows: its first
  // pass, which began at `gpu_ns`, did not begin before it was submitted at `submitted_ns`. That is right as soon as
  // one frame found the GPU idle.
  std::int64_t offset_ns(VkDevice device, double period_ns, std::uint64_t submitted_ns, std::int64_t gpu_ns);

 private:
  bool calibrated_ = false, bounded_ = false;
  std::int64_t bound_ns_ = 0;
};

}  // namespace enf::gpu
