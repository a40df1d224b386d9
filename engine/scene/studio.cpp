#include "engine/scene/studio.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/scene/mesh_builder.h"

namespace enf {

namespace {

constexpr float fov = 0.5f;
constexpr float exposure = 400;

void add_surface(RenderScene& scene, MeshBuilder& mesh, vec3 colour, float roughness) {
  SurfaceMaterial material;
  material.factors.name = "studio";
  material.factors.base_colour = vec4(colour, 1);
  material.factors.metallic = 0;
  material.factors.roughness = roughness;
  scene.rooms[0].surfaces.push_back(static_cast<std::uint32_t>(scene.surfaces.size()));
  scene.surfaces.push_back({.mesh = mesh.finish(),
                            .material = std::make_shared<const SurfaceMaterial>(material),
                            .room = 0,

                            .owner = "studio"});
}

// A spot that gives `lux` at `target`, square to its axis, with a beam wide enough for `reach` around it.
void add_spot(RenderScene& scene, vec3 from, vec3 target, float lux, float reach, vec3 colour) {
  vec3 axis = target - from;
  float distance = glm::length(axis), half = std::atan(reach * 1.5f / distance);
  scene.rooms[0].spots.push_back(static_cast<std::uint32_t>(scene.spots.size()));
  scene.spots.push_back({.position = from,
                         .direction = axis / distance,
                         .colour = colour,
                         .intensity_cd = lux * distance * distance,
                         .cos_beam = std::cos(half),
                         .cos_field = std::cos(std::min(1.45f, half * 1.5f)),
                         .source_radius_m = distance * 0.06f,
                         .room = 0});
}

}  // namespace

StudioShot studio_shot(const std::shared_ptr<const ModelSource>& model, float aspect) {
  StudioShot shot;
  RenderScene& scene = shot.scene;
  Box box = model->model.bounds.empty() ? Box{vec3(-0.5f), vec3(0.5f)} : model->model.bounds;
  vec3 size = glm::max(box.size(), vec3(1e-5f));
  // Shown a metre around its middle whatever its unit, so that shadows and lights are always the same.
  constexpr float radius = 1;
  float scale = 2 * radius / glm::length(size);
  size *= scale;
  vec3 centre(0, size.y / 2, 0);
  scene.rooms.push_back({.id = "studio"});
  mat4 place = glm::scale(mat4(1), vec3(scale));
  place = glm::translate(place, -vec3(box.centre().x, box.low.y, box.centre().z));
  Box world = transformed(box, place);
  scene.models.push_back({.source = model, .transform = place, .bounds = world, .room = 0, .owner = "model"});

  // The ground runs back and curves up into a wall; a disc-like sweep round the middle keeps its edge out of sight.
  float r = radius * 7, rise = radius * 8, bend = radius * 3;
  std::vector<vec2> profile{{0, 0}};  // (distance from the middle, height)
  for (int i = 0; i <= 6; ++i) profile.push_back({r * static_cast<float>(i + 1) / 7, 0});
  for (int i = 1; i <= 8; ++i) {
    float a = pi / 2 * static_cast<float>(i) / 8;
    profile.push_back({r + bend * std::sin(a), bend * (1 - std::cos(a))});
  }
  profile.push_back({r + bend, rise});
  MeshBuilder ground;
  constexpr int sides = 48;
  for (int i = 0; i < sides; ++i) {
    float a0 = 2 * pi * static_cast<float>(i) / sides, a1 = 2 * pi * static_cast<float>(i + 1) / sides;
    vec3 d0(std::sin(a0), 0, std::cos(a0)), d1(std::sin(a1), 0, std::cos(a1));
    for (std::size_t k = 0; k + 1 < profile.size(); ++k) {
      vec3 up0(0, profile[k].y, 0), up1(0, profile[k + 1].y, 0);
      ground.quad(d0 * profile[k].x + up0, d0 * profile[k + 1].x + up1, d1 * profile[k + 1].x + up1,
                  d1 * profile[k].x + up0, d0);
    }
  }
  vec3 half(size.x / 2, 0, size.z / 2);
  ground.shade([&](vec3 p, vec3) {
    vec3 outside = glm::max(glm::abs(vec3(p.x, 0, p.z)) - half, vec3(0));
    return 1 - 0.35f * std::exp(-(glm::length(outside) + p.y) / (radius * 0.25f));
  });
  add_surface(scene, ground, vec3(0.24f), 0.9f);

  // Key from the upper left, fill from the right, rim from behind. Together with the light from above they bring a face
  // that looks at the camera to about the exposure, so that a white plaster keeps its modelling.
  add_spot(scene, centre + radius * vec3(-2.6f, 3.4f, 3.0f), centre, 320, radius * 1.1f, vec3(1, 0.985f, 0.96f));
  add_spot(scene, centre + radius * vec3(3.6f, 1.6f, 2.6f), centre, 90, radius * 1.6f, vec3(0.96f, 0.98f, 1));
  add_spot(scene, centre + radius * vec3(1.2f, 3.4f, -3.6f), centre, 200, radius * 1.6f, vec3(1));
  RoomItem& room = scene.rooms[0];
  room.models = {0};
  room.bounds = Box{vec3(-r - bend, 0, -r - bend), vec3(r + bend, rise, r + bend)};
  room.floor_m = 0, room.ceiling_m = rise;
  room.probe_position = centre + vec3(0, radius * 0.6f, radius * 1.6f);
  room.exposure_lx = exposure;
  room.laylight_lx = vec3(130);

  // Far enough that the box's eight corners all lie within 92 % of the frame.
  vec3 view = glm::normalize(vec3(0.55f, size.y > 1.6f * std::max(size.x, size.z) ? 0.22f : 0.36f, 1.0f));
  vec3 right = glm::normalize(glm::cross(vec3(0, 1, 0), view)), up = glm::cross(view, right);
  float ty = std::tan(fov / 2) * 0.92f, tx = ty * aspect, distance = 0;
  for (int i = 0; i < 8; ++i) {
    vec3 corner((i & 1 ? 0.5f : -0.5f) * size.x, (i & 2 ? 0.5f : -0.5f) * size.y, (i & 4 ? 0.5f : -0.5f) * size.z);
    float towards = glm::dot(corner, view);
    distance = std::max(
        {distance, std::abs(glm::dot(corner, right)) / tx + towards, std::abs(glm::dot(corner, up)) / ty + towards});
  }
  shot.camera = {.eye = centre + view * distance,
                 .forward = -view,
                 .fov_y = fov,
                 .near_m = std::max(distance - radius * 1.5f, radius * 0.01f),
                 .far_m = distance + radius * 40};
  return shot;
}

StudioShot studio_shot(const std::shared_ptr<const PyramidSource>& picture, float aspect) {
  StudioShot shot;
  RenderScene& scene = shot.scene;
  float px = static_cast<float>(std::max(1u, picture->pyramid.width)),
        py = static_cast<float>(std::max(1u, picture->pyramid.height));
  float w = px / std::max(px, py), h = py / std::max(px, py);
  scene.rooms.push_back({.id = "studio"});
  vec3 centre(0, 1.5f, 0);
  scene.pictures.push_back({.source = picture,
                            .corner = centre + vec3(-w / 2, h / 2, 0.02f),
                            .right = vec3(w, 0, 0),
                            .down = vec3(0, -h, 0),
                            .room = 0,
                            .owner = "picture"});
  MeshBuilder wall;
  wall.quad({-4, -2, 0}, {4, -2, 0}, {4, 5, 0}, {-4, 5, 0}, {1, 0, 0});
  add_surface(scene, wall, vec3(0.42f), 0.95f);
  MeshBuilder edge;
  std::array<SweepPoint, 4> ring{SweepPoint{centre + vec3(-w / 2, -h / 2, 0), {-1, -1, 0}},
                                 SweepPoint{centre + vec3(w / 2, -h / 2, 0), {1, -1, 0}},
                                 SweepPoint{centre + vec3(w / 2, h / 2, 0), {1, 1, 0}},
                                 SweepPoint{centre + vec3(-w / 2, h / 2, 0), {-1, 1, 0}}};
  std::array<SectionPoint, 2> side{SectionPoint{0, 0, 0.6f}, SectionPoint{0, 0.02f, 1}};
  edge.sweep(ring, {0, 0, 1}, side, MeshBuilder::Line::closed, MeshBuilder::Caps::none);
  add_surface(scene, edge, picture->pyramid.average_colour * 0.8f, 0.9f);
  scene.surfaces.back().casts_shadow = true;
  for (float sx : {-1.0f, 1.0f})
    add_spot(scene, centre + vec3(sx * 2.2f, 1.6f, 3.0f), centre, exposure * 0.62f, 1.2f, vec3(1));
  RoomItem& room = scene.rooms[0];
  room.pictures = {0};
  room.bounds = Box{vec3(-4, -2, 0), vec3(4, 5, 6)};
  room.floor_m = -2, room.ceiling_m = 5;
  room.probe_position = centre + vec3(0, 0, 2);
  room.exposure_lx = exposure;
  room.laylight_lx = vec3(80);
  float ty = std::tan(fov / 2) * 0.9f, distance = std::max(h / 2 / ty, w / 2 / (ty * aspect)) + 0.02f;
  shot.camera = {.eye = centre + vec3(0, 0, distance), .forward = {0, 0, -1}, .fov_y = fov};
  return shot;
}

}  // namespace enf
