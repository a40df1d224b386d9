// Three paintings as for a book: high horizons, gold skies, no shadows, every leaf for itself; the text's panel breaks into the
// picture and the picture breaks out of its frame. A feast in a garden, a camp at night, a ship that meets the Simurgh.
#include <array>
#include <cmath>
#include <functional>
#include <numbers>

#include "content/drawing.h"
#include "content/noise.h"
#include "content/works.h"
#include "engine/base/random.h"

namespace enf {
namespace {

constexpr double tau = 2 * std::numbers::pi, width = 200, height = 300;  // millimetres
constexpr std::uint32_t ink = 0x1f1714, gold = 0xcfa14a, paper = 0xe6d7b6;

struct Colours {
  std::uint32_t robe, lining, hat;
};
constexpr std::array<Colours, 6> dress = {{{0xa32f2a, 0xe0b04a, 0xf3ead6}, {0x27477f, 0xc7503a, 0xf3ead6}, {0x3f7a5a, 0xe8dcc0, 0xf3ead6}, {0xd98f3a, 0x27477f, 0xf0e6d2}, {0x7b3f6e, 0xe0b04a, 0xf3ead6}, {0x4f93a0, 0xa32f2a, 0xf3ead6}}};

void outlined(cairo_t* cr, std::uint32_t colour, double line = 0.22) {
  set_colour(cr, colour), cairo_fill_preserve(cr);
  set_colour(cr, ink, 0.85), cairo_set_line_width(cr, line), cairo_stroke(cr);
}
void disc(cairo_t* cr, double x, double y, double r, std::uint32_t colour) {
  cairo_new_sub_path(cr), cairo_arc(cr, x, y, r, 0, tau), set_colour(cr, colour), cairo_fill(cr);
}
void petal(cairo_t* cr, double x, double y, double angle, double length, double half) {
  double dx = std::cos(angle), dy = std::sin(angle), nx = -dy * half, ny = dx * half;
  cairo_move_to(cr, x, y);
  cairo_curve_to(cr, x + dx * length * 0.25 + nx, y + dy * length * 0.25 + ny, x + dx * length * 0.7 + nx, y + dy * length * 0.7 + ny, x + dx * length, y + dy * length);
  cairo_curve_to(cr, x + dx * length * 0.7 - nx, y + dy * length * 0.7 - ny, x + dx * length * 0.25 - nx, y + dy * length * 0.25 - ny, x, y);
}

// A person of height h whose feet (or knees, when seated) are at (x, y); facing right or, mirrored, left.
void person(cairo_t* cr, double x, double y, double h, const Colours& c, bool seated, double facing, std::uint32_t pattern) {
  cairo_save(cr);
  cairo_translate(cr, x, y), cairo_scale(cr, facing * h, h);
  double hip = seated ? -0.22 : -0.42, shoulder = seated ? -0.52 : -0.80, head = shoulder - 0.10;
  // The robe falls from the shoulders; seated it spreads over crossed legs.
  cairo_move_to(cr, -0.10, shoulder);
  cairo_curve_to(cr, -0.20, hip, seated ? -0.34 : -0.20, -0.10, seated ? -0.36 : -0.18, 0);
  cairo_line_to(cr, seated ? 0.38 : 0.16, 0);
  cairo_curve_to(cr, seated ? 0.34 : 0.20, -0.12, 0.16, hip, 0.10, shoulder);
  cairo_close_path(cr);
  cairo_path_t* robe = cairo_copy_path(cr);
  outlined(cr, c.robe, 0.012);
  cairo_save(cr);
  cairo_append_path(cr, robe), cairo_clip(cr);
  for (int i = 0; i < 60; ++i) disc(cr, -0.36 + 0.76 * hash_unit(i, 1, pattern), shoulder + -shoulder * hash_unit(i, 2, pattern), 0.010, gold);
  set_colour(cr, ink, 0.4), cairo_set_line_width(cr, 0.008);
  for (double fx : {-0.09, 0.02, 0.10}) cairo_move_to(cr, fx * 0.6, hip), cairo_curve_to(cr, fx, hip * 0.6, fx * 1.6, -0.1, fx * 2.2, 0), cairo_stroke(cr);
  cairo_restore(cr);
  cairo_path_destroy(robe);
  // The opening with its lining, a sash, an arm with a long sleeve, the hand with a cup or a flower.
  cairo_move_to(cr, -0.02, shoulder), cairo_line_to(cr, 0.03, hip), cairo_line_to(cr, 0.06, shoulder), cairo_close_path(cr), outlined(cr, c.lining, 0.008);
  set_colour(cr, c.lining), cairo_set_line_width(cr, 0.035), cairo_move_to(cr, -0.14, hip), cairo_line_to(cr, 0.14, hip), cairo_stroke(cr);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  for (auto [line, colour] : {std::pair(0.088, ink), std::pair(0.072, c.robe)}) {
    set_colour(cr, colour), cairo_set_line_width(cr, line);
    cairo_move_to(cr, 0.06, shoulder + 0.05), cairo_line_to(cr, 0.17, shoulder + 0.20), cairo_line_to(cr, 0.28, shoulder + 0.11), cairo_stroke(cr);
  }
  disc(cr, 0.30, shoulder + 0.095, 0.026, 0xe4bb95);
  disc(cr, 0.325, shoulder + 0.055, 0.022, pattern % 2 ? gold : 0xb8332f);
  // The face in three quarters, a moustache for some; the turban with its cap and a plume.
  disc(cr, 0.01, shoulder - 0.03, 0.035, 0xe4bb95);
  cairo_save(cr), cairo_translate(cr, 0.015, head - 0.01), cairo_scale(cr, 0.068, 0.078), cairo_arc(cr, 0, 0, 1, 0, tau), cairo_restore(cr);
  outlined(cr, 0xe9c4a0, 0.009);
  set_colour(cr, ink), cairo_set_line_width(cr, 0.010);
  for (double e : {0.0, 0.045}) cairo_move_to(cr, e - 0.012, head - 0.02), cairo_line_to(cr, e + 0.014, head - 0.024), cairo_stroke(cr);
  cairo_move_to(cr, 0.028, head - 0.012), cairo_line_to(cr, 0.036, head + 0.012), cairo_line_to(cr, 0.024, head + 0.014), cairo_stroke(cr);
  if (pattern % 3) cairo_move_to(cr, 0.0, head + 0.026), cairo_line_to(cr, 0.05, head + 0.024), cairo_stroke(cr);
  cairo_save(cr), cairo_translate(cr, 0.0, head - 0.085), cairo_rotate(cr, 0.12), cairo_scale(cr, 0.105, 0.058), cairo_arc(cr, 0, 0, 1, 0, tau), cairo_restore(cr);
  outlined(cr, c.hat, 0.009);
  set_colour(cr, 0xb9a98c), cairo_set_line_width(cr, 0.007);
  for (int k = -2; k <= 2; ++k) cairo_move_to(cr, -0.09, head - 0.085 + k * 0.014), cairo_curve_to(cr, -0.03, head - 0.115 + k * 0.02, 0.03, head - 0.10 + k * 0.02, 0.095, head - 0.07 + k * 0.012), cairo_stroke(cr);
  cairo_move_to(cr, -0.015, head - 0.135), cairo_line_to(cr, 0.01, head - 0.19), cairo_line_to(cr, 0.035, head - 0.135), cairo_close_path(cr), outlined(cr, c.robe, 0.008);
  cairo_restore(cr);
}

void cypress(cairo_t* cr, double x, double y, double h) {
  set_colour(cr, 0x5a3d22), cairo_rectangle(cr, x - h * 0.018, y - h * 0.1, h * 0.036, h * 0.1), cairo_fill(cr);
  cairo_move_to(cr, x, y - h);
  cairo_curve_to(cr, x + h * 0.13, y - h * 0.62, x + h * 0.17, y - h * 0.25, x + h * 0.05, y - h * 0.06), cairo_line_to(cr, x - h * 0.05, y - h * 0.06);
  cairo_curve_to(cr, x - h * 0.17, y - h * 0.25, x - h * 0.13, y - h * 0.62, x, y - h), cairo_close_path(cr), outlined(cr, 0x1f4630);
  for (int i = 0; i < 130; ++i) {
    double t = hash_unit(i, 3, 1301), s = hash_unit(i, 4, 1301) - 0.5, w = h * 0.24 * std::sin(std::numbers::pi * std::pow(t, 0.7));
    set_colour(cr, i % 3 ? 0x3f7048 : 0x6f9a50), petal(cr, x + s * w, y - h * (0.06 + 0.9 * (1 - t)), -tau / 4 + s, h * 0.045, h * 0.007), cairo_fill(cr);
  }
}

// A tree in blossom: branches that fork, flowers in clusters, a few leaves.
void blossoming(cairo_t* cr, double x, double y, double h, std::uint32_t flower, Random& random) {
  std::function<void(double, double, double, double, int)> branch = [&](double bx, double by, double angle, double length, int depth) {
    double ex = bx + std::cos(angle) * length, ey = by + std::sin(angle) * length;
    set_colour(cr, 0x4a3426), cairo_set_line_width(cr, 0.35 + 0.55 * depth);
    cairo_move_to(cr, bx, by), cairo_curve_to(cr, bx + std::cos(angle + 0.4) * length * 0.4, by + std::sin(angle + 0.4) * length * 0.4, ex - std::cos(angle - 0.3) * length * 0.3, ey - std::sin(angle - 0.3) * length * 0.3, ex, ey), cairo_stroke(cr);
    if (depth == 0) {
      for (int k = 0; k < 7; ++k) {
        double fx = ex + random.between(-3.2f, 3.2f), fy = ey + random.between(-3.2f, 3.2f);
        for (int p = 0; p < 5; ++p) disc(cr, fx + 0.62 * std::cos(tau * p / 5), fy + 0.62 * std::sin(tau * p / 5), 0.55, k % 3 ? flower : 0xf7ece4);
        disc(cr, fx, fy, 0.32, 0xb5322f);
        set_colour(cr, 0x5f8a4a), petal(cr, fx, fy, random.between(0, 6.2f), 1.9, 0.4), cairo_fill(cr);
      }
      return;
    }
    int forks = depth > 2 ? 2 : 3;
    for (int k = 0; k < forks; ++k) branch(ex, ey, angle + random.between(-0.75f, 0.75f), length * random.between(0.62f, 0.82f), depth - 1);
  };
  for (double lean : {-0.35, 0.0, 0.4}) branch(x, y, -tau / 4 + lean, h * 0.33, 3);
}

// Rocks as coral: lobes piled on a ridge, each with a light rim.
void rocks(cairo_t* cr, double left, double right, double base, double rise, std::uint32_t a, std::uint32_t b, std::uint32_t seed) {
  for (int i = 0; i < 160; ++i) {
    double t = hash_unit(i, 1, seed), v = static_cast<double>(i) / 160, x = left + (right - left) * t, top = base - rise * (1 - v) * (0.35 + 0.65 * std::abs(noise(vec2(static_cast<float>(t) * 5, 1), seed)));
    double r = 3 + 5 * hash_unit(i, 2, seed);
    cairo_new_path(cr);
    for (int k = 0; k < 5; ++k) cairo_new_sub_path(cr), cairo_arc(cr, x + r * 0.55 * std::cos(tau * k / 5 + t * 9), top + r * 0.4 * std::sin(tau * k / 5 + t * 9), r * 0.55, 0, tau);
    set_colour(cr, ink, 0.55), cairo_set_line_width(cr, 0.5), cairo_stroke_preserve(cr);
    set_colour(cr, i % 4 == 0 ? b : a), cairo_fill(cr);
    set_colour(cr, 0xf0dcc8, 0.5), cairo_arc(cr, x - r * 0.15, top - r * 0.25, r * 0.5, tau * 0.55, tau * 0.85), cairo_set_line_width(cr, 0.5), cairo_stroke(cr);
  }
}

void meadow(cairo_t* cr, double top, double bottom, std::uint32_t seed) {
  for (int i = 0; i < 420; ++i) {
    double x = 14 + 172 * hash_unit(i, 1, seed), y = top + (bottom - top) * hash_unit(i, 2, seed);
    set_colour(cr, i % 2 ? 0x4f7a44 : 0x7a9a52);
    for (double a : {-2.1, -1.57, -1.0}) petal(cr, x, y, a, 2.6, 0.35), cairo_fill(cr);
    if (i % 4 == 0)
      for (int k = 0; k < 5; ++k) disc(cr, x + 0.7 * std::cos(tau * k / 5), y - 3 + 0.7 * std::sin(tau * k / 5), 0.5, std::array{0xc8402fu, 0xf1e6ceu, 0xe2b44au, 0x7f8fc4u}[static_cast<std::size_t>(i / 4 % 4)]);
  }
}

// A panel with two lines of verse, ruled in gold.
void verse(cairo_t* cr, double x, double y, double w, double h, const char* a, const char* b) {
  cairo_rectangle(cr, x, y, w, h), set_colour(cr, paper), cairo_fill_preserve(cr), set_colour(cr, gold), cairo_set_line_width(cr, 1), cairo_stroke(cr);
  set_colour(cr, ink);
  writing_path(cr, a, "Noto Nastaliq Urdu", w * 0.9, h * 0.40, x + w / 2, y + h * 0.28), cairo_fill(cr);
  writing_path(cr, b, "Noto Nastaliq Urdu", w * 0.9, h * 0.40, x + w / 2, y + h * 0.73), cairo_fill(cr);
}

Picture page(int long_side_px, std::uint32_t margin, std::uint32_t seed, const std::function<void(cairo_t*)>& picture, const std::function<void(cairo_t*)>& beyond) {
  double px_per_mm = long_side_px / height;
  Picture sheet(static_cast<int>(std::lround(width * px_per_mm)), long_side_px);
  for (int y = 0; y < sheet.height(); ++y)
    for (int x = 0; x < sheet.width(); ++x) {
      vec2 mm = vec2(x, y) / static_cast<float>(px_per_mm);
      sheet.at(x, y) = srgb(margin) * (1 + 0.03f * noise(mm * vec2(1.4f, 0.3f), seed) + 0.05f * fractal_noise(mm * 0.03f, 4, seed + 1));
    }
  draw_over(sheet, width, [&](cairo_t* cr) {
    Random random(seed);
    for (int i = 0; i < 1500; ++i) disc(cr, width * random.unit(), height * random.unit(), 0.1 + 0.4 * std::pow(random.unit(), 6.0f), 0xcaa14c);
    cairo_save(cr);
    cairo_rectangle(cr, 14, 18, width - 28, height - 36), cairo_clip(cr);
    picture(cr);
    cairo_restore(cr);
    for (auto [out, line, colour] : {std::tuple(0.0, 1.3, gold), std::tuple(1.8, 0.5, 0x27477fu), std::tuple(-1.3, 0.35, ink), std::tuple(3.0, 0.3, ink)})
      set_colour(cr, colour), cairo_set_line_width(cr, line), cairo_rectangle(cr, 14 - out, 18 - out, width - 28 + 2 * out, height - 36 + 2 * out), cairo_stroke(cr);
    beyond(cr);
  });
  for (int y = 0; y < sheet.height(); ++y)
    for (int x = 0; x < sheet.width(); ++x) {
      vec2 mm = vec2(x, y) / static_cast<float>(px_per_mm);
      vec3& c = sheet.at(x, y);
      float golden = ramp(0.10f, 0.28f, c.x - c.z) * ramp(0.8f, 0.6f, c.z / (c.x + 1e-4f));
      c *= 1 + mixed(0.05f * noise(mm * 5.0f, seed + 2) + 0.05f * fractal_noise(mm * 0.4f, 3, seed + 3), 0.22f * noise(mm * 3.0f, seed + 4), golden);
    }
  return sheet;
}

void tiles(cairo_t* cr, double x, double y, double w, double h, double cell, std::uint32_t a, std::uint32_t b) {
  cairo_rectangle(cr, x, y, w, h), outlined(cr, a);
  for (int j = 0; j * cell < h - 0.1; ++j)
    for (int i = 0; i * cell < w - 0.1; ++i) {
      double cx = x + (i + 0.5) * cell, cy = y + (j + 0.5) * cell;
      for (int k = 0; k < 4; ++k) set_colour(cr, (i + j) % 2 ? b : 0xe8dcc0), petal(cr, cx, cy, tau * k / 4, cell * 0.46, cell * 0.13), cairo_fill(cr);
      disc(cr, cx, cy, cell * 0.1, gold);
    }
}

}  // namespace

Picture garden_feast(int long_side_px) {
  return page(long_side_px, 0xdccba6, 1311, [](cairo_t* cr) {
    Random random(1312);
    set_colour(cr, gold), cairo_paint(cr);
    rocks(cr, 10, 195, 120, 40, 0xc79aa6, 0x9fb4b0, 1313);
    cairo_rectangle(cr, 0, 110, width, 200), set_colour(cr, 0xa9b878), cairo_fill(cr);
    meadow(cr, 112, 290, 1314);
    for (auto [x, h] : {std::pair(30.0, 82.0), std::pair(58.0, 96.0), std::pair(168.0, 88.0)}) cypress(cr, x, 132, h);
    blossoming(cr, 44, 140, 54, 0xf0b9b4, random), blossoming(cr, 182, 142, 48, 0xf4e3d8, random);
    // The pavilion: a domed kiosk of tile, its carpet and prince.
    tiles(cr, 84, 84, 66, 62, 8.25, 0x27477f, 0x4f93a0);
    cairo_move_to(cr, 96, 146), cairo_line_to(cr, 96, 112), cairo_curve_to(cr, 96, 100, 110, 98, 117, 92), cairo_curve_to(cr, 124, 98, 138, 100, 138, 112), cairo_line_to(cr, 138, 146), cairo_close_path(cr), outlined(cr, 0xefe2c6);
    tiles(cr, 80, 76, 74, 8, 4, 0xa32f2a, 0xe0b04a);
    cairo_move_to(cr, 92, 76), cairo_curve_to(cr, 86, 56, 106, 52, 117, 34), cairo_curve_to(cr, 128, 52, 148, 56, 142, 76), cairo_close_path(cr), outlined(cr, 0x4f93a0);
    for (int k = -4; k <= 4; ++k) set_colour(cr, 0x27477f), cairo_set_line_width(cr, 0.5), cairo_move_to(cr, 117 + k * 5.4, 76), cairo_curve_to(cr, 117 + k * 5.4, 58, 117 + k * 2, 50, 117, 36), cairo_stroke(cr);
    person(cr, 116, 143, 40, dress[0], true, 1, 5);
    // A stream from the pavilion to a pool of eight sides.
    set_colour(cr, 0x8fb4c0), cairo_rectangle(cr, 112, 150, 10, 32), cairo_fill(cr);
    for (int k = 0; k < 8; ++k) (k == 0 ? cairo_move_to : cairo_line_to)(cr, 117 + 21 * std::cos(tau * (k + 0.5) / 8), 196 + 15 * std::sin(tau * (k + 0.5) / 8));
    cairo_close_path(cr), outlined(cr, 0x8fb4c0, 1.4);
    for (int k = 0; k < 26; ++k) set_colour(cr, 0xf3efe2, 0.8), cairo_set_line_width(cr, 0.3), cairo_arc(cr, 100 + 34 * hash_unit(k, 1, 1315), 188 + 16 * hash_unit(k, 2, 1315), 1.6, tau * 0.55, tau * 0.95), cairo_stroke(cr);
    tiles(cr, 22, 196, 58, 34, 5.6, 0xa32f2a, 0x27477f);
    person(cr, 38, 222, 44, dress[1], true, 1, 3), person(cr, 66, 224, 44, dress[2], true, -1, 4);
    for (double x : {48.0, 53.0, 58.0}) disc(cr, x, 222, 1.8, x == 53 ? 0xb8332f : gold);
    person(cr, 156, 234, 50, dress[3], false, -1, 7), person(cr, 176, 226, 50, dress[4], false, -1, 8);
    person(cr, 146, 270, 52, dress[5], false, -1, 10), person(cr, 52, 272, 54, dress[0], false, 1, 13), person(cr, 84, 276, 46, dress[4], true, 1, 12);
    verse(cr, 20, 24, 62, 26, "ای نام تو بهترین سرآغاز", "بی نام تو نامه کی کنم باز");
  }, [](cairo_t* cr) { cypress(cr, 189, 120, 74); });
}

Picture night_camp(int long_side_px) {
  return page(long_side_px, 0xc9b894, 1321, [](cairo_t* cr) {
    set_colour(cr, 0x1c2b52), cairo_paint(cr);
    for (int i = 0; i < 260; ++i) disc(cr, 14 + 172 * hash_unit(i, 1, 1322), 18 + 95 * hash_unit(i, 2, 1322), 0.25 + 0.5 * hash_unit(i, 3, 1322), i % 5 ? 0xe9d9a4 : 0xf7efdc);
    disc(cr, 152, 46, 9, 0xf0dfae), disc(cr, 156, 43, 8, 0x1c2b52);
    rocks(cr, 8, 196, 122, 34, 0x5e6a8c, 0x7d6f92, 1323);
    cairo_rectangle(cr, 0, 112, width, 200), set_colour(cr, 0x4f6a5e), cairo_fill(cr);
    meadow(cr, 114, 292, 1324);
    // Round white tents with coloured bands; one stands open.
    struct Tent { double x, y, r; std::uint32_t band; bool open; };
    for (const Tent& t : {Tent{52, 150, 26, 0xa32f2a, false}, Tent{146, 158, 30, 0x27477f, false}, Tent{98, 214, 38, 0xa32f2a, true}}) {
      cairo_rectangle(cr, t.x - t.r, t.y - t.r * 0.75, 2 * t.r, t.r * 0.75), outlined(cr, 0xe9dfc8, 0.4);
      cairo_move_to(cr, t.x - t.r * 1.04, t.y - t.r * 0.75), cairo_curve_to(cr, t.x - t.r * 0.9, t.y - t.r * 1.5, t.x - t.r * 0.3, t.y - t.r * 1.65, t.x, t.y - t.r * 1.7);
      cairo_curve_to(cr, t.x + t.r * 0.3, t.y - t.r * 1.65, t.x + t.r * 0.9, t.y - t.r * 1.5, t.x + t.r * 1.04, t.y - t.r * 0.75), cairo_close_path(cr), outlined(cr, 0xf3ead6, 0.4);
      for (int k = 0; k < 14; ++k) {
        double x = t.x - t.r + (k + 0.5) * t.r / 7;
        set_colour(cr, k % 2 ? t.band : gold), petal(cr, x, t.y - t.r * 0.55, -tau / 4, t.r * 0.18, t.r * 0.05), cairo_fill(cr);
        set_colour(cr, ink, 0.35), cairo_set_line_width(cr, 0.2), cairo_move_to(cr, x, t.y - t.r * 0.74), cairo_line_to(cr, t.x + (x - t.x) * 0.15, t.y - t.r * 1.66), cairo_stroke(cr);
      }
      set_colour(cr, t.band), cairo_rectangle(cr, t.x - t.r * 1.03, t.y - t.r * 0.80, t.r * 2.06, t.r * 0.09), cairo_fill(cr);
      cairo_rectangle(cr, t.x - t.r * 0.36, t.y - t.r * 0.62, t.r * 0.72, t.r * 0.62), outlined(cr, t.open ? 0xd9a04a : t.band, 0.4);
    }
    person(cr, 97, 212, 30, dress[1], true, 1, 4);
    // The fire and those around it, a dog, horses behind.
    for (int k = 0; k < 16; ++k) set_colour(cr, k % 3 == 0 ? 0xf6dc8a : k % 2 ? 0xe08a34 : 0xc8402f), petal(cr, 100 + (hash_unit(k, 1, 1325) - 0.5) * 12, 262, -tau / 4 + (hash_unit(k, 2, 1325) - 0.5) * 0.8, 9 + 8 * hash_unit(k, 3, 1325), 1.8), cairo_fill(cr);
    person(cr, 62, 268, 48, dress[3], true, 1, 5), person(cr, 136, 268, 48, dress[0], true, -1, 3), person(cr, 32, 258, 52, dress[2], false, 1, 7), person(cr, 170, 256, 54, dress[5], false, -1, 10);
    person(cr, 112, 278, 40, dress[4], true, -1, 8);
    verse(cr, 118, 24, 62, 26, "آدمی ایرسنگ دیمه گیل آدمی", "آنی که یوق خلق غمیدین غمی");
  }, [](cairo_t* cr) { set_colour(cr, 0xa32f2a), cairo_move_to(cr, 98, 150), cairo_line_to(cr, 98, 142), cairo_set_line_width(cr, 0.5), cairo_stroke(cr); });
}

Picture ship_and_simurgh(int long_side_px) {
  return page(long_side_px, 0xe2d2ae, 1331, [](cairo_t* cr) {
    set_colour(cr, gold), cairo_paint(cr);
    // Clouds that coil like ribbons.
    for (int k = 0; k < 9; ++k) {
      double x = 20 + 160 * hash_unit(k, 1, 1332), y = 26 + 60 * hash_unit(k, 2, 1332);
      for (auto [line, colour] : {std::pair(5.0, 0x8f9fb8u), std::pair(3.6, 0xf1ead8u)}) {
        set_colour(cr, colour), cairo_set_line_width(cr, line), cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        cairo_move_to(cr, x, y), cairo_curve_to(cr, x + 8, y - 9, x + 14, y + 7, x + 6, y + 5), cairo_curve_to(cr, x + 18, y + 10, x + 24, y - 3, x + 34, y + 2), cairo_stroke(cr);
      }
    }
    // The sea: scales of waves, silver once and blackened since.
    cairo_rectangle(cr, 0, 168, width, 140), set_colour(cr, 0x4f6f8a), cairo_fill(cr);
    for (int j = 0; j < 22; ++j)
      for (int i = -1; i < 27; ++i) {
        double x = i * 8 + (j % 2 ? 4 : 0), y = 170 + j * 6;
        for (double r : {4.2, 2.9, 1.6}) set_colour(cr, r > 4 ? 0xd5dcdc : r > 2 ? 0x8aa3b4 : 0x35597a), cairo_set_line_width(cr, 0.4), cairo_arc(cr, x, y, r, tau / 2, tau), cairo_stroke(cr);
      }
    for (auto [x, y, s] : {std::tuple(40.0, 262.0, 1.0), std::tuple(156.0, 276.0, -1.0), std::tuple(96.0, 284.0, 1.0)}) {
      cairo_save(cr), cairo_translate(cr, x, y), cairo_scale(cr, s, 1);
      petal(cr, -11, 0, 0, 22, 4.6), outlined(cr, 0xd9824a), cairo_move_to(cr, -10, 0), cairo_line_to(cr, -16, -4), cairo_line_to(cr, -16, 4), cairo_close_path(cr), outlined(cr, 0xc8402f);
      disc(cr, 6, -1, 0.8, ink), cairo_restore(cr);
    }
    // The ship with its painted hull, rowers, captain and a lateen sail.
    cairo_move_to(cr, 34, 190), cairo_curve_to(cr, 44, 226, 140, 230, 160, 180), cairo_curve_to(cr, 164, 174, 170, 172, 172, 166), cairo_line_to(cr, 166, 190), cairo_curve_to(cr, 150, 248, 40, 244, 26, 178), cairo_line_to(cr, 30, 168), cairo_close_path(cr), outlined(cr, 0x8a4f2a, 0.5);
    tiles(cr, 46, 196, 100, 10, 5, 0xa32f2a, 0x27477f);
    for (int k = 0; k < 5; ++k) person(cr, 56 + k * 20, 198, 40, dress[static_cast<std::size_t>(k)], true, k % 2 ? 1 : -1, static_cast<std::uint32_t>(3 + 2 * k));
    set_colour(cr, 0x5a3d22), cairo_set_line_width(cr, 2), cairo_move_to(cr, 100, 200), cairo_line_to(cr, 106, 84), cairo_stroke(cr);
    cairo_move_to(cr, 54, 158), cairo_curve_to(cr, 84, 150, 110, 118, 126, 78), cairo_curve_to(cr, 142, 110, 140, 140, 134, 162), cairo_curve_to(cr, 106, 170, 80, 168, 54, 158), cairo_close_path(cr), outlined(cr, 0xefe2c6, 0.5);
    for (int k = 0; k < 6; ++k) set_colour(cr, k % 2 ? 0xa32f2a : 0x27477f), cairo_set_line_width(cr, 1.6), cairo_move_to(cr, 66 + k * 12, 160 + k * 0.6), cairo_curve_to(cr, 84 + k * 9, 146, 104 + k * 5, 122, 121 + k * 2.6, 86 + k * 7), cairo_stroke(cr);
    // The Simurgh: a body of gold scales, wings of three colours, tail feathers that fill the sky.
    for (int k = 0; k < 9; ++k) {
      double a = 2.45 + 0.11 * k;
      for (auto [line, colour] : {std::pair(3.2, ink), std::pair(2.6, std::array{0xa32f2au, 0x27477fu, 0x3f7a5au}[static_cast<std::size_t>(k % 3)]), std::pair(0.6, 0xf1e6ceu)}) {
        set_colour(cr, colour), cairo_set_line_width(cr, line);
        cairo_move_to(cr, 132, 58), cairo_curve_to(cr, 132 + 40 * std::cos(a), 58 + 26 * std::sin(a), 132 + 70 * std::cos(a + 0.4), 58 + 52 * std::sin(a - 0.5), 132 + 104 * std::cos(a), 62 + 46 * std::sin(a) - 6 * (k % 3)), cairo_stroke(cr);
      }
    }
    for (double s : {-1.0, 1.0})
      for (int k = 0; k < 12; ++k) set_colour(cr, std::array{0xc8402fu, 0xe0b04au, 0x4f93a0u}[static_cast<std::size_t>(k % 3)]), petal(cr, 138 + s * 4, 54, -tau / 4 + s * (0.15 + 0.11 * k), 34 - 1.2 * k, 2.6), outlined(cr, std::array{0xc8402fu, 0xe0b04au, 0x4f93a0u}[static_cast<std::size_t>(k % 3)]);
    petal(cr, 124, 62, -0.32, 34, 8), outlined(cr, 0xd9a43a, 0.4);
    for (int i = 0; i < 40; ++i) set_colour(cr, 0x8a4f2a), cairo_set_line_width(cr, 0.3), cairo_arc(cr, 130 + 20 * hash_unit(i, 1, 1334), 54 + 8 * hash_unit(i, 2, 1334), 1.3, 0, tau / 2), cairo_stroke(cr);
    disc(cr, 158, 50, 5.2, 0xd9a43a), disc(cr, 159.5, 48.6, 0.9, ink);
    cairo_move_to(cr, 162, 49), cairo_curve_to(cr, 168, 48, 169, 52, 166, 55), cairo_line_to(cr, 161, 53), cairo_close_path(cr), outlined(cr, 0xc8402f);
    for (double a : {-1.9, -1.5, -1.1}) set_colour(cr, 0xa32f2a), petal(cr, 156, 46, a, 8, 1), cairo_fill(cr);
    verse(cr, 20, 248, 62, 26, "کم گوی و گزیده گوی چون در", "تا ز اندک تو جهان شود پر");
  }, [](cairo_t* cr) { set_colour(cr, 0xa32f2a), petal(cr, 171, 168, -0.5, 20, 2.4), outlined(cr, 0xa32f2a); });
}

}  // namespace enf
