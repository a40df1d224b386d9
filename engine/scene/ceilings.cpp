#include "engine/scene/ceilings.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/exhibition/ceiling.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/plan_fill.h"
#include "engine/scene/sections.h"

namespace enf {

namespace {

constexpr auto no_shadow = SurfaceSet::Shadow::none;
constexpr float laylight_rise_m = 0.3f, field_rise_m = 0.12f;

vec3 on_floor(dvec2 p, float y) { return vec3(static_cast<float>(p.x), y, static_cast<float>(p.y)); }

// A part of a ceiling's surface, u to the right and v up for who looks at it, for coffers and patches alike.
using Surface = std::function<vec3(float u, float v)>;

// Places along an arch, by equal angles.
auto by_angle(int steps) {
  return [steps](int k) { return 0.5f - 0.5f * std::cos(pi * static_cast<float>(k) / static_cast<float>(steps)); };
}

class CeilingPainter {
 public:
  CeilingPainter(const Room& room, SurfaceSet& set, FinishLibrary& finishes)
      : room_(room),
        set_(set),
        finishes_(finishes),
        plaster_(set.on(finishes.material(room.ceiling_finish), no_shadow)),
        top_(static_cast<float>(room.floor_level_m + room.ceiling_height_m)),
        rise_(static_cast<float>(room.ceiling.rise_m)) {}

  void draw() {
    switch (room_.ceiling.form) {
      case CeilingForm::flat:
        return room_.ceiling.coffers > 0 ? draw_coffered() : draw_flat();
      case CeilingForm::coved:
        return draw_coved();
      case CeilingForm::barrel_vault:
        return draw_barrel();
      case CeilingForm::groin_vault:
        return draw_groin();
      case CeilingForm::dome:
        return draw_dome();
    }
  }

 private:
  bool has_laylight() const { return room_.laylight.illuminance_lx > 0; }

  // Diffusing glass. How much it glows follows from all of it, and is set where the room's lights are known.
  MeshBuilder& pane() { return set_.on(finishes_.laylight(vec3(1)), no_shadow); }
  MeshBuilder& bars() { return set_.on(finishes_.plain(vec3(0.55f, 0.54f, 0.52f), 0.5f), no_shadow); }

  void draw_flat() {
    double inset = 0;
    for (double wished : {cove_reach_m(room_), cove_reach_m(room_) * 0.6})
      if (inset == 0 && wished > 0.35 && !inset_plan(room_.plan, wished).empty()) inset = wished;
    if (inset == 0)
      return fill_plan([&](dvec2) -> MeshBuilder& { return plaster_; }, room_.plan,
                       {.level = top_, .facing = PlanFill::Facing::down, .largest_m = 1.5});
    std::vector<dvec2> field = inset_plan(room_.plan, inset);
    std::size_t n = room_.plan.size();
    constexpr std::array<double, 6> steps{0, 0.1, 0.25, 0.5, 0.8, 1};
    for (std::size_t i = 0; i < n; ++i) {
      std::size_t j = (i + 1) % n;
      vec3 along = on_floor(room_.plan[j] - room_.plan[i], 0);
      for (std::size_t k = 0; k + 1 < steps.size(); ++k) {
        auto at = [&](std::size_t corner, double t) {
          return on_floor(glm::mix(room_.plan[corner], field[corner], t), top_);
        };
        plaster_.quad(at(i, steps[k]), at(j, steps[k]), at(j, steps[k + 1]), at(i, steps[k + 1]), along);
      }
    }
    draw_field(field, top_);
  }

