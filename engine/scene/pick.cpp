#include "engine/scene/pick.h"

#include <algorithm>

#include "engine/scene/model_triangles.h"

namespace enf {

std::optional<Pick> pick(const RenderScene& scene, const Ray& ray) {
  std::optional<Pick> best;
  auto nearer = [&](float t) { return !best || t < best->distance; };
  auto take = [&](float t, vec3 normal, const std::string& owner) {
    normal = glm::normalize(normal);
    if (glm::dot(normal, ray.direction) > 0) normal = -normal;
    best = Pick{owner, ray.at(t), normal, t};
  };
  auto triangle = [&](const Ray& along, vec3 a, vec3 b, vec3 c) {
    auto t = hit(along, a, b, c);
    return t && *t > 1e-4f ? t : std::nullopt;
  };
  for (const PictureItem& picture : scene.pictures) {
    vec3 a = picture.corner, b = a + picture.down, c = b + picture.right, d = a + picture.right;
    auto t = triangle(ray, a, b, c);
    if (!t) t = triangle(ray, a, c, d);
    if (t && nearer(*t)) take(*t, glm::cross(picture.down, picture.right), picture.owner);
  }
  for (const SurfaceItem& item : scene.surfaces) {
    if (item.material && item.material->factors.transmission > 0) continue;
    auto box = hit(ray, item.mesh->bounds);
    if (!box || !nearer(*box)) continue;
    const MeshData& mesh = *item.mesh;
    auto at = [&](std::size_t i) {
      const float* p = mesh.vertices[mesh.indices[i]].position;
      return vec3(p[0], p[1], p[2]);
    };
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
      vec3 a = at(i), b = at(i + 1), c = at(i + 2);
      if (auto t = triangle(ray, a, b, c); t && nearer(*t)) take(*t, glm::cross(b - a, c - a), item.owner);
    }
  }
  for (const ModelItem& item : scene.models) {
    auto box = hit(ray, item.bounds);
    if (!box || !nearer(*box)) continue;
    for (const CookedInstance& instance : item.source->model.instances) {
      if (!item.shows(instance)) continue;
      mat4 place = item.transform * instance.transform, back = glm::inverse(place);
      // The ray in the mesh's space keeps its parameter: its direction is not made unit again.
      vec3 origin = vec3(back * vec4(ray.origin, 1)), direction = vec3(back * vec4(ray.direction, 0));
      float length = glm::length(direction);
      if (!(length > 0)) continue;
      Ray local{origin, direction / length};
      if (!hit(local, item.source->model.meshes[instance.mesh].bounds)) continue;
      float scale = std::max({glm::length(vec3(place[0])), glm::length(vec3(place[1])), glm::length(vec3(place[2]))});
      for (const Triangle& t : mesh_triangles(*item.source, instance.mesh, 0.005f / scale)) {
        auto at = triangle(local, t[0], t[1], t[2]);
        if (at && nearer(*at / length))
          take(*at / length, glm::transpose(mat3(back)) * glm::cross(t[1] - t[0], t[2] - t[0]), item.owner);
      }
    }
  }
  return best;
}

}  // namespace enf
