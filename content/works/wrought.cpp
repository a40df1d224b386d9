// Metal, wood and skin: a tray chased with a star that has no end, a bell-shaped candlestick after Timurid smiths, an incense
// burner; the leaf of a carved door; a folding stand for a book, cut from a single board; a frame drum.
#include <algorithm>
#include <cmath>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

struct Metal {
  const char* name;
  std::uint32_t bright, dark, bloom;  // where hands rub it, where they don't, what the years put into its hollows
  float roughness = 0.34f;
};
constexpr Metal copper{"tinned copper", 0xcfc3b4, 0x8a6a52, 0x5f5a4c, 0.30f}, brass{"brass", 0xd9b25f, 0x8d6a2f, 0x55502f, 0.30f}, bronze{"bronze", 0xa8794a, 0x5a3d28, 0x4f7a66, 0.38f};

// Colours and roughness of a piece whose chasing is `relief(u, v)`, 0 ground to 1 raised.
template <class Relief>
SolidMaterial chased(const Metal& metal, float detail, std::uint32_t seed, Relief relief) {
  int size = std::max(64, static_cast<int>(1024 * detail));
  Picture colour(size, size), rough(size, size);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      vec2 uv = (vec2(x, y) + 0.5f) / static_cast<float>(size);
      float raised = relief(uv.x, uv.y), age = 0.5f + 0.5f * fractal_noise(uv * vec2(13, 9), 5, seed);
      float bloom = ramp(0.25f, 0.7f, fractal_noise(uv * vec2(21, 17), 4, seed + 1)) * ramp(0.5f, 0.0f, raised);
      vec3 base = mixed(srgb(metal.dark) * 0.75f, mixed(srgb(metal.bright), srgb(metal.dark), 0.5f * age), ramp(-0.1f, 0.7f, raised));
      colour.at(x, y) = mixed(base, srgb(metal.bloom), 0.45f * bloom);
      rough.at(x, y) = vec3(0, glm::clamp(metal.roughness + 0.18f * age - 0.08f * raised + 0.25f * bloom, 0.05f, 1.0f), 1 - 0.45f * bloom);
    }
  return {.name = metal.name, .metallic = 1, .roughness = 1, .base_map = std::move(colour), .roughness_map = std::move(rough)};
}

// A profile turned round, its surface pushed out by relief (0..1) times `deep`. u counts turns, v from the profile's first point.
template <class Relief>
SolidPart turned(const std::vector<vec2>& profile, int around, int along, float deep, Relief relief) {
  return formula_surface(around, along, [&](float u, float v) {
    vec2 p = curve_through(profile, v), d = curve_through(profile, std::min(1.0f, v + 0.003f)) - curve_through(profile, std::max(0.0f, v - 0.003f));
    float length = glm::length(d);
    if (length > 1e-7f && p.x > 0.002f) p += vec2(d.y, -d.x) / length * (deep * relief(u, 1 - v));
    return vec3(std::sin(2 * pi * u) * std::max(0.0f, p.x), p.y, std::cos(2 * pi * u) * std::max(0.0f, p.x));
  });
}

float place_of(float turn, float count) {
  float u = turn * count;
  return u - std::round(u);
}

float scroll(float u, float v) {
  float stem = ramp(0.14f, 0.05f, std::abs(v - 0.5f * std::sin(u * 2 * pi)));
  float half = u * 2 - std::floor(u * 2) - 0.5f, sign = static_cast<int>(std::floor(u * 2)) % 2 == 0 ? 1.0f : -1.0f;
  float r = std::hypot(half * 1.3f, v + 0.1f * sign), a = std::atan2((v + 0.1f * sign) * sign, half);
  return std::max({stem, r < 0.5f ? ramp(0.10f, 0.03f, std::abs(r - 0.44f + 0.055f * (a + pi))) : 0.0f, ramp(0.02f, -0.02f, r - 0.16f * (0.8f + 0.25f * std::cos(5 * a)))});
}

// Straps of a star with `points` points within radius 1: one where a strap runs.
float star_straps(float r, float turn, int points) {
  float f = std::abs(place_of(turn, static_cast<float>(points))) * 2, nearest = 1;  // 0 on the point, 1 between two
  float a = f * pi / static_cast<float>(points);
  for (float skip : {2.0f, 3.0f, 4.0f}) {
    float apothem = 0.92f * std::cos(pi * skip / static_cast<float>(points));
    for (float s : {-1.0f, 1.0f}) nearest = std::min(nearest, std::abs(r * std::cos(a + s * pi * skip / static_cast<float>(points)) - apothem));
  }
  return ramp(0.026f, 0.014f, nearest);
}