  // A sunk field with a moulded rim at height y: plaster, or the laylight's panes between their bars.
  void draw_field(std::span<const dvec2> field, float y) {
    float rise = has_laylight() ? laylight_rise_m : field_rise_m;
    std::vector<SweepPoint> rim;
    for (std::size_t i = 0; i < field.size(); ++i) {
      dvec2 m = mitre(field, i);
      rim.push_back({on_floor(field[i], y), vec3(static_cast<float>(m.x), 0, static_cast<float>(m.y))});
    }
    plaster_.sweep(rim, vec3(0, 1, 0), field_rim_section(rise), MeshBuilder::Line::closed, MeshBuilder::Caps::none);
    if (!has_laylight())
      return fill_plan([&](dvec2) -> MeshBuilder& { return plaster_; }, field,
                       {.level = y + rise, .facing = PlanFill::Facing::down, .largest_m = 1.5});
    MeshBuilder& glass = pane();
    fill_plan([&](dvec2) -> MeshBuilder& { return glass; }, field,
              {.level = y + rise, .facing = PlanFill::Facing::down, .largest_m = 4});
    MeshBuilder& frame = bars();
    for (const PlanLine& line : plan_grid_lines(field, 0.9)) {
      dvec2 d = line.b - line.a;
      frame.box({.base = on_floor((line.a + line.b) / 2.0, y + rise - 0.05f),
                 .heading = static_cast<float>(std::atan2(d.x, d.y)),
                 .size = vec3(0.03f, 0.05f, static_cast<float>(glm::length(d)))});
    }
  }

  // A sunk panel in the cell [u0, u1] x [v0, v1] of a surface: a rib round it, two steps inwards, the ground.
  void draw_coffer(const Surface& surface, vec2 low, vec2 high, float depth, MeshBuilder& ground) {
    vec2 mid = (low + high) * 0.5f;
    vec3 du = surface(high.x, mid.y) - surface(low.x, mid.y), dv = surface(mid.x, high.y) - surface(mid.x, low.y);
    vec3 in = -glm::normalize(glm::cross(du, dv)) * depth;
    // The ring between two scaled outlines of the cell, sunk by parts of the depth.
    auto ring = [&](MeshBuilder& mesh, float outer, float inner, float sunk_outer, float sunk_inner) {
      auto corner = [&](int k, float scale, float sunk) {
        vec2 p = vec2(k == 1 || k == 2 ? high.x : low.x, k >= 2 ? high.y : low.y);
        p = mid + (p - mid) * scale;
        return surface(p.x, p.y) + in * sunk;
      };
      for (int k = 0; k < 4; ++k) {
        vec3 a = corner(k, outer, sunk_outer), b = corner((k + 1) % 4, outer, sunk_outer);
        mesh.quad(a, b, corner((k + 1) % 4, inner, sunk_inner), corner(k, inner, sunk_inner), b - a);
      }
    };
    ring(plaster_, 1.0f, 0.80f, 0, 0);
    ring(plaster_, 0.80f, 0.77f, 0, 0.5f);
    ring(plaster_, 0.77f, 0.68f, 0.5f, 0.5f);
    ring(plaster_, 0.68f, 0.64f, 0.5f, 1);
    auto at = [&](float x, float y) {
      vec2 p = mid + vec2(x, y) * (high - low) * 0.32f;
      return surface(p.x, p.y) + in;
    };
    ground.quad(at(-1, -1), at(1, -1), at(1, 1), at(-1, 1), du);
    // A rosette's boss in the middle catches the light.
    if (&ground == &plaster_) {
      vec3 n = -in / depth, middle = at(0, 0);
      float r = 0.10f * std::min(glm::length(du), glm::length(dv));
      plaster_.tube(middle, middle + n * r * 0.35f, r, r * 0.7f, 12);
      plaster_.disc(middle + n * r * 0.35f, n, r * 0.7f, 12);
    }
  }

