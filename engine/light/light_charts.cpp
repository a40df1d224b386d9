#include "engine/light/light_charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#define STB_RECT_PACK_IMPLEMENTATION
#define STBRP_STATIC
#include <stb/stb_rect_pack.h>

namespace enf {
namespace {

constexpr float same_plane_m = 2e-3f;
constexpr float same_direction = 0.9998f;  // cosine of 1.1 degrees
constexpr float touching_m = 0.05f;
// What stands out of a plane by less, or lies behind it by less, may belong to its chart.
constexpr float stands_out_m = 0.4f, lies_behind_m = 0.08f;
// What stands out must lean on the plane by and large: its mean distance at most. And surfaces in one chart may lie so
// far one behind the other, or the light of one would show at the other's edge.
constexpr float leans_on_m = 0.15f, one_behind_other_m = 0.1f;
constexpr float least_host_m2 = 1;
constexpr float by_and_large = 0.94f;  // cosine of 20 degrees
// A face may look aside but not away.
constexpr float aside = -0.02f;
// Of a piece with a chart of its own edges and steps may: they take their neighbours' light. The share of its area that
// looks away at most, and the share that is its picture at least.
constexpr float most_away = 0.2f, least_seen = 0.3f;
constexpr float edge_m = 4e-3f;
constexpr std::uint32_t gap_texels = 8;  // so that blocks of directions do not overlap either
constexpr std::uint32_t largest_map = 4096;

// What matters of a piece.
struct Shape {
  vec3 normal{0};  // mean, by area; 0: nothing
  float area_m2 = 0;
  float least_aside = 1;  // the smallest cosine between a face and the mean
  float from_plane_m = 0;
  Plane plane{vec3(0), 0};
  vec3 middle{0};
  Box bounds;
  bool is_flat() const { return least_aside > same_direction && from_plane_m < same_plane_m; }
};

template <class Visit>
void each_face(const TracedMesh& mesh, Visit&& visit) {
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
    std::array<vec3, 3> p;
    for (std::size_t k = 0; k < 3; ++k) p[k] = mesh.positions[mesh.indices[i + k]];
    vec3 cross = glm::cross(p[1] - p[0], p[2] - p[0]);
    float twice = glm::length(cross);
    if (twice > 1e-9f && std::isfinite(twice)) visit(i, p, cross / twice, twice / 2);
  }
}

// The smallest cosine between a face of some size and the direction.
float least_cosine(const TracedMesh& mesh, vec3 direction) {
  float least = 1;
  each_face(mesh, [&](std::size_t, const std::array<vec3, 3>&, vec3 normal, float) {
    least = std::min(least, glm::dot(normal, direction));
  });
  return least;
}

Shape shape_of(const TracedMesh& mesh) {
  Shape shape;
  vec3 sum(0), centre(0);
  each_face(mesh, [&](std::size_t, const std::array<vec3, 3>& p, vec3 normal, float area) {
    sum += normal * area, shape.area_m2 += area, centre += (p[0] + p[1] + p[2]) * (area / 3);
    for (vec3 corner : p) shape.bounds.add(corner);
  });
  if (!(shape.area_m2 > 0) || !(glm::length(sum) > 1e-6f)) return {};
  shape.normal = glm::normalize(sum);
  shape.least_aside = least_cosine(mesh, shape.normal);
  shape.middle = centre / shape.area_m2;
  shape.plane = {shape.normal, -glm::dot(shape.normal, shape.middle)};
  each_face(mesh, [&](std::size_t, const std::array<vec3, 3>& p, vec3, float) {
    for (vec3 corner : p) shape.from_plane_m = std::max(shape.from_plane_m, std::abs(shape.plane.height(corner)));
  });
  return shape;
}

bool touch(const Box& a, const Box& b, float within_m) {
  return glm::all(glm::lessThanEqual(a.low, b.high + within_m)) &&
         glm::all(glm::lessThanEqual(b.low, a.high + within_m));
}

// Pieces that will share a chart.
struct Group {
  vec3 normal{0};
  Plane plane{vec3(0), 0};
  std::uint32_t owner = 0;
  float area_m2 = 0;
  vec3 middle{0};
  Box bounds;
  std::vector<std::uint32_t> pieces;
  void add(std::uint32_t piece, const Shape& shape) {
    pieces.push_back(piece);
    grow(shape.middle, shape.area_m2, shape.bounds);
  }
  void grow(vec3 other_middle, float other_area_m2, const Box& other_bounds) {
    middle += (other_middle - middle) * (other_area_m2 / (area_m2 + other_area_m2));
    area_m2 += other_area_m2, bounds.add(other_bounds);
  }
};

// Joins groups of one owner that `alike` says belong together and that touch, until there are no more such.
template <class Alike>
void join_touching(std::vector<Group>& groups, Alike&& alike) {
  for (bool has_joined = true; has_joined;) {
    has_joined = false;
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (std::size_t k = groups.size() - 1; k > i; --k) {
        Group &a = groups[i], &b = groups[k];
        if (a.owner != b.owner || !alike(a, b) || !touch(a.bounds, b.bounds, touching_m)) continue;
        a.grow(b.middle, b.area_m2, b.bounds);
        a.pieces.insert(a.pieces.end(), b.pieces.begin(), b.pieces.end());
        groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(k));
        has_joined = true;
      }
  }
}

