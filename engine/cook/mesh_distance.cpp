#include "engine/cook/mesh_distance.h"

#include <algorithm>
#include <cmath>

#include "engine/base/random.h"

namespace enf {

vec3 nearest_point(vec3 p, vec3 a, vec3 b, vec3 c) {
  vec3 ab = b - a, ac = c - a, ap = p - a;
  float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
  if (d1 <= 0 && d2 <= 0) return a;
  vec3 bp = p - b;
  float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
  if (d3 >= 0 && d4 <= d3) return b;
  float vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return d1 > d3 ? a + ab * (d1 / (d1 - d3)) : a;
  vec3 cp = p - c;
  float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
  if (d6 >= 0 && d5 <= d6) return c;
  float vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return d2 > d6 ? a + ac * (d2 / (d2 - d6)) : a;
  float va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    float along = (d4 - d3) + (d5 - d6);
    return along > 0 ? b + (c - b) * ((d4 - d3) / along) : b;
  }
  float sum = va + vb + vc;
  return sum > 0 ? a + ab * (vb / sum) + ac * (vc / sum) : a;
}

TriangleTree::TriangleTree(std::span<const vec3> positions, std::span<const std::uint32_t> indices) {
  triangles_.reserve(indices.size() / 3);
  for (std::size_t i = 0; i + 2 < indices.size(); i += 3)
    triangles_.push_back({positions[indices[i]], positions[indices[i + 1]], positions[indices[i + 2]]});
  nodes_.reserve(triangles_.size() / 2 + 1);
  build(0, static_cast<std::uint32_t>(triangles_.size()));
}

std::uint32_t TriangleTree::build(std::uint32_t first, std::uint32_t count) {
  auto index = static_cast<std::uint32_t>(nodes_.size());
  nodes_.emplace_back();
  Box box, centres;
  for (std::uint32_t i = first; i < first + count; ++i) {
    for (vec3 corner : triangles_[i]) box.add(corner);
    centres.add(triangles_[i][0] + triangles_[i][1] + triangles_[i][2]);
  }
  nodes_[index].box = box;
  if (count <= 4) {
    nodes_[index].first = first;
    nodes_[index].count = count;
    return index;
  }
  vec3 size = centres.size();
  int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
  auto begin = triangles_.begin() + first;
  std::nth_element(begin, begin + count / 2, begin + count, [axis](const auto& s, const auto& t) {
    return s[0][axis] + s[1][axis] + s[2][axis] < t[0][axis] + t[1][axis] + t[2][axis];
  });
  build(first, count / 2);
  std::uint32_t right = build(first + count / 2, count - count / 2);
  nodes_[index].first = right;
  return index;
}

float TriangleTree::distance(vec3 p, float enough) const {
  struct Visit {
    std::uint32_t node;
    float squared;
  };
  auto squared_to = [&p](const Box& box) {
    vec3 d = glm::max(glm::max(box.low - p, p - box.high), vec3(0));
    return glm::dot(d, d);
  };
  float best = std::numeric_limits<float>::max(), good = enough * enough;
  Visit stack[128];  // the tree halves, so it is never deeper than 32
  int top = 0;
  stack[top++] = {0, squared_to(nodes_[0].box)};
  while (top > 0 && best > good) {
    Visit visit = stack[--top];
    if (visit.squared >= best) continue;
    const Node& node = nodes_[visit.node];
    if (node.count > 0) {
      for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
        vec3 d = p - nearest_point(p, triangles_[i][0], triangles_[i][1], triangles_[i][2]);
        best = std::min(best, glm::dot(d, d));
      }
      continue;
    }
    Visit left{visit.node + 1, squared_to(nodes_[visit.node + 1].box)};
    Visit right{node.first, squared_to(nodes_[node.first].box)};
    if (left.squared < right.squared) std::swap(left, right);
    stack[top++] = left;
    stack[top++] = right;
  }
  return std::sqrt(best);
}

std::vector<vec3> sample_surface(std::span<const vec3> positions, std::span<const std::uint32_t> indices,
                                 std::size_t count) {
  std::vector<double> sums;
  sums.reserve(indices.size() / 3);
  double sum = 0;
  for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
    vec3 a = positions[indices[i]], b = positions[indices[i + 1]], c = positions[indices[i + 2]];
    sums.push_back(sum += glm::length(glm::cross(b - a, c - a)));
  }
  std::vector<vec3> points;
  if (sum <= 0) return points;
  points.reserve(count);
  Random random(count);
  for (std::size_t n = 0; n < count; ++n) {
    double at = (static_cast<double>(n) + random.unit()) / static_cast<double>(count) * sum;
    auto found = std::upper_bound(sums.begin(), sums.end() - 1, at);
    auto i = static_cast<std::size_t>(found - sums.begin()) * 3;
    float u = random.unit(), v = random.unit();
    if (u + v > 1) u = 1 - u, v = 1 - v;
    vec3 a = positions[indices[i]], b = positions[indices[i + 1]], c = positions[indices[i + 2]];
    points.push_back(a + (b - a) * u + (c - a) * v);
  }
  return points;
}

}  // namespace enf