  // Over a rectangle; where a laylight is wished, the panels inside its inset are its panes.
  void draw_coffered() {
    if (!ceiling_problem({.plan = room_.plan, .ceiling = {.form = CeilingForm::barrel_vault}}).empty())
      return draw_flat();
    VaultBay bay = vault_bay(room_);
    auto rows = static_cast<int>(room_.ceiling.coffers);
    int columns = std::max(1, static_cast<int>(std::lround(rows * bay.half_length_m / bay.half_width_m)));
    Surface plane = [&](float u, float v) {
      return on_floor(bay.middle + bay.along * ((2.0 * u - 1) * bay.half_length_m) +
                          bay.across() * ((2.0 * v - 1) * bay.half_width_m),
                      top_);
    };
    float depth = static_cast<float>(std::min(0.28, 0.22 * bay.half_width_m * 2 / rows));
    for (int j = 0; j < rows; ++j)
      for (int i = 0; i < columns; ++i) {
        vec2 size(1.0f / static_cast<float>(columns), 1.0f / static_cast<float>(rows));
        vec2 low = vec2(i, j) * size;
        double aside = (1 - std::abs(2 * (low.x + size.x / 2) - 1)) * bay.half_length_m;
        double ahead = (1 - std::abs(2 * (low.y + size.y / 2) - 1)) * bay.half_width_m;
        bool glass = has_laylight() && std::min(aside, ahead) > room_.laylight.inset_m;
        draw_coffer(plane, low, low + size, depth, glass ? pane() : plaster_);
      }
  }

  void draw_coved() {
    double reach = cove_reach_m(room_);
    std::vector<dvec2> field = inset_plan(room_.plan, reach);
    while (field.empty() && reach > 0.1) field = inset_plan(room_.plan, reach *= 0.7);
    if (field.empty()) return draw_flat();
    std::size_t n = room_.plan.size();
    for (std::size_t i = 0; i < n; ++i) {
      std::size_t j = (i + 1) % n;
      int cells = std::max(1, static_cast<int>(glm::distance(room_.plan[i], room_.plan[j]) / 1.5));
      plaster_.patch(cells, 10, [&](float u, float v) {
        float angle = v * pi / 2, in = 1 - std::cos(angle);
        dvec2 left = glm::mix(room_.plan[i], field[i], static_cast<double>(in));
        dvec2 right = glm::mix(room_.plan[j], field[j], static_cast<double>(in));
        return on_floor(glm::mix(left, right, static_cast<double>(u)), top_ + rise_ * std::sin(angle));
      });
    }
    draw_field(field, top_ + rise_);
  }

