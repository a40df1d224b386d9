#include <gpu_test/double.comp.h>
#include <gpu_test/quad.vert.h>
#include <gpu_test/sample.frag.h>
#include <gpu_test/triangle.frag.h>
#include <gpu_test/triangle.vert.h>

#include <bit>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "engine/base/file.h"
#include "engine/gpu/pipeline.h"
#include "tests/gpu/gpu_fixture.h"

namespace enf::gpu {
namespace {

struct Vertex {
  float position[3];
  float colour[4];
};

class DrawingGpu : public GpuTest {
 protected:
  void SetUp() override {
    GpuTest::SetUp();
    if (!device) return;
    cache = *PipelineCache::open(*device, {});
  }

  Pipeline triangle_pipeline(std::uint32_t samples = 1, VkFormat depth = VK_FORMAT_UNDEFINED, float factor = 1) {
    auto pipeline = Pipeline::create(
        *device, cache,
        GraphicsPipelineDesc{
            .label = "triangle",
            .vertex = shaders::triangle_vert,
            .fragment = shaders::triangle_frag,
            .constants = {{0, std::bit_cast<std::uint32_t>(factor)}},
            .push_constant_bytes = 16,
            .streams = {{.stride = sizeof(Vertex),
                         .attributes = {{0, VK_FORMAT_R32G32B32_SFLOAT, 0}, {1, VK_FORMAT_R32G32B32A32_SFLOAT, 12}}}},
            .cull = VK_CULL_MODE_NONE,
            .colour_formats = {VK_FORMAT_R8G8B8A8_UNORM},
            .depth_format = depth,
            .samples = samples});
    EXPECT_TRUE(pipeline) << to_string(pipeline.error());
    return std::move(*pipeline);
  }

  // Records the triangle with a vertex buffer of the frame.
  static void draw_triangle(Frame& frame, const Pipeline& pipeline, std::span<const Vertex> vertices,
                            std::array<float, 4> offset = {}) {
    frame.commands().bind(pipeline);
    frame.commands().push_constants(offset);
    frame.commands().bind_vertices(0, frame.transient_copy(vertices));
    frame.commands().draw(static_cast<std::uint32_t>(vertices.size()));
  }

