#include "engine/scene/section.h"

#include <algorithm>

#include "engine/scene/model_triangles.h"

namespace enf {

std::vector<CutLine> section_of(const ModelItem& item, float height_m, std::size_t most) {
  constexpr float error_m = 0.01f, shortest_m = 0.01f;
  std::vector<CutLine> lines;
  for (const CookedInstance& instance : item.source->model.instances) {
    if (!item.shows(instance)) continue;
    const mat4 place = item.transform * instance.transform;
    const Box bounds = transformed(item.source->model.meshes[instance.mesh].bounds, place);
    if (bounds.low.y > height_m || bounds.high.y < height_m) continue;
    const float scale =
        std::max({glm::length(vec3(place[0])), glm::length(vec3(place[1])), glm::length(vec3(place[2]))});
    for (Triangle t : mesh_triangles(*item.source, instance.mesh, error_m / scale)) {
      for (vec3& p : t) p = vec3(place * vec4(p, 1));
      CutLine line;
      std::size_t found = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        const vec3 a = t[i], b = t[(i + 1) % 3];
        if ((a.y < height_m) == (b.y < height_m)) continue;
        const vec3 p = glm::mix(a, b, (height_m - a.y) / (b.y - a.y));
        line[found++] = {p.x, p.z};  // two of the three sides cross a plane, or none
      }
      if (found == 2 && glm::distance(line[0], line[1]) >= shortest_m) lines.push_back(line);
    }
  }
  if (lines.size() > most) {
    std::ranges::nth_element(lines, lines.begin() + std::ptrdiff_t(most), std::greater{},
                             [](const CutLine& line) { return glm::distance(line[0], line[1]); });
    lines.resize(most);
  }
  return lines;
}

}  // namespace enf
