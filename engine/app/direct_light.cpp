#include "engine/app/direct_light.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/light/ray_scene.h"

namespace enf {
namespace {

constexpr float least_lx = 0.02f;  // what a lamp gives less of is not looked for
constexpr float lifted_m = 5e-4f;  // off the surface, which must not shade itself
constexpr int most_panes = 16;     // a ray passes

float luminance_of(vec3 c) { return glm::dot(c, vec3(0.2126f, 0.7152f, 0.0722f)); }

// Of a luminaire that points along `lamp.direction`, the frame its intensities are told in (TracedLamp).
mat3 axes_of(const TracedLamp& lamp) {
  vec3 down = glm::normalize(lamp.direction), side = lamp.horizontal - down * glm::dot(lamp.horizontal, down);
  if (glm::length(side) < 1e-3f) side = glm::cross(down, vec3(0, 0, 1));
  side = glm::normalize(side);
  return glm::transpose(mat3(side, -down, glm::cross(side, -down)));
}

}  // namespace

struct DirectLight::Rays {
  std::unique_ptr<RayScene> scene;
  std::vector<mat3> axes;  // of each lamp
};

DirectLight::~DirectLight() = default;

Result<std::shared_ptr<const DirectLight>> DirectLight::create(TracedScene scene) {
  auto rays = RayScene::create(std::move(scene));
  if (!rays) return fail(rays.error());
  std::shared_ptr<DirectLight> light(new DirectLight);
  light->rays_ = std::make_unique<Rays>();
  light->rays_->scene = std::move(*rays);
  for (const TracedLamp& lamp : light->rays_->scene->scene().lamps) light->rays_->axes.push_back(axes_of(lamp));
  return light;
}

float DirectLight::lux(vec3 point, vec3 normal) const {
  const std::vector<TracedLamp>& lamps = rays_->scene->scene().lamps;
  vec3 from = point + normal * lifted_m;
  float sum = 0;
  for (std::size_t i = 0; i < lamps.size(); ++i) {
    const TracedLamp& lamp = lamps[i];
    vec3 to_lamp = lamp.position - from;
    float d2 = std::max(glm::dot(to_lamp, to_lamp), 1e-6f), d = std::sqrt(d2);
    vec3 direction = to_lamp / d;
    float cosine = glm::dot(direction, normal);
    if (cosine <= 0) continue;
    float candela = luminance_of(lamp.colour) * lamp.intensity->candela(rays_->axes[i] * -direction);
    float lux = candela * cosine / d2;
    if (lux < least_lx) continue;
    float to_m = std::max(d - std::max(lamp.housing_m, lamp.radius_m), 0.0f);
    sum += lux * luminance_of(rays_->scene->passing(from, direction, to_m));
  }
  return sum;
}

std::optional<DirectLight::Met> DirectLight::along(const Ray& ray) const {
  float from_m = 0;
  for (int panes = 0; panes < most_panes; ++panes) {
    RayHit hit = rays_->scene->nearest(ray.origin, ray.direction, from_m);
    if (hit.kind == RayHit::Kind::nothing) return std::nullopt;
    from_m = hit.distance_m + lifted_m;
    if (hit.kind == RayHit::Kind::lamp || rays_->scene->material(hit).is_thin_glass) continue;
    SurfacePoint surface = rays_->scene->glow(hit, ray.direction);
    return Met{surface.position, surface.normal, lux(surface.position, surface.normal)};
  }
  return std::nullopt;
}

}  // namespace enf