  void draw_barrel() {
    VaultBay bay = vault_bay(room_);
    auto place = [&](double along, double across, float height) {
      return on_floor(bay.middle + bay.along * along + bay.across() * across, top_ + height);
    };
    // From one springing line (v = 0) over the crown to the other, `from` to `to` along the vault.
    auto shell = [&](double from, double to, float v0, float v1) -> Surface {
      return [=, this](float u, float v) {
        float angle = (v0 + (v1 - v0) * v) * pi;
        return place(from + (to - from) * static_cast<double>(u), -bay.half_width_m * std::cos(angle),
                     rise_ * std::sin(angle));
      };
    };
    double l = bay.half_length_m;
    double glass_half =
        has_laylight() ? std::clamp(bay.half_width_m - room_.laylight.inset_m, 0.3, bay.half_width_m * 0.5) : 0;
    double glass_end = has_laylight() ? l - std::clamp(room_.laylight.inset_m, 0.4, l * 0.5) : 0;
    float edge =
        static_cast<float>(std::acos(glass_half / bay.half_width_m) / std::numbers::pi);  // v where the glass begins
    auto covered = [&](double from, double to, float v0, float v1) {
      double length = to - from, girth = (v1 - v0) * std::numbers::pi * (bay.half_width_m + rise_) / 2;
      if (room_.ceiling.coffers == 0) {
        plaster_.patch(std::max(1, static_cast<int>(length / 1.5)), std::max(4, static_cast<int>(24 * (v1 - v0))),
                       shell(from, to, v0, v1));
        return;
      }
      double cell = std::numbers::pi * (bay.half_width_m + rise_) / 2 / room_.ceiling.coffers;
      int rows = std::max(1, static_cast<int>(std::lround(girth / cell))),
          columns = std::max(1, static_cast<int>(std::lround(length / cell)));
      Surface surface = shell(from, to, v0, v1);
      // Flat panels of different widths meet the curve at different places: a shell behind them closes the cracks.
      plaster_.patch(1, 24, [&](float u, float v) {
        vec3 p = surface(u, v), axis = on_floor(bay.middle, top_), out = p - axis;
        out -= on_floor(bay.along, 0) * glm::dot(out, on_floor(bay.along, 0));
        return p + glm::normalize(out + vec3(0, 1e-3f, 0)) * 0.27f;
      });
      for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i) {
          vec2 size(1.0f / static_cast<float>(columns), 1.0f / static_cast<float>(rows));
          draw_coffer(surface, vec2(i, j) * size, vec2(i + 1, j + 1) * size, static_cast<float>(cell) * 0.16f,
                      plaster_);
        }
    };
    if (has_laylight()) {
      covered(-l, -glass_end, 0, 1), covered(glass_end, l, 0, 1);
      covered(-glass_end, glass_end, 0, edge), covered(-glass_end, glass_end, 1 - edge, 1);
      float spring = rise_ * std::sin(edge * pi), level = rise_ + 0.12f;
      auto h = [&](double along, double across, float height) { return place(along, across, height); };
      MeshBuilder& frame = bars();
      for (double s : {-1.0, 1.0}) {
        // The upstands along the glass, and at its ends up to the vault's own curve.
        vec3 a = h(-s * glass_end, s * glass_half, spring), b = h(s * glass_end, s * glass_half, spring);
        vec3 up(0, level - spring, 0);
        plaster_.quad(b, a, a + up, b + up, a - b);
        constexpr int steps = 6;
        for (int k = 0; k < steps; ++k) {
          auto at = [&](int step) { return glass_half * (2.0 * step / steps - 1); };
          auto curve = [&](double across) {
            return rise_ * static_cast<float>(std::sqrt(1 - across * across / (bay.half_width_m * bay.half_width_m)));
          };
          vec3 p = h(s * glass_end, -s * at(k), curve(at(k))), q = h(s * glass_end, -s * at(k + 1), curve(at(k + 1)));
          vec3 pt = h(s * glass_end, -s * at(k), level), qt = h(s * glass_end, -s * at(k + 1), level);
          plaster_.quad(q, p, pt, qt, p - q);
        }
      }
      pane().quad(h(-glass_end, -glass_half, level), h(glass_end, -glass_half, level), h(glass_end, glass_half, level),
                  h(-glass_end, glass_half, level), on_floor(bay.along, 0));
      int parts = std::max(1, static_cast<int>(std::lround(2 * glass_end / 0.8)));
      float heading = static_cast<float>(std::atan2(bay.along.x, bay.along.y));
      for (int k = 0; k <= parts; ++k)
        frame.box({.base = h(glass_end * (2.0 * k / parts - 1), 0, level - 0.06f),
                   .heading = heading,
                   .size = vec3(static_cast<float>(2 * glass_half), 0.06f, 0.03f)});
    } else {
      covered(-l, l, 0, 1);
    }
    // The end walls' lunettes.
    int steps = room_.ceiling.coffers > 0 ? static_cast<int>(room_.ceiling.coffers) : 24;
    for (double s : {-1.0, 1.0})
      lunette(place(s * l, -s * bay.half_width_m, 0), place(s * l, s * bay.half_width_m, 0), steps, by_angle(steps),
              [&](float u) {
                float across = 2 * u - 1;
                return rise_ * std::sqrt(std::max(0.0f, 1 - across * across));
              });
  }

