#include "engine/gpu/surface.h"

#include <algorithm>
#include <utility>

#include "engine/base/trace.h"

namespace enf::gpu {

Result<Swapchain> Swapchain::create(Device& device, VkSurfaceKHR surface, std::uint32_t width, std::uint32_t height) {
  Swapchain chain;
  chain.device_ = &device;
  chain.surface_ = surface;
  chain.width_ = width;
  chain.height_ = height;
  auto cannot = [&] {
    return fail({.id = "gpu.no_present",
                 .what = "\"" + device.info().name + "\" cannot draw to this window",
                 .advice = "choose another device with ENFILADE_GPU"});
  };
  VkBool32 supported = VK_FALSE;
  vkGetPhysicalDeviceSurfaceSupportKHR(device.physical(), device.queue_family(), surface, &supported);
  if (!supported) return cannot();
  std::uint32_t count = 0;
  vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical(), surface, &count, nullptr);
  std::vector<VkSurfaceFormatKHR> formats(count);
  vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical(), surface, &count, formats.data());
  auto found = std::ranges::find_if(formats, [](const VkSurfaceFormatKHR& f) {
    return (f.format == VK_FORMAT_B8G8R8A8_UNORM || f.format == VK_FORMAT_R8G8B8A8_UNORM) &&
           f.colorSpace == VK_COLOR_SPACE_SRGB_NONLINEAR_KHR;
  });
  if (found == formats.end()) return cannot();
  chain.format_ = found->format;
  chain.colour_space_ = found->colorSpace;
  return chain;
}

Swapchain& Swapchain::operator=(Swapchain&& other) noexcept {
  if (this == &other) return *this;
  release();
  device_ = other.device_;
  surface_ = std::exchange(other.surface_, VK_NULL_HANDLE);
  swapchain_ = std::exchange(other.swapchain_, VK_NULL_HANDLE);
  format_ = other.format_;
  colour_space_ = other.colour_space_;
  width_ = other.width_;
  height_ = other.height_;
  stale_ = other.stale_;
  images_ = std::move(other.images_);
  acquired_ = std::move(other.acquired_);
  rendered_ = std::move(other.rendered_);
  turn_ = other.turn_;
  current_ = other.current_;
  return *this;
}

Swapchain::~Swapchain() { release(); }

void Swapchain::drop_images() {
  // Presentation cannot be waited for by the timeline; the queue's idleness covers it.
  vkQueueWaitIdle(device_->queue());
  images_.clear();
  for (auto* semaphores : {&acquired_, &rendered_}) {
    for (VkSemaphore semaphore : *semaphores) vkDestroySemaphore(device_->handle(), semaphore, nullptr);
    semaphores->clear();
  }
  device_->collect();  // the images' views go before the swapchain
}

void Swapchain::release() {
  if (!surface_) return;
  drop_images();
  if (swapchain_) vkDestroySwapchainKHR(device_->handle(), swapchain_, nullptr);
  vkDestroySurfaceKHR(device_->instance(), surface_, nullptr);
  swapchain_ = VK_NULL_HANDLE;
  surface_ = VK_NULL_HANDLE;
}

void Swapchain::resize(std::uint32_t width, std::uint32_t height) {
  if (width == width_ && height == height_) return;
  width_ = width;
  height_ = height;
  stale_ = true;
}

