#include "engine/light/ray_scene.h"

#include <embree3/rtcore.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/light/texture_lookup.h"

namespace enf {
namespace {

thread_local std::uint64_t sent = 0;

// What a shadow ray carries along.
struct PassingContext {
  RTCIntersectContext context;  // first: Embree hands it back
  const RayScene* scene;
  vec3 passing;
};

bool lets_light_pass(const TracedMaterial& m) { return m.is_thin_glass || m.alpha_cutoff > 0 || m.blends; }

vec3 brought_together(const vec3* values, const std::uint32_t* corner, vec3 weights) {
  return values[corner[0]] * weights.x + values[corner[1]] * weights.y + values[corner[2]] * weights.z;
}

}  // namespace

struct RayScene::Embree {
  RTCDevice device = nullptr;
  RTCScene scene = nullptr;
  ~Embree() {
    if (scene) rtcReleaseScene(scene);
    if (device) rtcReleaseDevice(device);
  }

  Error error(std::string_view what) const {
    return {.id = "light.embree",
            .what = fmt::format("the ray tracer could not {} (Embree's error {})", what,
                                static_cast<int>(rtcGetDeviceError(device))),
            .advice = "If memory is short, close other programs"};
  }

  static void pass_through(const RTCFilterFunctionNArguments* a) {
    // Single rays only (N = 1).
    auto* carried = reinterpret_cast<PassingContext*>(a->context);
    RTCHit hit = rtcGetHitFromHitN(a->hit, 1, 0);
    const RTCRay ray = rtcGetRayFromRayN(a->ray, 1, 0);
    RayHit here{.kind = RayHit::Kind::mesh,
                .index = hit.geomID,
                .triangle = hit.primID,
                .barycentric = {hit.u, hit.v},
                .across = {hit.Ng_x, hit.Ng_y, hit.Ng_z}};
    SurfacePoint point = carried->scene->surface(here, vec3(ray.dir_x, ray.dir_y, ray.dir_z), Relief::none);
    if (carried->scene->material(here).is_thin_glass) {
      float cosine = glm::dot(point.normal, vec3(ray.dir_x, ray.dir_y, ray.dir_z));
      carried->passing *= point.look.base_colour * (1 - pane_reflectance(cosine));
    } else {
      carried->passing *= 1 - point.opacity;
    }
    if (carried->passing != vec3(0)) a->valid[0] = 0;
  }
  static void ignore(const RTCFilterFunctionNArguments* a) { a->valid[0] = 0; }
};

std::uint64_t RayScene::rays_sent() { return sent; }

RayScene::~RayScene() = default;

Result<std::unique_ptr<RayScene>> RayScene::create(TracedScene description) {
  std::unique_ptr<RayScene> made(new RayScene);
  made->embree_ = std::make_unique<Embree>();
  Embree& e = *made->embree_;
  e.device = rtcNewDevice(nullptr);
  if (!e.device) return fail(e.error("start"));
  e.scene = rtcNewScene(e.device);
  rtcSetSceneFlags(e.scene, RTC_SCENE_FLAG_ROBUST);
  made->scene_ = std::move(description);
  for (std::uint32_t m = 0; m < made->scene_.meshes.size(); ++m) {
    const TracedMesh& mesh = *made->scene_.meshes[m];
    auto data = [](const auto& values) { return values.empty() ? nullptr : values.data(); };
    made->views_.push_back({mesh.indices.data(), mesh.positions.data(), data(mesh.normals), data(mesh.colours),
                            data(mesh.uvs), mesh.material.get()});
    RTCGeometry geometry = rtcNewGeometry(e.device, RTC_GEOMETRY_TYPE_TRIANGLE);
    auto* positions =
        static_cast<vec3*>(rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, sizeof(vec3),
                                                   std::max<std::size_t>(mesh.positions.size(), 1)));
    std::size_t triangles = mesh.indices.size() / 3;
    auto* indices = static_cast<std::uint32_t*>(rtcSetNewGeometryBuffer(
        geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, 12, std::max<std::size_t>(triangles, 1)));
    if (!positions || !indices) {
      rtcReleaseGeometry(geometry);
      return fail(e.error("hold the scene's triangles"));
    }
    positions[0] = vec3(0), indices[0] = indices[1] = indices[2] = 0;
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
      vec3 p = mesh.positions[i];
      positions[i] = std::isfinite(p.x + p.y + p.z) ? p : vec3(0);
    }
    for (std::size_t t = 0; t < triangles; ++t) {
      const std::uint32_t* corner = &mesh.indices[3 * t];
      vec3 a = mesh.positions[corner[0]], b = mesh.positions[corner[1]], c = mesh.positions[corner[2]];
      vec3 across = glm::cross(b - a, c - a);
      // A triangle without area can't be hit; its place is kept so that numbers stay.
      bool is_there =
          std::isfinite(a.x + a.y + a.z + b.x + b.y + b.z + c.x + c.y + c.z) && glm::dot(across, across) > 0;
      for (std::size_t k = 0; k < 3; ++k) indices[3 * t + k] = is_there ? corner[k] : corner[0];
      if (is_there)
        made->bounds_.add(a), made->bounds_.add(b), made->bounds_.add(c);
      else
        ++made->left_out_;
    }
    if (lets_light_pass(*mesh.material)) rtcSetGeometryOccludedFilterFunction(geometry, Embree::pass_through);
    rtcCommitGeometry(geometry);
    rtcAttachGeometryByID(e.scene, geometry, m);
    rtcReleaseGeometry(geometry);
  }
  if (!made->scene_.lamps.empty()) {
    RTCGeometry balls = rtcNewGeometry(e.device, RTC_GEOMETRY_TYPE_SPHERE_POINT);
    auto* places = static_cast<vec4*>(rtcSetNewGeometryBuffer(balls, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT4,
                                                              sizeof(vec4), made->scene_.lamps.size()));
    for (std::size_t i = 0; i < made->scene_.lamps.size(); ++i) {
      const TracedLamp& lamp = made->scene_.lamps[i];
      places[i] = vec4(lamp.position, lamp.radius_m);
      made->bounds_.add(lamp.position);
    }
    rtcSetGeometryOccludedFilterFunction(balls, Embree::ignore);
    rtcCommitGeometry(balls);
    rtcAttachGeometryByID(e.scene, balls, static_cast<unsigned>(made->scene_.meshes.size()));
    rtcReleaseGeometry(balls);
  }
  rtcCommitScene(e.scene);
  if (RTCError problem = rtcGetDeviceError(e.device); problem != RTC_ERROR_NONE)
    return fail(
        {.id = "light.embree",
         .what = fmt::format("the ray tracer could not take the scene (Embree's error {})", static_cast<int>(problem)),
         .advice = "If memory is short, close other programs"});
  return made;
}