  // The piece of wall between the straight line left-right (as seen from inside) and a curve above it.
  // `at(k)`, k from 0 to `steps`, are the places where the ceiling it meets has its vertices, so that no crack opens.
  template <class At>
  void lunette(vec3 left, vec3 right, int steps, const At& at, const std::function<float(float u)>& height) {
    MeshBuilder& wall = set_.on(finishes_.material(room_.ceiling_finish), no_shadow);
    for (int k = 0; k < steps; ++k) {
      float u0 = at(k), u1 = at(k + 1), h0 = height(u0), h1 = height(u1);
      vec3 a = glm::mix(left, right, u0), b = glm::mix(left, right, u1);
      std::vector<vec3> corners{a, b};
      if (h1 > 1e-4f) corners.push_back(b + vec3(0, h1, 0));
      if (h0 > 1e-4f) corners.push_back(a + vec3(0, h0, 0));
      if (corners.size() > 2) wall.polygon(corners, right - left);
    }
  }

  void draw_groin() {
    VaultBay bay = vault_bay(room_);
    // Each wall's quarter: straight lines from the wall's arch to the groins, all at that arch's height.
    for (int side = 0; side < 4; ++side) {
      bool end = side % 2 == 0;
      double sign = side < 2 ? 1 : -1;
      dvec2 out = (end ? bay.along : bay.across()) * sign, right = dvec2(-out.y, out.x);
      double deep = end ? bay.half_length_m : bay.half_width_m, wide = end ? bay.half_width_m : bay.half_length_m;
      auto at = [&](double aside, double ahead, float height) {
        return on_floor(bay.middle + out * (ahead * deep) + right * (aside * wide), top_ + height);
      };
      for (int half : {0, 1})
        plaster_.patch(12, 3, [&](float u, float v) {
          float angle = (half == 0 ? 1.0f - 0.5f * u : 0.5f - 0.5f * u) * pi, aside = std::cos(angle);
          float ahead = 1 + (std::abs(aside) - 1) * v;
          return at(aside, ahead, rise_ * std::sin(angle));
        });
      lunette(at(-1, 1, 0), at(1, 1, 0), 24, by_angle(24), [&](float u) {
        float aside = 2 * u - 1;
        return rise_ * std::sqrt(std::max(0.0f, 1 - aside * aside));
      });
    }
  }

