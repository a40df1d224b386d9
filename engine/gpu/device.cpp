#include "engine/gpu/device.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/base/log.h"
#include "engine/base/trace.h"

namespace enf::gpu {

constexpr const char* validation_layer = "VK_LAYER_KHRONOS_validation";

Error vulkan_error(VkResult result, std::string what) {
  switch (result) {
    case VK_ERROR_OUT_OF_HOST_MEMORY:
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
    case VK_ERROR_OUT_OF_POOL_MEMORY:
      return {.id = "gpu.out_of_memory",
              .what = what + ": out of memory",
              .advice = "close other programs or use smaller settings"};
    case VK_ERROR_DEVICE_LOST:
      return {.id = "gpu.device_lost",
              .what = what + ": the graphics device was lost",
              .advice = "start the program again; if it happens often, update the graphics driver"};
    case VK_ERROR_SURFACE_LOST_KHR:
      return {.id = "gpu.surface_lost", .what = what + ": the window's surface was lost"};
    default:
      return {.id = "gpu.failed", .what = fmt::format("{}: Vulkan result {}", what, static_cast<int>(result))};
  }
}

VkBool32 Device::on_message(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT types,
                            const VkDebugUtilsMessengerCallbackDataEXT* data, void* user) {
  auto& self = *static_cast<Device*>(user);
  if (!(types & VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT)) {  // the loader's remarks on drivers it skips
    log_debug("vulkan: {}", data->pMessage);
    return VK_FALSE;
  }
  self.validation_messages_.fetch_add(1);
  std::string message = fmt::format("{}: {}", data->pMessageIdName ? data->pMessageIdName : "", data->pMessage);
  log_error("vulkan validation: {}", message);
  std::lock_guard lock(self.message_mutex_);
  self.last_message_ = std::move(message);
  return VK_FALSE;
}

static bool wants_validation(Validation validation) {
  if (validation != Validation::from_environment) return validation == Validation::on;
  const char* value = std::getenv("ENFILADE_VALIDATION");
  return value && std::strcmp(value, "1") == 0;
}

static bool has_layer(const char* name) {
  std::uint32_t count = 0;
  vkEnumerateInstanceLayerProperties(&count, nullptr);
  std::vector<VkLayerProperties> layers(count);
  vkEnumerateInstanceLayerProperties(&count, layers.data());
  return std::ranges::any_of(layers, [&](const auto& layer) { return std::strcmp(layer.layerName, name) == 0; });
}

static Error no_driver() {
  return {.id = "gpu.no_driver",
          .what = "no Vulkan driver was found",
          .advice = "install the Debian package mesa-vulkan-drivers (it also draws without a graphics card)"};
}

Result<void> Device::create_instance(const DeviceDesc& desc) {
#ifdef __SANITIZE_ADDRESS__
  // Loaded until leaks are looked for, so that tests/leaks.supp can name what they leave.
  for (const char* library : {"libvulkan_lvp.so", "libVkLayer_khronos_validation.so"})
    ::dlopen(library, RTLD_LAZY | RTLD_NODELETE);
#endif
  if (volkInitialize() != VK_SUCCESS)
    return fail({.id = "gpu.no_loader",
                 .what = "the Vulkan loader, libvulkan.so.1, was not found",
                 .advice = "install the Debian packages libvulkan1 and mesa-vulkan-drivers"});
  if (volkGetInstanceVersion() < VK_API_VERSION_1_3)
    return fail({.id = "gpu.too_old", .what = "the Vulkan loader is older than 1.3", .advice = "update libvulkan1"});

  bool validate = wants_validation(desc.validation);
  if (validate && !has_layer(validation_layer))
    return fail({.id = "gpu.no_validation",
                 .what = "validation is wanted, but the layer is not installed",
                 .advice = "install the Debian package vulkan-validationlayers, or unset ENFILADE_VALIDATION"});

  std::vector<const char*> extensions;
  for (const std::string& name : desc.instance_extensions) extensions.push_back(name.c_str());
  wants_surface_ = !extensions.empty();
  std::vector<const char*> layers;
  VkDebugUtilsMessengerCreateInfoEXT messenger{
      .sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT,
      .messageSeverity =
          VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT,
      .messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_GENERAL_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT,
      .pfnUserCallback = on_message,
      .pUserData = this};
  VkValidationFeatureEnableEXT sync = VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
  VkValidationFeaturesEXT features{.sType = VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT,
                                   .pNext = &messenger,
                                   .enabledValidationFeatureCount = 1,
                                   .pEnabledValidationFeatures = &sync};
  if (validate) {
    layers.push_back(validation_layer);
    extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    extensions.push_back(VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME);
  }
  VkApplicationInfo application{.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO,
                                .pApplicationName = desc.label.c_str(),
                                .pEngineName = "enfilade",
                                .apiVersion = VK_API_VERSION_1_3};
  VkInstanceCreateInfo info{.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO,
                            .pNext = validate ? &features : nullptr,
                            .pApplicationInfo = &application,
                            .enabledLayerCount = static_cast<std::uint32_t>(layers.size()),
                            .ppEnabledLayerNames = layers.data(),
                            .enabledExtensionCount = static_cast<std::uint32_t>(extensions.size()),
                            .ppEnabledExtensionNames = extensions.data()};
  VkResult result = vkCreateInstance(&info, nullptr, &instance_);
  if (result == VK_ERROR_INCOMPATIBLE_DRIVER) return fail(no_driver());
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not start Vulkan"));
  volkLoadInstance(instance_);
  if (validate) {
    result = vkCreateDebugUtilsMessengerEXT(instance_, &messenger, nullptr, &messenger_);
    if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not listen to validation"));
    debug_utils_ = true;
  }
  return {};
}

static int rank(VkPhysicalDeviceType type) {
  switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
      return 0;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
      return 1;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
      return 2;
    case VK_PHYSICAL_DEVICE_TYPE_CPU:
      return 3;
    default:
      return 4;
  }
}

