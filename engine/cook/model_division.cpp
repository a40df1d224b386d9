#include "engine/cook/model_division.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "engine/geometry/polygon.h"

namespace enf {

namespace {

constexpr double thickest_wall_m = 2.0;
constexpr double shared_m = 0.03;
constexpr double worth_cutting_m = 0.25;  // smaller triangles go whole to the room of their middle

// An upright plane above a stretch of the floor, or a level one.
struct Cut {
  dvec3 point{0}, normal{0};
  dvec2 a{0}, b{0};  // upright: the stretch
  bool level = false;
  double height(dvec3 p) const { return glm::dot(p - point, normal); }
};

std::vector<Cut> cuts_between(std::span<const ModelRegion> regions) {
  std::vector<Cut> cuts;
  // Along each plan's sides, a little longer, so that a wall is cut where a room behind it ends.
  for (const ModelRegion& region : regions)
    for (std::size_t i = 0; i < region.plan.size(); ++i) {
      dvec2 a = region.plan[i], b = region.plan[(i + 1) % region.plan.size()];
      if (glm::distance(a, b) < 0.05) continue;
      dvec2 d = glm::normalize(b - a);
      cuts.push_back({.point = {a.x, 0, a.y}, .normal = {d.y, 0, -d.x}, .a = a - d * 0.3, .b = b + d * 0.3});
    }
  for (std::size_t r = 0; r < regions.size(); ++r)
    for (std::size_t q = r + 1; q < regions.size(); ++q) {
      const ModelRegion &one = regions[r], &other = regions[q];
      double low = std::min(one.ceiling_m, other.ceiling_m), high = std::max(one.floor_m, other.floor_m);
      if (low <= high + 0.1) {
        bool above_each_other = std::ranges::any_of(one.plan, [&](dvec2 p) { return contains(other.plan, p); }) ||
                                std::ranges::any_of(other.plan, [&](dvec2 p) { return contains(one.plan, p); }) ||
                                one.plan == other.plan;
        if (above_each_other) cuts.push_back({.point = {0, (low + high) / 2, 0}, .normal = {0, 1, 0}, .level = true});
        continue;
      }
      for (std::size_t i = 0; i < one.plan.size(); ++i)
        for (std::size_t k = 0; k < other.plan.size(); ++k) {
          dvec2 a = one.plan[i], b = one.plan[(i + 1) % one.plan.size()], c = other.plan[k],
                e = other.plan[(k + 1) % other.plan.size()];
          double length = glm::distance(a, b);
          if (length < 0.05 || glm::distance(c, e) < 0.05) continue;
          dvec2 d = (b - a) / length, out(d.y, -d.x);
          if (glm::dot(d, glm::normalize(e - c)) > -0.99) continue;
          double gap = glm::dot((c + e) * 0.5 - a, out);
          double from = std::max(0.0, glm::dot(e - a, d)), to = std::min(length, glm::dot(c - a, d));
          if (gap < -0.1 || gap > thickest_wall_m || to - from < 0.05) continue;
          dvec2 middle = a + out * (gap / 2);
          // A little longer, so that the ends of walls are cut, too.
          double more = std::abs(gap) + 0.3;
          cuts.push_back({.point = {middle.x, 0, middle.y},
                          .normal = {out.x, 0, out.y},
                          .a = middle + d * (from - more),
                          .b = middle + d * (to + more)});
        }
    }
  return cuts;
}

// How far the point lies outside the region.
double distance_to(const ModelRegion& region, dvec3 p, double limit) {
  double beside = std::max({0.0, region.floor_m - p.y, p.y - region.ceiling_m});
  if (beside >= limit) return limit;
  dvec2 at(p.x, p.z);
  if (contains(region.plan, at)) return beside;
  double nearest = limit;
  for (std::size_t i = 0; i < region.plan.size(); ++i)
    nearest =
        std::min(nearest, distance_to_segment(at, region.plan[i], region.plan[(i + 1) % region.plan.size()]).distance);
  return nearest + beside;
}

// One instance's part while it is divided.
class PartDivider {
 public:
  PartDivider(const SourcePart& part, const mat4& transform, std::span<const ModelRegion> regions,
              std::span<const Cut> cuts)
      : part_(part), regions_(regions), cuts_(cuts), transform_(transform) {}

