// Owns: where an eye is and where it looks, and the small mathematics of moving it gently.
// Must not know: who moves it.
// Called by: visit, tour guide, tests.
#pragma once

#include "engine/geometry/math.h"

namespace enf {

// Heading as in records.h: h faces (sin h, 0, cos h); pitch is up from level.
struct EyePose {
  vec3 eye{0, 1.6f, 0};
  float heading = 0, pitch = 0;
  float fov_y = 0.9f;
  friend bool operator==(const EyePose&, const EyePose&) = default;
};
vec3 forward_of(const EyePose& pose);

constexpr float greatest_pitch = 1.2f;  // rad
EyePose pose_towards(dvec3 eye, dvec3 target, float fov_y);

// 0..1 to 0..1, slow at both ends.
inline float eased(float t) { return t * t * (3 - 2 * t); }
// The same angle between -pi and pi.
float wrapped(float angle);
// `value` on its way to `target`, three fifths of it per `time_s`; arrives when nobody could see the rest.
float approach(float value, float target, float seconds, float time_s, float unseen);

}  // namespace enf
