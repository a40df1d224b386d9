#include "engine/cook/mesh_levels.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <cmath>

#include "engine/cook/mesh_distance.h"

namespace enf {

namespace {

constexpr std::size_t least_triangles = 200;
constexpr float greatest_error = 0.1f;  // of the mesh's extent
constexpr std::size_t error_samples = 12'000;

std::vector<vec3> positions_of(std::span<const FullVertex> vertices) {
  std::vector<vec3> positions;
  positions.reserve(vertices.size());
  for (const FullVertex& v : vertices) positions.push_back(v.position);
  return positions;
}

// A surface that can be measured against.
struct Surface {
  std::vector<vec3> positions;
  std::span<const std::uint32_t> indices;
  TriangleTree tree;

  explicit Surface(const MeshLevel& level)
      : positions(positions_of(level.vertices)), indices(level.indices), tree(positions, indices) {}
};

float farthest(std::span<const vec3> points, const TriangleTree& tree, Jobs& jobs) {
  constexpr std::size_t batch = 1024;
  std::vector<float> greatest((points.size() + batch - 1) / batch, 0);
  jobs.parallel_for(greatest.size(), [&](std::size_t b) {
    for (vec3 p : points.subspan(b * batch, std::min(batch, points.size() - b * batch)))
      greatest[b] = std::max(greatest[b], tree.distance(p, greatest[b]));
  });
  return greatest.empty() ? 0 : std::ranges::max(greatest);
}

float distance_between(const Surface& fine, const Surface& coarse, std::size_t samples, Jobs& jobs) {
  // Corners stick out farthest, so that fine corners are taken as well as points on both surfaces.
  std::vector<vec3> from_fine = sample_surface(fine.positions, fine.indices, samples / 2);
  std::size_t stride = std::max<std::size_t>(1, fine.positions.size() / samples);
  for (std::size_t i = 0; i < fine.positions.size(); i += stride) from_fine.push_back(fine.positions[i]);
  std::vector<vec3> from_coarse = sample_surface(coarse.positions, coarse.indices, samples);
  return std::max(farthest(from_fine, coarse.tree, jobs), farthest(from_coarse, fine.tree, jobs));
}

// What a simplifier may not merge: vertices that differ in place, texture coordinates or material. Normal, tangent and
// colour are chosen anew afterwards, so that flat-shaded, hard-edged and patchily coloured meshes simplify too.
struct Groups {
  struct Key {
    vec3 position;
    vec2 uv;
    std::uint32_t part;
  };
  static_assert(sizeof(Key) == 6 * 4);

  std::vector<std::uint32_t> of;              // by vertex
  std::vector<vec3> positions;                // by group
  std::vector<std::uint32_t> start, members;  // members[start[g] .. start[g+1]] are group g's vertices

  explicit Groups(std::span<const FullVertex> vertices) : of(vertices.size()) {
    std::vector<Key> keys;
    keys.reserve(vertices.size());
    for (const FullVertex& v : vertices) keys.push_back({v.position, v.uv, v.part});
    std::size_t count =
        meshopt_generateVertexRemap(of.data(), nullptr, keys.size(), keys.data(), keys.size(), sizeof(Key));
    positions.resize(count);
    start.assign(count + 1, 0);
    members.resize(vertices.size());
    for (std::size_t v = 0; v < vertices.size(); ++v) {
      positions[of[v]] = vertices[v].position;
      ++start[of[v] + 1];
    }
    for (std::size_t g = 0; g < count; ++g) start[g + 1] += start[g];
    std::vector<std::uint32_t> fill(start.begin(), start.end() - 1);
    for (std::uint32_t v = 0; v < vertices.size(); ++v) members[fill[of[v]]++] = v;
  }

  std::span<const std::uint32_t> members_of(std::uint32_t group) const {
    return std::span(members).subspan(start[group], start[group + 1] - start[group]);
  }
};

// What the surface around each vertex looks like on average. A fine vertex's own normal and colour are a sample of a
// scan's noise; alone they would make blotches of it on a coarse level.
class Surroundings {
 public:
  Surroundings(std::span<const FullVertex> vertices, std::span<const std::uint32_t> indices)
      : vertices_(vertices), sums_(vertices.size()) {
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
      vec3 a = vertices[indices[t]].position, b = vertices[indices[t + 1]].position;
      float area = glm::length(glm::cross(b - a, vertices[indices[t + 2]].position - a));
      for (std::size_t k = 0; k < 3; ++k) sums_[indices[t + k]].area += area;
    }
    for (std::size_t v = 0; v < vertices.size(); ++v) {
      sums_[v].normal = sums_[v].area * vertices[v].normal;
      sums_[v].colour = sums_[v].area * vertices[v].colour;
    }
  }