  PipelineCache cache;
};

TEST_F(DrawingGpu, ClearFillsTheTarget) {
  Image image = target(33, 17);
  draw([&](Frame& frame) {
    frame.commands().begin_pass({.label = "clear", .colour = {{.image = &image, .clear = {0.2f, 0.4f, 0.6f, 1}}}});
    frame.commands().end_pass();
  });
  Pixels pixels = *read_image(*device, image);
  for (std::uint32_t y = 0; y < 17; ++y)
    for (std::uint32_t x = 0; x < 33; ++x) {
      ASSERT_EQ(pixels.at(x, y), (std::array{51 / 255.0f, 102 / 255.0f, 153 / 255.0f, 1.0f})) << x << ", " << y;
    }
}

// Which side of the edge a->b the point lies on; positive inside for the winding used here.
double edge(double ax, double ay, double bx, double by, double px, double py) {
  return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
}

TEST_F(DrawingGpu, TriangleCoversThePixelsWhoseCentresLieInside) {
  constexpr std::uint32_t size = 64;
  // Corners in pixels, off the centres so that no centre lies on an edge.
  constexpr std::array<std::array<double, 2>, 3> corners{{{5.3, 4.7}, {58.9, 20.2}, {21.6, 61.1}}};
  std::vector<Vertex> vertices;
  for (auto [x, y] : corners)
    vertices.push_back(
        {{static_cast<float>(x / size * 2 - 1), static_cast<float>(y / size * 2 - 1), 0.5f}, {1, 0.5f, 0, 1}});
  Image image = target(size, size);
  Pipeline pipeline = triangle_pipeline();
  draw([&](Frame& frame) {
    frame.commands().begin_pass({.label = "triangle", .colour = {{.image = &image}}});
    draw_triangle(frame, pipeline, vertices);
    frame.commands().end_pass();
    EXPECT_EQ(frame.commands().stats().draws, 1u);
    EXPECT_EQ(frame.commands().stats().triangles, 1u);
  });
  Pixels pixels = *read_image(*device, image);
  int covered = 0;
  for (std::uint32_t y = 0; y < size; ++y)
    for (std::uint32_t x = 0; x < size; ++x) {
      double px = x + 0.5, py = y + 0.5;
      bool inside = true, near_edge = false;
      for (int i = 0; i < 3; ++i) {
        auto a = corners[static_cast<std::size_t>(i)], b = corners[static_cast<std::size_t>((i + 1) % 3)];
        double distance = edge(a[0], a[1], b[0], b[1], px, py) / std::hypot(b[0] - a[0], b[1] - a[1]);
        inside = inside && distance > 0;
        // Corners are snapped to as little as 1/16 pixel (Vulkan: subPixelPrecisionBits is at least 4).
        near_edge = near_edge || std::abs(distance) < 1.0 / 16;
      }
      if (near_edge) continue;
      covered += inside;
      EXPECT_EQ(pixels.at(x, y)[0], inside ? 1.0f : 0.0f) << x << ", " << y;
    }
  EXPECT_GT(covered, 1000);
}

TEST_F(DrawingGpu, SpecializationConstantsReachTheShader) {
  std::vector<Vertex> all{{{-1, -1, 0.5f}, {1, 1, 1, 1}}, {{3, -1, 0.5f}, {1, 1, 1, 1}}, {{-1, 3, 0.5f}, {1, 1, 1, 1}}};
  Image image = target(4, 4);
  Pipeline pipeline = triangle_pipeline(1, VK_FORMAT_UNDEFINED, 0.4f);
  draw([&](Frame& frame) {
    frame.commands().begin_pass({.label = "constant", .colour = {{.image = &image}}});
    draw_triangle(frame, pipeline, all);
    frame.commands().end_pass();
  });
  EXPECT_EQ(read_image(*device, image)->at(2, 2)[1], 102 / 255.0f);
}

// Reversed depth: what is nearer has the larger depth and stays, whatever the order of drawing.
TEST_F(DrawingGpu, NearerSurfacesHideFartherOnes) {
  auto all = [](float depth, float red) {
    return std::vector<Vertex>{
        {{-1, -1, depth}, {red, 0, 0, 1}}, {{3, -1, depth}, {red, 0, 0, 1}}, {{-1, 3, depth}, {red, 0, 0, 1}}};
  };
  Image image = target(8, 8);
  Image depth = *Image::create(*device, {.label = "depth",
                                         .format = VK_FORMAT_D32_SFLOAT,
                                         .width = 8,
                                         .height = 8,
                                         .usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT});
  Pipeline pipeline = triangle_pipeline(1, VK_FORMAT_D32_SFLOAT);
  draw([&](Frame& frame) {
    frame.commands().begin_pass(
        {.label = "depth", .colour = {{.image = &image}}, .depth = DepthTarget{.image = &depth}});
    draw_triangle(frame, pipeline, all(0.75f, 1));
    draw_triangle(frame, pipeline, all(0.25f, 0.5f));
    frame.commands().end_pass();
  });
  EXPECT_EQ(read_image(*device, image)->at(3, 3)[0], 1);
  EXPECT_EQ(read_image(*device, depth)->at(3, 3)[0], 0.75f);
}

// A vertical edge at 5.5 of 8 pixels halves pixel 5: with four samples two of them are covered.
TEST_F(DrawingGpu, ResolveAveragesTheSamples) {
  float edge_x = 5.5f / 8 * 2 - 1;
  std::vector<Vertex> half{
      {{edge_x, -5, 0.5f}, {1, 1, 1, 1}}, {{edge_x, 5, 0.5f}, {1, 1, 1, 1}}, {{-9, 0, 0.5f}, {1, 1, 1, 1}}};
  Image samples = target(8, 8, VK_FORMAT_R8G8B8A8_UNORM, 4);
  Image image = target(8, 8);
  Image depth_samples = *Image::create(*device, {.label = "depth",
                                                 .format = VK_FORMAT_D32_SFLOAT,
                                                 .width = 8,
                                                 .height = 8,
                                                 .samples = 4,
                                                 .usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT});
  Image depth = *Image::create(*device, {.label = "depth, one sample",
                                         .format = VK_FORMAT_D32_SFLOAT,
                                         .width = 8,
                                         .height = 8,
                                         .usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT});
  Pipeline pipeline = triangle_pipeline(4, VK_FORMAT_D32_SFLOAT);
  draw([&](Frame& frame) {
    frame.commands().begin_pass(
        {.label = "msaa",
         .colour = {{.image = &samples, .store = Store::discard, .resolve = &image}},
         .depth = DepthTarget{.image = &depth_samples, .store = Store::discard, .resolve = &depth}});
    draw_triangle(frame, pipeline, half);
    frame.commands().end_pass();
  });
  Pixels pixels = *read_image(*device, image);
  EXPECT_EQ(pixels.at(2, 4)[0], 1);
  EXPECT_NEAR(pixels.at(5, 4)[0], 0.5, 1 / 255.0);
  EXPECT_EQ(pixels.at(7, 4)[0], 0);
  Pixels depths = *read_image(*device, depth);
  EXPECT_EQ(depths.at(2, 4)[0], 0.5f);
  EXPECT_EQ(depths.at(7, 4)[0], 0);
}

class SamplingGpu : public DrawingGpu {
 protected:
  void SetUp() override {
    DrawingGpu::SetUp();
    if (!device) return;
    layout = *SetLayout::create(*device, {"sample", {{0, BindingKind::uniform}, {1, BindingKind::texture}}});
    auto made = Pipeline::create(*device, cache,
                                 GraphicsPipelineDesc{.label = "sample",
                                                      .vertex = shaders::quad_vert,
                                                      .fragment = shaders::sample_frag,
                                                      .sets = {&layout},
                                                      .cull = VK_CULL_MODE_NONE,
                                                      .colour_formats = {VK_FORMAT_R32G32B32A32_SFLOAT}});
    ASSERT_TRUE(made) << to_string(made.error());
    pipeline = std::move(*made);
  }
  void TearDown() override {
    samplers.reset();
    pipeline.reset();
    layout = SetLayout();
    DrawingGpu::TearDown();
  }
  // What a shader gets from the middle of `texture`'s mip.
  std::array<float, 4> sample(Image& texture, float lod, std::array<float, 4> tint = {1, 1, 1, 1}) {
    if (!samplers) samplers = std::make_unique<SamplerCache>(*device);
    Image image = target(1, 1, VK_FORMAT_R32G32B32A32_SFLOAT);
    struct {
      std::array<float, 4> tint;
      float lod;
      float padding[3] = {};
    } uniform{tint, lod};
    draw([&](Frame& frame) {
      VkSampler sampler = samplers->get({.filter = VK_FILTER_NEAREST, .mip_filter = VK_SAMPLER_MIPMAP_MODE_NEAREST});
      std::array set{Descriptor::of(0, frame.transient_copy(uniform)), Descriptor::of(1, texture.view(), sampler)};
      frame.commands().begin_pass(
          {.label = "sample", .colour = {{.image = &image}}, .images = {{&texture, Access::sampled}}});
      frame.commands().bind(pipeline);
      frame.commands().bind_set(0, frame.transient_set(layout, set));
      frame.commands().draw(3);
      frame.commands().end_pass();
    });
    return read_image(*device, image)->at(0, 0);
  }
  SetLayout layout;
  Pipeline pipeline;
  std::unique_ptr<SamplerCache> samplers;
};

TEST_F(SamplingGpu, EveryUploadedMipIsSampled) {
  Image texture = *Image::create(*device, {.label = "mips", .width = 8, .height = 4, .mips = Image::full_mips});
  ASSERT_EQ(texture.desc().mips, 4u);
  draw([&](Frame& frame) {
    std::vector<ImagePlace> places;
    std::vector<std::vector<std::uint8_t>> texels;
    for (std::uint32_t mip = 0; mip < 4; ++mip) {
      places.push_back({.mip = mip});
      texels.emplace_back(4 * texture.width(mip) * texture.height(mip), static_cast<std::uint8_t>(50 * (mip + 1)));
    }
    std::vector<std::span<const std::byte>> bytes;
    for (const auto& mip : texels) bytes.push_back(bytes_of(mip));
    upload(frame, texture, places, bytes);
  });
  for (int mip = 0; mip < 4; ++mip)
    EXPECT_NEAR(sample(texture, static_cast<float>(mip))[0], 50 * (mip + 1) / 255.0, 1e-6) << mip;
  EXPECT_NEAR(sample(texture, 0, {0.5f, 1, 1, 1})[0], 25 / 255.0, 1e-6);
}

// Black and white in equal parts average to 0.5 in linear light, which is 188 in sRGB, not 128.
TEST_F(SamplingGpu, GeneratedMipsAreFilteredInLinearLight) {
  Image texture = *Image::create(
      *device,
      {.label = "checks", .format = VK_FORMAT_R8G8B8A8_SRGB, .width = 2, .height = 2, .mips = Image::full_mips});
  std::vector<std::uint8_t> texels{0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 255};
  draw([&](Frame& frame) {
    upload(frame, texture, ImagePlace{}, bytes_of(texels), Then::more);
    frame.commands().generate_mips(texture);
  });
  EXPECT_NEAR(sample(texture, 1)[0], 0.5, 0.01);
  EXPECT_NEAR(read_image(*device, texture, 1)->at(0, 0)[0] * 255, 188, 1);
}

TEST_F(DrawingGpu, ComputeWritesWhatCopiesRead) {
  SetLayout layout = *SetLayout::create(*device, {"values", {{0, BindingKind::storage}}});
  Pipeline pipeline = *Pipeline::create(
      *device, cache, ComputePipelineDesc{.label = "double", .code = shaders::double_comp, .sets = {&layout}});
  std::vector<std::uint32_t> values(256);
  std::iota(values.begin(), values.end(), 0u);
  Buffer buffer = *Buffer::create(*device, {"values", 1024, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT});
  draw([&](Frame& frame) {
    upload(frame, buffer, 0, bytes_of(values));
    std::array set{Descriptor::of(0, slice(buffer))};
    for (int i = 0; i < 2; ++i) {
      frame.commands().begin_pass({.label = "double", .buffers = {{&buffer, Access::storage_write}}});
      frame.commands().bind(pipeline);
      frame.commands().bind_set(0, frame.transient_set(layout, set));
      frame.commands().dispatch(4);
      frame.commands().end_pass();
    }
  });
  auto read = *read_buffer(*device, buffer);
  for (std::uint32_t i = 0; i < 256; ++i) EXPECT_EQ(reinterpret_cast<std::uint32_t*>(read.data())[i], 4 * i);
}

TEST_F(DrawingGpu, PipelineCacheIsKeptAndDamageIsIgnored) {
  auto folder = std::filesystem::temp_directory_path() / ("enfilade-cache-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  auto file = folder / "pipelines-2.bin";
  {
    cache = *PipelineCache::open(*device, folder);
    triangle_pipeline();
    ASSERT_TRUE(cache.save());
    ASSERT_TRUE(std::filesystem::exists(file));
  }
  auto whole = *read_file(file);
  for (std::size_t flip : {std::size_t{0}, std::size_t{10}, whole.size() - 1}) {
    auto damaged = whole;
    damaged[flip] ^= std::byte{1};
    ASSERT_TRUE(write_file_atomic(file, damaged));
    std::uint64_t warned = logged(LogLevel::warning);
    cache = *PipelineCache::open(*device, folder);
    EXPECT_EQ(logged(LogLevel::warning), warned + 1) << flip;
    triangle_pipeline();
  }
  for (std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{39}, std::size_t{41}, whole.size() / 2}) {
    ASSERT_TRUE(write_file_atomic(file, std::span(whole).first(std::min(size, whole.size() - 1))));
    std::uint64_t warned = logged(LogLevel::warning);
    cache = *PipelineCache::open(*device, folder);
    EXPECT_EQ(logged(LogLevel::warning), warned + 1) << size;
  }
  ASSERT_TRUE(cache.save());
  triangle_pipeline();
  ASSERT_TRUE(cache.save());
  std::uint64_t warned = logged(LogLevel::warning);
  cache = *PipelineCache::open(*device, folder);
  EXPECT_EQ(logged(LogLevel::warning), warned);
  std::filesystem::remove_all(folder);
}

TEST_F(DrawingGpu, SpecializedShadersAreKeptWhileTheyAreAskedFor) {
  auto folder = std::filesystem::temp_directory_path() / ("enfilade-shaders-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  auto specialized = [&](float value) {
    SpecializationConstant constant{.id = 0, .value = std::bit_cast<std::uint32_t>(value)};
    return cache.specialized(shaders::triangle_frag, std::span(&constant, 1), "triangle");
  };
  auto size_saved = [&] {
    EXPECT_TRUE(cache.save());
    return std::filesystem::file_size(folder / "pipelines-2.bin");
  };
  cache = *PipelineCache::open(*device, folder);
  auto dark = specialized(0.25f), light = specialized(0.75f);
  ASSERT_TRUE(dark && light);
  EXPECT_NE(*dark, *light);
  const auto both = size_saved();
  cache = *PipelineCache::open(*device, folder);
  EXPECT_EQ(*specialized(0.25f), *dark);
  EXPECT_EQ(*specialized(0.75f), *light);
  EXPECT_GE(size_saved(), both);  // a driver may add to its own part
  cache = *PipelineCache::open(*device, folder);
  EXPECT_EQ(*specialized(0.75f), *light);
  EXPECT_LT(size_saved(), both);
  std::filesystem::remove_all(folder);
}

TEST_F(DrawingGpu, ShadersThatAreNoneCanNotBeSpecialized) {
  SpecializationConstant constant{.id = 0, .value = 1};
  std::vector<std::uint32_t> words{0x07230203, 1, 2, 3, 4, 5, 6};
  auto bad = cache.specialized(words, std::span(&constant, 1), "bad");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().id, "gpu.shader");
}

TEST_F(DrawingGpu, BadShadersAndPushConstantsAreErrors) {
  std::vector<std::uint32_t> words{1, 2, 3, 4, 5, 6};
  auto bad = Pipeline::create(*device, cache, ComputePipelineDesc{.label = "bad", .code = words});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().id, "gpu.shader");
  auto push = Pipeline::create(
      *device, cache, ComputePipelineDesc{.label = "push", .code = shaders::double_comp, .push_constant_bytes = 132});
  ASSERT_FALSE(push);
  EXPECT_EQ(push.error().id, "gpu.size");
}

}  // namespace
}  // namespace enf::gpu
