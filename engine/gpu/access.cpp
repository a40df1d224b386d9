#include "engine/gpu/access.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace enf::gpu {

constexpr VkPipelineStageFlags2 shaders = VK_PIPELINE_STAGE_2_VERTEX_SHADER_BIT |
                                          VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT |
                                          VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT;
constexpr VkPipelineStageFlags2 depth_tests =
    VK_PIPELINE_STAGE_2_EARLY_FRAGMENT_TESTS_BIT | VK_PIPELINE_STAGE_2_LATE_FRAGMENT_TESTS_BIT;

struct Row {
  Access access;
  const char* name;
  AccessInfo info;
};

constexpr std::array<Row, access_count> table{{
    {Access::none, "none", {0, 0, VK_IMAGE_LAYOUT_UNDEFINED, false}},
    {Access::transfer_read,
     "transfer_read",
     {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_READ_BIT, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
      false}},
    {Access::transfer_write,
     "transfer_write",
     {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
      true}},
    {Access::vertex_read,
     "vertex_read",
     {VK_PIPELINE_STAGE_2_VERTEX_INPUT_BIT, VK_ACCESS_2_VERTEX_ATTRIBUTE_READ_BIT | VK_ACCESS_2_INDEX_READ_BIT,
      VK_IMAGE_LAYOUT_UNDEFINED, false}},
    {Access::indirect_read,
     "indirect_read",
     {VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT, VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT, VK_IMAGE_LAYOUT_UNDEFINED, false}},
    {Access::uniform_read, "uniform_read", {shaders, VK_ACCESS_2_UNIFORM_READ_BIT, VK_IMAGE_LAYOUT_UNDEFINED, false}},
    {Access::storage_read,
     "storage_read",
     {shaders, VK_ACCESS_2_SHADER_STORAGE_READ_BIT, VK_IMAGE_LAYOUT_GENERAL, false}},
    {Access::storage_write,
     "storage_write",
     {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
      VK_ACCESS_2_SHADER_STORAGE_READ_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT, VK_IMAGE_LAYOUT_GENERAL, true}},
    {Access::sampled,
     "sampled",
     {shaders, VK_ACCESS_2_SHADER_SAMPLED_READ_BIT, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, false}},
    {Access::colour_write,
     "colour_write",
     {VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
      VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT,
      VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL, true}},
    // A resolve reads the multisampled depth at colour output (Vulkan 1.3, 8.2 "Dynamic rendering": all resolves run
    // in that stage with colour attachment accesses).
    {Access::depth_write,
     "depth_write",
     {depth_tests | VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
      VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT | VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT |
          VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT,
      VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL, true}},
    {Access::depth_read,
     "depth_read",
     {depth_tests | shaders, VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT | VK_ACCESS_2_SHADER_SAMPLED_READ_BIT,
      VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_OPTIMAL, false}},
    {Access::depth_resolve,
     "depth_resolve",
     {VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT, VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT,
      VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL, true}},
    {Access::host_read,
     "host_read",
     {VK_PIPELINE_STAGE_2_HOST_BIT, VK_ACCESS_2_HOST_READ_BIT, VK_IMAGE_LAYOUT_GENERAL, false}},
    // The semaphore given to the window system waits for everything, so no stage need follow.
    {Access::present, "present", {VK_PIPELINE_STAGE_2_NONE, 0, VK_IMAGE_LAYOUT_PRESENT_SRC_KHR, false}},
}};

constexpr bool rows_stand_in_order() {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (static_cast<std::size_t>(table[i].access) != i) return false;
  return true;
}
static_assert(rows_stand_in_order());

const AccessInfo& access_info(Access access) { return table[static_cast<std::size_t>(access)].info; }
const char* to_string(Access access) { return table[static_cast<std::size_t>(access)].name; }

// The parts of an access mask that write.
constexpr VkAccessFlags2 write_bits = VK_ACCESS_2_TRANSFER_WRITE_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT |
                                      VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT |
                                      VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT;