static RTCRay ray_from(vec3 o, vec3 d, float from, float to) {
  return {.org_x = o.x,
          .org_y = o.y,
          .org_z = o.z,
          .tnear = from,
          .dir_x = d.x,
          .dir_y = d.y,
          .dir_z = d.z,
          .time = 0,
          .tfar = to,
          .mask = ~0u,
          .id = 0,
          .flags = 0};
}

RayHit RayScene::nearest(vec3 origin, vec3 direction, float from_m) const {
  ++sent;
  RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  RTCRayHit ray{.ray = ray_from(origin, direction, from_m, std::numeric_limits<float>::infinity())};
  ray.hit.geomID = RTC_INVALID_GEOMETRY_ID;
  rtcIntersect1(embree_->scene, &context, &ray);
  if (ray.hit.geomID == RTC_INVALID_GEOMETRY_ID) return {};
  if (ray.hit.geomID == scene_.meshes.size())
    return {.kind = RayHit::Kind::lamp, .distance_m = ray.ray.tfar, .index = ray.hit.primID};
  return {.kind = RayHit::Kind::mesh,
          .distance_m = ray.ray.tfar,
          .index = ray.hit.geomID,
          .triangle = ray.hit.primID,
          .barycentric = {ray.hit.u, ray.hit.v},
          .position = origin + direction * ray.ray.tfar,
          .across = {ray.hit.Ng_x, ray.hit.Ng_y, ray.hit.Ng_z}};
}

vec3 RayScene::passing(vec3 origin, vec3 direction, float to_m) const {
  ++sent;
  PassingContext carried{.scene = this, .passing = vec3(1)};
  rtcInitIntersectContext(&carried.context);
  RTCRay ray = ray_from(origin, direction, 0, to_m);
  rtcOccluded1(embree_->scene, &carried.context, &ray);
  return ray.tfar < 0 ? vec3(0) : carried.passing;
}

std::array<vec3, 3> RayScene::corners(std::uint32_t mesh, std::uint32_t triangle) const {
  const MeshView& m = views_[mesh];
  const std::uint32_t* corner = m.indices + 3 * std::size_t{triangle};
  return {m.positions[corner[0]], m.positions[corner[1]], m.positions[corner[2]]};
}

