// Light along paths against closed forms: the photometric distance law, the furnace, form factors, the sky.
#include "engine/light/path_tracer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>
#include <vector>

#include "tests/light/traced_shapes.h"

namespace enf {
namespace {

std::unique_ptr<PathTracer> tracer_of(TracedScene scene) {
  auto made = PathTracer::create(std::move(scene));
  EXPECT_TRUE(made.has_value());
  return std::move(*made);
}

TracedLamp spot(vec3 position, vec3 direction, double candela, float radius_m = 0.03f) {
  return {.position = position,
          .direction = direction,
          .intensity = std::make_shared<const IntensityTable>(IntensityTable::uniform(candela)),
          .radius_m = radius_m};
}

// A lamp alone above a floor: E = I cos / d^2.
TEST(PathTracer, DirectLightFollowsTheDistanceLaw) {
  TracedScene scene;
  scene.meshes = {quad_mesh(vec3(-10, 0, 10), vec3(20, 0, 0), vec3(0, 0, -20), matt(0))};
  scene.lamps = {spot(vec3(0.5f, 3, 1), vec3(0, -1, 0), 1500)};
  auto tracer = tracer_of(std::move(scene));
  for (vec3 point : {vec3(0.5f, 0, 1), vec3(0, 0, 0), vec3(4, 0, -3), vec3(-8, 0, 2)}) {
    vec3 away = vec3(0.5f, 3, 1) - point;
    float d = glm::length(away);
    float expected = 1500 * (away.y / d) / (d * d);
    EXPECT_NEAR(tracer->illuminance(point, vec3(0, 1, 0), 64).direct_lx.g, expected, 0.005f * expected);
  }
}

TEST(PathTracer, BeamFallsOffAsMeasured) {
  // I = 1000 cos^4: on the axis, at 20 and at 40 degrees.
  auto table = std::make_shared<const IntensityTable>(
      IntensityTable::round([](double c) { return c > 0 ? 1000 * c * c * c * c : 0; }));
  TracedScene scene;
  TracedLamp lamp = spot(vec3(0, 4, 0), vec3(0, -1, 0), 0);
  lamp.intensity = table;
  scene.lamps = {lamp};
  auto tracer = tracer_of(std::move(scene));
  for (float degrees : {0.0f, 20.0f, 40.0f}) {
    float angle = radians_from_degrees(degrees), c = std::cos(angle);
    float expected = 1000 * c * c * c * c * c * c * c / 16;
    EXPECT_NEAR(tracer->illuminance(vec3(4 * std::tan(angle), 0, 0), vec3(0, 1, 0), 64).direct_lx.g, expected,
                0.005f * expected);
  }
}

TEST(PathTracer, MeasuredLuminaireTurnsWithItsLamp) {
  // Twice as much along +X as across, tabulated as a quadrant.
  Photometry p;
  p.symmetry = PhotometricSymmetry::quadrant;
  p.vertical_deg = {0, 90};
  p.horizontal_deg = {0, 90};
  p.intensities_cd = {100, 200, 100, 100};
  auto table = std::make_shared<const IntensityTable>(IntensityTable::of(p));
  TracedLamp lamp = spot(vec3(0, 2, 0), vec3(0, -1, 0), 0);
  lamp.intensity = table, lamp.horizontal = vec3(0, 0, 1);  // +X points to +z now
  TracedScene scene;
  scene.lamps = {lamp};
  auto tracer = tracer_of(std::move(scene));
  auto at = [&](vec3 offset) { return tracer->illuminance(vec3(0) + offset, vec3(0, 1, 0), 64).direct_lx.g; };
  float along = at(vec3(0, 0, 2)), across = at(vec3(2, 0, 0));
  // 45 degrees: 150 against 100 candela, cos / d^2 = 0.7071 / 8.
  EXPECT_NEAR(along, 150 * 0.70711f / 8, 0.005f * along);
  EXPECT_NEAR(across, 100 * 0.70711f / 8, 0.005f * across);
}

// Everything glows evenly: L = Le / (1 - albedo).
TEST(PathTracer, FurnaceGlowsAsTheClosedFormSays) {
  for (float albedo : {0.2f, 0.5f, 0.8f}) {
    TracedMaterial glowing = *matt(albedo);
    glowing.emission_cd_m2 = vec3(10);
    TracedScene scene;
    scene.meshes = box_inside(vec3(-2, 0, -3), vec3(2, 3, 3), std::make_shared<const TracedMaterial>(glowing));
    auto tracer = tracer_of(std::move(scene));
    double sum = 0;
    constexpr std::uint32_t pixels = 64, samples = 512;
    for (std::uint32_t i = 0; i < pixels; ++i) {
      float turn = static_cast<float>(i) * 2.4f;
      Ray ray{vec3(0.3f, 1.4f, 0.2f), glm::normalize(vec3(std::cos(turn), std::sin(turn * 3), std::sin(turn)))};
      for (std::uint32_t s = 0; s < samples; ++s)
        sum += static_cast<double>(tracer->luminance_cd_m2(ray, i, s).g) / (pixels * samples);
    }
    double expected = 10 / (1 - static_cast<double>(albedo));
    EXPECT_NEAR(sum, expected, 0.01 * expected) << albedo;
    double lux = tracer->illuminance(vec3(0.5f, 0, 1), vec3(0, 1, 0), 8192).sum_lx().g;
    EXPECT_NEAR(lux, expected * glm::pi<double>(), 0.01 * expected * glm::pi<double>()) << albedo;
  }
}

// A luminous square above a point: the form factor of a rectangle (analytic), times pi L.
TEST(PathTracer, PanelGivesItsFormFactor) {
  TracedMaterial panel = *matt(0);
  panel.emission_cd_m2 = vec3(300);
  TracedScene scene;
  scene.meshes = {
      quad_mesh(vec3(-1, 3, -1), vec3(2, 0, 0), vec3(0, 0, 2), std::make_shared<const TracedMaterial>(panel))};
  auto tracer = tracer_of(std::move(scene));
  // Differential element below the middle: four quarters of a 1 x 1 rectangle at height 3 seen from its corner.
  double x = 1.0 / 3, w = std::sqrt(1 + x * x);
  double quarter = (x / w * std::atan(x / w) * 2) / (2 * glm::pi<double>());
  double expected = 4 * quarter * glm::pi<double>() * 300;
  EXPECT_NEAR(tracer->illuminance(vec3(0), vec3(0, 1, 0), 1024).direct_lx.g, expected, 0.005 * expected);
  EXPECT_NEAR(tracer->illuminance(vec3(0, 5, 0), vec3(0, -1, 0), 256).direct_lx.g, 0, 1e-6) << "its back is dark";
}

TEST(PathTracer, SkyGivesWhatTheStandardSays) {
  TracedScene scene;
  scene.sky = {.kind = SkyKind::overcast, .zenith_cd_m2 = 3000};
  scene.meshes = {quad_mesh(vec3(-5, 0, 5), vec3(10, 0, 0), vec3(0, 0, -10), matt(0))};
  auto open = tracer_of(scene);
  // 7 pi / 9 of the zenith's luminance on the ground; on a wall of an open field (pi / 6 + 4 / 9) of it.
  double ground = 7.0 / 9 * glm::pi<double>() * 3000;
  EXPECT_NEAR(open->illuminance(vec3(0), vec3(0, 1, 0), 4096).direct_lx.g, ground, 0.005 * ground);
  EXPECT_NEAR(sky_illuminance(scene.sky).g, ground, 0.001 * ground);
  double wall = (glm::pi<double>() / 6 + 4.0 / 9) * 3000;
  EXPECT_NEAR(open->illuminance(vec3(0, 1, 0), vec3(1, 0, 0), 4096).direct_lx.g, wall, 0.01 * wall);
}

// A black room with a hole in its ceiling: known openings only make it quieter.
TEST(PathTracer, OpeningsShowTheSkyWithoutChangingIt) {
  auto room = [](std::vector<TracedOpening> openings) {
    TracedScene scene;
    scene.sky = {.kind = SkyKind::uniform, .zenith_cd_m2 = 1000};
    scene.meshes = box_inside(vec3(-3, 0, -3), vec3(3, 4, 3), matt(0));
    std::erase(scene.meshes, scene.meshes[3]);  // the ceiling
    auto lid = [&](vec3 corner, vec3 right, vec3 up) { scene.meshes.push_back(quad_mesh(corner, right, up, matt(0))); };
    lid(vec3(-3, 4, -3), vec3(6, 0, 0), vec3(0, 0, 2)), lid(vec3(-3, 4, 1), vec3(6, 0, 0), vec3(0, 0, 2));
    lid(vec3(-3, 4, -1), vec3(2, 0, 0), vec3(0, 0, 2)), lid(vec3(1, 4, -1), vec3(2, 0, 0), vec3(0, 0, 2));
    scene.openings = std::move(openings);
    return tracer_of(std::move(scene));
  };
  double x = 0.25, w = std::sqrt(1 + x * x);
  double expected = 4 * (x / w * std::atan(x / w) * 2) / (2 * glm::pi<double>()) * glm::pi<double>() * 1000;
  double blind = room({})->illuminance(vec3(0), vec3(0, 1, 0), 1 << 15).direct_lx.g;
  double guided =
      room({{vec3(-1, 4, -1), vec3(2, 0, 0), vec3(0, 0, 2)}})->illuminance(vec3(0), vec3(0, 1, 0), 512).direct_lx.g;
  EXPECT_NEAR(blind, expected, 0.02 * expected);
  EXPECT_NEAR(guided, expected, 0.005 * expected);
}

TEST(PathTracer, GlassTakesWhatItReflects) {
  TracedMaterial pane;
  pane.is_thin_glass = true;
  TracedScene scene;
  scene.meshes = {
      quad_mesh(vec3(-1, 1, -1), vec3(2, 0, 0), vec3(0, 0, 2), std::make_shared<const TracedMaterial>(pane))};
  scene.lamps = {spot(vec3(0, 3, 0), vec3(0, -1, 0), 900)};
  auto tracer = tracer_of(std::move(scene));
  double expected = 100 * (1 - 2 * 0.04 / 1.04);
  EXPECT_NEAR(tracer->illuminance(vec3(0), vec3(0, 1, 0), 64).direct_lx.g, expected, 0.005 * expected);
}

TEST(PathTracer, ProbeAgreesWithSurfaceElements) {
  TracedScene scene;
  scene.meshes = box_inside(vec3(-2, 0, -3), vec3(2, 3, 3), matt(0.6f));
  scene.lamps = {spot(vec3(1, 2.7f, 1), vec3(-0.3f, -1, -0.2f), 800)};
  auto tracer = tracer_of(std::move(scene));
  vec3 point(0.2f, 1.3f, -0.4f);
  ProbeLight probe = tracer->probe(point, 8192);
  EXPECT_EQ(probe.backs, 0);
  for (vec3 normal : {vec3(0, 1, 0), vec3(0, -1, 0), vec3(1, 0, 0), glm::normalize(vec3(-1, 0.4f, 1))}) {
    float expected = tracer->illuminance(point, normal, 8192).reflected_lx.g;
    EXPECT_NEAR(illuminance_of(probe.rest, normal).g, expected, 0.03f * expected);
  }
  EXPECT_GT(tracer->probe(vec3(9, 1, 0), 256).backs, 0.0f) << "outside";
}

// A glazed picture sees the back of its pane first, and is in the room all the same.
TEST(PathTracer, BehindAPaneOneIsNotBehindAWall) {
  auto room = [](bool glazed) {
    TracedScene scene;
    scene.meshes = box_inside(vec3(0), vec3(4, 3, 5), matt(0.6f));
    TracedMaterial pane;
    pane.is_thin_glass = true;
    if (glazed)
      scene.meshes.push_back(
          quad_mesh(vec3(0.01f, 1, 3), vec3(0, 0, -1), vec3(0, 1, 0), std::make_shared<const TracedMaterial>(pane)));
    scene.lamps = {spot(vec3(2, 2.5f, 2), vec3(1, 0, 0), 500)};
    return tracer_of(std::move(scene));
  };
  auto glazed = room(true), bare = room(false);
  const vec3 picture(0, 1.5f, 2.5f), out(1, 0, 0);
  PatchLight light = glazed->from_all_else(picture, out, 4096);
  EXPECT_EQ(light.backs, 0);
  // The pane takes some of the room's light and gives some of the picture's back.
  EXPECT_NEAR(light.lux.g / bare->from_all_else(picture, out, 4096).lux.g, 0.98f, 0.06f);
  EXPECT_EQ(glazed->probe(vec3(0.005f, 1.5f, 2.5f), 256).backs, 0);
}

TEST(Sky, ADayThroughAWindowGivesAsMuchAsAnEvenPane) {
  double sum = 0;
  constexpr int side = 400;
  for (int i = 0; i < side; ++i)
    for (int k = 0; k < side; ++k) {
      float r = std::sqrt((static_cast<float>(i) + 0.5f) / side), turn = 2 * pi * (static_cast<float>(k) + 0.5f) / side;
      sum += overcast_day(vec3(std::sqrt(1 - r * r), r * std::sin(turn), r * std::cos(turn)));
    }
  EXPECT_NEAR(sum / (side * side), 1, 0.01);
  EXPECT_LT(overcast_day(vec3(1, 0, 0)), overcast_day(vec3(0, 1, 0)) / 1.9f);
}

// Forty lamps next door, behind a wall, take few paths from the one lamp that is seen.
TEST(PathTracer, LampsBehindAWallAreAskedSeldom) {
  TracedScene scene;
  scene.meshes = box_inside(vec3(-2, 0, -3), vec3(2, 3, 3), matt(0.5f));
  auto next_door = box_inside(vec3(2.2f, 0, -3), vec3(6, 3, 3), matt(0.5f));
  scene.meshes.insert(scene.meshes.end(), next_door.begin(), next_door.end());
  scene.lamps = {spot(vec3(1, 2.7f, 1), vec3(0, -1, 0), 800)};
  for (int i = 0; i < 40; ++i)
    scene.lamps.push_back(spot(vec3(2.4f + 0.08f * static_cast<float>(i), 2.7f, 0), vec3(-0.5f, -1, 0), 800));
  auto tracer = tracer_of(scene);
  vec3 point(1.2f, 0, 0.8f), up(0, 1, 0);
  float expected = tracer->illuminance(point, up, 65536).direct_lx.g;
  scene.lamps.resize(1);
  EXPECT_NEAR(expected, tracer_of(scene)->illuminance(point, up, 4096).direct_lx.g, 0.01f * expected);
  double squares = 0;
  for (std::uint32_t seed = 1; seed <= 64; ++seed) {
    float found = tracer->illuminance(point, up, 32, seed).direct_lx.g;
    squares += std::pow(found / expected - 1, 2);
  }
  EXPECT_LT(std::sqrt(squares / 64), 0.2);
}

TEST(PathTracer, SameBytesHoweverManyThreads) {
  TracedScene scene;
  scene.meshes = box_inside(vec3(-2, 0, -3), vec3(2, 3, 3), matt(0.6f));
  scene.lamps = {spot(vec3(1, 2.7f, 1), vec3(0, -1, 0), 800), spot(vec3(-1, 2.7f, -1), vec3(0, -1, 0), 300)};
  auto tracer = tracer_of(std::move(scene));
  auto trace = [&](std::uint32_t first, std::uint32_t step, std::vector<vec3>& out) {
    for (std::uint32_t i = first; i < out.size(); i += step)
      out[i] = tracer->illuminance(vec3(-1.5f + 0.01f * static_cast<float>(i), 0, 0.3f), vec3(0, 1, 0), 32, i).sum_lx();
  };
  std::vector<vec3> one(256), two(256);
  trace(0, 1, one);
  {
    std::jthread even([&] { trace(0, 2, two); }), odd([&] { trace(1, 2, two); });
  }
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i], two[i]);
}

