#include "engine/render/renderer_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <tuple>

#include <fmt/format.h>

#include "engine/render/light.h"
#include "engine/scene/visibility.h"

namespace enf {

Result<void> Renderer::State::make(Jobs& jobs) {
  auto opened = gpu::PipelineCache::open(device, settings.cache_folder);
  if (!opened) return std::unexpected(opened.error());
  cache = std::move(*opened);
  auto made_streamer = Streamer::create(device, jobs, settings.stream);
  if (!made_streamer) return std::unexpected(made_streamer.error());
  streamer = std::move(*made_streamer);
  // Anisotropic filtering is for devices that have hardware for it.
  auto made_assets = Assets::create(device, *streamer, device.info().is_cpu ? 1.0f : 8.0f);
  if (!made_assets) return std::unexpected(made_assets.error());
  assets = std::move(*made_assets);
  auto made_shadows = ShadowMaps::create(device, cache, *assets, *streamer, settings);
  if (!made_shadows) return std::unexpected(made_shadows.error());
  shadows = std::move(*made_shadows);
  auto made_probes = Probes::create(device);
  if (!made_probes) return std::unexpected(made_probes.error());
  probes = std::move(*made_probes);
  auto made_overlay = Overlay::create(device, cache, *assets);
  if (!made_overlay) return std::unexpected(made_overlay.error());
  overlay = std::move(*made_overlay);
  frames = std::make_unique<gpu::Frames>(device);

  using gpu::BindingKind;
  auto made_frame = gpu::SetLayout::create(device, {.label = "frame",
                                                    .bindings = {{.binding = 0, .kind = BindingKind::uniform},
                                                                 {.binding = 1, .kind = BindingKind::texture}}});
  auto made_room = gpu::SetLayout::create(device, {.label = "room",
                                                   .bindings = {{.binding = 0, .kind = BindingKind::uniform},
                                                                {.binding = 1, .kind = BindingKind::texture},
                                                                {.binding = 2, .kind = BindingKind::uniform_dynamic}}});
  if (!made_frame) return std::unexpected(made_frame.error());
  if (!made_room) return std::unexpected(made_room.error());
  frame_layout = std::move(*made_frame), room_layout = std::move(*made_room);
  samples = settings.samples > 1 ? std::min(4u, device.info().max_samples) : 1;
  settings.samples = samples;
  pipelines.emplace(device, cache,
                    std::vector<const gpu::SetLayout*>{&frame_layout, &room_layout, &assets->material_layout()}, samples);
  scene = std::make_shared<RenderScene>();
  list.light_lists.push_back({});
  if (auto uploaded = upload_lights({}); !uploaded) return uploaded;
  return make_targets(settings.width, settings.height);
}

Result<void> Renderer::State::make_targets(std::uint32_t width, std::uint32_t height) {
  std::uint32_t most = device.info().max_image_size;
  if (width == 0 || height == 0 || width > most || height > most)
    return fail({.id = "render.size",
                 .what = fmt::format("a picture of {} x {} pixels was asked for; this device draws 1 to {} a side", width,
                                     height, most)});
  if (picture && picture.width() == width && picture.height() == height) return {};
  auto image = [&](gpu::Image& out, const char* label, VkFormat format, std::uint32_t count,
                   VkImageUsageFlags usage) -> Result<void> {
    auto made = gpu::Image::create(
        device, {.label = label, .format = format, .width = width, .height = height, .samples = count, .usage = usage});
    if (!made) return std::unexpected(made.error());
    out = std::move(*made);
    return {};
  };
  if (auto r = image(picture, "picture", main_colour_format, 1,
                     VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT);
      !r)
    return r;
  if (samples > 1)
    if (auto r = image(colour, "samples", main_colour_format, samples, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT); !r) return r;
  if (auto r = image(depth, "depth", depth_format, samples, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT); !r) return r;
  settings.width = width, settings.height = height;
  return {};
}

Result<void> Renderer::State::set_scene(std::shared_ptr<const RenderScene> next) {
  if (auto loaded = assets->load(*next); !loaded) return loaded;
  scene = std::move(next);
  auto layers = shadows->assign(*scene);
  if (!layers) return std::unexpected(layers.error());
  list = list_drawables(*scene, *assets, settings.finest ? 0 : settings.light_budget, *layers);
  shadows->watch(*scene, list);
  if (auto assigned = probes->assign(*scene, list); !assigned) return assigned;
  all_spots.resize(scene->spots.size());
  for (std::uint32_t i = 0; i < all_spots.size(); ++i) all_spots[i] = i;
  if (auto uploaded = upload_lights({}); !uploaded) return uploaded;

  std::vector<PyramidId> pyramids;
  std::vector<ModelId> models;
  for (const PictureItem& item : scene->pictures) pyramids.push_back(assets->picture(item.source.get()).id);
  for (const ModelItem& item : scene->models) models.push_back(assets->model(item.source.get()).id);
  auto unique = [](auto& ids) {
    std::ranges::sort(ids);
    auto rest = std::ranges::unique(ids);
    ids.erase(rest.begin(), rest.end());
  };
  unique(pyramids), unique(models);
  return streamer->load_coarsest(pyramids, models);
}

Result<void> Renderer::State::upload_lights(std::span<const vec3> offsets) {
  // Always a new buffer: pictures under way still read the old one.
  auto made = gpu::Buffer::create(device, {.label = "lights",
                                           .bytes = list.light_lists.size() * sizeof(GpuLights),
                                           .usage = VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT,
                                           .memory = gpu::MemoryUse::upload});
  if (!made) return std::unexpected(made.error());
  lights = std::move(*made);
  for (std::size_t i = 0; i < list.light_lists.size(); ++i) {
    GpuLights block;
    for (std::size_t k = 0; k < list.light_lists[i].size(); ++k) {
      std::uint32_t spot = list.light_lists[i][k];
      block.light[k] = shadows->light(*scene, spot, spot < offsets.size() ? offsets[spot] : vec3(0));
    }
    std::memcpy(lights.mapped().data() + i * sizeof(GpuLights), &block, sizeof(GpuLights));
  }
  return {};
}

Renderer::State::View Renderer::State::view_of(const Camera& camera) const {
  View view;
  auto width = static_cast<float>(settings.width), height = static_cast<float>(settings.height);
  mat4 projection = reversed_perspective(camera.fov_y, width / height, camera.near_m, camera.far_m);
  projection = glm::translate(mat4(1), vec3(jitter_px * 2.0f / vec2(width, height), 0)) * projection;
  view.view_projection = projection * view_matrix(camera.eye, glm::normalize(camera.forward), camera.up);
  view.eye = camera.eye;
  view.frustum = frustum_of(view.view_projection);
  view.focal_px = height * 0.5f / std::tan(camera.fov_y * 0.5f);
  return view;
}

float Renderer::State::exposure_at(vec3 eye) const {
  float nearest = std::numeric_limits<float>::infinity(), lux = 200;
  for (const RoomItem& room : scene->rooms) {
    float d = room.bounds.empty() ? 0 : distance(room.bounds, eye);
    if (d < nearest) nearest = d, lux = room.exposure_lx;
  }
  return lux;
}

void Renderer::State::find_visible(const View& view, const Camera* camera) {
  visible.clear();
  room_visible.assign(scene->rooms.size(), false);
  // Through doorways only a part of the screen shows the room behind; without a camera (probes) everything around counts.
  room_frusta.assign(scene->rooms.size(), view.frustum);
  bool by_doorways = camera && scene->rooms.size() > 1;
  if (by_doorways) {
    for (const VisibleRoom& seen : visible_rooms(*scene, *camera, view.view_projection)) {
      if (seen.room >= room_visible.size()) continue;
      room_visible[seen.room] = true;
      if (seen.depth > 0) room_frusta[seen.room] = frustum_within(view.view_projection, seen.rect);
    }
  } else {
    room_visible.assign(scene->rooms.size(), true);
  }
  for (std::uint32_t i = 0; i < list.drawables.size(); ++i) {
    const Drawable& d = list.drawables[i];
    bool known = d.room < room_visible.size();
    if (known && !room_visible[d.room]) continue;
    if (touches(known ? room_frusta[d.room] : view.frustum, d.bounds)) visible.push_back(i);
  }
}

void Renderer::State::collect_wants(const View& view) {
  wants.clear();
  patches.clear();
  for (std::uint32_t index : visible) {
    const Drawable& d = list.drawables[index];
    if (d.kind == DrawableKind::picture) {
      const PictureItem& item = scene->pictures[d.index];
      std::size_t first = patches.size();
      select_patches(item.source->pyramid, item,
                     {view.eye, view.frustum, view.focal_px, settings.finest ? 0.5f : 1.0f}, patches);
      for (std::size_t i = first; i < patches.size(); ++i)
        wants.push_back(want_tile(d.picture->id, patches[i].level, patches[i].x, patches[i].y,
                                  std::max(patches[i].texel_px, 0.1f)));
    } else if (d.kind == DrawableKind::model) {
      const CookedModel& model = d.model->source->model;
      const CookedMesh& mesh = model.meshes[model.instances[d.instance].mesh];
      float away = std::max(distance(d.bounds, view.eye), 0.05f);
      std::uint32_t level = settings.finest ? 0 : level_for(mesh, d.largest_scale, away, view.focal_px, 0.7f);
      float coarsest_px = mesh.levels.back().error_m * d.largest_scale * view.focal_px / away;
      wants.push_back(want_mesh(d.model->id, model.instances[d.instance].mesh, level, std::max(coarsest_px, 0.1f)));
      // A texture that goes round the thing once needs about as many texels as the thing is wide on screen; twice that
      // allows for uneven unwrapping.
      float size_px = glm::length(d.bounds.size()) * view.focal_px / away * 2;
      for (const CookedPart& part : mesh.levels.front().parts) {
        const CookedMaterial& m = model.materials[part.material];
        for (const TextureUse* use : {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                                      &m.occlusion_texture, &m.emissive_texture}) {
          if (use->texture == TextureUse::none) continue;
          const CookedTexture& texture = model.textures[use->texture];
          auto last = static_cast<float>(texture.mip_sections.size() - 1);
          float texels = static_cast<float>(std::max(texture.width, texture.height));
          float mip = settings.finest ? 0.0f : std::clamp(std::floor(std::log2(texels / std::max(size_px, 1.0f))), 0.0f, last);
          wants.push_back(want_texture(d.model->id, use->texture, static_cast<std::uint32_t>(mip), size_px * 0.01f));
        }
      }
    }
  }
}

// Shadows and probes of the rooms in view that are out of date: all of them for a still, a few a picture otherwise.
Result<void> Renderer::State::refresh_light(bool all, FrameStats& stats) {
  std::vector<std::uint32_t> due;
  if (settings.redrawn_shadows == 0)
    for (std::uint32_t s : all_spots) {
      std::uint32_t room = scene->spots[s].room;
      if (shadows->out_of_date(s) && (room >= room_visible.size() || room_visible[room])) due.push_back(s);
    }
  if (!all && due.size() > 4) due.resize(4), stats.complete = false;
  if (!due.empty()) {
    auto drawn = gpu::run_now(device, [&](gpu::Frame& frame) { stats.shadow_maps = shadows->draw(frame, *scene, list, due); });
    if (!drawn) return drawn;
  }
  for (std::uint32_t r = 0; r < room_visible.size(); ++r) {
    if (!room_visible[r] || !probes->out_of_date(r)) continue;
    if (!all && stats.probes > 0) {
      stats.complete = false;
      break;
    }
    const RoomItem& room = scene->rooms[r];
    auto draw_face = [&](gpu::Frame& frame, const ProbeView& face) {
      View view{.view_projection = face.view_projection, .eye = face.position, .target = Target::probe, .only_room = r};
      view.frustum = frustum_of(view.view_projection);
      view.focal_px = 24;
      find_visible(view, nullptr);
      collect_wants(view);
      FrameStats ignored;
      list_calls(frame, view, calls, ignored);
      record_calls(frame, view, room.exposure_lx, !face.with_ambient, calls);
    };
    std::vector<bool> seen = room_visible;
    auto taken = probes->take(r, room, draw_face);
    room_visible = seen;
    if (!taken) return taken;
    ++stats.probes;
  }
  return {};
}

void Renderer::State::add_call(DrawCall call, const MaterialOnGpu& material, Geometry geometry, const Drawable& d,
                               const View& view, std::vector<DrawCall>& out) {
  PipelineKey key{.features = material.features, .geometry = geometry, .target = view.target};
  Blending blending = material.features.blending;
  call.transparent = blending == Blending::blend || blending == Blending::glass;
  if (view.target == Target::probe) {
    if (call.transparent) return;
    // Colour and light is all that an ambient picture needs.
    key.features = {.base_map = true,
                    .emissive = static_cast<std::uint8_t>(key.features.emissive > 0 ? 1 : 0),
                    .unlit = key.features.unlit,
                    .double_sided = true};
    if (geometry == Geometry::picture) key.features.base_map = false;
  }
  if (!key.features.unlit) key.lights = d.lights, key.shadows = std::min(d.shadows, d.lights);
  call.pipeline = pipelines->get(key);
  if (!call.pipeline) {
    error = pipelines->error();
    return;
  }
  call.material = material.set.handle();
  call.room = d.room;
  call.light_list = d.light_list;
  call.distance_m = distance(d.bounds, view.eye);
  out.push_back(call);
}

void Renderer::State::list_calls(gpu::Frame& frame, const View& view, std::vector<DrawCall>& out, FrameStats& stats) {
  out.clear();
  gpu_patches.clear();
  auto keep = [&]<class T>(Result<T> result) -> T {
    if (result) return *result;
    error = result.error();
    return nullptr;
  };
  for (std::uint32_t index : visible) {
    Drawable& d = list.drawables[index];
    bool here = view.only_room == no_room || d.room == view.only_room || d.room == no_room;
    if (d.kind == DrawableKind::picture) {
      const PictureItem& item = scene->pictures[d.index];
      const MaterialOnGpu* material = keep(assets->picture_material(item));
      // This picture's patches: they lie in its own pyramid, in a row.
      std::size_t first = gpu_patches.size();
      PatchView patch_view{view.eye, view.frustum, view.focal_px, settings.finest ? 0.5f : 1.0f};
      std::size_t begin = patches.size();
      select_patches(item.source->pyramid, item, patch_view, patches);
      for (std::size_t i = begin; i < patches.size(); ++i) {
        const Patch& p = patches[i];
        auto tile = streamer->resident_tile(d.picture->id, p.level, p.x, p.y);
        if (!tile) {
          stats.complete = false;
          continue;
        }
        if (tile->level != p.level) stats.complete = false;
        vec2 low = tile->uv_origin, high = tile->uv_origin + tile->uv_size * p.tile_end;
        gpu_patches.push_back({p.where, vec4(low, high), static_cast<float>(tile->layer)});
      }
      patches.resize(begin);
      if (!material || !here || gpu_patches.size() == first) continue;
      DrawCall call{.count = 6, .instances = static_cast<std::uint32_t>(gpu_patches.size() - first)};
      call.constants.row = {vec4(item.corner, 0), vec4(item.right, 0), vec4(item.down, 0)};
      std::size_t calls_before = out.size();
      add_call(call, *material, Geometry::picture, d, view, out);
      if (out.size() > calls_before) out.back().first_index = static_cast<std::uint32_t>(first);
      continue;
    }
    if (!here) continue;
    if (d.kind == DrawableKind::surface) {
      DrawCall call{.vertices = gpu::slice(d.mesh->vertices), .indices = gpu::slice(d.mesh->indices), .count = d.mesh->index_count};
      call.constants = draw_constants();
      add_call(call, *d.material, Geometry::wide, d, view, out);
      continue;
    }
    const CookedModel& model = d.model->source->model;
    std::uint32_t mesh_index = model.instances[d.instance].mesh;
    const CookedMesh& mesh = model.meshes[mesh_index];
    float away = std::max(distance(d.bounds, view.eye), 0.05f);
    std::uint32_t wanted = settings.finest ? 0 : level_for(mesh, d.largest_scale, away, view.focal_px, 0.7f);
    auto level = streamer->resident_level(d.model->id, mesh_index, wanted);
    if (!level || level->level > wanted) stats.complete = false;
    if (!level) continue;
    DrawCall call{.vertices = level->vertices, .indices = level->indices};
    call.constants = draw_constants(mesh, d.transform);
    Geometry geometry = mesh.layout == VertexLayout::compact ? Geometry::compact : Geometry::wide;
    for (const CookedPart& part : level->cooked->parts) {
      const MaterialOnGpu* material = keep(assets->model_material(*d.model, part.material));
      if (!material) continue;
      call.first_index = part.first_index, call.count = part.index_count;
      add_call(call, *material, geometry, d, view, out);
    }
  }
  if (!gpu_patches.empty()) {
    gpu::BufferSlice slice = frame.transient_copy(std::span<const GpuPatch>(gpu_patches));
    for (DrawCall& call : out)
      if (call.indices.buffer == VK_NULL_HANDLE) call.vertices = slice;
  }
  // Solid things by pipeline and material, near ones first; then what shows through, far ones first.
  std::ranges::sort(out, [](const DrawCall& a, const DrawCall& b) {
    if (a.transparent != b.transparent) return b.transparent;
    if (a.transparent) return a.distance_m > b.distance_m;
    return std::tie(a.pipeline, a.material, a.light_list, a.distance_m) <
           std::tie(b.pipeline, b.material, b.light_list, b.distance_m);
  });
  for (const DrawCall& call : out) {
    ++stats.draws;
    stats.triangles += std::uint64_t{call.count} / 3 * call.instances;
  }
}

void Renderer::State::record_calls(gpu::Frame& frame, const View& view, float exposure_lx, bool without_ambient,
                                   std::span<const DrawCall> draws) {
  gpu::Recorder& commands = frame.commands();
  GpuFrame constants{view.view_projection, vec4(view.eye, 1), vec4(1 / exposure_lx, without_ambient ? 1 : 0, 0, 0)};
  VkSampler smooth = assets->samplers().get({.mip_filter = VK_SAMPLER_MIPMAP_MODE_NEAREST,
                                             .wrap_u = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE,
                                             .wrap_v = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE});
  VkSampler cube = assets->sampler(TextureWrap::clamp, TextureWrap::clamp);
  const std::array frame_descriptors{gpu::Descriptor::of(0, frame.transient_copy(constants)),
                                     gpu::Descriptor::of(1, shadows->image().view(), smooth)};
  VkDescriptorSet frame_set = frame.transient_set(frame_layout, frame_descriptors);
  // One set a room, and one for things of no room (which take the first room's light, if there is one).
  room_sets.assign(scene->rooms.size() + 1, VK_NULL_HANDLE);
  auto room_set = [&](std::uint32_t room) {
    std::uint32_t known = room < scene->rooms.size() ? room : 0;
    auto& set = room_sets[std::min<std::size_t>(room, scene->rooms.size())];
    if (set != VK_NULL_HANDLE) return set;
    const RoomItem* item = known < scene->rooms.size() ? &scene->rooms[known] : nullptr;
    const std::array descriptors{gpu::Descriptor::of(0, frame.transient_copy(probes->constants(known, item))),
                                 gpu::Descriptor::of(1, probes->reflections(known).view(), cube),
                                 gpu::Descriptor::of(2, gpu::slice(lights, 0, sizeof(GpuLights)))};
    return set = frame.transient_set(room_layout, descriptors);
  };
  for (const DrawCall& call : draws) {
    commands.bind(*call.pipeline);
    commands.bind_set(0, frame_set);
    const std::uint32_t offset = call.light_list * static_cast<std::uint32_t>(sizeof(GpuLights));
    commands.bind_set(1, room_set(call.room), std::span(&offset, 1));
    commands.bind_set(2, call.material);
    commands.push_constants(call.constants);
    commands.bind_vertices(0, call.vertices);
    if (call.indices.buffer == VK_NULL_HANDLE) {
      commands.draw(call.count, call.instances, 0, call.first_index);
    } else {
      commands.bind_indices(call.indices);
      commands.draw_indexed(call.count, call.instances, call.first_index);
    }
  }
}

void Renderer::State::draw_main(gpu::Frame& frame, const View& view, const DrawOptions& options, float exposure_lx) {
  vec3 back = options.background;
  std::array<float, 4> clear{};
  for (int i = 0; i < 3; ++i) {
    float c = std::clamp(back[i], 0.0f, 1.0f);
    clear[static_cast<std::size_t>(i)] = c < 0.0031308f ? 12.92f * c : 1.055f * std::pow(c, 1 / 2.4f) - 0.055f;
  }
  clear[3] = 1;
  gpu::ColourTarget target{.image = samples > 1 ? &colour : &picture, .clear = clear};
  if (samples > 1) target.store = gpu::Store::discard, target.resolve = &picture;
  frame.begin_timer("main");
  frame.commands().begin_pass({.label = "main",
                               .colour = {target},
                               .depth = gpu::DepthTarget{.image = &depth, .store = gpu::Store::discard},
                               .images = {{.image = &shadows->image(), .access = gpu::Access::sampled}}});
  record_calls(frame, view, exposure_lx, false, calls);
  frame.commands().end_pass();
  frame.end_timer();
}

Result<FrameStats> Renderer::State::draw(const Camera& camera, const DrawOptions& options, const Window* window) {
  FrameStats stats;
  error.reset();
  View view = view_of(camera);
  float exposure_lx = options.exposure_lx > 0 ? options.exposure_lx : exposure_at(camera.eye);
  find_visible(view, &camera);
  collect_wants(view);
  if (options.wait_for_streaming) {
    shadows->want(all_spots, *scene, list, wants);
    if (auto loaded = streamer->load_now(wants); !loaded) return std::unexpected(loaded.error());
  }
  if (auto refreshed = refresh_light(options.wait_for_streaming, stats); !refreshed) return std::unexpected(refreshed.error());
  if (stats.probes > 0) find_visible(view, &camera), collect_wants(view);
  VkFormat final_format = window ? window->format : main_colour_format;
  if (auto ready = overlay->prepare(options.overlay, final_format); !ready) return std::unexpected(ready.error());

  auto begun = frames->begin();
  if (!begun) return std::unexpected(begun.error());
  gpu::Frame& frame = **begun;
  streamer->update(frame, wants);
  if (settings.redrawn_shadows > 0)
    stats.shadow_maps = shadows->redraw(frame, *scene, list, settings.redrawn_shadows);
  list_calls(frame, view, calls, stats);
  draw_main(frame, view, options, exposure_lx);

  vec2 size(settings.width, settings.height);
  if (window) {
    gpu::Image& image = *window->target.image;
    frame.commands().begin_pass({.label = "window",
                                 .colour = {{.image = &image, .load = gpu::Load::discard}},
                                 .images = {{.image = &picture, .access = gpu::Access::sampled}}});
    overlay->fill(frame, picture, window->format);
    overlay->draw(frame, options.overlay, window->format, size);
    frame.commands().end_pass();
    frame.commands().use(gpu::ImageUse{&image, gpu::Access::present});
  } else if (!options.overlay.empty()) {
    frame.commands().begin_pass({.label = "overlay", .colour = {{.image = &picture, .load = gpu::Load::keep}}});
    overlay->draw(frame, options.overlay, main_colour_format, size);
    frame.commands().end_pass();
  }
  auto submitted = window ? frames->submit(window->target.wait, window->target.signal) : frames->submit();
  if (!submitted) return std::unexpected(submitted.error());
  if (error) return std::unexpected(*error);
  last_submission = *submitted;
  assets->forget_old_bitmaps();
  for (std::uint32_t index : visible) stats.lights_max = std::max(stats.lights_max, list.drawables[index].lights_used);
  stats.rooms = static_cast<std::uint32_t>(std::ranges::count(room_visible, true));
  last_stats = stats;
  return stats;
}

Result<ImageData> Renderer::State::read_back() {
  auto pixels = gpu::read_image(device, picture);
  if (!pixels) return std::unexpected(pixels.error());
  ImageData image{.encoding = TextureEncoding::rgba8_srgb, .width = pixels->width, .height = pixels->height};
  image.rgba.resize(pixels->bytes.size());
  std::memcpy(image.rgba.data(), pixels->bytes.data(), image.rgba.size());
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  return image;
}

}  // namespace enf
