#include "editor/editor_host.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace enf::editor {

Result<std::unique_ptr<EditorHost>> EditorHost::open(const EditorSettings& settings, const gpu::DeviceDesc& desc) {
  std::unique_ptr<EditorHost> host(new EditorHost(desc));
  auto device = gpu::Device::create(desc);
  if (!device) return fail(device.error());
  host->device_ = std::move(*device);
  host->jobs_ = std::make_unique<Jobs>();
  auto app = EditorApp::open(*host->device_, *host->jobs_, settings);
  if (!app) return fail(app.error());
  host->app_ = std::move(*app);
  return host;
}

Result<void> EditorHost::run(std::uint32_t steps, std::span<const Event> events) {
  for (std::uint32_t i = 0; i < steps; ++i) {
    if (Result<void> ticked = app_->tick(i == 0 ? events : std::span<const Event>(), step_s); !ticked) return ticked;
    if (!app_->needs_frame()) continue;
    Result<void> drawn = app_->draw();
    const bool is_lost = !drawn && drawn.error().id == "gpu.device_lost" && !is_renewed_;
    is_renewed_ = is_lost;
    if (is_lost) drawn = renew_device();
    if (!drawn) return drawn;
  }
  return {};
}

Result<void> EditorHost::renew_device() {
  app_->let_go_of_device();
  device_.reset();
  auto device = gpu::Device::create(desc_);
  if (!device) return fail(device.error());
  device_ = std::move(*device);
  return app_->renew(*device_);
}

Result<void> EditorHost::settle(std::uint32_t most_steps) {
  using namespace std::chrono_literals;
  std::uint32_t drawn = 0;
  for (auto waited = 0ms; drawn < most_steps && waited < 1min; waited += 1ms) {
    if (app_->needs_frame()) ++drawn, waited = 0ms;
    if (Result<void> ran = run(1); !ran) return ran;
    if (!app_->needs_frame() && !app_->is_busy()) return {};
    std::this_thread::sleep_for(1ms);  // workers load meanwhile
  }
  return fail(
      {.id = "host.restless", .what = fmt::format("the picture still changes after {} steps that drew", drawn)});
}

}  // namespace enf::editor
