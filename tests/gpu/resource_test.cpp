#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>

#include "engine/base/random.h"
#include "tests/gpu/gpu_fixture.h"

namespace enf::gpu {
namespace {

TEST(FreeList, PiecesNeverOverlapAndAllComesBack) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    constexpr std::uint64_t size = 1 << 16;
    FreeList list(size);
    std::map<std::uint64_t, std::uint64_t> taken;  // offset -> size
    for (int step = 0; step < 2000; ++step) {
      if (random.next() % 5 < 3) {
        std::uint64_t bytes = 1 + random.next() % 3000, alignment = 1ull << random.next() % 9;
        std::uint64_t at = list.take(bytes, alignment);
        if (at == FreeList::none) continue;
        ASSERT_EQ(at % alignment, 0u);
        ASSERT_LE(at + bytes, size);
        auto next = taken.lower_bound(at);
        ASSERT_TRUE(next == taken.end() || at + bytes <= next->first);
        ASSERT_TRUE(next == taken.begin() || std::prev(next)->first + std::prev(next)->second <= at);
        taken.emplace(at, bytes);
      } else if (!taken.empty()) {
        auto it = std::next(taken.begin(), random.next() % taken.size());
        list.give(it->first, it->second);
        taken.erase(it);
      }
    }
    for (auto [at, bytes] : taken) list.give(at, bytes);
    ASSERT_TRUE(list.empty());
    ASSERT_EQ(list.take(size, 256), 0u);
  }
}

TEST(Access, ReadsWaitForTheWriteOnceForEachReader) {
  AccessState state;
  EXPECT_FALSE(advance(state, Access::vertex_read, ResourceKind::buffer).needed);  // never written
  BarrierInfo write = advance(state, Access::transfer_write, ResourceKind::buffer);
  EXPECT_TRUE(write.needed);  // after the read
  EXPECT_EQ(write.source_stages, access_info(Access::vertex_read).stages);
  EXPECT_EQ(write.source_access, 0u);
  BarrierInfo vertex = advance(state, Access::vertex_read, ResourceKind::buffer);
  EXPECT_TRUE(vertex.needed);
  EXPECT_EQ(vertex.source_access, VK_ACCESS_2_TRANSFER_WRITE_BIT);
  EXPECT_FALSE(advance(state, Access::vertex_read, ResourceKind::buffer).needed);
  BarrierInfo uniform = advance(state, Access::uniform_read, ResourceKind::buffer);
  EXPECT_TRUE(uniform.needed);
  EXPECT_EQ(uniform.source_stages, access_info(Access::transfer_write).stages);
  BarrierInfo again = advance(state, Access::transfer_write, ResourceKind::buffer);
  EXPECT_EQ(again.source_stages, access_info(Access::transfer_write).stages | access_info(Access::vertex_read).stages |
                                     access_info(Access::uniform_read).stages);
}

TEST(Access, EveryRowSaysWhatItsLayoutAllows) {
  for (std::size_t i = 0; i < access_count; ++i) {
    const AccessInfo& info = access_info(static_cast<Access>(i));
    constexpr VkAccessFlags2 writes = VK_ACCESS_2_TRANSFER_WRITE_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT |
                                      VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT |
                                      VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT;
    EXPECT_EQ(info.writes, (info.access & writes) != 0) << to_string(static_cast<Access>(i));
    EXPECT_EQ(info.stages == 0, info.access == 0) << to_string(static_cast<Access>(i));
  }
}

