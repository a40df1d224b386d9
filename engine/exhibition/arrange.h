// Owns: finding a place for a work that nobody has hung yet, with its label and its light.
// Must not know: files, pixels, the editor.
// Called by: the CLI's import, later the editor's "hang this for me"; any thread.
#pragma once

#include <optional>

#include "engine/exhibition/document.h"
#include "engine/exhibition/edit.h"

namespace enf {

// The spot that lights a hung work by the museum's 30 degree rule (CCI Notes 2/3: the track lies (ceiling - 1.6 m) x
// 0.577 before the wall), aimed at the work's middle, strong enough for `illuminance_lx` there: E = I cos(theta) / d^2.
// Works that stand in the room get it from above and before, at 45 degrees where the room allows.
Light light_for(const Document& document, const Placement& placement, double illuminance_lx);

// What a museum shows a work in: 50 lx for medium and high sensitivity (CIE 157), 180 lx for the rest.
double display_illuminance_lx(LightSensitivity sensitivity);
// The most a work may get: 200 lx for low sensitivity, 50 for medium and high (CIE 157:2004, table 3.4); none for what
// light does not harm.
std::optional<double> limiting_illuminance_lx(LightSensitivity sensitivity);

// A placement for the work, its label and its light, as one edit that also puts the work itself: flat works in the middle
// of the widest free stretch of wall, works in the round on a plinth where they stand farthest from everything. Ids are
// made from the work's. Nothing if no room has space for it.
std::optional<Edit> hang_somewhere(const Document& document, const Work& work);

}  // namespace enf
