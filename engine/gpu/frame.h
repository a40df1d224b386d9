// Owns: frames in flight: command buffers, memory and descriptor sets that live for one frame, timings of passes.
// Must not know: what a frame shows.
// Called by: the main thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/trace.h"
#include "engine/gpu/descriptors.h"
#include "engine/gpu/device.h"
#include "engine/gpu/recorder.h"
#include "engine/gpu/resource.h"

namespace enf::gpu {

// Memory for this frame only, mapped and visible to the GPU as uniform, vertex, index, storage and transfer source.
struct Transient {
  BufferSlice slice;
  std::span<std::byte> bytes;
};

// Milliseconds on the GPU by label, in the order in which the passes were recorded.
using PassTimes = std::vector<std::pair<std::string_view, double>>;

// One frame being recorded. Failures (out of memory) are kept and come out of Frames::submit, so that recording code
// needs no checks: what it gets back is always safe to write to and record with.
class Frame {
 public:
  explicit Frame(Device& device);
  ~Frame();
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  Recorder& commands() { return recorder_; }
  Device& device() { return device_; }

  // `bytes` of memory at a multiple of `alignment` (0: whatever a uniform buffer needs).
  Transient transient(std::uint64_t bytes, std::uint64_t alignment = 0);
  // Memory holding a copy of `value`.
  template <class T>
    requires std::is_trivially_copyable_v<T>
  BufferSlice transient_copy(const T& value) {
    return transient_bytes(std::as_bytes(std::span(&value, 1)));
  }
  template <class T>
  BufferSlice transient_copy(std::span<const T> values) {
    return transient_bytes(std::as_bytes(values));
  }
  BufferSlice transient_bytes(std::span<const std::byte> bytes);

  // A descriptor set for this frame only.
  VkDescriptorSet transient_set(const SetLayout& layout, std::span<const Descriptor> descriptors);

  // Times what is recorded between these two on the GPU; see Frames::timings and the trace. Does nothing without
  // timestamps.
  void begin_timer(trace::Name label);
  void end_timer();

  // Bytes uploaded through this frame (upload.h adds; a streamer compares with its budget).
  std::uint64_t uploaded_bytes() const { return uploaded_bytes_; }
  void count_upload(std::uint64_t bytes) { uploaded_bytes_ += bytes; }

  const std::optional<Error>& error() const { return error_; }
  void fail_with(Error error);

 private:
  friend class Frames;
  friend Result<void> run_now(Device& device, const std::function<void(Frame&)>& record);
  struct Page {
    Buffer buffer;
    std::uint64_t used = 0;
  };
  struct Timer {
    trace::Name label;
    std::uint32_t first_query = 0, last_query = 0;
  };
  Result<void> begin();
  Result<std::uint64_t> end_and_submit(VkSemaphore wait, VkSemaphore signal);
  void read_timers();

  Device& device_;
  VkCommandPool pool_ = VK_NULL_HANDLE;
  VkCommandBuffer command_buffer_ = VK_NULL_HANDLE;
  VkQueryPool queries_ = VK_NULL_HANDLE;
  std::uint32_t queries_used_ = 0;
  std::vector<std::uint64_t> ticks_;
  std::vector<Timer> timers_;
  std::vector<std::size_t> open_timers_;
  Recorder recorder_;
  std::vector<Page> pages_;
  std::vector<Buffer> large_;         // transients too large for a page; dropped when the frame retires
  std::vector<std::byte> spare_;      // written to instead after a failure
  std::unique_ptr<DescriptorPool> sets_;
  std::uint64_t value_ = 0;           // timeline value of its last submission
  std::uint64_t uploaded_bytes_ = 0;
  bool open_ = false;
  std::optional<Error> error_;
  std::uint64_t submitted_ns_ = 0;
  PassTimes timings_;
};

// The ring of frames.
class Frames {
 public:
  // `in_flight`: how many frames the CPU may be ahead, 1 to 3.
  explicit Frames(Device& device, std::uint32_t in_flight = 2);
  ~Frames();

  // Waits until the oldest frame has retired, destroys what is due and opens it anew. Errors: gpu.device_lost,
  // gpu.out_of_memory.
  Result<Frame*> begin();
  // Ends and submits the open frame. The semaphores are a swapchain's, or null. Returns the timeline value that tells it
  // is done (Device::wait). Errors: whatever failed while recording, gpu.device_lost.
  Result<std::uint64_t> submit(VkSemaphore wait = VK_NULL_HANDLE, VkSemaphore signal = VK_NULL_HANDLE);
  // Of the last frame that has retired.
  const PassTimes& timings() const { return timings_; }
  // What the last submitted frame recorded.
  const RecordStats& stats() const { return stats_; }

 private:
  Device& device_;
  std::vector<std::unique_ptr<Frame>> frames_;
  std::size_t next_ = 0;
  Frame* open_ = nullptr;
  RecordStats stats_;
  PassTimes timings_;
};

// Records, submits and waits: for start-up, tests and readback. May be called while a frame is open, but what it records
// runs before that frame, and must not touch images or buffers that frame has already used.
Result<void> run_now(Device& device, const std::function<void(Frame&)>& record);

}  // namespace enf::gpu
