// Owns: taking a mesh apart by the sides its faces look to, so that each part can be seen as a picture from one side.
// Must not know: what the mesh is of, light.
// Called by: the drawing of rooms; pure.
#pragma once

#include <memory>
#include <vector>

#include "engine/scene/render_scene.h"

namespace enf {

// The part that looks to the mesh's main side, and those that look away from it, by the axis they look along. What hangs
// together there and is smaller than `least_m2` stays with the main part. A mesh that has no such parts is returned as
// it is.
std::vector<std::shared_ptr<const MeshData>> sides_of(const std::shared_ptr<const MeshData>& mesh, float least_m2);

}  // namespace enf