int cells_for(float detail, int count) { return std::max(8, static_cast<int>(static_cast<float>(count) * detail)); }

}  // namespace

Solid star_tray(float detail) {
  constexpr float radius = 0.34f;
  const std::vector<vec2> profile = {{0, 0.006f}, {0.10f, 0.0062f}, {0.20f, 0.0065f}, {0.28f, 0.008f}, {0.312f, 0.016f}, {0.330f, 0.028f}, {0.338f, 0.032f}, {0.340f, 0.029f}, {0.332f, 0.022f}, {0.312f, 0.009f}, {0.28f, 0.002f}, {0.15f, 0.0f}, {0, 0.0f}};
  auto relief = [&](float u, float v) {
    float r = curve_through(profile, 1 - v).x / 0.30f;
    if (1 - v > 0.62f) return 0.0f;  // the underside is plain
    if (r > 1.0f) return ramp(0.4f, 0.2f, std::abs(place_of(u, 60))) * 0.7f;
    if (r > 0.78f) return scroll(u * 14, (r - 0.89f) / 0.10f);
    if (r > 0.755f) return 1.0f;
    return std::max(star_straps(r / 0.75f, u, 12), r < 0.12f ? 0.5f + 0.5f * std::cos(u * 2 * pi * 12) : 0.0f);
  };
  SolidPart tray = turned(profile, cells_for(detail, 520), cells_for(detail, 260), -0.0007f, relief);
  // Turned over so that u runs the right way round for a surface seen from above, then stood up against its easel.
  for (std::size_t i = 0; i + 2 < tray.indices.size(); i += 3) std::swap(tray.indices[i + 1], tray.indices[i + 2]);
  for (vec3& n : tray.normals) n = -n;
  transform(tray, glm::rotate(mat4(1), radians_from_degrees(74), vec3(1, 0, 0)));
  Solid solid;
  solid.materials = {chased(copper, detail, 1101, relief), {.name = "walnut", .base = srgb(0x4a2f1d), .roughness = 0.5f}};
  solid.parts.push_back(std::move(tray));
  set_on_floor(solid);
  for (vec3& p : solid.parts[0].positions) p.y += 0.02f;
  for (float s : {-1.0f, 1.0f}) {
    SolidPart leg = tube(10, 24, {vec3(s * radius * 0.4f, 0.008f, 0.13f), vec3(s * radius * 0.4f, 0.012f, 0.0f), vec3(s * radius * 0.25f, 0.30f, -0.115f)}, [](float) { return 0.009f; });
    leg.material = 1;
    solid.parts.push_back(std::move(leg));
  }
  SolidPart prop = tube(10, 24, {vec3(0, 0.28f, -0.11f), vec3(0, 0.15f, -0.17f), vec3(0, 0.008f, -0.22f)}, [](float) { return 0.008f; });
  prop.material = 1;
  solid.parts.push_back(std::move(prop));
  set_on_floor(solid);
  return solid;
}

Solid candlestick(float detail) {
  const std::vector<vec2> profile = {{0.145f, 0.0f}, {0.150f, 0.006f}, {0.140f, 0.020f}, {0.120f, 0.060f}, {0.108f, 0.100f}, {0.106f, 0.124f}, {0.112f, 0.136f}, {0.108f, 0.142f}, {0.060f, 0.140f}, {0.034f, 0.146f}, {0.027f, 0.175f}, {0.026f, 0.205f}, {0.034f, 0.222f}, {0.046f, 0.236f}, {0.043f, 0.262f}, {0.036f, 0.285f}, {0.041f, 0.296f}, {0.038f, 0.300f}, {0.022f, 0.298f}, {0.020f, 0.26f}, {0, 0.255f}};
  auto relief = [&](float u, float v) {
    float y = curve_through(profile, 1 - v).y;
    if (1 - v > 0.85f) return 0.0f;
    auto strip = [&](float low, float high, float count) { return scroll(u * count, (y - (low + high) / 2) / ((high - low) / 2)); };
    if (y > 0.026f && y < 0.060f) return strip(0.026f, 0.060f, 12);
    if (y > 0.064f && y < 0.118f) {  // eight roundels, each with a star, on a hatched ground
      float f = place_of(u, 8), x = f * 0.090f, r = std::hypot(x, y - 0.091f) / 0.026f;
      if (r < 1.0f) return r > 0.86f ? 1.0f : star_straps(r, std::atan2(y - 0.091f, x) / (2 * pi), 8);
      return 0.4f * ramp(0.1f, 0.5f, std::sin(u * 500 + y * 900));
    }
    if (y > 0.150f && y < 0.215f) return 0.5f + 0.5f * std::cos(2 * pi * (u * 10 + y * 12));
    if (y > 0.240f && y < 0.282f) return strip(0.240f, 0.282f, 5);
    return 0.0f;
  };
  Solid solid;
  solid.materials.push_back(chased(brass, detail, 1111, relief));
  solid.parts.push_back(turned(profile, cells_for(detail, 480), cells_for(detail, 300), 0.0008f, relief));
  return solid;
}