// What the engine cannot do without; nothing if the device has it all.
static std::string missing_feature(VkPhysicalDevice physical, const VkPhysicalDeviceProperties& properties) {
  if (properties.apiVersion < VK_API_VERSION_1_3) return "Vulkan 1.3";
  VkPhysicalDeviceVulkan13Features v13{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
  VkPhysicalDeviceVulkan12Features v12{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, .pNext = &v13};
  VkPhysicalDeviceFeatures2 features{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, .pNext = &v12};
  vkGetPhysicalDeviceFeatures2(physical, &features);
  if (!v13.dynamicRendering) return "dynamic rendering";
  if (!v13.synchronization2) return "synchronization2";
  if (!v12.timelineSemaphore) return "timeline semaphores";
  if (!features.features.imageCubeArray) return "cube arrays";
  if (!features.features.depthClamp) return "depth clamping";
  return {};
}

// The family that draws and computes; every driver has one.
static std::optional<std::uint32_t> find_family(VkPhysicalDevice physical) {
  std::uint32_t count = 0;
  vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, nullptr);
  std::vector<VkQueueFamilyProperties> families(count);
  vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families.data());
  for (std::uint32_t i = 0; i < count; ++i) {
    constexpr VkQueueFlags wanted = VK_QUEUE_GRAPHICS_BIT | VK_QUEUE_COMPUTE_BIT;
    if ((families[i].queueFlags & wanted) == wanted) return i;
  }
  return std::nullopt;
}

Result<void> Device::choose_physical(const DeviceDesc& desc) {
  std::string wish = desc.name_contains;
  if (const char* name = std::getenv("ENFILADE_GPU"); wish.empty() && name) wish = name;

  std::uint32_t count = 0;
  vkEnumeratePhysicalDevices(instance_, &count, nullptr);
  std::vector<VkPhysicalDevice> devices(count);
  if (count == 0 || vkEnumeratePhysicalDevices(instance_, &count, devices.data()) != VK_SUCCESS)
    return fail(no_driver());

  struct Candidate {
    VkPhysicalDevice device;
    VkPhysicalDeviceProperties properties;
  };
  std::vector<Candidate> candidates;
  std::string names;
  for (VkPhysicalDevice device : devices) {
    Candidate candidate{device, {}};
    vkGetPhysicalDeviceProperties(device, &candidate.properties);
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", candidate.properties.deviceName);
    if (std::string_view(candidate.properties.deviceName).contains(wish)) candidates.push_back(candidate);
  }
  if (candidates.empty())
    return fail({.id = "gpu.no_such_device",
                 .what = fmt::format("no graphics device is called \"{}\"; there is {}", wish, names),
                 .advice = "choose a part of one of these names, or unset ENFILADE_GPU"});
  std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
    int rank_a = rank(a.properties.deviceType), rank_b = rank(b.properties.deviceType);
    if (rank_a != rank_b) return rank_a < rank_b;
    return std::strcmp(a.properties.deviceName, b.properties.deviceName) < 0;
  });
  std::string reasons;
  for (const Candidate& candidate : candidates) {
    std::string missing = missing_feature(candidate.device, candidate.properties);
    auto family = find_family(candidate.device);
    if (missing.empty() && !family) missing = "a queue that draws and computes";
    if (missing.empty()) {
      physical_ = candidate.device;
      queue_family_ = *family;
      return {};
    }
    reasons += fmt::format("{}\"{}\" lacks {}", reasons.empty() ? "" : ", ", candidate.properties.deviceName, missing);
  }
  return fail({.id = "gpu.too_old",
               .what = "no graphics device can run this program: " + reasons,
               .advice = "update the graphics driver, or install mesa-vulkan-drivers to draw on the CPU"});
}

