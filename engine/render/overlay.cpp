#include "engine/render/overlay.h"

#include <array>

#include "engine/base/trace.h"
#include "engine/render/shader_code.h"

namespace enf {

Result<std::unique_ptr<Overlay>> Overlay::create(gpu::Device& device, const gpu::PipelineCache& cache, Assets& assets) {
  std::unique_ptr<Overlay> overlay(new Overlay(device, cache, assets));
  auto layout = gpu::SetLayout::create(device, {.label = "bitmap", .bindings = {{.binding = 0, .kind = gpu::BindingKind::texture}}});
  if (!layout) return std::unexpected(layout.error());
  overlay->layout_ = std::move(*layout);
  return overlay;
}

void Overlay::prepare(gpu::Frame& frame, std::span<const OverlayQuad> quads, VkFormat format) {
  trace::Zone zone("interface");
  if (!pipelines_.contains(format)) {
    gpu::GraphicsPipelineDesc desc{.label = "overlay",
                                   .vertex = shader::overlay_vert(),
                                   .fragment = shader::overlay_frag(),
                                   .sets = {&layout_},
                                   .push_constant_bytes = sizeof(GpuQuad),
                                   .topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP,
                                   .cull = VK_CULL_MODE_NONE,
                                   .colour_formats = {format},
                                   .depth_compare = VK_COMPARE_OP_ALWAYS,
                                   .depth_write = false};
    auto solid = gpu::Pipeline::create(device_, cache_, desc);
    desc.blend = gpu::Blend::alpha;
    auto blended = gpu::Pipeline::create(device_, cache_, desc);
    if (!solid) return frame.fail_with(solid.error());
    if (!blended) return frame.fail_with(blended.error());
    pipelines_[format] = {std::move(*blended), std::move(*solid)};
  }
  for (const OverlayQuad& quad : quads)
    if (auto brought = assets_.bring_bitmap(frame, quad.bitmap); !brought) return frame.fail_with(brought.error());
}

void Overlay::draw(gpu::Frame& frame, std::span<const OverlayQuad> quads, VkFormat format, vec2 target_px) {
  if (quads.empty() || frame.error()) return;
  gpu::Recorder& commands = frame.commands();
  commands.bind(pipelines_.at(format).blended);
  VkSampler sampler = assets_.sampler(TextureWrap::clamp, TextureWrap::clamp);
  for (const OverlayQuad& quad : quads) {
    const gpu::Image& bitmap = assets_.bitmap(quad.bitmap.get());
    vec2 size = quad.size_px == vec2(0) ? vec2(bitmap.width(), bitmap.height()) : quad.size_px;
    vec2 low = quad.position_px / target_px * 2.0f - 1.0f, high = (quad.position_px + size) / target_px * 2.0f - 1.0f;
    const std::array texture{gpu::Descriptor::of(0, bitmap.view(), sampler)};
    commands.bind_set(0, frame.transient_set(layout_, texture));
    commands.push_constants(GpuQuad{.rect = vec4(low, high), .tint = quad.tint});
    commands.draw(4);
  }
}

void Overlay::fill(gpu::Frame& frame, const gpu::Image& image, VkFormat format) {
  if (frame.error()) return;
  gpu::Recorder& commands = frame.commands();
  commands.bind(pipelines_.at(format).solid);
  const std::array texture{gpu::Descriptor::of(0, image.view(), assets_.sampler(TextureWrap::clamp, TextureWrap::clamp))};
  commands.bind_set(0, frame.transient_set(layout_, texture));
  commands.push_constants(GpuQuad{.rect = vec4(-1, -1, 1, 1)});
  commands.draw(4);
}

}  // namespace enf
