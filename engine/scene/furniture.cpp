#include "engine/scene/furniture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/exhibition/ceiling.h"
#include "engine/exhibition/holders.h"
#include "engine/scene/sections.h"

namespace enf {

namespace {

struct Axes {
  vec3 base, x, z;
  vec3 at(float px, float py, float pz) const { return base + x * px + vec3(0, py, 0) + z * pz; }
};

Axes axes(dvec2 position, double heading, float floor) {
  float h = static_cast<float>(heading);
  vec3 z(std::sin(h), 0, std::cos(h));
  return {vec3(static_cast<float>(position.x), floor, static_cast<float>(position.y)), vec3(z.z, 0, -z.x), z};
}

constexpr float least_side_m2 = 0.03f;

const std::vector<float> foot_levels{0.03f, 0.1f, 0.25f, 0.5f};

// Darkens what lies near the floor.
std::function<float(vec3, vec3)> foot_openness(float floor) {
  return [floor](vec3 p, vec3 n) {
    float h = std::max(0.0f, p.y - floor);
    float side = 1 - std::max(n.y, 0.0f);
    return 1 - side * (0.25f * std::exp(-h / 0.3f) + 0.3f * std::exp(-h / 0.05f));
  };
}

// A bench's measures: legs at the corners carry a rail and a cushion.
struct BenchShape {
  explicit BenchShape(const Furniture& f)
      : w(static_cast<float>(f.width_m)), d(static_cast<float>(f.depth_m)), h(static_cast<float>(f.height_m)) {}
  float w, d, h;
  float leg = 0.05f, rail = 0.06f, cushion = std::min(0.09f, h * 0.25f);
  float under = h - cushion - rail;  // height of the rail's lower edge
  // The legs' middles.
  std::array<vec2, 4> legs() const {
    float x = w / 2 - leg * 1.6f, z = d / 2 - leg;
    return {vec2(-x, -z), vec2(-x, z), vec2(x, -z), vec2(x, z)};
  }
};

void draw_bench(const Furniture& f, const Axes& a, SurfaceSet& set, FinishLibrary& finishes) {
  BenchShape shape(f);
  float w = shape.w, d = shape.d, h = shape.h, leg = shape.leg, cushion = shape.cushion;
  float heading = static_cast<float>(f.heading_rad);
  MeshBuilder& wood = set.on(finishes.material(f.finish));
  for (vec2 at : shape.legs())
    wood.box(
        {.base = a.at(at.x, 0, at.y), .heading = heading, .size = vec3(leg, shape.under, leg), .levels = foot_levels});
  for (float side : {-1.0f, 1.0f})
    wood.box({.base = a.at(side * (w / 2 - leg * 1.6f), 0.08f, 0),
              .heading = heading,
              .size = vec3(leg * 0.6f, 0.04f, d - leg * 2)});
  wood.box({.base = a.at(0, shape.under, 0),
            .heading = heading,
            .size = vec3(w - 0.02f, shape.rail, d - 0.02f),
            .bevel = 0.003f});
  // The upholstery: a cushion with rounded shoulders, swept round the seat, and its top.
  MeshBuilder& leather = set.on(finishes.material({"leather", ""}));
  float r = cushion * 0.45f, hx = w / 2 - r, hz = d / 2 - r;
  Section side{{r * 0.55f, 0, 0.7f}};
  curve_to(side, r, cushion * 0.4f, 1, 4);
  curve_to(side, 0, cushion, 1, 7);
  std::array<SweepPoint, 4> ring{
      SweepPoint{a.at(-hx, h - cushion, hz), -a.x + a.z}, SweepPoint{a.at(hx, h - cushion, hz), a.x + a.z},
      SweepPoint{a.at(hx, h - cushion, -hz), a.x - a.z}, SweepPoint{a.at(-hx, h - cushion, -hz), -a.x - a.z}};
  leather.sweep(ring, vec3(0, 1, 0), side, MeshBuilder::Line::closed, MeshBuilder::Caps::none);
  leather.quad(a.at(-hx, h, hz), a.at(hx, h, hz), a.at(hx, h, -hz), a.at(-hx, h, -hz), a.x);
}

// Open shelves: boards between uprights not more than a metre apart, a plinth, a cloth-covered back.
void draw_shelves(const Furniture& f, const Axes& a, SurfaceSet& set, FinishLibrary& finishes) {
  float w = static_cast<float>(f.width_m), d = static_cast<float>(f.depth_m), h = static_cast<float>(f.height_m);
  float heading = static_cast<float>(f.heading_rad), side = 0.03f, board = static_cast<float>(shelf_board_m);
  MeshBuilder& wood = set.on(finishes.material(f.finish));
  int bays = std::max(1, static_cast<int>(std::ceil(w / 1.05f)));
  for (int i = 0; i <= bays; ++i) {
    float x = (w - side) * (static_cast<float>(i) / static_cast<float>(bays) - 0.5f);
    wood.box(
        {.base = a.at(x, 0, 0), .heading = heading, .size = vec3(side, h, d), .bevel = 0.002f, .levels = foot_levels});
  }
  for (double at : board_heights_m(f))
    wood.box({.base = a.at(0, static_cast<float>(at) - board, 0.004f),
              .heading = heading,
              .size = vec3(w - side, board, d - 0.012f)});
  wood.box({.base = a.at(0, h - board, 0), .heading = heading, .size = vec3(w - side, board, d - 0.004f)});
  wood.box({.base = a.at(0, 0, -0.02f),
            .heading = heading,
            .size = vec3(w - side, static_cast<float>(shelf_plinth_m) - board, d - 0.06f)});
  set.on(finishes.material({"fabric", "#6d6a60"}))
      .box({.base = a.at(0, 0.05f, -d / 2 + 0.006f), .heading = heading, .size = vec3(w - side, h - 0.06f, 0.008f)});
}

// A chest of shallow drawers as for prints: fronts with a fine joint around, a label holder and a pull on each.
void draw_drawers(const Furniture& f, const Axes& a, SurfaceSet& set, FinishLibrary& finishes) {
  float w = static_cast<float>(f.width_m), d = static_cast<float>(f.depth_m), h = static_cast<float>(f.height_m);
  float heading = static_cast<float>(f.heading_rad), top = 0.03f, foot = 0.08f;
  MeshBuilder& wood = set.on(finishes.material(f.finish));
  MeshBuilder& metal = set.on(finishes.material({"brass", ""}));
  set.on(finishes.plain(vec3(0.02f), 0.9f))
      .box({.base = a.at(0, 0, -0.02f), .heading = heading, .size = vec3(w - 0.06f, foot, d - 0.06f)});
  wood.box({.base = a.at(0, foot, -0.01f),
            .heading = heading,
            .size = vec3(w, h - foot - top, d - 0.02f),
            .levels = foot_levels});
  wood.box({.base = a.at(0, h - top, 0), .heading = heading, .size = vec3(w + 0.02f, top, d + 0.02f), .bevel = 0.004f});
  int columns = std::max(1, static_cast<int>(std::lround(w / 0.95f)));
  int rows = std::max(1, static_cast<int>(std::lround((h - foot - top) / 0.12f)));
  float cell_w = w / static_cast<float>(columns), cell_h = (h - foot - top) / static_cast<float>(rows);
  for (int i = 0; i < columns; ++i)
    for (int j = 0; j < rows; ++j) {
      float x = cell_w * (static_cast<float>(i) + 0.5f) - w / 2, y = foot + cell_h * static_cast<float>(j);
      wood.box({.base = a.at(x, y + 0.003f, d / 2 - 0.012f),
                .heading = heading,
                .size = vec3(cell_w - 0.008f, cell_h - 0.006f, 0.02f),
                .bevel = 0.002f});
      metal.box({.base = a.at(x, y + cell_h * 0.5f - 0.012f, d / 2 - 0.001f),
                 .heading = heading,
                 .size = vec3(0.07f, 0.028f, 0.004f)});
      metal.box({.base = a.at(x, y + cell_h * 0.22f, d / 2 + 0.004f),
                 .heading = heading,
                 .size = vec3(0.05f, 0.008f, 0.016f)});
    }
}

// A projection screen: a white surface in a narrow black border between two posts on feet. Its lower edge is a third
// up, but no higher than one sits.
void draw_screen(const Furniture& f, const Axes& a, SurfaceSet& set, FinishLibrary& finishes) {
  float w = static_cast<float>(f.width_m), d = static_cast<float>(f.depth_m), h = static_cast<float>(f.height_m);
  float heading = static_cast<float>(f.heading_rad), post = 0.04f, border = 0.03f, thick = 0.024f;
  float lower = std::min(0.6f, h / 3);
  MeshBuilder& black = set.on(finishes.plain(vec3(0.02f), 0.7f));
  for (float side : {-1.0f, 1.0f}) {
    float x = side * (w - post) / 2;
    black.box({.base = a.at(x, 0, 0), .heading = heading, .size = vec3(post, 0.03f, d), .bevel = 0.004f});
    black.box({.base = a.at(x, 0.03f, 0), .heading = heading, .size = vec3(post, h - 0.03f, post)});
  }
  black.box({.base = a.at(0, lower, 0), .heading = heading, .size = vec3(w - 2 * post, h - lower, thick)});
  set.on(finishes.material(f.finish))
      .box({.base = a.at(0, lower + border, thick / 2 + 0.002f),
            .heading = heading,
            .size = vec3(w - 2 * (post + border), h - lower - 2 * border, 0.004f)});
}

void draw_post(vec3 foot, float height, MeshBuilder& metal) {
  vec3 up(0, 1, 0);
  metal.tube(foot, foot + up * 0.012f, 0.15f, 0.15f, 28);
  metal.tube(foot + up * 0.012f, foot + up * 0.03f, 0.15f, 0.03f, 28);
  metal.tube(foot + up * 0.03f, foot + up * (height - 0.05f), 0.016f, 0.016f, 14);
  metal.tube(foot + up * (height - 0.05f), foot + up * (height - 0.035f), 0.016f, 0.024f, 14);
  metal.tube(foot + up * (height - 0.035f), foot + up * (height - 0.01f), 0.024f, 0.024f, 14);
  metal.tube(foot + up * (height - 0.01f), foot + up * height, 0.024f, 0.012f, 14);
  metal.disc(foot + up * height, up, 0.012f, 14);
}

// A rope between two posts, hanging in a shallow parabola.
void draw_rope(vec3 a, vec3 b, float sag, MeshBuilder& rope) {
  constexpr int parts = 14;
  vec3 previous = a;
  for (int i = 1; i <= parts; ++i) {
    float t = static_cast<float>(i) / parts;
    vec3 p = glm::mix(a, b, t) - vec3(0, sag * 4 * t * (1 - t), 0);
    rope.tube(previous, p, 0.009f, 0.009f, 8);
    previous = p;
  }
}

// A block on the floor, of that height; with a hood of glass on it a vitrine.
void draw_block(const Axes& a, float heading, vec3 size, float hood, const Finish& finish, SurfaceSet& set,
                FinishLibrary& finishes) {
  const float w = size.x, h = size.y, d = size.z;
  // A recessed dark foot lets the block float a little above the floor.
  float gap = std::min(0.03f, h * 0.3f), recess = std::min(0.02f, std::min(w, d) * 0.2f);
  set.on(finishes.plain(vec3(0.02f), 0.9f))
      .box({.base = a.at(0, 0, 0), .heading = heading, .size = vec3(w - 2 * recess, gap, d - 2 * recess)});
  MeshBuilder& body = set.on(finishes.material(finish));
  const bool vitrine = hood > 0;
  float trim = vitrine ? 0.025f : 0;
  body.box({.base = a.at(0, gap, 0),
            .heading = heading,
            .size = vec3(w, h - gap - trim, d),
            .bevel = vitrine ? 0.0f : 0.002f,
            .levels = foot_levels});
  if (vitrine) {
    constexpr float edge = 0.006f;
    MeshBuilder& metal = set.on(finishes.material({"bronze", ""}));
    metal.box({.base = a.at(0, h - trim, 0),
               .heading = heading,
               .size = vec3(w + 0.006f, trim, d + 0.006f),
               .bevel = 0.002f});
    constexpr float bed = static_cast<float>(vitrine_edge_m);
    // The display bed: a neutral cloth board just above the trim.
    set.on(finishes.material({"fabric", "#a49e92"}))
        .box({.base = a.at(0, h, 0),
              .heading = heading,
              .size = vec3(w - 2 * bed, static_cast<float>(vitrine_bed_m), d - 2 * bed)});
    MeshBuilder& glass = set.on(finishes.clear_glass(), SurfaceSet::Shadow::none);
    float hx = w / 2 - 0.004f, hz = d / 2 - 0.004f, top = h + hood;
    std::array<vec2, 4> ring{vec2(-hx, hz), vec2(hx, hz), vec2(hx, -hz), vec2(-hx, -hz)};
    constexpr float within = 0.0015f;  // the sheets lie within their edges' faces
    for (std::size_t i = 0; i < 4; ++i) {
      vec2 p = ring[i] - glm::sign(ring[i]) * within, q = ring[(i + 1) % 4] - glm::sign(ring[(i + 1) % 4]) * within;
      glass.quad(a.at(p.x, h, p.y), a.at(q.x, h, q.y), a.at(q.x, top, q.y), a.at(p.x, top, p.y),
                 a.at(q.x, h, q.y) - a.at(p.x, h, p.y));
    }
    float gx = hx - within, gz = hz - within, lid = top - within;
    glass.quad(a.at(-gx, lid, gz), a.at(gx, lid, gz), a.at(gx, lid, -gz), a.at(-gx, lid, -gz), a.x);
    // The polished edges of the sheets catch light: pale green bands along every joint.
    MeshBuilder& edges = set.on(finishes.plain(vec3(0.36f, 0.45f, 0.42f), 0.12f), SurfaceSet::Shadow::none);
    for (vec2 p : ring)
      edges.box({.base = a.at(p.x - std::copysign(edge / 2, p.x), h, p.y - std::copysign(edge / 2, p.y)),
                 .heading = heading,
                 .size = vec3(edge, hood, edge)});
    for (float s : {-1.0f, 1.0f}) {
      edges.box({.base = a.at(0, top - edge, s * (hz - edge / 2)),
                 .heading = heading,
                 .size = vec3(2 * hx - 2 * edge, edge, edge)});
      edges.box({.base = a.at(s * (hx - edge / 2), top - edge, 0),
                 .heading = heading,
                 .size = vec3(edge, edge, 2 * hz - 2 * edge)});
    }
  }
}

}  // namespace

std::vector<SurfaceItem> draw_support(const OnFloor& where, float floor, FinishLibrary& finishes) {
  SurfaceSet set;
  if (where.support == Support::free || where.support == Support::shelf) return {};
  draw_block(axes(where.position_m, where.heading_rad, floor), static_cast<float>(where.heading_rad),
             vec3(where.support_width_m, where.support_height_m, where.support_depth_m),
             where.support == Support::vitrine ? static_cast<float>(where.hood_height_m) : 0, where.support_finish, set,
             finishes);
  set.shade(foot_openness(floor));
  return set.finish_by_sides("", least_side_m2);
}

StandingBox standing_box(const OnFloor& where) {
  return {vec2(where.position_m), static_cast<float>(where.heading_rad),
          vec2(where.support_width_m, where.support_depth_m) * 0.5f, static_cast<float>(where.support_height_m)};
}

std::vector<StandingBox> free_wall_boxes(const Room& room) {
  std::vector<StandingBox> boxes;
  for (const FreeWall& wall : room.free_walls) {
    vec2 along = vec2(wall.to_m - wall.from_m);
    boxes.push_back({vec2(wall.from_m + wall.to_m) * 0.5f, std::atan2(-along.y, along.x),
                     vec2(glm::length(along), wall.thickness_m) * 0.5f, static_cast<float>(wall.height_m)});
  }
  return boxes;
}

std::vector<StandingBox> furniture_boxes(const Furniture& bench) {
  if (bench.kind != FurnitureKind::bench) {
    const double glass = bench.kind == FurnitureKind::vitrine ? hood_height_m(bench) : 0;  // lets light through
    return {{vec2(bench.position_m), static_cast<float>(bench.heading_rad), vec2(bench.width_m, bench.depth_m) * 0.5f,
             static_cast<float>(bench.height_m - glass)}};
  }
  BenchShape shape(bench);
  Axes a = axes(bench.position_m, bench.heading_rad, 0);
  float heading = static_cast<float>(bench.heading_rad);
  std::vector<StandingBox> boxes{
      {vec2(bench.position_m), heading, vec2(shape.w, shape.d) * 0.5f, shape.h, shape.under}};
  for (vec2 leg : shape.legs()) {
    vec3 p = a.at(leg.x, 0, leg.y);
    boxes.push_back({vec2(p.x, p.z), heading, vec2(shape.leg / 2), shape.under});
  }
  return boxes;
}

std::vector<SurfaceItem> draw_furniture(const Furniture& f, float floor, FinishLibrary& finishes) {
  SurfaceSet set;
  Axes a = axes(f.position_m, f.heading_rad, floor);
  float h = static_cast<float>(f.height_m), w = static_cast<float>(f.width_m);
  if (f.kind == FurnitureKind::bench) {
    draw_bench(f, a, set, finishes);
  } else if (f.kind == FurnitureKind::shelves) {
    draw_shelves(f, a, set, finishes);
  } else if (f.kind == FurnitureKind::drawers) {
    draw_drawers(f, a, set, finishes);
  } else if (f.kind == FurnitureKind::screen) {
    draw_screen(f, a, set, finishes);
  } else if (f.kind == FurnitureKind::plinth) {
    draw_block(a, static_cast<float>(f.heading_rad), vec3(w, h, f.depth_m), 0, f.finish, set, finishes);
  } else if (f.kind == FurnitureKind::vitrine) {
    const float hood = static_cast<float>(hood_height_m(f));
    draw_block(a, static_cast<float>(f.heading_rad), vec3(w, h - hood, f.depth_m), hood, f.finish, set, finishes);
  } else {
    MeshBuilder& metal = set.on(finishes.material({f.finish.name == "oak" ? "brass" : f.finish.name, f.finish.tint}));
    if (f.kind == FurnitureKind::stanchion) {
      draw_post(a.at(0, 0, 0), h, metal);
    } else {
      int spans = std::max(1, static_cast<int>(std::lround(w / 1.6f)));
      MeshBuilder& rope = set.on(finishes.plain(vec3(0.13f, 0.025f, 0.03f), 0.85f));
      for (int i = 0; i <= spans; ++i) {
        float x = w * (static_cast<float>(i) / static_cast<float>(spans) - 0.5f);
        draw_post(a.at(x, 0, 0), h, metal);
        float next = w * (static_cast<float>(i + 1) / static_cast<float>(spans) - 0.5f);
        if (i < spans) draw_rope(a.at(x + 0.02f, h - 0.03f, 0), a.at(next - 0.02f, h - 0.03f, 0), 0.09f, rope);
      }
    }
  }
  set.shade(foot_openness(floor));
  return set.finish_by_sides("furniture:" + f.id.value, least_side_m2);
}

std::vector<SurfaceItem> draw_plate(const PlatePlace& p, vec3 paper, FinishLibrary& finishes) {
  SurfaceSet set;
  float hx = p.width / 2, hy = p.height / 2;
  auto at = [&](float x, float y, float out) { return p.centre + p.right * x + p.up * y + p.front * out; };
  std::array<SweepPoint, 4> ring{SweepPoint{at(-hx, -hy, 0), -p.right - p.up},
                                 SweepPoint{at(hx, -hy, 0), p.right - p.up}, SweepPoint{at(hx, hy, 0), p.right + p.up},
                                 SweepPoint{at(-hx, hy, 0), -p.right + p.up}};
  Section edge{{0, 0, 0.6f}, {0, plate_depth_m - plate_bevel_m}, {-plate_bevel_m, plate_depth_m}};
  float fx = hx - plate_bevel_m, fy = hy - plate_bevel_m;
  MeshBuilder& board = set.on(finishes.plain(paper, 0.75f));
  board.sweep(ring, p.front, edge, MeshBuilder::Line::closed, MeshBuilder::Caps::none);
  board.quad(at(-fx, -fy, plate_depth_m), at(fx, -fy, plate_depth_m), at(fx, fy, plate_depth_m),
             at(-fx, fy, plate_depth_m), p.right);
  return set.finish("");
}

std::vector<SurfaceItem> draw_luminaires(std::span<const Light* const> lights, const Room& room,
                                         FinishLibrary& finishes) {
  SurfaceSet set;
  constexpr auto no_shadow = SurfaceSet::Shadow::none;  // a housing must not shade its own light
  auto black = finishes.plain(vec3(0.035f), 0.55f);
  // Rows: lights at the same height that share an x or a z, not more than 4 m apart, hang from one track.
  std::vector<const Light*> left(lights.begin(), lights.end());
  while (!left.empty()) {
    const Light* first = left.front();
    std::vector<const Light*> row;
    int best_axis = 0;
    for (int axis : {0, 2}) {
      std::vector<const Light*> candidate;
      for (const Light* l : left)
        if (std::abs(l->position_m[axis] - first->position_m[axis]) < 0.08 &&
            std::abs(l->position_m.y - first->position_m.y) < 0.08)
          candidate.push_back(l);
      if (candidate.size() > row.size()) row = candidate, best_axis = axis;
    }
    int along = 2 - best_axis;
    std::sort(row.begin(), row.end(),
              [&](const Light* a, const Light* b) { return a->position_m[along] < b->position_m[along]; });
    auto me = std::find(row.begin(), row.end(), first);
    auto from = me, to = me;
    while (from != row.begin() && (*from)->position_m[along] - (*(from - 1))->position_m[along] < 4) --from;
    while (to + 1 != row.end() && (*(to + 1))->position_m[along] - (*to)->position_m[along] < 4) ++to;
    std::vector<const Light*> track(from, to + 1);
    for (const Light* l : track) left.erase(std::find(left.begin(), left.end(), l));

    vec3 a(track.front()->position_m), b(track.back()->position_m);
    vec3 mid = (a + b) * 0.5f;
    auto ceiling = [&](vec3 p) {
      return static_cast<float>(room.floor_level_m + ceiling_height_at_m(room, dvec2(p.x, p.z)));
    };
    float y = std::min(a.y + 0.2f, std::min({ceiling(a), ceiling(mid), ceiling(b)}) - 0.02f), margin = 0.3f;
    float length = glm::length(b - a) + 2 * margin;
    vec3 size = best_axis == 0 ? vec3(0.036f, 0.03f, length) : vec3(length, 0.03f, 0.036f);
    MeshBuilder& metal = set.on(black, no_shadow);
    metal.box({.base = vec3(mid.x, y, mid.z), .size = size});
    for (float side : {-1.0f, 1.0f}) {
      vec3 hang = vec3(mid.x, y + 0.03f, mid.z);
      hang[along] += side * (length / 2 - 0.15f);
      float top = ceiling(hang);
      if (hang.y < top - 0.01f) metal.tube(hang, vec3(hang.x, top, hang.z), 0.0025f, 0.0025f, 6);
    }
    for (const Light* l : track) {
      vec3 p(l->position_m), aim = glm::normalize(vec3(l->aim_m) - p);
      metal.tube(p + vec3(0, 0.03f, 0), vec3(p.x, y, p.z), 0.009f, 0.009f, 8);
      // The lamp: a cylinder with cooling fins behind, its mouth glowing.
      vec3 back = p - aim * 0.11f, mouth = p + aim * 0.035f;
      metal.disc(back, -aim, 0.036f, 18);
      metal.tube(back, back + aim * 0.05f, 0.036f, 0.036f, 18);
      metal.tube(back + aim * 0.05f, back + aim * 0.053f, 0.036f, 0.043f, 18);
      metal.tube(back + aim * 0.053f, mouth, 0.043f, 0.043f, 18);
      metal.tube(mouth, mouth + aim * 0.002f, 0.043f, 0.034f, 18);
      bool lit = l->dimming > 0 && l->intensity_cd > 0;
      set.on(lit ? finishes.glow(vec3(2.4f, 2.25f, 2.0f)) : black, no_shadow)
          .disc(mouth + aim * 0.001f, aim, 0.0355f, 18);
    }
  }
  return set.finish("");
}

}  // namespace enf
