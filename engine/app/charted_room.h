// Owns: which things of a room get their light from a map, and the charts they lie in.
// Must not know: how light is traced, the GPU.
// Called by: the bake; any thread.
#pragma once

#include "engine/light/room_light.h"
#include "engine/scene/build.h"

namespace enf {

// A room's things as candidates for charts: its surfaces, then its pictures, in the scene's order. What glows or shows
// what is behind it has no triangles here.
struct ChartedRoom {
  std::vector<TracedMesh> meshes;
  std::vector<ChartPiece> pieces;  // of these
  std::size_t surfaces = 0;
  LightCharts layout;

  // The places for a RoomLight; its charts are the layout's.
  void describe(RoomLight& light) const;
};
ChartedRoom chart_room(const RoomScene& room, float texel_m);

}  // namespace enf
