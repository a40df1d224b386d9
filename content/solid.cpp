#include "content/solid.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <unordered_map>

namespace enf {
namespace {

template <class V>
V catmull_rom(const std::vector<V>& points, float t) {
  auto last = static_cast<int>(points.size()) - 1;
  float at = glm::clamp(t, 0.0f, 1.0f) * static_cast<float>(last);
  int i = std::min(static_cast<int>(at), last - 1);
  float s = at - static_cast<float>(i);
  auto get = [&](int k) { return points[static_cast<std::size_t>(glm::clamp(k, 0, last))]; };
  V a = get(i - 1), b = get(i), c = get(i + 1), d = get(i + 2);
  return (b * 2.0f + (c - a) * s + (a * 2.0f - b * 5.0f + c * 4.0f - d) * (s * s) + (b * 3.0f - a - c * 3.0f + d) * (s * s * s)) *
         0.5f;
}

vec3 unit_or_up(vec3 v) {
  float length = glm::length(v);
  return length > 1e-12f ? v / length : vec3(0, 1, 0);
}

}  // namespace

Box Solid::bounds() const {
  Box box;
  for (const SolidPart& part : parts)
    for (vec3 p : part.positions) box.add(p);
  return box;
}

std::size_t Solid::triangles() const {
  std::size_t count = 0;
  for (const SolidPart& part : parts) count += part.indices.size() / 3;
  return count;
}

SolidPart formula_surface(int cells_u, int cells_v, const std::function<vec3(float, float)>& point) {
  SolidPart part;
  auto index = [&](int i, int j) { return static_cast<std::uint32_t>(j * (cells_u + 1) + i); };
  for (int j = 0; j <= cells_v; ++j)
    for (int i = 0; i <= cells_u; ++i) {
      float u = static_cast<float>(i) / static_cast<float>(cells_u), v = static_cast<float>(j) / static_cast<float>(cells_v);
      part.positions.push_back(point(u, v));
      part.uvs.emplace_back(u, 1 - v);
    }
  part.normals.assign(part.positions.size(), vec3(0));
  for (int j = 0; j < cells_v; ++j)
    for (int i = 0; i < cells_u; ++i) {
      std::array<std::uint32_t, 4> q = {index(i, j), index(i + 1, j), index(i + 1, j + 1), index(i, j + 1)};
      for (std::array<int, 3> t : {std::array{0, 1, 2}, std::array{0, 2, 3}}) {
        std::uint32_t a = q[static_cast<std::size_t>(t[0])], b = q[static_cast<std::size_t>(t[1])], c = q[static_cast<std::size_t>(t[2])];
        vec3 normal = glm::cross(part.positions[b] - part.positions[a], part.positions[c] - part.positions[a]);
        if (glm::length(normal) < 1e-14f) continue;  // a row that shrank to a point
        part.indices.insert(part.indices.end(), {a, b, c});
        for (std::uint32_t k : {a, b, c}) part.normals[k] += normal;
      }
    }
  // Sew the seam and the poles.
  for (int j = 0; j <= cells_v; ++j) {
    std::uint32_t first = index(0, j), last = index(cells_u, j);
    if (glm::distance(part.positions[first], part.positions[last]) < 1e-6f)
      part.normals[first] = part.normals[last] = part.normals[first] + part.normals[last];
    if (glm::distance(part.positions[first], part.positions[index(cells_u / 3, j)]) < 1e-6f) {
      vec3 sum(0);
      for (int i = 0; i <= cells_u; ++i) sum += part.normals[index(i, j)];
      for (int i = 0; i <= cells_u; ++i) part.normals[index(i, j)] = sum;
    }
  }
  for (vec3& n : part.normals) n = unit_or_up(n);
  return part;
}

vec2 curve_through(const std::vector<vec2>& points, float t) { return catmull_rom(points, t); }
vec3 curve_through(const std::vector<vec3>& points, float t) { return catmull_rom(points, t); }

vec2 profile_through(const std::vector<vec2>& points, float t) {
  auto last = static_cast<int>(points.size()) - 1;
  float at = glm::clamp(t, 0.0f, 1.0f) * static_cast<float>(last);
  int i = std::min(static_cast<int>(at), last - 1);
  float s = at - static_cast<float>(i);
  auto get = [&](int k) { return points[static_cast<std::size_t>(glm::clamp(k, 0, last))]; };
  auto slope = [&](int k) {  // no longer than the shorter of its two chords
    vec2 m = (get(k + 1) - get(k - 1)) * 0.5f;
    float length = glm::length(m), most = std::min(glm::distance(get(k), get(k - 1)), glm::distance(get(k + 1), get(k)));
    return k == 0 || k == last || length < 1e-9f ? m : m * std::min(1.0f, most / length);
  };
  vec2 a = get(i), b = get(i + 1), da = slope(i), db = slope(i + 1);
  float s2 = s * s, s3 = s2 * s;
  return a * (2 * s3 - 3 * s2 + 1) + da * (s3 - 2 * s2 + s) + b * (-2 * s3 + 3 * s2) + db * (s3 - s2);
}

SolidPart tube(int cells_around, int cells_along, const std::vector<vec3>& curve, const std::function<float(float)>& radius) {
  // The first and the last row of cells are the flat ends; the rows between run along the curve, each with a frame that
  // turns as little as it can from the one before.
  auto along_at = [cells_along](int j) {
    return glm::clamp(static_cast<float>(j - 1) / static_cast<float>(cells_along - 2), 0.0f, 1.0f);
  };
  auto direction_at = [&](float t) { return unit_or_up(curve_through(curve, t + 0.002f) - curve_through(curve, t - 0.002f)); };
  std::vector<vec3> sides;
  for (int j = 0; j <= cells_along; ++j) {
    vec3 direction = direction_at(along_at(j));
    vec3 side = j > 0 ? sides.back() : glm::cross(direction, std::abs(direction.y) < 0.9f ? vec3(0, 1, 0) : vec3(1, 0, 0));
    sides.push_back(unit_or_up(side - direction * glm::dot(side, direction)));
  }
  return formula_surface(cells_around, cells_along, [&](float u, float v) {
    auto j = static_cast<int>(std::lround(v * static_cast<float>(cells_along)));
    float t = along_at(j), r = j == 0 || j == cells_along ? 0 : radius(t), angle = 2 * pi * u;
    vec3 direction = direction_at(t), a = sides[static_cast<std::size_t>(j)], b = glm::cross(direction, a);
    return curve_through(curve, t) + (a * std::cos(angle) + b * std::sin(angle)) * r;
  });
}

SolidPart distance_surface(const Box& box, float cell, float uv_per_metre, const std::function<float(vec3)>& distance) {
  vec3 size = box.size();
  ivec2 nxy(static_cast<int>(std::ceil(size.x / cell)) + 1, static_cast<int>(std::ceil(size.y / cell)) + 1);
  int nx = nxy.x, ny = nxy.y, nz = static_cast<int>(std::ceil(size.z / cell)) + 1;
  auto corner = [&](int i, int j, int k) {
    return box.low + vec3(static_cast<float>(i), static_cast<float>(j), static_cast<float>(k)) * cell;
  };
  auto slot = [&](int i, int j, int k) {
    return (static_cast<std::size_t>(k) * static_cast<std::size_t>(ny) + static_cast<std::size_t>(j)) * static_cast<std::size_t>(nx) +
           static_cast<std::size_t>(i);
  };
  std::vector<float> values(slot(0, 0, nz));
  // Far from the surface a coarse look is enough: a block whose middle is farther than its radius holds no surface.
  constexpr int block = 8;
  for (int k0 = 0; k0 < nz; k0 += block)
    for (int j0 = 0; j0 < ny; j0 += block)
      for (int i0 = 0; i0 < nx; i0 += block) {
        float middle = distance(corner(i0, j0, k0) + vec3(0.5f * block * cell));
        bool far = std::abs(middle) > static_cast<float>(block) * cell * 2.0f;
        for (int k = k0; k < std::min(k0 + block, nz); ++k)
          for (int j = j0; j < std::min(j0 + block, ny); ++j)
            for (int i = i0; i < std::min(i0 + block, nx); ++i) values[slot(i, j, k)] = far ? middle : distance(corner(i, j, k));
      }

  // One point in each cell the surface passes, at the mean of its crossings.
  std::vector<vec3> points;
  std::vector<std::uint32_t> point_of(values.size(), ~0u);
  for (int k = 0; k + 1 < nz; ++k)
    for (int j = 0; j + 1 < ny; ++j)
      for (int i = 0; i + 1 < nx; ++i) {
        vec3 sum(0);
        int crossings = 0;
        for (int axis = 0; axis < 3; ++axis)
          for (int e = 0; e < 4; ++e) {
            std::array<int, 3> a = {0, 0, 0};
            a[static_cast<std::size_t>((axis + 1) % 3)] = e & 1;
            a[static_cast<std::size_t>((axis + 2) % 3)] = e >> 1;
            std::array<int, 3> b = a;
            b[static_cast<std::size_t>(axis)] = 1;
            float va = values[slot(i + a[0], j + a[1], k + a[2])], vb = values[slot(i + b[0], j + b[1], k + b[2])];
            if ((va < 0) == (vb < 0)) continue;
            sum += mixed(corner(i + a[0], j + a[1], k + a[2]), corner(i + b[0], j + b[1], k + b[2]), va / (va - vb));
            ++crossings;
          }
        if (crossings == 0) continue;
        point_of[slot(i, j, k)] = static_cast<std::uint32_t>(points.size());
        points.push_back(sum / static_cast<float>(crossings));
      }

  std::vector<vec3> normals;
  float step = cell * 0.5f;
  for (vec3 p : points)
    normals.push_back(unit_or_up(vec3(distance(p + vec3(step, 0, 0)) - distance(p - vec3(step, 0, 0)),
                                      distance(p + vec3(0, step, 0)) - distance(p - vec3(0, step, 0)),
                                      distance(p + vec3(0, 0, step)) - distance(p - vec3(0, 0, step)))));

  // A quad for each grid edge that crosses; its corners are split by the axis their texture is projected along.
  SolidPart part;
  std::unordered_map<std::uint64_t, std::uint32_t> made;
  auto vertex = [&](std::uint32_t point, int axis) {
    auto [it, fresh] = made.try_emplace(static_cast<std::uint64_t>(point) * 3 + static_cast<std::uint64_t>(axis),
                                        static_cast<std::uint32_t>(part.positions.size()));
    if (fresh) {
      vec3 p = points[point];
      part.positions.push_back(p);
      part.normals.push_back(normals[point]);
      part.uvs.push_back((axis == 0 ? vec2(p.z, -p.y) : axis == 1 ? vec2(p.x, p.z) : vec2(p.x, -p.y)) * uv_per_metre);
    }
    return it->second;
  };
  for (int k = 1; k + 1 < nz; ++k)
    for (int j = 1; j + 1 < ny; ++j)
      for (int i = 1; i + 1 < nx; ++i)
        for (int axis = 0; axis < 3; ++axis) {
          std::array<int, 3> d = {0, 0, 0};
          d[static_cast<std::size_t>(axis)] = 1;
          float va = values[slot(i, j, k)], vb = values[slot(i + d[0], j + d[1], k + d[2])];
          if ((va < 0) == (vb < 0)) continue;
          std::array<int, 3> e1 = {0, 0, 0}, e2 = {0, 0, 0};
          e1[static_cast<std::size_t>((axis + 1) % 3)] = 1;
          e2[static_cast<std::size_t>((axis + 2) % 3)] = 1;
          std::array<std::uint32_t, 4> q = {point_of[slot(i - e1[0] - e2[0], j - e1[1] - e2[1], k - e1[2] - e2[2])],
                                            point_of[slot(i - e2[0], j - e2[1], k - e2[2])], point_of[slot(i, j, k)],
                                            point_of[slot(i - e1[0], j - e1[1], k - e1[2])]};
          if (vb < 0) std::swap(q[1], q[3]);
          vec3 face = glm::abs(normals[q[0]] + normals[q[2]]);
          int main = face.x >= face.y && face.x >= face.z ? 0 : face.y >= face.z ? 1 : 2;
          for (std::array<std::size_t, 3> t : {std::array<std::size_t, 3>{0, 1, 2}, std::array<std::size_t, 3>{0, 2, 3}})
            for (std::size_t c : t) part.indices.push_back(vertex(q[c], main));
        }
  return part;
}

float smooth_min(float a, float b, float radius) {
  float h = glm::max(radius - std::abs(a - b), 0.0f) / radius;
  return glm::min(a, b) - h * h * radius * 0.25f;
}

float capsule_distance(vec3 p, vec3 a, vec3 b, float radius_a, float radius_b) {
  vec3 ab = b - a;
  float t = glm::clamp(glm::dot(p - a, ab) / glm::dot(ab, ab), 0.0f, 1.0f);
  return glm::distance(p, a + ab * t) - mixed(radius_a, radius_b, t);
}

float ellipsoid_distance(vec3 p, vec3 radii) {
  float k0 = glm::length(p / radii), k1 = glm::length(p / (radii * radii));
  return k1 > 1e-9f ? k0 * (k0 - 1) / k1 : -glm::min(radii.x, glm::min(radii.y, radii.z));
}

float box_distance(vec3 p, vec3 half_size, float rounding) {
  vec3 q = glm::abs(p) - half_size + rounding;
  return glm::length(glm::max(q, vec3(0))) + glm::min(glm::max(q.x, glm::max(q.y, q.z)), 0.0f) - rounding;
}

void set_on_floor(Solid& solid) {
  float low = solid.bounds().low.y;
  for (SolidPart& part : solid.parts)
    for (vec3& p : part.positions) p.y -= low;
}

void transform(SolidPart& part, const mat4& matrix) {
  for (vec3& p : part.positions) p = vec3(matrix * vec4(p, 1));
  for (vec3& n : part.normals) n = unit_or_up(mat3(matrix) * n);
}

}  // namespace enf
