#include "engine/gpu/surface.h"

#include <unistd.h>

#include "tests/gpu/gpu_fixture.h"
// After Vulkan, so that GLFW declares its functions for it.
#include <GLFW/glfw3.h>

namespace enf::gpu {
namespace {

// Needs a display: CTest runs it under Xvfb (gpu.window).
TEST(WindowGpu, ShowsFramesAndFollowsItsSize) {
  if (!std::getenv("DISPLAY")) GTEST_SKIP() << "no display; run under xvfb-run";
  ASSERT_TRUE(glfwInit());
  glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
  GLFWwindow* window = glfwCreateWindow(320, 240, "test", nullptr, nullptr);
  ASSERT_TRUE(window);
  std::uint32_t count = 0;
  const char** names = glfwGetRequiredInstanceExtensions(&count);
  DeviceDesc desc{.validation = Validation::on};
  for (std::uint32_t i = 0; i < count; ++i) desc.instance_extensions.emplace_back(names[i]);
  {
    auto device = Device::create(desc);
    ASSERT_TRUE(device) << to_string(device.error());
    VkSurfaceKHR surface = VK_NULL_HANDLE;
    ASSERT_EQ(glfwCreateWindowSurface((*device)->instance(), window, nullptr, &surface), VK_SUCCESS);
    auto swapchain = Swapchain::create(**device, surface, 320, 240);
    ASSERT_TRUE(swapchain) << to_string(swapchain.error());
    Frames frames(**device);
    auto show = [&] {
      auto frame = frames.begin();
      ASSERT_TRUE(frame);
      auto target = swapchain->acquire();
      ASSERT_TRUE(target) << to_string(target.error());
      ASSERT_TRUE(*target);
      Recorder& commands = (*frame)->commands();
      commands.begin_pass({.label = "window", .colour = {{.image = (*target)->image, .clear = {0.5f, 0.25f, 0, 1}}}});
      commands.end_pass();
      commands.use(ImageUse{(*target)->image, Access::present});
      ASSERT_TRUE(frames.submit((*target)->wait, (*target)->signal));
      ASSERT_TRUE(swapchain->present());
    };
    for (int i = 0; i < 8; ++i) show();
    EXPECT_EQ(swapchain->width(), 320u);
    glfwSetWindowSize(window, 200, 150);
    int width = 0, height = 0;
    for (int i = 0; i < 500 && width != 200; ++i) {
      glfwPollEvents();
      glfwGetFramebufferSize(window, &width, &height);
      ::usleep(2000);
    }
    swapchain->resize(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height));
    for (int i = 0; i < 8; ++i) show();
    EXPECT_EQ(swapchain->width(), 200u);
    EXPECT_EQ(swapchain->height(), 150u);
    EXPECT_TRUE((*device)->wait_idle());
    EXPECT_EQ((*device)->validation_messages(), 0u) << (*device)->last_validation_message();
  }
  glfwDestroyWindow(window);
  glfwTerminate();
}

}  // namespace
}  // namespace enf::gpu
