// Ceramics from the wheel: a profile turned round, painted by a formula of angle and height, glazed. Eight pots share the wheel,
// not the hand: a fish dish and a pomegranate dish of Rishtan, a sgraffito bowl as dug up in old Beylagan, a porcelain-thin piala, a
// turquoise storage jar, a jug, a small albarello for drugs, and a lustre bowl.
#include <algorithm>
#include <cmath>
#include <functional>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

const vec3 slip = srgb(0xece6d6), cobalt = srgb(0x1f3f86), turquoise = srgb(0x2f9fa8), manganese = srgb(0x3a2a35), sky = srgb(0x8fc4c8), clay = srgb(0xa8674a), ochre = srgb(0xc98f35), leaf = srgb(0x4f7a3f);

struct Pot {
  std::vector<vec2> profile;  // (radius, height): from the middle of the well over the rim and down to the middle of the foot
  bool open = false;          // dishes are painted seen from above; tall pots seen from around
  float height = 0.1f, radius = 0.1f;
  float roughness = 0.40f;
  vec3 bare = clay;
  float bare_below = 0.012f;  // metres: the foot is not glazed
};

// `painted`: open pots get (radius 0..1, angle), tall ones (height 0..1, angle).
Solid thrown(const Pot& pot, float detail, std::uint32_t seed, const std::function<vec3(float, float)>& painted) {
  auto around = static_cast<int>(300 * detail), along = std::max(110, static_cast<int>(190 * detail));  // thin lips need their cells
  SolidPart body = formula_surface(around, along, [&](float u, float v) {
    vec2 p = profile_through(pot.profile, 1 - v);
    float a = 2 * pi * u, out = std::max(0.0f, p.x);
    float rings = 0.00025f * std::sin(p.y * 800 + p.x * 300) + 0.004f * out * std::sin(2 * a + static_cast<float>(seed)) * 0.8f;
    return vec3(std::sin(a) * (out + (pot.open ? 0 : rings)), p.y + (pot.open ? rings : 0), std::cos(a) * (out + (pot.open ? 0 : rings)));
  });
  int size = std::max(64, static_cast<int>(1280 * detail));
  Picture map(size, size);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      vec2 uv = (vec2(x, y) + 0.5f) / static_cast<float>(size);
      vec2 p = (uv * 2.0f - 1.0f) * 1.03f;
      float angle = pot.open ? std::atan2(p.y, p.x) : uv.x * 2 * pi, at = pot.open ? std::min(1.0f, glm::length(p)) : 1 - uv.y;
      vec2 place = pot.open ? p * 7.0f : vec2(std::sin(angle) * 5, at * 9);
      vec3 colour = painted(at + 0.005f * noise(place * 2.0f, seed), angle + 0.012f * noise(place * 1.4f, seed + 1));
      CellPoint craze = cells(place * 3.8f + 0.4f * vec2(noise(place * 3.0f, seed + 2), noise(place * 3.0f, seed + 3)), seed + 4);
      if (craze.second - craze.distance < 0.03f) colour *= 0.91f;
      if (cells(place * 5.0f, seed + 5).distance < 0.05f) colour = pot.bare * 0.8f;
      map.at(x, y) = colour * (0.96f + 0.16f * fractal_noise(place, 4, seed + 6));
    }
  body.uvs.clear();
  for (vec3 p : body.positions)
    body.uvs.push_back(pot.open ? vec2(p.x, p.z) / (pot.radius * 2.06f) + 0.5f : vec2(std::atan2(p.x, p.z) / (2 * pi) + 0.5f, 1 - p.y / pot.height));
  // The seam: texture coordinates jump where the angle starts anew, so the last column counts on.
  if (!pot.open)
    for (int j = 0; j <= along; ++j)
      for (int i = 0; i <= around; ++i) body.uvs[static_cast<std::size_t>(j * (around + 1) + i)].x = static_cast<float>(i) / static_cast<float>(around);
  SolidPart foot = body;
  foot.material = 1;
  std::vector<std::uint32_t> glazed, bare;
  for (std::size_t t = 0; t < body.indices.size(); t += 3) {
    bool low = true, down = true;
    for (std::size_t k = 0; k < 3; ++k) low = low && body.positions[body.indices[t + k]].y < pot.bare_below, down = down && body.normals[body.indices[t + k]].y < 0.3f;
    std::vector<std::uint32_t>& list = low && down ? bare : glazed;
    for (std::size_t k = 0; k < 3; ++k) list.push_back(body.indices[t + k]);
  }
  body.indices = std::move(glazed), foot.indices = std::move(bare);
  Solid solid;
  solid.materials.push_back({.name = "glaze", .roughness = pot.roughness, .clearcoat = 1, .clearcoat_roughness = 0.07f, .base_map = std::move(map)});
  solid.materials.push_back({.name = "body", .base = pot.bare, .roughness = 0.85f});
  solid.parts = {std::move(body), std::move(foot)};
  return solid;
}