  std::vector<SourcePart> divide() {
    for (vec3 p : part_.positions) world_.push_back(to_world(p));
    std::vector<std::vector<std::uint32_t>> indices(regions_.size());
    for (std::size_t i = 0; i + 2 < part_.indices.size(); i += 3) {
      std::array<std::uint32_t, 3> t{part_.indices[i], part_.indices[i + 1], part_.indices[i + 2]};
      cut(t, 0, indices);
    }
    std::vector<SourcePart> parts(regions_.size());
    for (std::size_t r = 0; r < regions_.size(); ++r)
      if (!indices[r].empty()) parts[r] = compacted(indices[r]);
    return parts;
  }

 private:
  dvec3 to_world(vec3 p) const { return dvec3(vec3(transform_ * vec4(p, 1))); }

  bool crosses(const std::array<std::uint32_t, 3>& t, const Cut& c, std::array<double, 3>& height) const {
    constexpr double touch = 1e-4;
    bool before = false, behind = false;
    for (std::size_t k = 0; k < 3; ++k) {
      height[k] = c.height(world_[t[k]]);
      before = before || height[k] > touch, behind = behind || height[k] < -touch;
    }
    if (!before || !behind) return false;
    if (c.level) return true;
    // The part of the plane that the triangle meets overlaps the stretch.
    dvec2 d = c.b - c.a;
    double low = 1e30, high = -1e30, length2 = glm::dot(d, d);
    for (std::size_t k = 0; k < 3; ++k) {
      std::size_t n = (k + 1) % 3;
      if ((height[k] > 0) == (height[n] > 0)) continue;
      dvec3 p = glm::mix(world_[t[k]], world_[t[n]], height[k] / (height[k] - height[n]));
      double along = glm::dot(dvec2(p.x, p.z) - c.a, d) / length2;
      low = std::min(low, along), high = std::max(high, along);
    }
    return low < 1 && high > 0;
  }

  void cut(std::array<std::uint32_t, 3> t, std::size_t first, std::vector<std::vector<std::uint32_t>>& indices) {
    double longest = std::max({glm::distance(world_[t[0]], world_[t[1]]), glm::distance(world_[t[1]], world_[t[2]]),
                               glm::distance(world_[t[2]], world_[t[0]])});
    if (longest < worth_cutting_m) return give(t, indices);
    std::array<double, 3> h{};
    for (std::size_t c = first; c < cuts_.size(); ++c) {
      if (!crosses(t, cuts_[c], h)) continue;
      // The corner alone on its side comes first.
      std::size_t lone = 0;
      for (std::size_t k = 0; k < 3; ++k)
        if ((h[k] > 0) != (h[(k + 1) % 3] > 0) && (h[k] > 0) != (h[(k + 2) % 3] > 0)) lone = k;
      std::uint32_t a = t[lone], b = t[(lone + 1) % 3], d = t[(lone + 2) % 3];
      double ha = h[lone], hb = h[(lone + 1) % 3], hd = h[(lone + 2) % 3];
      std::uint32_t ab = between(a, b, ha / (ha - hb)), ad = between(a, d, ha / (ha - hd));
      for (std::array<std::uint32_t, 3> piece : {std::array{a, ab, ad}, {ab, b, d}, {ab, d, ad}})
        cut(piece, c + 1, indices);
      return;
    }
    give(t, indices);
  }

  void give(const std::array<std::uint32_t, 3>& t, std::vector<std::vector<std::uint32_t>>& indices) {
    dvec3 middle = (world_[t[0]] + world_[t[1]] + world_[t[2]]) / 3.0;
    double nearest = 1e30;
    std::size_t best = 0;
    for (std::size_t r = 0; r < regions_.size(); ++r)
      if (double d = distance_to(regions_[r], middle, nearest); d < nearest) nearest = d, best = r;
    auto add = [&](std::size_t r) { indices[r].insert(indices[r].end(), t.begin(), t.end()); };
    add(best);
    dvec3 n = glm::cross(world_[t[1]] - world_[t[0]], world_[t[2]] - world_[t[0]]);
    if (nearest > shared_m || std::abs(n.y) > 0.2 * glm::length(n)) return;
    for (std::size_t r = 0; r < regions_.size(); ++r)
      if (r != best && on_border(regions_[r], t) && on_border(regions_[best], t)) add(r);
  }

  bool on_border(const ModelRegion& region, const std::array<std::uint32_t, 3>& t) const {
    dvec3 middle = (world_[t[0]] + world_[t[1]] + world_[t[2]]) / 3.0;
    if (distance_to(region, middle, 1) > shared_m) return false;
    dvec2 at(middle.x, middle.z);
    for (std::size_t i = 0; i < region.plan.size(); ++i)
      if (distance_to_segment(at, region.plan[i], region.plan[(i + 1) % region.plan.size()]).distance <= shared_m)
        return true;
    return false;
  }

