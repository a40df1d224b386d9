#include "engine/gpu/recorder.h"

#include <algorithm>
#include <cassert>

namespace enf::gpu {

void Recorder::use(std::span<const ImageUse> images, std::span<const BufferUse> buffers) {
  assert(!rendering_);
  for (const ImageUse& use : images)
    use.image->tracker().use(use.image->handle(), use.image->aspect(), use.range, use.access, use.contents,
                             image_barriers_);
  for (const BufferUse& use : buffers) {
    BarrierInfo barrier = advance(use.buffer->state(), use.access, ResourceKind::buffer);
    if (!barrier.needed) continue;
    buffer_barriers_.push_back({.sType = VK_STRUCTURE_TYPE_BUFFER_MEMORY_BARRIER_2,
                                .srcStageMask = barrier.source_stages,
                                .srcAccessMask = barrier.source_access,
                                .dstStageMask = barrier.target_stages,
                                .dstAccessMask = barrier.target_access,
                                .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
                                .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
                                .buffer = use.buffer->handle(),
                                .size = VK_WHOLE_SIZE});
  }
  flush_barriers();
}

void Recorder::flush_barriers() {
  if (image_barriers_.empty() && buffer_barriers_.empty()) return;
  VkDependencyInfo info{.sType = VK_STRUCTURE_TYPE_DEPENDENCY_INFO,
                        .bufferMemoryBarrierCount = static_cast<std::uint32_t>(buffer_barriers_.size()),
                        .pBufferMemoryBarriers = buffer_barriers_.data(),
                        .imageMemoryBarrierCount = static_cast<std::uint32_t>(image_barriers_.size()),
                        .pImageMemoryBarriers = image_barriers_.data()};
  vkCmdPipelineBarrier2(commands_, &info);
  stats_.barriers += info.bufferMemoryBarrierCount + info.imageMemoryBarrierCount;
  image_barriers_.clear();
  buffer_barriers_.clear();
}

static ImageRange one(std::uint32_t mip, std::uint32_t layer) { return {mip, 1, layer, 1}; }

static VkImageView target_view(const Image& image, std::uint32_t mip, std::uint32_t layer) {
  return image.view({.range = one(mip, layer), .type = VK_IMAGE_VIEW_TYPE_2D});
}

static VkAttachmentLoadOp to_vulkan(Load load) {
  switch (load) {
    case Load::keep:
      return VK_ATTACHMENT_LOAD_OP_LOAD;
    case Load::clear:
      return VK_ATTACHMENT_LOAD_OP_CLEAR;
    case Load::discard:
      break;
  }
  return VK_ATTACHMENT_LOAD_OP_DONT_CARE;
}
static VkAttachmentStoreOp to_vulkan(Store store) {
  return store == Store::keep ? VK_ATTACHMENT_STORE_OP_STORE : VK_ATTACHMENT_STORE_OP_DONT_CARE;
}

// The accesses that the targets of a pass imply.
static void add_target_uses(const PassDesc& pass, std::vector<ImageUse>& uses) {
  auto contents = [](Load load) { return load == Load::keep ? Contents::keep : Contents::discard; };
  for (const ColourTarget& t : pass.colour) {
    uses.push_back({t.image, Access::colour_write, one(t.mip, t.layer), contents(t.load)});
    if (t.resolve)
      uses.push_back({t.resolve, Access::colour_write, one(t.resolve_mip, t.resolve_layer), Contents::discard});
  }
  if (pass.depth) {
    const DepthTarget& t = *pass.depth;
    assert(!t.read_only || t.load == Load::keep);
    uses.push_back(
        {t.image, t.read_only ? Access::depth_read : Access::depth_write, one(t.mip, t.layer), contents(t.load)});
    if (t.resolve)
      uses.push_back({t.resolve, Access::depth_resolve, one(t.resolve_mip, t.resolve_layer), Contents::discard});
  }
}

void Recorder::begin_pass(const PassDesc& pass) {
  assert(!in_pass_);
  in_pass_ = true;
  ++stats_.passes;
  begin_label(pass.label);
  uses_.clear();
  add_target_uses(pass, uses_);
  uses_.insert(uses_.end(), pass.images.begin(), pass.images.end());
  use(uses_, pass.buffers);
  if (pass.colour.empty() && !pass.depth) return;

  const Image& first = pass.colour.empty() ? *pass.depth->image : *pass.colour[0].image;
  std::uint32_t mip = pass.colour.empty() ? pass.depth->mip : pass.colour[0].mip;
  std::uint32_t width = first.width(mip), height = first.height(mip);

  colour_.clear();
  for (const ColourTarget& t : pass.colour) {
    assert(t.image->width(t.mip) == width && t.image->height(t.mip) == height);
    VkRenderingAttachmentInfo info{.sType = VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO,
                                   .imageView = target_view(*t.image, t.mip, t.layer),
                                   .imageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
                                   .loadOp = to_vulkan(t.load),
                                   .storeOp = to_vulkan(t.store)};
    std::ranges::copy(t.clear, info.clearValue.color.float32);
    if (t.resolve) {
      info.resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
      info.resolveImageView = target_view(*t.resolve, t.resolve_mip, t.resolve_layer);
      info.resolveImageLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    }
    colour_.push_back(info);
  }
  VkRenderingAttachmentInfo depth{.sType = VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
  if (pass.depth) {
    const DepthTarget& t = *pass.depth;
    assert(t.image->width(t.mip) == width && t.image->height(t.mip) == height);
    depth.imageView = target_view(*t.image, t.mip, t.layer);
    depth.imageLayout =
        t.read_only ? VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_OPTIMAL : VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL;
    depth.loadOp = to_vulkan(t.load);
    depth.storeOp = t.read_only ? VK_ATTACHMENT_STORE_OP_NONE : to_vulkan(t.store);
    depth.clearValue.depthStencil.depth = t.clear;
    if (t.resolve) {
      depth.resolveMode = VK_RESOLVE_MODE_SAMPLE_ZERO_BIT;
      depth.resolveImageView = target_view(*t.resolve, t.resolve_mip, t.resolve_layer);
      depth.resolveImageLayout = VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL;
    }
  }
  VkRenderingInfo info{.sType = VK_STRUCTURE_TYPE_RENDERING_INFO,
                       .renderArea = {{0, 0}, {width, height}},
                       .layerCount = 1,
                       .colorAttachmentCount = static_cast<std::uint32_t>(colour_.size()),
                       .pColorAttachments = colour_.data(),
                       .pDepthAttachment = pass.depth ? &depth : nullptr};
  vkCmdBeginRendering(commands_, &info);
  rendering_ = true;
  set_viewport(0, 0, static_cast<float>(width), static_cast<float>(height));
  set_scissor(0, 0, width, height);
}

void Recorder::end_pass() {
  assert(in_pass_);
  if (rendering_) vkCmdEndRendering(commands_);
  rendering_ = false;
  in_pass_ = false;
  end_label();
}

void Recorder::set_viewport(float x, float y, float width, float height) {
  VkViewport viewport{x, y, width, height, 0, 1};
  vkCmdSetViewport(commands_, 0, 1, &viewport);
}

void Recorder::set_scissor(std::int32_t x, std::int32_t y, std::uint32_t width, std::uint32_t height) {
  VkRect2D scissor{{x, y}, {width, height}};
  vkCmdSetScissor(commands_, 0, 1, &scissor);
}

void Recorder::bind(const Pipeline& pipeline) {
  if (pipeline.handle() == pipeline_) return;
  pipeline_ = pipeline.handle();
  layout_ = pipeline.layout();
  bind_point_ = pipeline.bind_point();
  push_stages_ = pipeline.push_stages();
  vkCmdBindPipeline(commands_, bind_point_, pipeline_);
}

void Recorder::bind_set(std::uint32_t index, VkDescriptorSet set, std::span<const std::uint32_t> dynamic_offsets) {
  vkCmdBindDescriptorSets(commands_, bind_point_, layout_, index, 1, &set,
                          static_cast<std::uint32_t>(dynamic_offsets.size()), dynamic_offsets.data());
}

void Recorder::push_constant_bytes(std::span<const std::byte> bytes) {
  vkCmdPushConstants(commands_, layout_, push_stages_, 0, static_cast<std::uint32_t>(bytes.size()), bytes.data());
}

void Recorder::bind_vertices(std::uint32_t stream, BufferSlice slice) {
  vkCmdBindVertexBuffers(commands_, stream, 1, &slice.buffer, &slice.offset);
}

void Recorder::bind_indices(BufferSlice slice, VkIndexType type) {
  vkCmdBindIndexBuffer(commands_, slice.buffer, slice.offset, type);
}

void Recorder::draw(std::uint32_t vertices, std::uint32_t instances, std::uint32_t first_vertex,
                    std::uint32_t first_instance) {
  vkCmdDraw(commands_, vertices, instances, first_vertex, first_instance);
  ++stats_.draws;
  stats_.triangles += std::uint64_t{vertices / 3} * instances;
}

void Recorder::draw_indexed(std::uint32_t indices, std::uint32_t instances, std::uint32_t first_index,
                            std::int32_t vertex_offset, std::uint32_t first_instance) {
  vkCmdDrawIndexed(commands_, indices, instances, first_index, vertex_offset, first_instance);
  ++stats_.draws;
  stats_.triangles += std::uint64_t{indices / 3} * instances;
}

void Recorder::dispatch(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  vkCmdDispatch(commands_, x, y, z);
  ++stats_.dispatches;
}

void Recorder::copy(Buffer& from, Buffer& to, VkDeviceSize from_offset, VkDeviceSize to_offset, VkDeviceSize bytes) {
  assert(from_offset + bytes <= from.bytes() && to_offset + bytes <= to.bytes());
  std::array uses{BufferUse{&from, Access::transfer_read}, BufferUse{&to, Access::transfer_write}};
  use({}, uses);
  VkBufferCopy region{from_offset, to_offset, bytes};
  vkCmdCopyBuffer(commands_, from.handle(), to.handle(), 1, &region);
}

void Recorder::copy_to_buffer(Image& from, std::uint32_t mip, std::uint32_t layer, Buffer& to, VkDeviceSize offset) {
  assert(offset + std::uint64_t{from.width(mip)} * from.height(mip) * texel_bytes(from.desc().format) <= to.bytes());
  ImageUse image{&from, Access::transfer_read, one(mip, layer)};
  BufferUse buffer{&to, Access::transfer_write};
  use(std::span(&image, 1), std::span(&buffer, 1));
  VkBufferImageCopy region{.bufferOffset = offset,
                           .imageSubresource = {from.aspect(), mip, layer, 1},
                           .imageExtent = {from.width(mip), from.height(mip), 1}};
  vkCmdCopyImageToBuffer(commands_, from.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, to.handle(), 1, &region);
}

void Recorder::copy(Image& from, Image& to) {
  const ImageDesc &a = from.desc(), &b = to.desc();
  assert(a.width == b.width && a.height == b.height && a.layers == b.layers && a.mips == b.mips);
  std::array uses{ImageUse{&from, Access::transfer_read}, ImageUse{&to, Access::transfer_write, {}, Contents::discard}};
  use(uses);
  std::vector<VkImageCopy> regions;
  for (std::uint32_t mip = 0; mip < a.mips; ++mip)
    regions.push_back({.srcSubresource = {from.aspect(), mip, 0, a.layers},
                       .dstSubresource = {to.aspect(), mip, 0, b.layers},
                       .extent = {from.width(mip), from.height(mip), 1}});
  vkCmdCopyImage(commands_, from.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, to.handle(),
                 VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, static_cast<std::uint32_t>(regions.size()), regions.data());
}

void Recorder::clear(Image& image, std::array<float, 4> colour) {
  use(ImageUse{&image, Access::transfer_write, {}, Contents::discard});
  VkImageSubresourceRange range{image.aspect(), 0, VK_REMAINING_MIP_LEVELS, 0, VK_REMAINING_ARRAY_LAYERS};
  if (image.aspect() == VK_IMAGE_ASPECT_DEPTH_BIT) {
    VkClearDepthStencilValue value{colour[0], 0};
    vkCmdClearDepthStencilImage(commands_, image.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, &value, 1, &range);
    return;
  }
  VkClearColorValue value{};
  std::ranges::copy(colour, value.float32);
  vkCmdClearColorImage(commands_, image.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, &value, 1, &range);
}

void Recorder::generate_mips(Image& image) {
  const ImageDesc& desc = image.desc();
  auto corner = [&](std::uint32_t mip) {
    return VkOffset3D{static_cast<std::int32_t>(image.width(mip)), static_cast<std::int32_t>(image.height(mip)), 1};
  };
  for (std::uint32_t mip = 1; mip < desc.mips; ++mip) {
    std::array uses{ImageUse{&image, Access::transfer_read, {mip - 1, 1}},
                    ImageUse{&image, Access::transfer_write, {mip, 1}, Contents::discard}};
    use(uses);
    VkImageBlit region{.srcSubresource = {image.aspect(), mip - 1, 0, desc.layers},
                       .srcOffsets = {{}, corner(mip - 1)},
                       .dstSubresource = {image.aspect(), mip, 0, desc.layers},
                       .dstOffsets = {{}, corner(mip)}};
    vkCmdBlitImage(commands_, image.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, image.handle(),
                   VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &region, VK_FILTER_LINEAR);
  }
  use(ImageUse{&image, Access::sampled});
}

void Recorder::begin_label(std::string_view label) {
  if (!device_->has_debug_labels()) return;
  std::string text(label);
  VkDebugUtilsLabelEXT info{.sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_LABEL_EXT, .pLabelName = text.c_str()};
  vkCmdBeginDebugUtilsLabelEXT(commands_, &info);
}

void Recorder::end_label() {
  if (device_->has_debug_labels()) vkCmdEndDebugUtilsLabelEXT(commands_);
}

}  // namespace enf::gpu