// Dishes stand on show: tilted towards the visitor on two bent rods.
void lean_on_stand(Solid& dish, float radius, float detail) {
  mat4 lean = glm::rotate(mat4(1), radians_from_degrees(70), vec3(1, 0, 0));
  for (SolidPart& part : dish.parts) transform(part, lean);
  set_on_floor(dish);
  for (SolidPart& part : dish.parts)
    for (vec3& p : part.positions) p.y += 0.012f;
  auto steel = static_cast<std::uint32_t>(dish.materials.size());
  dish.materials.push_back({.name = "blackened steel", .base = srgb(0x2b2a2a), .metallic = 1, .roughness = 0.5f});
  int n = static_cast<int>(12 * std::max(detail, 0.5f));
  float r = radius;
  auto rod = [&](const std::vector<vec3>& curve) {
    SolidPart part = tube(n, n * 5, curve, [](float) { return 0.0032f; });
    part.material = steel;
    dish.parts.push_back(std::move(part));
  };
  for (float s : {-1.0f, 1.0f}) rod({vec3(s * r * 0.35f, 0.028f, r * 0.22f), vec3(s * r * 0.35f, 0.005f, r * 0.18f), vec3(s * r * 0.35f, 0.004f, -r * 0.2f), vec3(s * r * 0.3f, r * 0.9f, -r * 0.52f)});
  rod({vec3(r * 0.3f, r * 0.9f, -r * 0.52f), vec3(0, r * 0.95f, -r * 0.53f), vec3(-r * 0.3f, r * 0.9f, -r * 0.52f)});
  rod({vec3(0, r * 0.92f, -r * 0.53f), vec3(0, r * 0.4f, -r * 0.78f), vec3(0, 0.004f, -r * 0.92f)});
  set_on_floor(dish);
}

Pot dish_pot(float radius) {
  Pot pot{.open = true, .radius = radius, .bare_below = 0.02f * radius / 0.2f};
  for (vec2 p : {vec2(0, 0.085f), vec2(0.25f, 0.088f), vec2(0.45f, 0.125f), vec2(0.66f, 0.22f), vec2(0.86f, 0.36f), vec2(0.985f, 0.43f), vec2(1, 0.445f), vec2(0.985f, 0.425f), vec2(0.85f, 0.32f), vec2(0.62f, 0.15f), vec2(0.42f, 0.07f), vec2(0.38f, 0.01f), vec2(0.36f, 0), vec2(0.33f, 0.012f), vec2(0.2f, 0.05f), vec2(0, 0.055f)})
    pot.profile.push_back(p * radius);
  pot.height = 0.445f * radius;
  return pot;
}
Pot bowl_pot(float radius, float height) {
  Pot pot{.open = true, .height = height, .radius = radius, .bare_below = height * 0.13f};
  for (vec2 p : {vec2(0, 0.14f), vec2(0.3f, 0.16f), vec2(0.55f, 0.30f), vec2(0.78f, 0.58f), vec2(0.93f, 0.86f), vec2(0.99f, 0.98f), vec2(1, 1), vec2(0.985f, 0.985f), vec2(0.9f, 0.76f), vec2(0.72f, 0.42f), vec2(0.48f, 0.16f), vec2(0.37f, 0.09f), vec2(0.36f, 0.01f), vec2(0.33f, 0), vec2(0.30f, 0.06f), vec2(0, 0.07f)})
    pot.profile.push_back(p * vec2(radius, height));
  return pot;
}

