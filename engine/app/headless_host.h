// Owns: a visitor's program without a window: device, workers and app, stepped at a fixed rhythm.
// Must not know: what is asked of the visit.
// Called by: tests and tools on the main thread. The same events at the same steps give the same pictures.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "engine/app/visitor_app.h"
#include "engine/base/jobs.h"
#include "engine/gpu/device.h"

namespace enf {

class HeadlessHost {
 public:
  // Errors: those of Device::create and VisitorApp::open.
  static Result<std::unique_ptr<HeadlessHost>> open(const VisitorSettings& settings, const gpu::DeviceDesc& device = {});

  static constexpr double step_s = 1.0 / 60;

  // Lets `steps` steps pass, the events before the first; draws after a step whenever the app asks for it, as a window
  // would. If the device is lost it goes on with a new one. Errors: gpu.*.
  Result<void> run(std::uint32_t steps, std::span<const Event> events = {});
  // Steps until nothing changes and nothing loads any more, at most `most_steps`. Errors: gpu.*, host.restless (it never
  // came to rest).
  Result<void> settle(std::uint32_t most_steps = 2000);

  VisitorApp& app() { return *app_; }
  gpu::Device& device() { return *device_; }
  std::uint64_t frames_drawn() const { return frames_drawn_; }

 private:
  HeadlessHost() = default;
  Result<void> step(std::span<const Event> events);
  Result<void> renew_device();
  gpu::DeviceDesc desc_;
  std::unique_ptr<gpu::Device> device_;
  std::unique_ptr<Jobs> jobs_;
  std::unique_ptr<VisitorApp> app_;  // goes first
  std::uint64_t frames_drawn_ = 0;
  bool is_renewed_ = false;  // and nothing was drawn on the new device yet
};

}  // namespace enf
