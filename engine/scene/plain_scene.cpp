#include "engine/scene/plain_scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace enf {

RenderScene plain_scene(const std::shared_ptr<const ModelSource>& source) {
  RenderScene scene;
  RoomItem room;
  room.id = "scene";
  const CookedModel& model = source->model;
  room.bounds = model.bounds.empty() ? Box{vec3(-1), vec3(1)} : model.bounds;
  room.floor_m = room.bounds.low.y, room.ceiling_m = room.bounds.high.y;
  vec3 size = room.bounds.size();
  room.probe_position = room.bounds.centre();
  if (size.y > 2) room.probe_position.y = room.bounds.low.y + std::min(1.6f, size.y / 2);
  room.exposure_lx = std::numbers::pi_v<float>;
  room.models = {0};
  scene.models.push_back({.source = source, .bounds = room.bounds, .room = 0, .owner = "model"});

  float reach = std::max(1.0f, glm::length(size));
  for (const CookedLight& light : model.lights) {
    if (!(light.intensity > 0)) continue;
    float largest = std::max({light.colour.x, light.colour.y, light.colour.z});
    if (!(largest > 0)) continue;
    SpotItem spot{.position = light.position,
                  .direction = light.direction,
                  .colour = light.colour / largest,
                  .intensity_cd = light.intensity * largest,
                  .falloff = Falloff::ramp,
                  .range_m = light.range_m,
                  .source_radius_m = 0.02f,
                  .room = 0};
    if (light.kind == LightKind::spot) {
      float inner = std::clamp(light.inner_cone_rad, 0.0f, 1.5707f),
            outer = std::clamp(light.outer_cone_rad, inner + 1e-3f, 1.5708f);
      spot.cos_beam = std::cos(inner), spot.cos_field = std::cos(outer);
    } else if (light.kind == LightKind::point) {
      spot.cos_beam = spot.cos_field = -1;
    } else {
      float distance = reach * 50;
      spot.position = room.bounds.centre() - light.direction * distance;
      spot.intensity_cd = light.intensity * largest * distance * distance;
      spot.cos_beam = spot.cos_field = -1;
      spot.range_m = 0;
    }
    room.spots.push_back(static_cast<std::uint32_t>(scene.spots.size()));
    scene.spots.push_back(spot);
  }
  // A file that brings lights says how it is lit: by these alone, as other viewers show it.
  room.has_probe = scene.spots.empty();
  scene.rooms.push_back(std::move(room));
  return scene;
}

}  // namespace enf
