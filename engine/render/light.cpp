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
  return std::clamp(t * t * (cone.a + t * (cone.b + t * cone.d)), 0.0f, 1.0f);
}

bool fades(const SpotItem& spot) { return spot.falloff == Falloff::ramp && spot.range_m > 0; }

float illuminance(const SpotItem& spot, vec3 point, vec3 normal) {
  vec3 to_light = spot.position - point;
  float d2 = std::max(glm::dot(to_light, to_light), 1e-6f);
  vec3 l = to_light / std::sqrt(d2);
  float cone = cone_at(cone_of(spot), glm::dot(l, -spot.direction));
  float fading = fades(spot) ? std::max(1 - d2 * d2 * std::pow(spot.range_m, -4.0f), 0.0f) : 1.0f;
  return spot.intensity_cd * cone * fading * std::max(glm::dot(normal, l), 0.0f) / d2;
}

// The greatest cosine off the axis of what lies on the stretch from `a` to `b`, both seen from the spot.
static float nearest_to_axis(vec3 axis, vec3 a, vec3 b) {
  vec3 e = b - a;
  float a_axis = glm::dot(axis, a), e_axis = glm::dot(axis, e), a_a = glm::dot(a, a), a_e = glm::dot(a, e);
  // Where the cosine's derivative is 0.
  float slope = a_axis * glm::dot(e, e) - e_axis * a_e;
  float middle = slope != 0 ? std::clamp((e_axis * a_a - a_axis * a_e) / slope, 0.0f, 1.0f) : 0.0f;
  float best = -1;
  for (float t : {0.0f, middle, 1.0f}) {
    vec3 p = a + e * t;
    best = std::max(best, glm::dot(axis, p) / std::max(glm::length(p), 1e-6f));
  }
  return best;
}

static float nearest_to_axis(const SpotItem& spot, const Box& box) {
  if (box.contains(spot.position) || hit(Ray{spot.position, spot.direction}, box)) return 1;
  float best = -1;
  for (int axis = 0; axis < 3; ++axis)
    for (int k = 0; k < 4; ++k) {
      vec3 a = box.low;
      if (k & 1) a[(axis + 1) % 3] = box.high[(axis + 1) % 3];
      if (k & 2) a[(axis + 2) % 3] = box.high[(axis + 2) % 3];
      vec3 b = a;
      b[axis] = box.high[axis];
      best = std::max(best, nearest_to_axis(spot.direction, a - spot.position, b - spot.position));
    }
  return best;
}

float illuminance_bound(const SpotItem& spot, const LitPlace& place) {
  constexpr float grazing_m = 1e-3f;
  if (place.flat.normal != vec3(0) && place.flat.height(spot.position) < -grazing_m) return 0;
  float d = std::max(distance(place.box, spot.position), 0.05f);
  if (spot.range_m > 0 && d > spot.range_m) return 0;
  ConeCurve curve = cone_of(spot);
  float cosine = curve.cos_end <= -1 ? 1 : nearest_to_axis(spot, place.box) + 1e-5f;
  if (cosine <= curve.cos_end) return 0;
  float fading = fades(spot) ? 1 - std::pow(d / spot.range_m, 4.0f) : 1.0f;
  return spot.intensity_cd * cone_at(curve, cosine) * fading / (d * d);
}

std::vector<std::uint32_t> spots_for(std::span<const SpotItem> spots, std::span<const std::uint32_t> candidates,
                                     const LitPlace& place, std::uint32_t budget) {
  std::vector<std::pair<float, std::uint32_t>> found;
  for (std::uint32_t i : candidates) {
    float lux = illuminance_bound(spots[i], place);
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
