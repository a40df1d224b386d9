#include "engine/light/response.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace enf {
namespace {

constexpr float dielectric_f0 = 0.04f;

float fifth_power(float x) { return x * x * x * x * x; }

float smith_lambda(float alpha, float cosine) {
  float c2 = cosine * cosine;
  return (std::sqrt(1 + alpha * alpha * (1 - c2) / c2) - 1) / 2;
}
float distribution(float alpha, float cos_h) {
  float a2 = alpha * alpha, spread = cos_h * cos_h * (a2 - 1) + 1;
  return a2 / (pi * spread * spread);
}

// The gloss alone, towards a view: the share of light from everywhere it returns is scale * f0 + offset, as functions
// of the view's cosine and the roughness (Karis 2013); and the mean of a dielectric's share over all views.
class GlossTable {
 public:
  static constexpr std::size_t steps = 32;

  GlossTable() {
    for (std::size_t r = 0; r < steps; ++r) {
      float roughness = std::max(at(r), least_roughness), alpha = roughness * roughness;
      for (std::size_t c = 0; c < steps; ++c) shares_[r][c] = integrate(std::max(at(c), 1e-3f), alpha);
      // Trapezoids of 2 E(c) c dc.
      float mean = 0;
      for (std::size_t c = 0; c < steps; ++c)
        mean += (c + 1 == steps ? 0.5f : 1.0f) * 2 * at(c) * dot(shares_[r][c], dielectric_f0) / (steps - 1);
      means_[r] = mean;
    }
  }
  // x: scale, y: offset.
  vec2 share(float cosine, float roughness) const {
    auto [r, rest] = place(roughness);
    auto [c, part] = place(cosine);
    return glm::mix(glm::mix(shares_[r][c], shares_[r][c + 1], part),
                    glm::mix(shares_[r + 1][c], shares_[r + 1][c + 1], part), rest);
  }
  float dielectric(float cosine, float roughness) const { return dot(share(cosine, roughness), dielectric_f0); }
  float dielectric_mean(float roughness) const {
    auto [r, rest] = place(roughness);
    return means_[r] + (means_[r + 1] - means_[r]) * rest;
  }

 private:
  static float dot(vec2 share, float f0) { return share.x * f0 + share.y; }
  static float at(std::size_t step) { return static_cast<float>(step) / (steps - 1); }
  static std::pair<std::size_t, float> place(float x) {
    float scaled = std::clamp(x, 0.0f, 1.0f) * (steps - 1);
    std::size_t low = std::min(static_cast<std::size_t>(scaled), steps - 2);
    return {low, scaled - static_cast<float>(low)};
  }
  static vec2 integrate(float cosine, float alpha) {
    constexpr int side = 24;
    vec3 view(std::sqrt(1 - cosine * cosine), 0, cosine);
    vec2 sum(0);
    for (int i = 0; i < side; ++i)
      for (int j = 0; j < side; ++j) {
        float u = (static_cast<float>(i) + 0.5f) / side, turn = 2 * pi * (static_cast<float>(j) + 0.5f) / side;
        float cos_h = std::sqrt((1 - u) / (1 + (alpha * alpha - 1) * u));
        float sin_h = std::sqrt(std::max(1 - cos_h * cos_h, 0.0f));
        vec3 h(sin_h * std::cos(turn), sin_h * std::sin(turn), cos_h);
        float v_h = glm::dot(view, h);
        vec3 l = 2 * v_h * h - view;
        if (l.z <= 0 || v_h <= 0) continue;
        float masking = 1 / (1 + smith_lambda(alpha, view.z) + smith_lambda(alpha, l.z));
        float weight = masking * v_h / (view.z * cos_h);
        float fresnel = fifth_power(1 - v_h);
        sum += weight * vec2(1 - fresnel, fresnel);
      }
    return sum / static_cast<float>(side * side);
  }

  std::array<std::array<vec2, steps>, steps> shares_;  // [roughness][cosine]
  std::array<float, steps> means_;
};

const GlossTable& gloss_table() {
  static const GlossTable table;
  return table;
}

// A facet's normal as the view sees facets (Heitz 2018, "Sampling the GGX Distribution of Visible Normals").
vec3 sample_facet(vec3 view, float alpha, vec2 random) {
  vec3 v = glm::normalize(vec3(alpha * view.x, alpha * view.y, view.z));
  float l2 = v.x * v.x + v.y * v.y;
  vec3 t1 = l2 > 0 ? vec3(-v.y, v.x, 0) / std::sqrt(l2) : vec3(1, 0, 0);
  vec3 t2 = glm::cross(v, t1);
  float r = std::sqrt(random.x), turn = 2 * pi * random.y;
  float p1 = r * std::cos(turn), p2 = r * std::sin(turn);
  float s = 0.5f * (1 + v.z);
  p2 = (1 - s) * std::sqrt(1 - p1 * p1) + s * p2;
  vec3 h = p1 * t1 + p2 * t2 + std::sqrt(std::max(0.0f, 1 - p1 * p1 - p2 * p2)) * v;
  return glm::normalize(vec3(alpha * h.x, alpha * h.y, std::max(1e-6f, h.z)));
}

float facet_density(vec3 view, vec3 light, float alpha) {
  vec3 h = glm::normalize(view + light);
  return distribution(alpha, h.z) / ((1 + smith_lambda(alpha, view.z)) * 4 * view.z);
}

// Distribution times masking over the cosines, times the light's cosine; without Fresnel. And the facet's Fresnel term.
struct Facets {
  float lobe, fresnel;
};
Facets facets(vec3 view, vec3 light, float alpha) {
  vec3 h = glm::normalize(view + light);
  float masking = 1 / (1 + smith_lambda(alpha, view.z) + smith_lambda(alpha, light.z));
  return {distribution(alpha, h.z) * masking / (4 * view.z), fifth_power(1 - std::min(glm::dot(view, h), 1.0f))};
}

float brightest(vec3 c) { return std::max({c.r, c.g, c.b}); }

}  // namespace

