#include "engine/render/renderer.h"

#include "engine/base/trace.h"
#include "engine/render/renderer_state.h"

namespace enf {

Renderer::Renderer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Renderer::~Renderer() {
  gpu::Device& device = state_->device;
  (void)device.wait_idle();
  state_.reset();
  device.collect();
}

Result<std::unique_ptr<Renderer>> Renderer::create(gpu::Device& device, Jobs& jobs, const RenderSettings& settings) {
  trace::Zone zone("renderer");
  auto state = std::make_unique<State>(device, settings);
  if (auto made = state->make(jobs); !made) return std::unexpected(made.error());
  return std::unique_ptr<Renderer>(new Renderer(std::move(state)));
}

Result<void> Renderer::set_scene(std::shared_ptr<const RenderScene> scene) {
  return state_->set_scene(std::move(scene));
}

Result<void> Renderer::resize(std::uint32_t width, std::uint32_t height) { return state_->make_targets(width, height); }

Result<FrameStats> Renderer::draw(const Camera& camera, const DrawOptions& options) {
  return state_->draw(camera, options, nullptr);
}

Result<FrameStats> Renderer::draw_to(gpu::Swapchain& swapchain, const Camera& camera, const DrawOptions& options) {
  auto target = swapchain.acquire();
  if (!target) return std::unexpected(target.error());
  if (!*target) return FrameStats{};
  State::Window window{**target, swapchain.format()};
  auto stats = state_->draw(camera, options, &window);
  if (!stats) return stats;
  if (auto shown = swapchain.present(); !shown) return std::unexpected(shown.error());
  return stats;
}

Result<void> Renderer::finish() { return state_->device.wait(state_->last_submission); }

gpu::Image& Renderer::picture() { return state_->picture; }

Result<ImageData> Renderer::read_back() { return state_->read_back(); }

Result<ImageData> Renderer::draw_reference(const Camera& camera, const DrawOptions& options, std::uint32_t passes) {
  return state_->draw_reference(camera, options, passes);
}

bool Renderer::quiet() const { return !state_->last_stats.light_is_due && state_->streamer->quiet(); }
const RenderSettings& Renderer::settings() const { return state_->settings; }
Streamer& Renderer::streamer() { return *state_->streamer; }
const gpu::PassTimes& Renderer::timings() const { return state_->frames->timings(); }
Result<void> Renderer::save_cache() {
  const std::filesystem::path& folder = state_->settings.cache_folder;
  if (!folder.empty())
    if (auto saved = state_->pipelines->remember(folder / pipeline_keys_file); !saved) return saved;
  return state_->cache.save();
}

}  // namespace enf
