// Owns: the swapchain of a window's surface.
// Must not know: windows. The host makes the VkSurfaceKHR and tells the size.
// Called by: the window host, main thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/device.h"
#include "engine/gpu/resource.h"

namespace enf::gpu {

class Swapchain {
 public:
  // Takes the surface and destroys it at the end. FIFO, 8-bit colour: an sRGB format is not used, the renderer writes
  // encoded values. Errors: gpu.no_present (this device cannot show on this surface), gpu.failed.
  static Result<Swapchain> create(Device& device, VkSurfaceKHR surface, std::uint32_t width, std::uint32_t height);
  Swapchain() = default;
  Swapchain(Swapchain&& other) noexcept { *this = std::move(other); }
  Swapchain& operator=(Swapchain&& other) noexcept;
  ~Swapchain();

  VkFormat format() const { return format_; }
  std::uint32_t width() const { return width_; }
  std::uint32_t height() const { return height_; }
  // Tells the window's size in pixels; 0 while minimised. The swapchain is made anew at the next acquire.
  void resize(std::uint32_t width, std::uint32_t height);

  struct Target {
    Image* image = nullptr;  // draw to it, then use it with Access::present
    VkSemaphore wait = VK_NULL_HANDLE, signal = VK_NULL_HANDLE;  // for Frames::submit
  };
  // The next image; nothing while the window has no area. Remakes the swapchain when it is out of date. Errors:
  // gpu.device_lost, gpu.surface_lost, gpu.failed.
  Result<std::optional<Target>> acquire();
  // Shows the acquired image after the submission that signalled its semaphore. Errors as acquire.
  Result<void> present();

 private:
  Result<void> remake();
  void release();
  void drop_images();

  Device* device_ = nullptr;
  VkSurfaceKHR surface_ = VK_NULL_HANDLE;
  VkSwapchainKHR swapchain_ = VK_NULL_HANDLE;
  VkFormat format_ = VK_FORMAT_UNDEFINED;
  VkColorSpaceKHR colour_space_ = VK_COLOR_SPACE_SRGB_NONLINEAR_KHR;
  std::uint32_t width_ = 0, height_ = 0;
  bool stale_ = true;
  std::vector<Image> images_;
  std::vector<VkSemaphore> acquired_;  // one more than images, in turn
  std::vector<VkSemaphore> rendered_;  // one an image
  std::size_t turn_ = 0;
  std::uint32_t current_ = 0;
};

}  // namespace enf::gpu