float band_of(float x, float at, float width) { return width - std::abs(x - at); }
// Distance to the middle of the nearest of `count` places round, in turns of one place: -0.5 to 0.5.
float place_of(float angle, float count) {
  float u = angle / (2 * pi) * count;
  return u - std::round(u);
}

// A fish along the circle, its head where f = -0.5: 1 body, 2 outline, 3 eye, 4 scale, 0 none.
int fish(float f, float v) {
  float t = f + 0.42f, half = 0.40f * std::sqrt(std::max(0.0f, t)) * std::max(0.0f, 0.80f - t) * 3.1f;
  if (t > 0.74f) half = (t - 0.70f) * 3.0f;
  if (t < 0 || t > 0.90f) return 0;
  float in = half - std::abs(v);
  if (in < 0) return std::abs(v) < half + 0.18f && t > 0.30f && t < 0.5f && v < 0 ? 2 : 0;
  if (in < 0.07f) return 2;
  if (std::hypot((t - 0.11f) * 2.5f, v - 0.09f) < 0.06f) return 3;
  if (t > 0.24f && t < 0.7f && std::fmod(t * 15 + std::abs(std::sin(v * 8)), 1.0f) < 0.25f) return 4;
  return 1;
}

}  // namespace

Solid fish_dish(float detail) {
  Solid dish = thrown(dish_pot(0.185f), detail, 1001, [](float r, float a) {
    if (r > 0.965f || band_of(r, 0.52f, 0.008f) > 0) return manganese;
    if (r > 0.80f) {
      float f = place_of(a, 24), v = (r - 0.885f) / 0.08f;
      return std::abs(f) * 2 + std::abs(v) < 0.95f ? (std::abs(f) * 2 + std::abs(v) < 0.45f ? slip : turquoise) : cobalt;
    }
    if (band_of(r, 0.79f, 0.012f) > 0) return slip;
    if (r > 0.53f) return std::sin(a * 9 + r * 60) > 0.2f && std::sin(a * 31) > 0.3f ? sky : turquoise;
    // Three fish that chase each other round one shared eye of water.
    float f = place_of(a, 3);
    switch (fish(f, (r - 0.31f) / 0.22f)) {
      case 1: return cobalt;
      case 2: return manganese;
      case 3: return slip;
      case 4: return sky;
      default: break;
    }
    float ripple = std::sin(r * 70 + 1.5f * std::sin(a * 3));
    return ripple > 0.86f ? sky : slip;
  });
  lean_on_stand(dish, 0.185f, detail);
  return dish;
}

Solid pomegranate_dish(float detail) {
  Solid dish = thrown(dish_pot(0.225f), detail, 1011, [](float r, float a) {
    if (r > 0.97f) return ochre * 0.8f;
    auto fruit = [](float x, float y) -> vec3 {  // x, y in the fruit's radius
      float d = std::hypot(x, y), crown = y - 0.95f;
      if (crown > -0.1f && crown < 0.34f && std::abs(x) < 0.30f - 0.25f * std::abs(std::sin(x * 16)) + crown * 0.2f) return manganese;
      if (d > 1) return vec3(-1);
      if (d > 0.88f) return manganese;
      if (std::abs(x) < 0.45f && std::abs(y + 0.1f) < 0.5f) return std::fmod(std::abs(x) * 6 + 10, 1.0f) < 0.5f && std::fmod(y * 6 + 10, 1.0f) < 0.5f ? srgb(0x8c1f2a) : slip;
      return srgb(0xb5462f);
    };
    if (r > 0.56f) {
      float f = place_of(a, 7), x = f / 7 * 2 * pi * r / 0.135f, y = (r - 0.745f) / 0.135f;
      if (vec3 c = fruit(x, y); c.x >= 0) return c;
      float edge = std::abs(f) - 0.5f, lx = edge / 7 * 2 * pi * r / 0.09f, ly = (r - 0.74f) / 0.20f;
      float blade = 0.75f * std::sqrt(std::max(0.0f, 1 - ly * ly)) - std::abs(lx);
      if (blade > 0) return blade < 0.14f ? manganese : std::abs(lx) < 0.08f ? slip : leaf;
      if (band_of(r, 0.935f, 0.012f) > 0 || band_of(r, 0.575f, 0.01f) > 0) return manganese;
      return slip;
    }
    if (vec3 c = fruit(r * std::cos(a) / 0.26f, r * std::sin(a) / 0.26f + 0.15f); c.x >= 0) return c;
    float curl = std::abs(r - 0.42f - 0.06f * std::sin(a * 8));
    return curl < 0.016f ? leaf : std::hypot(place_of(a, 16) / 2.5f, r - 0.42f) < 0.03f ? srgb(0xb5462f) : slip;
  });
  lean_on_stand(dish, 0.225f, detail);
  return dish;
}

