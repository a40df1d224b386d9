// Owns: the Vulkan instance, the chosen device, its one queue, the timeline of submissions, validation's messages and
// the list of things to destroy once the GPU is done with them.
// Must not know: what is drawn; windows (it takes a surface made by the host).
// Called by: made and submitted to on the main thread; retire() and the queries on any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/gpu_clock.h"
#include "engine/gpu/memory.h"
#include "engine/gpu/vulkan.h"

namespace enf::gpu {

enum class Validation {
  from_environment,  // on if ENFILADE_VALIDATION is 1
  off,
  on,                // with synchronization validation; an error if the layer is not installed
};

struct DeviceDesc {
  std::string label = "enfilade";
  std::string name_contains;  // a part of the wanted device's name; empty: ENFILADE_GPU, else the best there is
  Validation validation = Validation::from_environment;
  std::vector<std::string> instance_extensions;  // what the window system needs (from the host); empty: headless
};

// What the rest of the engine may ask about the device.
struct DeviceInfo {
  std::string name;
  std::string driver;                     // such as "llvmpipe, Mesa 22.3.6 (LLVM 15.0.6)"
  bool is_cpu = false;                    // lavapipe, SwiftShader
  bool all_memory_mapped = false;         // every memory type is host-visible: uploads to buffers are plain writes
  float max_anisotropy = 1;               // 1: no anisotropic filtering
  std::uint32_t max_samples = 1;          // for colour and depth together
  std::uint32_t max_image_size = 0;       // texels a side, 2D
  std::uint32_t max_image_layers = 0;
  std::uint32_t uniform_alignment = 256;  // bytes
  std::uint32_t storage_alignment = 256;  // bytes
  float timestamp_period_ns = 0;          // 0: no timestamps
};

// One at a time: the entry points are loaded for the device made last.
class Device {
 public:
  // Prefers discrete, integrated, virtual, then CPU devices; equal ones by name, then by order. Errors:
  // gpu.no_loader, gpu.no_driver, gpu.too_old, gpu.no_such_device (name_contains or ENFILADE_GPU matches none),
  // gpu.no_validation.
  static Result<std::unique_ptr<Device>> create(const DeviceDesc& desc = {});
  // Waits for the GPU. All resources must be gone, or be retired here.
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  VkInstance instance() const { return instance_; }
  VkPhysicalDevice physical() const { return physical_; }
  VkDevice handle() const { return device_; }
  std::uint32_t queue_family() const { return queue_family_; }
  VkQueue queue() const { return queue_; }
  const DeviceInfo& info() const { return info_; }
  Memory& memory() { return *memory_; }
  GpuClock& clock() { return clock_; }
  bool validating() const { return messenger_ != VK_NULL_HANDLE; }

  // Validation messages (warnings and errors) since the device was made. Each is logged as an error.
  std::uint64_t validation_messages() const { return validation_messages_.load(); }
  std::string last_validation_message() const;

  // The timeline: every submission gets the next value, reached when the GPU has finished it.
  std::uint64_t submitted_value() const { return submitted_; }
  std::uint64_t completed_value() const;
  // Waits until `value` is reached. Error: gpu.device_lost.
  Result<void> wait(std::uint64_t value);
  Result<void> wait_idle();
  // For tests: waits for the GPU; from then on waiting and submitting fail as if the device had been lost.
  void pretend_lost();

  // Calls `destroy` once no recording that is open now and no submission made so far can still use the object. Any
  // thread.
  void retire(std::function<void()> destroy);
  // Runs what is due. Called by Frames::begin; cheap.
  void collect();
  // How many retired objects still wait.
  std::size_t retired_waiting() const;

  // Gives a Vulkan object a name for validation messages and debuggers. Does nothing without validation.
  void name_object(VkObjectType type, std::uint64_t object, const std::string& label) const;
  bool has_debug_labels() const { return debug_utils_; }

  // For Frame: recordings that are open hold back destruction; submit() gives the value this submission will signal.
  void open_recording();
  void drop_recording();  // closed without a submission
  struct Submission {
    VkCommandBuffer commands = VK_NULL_HANDLE;
    VkSemaphore wait = VK_NULL_HANDLE;  // binary, from a swapchain; waited for at colour output
    VkSemaphore signal = VK_NULL_HANDLE;
  };
  // Submits and closes one open recording. Errors: gpu.device_lost, gpu.out_of_memory.
  Result<std::uint64_t> submit(const Submission& submission);

 private:
  Device() = default;
  static VKAPI_ATTR VkBool32 VKAPI_CALL on_message(VkDebugUtilsMessageSeverityFlagBitsEXT severity,
                                                   VkDebugUtilsMessageTypeFlagsEXT types,
                                                   const VkDebugUtilsMessengerCallbackDataEXT* data, void* user);
  Result<void> create_instance(const DeviceDesc& desc);
  Result<void> choose_physical(const DeviceDesc& desc);
  Result<void> create_device();
  void fill_info();

  VkInstance instance_ = VK_NULL_HANDLE;
  VkDebugUtilsMessengerEXT messenger_ = VK_NULL_HANDLE;
  VkPhysicalDevice physical_ = VK_NULL_HANDLE;
  VkDevice device_ = VK_NULL_HANDLE;
  VkQueue queue_ = VK_NULL_HANDLE;
  std::uint32_t queue_family_ = 0;
  VkSemaphore timeline_ = VK_NULL_HANDLE;
  bool debug_utils_ = false;
  bool wants_surface_ = false;
  DeviceInfo info_;
  std::unique_ptr<Memory> memory_;
  GpuClock clock_;
  std::atomic<std::uint64_t> submitted_{0};
  std::atomic<bool> pretends_lost_{false};
  std::atomic<std::uint64_t> validation_messages_{0};

  struct Retired {
    std::uint64_t value;
    std::function<void()> destroy;
  };
  mutable std::mutex message_mutex_;
  std::string last_message_;
  mutable std::mutex mutex_;
  int open_recordings_ = 0;
  std::vector<std::function<void()>> limbo_;  // retired while a recording is open; dated when it is submitted
  std::vector<Retired> retired_;
};

// The error of a Vulkan call that did not succeed: gpu.out_of_memory, gpu.device_lost or gpu.failed.
Error vulkan_error(VkResult result, std::string what);

}  // namespace enf::gpu
