#include "engine/light/path_tracer.h"

#include <algorithm>
#include <cmath>

#include "engine/light/light_choice.h"
#include "engine/light/sampler.h"

namespace enf {
namespace {

constexpr float rough_enough = 0.3f;  // gloss after a rough reflection is at least so rough
// Directions less likely than this per steradian were spread over more than a cone of 11 degrees.
constexpr float rough_density = 8;
constexpr std::uint32_t safe_bounces = 3;  // before Russian roulette begins
constexpr float worth_following = 0.1f;    // paths of less weight may end
constexpr std::uint32_t most_bounces = 512;
constexpr std::uint32_t most_panes = 64;
constexpr std::uint32_t penumbra_factor = 6;

float brightest(vec3 c) { return std::max({c.r, c.g, c.b}); }
float luminance_of(vec3 c) { return glm::dot(c, vec3(0.2126f, 0.7152f, 0.0722f)); }

// The power heuristic with exponent 2. A density of 0 for `other` means that the other way could not have found it.
float share(float own, float other) {
  float own2 = own * own, other2 = other * other;
  return own2 / (own2 + other2);
}

struct Frame {
  vec3 x, y, z;
  explicit Frame(vec3 n) : z(n) {
    float sign = std::copysign(1.0f, n.z), a = -1 / (sign + n.z), b = n.x * n.y * a;
    x = vec3(1 + sign * n.x * n.x * a, sign * b, -sign * n.x), y = vec3(b, sign + n.y * n.y * a, -n.y);
  }
  vec3 in(vec3 v) const { return {glm::dot(v, x), glm::dot(v, y), glm::dot(v, z)}; }
  vec3 out(vec3 v) const { return x * v.x + y * v.y + z * v.z; }
};

// Off the surface by more than rounding errors.
vec3 lifted(vec3 position, vec3 face) {
  float size = std::max({std::abs(position.x), std::abs(position.y), std::abs(position.z), 1.0f});
  return position + face * (5e-5f * size);
}

// A path on its way.
struct Walker {
  vec3 origin, direction;
  vec3 weight{1};
  vec3 from{0};       // the last surface, from which a light could have been sampled
  float density = 0;  // of the direction, if a light could have been sampled instead; 0: it could not
  LightChoice::Among among = LightChoice::Among::all;  // of which lights
  bool was_rough = false;
  bool mirrored_after_rough = false;
};

}  // namespace

vec3 illuminance_of(const Harmonics& luminance, vec3 normal) {
  std::array<float, 9> basis = harmonics_at(normal);
  vec3 sum = luminance[0] * (pi * basis[0]);
  for (std::size_t i = 1; i < 4; ++i) sum += luminance[i] * (2 * pi / 3 * basis[i]);
  for (std::size_t i = 4; i < 9; ++i) sum += luminance[i] * (pi / 4 * basis[i]);
  return glm::max(sum, vec3(0));
}

struct PathTracer::Light {
  std::unique_ptr<RayScene> rays;
  LightChoice choice;

  explicit Light(std::unique_ptr<RayScene> made) : rays(std::move(made)), choice(*rays) {}

  // A light seen from a surface or a point in the air, not yet multiplied with the response there; luminance over
  // density. `own_density` says how likely its direction is to be taken anyhow.
  struct Seen {
    vec3 direction{0}, light{0};
    bool is_lamp = false;
  };
  template <class OwnDensity>
  Seen look_for_light(vec3 at, Sampler& sampler, OwnDensity&& own_density,
                      LightChoice::Among among = LightChoice::Among::all) const {
    float which = sampler.next1();
    vec2 place = sampler.next2();
    auto sample = choice.sample(at, which, place, among);
    if (!sample) return {};
    float own = own_density(sample->direction);
    if (!(own >= 0)) return {};  // the surface does not see there
    vec3 passing = rays->passing(at, sample->direction, sample->distance_m);
    if (passing == vec3(0)) return {};
    return {sample->direction, passing * sample->luminance_cd_m2 * (share(sample->density, own) / sample->density),
            sample->is_lamp};
  }

