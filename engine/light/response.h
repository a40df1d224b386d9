// Owns: how a surface answers light: glTF's metallic-roughness model with clearcoat, evaluated and sampled.
// Must not know: textures, rays.
// Called by: the path tracer, its tests; any thread.
#pragma once

#include <optional>

#include "engine/geometry/math.h"

namespace enf {

// A surface at one point, its textures looked up.
struct SurfaceLook {
  vec3 base_colour{1};
  float metallic = 0, roughness = 1;
  float gloss = 1;  // of a dielectric's mirror reflection; 0: perfectly matt
  float clearcoat = 0, clearcoat_roughness = 0;
};

// GGX with height-correlated Smith masking and Schlick's Fresnel, as the renderer's shade.glsl. What a dielectric's
// gloss and a varnish take for themselves the layer below does not get, in both directions (Kelemen and Szirmay-Kalos
// 2001), so that a white dielectric returns all light and nothing returns more. Light that would bounce between facets
// is lost, as in the renderer: rough metals are darker than they should be.
//
// Directions point away from the surface, in its own frame: z is the normal. No light comes through: the response to
// and from z <= 0 is 0.
class SurfaceResponse {
 public:
  // For light that leaves towards `view`, view.z > 0.
  SurfaceResponse(const SurfaceLook& look, vec3 view);

  // Response (per steradian) times the cosine of `light`.
  vec3 value(vec3 light) const;
  // Probability per steradian with which sample() gives this direction.
  float density(vec3 light) const;
  struct Sampled {
    vec3 light;
    float density = 0;
    vec3 weight;  // value / density
  };
  // Nothing if the direction leads below the surface: that path ends.
  std::optional<Sampled> sample(float which_layer, vec2 random) const;
  // The share of light from everywhere that leaves towards the view.
  vec3 albedo() const { return vec3(coat_share_) + gloss_share_ + diffuse_share_; }

 private:
  vec3 view_;
  vec3 base_, f0_;
  float f90_, gloss_;
  float coat_, coat_alpha_, gloss_alpha_;
  float coat_roughness_, roughness_;
  float below_coat_;  // of the view's light
  float coat_share_;  // albedo of each layer, towards the view
  vec3 gloss_share_, diffuse_share_;
  vec3 diffuse_;  // response of the diffuse layer but for the light's side
  float coat_chance_, gloss_chance_;
};

// No surface is smoother: as in the renderer.
constexpr float least_roughness = 0.06f;

// Schlick's Fresnel for a dielectric of index 1.5, and what both faces of a thin pane together reflect, 2F / (1 + F).
float dielectric_reflectance(float cosine);
float pane_reflectance(float cosine);

// What a dielectric of this roughness mirrors from 45 degrees to its normal, as a share of what a diffuse white returns
// that way. Scans are taken so (45:0 of ISO 13655), hence their colours hold it already.
float sheen_in_scans(float roughness);

}  // namespace enf
