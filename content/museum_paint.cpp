// paint_quickly: everything is computed a row at a time in plain loops over floats, which the compiler makes vector
// instructions of. No trigonometry a pixel: cos(ax + by) = cos(ax) cos(by) - sin(ax) sin(by), and each factor is a
// table.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

#include "content/museum_works.h"
#include "engine/base/random.h"

namespace enf {
namespace {

constexpr float two_pi = 2 * std::numbers::pi_v<float>;

// A plane wave over the picture, evaluated row by row.
struct Wave {
  float step_y = 0;
  std::vector<float> cos_x, sin_x;

  // `across` and `down` are radians a pixel.
  Wave(int width, float across, float down, float phase, float strength)
      : step_y(down), cos_x(static_cast<std::size_t>(width)), sin_x(static_cast<std::size_t>(width)) {
    for (std::size_t x = 0; x < cos_x.size(); ++x) {
      float angle = across * static_cast<float>(x) + phase;
      cos_x[x] = strength * std::cos(angle), sin_x[x] = strength * std::sin(angle);
    }
  }
  void add_row(int y, float* out) const {
    float angle = std::fmod(step_y * static_cast<float>(y), two_pi), c = std::cos(angle), s = -std::sin(angle);
    const float *a = cos_x.data(), *b = sin_x.data();
    for (std::size_t x = 0, end = cos_x.size(); x < end; ++x) out[x] += a[x] * c + b[x] * s;
  }
};

// `count` waves of `low` to `high` periods over the longer side; together they stay within about [-1, 1].
std::vector<Wave> waves(Random& random, int count, int width, int height, float low, float high, float direction,
                        float spread) {
  std::vector<Wave> list;
  float side = static_cast<float>(std::max(width, height));
  for (int i = 0; i < count; ++i) {
    float along = direction + spread * (random.unit() - 0.5f), rate = two_pi * random.between(low, high) / side;
    list.emplace_back(width, rate * std::cos(along), rate * std::sin(along), two_pi * random.unit(),
                      1.2f / static_cast<float>(count));
  }
  return list;
}

// An ellipse, a lozenge or a band with a soft edge.
struct Shape {
  int kind = 0;
  float x = 0, y = 0, radius_x = 1, radius_y = 1, softness = 0.05f, strength = 1;
  std::array<float, 3> colour{};

