// Owns: the scene as a flat list of things to draw with the lights that fall on each, and the lists of lights.
// Must not know: cameras, passes.
// Called by: the renderer when a scene is set, main thread.
#pragma once

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
  Box bounds;                  // world
  mat4 transform{1};           // models: mesh to world
  float largest_scale = 1;     // of `transform`
  bool casts_shadow = false;
  std::uint32_t light_list = 0;
  std::uint8_t lights = 1, shadows = 0;  // how many the pipeline evaluates
  std::uint32_t lights_used = 0;         // how many of them shine
  const MeshOnGpu* mesh = nullptr;       // surfaces
  const MaterialOnGpu* material = nullptr;
  ModelOnGpu* model = nullptr;
  PictureOnGpu* picture = nullptr;
};

struct DrawableList {
  std::vector<Drawable> drawables;
  std::vector<std::vector<std::uint32_t>> light_lists;  // indices of spots; several drawables may share one
  std::uint32_t lights_max = 0;
};

// `shadow_layers[i]` is spot i's layer in the shadow array, or -1. Lists begin with the spots that have one.
DrawableList list_drawables(const RenderScene& scene, Assets& assets, std::uint32_t light_budget,
                            std::span<const int> shadow_layers);

// Level whose error, seen from `eye`, is below `pixels` pixels when one metre at one metre is `focal_px` pixels.
std::uint32_t level_for(const CookedMesh& mesh, float scale, float distance_m, float focal_px, float pixels);

// Rows of the matrix from a mesh's stored positions (normalised integers or metres) to the world, and its uv scale.
GpuDraw draw_constants(const CookedMesh& mesh, const mat4& to_world);
GpuDraw draw_constants();  // of the engine's meshes, which are in the world already

}  // namespace enf
