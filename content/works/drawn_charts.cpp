// Two sheets after engravers and astronomers: the stars over Samarkand, each at its measured place, and a great chart of the
// Caspian and the lands to its east, bitten in copper: hachures, depth lines, rhumb lines, a compass rose, names in two scripts.
// The chart is 21,000 pixels wide and drawn strip by strip; nothing in it is thinner than the burin's finest line.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <numbers>
#include <string>
#include <vector>

#include "content/drawing.h"
#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr double tau = 2 * std::numbers::pi;
constexpr std::uint32_t ink = 0x241d18, red = 0x9c3a2a, blue = 0x35597a;

struct Star {
  const char* name;
  float hours, degrees, magnitude;  // right ascension and declination of the epoch 2000, as catalogues give them
};
// The brightest stars that rise over Samarkand, and the figures one finds one's way by.
constexpr std::array<Star, 62> stars = {{
    {"Sirius", 6.752f, -16.7f, -1.5f}, {"Arcturus", 14.261f, 19.2f, 0.0f}, {"Vega", 18.616f, 38.8f, 0.0f}, {"Capella", 5.278f, 46.0f, 0.1f}, {"Rigel", 5.242f, -8.2f, 0.1f},
    {"Procyon", 7.655f, 5.2f, 0.4f}, {"Betelgeuse", 5.919f, 7.4f, 0.5f}, {"Altair", 19.846f, 8.9f, 0.8f}, {"Aldebaran", 4.599f, 16.5f, 0.9f}, {"Spica", 13.420f, -11.2f, 1.0f},
    {"Antares", 16.490f, -26.4f, 1.0f}, {"Pollux", 7.755f, 28.0f, 1.1f}, {"Deneb", 20.690f, 45.3f, 1.3f}, {"Regulus", 10.140f, 12.0f, 1.4f}, {"Castor", 7.577f, 31.9f, 1.6f},
    {"", 12.900f, 56.0f, 1.8f}, {"", 11.062f, 61.8f, 1.8f}, {"", 13.792f, 49.3f, 1.9f}, {"", 13.399f, 54.9f, 2.2f}, {"", 11.031f, 56.4f, 2.4f}, {"", 11.897f, 53.7f, 2.4f}, {"", 12.257f, 57.0f, 3.3f},
    {"Polaris", 2.530f, 89.3f, 2.0f}, {"", 14.845f, 74.2f, 2.1f}, {"", 15.345f, 71.8f, 3.0f}, {"", 5.418f, 6.3f, 1.6f}, {"", 5.533f, -0.3f, 2.2f}, {"", 5.604f, -1.2f, 1.7f}, {"", 5.679f, -1.9f, 1.8f}, {"", 5.796f, -9.7f, 2.1f},
    {"", 0.675f, 56.5f, 2.2f}, {"", 0.153f, 59.1f, 2.3f}, {"", 0.945f, 60.7f, 2.2f}, {"", 1.430f, 60.2f, 2.7f}, {"", 1.907f, 63.7f, 3.4f}, {"", 20.371f, 40.3f, 2.2f}, {"", 19.512f, 28.0f, 3.1f}, {"", 20.770f, 34.0f, 2.5f}, {"", 19.750f, 45.1f, 2.9f},
    {"", 23.063f, 28.1f, 2.4f}, {"", 23.079f, 15.2f, 2.5f}, {"", 0.221f, 15.2f, 2.8f}, {"Alpheratz", 0.140f, 29.1f, 2.1f}, {"", 1.162f, 35.6f, 2.1f}, {"", 2.065f, 42.3f, 2.1f}, {"Algol", 3.136f, 41.0f, 2.1f}, {"", 3.405f, 49.9f, 1.8f},
    {"Hamal", 2.120f, 23.5f, 2.0f}, {"Alcyone", 3.791f, 24.1f, 2.9f}, {"", 11.818f, 14.6f, 2.1f}, {"", 11.235f, 20.5f, 2.6f}, {"", 10.333f, 19.8f, 2.3f}, {"", 10.278f, 23.4f, 3.4f}, {"", 9.879f, 26.0f, 3.9f},
    {"", 15.578f, 26.7f, 2.2f}, {"", 17.582f, 12.6f, 2.1f}, {"", 18.835f, 33.4f, 3.5f}, {"", 18.982f, 32.7f, 3.3f}, {"", 16.005f, -22.6f, 2.3f}, {"", 17.560f, -37.1f, 1.6f}, {"", 18.403f, -34.4f, 1.9f}, {"Fomalhaut", 22.961f, -29.6f, 1.2f},
}};
// Pairs of indices joined by a line.
constexpr std::array<std::array<int, 2>, 42> figures = {{{15, 18}, {18, 17}, {15, 21}, {21, 16}, {21, 20}, {20, 19}, {19, 16}, {22, 23}, {23, 24}, {6, 25}, {25, 26}, {26, 27}, {27, 28}, {28, 29}, {29, 4}, {4, 26}, {6, 28},
                                                         {30, 31}, {30, 32}, {32, 33}, {33, 34}, {12, 35}, {35, 36}, {35, 37}, {35, 38}, {39, 40}, {40, 41}, {41, 42}, {42, 39}, {42, 43}, {43, 44}, {46, 45}, {13, 51}, {51, 52}, {52, 53}, {51, 50}, {50, 49}, {2, 56}, {56, 57}, {14, 11}, {10, 58}, {10, 59}}};

