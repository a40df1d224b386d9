// Owns: the cross-sections of mouldings: skirting, picture rail, cornice, architrave, coffer; curve helpers.
// Must not know: where they are put.
// Called by: architecture and frames.
#pragma once

#include <vector>

#include "engine/scene/mesh_builder.h"

namespace enf {

using Section = std::vector<SectionPoint>;

// Appends a quarter curve from the section's last point to (out, up): `bulge` +1 bows outwards like an ovolo, -1
// hollows like a cavetto. `steps` edges.
void curve_to(Section& section, float out, float up, float bulge, int steps, float open = 1);

// Standing on the floor against a wall.
Section skirting_section(float height, float depth);
// On a wall, `up` 0 at its lower edge.
Section picture_rail_section();
// From the wall out to the ceiling: `up` runs from -drop to 0 at the ceiling.
Section cornice_section(float drop, float reach);
// Around an opening: `out` away from the opening, `up` away from the wall.
Section architrave_section(float width, float depth);
// The rim of a ceiling field: `out` towards the room's middle, `up` upwards into the field.
Section field_rim_section(float rise);

}  // namespace enf
