// Owns: the editor without a window: device, workers and app, stepped at a fixed rhythm.
// Must not know: what is asked of the editor.
// Called by: tests and tools on the main thread. The same events at the same steps give the same pictures.
#pragma once

#include <memory>
#include <span>

#include "editor/editor_app.h"
#include "engine/base/jobs.h"
#include "engine/gpu/device.h"

namespace enf::editor {

class EditorHost {
 public:
  // Errors: those of Device::create and EditorApp::open.
  static Result<std::unique_ptr<EditorHost>> open(const EditorSettings& settings, const gpu::DeviceDesc& device = {});
  static constexpr double step_s = 1.0 / 60;

  // Lets `steps` steps pass, the events before the first, and draws when the app asks for it. If the
  // device is lost it goes on with a new one. Errors: gpu.*.
  Result<void> run(std::uint32_t steps, std::span<const Event> events = {});
  // Steps until nothing changes any more: at most `most_steps` that draw, and a minute at a time of waiting for
  // workers. Errors: gpu.*, host.restless.
  Result<void> settle(std::uint32_t most_steps = 2000);
  EditorApp& app() { return *app_; }
  gpu::Device& device() { return *device_; }

 private:
  explicit EditorHost(const gpu::DeviceDesc& device) : desc_(device) {}
  Result<void> renew_device();
  gpu::DeviceDesc desc_;
  std::unique_ptr<gpu::Device> device_;
  std::unique_ptr<Jobs> jobs_;
  std::unique_ptr<EditorApp> app_;  // goes first
  bool is_renewed_ = false;         // and nothing was drawn on the new device yet
};

}  // namespace enf::editor
