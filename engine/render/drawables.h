// Owns: the scene as a flat list of things to draw with the lights that fall on each, and the lists of lights.
// Must not know: cameras, passes.
// Called by: the renderer when a scene is set, main thread.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "engine/geometry/shapes.h"
#include "engine/render/assets.h"
#include "engine/render/gpu_types.h"
#include "engine/scene/render_scene.h"

namespace enf {

enum class DrawableKind : std::uint8_t { surface, model, picture };

// One thing to draw; of a model, one instance of one mesh.
struct Drawable {
  DrawableKind kind = DrawableKind::surface;
  std::uint32_t index = 0;     // in the scene's list of its kind
  std::uint32_t instance = 0;  // models: in CookedModel::instances
  std::uint32_t room = no_room;
  Box bounds;                // world
  mat4 transform{1};         // models: mesh to world
  float largest_scale = 1;   // of `transform`
  Plane flat{vec3(0), 0};    // models: of a mesh that is flat and is seen from its front alone; world
  bool lit_as_flat = false;  // and no normal map turns it elsewhere
  bool casts_shadow = false;
  bool coloured = true;  // by vertex
  std::uint32_t light_list = 0;
  const RoomLight::Projection* chart = nullptr;  // where in the room's map its light is; null: lamps are drawn
  std::uint32_t around = ~0u;  // the light around it, in the list's arounds; ~0: the room's own
  std::uint8_t lights = 1, shadows = 0;             // how many the pipeline evaluates
  std::uint32_t lights_used = 0;                    // how many of them shine
  std::uint32_t first_occluder = 0, occluders = 0;  // its large triangles, in the list's occluders
  std::uint32_t drawn_level = ~0u;  // models: in the last picture, so that levels don't flicker; ~0: not drawn
  const MeshOnGpu* mesh = nullptr;  // surfaces
  MaterialOnGpu* material = nullptr;
  ModelOnGpu* model = nullptr;
  PictureOnGpu* picture = nullptr;
};

// A room's part of the list: what a view that sees few rooms has to look at.
struct RoomDrawables {
  std::uint32_t first = 0, count = 0;
  std::vector<std::uint32_t> spots;  // of this room
  Box bounds;                        // of its drawables
};

// Drawables that lie together.
struct DrawableGroup {
  std::uint32_t first = 0, count = 0;
  Box bounds;
};

struct DrawableList {
  std::vector<Drawable> drawables;   // room by room
  std::vector<RoomDrawables> rooms;  // one a room of the scene, and last what belongs to none
  // Of a scene that is one large room: what may hide what.
  std::vector<DrawableGroup> groups;
  std::vector<vec3> occluders;  // three corners a triangle, counter-clockwise seen from the front
  bool lights_fade = false;     // some do, towards their range
  std::vector<std::array<vec4, 9>> arounds;  // as GpuRoom::ambient
  std::vector<std::vector<std::uint32_t>> light_lists;  // indices of spots; several drawables of a room may share one

  // `no_room` gives the last.
  const RoomDrawables& of(std::uint32_t room) const { return rooms[std::min<std::size_t>(room, rooms.size() - 1)]; }
  std::span<const Drawable> drawables_of(std::uint32_t room) const {
    const RoomDrawables& part = of(room);
    return std::span(drawables).subspan(part.first, part.count);
  }
};

struct LightLimits {
  std::uint32_t budget = 0;    // RenderSettings::light_budget
  bool coarse_counts = false;  // RenderSettings::small_pipelines
};

// `throws_shadow[i]`: spot i has a shadow map. Light lists begin with the spots that do.
DrawableList list_drawables(const RenderScene& scene, Assets& assets, const LightLimits& limits,
                            std::span<const std::uint8_t> throws_shadow);

// Rows of the matrix from a mesh's stored positions (normalised integers or metres) to the world, and its uv scale.
GpuDraw draw_constants(const CookedMesh& mesh, const mat4& to_world);
GpuDraw draw_constants();  // of the engine's meshes, which are in the world already

}  // namespace enf