  struct Found {
    vec3 emitted{0};  // by what the ray meets first, panes set aside
    vec3 reflected{0};
    bool is_lamp = false;  // which emitted it
    bool is_back = false;  // of what it meets first, panes set aside
    bool escapes = false;  // meets nothing
  };
  Found follow(Walker w, Sampler& sampler) const;

  // A light seen from a surface element, multiplied with the cosine there.
  Seen look_for_light_on(vec3 at, vec3 normal, Sampler& sampler, LightChoice::Among among) const {
    Seen seen = look_for_light(
        at, sampler,
        [&](vec3 direction) {
          float cosine = glm::dot(direction, normal);
          return cosine > 0 ? cosine / pi : -1;
        },
        among);
    seen.light *= std::max(glm::dot(seen.direction, normal), 0.0f);
    return seen;
  }
  // What one direction, by the cosine, brings to a surface element.
  struct FoundThere {
    Found found;
    vec3 direction{0};
  };
  FoundThere follow_evenly(vec3 at, const Frame& frame, Sampler& sampler, LightChoice::Among among) const {
    vec2 random = sampler.next2();
    float r = std::sqrt(random.x), turn = 2 * pi * random.y, cosine = std::sqrt(1 - random.x);
    if (!(cosine > 0)) return {};
    vec3 direction = frame.out({r * std::cos(turn), r * std::sin(turn), cosine});
    return {follow({.origin = at,
                    .direction = direction,
                    .weight = vec3(pi),
                    .from = at,
                    .density = cosine / pi,
                    .among = among,
                    .was_rough = true},
                   sampler),
            direction};
  }
};

PathTracer::Light::Found PathTracer::Light::follow(Walker w, Sampler& sampler) const {
  Found found;
  std::uint32_t panes = 0;
  float from_m = 0;
  for (std::uint32_t bounce = 0; bounce < most_bounces;) {
    vec3& sum = bounce == 0 ? found.emitted : found.reflected;
    RayHit hit = rays->nearest(w.origin, w.direction, from_m);
    if (hit.kind == RayHit::Kind::nothing) {
      if (bounce == 0) found.escapes = true;
      float other = w.density > 0 ? choice.sky_density(w.from, w.direction, w.among) : 0;
      sum += w.weight * sky_luminance(rays->scene().sky, w.direction) * (w.density > 0 ? share(w.density, other) : 1);
      break;
    }
    if (hit.kind == RayHit::Kind::lamp) {
      if (w.mirrored_after_rough) break;
      if (bounce == 0) found.is_lamp = true;
      float other = w.density > 0 ? choice.lamp_density(w.from, hit.index) : 0;
      sum += w.weight * choice.lamp_luminance_cd_m2(hit.index, w.from) * (w.density > 0 ? share(w.density, other) : 1);
      break;
    }
    SurfacePoint p = rays->surface(hit, w.direction, w.was_rough ? RayScene::Relief::none : RayScene::Relief::mapped);

    // What lets light pass: straight on, or back from a pane.
    if (rays->material(hit).is_thin_glass || p.opacity < 1) {
      float stays = p.opacity;
      if (rays->material(hit).is_thin_glass) stays = pane_reflectance(glm::dot(p.normal, w.direction));
      bool passes = stays < 1 && sampler.next1() >= stays;
      if (++panes > most_panes) break;
      if (passes) {
        if (rays->material(hit).is_thin_glass) w.weight *= p.look.base_colour;
        w.origin = lifted(p.position, -p.face);
        continue;
      }
      if (rays->material(hit).is_thin_glass) {
        w.direction = glm::normalize(w.direction - 2 * glm::dot(p.normal, w.direction) * p.normal);
        w.origin = lifted(p.position, p.face);
        w.mirrored_after_rough = w.was_rough;
        w.density = 0, w.from = p.position;
        ++bounce;
        continue;
      }
    }

    if (bounce == 0) found.is_back = !p.is_front;
    if (p.emission_cd_m2 != vec3(0)) {
      float other =
          w.density > 0 ? choice.panel_density(w.from, hit.index, p.position, p.face, w.direction, w.among) : 0;
      sum += w.weight * p.emission_cd_m2 * (w.density > 0 ? share(w.density, other) : 1);
    }
    if (w.was_rough)
      p.look.roughness = std::max(p.look.roughness, rough_enough),
      p.look.clearcoat_roughness = std::max(p.look.clearcoat_roughness, rough_enough);
    Frame frame(p.normal);
    SurfaceResponse response(p.look, frame.in(-w.direction));
    vec3 at = lifted(p.position, p.face);
    Seen seen = look_for_light(at, sampler, [&](vec3 direction) {
      vec3 local = frame.in(direction);
      return glm::dot(direction, p.face) > 0 && local.z > 0 ? response.density(local) : -1;
    });
    if (seen.light != vec3(0)) found.reflected += w.weight * seen.light * response.value(frame.in(seen.direction));

    float layer = sampler.next1();
    auto next = response.sample(layer, sampler.next2());
    if (!next) break;
    w.direction = glm::normalize(frame.out(next->light));
    if (glm::dot(w.direction, p.face) <= 0) break;
    w.weight *= next->weight;
    w.origin = w.from = at;
    w.density = next->density, w.among = LightChoice::Among::all;
    w.was_rough = w.was_rough || next->density < rough_density;
    w.mirrored_after_rough = false;
    if (++bounce >= safe_bounces) {
      float goes_on = std::min(brightest(w.weight) / worth_following, 0.97f);
      if (!(sampler.next1() < goes_on)) break;
      w.weight /= goes_on;
    }
  }
  return found;
}

Result<std::unique_ptr<PathTracer>> PathTracer::create(TracedScene scene) {
  auto rays = RayScene::create(std::move(scene));
  if (!rays) return std::unexpected(rays.error());
  std::unique_ptr<PathTracer> made(new PathTracer);
  made->light_ = std::make_unique<Light>(std::move(*rays));
  return made;
}

PathTracer::~PathTracer() = default;

std::uint64_t PathTracer::triangles_left_out() const { return light_->rays->triangles_left_out(); }
std::uint64_t PathTracer::rays_sent() { return RayScene::rays_sent(); }

vec3 PathTracer::luminance_cd_m2(const Ray& ray, std::uint32_t seed, std::uint32_t sample) const {
  Sampler sampler(seed, sample);
  Light::Found found = light_->follow({.origin = ray.origin, .direction = ray.direction, .from = ray.origin}, sampler);
  return found.emitted + found.reflected;
}

ReceivedLight PathTracer::illuminance(vec3 point, vec3 normal, std::uint32_t samples, std::uint32_t seed) const {
  Frame frame(normal);
  vec3 at = lifted(point, normal);
  dvec3 direct(0), reflected(0);
  for (std::uint32_t i = 0; i < samples; ++i) {
    Sampler sampler(seed, i);
    direct += dvec3(light_->look_for_light_on(at, normal, sampler, LightChoice::Among::all).light);
    Light::Found found = light_->follow_evenly(at, frame, sampler, LightChoice::Among::all).found;
    direct += dvec3(found.emitted), reflected += dvec3(found.reflected);
  }
  double scale = samples > 0 ? 1.0 / samples : 0;
  return {vec3(direct * scale), vec3(reflected * scale)};
}

PatchLight PathTracer::from_lamps(vec3 point, vec3 normal, vec3 side_u, vec3 side_v, std::uint32_t samples,
                                  std::uint32_t seed) const {
  PatchLight sum;
  light_->choice.each_lamp(point, [&](std::uint32_t lamp) {
    vec3 lux(0), towards(0);
    std::uint32_t sent = 0, arrived = 0, tried = 0;
    // Where the lamp is partly hidden, it is looked at more closely.
    for (; tried < samples || (tried < samples * penumbra_factor && arrived > 0 && arrived < sent); ++tried) {
      const std::uint32_t i = tried;
      Sampler sampler(seed + lamp * 0x9e3779b9u, i);
      vec2 place = sampler.next2() - 0.5f;
      vec3 at = lifted(point + side_u * place.x + side_v * place.y, normal);
      auto sample = light_->choice.sample_lamp(lamp, at, sampler.next2());
      if (!sample) continue;
      float cosine = glm::dot(sample->direction, normal);
      if (!(cosine > 0) || sample->luminance_cd_m2 == vec3(0)) continue;
      vec3 passing = light_->rays->passing(at, sample->direction, sample->distance_m);
      ++sent, arrived += passing != vec3(0);
      vec3 light = passing * sample->luminance_cd_m2 * (cosine / sample->density);
      lux += light, towards += sample->direction * luminance_of(light);
    }
    if (tried > 0) sum.lux += lux / static_cast<float>(tried), sum.towards += towards / static_cast<float>(tried);
  });
  if (float all = luminance_of(sum.lux); all > 0) sum.towards /= all;
  return sum;
}

PatchLight PathTracer::from_all_else(vec3 point, vec3 normal, std::uint32_t samples, std::uint32_t seed) const {
  Frame frame(normal);
  vec3 at = lifted(point, normal);
  dvec3 lux(0), towards(0);
  double squares = 0;
  std::uint32_t backs = 0;
  const bool has_others = light_->choice.has_others();
  for (std::uint32_t i = 0; i < samples; ++i) {
    Sampler sampler(seed, i);
    vec3 one(0), pull(0);
    auto take = [&](vec3 light, vec3 direction) { one += light, pull += direction * luminance_of(light); };
    if (has_others) {
      Light::Seen seen = light_->look_for_light_on(at, normal, sampler, LightChoice::Among::others);
      take(seen.light, seen.direction);
    }
    auto [found, direction] = light_->follow_evenly(at, frame, sampler, LightChoice::Among::others);
    backs += found.is_back;
    take(found.reflected + (found.is_lamp ? vec3(0) : found.emitted), direction);
    lux += dvec3(one), towards += dvec3(pull);
    squares += double{luminance_of(one)} * luminance_of(one);
  }
  if (samples == 0) return {};
  double mean = luminance_of(vec3(lux / double(samples)));
  PatchLight light{.lux = vec3(lux / double(samples))};
  if (mean > 0) light.towards = vec3(towards / (mean * samples));
  light.backs = static_cast<float>(backs) / static_cast<float>(samples);
  light.variance = static_cast<float>(std::max(squares / samples - mean * mean, 0.0) / samples);
  return light;
}

ProbeLight PathTracer::probe(vec3 point, std::uint32_t samples, std::uint32_t seed) const {
  constexpr float everywhere = 1 / (4 * pi);
  std::array<dvec3, 9> lamps{}, rest{};
  std::uint32_t backs = 0, escapes = 0;
  for (std::uint32_t i = 0; i < samples; ++i) {
    Sampler sampler(seed, i);
    Light::Seen seen = light_->look_for_light(point, sampler, [](vec3) { return everywhere; });
    if (seen.light != vec3(0)) {
      std::array<float, 9> basis = harmonics_at(seen.direction);
      auto& part = seen.is_lamp ? lamps : rest;
      for (std::size_t k = 0; k < 9; ++k) part[k] += dvec3(seen.light * basis[k]);
    }
    vec2 random = sampler.next2();
    float z = 1 - 2 * random.x, r = std::sqrt(std::max(1 - z * z, 0.0f)), turn = 2 * pi * random.y;
    vec3 direction(r * std::cos(turn), z, r * std::sin(turn));
    Light::Found found = light_->follow({.origin = point,
                                         .direction = direction,
                                         .weight = vec3(1 / everywhere),
                                         .from = point,
                                         .density = everywhere,
                                         .was_rough = true},
                                        sampler);
    backs += found.is_back, escapes += found.escapes;
    std::array<float, 9> basis = harmonics_at(direction);
    auto& part = found.is_lamp ? lamps : rest;
    for (std::size_t k = 0; k < 9; ++k)
      part[k] += dvec3(found.emitted * basis[k]), rest[k] += dvec3(found.reflected * basis[k]);
  }
  ProbeLight result;
  if (samples == 0) return result;
  for (std::size_t k = 0; k < 9; ++k)
    result.lamps[k] = vec3(lamps[k] / static_cast<double>(samples)),
    result.rest[k] = vec3(rest[k] / static_cast<double>(samples));
  result.backs = static_cast<float>(backs) / static_cast<float>(samples);
  result.escapes = static_cast<float>(escapes) / static_cast<float>(samples);
  return result;
}

}  // namespace enf