// One of the six axes if that is where it looks by and large.
vec3 viewed_along(vec3 n) {
  vec3 a = glm::abs(n);
  int axis = a.x >= a.y && a.x >= a.z ? 0 : a.y >= a.z ? 1 : 2;
  if (a[axis] < by_and_large) return n;
  vec3 result(0);
  result[axis] = std::copysign(1.0f, n[axis]);
  return result;
}

// Whether a piece can be seen as a picture along a direction: most of it looks there, and not merely aside.
bool shows_itself(const TracedMesh& mesh, vec3 direction) {
  float away = 0, seen = 0, all = 0;
  each_face(mesh, [&](std::size_t, const std::array<vec3, 3>&, vec3 normal, float area) {
    float cosine = glm::dot(normal, direction);
    all += area, seen += std::max(cosine, 0.0f) * area;
    if (cosine < aside) away += area;
  });
  return away <= most_away * all && seen >= least_seen * all;
}

LightChart chart_of(const Group& group, std::span<const ChartPiece> pieces, float texel_m) {
  LightChart chart{.normal = group.normal, .texel_m = texel_m};
  vec3 up = std::abs(chart.normal.y) > 0.9f ? vec3(0, 0, -1) : vec3(0, 1, 0);
  chart.right = glm::normalize(glm::cross(up, chart.normal));
  chart.up = glm::cross(chart.normal, chart.right);
  vec2 low(std::numeric_limits<float>::max()), high(std::numeric_limits<float>::lowest());
  float out = 0, count = 0;
  for (std::uint32_t piece : group.pieces)
    each_face(*pieces[piece].mesh, [&](std::size_t, const std::array<vec3, 3>& p, vec3, float) {
      for (vec3 corner : p) {
        vec2 at(glm::dot(corner, chart.right), glm::dot(corner, chart.up));
        low = glm::min(low, at), high = glm::max(high, at);
        out += glm::dot(corner, chart.normal), ++count;
      }
    });
  vec2 texels = glm::max(glm::ceil((high - low) / texel_m - 1e-3f), vec2(1));
  chart.width = static_cast<std::uint32_t>(texels.x), chart.height = static_cast<std::uint32_t>(texels.y);
  vec2 spare = (texels * texel_m - (high - low)) / 2.0f;  // the same on both sides
  chart.origin = chart.right * (low.x - spare.x) + chart.up * (high.y + spare.y) + chart.normal * (out / count);
  return chart;
}

