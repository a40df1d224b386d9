// Light on surfaces: which lie in which chart, that the map says what the tracer says there, and that no chart's light
// runs into another's.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/base/random.h"
#include "engine/light/room_light.h"
#include "tests/light/traced_shapes.h"

namespace enf {
namespace {

std::vector<ChartPiece> pieces_of(const std::vector<std::shared_ptr<const TracedMesh>>& meshes) {
  std::vector<ChartPiece> pieces;
  for (const auto& mesh : meshes) pieces.push_back({mesh.get(), 0});
  return pieces;
}

TracedScene lit_room() {
  TracedScene scene;
  scene.meshes = box_inside(vec3(0), vec3(4, 3, 5), matt(0.6f));
  auto even =
      std::make_shared<const IntensityTable>(IntensityTable::round([](double c) { return c > 0 ? 600 * c : 0; }));
  scene.lamps = {{.position = vec3(1.5f, 2.8f, 1.5f), .intensity = even},
                 {.position = vec3(3.2f, 2.8f, 3.5f), .direction = vec3(0.5f, -1, 0), .intensity = even}};
  return scene;
}

// Between the texels, as a renderer reads it.
vec3 lux_at(const LightMap& map, const RoomLight::Projection& chart, vec3 point) {
  vec2 place(glm::dot(chart.u, vec4(point, 1)) * static_cast<float>(map.width),
             glm::dot(chart.v, vec4(point, 1)) * static_cast<float>(map.height));
  place -= 0.5f;
  vec2 low = glm::floor(place), part = place - low;
  auto texel = [&](float x, float y) {
    return unpack_lux(map.lux[static_cast<std::size_t>(y) * map.width + static_cast<std::size_t>(x)]);
  };
  return glm::mix(glm::mix(texel(low.x, low.y), texel(low.x + 1, low.y), part.x),
                  glm::mix(texel(low.x, low.y + 1), texel(low.x + 1, low.y + 1), part.x), part.y);
}

TEST(LightMap, SaysWhatTheTracerSays) {
  TracedScene scene = lit_room();
  std::vector<ChartPiece> pieces = pieces_of(scene.meshes);
  LightCharts charts = lay_out_charts(pieces, 0.05f);
  ASSERT_EQ(charts.charts.size(), 6u);
  auto tracer = std::move(*PathTracer::create(scene));
  Jobs jobs;
  auto map = bake_map(*tracer, charts, pieces, {.lamp_samples = 16, .other_samples = 256}, jobs, {});
  ASSERT_TRUE(map.has_value());
  Random random(7);
  double sum = 0, worst = 0;
  for (int i = 0; i < 50; ++i) {
    std::size_t face = random.below(6);
    const TracedMesh& mesh = *scene.meshes[face];
    vec2 at(random.between(0.05f, 0.95f), random.between(0.05f, 0.95f));
    vec3 point = mesh.positions[0] + (mesh.positions[1] - mesh.positions[0]) * at.x +
                 (mesh.positions[3] - mesh.positions[0]) * at.y;
    vec3 normal = charts.charts[charts.of_piece[face]].normal;
    float expected = tracer->illuminance(point, normal, 4096, 5).sum_lx().g;
    RoomLight::Projection chart = projection_of(charts.charts[charts.of_piece[face]], map->width, map->height);
    double error = std::abs(lux_at(*map, chart, point).g - expected) / expected;
    sum += error, worst = std::max(worst, error);
  }
  EXPECT_LT(sum / 50, 0.02);
  EXPECT_LT(worst, 0.08);  // where a lamp is near a wall and light falls off within few texels
}

// Lamps that cannot reach a surface: what it has is reflected. Once a room lit downwards, its ceiling asked; once one
// with a screen in it lit upwards, its floor asked. The figures are those of a final bake.
TEST(LightMap, ReflectedLightIsThatOfTheTracer) {
  auto half =
      std::make_shared<const IntensityTable>(IntensityTable::round([](double c) { return c > 0 ? 600 * c : 0; }));
  auto check = [](const TracedScene& scene, auto&& point_at, vec3 normal) {
    std::vector<ChartPiece> pieces = pieces_of(scene.meshes);
    LightCharts charts = lay_out_charts(pieces, 0.025f);
    auto tracer = std::move(*PathTracer::create(scene));
    Jobs jobs;
    auto map = bake_map(*tracer, charts, pieces, {.lamp_samples = 16, .other_samples = 384}, jobs, {});
    ASSERT_TRUE(map.has_value());
    auto chart = std::ranges::find_if(charts.charts, [&](const LightChart& c) {
      return glm::dot(c.normal, normal) > 0.99f && std::abs(glm::dot(c.origin - point_at(0.1f, 0.1f), normal)) < 0.01f;
    });
    ASSERT_NE(chart, charts.charts.end());
    Random random(11);
    double sum = 0, worst = 0;
    for (int i = 0; i < 50; ++i) {
      float u = random.between(0.05f, 0.95f), v = random.between(0.05f, 0.95f);
      vec3 point = point_at(u, v);
      ReceivedLight expected = tracer->illuminance(point, normal, 32768, 5);
      ASSERT_EQ(expected.direct_lx, vec3(0));
      ASSERT_GT(expected.reflected_lx.g, 1);
      float found = lux_at(*map, projection_of(*chart, map->width, map->height), point).g;
      double error = std::abs(found / expected.reflected_lx.g - 1);
      sum += error, worst = std::max(worst, error);
    }
    EXPECT_LT(sum / 50, 0.01);
    EXPECT_LT(worst, 0.03);
  };
  TracedScene down;
  down.meshes = box_inside(vec3(0), vec3(4, 3, 5), matt(0.6f));
  down.lamps = {{.position = vec3(1.5f, 2.8f, 1.5f), .intensity = half}};
  check(
      down, [](float u, float v) { return vec3(4 * u, 3, 5 * v); }, vec3(0, -1, 0));
  TracedScene up;
  up.meshes = box_inside(vec3(0), vec3(6, 4, 4), matt(0.8f));
  up.meshes.push_back(quad_mesh(vec3(2, 0, 1.5f), vec3(0, 0, 1), vec3(0, 1.2f, 0), matt(0.3f)));
  up.meshes.push_back(quad_mesh(vec3(2, 0, 2.5f), vec3(0, 0, -1), vec3(0, 1.2f, 0), matt(0.3f)));
  up.lamps = {{.position = vec3(1, 2, 2), .direction = vec3(0, 1, 0), .intensity = half}};
  check(
      up, [](float u, float v) { return vec3(2.4f + 3.6f * u, 0, 4 * v); }, vec3(0, 1, 0));
}

// A vault is seen from below as a whole: its slopes have as much light as the tracer says, and its crown no stripes.
TEST(LightMap, AVaultHasTheTracersLight) {
  TracedScene scene;
  scene.meshes = box_inside(vec3(-3, 0, -4), vec3(3, 2, 4), matt(0.6f));
  std::erase_if(scene.meshes, [](const auto& m) {
    return m->positions[0].y == 2 && m->positions[1].y == 2 && m->positions[2].y == 2;
  });
  constexpr int steps = 24;
  TracedMesh vault;
  vault.material = matt(0.6f);
  for (int k = 0; k <= steps; ++k) {
    float angle = pi * (0.5f - 0.25f) + pi * 0.5f * static_cast<float>(k) / steps;
    vec3 out(std::cos(angle), std::sin(angle), 0);
    for (float z : {-4.0f, 4.0f})
      vault.positions.push_back(vec3(0, 2 - 3 * std::sin(pi / 4) * 1.4142f, z) + out * 3.0f * 1.4142f),
          vault.normals.push_back(-out);
  }
  for (std::uint32_t k = 0; k < steps; ++k)
    for (std::uint32_t i : {0u, 1u, 2u, 2u, 1u, 3u}) vault.indices.push_back(2 * k + i);
  scene.meshes.push_back(std::make_shared<const TracedMesh>(vault));
  auto even =
      std::make_shared<const IntensityTable>(IntensityTable::round([](double c) { return c > 0 ? 400 * c : 0; }));
  scene.lamps = {{.position = vec3(0.5f, 1.8f, 0), .intensity = even}};
  std::vector<ChartPiece> pieces = pieces_of(scene.meshes);
  LightCharts charts = lay_out_charts(pieces, 0.06f);
  std::uint32_t of_vault = charts.of_piece.back();
  ASSERT_NE(of_vault, LightCharts::none);
  auto tracer = std::move(*PathTracer::create(scene));
  Jobs jobs;
  auto map = bake_map(*tracer, charts, pieces, {.lamp_samples = 4, .other_samples = 64}, jobs, {});
  ASSERT_TRUE(map.has_value());
  RoomLight::Projection chart = projection_of(charts.charts[of_vault], map->width, map->height);
  Random random(5);
  double sum = 0, worst = 0;
  for (int i = 0; i < 40; ++i) {
    float angle = pi * random.between(0.29f, 0.71f);
    vec3 out(std::cos(angle), std::sin(angle), 0);
    vec3 point = vec3(0, -1, random.between(-3.6f, 3.6f)) + out * (3.0f * 1.4142f * 0.999f);
    float expected = tracer->illuminance(point - out * 0.01f, -out, 8192, 3).sum_lx().g;
    double error = std::abs(lux_at(*map, chart, point).g / expected - 1);
    sum += error, worst = std::max(worst, error);
  }
  EXPECT_LT(sum / 40, 0.025) << "of a first look, 64 paths";
  EXPECT_LT(worst, 0.1);
}

// What a polished floor mirrors: the lamps' share of the light, and where they are, as shaders/surface.frag reads it.
TEST(LightMap, TellsWhereTheLampsAre) {
  TracedScene scene = lit_room();
  scene.lamps.resize(1);
  std::vector<ChartPiece> pieces = pieces_of(scene.meshes);
  LightCharts charts = lay_out_charts(pieces, 0.05f);
  auto tracer = std::move(*PathTracer::create(scene));
  Jobs jobs;
  auto map = bake_map(*tracer, charts, pieces, {.lamp_samples = 16, .other_samples = 256}, jobs, {});
  ASSERT_TRUE(map.has_value());
  auto floor = std::ranges::find_if(charts.charts, [](const LightChart& c) { return c.normal.y > 0.99f; });
  ASSERT_NE(floor, charts.charts.end());
  RoomLight::Projection chart = projection_of(*floor, map->width, map->height);
  for (vec3 point : {vec3(1.5f, 0, 1.5f), vec3(2.5f, 0, 3), vec3(0.5f, 0, 2.5f), vec3(3.5f, 0, 4)}) {
    auto place = [&](vec4 row, std::uint32_t texels) {
      return static_cast<std::size_t>(glm::dot(row, vec4(point, 1)) * static_cast<float>(texels));
    };
    std::uint32_t packed = map->towards[place(chart.v, map->towards_height()) * map->towards_width() +
                                        place(chart.u, map->towards_width())];
    vec4 towards = vec4(packed & 255, packed >> 8 & 255, packed >> 16 & 255, packed >> 24) / 255.0f;
    vec3 up(0, 1, 0), mean = vec3(towards) * 2.0f - 1.0f;
    ReceivedLight light = tracer->illuminance(point, up, 4096, 5);
    EXPECT_NEAR(towards.w, light.direct_lx.g / light.sum_lx().g, 0.03f);
    vec3 lamp = (mean - (1 - towards.w) * (2 / 3.0f) * up) / towards.w;
    EXPECT_GT(glm::dot(glm::normalize(lamp), glm::normalize(scene.lamps[0].position - point)), 0.99f);
    EXPECT_NEAR(glm::length(lamp), 1, 0.1f);
  }
}

TEST(LightMap, SameBytesHoweverManyWorkers) {
  TracedScene scene = lit_room();
  std::vector<ChartPiece> pieces = pieces_of(scene.meshes);
  LightCharts charts = lay_out_charts(pieces, 0.2f);
  auto tracer = std::move(*PathTracer::create(scene));
  Jobs one(1), two(2);
  MapBake quick{.lamp_samples = 2, .other_samples = 16};
  auto first = bake_map(*tracer, charts, pieces, quick, one, {}),
       second = bake_map(*tracer, charts, pieces, quick, two, {});
  EXPECT_EQ(first->lux, second->lux);
  EXPECT_EQ(first->towards, second->towards);
  std::stop_source stopped;
  stopped.request_stop();
  auto none = bake_map(*tracer, charts, pieces, quick, two, {{}, stopped.get_token()});
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().id, "work.cancelled");
}

// A wall in two paints has no seam where they meet.
TEST(LightCharts, OnePlaneIsOneChart) {
  auto lower = quad_mesh(vec3(0), vec3(4, 0, 0), vec3(0, 1, 0), matt(0.5f));
  auto upper = quad_mesh(vec3(0, 1, 0), vec3(4, 0, 0), vec3(0, 2, 0), matt(0.5f));
  auto elsewhere = quad_mesh(vec3(9, 0, 0), vec3(2, 0, 0), vec3(0, 1, 0), matt(0.5f));
  auto behind = quad_mesh(vec3(0, 0, -0.1f), vec3(4, 0, 0), vec3(0, 1, 0), matt(0.5f));
  auto label = quad_mesh(vec3(1, 1, 0.01f), vec3(0.15f, 0, 0), vec3(0, 0.1f, 0), matt(0.5f));
  auto pieces = pieces_of({lower, upper, elsewhere, behind, label});
  LightCharts charts = lay_out_charts(pieces, 0.05f);
  EXPECT_EQ(charts.charts.size(), 3u);
  EXPECT_EQ(charts.of_piece[0], charts.of_piece[1]);
  EXPECT_NE(charts.of_piece[0], charts.of_piece[2]);
  EXPECT_NE(charts.of_piece[0], charts.of_piece[3]);
  EXPECT_EQ(charts.of_piece[4], LightCharts::none) << "too small";
  pieces[1].owner = 1;
  EXPECT_EQ(lay_out_charts(pieces, 0.05f).charts.size(), 4u);
}

TEST(LightCharts, WhatStandsOutOfAWallBelongsToIt) {
  auto wall = quad_mesh(vec3(0), vec3(4, 0, 0), vec3(0, 3, 0), matt(0.5f));
  // A skirting: up its front, then back over the top.
  TracedMesh skirting;
  skirting.positions = {vec3(0, 0, 0.02f),     vec3(4, 0, 0.02f), vec3(4, 0.15f, 0.02f),
                        vec3(0, 0.15f, 0.02f), vec3(0, 0.17f, 0), vec3(4, 0.17f, 0)};
  skirting.indices = {0, 1, 2, 0, 2, 3, 3, 2, 5, 3, 5, 4};
  // The same, away from it by half a metre.
  TracedMesh post = skirting;
  for (vec3& p : post.positions) p.z += 0.5f;
  auto standing = std::make_shared<const TracedMesh>(skirting), away = std::make_shared<const TracedMesh>(post);
  auto pieces = pieces_of({wall, standing, away});
  LightCharts charts = lay_out_charts(pieces, 0.05f);
  EXPECT_EQ(charts.of_piece[1], charts.of_piece[0]);
  EXPECT_NE(charts.of_piece[2], charts.of_piece[0]);
  // What stands before the wall is what its texels stand for.
  std::vector<ChartPoint> points = chart_points(charts, 0, pieces);
  const LightChart& chart = charts.charts[0];
  const ChartPoint& low = points[std::size_t{chart.height - 1} * chart.width + chart.width / 2];
  EXPECT_TRUE(low.is_there);
  EXPECT_NEAR(low.position.z, 0.02f, 1e-4f);
  EXPECT_NEAR(points[chart.width / 2].position.z, 0, 1e-4f);
}

// The back of a shelf shows nothing of the light on the uprights' edges before it.
TEST(LightCharts, WhatLiesBehindHasAChartOfItsOwn) {
  auto bent = [](vec3 corner, vec3 right, vec3 up) {  // with a narrow bevel, so that it is not flat
    TracedMesh mesh = *quad_mesh(corner, right, up, matt(0.5f));
    mesh.positions.push_back(corner + right + vec3(0.005f, 0, -0.005f));
    mesh.positions.push_back(corner + right + up + vec3(0.005f, 0, -0.005f));
    mesh.indices.insert(mesh.indices.end(), {1, 4, 2, 4, 5, 2});
    return std::make_shared<const TracedMesh>(std::move(mesh));
  };
  auto back = bent(vec3(0), vec3(3, 0, 0), vec3(0, 2, 0));
  auto upright = bent(vec3(1, 0, 0.4f), vec3(0.03f, 0, 0), vec3(0, 2, 0));
  auto beside = bent(vec3(1.04f, 0, 0.41f), vec3(0.03f, 0, 0), vec3(0, 2, 0));
  auto pieces = pieces_of({back, upright, beside});
  LightCharts charts = lay_out_charts(pieces, 0.05f);
  ASSERT_NE(charts.of_piece[0], LightCharts::none);
  ASSERT_NE(charts.of_piece[1], LightCharts::none);
  EXPECT_NE(charts.of_piece[0], charts.of_piece[1]);
  EXPECT_EQ(charts.of_piece[1], charts.of_piece[2]);
}

// A coffered dome's small steps look away from where it is seen, and yet it has its chart; cables and tubes have none.
TEST(LightCharts, SmallStepsTakeNothingAway) {
  TracedMesh vault = *quad_mesh(vec3(0, 3, 0), vec3(4, 0, 0), vec3(0, 0, 4), matt(0.5f));
  TracedMesh step = *quad_mesh(vec3(1, 3, 1), vec3(0.5f, 0, 0), vec3(0, 0.5f, 0.1f), matt(0.5f));
  for (std::uint32_t i : step.indices) vault.indices.push_back(i + 4);
  vault.positions.insert(vault.positions.end(), step.positions.begin(), step.positions.end());
  TracedMesh cable;
  for (int k = 0; k < 6; ++k)
    for (float y : {0.0f, 3.0f})
      cable.positions.push_back(
          vec3(std::cos(static_cast<float>(k)) * 0.05f, y, std::sin(static_cast<float>(k)) * 0.05f));
  for (std::uint32_t k = 0; k < 6; ++k)
    for (std::uint32_t i : {0u, 1u, 2u, 2u, 1u, 3u}) cable.indices.push_back((2 * k + i) % 12);
  std::vector<std::shared_ptr<const TracedMesh>> meshes{std::make_shared<const TracedMesh>(vault),
                                                        std::make_shared<const TracedMesh>(cable)};
  auto pieces = pieces_of(meshes);
  LightCharts charts = lay_out_charts(pieces, 0.05f);
  EXPECT_NE(charts.of_piece[0], LightCharts::none);
  EXPECT_EQ(charts.of_piece[1], LightCharts::none);
}

TEST(LightCharts, DoNotOverlapAndAreWhole) {
  Random random(3);
  std::vector<std::shared_ptr<const TracedMesh>> meshes;
  for (int i = 0; i < 60; ++i)
    meshes.push_back(quad_mesh(vec3(10.0f * static_cast<float>(i), 0, 0), vec3(random.between(0.3f, 6.0f), 0, 0),
                               vec3(0, 0, -random.between(0.3f, 6.0f)), matt(0.5f)));
  auto pieces = pieces_of(meshes);
  LightCharts charts = lay_out_charts(pieces, 0.05f);
  ASSERT_EQ(charts.charts.size(), 60u);
  std::vector<std::uint8_t> taken(std::size_t{charts.width} * charts.height);
  for (std::uint32_t c = 0; c < charts.charts.size(); ++c) {
    const LightChart& chart = charts.charts[c];
    ASSERT_LE(chart.x + chart.width + 2, charts.width);
    ASSERT_LE(chart.y + chart.height + 2, charts.height);
    for (std::uint32_t y = chart.y - 2; y < chart.y + chart.height + 2; ++y)
      for (std::uint32_t x = chart.x - 2; x < chart.x + chart.width + 2; ++x)
        ASSERT_EQ(taken[std::size_t{y} * charts.width + x]++, 0);
    for (const ChartPoint& point : chart_points(charts, c, pieces)) ASSERT_TRUE(point.is_there);
    for (vec3 corner : meshes[c]->positions) {
      vec2 place = chart.place(corner) - vec2(chart.x, chart.y);
      EXPECT_GE(std::min(place.x, place.y), -1e-3f);
      EXPECT_LE(place.x, static_cast<float>(chart.width) + 1e-3f);
      EXPECT_LE(place.y, static_cast<float>(chart.height) + 1e-3f);
    }
  }
}

TEST(LightMap, PackedLightIsWithinOnePartInTwoHundredAndFifty) {
  Random random(11);
  for (int i = 0; i < 2000; ++i) {
    float size = std::exp2(random.between(-10.0f, 15.0f));
    vec3 lux = vec3(random.between(0.5f, 1.0f), random.between(0.0f, 1.0f), random.between(0.0f, 1.0f)) * size;
    vec3 back = unpack_lux(pack_lux(lux));
    float largest = std::max({lux.r, lux.g, lux.b});
    EXPECT_LE(std::max({std::abs(back.r - lux.r), std::abs(back.g - lux.g), std::abs(back.b - lux.b)}), largest / 511)
        << lux.r << " " << lux.g << " " << lux.b;
  }
  EXPECT_EQ(unpack_lux(pack_lux(vec3(0))), vec3(0));
  EXPECT_EQ(unpack_lux(pack_lux(vec3(1e9f))), vec3(65408));
  EXPECT_EQ(unpack_lux(pack_lux(vec3(511.9f))).r, 512);
}

}  // namespace
}  // namespace enf
