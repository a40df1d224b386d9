// Owns: pictures of a render scene: what is on the GPU for it, the fixed list of passes, the target.
// Must not know: documents, windows, clocks.
// Called by: hosts, the CLI and tests on the main thread.
#pragma once

#include <memory>
#include <string>

#include "engine/base/jobs.h"
#include "engine/gpu/device.h"
#include "engine/gpu/surface.h"
#include "engine/render/settings.h"

namespace enf {

class Renderer {
 public:
  // `device` and `jobs` must outlive it. Errors: gpu.*, render.size (no pixels, or more than the device can draw).
  static Result<std::unique_ptr<Renderer>> create(gpu::Device& device, Jobs& jobs, const RenderSettings& settings);
  ~Renderer();
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;

  // Shows this scene from now on. Meshes, materials, images, models and pictures that were in the last scene, by pointer,
  // stay on the GPU; shadows and probes are drawn anew where something they see has changed. The coarsest form of all
  // cooked works is loaded before it returns. Errors: gpu.*.
  Result<void> set_scene(std::shared_ptr<const RenderScene> scene);

  // Another size of picture, in pixels. Errors: gpu.*, render.size.
  Result<void> resize(std::uint32_t width, std::uint32_t height);

  // Draws one picture into the renderer's own image. Errors: gpu.*.
  Result<FrameStats> draw(const Camera& camera, const DrawOptions& options = {});
  // The same, shown in a window. Nothing drawn (and no error) while the window has no area. The picture is drawn in the
  // renderer's size and scaled to the window's.
  Result<FrameStats> draw_to(gpu::Swapchain& swapchain, const Camera& camera, const DrawOptions& options = {});
  // Waits until the last picture is finished. Error: gpu.device_lost.
  Result<void> finish();
  // The last picture, RGBA8 sRGB, alpha 1. Waits for it. Errors: gpu.*.
  Result<ImageData> read_back();

  // The same view without the fast path's shortcuts, for comparison: the finest of everything, all lights, and for each
  // of `passes` pictures every spot moved to another place of its luminous disc (true penumbrae) and the image by a part
  // of a pixel; averaged in linear light. Slow. Errors: gpu.*.
  Result<ImageData> draw_reference(const Camera& camera, const DrawOptions& options, std::uint32_t passes);

  // The last picture as an image to sample, sRGB-encoded, in the size of the settings; another one after resize().
  gpu::Image& picture();

  // True when everything the last picture wanted was there: a still view need not be drawn again.
  bool quiet() const;
  const RenderSettings& settings() const;
  Streamer& streamer();
  // Milliseconds on the GPU by pass, of the last picture that is finished.
  const gpu::PassTimes& timings() const;
  // Keeps the driver's compiled pipelines for the next start. Errors: those of write_file_atomic.
  Result<void> save_cache();

 private:
  struct State;
  explicit Renderer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace enf