  // Groups that `coarse` no longer uses give what they gathered to the nearest of `fine`'s neighbours that it does.
  // Across a hard edge nothing is given.
  void gather(std::span<const std::uint32_t> fine, std::span<const std::uint32_t> coarse, const Groups& groups) {
    constexpr std::uint32_t none = ~0u;
    std::vector<std::uint32_t> heir(groups.positions.size(), none);
    for (std::uint32_t g : coarse) heir[g] = g;
    std::vector<std::uint32_t> found = heir;
    auto offer = [&](std::uint32_t from, std::uint32_t to) {
      if (heir[from] == none || heir[to] != none) return;
      auto far = [&](std::uint32_t h) { return glm::distance(groups.positions[h], groups.positions[to]); };
      if (found[to] == none || far(heir[from]) < far(found[to])) found[to] = heir[from];
    };
    for (bool spreading = true; spreading;) {
      for (std::size_t t = 0; t + 2 < fine.size(); t += 3)
        for (std::size_t k = 0; k < 3; ++k) {
          offer(fine[t + k], fine[t + (k + 1) % 3]);
          offer(fine[t + (k + 1) % 3], fine[t + k]);
        }
      spreading = found != heir;
      heir = found;
    }
    for (std::uint32_t g = 0; g < heir.size(); ++g)
      if (heir[g] != none && heir[g] != g)
        for (std::uint32_t v : groups.members_of(g)) give(v, groups.members_of(heir[g]));
  }

  // The vertex with what it gathered.
  FullVertex averaged(std::uint32_t v) const {
    FullVertex vertex = vertices_[v];
    const Sum& sum = sums_[v];
    if (!(sum.area > 0)) return vertex;
    vertex.colour = sum.colour / sum.area;
    if (float length = glm::length(sum.normal); length > 0) vertex.normal = sum.normal / length;
    return vertex;
  }

 private:
  struct Sum {
    vec3 normal{0};
    vec4 colour{0};
    float area = 0;
  };
  static constexpr float least_cosine = 0.5f;  // between normals of one surface: 60 degrees, as creases are told

  void give(std::uint32_t from, std::span<const std::uint32_t> candidates) {
    Sum& gift = sums_[from];
    auto likeness = [&](std::uint32_t v) { return glm::dot(vertices_[v].normal, vertices_[from].normal); };
    std::uint32_t to = *std::ranges::max_element(candidates, {}, likeness);
    if (likeness(to) >= least_cosine) {
      sums_[to].normal += gift.normal;
      sums_[to].colour += gift.colour;
      sums_[to].area += gift.area;
    }
    gift = {};
  }

  std::span<const FullVertex> vertices_;
  std::vector<Sum> sums_;  // weighted by area
};

// The level whose triangles are `triangles` of groups: each corner takes the group's vertex whose normal suits best, as
// its surroundings look.
MeshLevel level_of(std::span<const std::uint32_t> triangles, const Groups& groups, std::span<const FullVertex> vertices,
                   const Surroundings& surroundings) {
  MeshLevel level;
  std::vector<std::uint32_t> index_of(vertices.size(), ~0u);
  level.indices.reserve(triangles.size());
  for (std::size_t t = 0; t + 2 < triangles.size(); t += 3) {
    vec3 a = groups.positions[triangles[t]], b = groups.positions[triangles[t + 1]];
    vec3 face = glm::cross(b - a, groups.positions[triangles[t + 2]] - a);
    for (std::size_t k = 0; k < 3; ++k) {
      std::uint32_t best = *std::ranges::max_element(
          groups.members_of(triangles[t + k]), {}, [&](std::uint32_t v) { return glm::dot(vertices[v].normal, face); });
      if (index_of[best] == ~0u) {
        index_of[best] = static_cast<std::uint32_t>(level.vertices.size());
        level.vertices.push_back(surroundings.averaged(best));
      }
      level.indices.push_back(index_of[best]);
    }
  }
  return level;
}

}  // namespace

float measure_error(const MeshLevel& finest, const MeshLevel& level, std::size_t samples, Jobs& jobs) {
  return distance_between(Surface(finest), Surface(level), samples, jobs);
}

std::vector<MeshLevel> make_levels(FullMesh mesh, Jobs& jobs, const std::stop_token& stop) {
  std::vector<MeshLevel> levels;
  levels.push_back({0, std::move(mesh.vertices), std::move(mesh.indices)});
  if (levels[0].indices.size() <= 3 * least_triangles) return levels;

  const std::vector<FullVertex>& vertices = levels[0].vertices;
  Groups groups(vertices);
  Surroundings surroundings(vertices, levels[0].indices);
  Surface fine(levels[0]);
  vec3 size = mesh.bounds.size();
  float extent = std::max({size.x, size.y, size.z});
  std::vector<std::uint32_t> current;
  current.reserve(levels[0].indices.size());
  for (std::uint32_t v : levels[0].indices) current.push_back(groups.of[v]);

  std::vector<MeshLevel> coarser;
  float error = 0;
  while (current.size() > 3 * least_triangles && !stop.stop_requested()) {
    std::size_t target = std::max(current.size() / 6 * 3, 3 * least_triangles);
    std::vector<std::uint32_t> next(current.size());
    next.resize(meshopt_simplify(next.data(), current.data(), current.size(), &groups.positions[0].x,
                                 groups.positions.size(), sizeof(vec3), target, greatest_error,
                                 mesh.keeps_border ? unsigned{meshopt_SimplifyLockBorder} : 0u, nullptr));
    if (next.empty() || next.size() > current.size() * 4 / 5) break;  // seams and borders hold the rest
    surroundings.gather(current, next, groups);
    MeshLevel level = level_of(next, groups, vertices, surroundings);
    // What was found among samples is a little less than the greatest distance: a tenth is added for it.
    error = std::max(error, 1.1f * distance_between(fine, Surface(level), error_samples, jobs));
    if (error > greatest_error * extent) break;
    level.error_m = error;
    coarser.push_back(std::move(level));
    current = std::move(next);
  }
  std::ranges::move(coarser, std::back_inserter(levels));
  return levels;
}

}  // namespace enf
