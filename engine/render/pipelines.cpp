#include "engine/render/pipelines.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <type_traits>
#include <utility>

#include "engine/base/file.h"
#include "engine/base/hash.h"
#include "engine/render/gpu_types.h"
#include "engine/render/shader_code.h"

namespace enf {

// By then what was recorded with a new pipeline has been drawn.
constexpr int pictures_under_way = 3;

std::uint8_t light_bucket(std::size_t lights, LightCounts counts) {
  constexpr std::array<std::uint8_t, 7> fine{1, 2, 3, 4, 6, 8, 12};
  constexpr std::array<std::uint8_t, 2> coarse{4, 8};
  std::span<const std::uint8_t> buckets = fine;
  if (counts != LightCounts::fine) buckets = coarse;
  if (counts == LightCounts::coarsest) buckets = buckets.subspan(1);
  for (std::uint8_t bucket : buckets)
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
                     std::uint32_t samples, Code code, Jobs& jobs)
    : device_(device), cache_(cache), sets_(std::move(sets)), samples_(samples), code_(code), jobs_(jobs) {}

Pipelines::~Pipelines() {
  std::unique_lock lock(mutex_);
  made_one_.wait(lock,
                 [this] { return std::ranges::all_of(entries_, [](const auto& e) { return e.second.is_there; }); });
}

const gpu::Pipeline* Pipelines::get(const PipelineKey& key) {
  std::unique_lock lock(mutex_);
  auto [at, is_new] = entries_.try_emplace(key);
  Entry& entry = at->second;
  if (!std::exchange(entry.is_asked, true)) {
    asked_.push_back(key);
    if (!while_new_) while_new_.emplace();
    pictures_without_new_ = 0;
  }
  if (!is_new) made_one_.wait(lock, [&] { return entry.is_there; });
  if (!entry.pipeline) {  // new, or could not be made ahead
    auto made = make(key);
    if (made)
      entry.pipeline = std::move(*made);
    else
      error_ = made.error();
    entry.is_there = true;
  }
  return entry.pipeline ? &entry.pipeline : nullptr;
}

// The file holds a hash of all that follows, which begins with the shaders' (another program's file does not fit, nor
// does a damaged one), the number of keys of the first picture, and the keys as they lie in memory.
static std::uint64_t hash_of(std::span<const std::byte> keys) {
  constexpr std::uint64_t form = 4;  // of the file
  std::uint64_t hash = form << 32 | sizeof(PipelineKey);
  for (gpu::ShaderCode code :
       {shader::surface_vert(), shader::surface_frag(), shader::picture_vert(), shader::picture_frag()})
    hash = quick_hash(std::as_bytes(code), hash);
  return quick_hash(keys, hash);
}

void Pipelines::make_ahead(const std::filesystem::path& file) {
  static_assert(std::has_unique_object_representations_v<PipelineKey>);
  std::error_code missing;
  if (!std::filesystem::exists(file, missing)) return;
  auto bytes = read_file(file);
  std::uint64_t hash = 0, first = 0;
  if (!bytes || bytes->size() < sizeof hash + sizeof first) return;
  std::memcpy(&hash, bytes->data(), sizeof hash);
  auto rest = std::span<const std::byte>(*bytes).subspan(sizeof hash);
  if (hash != hash_of(rest)) return;
  std::memcpy(&first, rest.data(), sizeof first);
  for (rest = rest.subspan(sizeof first); rest.size() >= sizeof(PipelineKey);
       rest = rest.subspan(sizeof(PipelineKey))) {
    PipelineKey key;
    std::memcpy(static_cast<void*>(&key), rest.data(), sizeof key);
    if (first > 0)
      begin(key), --first;
    else
      later_.push_back(key);
  }
}

void Pipelines::begin(const PipelineKey& key) {
  {
    std::lock_guard lock(mutex_);
    if (!entries_.try_emplace(key).second) return;
  }
  jobs_.submit([this, key] {
    auto made = make(key);
    std::lock_guard lock(mutex_);
    Entry& entry = entries_.at(key);
    if (made) entry.pipeline = std::move(*made);
    entry.is_there = true;
    made_one_.notify_all();
  });
}

void Pipelines::picture_is_drawn() {
  if (while_new_ && ++pictures_without_new_ > pictures_under_way) {
    while_new_.reset();
    jobs_.submit(give_idle_memory_back);  // compilers leave much of it
  }
  if (first_picture_) return;
  first_picture_ = asked_.size();
  for (const PipelineKey& key : std::exchange(later_, {})) begin(key);
}

Result<void> Pipelines::remember(const std::filesystem::path& file) const {
  std::uint64_t hash = 0, first = first_picture_.value_or(asked_.size());
  std::vector<std::byte> bytes(sizeof hash);
  std::ranges::copy(std::as_bytes(std::span(&first, 1)), std::back_inserter(bytes));
  std::ranges::copy(std::as_bytes(std::span(asked_)), std::back_inserter(bytes));
  hash = hash_of(std::span<const std::byte>(bytes).subspan(sizeof hash));
  std::memcpy(bytes.data(), &hash, sizeof hash);
  if (auto made = make_folder(file.parent_path()); !made) return made;
  return write_file_atomic(file, bytes);
}

Result<gpu::Pipeline> Pipelines::make(const PipelineKey& key) const {
  const Features& f = key.features;
  bool probe = key.target == Target::probe;
  gpu::GraphicsPipelineDesc desc;
  desc.label = "surface";
  desc.vertex = key.geometry == Geometry::picture ? shader::picture_vert() : shader::surface_vert();
  desc.fragment = key.geometry == Geometry::picture ? shader::picture_frag() : shader::surface_frag();
  std::uint32_t id = 0;
  for (std::uint32_t value : {std::uint32_t{key.lights},
                              std::uint32_t{key.shadows},
                              std::uint32_t{f.base_map},
                              std::uint32_t{f.surface_map},
                              std::uint32_t{f.normal_map},
                              std::uint32_t{f.occlusion_map},
                              std::uint32_t{f.emissive_map},
                              static_cast<std::uint32_t>(f.blending),
                              std::uint32_t{f.glossy},
                              std::uint32_t{f.coat},
                              std::uint32_t{f.separate_transforms},
                              std::uint32_t{f.unlit},
                              std::uint32_t{f.double_sided},
                              std::uint32_t{probe},
                              std::uint32_t{key.coloured},
                              std::uint32_t{key.ambient},
                              std::uint32_t{key.fading},
                              std::uint32_t{key.baked},
                              std::uint32_t{f.shows_sky},
                              std::uint32_t{code_ == Code::small}})
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
  SparseBlocks sparse;
  return gpu::Pipeline::create(device_, cache_, desc);
}

}  // namespace enf
