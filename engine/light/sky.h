// Owns: the light of the sky: the CIE's overcast and clear skies and the sun.
// Must not know: places, dates, windows.
// Called by: the path tracer, its tests; pure, any thread.
#pragma once

#include "engine/geometry/math.h"

namespace enf {

enum class SkyKind { none, uniform, overcast, clear };

struct Sky {
  SkyKind kind = SkyKind::none;
  double zenith_cd_m2 = 0;  // luminance of the zenith
  vec3 colour{1};           // multiplies
  vec3 to_sun{0, 1, 0};     // clear skies: unit length
  vec3 ground_cd_m2{0};     // what is seen below the horizon
};

// Luminance by colour in a direction of unit length. Overcast: L = Lz (1 + 2 sin e) / 3 (Moon and Spencer 1942; CIE
// standard overcast sky). Clear: CIE standard clear sky, low turbidity (ISO 15469:2004, type 12). Without the sun's own
// disc.
vec3 sky_luminance(const Sky& sky, vec3 direction);

// What one sees through a window on an overcast day, along a direction of unit length: the CIE's sky above ground that
// reflects a fifth of its light, the horizon in haze. In units of the luminance of an evenly glowing pane that gives an
// upright room as much light. As day() in shaders/surface.frag.
float overcast_day(vec3 direction);

// What an unobstructed horizontal surface receives from the sky, in lux by colour.
vec3 sky_illuminance(const Sky& sky);

}  // namespace enf
