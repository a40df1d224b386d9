// A panel of cut mosaic faience. The lines are found as the old scrolls show them: the plane is tiled with regular decagons
// and bow-ties; from the middle of every side two lines enter each tile at 54 degrees and run until they meet the line of
// another side (polygons in contact: Hankin 1925; Lu and Steinhardt 2007). Every closed field between the bands then gets
// its glaze by its size, and its own small unevenness, since each was cut and set by hand.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "content/drawing.h"
#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float panel_width = 90, panel_height = 130;  // centimetres
constexpr float side = 5.9f;                           // of the girih tiles
constexpr float border = 10.5f;

struct Line {
  vec2 a, b;
};

float cross(vec2 a, vec2 b) { return a.x * b.y - a.y * b.x; }

// Regular decagon round the middle, with vertical sides left and right when turn is 0.
std::vector<vec2> decagon(vec2 middle) {
  float radius = side / (2 * std::sin(pi / 10));
  std::vector<vec2> corners;
  for (int i = 0; i < 10; ++i) {
    float a = pi / 10 + static_cast<float>(i) * pi / 5;
    corners.push_back(middle + radius * vec2(std::cos(a), std::sin(a)));
  }
  return corners;
}

// The strap lines of a tile: every side sends two rays inwards; the pairs that meet soonest become lines.
void add_straps(const std::vector<vec2>& tile, std::vector<Line>& lines) {
  struct Ray {
    vec2 from, direction;
    std::size_t side_index;
    bool used = false;
  };
  std::vector<Ray> rays;
  constexpr float angle = 54 * pi / 180;
  for (std::size_t i = 0; i < tile.size(); ++i) {
    vec2 a = tile[i], b = tile[(i + 1) % tile.size()], along = glm::normalize(b - a), in(-along.y, along.x);
    for (float sign : {1.0f, -1.0f})
      rays.push_back({(a + b) * 0.5f, along * (sign * std::cos(angle)) + in * std::sin(angle), i});
  }
  struct Meeting {
    float cost;
    std::size_t i, j;
    vec2 at;
  };
  std::vector<Meeting> meetings;
  for (std::size_t i = 0; i < rays.size(); ++i)
    for (std::size_t j = i + 1; j < rays.size(); ++j) {
      if (rays[i].side_index == rays[j].side_index) continue;
      float d = cross(rays[i].direction, rays[j].direction);
      vec2 between = rays[j].from - rays[i].from;
      if (std::abs(d) < 1e-4f) {  // facing each other: one straight line
        if (std::abs(cross(between, rays[i].direction)) < 1e-3f && glm::dot(between, rays[i].direction) > 0 &&
            glm::dot(rays[i].direction, rays[j].direction) < 0)
          meetings.push_back({glm::length(between), i, j, (rays[i].from + rays[j].from) * 0.5f});
        continue;
      }
      float t = cross(between, rays[j].direction) / d, u = cross(between, rays[i].direction) / d;
      if (t > 1e-3f && u > 1e-3f) meetings.push_back({t + u + 0.2f * std::abs(t - u), i, j, rays[i].from + rays[i].direction * t});
    }
  std::ranges::stable_sort(meetings, {}, [](const Meeting& m) { return std::round(m.cost * 1000); });
  for (const Meeting& m : meetings) {
    if (rays[m.i].used || rays[m.j].used) continue;
    rays[m.i].used = rays[m.j].used = true;
    lines.push_back({rays[m.i].from, m.at});
    lines.push_back({m.at, rays[m.j].from});
  }
}

// Decagons share a side along two directions 72 degrees apart; the gap they leave is the bow-tie.
constexpr float apart = side * 3.0776835f;  // twice the inner radius: side / tan 18 degrees
const vec2 right_step = apart * vec2(std::cos(pi / 5), std::sin(pi / 5)), down_step = apart * vec2(std::cos(pi / 5), -std::sin(pi / 5));

