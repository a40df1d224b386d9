#include "engine/gpu/frame.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace enf::gpu {

constexpr std::uint64_t page_bytes = 1ull << 20;
constexpr std::uint64_t large_bytes = 256ull << 10;  // from here on a transient gets a buffer of its own
constexpr std::uint32_t query_count = 128;         // 64 timers a frame

constexpr VkBufferUsageFlags transient_usage = VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT | VK_BUFFER_USAGE_STORAGE_BUFFER_BIT |
                                               VK_BUFFER_USAGE_VERTEX_BUFFER_BIT | VK_BUFFER_USAGE_INDEX_BUFFER_BIT;

Frame::Frame(Device& device) : device_(device), sets_(std::make_unique<DescriptorPool>(device, Reuse::all_at_once)) {
  VkCommandPoolCreateInfo pool{.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
                               .flags = VK_COMMAND_POOL_CREATE_TRANSIENT_BIT,
                               .queueFamilyIndex = device.queue_family()};
  VkResult result = vkCreateCommandPool(device.handle(), &pool, nullptr, &pool_);
  if (result == VK_SUCCESS) {
    VkCommandBufferAllocateInfo buffer{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
                                       .commandPool = pool_,
                                       .level = VK_COMMAND_BUFFER_LEVEL_PRIMARY,
                                       .commandBufferCount = 1};
    result = vkAllocateCommandBuffers(device.handle(), &buffer, &command_buffer_);
  }
  if (result == VK_SUCCESS && device.info().timestamp_period_ns > 0) {
    VkQueryPoolCreateInfo queries{.sType = VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO,
                                  .queryType = VK_QUERY_TYPE_TIMESTAMP,
                                  .queryCount = query_count};
    result = vkCreateQueryPool(device.handle(), &queries, nullptr, &queries_);
  }
  if (result != VK_SUCCESS) fail_with(vulkan_error(result, "could not make a frame"));
}

Frame::~Frame() {
  if (open_) {  // abandoned while recording
    vkEndCommandBuffer(command_buffer_);
    device_.drop_recording();
  }
  device_.retire([&device = device_, pool = pool_, queries = queries_] {
    vkDestroyCommandPool(device.handle(), pool, nullptr);
    vkDestroyQueryPool(device.handle(), queries, nullptr);
  });
}

Result<void> Frame::begin() {
  if (error_) return std::unexpected(*error_);  // the frame could not be made
  if (auto waited = device_.wait(value_); !waited) return waited;
  read_timers();
  // Pages that the frame did not need last time are given back, but for one.
  auto unused = std::ranges::find(pages_, 0u, &Page::used);
  if (unused != pages_.end() && std::next(unused) != pages_.end()) pages_.erase(std::next(unused), pages_.end());
  for (Page& page : pages_) page.used = 0;
  large_.clear();
  sets_->reset();
  uploaded_bytes_ = 0;
  VkResult result = vkResetCommandPool(device_.handle(), pool_, 0);
  VkCommandBufferBeginInfo info{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO,
                                .flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT};
  if (result == VK_SUCCESS) result = vkBeginCommandBuffer(command_buffer_, &info);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, "could not begin a frame"));
  recorder_ = Recorder(device_, command_buffer_, std::move(recorder_));
  if (queries_) vkCmdResetQueryPool(command_buffer_, queries_, 0, query_count);
  device_.open_recording();
  open_ = true;
  return {};
}

Result<std::uint64_t> Frame::end_and_submit(VkSemaphore wait, VkSemaphore signal) {
  assert(open_ && open_timers_.empty());
  open_ = false;
  VkResult result = vkEndCommandBuffer(command_buffer_);
  if (result != VK_SUCCESS) fail_with(vulkan_error(result, "could not record a frame"));
  if (error_) {
    device_.drop_recording();
    Error error = *error_;
    error_.reset();
    return std::unexpected(error);
  }
  submitted_ns_ = trace::now_ns();
  auto value = device_.submit({command_buffer_, wait, signal});
  if (value) value_ = *value;
  return value;
}

void Frame::fail_with(Error error) {
  if (!error_) error_ = std::move(error);
}

Transient Frame::transient(std::uint64_t bytes, std::uint64_t alignment) {
  if (alignment == 0) alignment = std::max(device_.info().uniform_alignment, device_.info().storage_alignment);
  bytes = std::max<std::uint64_t>(bytes, 1);
  auto failed = [&](Error error) -> Transient {
    fail_with(std::move(error));
    spare_.resize(bytes);
    return {{pages_.empty() ? VK_NULL_HANDLE : pages_[0].buffer.handle(), 0, bytes}, spare_};
  };
  auto make = [&](std::uint64_t size) {
    return Buffer::create(device_, {"transient", size, transient_usage, MemoryUse::upload});
  };
  if (bytes >= large_bytes) {
    auto buffer = make(bytes);
    if (!buffer) return failed(buffer.error());
    large_.push_back(std::move(*buffer));
    return {slice(large_.back()), large_.back().mapped()};
  }
  for (Page& page : pages_) {
    std::uint64_t offset = (page.used + alignment - 1) / alignment * alignment;
    if (offset + bytes > page.buffer.bytes()) continue;
    page.used = offset + bytes;
    return {slice(page.buffer, offset, bytes), page.buffer.mapped().subspan(offset, bytes)};
  }
  auto buffer = make(page_bytes);
  if (!buffer) return failed(buffer.error());
  Page& page = pages_.emplace_back(std::move(*buffer), bytes);
  return {slice(page.buffer, 0, bytes), page.buffer.mapped().first(bytes)};
}

