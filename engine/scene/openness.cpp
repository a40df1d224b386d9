#include "engine/scene/openness.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/geometry/polygon.h"
#include "engine/scene/architecture.h"

namespace enf {

namespace {

// What hides light isn't black: it gives back about this share of what it hides.
constexpr float given_back = 0.2f;

vec2 within_box_axes(const StandingBox& box, vec2 place) {
  float c = std::cos(box.heading), s = std::sin(box.heading);
  vec2 r = place - box.centre;
  return {r.x * c - r.y * s, r.x * s + r.y * c};
}

// Lambert's form factor of a polygon seen from the origin (Photometria, 1760; as in Baum, Rushmeier and Winget 1989,
// "Improving radiosity solutions through the use of analytically determined form-factors"): half the sum, over its
// edges, of the angle each fills times the cosine between `normal` and the normal of the edge's plane, over pi. The
// part below the horizon is cut off first. Positive whichever way the polygon is listed.
float polygon_form_factor(std::span<const vec3> corners, vec3 normal) {
  std::array<vec3, 8> above;
  std::size_t count = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    vec3 a = corners[i], b = corners[(i + 1) % corners.size()];
    float ha = glm::dot(a, normal), hb = glm::dot(b, normal);
    if (ha >= 0) above[count++] = a;
    if ((ha > 0 && hb < 0) || (ha < 0 && hb > 0)) above[count++] = a + (b - a) * (ha / (ha - hb));
  }
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    vec3 a = above[i], b = above[(i + 1) % count], axis = glm::cross(a, b);
    float sine = glm::length(axis);
    if (sine > 1e-9f) sum += std::atan2(sine, glm::dot(a, b)) * glm::dot(normal, axis) / sine;
  }
  return std::abs(sum) / (2 * pi);
}

}  // namespace

float distance_to_footprint(const StandingBox& box, vec2 place) {
  return glm::length(glm::max(glm::abs(within_box_axes(box, place)) - box.half, vec2(0)));
}

float form_factor(const StandingBox& box, float floor, vec3 position, vec3 normal) {
  // In the box's own axes, with the place at the origin.
  float c = std::cos(box.heading), s = std::sin(box.heading);
  vec2 at = within_box_axes(box, vec2(position.x, position.z));
  vec3 low(-box.half.x - at.x, floor + box.bottom - position.y, -box.half.y - at.y);
  vec3 high(box.half.x - at.x, floor + box.height - position.y, box.half.y - at.y);
  vec3 n(normal.x * c - normal.z * s, normal.y, normal.x * s + normal.z * c);
  vec3 middle = (low + high) * 0.5f, half = (high - low) * 0.5f;
  // The disc that a sphere around it fills has a form factor of less than a thirtieth: not worth the corners.
  if (glm::dot(half, half) < 0.033f * glm::dot(middle, middle)) return 0;
  float sum = 0;
  bool outside = false;
  for (int axis = 0; axis < 3; ++axis)
    for (bool upper : {false, true}) {
      float plane = upper ? high[axis] : low[axis];
      if (upper ? plane >= -1e-4f : plane <= 1e-4f) continue;  // this face looks away
      outside = true;
      int u = (axis + 1) % 3, v = (axis + 2) % 3;
      std::array<vec3, 4> face;
      for (std::size_t i = 0; i < 4; ++i) {
        face[i][axis] = plane;
        face[i][u] = i == 1 || i == 2 ? high[u] : low[u];
        face[i][v] = i >= 2 ? high[v] : low[v];
      }
      sum += polygon_form_factor(face, n);  // a convex body's faces towards us don't hide each other
    }
  return outside ? sum : 0.5f;
}

RoomOpenness::RoomOpenness(const Room& room, std::span<const Opening> openings, std::span<const StandingBox> standing)
    : standing_(standing.begin(), standing.end()),
      floor_(static_cast<float>(room.floor_level_m)),
      ceiling_(static_cast<float>(room.floor_level_m + room.ceiling_height_m)),
      has_flat_ceiling_(room.ceiling.form == CeilingForm::flat) {
  for (std::uint32_t i = 0; i < room.plan.size(); ++i) {
    WallFace frame = wall_face(room, i);
    std::vector<vec2> gaps;
    for (const Opening& o : openings)
      if (o.wall == i && o.kind == OpeningKind::doorway) gaps.push_back({o.left, o.right});
    std::sort(gaps.begin(), gaps.end(), [](vec2 a, vec2 b) { return a.x < b.x; });
    float from = 0;
    auto solid = [&](float a, float b) {
      if (b - a < 0.01f) return;
      vec3 p = frame.at(a, 0), q = frame.at(b, 0);
      walls_.push_back({vec2(p.x, p.z), vec2(q.x, q.z)});
    };
    for (vec2 gap : gaps) solid(from, gap.x), from = gap.y;
    solid(from, frame.length);
  }
}

float RoomOpenness::operator()(vec3 p, vec3 n) const {
  // A large surface at right angles, at distance h, hides a share of the sky that falls off over about half a metre;
  // a second, short term stands for the joint itself.
  auto near = [](float h) { return 0.26f * std::exp(-h / 0.45f) + 0.2f * std::exp(-h / 0.09f); };
  float open = 1;
  vec2 flat(p.x, p.z), flat_n(n.x, n.z);
  for (const Segment& wall : walls_) {
    SegmentDistance d = distance_to_segment(dvec2(flat), dvec2(wall.a), dvec2(wall.b));
    if (d.distance > 2.5) continue;
    vec2 inward = glm::normalize(vec2(-(wall.b - wall.a).y, (wall.b - wall.a).x));
    float facing = glm::dot(flat_n, inward);  // 1: this is the wall itself, or a surface in front that looks away
    float weight = std::clamp(1 - std::max(facing, 0.0f) * 1.15f, 0.0f, 1.0f);
    open *= 1 - weight * near(static_cast<float>(d.distance));
  }
  float up = std::clamp(1 - std::max(n.y, 0.0f) * 1.15f, 0.0f, 1.0f);
  float down = std::clamp(1 - std::max(-n.y, 0.0f) * 1.15f, 0.0f, 1.0f);
  open *= 1 - up * near(std::max(0.0f, p.y - floor_));
  if (has_flat_ceiling_) open *= 1 - down * near(std::max(0.0f, ceiling_ - p.y)) * 0.8f;
  for (const StandingBox& box : standing_) open *= 1 - (1 - given_back) * form_factor(box, floor_, p, n);
  return open;
}

}  // namespace enf