// Places the charts; false if they don't fit.
bool pack(LightCharts& layout) {
  std::vector<stbrp_rect> rects;
  double texels = 0;
  std::uint32_t widest = 1;
  for (const LightChart& c : layout.charts) {
    stbrp_rect rect{};
    rect.w = static_cast<stbrp_coord>(c.width + gap_texels), rect.h = static_cast<stbrp_coord>(c.height + gap_texels);
    rects.push_back(rect);
    texels += double{rect.w * 1.0} * rect.h, widest = std::max(widest, c.width + gap_texels);
  }
  auto side = static_cast<std::uint32_t>(std::ceil(std::sqrt(texels * 1.05)));
  std::uint32_t width = std::max(widest, side) + gap_texels;
  for (; width <= largest_map; width += 1 + width / 8) {
    std::vector<stbrp_node> nodes(width);
    stbrp_context context;
    stbrp_init_target(&context, static_cast<int>(width - gap_texels), static_cast<int>(largest_map - gap_texels),
                      nodes.data(), static_cast<int>(width));
    if (!stbrp_pack_rects(&context, rects.data(), static_cast<int>(rects.size()))) continue;
    layout.width = width, layout.height = 1;
    for (std::size_t i = 0; i < rects.size(); ++i) {
      LightChart& c = layout.charts[i];
      c.x = static_cast<std::uint32_t>(rects[i].x) + gap_texels,
      c.y = static_cast<std::uint32_t>(rects[i].y) + gap_texels;
      layout.height = std::max(layout.height, c.y + c.height + gap_texels);
    }
    return true;
  }
  return false;
}

}  // namespace

LightCharts lay_out_charts(std::span<const ChartPiece> pieces, float texel_m, float least_m2) {
  std::vector<Shape> shapes;
  for (const ChartPiece& piece : pieces) shapes.push_back(shape_of(*piece.mesh));
  auto count = static_cast<std::uint32_t>(pieces.size());
  auto group_of = [&](std::uint32_t i, vec3 normal) {
    Group g{.normal = normal, .plane = shapes[i].plane, .owner = pieces[i].owner};
    g.add(i, shapes[i]);
    return g;
  };

  std::vector<Group> flat, rest;
  for (std::uint32_t i = 0; i < count; ++i)
    if (shapes[i].normal != vec3(0) && shapes[i].is_flat()) flat.push_back(group_of(i, shapes[i].normal));
  join_touching(flat, [](const Group& a, const Group& b) {
    return glm::dot(a.normal, b.normal) > same_direction && std::abs(a.plane.offset - b.plane.offset) < same_plane_m;
  });

  for (std::uint32_t i = 0; i < count; ++i) {
    const Shape& shape = shapes[i];
    if (shape.normal == vec3(0) || shape.is_flat()) continue;
    // The nearest plane it leans on.
    Group* host = nullptr;
    float nearest = std::numeric_limits<float>::max();
    for (Group& g : flat) {
      if (g.owner != pieces[i].owner || g.area_m2 < least_host_m2 || !touch(g.bounds, shape.bounds, stands_out_m))
        continue;
      float low = std::numeric_limits<float>::max(), high = std::numeric_limits<float>::lowest();
      for (vec3 p : pieces[i].mesh->positions)
        low = std::min(low, g.plane.height(p)), high = std::max(high, g.plane.height(p));
      if (low < -lies_behind_m || high > stands_out_m || high >= nearest) continue;
      if (g.plane.height(shape.middle) > leans_on_m) continue;
      if (least_cosine(*pieces[i].mesh, g.normal) < aside || !shows_itself(*pieces[i].mesh, g.normal)) continue;
      host = &g, nearest = high;
    }
    if (host) {
      host->add(i, shape);
      continue;
    }
    vec3 direction = viewed_along(shape.normal);
    if (shows_itself(*pieces[i].mesh, direction)) rest.push_back(group_of(i, direction));
  }
  join_touching(rest, [](const Group& a, const Group& b) {
    return a.normal == b.normal && std::abs(glm::dot(a.middle - b.middle, a.normal)) < one_behind_other_m;
  });

  LightCharts layout{.of_piece = std::vector(pieces.size(), LightCharts::none)};
  for (const std::vector<Group>* groups : {&flat, &rest})
    for (const Group& g : *groups) {
      if (g.area_m2 < least_m2) continue;
      for (std::uint32_t piece : g.pieces) layout.of_piece[piece] = static_cast<std::uint32_t>(layout.charts.size());
      layout.charts.push_back(chart_of(g, pieces, texel_m));
    }
  // A room too large for so fine a map gets a coarser one.
  if (!layout.charts.empty() && !pack(layout)) return lay_out_charts(pieces, texel_m * 1.5f, least_m2);
  return layout;
}

