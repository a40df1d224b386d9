// Owns: drawing an interface of Dear ImGui with our own small pass (dynamic rendering; the stock backend needs a render
// pass object), and the textures it shows.
// Must not know: what the interface shows.
// Called by: the screen, main thread.
#pragma once

#include <imgui.h>

#include <map>
#include <memory>
#include <set>

#include "engine/gpu/frame.h"
#include "engine/gpu/pipeline.h"
#include "engine/scene/render_scene.h"

namespace enf::editor {

class GuiPass {
 public:
  // Errors: gpu.*.
  static Result<std::unique_ptr<GuiPass>> create(gpu::Device& device);

  // Letters are drawn from this atlas, which outlives the pass and is brought with the next frame. Call it again after
  // the fonts were built anew.
  void use_fonts(ImFontAtlas& atlas);
  // An image to be shown; it is brought with the next frame that is drawn, and kept.
  ImTextureID show(const std::shared_ptr<const ImageData>& image);
  // Keeps it no longer. The layout drawn next does not show it.
  void let_go(const ImageData* image) { kept_.erase(image); }
  // Someone else's image, which is drawn while it lives and is sRGB-encoded.
  static ImTextureID texture_of(gpu::Image& image) { return &image; }

  // Draws to `target`, as a pass of its own that clears it.
  void draw(gpu::Frame& frame, const ImDrawData& data, gpu::Image& target, VkFormat format);

 private:
  explicit GuiPass(gpu::Device& device) : device_(device), samplers_(device) {}
  const gpu::Pipeline* pipeline(gpu::Frame& frame, VkFormat format);
  gpu::Device& device_;
  gpu::SamplerCache samplers_;
  gpu::PipelineCache cache_;
  gpu::SetLayout layout_;
  std::map<VkFormat, gpu::Pipeline> pipelines_;
  void bring_fonts(gpu::Frame& frame);
  gpu::Image fonts_;
  ImFontAtlas* fonts_due_ = nullptr;
  struct Kept {
    std::shared_ptr<const ImageData> image;
    gpu::Image texture;
  };
  void bring_shown(gpu::Frame& frame);
  std::map<const ImageData*, Kept> kept_;
};

}  // namespace enf::editor