Solid incense_burner(float detail) {
  const std::vector<vec2> bowl = {{0, 0.07f}, {0.05f, 0.071f}, {0.072f, 0.085f}, {0.082f, 0.115f}, {0.084f, 0.14f}, {0.089f, 0.146f}};
  const std::vector<vec2> lid = {{0.090f, 0.147f}, {0.088f, 0.154f}, {0.078f, 0.185f}, {0.056f, 0.213f}, {0.028f, 0.230f}, {0.012f, 0.236f}, {0.009f, 0.246f}, {0.015f, 0.256f}, {0.010f, 0.268f}, {0, 0.272f}};
  // The lid is pierced so that smoke finds its way: the holes are drawn dark and sunk.
  auto piercing = [&](float u, float v) {
    float h = 1 - v;
    if (h < 0.12f || h > 0.62f) return 1.0f;
    float row = (h - 0.12f) / 0.5f * 5, f = place_of(u + (static_cast<int>(row) % 2 ? 0.5f : 0.0f) / 14, 14), q = row - std::floor(row) - 0.5f;
    return ramp(0.30f, 0.42f, std::hypot(f, q) * (1 + 0.25f * std::cos(4 * std::atan2(q, f))));
  };
  auto strip = [&](float u, float v) { return v < 0.6f ? scroll(u * 8, (v - 0.3f) / 0.2f) : 0.0f; };
  Solid solid;
  solid.materials = {chased(bronze, detail, 1121, strip), chased(bronze, detail, 1123, piercing), {.name = "bronze", .base = srgb(0x7d5836), .metallic = 1, .roughness = 0.42f}};
  solid.parts.push_back(turned(bowl, cells_for(detail, 260), cells_for(detail, 110), 0.0009f, strip));
  SolidPart top = turned(lid, cells_for(detail, 300), cells_for(detail, 170), 0.0022f, piercing);
  top.material = 1;
  solid.parts.push_back(std::move(top));
  for (int k = 0; k < 3; ++k) {  // three lion's feet and a long handle
    float a = 2 * pi * (static_cast<float>(k) + 0.5f) / 3;
    vec3 out(std::sin(a), 0, std::cos(a));
    SolidPart leg = tube(cells_for(detail, 20), cells_for(detail, 40), {out * 0.052f + vec3(0, 0.078f, 0), out * 0.083f + vec3(0, 0.062f, 0), out * 0.072f + vec3(0, 0.028f, 0), out * 0.088f + vec3(0, 0.006f, 0), out * 0.098f + vec3(0, 0.006f, 0)}, [](float t) { return 0.011f - 0.004f * std::sin(pi * t) + 0.004f * ramp(0.8f, 0.95f, t); });
    leg.material = 2;
    solid.parts.push_back(std::move(leg));
  }
  SolidPart handle = tube(cells_for(detail, 20), cells_for(detail, 60), {vec3(0.080f, 0.12f, 0), vec3(0.14f, 0.128f, 0), vec3(0.20f, 0.124f, 0), vec3(0.27f, 0.138f, 0)}, [](float t) { return 0.0075f + 0.004f * std::exp(-std::pow((t - 0.96f) / 0.05f, 2.0f)) + 0.002f * std::exp(-std::pow((t - 0.5f) / 0.03f, 2.0f)); });
  handle.material = 2;
  solid.parts.push_back(std::move(handle));
  set_on_floor(solid);
  return solid;
}