Picture printed_paper(double width_mm, double height_mm, int long_side_px, std::uint32_t seed) {
  double px_per_mm = long_side_px / std::max(width_mm, height_mm);
  Picture sheet(static_cast<int>(std::lround(width_mm * px_per_mm)), static_cast<int>(std::lround(height_mm * px_per_mm)));
  for (int y = 0; y < sheet.height(); ++y)
    for (int x = 0; x < sheet.width(); ++x) {
      vec2 mm = vec2(x, y) / static_cast<float>(px_per_mm);
      sheet.at(x, y) = srgb(0xe6dbc0) * (1 + 0.03f * noise(mm * vec2(0.25f, 1.6f), seed) + 0.05f * fractal_noise(mm * 0.02f, 4, seed + 1) + 0.02f * noise(mm * 3.0f, seed + 2));
    }
  return sheet;
}

void line(cairo_t* cr, dvec2 a, dvec2 b, double width) {
  cairo_set_line_width(cr, width);
  cairo_move_to(cr, a.x, a.y), cairo_line_to(cr, b.x, b.y), cairo_stroke(cr);
}

void word(cairo_t* cr, const char* text, const char* font, double height, dvec2 at, double turn = 0) {
  cairo_save(cr);
  cairo_translate(cr, at.x, at.y), cairo_rotate(cr, turn);
  writing_path(cr, text, font, 1e4, height, 0, 0), cairo_fill(cr);
  cairo_restore(cr);
}

// --- the great chart ----------------------------------------------------------------------------------------------

constexpr double chart_width = 1600, chart_height = 1200;  // millimetres

// The sea's shore, from its north-west corner clockwise: a chain of places in millimetres, bent by noise into capes and bays.
std::vector<dvec2> shore() {
  const std::vector<vec3> chain = {{430, 130, 0}, {520, 95, 0}, {640, 120, 0}, {720, 190, 0}, {690, 260, 0}, {600, 300, 0}, {560, 370, 0}, {600, 450, 0}, {640, 520, 0}, {620, 600, 0}, {560, 640, 0},
                                   {610, 700, 0}, {650, 800, 0}, {640, 930, 0}, {560, 1020, 0}, {450, 1050, 0}, {390, 1000, 0}, {370, 900, 0}, {330, 800, 0}, {360, 720, 0}, {440, 690, 0}, {370, 640, 0},
                                   {310, 540, 0}, {270, 430, 0}, {300, 330, 0}, {360, 260, 0}, {390, 190, 0}, {430, 130, 0}};
  std::vector<dvec2> line;
  constexpr int steps = 2600;
  for (int i = 0; i < steps; ++i) {
    float t = static_cast<float>(i) / steps;
    vec3 p = curve_through(chain, t);
    vec2 q(p.x, p.y);
    q += 26.0f * vec2(fractal_noise(q * 0.018f, 6, 791), fractal_noise(q * 0.018f, 6, 792));
    line.push_back(dvec2(q));
  }
  return line;
}

struct Town {
  const char *latin, *arabic;
  dvec2 at;
};
const std::array<Town, 12> towns = {{{"Baku", "باکو", {448, 688}}, {"Shamakhi", "شماخی", {352, 668}}, {"Derbent", "دربند", {268, 560}}, {"Sheki", "شکی", {280, 640}}, {"Khiva", "خیوه", {930, 560}}, {"Bukhara", "بخارا", {1130, 700}},
                                    {"Samarkand", "سمرقند", {1265, 715}}, {"Tashkent", "تاشکند", {1345, 590}}, {"Urgench", "اورگنج", {905, 500}}, {"Merv", "مرو", {1010, 830}}, {"Rishtan", "رشتان", {1460, 650}}, {"Herat", "هرات", {1060, 1000}}}};

