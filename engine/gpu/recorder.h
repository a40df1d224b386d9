// Owns: recording of commands: passes with the barriers their declared uses need, draws, copies.
// Must not know: why anything is drawn.
// Called by: the renderer and the streamer on the main thread, between Frames::begin and Frames::submit.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/gpu/access.h"
#include "engine/gpu/pipeline.h"
#include "engine/gpu/resource.h"

namespace enf::gpu {

struct ImageUse {
  Image* image = nullptr;
  Access access = Access::sampled;
  ImageRange range;  // default: all of it
  Contents contents = Contents::keep;
};

struct BufferUse {
  Buffer* buffer = nullptr;
  Access access = Access::storage_read;
};

enum class Load { keep, clear, discard };
enum class Store { keep, discard };

// One mip of one layer (or of several, for layered rendering) to draw into.
struct ColourTarget {
  Image* image = nullptr;
  std::uint32_t mip = 0, layer = 0;
  Load load = Load::clear;
  Store store = Store::keep;
  std::array<float, 4> clear{0, 0, 0, 0};
  Image* resolve = nullptr;  // 1-sample image that receives the average of the samples
  std::uint32_t resolve_mip = 0, resolve_layer = 0;
};

struct DepthTarget {
  Image* image = nullptr;
  std::uint32_t mip = 0, layer = 0;
  Load load = Load::clear;
  Store store = Store::keep;
  float clear = 0;                // reversed depth: far is 0
  bool read_only = false;         // tested only; the image may be sampled in the same pass (Access::depth_read)
  Image* resolve = nullptr;       // 1-sample image that receives sample 0
  std::uint32_t resolve_mip = 0, resolve_layer = 0;
};

// What a pass touches. Targets imply their accesses; everything else that may have been written before is listed in
// `images` and `buffers`. Things that were uploaded and are only read since need not be listed again: the upload left
// them readable (see upload.h).
struct PassDesc {
  std::string_view label;
  std::vector<ColourTarget> colour;
  std::optional<DepthTarget> depth;
  std::vector<ImageUse> images;
  std::vector<BufferUse> buffers;
};

// What was recorded since the frame began.
struct RecordStats {
  std::uint32_t passes = 0, draws = 0, dispatches = 0, barriers = 0;
  std::uint64_t triangles = 0;
};

class Recorder {
 public:
  Recorder() = default;
  // Takes over the memory that `previous` worked in.
  Recorder(Device& device, VkCommandBuffer commands, Recorder&& previous)
      : device_(&device),
        commands_(commands),
        image_barriers_(std::move(previous.image_barriers_)),
        buffer_barriers_(std::move(previous.buffer_barriers_)),
        uses_(std::move(previous.uses_)),
        colour_(std::move(previous.colour_)) {}

  VkCommandBuffer handle() const { return commands_; }
  const RecordStats& stats() const { return stats_; }

  // Barriers alone.
  void use(std::span<const ImageUse> images, std::span<const BufferUse> buffers = {});
  void use(const ImageUse& image) { use(std::span(&image, 1)); }
  void use(const BufferUse& buffer) { use({}, std::span(&buffer, 1)); }

  // Barriers, then rendering begins with viewport and scissor set to the targets' size. A pass without targets (compute,
  // copies) is barriers and a label. Passes do not nest.
  void begin_pass(const PassDesc& pass);
  void end_pass();

  void set_viewport(float x, float y, float width, float height);  // pixels, y down
  void set_scissor(std::int32_t x, std::int32_t y, std::uint32_t width, std::uint32_t height);

  // State that is already bound is not bound again.
  void bind(const Pipeline& pipeline);
  void bind_set(std::uint32_t index, VkDescriptorSet set, std::span<const std::uint32_t> dynamic_offsets = {});
  template <class T>
    requires std::is_trivially_copyable_v<T>
  void push_constants(const T& value) {
    push_constant_bytes(std::as_bytes(std::span(&value, 1)));
  }
  void push_constant_bytes(std::span<const std::byte> bytes);
  void bind_vertices(std::uint32_t stream, BufferSlice slice);
  void bind_indices(BufferSlice slice, VkIndexType type = VK_INDEX_TYPE_UINT32);

  void draw(std::uint32_t vertices, std::uint32_t instances = 1, std::uint32_t first_vertex = 0,
            std::uint32_t first_instance = 0);
  void draw_indexed(std::uint32_t indices, std::uint32_t instances = 1, std::uint32_t first_index = 0,
                    std::int32_t vertex_offset = 0, std::uint32_t first_instance = 0);
  void dispatch(std::uint32_t x, std::uint32_t y = 1, std::uint32_t z = 1);

  // Copies, each with its barriers. Sizes must fit (asserted).
  void copy(Buffer& from, Buffer& to, VkDeviceSize from_offset, VkDeviceSize to_offset, VkDeviceSize bytes);
  void copy_to_buffer(Image& from, std::uint32_t mip, std::uint32_t layer, Buffer& to, VkDeviceSize offset = 0);
  void copy(Image& from, Image& to);  // all mips and layers of equally large images
  void clear(Image& image, std::array<float, 4> colour);
  // Fills mips 1.. from mip 0 by halving with a linear filter (sRGB formats are filtered in linear light).
  void generate_mips(Image& image);

  // A named region in debuggers and messages.
  void begin_label(std::string_view label);
  void end_label();

 private:
  void flush_barriers();

  Device* device_ = nullptr;
  VkCommandBuffer commands_ = VK_NULL_HANDLE;
  RecordStats stats_;
  bool in_pass_ = false;
  bool rendering_ = false;
  VkPipeline pipeline_ = VK_NULL_HANDLE;
  VkPipelineLayout layout_ = VK_NULL_HANDLE;
  VkPipelineBindPoint bind_point_ = VK_PIPELINE_BIND_POINT_GRAPHICS;
  VkShaderStageFlags push_stages_ = 0;
  std::vector<VkImageMemoryBarrier2> image_barriers_;
  std::vector<VkBufferMemoryBarrier2> buffer_barriers_;
  // Of the pass that begins.
  std::vector<ImageUse> uses_;
  std::vector<VkRenderingAttachmentInfo> colour_;
};

}  // namespace enf::gpu