Solid carved_door(float detail) {
  constexpr float width = 0.86f, height = 2.12f, thick = 0.075f;
  // Height of the carving, 0 to 1, at x from the middle and y from the foot, metres.
  auto carving = [](float x, float y) {
    float ax = std::abs(x), edge = std::min(width / 2 - ax, std::min(y, height - y));
    if (edge < 0.085f) return edge < 0.012f || edge > 0.070f ? 0.9f : scroll((ax > width / 2 - 0.085f ? y : x) / 0.12f, (edge - 0.041f) / 0.026f) * 0.7f + 0.15f;
    for (float rail : {0.60f, 1.52f})
      if (std::abs(y - rail) < 0.055f) return std::abs(y - rail) > 0.045f ? 0.9f : 0.15f + 0.75f * scroll(x / 0.11f, (y - rail) / 0.04f);
    float low = y < 0.60f ? 0.085f : y < 1.52f ? 0.655f : 1.575f, high = y < 0.60f ? 0.545f : y < 1.52f ? 1.465f : height - 0.085f, v = (y - low) / (high - low);
    if (y > 0.60f && y < 1.52f) {  // the middle panel: a star of ten, stems between its arms
      float r = std::hypot(x, y - (low + high) / 2) / 0.33f, turn = std::atan2(x, y - (low + high) / 2) / (2 * pi);
      if (r < 1) return r > 0.94f ? 0.95f : std::max(0.9f * star_straps(r, turn, 10), 0.10f + 0.45f * scroll(turn * 10 + 0.25f, (r - 0.55f) * 3.2f) * (r > 0.3f ? 1.0f : 0.0f));
      return 0.12f + 0.6f * scroll(x / 0.10f + 0.3f, std::fmod(y / 0.085f, 2.0f) - 1);
    }
    // The upper and lower panels: a vase or an arch with a winding tree.
    float arch = 0.36f * std::sqrt(std::max(0.0f, 1 - std::pow(std::max(0.0f, v - 0.45f) / 0.5f, 2.0f))) - ax;
    if (arch < 0) return 0.2f + 0.25f * ramp(0.2f, 0.0f, std::abs(place_of(y / 0.03f, 1)));
    if (arch < 0.018f) return 0.95f;
    float stem = ramp(0.020f, 0.008f, ax), branch = 0.8f * scroll(v * 2.6f, (ax - 0.14f) / 0.11f);
    return std::max({stem * (v < 0.85f ? 0.95f : 0.0f), branch, ramp(0.5f, 0.3f, std::hypot(ax / 0.1f, (v - 0.85f) / 0.12f))});
  };
  int nx = cells_for(detail, 330), ny = cells_for(detail, 810);
  SolidPart front = formula_surface(nx, ny, [&](float u, float v) {
    float x = (u - 0.5f) * width, y = v * height;
    float grain = 0.0004f * noise(vec2(x * 190, y * 9), 1131);
    bool rim = u == 0 || u == 1 || v == 0 || v == 1;
    return vec3(x, y, thick / 2 - 0.014f + (rim ? 0 : 0.014f * carving(x, y) + grain));
  });
  SolidPart rest = distance_surface({vec3(-width / 2 - 0.02f, -0.02f, -thick / 2 - 0.02f), vec3(width / 2 + 0.02f, height + 0.02f, thick / 2)}, 0.02f / std::max(detail, 0.4f), 1, [&](vec3 p) {
    return box_distance(p - vec3(0, height / 2, -0.007f), vec3(width / 2, height / 2, thick / 2 - 0.0075f), 0.002f);
  });
  rest.material = 1;
  int w = std::max(64, static_cast<int>(900 * detail)), h = w * 2;
  Picture wood(w, h);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      vec2 m((static_cast<float>(x) / static_cast<float>(w) - 0.5f) * width, (1 - static_cast<float>(y) / static_cast<float>(h)) * height);
      float grain = noise(vec2(m.x * 90 + 4 * noise(m * vec2(6, 1.4f), 1132), m.y * 3.5f), 1133) + 0.4f * noise(vec2(m.x * 400, m.y * 12), 1134);
      float raised = carving(m.x, m.y);
      vec3 colour = mixed(srgb(0x4a2d1a), srgb(0x8e6138), 0.5f + 0.35f * grain) * (0.55f + 0.5f * raised);
      float hand = ramp(0.35f, 0.0f, std::abs(m.y - 1.05f)) * ramp(0.1f, 0.4f, m.x + 0.1f);  // polished by hands where one pushed it
      wood.at(x, y) = mixed(colour, srgb(0xa67744) * (0.7f + 0.4f * raised), 0.4f * hand);
    }
  Solid solid;
  solid.materials = {{.name = "carved elm", .roughness = 0.58f, .base_map = std::move(wood)}, {.name = "elm", .base = srgb(0x5d3d25), .roughness = 0.6f}, {.name = "iron", .base = srgb(0x3a3632), .metallic = 1, .roughness = 0.5f}};
  solid.parts = {std::move(front), std::move(rest)};
  // An iron ring on a rosette.
  std::vector<vec3> ring;
  for (int k = 0; k <= 24; ++k) ring.push_back(vec3(0.30f + 0.045f * std::sin(2 * pi * static_cast<float>(k) / 24), 1.03f + 0.045f * std::cos(2 * pi * static_cast<float>(k) / 24), thick / 2 + 0.012f));
  SolidPart knocker = tube(10, cells_for(detail, 90), ring, [](float) { return 0.0055f; });
  knocker.material = 2;
  solid.parts.push_back(std::move(knocker));
  return solid;
}

