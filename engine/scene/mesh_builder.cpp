#include "engine/scene/mesh_builder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "engine/base/hash.h"
#include "engine/geometry/polygon.h"

namespace enf {

static vec3 orthogonal_tangent(vec3 normal, vec3 wish) {
  vec3 t = wish - normal * glm::dot(normal, wish);
  if (glm::dot(t, t) < 1e-8f) {
    vec3 other = std::abs(normal.x) < 0.7f ? vec3(1, 0, 0) : vec3(0, 0, 1);
    t = other - normal * glm::dot(normal, other);
  }
  return glm::normalize(t);
}

// u along the tangent, v against cross(normal, tangent): image rows run downwards.
static vec2 planar_uv(vec3 p, vec3 normal, vec3 tangent) {
  return {glm::dot(p, tangent), -glm::dot(p, glm::cross(normal, tangent))};
}

static std::uint8_t byte_from_unit(float v) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0f, 1.0f) * 255.0f));
}

std::uint32_t MeshBuilder::vertex(vec3 position, vec3 normal, vec3 tangent, vec2 uv, float open) {
  WideVertex v{};
  for (int i = 0; i < 3; ++i) v.position[i] = position[i];
  vec2 oct = octahedral_from_unit(normal);
  v.normal[0] = static_cast<std::int16_t>(std::lround(oct.x * 32767.0f));
  v.normal[1] = static_cast<std::int16_t>(std::lround(oct.y * 32767.0f));
  for (int i = 0; i < 3; ++i) v.tangent[i] = static_cast<std::int8_t>(std::lround(tangent[i] * 127.0f));
  v.tangent[3] = 127;
  v.uv[0] = uv.x, v.uv[1] = uv.y;
  v.colour[0] = v.colour[1] = v.colour[2] = 255;
  v.colour[3] = byte_from_unit(open);
  vertices_.push_back(v);
  normals_.push_back(normal);
  bounds_.add(position);
  return static_cast<std::uint32_t>(vertices_.size() - 1);
}

void MeshBuilder::triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  auto at = [&](std::uint32_t i) {
    return vec3(vertices_[i].position[0], vertices_[i].position[1], vertices_[i].position[2]);
  };
  vec3 n = glm::cross(at(b) - at(a), at(c) - at(a));
  if (glm::dot(n, n) < 1e-16f) return;
  indices_.insert(indices_.end(), {a, b, c});
}

void MeshBuilder::polygon(std::span<const vec3> corners, vec3 tangent) {
  vec3 normal(0);
  for (std::size_t i = 1; i + 1 < corners.size(); ++i)
    normal += glm::cross(corners[i] - corners[0], corners[i + 1] - corners[0]);
  if (glm::dot(normal, normal) < 1e-16f) return;
  normal = glm::normalize(normal);
  vec3 t = orthogonal_tangent(normal, tangent);
  std::uint32_t first = static_cast<std::uint32_t>(vertices_.size());
  for (vec3 p : corners) vertex(p, normal, t, planar_uv(p, normal, t), 1);
  for (std::uint32_t i = 1; i + 1 < corners.size(); ++i) triangle(first, first + i, first + i + 1);
}

void MeshBuilder::quad(vec3 a, vec3 b, vec3 c, vec3 d, vec3 tangent) {
  std::array<vec3, 4> corners{a, b, c, d};
  polygon(corners, tangent);
}

