#include "engine/light/light_choice.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/light/sampler.h"

namespace enf {
namespace {

constexpr std::uint32_t none = ~0u;

float brightest(vec3 c) { return std::max({c.r, c.g, c.b}); }

float gap(const Box& a, const Box& b) {
  return glm::length(glm::max(glm::max(a.low - b.high, b.low - a.high), vec3(0)));
}

// Two directions square to a unit vector and to each other (Duff et al. 2017).
std::pair<vec3, vec3> square_to(vec3 n) {
  float sign = std::copysign(1.0f, n.z), a = -1 / (sign + n.z), b = n.x * n.y * a;
  return {vec3(1 + sign * n.x * n.x * a, sign * b, -sign * n.x), vec3(b, sign + n.y * n.y * a, -n.y)};
}

// 1 - cos of the half angle of a ball's cone.
float cone_of(float radius_m, float distance2) {
  float sine2 = radius_m * radius_m / distance2;
  return sine2 / (1 + std::sqrt(1 - sine2));
}

}  // namespace

LightChoice::LightChoice(const RayScene& rays) : rays_(rays), bounds_(rays.bounds()) {
  const TracedScene& scene = rays.scene();
  lamps_ = static_cast<std::uint32_t>(scene.lamps.size());
  for (const TracedLamp& lamp : scene.lamps) {
    vec3 down = glm::normalize(lamp.direction), side = lamp.horizontal - down * glm::dot(lamp.horizontal, down);
    side = glm::length(side) > 1e-3f ? glm::normalize(side) : square_to(down).first;
    lamp_axes_.push_back(glm::transpose(mat3(side, -down, glm::cross(side, -down))));
  }
  panel_of_mesh_.assign(scene.meshes.size(), none);
  for (std::uint32_t m = 0; m < scene.meshes.size(); ++m) {
    const TracedMesh& mesh = *scene.meshes[m];
    float luminance = brightest(mesh.material->emission_cd_m2);
    if (!(luminance > 0)) continue;
    Panel panel{.mesh = m, .luminance = luminance};
    for (std::uint32_t t = 0; t < mesh.indices.size() / 3; ++t) {
      auto [a, b, c] = rays.corners(m, t);
      float area = glm::length(glm::cross(b - a, c - a)) / 2;
      if (area > 0) panel.area_m2 += area, panel.bounds.add(a), panel.bounds.add(b), panel.bounds.add(c);
      panel.area_up_to.push_back(panel.area_m2);
    }
    if (!(panel.area_m2 > 0)) continue;
    panel_of_mesh_[m] = static_cast<std::uint32_t>(panels_.size());
    panels_.push_back(std::move(panel));
  }
  sky_lx_ = brightest(sky_illuminance(scene.sky));
  if (sky_lx_ > 0) openings_ = static_cast<std::uint32_t>(scene.openings.size());
  fill_cells();
}

// Cells of about a metre, larger if there would be too many.
void LightChoice::fill_cells() {
  constexpr float greatest_count = 1 << 20;
  std::uint32_t lights = lamps_ + static_cast<std::uint32_t>(panels_.size()) + openings_;
  vec3 size = glm::max(bounds_.size(), vec3(1e-3f));
  float side = 1;
  auto count = [&] { return glm::ceil(size / side); };
  for (vec3 n = count(); n.x * n.y * n.z * static_cast<float>(std::max(lights, 1u)) > greatest_count; n = count())
    side *= 1.25f;
  cells_ = glm::uvec3(glm::max(count(), vec3(1)));
  cells_per_m_ = vec3(cells_) / size;
  for (std::uint32_t z = 0; z < cells_.z; ++z)
    for (std::uint32_t y = 0; y < cells_.y; ++y)
      for (std::uint32_t x = 0; x < cells_.x; ++x) {
        first_.push_back(static_cast<std::uint32_t>(choices_.size()));
        Box cell;
        cell.low = bounds_.low + vec3(x, y, z) / cells_per_m_;
        cell.high = cell.low + 1.0f / cells_per_m_;
        add_cell(cell, lights);
      }
  first_.push_back(static_cast<std::uint32_t>(choices_.size()));
}

// The lights that may shine into a cell, by about what they give there. What is hidden from all places tried, as lamps
// next door, is asked seldom; never not at all, for something of it may be seen.
void LightChoice::add_cell(const Box& cell, std::uint32_t lights) {
  constexpr float least_seen = 0.05f, worth_a_look = 1e-3f;
  std::size_t first = choices_.size();
  float all = 0;
  for (std::uint32_t light = 0; light < lights; ++light) {
    if (light == lamps_) first_other_.push_back(static_cast<std::uint32_t>(choices_.size()));
    if (float w = weight(light, cell); w > 0) choices_.push_back({light, w}), all += w;
  }
  if (lights <= lamps_) first_other_.push_back(static_cast<std::uint32_t>(choices_.size()));
  float sum = 0;
  for (std::size_t i = first; i < choices_.size(); ++i) {
    float w = choices_[i].chance_up_to;
    if (w > all * worth_a_look)
      w *= std::max(seen_from(choices_[i].light, cell, static_cast<std::uint32_t>(first_.size())), least_seen);
    choices_[i].chance_up_to = sum += w;
  }
  for (std::size_t i = first; i < choices_.size(); ++i) choices_[i].chance_up_to /= sum;
}

// The share of a light that places in the cell see.
float LightChoice::seen_from(std::uint32_t light, const Box& cell, std::uint32_t number) const {
  constexpr std::uint32_t places = 4;
  std::uint32_t seen = 0;
  for (std::uint32_t i = 0; i < places; ++i) {
    Sampler sampler(number * 0x9e3779b9u + light, i);
    vec3 at = cell.low + cell.size() * vec3(sampler.next2(), sampler.next1());
    vec2 random = sampler.next2();
    std::optional<LightSample> sample;
    if (light < lamps_)
      sample = sample_lamp(light, at, random);
    else if (light < lamps_ + panels_.size())
      sample = sample_panel(panels_[light - lamps_], at, random);
    else
      sample = sample_opening(light - lamps_ - static_cast<std::uint32_t>(panels_.size()), at, random);
    if (sample && rays_.passing(at, sample->direction, sample->distance_m) != vec3(0)) ++seen;
  }
  return static_cast<float>(seen) / places;
}

// At most about so many lux on a surface in the cell.
float LightChoice::weight(std::uint32_t light, const Box& cell) const {
  float half = glm::length(cell.size()) / 2;
  if (light < lamps_) {
    const TracedLamp& lamp = rays_.scene().lamps[light];
    vec3 to_cell = cell.centre() - lamp.position;
    float distance_m = glm::length(to_cell), from = 0, to = pi;
    if (distance_m > half) {
      float off = std::acos(std::clamp(glm::dot(to_cell, glm::normalize(lamp.direction)) / distance_m, -1.0f, 1.0f));
      float spread = std::asin(half / distance_m);
      from = off - spread, to = off + spread;
    }
    float nearest = std::max(distance_m, half);
    return lamp.intensity->greatest_between(from, to) * brightest(lamp.colour) / (nearest * nearest);
  }
  light -= lamps_;
  if (light < panels_.size()) {
    const Panel& panel = panels_[light];
    float d = gap(cell, panel.bounds);
    return panel.luminance * std::min(pi, panel.area_m2 / std::max(d * d, 1e-6f));
  }
  const TracedOpening& o = rays_.scene().openings[light - panels_.size()];
  Box bounds;
  for (vec3 p : {o.corner, o.corner + o.right, o.corner + o.up, o.corner + o.right + o.up}) bounds.add(p);
  float d = gap(cell, bounds);
  return sky_lx_ * std::min(1.0f, glm::length(glm::cross(o.right, o.up)) / std::max(pi * d * d, 1e-6f));
}

std::size_t LightChoice::cell_of(vec3 at) const {
  vec3 place = glm::clamp((at - bounds_.low) * cells_per_m_, vec3(0), vec3(cells_) - 1.0f);
  glm::uvec3 cell(place);
  return (std::size_t{cell.z} * cells_.y + cell.y) * cells_.x + cell.x;
}

float LightChoice::chance(vec3 at, std::uint32_t light, Among among) const {
  std::size_t cell = cell_of(at);
  const Choice *all = choices_.data(), *end = all + first_[cell + 1];
  const Choice* begin = all + (among == Among::others ? first_other_[cell] : first_[cell]);
  const Choice* found =
      std::lower_bound(begin, end, light, [](const Choice& c, std::uint32_t l) { return c.light < l; });
  if (found == end || found->light != light) return 0;
  float before = among == Among::others ? up_to(cell, first_other_[cell]) : 0;
  return (found->chance_up_to - up_to(cell, static_cast<std::uint32_t>(found - all))) / (1 - before);
}

// The chance of all choices of a cell before one.
float LightChoice::up_to(std::size_t cell, std::uint32_t choice) const {
  return choice == first_[cell] ? 0 : choices_[choice - 1].chance_up_to;
}

std::optional<LightSample> LightChoice::sample(vec3 at, float which, vec2 random, Among among) const {
  std::size_t cell = cell_of(at);
  const Choice *all = choices_.data(), *end = all + first_[cell + 1];
  const Choice* begin = all + (among == Among::others ? first_other_[cell] : first_[cell]);
  if (begin == end) return {};
  float before = among == Among::others ? up_to(cell, first_other_[cell]) : 0;
  if (!(before < 1)) return {};
  which = before + which * (1 - before);
  const Choice* found =
      std::upper_bound(begin, end - 1, which, [](float w, const Choice& c) { return w < c.chance_up_to; });
  std::uint32_t light = found->light;
  if (light >= lamps_ + panels_.size()) {
    std::optional<LightSample> s =
        sample_opening(light - lamps_ - static_cast<std::uint32_t>(panels_.size()), at, random);
    if (s) s->density = sky_density(at, s->direction, among);
    return s && s->density > 0 ? s : std::nullopt;
  }
  std::optional<LightSample> s =
      light < lamps_ ? sample_lamp(light, at, random) : sample_panel(panels_[light - lamps_], at, random);
  if (s) s->density *= (found->chance_up_to - up_to(cell, static_cast<std::uint32_t>(found - all))) / (1 - before);
  return s && s->density > 0 ? s : std::nullopt;
}

vec3 LightChoice::lamp_luminance_cd_m2(std::uint32_t index, vec3 at) const {
  const TracedLamp& lamp = rays_.scene().lamps[index];
  vec3 away = at - lamp.position;
  float candela = lamp.intensity->candela(glm::normalize(lamp_axes_[index] * away));
  return lamp.colour * (candela / (pi * lamp.radius_m * lamp.radius_m));
}

float LightChoice::lamp_density(vec3 at, std::uint32_t index) const {
  const TracedLamp& lamp = rays_.scene().lamps[index];
  vec3 to_lamp = lamp.position - at;
  float d2 = glm::dot(to_lamp, to_lamp);
  if (d2 <= lamp.radius_m * lamp.radius_m * 1.0001f) return 0;
  return chance(at, index, Among::all) / (2 * pi * cone_of(lamp.radius_m, d2));
}

std::optional<LightSample> LightChoice::sample_lamp(std::uint32_t index, vec3 at, vec2 random) const {
  const TracedLamp& lamp = rays_.scene().lamps[index];
  vec3 to_lamp = lamp.position - at;
  float d2 = glm::dot(to_lamp, to_lamp), distance_m = std::sqrt(d2);
  if (d2 <= lamp.radius_m * lamp.radius_m * 1.0001f) return {};
  float cone = cone_of(lamp.radius_m, d2);
  float less = cone * random.x, sine = std::sqrt(less * (2 - less)), turn = 2 * pi * random.y;
  vec3 axis = to_lamp / distance_m;
  auto [u, v] = square_to(axis);
  return LightSample{
      .direction = glm::normalize(axis * (1 - less) + u * (sine * std::cos(turn)) + v * (sine * std::sin(turn))),
      .distance_m = std::max(distance_m - std::max(lamp.housing_m, lamp.radius_m), 0.0f),
      .density = 1 / (2 * pi * cone),
      .luminance_cd_m2 = lamp_luminance_cd_m2(index, at),
      .is_lamp = true};
}

float LightChoice::panel_density(vec3 at, std::uint32_t mesh, vec3 point, vec3 face, vec3 direction,
                                 Among among) const {
  std::uint32_t panel = panel_of_mesh_[mesh];
  if (panel == none) return 0;
  vec3 away = point - at;
  float cosine = std::abs(glm::dot(face, direction));
  if (cosine < 1e-6f) return 0;
  return chance(at, lamps_ + panel, among) * glm::dot(away, away) / (panels_[panel].area_m2 * cosine);
}

std::optional<LightSample> LightChoice::sample_panel(const Panel& panel, vec3 at, vec2 random) const {
  // The first number chooses the triangle; what is left of it is spread over the triangle.
  float area = random.x * panel.area_m2;
  auto found = std::upper_bound(panel.area_up_to.begin(), panel.area_up_to.end() - 1, area);
  float before = found == panel.area_up_to.begin() ? 0 : *(found - 1);
  if (*found <= before) return {};
  auto triangle = static_cast<std::uint32_t>(found - panel.area_up_to.begin());
  float s = std::sqrt(std::clamp((area - before) / (*found - before), 0.0f, 1.0f));
  vec2 b(s * (1 - random.y), s * random.y);
  auto [p0, p1, p2] = rays_.corners(panel.mesh, triangle);
  vec3 point = p0 * (1 - b.x - b.y) + p1 * b.x + p2 * b.y, away = point - at;
  float d2 = glm::dot(away, away), distance_m = std::sqrt(d2);
  if (!(distance_m > 1e-4f)) return {};
  RayHit hit{.kind = RayHit::Kind::mesh,
             .index = panel.mesh,
             .triangle = triangle,
             .barycentric = b,
             .position = point,
             .across = glm::cross(p1 - p0, p2 - p0)};
  vec3 direction = away / distance_m;
  SurfacePoint surface = rays_.glow(hit, direction);
  float cosine = std::abs(glm::dot(surface.face, direction));
  if (surface.emission_cd_m2 == vec3(0) || cosine < 1e-6f) return {};
  return LightSample{.direction = direction,
                     .distance_m = distance_m * 0.9999f - 1e-4f,
                     .density = d2 / (panel.area_m2 * cosine),
                     .luminance_cd_m2 = surface.emission_cd_m2};
}

float LightChoice::sky_density(vec3 at, vec3 direction, Among among) const {
  float sum = 0;
  for (std::uint32_t i = 0; i < openings_; ++i) {
    const TracedOpening& o = rays_.scene().openings[i];
    vec3 across = glm::cross(o.right, o.up);
    float slope = glm::dot(across, direction), area2 = glm::dot(across, across);
    if (std::abs(slope) < 1e-9f) continue;
    float t = glm::dot(o.corner - at, across) / slope;
    if (t <= 0) continue;
    vec3 inside = at + direction * t - o.corner;
    float u = glm::dot(glm::cross(inside, o.up), across) / area2,
          v = glm::dot(glm::cross(o.right, inside), across) / area2;
    if (u < 0 || u > 1 || v < 0 || v > 1) continue;
    sum += chance(at, lamps_ + static_cast<std::uint32_t>(panels_.size()) + i, among) * t * t / std::abs(slope);
  }
  return sum;
}

std::optional<LightSample> LightChoice::sample_opening(std::uint32_t index, vec3 at, vec2 random) const {
  const TracedOpening& o = rays_.scene().openings[index];
  vec3 away = o.corner + o.right * random.x + o.up * random.y - at;
  float distance_m = glm::length(away);
  if (!(distance_m > 1e-4f)) return {};
  vec3 direction = away / distance_m;
  return LightSample{.direction = direction,
                     .distance_m = std::numeric_limits<float>::infinity(),
                     .luminance_cd_m2 = sky_luminance(rays_.scene().sky, direction)};
}

}  // namespace enf
