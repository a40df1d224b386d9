// A room's light in the air: as traced at the place itself, without leaks from outside, the same however it is baked.
#include <gtest/gtest.h>

#include "engine/light/irradiance_volume.h"
#include "tests/light/traced_shapes.h"

namespace enf {
namespace {

// A room of two colours with two lamps, and a solid block in it.
TracedScene furnished_room() {
  TracedScene scene;
  scene.meshes = box_inside(vec3(0), vec3(6, 3, 5), matt(0.6f));
  TracedMaterial red = *matt(0.5f);
  red.base_colour = vec4(0.7f, 0.2f, 0.1f, 1);
  TracedMesh wall = *scene.meshes[0];
  wall.material = std::make_shared<const TracedMaterial>(red);
  scene.meshes[0] = std::make_shared<const TracedMesh>(wall);
  for (auto& face : box_inside(vec3(3.5f, 0, 1), vec3(4.5f, 1, 2), matt(0.5f))) {
    TracedMesh outwards = *face;
    for (std::size_t i = 0; i < outwards.indices.size(); i += 3)
      std::swap(outwards.indices[i], outwards.indices[i + 1]);
    scene.meshes.push_back(std::make_shared<const TracedMesh>(outwards));
  }
  auto even =
      std::make_shared<const IntensityTable>(IntensityTable::round([](double c) { return c > 0 ? 600 * c : 0; }));
  scene.lamps = {{.position = vec3(1.5f, 2.8f, 1.5f), .intensity = even},
                 {.position = vec3(4.5f, 2.8f, 3.5f), .intensity = even}};
  return scene;
}

TEST(IrradianceVolume, ReflectedLightIsThatOfThePathTracer) {
  auto tracer = std::move(*PathTracer::create(furnished_room()));
  Jobs jobs;
  auto baked = bake_volume(*tracer, probe_grid({vec3(0), vec3(6, 3, 5)}, 0.8f), {.samples = 4096}, jobs, {});
  ASSERT_TRUE(baked.has_value());
  EXPECT_GT(baked->buried, 0u) << "those within the block";
  EXPECT_EQ(baked->open, 0);
  double worst = 0, sum = 0;
  std::uint32_t count = 0;
  for (vec3 point :
       {vec3(1.2f, 1.5f, 2.2f), vec3(2.9f, 0.9f, 3.6f), vec3(5, 2, 1.2f), vec3(2, 2.2f, 4), vec3(4.9f, 1.4f, 4.1f)})
    for (vec3 normal : {vec3(0, 1, 0), vec3(0, -1, 0), vec3(1, 0, 0), vec3(-1, 0, 0), vec3(0, 0, -1)}) {
      float expected = tracer->illuminance(point, normal, 8192, 99).reflected_lx.g;
      float error = std::abs(illuminance_of(baked->volume.at(point).rest, normal).g - expected) / expected;
      worst = std::max<double>(worst, error), sum += error, ++count;
    }
  EXPECT_LT(sum / count, 0.03);
  EXPECT_LT(worst, 0.10);
}

// A bright room behind the wall is not seen through it.
TEST(IrradianceVolume, NoLightLeaksFromBehindTheWall) {
  TracedScene scene;
  scene.meshes = box_inside(vec3(0), vec3(4, 3, 4), matt(0.6f));
  for (auto& face : box_inside(vec3(4.2f, 0, 0), vec3(8, 3, 4), matt(0.6f))) scene.meshes.push_back(face);
  scene.lamps = {
      {.position = vec3(6, 2, 2), .intensity = std::make_shared<const IntensityTable>(IntensityTable::uniform(5000))}};
  auto tracer = std::move(*PathTracer::create(scene));
  Jobs jobs;
  // The grid reaches into the wall, the settings say where the room ends.
  auto baked = bake_volume(*tracer, probe_grid({vec3(0), vec3(5, 3, 4)}, 0.7f),
                           {.is_inside = [](vec3 p) { return p.x < 4; }, .samples = 256}, jobs, {});
  ASSERT_TRUE(baked.has_value());
  for (const IrradianceVolume::Probe& probe : baked->volume.probes) {
    EXPECT_EQ(probe.lamps[0], vec3(0));
    EXPECT_EQ(probe.rest[0], vec3(0));
  }
}

TEST(IrradianceVolume, SameBytesHoweverManyWorkersAndStops) {
  auto tracer = std::move(*PathTracer::create(furnished_room()));
  Jobs one(1), two(2);
  ProbeGrid grid = probe_grid({vec3(0), vec3(6, 3, 5)}, 2);
  auto first = bake_volume(*tracer, grid, {.samples = 64}, one, {}),
       second = bake_volume(*tracer, grid, {.samples = 64}, two, {});
  EXPECT_EQ(first->volume.probes, second->volume.probes);
  std::stop_source stopped;
  stopped.request_stop();
  auto none = bake_volume(*tracer, grid, {}, two, {{}, stopped.get_token()});
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().id, "work.cancelled");
}

}  // namespace
}  // namespace enf
