// Owns: what every test that draws stands on: a device with validation and a picture of a scene on it.
// Must not know: what is asserted about the picture.
// Called by: the render tests.
#pragma once

#include "engine/render/renderer.h"
#include "tests/gpu/gpu_fixture.h"

namespace enf {

class RenderTest : public gpu::GpuTest {
 protected:
  Result<std::unique_ptr<Renderer>> renderer_of(RenderScene scene, RenderSettings settings) {
    settings.stream.tile_bytes = 16u << 20;
    auto renderer = Renderer::create(*device, jobs, settings);
    if (!renderer) return renderer;
    if (auto set = (*renderer)->set_scene(std::make_shared<RenderScene>(std::move(scene))); !set)
      return std::unexpected(set.error());
    return renderer;
  }

  Result<ImageData> picture_of(RenderScene scene, const Camera& camera, const RenderSettings& settings,
                               DrawOptions options = {}) {
    auto renderer = renderer_of(std::move(scene), settings);
    if (!renderer) return std::unexpected(renderer.error());
    options.wait_for_streaming = true;
    if (auto drawn = (*renderer)->draw(camera, options); !drawn) return std::unexpected(drawn.error());
    return (*renderer)->read_back();
  }

  Jobs jobs{1};
};

}  // namespace enf
