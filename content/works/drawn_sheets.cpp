// Three sheets that need no more than compass, ruler and reed: a shamsa, the sun that opens a book; a piece of verse written
// slantwise in clouds; and a scroll's drawing for a vault of muqarnas, from which masons cut without any other plan.
#include <array>
#include <cmath>
#include <numbers>

#include "content/drawing.h"
#include "content/noise.h"
#include "content/works.h"
#include "engine/base/random.h"

namespace enf {
namespace {

constexpr double tau = 2 * std::numbers::pi;
constexpr std::uint32_t lapis = 0x1d3a7a, gold = 0xc89b3e, vermilion = 0xb63c2b, jade = 0x4b8a76, ink = 0x1d1613, cream = 0xf2e9d3, blush = 0xd9a08c;

// Burnished paper, its fibres, its stains, brown towards the edges.
Picture paper_sheet(double width_mm, double height_mm, int long_side_px, std::uint32_t tint, std::uint32_t seed) {
  double px_per_mm = long_side_px / std::max(width_mm, height_mm);
  Picture sheet(static_cast<int>(std::lround(width_mm * px_per_mm)), static_cast<int>(std::lround(height_mm * px_per_mm)));
  for (int y = 0; y < sheet.height(); ++y)
    for (int x = 0; x < sheet.width(); ++x) {
      vec2 mm = vec2(x, y) / static_cast<float>(px_per_mm);
      float edge = std::min(std::min(mm.x, static_cast<float>(width_mm) - mm.x), std::min(mm.y, static_cast<float>(height_mm) - mm.y));
      float fibre = 0.03f * noise(mm * vec2(1.5f, 0.25f), seed) + 0.02f * noise(mm * vec2(0.3f, 1.6f), seed + 1) + 0.05f * fractal_noise(mm * 0.03f, 4, seed + 2);
      float foxing = 0.18f * ramp(13, 0, edge + 8 * fractal_noise(mm * 0.06f, 3, seed + 3));
      sheet.at(x, y) = srgb(tint) * (1 + fibre - foxing);
    }
  return sheet;
}

// Gold is not flat and paint granulates: a last pass over what was drawn.
void give_grain(Picture& sheet, double width_mm, std::uint32_t seed) {
  float mm_per_px = static_cast<float>(width_mm) / static_cast<float>(sheet.width());
  for (int y = 0; y < sheet.height(); ++y)
    for (int x = 0; x < sheet.width(); ++x) {
      vec2 mm = vec2(x, y) * mm_per_px;
      vec3& c = sheet.at(x, y);
      float golden = ramp(0.10f, 0.28f, c.x - c.z) * ramp(0.8f, 0.6f, c.z / (c.x + 1e-4f));
      float glitter = 0.20f * noise(mm * 2.1f, seed) + 0.16f * noise(mm * 7.0f, seed + 1), grain = 0.06f * noise(mm * 4.0f, seed + 2) + 0.05f * fractal_noise(mm * 0.4f, 3, seed + 3);
      c *= 1 + mixed(grain, glitter, golden);
    }
}

void petal(cairo_t* cr, double x, double y, double angle, double length, double width) {
  double dx = std::cos(angle), dy = std::sin(angle), nx = -dy * width, ny = dx * width;
  cairo_move_to(cr, x, y);
  cairo_curve_to(cr, x + dx * length * 0.25 + nx, y + dy * length * 0.25 + ny, x + dx * length * 0.7 + nx * 0.8, y + dy * length * 0.7 + ny * 0.8, x + dx * length, y + dy * length);
  cairo_curve_to(cr, x + dx * length * 0.7 - nx * 0.8, y + dy * length * 0.7 - ny * 0.8, x + dx * length * 0.25 - nx, y + dy * length * 0.25 - ny, x, y);
}

void disc(cairo_t* cr, double x, double y, double r, std::uint32_t colour) {
  set_colour(cr, colour);
  cairo_arc(cr, x, y, r, 0, tau);
  cairo_fill(cr);
}

// A stem that winds into an eye, leaf after leaf.
void scroll(cairo_t* cr, double x, double y, double radius, double start, double turn, std::uint32_t stem, std::uint32_t eye) {
  auto at = [&](double t) {
    double r = radius * std::pow(1 - t, 0.75), a = start + turn * 1.5 * tau * t;
    return dvec2(x + r * std::cos(a), y + r * std::sin(a));
  };
  set_colour(cr, stem);
  cairo_set_line_width(cr, radius * 0.06);
  for (int i = 0; i <= 40; ++i) i == 0 ? cairo_move_to(cr, at(0).x, at(0).y) : cairo_line_to(cr, at(0.94 * i / 40).x, at(0.94 * i / 40).y);
  cairo_stroke(cr);
  for (int i = 2; i < 13; ++i) {
    double t = 0.9 * i / 13;
    dvec2 p = at(t), way = at(t + 0.02) - p;
    petal(cr, p.x, p.y, std::atan2(way.y, way.x) + (i % 2 ? 0.8 : -0.8), radius * (0.36 - 0.2 * t), radius * (0.11 - 0.06 * t));
    cairo_fill(cr);
  }
  disc(cr, x, y, radius * 0.17, eye), disc(cr, x, y, radius * 0.07, stem);
}

// A closed outline of lobes round the middle: `outer` where lobes swell, `inner` where they meet.
void lobes(cairo_t* cr, double x, double y, double inner, double outer, int count, double turn) {
  for (int k = 0; k < count; ++k) {
    double a = turn + tau * k / count, b = turn + tau * (k + 1) / count, m = (a + b) / 2, reach = outer * 1.16;
    if (k == 0) cairo_move_to(cr, x + inner * std::cos(a), y + inner * std::sin(a));
    cairo_curve_to(cr, x + reach * std::cos(a + 0.1 * (b - a)), y + reach * std::sin(a + 0.1 * (b - a)), x + outer * 1.04 * std::cos(m - 0.2 * (b - a)), y + outer * 1.04 * std::sin(m - 0.2 * (b - a)), x + outer * std::cos(m), y + outer * std::sin(m));
    cairo_curve_to(cr, x + outer * 1.04 * std::cos(m + 0.2 * (b - a)), y + outer * 1.04 * std::sin(m + 0.2 * (b - a)), x + reach * std::cos(b - 0.1 * (b - a)), y + reach * std::sin(b - 0.1 * (b - a)), x + inner * std::cos(b), y + inner * std::sin(b));
  }
  cairo_close_path(cr);
}

}  // namespace

Picture shamsa(int long_side_px) {
  constexpr double width = 240, height = 330, cx = width / 2, cy = height / 2;
  Picture sheet = paper_sheet(width, height, long_side_px, 0xe4d5b4, 731);
  draw_over(sheet, width, [&](cairo_t* cr) {
    // Rays: fine blue lines with a bud, long and short by turns.
    for (int k = 0; k < 64; ++k) {
      double a = tau * k / 64, r0 = 84, r1 = k % 4 == 0 ? 112 : k % 2 ? 94 : 102;
      set_colour(cr, lapis), cairo_set_line_width(cr, 0.35);
      cairo_move_to(cr, cx + r0 * std::cos(a), cy + r0 * std::sin(a)), cairo_line_to(cr, cx + r1 * std::cos(a), cy + r1 * std::sin(a)), cairo_stroke(cr);
      petal(cr, cx + (r1 - 7) * std::cos(a), cy + (r1 - 7) * std::sin(a), a, 6, 1.1), cairo_fill(cr);
      disc(cr, cx + (r0 + 5) * std::cos(a), cy + (r0 + 5) * std::sin(a), 0.7, vermilion);
    }
    lobes(cr, cx, cy, 76, 83, 32, 0), set_colour(cr, gold), cairo_fill(cr);
    lobes(cr, cx, cy, 74, 81, 32, 0), set_colour(cr, lapis), cairo_fill(cr);
    for (int k = 0; k < 32; ++k) {
      double a = tau * (k + 0.5) / 32;
      scroll(cr, cx + 69 * std::cos(a), cy + 69 * std::sin(a), 6.2, a * 3, k % 2 ? 1 : -1, gold, k % 2 ? vermilion : cream);
    }
    lobes(cr, cx, cy, 58, 63, 16, tau / 32), set_colour(cr, gold), cairo_fill_preserve(cr);
    set_colour(cr, ink), cairo_set_line_width(cr, 0.4), cairo_stroke(cr);
    lobes(cr, cx, cy, 55.5, 60.5, 16, tau / 32), set_colour(cr, 0x7c2a22), cairo_fill(cr);
    for (int k = 0; k < 16; ++k) {
      double a = tau * k / 16;
      scroll(cr, cx + 49 * std::cos(a), cy + 49 * std::sin(a), 8.4, a, k % 2 ? 1 : -1, gold, k % 2 ? jade : cream);
    }
    lobes(cr, cx, cy, 36, 41, 8, 0), set_colour(cr, gold), cairo_fill(cr);
    lobes(cr, cx, cy, 34, 39, 8, 0), set_colour(cr, lapis), cairo_fill(cr);
    for (int k = 0; k < 8; ++k)
      for (double s : {-1.0, 1.0}) {
        double a = tau * (k + 0.5) / 8 + s * 0.17;
        scroll(cr, cx + 28 * std::cos(a), cy + 28 * std::sin(a), 6.2, a + s, s, gold, k % 2 ? blush : vermilion);
      }
    for (int k = 0; k < 8; ++k) {
      double a = tau * k / 8;
      set_colour(cr, jade), petal(cr, cx + 8 * std::cos(a), cy + 8 * std::sin(a), a, 16, 5), cairo_fill_preserve(cr);
      set_colour(cr, gold), cairo_set_line_width(cr, 0.5), cairo_stroke(cr);
      set_colour(cr, cream), petal(cr, cx + 12 * std::cos(a), cy + 12 * std::sin(a), a, 8, 1.8), cairo_fill(cr);
    }
    disc(cr, cx, cy, 11, gold), disc(cr, cx, cy, 10, lapis);
    for (int k = 0; k < 12; ++k) {
      double a = tau * k / 12;
      set_colour(cr, k % 2 ? gold : cream), petal(cr, cx, cy, a, 8.5, 1.7), cairo_fill(cr);
    }
    disc(cr, cx, cy, 2.4, vermilion);
  });
  give_grain(sheet, width, 741);
  return sheet;
}

Picture slanted_verse(int long_side_px) {
  constexpr double width = 210, height = 320, left = 32, top = 50, w = width - 2 * left, h = height - 2 * top;
  Picture sheet = paper_sheet(width, height, long_side_px, 0x8fa39a, 751);
  draw_over(sheet, width, [&](cairo_t* cr) {
    Random random(752);
    for (int i = 0; i < 3200; ++i) disc(cr, width * random.unit(), height * random.unit(), 0.1 + 0.45 * std::pow(random.unit(), 7.0f), random.chance(0.7f) ? 0xd3ad56 : 0x6d857d);
    set_colour(cr, gold), cairo_rectangle(cr, left, top, w, h), cairo_fill(cr);
    for (int i = 0; i < 190; ++i) {
      double x = left + w * random.unit(), y = top + h * random.unit(), r = random.between(1.2f, 3.2f);
      for (int k = 0; k < 6; ++k) set_colour(cr, i % 3 ? lapis : vermilion), petal(cr, x, y, tau * k / 6 + i, r, r * 0.3), cairo_fill(cr);
      disc(cr, x, y, r * 0.22, cream);
    }
    // Two lines by Navoi (Hayrat ul-abror): "If you are human, call him no human / who has no care for people's cares."
    const std::array<const char*, 4> lines = {"آدمی ایرسنگ دیمه گیل آدمی", "آنی که یوق خلق غمیدین غمی", "ای نام تو بهترین سرآغاز", "بی نام تو نامه کی کنم باز"};
    cairo_save(cr);
    cairo_rectangle(cr, left + 3, top + 3, w - 6, h - 6), cairo_clip(cr);
    for (int k = 0; k < 4; ++k) {
      double cx = width / 2 + (k % 2 ? -6 : 6), cy = top + h * (0.17 + 0.22 * k), half = w * 0.36;
      cairo_save(cr);
      cairo_translate(cr, cx, cy), cairo_rotate(cr, -0.32);
      cairo_new_path(cr);
      for (int side : {-1, 1})
        for (int i = 0; i < 13; ++i) {
          double t = (i + 0.5) / 13;
          cairo_new_sub_path(cr);
          cairo_arc(cr, (t * 2 - 1) * half, side * 13 * std::pow(std::sin(std::numbers::pi * (0.1 + 0.8 * t)), 0.35), half / 13 * 1.7, 0, tau);
        }
      cairo_new_sub_path(cr), cairo_rectangle(cr, -half * 0.97, -13, half * 1.94, 26);
      set_colour(cr, ink), cairo_set_line_width(cr, 0.6), cairo_stroke_preserve(cr);
      set_colour(cr, cream), cairo_fill(cr);
      writing_path(cr, lines[static_cast<std::size_t>(k)], "Noto Nastaliq Urdu", half * 1.9, 27, 0, 0);
      set_colour(cr, ink), cairo_fill(cr);
      cairo_restore(cr);
    }
    cairo_restore(cr);
    for (auto [inset, line, colour] : {std::tuple(0.0, 1.4, gold), std::tuple(-2.2, 0.7, lapis), std::tuple(1.6, 0.5, vermilion), std::tuple(-4.2, 0.4, ink)}) {
      set_colour(cr, colour), cairo_set_line_width(cr, line);
      cairo_rectangle(cr, left + inset, top + inset, w - 2 * inset, h - 2 * inset), cairo_stroke(cr);
    }
  });
  give_grain(sheet, width, 761);
  return sheet;
}

Picture muqarnas_drawing(int long_side_px) {
  constexpr double width = 460, height = 340;
  Picture sheet = paper_sheet(width, height, long_side_px, 0xdbc9a2, 771);
  draw_over(sheet, width, [&](cairo_t* cr) {
    // One quarter of a vault from above: rings of cells round the corner, their number growing outwards; what is squares and
    // almonds on paper becomes niches and brackets in plaster.
    const dvec2 o(40, height - 40);
    constexpr double unit = 26;
    auto at = [&](double ring, double turn) { return o + dvec2(std::cos(turn * tau / 4), -std::sin(turn * tau / 4)) * ring * unit; };
    auto line = [&](dvec2 a, dvec2 b, double thick, std::uint32_t colour) {
      set_colour(cr, colour, 0.85), cairo_set_line_width(cr, thick);
      cairo_move_to(cr, a.x, a.y), cairo_line_to(cr, b.x, b.y), cairo_stroke(cr);
    };
    // The scored dead lines first: arcs and radii that carry no ink but show in raking light.
    for (int k = 1; k <= 10; ++k) {
      set_colour(cr, 0xa58f63, 0.6), cairo_set_line_width(cr, 0.18);
      cairo_arc(cr, o.x, o.y, k * unit, -tau / 4, 0), cairo_stroke(cr);
    }
    for (int k = 0; k <= 24; ++k) line(at(0, k / 24.0), at(10.6, k / 24.0), 0.15, 0xa58f63);
    const std::array<int, 10> cells_of = {3, 4, 6, 6, 8, 8, 12, 12, 16, 16};
    for (int ring = 1; ring < 10; ++ring) {
      int n = cells_of[static_cast<std::size_t>(ring)];
      for (int k = 0; k < n; ++k) {
        double t0 = static_cast<double>(k) / n, t1 = (k + 1.0) / n, m = (t0 + t1) / 2;
        dvec2 a = at(ring, t0), b = at(ring, t1), tip = at(ring + 0.72, m), back = at(ring - 0.28, m);
        std::uint32_t ground = (ring + k) % 3 == 0 ? 0xb8543f : (ring + k) % 3 == 1 ? 0x6f8f86 : 0xd9b25c;
        set_colour(cr, ground, 0.42 + 0.06 * (ring % 3));
        cairo_move_to(cr, a.x, a.y), cairo_line_to(cr, tip.x, tip.y), cairo_line_to(cr, b.x, b.y), cairo_line_to(cr, back.x, back.y), cairo_close_path(cr), cairo_fill(cr);
        line(a, tip, 0.55, ink), line(tip, b, 0.55, ink), line(b, back, 0.4, 0x8a2f24), line(back, a, 0.4, 0x8a2f24), line(back, tip, 0.22, ink);
        for (double s : {0.35, 0.65}) line(at(ring, t0 + (t1 - t0) * s), glm::mix(back, tip, 0.5), 0.16, 0x8a2f24);
      }
    }
    // The star in the crown, and the square that frames the quarter.
    for (int k = 0; k <= 6; ++k) line(at(0, 0), at(1, k / 6.0), 0.5, ink);
    set_colour(cr, ink), cairo_set_line_width(cr, 0.9), cairo_rectangle(cr, o.x, o.y - 10.4 * unit, 10.4 * unit, 10.4 * unit), cairo_stroke(cr);
    cairo_set_line_width(cr, 0.3), cairo_rectangle(cr, o.x - 3, o.y - 10.4 * unit - 3, 10.4 * unit + 6, 10.4 * unit + 6), cairo_stroke(cr);
    // Beside it the profile: how far each tier steps out and up, and the eight-pointed star the plan begins with.
    dvec2 p(350, height - 42);
    for (int k = 0; k < 6; ++k) {
      dvec2 q = p + dvec2(12.5, -24 - 1.5 * k);
      set_colour(cr, ink), cairo_set_line_width(cr, 0.7);
      cairo_move_to(cr, p.x, p.y), cairo_curve_to(cr, p.x, p.y - 16, q.x - 9, q.y + 3, q.x, q.y), cairo_stroke(cr);
      line(p, dvec2(q.x, p.y), 0.2, 0x8a2f24), line(dvec2(q.x, p.y), q, 0.2, 0x8a2f24);
      p = q;
    }
    for (int k = 0; k < 8; ++k)
      for (int step : {2, 3}) {
        auto corner = [&](int i) { return dvec2(365, 74) + 34.0 * dvec2(std::cos(tau * i / 8 + tau / 16), std::sin(tau * i / 8 + tau / 16)); };
        line(corner(k), corner(k + step), step == 3 ? 0.6 : 0.3, step == 3 ? ink : 0x8a2f24);
      }
  });
  give_grain(sheet, width, 781);
  return sheet;
}

}  // namespace enf
