// What a camera or a probe sees of the scene: found room by room, in the detail it deserves, and turned into draws.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <tuple>
#include <utility>

#include "engine/base/hash.h"
#include "engine/base/trace.h"
#include "engine/render/light.h"
#include "engine/render/renderer_state.h"

namespace enf {

namespace {

// A level of detail may be off by this on screen, in pixels.
constexpr float level_error_px = 0.7f;
// What moves over the screen is blurred by a part of the way it goes from one picture to the next; so many levels at
// most are not worth bringing then.
constexpr float blur_of_way = 1.0f / 16;
constexpr float most_levels_blurred = 2;
// What lies ahead changes little within such a step.
constexpr float small_step_m = 0.25f;
// Fewer than the streamer takes to see something as unused.
constexpr int pictures_without_wants_ahead = 16;
// In a scene without rooms, what is so near may soon be seen.
constexpr float near_m = 8;
// Probes show nothing that takes less than this of their picture's side.
constexpr float least_of_probe = 1.5f / 48;

// What finishes that may soon be seen weigh beside what is.
constexpr float finishes_ahead = 0.1f;

void note_nearest(const Drawable& d, vec3 eye) {
  if (!d.material->finer.empty()) d.material->nearest_m = std::min(d.material->nearest_m, distance(d.bounds, eye));
}

bool looks_away(const Drawable& d, vec3 eye) { return d.flat.normal != vec3(0) && d.flat.height(eye) < 0; }

}  // namespace

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

void Renderer::State::find_visible(const View& view, const Camera& camera) {
  trace::Zone zone("visibility");
  main_list.seen.clear(), main_list.patches.clear();
  rooms_seen.clear(), spots_seen.clear(), spots_near.clear();
  if (scene->rooms.size() > 1) {
    visible_rooms(*scene, camera, view.view_projection, rooms_seen);
  } else if (!scene->rooms.empty()) {
    rooms_seen.push_back({.room = 0});
  }
  auto append = [](std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  if (!list.groups.empty()) find_unhidden(view);
  // Through doorways only a part of the screen shows the room behind.
  for (const VisibleRoom& seen : rooms_seen) {
    Frustum frustum = seen.depth > 0 ? frustum_within(view.view_projection, seen.rect) : view.frustum;
    if (list.groups.empty()) add_touching(view, frustum, seen.room, main_list);
    append(spots_seen, list.of(seen.room).spots);
  }
  if (list.groups.empty()) add_touching(view, view.frustum, no_room, main_list);
  append(spots_seen, list.of(no_room).spots);

  look_ahead(view);
  for (std::uint32_t room : rooms_around)
    if (!is_seen(room)) append(spots_near, list.of(room).spots);
}

void Renderer::State::look_ahead(const View& view) {
  if (looked_from && glm::distance(*looked_from, view.eye) <= small_step_m) return;
  rooms_around = rooms_ahead(*scene, view.eye, view.eye);
  looked_from = view.eye;
  list_wants_ahead(view);
  ahead_is_new = true;
}

bool Renderer::State::is_seen(std::uint32_t room) const {
  return std::ranges::find(rooms_seen, room, &VisibleRoom::room) != rooms_seen.end();
}

// In a scene without rooms: from near to far, leaving out what lies behind the large things met so far.
void Renderer::State::find_unhidden(const View& view) {
  occlusion.begin(view.view_projection);
  auto nearer = [](const auto& a, const auto& b) { return a.first < b.first; };
  near_groups.clear();
  for (std::uint32_t i = 0; i < list.groups.size(); ++i)
    if (touches(view.frustum, list.groups[i].bounds))
      near_groups.push_back({distance(list.groups[i].bounds, view.eye), i});
  std::ranges::sort(near_groups, nearer);
  for (const auto& [away, index] : near_groups) {
    const DrawableGroup& group = list.groups[index];
    if (away > 0 && occlusion.hides(group.bounds)) continue;
    near_members.clear();
    for (std::uint32_t i = group.first; i < group.first + group.count; ++i)
      if (touches(view.frustum, list.drawables[i].bounds) && !looks_away(list.drawables[i], view.eye))
        near_members.push_back({distance(list.drawables[i].bounds, view.eye), i});
    std::ranges::sort(near_members, nearer);
    for (const auto& [member_away, member] : near_members) {
      const Drawable& d = list.drawables[member];
      Seen seen{.drawable = member};
      if (member_away > 0) seen.shows = occlusion.seen_part(d.bounds);
      if (seen.shows.empty()) continue;
      choose_detail(view, seen, main_list);
      if (d.kind != DrawableKind::picture || seen.patches > 0) main_list.seen.push_back(seen);
      const vec3* corners = list.occluders.data() + std::size_t{d.first_occluder} * 3;
      for (std::uint32_t t = 0; t < d.occluders; ++t, corners += 3)
        if (glm::dot(glm::cross(corners[1] - corners[0], corners[2] - corners[0]), view.eye - corners[0]) > 0)
          occlusion.add(corners[0], corners[1], corners[2]);
    }
  }
}

void Renderer::State::add_touching(const View& view, const Frustum& frustum, std::uint32_t room, ViewList& out) {
  const RoomDrawables& part = list.of(room);
  if (part.count == 0 || !touches(frustum, part.bounds)) return;
  for (std::uint32_t i = part.first; i < part.first + part.count; ++i) {
    const Drawable& d = list.drawables[i];
    if (!touches(frustum, d.bounds) || (view.target == Target::main && looks_away(d, view.eye))) continue;
    if (view.target == Target::probe &&
        glm::length(d.bounds.size()) < least_of_probe * 2 * std::max(distance(d.bounds, view.eye), 0.1f))
      continue;
    Seen seen{.drawable = i};
    choose_detail(view, seen, out);
    if (d.kind != DrawableKind::picture || seen.patches > 0) out.seen.push_back(seen);
  }
}

void Renderer::State::choose_detail(const View& view, Seen& seen, ViewList& out) {
  Drawable& d = list.drawables[seen.drawable];
  if (d.kind == DrawableKind::picture) {
    const PictureItem& item = scene->pictures[d.index];
    const Pyramid& pyramid = item.source->pyramid;
    seen.first_patch = static_cast<std::uint32_t>(out.patches.size());
    if (item.least_px > 0 && glm::length(item.right) * view.focal_px < item.least_px * distance(d.bounds, view.eye))
      return;
    // For a probe the coarsest tiles will do.
    float texel_limit_px = view.target == Target::probe ? std::numeric_limits<float>::infinity()
                           : settings.finest            ? 0.5f
                                                        : 1.0f;
    select_patches(pyramid, item, {view.eye, view.frustum, view.focal_px, texel_limit_px}, out.patches);
    seen.patches = static_cast<std::uint32_t>(out.patches.size()) - seen.first_patch;
  } else if (d.kind == DrawableKind::model) {
    const CookedModel& model = d.model->source->model;
    const CookedMesh& mesh = model.meshes[model.instances[d.instance].mesh];
    if (mesh.levels.empty()) return;
    float away = std::max(distance(d.bounds, view.eye), 0.05f);
    LevelChoice choice{.pixels_per_radian = view.focal_px, .max_error_px = level_error_px, .scale = d.largest_scale};
    if (view.target == Target::main && d.drawn_level < mesh.levels.size()) choice.previous = d.drawn_level;
    seen.level = settings.finest                ? 0
                 : view.target == Target::probe ? static_cast<std::uint32_t>(mesh.levels.size()) - 1
                                                : choose_level(mesh, away, choice);
    if (view.target == Target::main) d.drawn_level = seen.level;
    seen.error_px = std::max(mesh.levels.back().error_m * d.largest_scale * view.focal_px / away, 0.1f);
  }
}

// How many levels finer than what blur leaves of it the thing would be drawn.
std::uint32_t Renderer::State::levels_blurred(const View& view, const Drawable& d) const {
  if (!last_view_projection) return 0;
  vec4 middle(d.bounds.centre(), 1);
  vec4 now = view.view_projection * middle, before = *last_view_projection * middle;
  if (now.w <= 0 || before.w <= 0) return static_cast<std::uint32_t>(most_levels_blurred);
  vec2 way = (vec2(now) / now.w - vec2(before) / before.w) * 0.5f * vec2(settings.width, settings.height);
  float blur_px = std::max(glm::length(way) * blur_of_way, 1.0f);
  return static_cast<std::uint32_t>(std::min(std::log2(blur_px), most_levels_blurred));
}

void Renderer::State::collect_wants(const View& view, const ViewList& from) {
  trace::Zone zone("wants");
  for (const Seen& seen : from.seen) {
    const Drawable& d = list.drawables[seen.drawable];
    if (d.kind == DrawableKind::picture) {
      const PictureItem& item = scene->pictures[d.index];
      auto coarsest = static_cast<std::uint32_t>(item.source->pyramid.levels.size()) - 1;
      const std::uint32_t blurred = levels_blurred(view, d);
      for (std::uint32_t i = seen.first_patch; i < seen.first_patch + seen.patches; ++i) {
        const Patch& p = from.patches[i];
        if (p.level > coarsest) {
          wants.push_back(want_miniature(d.picture->id, std::max(p.texel_px, 0.1f)));
          continue;
        }
        // What is there stays; what isn't comes as fine as it can be seen, and print not before it can be read.
        std::uint32_t up = std::min(blurred, coarsest - p.level);
        if (auto tile = streamer->resident_tile(d.picture->id, p.level, p.x, p.y))
          up = std::min(up, tile->level - p.level);
        else if (item.least_px > 0 && blurred > 0)
          continue;
        wants.push_back(want_tile(d.picture->id, p.level + up, p.x >> up, p.y >> up,
                                  std::max(std::ldexp(p.texel_px, static_cast<int>(coarsest - p.level)), 0.1f)));
      }
    } else if (d.kind == DrawableKind::surface) {
      note_nearest(d, view.eye);
    } else {
      const CookedModel& model = d.model->source->model;
      const CookedMesh& mesh = model.meshes[model.instances[d.instance].mesh];
      if (mesh.levels.empty()) continue;
      wants.push_back(want_mesh(d.model->id, model.instances[d.instance].mesh, seen.level, seen.error_px));
      // A texture that goes round the thing once needs about as many texels as the thing is wide on screen; twice that
      // allows for uneven unwrapping.
      float away = std::max(distance(d.bounds, view.eye), 0.05f);
      float size_px = glm::length(d.bounds.size()) * view.focal_px / away * 2;
      for (const CookedPart& part : mesh.levels.front().parts) {
        const CookedMaterial& m = model.materials[part.material];
        for (const TextureUse* use : {&m.base_colour_texture, &m.metallic_roughness_texture, &m.normal_texture,
                                      &m.occlusion_texture, &m.emissive_texture}) {
          if (use->texture == TextureUse::none) continue;
          const CookedTexture& texture = model.textures[use->texture];
          auto last = static_cast<float>(texture.mip_sections.size() - 1);
          float texels = static_cast<float>(std::max(texture.width, texture.height));
          float mip =
              settings.finest ? 0.0f : std::clamp(std::floor(std::log2(texels / std::max(size_px, 1.0f))), 0.0f, last);
          wants.push_back(want_texture(d.model->id, use->texture, static_cast<std::uint32_t>(mip), size_px * 0.01f));
        }
      }
    }
  }
  assets->want_finishes(settings.finest ? std::numeric_limits<float>::infinity() : view.focal_px, 1, wants);
}

// The coarsest form of all that stands in the rooms in view, also behind the visitor's back, and in those beyond; of
// finishes what could be seen from here.
void Renderer::State::list_wants_ahead(const View& view) {
  const vec3 eye = view.eye;
  trace::Zone zone("wants");
  wants_ahead.clear();
  auto ahead = [&](Want want) {
    want.is_ahead = true;
    wants_ahead.push_back(want);
  };
  auto coarsest = [&](const Drawable& d, float weight) {
    if (d.kind == DrawableKind::picture) {
      if (scene->pictures[d.index].least_px == 0) ahead(want_miniature(d.picture->id, weight));
    } else if (d.kind == DrawableKind::surface) {
      note_nearest(d, eye);
    } else {
      const CookedModel& model = d.model->source->model;
      std::uint32_t index = model.instances[d.instance].mesh;
      const CookedMesh& mesh = model.meshes[index];
      if (mesh.levels.empty()) return;
      ahead(want_mesh(d.model->id, index, static_cast<std::uint32_t>(mesh.levels.size()) - 1, weight));
      for (const CookedPart& part : mesh.levels.back().parts)
        if (std::uint32_t texture = model.materials[part.material].base_colour_texture.texture;
            texture != TextureUse::none)
          ahead(want_texture(d.model->id, texture,
                             static_cast<std::uint32_t>(model.textures[texture].mip_sections.size()) - 1, weight));
    }
  };
  for (const DrawableGroup& group : list.groups)
    if (distance(group.bounds, eye) < near_m)
      for (const Drawable& d : std::span(list.drawables).subspan(group.first, group.count)) coarsest(d, 1);
  if (!list.groups.empty()) return;
  // Sooner is heavier.
  float weight = 1;
  for (std::uint32_t room : rooms_around) {
    weight *= 0.9f;
    for (const Drawable& d : list.drawables_of(room)) coarsest(d, weight);
  }
  assets->want_finishes(view.focal_px, finishes_ahead, wants_ahead);
}

// What lies ahead is asked for until it is there, then now and then, so that it counts as used: a picture at rest need
// not go through all of it.
bool Renderer::State::is_time_for_wants_ahead() {
  if (!std::exchange(ahead_is_new, false) && streamer->quiet() && ++pictures_at_rest < pictures_without_wants_ahead)
    return false;
  pictures_at_rest = 0;
  return true;
}

bool Renderer::State::is_there(std::uint32_t room) const {
  return std::ranges::all_of(list.drawables_of(room), [&](const Drawable& d) {
    if (d.kind == DrawableKind::picture) {
      const PictureItem& item = scene->pictures[d.index];
      return item.least_px > 0 || streamer->resident_tile(d.picture->id, 0, 0, 0).has_value();
    }
    if (d.kind != DrawableKind::model) return true;
    const CookedModel& model = d.model->source->model;
    std::uint32_t mesh = model.instances[d.instance].mesh;
    auto coarsest = static_cast<std::uint32_t>(model.meshes[mesh].levels.size());
    if (coarsest-- == 0) return true;
    auto level = streamer->resident_level(d.model->id, mesh, coarsest);
    return level && level->level == coarsest;
  });
}

void Renderer::State::add_call(DrawCall call, const MaterialOnGpu& material, Geometry geometry, const Drawable& d,
                               const View& view, std::vector<DrawCall>& out) {
  PipelineKey key{.features = material.features, .geometry = geometry, .target = view.target};
  Blending blending = material.features.blending;
  call.transparent = blending == Blending::blend || blending == Blending::glass;
  if (view.target == Target::probe) {
    if (call.transparent) return;
    // Colour and light is all that an ambient picture needs.
    key.features = {.base_map = true, .unlit = key.features.unlit, .double_sided = true};
    if (geometry == Geometry::picture) key.features.base_map = false;
  }
  key.coloured = d.coloured, key.fading = list.lights_fade;
  if (d.chart && !key.features.unlit) {
    key.baked = true;
    call.constants.light_u = d.chart->u, call.constants.light_v = d.chart->v;
  }
  if (view.target == Target::main && d.room < scene->rooms.size())
    key.ambient = scene->rooms[d.room].has_probe || scene->rooms[d.room].laylight_lx != vec3(0);
  if (!key.features.unlit) key.lights = d.lights, key.shadows = std::min(d.shadows, d.lights);
  if (view.target == Target::probe && !key.features.unlit) {
    key.lights = d.chart ? std::uint8_t{0} : light_bucket(d.lights, LightCounts::coarsest);
    key.shadows = d.shadows > 0 ? key.lights : 0;
  }
  call.pipeline = pipelines->get(key);
  if (!call.pipeline) {
    error = pipelines->error();
    return;
  }
  call.pipeline_order = quick_hash(std::as_bytes(std::span(&key, 1)));
  call.material = material.set.handle();
  call.material_order = material.order;
  call.drawable = static_cast<std::uint32_t>(&d - list.drawables.data());
  call.room = d.room;
  call.light_list = d.light_list;
  call.distance_m = distance(d.bounds, view.eye);
  out.push_back(call);
}

void Renderer::State::list_picture(const View& view, const Seen& seen, const ViewList& from, std::vector<DrawCall>& out,
                                   FrameStats& stats) {
  const Drawable& d = list.drawables[seen.drawable];
  const PictureItem& item = scene->pictures[d.index];
  auto material = assets->picture_material(item);
  if (!material) {
    error = material.error();
    return;
  }
  std::size_t first = gpu_patches.size();
  for (std::uint32_t i = seen.first_patch; i < seen.first_patch + seen.patches; ++i) {
    const Patch& p = from.patches[i];
    auto tile = streamer->resident_tile(d.picture->id, p.level, p.x, p.y);
    if (!tile || tile->level != p.level) stats.complete = false;
    if (!tile && item.least_px > 0) continue;  // what it is printed on shows
    if (!tile) {
      ++stats.stand_ins;  // its mean colour
      gpu_patches.push_back({.where = p.where,
                             .tint = vec4(item.source->pyramid.average_colour, 1),
                             .tile = static_cast<float>(streamer->white_layer())});
      continue;
    }
    vec2 low = tile->uv_origin, high = tile->uv_origin + tile->uv_size * p.tile_end;
    gpu_patches.push_back({.where = p.where, .texels = vec4(low, high), .tile = static_cast<float>(tile->layer)});
  }
  DrawCall call{.first_index = static_cast<std::uint32_t>(first),
                .count = 6,
                .instances = static_cast<std::uint32_t>(gpu_patches.size() - first),
                .shows = seen.shows};
  call.constants.row = {vec4(item.corner, 0), vec4(item.right, 0), vec4(item.down, 0)};
  if (call.instances > 0) add_call(call, **material, Geometry::picture, d, view, out);
}

void Renderer::State::list_model(const View& view, const Seen& seen, std::vector<DrawCall>& out, FrameStats& stats) {
  Drawable& d = list.drawables[seen.drawable];
  const CookedModel& model = d.model->source->model;
  std::uint32_t mesh_index = model.instances[d.instance].mesh;
  const CookedMesh& mesh = model.meshes[mesh_index];
  if (mesh.levels.empty()) return;
  auto level = streamer->resident_level(d.model->id, mesh_index, seen.level);
  if (!level || level->level != seen.level) stats.complete = false;
  if (!level) {
    ++stats.holes;
    return;
  }
  DrawCall call{.vertices = level->vertices, .indices = level->indices, .shows = seen.shows};
  call.constants = draw_constants(mesh, d.transform);
  Geometry geometry = mesh.layout == VertexLayout::compact ? Geometry::compact : Geometry::wide;
  for (const CookedPart& part : level->cooked->parts) {
    auto material = assets->model_material(*d.model, part.material);
    if (!material) {
      error = material.error();
      return;
    }
    call.first_index = part.first_index, call.count = part.index_count;
    add_call(call, **material, geometry, d, view, out);
  }
}

void Renderer::State::list_calls(gpu::Frame& frame, const View& view, const ViewList& from, std::vector<DrawCall>& out,
                                 FrameStats& stats) {
  trace::Zone zone("list");
  out.clear();
  gpu_patches.clear();
  if (auto refreshed = assets->refresh_materials(); !refreshed) error = refreshed.error();
  if (view.target == Target::main && !assets->has_finishes_wanted()) stats.complete = false;
  for (const Seen& seen : from.seen) {
    const Drawable& d = list.drawables[seen.drawable];
    if (d.kind == DrawableKind::picture) {
      list_picture(view, seen, from, out, stats);
    } else if (d.kind == DrawableKind::model) {
      list_model(view, seen, out, stats);
    } else {
      DrawCall call{.vertices = gpu::slice(d.mesh->vertices),
                    .indices = gpu::slice(d.mesh->indices),
                    .index_type = d.mesh->index_type,
                    .count = d.mesh->index_count,
                    .shows = seen.shows};
      call.constants = draw_constants();
      add_call(call, *d.material, Geometry::wide, d, view, out);
    }
  }
  if (!gpu_patches.empty()) {
    gpu::BufferSlice slice = frame.transient_copy(std::span<const GpuPatch>(gpu_patches));
    for (DrawCall& call : out)
      if (call.indices.buffer == VK_NULL_HANDLE) call.vertices = slice;
  }
  // Solid things by pipeline and material, near ones first; then what shows through, far ones first. Never by
  // addresses: where faces lie in one plane the first drawn is seen, and that must be the same in every run.
  std::ranges::sort(out, [](const DrawCall& a, const DrawCall& b) {
    if (a.transparent != b.transparent) return b.transparent;
    if (a.transparent) return std::tie(b.distance_m, b.drawable) < std::tie(a.distance_m, a.drawable);
    return std::tie(a.pipeline_order, a.material_order, a.light_list, a.distance_m, a.drawable, a.first_index) <
           std::tie(b.pipeline_order, b.material_order, b.light_list, b.distance_m, b.drawable, b.first_index);
  });
  for (const DrawCall& call : out) {
    ++stats.draws;
    stats.triangles += std::uint64_t{call.count} / 3 * call.instances;
  }
}

void Renderer::State::record_calls(gpu::Frame& frame, const View& view, float exposure_lx, bool without_ambient,
                                   std::span<const DrawCall> draws) {
  trace::Zone zone("record");
  if (draws.empty()) return;
  gpu::Recorder& commands = frame.commands();
  GpuFrame constants{view.view_projection, vec4(view.eye, 1), vec4(1 / exposure_lx, without_ambient ? 1 : 0, 0, 0)};
  VkSampler smooth = assets->samplers().get({.mip_filter = VK_SAMPLER_MIPMAP_MODE_NEAREST,
                                             .wrap_u = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE,
                                             .wrap_v = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE});
  VkSampler cube = assets->sampler(TextureWrap::clamp, TextureWrap::clamp);
  const std::array frame_descriptors{gpu::Descriptor::of(0, frame.transient_copy(constants)),
                                     gpu::Descriptor::of(1, shadows->image().view(), smooth)};
  VkDescriptorSet frame_set = frame.transient_set(frame_layout, frame_descriptors);

  // The lights of the lists that are used, one after the other.
  constexpr std::uint32_t unused = ~0u;
  list_places.assign(list.light_lists.size(), unused);
  std::uint32_t places = 0;
  for (const DrawCall& call : draws)
    if (list_places[call.light_list] == unused) list_places[call.light_list] = places++;
  gpu::Transient lights = frame.transient(places * sizeof(GpuLights));
  for (std::size_t i = 0; i < list_places.size(); ++i) {
    if (list_places[i] == unused) continue;
    GpuLights block;
    for (std::size_t k = 0; k < list.light_lists[i].size(); ++k)
      block.light[k] = shadows->light(*scene, list.light_lists[i][k]);
    std::memcpy(lights.bytes.data() + list_places[i] * sizeof(GpuLights), &block, sizeof(GpuLights));
  }
  gpu::BufferSlice one_list = lights.slice;
  one_list.bytes = sizeof(GpuLights);

  // The light around them in the same way: of rooms, of none (which takes the first room's, if there is one), of
  // things.
  const auto room_count = static_cast<std::uint32_t>(scene->rooms.size());
  auto around_of = [&](const DrawCall& call) {
    std::uint32_t around = list.drawables[call.drawable].around;
    return around == ~0u ? std::min(call.room, room_count) : room_count + 1 + around;
  };
  around_places.assign(room_count + 1 + list.arounds.size(), unused);
  places = 0;
  for (const DrawCall& call : draws)
    if (auto& place = around_places[around_of(call)]; place == unused) place = places++;
  gpu::Transient arounds = frame.transient(places * sizeof(GpuRoom));
  auto known_room = [&](std::uint32_t room) { return room < room_count ? room : 0; };
  std::uint32_t written = 0;
  for (const DrawCall& call : draws) {
    std::uint32_t around = around_of(call), room = known_room(call.room);
    if (around_places[around] != written) continue;  // it was met before
    ++written;
    GpuRoom block = probes->constants(room, room < room_count ? &scene->rooms[room] : nullptr);
    if (around > room_count) block.ambient = list.arounds[around - room_count - 1], block.laylight = vec4(0);
    std::memcpy(arounds.bytes.data() + around_places[around] * sizeof(GpuRoom), &block, sizeof(GpuRoom));
  }
  gpu::BufferSlice one_around = arounds.slice;
  one_around.bytes = sizeof(GpuRoom);

  room_sets.assign(scene->rooms.size() + 1, VK_NULL_HANDLE);
  auto room_set = [&](std::uint32_t room) {
    auto& set = room_sets[std::min(room, room_count)];
    if (set != VK_NULL_HANDLE) return set;
    const std::uint32_t known = known_room(room);
    const RoomLight* light = known < room_count ? scene->rooms[known].light.get() : nullptr;
    const LightOnGpu* map = light && !light->map.lux.empty() ? &assets->light(light) : nullptr;
    const std::array descriptors{
        gpu::Descriptor::of(0, one_around), gpu::Descriptor::of(1, probes->reflections(known).view(), cube),
        gpu::Descriptor::of(2, one_list), gpu::Descriptor::of(3, (map ? map->lux : assets->white()).view(), smooth),
        gpu::Descriptor::of(4, (map ? map->towards : assets->white()).view(), smooth)};
    return set = frame.transient_set(room_layout, descriptors);
  };
  ScreenRect scissor;
  bool shows_here = true;
  // Of a part of the picture what cannot be seen in it is left out, but for a pixel's doubt.
  auto height_at = [&](float row) { return row / static_cast<float>(settings.height) * 2 - 1; };
  const bool is_part = view.rows_px < settings.height;
  const Frustum part =
      frustum_within(view.view_projection,
                     {vec2(-1, height_at(static_cast<float>(view.top_px) - 1)),
                      vec2(1, height_at(static_cast<float>(view.top_px) + static_cast<float>(view.rows_px) + 1))});
  for (const DrawCall& call : draws) {
    if (is_part && !touches(part, list.drawables[call.drawable].bounds)) continue;
    if (call.shows != scissor) {
      scissor = call.shows;
      vec2 size(settings.width, settings.height);
      vec2 low = glm::floor((scissor.low * 0.5f + 0.5f) * size), high = glm::ceil((scissor.high * 0.5f + 0.5f) * size);
      auto top = static_cast<float>(view.top_px), rows = static_cast<float>(view.rows_px);
      low.y = std::max(low.y - top, 0.0f), high.y = std::min(high.y - top, rows);
      shows_here = high.y > low.y;
      if (shows_here)
        commands.set_scissor(static_cast<std::int32_t>(low.x), static_cast<std::int32_t>(low.y),
                             static_cast<std::uint32_t>(high.x - low.x), static_cast<std::uint32_t>(high.y - low.y));
    }
    if (!shows_here) continue;
    commands.bind(*call.pipeline);
    commands.bind_set(0, frame_set);
    const std::array offsets{around_places[around_of(call)] * static_cast<std::uint32_t>(sizeof(GpuRoom)),
                             list_places[call.light_list] * static_cast<std::uint32_t>(sizeof(GpuLights))};
    commands.bind_set(1, room_set(call.room), offsets);
    commands.bind_set(2, call.material);
    commands.push_constants(call.constants);
    commands.bind_vertices(0, call.vertices);
    if (call.indices.buffer == VK_NULL_HANDLE) {
      commands.draw(call.count, call.instances, 0, call.first_index);
    } else {
      commands.bind_indices(call.indices, call.index_type);
      commands.draw_indexed(call.count, call.instances, call.first_index);
    }
  }
}

}  // namespace enf
