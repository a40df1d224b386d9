// Owns: the drawn rooms: walls with openings and reveals, floors, ceilings, mouldings, doors and windows.
// Must not know: works, lights, GPUs.
// Called by: the scene builder; the walking and the tests ask for openings and wall frames.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/exhibition/records.h"
#include "engine/scene/finishes.h"
#include "engine/scene/mesh_builder.h"
#include "engine/scene/openness.h"

namespace enf {

// A wall's own axes: `origin` is its left end at floor level seen from inside, `right` runs along it, `inward` into the
// room.
struct WallFace {
  vec3 origin{0}, right{1, 0, 0}, inward{0, 0, 1};
  float length = 0;
  vec3 at(float along, float height, float out = 0) const {
    return origin + right * along + vec3(0, height, 0) + inward * out;
  }
};

// Precondition: wall < wall_count(room).
WallFace wall_face(const Room& room, std::uint32_t wall);

enum class OpeningKind { doorway, closed_door, window };

// A hole in a wall of one room. `far_corners` is where this room's share of the reveal ends: half-way to the other room
// for doorways, at the door's or the pane's plane otherwise; lower left, lower right, upper right, upper left seen from
// inside this room.
struct Opening {
  OpeningKind kind = OpeningKind::doorway;
  std::uint32_t wall = 0;
  float left = 0, right = 0, bottom = 0, top = 0;  // on the wall, metres from its origin
  std::array<vec3, 4> far_corners;
  RoomId to;          // doorways: the other room
  std::string owner;  // "doorway:d-1", "window:w-1"
};

using FindRoom = std::function<const Room*(const RoomId&)>;

// The room's openings. Those that don't fit on their wall, or whose other room is unknown, are left out or shown
// closed.
std::vector<Opening> openings_of(const Room& room, std::span<const std::shared_ptr<const Doorway>> doorways,
                                 std::span<const std::shared_ptr<const Window>> windows, const FindRoom& find_room);

// Meshes by material; each material becomes one surface, or one for each zone: a renderer lights smaller pieces by
// fewer lights.
class SurfaceSet {
 public:
  enum class Shadow { cast, none };
  MeshBuilder& on(const std::shared_ptr<const SurfaceMaterial>& material, Shadow shadow = Shadow::cast, int zone = 0);
  // This zone and those after it are not taken apart by sides.
  static constexpr int whole = 1 << 16;
  void shade(const std::function<float(vec3, vec3)>& openness);
  // The surfaces, in the order of their materials' first use; the set is empty afterwards.
  std::vector<SurfaceItem> finish(const std::string& owner);
  // The same, taken apart by the sides they look to (sides_of): light lies on such a part as on a picture.
  std::vector<SurfaceItem> finish_by_sides(const std::string& owner, float least_m2);

 private:
  struct Entry {
    std::shared_ptr<const SurfaceMaterial> material;
    Shadow shadow;
    int zone;
    MeshBuilder builder;
  };
  std::vector<std::unique_ptr<Entry>> entries_;
};

// Draws the room from its plan, in world space, faces towards the room. Owner is "room:<id>".
std::vector<SurfaceItem> draw_room(const Room& room, std::span<const Opening> openings,
                                   std::span<const StandingBox> standing, FinishLibrary& finishes);
// Its temporary walls alone, for a room that is shown as a model.
std::vector<SurfaceItem> draw_free_walls(const Room& room, FinishLibrary& finishes);

// The plan moved inwards by `inset_m`, with mitred corners; empty if nothing sensible is left.
std::vector<dvec2> inset_plan(std::span<const dvec2> plan, double inset_m);

// From a corner of a plan to where it lies in the plan moved inwards by one metre.
dvec2 mitre(std::span<const dvec2> plan, std::size_t corner);

}  // namespace enf
