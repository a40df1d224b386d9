#include "engine/geometry/shapes.h"

#include <cmath>

namespace enf {

mat4 reversed_perspective(float fov_y, float aspect, float near_m, float far_m) {
  float f = 1.0f / std::tan(fov_y * 0.5f);
  mat4 m(0.0f);
  m[0][0] = f / aspect;
  m[1][1] = -f;
  m[2][2] = near_m / (far_m - near_m);
  m[2][3] = -1.0f;
  m[3][2] = near_m * far_m / (far_m - near_m);
  return m;
}

Box transformed(const Box& box, const mat4& m) {
  if (box.empty()) return box;
  vec3 centre = vec3(m * vec4(box.centre(), 1));
  vec3 half = box.size() * 0.5f;
  vec3 extent = glm::abs(vec3(m[0])) * half.x + glm::abs(vec3(m[1])) * half.y + glm::abs(vec3(m[2])) * half.z;
  return {centre - extent, centre + extent};
}

float distance(const Box& box, vec3 p) { return glm::length(glm::max(glm::max(box.low - p, p - box.high), vec3(0))); }

Frustum frustum_of(const mat4& m) {
  auto row = [&](int i) { return vec4(m[0][i], m[1][i], m[2][i], m[3][i]); };
  vec4 x = row(0), y = row(1), z = row(2), w = row(3);
  Frustum frustum;
  vec4 raw[6] = {w + x, w - x, w + y, w - y, w - z, z};
  for (std::size_t i = 0; i < 6; ++i) {
    float length = glm::length(vec3(raw[i]));
    // A far plane at infinity has no normal: it keeps everything.
    frustum.planes[i] = length > 1e-12f ? Plane{vec3(raw[i]) / length, raw[i].w / length} : Plane{vec3(0), 1};
  }
  return frustum;
}

bool touches(const Frustum& frustum, const Box& box) {
  for (const Plane& plane : frustum.planes) {
    vec3 farthest = glm::mix(box.low, box.high, glm::greaterThan(plane.normal, vec3(0)));
    if (plane.height(farthest) < 0) return false;
  }
  return true;
}

std::optional<float> hit(const Ray& ray, const Box& box) {
  float enter = 0, leave = std::numeric_limits<float>::infinity();
  for (int axis = 0; axis < 3; ++axis) {
    if (ray.direction[axis] == 0) {
      if (ray.origin[axis] < box.low[axis] || ray.origin[axis] > box.high[axis]) return std::nullopt;
      continue;
    }
    float a = (box.low[axis] - ray.origin[axis]) / ray.direction[axis];
    float b = (box.high[axis] - ray.origin[axis]) / ray.direction[axis];
    enter = std::max(enter, std::min(a, b));
    leave = std::min(leave, std::max(a, b));
  }
  if (enter > leave) return std::nullopt;
  return enter;
}

std::optional<float> hit(const Ray& ray, vec3 a, vec3 b, vec3 c) {
  vec3 ab = b - a, ac = c - a, p = glm::cross(ray.direction, ac);
  float determinant = glm::dot(ab, p);
  if (std::abs(determinant) < 1e-12f) return std::nullopt;
  float inverse = 1 / determinant;
  vec3 s = ray.origin - a;
  float u = glm::dot(s, p) * inverse;
  if (u < 0 || u > 1) return std::nullopt;
  vec3 q = glm::cross(s, ab);
  float v = glm::dot(ray.direction, q) * inverse;
  if (v < 0 || u + v > 1) return std::nullopt;
  float t = glm::dot(ac, q) * inverse;
  if (t < 0) return std::nullopt;
  return t;
}

float form_factor(vec3 at, vec3 normal, vec3 a, vec3 b, vec3 c) {
  const vec3 corners[] = {glm::normalize(a - at), glm::normalize(b - at), glm::normalize(c - at)};
  float sum = 0;
  for (int i = 0; i < 3; ++i) {
    vec3 square = glm::cross(corners[i], corners[(i + 1) % 3]);
    float sine = glm::length(square);
    if (sine > 1e-7f)
      sum += std::atan2(sine, glm::dot(corners[i], corners[(i + 1) % 3])) * glm::dot(square, normal) / sine;
  }
  return sum / (2 * pi);
}

std::optional<float> hit(const Ray& ray, const Plane& plane) {
  float slope = glm::dot(plane.normal, ray.direction);
  if (std::abs(slope) < 1e-9f) return std::nullopt;
  float t = -plane.height(ray.origin) / slope;
  if (t < 0) return std::nullopt;
  return t;
}

}  // namespace enf
