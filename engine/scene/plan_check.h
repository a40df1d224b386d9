// Owns: comparing a room's plan with a cut through the model it is drawn over: walls that stand nowhere, openings that
//   nobody recorded, doorways that are closed.
// Must not know: models, how the plan is drawn or corrected.
// Called by: the editor's plan and inspector; pure, any thread.
#pragma once

#include <span>
#include <vector>

#include "engine/exhibition/document.h"
#include "engine/exhibition/wall_set.h"
#include "engine/scene/section.h"

namespace enf {

struct WallAgainstModel {
  double walled = 1;          // of its length, openings aside, the share that stands at a surface of the model
  std::vector<Stretch> gaps;  // where the model is open for 0.6 m and more, and no opening is recorded
  double off_m = 0;           // how far inwards (outwards if negative) the model's surface stands from it
};
struct PlanAgainstModel {
  std::vector<WallAgainstModel> walls;  // of the plan
  std::vector<DoorwayId> closed;        // across which the model has a surface
  bool is_as_built() const;             // nothing to correct
};

constexpr double least_walled = 0.85;  // a wall of which less is walled is doubtful

// A surface within 6 cm of a wall, and as good as parallel to it, is the wall's; one within 60 cm tells how far it is
// off, if the wall has none of its own: of two faces the one farther inwards. `lines` are cut where doorways are open.
PlanAgainstModel check_plan(const Document& document, const Room& room, std::span<const CutLine> lines);

}  // namespace enf