Result<void> Swapchain::remake() {
  VkSurfaceCapabilitiesKHR caps{};
  VkResult result = vkGetPhysicalDeviceSurfaceCapabilitiesKHR(device_->physical(), surface_, &caps);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not ask the window for its size"));
  if (caps.currentExtent.width != ~0u) {
    width_ = caps.currentExtent.width;
    height_ = caps.currentExtent.height;
  }
  width_ = std::min(width_, caps.maxImageExtent.width);
  height_ = std::min(height_, caps.maxImageExtent.height);
  if (width_ == 0 || height_ == 0) return {};
  drop_images();

  std::uint32_t count = std::max(caps.minImageCount, 3u);
  if (caps.maxImageCount > 0) count = std::min(count, caps.maxImageCount);
  constexpr VkImageUsageFlags usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
  VkSwapchainKHR old = swapchain_;
  VkSwapchainCreateInfoKHR info{.sType = VK_STRUCTURE_TYPE_SWAPCHAIN_CREATE_INFO_KHR,
                                .surface = surface_,
                                .minImageCount = count,
                                .imageFormat = format_,
                                .imageColorSpace = colour_space_,
                                .imageExtent = {width_, height_},
                                .imageArrayLayers = 1,
                                .imageUsage = usage,
                                .preTransform = caps.currentTransform,
                                .compositeAlpha = VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR,
                                .presentMode = VK_PRESENT_MODE_FIFO_KHR,
                                .clipped = VK_TRUE,
                                .oldSwapchain = old};
  if (!(caps.supportedCompositeAlpha & VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR))
    info.compositeAlpha = VK_COMPOSITE_ALPHA_INHERIT_BIT_KHR;
  swapchain_ = VK_NULL_HANDLE;
  result = vkCreateSwapchainKHR(device_->handle(), &info, nullptr, &swapchain_);
  if (old) vkDestroySwapchainKHR(device_->handle(), old, nullptr);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not make the window's images"));

  vkGetSwapchainImagesKHR(device_->handle(), swapchain_, &count, nullptr);
  std::vector<VkImage> handles(count);
  vkGetSwapchainImagesKHR(device_->handle(), swapchain_, &count, handles.data());
  for (VkImage handle : handles)
    images_.push_back(Image::borrow(
        *device_, handle, {.label = "window", .format = format_, .width = width_, .height = height_, .usage = usage}));
  acquired_.resize(count + 2);
  rendered_.resize(count);
  VkSemaphoreCreateInfo semaphore{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
  for (auto* semaphores : {&acquired_, &rendered_})
    for (VkSemaphore& made : *semaphores) {
      result = vkCreateSemaphore(device_->handle(), &semaphore, nullptr, &made);
      if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not make a semaphore"));
    }
  stale_ = false;
  return {};
}

Result<std::optional<Swapchain::Target>> Swapchain::acquire() {
  trace::Zone zone("acquire");
  // A swapchain may go out of date right after it was made, while the window is being dragged: try a few times.
  for (int attempt = 0; attempt < 4; ++attempt) {
    if (stale_) {
      if (auto made = remake(); !made) return std::unexpected(made.error());
      if (stale_) return std::nullopt;  // no area
    }
    VkSemaphore ready = acquired_[turn_ % acquired_.size()];
    VkResult result =
        vkAcquireNextImageKHR(device_->handle(), swapchain_, UINT64_MAX, ready, VK_NULL_HANDLE, &current_);
    if (result == VK_ERROR_OUT_OF_DATE_KHR) {
      stale_ = true;
      continue;
    }
    if (result != VK_SUCCESS && result != VK_SUBOPTIMAL_KHR)
      return fail(vulkan_error(result, "could not get the window's next image"));
    ++turn_;
    images_[current_].tracker().acquired();
    return Target{&images_[current_], ready, rendered_[current_]};
  }
  return std::nullopt;
}

Result<void> Swapchain::present() {
  trace::Zone zone("present");
  VkPresentInfoKHR info{.sType = VK_STRUCTURE_TYPE_PRESENT_INFO_KHR,
                        .waitSemaphoreCount = 1,
                        .pWaitSemaphores = &rendered_[current_],
                        .swapchainCount = 1,
                        .pSwapchains = &swapchain_,
                        .pImageIndices = &current_};
  VkResult result = vkQueuePresentKHR(device_->queue(), &info);
  if (result == VK_ERROR_OUT_OF_DATE_KHR || result == VK_SUBOPTIMAL_KHR) {
    stale_ = true;
    return {};
  }
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not show a frame"));
  return {};
}

}  // namespace enf::gpu