SurfacePoint RayScene::glow(const RayHit& hit, vec3 direction) const {
  const MeshView& mesh = views_[hit.index];
  const TracedMaterial& m = *mesh.material;
  const std::uint32_t* corner = mesh.indices + 3 * std::size_t{hit.triangle};
  vec3 weights(1 - hit.barycentric.x - hit.barycentric.y, hit.barycentric.x, hit.barycentric.y);
  SurfacePoint p;
  p.position = hit.position;
  p.face = glm::normalize(hit.across);
  p.normal = mesh.normals ? glm::normalize(brought_together(mesh.normals, corner, weights)) : p.face;
  // A file's winding may be wrong where its normals are right.
  if (!(glm::dot(p.normal, p.face) >= 0)) p.face = -p.face;
  if (!(glm::dot(p.normal, p.normal) > 0.5f)) p.normal = p.face;
  p.is_front = glm::dot(p.face, direction) < 0;
  if (!p.is_front) p.face = -p.face, p.normal = -p.normal;

  if (m.emission_cd_m2 == vec3(0) || !(p.is_front || m.emits_backwards)) return p;
  p.emission_cd_m2 = m.emission_cd_m2;
  if (m.shows_sky) p.emission_cd_m2 *= overcast_day(direction);
  if (m.emission_texture.image && mesh.uvs) {
    vec2 uv = mesh.uvs[corner[0]] * weights.x + mesh.uvs[corner[1]] * weights.y + mesh.uvs[corner[2]] * weights.z;
    p.emission_cd_m2 *= vec3(texture_value(m.emission_texture, uv));
  }
  return p;
}

SurfacePoint RayScene::surface(const RayHit& hit, vec3 direction, Relief relief) const {
  SurfacePoint p = glow(hit, direction);
  const MeshView& mesh = views_[hit.index];
  const TracedMaterial& m = *mesh.material;
  const std::uint32_t* corner = mesh.indices + 3 * std::size_t{hit.triangle};
  vec3 weights(1 - hit.barycentric.x - hit.barycentric.y, hit.barycentric.x, hit.barycentric.y);
  vec2 uv(0);
  if (mesh.uvs)
    uv = mesh.uvs[corner[0]] * weights.x + mesh.uvs[corner[1]] * weights.y + mesh.uvs[corner[2]] * weights.z;
  vec4 base = m.base_colour * texture_value(m.base_colour_texture, uv);
  if (mesh.colours) base = vec4(vec3(base) * brought_together(mesh.colours, corner, weights), base.a);
  p.look = {.base_colour = glm::max(vec3(base) - m.sheen, vec3(0)),
            .metallic = m.metallic,
            .roughness = m.roughness,
            .gloss = m.gloss,
            .clearcoat = m.clearcoat,
            .clearcoat_roughness = m.clearcoat_roughness};
  if (m.alpha_cutoff > 0)
    p.opacity = base.a < m.alpha_cutoff ? 0 : 1;
  else if (m.blends)
    p.opacity = std::clamp(base.a, 0.0f, 1.0f);
  if (m.metallic_roughness_texture.image) {
    vec4 value = texture_value(m.metallic_roughness_texture, uv);
    p.look.roughness *= value.g, p.look.metallic *= value.b;
  }
  if (relief == Relief::mapped && m.normal_texture.image && mesh.uvs) {
    auto [a, b, c] = corners(hit.index, hit.triangle);
    vec2 du = mesh.uvs[corner[1]] - mesh.uvs[corner[0]], dv = mesh.uvs[corner[2]] - mesh.uvs[corner[0]];
    float area = du.x * dv.y - du.y * dv.x;
    if (area != 0) {
      vec3 along = ((b - a) * dv.y - (c - a) * du.y) / area;    // of u
      vec3 upward = -((c - a) * du.x - (b - a) * dv.x) / area;  // against v, as glTF's green channel
      vec3 smooth = p.is_front ? p.normal : -p.normal;
      vec3 tangent = along - smooth * glm::dot(along, smooth);
      if (float length = glm::length(tangent); length > 0) {
        tangent /= length;
        vec3 bitangent = glm::cross(smooth, tangent);
        if (glm::dot(bitangent, upward) < 0) bitangent = -bitangent;
        vec3 t = vec3(texture_value(m.normal_texture, uv)) * 2.0f - 1.0f;
        vec3 bent = tangent * (t.x * m.normal_scale) + bitangent * (t.y * m.normal_scale) + smooth * t.z;
        if (float size = glm::length(bent); size > 0) p.normal = bent / (p.is_front ? size : -size);
      }
    }
  }
  // A bent normal that looks away from the ray is brought back until the ray just grazes it.
  float towards = -glm::dot(p.normal, direction);
  if (towards < 0.02f) p.normal = glm::normalize(p.normal - direction * (0.02f - towards));
  return p;
}

}  // namespace enf
