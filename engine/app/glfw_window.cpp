#include "engine/app/glfw_window.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace enf {

static std::string glfw_problem() {
  const char* words = nullptr;
  glfwGetError(&words);
  return words ? words : "no reason was given";
}

Result<void> Glfw::check(const std::string& advice_without_display) const {
  if (!is_ready_)
    return fail({.id = "window.no_display",
                 .what = fmt::format("there is no display to open a window on ({})", glfw_problem()),
                 .advice = advice_without_display});
  if (!glfwVulkanSupported())
    return fail({.id = "window.no_vulkan",
                 .what = "no Vulkan driver can show pictures on this display",
                 .advice = "Install the package mesa-vulkan-drivers"});
  return {};
}

Result<GlfwWindow> open_glfw_window(int width, int height, GLFWmonitor* monitor, WindowSize size) {
  glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, size == WindowSize::scaled ? GLFW_TRUE : GLFW_FALSE);
  GlfwWindow window(glfwCreateWindow(width, height, "Enfilade", monitor, nullptr));
  if (!window)
    return fail({.id = "window.failed", .what = fmt::format("the window could not be opened: {}", glfw_problem())});
  return window;
}

WindowMeasures measures_of(GLFWwindow* window) {
  WindowMeasures result;
  int width = 0, height = 0, pixel_width = 0, pixel_height = 0;
  float unused = 1;
  glfwGetWindowSize(window, &width, &height);
  glfwGetFramebufferSize(window, &pixel_width, &pixel_height);
  glfwGetWindowContentScale(window, &result.content_scale, &unused);
  if (width > 0 && height > 0)
    result.pixels_per_unit = {static_cast<float>(pixel_width) / static_cast<float>(width),
                              static_cast<float>(pixel_height) / static_cast<float>(height)};
  result.width = static_cast<std::uint32_t>(std::max(0, pixel_width));
  result.height = static_cast<std::uint32_t>(std::max(0, pixel_height));
  return result;
}

Result<Screen> Screen::create(GLFWwindow* window, std::uint32_t width, std::uint32_t height) {
  gpu::DeviceDesc desc;
  std::uint32_t count = 0;
  const char** extensions = glfwGetRequiredInstanceExtensions(&count);
  desc.instance_extensions.assign(extensions, extensions + count);
  auto device = gpu::Device::create(desc);
  if (!device) return std::unexpected(device.error());
  VkSurfaceKHR surface = VK_NULL_HANDLE;
  if (glfwCreateWindowSurface((*device)->instance(), window, nullptr, &surface) != VK_SUCCESS)
    return fail({.id = "window.failed", .what = fmt::format("the window has no Vulkan surface: {}", glfw_problem())});
  auto swapchain = gpu::Swapchain::create(**device, surface, width, height);
  if (!swapchain) return std::unexpected(swapchain.error());
  return Screen{std::move(*device), std::move(*swapchain)};
}

Result<void> Screen::renew(GLFWwindow* window, std::uint32_t width, std::uint32_t height) {
  swapchain = {};
  device.reset();  // there can be only one at a time
  auto made = create(window, width, height);
  if (!made) return fail(made.error());
  *this = std::move(*made);
  return {};
}

bool is_screen_lost(const Error& error) { return error.id == "gpu.device_lost" || error.id == "gpu.surface_lost"; }

void wait_for_window_events(double seconds) {
  if (seconds <= 0)
    glfwPollEvents();
  else if (std::isinf(seconds))
    glfwWaitEvents();
  else
    glfwWaitEventsTimeout(seconds);
}

}  // namespace enf