void MeshBuilder::patch(int cells_u, int cells_v, const std::function<vec3(float, float)>& point) {
  auto at = [&](int i, int j) {
    return point(static_cast<float>(i) / static_cast<float>(cells_u),
                 static_cast<float>(j) / static_cast<float>(cells_v));
  };
  std::uint32_t first = static_cast<std::uint32_t>(vertices_.size());
  constexpr float step = 1e-3f;
  for (int j = 0; j <= cells_v; ++j) {
    float along = 0;
    for (int i = 0; i <= cells_u; ++i) {
      float u = static_cast<float>(i) / static_cast<float>(cells_u),
            v = static_cast<float>(j) / static_cast<float>(cells_v);
      // Slopes a little inside the patch, or beside it where it has shrunk to a point or a line.
      vec3 du(0), normal(0);
      for (float aside : {0.0f, 0.02f, 0.1f}) {
        float cu = std::clamp(u < 0.5f ? u + aside : u - aside, step, 1 - step),
              cv = std::clamp(v, 2 * step, 1 - 2 * step);
        du = point(cu + step, cv) - point(cu - step, cv);
        normal = glm::cross(du, point(cu, cv + step) - point(cu, cv - step));
        if (glm::length(normal) > 2e-8f) break;
      }
      normal = glm::normalize(normal);
      vec3 p = at(i, j);
      if (i > 0) along += glm::distance(p, at(i - 1, j));
      float up = glm::distance(at(i, 0), at(i, cells_v)) * (1 - v);
      vertex(p, normal, glm::normalize(du), {along, up}, 1);
    }
  }
  auto index = [&](int i, int j) { return first + static_cast<std::uint32_t>(j * (cells_u + 1) + i); };
  auto add = [&](int i0, int j0, int i1, int j1, int i2, int j2) {
    vec3 a = at(i0, j0), area = glm::cross(at(i1, j1) - a, at(i2, j2) - a);
    if (glm::length(area) > 1e-7f) triangle(index(i0, j0), index(i1, j1), index(i2, j2));
  };
  for (int j = 0; j < cells_v; ++j)
    for (int i = 0; i < cells_u; ++i) {
      add(i, j, i + 1, j, i + 1, j + 1);
      add(i, j, i + 1, j + 1, i, j + 1);
    }
}

void MeshBuilder::picture_quad(vec3 upper_left, vec3 right, vec3 down) {
  vec3 normal = glm::normalize(glm::cross(down, right));
  vec3 t = glm::normalize(right);
  std::uint32_t a = vertex(upper_left, normal, t, {0, 0}, 1);
  std::uint32_t b = vertex(upper_left + down, normal, t, {0, 1}, 1);
  std::uint32_t c = vertex(upper_left + down + right, normal, t, {1, 1}, 1);
  std::uint32_t d = vertex(upper_left + right, normal, t, {1, 0}, 1);
  triangle(a, b, c);
  triangle(a, c, d);
}

void MeshBuilder::box(const BoxShape& s) {
  vec3 z(std::sin(s.heading), 0, std::cos(s.heading)), x(z.z, 0, -z.x), y(0, 1, 0);
  float hx = s.size.x / 2, hz = s.size.z / 2, top = s.size.y - s.bevel;
  auto at = [&](float px, float py, float pz) { return s.base + x * px + y * py + z * pz; };
  std::vector<float> levels{0};
  for (float level : s.levels)
    if (level > levels.back() + 1e-3f && level < top - 1e-3f) levels.push_back(level);
  levels.push_back(top);
  // Corners counter-clockwise from above, so that consecutive ones bound a side.
  std::array<vec2, 4> ring{vec2(-hx, hz), vec2(hx, hz), vec2(hx, -hz), vec2(-hx, -hz)};
  for (int i = 0; i < 4; ++i) {
    vec2 a = ring[i], b = ring[(i + 1) % 4];
    vec3 along = at(b.x, 0, b.y) - at(a.x, 0, a.y);
    for (std::size_t k = 0; k + 1 < levels.size(); ++k)
      quad(at(a.x, levels[k], a.y), at(b.x, levels[k], b.y), at(b.x, levels[k + 1], b.y), at(a.x, levels[k + 1], a.y),
           along);
    if (s.bevel > 0) {
      vec2 ia = a - glm::sign(a) * s.bevel, ib = b - glm::sign(b) * s.bevel;
      quad(at(a.x, top, a.y), at(b.x, top, b.y), at(ib.x, s.size.y, ib.y), at(ia.x, s.size.y, ia.y), along);
    }
  }
  float ix = hx - s.bevel, iz = hz - s.bevel;
  quad(at(-ix, s.size.y, iz), at(ix, s.size.y, iz), at(ix, s.size.y, -iz), at(-ix, s.size.y, -iz), x);
  quad(at(-hx, 0, -hz), at(hx, 0, -hz), at(hx, 0, hz), at(-hx, 0, hz), x);
}

