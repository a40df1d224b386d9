#include <algorithm>
#include <cmath>

#include "engine/geometry/polygon.h"
#include "engine/scene/architecture.h"

namespace enf {

static std::array<vec3, 4> opening_corners(const WallFace& frame, float left, float right, float bottom, float top,
                                           float out) {
  return {frame.at(left, bottom, out), frame.at(right, bottom, out), frame.at(right, top, out),
          frame.at(left, top, out)};
}

// Whether the hole lies on the wall and over none of those before it.
static bool fits(const Room& room, const Opening& o, const std::vector<Opening>& others) {
  if (o.wall >= room.plan.size()) return false;
  float length = wall_face(room, o.wall).length, height = static_cast<float>(room.ceiling_height_m);
  if (o.left < 0.01f || o.right > length - 0.01f || o.right - o.left < 0.1f) return false;
  if (o.bottom < 0 || o.top > height - 0.02f || o.top - o.bottom < 0.1f) return false;
  for (const Opening& other : others)
    if (other.wall == o.wall && o.left < other.right && other.left < o.right && o.bottom < other.top &&
        other.bottom < o.top)
      return false;
  return true;
}

static std::optional<std::array<vec3, 4>> side_corners(const Room& room, const DoorwaySide& side, const Doorway& door) {
  if (side.wall >= room.plan.size()) return std::nullopt;
  float half = static_cast<float>(door.width_m / 2), along = static_cast<float>(side.along_m);
  return opening_corners(wall_face(room, side.wall), along - half, along + half, 0, static_cast<float>(door.height_m),
                         0);
}

static std::optional<Opening> doorway_opening(const Room& room, const Doorway& door, const DoorwaySide& mine,
                                              const DoorwaySide* other, const FindRoom& find_room) {
  if (mine.wall >= room.plan.size()) return std::nullopt;
  WallFace frame = wall_face(room, mine.wall);
  float half = static_cast<float>(door.width_m / 2), along = static_cast<float>(mine.along_m);
  Opening o{.kind = OpeningKind::closed_door,
            .wall = mine.wall,
            .left = along - half,
            .right = along + half,
            .bottom = 0,
            .top = static_cast<float>(door.height_m),
            .owner = "doorway:" + door.id.value};
  const Room* other_room = other ? find_room(other->room) : nullptr;
  std::optional<std::array<vec3, 4>> theirs;
  if (other_room) theirs = side_corners(*other_room, *other, door);
  if (theirs) {
    o.kind = OpeningKind::doorway;
    o.to = other->room;
    // Left and right change places for someone in the other room.
    std::array<vec3, 4> far{(*theirs)[1], (*theirs)[0], (*theirs)[3], (*theirs)[2]};
    std::array<vec3, 4> near = opening_corners(frame, o.left, o.right, o.bottom, o.top, 0);
    for (std::size_t i = 0; i < 4; ++i) o.far_corners[i] = (near[i] + far[i]) * 0.5f;
  } else {
    float recess = std::min(0.1f, static_cast<float>(room.walls[mine.wall].thickness_m) * 0.6f);
    o.far_corners = opening_corners(frame, o.left, o.right, o.bottom, o.top, -recess);
  }
  return o;
}

std::vector<Opening> openings_of(const Room& room, std::span<const std::shared_ptr<const Doorway>> doorways,
                                 std::span<const std::shared_ptr<const Window>> windows, const FindRoom& find_room) {
  std::vector<Opening> openings;
  auto add = [&](const std::optional<Opening>& o) {
    if (o && fits(room, *o, openings)) openings.push_back(*o);
  };
  for (const auto& door : doorways) {
    if (door->from.room == room.id)
      add(doorway_opening(room, *door, door->from, door->to ? &*door->to : nullptr, find_room));
    if (door->to && door->to->room == room.id) add(doorway_opening(room, *door, *door->to, &door->from, find_room));
  }
  for (const auto& window : windows) {
    if (window->room != room.id || window->wall >= room.plan.size()) continue;
    float half = static_cast<float>(window->width_m / 2), along = static_cast<float>(window->along_m);
    float sill = static_cast<float>(window->sill_m), top = sill + static_cast<float>(window->height_m);
    float recess = std::min(0.22f, static_cast<float>(room.walls[window->wall].thickness_m) * 0.8f);
    add(Opening{
        .kind = OpeningKind::window,
        .wall = window->wall,
        .left = along - half,
        .right = along + half,
        .bottom = sill,
        .top = top,
        .far_corners = opening_corners(wall_face(room, window->wall), along - half, along + half, sill, top, -recess),
        .owner = "window:" + window->id.value});
  }
  return openings;
}

}  // namespace enf