std::vector<vec2> star_middles() {
  std::vector<vec2> middles;
  for (int j = -12; j <= 12; ++j)
    for (int i = -12; i <= 12; ++i) {
      vec2 c = vec2(panel_width, panel_height) * 0.5f + right_step * static_cast<float>(i) + down_step * static_cast<float>(j);
      if (c.x > -40 && c.y > -40 && c.x < panel_width + 40 && c.y < panel_height + 40) middles.push_back(c);
    }
  return middles;
}

std::vector<Line> strap_lines() {
  vec2 right = right_step, down = down_step;
  std::vector<Line> lines;
  for (vec2 c : star_middles()) {
      std::vector<vec2> tile = decagon(c);
      add_straps(tile, lines);
      // The bow-tie between this decagon and those at c + right, c + down, c + right + down.
      std::vector<vec2> b = decagon(c + right), d = decagon(c + right + down), a = decagon(c + down);
      add_straps({tile[0], tile[9], a[2], d[5], d[4], b[7]}, lines);
    }
  return lines;
}

float distance_to(const Line& line, vec2 p) {
  vec2 d = line.b - line.a;
  float length2 = glm::dot(d, d);
  float t = length2 > 0 ? glm::clamp(glm::dot(p - line.a, d) / length2, 0.0f, 1.0f) : 0.0f;
  return glm::distance(p, line.a + d * t);
}

// Ten (or eight) petals round a ring, as painted on the stars.
void rosette(cairo_t* cr, double x, double y, double radius, int petals) {
  for (int k = 0; k < petals; ++k) {
    double a = 2 * glm::pi<double>() * (k + 0.5) / petals + glm::pi<double>() / petals, l = radius, ox = -std::sin(a) * radius * 0.20, oy = std::cos(a) * radius * 0.20;
    double bx = x + std::cos(a) * radius * 0.34, by = y + std::sin(a) * radius * 0.34, px = x + std::cos(a) * l, py = y + std::sin(a) * l;
    cairo_move_to(cr, bx, by);
    cairo_curve_to(cr, bx + ox, by + oy, px + ox, py + oy, px, py);
    cairo_curve_to(cr, px - ox, py - oy, bx - ox, by - oy, bx, by);
    cairo_fill(cr);
  }
  cairo_arc(cr, x, y, radius * 0.17, 0, 2 * glm::pi<double>());
  cairo_fill(cr);
  cairo_set_line_width(cr, radius * 0.07);
  cairo_arc(cr, x, y, radius * 0.26, 0, 2 * glm::pi<double>());
  cairo_stroke(cr);
}

// Fields of the plane the bands cut: numbered by flood filling, with their sizes in pixels.
struct Fields {
  std::vector<int> number;  // a pixel; 0 is band
  std::vector<int> size;    // a field
};

Fields number_fields(const Field& from_line, float band) {
  int w = from_line.width(), h = from_line.height();
  Fields fields{std::vector<int>(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), 0), {0}};
  auto at = [&](int x, int y) -> int& { return fields.number[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)]; };
  std::vector<ivec2> open;
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      if (at(x, y) != 0 || from_line.at(x, y) < band) continue;
      auto number = static_cast<int>(fields.size.size());
      int count = 0;
      open.assign(1, ivec2(x, y));
      at(x, y) = number;
      while (!open.empty()) {
        ivec2 p = open.back();
        open.pop_back();
        ++count;
        for (ivec2 d : {ivec2(1, 0), ivec2(-1, 0), ivec2(0, 1), ivec2(0, -1)}) {
          ivec2 q = p + d;
          if (q.x < 0 || q.y < 0 || q.x >= w || q.y >= h || at(q.x, q.y) != 0 || from_line.at(q.x, q.y) < band) continue;
          at(q.x, q.y) = number;
          open.push_back(q);
        }
      }
      fields.size.push_back(count);
    }
  return fields;
}

const vec3 cobalt = srgb(0x233f7d), turquoise = srgb(0x2f9c9c), white = srgb(0xeee8d8), amber = srgb(0xc98a2c), night = srgb(0x182548),
           mortar = srgb(0x8b7c66), leaf = srgb(0x3f7a58);