float dielectric_reflectance(float cosine) {
  return dielectric_f0 + (1 - dielectric_f0) * fifth_power(1 - std::clamp(std::abs(cosine), 0.0f, 1.0f));
}

float pane_reflectance(float cosine) {
  float f = dielectric_reflectance(cosine);
  return 2 * f / (1 + f);
}

float sheen_in_scans(float roughness) {
  vec3 at_45(0, std::sqrt(0.5f), std::sqrt(0.5f));
  return SurfaceResponse({.base_colour = vec3(0), .roughness = roughness}, vec3(0, 0, 1)).value(at_45).g * pi / at_45.z;
}

SurfaceResponse::SurfaceResponse(const SurfaceLook& look, vec3 view) : view_(view) {
  const GlossTable& table = gloss_table();
  view_.z = std::max(view_.z, 1e-4f);
  roughness_ = std::clamp(look.roughness, least_roughness, 1.0f);
  coat_roughness_ = std::clamp(look.clearcoat_roughness, least_roughness, 1.0f);
  gloss_alpha_ = roughness_ * roughness_, coat_alpha_ = coat_roughness_ * coat_roughness_;
  coat_ = std::clamp(look.clearcoat, 0.0f, 1.0f);
  base_ = glm::clamp(look.base_colour, vec3(0), vec3(1));
  float metallic = std::clamp(look.metallic, 0.0f, 1.0f);
  gloss_ = std::clamp(look.gloss, 0.0f, 1.0f);
  f0_ = glm::mix(vec3(dielectric_f0 * gloss_), base_, metallic);
  f90_ = glm::mix(gloss_, 1.0f, metallic);

  coat_share_ = coat_ > 0 ? coat_ * table.dielectric(view_.z, coat_roughness_) : 0;
  below_coat_ = 1 - coat_share_;
  vec2 gloss = table.share(view_.z, roughness_);
  gloss_share_ = below_coat_ * (f0_ * gloss.x + f90_ * gloss.y);
  float below_gloss = 1 - gloss_ * table.dielectric(view_.z, roughness_);
  diffuse_share_ = below_coat_ * below_gloss * (1 - metallic) * base_;
  diffuse_ = diffuse_share_ / (pi * (1 - gloss_ * table.dielectric_mean(roughness_)));

  float coat_weight = coat_share_, gloss_weight = brightest(gloss_share_), diffuse_weight = brightest(diffuse_share_);
  float sum = std::max(coat_weight + gloss_weight + diffuse_weight, 1e-9f);
  coat_chance_ = coat_weight / sum, gloss_chance_ = gloss_weight / sum;
}

vec3 SurfaceResponse::value(vec3 light) const {
  if (light.z <= 0) return vec3(0);
  const GlossTable& table = gloss_table();
  vec3 result = diffuse_ * ((1 - gloss_ * table.dielectric(light.z, roughness_)) * light.z);
  Facets gloss = facets(view_, light, gloss_alpha_);
  result += below_coat_ * gloss.lobe * (f0_ + (f90_ - f0_) * gloss.fresnel);
  if (coat_ > 0) {
    Facets film = facets(view_, light, coat_alpha_);
    result *= 1 - coat_ * table.dielectric(light.z, coat_roughness_);
    result += coat_ * film.lobe * (dielectric_f0 + (1 - dielectric_f0) * film.fresnel);
  }
  return result;
}

float SurfaceResponse::density(vec3 light) const {
  if (light.z <= 0) return 0;
  float result = (1 - coat_chance_ - gloss_chance_) * light.z / pi;
  result += gloss_chance_ * facet_density(view_, light, gloss_alpha_);
  if (coat_ > 0) result += coat_chance_ * facet_density(view_, light, coat_alpha_);
  return result;
}

std::optional<SurfaceResponse::Sampled> SurfaceResponse::sample(float which_layer, vec2 random) const {
  Sampled result;
  if (which_layer < coat_chance_ + gloss_chance_) {
    vec3 h = sample_facet(view_, which_layer < coat_chance_ ? coat_alpha_ : gloss_alpha_, random);
    result.light = 2 * glm::dot(view_, h) * h - view_;
  } else {
    float r = std::sqrt(random.x), turn = 2 * pi * random.y;
    result.light = vec3(r * std::cos(turn), r * std::sin(turn), std::sqrt(std::max(1 - random.x, 0.0f)));
  }
  if (result.light.z <= 1e-5f) return {};
  result.density = density(result.light);
  if (!(result.density > 0)) return {};
  result.weight = value(result.light) / result.density;
  return result;
}

}  // namespace enf
