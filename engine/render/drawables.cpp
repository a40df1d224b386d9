#include "engine/render/drawables.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "engine/render/light.h"

namespace enf {

namespace {

Box picture_bounds(const PictureItem& p) {
  Box box;
  for (vec3 corner : {p.corner, p.corner + p.right, p.corner + p.down, p.corner + p.right + p.down}) box.add(corner);
  return box;
}

}  // namespace

DrawableList list_drawables(const RenderScene& scene, Assets& assets, std::uint32_t light_budget,
                            std::span<const std::uint8_t> throws_shadow) {
  DrawableList list;
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
      Drawable d{.kind = DrawableKind::model, .index = i, .instance = k, .room = item.room};
      d.transform = item.transform * model.instances[k].transform;
      d.bounds = transformed(model.meshes[model.instances[k].mesh].bounds, d.transform);
      for (int axis = 0; axis < 3; ++axis)
        d.largest_scale = std::max(axis == 0 ? 0.0f : d.largest_scale, glm::length(vec3(d.transform[axis])));
      d.model = &assets.model(item.source.get());
      d.casts_shadow = item.casts_shadow;
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

  list.light_lists.push_back({});  // the empty one
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  std::uint32_t budget = light_budget == 0 ? max_lights_a_draw : std::min(light_budget, max_lights_a_draw);
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
      auto spots = spots_for(scene.spots, candidates, d.bounds, budget);
      auto has_shadow = [&](std::uint32_t s) { return throws_shadow[s] != 0; };
      std::ranges::stable_partition(spots, has_shadow);
      auto shadowed = static_cast<std::size_t>(std::ranges::count_if(spots, has_shadow));
      d.lights_used = static_cast<std::uint32_t>(spots.size());
      d.lights = light_bucket(spots.size());
      d.shadows = static_cast<std::uint8_t>(shadowed);
      // One count more or less does not deserve a pipeline of its own: where all real lights have shadows, the padding
      // may as well.
      if (shadowed == spots.size() && shadowed > 0) d.shadows = d.lights;
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
