// Owns: what is worth drawing from a camera: rooms seen through doorways, levels of detail.
// Must not know: GPUs, documents.
// Called by: the renderer once a frame on the main thread; pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/geometry/shapes.h"
#include "engine/scene/render_scene.h"

namespace enf {

// A part of the screen in clip coordinates, -1..1, y as the projection has it.
struct ScreenRect {
  vec2 low{-1}, high{1};
  bool empty() const { return low.x >= high.x || low.y >= high.y; }
  friend bool operator==(const ScreenRect&, const ScreenRect&) = default;
};

// The room whose plan (or, without one, whose box) holds the point; in a doorway the nearer of the two; no_room only
// for a scene without rooms.
std::uint32_t room_of(const RenderScene& scene, vec3 point);

// The exposure of the room the eye is in, in lux; that of a scene without rooms is a new room's.
float exposure_at(const RenderScene& scene, vec3 eye);

struct VisibleRoom {
  std::uint32_t room = no_room;
  ScreenRect rect;  // no part of the room shows outside; the whole screen for the room one stands in
  int depth = 0;    // doorways between
};

// Finds the rooms seen from the camera, the eye's own first, then by growing depth. A room seen through several doorways
// comes once with the rectangle around them all. `view_projection` has z in [0, w].
void visible_rooms(const RenderScene& scene, const Camera& camera, const mat4& view_projection,
                   std::vector<VisibleRoom>& seen);

// The rooms that may soon be in view, soonest first, each once: those a turn of the head shows, the eye's own first;
// those that show from the room's doorways, those near `towards` first, where one may be next; and those that show from
// anywhere in the room or beyond the first of these doorways.
std::vector<std::uint32_t> rooms_ahead(const RenderScene& scene, vec3 eye, vec3 towards);

// The rooms to which a straight line leads from somewhere in a room, through doorways of whatever height; the room
// itself is the first, and rooms behind few doorways stand before those behind many.
std::vector<std::uint32_t> rooms_in_line(const RenderScene& scene, std::uint32_t room);

// The six planes of the part of the frustum within `rect`.
Frustum frustum_within(const mat4& view_projection, const ScreenRect& rect);

// The level of a mesh to draw: the coarsest whose error stays below `max_error_px` on screen. `pixels_per_radian` is
// viewport height / fov_y for small angles; `scale` the instance's largest scale. With the level drawn before, a finer
// one is taken only when that is `hysteresis` worse than allowed, so that levels don't flicker.
struct LevelChoice {
  float pixels_per_radian = 800;
  float max_error_px = 1;
  float scale = 1;
  std::optional<std::uint32_t> previous;
  float hysteresis = 1.25f;
};
std::uint32_t choose_level(const CookedMesh& mesh, float distance_m, const LevelChoice& choice);

}  // namespace enf