  void draw_dome() {
    DomeRing dome = dome_ring(room_);
    auto sphere = static_cast<float>(dome.sphere_m), ring = static_cast<float>(dome.ring_m);
    auto on_sphere = [&](float out) { return std::sqrt(std::max(0.0f, sphere * sphere - out * out)); };
    vec3 middle = on_floor(dome.middle, top_);
    // Wall by wall: the lunette up to the pendentives' sphere, then the sphere in to the ring.
    for (std::size_t i = 0; i < room_.plan.size(); ++i) {
      vec3 a = on_floor(room_.plan[i], top_), b = on_floor(room_.plan[(i + 1) % room_.plan.size()], top_);
      auto edge = [=](float u) { return glm::mix(a, b, u); };
      constexpr int steps = 16;
      lunette(
          a, b, steps, [](int k) { return static_cast<float>(k) / steps; },
          [&](float u) { return on_sphere(glm::distance(edge(u), middle)); });
      plaster_.patch(steps, 8, [&](float u, float v) {
        vec3 from = edge(u) - middle;
        float out = glm::length(from), now = out + (ring - out) * v;
        return middle + from / out * now + vec3(0, on_sphere(now), 0);
      });
    }
    float foot = on_sphere(ring), drum = static_cast<float>(room_.ceiling.drum_m), spring = foot + drum;
    auto round = [&](float turn, float out, float height) {
      float angle = -2 * pi * turn;  // seen from inside, to the right
      return middle + vec3(std::sin(angle) * out, height, std::cos(angle) * out);
    };
    constexpr int columns = 24;  // of coffers
    const int sides = room_.ceiling.coffers > 0 ? columns : 48;
    if (drum > 0) plaster_.patch(sides, 2, [&](float u, float v) { return round(u, ring, foot + drum * v); });
    moulding(round, sides, ring, foot), moulding(round, sides, ring, spring);

    float oculus =
        has_laylight() ? std::clamp(ring - static_cast<float>(room_.laylight.inset_m), 0.3f, ring * 0.6f) : 0;
    float end = std::acos(oculus / ring);
    auto shell = [&](float u, float v) {
      return round(u, ring * std::cos(v * end), spring + rise_ * std::sin(v * end));
    };
    float coffered = 0;  // v up to which there are coffers
    if (auto rows = static_cast<int>(room_.ceiling.coffers); rows > 0) {
      // Cells as high as they are wide, so they shrink row by row as the circle does.
      float angle = 0.03f * pi;
      for (int j = 0; j < rows; ++j) {
        float cell = 2 * pi * std::cos(angle) / columns * ring / std::max(ring, rise_);
        if (angle + cell > end * 0.93f) break;
        vec2 low(0, angle / end), high(1.0f / columns, (angle + cell) / end);
        for (int i = 0; i < columns; ++i)
          draw_coffer(shell, low + vec2(static_cast<float>(i) / columns, 0),
                      high + vec2(static_cast<float>(i) / columns, 0), ring * cell * 0.14f, plaster_);
        if (j == 0) plaster_.patch(sides, 1, [&](float u, float v) { return shell(u, v * low.y); });
        angle += cell, coffered = high.y;
      }
    }
    plaster_.patch(sides, coffered > 0 ? 6 : 14,
                   [&](float u, float v) { return shell(u, coffered + (1 - coffered) * v); });
    if (oculus <= 0) return;
    float rim = spring + rise_ * std::sin(end), glass = rim + laylight_rise_m;
    plaster_.patch(sides, 1, [&](float u, float v) { return round(u, oculus, rim + laylight_rise_m * v); });
    moulding(round, sides, oculus, rim);
    pane().disc(middle + vec3(0, glass, 0), vec3(0, -1, 0), oculus, sides);
    MeshBuilder& frame = bars();
    for (int k = 0; k < 6; ++k)
      frame.box({.base = middle + vec3(0, glass - 0.05f, 0),
                 .heading = pi * static_cast<float>(k) / 6,
                 .size = vec3(0.03f, 0.05f, 2 * oculus)});
  }

  // A ring of astragal and fillet that runs round at this height.
  template <class Round>
  void moulding(const Round& round, int sides, float radius, float height) {
    std::vector<SweepPoint> line;
    float stretch = 1 / std::cos(pi / static_cast<float>(sides));
    for (int k = 0; k < sides; ++k) {
      float turn = static_cast<float>(k) / static_cast<float>(sides);
      vec3 at = round(turn, radius + 0.004f, height), in = round(turn, radius - 1, height);
      line.push_back({at, glm::normalize(in - at) * stretch});
    }
    Section s{{0, -0.16f, 0.8f}, {0.03f, -0.16f, 0.9f}};
    curve_to(s, 0.09f, -0.05f, -1, 4);
    s.push_back({0.09f, -0.03f});
    curve_to(s, 0.13f, 0.0f, 1, 3);
    s.push_back({0.13f, 0.03f}), s.push_back({0, 0.03f, 0.7f});
    set_.on(finishes_.material(room_.ceiling_finish), no_shadow, SurfaceSet::whole)
        .sweep(line, vec3(0, 1, 0), s, MeshBuilder::Line::closed, MeshBuilder::Caps::none);
  }

  const Room& room_;
  SurfaceSet& set_;
  FinishLibrary& finishes_;
  MeshBuilder& plaster_;
  float top_, rise_;
};

}  // namespace

void draw_ceiling(const Room& room, SurfaceSet& set, FinishLibrary& finishes) {
  CeilingPainter(room, set, finishes).draw();
}

}  // namespace enf
