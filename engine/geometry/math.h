// Owns: the project's vector types and their one GLM set-up.
// Must not know: anything but numbers. Metres, radians; right-handed, Y up, -Z forward, as glTF.
// Called by: everyone, on any thread.
#pragma once

#define GLM_FORCE_RADIANS
#define GLM_FORCE_DEPTH_ZERO_TO_ONE
#define GLM_FORCE_EXPLICIT_CTOR
#define GLM_ENABLE_EXPERIMENTAL
#include <glm/glm.hpp>
#include <glm/gtc/constants.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>
#include <glm/gtc/type_ptr.hpp>

namespace enf {

using glm::dvec2;
using glm::dvec3;
using glm::ivec2;
using glm::mat3;
using glm::mat4;
using glm::quat;
using glm::uvec2;
using glm::vec2;
using glm::vec3;
using glm::vec4;

// Which axis of a file's coordinates points up.
enum class UpAxis { x, y, z };

constexpr float pi = 3.14159265358979f;

constexpr float radians_from_degrees(float degrees) { return degrees * (pi / 180.0f); }
constexpr float degrees_from_radians(float radians) { return radians * (180.0f / pi); }

// View matrix of an eye at `eye` that looks along the unit vector `forward`.
inline mat4 view_matrix(vec3 eye, vec3 forward, vec3 up = vec3(0, 1, 0)) { return glm::lookAt(eye, eye + forward, up); }

// Perspective with reversed depth (near maps to 1, infinity towards 0) and Vulkan's y down, fov_y in radians.
// Reversed depth keeps precision far away (Reed, "Depth Precision Visualized", 2015).
mat4 reversed_perspective(float fov_y, float aspect, float near_m, float far_m);

}  // namespace enf
