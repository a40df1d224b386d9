// How surfaces answer light: energy, reciprocity, and that sampling and evaluating agree.
#include "engine/light/response.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/light/sampler.h"

namespace enf {
namespace {

vec3 direction_at(float cosine, float turn) {
  float s = std::sqrt(1 - cosine * cosine);
  return {s * std::cos(turn), s * std::sin(turn), cosine};
}

// Light from everywhere, 1 in every direction, seen from `cosine`: by sampling and by integrating over the hemisphere.
struct Furnace {
  double sampled = 0, integrated = 0, density = 0;
};
Furnace furnace(const SurfaceLook& look, float cosine) {
  SurfaceResponse response(look, direction_at(cosine, 0));
  Furnace result;
  constexpr std::uint32_t samples = 1 << 15;
  for (std::uint32_t i = 0; i < samples; ++i) {
    Sampler sampler(7, i);
    float layer = sampler.next1();
    if (auto s = response.sample(layer, sampler.next2())) result.sampled += static_cast<double>(s->weight.g) / samples;
  }
  constexpr int rings = 600, parts = 600;
  for (int r = 0; r < rings; ++r)
    for (int p = 0; p < parts; ++p) {
      vec3 light =
          direction_at((static_cast<float>(r) + 0.5f) / rings, 2 * pi * (static_cast<float>(p) + 0.5f) / parts);
      double solid_angle = 2 * pi / (rings * parts);
      result.integrated += static_cast<double>(response.value(light).g) * solid_angle;
      result.density += static_cast<double>(response.density(light)) * solid_angle;
    }
  return result;
}

constexpr float cosines[] = {0.1f, 0.3f, 0.6f, 0.95f};
constexpr float roughnesses[] = {0.2f, 0.5f, 1.0f};

TEST(Response, WhiteDielectricReturnsAllLight) {
  for (float roughness : roughnesses)
    for (float cosine : cosines) {
      SurfaceLook look{.roughness = roughness};
      EXPECT_NEAR(furnace(look, cosine).sampled, 1, 0.012) << roughness << " " << cosine;
      SurfaceResponse response(look, direction_at(cosine, 0));
      EXPECT_NEAR(response.albedo().g, 1, 1e-4);
    }
}

// A matt sheet whose scan says 20 % returns 20 % where the scanner stood.
TEST(Response, ScansComeBackAsTheyWereTaken) {
  vec3 at_45 = direction_at(std::sqrt(0.5f), 1);
  for (float roughness : {0.5f, 0.8f}) {
    SurfaceLook look{.base_colour = vec3(0.2f - sheen_in_scans(roughness)), .roughness = roughness};
    float returned = SurfaceResponse(look, vec3(0, 0, 1)).value(at_45).g * pi / at_45.z;
    EXPECT_NEAR(returned, 0.2f, 0.005f) << roughness;
    EXPECT_GT(sheen_in_scans(roughness), 0.01f);
  }
  EXPECT_LT(sheen_in_scans(0.1f), 1e-3f) << "a mirror shows no lamp that stands aside";
}

TEST(Response, NothingReturnsMoreThanItGets) {
  for (float metallic : {0.0f, 0.5f, 1.0f})
    for (float roughness : roughnesses)
      for (float coat : {0.0f, 1.0f})
        for (float cosine : cosines) {
          SurfaceLook look{
              .metallic = metallic, .roughness = roughness, .clearcoat = coat, .clearcoat_roughness = 0.15f};
          EXPECT_LE(furnace(look, cosine).sampled, 1.012) << metallic << roughness << coat << cosine;
        }
}

// Light between facets is not followed: a smooth metal returns nearly all, a rough one much less.
TEST(Response, MetalLosesOnlyWhatItsRoughnessSays) {
  constexpr std::pair<float, double> kept[] = {{0.2f, 0.99}, {0.5f, 0.87}, {1.0f, 0.41}};  // at 53 degrees
  for (auto [roughness, share] : kept) {
    SurfaceLook look{.metallic = 1, .roughness = roughness};
    EXPECT_NEAR(furnace(look, 0.6f).sampled, share, 0.01) << roughness;
    EXPECT_NEAR(SurfaceResponse(look, direction_at(0.6f, 0)).albedo().g, share, 0.012) << roughness;
  }
}

TEST(Response, SamplingAgreesWithEvaluating) {
  for (float roughness : roughnesses)
    for (float coat : {0.0f, 0.7f})
      for (float cosine : cosines) {
        if (roughness < 0.5f && cosine < 0.3f) continue;  // narrower than the grid it is integrated on
        SurfaceLook look{.base_colour = vec3(0.5f, 0.4f, 0.2f),
                         .metallic = 0.3f,
                         .roughness = roughness,
                         .clearcoat = coat,
                         .clearcoat_roughness = 0.3f};
        Furnace f = furnace(look, cosine);
        EXPECT_NEAR(f.sampled, f.integrated, 0.01 * f.integrated) << roughness << " " << coat << " " << cosine;
        EXPECT_LE(f.density, 1.01);
        EXPECT_GT(f.density, 0.5);  // the rest leads below the surface
      }
}

TEST(Response, IsTheSameBothWays) {
  SurfaceLook look{.base_colour = vec3(0.8f, 0.3f, 0.1f), .metallic = 0.4f, .roughness = 0.4f};
  for (float a : cosines)
    for (float b : cosines) {
      vec3 view = direction_at(a, 0.3f), light = direction_at(b, 2);
      vec3 there = SurfaceResponse(look, view).value(light) / light.z;
      vec3 back = SurfaceResponse(look, light).value(view) / view.z;
      for (int c = 0; c < 3; ++c) EXPECT_NEAR(there[c], back[c], 1e-3f * there[c] + 1e-6f);
    }
}

TEST(Response, GlassReflectsAsTwoFaces) {
  EXPECT_NEAR(pane_reflectance(1), 2 * 0.04f / 1.04f, 1e-5f);
  EXPECT_NEAR(pane_reflectance(0), 1, 1e-5f);
}

}  // namespace
}  // namespace enf