Solid sgraffito_bowl(float detail) {
  Pot pot = bowl_pot(0.125f, 0.088f);
  pot.roughness = 0.5f;
  return thrown(pot, detail, 1021, [](float r, float a) {
    // The slip is scratched away to the red body; green and brown glaze runs over the drawing.
    float p = r * std::cos(a), q = r * std::sin(a);
    bool cut = band_of(r, 0.93f, 0.010f) > 0 || band_of(r, 0.80f, 0.008f) > 0;
    if (r > 0.80f && r < 0.93f) cut = cut || std::abs(place_of(a, 26)) * 2 > 1 - (r - 0.80f) / 0.13f;
    // A bird in the well: body, wing, tail, beak, drawn in one line.
    float body = std::hypot(p + 0.04f, (q + 0.02f) * 1.55f), head = std::hypot(p - 0.30f, q - 0.30f);
    cut = cut || band_of(body, 0.36f, 0.016f) > 0 || (band_of(head, 0.12f, 0.014f) > 0 && body > 0.36f) || head < 0.025f;
    cut = cut || (body < 0.34f && std::sin((p * 0.8f + q) * 60) > 0.72f && p < 0.08f);
    cut = cut || (p < -0.36f && p > -0.72f && std::abs(q + 0.02f + 0.4f * (p + 0.36f)) < 0.13f && std::sin(q * 90 + p * 40) > 0.1f);
    cut = cut || (p > 0.40f && p < 0.56f && std::abs(q - 0.29f) < 0.05f * (0.56f - p) / 0.16f);
    if (r < 0.80f && body > 0.45f && head > 0.18f) cut = cut || (std::abs(std::hypot(place_of(a, 9) * r * 0.6f, r - 0.66f) - 0.06f) < 0.012f);
    vec3 ground = mixed(srgb(0xe3cf9a), srgb(0xd9b871), 0.5f + 0.5f * std::sin(a * 2));
    float green = ramp(0.1f, 0.8f, std::sin(a * 5 + 2 * std::sin(r * 6)) + 0.4f * std::cos(a * 11)), brown = ramp(0.35f, 0.9f, std::sin(a * 4 + 2.2f));
    ground = mixed(ground, srgb(0x5f8a4a), green * 0.75f * ramp(0.2f, 0.7f, r));
    ground = mixed(ground, srgb(0x9a5a2a), brown * 0.5f * ramp(0.3f, 0.9f, r));
    return cut ? ground * vec3(0.42f, 0.28f, 0.20f) : ground;
  });
}

Solid piala(float detail) {
  Pot pot = bowl_pot(0.056f, 0.058f);
  pot.bare = slip;
  return thrown(pot, detail, 1031, [](float r, float a) {
    // Cotton bolls on cobalt, a gold line at the lip.
    if (r > 0.97f) return ochre;
    float f = place_of(a, 5), x = f / 5 * 2 * pi * r / 0.16f, y = (r - 0.68f) / 0.16f;
    float boll = std::hypot(x, y), lobes = 0.80f + 0.18f * std::cos(4 * std::atan2(y, x));
    if (boll < lobes) return boll > lobes - 0.12f ? sky : slip;
    float bract = std::hypot(x, y + 0.9f);
    if (bract < 0.5f && y < -0.45f) return turquoise;
    return r < 0.30f ? (r < 0.14f ? cobalt : slip) : cobalt;
  });
}