struct Chart {
  std::vector<dvec2> coast = shore();
  cairo_surface_t* drawing = nullptr;
  // Replaying costs the same for a few rows as for many, so it is done for bands, of which the newest is kept.
  static constexpr int band_rows = 512;
  cairo_surface_t* band = nullptr;
  int band_index = -1;
  std::mutex mutex;

  // The rows from index * band_rows on. Call it with the mutex held.
  cairo_surface_t* band_of(int index, int width_px, double px_per_mm) {
    if (index == band_index) return band;
    if (band) cairo_surface_destroy(band);
    band = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_px, band_rows), band_index = index;
    cairo_t* cr = cairo_create(band);
    cairo_scale(cr, px_per_mm, px_per_mm);
    cairo_set_source_surface(cr, drawing, 0, -index * band_rows / px_per_mm);
    cairo_paint(cr);
    cairo_destroy(cr);
    return band;
  }

  Chart() {
    cairo_rectangle_t extent{0, 0, chart_width, chart_height};
    drawing = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extent);
    cairo_t* cr = cairo_create(drawing);
    draw(cr);
    cairo_destroy(cr);
  }
  ~Chart() {
    if (band) cairo_surface_destroy(band);
    cairo_surface_destroy(drawing);
  }
  Chart(const Chart&) = delete;
  Chart& operator=(const Chart&) = delete;

  void coast_path(cairo_t* cr) const {
    for (std::size_t i = 0; i < coast.size(); ++i) i == 0 ? cairo_move_to(cr, coast[0].x, coast[0].y) : cairo_line_to(cr, coast[i].x, coast[i].y);
    cairo_close_path(cr);
  }
  void river(cairo_t* cr, const std::vector<vec3>& chain, double width, float seed) const {
    for (int pass = 0; pass < 2; ++pass) {
      dvec2 last(0);
      for (int i = 0; i <= 500; ++i) {
        float t = static_cast<float>(i) / 500;
        vec3 p = curve_through(chain, t);
        vec2 q(p.x, p.y);
        q += 9.0f * vec2(fractal_noise(vec2(q.x, q.y) * 0.03f + seed, 5, 793), fractal_noise(vec2(q.x, q.y) * 0.03f + seed, 5, 794));
        q.y += static_cast<float>(pass) * static_cast<float>(width) * (0.3f + 0.7f * t);
        if (i > 0) line(cr, last, dvec2(q), 0.28);
        last = dvec2(q);
      }
    }
  }
  // A mountain as engravers drew it: an outline lit from the left, hachures down its shaded side.
  void mountain(cairo_t* cr, dvec2 foot, double size, std::uint32_t seed) const {
    auto side = [&](double t, double s) { return foot + dvec2(s * size * 0.75 * t, -size * (1 - std::pow(t, 1.3)) + 1.2 * size * 0.08 * noise(vec2(static_cast<float>(t) * 5, static_cast<float>(s)), seed)); };
    for (double s : {-1.0, 1.0})
      for (int i = 0; i < 12; ++i) line(cr, side(i / 12.0, s), side((i + 1) / 12.0, s), 0.3);
    for (int i = 1; i < 15; ++i) {
      dvec2 a = side(i / 15.0, 1);
      line(cr, a, a + dvec2(-size * 0.10 - 0.03 * i, size * (0.55 * (1 - i / 16.0) + 0.06)), 0.10 + 0.08 * (i % 3 == 0));
      if (i % 2) line(cr, a + dvec2(-1.0, 0.6), a + dvec2(-size * 0.16, size * 0.4 * (1 - i / 16.0)), 0.09);
    }
  }

  void draw(cairo_t* cr) const {
    set_colour(cr, ink);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    // Rhumb lines from two roses.
    for (dvec2 rose : {dvec2(470, 470), dvec2(830, 960)})
      for (int k = 0; k < 32; ++k) {
        set_colour(cr, k % 8 == 0 ? red : ink, k % 2 ? 0.25 : 0.45);
        line(cr, rose, rose + 2400.0 * dvec2(std::cos(tau * k / 32), std::sin(tau * k / 32)), 0.10);
      }
    // The sea: washed blue, its water lines following the shore ever fainter.
    coast_path(cr), set_colour(cr, 0xb9c9c6, 0.55), cairo_fill(cr);
    cairo_save(cr);
    coast_path(cr), cairo_clip(cr);
    for (int k = 14; k >= 1; --k) {
      double width = 2 * (1.4 * k + 0.09 * k * k);
      set_colour(cr, blue, 0.75 - 0.04 * k), coast_path(cr), cairo_set_line_width(cr, width), cairo_stroke(cr);
      set_colour(cr, k % 2 ? 0xcdd6cd : 0xd3dad0), coast_path(cr), cairo_set_line_width(cr, width - 0.22), cairo_stroke(cr);
    }
    // Soundings.
    set_colour(cr, ink, 0.8);
    for (int i = 0; i < 260; ++i) {
      dvec2 at(290 + 370 * hash_unit(i, 1, 795), 110 + 930 * hash_unit(i, 2, 795));
      std::string fathoms = std::to_string(3 + static_cast<int>(90 * hash_unit(i, 3, 795)));
      word(cr, fathoms.c_str(), "EB Garamond Italic", 2.1, at);
    }
    cairo_restore(cr);
    set_colour(cr, ink), coast_path(cr), cairo_set_line_width(cr, 0.55), cairo_stroke(cr);
    // Short strokes on the land side of the shore.
    for (std::size_t i = 0; i + 3 < coast.size(); i += 1) {
      dvec2 d = glm::normalize(coast[i + 3] - coast[i] + dvec2(1e-6)), out(d.y, -d.x);
      line(cr, coast[i] - out * 0.3, coast[i] + out * (1.6 + 1.4 * hash_unit(static_cast<int>(i), 5, 796)), 0.11);
    }
    river(cr, {{1500, 640, 0}, {1400, 680, 0}, {1250, 640, 0}, {1150, 560, 0}, {1020, 420, 0}, {930, 330, 0}, {870, 260, 0}}, 1.6, 1);
    river(cr, {{1380, 960, 0}, {1240, 880, 0}, {1110, 780, 0}, {1000, 640, 0}, {930, 530, 0}, {890, 430, 0}, {850, 310, 0}}, 2.2, 2);
    river(cr, {{120, 640, 0}, {200, 690, 0}, {270, 720, 0}, {350, 730, 0}}, 1.4, 3);
    // The inland sea, in the north-east.
    for (int k = 6; k >= 0; --k) {
      set_colour(cr, k == 0 ? ink : blue, k == 0 ? 1 : 0.6);
      cairo_set_line_width(cr, k == 0 ? 0.45 : 0.18);
      for (int i = 0; i <= 160; ++i) {
        double a = tau * i / 160, bump = 1 + 0.16 * fractal_noise(vec2(std::cos(a), std::sin(a)) * 2.0f, 5, 797);
        dvec2 p = dvec2(870, 225) + dvec2(92 * bump - 1.8 * k, 66 * bump - 1.8 * k) * dvec2(std::cos(a), std::sin(a));
        i == 0 ? cairo_move_to(cr, p.x, p.y) : cairo_line_to(cr, p.x, p.y);
      }
      cairo_close_path(cr), cairo_stroke(cr);
    }
    // Ranges: the Caucasus, the Elburz, the Tien Shan, the Pamir.
    set_colour(cr, ink);
    struct Range { dvec2 from, to; int count; double size; };
    for (const Range& r : {Range{{40, 420}, {330, 610}, 70, 22}, Range{{300, 1010}, {620, 1110}, 56, 20}, Range{{1290, 430}, {1580, 560}, 90, 26}, Range{{1300, 790}, {1570, 930}, 96, 28}, Range{{760, 930}, {1000, 1060}, 40, 14}})
      for (int i = 0; i < r.count; ++i) {
        float u = hash_unit(i, 7, 798), v = hash_unit(i, 8, 798) - 0.5f;
        dvec2 p = glm::mix(r.from, r.to, static_cast<double>(u)) + dvec2(30 * v, 70 * (hash_unit(i, 9, 798) - 0.5f));
        mountain(cr, p, r.size * (0.5 + 0.7 * hash_unit(i, 10, 798)), static_cast<std::uint32_t>(i));
      }
    // Deserts: dots in drifts.
    for (int i = 0; i < 26'000; ++i) {
      dvec2 p(700 + 560 * hash_unit(i, 11, 799), 380 + 560 * hash_unit(i, 12, 799));
      if (fractal_noise(vec2(p) * 0.02f, 4, 800) < 0.02f + 0.12f * noise(vec2(p) * vec2(0.06f, 0.25f), 801)) continue;
      set_colour(cr, ink, 0.8), cairo_arc(cr, p.x, p.y, 0.16, 0, tau), cairo_fill(cr);
    }
    // The caravan road, a row of dashes, and the towns with walls and a dome.
    set_colour(cr, red);
    const std::array<std::size_t, 8> road = {1, 0, 8, 4, 5, 6, 7, 10};
    for (std::size_t k = 0; k + 1 < road.size(); ++k) {
      dvec2 a = towns[road[k]].at, b = towns[road[k + 1]].at;
      int dashes = static_cast<int>(glm::distance(a, b) / 4);
      for (int i = 0; i < dashes; ++i) line(cr, glm::mix(a, b, (i + 0.2) / dashes), glm::mix(a, b, (i + 0.75) / dashes), 0.4);
    }
    for (const Town& town : towns) {
      auto [x, y] = std::pair(town.at.x, town.at.y);
      set_colour(cr, 0xe6dbc0), cairo_rectangle(cr, x - 6, y - 8, 12, 9), cairo_fill(cr);
      set_colour(cr, ink);
      for (int k = -3; k <= 3; ++k) cairo_rectangle(cr, x + k * 1.8 - 0.5, y - 5, 1.0, 1.0), cairo_fill(cr);
      cairo_set_line_width(cr, 0.25), cairo_rectangle(cr, x - 6, y - 4, 12, 4.5), cairo_stroke(cr);
      for (int k = 0; k < 22; ++k) line(cr, {x - 5.8 + k * 0.53, y + 0.3}, {x - 5.8 + k * 0.53, y - 0.6 - 2.8 * (k > 11)}, 0.07);
      cairo_arc(cr, x, y - 5, 2.6, tau / 2, 0), cairo_stroke(cr), line(cr, {x, y - 7.6}, {x, y - 9.6}, 0.25);
      for (double s : {-4.6, 4.6}) line(cr, {x + s, y - 5}, {x + s, y - 9}, 0.6);
      word(cr, town.latin, "EB Garamond Italic", 7.5, {x + 24, y - 1});
      set_colour(cr, red), word(cr, town.arabic, "Noto Naskh Arabic", 7, {x + 24, y - 11});
    }
    set_colour(cr, ink);
    word(cr, "C A S P I A N   S E A", "EB Garamond", 19, {490, 560}, -1.25);
    set_colour(cr, red), word(cr, "بحر خزر", "Noto Naskh Arabic", 34, {530, 880}, -0.15);
    set_colour(cr, ink);
    word(cr, "KHWARAZM", "EB Garamond", 13, {1000, 470}, 0.1), word(cr, "MAWARANNAHR", "EB Garamond", 15, {1260, 640}, 0.08), word(cr, "SHIRVAN", "EB Garamond", 12, {245, 700}, -0.2), word(cr, "KHURASAN", "EB Garamond", 14, {930, 900}, 0.12);
    draw_rose(cr, {470, 470}, 46), draw_rose(cr, {830, 960}, 34), draw_cartouche(cr), draw_frame(cr);
    draw_ship(cr, {520, 330}, 30), draw_ship(cr, {430, 850}, 24);
  }

  static void draw_rose(cairo_t* cr, dvec2 c, double r) {
    for (int k = 31; k >= 0; --k) {
      int rank = k % 8 == 0 ? 3 : k % 4 == 0 ? 2 : k % 2 == 0 ? 1 : 0;
      double a = tau * k / 32, reach = r * (0.45 + 0.18 * rank), half = tau / (rank >= 2 ? 22 : 40), waist = r * 0.16;
      dvec2 tip = c + reach * dvec2(std::cos(a), std::sin(a));
      for (double s : {-1.0, 1.0}) {
        dvec2 side = c + waist * dvec2(std::cos(a + s * half * 3), std::sin(a + s * half * 3));
        cairo_move_to(cr, c.x, c.y), cairo_line_to(cr, side.x, side.y), cairo_line_to(cr, tip.x, tip.y), cairo_close_path(cr);
        set_colour(cr, s > 0 ? (rank == 3 ? red : ink) : 0xe6dbc0), cairo_fill_preserve(cr);
        set_colour(cr, ink), cairo_set_line_width(cr, 0.14), cairo_stroke(cr);
      }
    }
    set_colour(cr, ink);
    for (double q : {0.99, 1.04, 1.2}) cairo_set_line_width(cr, 0.2), cairo_arc(cr, c.x, c.y, r * q, 0, tau), cairo_stroke(cr);
    for (int k = 0; k < 360; ++k) line(cr, c + r * 1.04 * dvec2(std::cos(tau * k / 360), std::sin(tau * k / 360)), c + r * (k % 10 == 0 ? 1.2 : k % 5 == 0 ? 1.14 : 1.09) * dvec2(std::cos(tau * k / 360), std::sin(tau * k / 360)), 0.1);
  }
  static void draw_ship(cairo_t* cr, dvec2 at, double size) {
    auto p = [&](double x, double y) { return at + size * dvec2(x, y); };
    set_colour(cr, ink);
    cairo_set_line_width(cr, 0.3);
    cairo_move_to(cr, p(-0.6, 0).x, p(-0.6, 0).y), cairo_curve_to(cr, p(-0.4, 0.3).x, p(-0.4, 0.3).y, p(0.4, 0.3).x, p(0.4, 0.3).y, p(0.75, -0.1).x, p(0.75, -0.1).y);
    cairo_line_to(cr, p(-0.6, 0).x, p(-0.6, 0).y), set_colour(cr, 0xe6dbc0), cairo_fill_preserve(cr), set_colour(cr, ink), cairo_stroke(cr);
    for (int k = 0; k < 20; ++k) line(cr, p(-0.5 + k * 0.055, 0.03), p(-0.45 + k * 0.05, 0.2), 0.10);
    line(cr, p(0, 0), p(0.1, -1.1), 0.4);
    cairo_move_to(cr, p(-0.5, -0.2).x, p(-0.5, -0.2).y), cairo_curve_to(cr, p(-0.1, -0.3).x, p(-0.1, -0.3).y, p(0.2, -0.7).x, p(0.2, -0.7).y, p(0.35, -1.25).x, p(0.35, -1.25).y);
    cairo_curve_to(cr, p(0.55, -0.8).x, p(0.55, -0.8).y, p(0.5, -0.3).x, p(0.5, -0.3).y, p(0.45, -0.15).x, p(0.45, -0.15).y), cairo_close_path(cr);
    set_colour(cr, 0xe6dbc0), cairo_fill_preserve(cr), set_colour(cr, ink), cairo_stroke(cr);
    for (int k = 0; k < 12; ++k) line(cr, p(-0.35 + k * 0.07, -0.22), p(0.28 + k * 0.015, -1.05 + k * 0.06), 0.09);
    for (int k = 0; k < 9; ++k) line(cr, p(-0.9 + 0.03 * k, 0.3 + 0.04 * k), p(0.9 - 0.05 * k, 0.3 + 0.04 * k), 0.12);
  }
  static void draw_cartouche(cairo_t* cr) {
    const dvec2 c(1345, 190);
    set_colour(cr, 0xe6dbc0), cairo_rectangle(cr, c.x - 190, c.y - 108, 380, 216), cairo_fill(cr);
    set_colour(cr, ink);
    for (auto [inset, width] : {std::pair(0.0, 1.2), std::pair(4.0, 0.3), std::pair(6.0, 0.3), std::pair(20.0, 0.5)})
      cairo_set_line_width(cr, width), cairo_rectangle(cr, c.x - 190 + inset, c.y - 108 + inset, 380 - 2 * inset, 216 - 2 * inset), cairo_stroke(cr);
    for (int k = 0; k < 73; ++k) {  // an engraved braid between the lines
      double u = k * 5.05;
      for (double s : {-1.0, 1.0}) cairo_arc(cr, c.x - 182 + u, c.y + s * 95, 5.4, s > 0 ? 0 : tau / 2, s > 0 ? tau / 2 : tau), cairo_set_line_width(cr, 0.22), cairo_stroke(cr);
    }
    set_colour(cr, red), word(cr, "نقشه دو ساحل", "Noto Nastaliq Urdu", 52, c - dvec2(0, 42));
    set_colour(cr, ink), word(cr, "A CHART OF THE TWO SHORES", "EB Garamond", 13.5, c + dvec2(0, 18)), word(cr, "and of the roads between them", "EB Garamond Italic", 10, c + dvec2(0, 40));
    for (int k = 0; k < 10; ++k) {  // the scale
      set_colour(cr, k % 2 ? ink : 0xe6dbc0), cairo_rectangle(cr, c.x - 125 + k * 25, c.y + 60, 25, 4), cairo_fill_preserve(cr);
      set_colour(cr, ink), cairo_set_line_width(cr, 0.3), cairo_stroke(cr);
    }
    word(cr, "farsakhs", "EB Garamond Italic", 6, c + dvec2(0, 74));
  }
  static void draw_frame(cairo_t* cr) {
    set_colour(cr, ink);
    for (auto [inset, width] : {std::pair(12.0, 1.6), std::pair(17.0, 0.4), std::pair(25.0, 0.4), std::pair(28.0, 0.9)})
      cairo_set_line_width(cr, width), cairo_rectangle(cr, inset, inset, chart_width - 2 * inset, chart_height - 2 * inset), cairo_stroke(cr);
    for (int k = 0; k < 64; ++k)
      for (double y : {17.0, chart_height - 25})
        if (k % 2) cairo_rectangle(cr, 28 + k * (chart_width - 56) / 64, y, (chart_width - 56) / 64, 8), cairo_fill(cr);
    for (int k = 0; k < 48; ++k)
      for (double x : {17.0, chart_width - 25})
        if (k % 2) cairo_rectangle(cr, x, 28 + k * (chart_height - 56) / 48, 8, (chart_height - 56) / 48), cairo_fill(cr);
  }
};

}  // namespace

