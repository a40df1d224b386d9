// Owns: reading a cooked model's triangles back for walking and picking.
// Must not know: who asks.
// Called by: walk, pick; any thread.
#pragma once

#include <array>
#include <vector>

#include "engine/scene/render_scene.h"

namespace enf {

using Triangle = std::array<vec3, 3>;

// The triangles of one mesh in model space, at its coarsest level whose error is at most `error_m`; none if its chunk
// is damaged.
std::vector<Triangle> mesh_triangles(const ModelSource& source, std::uint32_t mesh, float error_m);

}  // namespace enf