Solid lustre_bowl(float detail) {
  Pot pot = bowl_pot(0.148f, 0.072f);
  pot.bare = srgb(0xd8c8a6), pot.roughness = 0.34f;
  return thrown(pot, detail, 1041, [](float r, float a) {
    const vec3 gold = srgb(0x9c6a2e), white = srgb(0xeee6d2);
    // Six arms of a wheel with palmettes, and letters that nobody has read round the lip.
    if (r > 0.86f) return r > 0.96f || r < 0.88f ? gold : noise(vec2(a * 19, r * 40), 1042) > 0.05f ? gold : white;
    float f = place_of(a, 6);
    if (std::abs(f) < 0.035f) return white;
    float x = std::abs(f) - 0.27f, palmette = std::hypot(x * r * 3.4f, (r - 0.58f) * 1.5f), lobe = 0.25f + 0.05f * std::cos(7 * std::atan2(r - 0.58f, x));
    if (palmette < lobe) return palmette < 0.09f || (palmette > 0.15f && palmette < 0.19f) ? gold : white;
    if (r < 0.2f) return std::abs(place_of(a, 12)) < 0.2f || r < 0.07f ? white : gold;
    return std::fmod(a * 12 + r * 26 * (f > 0 ? 1.0f : -1.0f) + 100, 1.0f) < 0.15f ? white : gold;
  });
}

Solid storage_jar(float detail) {
  Pot pot{.height = 0.62f, .radius = 0.24f, .roughness = 0.36f, .bare = srgb(0xc2a47c), .bare_below = 0.075f};
  pot.profile = {{0.085f, 0.56f}, {0.10f, 0.60f}, {0.125f, 0.618f}, {0.135f, 0.62f}, {0.14f, 0.61f}, {0.125f, 0.585f}, {0.118f, 0.555f}, {0.150f, 0.515f}, {0.205f, 0.455f}, {0.238f, 0.375f}, {0.235f, 0.285f}, {0.200f, 0.175f}, {0.155f, 0.08f}, {0.135f, 0.03f}, {0.140f, 0.008f}, {0.135f, 0.0f}, {0.0f, 0.004f}};
  return thrown(pot, detail, 1051, [](float h, float a) {
    // One glaze, poured: it thins on edges, runs down in tongues and stops where it likes.
    float run = 0.13f + 0.05f * std::sin(a * 7) * std::sin(a * 3 + 1) + 0.03f * std::sin(a * 17);
    if (h < run) return srgb(0xc2a47c);
    if (h < run + 0.02f) return srgb(0x0f5f66);
    float rope = std::min({std::abs(h - 0.58f), std::abs(h - 0.72f), std::abs(h - 0.83f)});
    vec3 colour = mixed(srgb(0x1f8d94), srgb(0x46b7b4), ramp(0.3f, 0.9f, h) * 0.6f + 0.2f * std::sin(a * 5 + h * 9));
    if (rope < 0.008f) colour = std::sin(a * 60 + h * 200) > 0 ? srgb(0x7fd0c8) : srgb(0x14666e);
    if (h > 0.59f && h < 0.71f && std::abs((h - 0.65f) / 0.05f - std::sin(a * 9)) < 0.25f) colour = srgb(0x14666e);
    return colour;
  });
}