// Glaze: pooled colour, crackle, pinholes, a faint glint of the window where the surface bows.
vec3 glazed(vec3 colour, vec2 cm, float from_edge, std::uint32_t piece) {
  float pool = 0.16f * fractal_noise(cm * 0.9f, 3, 51 + piece % 97) + 0.08f * (hash_unit(static_cast<int>(piece), 1, 52) - 0.5f);
  float tilt_a = hash_unit(static_cast<int>(piece), 2, 53) - 0.5f, tilt_b = hash_unit(static_cast<int>(piece), 3, 54) - 0.5f;
  float tilt = 0.05f * (tilt_a * std::sin(cm.x * 0.7f) + tilt_b * std::cos(cm.y * 0.7f));
  CellPoint crackle = cells(cm * 3.1f + 0.4f * vec2(noise(cm * 2.0f, 55), noise(cm * 2.0f, 56)), 57);
  float craze = crackle.second - crackle.distance < 0.035f ? 0.10f : 0.0f;
  float worn = ramp(0.22f, 0.0f, from_edge) * (0.25f + 0.2f * noise(cm * 3.0f, 58));
  float bow = 0.10f * ramp(0.0f, 0.55f, from_edge);
  vec3 glaze = colour * (0.90f + pool + tilt + bow - craze);
  float pin = cells(cm * 1.9f, 59).distance < 0.035f ? 0.6f : 0.0f;
  glaze = mixed(glaze, mortar * 0.6f, pin * ramp(0.45f, 0.6f, noise(cm * 0.7f, 60) + 0.5f));
  return mixed(glaze, mortar, worn * 0.55f);
}

}  // namespace

