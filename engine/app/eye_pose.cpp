#include "engine/app/eye_pose.h"

#include <algorithm>
#include <cmath>

namespace enf {

vec3 forward_of(const EyePose& pose) {
  float level = std::cos(pose.pitch);
  return {level * std::sin(pose.heading), std::sin(pose.pitch), level * std::cos(pose.heading)};
}

EyePose pose_towards(dvec3 eye, dvec3 target, float fov_y) {
  vec3 way(target - eye);
  float level = std::hypot(way.x, way.z);
  EyePose pose{.eye = vec3(eye), .fov_y = fov_y};
  if (level > 1e-5f) pose.heading = std::atan2(way.x, way.z);
  if (glm::length(way) > 1e-5f) pose.pitch = std::clamp(std::atan2(way.y, level), -greatest_pitch, greatest_pitch);
  return pose;
}

float wrapped(float angle) { return std::remainder(angle, 2 * pi); }

float approach(float value, float target, float seconds, float time_s, float unseen) {
  float next = target + (value - target) * std::exp(-seconds / time_s);
  return std::abs(next - target) < unseen ? target : next;
}

}  // namespace enf
