#include "editor/gui_pass.h"

#include <editor_shaders/gui.frag.h>
#include <editor_shaders/gui.vert.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "engine/base/trace.h"
#include "engine/gpu/upload.h"

namespace enf::editor {

namespace {

struct Push {
  vec2 scale, shift;
};

}  // namespace

Result<std::unique_ptr<GuiPass>> GuiPass::create(gpu::Device& device) {
  std::unique_ptr<GuiPass> pass(new GuiPass(device));
  auto cache = gpu::PipelineCache::open(device, {});
  if (!cache) return std::unexpected(cache.error());
  pass->cache_ = std::move(*cache);
  auto layout = gpu::SetLayout::create(
      device, {.label = "interface", .bindings = {{.binding = 0, .kind = gpu::BindingKind::texture}}});
  if (!layout) return std::unexpected(layout.error());
  pass->layout_ = std::move(*layout);
  return pass;
}

const gpu::Pipeline* GuiPass::pipeline(gpu::Frame& frame, VkFormat format) {
  if (auto found = pipelines_.find(format); found != pipelines_.end()) return &found->second;
  gpu::VertexStream stream{.stride = sizeof(ImDrawVert)};
  stream.attributes = {{0, VK_FORMAT_R32G32_SFLOAT, offsetof(ImDrawVert, pos)},
                       {1, VK_FORMAT_R32G32_SFLOAT, offsetof(ImDrawVert, uv)},
                       {2, VK_FORMAT_R8G8B8A8_UNORM, offsetof(ImDrawVert, col)}};
  auto made = gpu::Pipeline::create(device_, cache_,
                                    gpu::GraphicsPipelineDesc{.label = "interface",
                                                              .vertex = shaders::gui_vert,
                                                              .fragment = shaders::gui_frag,
                                                              .sets = {&layout_},
                                                              .push_constant_bytes = sizeof(Push),
                                                              .streams = {std::move(stream)},
                                                              .cull = VK_CULL_MODE_NONE,
                                                              .colour_formats = {format},
                                                              .blend = gpu::Blend::alpha,
                                                              .depth_compare = VK_COMPARE_OP_ALWAYS,
                                                              .depth_write = false});
  if (!made) return frame.fail_with(made.error()), nullptr;
  return &pipelines_.emplace(format, std::move(*made)).first->second;
}

void GuiPass::use_fonts(ImFontAtlas& atlas) {
  atlas.SetTexID(&fonts_);
  fonts_due_ = &atlas;
}

void GuiPass::bring_fonts(gpu::Frame& frame) {
  if (!fonts_due_) return;
  ImFontAtlas& atlas = *std::exchange(fonts_due_, nullptr);
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
  auto image = gpu::Image::create(device_, {.label = "letters",
                                            .format = VK_FORMAT_R8G8B8A8_UNORM,
                                            .width = static_cast<std::uint32_t>(width),
                                            .height = static_cast<std::uint32_t>(height)});
  if (!image) return frame.fail_with(image.error());
  fonts_ = std::move(*image);
  gpu::upload(frame, fonts_, {}, std::as_bytes(std::span(pixels, static_cast<std::size_t>(width * height * 4))));
  atlas.ClearTexData();
}

ImTextureID GuiPass::show(const std::shared_ptr<const ImageData>& image) {
  auto [kept, fresh] = kept_.try_emplace(image.get());
  if (fresh) kept->second.image = image;
  return &kept->second.texture;
}

void GuiPass::bring_shown(gpu::Frame& frame) {
  for (auto& [key, kept] : kept_) {
    if (kept.texture) continue;
    auto texture = gpu::Image::create(device_, {.label = "thumbnail",
                                                .format = VK_FORMAT_R8G8B8A8_UNORM,
                                                .width = kept.image->width,
                                                .height = kept.image->height});
    if (!texture) return frame.fail_with(texture.error());
    kept.texture = std::move(*texture);
    gpu::upload(frame, kept.texture, {}, std::as_bytes(std::span(kept.image->rgba)));
  }
}

void GuiPass::draw(gpu::Frame& frame, const ImDrawData& data, gpu::Image& target, VkFormat format) {
  trace::Zone zone("interface");
  bring_fonts(frame);
  bring_shown(frame);
  const gpu::Pipeline* pipe = pipeline(frame, format);
  if (!pipe || frame.error()) return;
  gpu::PassDesc pass{.label = "interface", .colour = {{.image = &target, .clear = {0, 0, 0, 1}}}};
  std::set<gpu::Image*> shown;
  for (int l = 0; l < data.CmdListsCount; ++l)
    for (const ImDrawCmd& command : data.CmdLists[l]->CmdBuffer)
      if (shown.insert(static_cast<gpu::Image*>(command.GetTexID())).second)
        pass.images.push_back({.image = static_cast<gpu::Image*>(command.GetTexID()), .access = gpu::Access::sampled});
  gpu::Recorder& commands = frame.commands();
  commands.begin_pass(pass);
  commands.bind(*pipe);
  vec2 size(data.DisplaySize.x, data.DisplaySize.y);
  commands.push_constants(Push{2.0f / size, vec2(-1)});
  VkSampler sampler =
      samplers_.get({.wrap_u = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE, .wrap_v = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE});
  std::map<gpu::Image*, VkDescriptorSet> sets;
  for (int l = 0; l < data.CmdListsCount && !frame.error(); ++l) {
    const ImDrawList& list = *data.CmdLists[l];
    commands.bind_vertices(0, frame.transient_copy(std::span<const ImDrawVert>(
                                  list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.Size))));
    commands.bind_indices(frame.transient_copy(std::span<const ImDrawIdx>(
                              list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.Size))),
                          VK_INDEX_TYPE_UINT16);
    static_assert(sizeof(ImDrawIdx) == 2);
    for (const ImDrawCmd& command : list.CmdBuffer) {
      float left = std::clamp(std::floor(command.ClipRect.x), 0.0f, size.x),
            top = std::clamp(std::floor(command.ClipRect.y), 0.0f, size.y);
      float right = std::clamp(std::ceil(command.ClipRect.z), 0.0f, size.x),
            bottom = std::clamp(std::ceil(command.ClipRect.w), 0.0f, size.y);
      if (right <= left || bottom <= top || command.ElemCount == 0) continue;
      auto* image = static_cast<gpu::Image*>(command.GetTexID());
      VkDescriptorSet& set = sets[image];
      if (set == VK_NULL_HANDLE) {
        const std::array texture{gpu::Descriptor::of(0, image->view(), sampler)};
        set = frame.transient_set(layout_, texture);
        if (frame.error()) break;
      }
      commands.bind_set(0, set);
      commands.set_scissor(static_cast<std::int32_t>(left), static_cast<std::int32_t>(top),
                           static_cast<std::uint32_t>(right - left), static_cast<std::uint32_t>(bottom - top));
      commands.draw_indexed(command.ElemCount, 1, command.IdxOffset, static_cast<std::int32_t>(command.VtxOffset));
    }
  }
  commands.end_pass();
}

}  // namespace enf::editor
