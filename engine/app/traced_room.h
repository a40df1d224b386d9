// Owns: describing rooms of a render scene for light to be traced in: what is drawn, as triangles, materials and lamps.
// Must not know: how light is traced, the GPU.
// Called by: traced pictures and bakes; any thread.
#pragma once

#include "engine/light/traced_scene.h"
#include "engine/scene/render_scene.h"

namespace enf {

// How finely the rooms are described.
struct TracedDetail {
  float model_error_m = 0.0005f;        // of cooked models' levels
  std::uint32_t picture_texels = 2048;  // the longer side of a flat work's picture, at most
  std::uint32_t texture_texels = 2048;  // of a finish's or a model's texture
};

// Everything in the room. Glowing surfaces are as bright as they look at the room's
// exposure, but a laylight gives the light its room says; the mouths of luminaires are left out: the lamps themselves
// are there. What can't be read is missing.
TracedScene traced_room(const RenderScene& scene, std::uint32_t room, const TracedDetail& detail);

// The triangles of a mesh made in memory, and of a flat work's picture; without materials.
TracedMesh traced_mesh(const MeshData& mesh);
TracedMesh traced_quad(const PictureItem& picture);

// Puts another room's things into the scene.
void join(TracedScene& scene, const TracedScene& room);

}  // namespace enf
