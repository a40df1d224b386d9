#include "engine/render/drawables.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include "engine/render/light.h"
#include "engine/scene/model_triangles.h"
#include "engine/scene/occlusion.h"

namespace enf {

namespace {

Box picture_bounds(const PictureItem& p) {
  Box box;
  for (vec3 corner : {p.corner, p.corner + p.right, p.corner + p.down, p.corner + p.right + p.down}) box.add(corner);
  return box;
}

void find_plane(const CookedModel& model, Drawable& d) {
  const CookedMesh& mesh = model.meshes[model.instances[d.instance].mesh];
  if (mesh.flat.normal == vec3(0)) return;
  d.lit_as_flat = true;
  for (const CookedPart& part : mesh.levels.front().parts) {
    const CookedMaterial& m = model.materials[part.material];
    if (m.double_sided) {
      d.lit_as_flat = false;
      return;
    }
    if (m.normal_texture.texture != TextureUse::none) d.lit_as_flat = false;
  }
  mat3 turn(d.transform);
  vec3 normal = glm::normalize(glm::transpose(glm::inverse(turn)) * mesh.flat.normal);
  vec3 point(d.transform * vec4(mesh.flat.normal * -mesh.flat.offset, 1));
  d.flat = {normal, -glm::dot(normal, point)};
}

// A scene of more things than this without known rooms is searched for what hides what.
constexpr std::size_t few_drawables = 64;
constexpr std::uint32_t group_size = 16;
constexpr float least_occluder_m2 = 0.4f;
// A model or a frame that seldom takes much of a picture.
constexpr float small_m = 1.5f;

bool is_small(const Drawable& d) {
  return d.kind != DrawableKind::picture && !d.bounds.empty() && glm::length(d.bounds.size()) < small_m;
}

// Sorts a part of the list so that what lies together stands together, halving it along its longest side.
void group(DrawableList& list, std::uint32_t first, std::uint32_t count) {
  auto part = std::span(list.drawables).subspan(first, count);
  DrawableGroup whole{.first = first, .count = count};
  Box centres;
  for (const Drawable& d : part) whole.bounds.add(d.bounds), centres.add(d.bounds.centre());
  if (count <= group_size) {
    list.groups.push_back(whole);
    return;
  }
  vec3 size = centres.size();
  int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
  std::uint32_t half = count / 2;
  std::ranges::nth_element(part, part.begin() + half, {},
                           [axis](const Drawable& d) { return d.bounds.centre()[axis]; });
  group(list, first, half);
  group(list, first + half, count - half);
}

void find_occluders(DrawableList& list) {
  for (Drawable& d : list.drawables) {
    if (d.kind != DrawableKind::model) continue;
    const CookedModel& model = d.model->source->model;
    std::uint32_t index = model.instances[d.instance].mesh;
    const CookedMesh& mesh = model.meshes[index];
    vec3 size = d.bounds.size();
    // Nothing large fits into a small box, nor into one with two short sides.
    if (mesh.levels.empty() || size.x * size.y + size.y * size.z + size.z * size.x < least_occluder_m2 * 2) continue;
    bool solid = std::ranges::all_of(mesh.levels.front().parts, [&](const CookedPart& part) {
      const CookedMaterial& m = model.materials[part.material];
      return m.alpha_mode == AlphaMode::opaque && m.transmission <= 0;
    });
    if (!solid) continue;
    bool two_sided = std::ranges::any_of(
        mesh.levels.front().parts, [&](const CookedPart& part) { return model.materials[part.material].double_sided; });
    std::vector<vec3> corners;
    bool mirrored = glm::determinant(mat3(d.transform)) < 0;
    for (const Triangle& t : mesh_triangles(*d.model->source, index, 0)) {
      std::array<vec3, 3> at;
      for (std::size_t i = 0; i < 3; ++i) at[mirrored ? 2 - i : i] = vec3(d.transform * vec4(t[i], 1));
      corners.insert(corners.end(), at.begin(), at.end());
      if (two_sided) corners.insert(corners.end(), {at[0], at[2], at[1]});
    }
    corners = large_triangles(corners, least_occluder_m2);
    d.first_occluder = static_cast<std::uint32_t>(list.occluders.size() / 3);
    d.occluders = static_cast<std::uint32_t>(corners.size() / 3);
    list.occluders.insert(list.occluders.end(), corners.begin(), corners.end());
  }
}

// Where its baked light is to be found: in the map, or else in the air.
void find_baked(const RenderScene& scene, DrawableList& list, Drawable& d) {
  if (d.room >= scene.rooms.size() || !scene.rooms[d.room].light) return;
  const RoomItem& room = scene.rooms[d.room];
  auto nth = [&](const std::vector<std::uint32_t>& of_room) { return std::size_t{d.index - of_room.front()}; };
  // Metals have no diffuse light for a map to tell; of lamps they show where each is.
  if (d.kind == DrawableKind::surface && scene.surfaces[d.index].material->factors.metallic < 0.5f)
    d.chart = room.light->chart_of(room.light->surfaces, nth(room.surfaces), d.bounds);
  else if (d.kind == DrawableKind::picture)
    d.chart = room.light->chart_of(room.light->pictures, nth(room.pictures), d.bounds);
  if (d.chart) return;
  // Irradiance by harmonics (Ramamoorthi and Hanrahan 2001), their constants multiplied in as the shader wants them.
  constexpr std::array<float, 9> constants{0.282094792f, 0.488602512f, 0.488602512f, 0.488602512f, 1.092548431f,
                                           1.092548431f, 0.315391565f, 1.092548431f, 0.546274215f};
  Harmonics light = room.light->volume.at(d.bounds.centre()).rest;
  d.around = static_cast<std::uint32_t>(list.arounds.size());
  auto& around = list.arounds.emplace_back();
  for (std::size_t k = 0; k < 9; ++k)
    around[k] = vec4(light[k] * constants[k] * (k == 0 ? pi : k < 4 ? 2 * pi / 3 : pi / 4), 0);
}

}  // namespace

DrawableList list_drawables(const RenderScene& scene, Assets& assets, const LightLimits& limits,
                            std::span<const std::uint8_t> throws_shadow) {
  DrawableList list;
  const bool any_throws = std::ranges::find(throws_shadow, 1) != throws_shadow.end();
  list.rooms.resize(scene.rooms.size() + 1);
  auto room_part = [&](std::uint32_t room) -> RoomDrawables& {
    return list.rooms[std::min<std::size_t>(room, scene.rooms.size())];
  };
  for (std::uint32_t i = 0; i < scene.spots.size(); ++i) room_part(scene.spots[i].room).spots.push_back(i);

  std::vector<Drawable> found;
  for (std::uint32_t i = 0; i < scene.surfaces.size(); ++i) {
    const SurfaceItem& item = scene.surfaces[i];
    if (item.mesh->indices.empty()) continue;
    Drawable d{.kind = DrawableKind::surface, .index = i, .room = item.room, .bounds = item.mesh->bounds};
    d.mesh = &assets.mesh(item);
    d.material = &assets.material(item);
    Blending blending = d.material->features.blending;
    d.casts_shadow = item.casts_shadow && blending != Blending::blend && blending != Blending::glass;
    found.push_back(d);
  }
  for (std::uint32_t i = 0; i < scene.models.size(); ++i) {
    const ModelItem& item = scene.models[i];
    const CookedModel& model = item.source->model;
    for (std::uint32_t k = 0; k < model.instances.size(); ++k) {
      if (!item.shows(model.instances[k])) continue;
      Drawable d{.kind = DrawableKind::model, .index = i, .instance = k, .room = item.room};
      d.transform = item.transform * model.instances[k].transform;
      d.bounds = transformed(model.meshes[model.instances[k].mesh].bounds, d.transform);
      for (int axis = 0; axis < 3; ++axis)
        d.largest_scale = std::max(axis == 0 ? 0.0f : d.largest_scale, glm::length(vec3(d.transform[axis])));
      d.model = &assets.model(item.source.get());
      d.casts_shadow = item.casts_shadow;
      d.coloured = model.meshes[model.instances[k].mesh].coloured;
      find_plane(model, d);
      found.push_back(d);
    }
  }
  for (std::uint32_t i = 0; i < scene.pictures.size(); ++i) {
    const PictureItem& item = scene.pictures[i];
    Drawable d{.kind = DrawableKind::picture, .index = i, .room = item.room, .bounds = picture_bounds(item)};
    d.picture = &assets.picture(item.source.get());
    found.push_back(d);
  }

  // Counted into their rooms, in the scene's order.
  for (const Drawable& d : found) ++room_part(d.room).count;
  std::uint32_t next = 0;
  for (RoomDrawables& part : list.rooms) part.first = next, next += std::exchange(part.count, 0);
  list.drawables.resize(found.size());
  for (const Drawable& d : found) {
    RoomDrawables& part = room_part(d.room);
    part.bounds.add(d.bounds);
    list.drawables[part.first + part.count++] = d;
  }

  if (scene.rooms.size() <= 1 && found.size() > few_drawables) {
    find_occluders(list);
    for (const RoomDrawables& part : list.rooms)
      if (part.count > 0) group(list, part.first, part.count);
  }

  list.lights_fade = std::ranges::any_of(scene.spots, fades);
  list.light_lists.push_back({});  // the empty one
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  std::uint32_t budget = limits.budget == 0 ? max_lights_a_draw : std::min(limits.budget, max_lights_a_draw);
  std::vector<std::uint32_t> candidates;
  for (std::uint32_t room = 0; room < list.rooms.size(); ++room) {
    const RoomDrawables& part = list.rooms[room];
    bool of_none = room == scene.rooms.size();
    candidates = part.spots;
    if (of_none) {
      candidates.resize(scene.spots.size());
      std::iota(candidates.begin(), candidates.end(), 0u);
    } else {
      candidates.insert(candidates.end(), list.rooms.back().spots.begin(), list.rooms.back().spots.end());
    }
    known.clear();  // lists are shared within a room
    known.emplace(std::vector<std::uint32_t>{}, 0u);
    for (Drawable& d : std::span(list.drawables).subspan(part.first, part.count)) {
      find_baked(scene, list, d);
      if (d.chart) {
        d.lights = 0;
        continue;
      }
      auto spots = spots_for(scene.spots, candidates, {d.bounds, d.lit_as_flat ? d.flat : Plane{vec3(0), 0}}, budget);
      auto has_shadow = [&](std::uint32_t s) { return throws_shadow[s] != 0; };
      std::ranges::stable_partition(spots, has_shadow);
      auto shadowed = static_cast<std::size_t>(std::ranges::count_if(spots, has_shadow));
      d.lights_used = static_cast<std::uint32_t>(spots.size());
      const bool is_coarse = limits.coarse_counts || is_small(d);
      const LightCounts counts = limits.coarse_counts && is_small(d) ? LightCounts::coarsest
                                 : is_coarse                         ? LightCounts::coarse
                                                                     : LightCounts::fine;
      d.lights = light_bucket(spots.size(), counts);
      d.shadows = static_cast<std::uint8_t>(shadowed);
      // One count more or less does not deserve a pipeline of its own: where all real lights have shadows, the padding
      // may as well, and where counts are coarse all may, for without a map a light's shadow is none.
      if ((shadowed == spots.size() && any_throws) || (is_coarse && shadowed > 0)) d.shadows = d.lights;
      auto [entry, fresh] = known.try_emplace(spots, static_cast<std::uint32_t>(list.light_lists.size()));
      if (fresh) list.light_lists.push_back(std::move(spots));
      d.light_list = entry->second;
    }
  }
  return list;
}

GpuDraw draw_constants(const CookedMesh& mesh, const mat4& to_world) {
  mat4 m = to_world;
  GpuDraw draw;
  if (mesh.layout == VertexLayout::compact) {
    m = m * glm::translate(mat4(1), mesh.grid_origin) * glm::scale(mat4(1), vec3(mesh.grid_step * 65535.0f));
    draw.uv = vec4(mesh.uv_step * 65535.0f, mesh.uv_origin);
  }
  for (int row = 0; row < 3; ++row)
    draw.row[static_cast<std::size_t>(row)] = vec4(m[0][row], m[1][row], m[2][row], m[3][row]);
  return draw;
}

GpuDraw draw_constants() {
  GpuDraw draw;
  draw.row = {vec4(1, 0, 0, 0), vec4(0, 1, 0, 0), vec4(0, 0, 1, 0)};
  return draw;
}

}  // namespace enf
