#include "engine/render/light.h"

#include <algorithm>
#include <cmath>

namespace enf {

ConeCurve cone_of(const SpotItem& spot) {
  if (spot.cos_field <= -1) return {};
  if (spot.falloff == Falloff::ramp) {
    float scale = 1 / std::max(spot.cos_beam - spot.cos_field, 0.001f);
    return {.scale = scale, .offset = -spot.cos_field * scale, .cos_end = spot.cos_field};
  }
  float beam = std::clamp(1 - spot.cos_beam, 1e-5f, 1.0f);
  float field = std::clamp(1 - spot.cos_field, beam * 1.25f, beam * 6);
  float end = std::min(field * 1.5f, 2.0f);
  // In t: axis 1, beam edge tb, field edge tf; a + b t + d t^2 takes the values 1, 0.5 / tb^2, 0.1 / tf^2 there
  // (Lagrange).
  double tb = 1 - beam / end, tf = 1 - field / end;
  double qb = 0.5 / (tb * tb), qf = 0.1 / (tf * tf);
  double w1 = 1 / ((1 - tb) * (1 - tf)), wb = qb / ((tb - 1) * (tb - tf)), wf = qf / ((tf - 1) * (tf - tb));
  ConeCurve curve;
  curve.scale = 1 / end;
  curve.offset = 1 - 1 / end;
  curve.a = static_cast<float>(w1 * tb * tf + wb * tf + wf * tb);
  curve.b = static_cast<float>(-w1 * (tb + tf) - wb * (1 + tf) - wf * (1 + tb));
  curve.d = static_cast<float>(w1 + wb + wf);
  curve.cos_end = 1 - end;
  return curve;
}

float cone_at(const ConeCurve& cone, float cosine) {
  float t = std::clamp(cone.scale * cosine + cone.offset, 0.0f, 1.0f);
  return std::min(t * t * (cone.a + t * (cone.b + t * cone.d)), 1.0f);
}

float illuminance(const SpotItem& spot, vec3 point, vec3 normal) {
  vec3 to_light = spot.position - point;
  float d2 = std::max(glm::dot(to_light, to_light), 1e-6f);
  vec3 l = to_light / std::sqrt(d2);
  float cone = cone_at(cone_of(spot), glm::dot(l, -spot.direction));
  return spot.intensity_cd * cone * std::max(glm::dot(normal, l), 0.0f) / d2;
}

float illuminance_bound(const SpotItem& spot, const Box& box) {
  float d = std::max(distance(box, spot.position), 0.05f);
  if (spot.range_m > 0 && d > spot.range_m) return 0;
  ConeCurve curve = cone_of(spot);
  // The smallest angle between the axis and the box's bounding ball, seen from the spot.
  vec3 to_centre = box.centre() - spot.position;
  float centre_distance = glm::length(to_centre);
  float radius = glm::length(box.size()) * 0.5f;
  float best = 1;
  if (centre_distance > radius) {
    float angle = std::acos(std::clamp(glm::dot(to_centre, spot.direction) / centre_distance, -1.0f, 1.0f));
    best = std::cos(std::max(angle - std::asin(radius / centre_distance), 0.0f));
  }
  if (best <= curve.cos_end) return 0;
  return spot.intensity_cd * cone_at(curve, best) / (d * d);
}

std::vector<std::uint32_t> spots_for(std::span<const SpotItem> spots, std::span<const std::uint32_t> candidates,
                                     const Box& box, std::uint32_t budget) {
  std::vector<std::pair<float, std::uint32_t>> found;
  for (std::uint32_t i : candidates) {
    float lux = illuminance_bound(spots[i], box);
    if (lux > 0) found.push_back({lux, i});
  }
  std::ranges::sort(
      found, [](const auto& x, const auto& y) { return x.first != y.first ? x.first > y.first : x.second < y.second; });
  if (found.size() > budget) found.resize(budget);
  std::vector<std::uint32_t> result;
  for (const auto& [lux, index] : found) result.push_back(index);
  return result;
}

}  // namespace enf