void MeshBuilder::tube(vec3 from, vec3 to, float radius_from, float radius_to, int sides) {
  vec3 axis = glm::normalize(to - from);
  vec3 x = orthogonal_tangent(axis, std::abs(axis.y) < 0.9f ? vec3(0, 1, 0) : vec3(1, 0, 0));
  vec3 y = glm::cross(axis, x);
  float length = glm::length(to - from), slope = (radius_from - radius_to) / length;
  std::uint32_t first = static_cast<std::uint32_t>(vertices_.size());
  for (int i = 0; i <= sides; ++i) {
    float angle = 2 * pi * static_cast<float>(i) / static_cast<float>(sides);
    vec3 out = x * std::cos(angle) + y * std::sin(angle);
    vec3 normal = glm::normalize(out + axis * slope);
    float u = angle * std::max(radius_from, radius_to);
    vec3 tangent = glm::normalize(glm::cross(axis, out));
    vertex(from + out * radius_from, normal, tangent, {u, length}, 1);
    vertex(to + out * radius_to, normal, tangent, {u, 0}, 1);
  }
  for (int i = 0; i < sides; ++i) {
    std::uint32_t a = first + 2 * static_cast<std::uint32_t>(i);
    triangle(a, a + 2, a + 3);
    triangle(a, a + 3, a + 1);
  }
}

void MeshBuilder::disc(vec3 centre, vec3 normal, float radius, int sides) {
  vec3 x = orthogonal_tangent(normal, vec3(1, 0, 0)), y = glm::cross(normal, x);
  std::vector<vec3> ring;
  for (int i = 0; i < sides; ++i) {
    float angle = 2 * pi * static_cast<float>(i) / static_cast<float>(sides);
    ring.push_back(centre + (x * std::cos(angle) + y * std::sin(angle)) * radius);
  }
  polygon(ring, x);
}