Solid book_stand(float detail) {
  // Two boards cut from one, interlocked at a wooden hinge; opened, they stand as an X. Their upper halves carry the book.
  constexpr float half_width = 0.13f, length = 0.50f, thick = 0.016f;
  auto board_carving = [](float x, float t) {  // t: 0 foot, 1 top
    float ax = std::abs(x) / half_width, edge = std::min(1 - ax, std::min(t, 1 - t) * 4);
    if (edge < 0.10f) return 0.9f;
    if (t > 0.56f) {
      float r = std::hypot(x / 0.10f, (t - 0.78f) / 0.19f);
      return r < 1 ? (r > 0.9f ? 0.9f : star_straps(r, std::atan2(x / 0.10f, (t - 0.78f) / 0.19f) / (2 * pi), 8)) : 0.15f + 0.5f * scroll(x / 0.08f, (t - 0.78f) * 6);
    }
    return t < 0.44f ? 0.15f + 0.75f * scroll(t * 3, (std::abs(x) - 0.06f) / 0.05f) : 0.8f;
  };
  Solid solid;
  Picture wood(256, 256);
  for (int y = 0; y < 256; ++y)
    for (int x = 0; x < 256; ++x) wood.at(x, y) = mixed(srgb(0x6b4526), srgb(0x9a6b3e), 0.5f + 0.4f * noise(vec2(static_cast<float>(x) * 0.16f + 3 * noise(vec2(x, y) * 0.02f, 1141), static_cast<float>(y) * 0.012f), 1142));
  solid.materials.push_back({.name = "walnut", .roughness = 0.5f, .base_map = std::move(wood)});
  for (float s : {-1.0f, 1.0f}) {
    float lean = s * radians_from_degrees(38);
    for (bool outer : {true, false}) {
      SolidPart face = formula_surface(cells_for(detail, 150), cells_for(detail, 280), [&](float u, float v) {
        float x = (u - 0.5f) * 2 * half_width, t = v;
        // The foot is cut to an arch, the top to a pointed one.
        float side = t < 0.22f ? std::max(0.0f, 1 - t / 0.22f) : 0;
        float y = (t - 0.45f) * length + 0.05f * side * std::sqrt(std::max(0.0f, 1 - std::pow(std::abs(x) / half_width * 1.3f, 2.0f))) + 0.045f * ramp(0.86f, 1.0f, t) * (1 - std::abs(x) / half_width);
        bool rim = u == 0 || u == 1 || v == 0 || v == 1;
        float out = rim ? 0 : thick / 2 - 0.003f + 0.003f * board_carving(x, t);
        return vec3((outer ? 1.0f : -1.0f) * x, y, (outer ? 1.0f : -1.0f) * out);
      });
      transform(face, glm::translate(mat4(1), vec3(0, 0.205f, 0)) * glm::rotate(mat4(1), lean, vec3(1, 0, 0)) * (s > 0 ? mat4(1) : glm::rotate(mat4(1), pi, vec3(0, 1, 0))));
      solid.parts.push_back(std::move(face));
    }
  }
  set_on_floor(solid);
  return solid;
}