Solid water_jug(float detail) {
  Pot pot{.height = 0.31f, .radius = 0.1f, .bare_below = 0.02f};
  pot.profile = {{0.020f, 0.24f}, {0.026f, 0.29f}, {0.036f, 0.308f}, {0.041f, 0.31f}, {0.040f, 0.302f}, {0.030f, 0.275f}, {0.027f, 0.235f}, {0.040f, 0.205f}, {0.078f, 0.170f}, {0.099f, 0.120f}, {0.093f, 0.072f}, {0.066f, 0.030f}, {0.052f, 0.012f}, {0.056f, 0.0f}, {0.0f, 0.003f}};
  Solid jug = thrown(pot, detail, 1061, [](float h, float a) {
    if (h > 0.95f || band_of(h, 0.70f, 0.008f) > 0 || band_of(h, 0.16f, 0.008f) > 0) return cobalt;
    if (h > 0.71f) return std::sin(h * 150) > 0.5f ? turquoise : slip;
    if (h > 0.17f) {  // upright almonds and, between, a chilli pepper
      float f = place_of(a, 6), v = (h - 0.18f) / 0.50f, bend = 0.10f * std::max(0.0f, v - 0.5f);
      float half = 0.30f * std::pow(std::max(0.0f, v), 0.5f) * std::pow(std::max(0.0f, 1 - v), 0.7f) * 1.7f, in = half - std::abs(f - bend);
      if (in > 0) return in < 0.035f ? manganese : in < 0.07f ? slip : std::fmod(v * 9, 1.0f) < 0.25f && std::abs(f - bend) < 0.12f ? slip : cobalt;
      float g = place_of(a + pi / 6, 6), pepper = 0.07f - std::abs(g + 0.06f * std::sin(v * 7)) - 0.05f * v;
      return pepper > 0 && v > 0.15f && v < 0.85f ? turquoise : slip;
    }
    return slip;
  });
  int n = static_cast<int>(18 * std::max(detail, 0.4f));
  SolidPart handle = tube(n, n * 4, {vec3(-0.024f, 0.29f, 0), vec3(-0.062f, 0.292f, 0), vec3(-0.100f, 0.25f, 0), vec3(-0.108f, 0.195f, 0), vec3(-0.082f, 0.155f, 0)}, [](float t) { return 0.0085f - 0.002f * std::sin(pi * t); });
  jug.materials.push_back({.name = "handle glaze", .base = turquoise, .roughness = 0.4f, .clearcoat = 1, .clearcoat_roughness = 0.08f});
  handle.material = 2;
  jug.parts.push_back(std::move(handle));
  return jug;
}

Solid albarello(float detail) {
  Pot pot{.height = 0.225f, .radius = 0.068f, .bare = srgb(0xd6c6a4), .bare_below = 0.016f};
  pot.profile = {{0.040f, 0.19f}, {0.047f, 0.215f}, {0.054f, 0.225f}, {0.057f, 0.222f}, {0.050f, 0.208f}, {0.046f, 0.196f}, {0.062f, 0.176f}, {0.0665f, 0.160f}, {0.058f, 0.135f}, {0.0535f, 0.11f}, {0.056f, 0.08f}, {0.065f, 0.055f}, {0.0675f, 0.042f}, {0.060f, 0.026f}, {0.048f, 0.012f}, {0.050f, 0.0f}, {0.0f, 0.002f}};
  return thrown(pot, detail, 1071, [](float h, float a) {
    const vec3 black = srgb(0x1d1a20), blue = srgb(0x2aa0b0);
    // Black under turquoise: upright stripes of leaves and of dots by turns.
    if (h > 0.88f || h < 0.14f || band_of(h, 0.80f, 0.012f) > 0 || band_of(h, 0.21f, 0.012f) > 0) return h > 0.88f || h < 0.14f ? blue : black;
    if (h > 0.81f || h < 0.2f) return std::abs(place_of(a, 22)) < 0.22f ? black : blue;
    float f = place_of(a, 10);
    bool dotted = static_cast<int>(std::floor(a / (2 * pi) * 10 + 0.5f)) % 2 == 0;
    if (std::abs(f) > 0.46f) return black;
    if (dotted) return std::hypot(f * 1.1f, std::fmod(h * 12, 1.0f) - 0.5f) < 0.22f ? black : blue;
    float v = std::fmod(h * 8, 1.0f);
    return std::abs(std::abs(f) - 0.34f * std::sin(pi * v) * (0.4f + 0.6f * v)) < 0.075f || std::abs(f) < 0.03f ? black : blue;
  });
}

}  // namespace enf
