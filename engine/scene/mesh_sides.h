// Owns: taking a mesh apart by the sides its faces look to, so that each part can be seen as a picture from one side.
// Must not know: what the mesh is of, light.
// Called by: the drawing of rooms; pure.
#pragma once

#include <memory>
#include <vector>

#include "engine/scene/render_scene.h"

namespace enf {

// Parts that hang together and look within 45 degrees of one direction. One smaller than `least_m2` goes with a part beside
// it, or, where all others look away from it, into a last part of such remains. A mesh that has one part only is returned as
// it is.
std::vector<std::shared_ptr<const MeshData>> sides_of(const std::shared_ptr<const MeshData>& mesh, float least_m2);

}  // namespace enf
