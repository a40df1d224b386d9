// Shapes to trace light in.
#pragma once

#include <memory>
#include <vector>

#include "engine/light/traced_scene.h"

namespace enf {

inline std::shared_ptr<const TracedMaterial> matt(float albedo) {
  TracedMaterial m;
  m.base_colour = vec4(vec3(albedo), 1);
  m.gloss = 0;
  return std::make_shared<const TracedMaterial>(m);
}

// Front along cross(right, up).
inline std::shared_ptr<const TracedMesh> quad_mesh(vec3 corner, vec3 right, vec3 up,
                                                   std::shared_ptr<const TracedMaterial> material) {
  TracedMesh mesh;
  mesh.positions = {corner, corner + right, corner + right + up, corner + up};
  mesh.uvs = {vec2(0, 1), vec2(1, 1), vec2(1, 0), vec2(0, 0)};
  mesh.indices = {0, 1, 2, 0, 2, 3};
  mesh.material = std::move(material);
  return std::make_shared<const TracedMesh>(std::move(mesh));
}

// A room: -x, +x, floor, ceiling, -z, +z; faces look inwards.
inline std::vector<std::shared_ptr<const TracedMesh>> box_inside(
    vec3 low, vec3 high, const std::shared_ptr<const TracedMaterial>& material) {
  vec3 s = high - low, x(s.x, 0, 0), y(0, s.y, 0), z(0, 0, s.z);
  return {quad_mesh(low, y, z, material),     quad_mesh(low + x, z, y, material), quad_mesh(low, z, x, material),
          quad_mesh(low + y, x, z, material), quad_mesh(low, x, y, material),     quad_mesh(low + z, y, x, material)};
}

}  // namespace enf
