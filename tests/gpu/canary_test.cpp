// Two hazards made on purpose: if validation does not see them, its silence elsewhere means nothing.
#include <filesystem>

#include "tests/gpu/gpu_fixture.h"

namespace enf::gpu {
namespace {

class CanaryGpu : public GpuTest {
 protected:
  void TearDown() override {
    if (!device) return;
    expected_messages = device->validation_messages();
    GpuTest::TearDown();
  }
};

TEST_F(CanaryGpu, CopyWithoutBarrierIsReported) {
  Buffer a = *Buffer::create(*device, {"a", 256}), b = *Buffer::create(*device, {"b", 256});
  draw([&](Frame& frame) {
    VkBufferCopy region{0, 0, 256};
    vkCmdCopyBuffer(frame.commands().handle(), a.handle(), b.handle(), 1, &region);
    vkCmdCopyBuffer(frame.commands().handle(), b.handle(), a.handle(), 1, &region);
  });
  EXPECT_GE(device->validation_messages(), 1u);
  EXPECT_THAT(device->last_validation_message(), ::testing::HasSubstr("SYNC-HAZARD"));
}

TEST_F(CanaryGpu, AttachmentReadWithoutBarrierIsReported) {
  if (!std::filesystem::exists(ENFILADE_NEWER_LAYER))
    GTEST_SKIP() << "the newer validation layer is not installed: apt-get install chromium-common";
  Image image = target(8, 8);
  Buffer buffer = *Buffer::create(*device, {"copy", 256});
  draw([&](Frame& frame) {
    frame.commands().begin_pass({.label = "write", .colour = {{.image = &image}}});
    frame.commands().end_pass();
    // A change of layout that waits for nothing, then the copy.
    VkImageMemoryBarrier2 barrier{.sType = VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2,
                                  .dstStageMask = VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT,
                                  .dstAccessMask = VK_ACCESS_2_TRANSFER_READ_BIT,
                                  .oldLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL,
                                  .newLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                                  .image = image.handle(),
                                  .subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1}};
    VkDependencyInfo info{
        .sType = VK_STRUCTURE_TYPE_DEPENDENCY_INFO, .imageMemoryBarrierCount = 1, .pImageMemoryBarriers = &barrier};
    vkCmdPipelineBarrier2(frame.commands().handle(), &info);
    VkBufferImageCopy region{.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1}, .imageExtent = {8, 8, 1}};
    vkCmdCopyImageToBuffer(frame.commands().handle(), image.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                           buffer.handle(), 1, &region);
  });
  EXPECT_GE(device->validation_messages(), 1u);
  EXPECT_THAT(device->last_validation_message(), ::testing::HasSubstr("SYNC-HAZARD"));
}

}  // namespace
}  // namespace enf::gpu
