#include "engine/scene/mesh_sides.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace enf {
namespace {

// Faces within 45 degrees of a side's first belong to it: no light of theirs is spread over more than 1.4 times its
// place.
constexpr float side_cosine = 0.7f;
constexpr float on_axis = 0.98f;
constexpr float not_much_larger = 4, looks_alike = 0.8f;
constexpr float same_direction = 0.9998f, same_plane_m = 2e-3f;
// Small steps and edges go with what is beside them even if they look a little away from where it looks.
constexpr float least_neighbour_cosine = -0.5f;

// 0..5: +x -x +y -y +z -z.
std::size_t side_along(vec3 n) {
  vec3 a = glm::abs(n);
  glm::length_t axis = a.x >= a.y && a.x >= a.z ? 0 : a.y >= a.z ? 1 : 2;
  return static_cast<std::size_t>(axis) * 2 + (n[axis] < 0 ? 1 : 0);
}

vec3 along_side(std::size_t side) {
  vec3 n(0);
  n[static_cast<glm::length_t>(side / 2)] = side % 2 == 0 ? 1.0f : -1.0f;
  return n;
}

struct Face {
  vec3 normal{0}, middle{0};
  float area_m2 = 0;  // 0: it has none, and looks nowhere
};

// Faces that are seen together from one direction.
struct Side {
  vec3 direction{0};  // the mean of those it began with
  float area_m2 = 0;
  std::vector<std::size_t> faces;
};

class SideFinder {
 public:
  SideFinder(const MeshData& mesh, float least_m2) : mesh_(mesh), least_m2_(least_m2) {
    std::map<std::array<long, 3>, std::size_t> places;  // to the millimetre
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
      std::array<vec3, 3> p;
      for (std::size_t k = 0; k < 3; ++k) {
        const WideVertex& v = mesh.vertices[mesh.indices[i + k]];
        p[k] = vec3(v.position[0], v.position[1], v.position[2]);
        std::array<long, 3> place;
        for (std::size_t axis = 0; axis < 3; ++axis) place[axis] = std::lround(v.position[axis] * 1000);
        std::size_t corner = places.try_emplace(place, places.size()).first->second;
        if (corner == faces_at_.size()) faces_at_.emplace_back();
        faces_at_[corner].push_back(faces_.size());
        corners_.push_back(corner);
      }
      vec3 cross = glm::cross(p[1] - p[0], p[2] - p[0]);
      float twice = glm::length(cross);
      faces_.push_back(twice > 0 ? Face{cross / twice, (p[0] + p[1] + p[2]) / 3.0f, twice / 2} : Face{});
    }
    side_of_.assign(faces_.size(), none);
  }

  // Last, if there are any, what belongs to none of them.
  std::vector<Side> find() {
    std::vector<std::size_t> by_size(faces_.size());
    std::iota(by_size.begin(), by_size.end(), std::size_t{0});
    std::ranges::stable_sort(by_size, std::greater{}, [&](std::size_t f) { return faces_[f].area_m2; });
    // From the middle of what looks along the main axis first: a dome's crown is one side.
    vec3 main = main_axis();
    for (std::size_t f : by_size)
      if (side_of_[f] == none && glm::dot(faces_[f].normal, main) > on_axis) grow(f, main);
    for (std::size_t f : by_size)
      if (side_of_[f] == none) grow(f, faces_[f].normal);
    std::vector<std::size_t> belongs_to = give_to_neighbours();
    std::vector<Side> found;
    std::vector<std::size_t> number(sides_.size(), none);
    Side rest;
    for (std::size_t s = 0; s < sides_.size(); ++s)
      if (belongs_to[s] == s) number[s] = found.size(), found.push_back({sides_[s].direction, 0, {}});
    for (std::size_t f = 0; f < faces_.size(); ++f) {
      std::size_t s = belongs_to[side_of_[f]];
      Side& to = s == none ? rest : found[number[s]];
      to.faces.push_back(f), to.area_m2 += faces_[f].area_m2;
    }
    if (!rest.faces.empty()) found.push_back(std::move(rest));
    return found;
  }

 private:
  static constexpr std::size_t none = ~std::size_t{0};

  void put(std::size_t face, std::size_t side) {
    side_of_[face] = side;
    sides_[side].faces.push_back(face), sides_[side].area_m2 += faces_[face].area_m2;
  }

  vec3 middle(const Side& side) const {
    vec3 sum(0);
    for (std::size_t f : side.faces) sum += faces_[f].middle * faces_[f].area_m2;
    return side.area_m2 > 0 ? sum / side.area_m2 : sum;
  }

