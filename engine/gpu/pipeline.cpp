#include "engine/gpu/pipeline.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cassert>
#include <utility>

#include "engine/base/trace.h"

namespace enf::gpu {

constexpr std::uint32_t spirv_magic = 0x07230203;
constexpr std::uint32_t largest_push_bytes = 128;

namespace {

// A shader module for as long as a pipeline is being made.
class Module {
 public:
  Module() = default;
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;
  ~Module() {
    if (handle) vkDestroyShaderModule(device, handle, nullptr);
  }
  VkDevice device = VK_NULL_HANDLE;
  VkShaderModule handle = VK_NULL_HANDLE;
};

Result<void> load(Device& device, const PipelineCache& cache, ShaderCode code,
                  const std::vector<SpecializationConstant>& constants, const std::string& label, Module& module) {
  if (code.size() < 5 || code[0] != spirv_magic)
    return fail({.id = "gpu.shader", .what = fmt::format("pipeline \"{}\": the shader is not SPIR-V", label)});
  std::vector<std::uint32_t> specialized;
  if (!constants.empty()) {
    auto folded = cache.specialized(code, constants, label);
    if (!folded) return std::unexpected(folded.error());
    specialized = std::move(*folded);
    code = specialized;
  }
  module.device = device.handle();
  VkShaderModuleCreateInfo info{
      .sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO, .codeSize = code.size_bytes(), .pCode = code.data()};
  VkResult result = vkCreateShaderModule(device.handle(), &info, nullptr, &module.handle);
  if (result != VK_SUCCESS) return fail(vulkan_error(result, fmt::format("could not load a shader of \"{}\"", label)));
  return {};
}

Result<VkPipelineLayout> make_layout(Device& device, const std::string& label,
                                     const std::vector<const SetLayout*>& sets, std::uint32_t push_bytes,
                                     VkShaderStageFlags push_stages) {
  if (push_bytes > largest_push_bytes || push_bytes % 4 != 0)
    return fail({.id = "gpu.size",
                 .what = fmt::format("pipeline \"{}\": {} bytes of push constants; up to {} in fours are possible",
                                     label, push_bytes, largest_push_bytes)});
  std::vector<VkDescriptorSetLayout> handles;
  for (const SetLayout* set : sets) handles.push_back(set->handle());
  VkPushConstantRange range{push_stages, 0, push_bytes};
  VkPipelineLayoutCreateInfo info{.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO,
                                  .setLayoutCount = static_cast<std::uint32_t>(handles.size()),
                                  .pSetLayouts = handles.data(),
                                  .pushConstantRangeCount = push_bytes ? 1u : 0u,
                                  .pPushConstantRanges = &range};
  VkPipelineLayout layout = VK_NULL_HANDLE;
  VkResult result = vkCreatePipelineLayout(device.handle(), &info, nullptr, &layout);
  if (result != VK_SUCCESS)
    return fail(vulkan_error(result, fmt::format("could not make the layout of \"{}\"", label)));
  return layout;
}

VkPipelineColorBlendAttachmentState blend_state(Blend blend, VkColorComponentFlags mask) {
  VkPipelineColorBlendAttachmentState state{.blendEnable = blend != Blend::none,
                                            .srcColorBlendFactor = VK_BLEND_FACTOR_ONE,
                                            .dstColorBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA,
                                            .colorBlendOp = VK_BLEND_OP_ADD,
                                            .srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE,
                                            .dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA,
                                            .alphaBlendOp = VK_BLEND_OP_ADD,
                                            .colorWriteMask = mask};
  switch (blend) {
    case Blend::none:
    case Blend::premultiplied:
      break;
    case Blend::alpha:
      state.srcColorBlendFactor = VK_BLEND_FACTOR_SRC_ALPHA;
      break;
    case Blend::additive:
      state.dstColorBlendFactor = state.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
      break;
    case Blend::multiply:
      state.srcColorBlendFactor = VK_BLEND_FACTOR_DST_COLOR;
      state.dstColorBlendFactor = VK_BLEND_FACTOR_ZERO;
      state.srcAlphaBlendFactor = VK_BLEND_FACTOR_ZERO;
      state.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
      break;
  }
  return state;
}

}  // namespace

Result<Pipeline> Pipeline::create(Device& device, const PipelineCache& cache, const GraphicsPipelineDesc& desc) {
  trace::Zone zone("pipeline");
  zone.say("{}", desc.label);
  Pipeline pipeline;
  pipeline.device_ = &device;
  pipeline.push_stages_ = VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT;
  Module vertex, fragment;
  if (auto done = load(device, cache, desc.vertex, desc.constants, desc.label, vertex); !done)
    return std::unexpected(done.error());
  if (!desc.fragment.empty())
    if (auto done = load(device, cache, desc.fragment, desc.constants, desc.label, fragment); !done)
      return std::unexpected(done.error());
  auto layout = make_layout(device, desc.label, desc.sets, desc.push_constant_bytes, pipeline.push_stages_);
  if (!layout) return std::unexpected(layout.error());
  pipeline.layout_ = *layout;

  std::array<VkPipelineShaderStageCreateInfo, 2> stages{
      VkPipelineShaderStageCreateInfo{.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                                      .stage = VK_SHADER_STAGE_VERTEX_BIT,
                                      .module = vertex.handle,
                                      .pName = "main"},
      VkPipelineShaderStageCreateInfo{.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                                      .stage = VK_SHADER_STAGE_FRAGMENT_BIT,
                                      .module = fragment.handle,
                                      .pName = "main"}};

  std::vector<VkVertexInputBindingDescription> bindings;
  std::vector<VkVertexInputAttributeDescription> attributes;
  for (std::uint32_t i = 0; i < desc.streams.size(); ++i) {
    bindings.push_back({i, desc.streams[i].stride, desc.streams[i].rate});
    for (const VertexAttribute& a : desc.streams[i].attributes)
      attributes.push_back({a.location, i, a.format, a.offset});
  }
  VkPipelineVertexInputStateCreateInfo input{
      .sType = VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO,
      .vertexBindingDescriptionCount = static_cast<std::uint32_t>(bindings.size()),
      .pVertexBindingDescriptions = bindings.data(),
      .vertexAttributeDescriptionCount = static_cast<std::uint32_t>(attributes.size()),
      .pVertexAttributeDescriptions = attributes.data()};
  VkPipelineInputAssemblyStateCreateInfo assembly{.sType = VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO,
                                                  .topology = desc.topology};
  VkPipelineViewportStateCreateInfo viewport{
      .sType = VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO, .viewportCount = 1, .scissorCount = 1};
  bool biased = desc.depth_bias_constant != 0 || desc.depth_bias_slope != 0;
  VkPipelineRasterizationStateCreateInfo raster{.sType = VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO,
                                                .depthClampEnable = desc.depth_clamp,
                                                .polygonMode = VK_POLYGON_MODE_FILL,
                                                .cullMode = desc.cull,
                                                .frontFace = desc.front_face,
                                                .depthBiasEnable = biased,
                                                .depthBiasConstantFactor = desc.depth_bias_constant,
                                                .depthBiasSlopeFactor = desc.depth_bias_slope,
                                                .lineWidth = 1};
  VkPipelineMultisampleStateCreateInfo samples{.sType = VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO,
                                               .rasterizationSamples = static_cast<VkSampleCountFlagBits>(desc.samples),
                                               .alphaToCoverageEnable = desc.alpha_to_coverage};
  bool has_depth = desc.depth_format != VK_FORMAT_UNDEFINED;
  VkPipelineDepthStencilStateCreateInfo depth{.sType = VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO,
                                              .depthTestEnable = has_depth,
                                              .depthWriteEnable = has_depth && desc.depth_write,
                                              .depthCompareOp = desc.depth_compare};
  std::vector<VkPipelineColorBlendAttachmentState> blends(desc.colour_formats.size(),
                                                          blend_state(desc.blend, desc.colour_mask));
  VkPipelineColorBlendStateCreateInfo blend{.sType = VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO,
                                            .attachmentCount = static_cast<std::uint32_t>(blends.size()),
                                            .pAttachments = blends.data()};
  constexpr std::array dynamics{VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
  VkPipelineDynamicStateCreateInfo dynamic{.sType = VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO,
                                           .dynamicStateCount = static_cast<std::uint32_t>(dynamics.size()),
                                           .pDynamicStates = dynamics.data()};
  VkPipelineRenderingCreateInfo rendering{
      .sType = VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO,
      .colorAttachmentCount = static_cast<std::uint32_t>(desc.colour_formats.size()),
      .pColorAttachmentFormats = desc.colour_formats.data(),
      .depthAttachmentFormat = desc.depth_format};
  VkGraphicsPipelineCreateInfo info{.sType = VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO,
                                    .pNext = &rendering,
                                    .stageCount = fragment.handle ? 2u : 1u,
                                    .pStages = stages.data(),
                                    .pVertexInputState = &input,
                                    .pInputAssemblyState = &assembly,
                                    .pViewportState = &viewport,
                                    .pRasterizationState = &raster,
                                    .pMultisampleState = &samples,
                                    .pDepthStencilState = &depth,
                                    .pColorBlendState = &blend,
                                    .pDynamicState = &dynamic,
                                    .layout = pipeline.layout_};
  VkResult result = vkCreateGraphicsPipelines(device.handle(), cache.handle(), 1, &info, nullptr, &pipeline.handle_);
  if (result != VK_SUCCESS)
    return fail(vulkan_error(result, fmt::format("could not make pipeline \"{}\"", desc.label)));
  device.name_object(VK_OBJECT_TYPE_PIPELINE, std::bit_cast<std::uint64_t>(pipeline.handle_), desc.label);
  return pipeline;
}

Result<Pipeline> Pipeline::create(Device& device, const PipelineCache& cache, const ComputePipelineDesc& desc) {
  Pipeline pipeline;
  pipeline.device_ = &device;
  pipeline.bind_point_ = VK_PIPELINE_BIND_POINT_COMPUTE;
  pipeline.push_stages_ = VK_SHADER_STAGE_COMPUTE_BIT;
  Module module;
  if (auto done = load(device, cache, desc.code, desc.constants, desc.label, module); !done)
    return std::unexpected(done.error());
  auto layout = make_layout(device, desc.label, desc.sets, desc.push_constant_bytes, pipeline.push_stages_);
  if (!layout) return std::unexpected(layout.error());
  pipeline.layout_ = *layout;
  VkComputePipelineCreateInfo info{.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO,
                                   .stage = {.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO,
                                             .stage = VK_SHADER_STAGE_COMPUTE_BIT,
                                             .module = module.handle,
                                             .pName = "main"},
                                   .layout = pipeline.layout_};
  VkResult result = vkCreateComputePipelines(device.handle(), cache.handle(), 1, &info, nullptr, &pipeline.handle_);
  if (result != VK_SUCCESS)
    return fail(vulkan_error(result, fmt::format("could not make pipeline \"{}\"", desc.label)));
  device.name_object(VK_OBJECT_TYPE_PIPELINE, std::bit_cast<std::uint64_t>(pipeline.handle_), desc.label);
  return pipeline;
}

Pipeline& Pipeline::operator=(Pipeline&& other) noexcept {
  if (this == &other) return *this;
  reset();
  device_ = other.device_;
  handle_ = std::exchange(other.handle_, VK_NULL_HANDLE);
  layout_ = std::exchange(other.layout_, VK_NULL_HANDLE);
  bind_point_ = other.bind_point_;
  push_stages_ = other.push_stages_;
  return *this;
}

void Pipeline::reset() {
  if (!handle_ && !layout_) return;
  device_->retire([device = device_, handle = std::exchange(handle_, VK_NULL_HANDLE),
                   layout = std::exchange(layout_, VK_NULL_HANDLE)] {
    vkDestroyPipeline(device->handle(), handle, nullptr);
    vkDestroyPipelineLayout(device->handle(), layout, nullptr);
  });
}

}  // namespace enf::gpu
