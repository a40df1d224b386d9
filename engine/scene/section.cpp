#include "engine/scene/section.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/geometry/polygon.h"
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

std::optional<float> floor_of(const ModelItem& item, std::span<const dvec2> plan, float near_m, float within_m) {
  constexpr float error_m = 0.01f, step_m = 0.01f, least_upright = 0.98f;
  std::map<int, double> area_at;  // by centimetres above `near_m`
  for (const CookedInstance& instance : item.source->model.instances) {
    if (!item.shows(instance)) continue;
    const mat4 place = item.transform * instance.transform;
    const Box bounds = transformed(item.source->model.meshes[instance.mesh].bounds, place);
    if (bounds.low.y > near_m + within_m || bounds.high.y < near_m - within_m) continue;
    const float scale =
        std::max({glm::length(vec3(place[0])), glm::length(vec3(place[1])), glm::length(vec3(place[2]))});
    for (Triangle t : mesh_triangles(*item.source, instance.mesh, error_m / scale)) {
      for (vec3& p : t) p = vec3(place * vec4(p, 1));
      const vec3 across = glm::cross(t[1] - t[0], t[2] - t[0]), middle = (t[0] + t[1] + t[2]) / 3.0f;
      const float twice = glm::length(across);
      if (!(twice > 0) || std::abs(across.y) < least_upright * twice || std::abs(middle.y - near_m) > within_m)
        continue;
      // A floor of few large triangles may have their middles outside: what a triangle covers of the plan's box counts.
      dvec2 low = plan[0], high = plan[0], a(t[0].x, t[0].z), b = a;
      for (dvec2 corner : plan) low = glm::min(low, corner), high = glm::max(high, corner);
      for (const vec3& p : t) a = glm::min(a, dvec2(p.x, p.z)), b = glm::max(b, dvec2(p.x, p.z));
      const dvec2 both = glm::min(b, high) - glm::max(a, low), whole = glm::max(b - a, dvec2(1e-6));
      if (both.x <= 0 || both.y <= 0) continue;
      area_at[static_cast<int>(std::lround((middle.y - near_m) / step_m))] +=
          double(twice) / 2 * (both.x * both.y) / (whole.x * whole.y);
    }
  }
  if (area_at.empty()) return std::nullopt;
  auto most = std::ranges::max_element(area_at, {}, &std::pair<const int, double>::second);
  if (most->second < std::abs(signed_area(plan)) / 10) return std::nullopt;
  return near_m + static_cast<float>(most->first) * step_m;
}

}  // namespace enf
