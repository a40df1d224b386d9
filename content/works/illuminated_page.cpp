// An opening page after the illuminators of Tabriz, Herat and Bukhara: a headpiece (sarlawh) of gold spirals on lapis with the
// word "Khamsa", the "five" poems that Nizami of Ganja wrote and Alisher Navoi of Herat answered; below it a couplet by
// Nizami (Layla and Majnun) in clouds reserved from gold; wide margins of tinted paper flecked with gold.
//   "Speak little, choose your words like pearls, / that of your little the world be full."
#include <array>
#include <cmath>

#include "content/drawing.h"
#include "content/noise.h"
#include "content/works.h"
#include "engine/base/random.h"

namespace enf {
namespace {

constexpr double page_width = 230, page_height = 340;  // millimetres
constexpr double tau = 6.283185307179586;
constexpr std::uint32_t lapis = 0x1f3c7d, gold = 0xc79a3f, vermilion = 0xb23a2a, jade = 0x4d8a78, paper = 0xe9dcbf, ink = 0x1d1613, blush = 0xd9a08c,
                        white = 0xf3ead6;

void almond(cairo_t* cr, double x, double y, double angle, double length, double width) {
  double dx = std::cos(angle), dy = std::sin(angle), nx = -dy * width, ny = dx * width;
  cairo_move_to(cr, x, y);
  cairo_curve_to(cr, x + dx * length * 0.25 + nx, y + dy * length * 0.25 + ny, x + dx * length * 0.7 + nx * 0.8, y + dy * length * 0.7 + ny * 0.8,
                 x + dx * length, y + dy * length);
  cairo_curve_to(cr, x + dx * length * 0.7 - nx * 0.8, y + dy * length * 0.7 - ny * 0.8, x + dx * length * 0.25 - nx, y + dy * length * 0.25 - ny, x, y);
}

void blossom(cairo_t* cr, double x, double y, double r, std::uint32_t petal, std::uint32_t heart) {
  for (int k = 0; k < 6; ++k) {
    double a = tau * k / 6 + 0.26;
    set_colour(cr, petal);
    cairo_arc(cr, x + std::cos(a) * r * 0.55, y + std::sin(a) * r * 0.55, r * 0.44, 0, tau);
    cairo_fill(cr);
  }
  set_colour(cr, heart);
  cairo_arc(cr, x, y, r * 0.36, 0, tau);
  cairo_fill(cr);
}

// A spiral of the islimi: a stem that winds in, with a leaf or a bud at every step and a blossom in its eye.
void spiral(cairo_t* cr, double x, double y, double radius, double start, double turn, std::uint32_t stem, std::uint32_t leaf_colour, std::uint32_t petal) {
  constexpr int steps = 48;
  constexpr double turns = 1.55;
  auto at = [&](double t, double& px, double& py) {
    double r = radius * std::pow(1 - t, 0.75), a = start + turn * turns * tau * t;
    px = x + r * std::cos(a), py = y + r * std::sin(a);
  };
  set_colour(cr, stem);
  cairo_set_line_width(cr, radius * 0.055);
  for (int i = 0; i <= steps; ++i) {
    double px, py;
    at(0.93 * i / steps, px, py);
    i == 0 ? cairo_move_to(cr, px, py) : cairo_line_to(cr, px, py);
  }
  cairo_stroke(cr);
  for (int i = 2; i < 15; ++i) {
    double t = 0.9 * i / 15, px, py, qx, qy;
    at(t, px, py), at(t + 0.02, qx, qy);
    double along = std::atan2(qy - py, qx - px), side = i % 2 ? 1 : -1, size = radius * (0.34 - 0.2 * t);
    set_colour(cr, i % 3 == 0 ? leaf_colour : stem);
    almond(cr, px, py, along + side * 0.75, size, size * 0.3);
    cairo_fill(cr);
    almond(cr, px, py, along + side * 1.5, size * 0.55, size * 0.2);
    cairo_fill(cr);
  }
  blossom(cr, x, y, radius * 0.24, petal, gold);
}

void band(cairo_t* cr, double x, double y, double w, double h, double thickness, std::uint32_t colour) {
  set_colour(cr, colour);
  cairo_set_line_width(cr, thickness);
  cairo_rectangle(cr, x, y, w, h);
  cairo_stroke(cr);
}

// The outline of the headpiece's crown: a row of lobes rising to the middle.
void crown_path(cairo_t* cr, double left, double right, double base, double rise) {
  constexpr int lobes = 11;
  double w = (right - left) / lobes;
  cairo_move_to(cr, left, base);
  for (int i = 0; i < lobes; ++i) {
    double middle = 1 - std::abs(i + 0.5 - lobes / 2.0) / (lobes / 2.0), next = 1 - std::abs(i + 1.5 - lobes / 2.0) / (lobes / 2.0);
    auto height = [&](double m) { return base - rise * (0.16 + 0.84 * std::pow(m < 0 ? 0 : m, 1.5)); };
    double y0 = i == 0 ? base : height(middle), y1 = i == lobes - 1 ? base : height(next);
    double x0 = left + w * i, top = std::min(height(middle), std::min(y0, y1)) - w * 0.42;
    cairo_curve_to(cr, x0 - w * 0.05, y0 - w * 0.5, x0 + w * 0.2, top, x0 + w * 0.5, top - w * 0.18);
    cairo_curve_to(cr, x0 + w * 0.8, top, x0 + w * 1.05, y1 - w * 0.5, x0 + w, y1);
  }
  cairo_close_path(cr);
}

void headpiece(cairo_t* cr, double left, double right, double top, double height) {
  double w = right - left, middle = (left + right) / 2;
  // The crown with its rays ("sharafa").
  cairo_save(cr);
  crown_path(cr, left, right, top, 40);
  set_colour(cr, lapis);
  cairo_fill_preserve(cr);
  set_colour(cr, gold);
  cairo_set_line_width(cr, 1.1);
  cairo_stroke_preserve(cr);
  cairo_clip(cr);
  for (double s : {-1.0, 1.0}) {
    spiral(cr, middle + s * 15, top - 14, 14.5, s > 0 ? tau / 2 : 0, s, gold, jade, white);
    spiral(cr, middle + s * 40, top - 9, 11, s > 0 ? tau / 2 : 0, -s, gold, vermilion, blush);
    spiral(cr, middle + s * 60, top - 3.5, 8.5, s > 0 ? tau / 2 : 0, s, gold, jade, white);
  }
  almond(cr, middle, top - 4, -tau / 4, 36, 8);
  set_colour(cr, gold);
  cairo_fill(cr);
  almond(cr, middle, top - 7, -tau / 4, 28, 5.4);
  set_colour(cr, vermilion);
  cairo_fill(cr);
  blossom(cr, middle, top - 18, 4.2, white, gold);
  cairo_restore(cr);
  for (int i = 0; i <= 22; ++i) {
    double t = (i - 11) / 11.0, x = middle + t * w / 2 * 0.985, y0 = top - 46 * std::pow(1 - std::abs(t), 1.5) - 9;
    set_colour(cr, lapis);
    cairo_set_line_width(cr, 0.45);
    cairo_move_to(cr, x, y0 + 2), cairo_line_to(cr, x, y0 - 9 - 5 * (i % 2));
    cairo_stroke(cr);
    almond(cr, x, y0 - 4, -tau / 4, 4.5, 1.0);
    cairo_fill(cr);
  }

  // The panel: lapis, spirals, and the title in a gold cartouche.
  set_colour(cr, lapis);
  cairo_rectangle(cr, left, top, w, height);
  cairo_fill(cr);
  cairo_save(cr);
  cairo_rectangle(cr, left, top, w, height);
  cairo_clip(cr);
  for (double s : {-1.0, 1.0})
    for (double v : {0.27, 0.73}) {
      spiral(cr, middle + s * w * 0.41, top + height * v, 13.5, v < 0.5 ? 0.5 : -0.5, s, gold, vermilion, blush);
      spiral(cr, middle + s * w * 0.26, top + height * (1 - v), 11, v < 0.5 ? 2 : -2, -s, gold, jade, white);
    }
  cairo_restore(cr);
  double cw = w * 0.27, ch = height * 0.36, cy = top + height / 2;
  cairo_move_to(cr, middle - cw, cy);
  cairo_curve_to(cr, middle - cw * 0.85, cy - ch * 0.5, middle - cw * 0.8, cy - ch, middle - cw * 0.55, cy - ch);
  cairo_curve_to(cr, middle - cw * 0.2, cy - ch, middle - cw * 0.12, cy - ch * 1.15, middle, cy - ch * 1.2);
  cairo_curve_to(cr, middle + cw * 0.12, cy - ch * 1.15, middle + cw * 0.2, cy - ch, middle + cw * 0.55, cy - ch);
  cairo_curve_to(cr, middle + cw * 0.8, cy - ch, middle + cw * 0.85, cy - ch * 0.5, middle + cw, cy);
  cairo_curve_to(cr, middle + cw * 0.85, cy + ch * 0.5, middle + cw * 0.8, cy + ch, middle + cw * 0.55, cy + ch);
  cairo_curve_to(cr, middle + cw * 0.2, cy + ch, middle + cw * 0.12, cy + ch * 1.15, middle, cy + ch * 1.2);
  cairo_curve_to(cr, middle - cw * 0.12, cy + ch * 1.15, middle - cw * 0.2, cy + ch, middle - cw * 0.55, cy + ch);
  cairo_curve_to(cr, middle - cw * 0.8, cy + ch, middle - cw * 0.85, cy + ch * 0.5, middle - cw, cy);
  set_colour(cr, gold);
  cairo_fill_preserve(cr);
  set_colour(cr, white);
  cairo_set_line_width(cr, 0.8);
  cairo_stroke(cr);
  writing_path(cr, "خمسه", "Noto Nastaliq Urdu", cw * 1.5, ch * 1.55, middle, cy);
  set_colour(cr, white);
  cairo_set_line_width(cr, 1.0);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve(cr);
  set_colour(cr, ink);
  cairo_fill(cr);
}

// A line of verse in a cloud left free in the gold ground, small blossoms around.
void verse(cairo_t* cr, const char* words, double left, double right, double top, double height, std::uint32_t seed) {
  double w = right - left, middle = (left + right) / 2, cy = top + height / 2;
  set_colour(cr, gold);
  cairo_rectangle(cr, left, top, w, height);
  cairo_fill(cr);
  Random random(seed);
  for (int i = 0; i < 26; ++i) {
    double x = left + w * random.unit(), y = top + height * (i % 2 ? 0.1 + 0.08 * random.unit() : 0.82 + 0.08 * random.unit());
    blossom(cr, x, y, 1.8, i % 3 ? lapis : vermilion, white);
  }
  constexpr int bumps = 15;
  double half = w * 0.44, ch = height * 0.30;
  cairo_new_path(cr);
  for (int side : {-1, 1})
    for (int i = 0; i < bumps; ++i) {
      double t = side < 0 ? (i + 0.5) / bumps : 1 - (i + 0.5) / bumps, x = middle + (t * 2 - 1) * half;
      double r = half / bumps * 1.55, y = cy + side * ch * std::pow(std::sin(glm::pi<double>() * (0.1 + 0.8 * t)), 0.35);
      cairo_new_sub_path(cr);
      cairo_arc(cr, x, y, r, 0, tau);
    }
  cairo_new_sub_path(cr);
  cairo_rectangle(cr, middle - half * 0.97, cy - ch, half * 1.94, ch * 2);
  cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
  set_colour(cr, ink);
  cairo_set_line_width(cr, 0.5);
  cairo_stroke_preserve(cr);
  set_colour(cr, paper);
  cairo_fill(cr);
  writing_path(cr, words, "Noto Nastaliq Urdu", half * 1.86, height * 0.60, middle, cy);
  set_colour(cr, ink);
  cairo_fill(cr);
}

}  // namespace

Picture illuminated_page(int long_side_px) {
  double px_per_mm = long_side_px / page_height;
  int w = static_cast<int>(std::lround(page_width * px_per_mm));
  Picture page(w, long_side_px);

  // Burnished paper: the margin tinted, long fibres, foxing near the edges, flecks of gold.
  for (int y = 0; y < page.height(); ++y)
    for (int x = 0; x < w; ++x) {
      vec2 mm = vec2(x, y) / static_cast<float>(px_per_mm);
      float edge = std::min(std::min(mm.x, static_cast<float>(page_width) - mm.x), std::min(mm.y, static_cast<float>(page_height) - mm.y));
      float fibre = 0.03f * noise(mm * vec2(1.4f, 0.25f), 71) + 0.02f * noise(mm * vec2(0.3f, 1.6f), 72) + 0.05f * fractal_noise(mm * 0.03f, 4, 73);
      float foxing = 0.16f * ramp(14, 0, edge + 8 * fractal_noise(mm * 0.06f, 3, 74));
      vec3 tint = mixed(srgb(0xd9c7a2), srgb(0xc9b187), 0.5f + 0.5f * fractal_noise(mm * 0.012f, 3, 75));
      page.at(x, y) = tint * (1 + fibre - foxing);
    }

  constexpr double left = 38, right = 192, top = 92, head = 54;
  draw_over(page, static_cast<float>(page_width), [&](cairo_t* cr) {
    Random random(1491);
    for (int i = 0; i < 2600; ++i) {
      double x = page_width * random.unit(), y = page_height * random.unit(), r = 0.08 + 0.5 * std::pow(random.unit(), 6.0f);
      set_colour(cr, random.chance(0.8f) ? 0xd8b055 : 0xa97e2e, 0.85);
      double a = tau * random.unit();
      cairo_move_to(cr, x + r * std::cos(a), y + r * std::sin(a));
      for (int k = 1; k < 4; ++k) cairo_line_to(cr, x + r * (0.6 + 0.8 * random.unit()) * std::cos(a + k * 1.6), y + r * std::sin(a + k * 1.6));
      cairo_close_path(cr);
      cairo_fill(cr);
    }
    // Drawn in gold in the margin: a row of great spirals, each with the next one's stem.
    for (int i = 0; i < 6; ++i)
      for (double s : {-1.0, 1.0}) {
        double x = page_width / 2 + s * (page_width / 2 - 19), y = 34 + i * 54.5;
        spiral(cr, x, y, 12, i % 2 ? 1.57 : -1.57, i % 2 ? s : -s, 0xb48a3c, 0x9c7732, 0xcfa653);
      }
    // The written field.
    set_colour(cr, paper);
    cairo_rectangle(cr, left, top, right - left, 222);
    cairo_fill(cr);
    headpiece(cr, left, right, top, head);
    constexpr std::array<const char*, 2> couplet = {"کم گوی و گزیده گوی چون در", "تا ز اندک تو جهان شود پر"};
    verse(cr, couplet[0], left + 6, right - 6, top + head + 9, 52, 11);
    verse(cr, couplet[1], left + 6, right - 6, top + head + 9 + 52 + 5, 52, 12);
    // A closing strip of spirals.
    double strip = top + head + 9 + 52 + 5 + 52 + 6, depth = top + 222 - strip - 5;
    set_colour(cr, lapis);
    cairo_rectangle(cr, left + 6, strip, right - left - 12, depth);
    cairo_fill(cr);
    cairo_save(cr);
    cairo_rectangle(cr, left + 6, strip, right - left - 12, depth);
    cairo_clip(cr);
    for (int i = 0; i < 6; ++i) spiral(cr, left + 18 + i * 23.6, strip + depth / 2, depth * 0.44, i % 2 ? 0 : 3.14, i % 2 ? 1 : -1, gold, i % 2 ? jade : vermilion, i % 2 ? white : blush);
    cairo_restore(cr);
    band(cr, left + 6, strip, right - left - 12, depth, 0.9, gold);
    // Rulings, in their order: gold, green, vermilion, blue.
    band(cr, left, top, right - left, 222, 1.6, gold);
    band(cr, left - 1.6, top - 1.6, right - left + 3.2, 225.2, 0.5, ink);
    band(cr, left + 1.4, top + 1.4, right - left - 2.8, 219.2, 0.5, vermilion);
    band(cr, left - 3.4, top - 3.4, right - left + 6.8, 228.8, 0.8, lapis);
    cairo_set_line_width(cr, 1.6), set_colour(cr, gold);
    for (double y : {top + head + 0.0, top + head + 4.5}) cairo_move_to(cr, left, y), cairo_line_to(cr, right, y), cairo_stroke(cr);
    set_colour(cr, vermilion);
    for (int i = 0; i < 44; ++i) cairo_arc(cr, left + 2 + i * 3.5, top + head + 2.25, 0.7, 0, tau), cairo_fill(cr);
  });

  // Gold leaf is not flat: it glitters, and is worn through here and there. Paint granulates.
  for (int y = 0; y < page.height(); ++y)
    for (int x = 0; x < w; ++x) {
      vec2 mm = vec2(x, y) / static_cast<float>(px_per_mm);
      vec3& c = page.at(x, y);
      float golden = ramp(0.10f, 0.28f, c.x - c.z) * ramp(0.04f, 0.12f, c.y - c.z) * ramp(0.8f, 0.6f, c.z / (c.x + 1e-4f));
      float glitter = 0.20f * noise(mm * 2.1f, 76) + 0.16f * noise(mm * 7.0f, 77) + 0.14f * fractal_noise(mm * 0.05f, 3, 78);
      float grain = 0.06f * noise(mm * 4.0f, 79) + 0.05f * fractal_noise(mm * 0.4f, 3, 80);
      c *= 1 + mixed(grain, glitter, golden);
      if (golden > 0.5f && noise(mm * 0.9f, 81) + 0.5f * noise(mm * 4.0f, 82) > 1.0f) c = mixed(c, srgb(0x8c5a33), 0.55f);  // the red bole shows
    }
  return page;
}

}  // namespace enf
