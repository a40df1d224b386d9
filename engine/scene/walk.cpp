#include "engine/scene/walk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <queue>
#include <span>

#include "engine/geometry/polygon.h"
#include "engine/scene/architecture.h"
#include "engine/scene/furniture.h"

namespace enf {

namespace {

constexpr float step_m = 0.1f;  // less than the radius, so that nothing is stepped over
constexpr float knee_m = 0.35f, head_m = 1.7f;
constexpr float slack_m = 1e-3f;

std::uint64_t cell_key(int x, int y) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(x)) << 32) | static_cast<std::uint32_t>(y);
}
int cell_of(float v) { return static_cast<int>(std::floor(v)); }

vec2 nearest_on_segment(vec2 p, vec2 a, vec2 b) {
  vec2 ab = b - a;
  float length2 = glm::dot(ab, ab);
  return length2 > 0 ? a + ab * std::clamp(glm::dot(p - a, ab) / length2, 0.0f, 1.0f) : a;
}

vec2 flat(vec3 p) { return {p.x, p.z}; }

// Twice the signed area of the triangle a, b, c.
float turn(vec2 a, vec2 b, vec2 c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool inside_convex(std::span<const vec2> corners, vec2 p) {
  bool left = false, right = false;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    vec2 a = corners[i], b = corners[(i + 1) % corners.size()];
    float side = turn(a, b, p);
    left = left || side > 0, right = right || side < 0;
  }
  return !(left && right);
}

// The part of a triangle between two heights, seen from above.
std::vector<vec2> slab(const Triangle& t, float low, float high) {
  std::vector<vec3> polygon(t.begin(), t.end()), next;
  for (auto [at, sign] : {std::pair(low, 1.0f), std::pair(high, -1.0f)}) {
    next.clear();
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      vec3 a = polygon[i], b = polygon[(i + 1) % polygon.size()];
      float da = sign * (a.y - at), db = sign * (b.y - at);
      if (da >= 0) next.push_back(a);
      if ((da > 0 && db < 0) || (da < 0 && db > 0)) next.push_back(a + (b - a) * (da / (da - db)));
    }
    polygon.swap(next);
  }
  std::vector<vec2> seen;
  for (vec3 p : polygon) seen.push_back(flat(p));
  return seen;
}

}  // namespace

template <class T>
void Walker::Grid<T>::add(const T& item, vec2 low, vec2 high) {
  std::uint32_t index = static_cast<std::uint32_t>(items.size());
  items.push_back(item);
  for (int y = cell_of(low.y); y <= cell_of(high.y); ++y)
    for (int x = cell_of(low.x); x <= cell_of(high.x); ++x) cells[cell_key(x, y)].push_back(index);
}

// May visit an item more than once.
template <class T>
template <class Visit>
void Walker::Grid<T>::near(vec2 at, float reach, Visit&& visit) const {
  for (int y = cell_of(at.y - reach); y <= cell_of(at.y + reach); ++y)
    for (int x = cell_of(at.x - reach); x <= cell_of(at.x + reach); ++x)
      if (auto found = cells.find(cell_key(x, y)); found != cells.end())
        for (std::uint32_t i : found->second) visit(items[i]);
}