TEST(PathTracer, BadGeometryIsLeftOutAndTheRestLit) {
  TracedScene scene;
  scene.meshes = box_inside(vec3(-2, 0, -3), vec3(2, 3, 3), matt(0.5f));
  TracedMesh bad;
  float nan = std::numeric_limits<float>::quiet_NaN();
  bad.positions = {vec3(0, 1, 0), vec3(1, 1, 0), vec3(2, 1, 0), vec3(nan, 1, 0), vec3(0, 1, 1), vec3(0, 1, 1)};
  bad.normals.assign(6, vec3(0));  // no normals to speak of
  bad.indices = {0, 1, 2, 0, 1, 3, 4, 5, 0, 0, 4, 1};
  bad.material = matt(0.5f);
  scene.meshes.push_back(std::make_shared<const TracedMesh>(bad));
  TracedMesh turned = *scene.meshes[0];  // a wall whose faces look outwards
  for (std::size_t i = 0; i < turned.indices.size(); i += 3) std::swap(turned.indices[i], turned.indices[i + 1]);
  scene.meshes[0] = std::make_shared<const TracedMesh>(turned);
  scene.lamps = {spot(vec3(1, 2.7f, 1), vec3(0, -1, 0), 800)};
  auto tracer = tracer_of(std::move(scene));
  EXPECT_EQ(tracer->triangles_left_out(), 3u);
  for (std::uint32_t i = 0; i < 64; ++i) {
    ReceivedLight light = tracer->illuminance(vec3(0.1f, 0.9f, 0.1f), vec3(0, -1, 0), 64, i);
    EXPECT_TRUE(std::isfinite(light.sum_lx().r + light.sum_lx().g + light.sum_lx().b));
    EXPECT_GT(light.reflected_lx.g, 0);
  }
}

TEST(PathTracer, EmptySceneIsDark) {
  auto tracer = tracer_of({});
  EXPECT_EQ(tracer->luminance_cd_m2({}, 0, 0), vec3(0));
  EXPECT_EQ(tracer->illuminance(vec3(0), vec3(0, 1, 0), 4).sum_lx(), vec3(0));
}

}  // namespace
}  // namespace enf
