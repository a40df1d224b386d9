// Owns: what stands and hangs in rooms beside works: plinths, vitrines, benches, barriers, stanchions, storage, label
// plates, wall texts, luminaires and their tracks. Must not know: the document's tables. Called by: the scene builder.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/exhibition/records.h"
#include "engine/scene/architecture.h"

namespace enf {

// A plinth or a vitrine's base with its glass hood, on the floor at `floor_m`.
std::vector<SurfaceItem> draw_support(const OnFloor& where, float floor_m, FinishLibrary& finishes);

// What a plinth or a case, a bench or storage is to the light on the floor and the walls.
StandingBox standing_box(const OnFloor& where);
std::vector<StandingBox> furniture_boxes(const Furniture& furniture);
std::vector<StandingBox> free_wall_boxes(const Room& room);

std::vector<SurfaceItem> draw_furniture(const Furniture& furniture, float floor_m, FinishLibrary& finishes);

// A place on a wall, a plinth's front, or in the air: the plate's middle, its axes, its size.
struct PlatePlace {
  vec3 centre{0};
  vec3 right{1, 0, 0}, up{0, 1, 0}, front{0, 0, 1};
  float width = 0.18f, height = 0.12f;
};
constexpr float plate_depth_m = 0.006f, plate_bevel_m = 0.003f;
// A bevelled board, blank; the paper's colour is linear.
std::vector<SurfaceItem> draw_plate(const PlatePlace& place, vec3 paper, FinishLibrary& finishes);

// The room's visible luminaires: tracks along rows of lights, hung by rods from the ceiling wherever it is, a housing
// for each light with a glowing mouth.
std::vector<SurfaceItem> draw_luminaires(std::span<const Light* const> lights, const Room& room,
                                         FinishLibrary& finishes);

}  // namespace enf