namespace {

// The point of a triangle nearest to p, as weights of its corners.
vec3 nearest_in(const std::array<vec2, 3>& t, vec2 p) {
  auto cross = [](vec2 a, vec2 b) { return a.x * b.y - a.y * b.x; };
  float area = cross(t[1] - t[0], t[2] - t[0]);
  vec3 inside(cross(t[1] - p, t[2] - p), cross(t[2] - p, t[0] - p), cross(t[0] - p, t[1] - p));
  inside /= area;
  if (inside.x >= 0 && inside.y >= 0 && inside.z >= 0) return inside;
  vec3 best(1, 0, 0);
  float nearest = std::numeric_limits<float>::max();
  for (int k = 0; k < 3; ++k) {
    vec2 a = t[static_cast<std::size_t>(k)], b = t[static_cast<std::size_t>((k + 1) % 3)], way = b - a;
    float s = std::clamp(glm::dot(p - a, way) / std::max(glm::dot(way, way), 1e-12f), 0.0f, 1.0f);
    float away = glm::distance(p, a + way * s);
    if (away >= nearest) continue;
    nearest = away, best = vec3(0), best[k] = 1 - s, best[(k + 1) % 3] = s;
  }
  return best;
}

}  // namespace

std::vector<ChartPoint> chart_points(const LightCharts& layout, std::uint32_t index,
                                     std::span<const ChartPiece> pieces) {
  const LightChart& chart = layout.charts[index];
  std::vector<ChartPoint> points(std::size_t{chart.width} * chart.height);
  std::vector<float> away(points.size(), std::numeric_limits<float>::max());  // of the point from the texel's middle
  for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
    if (layout.of_piece[piece] != index) continue;
    const TracedMesh& mesh = *pieces[piece].mesh;
    each_face(mesh, [&](std::size_t first, const std::array<vec3, 3>& p, vec3 face, float) {
      if (glm::dot(face, chart.normal) < 1e-3f) return;  // seen from its edge
      std::array<vec2, 3> at;
      for (std::size_t k = 0; k < 3; ++k) at[k] = chart.place(p[k]) - vec2(chart.x, chart.y);
      vec2 low = glm::min(glm::min(at[0], at[1]), at[2]) - 1.0f, high = glm::max(glm::max(at[0], at[1]), at[2]);
      vec2 size(chart.width, chart.height);
      ivec2 from(glm::clamp(low, vec2(0), size)), to(glm::clamp(high, vec2(0), size - 1.0f));
      for (int y = from.y; y <= to.y; ++y)
        for (int x = from.x; x <= to.x; ++x) {
          vec2 middle(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
          vec3 w = nearest_in(at, middle);
          float off = glm::distance(middle, at[0] * w.x + at[1] * w.y + at[2] * w.z);
          if (off < 1e-3f) off = 0;
          if (off > 0.71f) continue;
          vec3 position = p[0] * w.x + p[1] * w.y + p[2] * w.z;
          if (off > 0) {  // on its edge, where something else may begin
            vec3 inwards = (p[0] + p[1] + p[2]) / 3.0f - position;
            position += inwards * std::min(edge_m / std::max(glm::length(inwards), 1e-6f), 0.5f);
          }
          float out = glm::dot(position - chart.origin, chart.normal);
          std::size_t i = static_cast<std::size_t>(y) * chart.width + static_cast<std::size_t>(x);
          ChartPoint& point = points[i];
          if (point.is_there && (off > away[i] || (off == away[i] && out <= point.out_m))) continue;
          vec3 normal = face;
          if (!mesh.normals.empty()) {
            vec3 smooth(0);
            for (int k = 0; k < 3; ++k)
              smooth += mesh.normals[mesh.indices[first + static_cast<std::size_t>(k)]] * w[k];
            if (glm::dot(smooth, face) > 0.3f) normal = glm::normalize(smooth);
          }
          point = {position, normal, out, true}, away[i] = off;
        }
    });
  }
  return points;
}

}  // namespace enf