Walker::Walker(const Document& document, const RenderScene* scene) {
  std::vector<std::shared_ptr<const Doorway>> doorways;
  for (auto it = document.doorways.begin(); it != document.doorways.end(); ++it) doorways.push_back(it.record());
  auto find = [&](const RoomId& id) { return document.find(id); };
  auto add_segment = [this](vec2 a, vec2 b) { segments_.add({a, b}, glm::min(a, b), glm::max(a, b)); };
  for (const Room& room : document.rooms) {
    bool modelled = false;
    if (scene && room.model)
      for (const ModelItem& item : scene->models)
        if (item.owner == "room:" + room.id.value) add_room_model(item), modelled = true;
    float floor = static_cast<float>(room.floor_level_m);
    areas_.push_back({.corners = room.plan, .from_m = floor, .to_m = floor});
    std::vector<Opening> openings = openings_of(room, doorways, {}, find);
    for (const Opening& o : openings) {
      if (o.kind != OpeningKind::doorway) continue;
      WallFace face = wall_face(room, o.wall);
      vec3 left = face.at(o.left, 0), right = face.at(o.right, 0);
      add_segment(flat(left), flat(o.far_corners[0]));
      add_segment(flat(right), flat(o.far_corners[1]));
      // This room's half of the passage.
      vec3 near_middle = (left + right) * 0.5f, far_middle = (o.far_corners[0] + o.far_corners[1]) * 0.5f;
      areas_.push_back({.corners = {dvec2(flat(left)), dvec2(flat(right)), dvec2(flat(o.far_corners[1])),
                                    dvec2(flat(o.far_corners[0]))},
                        .from_m = near_middle.y,
                        .to_m = far_middle.y,
                        .from = flat(near_middle),
                        .to = flat(far_middle)});
    }
    for (const StandingBox& box : free_wall_boxes(room)) add_box(box.centre, box.heading, box.half);
    if (modelled) continue;
    for (std::uint32_t i = 0; i < room.plan.size(); ++i) {
      WallFace face = wall_face(room, i);
      std::vector<vec2> gaps;
      for (const Opening& o : openings)
        if (o.wall == i && o.kind == OpeningKind::doorway) gaps.push_back({o.left, o.right});
      std::sort(gaps.begin(), gaps.end(), [](vec2 a, vec2 b) { return a.x < b.x; });
      float from = 0;
      for (vec2 gap : gaps) add_segment(flat(face.at(from, 0)), flat(face.at(gap.x, 0))), from = gap.y;
      add_segment(flat(face.at(from, 0)), flat(face.at(face.length, 0)));
    }
  }
  for (const Placement& placement : document.placements) {
    const auto* where = std::get_if<OnFloor>(&placement.where);
    if (!where) continue;
    vec2 half = vec2(where->support_width_m, where->support_depth_m) * 0.5f;
    if (where->support == Support::free) {
      const Work* work = document.find(placement.work);
      if (!work) continue;
      half = glm::max(vec2(work->width_mm, work->depth_mm) / 2000.0f, vec2(0.1f));
    }
    if (where->support != Support::shelf)  // the furniture it stands on is in the way already
      add_box(vec2(where->position_m), static_cast<float>(where->heading_rad), half);
  }
  for (const Furniture& f : document.furniture) {
    vec2 half = f.kind != FurnitureKind::barrier && f.kind != FurnitureKind::stanchion
                    ? vec2(f.width_m, f.depth_m) * 0.5f
                : f.kind == FurnitureKind::stanchion ? vec2(0.15f)
                                                     : vec2(static_cast<float>(f.width_m) / 2 + 0.15f, 0.15f);
    add_box(vec2(f.position_m), static_cast<float>(f.heading_rad), half);
  }
}

void Walker::add_box(vec2 centre, float heading, vec2 half) {
  vec2 x(std::cos(heading), -std::sin(heading)), z(std::sin(heading), std::cos(heading));
  std::array<vec2, 4> corners{centre - x * half.x - z * half.y, centre + x * half.x - z * half.y,
                              centre + x * half.x + z * half.y, centre - x * half.x + z * half.y};
  vec2 low = corners[0], high = corners[0];
  for (std::size_t i = 0; i < 4; ++i) {
    low = glm::min(low, corners[i]), high = glm::max(high, corners[i]);
    vec2 next = corners[(i + 1) % 4];
    segments_.add({corners[i], next}, glm::min(corners[i], next), glm::max(corners[i], next));
  }
  boxes_.add(corners, low, high);
}

void Walker::add_room_model(const ModelItem& item) {
  for (const CookedInstance& instance : item.source->model.instances) {
    if (!item.shows(instance)) continue;
    mat4 place = item.transform * instance.transform;
    for (Triangle t : mesh_triangles(*item.source, instance.mesh, 0.02f)) {
      for (vec3& p : t) p = vec3(place * vec4(p, 1));
      vec2 low = flat(glm::min(glm::min(t[0], t[1]), t[2])), high = flat(glm::max(glm::max(t[0], t[1]), t[2]));
      triangles_.add(t, low, high);
    }
  }
  model_bounds_.push_back(item.bounds);
}