void MeshBuilder::sweep(std::span<const SweepPoint> line, vec3 axis, std::span<const SectionPoint> section, Line kind,
                        Caps caps) {
  if (line.size() < 2 || section.size() < 2) return;
  std::size_t spans = kind == Line::closed ? line.size() : line.size() - 1;
  // Section edges' normals in (out, up); neighbours closer than 40 degrees share theirs and look round.
  std::size_t edges = section.size() - 1;
  std::vector<vec2> edge_normal(edges);
  for (std::size_t k = 0; k < edges; ++k) {
    vec2 d(section[k + 1].out - section[k].out, section[k + 1].up - section[k].up);
    float length = glm::length(d);
    edge_normal[k] = length > 0 ? vec2(d.y, -d.x) / length : vec2(1, 0);
  }
  auto corner_normal = [&](std::size_t edge, std::size_t other) {
    if (other >= edges || glm::dot(edge_normal[edge], edge_normal[other]) < 0.766f) return edge_normal[edge];
    return glm::normalize(edge_normal[edge] + edge_normal[other]);
  };
  float travelled = 0;
  for (std::size_t s = 0; s < spans; ++s) {
    const SweepPoint& a = line[s];
    const SweepPoint& b = line[(s + 1) % line.size()];
    vec3 along = b.position - a.position;
    float length = glm::length(along);
    if (length < 1e-6f) continue;
    vec3 direction = along / length;
    // The plain outward direction of this span: the mitre vector without its part along the span.
    vec3 out = glm::normalize(a.out - direction * glm::dot(a.out, direction));
    bool flip = glm::dot(glm::cross(direction, axis), out) < 0;
    float across = 0;
    for (std::size_t k = 0; k < edges; ++k) {
      vec2 n0 = corner_normal(k, k - 1), n1 = corner_normal(k, k + 1);
      float width = glm::length(vec2(section[k + 1].out - section[k].out, section[k + 1].up - section[k].up));
      auto put = [&](const SweepPoint& at, const SectionPoint& p, vec2 n, float v) {
        vec3 position = at.position + at.out * p.out + axis * p.up;
        float u = travelled + glm::dot(position - a.position, direction);
        return vertex(position, glm::normalize(out * n.x + axis * n.y), flip ? -direction : direction,
                      {flip ? -u : u, -v}, p.open);
      };
      std::uint32_t v0 = put(a, section[k], n0, across), v1 = put(b, section[k], n0, across);
      std::uint32_t v2 = put(b, section[k + 1], n1, across + width), v3 = put(a, section[k + 1], n1, across + width);
      if (flip) {
        triangle(v0, v2, v1), triangle(v0, v3, v2);
      } else {
        triangle(v0, v1, v2), triangle(v0, v2, v3);
      }
      across += width;
    }
    travelled += length;
  }
  if (kind == Line::open && caps == Caps::both) {
    // The section's outline, closed along its base line.
    std::vector<dvec2> outline;
    for (const SectionPoint& p : section) outline.push_back(dvec2(p.out, p.up));
    for (float up : {section.back().up, section.front().up})
      if (glm::length(outline.back() - dvec2(0, up)) > 1e-6 && glm::length(outline.front() - dvec2(0, up)) > 1e-6)
        outline.push_back(dvec2(0, up));
    auto triangles = triangulate(outline);
    auto cap = [&](const SweepPoint& at, vec3 facing) {
      auto place = [&](std::uint32_t i) {
        return at.position + at.out * static_cast<float>(outline[i].x) + axis * static_cast<float>(outline[i].y);
      };
      for (const auto& t : triangles) {
        std::array<vec3, 3> corners{place(t[0]), place(t[1]), place(t[2])};
        if (glm::dot(glm::cross(corners[1] - corners[0], corners[2] - corners[0]), facing) < 0)
          std::swap(corners[1], corners[2]);
        polygon(corners, axis);
      }
    };
    cap(line.front(), line.front().position - line[1].position);
    cap(line.back(), line.back().position - line[line.size() - 2].position);
  }
}

void MeshBuilder::shade(const std::function<float(vec3, vec3)>& openness, std::size_t first_vertex) {
  for (std::size_t i = first_vertex; i < vertices_.size(); ++i) {
    WideVertex& v = vertices_[i];
    float was = static_cast<float>(v.colour[3]) / 255.0f;
    v.colour[3] = byte_from_unit(was * openness(vec3(v.position[0], v.position[1], v.position[2]), normals_[i]));
  }
}

// Faces that meet smoothly share their corners. The first of equal vertices stays where it is in the order.
static void join_equal_vertices(std::vector<WideVertex>& vertices, std::vector<std::uint32_t>& indices) {
  constexpr std::uint32_t free = ~0u;
  std::vector<std::uint32_t> table(std::bit_ceil(vertices.size() * 2 + 1), free), moved(vertices.size());
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    auto bytes = std::as_bytes(std::span(&vertices[i], 1));
    std::size_t at = quick_hash(bytes) & (table.size() - 1);
    while (table[at] != free && std::memcmp(&vertices[table[at]], bytes.data(), bytes.size()) != 0)
      at = (at + 1) & (table.size() - 1);
    if (table[at] == free) table[at] = kept, vertices[kept++] = vertices[i];
    moved[i] = table[at];
  }
  vertices.resize(kept);
  for (std::uint32_t& index : indices) index = moved[index];
}

std::shared_ptr<const MeshData> MeshBuilder::finish() {
  auto mesh = std::make_shared<MeshData>();
  join_equal_vertices(vertices_, indices_);
  vertices_.shrink_to_fit(), indices_.shrink_to_fit();  // a museum keeps thousands
  mesh->vertices = std::move(vertices_);
  mesh->indices = std::move(indices_);
  mesh->bounds = bounds_;
  *this = MeshBuilder{};
  return mesh;
}

}  // namespace enf
