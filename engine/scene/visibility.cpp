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

// What shows of other rooms from a place in the room `own`.
static void look_from(const RenderScene& scene, std::uint32_t own, vec3 eye, const mat4& view_projection,
                      std::vector<VisibleRoom>& seen) {
  seen.clear();
  seen.push_back({own, {}, 0});
  // Kept from picture to picture, as `seen` is, so that nothing is allocated for one.
  thread_local std::vector<std::uint32_t> place, open;
  place.assign(scene.rooms.size(), no_room);
  place[own] = 0;
  // Breadth first, so that each room is met at its least depth; a room whose rectangle grows is looked through again.
  open.assign(1, own);
  for (std::size_t step = 0; step < open.size() && step < 64 * scene.rooms.size(); ++step) {
    std::uint32_t room = open[step];
    VisibleRoom from = seen[place[room]];
    for (std::uint32_t index : scene.rooms[room].portals) {
      const Portal& portal = scene.portals[index];
      if (portal.to >= scene.rooms.size() || portal.to == own) continue;
      const auto& c = portal.corners;
      vec3 normal = glm::normalize(glm::cross(c[1] - c[0], c[3] - c[0]));
      float before = glm::dot(eye - c[0], normal);
      if (before < -0.3f) continue;  // seen from behind
      // Standing in the doorway itself, all beyond it may show.
      Box box;
      for (vec3 p : c) box.add(p);
      ScreenRect rect = from.rect;
      if (distance(box, eye) > 0.3f) rect = intersection(rect, screen_rect(c, view_projection));
      if (rect.empty()) continue;
      if (place[portal.to] == no_room) {
        place[portal.to] = static_cast<std::uint32_t>(seen.size());
        seen.push_back({portal.to, rect, from.depth + 1});
        open.push_back(portal.to);
      } else {
        VisibleRoom& known = seen[place[portal.to]];
        ScreenRect both = around(known.rect, rect);
        if (both == known.rect) continue;
        known.rect = both;
        open.push_back(portal.to);
      }
    }
  }
  if (!std::ranges::is_sorted(seen, {}, &VisibleRoom::depth)) std::ranges::stable_sort(seen, {}, &VisibleRoom::depth);
}

void visible_rooms(const RenderScene& scene, const Camera& camera, const mat4& view_projection,
                   std::vector<VisibleRoom>& seen) {
  seen.clear();
  std::uint32_t own = room_of(scene, camera.eye);
  if (own != no_room) look_from(scene, own, camera.eye, view_projection, seen);
}

std::vector<std::uint32_t> rooms_in_line(const RenderScene& scene, std::uint32_t room) {
  // A way through doorways lies on a line if one separates all of their left posts from all of their right ones; if any
  // does, then also one through a left and a right post.
  struct Gap {
    dvec2 left, right;
  };
  auto gap_of = [](const Portal& portal) {
    const auto& c = portal.corners;
    vec3 towards_us = glm::cross(c[1] - c[0], c[3] - c[0]), right = glm::cross(-towards_us, vec3(0, 1, 0));
    auto [left_post, right_post] = std::ranges::minmax(c, {}, [&](vec3 corner) { return glm::dot(corner, right); });
    return Gap{{left_post.x, left_post.z}, {right_post.x, right_post.z}};
  };
  auto is_on_a_line = [](const std::vector<Gap>& way) {
    for (std::size_t i = 0; i < way.size(); ++i)
      for (std::size_t k = 0; k < way.size(); ++k) {
        if (i == k) continue;
        dvec2 from = way[i].left, along = i < k ? way[k].right - from : from - way[k].right;
        auto to_the_right = [&](dvec2 p) { return along.x * (p.y - from.y) - along.y * (p.x - from.x); };
        if (std::ranges::all_of(way, [&](const Gap& gap) {
              return to_the_right(gap.left) <= 1e-6 && to_the_right(gap.right) >= -1e-6;
            }))
          return true;
      }
    return way.size() < 2;
  };
  struct Way {
    std::vector<std::uint32_t> rooms;
    std::vector<Gap> gaps;
  };
  std::vector<std::uint32_t> found{room};
  std::queue<Way> open;
  open.push({{room}, {}});
  for (std::size_t steps = 0; !open.empty() && steps < 64 * scene.rooms.size(); ++steps) {
    Way way = std::move(open.front());
    open.pop();
    for (std::uint32_t index : scene.rooms[way.rooms.back()].portals) {
      const Portal& portal = scene.portals[index];
      if (portal.to >= scene.rooms.size() || std::ranges::find(way.rooms, portal.to) != way.rooms.end()) continue;
      Way longer = way;
      longer.rooms.push_back(portal.to), longer.gaps.push_back(gap_of(portal));
      if (!is_on_a_line(longer.gaps)) continue;
      if (std::ranges::find(found, portal.to) == found.end()) found.push_back(portal.to);
      open.push(std::move(longer));
    }
  }
  return found;
}

