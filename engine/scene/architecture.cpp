#include "engine/scene/architecture.h"

#include <algorithm>
#include <cmath>

#include "engine/exhibition/hanging.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/ceilings.h"
#include "engine/scene/mesh_sides.h"
#include "engine/scene/plan_fill.h"
#include "engine/scene/sections.h"

namespace enf {

namespace {

constexpr float architrave_width = 0.13f;
constexpr float architrave_depth = 0.035f;
constexpr float piece_m = 3;  // walls and floors come in surfaces about this long
constexpr float floor_border_m = 0.42f;
constexpr float least_side_m2 = 0.4f;

// Joinery is painted off-white, but nearly as dark as the walls where these are so dark that white would glare.
vec3 joinery_colour(const Room& room) {
  constexpr vec3 off_white(0.74f, 0.72f, 0.67f);
  auto wall = linear_from_hex(room.wall_finish.tint);
  if (!wall) return off_white;
  float luminance = glm::dot(*wall, vec3(0.2126f, 0.7152f, 0.0722f));
  return glm::mix(*wall * 0.7f, off_white, glm::smoothstep(0.04f, 0.055f, luminance));
}

vec3 on_floor(dvec2 p, float y) { return vec3(static_cast<float>(p.x), y, static_cast<float>(p.y)); }

// Where horizontal mouldings at some height are interrupted by openings, along each wall.
struct Run {
  std::vector<SweepPoint> line;
  MeshBuilder::Line kind = MeshBuilder::Line::open;
};

std::vector<Run> moulding_runs(const Room& room, std::span<const Opening> openings, float height, float low, float high,
                               float margin) {
  float y = static_cast<float>(room.floor_level_m) + height;
  std::size_t n = room.plan.size();
  auto corner_point = [&](std::size_t i) {
    dvec2 m = mitre(room.plan, i);
    return SweepPoint{on_floor(room.plan[i], y), vec3(static_cast<float>(m.x), 0, static_cast<float>(m.y))};
  };
  std::vector<std::vector<vec2>> blocked(n);
  bool any = false;
  for (const Opening& o : openings) {
    if (o.bottom - margin >= high || o.top + margin <= low) continue;
    blocked[o.wall].push_back({o.left - margin, o.right + margin});
    any = true;
  }
  std::vector<Run> runs;
  if (!any) {
    Run run{{}, MeshBuilder::Line::closed};
    for (std::size_t i = 0; i < n; ++i) run.line.push_back(corner_point(i));
    runs.push_back(run);
    return runs;
  }
  Run current;
  auto close = [&] {
    if (current.line.size() >= 2) runs.push_back(current);
    current = {};
  };
  // Start behind the first opening and go once round.
  std::size_t first = 0;
  while (blocked[first].empty()) ++first;
  for (std::size_t step = 0; step <= n; ++step) {
    std::size_t i = (first + step) % n;
    WallFace frame = wall_face(room, static_cast<std::uint32_t>(i));
    std::sort(blocked[i].begin(), blocked[i].end(), [](vec2 a, vec2 b) { return a.x < b.x; });
    auto point = [&](float along) { return SweepPoint{frame.at(along, height), frame.inward}; };
    if (step > 0) current.line.push_back(corner_point(i));
    for (std::size_t k = 0; k < blocked[i].size(); ++k) {
      if (step > 0 || k > 0) {
        if (blocked[i][k].x > 1e-3f) current.line.push_back(point(std::min(blocked[i][k].x, frame.length)));
        close();
      }
      if (step == n) return runs;
      current = {};
      if (blocked[i][k].y < frame.length - 1e-3f) current.line.push_back(point(std::max(blocked[i][k].y, 0.0f)));
    }
  }
  return runs;
}

// Sorted cutting lines without near duplicates; `from` and `to` and all of `exact` stay to the bit.
std::vector<float> cuts(float from, float to, std::span<const float> exact, std::span<const float> wished) {
  std::vector<float> lines{from, to};
  for (float v : exact)
    if (v > from + 1e-4f && v < to - 1e-4f) lines.push_back(v);
  for (float v : wished) {
    bool near = v <= from || v >= to;
    for (float line : lines) near = near || std::abs(line - v) < 0.03f;
    if (!near) lines.push_back(v);
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

void draw_wall(const Room& room, std::uint32_t index, std::span<const Opening> openings, SurfaceSet& set,
               FinishLibrary& finishes) {
  WallFace frame = wall_face(room, index);
  const Wall& wall = room.walls[index];
  float height = static_cast<float>(room.ceiling_height_m);
  float painted = std::min(static_cast<float>(wall.height_m), height);
  std::vector<float> exact_x, exact_y{painted}, wish_x, wish_y;
  for (const Opening& o : openings) {
    if (o.wall != index) continue;
    exact_x.insert(exact_x.end(), {o.left, o.right});
    exact_y.insert(exact_y.end(), {o.bottom, o.top});
  }
  for (float d : {0.08f, 0.25f, 0.6f, 1.3f}) {
    wish_x.insert(wish_x.end(), {d, frame.length - d});
    wish_y.insert(wish_y.end(), {d, height - d});
  }
  int pieces = std::max(1, static_cast<int>(std::lround(frame.length / piece_m)));
  for (int i = 1; i < pieces; ++i) wish_x.push_back(frame.length * static_cast<float>(i) / static_cast<float>(pieces));
  std::vector<float> xs = cuts(0, frame.length, exact_x, wish_x), ys = cuts(0, height, exact_y, wish_y);
  const auto& below = finishes.material(wall.finish.value_or(room.wall_finish));
  const auto& above = finishes.material(room.ceiling_finish);
  for (std::size_t i = 0; i + 1 < xs.size(); ++i)
    for (std::size_t k = 0; k + 1 < ys.size(); ++k) {
      vec2 middle((xs[i] + xs[i + 1]) / 2, (ys[k] + ys[k + 1]) / 2);
      bool open = false;
      for (const Opening& o : openings)
        open = open ||
               (o.wall == index && middle.x > o.left && middle.x < o.right && middle.y > o.bottom && middle.y < o.top);
      if (open) continue;
      int zone = 1 + static_cast<int>(index) * 64 +
                 std::min(63, static_cast<int>(middle.x / frame.length * static_cast<float>(pieces)));
      set.on(middle.y < painted ? below : above, SurfaceSet::Shadow::cast, zone)
          .quad(frame.at(xs[i], ys[k]), frame.at(xs[i + 1], ys[k]), frame.at(xs[i + 1], ys[k + 1]),
                frame.at(xs[i], ys[k + 1]), frame.right);
    }
}

// A temporary wall: two faces, its ends and its top, and a shadow gap in place of a skirting.
void draw_free_wall(const Room& room, std::uint32_t number, SurfaceSet& set, FinishLibrary& finishes) {
  const FreeWall& wall = room.free_walls[number];
  const std::uint32_t face = static_cast<std::uint32_t>(room.plan.size()) + 2 * number;
  const std::array<WallFace, 2> faces{wall_face(room, face), wall_face(room, face + 1)};
  const auto& material = finishes.material(wall_finish(room, face));
  constexpr float gap_m = 0.04f, set_back_m = 0.02f;
  const float top = std::min(static_cast<float>(wall.height_m), static_cast<float>(room.ceiling_height_m));
  const float length = faces[0].length;
  std::vector<float> wish_x, wish_y;
  for (float d : {0.08f, 0.25f, 0.6f, 1.3f})
    wish_x.insert(wish_x.end(), {d, length - d}), wish_y.insert(wish_y.end(), {d, top - d});
  const int pieces = std::max(1, static_cast<int>(std::lround(length / piece_m)));
  for (int i = 1; i < pieces; ++i) wish_x.push_back(length * static_cast<float>(i) / static_cast<float>(pieces));
  const std::vector<float> xs = cuts(0, length, {}, wish_x), ys = cuts(gap_m, top, {}, wish_y);
  // Zones of a face each, numbered on from the room's own walls, then one for what is between the faces.
  auto zone_of = [](std::uint32_t face_number) { return 1 + static_cast<int>(face_number) * 64; };
  const int between = zone_of(wall_count(room) + number);
  for (int side = 0; side < 2; ++side) {
    const WallFace& frame = faces[static_cast<std::size_t>(side)];
    for (std::size_t i = 0; i + 1 < xs.size(); ++i)
      for (std::size_t k = 0; k + 1 < ys.size(); ++k) {
        int piece = std::min(63, static_cast<int>((xs[i] + xs[i + 1]) / 2 / length * static_cast<float>(pieces)));
        set.on(material, SurfaceSet::Shadow::cast, zone_of(face + static_cast<std::uint32_t>(side)) + piece)
            .quad(frame.at(xs[i], ys[k]), frame.at(xs[i + 1], ys[k]), frame.at(xs[i + 1], ys[k + 1]),
                  frame.at(xs[i], ys[k + 1]), frame.right);
      }
    // The end at this face's right, half the top, and the base set back.
    const WallFace& other = faces[static_cast<std::size_t>(1 - side)];
    MeshBuilder& edges = set.on(material, SurfaceSet::Shadow::cast, between);
    for (std::size_t k = 0; k + 1 < ys.size(); ++k)
      edges.quad(frame.at(length, ys[k]), other.at(0, ys[k]), other.at(0, ys[k + 1]), frame.at(length, ys[k + 1]),
                 -frame.inward);
    auto middle = [&](float x) { return (frame.at(x, top) + other.at(length - x, top)) * 0.5f; };
    for (std::size_t i = 0; i + 1 < xs.size(); ++i)
      edges.quad(frame.at(xs[i], top), frame.at(xs[i + 1], top), middle(xs[i + 1]), middle(xs[i]), frame.right);
    MeshBuilder& base = set.on(finishes.plain(vec3(0.02f), 0.9f), SurfaceSet::Shadow::none, between + 1);
    base.quad(frame.at(set_back_m, 0, -set_back_m), frame.at(length - set_back_m, 0, -set_back_m),
              frame.at(length - set_back_m, gap_m, -set_back_m), frame.at(set_back_m, gap_m, -set_back_m), frame.right);
    base.quad(frame.at(length - set_back_m, 0, -set_back_m), other.at(set_back_m, 0, -set_back_m),
              other.at(set_back_m, gap_m, -set_back_m), frame.at(length - set_back_m, gap_m, -set_back_m),
              -frame.inward);
  }
}

// The four sides of an opening from the wall's face to its far corners; the lower one is the threshold or the sill.
void draw_reveal(const WallFace& frame, const Opening& o, MeshBuilder& lining, MeshBuilder& threshold) {
  std::array<vec3, 4> near{frame.at(o.left, o.bottom), frame.at(o.right, o.bottom), frame.at(o.right, o.top),
                           frame.at(o.left, o.top)};
  const auto& far = o.far_corners;
  for (int k = 0; k < 2; ++k) {
    float t0 = k == 0 ? 0.0f : 0.25f, t1 = k == 0 ? 0.25f : 1.0f;
    auto mix = [&](int i, float t) { return glm::mix(near[i], far[i], t); };
    lining.quad(mix(0, t0), mix(0, t1), mix(3, t1), mix(3, t0), frame.inward);
    lining.quad(mix(1, t1), mix(1, t0), mix(2, t0), mix(2, t1), frame.inward);
    lining.quad(mix(3, t1), mix(2, t1), mix(2, t0), mix(3, t0), frame.right);
    threshold.quad(mix(0, t0), mix(1, t0), mix(1, t1), mix(0, t1), frame.right);
  }
}

void draw_architrave(const WallFace& frame, const Opening& o, MeshBuilder& joinery) {
  Section section = architrave_section(architrave_width, architrave_depth);
  vec3 r = frame.right, u(0, 1, 0);
  std::vector<SweepPoint> line{{frame.at(o.right, o.bottom), r},
                               {frame.at(o.right, o.top), r + u},
                               {frame.at(o.left, o.top), u - r},
                               {frame.at(o.left, o.bottom), -r}};
  if (o.kind == OpeningKind::window) {
    line.front().out = r - u, line.back().out = -r - u;
    joinery.sweep(line, frame.inward, section, MeshBuilder::Line::closed, MeshBuilder::Caps::none);
  } else {
    joinery.sweep(line, frame.inward, section, MeshBuilder::Line::open, MeshBuilder::Caps::none);
  }
}

// A rectangle on the far plane of an opening, in its own axes.
struct FarPlane {
  vec3 origin, right, up, towards_room;
  float width, height;
  vec3 at(float x, float y, float out) const { return origin + right * x + up * y + towards_room * out; }
};

FarPlane far_plane(const WallFace& frame, const Opening& o) {
  const auto& c = o.far_corners;
  return {c[0],         glm::normalize(c[1] - c[0]), vec3(0, 1, 0),
          frame.inward, glm::length(c[1] - c[0]),    glm::length(c[3] - c[0])};
}

void bar(MeshBuilder& mesh, const FarPlane& f, float x0, float y0, float x1, float y1, float out) {
  vec3 a = f.at(x0, y0, 0), b = f.at(x1, y0, 0), c = f.at(x1, y1, 0), d = f.at(x0, y1, 0), n = f.towards_room * out;
  mesh.quad(a + n, b + n, c + n, d + n, f.up);
  mesh.quad(d + n, c + n, c, d, f.right);
  mesh.quad(a, b, b + n, a + n, f.right);
  mesh.quad(b + n, b, c, c + n, f.up);
  mesh.quad(a, a + n, d + n, d, f.up);
}

// A closed double-leaf door: stiles and rails standing proud of sunk panels with a bevel.
void draw_door(const WallFace& frame, const Opening& o, MeshBuilder& joinery, MeshBuilder& metal) {
  FarPlane f = far_plane(frame, o);
  int leaves = f.width > 1.1f ? 2 : 1;
  float leaf = f.width / static_cast<float>(leaves), stile = std::min(0.12f, leaf * 0.2f), proud = 0.022f;
  joinery.quad(f.at(0, 0, 0), f.at(f.width, 0, 0), f.at(f.width, f.height, 0), f.at(0, f.height, 0), f.up);
  std::array<float, 4> rails{0.22f, std::max(0.5f, f.height * 0.36f), std::max(0.8f, f.height * 0.7f),
                             f.height - stile};
  for (int i = 0; i < leaves; ++i) {
    float x0 = leaf * static_cast<float>(i) + 0.002f, x1 = leaf * static_cast<float>(i + 1) - 0.002f;
    bar(joinery, f, x0, 0.006f, x0 + stile, f.height - 0.004f, proud);
    bar(joinery, f, x1 - stile, 0.006f, x1, f.height - 0.004f, proud);
    bar(joinery, f, x0 + stile, 0.006f, x1 - stile, rails[0], proud);
    bar(joinery, f, x0 + stile, rails[1], x1 - stile, rails[1] + stile, proud);
    bar(joinery, f, x0 + stile, rails[2], x1 - stile, rails[2] + stile * 0.8f, proud);
    bar(joinery, f, x0 + stile, rails[3], x1 - stile, f.height - 0.004f, proud);
    // Raised fields within the panels, with a sloping margin.
    std::array<vec2, 3> fields{vec2(rails[0], rails[1]), vec2(rails[1] + stile, rails[2]),
                               vec2(rails[2] + stile * 0.8f, rails[3])};
    for (vec2 field : fields) {
      float a = x0 + stile + 0.03f, b = x1 - stile - 0.03f, c = field.x + 0.03f, d = field.y - 0.03f, m = 0.03f;
      if (b - a < 0.12f || d - c < 0.12f) continue;
      std::array<vec3, 4> outer{f.at(a, c, 0.001f), f.at(b, c, 0.001f), f.at(b, d, 0.001f), f.at(a, d, 0.001f)};
      std::array<vec3, 4> inner{f.at(a + m, c + m, 0.014f), f.at(b - m, c + m, 0.014f), f.at(b - m, d - m, 0.014f),
                                f.at(a + m, d - m, 0.014f)};
      for (std::size_t k = 0; k < 4; ++k)
        joinery.quad(outer[k], outer[(k + 1) % 4], inner[(k + 1) % 4], inner[k], outer[(k + 1) % 4] - outer[k]);
      joinery.quad(inner[0], inner[1], inner[2], inner[3], f.up);
    }
    float knob = leaves == 1 ? x1 - stile / 2 : (i == 0 ? x1 - stile / 2 : x0 + stile / 2);
    bar(metal, f, knob - 0.022f, 0.92f, knob + 0.022f, 1.16f, proud + 0.004f);
    metal.tube(f.at(knob, 1.05f, proud), f.at(knob, 1.05f, proud + 0.045f), 0.009f, 0.009f, 10);
    metal.tube(f.at(knob, 1.05f, proud + 0.045f), f.at(knob, 1.05f, proud + 0.075f), 0.016f, 0.024f, 12);
    metal.disc(f.at(knob, 1.05f, proud + 0.075f), f.towards_room, 0.024f, 12);
  }
}

void draw_window(const WallFace& frame, const Opening& o, MeshBuilder& joinery, MeshBuilder& pane, MeshBuilder& sill) {
  FarPlane f = far_plane(frame, o);
  pane.quad(f.at(0, 0, 0), f.at(f.width, 0, 0), f.at(f.width, f.height, 0), f.at(0, f.height, 0), f.right);
  float edge = 0.06f, depth = 0.05f;
  bar(joinery, f, 0, 0, edge, f.height, depth);
  bar(joinery, f, f.width - edge, 0, f.width, f.height, depth);
  bar(joinery, f, edge, 0, f.width - edge, edge, depth);
  bar(joinery, f, edge, f.height - edge, f.width - edge, f.height, depth);
  if (f.width > 0.8f) bar(joinery, f, f.width / 2 - 0.03f, edge, f.width / 2 + 0.03f, f.height - edge, depth);
  int rows = std::max(1, static_cast<int>(std::lround(f.height / 0.7f)));
  for (int i = 1; i < rows; ++i) {
    float y = f.height * static_cast<float>(i) / static_cast<float>(rows);
    bar(joinery, f, edge, y - 0.014f, f.width - edge, y + 0.014f, depth * 0.6f);
  }
  // The sill board, standing out of the wall below the opening.
  float w = o.right - o.left + 2 * architrave_width + 0.06f;
  sill.box({.base = frame.at((o.left + o.right) / 2, o.bottom - 0.04f, 0.045f),
            .heading = std::atan2(frame.inward.x, frame.inward.z),
            .size = vec3(w, 0.045f, 0.09f),
            .bevel = 0.008f});
}

void draw_floor(const Room& room, std::span<const StandingBox> standing, SurfaceSet& set, FinishLibrary& finishes) {
  float y = static_cast<float>(room.floor_level_m);
  constexpr auto no_shadow = SurfaceSet::Shadow::none;
  auto material = finishes.material(room.floor_finish);
  auto zone = [&](dvec2 middle) -> MeshBuilder& {
    dvec2 cell = glm::floor((middle - room.plan[0]) / static_cast<double>(piece_m));
    return set.on(material, SurfaceSet::Shadow::cast,
                  1 + (static_cast<int>(cell.x) & 127) * 128 + (static_cast<int>(cell.y) & 127));
  };
  PlanFill fill{
      .level = y, .facing = PlanFill::Facing::up, .largest_m = piece_m, .edges = room.plan, .standing = standing};
  std::vector<dvec2> inner;
  if (room.floor_finish.name == "oak-herringbone") inner = inset_plan(room.plan, floor_border_m);
  if (inner.empty()) {
    fill_plan(zone, room.plan, fill);
    return;
  }
  // Herringbone runs at 45 degrees to the walls and ends at a border of boards, with a dark strip over the joint.
  fill.turn_rad = pi / 4;
  fill_plan(zone, inner, fill);
  auto boards = finishes.material({"oak-boards", room.floor_finish.tint});
  MeshBuilder& strip = set.on(finishes.material({"walnut", ""}), no_shadow);
  constexpr std::array<double, 4> steps{0, 0.15, 0.5, 1};
  for (std::size_t i = 0; i < room.plan.size(); ++i) {
    std::size_t j = (i + 1) % room.plan.size();
    double length = glm::length(room.plan[j] - room.plan[i]);
    int parts = std::max(1, static_cast<int>(std::lround(length / 0.8)));
    vec3 along = on_floor(room.plan[j] - room.plan[i], 0);
    auto at = [&](double s, double t) {
      return on_floor(glm::mix(glm::mix(room.plan[i], room.plan[j], s), glm::mix(inner[i], inner[j], s), t), y);
    };
    for (int part = 0; part < parts; ++part) {
      double s0 = static_cast<double>(part) / parts, s1 = static_cast<double>(part + 1) / parts;
      MeshBuilder& border = set.on(boards, SurfaceSet::Shadow::cast,
                                   1 + static_cast<int>(i) * 64 + static_cast<int>(s0 * length / piece_m));
      for (std::size_t k = 0; k + 1 < steps.size(); ++k)
        border.quad(at(s0, steps[k + 1]), at(s1, steps[k + 1]), at(s1, steps[k]), at(s0, steps[k]), along);
      vec3 lift(0, 0.0006f, 0);
      strip.quad(at(s0, 1.06) + lift, at(s1, 1.06) + lift, at(s1, 0.94) + lift, at(s0, 0.94) + lift, along);
    }
  }
}

}  // namespace

WallFace wall_face(const Room& room, std::uint32_t wall) {
  if (free_wall_of(room, wall)) {
    WallFrame frame = wall_frame(room, wall);
    return {vec3(frame.origin), vec3(frame.along), vec3(frame.inward), static_cast<float>(frame.length_m)};
  }
  dvec2 a = room.plan[wall], b = room.plan[(wall + 1) % room.plan.size()];
  dvec2 d = glm::normalize(b - a);
  return {on_floor(a, static_cast<float>(room.floor_level_m)), on_floor(d, 0), on_floor(dvec2(-d.y, d.x), 0),
          static_cast<float>(glm::length(b - a))};
}

static dvec2 inward_normal(std::span<const dvec2> plan, std::size_t i) {
  dvec2 d = glm::normalize(plan[(i + 1) % plan.size()] - plan[i]);
  return {-d.y, d.x};
}

dvec2 mitre(std::span<const dvec2> plan, std::size_t corner) {
  dvec2 before = inward_normal(plan, (corner + plan.size() - 1) % plan.size()), after = inward_normal(plan, corner);
  return (before + after) / std::max(0.2, 1 + glm::dot(before, after));
}

std::vector<dvec2> inset_plan(std::span<const dvec2> plan, double inset_m) {
  std::vector<dvec2> inner;
  for (std::size_t i = 0; i < plan.size(); ++i) inner.push_back(plan[i] + mitre(plan, i) * inset_m);
  if (inner.size() < 3 || self_intersects(inner) || signed_area(inner) < 1) return {};
  for (std::size_t i = 0; i < plan.size(); ++i) {
    std::size_t j = (i + 1) % plan.size();
    if (glm::dot(inner[j] - inner[i], plan[j] - plan[i]) <= 0.3 * glm::length(plan[j] - plan[i])) return {};
  }
  return inner;
}

MeshBuilder& SurfaceSet::on(const std::shared_ptr<const SurfaceMaterial>& material, Shadow shadow, int zone) {
  for (auto& entry : entries_)
    if (entry->material == material && entry->shadow == shadow && entry->zone == zone) return entry->builder;
  entries_.push_back(std::make_unique<Entry>(Entry{material, shadow, zone, {}}));
  return entries_.back()->builder;
}

void SurfaceSet::shade(const std::function<float(vec3, vec3)>& openness) {
  for (auto& entry : entries_) entry->builder.shade(openness);
}

std::vector<SurfaceItem> SurfaceSet::finish(const std::string& owner) {
  std::vector<SurfaceItem> items;
  for (auto& entry : entries_) {
    if (entry->builder.empty()) continue;
    items.push_back({.mesh = entry->builder.finish(),
                     .material = entry->material,
                     .casts_shadow = entry->shadow == Shadow::cast,
                     .owner = owner});
  }
  entries_.clear();
  return items;
}

std::vector<SurfaceItem> SurfaceSet::finish_by_sides(const std::string& owner, float least_m2) {
  std::vector<int> zones;
  for (auto& entry : entries_)
    if (!entry->builder.empty()) zones.push_back(entry->zone);
  std::vector<SurfaceItem> items;
  std::size_t i = 0;
  for (SurfaceItem& item : finish(owner)) {
    if (zones[i++] >= whole) {
      items.push_back(std::move(item));
      continue;
    }
    for (auto& part : sides_of(item.mesh, least_m2)) {
      items.push_back(item);
      items.back().mesh = std::move(part);
    }
  }
  return items;
}

std::vector<SurfaceItem> draw_room(const Room& room, std::span<const Opening> openings,
                                   std::span<const StandingBox> standing, FinishLibrary& finishes) {
  SurfaceSet set;
  // Walls and floors belong into the lights' maps even where they shade nothing: a shadow's edge is as soft as the
  // distance from what throws it to what it falls on, and the map must know both.
  for (std::uint32_t i = 0; i < room.plan.size(); ++i) draw_wall(room, i, openings, set, finishes);
  for (std::uint32_t i = 0; i < room.free_walls.size(); ++i) draw_free_wall(room, i, set, finishes);

  constexpr auto no_shadow = SurfaceSet::Shadow::none;
  auto joinery = finishes.plain(joinery_colour(room), 0.45f);
  auto sill = finishes.material({"marble", ""});
  int of_opening = 0;
  for (const Opening& o : openings) {
    ++of_opening;
    WallFace frame = wall_face(room, o.wall);
    bool window = o.kind == OpeningKind::window;
    draw_reveal(frame, o, set.on(joinery, no_shadow, of_opening),
                set.on(window ? sill : finishes.material({"stone", ""}), no_shadow, of_opening));
    draw_architrave(frame, o, set.on(joinery, no_shadow, of_opening));
    if (o.kind == OpeningKind::closed_door)
      draw_door(frame, o, set.on(finishes.material({"oak", "#6e472b"}), no_shadow),
                set.on(finishes.material({"brass", ""}), no_shadow));
    if (window)
      draw_window(frame, o, set.on(joinery, no_shadow, of_opening),
                  set.on(finishes.day(vec3(1.25f, 1.3f, 1.38f)), no_shadow), set.on(sill, no_shadow, of_opening));
  }

  draw_floor(room, standing, set, finishes);
  draw_ceiling(room, set, finishes);

  float height = static_cast<float>(room.ceiling_height_m);
  int zone = SurfaceSet::whole;  // of each piece its own
  auto mouldings = [&](const Section& section, float at, float low, float high, float margin,
                       const std::shared_ptr<const SurfaceMaterial>& material) {
    for (const Run& run : moulding_runs(room, openings, at, low, high, margin)) {
      std::size_t n = run.line.size(), spans = run.kind == MeshBuilder::Line::closed ? n : n - 1;
      for (std::size_t i = 0; i < spans; ++i) {
        const SweepPoint &from = run.line[i], &to = run.line[(i + 1) % n];
        vec3 way = to.position - from.position;
        vec3 along = glm::normalize(way), out = from.out - along * glm::dot(from.out, along);
        int pieces = std::max(1, static_cast<int>(std::lround(glm::length(way) / piece_m)));
        auto point = [&](int k) {
          if (k == 0) return from;
          if (k == pieces) return to;
          return SweepPoint{from.position + way * (static_cast<float>(k) / static_cast<float>(pieces)), out};
        };
        for (int k = 0; k < pieces; ++k) {
          std::array<SweepPoint, 2> piece{point(k), point(k + 1)};
          bool end = run.kind == MeshBuilder::Line::open && ((i == 0 && k == 0) || (i + 1 == spans && k + 1 == pieces));
          set.on(material, no_shadow, ++zone)
              .sweep(piece, vec3(0, 1, 0), section, MeshBuilder::Line::open,
                     end ? MeshBuilder::Caps::both : MeshBuilder::Caps::none);
        }
      }
    }
  };
  if (room.skirting) mouldings(skirting_section(0.16f, 0.022f), 0, 0, 0.16f, architrave_width, joinery);
  float rail = std::max(2.4f, height * 0.79f);
  if (room.picture_rail && rail < height - 0.35f)
    mouldings(picture_rail_section(), rail, rail, rail + 0.06f, architrave_width, joinery);
  if (room.cornice && height > 2.4f) {
    float drop = std::clamp(height * 0.06f, 0.12f, 0.3f);
    mouldings(cornice_section(drop, drop * 0.9f), height, height - drop, height, 0,
              finishes.material(room.ceiling_finish));
  }
  set.shade(RoomOpenness(room, openings, standing));
  return set.finish_by_sides("room:" + room.id.value, least_side_m2);
}

std::vector<SurfaceItem> draw_free_walls(const Room& room, FinishLibrary& finishes) {
  SurfaceSet set;
  for (std::uint32_t i = 0; i < room.free_walls.size(); ++i) draw_free_wall(room, i, set, finishes);
  return set.finish_by_sides("room:" + room.id.value, least_side_m2);
}

}  // namespace enf