BarrierInfo advance(AccessState& state, Access next, ResourceKind kind, Contents contents) {
  const AccessInfo& to = access_info(next);
  VkImageLayout layout = kind == ResourceKind::image ? to.layout : VK_IMAGE_LAYOUT_UNDEFINED;
  assert(kind == ResourceKind::buffer || layout != VK_IMAGE_LAYOUT_UNDEFINED);
  bool relayout = kind == ResourceKind::image && (layout != state.layout || contents == Contents::discard);
  BarrierInfo barrier{.target_stages = to.stages,
                      .target_access = to.access,
                      .old_layout = contents == Contents::discard ? VK_IMAGE_LAYOUT_UNDEFINED : state.layout,
                      .new_layout = layout};

  if (to.writes || relayout) {
    // After everything before: the last write and the reads since. A change of layout is a write by itself.
    barrier.source_stages = state.write_stages | state.read_stages;
    barrier.source_access = state.write_access;
    barrier.needed = barrier.source_stages != 0 || relayout;
    state.layout = layout;
    // What a later user must wait for: the writes of this access, or the change of layout, which is done when the
    // stages of this access begin.
    state.write_stages = to.stages;
    state.write_access = to.access & write_bits;
    state.read_stages = to.writes ? 0 : to.stages;
    state.read_access = to.writes ? 0 : to.access;
    return barrier;
  }

  bool seen = (state.read_stages & to.stages) == to.stages && (state.read_access & to.access) == to.access;
  if (state.write_stages == 0 || seen) {  // never written, or already made visible to these stages
    state.read_stages |= to.stages;
    state.read_access |= to.access;
    return barrier;
  }
  barrier.needed = true;
  barrier.source_stages = state.write_stages;
  barrier.source_access = state.write_access;
  state.read_stages |= to.stages;
  state.read_access |= to.access;
  return barrier;
}

void ImageAccessTracker::use(VkImage image, VkImageAspectFlags aspect, ImageRange range, Access next, Contents contents,
                             std::vector<VkImageMemoryBarrier2>& barriers) {
  std::uint32_t mips = range.mips == ImageRange::all ? mips_ - range.mip : range.mips;
  std::uint32_t layers = range.layers == ImageRange::all ? layers_ - range.layer : range.layers;
  assert(mips > 0 && range.mip + mips <= mips_ && layers > 0 && range.layer + layers <= layers_);
  auto emit = [&](const BarrierInfo& b, std::uint32_t mip, std::uint32_t mip_count, std::uint32_t layer,
                  std::uint32_t layer_count) {
    if (!b.needed) return;
    barriers.push_back({.sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2,
                        .srcStageMask = b.source_stages,
                        .srcAccessMask = b.source_access,
                        .dstStageMask = b.target_stages,
                        .dstAccessMask = b.target_access,
                        .oldLayout = b.old_layout,
                        .newLayout = b.new_layout,
                        .srcQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
                        .dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED,
                        .image = image,
                        .subresourceRange = {aspect, mip, mip_count, layer, layer_count}});
  };

  bool whole = mips == mips_ && layers == layers_;
  if (states_.size() == 1 && whole) {
    emit(advance(states_[0], next, ResourceKind::image, contents), 0, mips_, 0, layers_);
    return;
  }
  if (states_.size() == 1) states_.assign(std::size_t{mips_} * layers_, states_[0]);
  for (std::uint32_t mip = range.mip; mip < range.mip + mips; ++mip) {
    // Runs of layers that need the same barrier share one.
    std::uint32_t run_start = range.layer;
    BarrierInfo run;
    for (std::uint32_t layer = range.layer; layer < range.layer + layers; ++layer) {
      BarrierInfo barrier = advance(states_[std::size_t{mip} * layers_ + layer], next, ResourceKind::image, contents);
      if (layer == range.layer) {
        run = barrier;
      } else if (barrier != run) {
        emit(run, mip, 1, run_start, layer - run_start);
        run_start = layer;
        run = barrier;
      }
    }
    emit(run, mip, 1, run_start, range.layer + layers - run_start);
  }
  if (whole && std::ranges::all_of(states_, [&](const AccessState& s) { return s == states_[0]; })) states_.resize(1);
}

void ImageAccessTracker::acquired() {
  // The semaphore is waited for at colour output: the first barrier must start there to come after it.
  states_.assign(1, AccessState{.write_stages = VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT});
}

VkImageLayout ImageAccessTracker::layout(std::uint32_t mip, std::uint32_t layer) const {
  return states_.size() == 1 ? states_[0].layout : states_[std::size_t{mip} * layers_ + layer].layout;
}

}  // namespace enf::gpu