std::vector<std::uint32_t> rooms_ahead(const RenderScene& scene, vec3 eye, vec3 towards) {
  std::vector<std::uint32_t> ahead;
  std::uint32_t own = room_of(scene, eye);
  if (own == no_room) return ahead;
  auto add = [&](std::uint32_t room) {
    if (std::ranges::find(ahead, room) == ahead.end()) ahead.push_back(room);
  };
  std::vector<VisibleRoom> seen;
  auto look_round = [&](vec3 from, std::uint32_t room, vec3 ahead_way) {
    // Four square pictures, a little wider than a quarter turn each: ahead, to the sides, back.
    const mat4 projection = reversed_perspective(pi / 2 + 0.02f, 1, 0.05f, 200);
    vec3 aside(-ahead_way.z, 0, ahead_way.x);
    for (vec3 forward : {ahead_way, aside, -aside, -ahead_way}) {
      look_from(scene, room, from, projection * view_matrix(from, forward, vec3(0, 1, 0)), seen);
      for (const VisibleRoom& other : seen) add(other.room);
    }
  };
  vec3 way(towards.x - eye.x, 0, towards.z - eye.z);
  look_round(eye, own, glm::length(way) > 0 ? glm::normalize(way) : vec3(1, 0, 0));
  auto middle = [&](std::uint32_t portal) {
    const auto& c = scene.portals[portal].corners;
    return (c[0] + c[1] + c[2] + c[3]) * 0.25f;
  };
  std::vector<std::uint32_t> doorways = scene.rooms[own].portals;
  std::erase_if(doorways, [&](std::uint32_t portal) { return scene.portals[portal].to >= scene.rooms.size(); });
  std::ranges::sort(doorways, {}, [&](std::uint32_t portal) { return glm::distance(middle(portal), towards); });
  for (std::uint32_t portal : doorways) {
    const auto& c = scene.portals[portal].corners;
    vec3 through = glm::cross(c[3] - c[0], c[1] - c[0]);
    look_round(middle(portal), scene.portals[portal].to, glm::normalize(vec3(through.x, 0, through.z)));
  }
  for (std::uint32_t room : rooms_in_line(scene, own)) add(room);
  if (!doorways.empty())
    for (std::uint32_t room : rooms_in_line(scene, scene.portals[doorways.front()].to)) add(room);
  return ahead;
}

Frustum frustum_within(const mat4& view_projection, const ScreenRect& rect) {
  // Stretch the rectangle to the whole screen after projection and take that matrix's frustum.
  vec2 size = glm::max(rect.high - rect.low, vec2(1e-6f)), middle = (rect.high + rect.low) * 0.5f;
  mat4 stretch(1);
  stretch[0][0] = 2 / size.x, stretch[1][1] = 2 / size.y;
  stretch[3][0] = -middle.x * stretch[0][0], stretch[3][1] = -middle.y * stretch[1][1];
  return frustum_of(stretch * view_projection);
}

float exposure_at(const RenderScene& scene, vec3 eye) {
  std::uint32_t room = room_of(scene, eye);
  return room == no_room ? RoomItem{}.exposure_lx : scene.rooms[room].exposure_lx;
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