std::optional<float> Walker::model_floor(vec2 at, float level) const {
  std::optional<float> best;
  triangles_.near(at, 0, [&](const Triangle& t) {
    vec2 a = flat(t[0]), b = flat(t[1]), c = flat(t[2]);
    float area = turn(a, b, c);
    float slope = glm::length(glm::cross(t[1] - t[0], t[2] - t[0]));
    if (std::abs(area) < 0.6f * slope || slope <= 0) return;  // too steep to stand on
    float u = turn(b, c, at) / area, v = turn(c, a, at) / area, w = 1 - u - v;
    if (u < -1e-4f || v < -1e-4f || w < -1e-4f) return;
    float y = u * t[0].y + v * t[1].y + w * t[2].y;
    // The highest that a step reaches from the room's level; failing that, the nearest.
    bool reached = std::abs(y - level) <= knee_m, best_reached = best && std::abs(*best - level) <= knee_m;
    bool better = reached && best_reached   ? y > *best
                  : reached != best_reached ? reached
                                            : !best || std::abs(y - level) < std::abs(*best - level);
    if (better) best = y;
  });
  return best;
}

float Walker::floor_m(vec2 at) const {
  const Area* nearest = nullptr;
  double distance = std::numeric_limits<double>::infinity();
  for (const Area& area : areas_) {
    double d = 0;
    if (!contains(area.corners, dvec2(at))) {
      d = std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i < area.corners.size(); ++i)
        d = std::min(
            d, distance_to_segment(dvec2(at), area.corners[i], area.corners[(i + 1) % area.corners.size()]).distance);
    }
    if (d < distance) distance = d, nearest = &area;
  }
  float level = 0;
  if (nearest) {
    vec2 way = nearest->to - nearest->from;
    float length2 = glm::dot(way, way);
    float t = length2 > 0 ? std::clamp(glm::dot(at - nearest->from, way) / length2, 0.0f, 1.0f) : 0.0f;
    level = nearest->from_m + (nearest->to_m - nearest->from_m) * t;
  }
  return triangles_.items.empty() ? level : model_floor(at, level).value_or(level);
}

bool Walker::on_floor(vec2 at) const {
  for (const Area& area : areas_)
    if (contains(area.corners, dvec2(at))) return true;
  for (const Box& box : model_bounds_)
    if (at.x >= box.low.x && at.x <= box.high.x && at.y >= box.low.z && at.y <= box.high.z)
      return model_floor(at, box.low.y).has_value();
  return false;
}

bool Walker::inside_box(vec2 at) const {
  bool inside = false;
  boxes_.near(at, 0, [&](const std::array<vec2, 4>& corners) { inside = inside || inside_convex(corners, at); });
  return inside;
}

template <class Visit>
void Walker::obstacles(vec2 at, float reach, Visit&& visit) const {
  segments_.near(at, reach, [&](const Segment& s) {
    vec2 nearest = nearest_on_segment(at, s.a, s.b);
    if (glm::length(at - nearest) < reach) visit(nearest);
  });
  if (triangles_.items.empty()) return;
  float floor = floor_m(at);
  triangles_.near(at, reach, [&](const Triangle& t) {
    float low = std::min({t[0].y, t[1].y, t[2].y}), high = std::max({t[0].y, t[1].y, t[2].y});
    if (high < floor + knee_m || low > floor + head_m) return;
    std::vector<vec2> seen = slab(t, floor + knee_m, floor + head_m);
    if (seen.size() < 2) return;
    if (seen.size() > 2 && inside_convex(seen, at)) visit(at);
    vec2 best = seen[0];
    for (std::size_t i = 0; i < seen.size(); ++i) {
      vec2 nearest = nearest_on_segment(at, seen[i], seen[(i + 1) % seen.size()]);
      if (glm::length(at - nearest) < glm::length(at - best)) best = nearest;
    }
    if (glm::length(at - best) < reach) visit(best);
  });
}

bool Walker::free(vec2 at) const {
  if (!on_floor(at) || inside_box(at)) return false;
  bool blocked = false;
  obstacles(at, radius_m - slack_m, [&](vec2) { blocked = true; });
  return !blocked;
}

std::optional<vec2> Walker::pushed_out(vec2 at) const {
  for (int i = 0; i < 6; ++i) {
    float deepest = 0;
    vec2 push(0);
    obstacles(at, radius_m, [&](vec2 nearest) {
      vec2 away = at - nearest;
      float distance = glm::length(away), depth = radius_m - distance;
      if (distance > 1e-5f && depth > deepest) deepest = depth, push = away / distance * depth;
    });
    if (deepest <= slack_m * 0.5f) break;
    at += push;
  }
  if (!free(at)) return std::nullopt;
  return at;
}