Picture girih_panel(int long_side_px) {
  float px_per_cm = static_cast<float>(long_side_px) / panel_height;
  int w = static_cast<int>(std::lround(panel_width * px_per_cm)), h = long_side_px;

  // Distance of every pixel to the nearest strap line, looked up through a coarse grid of lines.
  std::vector<Line> lines = strap_lines();
  constexpr float bucket = 3;
  int bx = static_cast<int>(panel_width / bucket) + 1, by = static_cast<int>(panel_height / bucket) + 1;
  std::vector<std::vector<Line>> buckets(static_cast<std::size_t>(bx * by));
  for (const Line& line : lines)
    for (int j = 0; j < by; ++j)
      for (int i = 0; i < bx; ++i)
        if (distance_to(line, (vec2(i, j) + 0.5f) * bucket) < bucket * 1.6f) buckets[static_cast<std::size_t>(j * bx + i)].push_back(line);
  Field from_line(w, h, 2);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      vec2 p = vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) / px_per_cm;
      float d = 2;
      for (const Line& line : buckets[static_cast<std::size_t>(static_cast<int>(p.y / bucket) * bx + static_cast<int>(p.x / bucket))])
        d = std::min(d, distance_to(line, p));
      float frame = std::min(std::min(p.x, panel_width - p.x), std::min(p.y, panel_height - p.y)) - border;
      from_line.at(x, y) = frame < 0 ? 0 : std::min(d, frame);
    }

  constexpr float band = 0.62f;  // half the white band's width
  Fields fields = number_fields(from_line, band);
  auto glaze_of = [&](int field) {
    float area = static_cast<float>(fields.size[static_cast<std::size_t>(field)]) / (px_per_cm * px_per_cm * side * side);
    if (area > 2.2f) return cobalt;      // the ten-pointed stars
    if (area > 0.62f) return night;
    if (area > 0.36f) return turquoise;  // pentagons and kites round them
    if (area > 0.2f) return amber;
    return leaf;
  };

  // The border: cobalt with a running vine of turquoise and white, between two plain lines.
  Field vine = drawn_mask(w, h, panel_width, [&](cairo_t* cr) {
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    auto run = [&](double x0, double y0, double x1, double y1, int waves) {
      double dx = (x1 - x0) / waves, dy = (y1 - y0) / waves, nx = -dy / std::hypot(dx, dy), ny = dx / std::hypot(dx, dy);
      for (int i = 0; i < waves; ++i) {
        double s = i % 2 ? 1 : -1, ax = x0 + dx * i, ay = y0 + dy * i;
        cairo_set_line_width(cr, 0.5);
        cairo_move_to(cr, ax, ay);
        cairo_curve_to(cr, ax + dx * 0.3 + nx * s * 3.4, ay + dy * 0.3 + ny * s * 3.4, ax + dx * 0.7 + nx * s * 3.4, ay + dy * 0.7 + ny * s * 3.4, ax + dx, ay + dy);
        cairo_stroke(cr);
        // A palmette in each wave: five petals.
        double cx = ax + dx * 0.5 - nx * s * 0.2, cy = ay + dy * 0.5 - ny * s * 0.2;
        for (int k = -2; k <= 2; ++k) {
          double a = std::atan2(-ny * s, -nx * s) + k * 0.62, l = k == 0 ? 2.6 : 2.1;
          double px = cx + std::cos(a) * l, py = cy + std::sin(a) * l, ox = -std::sin(a) * 0.85, oy = std::cos(a) * 0.85;
          cairo_move_to(cr, cx, cy);
          cairo_curve_to(cr, cx + ox, cy + oy, px + ox, py + oy, px, py);
          cairo_curve_to(cr, px - ox, py - oy, cx - ox, cy - oy, cx, cy);
          cairo_fill(cr);
        }
        cairo_set_line_width(cr, 0.4);
        cairo_move_to(cr, ax + dx * 0.5 + nx * s * 2.5, ay + dy * 0.5 + ny * s * 2.5);
        cairo_line_to(cr, cx, cy);
        cairo_stroke(cr);
      }
    };
    double m = border * 0.5, left = border, right = panel_width - border, top = border, bottom = panel_height - border;
    run(left, m, right, m, 8), run(panel_width - m, top, panel_width - m, bottom, 12);
    run(right, panel_height - m, left, panel_height - m, 8), run(m, bottom, m, top, 12);
    for (double x : {m, panel_width - m})
      for (double y : {m, panel_height - m}) rosette(cr, x, y, 3.6, 8);
    cairo_rectangle(cr, left, top, right - left, bottom - top);
    cairo_clip(cr);
    for (vec2 c : star_middles()) rosette(cr, c.x, c.y, side * 0.92, 10);
  });

  Picture panel(w, h);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      vec2 cm = vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) / px_per_cm;
      float d = from_line.at(x, y);
      float edge = std::min(std::min(cm.x, panel_width - cm.x), std::min(cm.y, panel_height - cm.y));
      vec3 colour;
      if (edge < border) {
        // Square border tiles, their joints every 10 cm or so.
        vec2 tile(panel_width / 9, panel_height / 13);
        vec2 in = cm / tile - glm::floor(cm / tile);
        vec2 to_joint = glm::min(in, 1.0f - in) * tile;
        float joint = std::min(to_joint.x, to_joint.y);
        std::uint32_t piece = hash_bits(static_cast<int>(cm.x / tile.x), static_cast<int>(cm.y / tile.y), 5, 61);
        bool line = edge < 1.0f || edge > border - 1.0f;
        vec3 ground = line ? turquoise : mixed(cobalt, white, vine.at(x, y));
        colour = joint < 0.07f ? mortar * 0.7f : glazed(ground, cm, std::min(joint, line ? 0.5f : 1.0f), piece);
        if (std::abs(edge - 1.0f) < 0.07f || std::abs(edge - border + 1.0f) < 0.07f) colour = mortar * 0.6f;
      } else {
        int field = fields.number[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)];
        if (field != 0) {
          vec3 painted = mixed(glaze_of(field), d > 1.2f ? white : glaze_of(field), vine.at(x, y));
          colour = glazed(painted, cm, d - band, hash_bits(field, 0, 0, 62));
          if (d - band < 0.07f) colour = mortar * 0.55f;
        } else {
          // The white bands themselves are cut pieces, with a turquoise thread along their middle.
          std::uint32_t piece = hash_bits(static_cast<int>(cm.x / 4), static_cast<int>(cm.y / 4), 6, 63);
          colour = glazed(d < 0.13f ? turquoise : white, cm, band - d, piece);
        }
      }
      panel.at(x, y) = colour;
    }
  return panel;
}

}  // namespace enf
