// Owns: how open a place in a room is to the even light around it: corners, and the feet of standing things.
// Must not know: meshes, lights, records beyond the room's plan.
// Called by: architecture, which writes it into the vertices of walls and floors.
#pragma once

#include <span>
#include <vector>

#include "engine/exhibition/records.h"
#include "engine/geometry/math.h"

namespace enf {

struct Opening;

// Something that stands in a room and hides light from the floor around it: a turned box.
struct StandingBox {
  vec2 centre{0};  // (x, z)
  float heading = 0;
  vec2 half{0.25f};  // half width (x) and depth (z) before turning
  float height = 1;  // of its top above the floor
  float bottom = 0;  // of its underside
};

// How far a place on the floor lies from the box's footprint; 0 within.
float distance_to_footprint(const StandingBox& box, vec2 place);

// The share, weighted by the cosine to `normal`, of all directions from `position` in which the box stands; a place
// within or right under the box is half covered, as at its edge.
float form_factor(const StandingBox& box, float floor, vec3 position, vec3 normal);

// Soft darkening where surfaces of a room meet: 1 in the open, less in corners and at the foot of standing things.
class RoomOpenness {
 public:
  RoomOpenness(const Room& room, std::span<const Opening> openings, std::span<const StandingBox> standing);
  float operator()(vec3 position, vec3 normal) const;

 private:
  struct Segment {
    vec2 a, b;
  };
  std::vector<Segment> walls_;
  std::vector<StandingBox> standing_;
  float floor_ = 0, ceiling_ = 0;
  bool has_flat_ceiling_ = true;  // vaults rise from the walls without a corner
};

}  // namespace enf
