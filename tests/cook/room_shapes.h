// Floors of a museum as one bare mesh, built wall by wall, whose rooms the tests know.
#pragma once

#include <cmath>
#include <vector>

#include "engine/cook/room_analysis.h"

namespace enf {

struct WallHole {
  float from, to;               // along the wall
  float head = 2.4f, sill = 0;  // heights
};

class FloorMesh {
 public:
  float height = 3.5f;
  std::vector<ModelTriangle> triangles;

  void quad(vec3 a, vec3 b, vec3 c, vec3 d) { triangles.push_back({a, b, c}), triangles.push_back({a, c, d}); }
  void box(vec3 low, vec3 high) {
    vec3 l = low, h = high;
    quad({l.x, l.y, h.z}, {h.x, l.y, h.z}, {h.x, h.y, h.z}, {l.x, h.y, h.z});
    quad({h.x, l.y, l.z}, {l.x, l.y, l.z}, {l.x, h.y, l.z}, {h.x, h.y, l.z});
    quad({h.x, l.y, h.z}, {h.x, l.y, l.z}, {h.x, h.y, l.z}, {h.x, h.y, h.z});
    quad({l.x, l.y, l.z}, {l.x, l.y, h.z}, {l.x, h.y, h.z}, {l.x, h.y, l.z});
    quad({l.x, h.y, h.z}, {h.x, h.y, h.z}, {h.x, h.y, l.z}, {l.x, h.y, l.z});
    quad({l.x, l.y, l.z}, {h.x, l.y, l.z}, {h.x, l.y, h.z}, {l.x, l.y, h.z});
  }
  // A level quad: floor or ceiling.
  void level(float x0, float z0, float x1, float z1, float y) {
    quad({x0, y, z1}, {x1, y, z1}, {x1, y, z0}, {x0, y, z0});
  }
  // A wall along x (or z) whose near side lies at `z` and whose thickness grows towards +z (+x); thickness 0: one quad.
  void wall_x(float x0, float x1, float z, float thickness, std::vector<WallHole> holes = {}, float base = 0) {
    pieces(x0, x1, holes, [&](float from, float to, float low, float high) {
      if (thickness > 0)
        box({from, base + low, z}, {to, base + high, z + thickness});
      else
        quad({from, base + low, z}, {to, base + low, z}, {to, base + high, z}, {from, base + high, z});
    });
  }
  void wall_z(float z0, float z1, float x, float thickness, std::vector<WallHole> holes = {}, float base = 0) {
    pieces(z0, z1, holes, [&](float from, float to, float low, float high) {
      if (thickness > 0)
        box({x, base + low, from}, {x + thickness, base + high, to});
      else
        quad({x, base + low, from}, {x, base + low, to}, {x, base + high, to}, {x, base + high, from});
    });
  }
  // Four walls of `thickness` around a rectangle of clear floor.
  void shell(float x0, float z0, float x1, float z1, float thickness, float base = 0) {
    wall_x(x0 - thickness, x1 + thickness, z0 - thickness, thickness, {}, base),
        wall_x(x0 - thickness, x1 + thickness, z1, thickness, {}, base);
    wall_z(z0, z1, x0 - thickness, thickness, {}, base), wall_z(z0, z1, x1, thickness, {}, base);
  }
  void turn(float degrees) {
    float c = std::cos(radians_from_degrees(degrees)), s = std::sin(radians_from_degrees(degrees));
    for (ModelTriangle& t : triangles)
      for (vec3& p : t) p = vec3(p.x * c - p.z * s, p.y, p.x * s + p.z * c);
  }
  // Every other face shows its back, as careless exports do.
  void flip_some() {
    for (std::size_t i = 0; i < triangles.size(); i += 2) std::swap(triangles[i][1], triangles[i][2]);
  }

 private:
  template <class Piece>
  void pieces(float from, float to, const std::vector<WallHole>& holes, Piece&& piece) {
    for (const WallHole& hole : holes) {
      if (hole.from > from) piece(from, hole.from, 0.0f, height);
      if (hole.head < height) piece(hole.from, hole.to, hole.head, height);
      if (hole.sill > 0) piece(hole.from, hole.to, 0.0f, hole.sill);
      from = hole.to;
    }
    if (from < to) piece(from, to, 0.0f, height);
  }
};

// `count` rooms of 6 x 5 m in a row along x with walls of 0.3 m between; doorways 1.6 m wide, 2.4 m high, at z 1.7
// to 3.3.
inline FloorMesh enfilade_of(int count, float wall = 0.3f, float head = 2.4f, bool roofed = true) {
  FloorMesh m;
  float length = static_cast<float>(count) * 6 + static_cast<float>(count - 1) * wall;
  m.level(0, 0, length, 5, 0);
  if (roofed) m.level(0, 0, length, 5, m.height);
  m.shell(0, 0, length, 5, 0.3f);
  for (int i = 1; i < count; ++i)
    m.wall_z(0, 5, static_cast<float>(i) * 6 + static_cast<float>(i - 1) * wall, wall, {{1.7f, 3.3f, head}});
  return m;
}

}  // namespace enf
