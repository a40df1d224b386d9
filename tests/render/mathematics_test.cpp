#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ciede2000.h"
#include "engine/base/random.h"
#include "engine/render/light.h"
#include "engine/render/patches.h"
#include "engine/render/probe_math.h"
#include "engine/render/tone.h"
#include "scene_kit.h"

namespace enf {
namespace {

// Pairs from table 1 of Sharma, Wu and Dalal 2005.
TEST(Ciede2000, AgreesWithThePublishedPairs) {
  struct Pair {
    dvec3 a, b;
    double difference;
  };
  const Pair pairs[] = {{{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
                        {{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
                        {{50, 2.8361, -74.0200}, {50, 0, -82.7485}, 3.4412},
                        {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
                        {{50, 0, 0}, {50, -1, 2}, 2.3669},
                        {{50, 2.49, -0.001}, {50, -2.49, 0.0009}, 7.1792},
                        {{50, -0.001, 2.49}, {50, 0.0009, -2.49}, 4.8045},
                        {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
                        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
                        {{90.8027, -2.0831, 1.4410}, {91.1528, -1.6435, 0.0447}, 1.4441},
                        {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082}};
  for (const Pair& p : pairs) {
    EXPECT_NEAR(ciede2000(p.a, p.b), p.difference, 5e-5);
    EXPECT_NEAR(ciede2000(p.b, p.a), p.difference, 5e-5);
  }
}

TEST(ToneCurve, LeavesColoursBelowTheKneeAlone) {
  for (vec3 c : {vec3(0), vec3(0.5f, 0.2f, 0.1f), vec3(0.8f), vec3(0.79f, 0.01f, 0.4f)})
    EXPECT_LT(glm::length(tone_curve(c) - c), 1e-6f);
}

TEST(ToneCurve, RisesAndStaysBelowOneAndKeepsHue) {
  float last = 0;
  for (float v = 0; v < 50; v += 0.05f) {
    float out = tone_curve(vec3(v)).r;
    EXPECT_GE(out, last);
    EXPECT_LT(out, 1);
    last = out;
  }
  vec3 bright = tone_curve(vec3(4, 2, 1));
  EXPECT_GT(bright.r, bright.g);
  EXPECT_GT(bright.g, bright.b);
}

TEST(Cone, IsHalfAtTheBeamEdgeAndATenthAtTheFieldEdge) {
  for (auto [beam, field] : {std::pair{12.0f, 23.0f}, {5.0f, 8.0f}, {20.0f, 40.0f}, {30.0f, 50.0f}, {40.0f, 46.0f}}) {
    float cb = std::cos(radians_from_degrees(beam)), cf = std::cos(radians_from_degrees(field));
    ConeCurve cone = cone_of(SpotItem{.cos_beam = cb, .cos_field = cf});
    EXPECT_NEAR(cone_at(cone, 1), 1, 1e-3);
    EXPECT_NEAR(cone_at(cone, cb), 0.5, 2e-3) << beam;
    EXPECT_NEAR(cone_at(cone, cf), 0.1, 2e-3) << field;
    float last = 1;
    for (float degrees = 0; degrees < 180; degrees += 0.5f) {
      float value = cone_at(cone, std::cos(radians_from_degrees(degrees)));
      EXPECT_GE(value, 0) << beam << " " << field << " at " << degrees;
      EXPECT_LE(value, last + 1e-4f) << beam << " " << field << " at " << degrees;
      last = value;
    }
    EXPECT_EQ(cone_at(cone, cone.cos_end - 0.001f), 0);
  }
}

// The formula is that of KHR_lights_punctual, "Inner and Outer Cone Angles".
TEST(Cone, OfARampIsTheSquaredRampOfTheGltfExtension) {
  for (auto [inner, outer] :
       {std::pair{0.0f, 0.7853982f}, {0.55f, 0.95f}, {0.3f, 0.31f}, {1.2f, 1.5f}, {0.0f, 1.5708f}}) {
    SpotItem spot{.falloff = Falloff::ramp, .cos_beam = std::cos(inner), .cos_field = std::cos(outer)};
    ConeCurve cone = cone_of(spot);
    float scale = 1 / std::max(0.001f, std::cos(inner) - std::cos(outer)), offset = -std::cos(outer) * scale;
    for (float degrees = 0; degrees <= 180; degrees += 0.25f) {
      float cosine = std::cos(radians_from_degrees(degrees));
      float ramp = std::clamp(cosine * scale + offset, 0.0f, 1.0f);
      EXPECT_NEAR(cone_at(cone, cosine), ramp * ramp, 1e-4f) << inner << " " << outer << " at " << degrees;
    }
    EXPECT_NEAR(cone.cos_end, std::cos(outer), 1e-6f);
  }
}

TEST(Spots, FollowThePhotometricDistanceLaw) {
  SpotItem spot = kit::spot(vec3(0, 2, 0), vec3(0), 1000);
  EXPECT_NEAR(illuminance(spot, vec3(0), vec3(0, 1, 0)), 250, 0.01);
  EXPECT_NEAR(illuminance(spot, vec3(0), glm::normalize(vec3(1, 1, 0))), 250 * std::sqrt(0.5), 0.01);
  EXPECT_EQ(illuminance(spot, vec3(0), vec3(0, -1, 0)), 0);
}

// The window is that of KHR_lights_punctual, "Range Property".
TEST(Spots, OfAGltfFadeToNothingAtTheirRange) {
  SpotItem spot = kit::spot(vec3(0, 2, 0), vec3(0), 1000);
  spot.range_m = 4;
  EXPECT_NEAR(illuminance(spot, vec3(0), vec3(0, 1, 0)), 250, 0.01) << "that of a luminaire goes on";
  spot.falloff = Falloff::ramp;
  EXPECT_NEAR(illuminance(spot, vec3(0), vec3(0, 1, 0)), 250 * (1 - 1 / 16.0f), 0.01);
  EXPECT_EQ(illuminance(spot, vec3(0, -2.1f, 0), vec3(0, 1, 0)), 0);
}

TEST(Spots, GiveNowhereInAPlaceMoreThanTheirBound) {
  Random random(5);
  auto point = [&](float far) {
    return vec3(random.between(-far, far), random.between(-far, far), random.between(-far, far));
  };
  int dark = 0;
  for (int round = 0; round < 400; ++round) {
    float beam = random.between(5, 60);
    SpotItem spot = kit::spot(point(3), point(3), 100, beam, beam + random.between(1, 60));
    if (round % 2 == 0) spot.falloff = Falloff::ramp;
    if (round % 3 == 0) spot.range_m = random.between(1, 6);
    vec3 low = point(4), normal = glm::normalize(point(1));
    bool is_flat = round % 4 == 0;  // a wall
    Box box{low, low + vec3(is_flat ? 0 : random.between(0, 2), random.between(0, 2), random.between(0, 2))};
    if (is_flat) normal = vec3(1, 0, 0);
    float bound = illuminance_bound(spot, {box, {is_flat ? normal : vec3(0), is_flat ? -low.x : 0}});
    dark += bound == 0 ? 1 : 0;
    for (int i = 0; i < 50; ++i) {
      vec3 p = box.low + box.size() * vec3(random.unit(), random.unit(), random.unit());
      vec3 n = is_flat ? normal : glm::normalize(point(1));
      float away = glm::distance(p, spot.position);
      if (away < 0.05f || (spot.range_m > 0 && away > spot.range_m)) continue;
      EXPECT_LE(illuminance(spot, p, n), bound * 1.001f + 1e-4f) << "round " << round;
    }
  }
  EXPECT_GT(dark, 50);
  EXPECT_LT(dark, 350);
}

TEST(Spots, StrongestOfTheRoomComeFirstAndNoMoreThanTheBudget) {
  std::vector<SpotItem> spots;
  for (int i = 0; i < 6; ++i) spots.push_back(kit::spot(vec3(0, 3, 0), vec3(0), 100.0f * static_cast<float>(i + 1)));
  const std::vector<std::uint32_t> of_the_room{0, 1, 2, 3, 4};
  Box box{vec3(-0.5f), vec3(0.5f)};
  EXPECT_EQ(spots_for(spots, of_the_room, {box}, 3), (std::vector<std::uint32_t>{4, 3, 2}));
  Box behind{vec3(-0.5f, 5, -0.5f), vec3(0.5f, 6, 0.5f)};
  EXPECT_TRUE(spots_for(spots, of_the_room, {behind}, 3).empty());
}

CubePicture cube_of(const std::function<vec3(vec3)>& value) {
  CubePicture cube{16, {}};
  for (std::uint32_t f = 0; f < 6; ++f)
    for (std::uint32_t y = 0; y < 16; ++y)
      for (std::uint32_t x = 0; x < 16; ++x)
        cube.faces[f].push_back(
            value(glm::normalize(cube_direction(f, static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f, 16))));
  return cube;
}

TEST(Irradiance, OfAnEvenRoomIsEvenAndOfALitCeilingFallsOffDownwards) {
  auto even = irradiance_of(cube_of([](vec3) { return vec3(100); }));
  for (vec3 n : {vec3(0, 1, 0), vec3(1, 0, 0), glm::normalize(vec3(1, -1, 1))})
    EXPECT_NEAR(evaluate_irradiance(even, n).g, 100, 1);
  auto above = irradiance_of(cube_of([](vec3 d) { return vec3(d.y > 0 ? 100 : 0); }));
  // Irradiance from a half space is (1 + cos) / 2.
  EXPECT_NEAR(evaluate_irradiance(above, vec3(0, 1, 0)).g, 100, 7);
  EXPECT_NEAR(evaluate_irradiance(above, vec3(1, 0, 0)).g, 50, 2);
  EXPECT_NEAR(evaluate_irradiance(above, vec3(0, -1, 0)).g, 0, 7);
}

TEST(Reflections, KeepAnEvenRoomEvenInEveryMip) {
  for (const CubePicture& mip : reflections_of(cube_of([](vec3) { return vec3(3, 2, 1); }), 4))
    for (const auto& face : mip.faces)
      for (vec3 texel : face) EXPECT_LT(glm::length(texel - vec3(3, 2, 1)), 1e-4f);
}

PictureItem picture_of(std::uint32_t width, std::uint32_t height) {
  auto source = std::make_shared<PyramidSource>();
  source->pyramid = plan_pyramid(width, height);
  float w = static_cast<float>(width) / 4000, h = static_cast<float>(height) / 4000;
  return {.source = source, .corner = {-w / 2, h / 2, 0}, .right = {w, 0, 0}, .down = {0, -h, 0}};
}

std::vector<Patch> patches_from(const PictureItem& picture, vec3 eye, float fov_y = 2.8f) {
  mat4 camera = reversed_perspective(fov_y, 1, 0.001f, 100) * view_matrix(eye, vec3(0, 0, -1));
  std::vector<Patch> patches;
  select_patches(picture.source->pyramid, picture, {eye, frustum_of(camera), 1000, 1}, patches);
  return patches;
}

TEST(Patches, CoverThePictureExactlyOnce) {
  Random random(5);
  for (auto [width, height] : {std::pair(1u, 1u), {249u, 248u}, {4001u, 3000u}, {9000u, 700u}, {777u, 6001u}}) {
    PictureItem picture = picture_of(width, height);
    for (float z : {9.0f, 4.0f, 1.0f}) {
      auto patches = patches_from(picture, vec3(random.between(-0.1f, 0.1f), random.between(-0.1f, 0.1f), z));
      double area = 0;
      for (const Patch& p : patches) {
        const std::vector<PyramidLevel>& levels = picture.source->pyramid.levels;
        // A miniature shows all that the coarsest tile does.
        const PyramidLevel& level = levels[std::min<std::size_t>(p.level, levels.size() - 1)];
        ASSERT_TRUE(p.x < level.tiles_x && p.y < level.tiles_y);
        area += static_cast<double>(p.where.z - p.where.x) * static_cast<double>(p.where.w - p.where.y);
      }
      EXPECT_NEAR(area, 1.0, 1e-4) << width << "x" << height << " from " << z;
      for (int k = 0; k < 50; ++k) {
        vec2 at(random.unit(), random.unit());
        auto holds = [&](const Patch& p) {
          return at.x >= p.where.x && at.x < p.where.z && at.y >= p.where.y && at.y < p.where.w;
        };
        EXPECT_EQ(std::ranges::count_if(patches, holds), 1);
      }
    }
  }
}

TEST(Patches, AreSharpWhereSeenAndLeftOutWhereNot) {
  PictureItem picture = picture_of(8000, 6000);
  auto close = patches_from(picture, vec3(0, 0, 0.3f), 0.9f);
  double area = 0;
  for (const Patch& p : close) {
    EXPECT_TRUE(p.level == 0 || p.texel_px <= 1);
    area += static_cast<double>(p.where.z - p.where.x) * static_cast<double>(p.where.w - p.where.y);
  }
  EXPECT_LT(area, 0.2);  // the view is 0.29 m wide, the picture 2 m
  EXPECT_EQ(patches_from(picture, vec3(0, 0, 30), 0.9f).size(), 1u);
}

}  // namespace
}  // namespace enf
