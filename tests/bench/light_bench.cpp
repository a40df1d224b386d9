// Measures tracing light: paths through all rooms of a project, and beside it, in turns, a bare Embree loop on the same
// triangles: rays that bounce about evenly from face to face, each with a shadow ray to a lamp, and no shading. One
// thread. One JSON object on standard output: million rays a second of processor time of both, their ratio, the light
// found. Usage: bench_light PROJECT [ROUNDS]
#include <embree3/rtcore.h>
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/app/project_scene.h"
#include "engine/app/traced_room.h"
#include "engine/base/random.h"
#include "engine/light/path_tracer.h"

using namespace enf;

namespace {

// As the bake describes rooms.
constexpr TracedDetail bake_detail{.model_error_m = 0.01f, .picture_texels = 256, .texture_texels = 256};
constexpr std::uint32_t paths = 200'000, bounces = 4;

double processor_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

struct BareLoop {
  RTCDevice device = rtcNewDevice(nullptr);
  RTCScene scene = rtcNewScene(device);
  std::vector<vec3> lamps;

  explicit BareLoop(const TracedScene& traced) {
    rtcSetSceneFlags(scene, RTC_SCENE_FLAG_ROBUST);
    for (const auto& mesh : traced.meshes) {
      RTCGeometry g = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
      auto* positions = static_cast<vec3*>(
          rtcSetNewGeometryBuffer(g, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, 12, mesh->positions.size()));
      std::ranges::copy(mesh->positions, positions);
      auto* indices = static_cast<std::uint32_t*>(
          rtcSetNewGeometryBuffer(g, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12, mesh->indices.size() / 3));
      std::ranges::copy(mesh->indices, indices);
      rtcCommitGeometry(g);
      rtcAttachGeometry(scene, g);
      rtcReleaseGeometry(g);
    }
    rtcCommitScene(scene);
    for (const TracedLamp& lamp : traced.lamps) lamps.push_back(lamp.position);
  }
  ~BareLoop() { rtcReleaseScene(scene), rtcReleaseDevice(device); }

  std::uint64_t trace(const std::vector<vec3>& starts) const {
    Random random(1);
    std::uint64_t rays = 0;
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    for (std::uint32_t i = 0; i < paths; ++i) {
      vec3 origin = starts[i % starts.size()], normal(0);
      for (std::uint32_t b = 0; b < bounces; ++b) {
        float z = random.between(-1, 1), r = std::sqrt(1 - z * z), turn = random.between(0, 2 * pi);
        vec3 d = glm::normalize(vec3(r * std::cos(turn), r * std::sin(turn), z) * 0.999f + normal);
        RTCRayHit ray{};
        ray.ray = {.org_x = origin.x,
                   .org_y = origin.y,
                   .org_z = origin.z,
                   .dir_x = d.x,
                   .dir_y = d.y,
                   .dir_z = d.z,
                   .tfar = std::numeric_limits<float>::infinity(),
                   .mask = ~0u};
        ray.hit.geomID = RTC_INVALID_GEOMETRY_ID;
        rtcIntersect1(scene, &context, &ray);
        ++rays;
        if (ray.hit.geomID == RTC_INVALID_GEOMETRY_ID) break;
        normal = glm::normalize(vec3(ray.hit.Ng_x, ray.hit.Ng_y, ray.hit.Ng_z));
        if (glm::dot(normal, d) > 0) normal = -normal;
        origin += d * ray.ray.tfar + normal * 1e-4f;
        vec3 to_lamp = lamps[random.below(static_cast<std::uint32_t>(lamps.size()))] - origin;
        RTCRay shadow{.org_x = origin.x,
                      .org_y = origin.y,
                      .org_z = origin.z,
                      .dir_x = to_lamp.x,
                      .dir_y = to_lamp.y,
                      .dir_z = to_lamp.z,
                      .tfar = 0.95f,
                      .mask = ~0u};
        rtcOccluded1(scene, &context, &shadow);
        ++rays;
      }
    }
    return rays;
  }
};

}  // namespace

int main(int argc, char** argv) {
  auto exhibition = argc > 1 ? open_exhibition(argv[1]) : fail({.what = "usage: bench_light PROJECT [ROUNDS]"});
  if (!exhibition) return fmt::print(stderr, "{}\n", to_string(exhibition.error())), 1;
  const House& house = (*exhibition)->house();
  TracedScene scene;
  std::vector<vec3> starts;
  for (std::uint32_t r = 0; r < house.shells.size(); ++r) {
    std::vector<std::shared_ptr<const RoomScene>> drawn(house.shells.size());
    drawn[r] = (*exhibition)->build_room(r, {}, nullptr).room;
    join(scene, traced_room(join_rooms(house, drawn), r, bake_detail));
    starts.push_back(house.shell.rooms[r].probe_position);
  }
  if (scene.lamps.empty()) return fmt::print(stderr, "the project has no lamps\n"), 1;
  std::size_t triangles = 0;
  for (const auto& mesh : scene.meshes) triangles += mesh->indices.size() / 3;
  BareLoop bare(scene);
  auto tracer = PathTracer::create(scene);
  if (!tracer) return fmt::print(stderr, "{}\n", to_string(tracer.error())), 1;

  double best_bare = 0, best_ours = 0;
  float lux = 0;
  int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
  for (int round = 0; round < rounds; ++round) {
    double from = processor_seconds();
    std::uint64_t rays = bare.trace(starts);
    best_bare = std::max(best_bare, static_cast<double>(rays) / (processor_seconds() - from));
    from = processor_seconds();
    std::uint64_t before = PathTracer::rays_sent();
    lux = 0;
    for (vec3 start : starts)
      lux += (*tracer)->illuminance(start, vec3(0, 1, 0), paths / static_cast<std::uint32_t>(starts.size())).sum_lx().g;
    best_ours =
        std::max(best_ours, static_cast<double>(PathTracer::rays_sent() - before) / (processor_seconds() - from));
  }
  fmt::print(
      "{{\"triangles\":{},\"lamps\":{},\"bare_mrays_s\":{:.3f},\"traced_mrays_s\":{:.3f},\"share\":{:.3f},\"lux\":{:."
      "4f}}}\n",
      triangles, scene.lamps.size(), best_bare / 1e6, best_ours / 1e6, best_ours / best_bare, lux);
}