Picture star_chart(int long_side_px) {
  constexpr double size = 560, c = size / 2, rim = 232;
  Picture sheet = printed_paper(size, size, long_side_px, 801);
  // North pole in the middle, declination outwards to 40 degrees south; hours run anticlockwise, as seen looking up.
  auto at = [](const Star& s) {
    double r = rim * (90 - s.degrees) / 130, a = -tau * s.hours / 24 - tau / 4;
    return dvec2(c + r * std::cos(a), c - r * std::sin(a));
  };
  draw_over(sheet, size, [&](cairo_t* cr) {
    cairo_arc(cr, c, c, rim + 1, 0, tau), set_colour(cr, 0x1c2c4a), cairo_fill(cr);
    set_colour(cr, 0xd8c58e, 0.5);
    for (int k = 1; k <= 12; ++k) cairo_arc(cr, c, c, rim * k / 13, 0, tau), cairo_set_line_width(cr, k == 9 ? 0.5 : 0.14), cairo_stroke(cr);
    for (int k = 0; k < 24; ++k) line(cr, {c + rim / 13 * std::cos(tau * k / 24), c + rim / 13 * std::sin(tau * k / 24)}, {c + rim * std::cos(tau * k / 24), c + rim * std::sin(tau * k / 24)}, 0.14);
    // The ecliptic: a circle in this projection only nearly, so it is drawn point by point.
    set_colour(cr, 0xc4573f);
    for (int i = 0; i <= 360; ++i) {
      double l = tau * i / 360, e = 23.44 * tau / 360, ra = std::atan2(std::cos(e) * std::sin(l), std::cos(l)), dec = std::asin(std::sin(e) * std::sin(l));
      dvec2 p = at({"", static_cast<float>(ra / tau * 24), static_cast<float>(dec / tau * 360), 0});
      i == 0 ? cairo_move_to(cr, p.x, p.y) : cairo_line_to(cr, p.x, p.y);
    }
    cairo_set_line_width(cr, 0.6), cairo_stroke(cr);
    // The Milky Way and the thousand faint stars of the catalogue stand for themselves as dust.
    for (int i = 0; i < 4200; ++i) {
      double l = tau * hash_unit(i, 1, 803), b = 0.35 * (hash_unit(i, 2, 803) + hash_unit(i, 3, 803) - 1);
      double x = std::cos(b) * std::cos(l), y = std::cos(b) * std::sin(l), z = std::sin(b);
      if (i % 3 == 0) z = 2 * hash_unit(i, 4, 803) - 1, x = std::sqrt(1 - z * z) * std::cos(l), y = std::sqrt(1 - z * z) * std::sin(l);
      else {  // from galactic to equatorial: tilted by 62.9 degrees about the node at 18.85 hours
        double tilt = 62.87 * tau / 360, y2 = y * std::cos(tilt) - z * std::sin(tilt), z2 = y * std::sin(tilt) + z * std::cos(tilt), node = 282.86 * tau / 360;
        double x2 = x * std::cos(node) - y2 * std::sin(node);
        y = x * std::sin(node) + y2 * std::cos(node), x = x2, z = z2;
      }
      Star faint{"", static_cast<float>(std::atan2(y, x) / tau * 24), static_cast<float>(std::asin(z) / tau * 360), 5};
      if (faint.degrees < -39) continue;
      dvec2 p = at(faint);
      set_colour(cr, 0xe9dcb4, 0.35 + 0.4 * hash_unit(i, 5, 803)), cairo_arc(cr, p.x, p.y, 0.12 + 0.2 * hash_unit(i, 6, 803), 0, tau), cairo_fill(cr);
    }
    set_colour(cr, 0xd8c58e, 0.9);
    for (auto [a, b] : figures) line(cr, at(stars[static_cast<std::size_t>(a)]), at(stars[static_cast<std::size_t>(b)]), 0.22);
    for (const Star& star : stars) {
      dvec2 p = at(star);
      double r = 3.1 - 0.55 * star.magnitude;
      set_colour(cr, 0xf4e8c4);
      for (int k = 0; k < 16; ++k) {
        double a = tau * k / 16, q = k % 2 ? r * 0.42 : r;
        k == 0 ? cairo_move_to(cr, p.x + q * std::cos(a), p.y + q * std::sin(a)) : cairo_line_to(cr, p.x + q * std::cos(a), p.y + q * std::sin(a));
      }
      cairo_close_path(cr), cairo_fill(cr);
      if (*star.name) word(cr, star.name, "EB Garamond Italic", 5.2, p + dvec2(0, r + 4.5));
    }
    // The rim: degrees, hours, a band of words.
    set_colour(cr, ink);
    for (double r : {rim + 1.5, rim + 7, rim + 9, rim + 24}) cairo_set_line_width(cr, 0.5), cairo_arc(cr, c, c, r, 0, tau), cairo_stroke(cr);
    for (int k = 0; k < 360; ++k) line(cr, dvec2(c) + (rim + 1.5) * dvec2(std::cos(tau * k / 360), std::sin(tau * k / 360)), dvec2(c) + (rim + (k % 5 ? 4 : 7.0)) * dvec2(std::cos(tau * k / 360), std::sin(tau * k / 360)), k % 15 ? 0.2 : 0.5);
    for (int h = 0; h < 24; ++h) {
      double a = -tau * h / 24 - tau / 4;
      word(cr, std::to_string(h).c_str(), "EB Garamond", 8, dvec2(c) + (rim + 16.5) * dvec2(std::cos(a), -std::sin(a)), -a + tau / 4);
    }
    for (double s : {-1.0, 1.0}) set_colour(cr, red), word(cr, s < 0 ? "زیج سمرقند" : "سماء", "Noto Naskh Arabic", 15, {c + s * 232, 30}), word(cr, s < 0 ? "39° 40′ N" : "1437", "EB Garamond Italic", 9, {c + s * 236, size - 26});
  });
  return sheet;
}