Solid frame_drum(float detail) {
  constexpr float radius = 0.225f, deep = 0.065f;
  // Skin with the hide's own shading, a rim inlaid with bone and walnut, rings inside; it leans on a small block.
  int size = std::max(64, static_cast<int>(900 * detail));
  Picture skin(size, size), inlay(size, size / 8);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      vec2 p = ((vec2(x, y) + 0.5f) / static_cast<float>(size) * 2.0f - 1.0f) * 1.02f;
      float r = glm::length(p), spine = 0.15f * ramp(0.16f, 0.0f, std::abs(p.x + 0.1f * noise(p * 2.0f, 1151))), thumb = 0.12f * ramp(0.4f, 0.15f, glm::distance(p, vec2(0.30f, 0.5f)));
      vec3 colour = srgb(0xdfcda4) * (0.95f + 0.09f * fractal_noise(p * 3.0f, 5, 1152) + 0.04f * noise(p * 40.0f, 1153) - spine - thumb);
      if (r > 0.93f) colour = mixed(colour, srgb(0x9c7c4c), 0.6f);
      float turn = std::atan2(p.y, p.x) / (2 * pi);
      if (std::abs(r - 0.86f) < 0.012f || std::abs(r - 0.82f) < 0.005f) colour = mixed(colour, srgb(0x6b2a20), 0.65f);
      if (r < 0.30f && star_straps(r / 0.30f, turn, 10) > 0.5f) colour = mixed(colour, srgb(0x6b2a20), 0.55f);
      skin.at(x, y) = colour;
    }
  for (int y = 0; y < inlay.height(); ++y)
    for (int x = 0; x < size; ++x) {
      float u = static_cast<float>(x) / static_cast<float>(size) * 48, v = static_cast<float>(y) / static_cast<float>(inlay.height());
      float d = std::abs(u - std::round(u)) * 1.6f + std::abs(v - 0.5f) * 1.6f;
      bool line = std::abs(v - 0.12f) < 0.03f || std::abs(v - 0.88f) < 0.03f;
      inlay.at(x, y) = line || (d < 0.72f && d > 0.4f) || d < 0.2f ? srgb(0xe2d3b0) : srgb(0x4a2c1b) * (1 + 0.2f * noise(vec2(u * 3, v * 40), 1154));
    }
  Solid solid;
  solid.materials = {{.name = "skin", .roughness = 0.62f, .base_map = std::move(skin)}, {.name = "inlay", .roughness = 0.42f, .base_map = std::move(inlay)}, {.name = "walnut", .base = srgb(0x4d3220), .roughness = 0.5f, .double_sided = true}, {.name = "iron", .base = srgb(0x8d8577), .metallic = 1, .roughness = 0.4f}};
  int around = cells_for(detail, 220);
  SolidPart head = formula_surface(around, cells_for(detail, 40), [&](float u, float v) {
    float r = radius * (1 - v), a = 2 * pi * u;
    return vec3(r * std::sin(a), r * std::cos(a) * -1, deep / 2 - 0.0025f * std::pow(1 - r / radius, 0.3f));
  });
  head.uvs.clear();
  for (vec3 p : head.positions) head.uvs.push_back(vec2(p.x, -p.y) / (radius * 2.04f) + 0.5f);
  SolidPart rim = formula_surface(around, 6, [&](float u, float v) {
    float a = 2 * pi * u;
    return vec3(radius * std::sin(a), -radius * std::cos(a), deep * (v - 0.5f));
  });
  rim.material = 1;
  SolidPart inside = formula_surface(around, 6, [&](float u, float v) {
    float a = -2 * pi * u, r = radius - 0.012f;
    return vec3(r * std::sin(a), -r * std::cos(a), deep * (v - 0.5f) - 0.001f);
  });
  inside.material = 2;
  solid.parts = {std::move(head), std::move(rim), std::move(inside)};
  for (int k = 0; k < 40; ++k) {  // the rings that ring
    float a = 2 * pi * static_cast<float>(k) / 40;
    vec3 c((radius - 0.02f) * std::sin(a), (radius - 0.02f) * std::cos(a), -0.012f);
    std::vector<vec3> loop;
    for (int i = 0; i <= 10; ++i) loop.push_back(c + 0.008f * vec3(std::sin(a) * std::cos(2 * pi * static_cast<float>(i) / 10), std::cos(a) * std::cos(2 * pi * static_cast<float>(i) / 10), std::sin(2 * pi * static_cast<float>(i) / 10)));
    SolidPart part = tube(6, 14, loop, [](float) { return 0.0011f; });
    part.material = 3;
    solid.parts.push_back(std::move(part));
  }
  mat4 stand = glm::rotate(mat4(1), radians_from_degrees(-12), vec3(1, 0, 0));
  for (SolidPart& part : solid.parts) transform(part, stand);
  set_on_floor(solid);
  return solid;
}

}  // namespace enf