BufferSlice Frame::transient_bytes(std::span<const std::byte> bytes) {
  Transient memory = transient(bytes.size());
  if (!bytes.empty()) std::memcpy(memory.bytes.data(), bytes.data(), bytes.size());
  return memory.slice;
}

VkDescriptorSet Frame::transient_set(const SetLayout& layout, std::span<const Descriptor> descriptors) {
  auto slot = sets_->allocate(layout);
  if (!slot) {
    fail_with(slot.error());
    return VK_NULL_HANDLE;
  }
  write_descriptors(device_, layout, slot->set, descriptors);
  return slot->set;
}

void Frame::begin_timer(trace::Name label) {
  std::uint32_t query = queries_ && queries_used_ + 2 <= query_count ? queries_used_++ : query_count;
  if (query < query_count) {
    ++queries_used_;
    vkCmdWriteTimestamp2(command_buffer_, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, queries_, query);
  }
  open_timers_.push_back(timers_.size());
  timers_.push_back({label, query, query + 1});
}

void Frame::end_timer() {
  assert(!open_timers_.empty());
  const Timer& timer = timers_[open_timers_.back()];
  open_timers_.pop_back();
  if (timer.first_query < query_count)
    vkCmdWriteTimestamp2(command_buffer_, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, queries_, timer.last_query);
}

void Frame::read_timers() {
  timings_.clear();
  ticks_.resize(queries_used_);
  VkResult result = VK_NOT_READY;
  if (queries_used_ > 0)
    result = vkGetQueryPoolResults(device_.handle(), queries_, 0, queries_used_, ticks_.size() * 8, ticks_.data(), 8,
                                   VK_QUERY_RESULT_64_BIT);
  if (result == VK_SUCCESS && !timers_.empty()) {
    double period_ns = device_.info().timestamp_period_ns;
    auto ns_at = [&](std::uint32_t query) { return static_cast<std::int64_t>(static_cast<double>(ticks_[query]) * period_ns); };
    std::int64_t to_cpu_ns =
        trace::recording() ? device_.clock().offset_ns(device_.handle(), period_ns, submitted_ns_, ns_at(0)) : 0;
    for (const Timer& timer : timers_) {
      if (timer.last_query >= queries_used_) continue;
      std::int64_t begin_ns = ns_at(timer.first_query), end_ns = ns_at(timer.last_query);
      timings_.emplace_back(timer.label.text, static_cast<double>(end_ns - begin_ns) * 1e-6);
      trace::gpu_pass(timer.label, static_cast<std::uint64_t>(begin_ns + to_cpu_ns),
                      static_cast<std::uint64_t>(end_ns + to_cpu_ns));
    }
  }
  timers_.clear();
  queries_used_ = 0;
}

Frames::Frames(Device& device, std::uint32_t in_flight) : device_(device) {
  assert(in_flight >= 1 && in_flight <= 3);
  for (std::uint32_t i = 0; i < in_flight; ++i) frames_.push_back(std::make_unique<Frame>(device));
}

Frames::~Frames() = default;

Result<Frame*> Frames::begin() {
  assert(!open_);
  Frame& frame = *frames_[next_];
  if (auto begun = frame.begin(); !begun) return std::unexpected(begun.error());
  device_.collect();
  timings_ = frame.timings_;
  open_ = &frame;
  return &frame;
}

Result<std::uint64_t> Frames::submit(VkSemaphore wait, VkSemaphore signal) {
  assert(open_);
  Frame& frame = *std::exchange(open_, nullptr);
  next_ = (next_ + 1) % frames_.size();
  stats_ = frame.recorder_.stats();
  return frame.end_and_submit(wait, signal);
}

Result<void> run_now(Device& device, const std::function<void(Frame&)>& record) {
  {
    Frame frame(device);
    if (auto begun = frame.begin(); !begun) return begun;
    record(frame);
    auto value = frame.end_and_submit(VK_NULL_HANDLE, VK_NULL_HANDLE);
    if (!value) return std::unexpected(value.error());
    if (auto waited = device.wait(*value); !waited) return waited;
    frame.read_timers();  // for the trace
  }
  device.collect();  // many may follow each other before the next of the ring's frames does it
  return {};
}

}  // namespace enf::gpu
