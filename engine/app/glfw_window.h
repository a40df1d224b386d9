// Owns: what every desktop window of ours needs: GLFW's life, a window, its sizes, a device and a swapchain for it.
// Must not know: what is shown, what hands do.
// Called by: the window hosts of the visitor and the editor, main thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/gpu/vulkan.h"
// GLFW after Vulkan, so that it declares its surface functions.
#include <GLFW/glfw3.h>

#include "engine/geometry/math.h"
#include "engine/gpu/device.h"
#include "engine/gpu/surface.h"

namespace enf {

// GLFW as long as it lives; one at a time.
class Glfw {
 public:
  Glfw() : is_ready_(glfwInit() == GLFW_TRUE) {}
  ~Glfw() {
    if (is_ready_) glfwTerminate();
  }
  Glfw(const Glfw&) = delete;
  Glfw& operator=(const Glfw&) = delete;
  // Whether windows can be opened and Vulkan can draw into them. Errors: window.no_display (with this advice),
  // window.no_vulkan.
  Result<void> check(const std::string& advice_without_display) const;

 private:
  bool is_ready_;
};

struct CloseWindow {
  void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};
using GlfwWindow = std::unique_ptr<GLFWwindow, CloseWindow>;

// Opens a window of this size in screen coordinates; on `monitor` if there is one. `scales` lets the size grow with the
// monitor's content scale. Error: window.failed.
enum class WindowSize { as_told, scaled };
Result<GlfwWindow> open_glfw_window(int width, int height, GLFWmonitor* monitor, WindowSize size);

struct WindowMeasures {
  std::uint32_t width = 0, height = 0;  // pixels; 0 while it is minimised
  vec2 pixels_per_unit{1};              // of screen coordinates, in which GLFW's cursor is
  float content_scale = 1;
};
WindowMeasures measures_of(GLFWwindow* window);

// What shows pictures in a window.
struct Screen {
  std::unique_ptr<gpu::Device> device;
  gpu::Swapchain swapchain;  // goes first

  // Errors: those of Device::create and Swapchain::create, window.failed.
  static Result<Screen> create(GLFWwindow* window, std::uint32_t width, std::uint32_t height);
  // After gpu.device_lost or gpu.surface_lost: another device and swapchain for the window. Nothing that lives on the
  // old device may be left. Errors: those of create, after which there is neither.
  Result<void> renew(GLFWwindow* window, std::uint32_t width, std::uint32_t height);
};

// Whether a new screen can help: the device or the surface was lost.
bool is_screen_lost(const Error& error);

// Lets the window system's events come: those that are there if `seconds` is 0, else the next within that time, which
// may be infinite.
void wait_for_window_events(double seconds);

}  // namespace enf