Result<void> Device::create_device() {
  VkPhysicalDeviceFeatures available{};
  vkGetPhysicalDeviceFeatures(physical_, &available);
  VkPhysicalDeviceVulkan13Features v13{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES,
                                       .synchronization2 = VK_TRUE,
                                       .dynamicRendering = VK_TRUE,
                                       .maintenance4 = VK_TRUE};  // glslc writes LocalSizeId; mandatory in 1.3
  VkPhysicalDeviceVulkan12Features v12{
      .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, .pNext = &v13, .timelineSemaphore = VK_TRUE};
  VkPhysicalDeviceFeatures2 features{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, .pNext = &v12};
  features.features.imageCubeArray = VK_TRUE;
  features.features.depthClamp = VK_TRUE;
  features.features.samplerAnisotropy = available.samplerAnisotropy;

  float priority = 1;
  VkDeviceQueueCreateInfo queue{.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO,
                                .queueFamilyIndex = queue_family_,
                                .queueCount = 1,
                                .pQueuePriorities = &priority};
  clock_ = GpuClock(physical_);
  std::vector<const char*> extensions;
  if (wants_surface_) extensions.push_back(VK_KHR_SWAPCHAIN_EXTENSION_NAME);
  if (clock_.calibrated()) extensions.push_back(GpuClock::extension);
  VkDeviceCreateInfo info{.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO,
                          .pNext = &features,
                          .queueCreateInfoCount = 1,
                          .pQueueCreateInfos = &queue,
                          .enabledExtensionCount = static_cast<std::uint32_t>(extensions.size()),
                          .ppEnabledExtensionNames = extensions.data()};
  VkResult result = vkCreateDevice(physical_, &info, nullptr, &device_);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not open the graphics device"));
  vkGetDeviceQueue(device_, queue_family_, 0, &queue_);

  VkSemaphoreTypeCreateInfo type{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO,
                                 .semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE};
  VkSemaphoreCreateInfo semaphore{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, .pNext = &type};
  result = vkCreateSemaphore(device_, &semaphore, nullptr, &timeline_);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not make the timeline"));
  memory_ = std::make_unique<Memory>(physical_, device_);
  return {};
}

void Device::fill_info() {
  VkPhysicalDeviceDriverProperties driver{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
  VkPhysicalDeviceProperties2 properties{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, .pNext = &driver};
  vkGetPhysicalDeviceProperties2(physical_, &properties);
  VkPhysicalDeviceFeatures features{};
  vkGetPhysicalDeviceFeatures(physical_, &features);
  VkPhysicalDeviceMemoryProperties memory{};
  vkGetPhysicalDeviceMemoryProperties(physical_, &memory);
  const VkPhysicalDeviceLimits& limits = properties.properties.limits;

  info_.name = properties.properties.deviceName;
  info_.driver = fmt::format("{}, {}", driver.driverName, driver.driverInfo);
  info_.is_cpu = properties.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
  info_.all_memory_mapped =
      std::all_of(memory.memoryTypes, memory.memoryTypes + memory.memoryTypeCount,
                  [](const auto& t) { return (t.propertyFlags & VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT) != 0; });
  info_.max_anisotropy = features.samplerAnisotropy ? limits.maxSamplerAnisotropy : 1;
  VkSampleCountFlags samples = limits.framebufferColorSampleCounts & limits.framebufferDepthSampleCounts;
  for (std::uint32_t n = 1; n <= 64; n *= 2)
    if (samples & n) info_.max_samples = n;
  info_.max_image_size = limits.maxImageDimension2D;
  info_.max_image_layers = limits.maxImageArrayLayers;
  info_.uniform_alignment = static_cast<std::uint32_t>(limits.minUniformBufferOffsetAlignment);
  info_.storage_alignment = static_cast<std::uint32_t>(limits.minStorageBufferOffsetAlignment);
  info_.timestamp_period_ns = limits.timestampComputeAndGraphics ? limits.timestampPeriod : 0;
}

Result<std::unique_ptr<Device>> Device::create(const DeviceDesc& desc) {
  trace::Zone zone("device");
  std::unique_ptr<Device> device(new Device);
  if (auto done = device->create_instance(desc); !done) return std::unexpected(done.error());
  if (auto done = device->choose_physical(desc); !done) return std::unexpected(done.error());
  if (auto done = device->create_device(); !done) return std::unexpected(done.error());
  device->fill_info();
  log_debug("gpu: {} ({})", device->info_.name, device->info_.driver);
  return device;
}

Device::~Device() {
  if (device_) {
    vkDeviceWaitIdle(device_);
    // What is destroyed may retire something more: the last set of a descriptor pool lets go of the pool.
    while (retired_waiting() > 0) {
      auto limbo = std::exchange(limbo_, {});
      auto retired = std::exchange(retired_, {});
      for (auto& destroy : limbo) destroy();
      for (Retired& r : retired) r.destroy();
    }
    assert(!memory_ || memory_->stats().allocations == 0);
    memory_.reset();
    vkDestroySemaphore(device_, timeline_, nullptr);
    vkDestroyDevice(device_, nullptr);
  }
  if (messenger_) vkDestroyDebugUtilsMessengerEXT(instance_, messenger_, nullptr);
  if (instance_) vkDestroyInstance(instance_, nullptr);
}

std::string Device::last_validation_message() const {
  std::lock_guard lock(message_mutex_);
  return last_message_;
}

std::uint64_t Device::completed_value() const {
  std::uint64_t value = 0;
  vkGetSemaphoreCounterValue(device_, timeline_, &value);
  return value;
}

Result<void> Device::wait(std::uint64_t value) {
  trace::Zone zone("wait");
  VkSemaphoreWaitInfo info{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO,
                           .semaphoreCount = 1,
                           .pSemaphores = &timeline_,
                           .pValues = &value};
  VkResult result = pretends_lost_ ? VK_ERROR_DEVICE_LOST : vkWaitSemaphores(device_, &info, UINT64_MAX);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "waiting for the graphics device failed"));
  return {};
}

