#include "engine/render/shadows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "engine/base/hash.h"
#include "engine/render/light.h"
#include "engine/render/shader_code.h"
#include "engine/scene/visibility.h"

namespace enf {

namespace {

constexpr VkFormat moments_format = VK_FORMAT_R32G32_SFLOAT;
// Shadow maps show models in the level that is right within this.
constexpr float caster_error_m = 0.003f;

// Push constants of depth.vert and depth.frag.
struct CutOutDraw {
  GpuDepthDraw draw;
  vec4 transform[2];  // w: base colour's alpha, cutoff
};
static_assert(sizeof(CutOutDraw) == 112);

mat4 from_rows(const GpuDraw& draw) {
  return glm::transpose(mat4(draw.row[0], draw.row[1], draw.row[2], vec4(0, 0, 0, 1)));
}

std::uint32_t caster_level(const Drawable& d) {
  const CookedModel& model = d.model->source->model;
  const CookedMesh& mesh = model.meshes[model.instances[d.instance].mesh];
  return choose_level(mesh, 1, {.pixels_per_radian = 1, .max_error_px = caster_error_m, .scale = d.largest_scale});
}

}  // namespace

ShadowView shadow_view(const SpotItem& spot, const Box& bounds) {
  ShadowView view;
  // The whole lit cone, up to 75 degrees off the axis; beyond that a flat map has no texels to give.
  float half = std::min(std::acos(cone_of(spot).cos_end), radians_from_degrees(75));
  view.tangent = std::tan(half);
  vec3 up = std::abs(spot.direction.y) < 0.99f ? vec3(0, 1, 0) : vec3(0, 0, 1);
  view.right = glm::normalize(glm::cross(spot.direction, up));
  view.up = glm::cross(view.right, spot.direction);
  vec3 farthest = glm::max(glm::abs(bounds.low - spot.position), glm::abs(bounds.high - spot.position));
  view.far_m = std::max(bounds.empty() ? 10.0f : glm::length(farthest), 0.5f);
  if (spot.range_m > 0) view.far_m = std::min(view.far_m, spot.range_m);
  view.near_m = std::clamp(view.far_m * 0.01f, 0.02f, 0.1f);
  // As steep as floats allow: exp2 of (warp * distance) squared must stay finite over the whole range.
  view.warp_per_m = std::min(20.0f, 100.0f / view.far_m);
  view.warp_zero_m = view.far_m * 0.5f;
  view.to_clip =
      reversed_perspective(2 * half, 1, view.near_m, view.far_m) * view_matrix(spot.position, spot.direction, up);
  return view;
}

Result<std::unique_ptr<ShadowMaps>> ShadowMaps::create(gpu::Device& device, const gpu::PipelineCache& cache,
                                                       Assets& assets, Streamer& streamer,
                                                       const RenderSettings& settings) {
  std::unique_ptr<ShadowMaps> maps(new ShadowMaps(device, assets, streamer, settings));
  maps->texels_ = settings.redrawn_shadows > 0 ? 1024 : settings.shadow_texels;
  if (auto made = maps->make_pipelines(cache); !made) return std::unexpected(made.error());
  if (auto made = maps->make_images(); !made) return std::unexpected(made.error());
  return maps;
}

Result<void> ShadowMaps::make_pipelines(const gpu::PipelineCache& cache) {
  auto two = gpu::SetLayout::create(device_, {.label = "shadow filter",
                                              .bindings = {{.binding = 0, .kind = gpu::BindingKind::texture},
                                                           {.binding = 1, .kind = gpu::BindingKind::texture}}});
  if (!two) return std::unexpected(two.error());
  layout_ = std::move(*two);
  auto one = gpu::SetLayout::create(
      device_, {.label = "cut-out caster", .bindings = {{.binding = 0, .kind = gpu::BindingKind::texture}}});
  if (!one) return std::unexpected(one.error());
  texture_layout_ = std::move(*one);
  auto make = [&](gpu::Pipeline& out, gpu::GraphicsPipelineDesc desc) -> Result<void> {
    auto made = gpu::Pipeline::create(device_, cache, desc);
    if (!made) return std::unexpected(made.error());
    out = std::move(*made);
    return {};
  };
  for (VertexLayout layout : {VertexLayout::compact, VertexLayout::wide}) {
    auto i = static_cast<std::size_t>(layout);
    gpu::GraphicsPipelineDesc desc{.label = "shadow depth",
                                   .vertex = shader::depth_vert(),
                                   .push_constant_bytes = sizeof(CutOutDraw),
                                   .streams = {vertex_stream(layout)},
                                   .cull = VK_CULL_MODE_NONE,
                                   .depth_format = depth_format};
    std::erase_if(desc.streams[0].attributes, [](const auto& a) { return a.location != 0 && a.location != 3; });
    if (auto made = make(depth_[i], desc); !made) return made;
    desc.fragment = shader::depth_frag();
    desc.sets = {&texture_layout_};
    if (auto made = make(cut_out_[i], desc); !made) return made;
  }
  gpu::GraphicsPipelineDesc desc{.label = "shadow span",
                                 .vertex = shader::fullscreen_vert(),
                                 .fragment = shader::shadow_span_frag(),
                                 .sets = {&layout_},
                                 .push_constant_bytes = sizeof(GpuShadowFilter),
                                 .cull = VK_CULL_MODE_NONE,
                                 .colour_formats = {moments_format},
                                 .depth_compare = VK_COMPARE_OP_ALWAYS,
                                 .depth_write = false};
  if (auto made = make(span_, desc); !made) return made;
  desc.label = "shadow width";
  desc.fragment = shader::shadow_width_frag();
  if (auto made = make(width_, desc); !made) return made;
  desc.label = "shadow filter";
  desc.fragment = shader::shadow_filter_frag();
  return make(filter_, desc);
}

Result<void> ShadowMaps::make_images() {
  std::uint32_t texels = settings_.redrawn_shadows > 0 ? texels_ : texels_ * 2;
  std::uint32_t layers = 1 + std::max(settings_.redrawn_shadows, settings_.shadows ? settings_.shadow_maps : 0);
  constexpr VkImageUsageFlags colour = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
  auto depth =
      gpu::Image::create(device_, {.label = "shadow depth",
                                   .format = depth_format,
                                   .width = texels,
                                   .height = texels,
                                   .usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT});
  auto spans = gpu::Image::create(
      device_,
      {.label = "shadow spans", .format = moments_format, .width = texels / 8, .height = texels / 8, .usage = colour});
  auto widths = gpu::Image::create(
      device_,
      {.label = "shadow widths", .format = moments_format, .width = texels / 8, .height = texels / 8, .usage = colour});
  auto moments = gpu::Image::create(device_, {.label = "shadow moments",
                                              .kind = gpu::ImageKind::array,
                                              .format = moments_format,
                                              .width = texels_,
                                              .height = texels_,
                                              .layers = layers,
                                              .usage = colour});
  if (!depth) return std::unexpected(depth.error());
  if (!spans) return std::unexpected(spans.error());
  if (!widths) return std::unexpected(widths.error());
  if (!moments) return std::unexpected(moments.error());
  widths_ = std::move(*widths);
  depth_map_ = std::move(*depth), spans_ = std::move(*spans), moments_ = std::move(*moments);
  layers_.resize(layers);
  // The first layer is read by lights that have no map and by the padding of light lists.
  return gpu::run_now(device_, [&](gpu::Frame& frame) {
    frame.commands().begin_pass(
        {.label = "no shadow", .colour = {{.image = &moments_, .clear = {1e30f, 1e30f, 0, 0}}}});
    frame.commands().end_pass();
    frame.commands().use(gpu::ImageUse{&moments_, gpu::Access::sampled});
  });
}

std::vector<std::uint8_t> ShadowMaps::throwing(const RenderScene& scene) const {
  std::vector<std::uint8_t> result(scene.spots.size(), 0);
  bool redrawn = settings_.redrawn_shadows > 0;
  std::uint32_t left = redrawn ? settings_.redrawn_shadows : settings_.shadows ? ~0u : 0;
  for (std::size_t i = 0; i < scene.spots.size() && left > 0; ++i) {
    const SpotItem& spot = scene.spots[i];
    result[i] = spot.cos_field > -1 && (spot.casts_shadow || redrawn) && spot.intensity_cd > 0;
    left -= result[i];
  }
  return result;
}

void ShadowMaps::set_scene(const RenderScene& scene, const DrawableList& list) {
  std::vector<std::uint8_t> throws = throwing(scene);
  offsets_.clear();
  spots_.assign(scene.spots.size(), {});
  Box everything;
  for (const RoomDrawables& part : list.rooms) everything.add(part.bounds);
  for (std::uint32_t s = 0; s < spots_.size(); ++s) {
    Spot& entry = spots_[s];
    entry.throws = throws[s];
    if (!entry.throws) continue;
    const SpotItem& spot = scene.spots[s];
    // A spot of a room falls on that room's things and on those of none.
    Box bounds = everything;
    if (spot.room != no_room) bounds = list.of(spot.room).bounds, bounds.add(list.of(no_room).bounds);
    entry.view = shadow_view(spot, bounds);
    std::uint64_t signature = 1;
    auto mix = [&](const auto& value) { signature = quick_hash(std::as_bytes(std::span(&value, 1)), signature); };
    mix(spot.position), mix(spot.direction), mix(spot.falloff), mix(spot.cos_beam), mix(spot.cos_field);
    mix(spot.range_m), mix(spot.source_radius_m), mix(bounds);
    auto see = [&](const RoomDrawables& part) {
      for (std::uint32_t i = part.first; i < part.first + part.count; ++i) {
        const Drawable& d = list.drawables[i];
        if (!d.casts_shadow || illuminance_bound(spot, {d.bounds}) <= 0) continue;
        entry.casters.push_back(i);
        mix(d.mesh), mix(d.material), mix(d.model), mix(d.instance), mix(d.transform);
      }
    };
    if (spot.room == no_room)
      for (const RoomDrawables& part : list.rooms) see(part);
    else
      see(list.of(spot.room)), see(list.of(no_room));
    entry.signature = signature;
    for (std::uint32_t layer = 1; layer < layers_.size(); ++layer)
      if (layers_[layer].signature == signature) entry.layer = layer;
  }
}

GpuLight ShadowMaps::light(const RenderScene& scene, std::uint32_t index) const {
  const SpotItem& spot = scene.spots[index];
  ConeCurve cone = cone_of(spot);
  GpuLight light;
  light.position = vec4(spot.position + (index < offsets_.size() ? offsets_[index] : vec3(0)), cone.offset);
  light.towards = vec4(-spot.direction, cone.scale);
  light.colour = vec4(spot.colour * spot.intensity_cd, cone.a);
  light.cone = vec4(cone.b, cone.d, 0, 0);
  if (fades(spot)) light.up.w = std::pow(spot.range_m, -4.0f);
  const Spot& entry = spots_[index];
  if (!entry.throws) return light;
  const ShadowView& view = entry.view;
  if (layers_[entry.layer].current) light.cone.z = static_cast<float>(entry.layer);
  light.cone.w = view.warp_per_m;
  light.right = vec4(-view.right * (0.5f / view.tangent), view.warp_zero_m);
  light.up = vec4(view.up * (0.5f / view.tangent), light.up.w);
  return light;
}

void ShadowMaps::displace(std::span<const vec3> offsets) {
  offsets_.assign(offsets.begin(), offsets.end());
  for (Layer& layer : layers_) layer.current = false;
}

void ShadowMaps::keep(std::span<const std::uint32_t> shown, std::span<const std::uint32_t> ahead) {
  ++pictures_;
  for (std::uint32_t s : shown) layers_[spots_[s].layer].last_shown = pictures_;
  for (std::uint32_t s : ahead) layers_[spots_[s].layer].last_ahead = pictures_;
}

// The layer that nobody has needed for longest; nothing if all are taken by those with as good a claim.
std::optional<std::uint32_t> ShadowMaps::free_layer(Claim claim) const {
  if (layers_.size() < 2) return std::nullopt;
  auto oldest = std::ranges::min_element(layers_.begin() + 1, layers_.end(), {}, [this](const Layer& layer) {
    return std::tuple(layer.signature != 0, layer.last_shown == pictures_, layer.last_ahead == pictures_,
                      std::max(layer.last_shown, layer.last_ahead));
  });
  bool is_taken = oldest->last_shown == pictures_ || (claim == Claim::ahead && oldest->last_ahead == pictures_);
  if (oldest->signature != 0 && is_taken) return std::nullopt;
  return static_cast<std::uint32_t>(oldest - layers_.begin());
}

bool ShadowMaps::out_of_date(std::uint32_t spot, Claim claim) const {
  const Spot& entry = spots_[spot];
  if (!entry.throws) return false;
  if (entry.layer == 0) return free_layer(claim).has_value();
  const Layer& layer = layers_[entry.layer];
  return !layer.current || (!layer.complete && layer.uploads != streamer_.stats().uploaded_bytes);
}

bool ShadowMaps::is_settled(std::uint32_t spot) const {
  const Spot& entry = spots_[spot];
  const Layer& layer = layers_[entry.layer];
  return !entry.throws || (entry.layer > 0 && layer.current && layer.complete);
}

bool ShadowMaps::is_awaited(std::uint32_t spot, Claim claim) const {
  return !is_settled(spot) && (spots_[spot].layer > 0 || free_layer(claim));
}

void ShadowMaps::want(std::span<const std::uint32_t> spots, const DrawableList& list, Claim claim,
                      std::vector<Want>& wants) const {
  bool is_ahead = claim == Claim::ahead, has_room = !is_ahead || free_layer(claim);
  for (std::uint32_t s : spots) {
    if (is_settled(s) || (spots_[s].layer == 0 && !has_room)) continue;
    for (std::uint32_t caster : spots_[s].casters) {
      const Drawable& d = list.drawables[caster];
      if (d.kind != DrawableKind::model) continue;
      std::uint32_t mesh = d.model->source->model.instances[d.instance].mesh;
      wants.push_back(want_mesh(d.model->id, mesh, caster_level(d), 1));
      wants.back().is_ahead = is_ahead;
    }
  }
}

std::uint32_t ShadowMaps::draw(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list,
                               std::span<const std::uint32_t> spots, Claim claim) {
  std::uint32_t drawn = 0;
  for (std::uint32_t s : spots) {
    Spot& entry = spots_[s];
    if (!out_of_date(s, claim)) continue;
    if (entry.layer == 0) {
      entry.layer = *free_layer(claim);
      Layer& layer = layers_[entry.layer];
      for (Spot& other : spots_)
        if (&other != &entry && other.layer == entry.layer) other.layer = 0;
      layer = {.signature = entry.signature};
      (claim == Claim::now ? layer.last_shown : layer.last_ahead) = pictures_;
    }
    draw_map(frame, scene, list, s);
    ++drawn;
  }
  // Probes look at them next, whose passes do not declare them one by one.
  if (drawn > 0) frame.commands().use(gpu::ImageUse{&moments_, gpu::Access::sampled});
  return drawn;
}

std::uint32_t ShadowMaps::redraw(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list,
                                 std::uint32_t count) {
  std::uint32_t drawn = 0;
  for (std::uint32_t s = 0; s < spots_.size() && drawn < count; ++s) {
    if (!spots_[s].throws) continue;
    spots_[s].layer = ++drawn;
    layers_[drawn].signature = spots_[s].signature;
    draw_map(frame, scene, list, s);
  }
  return drawn;
}

bool ShadowMaps::draw_casters(gpu::Frame& frame, const RenderScene&, const DrawableList& list, const Spot& spot,
                              const mat4& to_clip) {
  gpu::Recorder& commands = frame.commands();
  bool complete = true;
  Frustum frustum = frustum_of(to_clip);
  auto draw = [&](VertexLayout layout, const MaterialOnGpu* material, const GpuDraw& constants,
                  gpu::BufferSlice vertices, gpu::BufferSlice indices, VkIndexType index_type, std::uint32_t first,
                  std::uint32_t count) {
    bool cut_out = material && material->features.blending == Blending::mask && material->features.base_map;
    commands.bind(cut_out ? cut_out_[static_cast<std::size_t>(layout)] : depth_[static_cast<std::size_t>(layout)]);
    CutOutDraw push{{to_clip * from_rows(constants), constants.uv}, {vec4(1, 0, 0, 1), vec4(0, 1, 0, 0.5f)}};
    if (cut_out) {
      const GpuMaterial& values = material->values;
      push.transform[0] = vec4(vec3(values.transform[0]), values.base_colour.a);
      push.transform[1] = vec4(vec3(values.transform[1]), values.surface.w);
      const std::array texture{gpu::Descriptor::of(0, material->base_image->view(),
                                                   assets_.sampler(TextureWrap::repeat, TextureWrap::repeat))};
      commands.bind_set(0, frame.transient_set(texture_layout_, texture));
    }
    commands.bind_vertices(0, vertices);
    commands.bind_indices(indices, index_type);
    commands.push_constants(push);
    commands.draw_indexed(count, 1, first);
  };
  for (std::uint32_t index : spot.casters) {
    const Drawable& d = list.drawables[index];
    if (!touches(frustum, d.bounds)) continue;
    if (d.kind == DrawableKind::surface) {
      draw(VertexLayout::wide, d.material, draw_constants(), gpu::slice(d.mesh->vertices), gpu::slice(d.mesh->indices),
           d.mesh->index_type, 0, d.mesh->index_count);
      continue;
    }
    const CookedModel& model = d.model->source->model;
    std::uint32_t mesh_index = model.instances[d.instance].mesh;
    const CookedMesh& mesh = model.meshes[mesh_index];
    std::uint32_t wanted = caster_level(d);
    auto level = streamer_.resident_level(d.model->id, mesh_index, wanted);
    if (!level || level->level != wanted) complete = false;
    if (!level) continue;
    GpuDraw constants = draw_constants(mesh, d.transform);
    for (const CookedPart& part : level->cooked->parts) {
      const CookedMaterial& m = model.materials[part.material];
      if (m.alpha_mode == AlphaMode::blend || m.transmission > 0) continue;
      const MaterialOnGpu* material = nullptr;
      if (m.alpha_mode == AlphaMode::mask)
        if (auto made = assets_.model_material(*d.model, part.material)) material = *made;
      draw(mesh.layout, material, constants, level->vertices, level->indices, VK_INDEX_TYPE_UINT32, part.first_index,
           part.index_count);
    }
  }
  return complete;
}

void ShadowMaps::draw_map(gpu::Frame& frame, const RenderScene& scene, const DrawableList& list, std::uint32_t index) {
  const Spot& spot = spots_[index];
  Layer& layer = layers_[spot.layer];
  const ShadowView& view = spot.view;
  bool displaced = index < offsets_.size();
  mat4 to_clip = displaced ? view.to_clip * glm::translate(mat4(1), -offsets_[index]) : view.to_clip;
  gpu::Recorder& commands = frame.commands();

  commands.begin_pass({.label = "shadow depth", .depth = gpu::DepthTarget{.image = &depth_map_}});
  layer.complete = draw_casters(frame, scene, list, spot, to_clip);
  layer.current = true;
  layer.uploads = streamer_.stats().uploaded_bytes;
  commands.end_pass();

  GpuShadowFilter constants{.near_m = view.near_m,
                            .far_m = view.far_m,
                            .tangent = view.tangent,
                            .source_radius_m = displaced ? 0 : scene.spots[index].source_radius_m,
                            .warp_per_m = view.warp_per_m,
                            .warp_zero_m = view.warp_zero_m,
                            .texels = static_cast<float>(depth_map_.width()),
                            .result_texels = static_cast<float>(texels_)};
  VkSampler nearest = assets_.samplers().get({.filter = VK_FILTER_NEAREST,
                                              .mip_filter = VK_SAMPLER_MIPMAP_MODE_NEAREST,
                                              .wrap_u = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE,
                                              .wrap_v = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE});
  auto whole = [&](const char* label, const gpu::Pipeline& pipeline, gpu::ColourTarget target, gpu::Image& first,
                   gpu::Image& second) {
    target.load = gpu::Load::discard;
    commands.begin_pass({.label = label,
                         .colour = {target},
                         .images = {{.image = &first, .access = gpu::Access::sampled},
                                    {.image = &second, .access = gpu::Access::sampled}}});
    commands.bind(pipeline);
    const std::array set{gpu::Descriptor::of(0, first.view(), nearest), gpu::Descriptor::of(1, second.view(), nearest)};
    commands.bind_set(0, frame.transient_set(layout_, set));
    commands.push_constants(constants);
    commands.draw(3);
    commands.end_pass();
  };
  whole("shadow span", span_, {.image = &spans_}, depth_map_, depth_map_);
  whole("shadow width", width_, {.image = &widths_}, spans_, spans_);
  whole("shadow filter", filter_, {.image = &moments_, .layer = spot.layer}, depth_map_, widths_);
}

}  // namespace enf
