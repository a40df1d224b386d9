#include "engine/app/headless_host.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <thread>

namespace enf {

Result<std::unique_ptr<HeadlessHost>> HeadlessHost::open(const VisitorSettings& settings, const gpu::DeviceDesc& desc) {
  std::unique_ptr<HeadlessHost> host(new HeadlessHost);
  auto device = gpu::Device::create(desc);
  if (!device) return std::unexpected(device.error());
  host->device_ = std::move(*device);
  host->jobs_ = std::make_unique<Jobs>();
  auto app = VisitorApp::open(*host->device_, *host->jobs_, settings);
  if (!app) return std::unexpected(app.error());
  host->app_ = std::move(*app);
  return host;
}

Result<void> HeadlessHost::run(std::uint32_t steps, std::span<const Event> events) {
  for (std::uint32_t step = 0; step < steps; ++step) {
    if (Result<void> ticked = app_->tick(step == 0 ? events : std::span<const Event>(), step_s); !ticked) return ticked;
    if (!app_->needs_frame()) continue;
    Result<FrameStats> drawn = app_->draw();
    if (!drawn) return std::unexpected(drawn.error());
    ++frames_drawn_;
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
