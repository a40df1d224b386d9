// Owns: what every GPU test stands on: a device with validation, which must stay silent.
// Must not know: what is tested.
// Called by: the GPU tests.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "engine/base/log.h"
#include "engine/gpu/frame.h"
#include "engine/gpu/readback.h"
#include "engine/gpu/upload.h"

namespace enf::gpu {

class GpuTest : public ::testing::Test {
 protected:
  void SetUp() override {
    // The driver to test, if one was chosen; the loader would only say that there is none.
    if (const char* icd = std::getenv("VK_ICD_FILENAMES"); icd && !std::filesystem::exists(icd))
      GTEST_SKIP() << icd << " is not installed: apt-get install chromium-common";
    if (std::filesystem::exists(ENFILADE_NEWER_LAYER)) ::setenv("VK_LAYER_PATH", ENFILADE_NEWER_LAYER_FOLDER, 0);
    auto made = Device::create({.label = "test", .validation = Validation::on});
    ASSERT_TRUE(made) << to_string(made.error());
    device = std::move(*made);
    frames = std::make_unique<Frames>(*device);
  }
  void TearDown() override {
    if (!device) return;
    frames.reset();
    ASSERT_TRUE(device->wait_idle());
    device->collect();
    EXPECT_EQ(device->retired_waiting(), 0u);
    EXPECT_EQ(device->validation_messages(), expected_messages) << device->last_validation_message();
  }

  // A colour image that can be drawn to and read.
  Image target(std::uint32_t width, std::uint32_t height, VkFormat format = VK_FORMAT_R8G8B8A8_UNORM,
               std::uint32_t samples = 1) {
    auto image = Image::create(*device, {.label = "target",
                                         .format = format,
                                         .width = width,
                                         .height = height,
                                         .samples = samples,
                                         .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT});
    EXPECT_TRUE(image) << to_string(image.error());
    return image ? std::move(*image) : Image();
  }

  void draw(const std::function<void(Frame&)>& record) {
    auto frame = frames->begin();
    ASSERT_TRUE(frame) << to_string(frame.error());
    record(**frame);
    auto value = frames->submit();
    ASSERT_TRUE(value) << to_string(value.error());
  }

  std::unique_ptr<Device> device;
  std::unique_ptr<Frames> frames;
  std::uint64_t expected_messages = 0;
};

template <class T>
std::span<const std::byte> bytes_of(const std::vector<T>& values) {
  return std::as_bytes(std::span(values));
}

}  // namespace enf::gpu
