#include "engine/render/pipelines.h"

#include <array>
#include <cstddef>

#include "engine/render/gpu_types.h"
#include "engine/render/shader_code.h"

namespace enf {

std::uint8_t light_bucket(std::size_t lights) {
  for (std::uint8_t bucket : {1, 2, 3, 4, 6, 8, 12})
    if (lights <= bucket) return bucket;
  return max_lights_a_draw;
}

gpu::VertexStream vertex_stream(VertexLayout layout) {
  if (layout == VertexLayout::compact)
    return {.stride = sizeof(CompactVertex),
            .attributes = {{0, VK_FORMAT_R16G16B16A16_UNORM, offsetof(CompactVertex, position)},
                           {1, VK_FORMAT_R16G16_SNORM, offsetof(CompactVertex, normal)},
                           {2, VK_FORMAT_R8G8B8A8_SNORM, offsetof(CompactVertex, tangent)},
                           {3, VK_FORMAT_R16G16_UNORM, offsetof(CompactVertex, uv)},
                           {4, VK_FORMAT_R8G8B8A8_UNORM, offsetof(CompactVertex, colour)}}};
  return {.stride = sizeof(WideVertex),
          .attributes = {{0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(WideVertex, position)},
                         {1, VK_FORMAT_R16G16_SNORM, offsetof(WideVertex, normal)},
                         {2, VK_FORMAT_R8G8B8A8_SNORM, offsetof(WideVertex, tangent)},
                         {3, VK_FORMAT_R32G32_SFLOAT, offsetof(WideVertex, uv)},
                         {4, VK_FORMAT_R8G8B8A8_UNORM, offsetof(WideVertex, colour)}}};
}

Pipelines::Pipelines(gpu::Device& device, const gpu::PipelineCache& cache, std::vector<const gpu::SetLayout*> sets,
                     std::uint32_t samples)
    : device_(device), cache_(cache), sets_(std::move(sets)), samples_(samples) {}

const gpu::Pipeline* Pipelines::get(const PipelineKey& key) {
  if (auto found = made_.find(key); found != made_.end()) return found->second ? &found->second : nullptr;
  const Features& f = key.features;
  bool probe = key.target == Target::probe;
  gpu::GraphicsPipelineDesc desc;
  desc.label = "surface";
  desc.vertex = key.geometry == Geometry::picture ? shader::picture_vert() : shader::surface_vert();
  desc.fragment = key.geometry == Geometry::picture ? shader::picture_frag() : shader::surface_frag();
  std::uint32_t id = 0;
  for (std::uint32_t value : {std::uint32_t{key.lights}, std::uint32_t{key.shadows}, std::uint32_t{f.base_map},
                              std::uint32_t{f.surface_map}, std::uint32_t{f.normal_map},
                              std::uint32_t{f.occlusion_map}, std::uint32_t{f.emissive},
                              static_cast<std::uint32_t>(f.blending), std::uint32_t{f.glossy}, std::uint32_t{f.coat},
                              std::uint32_t{f.metal}, std::uint32_t{f.separate_transforms}, std::uint32_t{f.unlit},
                              std::uint32_t{f.double_sided}, std::uint32_t{probe}})
    desc.constants.push_back({id++, value});
  desc.sets = sets_;
  desc.push_constant_bytes = sizeof(GpuDraw);
  if (key.geometry == Geometry::picture)
    desc.streams = {{.stride = sizeof(GpuPatch),
                     .rate = VK_VERTEX_INPUT_RATE_INSTANCE,
                     .attributes = {{0, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(GpuPatch, where)},
                                    {1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(GpuPatch, texels)},
                                    {2, VK_FORMAT_R32_SFLOAT, offsetof(GpuPatch, tile)},
                                    {3, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(GpuPatch, tint)}}}};
  else
    desc.streams = {vertex_stream(key.geometry == Geometry::compact ? VertexLayout::compact : VertexLayout::wide)};
  desc.cull = f.double_sided ? VK_CULL_MODE_NONE : VK_CULL_MODE_BACK_BIT;
  desc.colour_formats = {probe ? probe_format : main_colour_format};
  desc.depth_format = depth_format;
  desc.samples = probe ? 1 : samples_;
  if (f.blending == Blending::blend) desc.blend = gpu::Blend::alpha, desc.depth_write = false;
  if (f.blending == Blending::glass) desc.blend = gpu::Blend::premultiplied, desc.depth_write = false;
  auto made = gpu::Pipeline::create(device_, cache_, desc);
  if (!made) error_ = made.error();
  auto& entry = made_[key];
  if (made) entry = std::move(*made);
  return entry ? &entry : nullptr;
}

}  // namespace enf