VastPicture caspian_chart(int long_side_px) {
  auto chart = std::make_shared<Chart>();
  double px_per_mm = long_side_px / chart_width;
  return {long_side_px, static_cast<int>(std::lround(chart_height * px_per_mm)), [chart, px_per_mm, long_side_px](Picture& part, ivec2 at) {
            for (int y = 0; y < part.height(); ++y)
              for (int x = 0; x < part.width(); ++x) {
                vec2 mm = vec2(at + ivec2(x, y)) / static_cast<float>(px_per_mm);
                float fibre = 0.03f * noise(mm * vec2(0.5f, 2.6f), 811) + 0.025f * noise(mm * vec2(2.2f, 0.4f), 812) + 0.02f * noise(mm * 6.0f, 813);
                float fold = std::min(std::abs(mm.x - 533), std::abs(mm.x - 1067)) < 0.8f ? 0.06f : 0;
                float stain = 0.05f * fractal_noise(mm * 0.006f, 4, 814);
                part.at(x, y) = srgb(0xe6dbc0) * (1 + fibre + stain - fold);
              }
            std::lock_guard lock(chart->mutex);  // a recording is replayed by one at a time
            draw_over(part, static_cast<float>(part.width()), [&](cairo_t* cr) {
              for (int k = at.y / Chart::band_rows; k * Chart::band_rows < at.y + part.height(); ++k) {
                cairo_set_source_surface(cr, chart->band_of(k, long_side_px, px_per_mm), -at.x, k * Chart::band_rows - at.y);
                cairo_paint(cr);
              }
            });
          }};
}

}  // namespace enf