  template <class Visit>
  void each_neighbour(std::size_t face, Visit&& visit) const {
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t other : faces_at_[corners_[3 * face + k]])
        if (other != face) visit(other);
  }

  vec3 main_axis() const {
    std::array<float, 6> area{};
    for (const Face& f : faces_)
      if (f.area_m2 > 0) area[side_along(f.normal)] += f.area_m2;
    return along_side(static_cast<std::size_t>(std::ranges::max_element(area) - area.begin()));
  }

  // A side of all that hangs together with a face and looks about along a direction.
  void grow(std::size_t from, vec3 along) {
    std::size_t side = sides_.size();
    sides_.emplace_back();
    put(from, side);
    for (std::size_t i = 0; i < sides_[side].faces.size(); ++i)
      each_neighbour(sides_[side].faces[i], [&](std::size_t other) {
        if (side_of_[other] == none && glm::dot(faces_[other].normal, along) >= side_cosine) put(other, side);
      });
    vec3 sum(0);
    for (std::size_t f : sides_[side].faces) sum += faces_[f].normal * faces_[f].area_m2;
    sides_[side].direction = glm::length(sum) > 0 ? glm::normalize(sum) : vec3(0);
  }

  // For each side itself, or the side it belongs to: of those beside it the one that sees it best. None: nothing beside
  // it does.
  std::vector<std::size_t> give_to_neighbours() const {
    std::vector<std::size_t> belongs_to(sides_.size(), none);
    for (std::size_t s = 0; s < sides_.size(); ++s)
      if (sides_[s].area_m2 >= least_m2_) belongs_to[s] = s;
    for (bool has_given = true; has_given;) {
      has_given = false;
      std::vector<std::size_t> now = belongs_to;
      for (std::size_t s = 0; s < sides_.size(); ++s) {
        if (belongs_to[s] != none) continue;
        float best = least_neighbour_cosine;
        for (std::size_t f : sides_[s].faces)
          each_neighbour(f, [&](std::size_t other) {
            std::size_t to = belongs_to[side_of_[other]];
            if (to == none) return;
            float cosine = glm::dot(sides_[to].direction, sides_[s].direction);
            if (cosine > best) best = cosine, now[s] = to, has_given = true;
          });
      }
      belongs_to = std::move(now);
    }
    // What is not much larger and looks where a larger one does, such as the ground of a coffer, goes with that.
    for (std::size_t s = 0; s < sides_.size(); ++s) {
      if (belongs_to[s] != s || sides_[s].area_m2 > not_much_larger * least_m2_) continue;
      for (std::size_t f = 0; f < faces_.size() && belongs_to[s] == s; ++f)
        if (belongs_to[side_of_[f]] == s)
          each_neighbour(f, [&](std::size_t other) {
            std::size_t to = belongs_to[side_of_[other]];
            if (to == none || to == s || sides_[to].area_m2 <= sides_[s].area_m2) return;
            if (glm::dot(sides_[to].direction, sides_[s].direction) > looks_alike) belongs_to[s] = to;
          });
      if (std::size_t to = belongs_to[s]; to != s) std::ranges::replace(belongs_to, s, to);
    }
    // The fronts of a chest's drawers are one picture.
    for (std::size_t s = 0; s < sides_.size(); ++s)
      for (std::size_t to = 0; to < s && belongs_to[s] == s; ++to)
        if (belongs_to[to] == to && glm::dot(sides_[to].direction, sides_[s].direction) > same_direction &&
            std::abs(glm::dot(sides_[to].direction, middle(sides_[to]) - middle(sides_[s]))) < same_plane_m)
          std::ranges::replace(belongs_to, s, to);
    return belongs_to;
  }

  const MeshData& mesh_;
  float least_m2_;
  std::vector<Face> faces_;
  std::vector<std::size_t> corners_;                // three a face
  std::vector<std::vector<std::size_t>> faces_at_;  // of each corner
  std::vector<std::size_t> side_of_;                // of each face
  std::vector<Side> sides_;
};

std::shared_ptr<const MeshData> part_of(const MeshData& mesh, const std::vector<std::uint32_t>& indices) {
  constexpr std::uint32_t unknown = ~0u;
  std::vector<std::uint32_t> moved(mesh.vertices.size(), unknown);
  auto part = std::make_shared<MeshData>();
  for (std::uint32_t i : indices) {
    if (moved[i] == unknown) {
      moved[i] = static_cast<std::uint32_t>(part->vertices.size());
      const WideVertex& v = mesh.vertices[i];
      part->vertices.push_back(v);
      part->bounds.add(vec3(v.position[0], v.position[1], v.position[2]));
    }
    part->indices.push_back(moved[i]);
  }
  part->vertices.shrink_to_fit(), part->indices.shrink_to_fit();
  return part;
}

}  // namespace

std::vector<std::shared_ptr<const MeshData>> sides_of(const std::shared_ptr<const MeshData>& mesh, float least_m2) {
  std::vector<Side> sides = SideFinder(*mesh, least_m2).find();
  if (sides.size() == 1) return {mesh};
  std::vector<std::shared_ptr<const MeshData>> parts;
  for (const Side& side : sides) {
    std::vector<std::uint32_t> indices;
    for (std::size_t face : side.faces)
      for (std::size_t k = 0; k < 3; ++k) indices.push_back(mesh->indices[3 * face + k]);
    parts.push_back(part_of(*mesh, indices));
  }
  return parts;
}

}  // namespace enf