TEST(Access, PartsOfAnImageAreFollowedOneByOne) {
  ImageAccessTracker tracker(3, 4);
  std::vector<VkImageMemoryBarrier2> barriers;
  auto use = [&](ImageRange range, Access access) {
    barriers.clear();
    tracker.use(VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT, range, access, Contents::keep, barriers);
    return barriers.size();
  };
  EXPECT_TRUE(tracker.fresh());
  EXPECT_EQ(use({}, Access::sampled), 1u);
  EXPECT_EQ(use({}, Access::sampled), 0u);
  EXPECT_EQ(use({1, 1, 2, 2}, Access::transfer_write), 1u);  // mip 1, layers 2 and 3
  EXPECT_EQ(barriers[0].subresourceRange.baseMipLevel, 1u);
  EXPECT_EQ(barriers[0].subresourceRange.baseArrayLayer, 2u);
  EXPECT_EQ(barriers[0].subresourceRange.layerCount, 2u);
  EXPECT_EQ(tracker.layout(1, 2), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
  EXPECT_EQ(tracker.layout(1, 1), VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
  EXPECT_EQ(use({}, Access::sampled), 1u);                  // only what was written
  EXPECT_EQ(use({0, 2, 1, 2}, Access::transfer_read), 2u);  // one a mip
  EXPECT_EQ(use({}, Access::transfer_write), 7u);           // mips 0 and 1 in three runs each
  EXPECT_EQ(use({}, Access::sampled), 1u);                  // all alike again
}

class ResourceGpu : public GpuTest {};

std::vector<std::uint32_t> numbers(std::size_t count) {
  std::vector<std::uint32_t> values(count);
  std::iota(values.begin(), values.end(), 7u);
  return values;
}

TEST_F(ResourceGpu, BufferCopiesGiveBackTheirBytes) {
  auto values = numbers(100'000);
  Buffer a = *Buffer::create(*device, {"a", values.size() * 4}), b = *Buffer::create(*device, {"b", values.size() * 4});
  draw([&](Frame& frame) {
    upload(frame, a, 0, bytes_of(values));
    upload(frame, a, 40, bytes_of(numbers(3)));  // a second time: staged, after the first
    frame.commands().copy(a, b, 0, 0, b.bytes());
  });
  std::ranges::copy(numbers(3), values.begin() + 10);
  auto read = *read_buffer(*device, b);
  ASSERT_EQ(read.size(), values.size() * 4);
  EXPECT_EQ(std::memcmp(read.data(), values.data(), read.size()), 0);
}

TEST_F(ResourceGpu, PartsOfImagesAreUploadedWhereTheyBelong) {
  Image image = *Image::create(
      *device, {.label = "array", .kind = ImageKind::array, .width = 16, .height = 8, .layers = 3, .mips = 2});
  std::vector<std::uint8_t> base(16 * 8 * 4, 9), patch(3 * 2 * 4, 200);
  draw([&](Frame& frame) {
    for (std::uint32_t layer = 0; layer < 3; ++layer) upload(frame, image, ImagePlace{.layer = layer}, bytes_of(base));
    upload(frame, image, ImagePlace{.layer = 1, .x = 5, .y = 4, .width = 3, .height = 2}, bytes_of(patch));
  });
  for (std::uint32_t layer = 0; layer < 3; ++layer) {
    Pixels pixels = *read_image(*device, image, 0, layer);
    for (std::uint32_t y = 0; y < 8; ++y)
      for (std::uint32_t x = 0; x < 16; ++x) {
        bool patched = layer == 1 && x >= 5 && x < 8 && y >= 4 && y < 6;
        ASSERT_EQ(pixels.at(x, y)[2], patched ? 200 / 255.0f : 9 / 255.0f) << x << ", " << y << ", " << layer;
      }
  }
}

TEST_F(ResourceGpu, WhatIsDestroyedStaysUntilTheGpuIsDoneWithIt) {
  std::uint64_t before = device->memory().stats().used_bytes;
  auto frame = *frames->begin();
  std::uint64_t with_frame = device->memory().stats().used_bytes;
  {
    Buffer buffer = *Buffer::create(*device, {"short-lived", 4096});
    upload(*frame, buffer, 0, bytes_of(numbers(10)));
    Image image = target(64, 64);
    frame->commands().clear(image, {1, 0, 0, 1});
  }
  EXPECT_EQ(device->retired_waiting(), 2u);
  ASSERT_TRUE(device->wait_idle());
  device->collect();
  EXPECT_EQ(device->retired_waiting(), 2u);  // the open frame may still use them
  // A submission in between must not count as the frame's.
  ASSERT_TRUE(run_now(*device, [](Frame&) {}));
  device->collect();
  EXPECT_GT(device->memory().stats().used_bytes, with_frame);
  auto value = frames->submit();
  ASSERT_TRUE(value);
  ASSERT_TRUE(device->wait(*value));
  device->collect();
  EXPECT_EQ(device->retired_waiting(), 0u);
  frames.reset();
  device->collect();
  EXPECT_LE(device->memory().stats().used_bytes, before);
  frames = std::make_unique<Frames>(*device);
}

TEST_F(ResourceGpu, SizesThatCannotBeAreErrors) {
  auto buffer_error = [&](std::uint64_t bytes) { return Buffer::create(*device, {"b", bytes}).error().id; };
  EXPECT_EQ(buffer_error(0), "gpu.size");
  EXPECT_EQ(buffer_error(1ull << 40), "gpu.size");
  auto image_error = [&](ImageDesc desc) { return Image::create(*device, desc).error().id; };
  EXPECT_EQ(image_error({.width = 0}), "gpu.size");
  EXPECT_EQ(image_error({.width = 1u << 20}), "gpu.size");
  EXPECT_EQ(image_error({.kind = ImageKind::array, .layers = 1u << 20}), "gpu.size");
  EXPECT_EQ(image_error({.width = 4, .height = 4, .mips = 4}), "gpu.size");
  EXPECT_EQ(image_error({.samples = 3}), "gpu.size");
  EXPECT_EQ(image_error({.kind = ImageKind::cube, .width = 4, .height = 4, .layers = 5}), "gpu.size");
  EXPECT_EQ(image_error({.format = VK_FORMAT_R8G8B8_SRGB, .usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT}),
            "gpu.format");
  Image image = target(4, 4);
  EXPECT_EQ(read_image(*device, image, 1).error().id, "gpu.size");
}

TEST_F(ResourceGpu, UploadsThatDoNotFitFailTheFrame) {
  auto failed = [&](const std::function<void(Frame&)>& record) -> std::string {
    auto frame = frames->begin();
    EXPECT_TRUE(frame);
    record(**frame);
    auto value = frames->submit();
    return value ? "" : value.error().id;
  };
  Buffer buffer = *Buffer::create(*device, {"b", 16});
  Image image = target(4, 4);
  auto bytes = numbers(16);
  EXPECT_EQ(failed([&](Frame& f) { upload(f, buffer, 4, bytes_of(numbers(4))); }), "gpu.size");
  EXPECT_EQ(failed([&](Frame& f) { upload(f, buffer, ~0ull, bytes_of(numbers(1))); }), "gpu.size");
  EXPECT_EQ(failed([&](Frame& f) { upload(f, image, ImagePlace{.mip = 1}, bytes_of(bytes)); }), "gpu.size");
  EXPECT_EQ(failed([&](Frame& f) { upload(f, image, ImagePlace{.x = 2, .width = 3}, bytes_of(bytes)); }), "gpu.size");
  EXPECT_EQ(failed([&](Frame& f) { upload(f, image, ImagePlace{}, bytes_of(numbers(15))); }), "gpu.size");
  EXPECT_EQ(failed([&](Frame& f) { upload(f, image, ImagePlace{}, bytes_of(bytes)); }), "");  // and the next is fine
}

TEST_F(ResourceGpu, MemoryOfDroppedThingsIsUsedAgain) {
  for (int round = 0; round < 20; ++round) {
    std::vector<Image> images;
    for (int i = 0; i < 20; ++i) images.push_back(target(512, 512));
    images.clear();
    device->collect();
  }
  EXPECT_LE(device->memory().stats().reserved_bytes, 96u << 20);
}

TEST_F(ResourceGpu, TransientsAreAlignedAndApart) {
  draw([&](Frame& frame) {
    std::vector<std::pair<std::byte*, std::size_t>> pieces;
    Random random(3);
    for (int i = 0; i < 300; ++i) {
      Transient piece = frame.transient(1 + random.next() % 40'000);
      ASSERT_EQ(piece.slice.offset % device->info().uniform_alignment, 0u);
      std::memset(piece.bytes.data(), i, piece.bytes.size());
      pieces.emplace_back(piece.bytes.data(), piece.bytes.size());
    }
    for (std::size_t i = 0; i < pieces.size(); ++i)
      ASSERT_TRUE(std::all_of(pieces[i].first, pieces[i].first + pieces[i].second,
                              [&](std::byte b) { return b == std::byte(i); }));
  });
}

TEST_F(ResourceGpu, PassesAreTimed) {
  Image image = target(256, 256);
  for (int i = 0; i < 3; ++i)
    draw([&](Frame& frame) {
      frame.begin_timer("clear");
      frame.commands().clear(image, {1, 1, 1, 1});
      frame.end_timer();
    });
  draw([](Frame&) {});
  ASSERT_EQ(frames->timings().size(), 1u);
  EXPECT_EQ(frames->timings()[0].first, "clear");
  EXPECT_GE(frames->timings()[0].second, 0);
}

TEST_F(ResourceGpu, PassesStandInTheTraceBetweenSubmissionAndEnd) {
  Image image = target(1024, 1024);
  trace::start();
  for (int i = 0; i < 3; ++i) {
    std::uint64_t begin = trace::now_ns();
    auto cleared = run_now(*device, [&](Frame& frame) {
      frame.begin_timer("clear");
      frame.commands().clear(image, {1, 1, 1, 1});
      frame.end_timer();
    });
    ASSERT_TRUE(cleared) << to_string(cleared.error());
    std::uint64_t end = trace::now_ns();
    trace::Recording recording = trace::read(begin);
    EXPECT_EQ(recording.gpu_clock, device->clock().calibrated() ? "calibrated" : "aligned at submission");
    const trace::Track& gpu = recording.tracks.back();
    ASSERT_EQ(gpu.name, "GPU");
    ASSERT_FALSE(gpu.events.empty());
    EXPECT_STREQ(gpu.events.back().name, "clear");
    EXPECT_GE(gpu.events.back().begin_ns, begin);
    EXPECT_LE(gpu.events.back().end_ns, end);
  }
  trace::stop();
}

// The last set of a pool lets go of the pool while the device is closing; validation would report it as leaked.
TEST_F(ResourceGpu, ClosingTheDeviceDestroysWhatRetiredThingsHeld) {
  std::uint64_t errors = logged(LogLevel::error);
  {
    auto pool = std::make_shared<DescriptorPool>(*device, Reuse::one_by_one);
    SetLayout layout = *SetLayout::create(*device, {"layout", {{0, BindingKind::uniform}}});
    Buffer buffer = *Buffer::create(*device, {"uniform", 256, VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT});
    std::array filling{Descriptor::of(0, slice(buffer))};
    DescriptorSet set = *DescriptorSet::create(*device, pool, layout, filling);
    pool.reset();
  }
  frames.reset();
  device.reset();
  EXPECT_EQ(logged(LogLevel::error), errors);
}

TEST_F(ResourceGpu, DeviceIsChosenByName) {
  std::string name = device->info().name;
  frames.reset();
  device.reset();
  auto none = Device::create({.name_contains = "no such device"});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().id, "gpu.no_such_device");
  EXPECT_THAT(none.error().what, ::testing::HasSubstr(name));
  auto same = Device::create({.name_contains = name});
  ASSERT_TRUE(same) << to_string(same.error());
  EXPECT_EQ((*same)->info().name, name);
}

TEST(DriverGpu, MissingDriverSaysWhatToInstall) {
  const char* chosen = std::getenv("VK_ICD_FILENAMES");
  std::string before = chosen ? chosen : "";
  ::setenv("VK_ICD_FILENAMES", "/nowhere/no_icd.json", 1);
  auto device = Device::create();
  chosen ? ::setenv("VK_ICD_FILENAMES", before.c_str(), 1) : ::unsetenv("VK_ICD_FILENAMES");
  ASSERT_FALSE(device);
  EXPECT_EQ(device.error().id, "gpu.no_driver");
  EXPECT_THAT(device.error().advice, ::testing::HasSubstr("mesa-vulkan-drivers"));
}

TEST(DriverGpu, LostDeviceAndFullMemoryAreErrors) {
  EXPECT_EQ(vulkan_error(VK_ERROR_DEVICE_LOST, "x").id, "gpu.device_lost");
  EXPECT_EQ(vulkan_error(VK_ERROR_OUT_OF_DEVICE_MEMORY, "x").id, "gpu.out_of_memory");
}

}  // namespace
}  // namespace enf::gpu