  void blend_row(float row, float* r, float* g, float* b, const float* wobble, std::size_t width) const {
    float dy = (row - y) / radius_y, sharp = strength / softness, scale = 1 / radius_x;
    if (std::abs(dy) > 1.4f) return;
    for (std::size_t i = 0; i < width; ++i) {
      float dx = (static_cast<float>(static_cast<int>(i)) - x) * scale;
      float inside = kind == 0   ? 1 - dx * dx - dy * dy
                     : kind == 1 ? 1 - std::abs(dx) - std::abs(dy)
                                 : 1 - std::abs(dy + dx * 0.2f);
      float t = (inside + 0.12f * wobble[i]) * sharp;
      t = t < 0 ? 0 : t;
      t = t > strength ? strength : t;
      r[i] += (colour[0] - r[i]) * t, g[i] += (colour[1] - g[i]) * t, b[i] += (colour[2] - b[i]) * t;
    }
  }
};

using Colour = std::array<float, 3>;

// From dark to light by `a`, towards the third and the second colour by `b`.
void colour_row(const float* __restrict a, const float* __restrict b, const float* __restrict strokes, float lift,
                const std::array<Colour, 5>& colours, float* __restrict red, float* __restrict green,
                float* __restrict blue, std::size_t width) {
  const Colour c0 = colours[0], c1 = colours[1], c2 = colours[2], c3 = colours[3];
  for (std::size_t x = 0; x < width; ++x) {
    float t = 0.55f + 0.45f * a[x] + 0.08f * strokes[x] * b[x] + lift, u = 0.5f + 0.5f * b[x] + 0.10f * strokes[x];
    t = t < 0 ? 0 : t, t = t > 1 ? 1 : t, u = u < 0 ? 0 : u, u = u > 1 ? 1 : u;
    // Laid on in flat layers with crisp edges, and a little of the smooth ground between.
    float layers = t * 4.999f, layer = static_cast<float>(static_cast<int>(layers)),
          edge = (layers - layer - 0.5f) * 14 + 0.5f;
    edge = edge < 0 ? 0 : edge, edge = edge > 1 ? 1 : edge;
    t = 0.25f * t + 0.15f * (layer + edge);
    u = u * u * (3 - 2 * u), u = u * u * (3 - 2 * u);
    float d = (1 - t) * (1 - u), e = (1 - t) * u, f = t * u, h = t * (1 - u);
    red[x] = c0[0] * d + c1[0] * e + c2[0] * f + c3[0] * h;
    green[x] = c0[1] * d + c1[1] * e + c2[1] * f + c3[1] * h;
    blue[x] = c0[2] * d + c1[2] * e + c2[2] * f + c3[2] * h;
  }
}

// To bytes, with the light that strokes, weave and grain catch.
void pack_row(const float* __restrict red, const float* __restrict green, const float* __restrict blue,
              const float* __restrict strokes, const float* __restrict weave, const float* __restrict grain,
              float across, std::uint32_t* __restrict out, std::size_t width) {
  for (std::size_t x = 0; x < width; ++x) {
    float light = 255.0f * (1 + 0.035f * strokes[x] + 0.03f * weave[x] * across + 0.045f * grain[x]);
    float r = red[x] * light, g = green[x] * light, b = blue[x] * light;
    r = r > 255 ? 255 : r, g = g > 255 ? 255 : g, b = b > 255 ? 255 : b;
    out[x] = static_cast<std::uint32_t>(static_cast<int>(r)) | static_cast<std::uint32_t>(static_cast<int>(g)) << 8 |
             static_cast<std::uint32_t>(static_cast<int>(b)) << 16;
  }
}

// Five colours that go together, sRGB 0..1: one of a dozen palettes, each a little moved.
std::array<Colour, 5> palette_of(Random& random) {
  constexpr std::array<std::array<std::uint32_t, 5>, 12> palettes = {
      {{0x1c2a3a, 0x8c4a2f, 0xd9a85b, 0xe9dcc0, 0x3f6b73},
       {0x2b1d1a, 0x7a2f2a, 0xc9793f, 0xf0dfb9, 0x4b5d3a},
       {0x20303f, 0x48718f, 0xa9c3c9, 0xf2ead8, 0xc46f4b},
       {0x1f2b22, 0x50693f, 0xa7a35c, 0xe8e0c4, 0x9b4a35},
       {0x2d2436, 0x6d4f78, 0xb88a9a, 0xeed9cf, 0xd0a04e},
       {0x14202b, 0x1f5964, 0x63a39c, 0xdbe3d0, 0xd48a4a},
       {0x33251c, 0x7c5a3c, 0xb8966a, 0xe6d6b6, 0x385066},
       {0x241a1e, 0x8f2f3c, 0xd06a56, 0xf2cfa5, 0x2f4f5e},
       {0x26282b, 0x5e6468, 0x9aa09c, 0xe4e0d6, 0xb3552f},
       {0x17263c, 0x2f4f8c, 0x7f9ac4, 0xe9e4d4, 0xd9a63c},
       {0x2a2a1c, 0x6f6a2f, 0xb5a24a, 0xeadfb0, 0x7c3b2c},
       {0x221c26, 0x4a3b63, 0x8f7fae, 0xe3d6e0, 0x4f8a7a}}};
  std::array<Colour, 5> colours{};
  const auto& chosen = palettes[random.below(palettes.size())];
  for (std::size_t i = 0; i < colours.size(); ++i)
    for (std::size_t c = 0; c < 3; ++c)
      colours[i][c] =
          std::clamp(static_cast<float>((chosen[i] >> (16 - 8 * c)) & 255u) / 255.0f + random.between(-0.06f, 0.06f),
                     0.02f, 0.98f);
  return colours;
}

}  // namespace

void paint_quickly(std::span<std::uint8_t> rgb, int width, int height, std::uint64_t seed) {
  Random random(seed, 21);
  auto colours = palette_of(random);
  float side = static_cast<float>(std::max(width, height));
  float stroke_direction = two_pi * random.unit();
  std::vector<Wave> first = waves(random, 3, width, height, 0.4f, 2.2f, random.unit() * two_pi, 2);
  std::vector<Wave> second = waves(random, 3, width, height, 0.8f, 5, random.unit() * two_pi, 3);
  std::vector<Wave> strokes = waves(random, 4, width, height, 45, 150, stroke_direction, 0.7f);

  constexpr std::size_t grain_size = 1 << 14;  // read from another place each row, so that it never repeats to the eye
  auto n = static_cast<std::size_t>(width);
  std::vector<float> grain(grain_size + n);
  float last = 0;
  for (float& g : grain) g = last = last * 0.45f + random.between(-1, 1) * 0.55f;  // threads, not single pixels
  std::vector<float> weave(n);
  float thread = two_pi / random.between(3.5f, 6.5f);
  for (std::size_t x = 0; x < n; ++x) weave[x] = std::sin(thread * static_cast<float>(x));

  std::vector<Shape> shapes;
  for (std::uint32_t i = 0, count = 4 + random.below(7); i < count; ++i) {
    Shape shape{.kind = static_cast<int>(random.below(5)) % 3,
                .x = random.unit() * static_cast<float>(width),
                .y = random.unit() * static_cast<float>(height),
                .radius_x = side * random.between(0.06f, 0.3f),
                .softness = random.between(0.008f, 0.06f),
                .strength = random.between(0.5f, 0.95f),
                .colour = colours[1 + random.below(4)]};
    shape.radius_y =
        shape.kind == 2 ? side * random.between(0.02f, 0.09f) : shape.radius_x * random.between(0.6f, 1.5f);
    shapes.push_back(shape);
  }

  std::vector<float> a(n), b(n), s(n), red(n), green(n), blue(n);
  std::vector<std::uint32_t> packed(n + 1);
  for (int y = 0; y < height; ++y) {
    std::ranges::fill(a, 0.0f), std::ranges::fill(b, 0.0f), std::ranges::fill(s, 0.0f);
    for (const Wave& wave : first) wave.add_row(y, a.data());
    for (const Wave& wave : second) wave.add_row(y, b.data());
    for (const Wave& wave : strokes) wave.add_row(y, s.data());
    float down = static_cast<float>(y) / static_cast<float>(height);
    float *r = red.data(), *g = green.data(), *l = blue.data();
    colour_row(a.data(), b.data(), s.data(), 0.25f * (0.5f - down), colours, r, g, l, n);
    for (const Shape& shape : shapes) shape.blend_row(static_cast<float>(y), r, g, l, b.data(), n);
    const float* dust = grain.data() + Random(seed ^ static_cast<std::uint64_t>(y / 2), 22).below(grain_size);
    std::uint32_t* out = packed.data();
    pack_row(r, g, l, s.data(), weave.data(), dust, std::sin(thread * static_cast<float>(y)), out, n);
    std::uint8_t* row = rgb.data() + static_cast<std::size_t>(y) * n * 3;
    for (std::size_t x = 0; x + 1 < n; ++x)
      std::memcpy(row + 3 * x, out + x, 4);  // the fourth byte is overwritten next
    std::memcpy(row + 3 * (n - 1), out + n - 1, 3);
  }
}

}  // namespace enf
