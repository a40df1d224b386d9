// Owns: taking large flat surfaces (walls, floors, canvases) out of a mesh, so that each is hidden and lit for itself.
// Must not know: levels of detail, quantisation, chunks.
// Called by: the model cook, on workers.
#pragma once

#include <vector>

#include "engine/cook/mesh_prepare.h"
#include "engine/geometry/shapes.h"

namespace enf {

// A flat surface of at least this area becomes a mesh of its own.
constexpr float large_plane_m2 = 0.25f;

struct MeshPiece {
  FullMesh mesh;
  Plane flat{vec3(0), 0};  // of a large plane: where it lies and looks; a normal of 0: not flat
};

// The large planes, and last what remains of the mesh, if anything does. A plane's triangles hang together by vertices,
// so that their normals are one. `metres`: how long a unit of the mesh is at most, where it stands.
std::vector<MeshPiece> take_large_planes(FullMesh mesh, float metres);

}  // namespace enf