Result<void> Device::wait_idle() { return wait(submitted_); }

void Device::pretend_lost() {
  vkDeviceWaitIdle(device_);
  pretends_lost_ = true;
}

void Device::retire(std::function<void()> destroy) {
  std::lock_guard lock(mutex_);
  if (open_recordings_ > 0) {
    limbo_.push_back(std::move(destroy));
  } else {
    retired_.push_back({submitted_, std::move(destroy)});
  }
}

void Device::collect() {
  std::vector<std::function<void()>> due;
  {
    std::lock_guard lock(mutex_);
    if (retired_.empty()) return;
    std::uint64_t completed = completed_value();
    std::erase_if(retired_, [&](Retired& retired) {
      if (retired.value > completed) return false;
      due.push_back(std::move(retired.destroy));
      return true;
    });
  }
  for (auto& destroy : due) destroy();
}

std::size_t Device::retired_waiting() const {
  std::lock_guard lock(mutex_);
  return limbo_.size() + retired_.size();
}

void Device::name_object(VkObjectType type, std::uint64_t object, const std::string& label) const {
  if (!debug_utils_ || label.empty()) return;
  VkDebugUtilsObjectNameInfoEXT info{.sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_OBJECT_NAME_INFO_EXT,
                                     .objectType = type,
                                     .objectHandle = object,
                                     .pObjectName = label.c_str()};
  vkSetDebugUtilsObjectNameEXT(device_, &info);
}

void Device::open_recording() {
  std::lock_guard lock(mutex_);
  ++open_recordings_;
}

void Device::drop_recording() {
  std::lock_guard lock(mutex_);
  if (--open_recordings_ > 0) return;
  for (auto& destroy : limbo_) retired_.push_back({submitted_, std::move(destroy)});
  limbo_.clear();
}

Result<std::uint64_t> Device::submit(const Submission& submission) {
  trace::Zone zone("submit");
  std::uint64_t value = submitted_ + 1;
  VkCommandBufferSubmitInfo commands{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO,
                                     .commandBuffer = submission.commands};
  VkSemaphoreSubmitInfo wait{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO,
                             .semaphore = submission.wait,
                             .stageMask = VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT};
  std::array<VkSemaphoreSubmitInfo, 2> signals{
      VkSemaphoreSubmitInfo{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO,
                            .semaphore = timeline_,
                            .value = value,
                            .stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT},
      VkSemaphoreSubmitInfo{.sType = VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO,
                            .semaphore = submission.signal,
                            .stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT}};
  VkSubmitInfo2 info{.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO_2,
                     .waitSemaphoreInfoCount = submission.wait ? 1u : 0u,
                     .pWaitSemaphoreInfos = &wait,
                     .commandBufferInfoCount = 1,
                     .pCommandBufferInfos = &commands,
                     .signalSemaphoreInfoCount = submission.signal ? 2u : 1u,
                     .pSignalSemaphoreInfos = signals.data()};
  VkResult result = pretends_lost_ ? VK_ERROR_DEVICE_LOST : vkQueueSubmit2(queue_, 1, &info, VK_NULL_HANDLE);
  if (result == VK_SUCCESS) submitted_ = value;
  drop_recording();
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "the graphics device did not take a frame"));
  return value;
}

}  // namespace enf::gpu
