// Owns: bitmaps of the interface over a finished picture.
// Must not know: what they say.
// Called by: the renderer, main thread.
#pragma once

#include <map>
#include <span>

#include "engine/gpu/frame.h"
#include "engine/render/assets.h"
#include "engine/render/settings.h"

namespace enf {

class Overlay {
 public:
  static Result<std::unique_ptr<Overlay>> create(gpu::Device& device, const gpu::PipelineCache& cache, Assets& assets);

  // Brings the bitmaps with the frame, outside of a pass.
  void prepare(gpu::Frame& frame, std::span<const OverlayQuad> quads, VkFormat format);
  // Within a pass that draws to a target of this format and size.
  void draw(gpu::Frame& frame, std::span<const OverlayQuad> quads, VkFormat format, vec2 target_px);
  // A whole image over the whole target (the finished picture to a window).
  void fill(gpu::Frame& frame, const gpu::Image& image, VkFormat format);

 private:
  Overlay(gpu::Device& device, const gpu::PipelineCache& cache, Assets& assets)
      : device_(device), cache_(cache), assets_(assets) {}
  gpu::Device& device_;
  const gpu::PipelineCache& cache_;
  Assets& assets_;
  gpu::SetLayout layout_;
  struct Both {
    gpu::Pipeline blended, solid;
  };
  std::map<VkFormat, Both> pipelines_;
};

}  // namespace enf
