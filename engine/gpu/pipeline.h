// Owns: graphics and compute pipelines from plain descriptions.
// Must not know: what is drawn.
// Called by: the renderer; pipelines may be made in any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/gpu/descriptors.h"
#include "engine/gpu/device.h"
#include "engine/gpu/pipeline_cache.h"

namespace enf::gpu {

struct VertexAttribute {
  std::uint32_t location = 0;
  VkFormat format = VK_FORMAT_R32G32B32_SFLOAT;
  std::uint32_t offset = 0;
};
struct VertexStream {
  std::uint32_t stride = 0;  // bytes
  VkVertexInputRate rate = VK_VERTEX_INPUT_RATE_VERTEX;
  std::vector<VertexAttribute> attributes;
};

enum class Blend {
  none,
  alpha,          // straight alpha over
  premultiplied,  // premultiplied alpha over
  additive,
  multiply,  // target * source colour
};

struct GraphicsPipelineDesc {
  std::string label;
  ShaderCode vertex;
  ShaderCode fragment;                            // empty: depth only
  std::vector<SpecializationConstant> constants;  // for both stages
  std::vector<const SetLayout*> sets;             // set 0, 1, 2
  std::uint32_t push_constant_bytes = 0;          // up to 128, both stages
  std::vector<VertexStream> streams;              // binding = index
  VkPrimitiveTopology topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
  VkCullModeFlags cull = VK_CULL_MODE_BACK_BIT;
  VkFrontFace front_face = VK_FRONT_FACE_COUNTER_CLOCKWISE;  // seen on screen
  std::vector<VkFormat> colour_formats;
  Blend blend = Blend::none;  // for all colour targets
  VkColorComponentFlags colour_mask = 0xF;
  VkFormat depth_format = VK_FORMAT_UNDEFINED;
  VkCompareOp depth_compare = VK_COMPARE_OP_GREATER_OR_EQUAL;  // reversed depth; ALWAYS: no test
  bool depth_write = true;
  bool depth_clamp = false;
  float depth_bias_constant = 0, depth_bias_slope = 0;
  std::uint32_t samples = 1;
  bool alpha_to_coverage = false;
};

struct ComputePipelineDesc {
  std::string label;
  ShaderCode code;
  std::vector<SpecializationConstant> constants;
  std::vector<const SetLayout*> sets;
  std::uint32_t push_constant_bytes = 0;
};

class Pipeline {
 public:
  // Errors: gpu.shader (not SPIR-V), gpu.size (push constants), gpu.out_of_memory, gpu.failed.
  static Result<Pipeline> create(Device& device, const PipelineCache& cache, const GraphicsPipelineDesc& desc);
  static Result<Pipeline> create(Device& device, const PipelineCache& cache, const ComputePipelineDesc& desc);
  Pipeline() = default;
  Pipeline(Pipeline&& other) noexcept { *this = std::move(other); }
  Pipeline& operator=(Pipeline&& other) noexcept;
  // Destroyed once the GPU is done with it.
  ~Pipeline() { reset(); }
  void reset();

  explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
  VkPipeline handle() const { return handle_; }
  VkPipelineLayout layout() const { return layout_; }
  VkPipelineBindPoint bind_point() const { return bind_point_; }
  VkShaderStageFlags push_stages() const { return push_stages_; }

 private:
  Device* device_ = nullptr;
  VkPipeline handle_ = VK_NULL_HANDLE;
  VkPipelineLayout layout_ = VK_NULL_HANDLE;
  VkPipelineBindPoint bind_point_ = VK_PIPELINE_BIND_POINT_GRAPHICS;
  VkShaderStageFlags push_stages_ = 0;
};

}  // namespace enf::gpu
