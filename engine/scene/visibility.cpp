#include "engine/scene/visibility.h"

#include <algorithm>
#include <cmath>
#include <queue>

#include "engine/geometry/polygon.h"

namespace enf {

namespace {

// How far (x, z) lies outside the room's footprint; 0 inside.
double outside(const RoomItem& room, vec3 p) {
  dvec2 at(p.x, p.z);
  if (room.plan.size() < 3) {
    dvec2 low(room.bounds.low.x, room.bounds.low.z), high(room.bounds.high.x, room.bounds.high.z);
    return glm::length(at - glm::clamp(at, low, high));
  }
  if (contains(room.plan, at)) return 0;
  double nearest = 1e30;
  for (std::size_t i = 0; i < room.plan.size(); ++i)
    nearest = std::min(nearest, distance_to_segment(at, room.plan[i], room.plan[(i + 1) % room.plan.size()]).distance);
  return nearest;
}

ScreenRect intersection(const ScreenRect& a, const ScreenRect& b) {
  return {glm::max(a.low, b.low), glm::min(a.high, b.high)};
}
ScreenRect around(const ScreenRect& a, const ScreenRect& b) {
  return {glm::min(a.low, b.low), glm::max(a.high, b.high)};
}

// The screen rectangle around a convex polygon, cut at the eye's plane; empty if all of it lies behind.
ScreenRect screen_rect(std::span<const vec3> corners, const mat4& view_projection) {
  constexpr float near_w = 1e-4f;
  ScreenRect rect{vec2(1e9f), vec2(-1e9f)};
  auto add = [&](vec4 c) {
    vec2 p = vec2(c) / c.w;
    rect.low = glm::min(rect.low, p), rect.high = glm::max(rect.high, p);
  };
  for (std::size_t i = 0; i < corners.size(); ++i) {
    vec4 a = view_projection * vec4(corners[i], 1), b = view_projection * vec4(corners[(i + 1) % corners.size()], 1);
    if (a.w >= near_w) add(a);
    if ((a.w >= near_w) != (b.w >= near_w)) add(glm::mix(a, b, (near_w - a.w) / (b.w - a.w)));
  }
  return rect;
}

}  // namespace

std::uint32_t room_of(const RenderScene& scene, vec3 point) {
  std::uint32_t best = no_room;
  double nearest = 1e30;
  for (std::uint32_t i = 0; i < scene.rooms.size(); ++i) {
    const RoomItem& room = scene.rooms[i];
    float low = room.plan.empty() ? room.bounds.low.y : room.floor_m;
    float high = room.plan.empty() ? room.bounds.high.y : room.ceiling_m;
    double beyond = outside(room, point) + std::max({0.0f, low - point.y, point.y - high});
    if (beyond < nearest) nearest = beyond, best = i;
  }
  return best;
}

std::vector<VisibleRoom> visible_rooms(const RenderScene& scene, const Camera& camera, const mat4& view_projection) {
  std::vector<VisibleRoom> seen;
  std::uint32_t own = room_of(scene, camera.eye);
  if (own == no_room) return seen;
  seen.push_back({own, {}, 0});
  std::vector<std::uint32_t> place(scene.rooms.size(), no_room);
  place[own] = 0;
  // Breadth first, so that each room is met at its least depth; a room whose rectangle grows is looked through again.
  std::queue<std::uint32_t> open;
  open.push(own);
  for (std::size_t steps = 0; !open.empty() && steps < 64 * scene.rooms.size(); ++steps) {
    std::uint32_t room = open.front();
    open.pop();
    VisibleRoom from = seen[place[room]];
    for (std::uint32_t index : scene.rooms[room].portals) {
      const Portal& portal = scene.portals[index];
      if (portal.to >= scene.rooms.size() || portal.to == own) continue;
      const auto& c = portal.corners;
      vec3 normal = glm::normalize(glm::cross(c[1] - c[0], c[3] - c[0]));
      float before = glm::dot(camera.eye - c[0], normal);
      if (before < -0.3f) continue;  // seen from behind
      // Standing in the doorway itself, all beyond it may show.
      Box box;
      for (vec3 p : c) box.add(p);
      ScreenRect rect = from.rect;
      if (distance(box, camera.eye) > 0.3f) rect = intersection(rect, screen_rect(c, view_projection));
      if (rect.empty()) continue;
      if (place[portal.to] == no_room) {
        place[portal.to] = static_cast<std::uint32_t>(seen.size());
        seen.push_back({portal.to, rect, from.depth + 1});
        open.push(portal.to);
      } else {
        VisibleRoom& known = seen[place[portal.to]];
        ScreenRect both = around(known.rect, rect);
        if (both == known.rect) continue;
        known.rect = both;
        open.push(portal.to);
      }
    }
  }
  std::stable_sort(seen.begin(), seen.end(),
                   [](const VisibleRoom& a, const VisibleRoom& b) { return a.depth < b.depth; });
  return seen;
}

std::vector<NearRoom> rooms_near(const RenderScene& scene, std::span<const VisibleRoom> seen, int most_doorways) {
  std::vector<NearRoom> found;
  for (const VisibleRoom& room : seen) found.push_back({room.room, 0});
  for (std::size_t next = 0; next < found.size(); ++next) {
    NearRoom from = found[next];
    if (from.doorways == most_doorways || from.room >= scene.rooms.size()) continue;
    for (std::uint32_t portal : scene.rooms[from.room].portals) {
      std::uint32_t to = scene.portals[portal].to;
      if (to < scene.rooms.size() && std::ranges::find(found, to, &NearRoom::room) == found.end())
        found.push_back({to, from.doorways + 1});
    }
  }
  found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(seen.size()));
  return found;
}

Frustum frustum_within(const mat4& view_projection, const ScreenRect& rect) {
  // Stretch the rectangle to the whole screen after projection and take that matrix's frustum.
  vec2 size = glm::max(rect.high - rect.low, vec2(1e-6f)), middle = (rect.high + rect.low) * 0.5f;
  mat4 stretch(1);
  stretch[0][0] = 2 / size.x, stretch[1][1] = 2 / size.y;
  stretch[3][0] = -middle.x * stretch[0][0], stretch[3][1] = -middle.y * stretch[1][1];
  return frustum_of(stretch * view_projection);
}

std::uint32_t choose_level(const CookedMesh& mesh, float distance_m, const LevelChoice& choice) {
  std::uint32_t count = static_cast<std::uint32_t>(mesh.levels.size());
  if (count == 0) return 0;
  float metres_per_pixel = std::max(distance_m, 0.01f) / choice.pixels_per_radian;
  auto error_px = [&](std::uint32_t level) { return mesh.levels[level].error_m * choice.scale / metres_per_pixel; };
  std::uint32_t level = count - 1;
  while (level > 0 && error_px(level) > choice.max_error_px) --level;
  if (choice.previous && *choice.previous<count&& * choice.previous> level &&
      error_px(*choice.previous) <= choice.max_error_px * choice.hysteresis)
    return *choice.previous;
  return level;
}

}  // namespace enf