vec2 Walker::move(vec2 from, vec2 to) const {
  vec2 at = free(from) ? from : nearest_free(from);
  vec2 way = to - from;
  float length = glm::length(way);
  if (!std::isfinite(length) || length < 1e-6f) return at;
  vec2 direction = way / length;
  // A walk longer than any gallery ends at its first obstacle anyway.
  length = std::min(length, 500.0f);
  for (float left = length; left > 0; left -= step_m) {
    vec2 wish = at + direction * std::min(step_m, left);
    auto next = pushed_out(wish);
    if (!next || glm::length(*next - at) > 2 * step_m) return at;
    if (glm::dot(*next - at, direction) < 1e-5f) return at;  // no way forward
    at = *next;
  }
  return at;
}

vec2 Walker::nearest_free(vec2 at) const {
  if (free(at)) return at;
  for (float r = 0.05f; r <= 3; r += 0.05f) {
    int turns = std::max(8, static_cast<int>(r * 40));
    for (int i = 0; i < turns; ++i) {
      float angle = 2 * pi * static_cast<float>(i) / static_cast<float>(turns);
      vec2 p = at + vec2(std::cos(angle), std::sin(angle)) * r;
      if (free(p)) return p;
    }
  }
  return at;
}

bool Walker::clear(vec2 from, vec2 to) const {
  float length = glm::length(to - from);
  int steps = std::max(1, static_cast<int>(std::ceil(length / step_m)));
  for (int i = 0; i <= steps; ++i)
    if (!free(glm::mix(from, to, static_cast<float>(i) / static_cast<float>(steps)))) return false;
  return true;
}

std::vector<vec2> Walker::path(vec2 from, vec2 to) const {
  constexpr float cell = 0.2f;
  constexpr std::size_t most = 90000;
  from = nearest_free(from), to = nearest_free(to);
  if (!free(from) || !free(to)) return {};
  if (clear(from, to)) return {from, to};
  // A* on a grid around `from`, then straightened.
  struct Node {
    float cost = 0;
    std::uint64_t before = 0;
    bool closed = false;
  };
  struct Open {
    float estimate;
    int x, y;
    bool operator<(const Open& o) const { return estimate > o.estimate; }
  };
  auto place = [&](int x, int y) { return from + vec2(static_cast<float>(x), static_cast<float>(y)) * cell; };
  std::unordered_map<std::uint64_t, Node> nodes;
  std::unordered_map<std::uint64_t, bool> known;
  auto passable = [&](int x, int y) {
    auto [at, added] = known.try_emplace(cell_key(x, y), false);
    if (added) at->second = free(place(x, y));
    return at->second;
  };
  std::priority_queue<Open> open;
  open.push({glm::length(to - from), 0, 0});
  nodes[cell_key(0, 0)] = {};
  std::optional<std::pair<int, int>> last;
  while (!open.empty() && nodes.size() < most) {
    Open current = open.top();
    open.pop();
    Node& node = nodes[cell_key(current.x, current.y)];
    if (node.closed) continue;
    node.closed = true;
    vec2 here = place(current.x, current.y);
    if (glm::length(here - to) < cell * 1.5f && clear(here, to)) {
      last = {current.x, current.y};
      break;
    }
    float cost = node.cost;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) {
        if ((dx == 0 && dy == 0) || !passable(current.x + dx, current.y + dy)) continue;
        float next = cost + cell * (dx != 0 && dy != 0 ? 1.41421356f : 1.0f);
        auto [at, added] = nodes.try_emplace(cell_key(current.x + dx, current.y + dy));
        if (!added && next >= at->second.cost - 1e-6f) continue;
        at->second = {next, cell_key(current.x, current.y), false};
        open.push({next + glm::length(to - place(current.x + dx, current.y + dy)), current.x + dx, current.y + dy});
      }
  }
  if (!last) return {};
  std::vector<vec2> way{to};
  std::uint64_t key = cell_key(last->first, last->second);
  while (key != cell_key(0, 0)) {
    way.push_back(place(static_cast<int>(static_cast<std::int32_t>(key >> 32)),
                        static_cast<int>(static_cast<std::int32_t>(key))));
    key = nodes[key].before;
  }
  way.push_back(from);
  std::reverse(way.begin(), way.end());
  std::vector<vec2> straight{way.front()};
  for (std::size_t i = 0; i + 1 < way.size();) {
    std::size_t next = i + 1;
    for (std::size_t k = std::min(way.size() - 1, i + 60); k > i + 1; --k)
      if (clear(way[i], way[k])) {
        next = k;
        break;
      }
    straight.push_back(way[next]);
    i = next;
  }
  return straight;
}

}  // namespace enf
