#include "engine/app/headless_host.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <thread>

namespace enf {

Result<std::unique_ptr<HeadlessHost>> HeadlessHost::open(const VisitorSettings& settings, const gpu::DeviceDesc& desc) {
  std::unique_ptr<HeadlessHost> host(new HeadlessHost);
  host->desc_ = desc;
  auto device = gpu::Device::create(desc);
  if (!device) return std::unexpected(device.error());
  host->device_ = std::move(*device);
  host->jobs_ = std::make_unique<Jobs>();
  auto app = VisitorApp::open(*host->device_, *host->jobs_, settings);
  if (!app) return std::unexpected(app.error());
  host->app_ = std::move(*app);
  return host;
}

Result<void> HeadlessHost::step(std::span<const Event> events) {
  if (Result<void> ticked = app_->tick(events, step_s); !ticked) return ticked;
  if (!app_->needs_frame()) return {};
  if (Result<FrameStats> drawn = app_->draw(); !drawn) return std::unexpected(drawn.error());
  ++frames_drawn_;
  is_renewed_ = false;
  return {};
}

Result<void> HeadlessHost::renew_device() {
  app_->let_go_of_device();
  device_.reset();
  auto device = gpu::Device::create(desc_);
  if (!device) return std::unexpected(device.error());
  device_ = std::move(*device);
  is_renewed_ = true;
  return app_->renew(*device_);
}

Result<void> HeadlessHost::run(std::uint32_t steps, std::span<const Event> events) {
  for (std::uint32_t i = 0; i < steps; ++i) {
    Result<void> stepped = step(i == 0 ? events : std::span<const Event>());
    if (!stepped && stepped.error().id == "gpu.device_lost" && !is_renewed_) stepped = renew_device();
    if (!stepped) return stepped;
  }
  return {};
}

Result<void> HeadlessHost::settle(std::uint32_t most_steps) {
  for (std::uint32_t step = 0; step < most_steps; ++step) {
    if (std::isinf(app_->seconds_until_change())) return {};
    if (Result<void> ran = run(1); !ran) return ran;
    // While workers load, steps would pass faster than work is done.
    if (!app_->renderer().quiet()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return fail({.id = "host.restless", .what = fmt::format("the picture still changes after {} steps", most_steps)});
}

}  // namespace enf