  // The point at `share` of the way, one for each edge and share so that neighbours meet in it.
  std::uint32_t between(std::uint32_t a, std::uint32_t b, double share) {
    if (a > b) std::swap(a, b), share = 1 - share;
    auto [found, fresh] =
        made_.try_emplace({a, b, std::lround(share * 1e7)}, static_cast<std::uint32_t>(world_.size()));
    if (!fresh) return found->second;
    float s = static_cast<float>(share);
    auto mix = [&](auto& list) {
      if (!list.empty()) list.push_back(glm::mix(list[a], list[b], s));
    };
    mix(part_.positions), mix(part_.uvs), mix(part_.colours), mix(part_.tangents);
    if (!part_.normals.empty()) {
      vec3 n = glm::mix(part_.normals[a], part_.normals[b], s);
      part_.normals.push_back(glm::length(n) > 1e-6f ? glm::normalize(n) : part_.normals[a]);
    }
    world_.push_back(to_world(part_.positions.back()));
    return found->second;
  }

  SourcePart compacted(const std::vector<std::uint32_t>& indices) const {
    SourcePart out{.material = part_.material};
    std::vector<std::uint32_t> number(part_.positions.size(), ~0u);
    for (std::uint32_t v : indices) {
      if (number[v] == ~0u) {
        number[v] = static_cast<std::uint32_t>(out.positions.size());
        out.positions.push_back(part_.positions[v]);
        if (!part_.normals.empty()) out.normals.push_back(part_.normals[v]);
        if (!part_.tangents.empty()) out.tangents.push_back(part_.tangents[v]);
        if (!part_.uvs.empty()) out.uvs.push_back(part_.uvs[v]);
        if (!part_.colours.empty()) out.colours.push_back(part_.colours[v]);
      }
      out.indices.push_back(number[v]);
    }
    return out;
  }

  SourcePart part_;
  std::span<const ModelRegion> regions_;
  std::span<const Cut> cuts_;
  mat4 transform_;
  std::vector<dvec3> world_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, long>, std::uint32_t> made_;
};

// The one region the mesh lies in well enough to stay whole: so that a hundred chairs remain one chair.
std::optional<std::uint32_t> only_region(const SourceMesh& mesh, const mat4& transform,
                                         std::span<const ModelRegion> regions) {
  Box box;
  for (const SourcePart& part : mesh.parts)
    for (std::uint32_t v : part.indices) box.add(vec3(transform * vec4(part.positions[v], 1)));
  if (box.empty()) return 0;
  for (std::uint32_t r = 0; r < regions.size(); ++r) {
    const ModelRegion& region = regions[r];
    if (static_cast<double>(box.low.y) < region.floor_m - 0.1 ||
        static_cast<double>(box.high.y) > region.ceiling_m + 0.1)
      continue;
    bool inside = true;
    for (float x : {box.low.x, box.high.x})
      for (float z : {box.low.z, box.high.z}) inside = inside && contains(region.plan, dvec2(x, z));
    // Its corners lie inside; a side between them could only leave the plan around another room's corner.
    for (dvec2 p : region.plan)
      inside = inside && !(p.x > static_cast<double>(box.low.x) && p.x < static_cast<double>(box.high.x) &&
                           p.y > static_cast<double>(box.low.z) && p.y < static_cast<double>(box.high.z));
    if (inside) return r;
  }
  return std::nullopt;
}

}  // namespace

void divide_model(SourceModel& model, std::span<const ModelRegion> regions) {
  std::vector<Cut> cuts = cuts_between(regions);
  std::vector<SourceInstance> instances;
  for (const SourceInstance& instance : model.instances) {
    if (auto region = only_region(model.meshes[instance.mesh], instance.transform, regions)) {
      instances.push_back({instance.mesh, instance.transform, *region});
      continue;
    }
    std::vector<SourceMesh> made(regions.size());
    for (const SourcePart& part : model.meshes[instance.mesh].parts) {
      std::vector<SourcePart> parts = PartDivider(part, instance.transform, regions, cuts).divide();
      for (std::size_t r = 0; r < regions.size(); ++r)
        if (!parts[r].indices.empty()) made[r].parts.push_back(std::move(parts[r]));
    }
    for (std::uint32_t r = 0; r < regions.size(); ++r) {
      if (made[r].parts.empty()) continue;
      made[r].name = model.meshes[instance.mesh].name;
      instances.push_back({static_cast<std::uint32_t>(model.meshes.size()), instance.transform, r});
      model.meshes.push_back(std::move(made[r]));
    }
  }
  model.instances = std::move(instances);
}

}  // namespace enf
