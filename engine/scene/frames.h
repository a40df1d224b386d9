// Owns: what surrounds a flat work: frame mouldings, mats, glazing, stretcher edges, hanging bars.
// Must not know: rooms; the picture itself (a PictureItem).
// Called by: the scene builder.
#pragma once

#include <string>
#include <vector>

#include "engine/exhibition/records.h"
#include "engine/scene/architecture.h"
#include "engine/scene/sections.h"

namespace enf {

// The names `Frame::profile` may have. An unknown name is drawn as "oak-flat".
const std::vector<std::string>& frame_profiles();

// A frame's cross-section: `out` from the sight edge (0) to the outer edge (width), `up` from the wall (0) to its
// front. `sight_m` is where the inner lip ends, at or just before the picture's surface.
Section frame_section(const std::string& profile, float width_m, float depth_m, float sight_m);
Finish frame_finish(const std::string& profile);

// Where a flat work hangs: the middle of its picture on the wall's surface, and its axes.
struct HangingPlace {
  vec3 centre{0};
  vec3 right{1, 0, 0}, up{0, 1, 0}, front{0, 0, 1};
  vec3 at(float x, float y, float before) const { return centre + right * x + up * y + front * before; }
};

// How far the frame's back stands off the wall: a thin shadow gap.
constexpr float frame_stand_off_m = 0.006f;

// How far the picture's surface lies before the wall: a few millimetres behind the frame's inner lip, on its stretcher,
// or as cloth.
float picture_plane_m(const Work& work);

// Everything around the picture, in world space; the picture's own surface lies `picture_m` before the wall.
// `edge_colour` (linear) is what a canvas shows on its sides.
std::vector<SurfaceItem> draw_surround(const Work& work, const HangingPlace& place, float picture_m, vec3 edge_colour,
                                       FinishLibrary& finishes);

}  // namespace enf
