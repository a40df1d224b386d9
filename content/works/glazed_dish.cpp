// A footed dish after the potters of Rishtan: thrown in red clay, slipped white, painted in cobalt, turquoise and manganese
// under the clear alkaline glaze they call ishkor. The form is a profile turned on the wheel; the painting is a formula of
// angle and radius.
#include <algorithm>
#include <cmath>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float rim_radius = 0.20f;

// One side of the wall from the middle of the well up over the rim and down outside to the foot: (radius, height).
const std::vector<vec2> profile = {{0.0f, 0.0185f},    {0.045f, 0.0190f},  {0.085f, 0.0235f}, {0.125f, 0.0360f}, {0.160f, 0.0560f}, {0.188f, 0.0760f},
                                   {0.1985f, 0.0835f}, {0.2005f, 0.0870f}, {0.1975f, 0.0845f}, {0.183f, 0.0690f}, {0.150f, 0.0440f}, {0.110f, 0.0230f},
                                   {0.080f, 0.0145f},  {0.074f, 0.0090f},  {0.0735f, 0.0010f}, {0.0715f, 0.0f},   {0.0680f, 0.0010f}, {0.0665f, 0.0085f},
                                   {0.040f, 0.0105f},  {0.0f, 0.0108f}};

const vec3 slip = srgb(0xece6d6), cobalt = srgb(0x1f3f86), turquoise = srgb(0x2f9fa8), manganese = srgb(0x3a2a35), sky = srgb(0x8fc4c8);

// The painter's brush at radius r (1 at the rim) and angle a, inside of the dish.
vec3 painted(float r, float a) {
  vec2 p = r * vec2(std::cos(a), std::sin(a));
  a += 0.012f * noise(p * 9.0f, 601), r += 0.006f * noise(p * 11.0f, 602);
  vec3 colour = slip;
  auto line = [&](float at, float width) { return std::abs(r - at) < width; };
  if (r > 0.955f) return turquoise;
  if (line(0.95f, 0.006f) || line(0.735f, 0.005f) || line(0.755f, 0.008f)) return cobalt;
  if (r > 0.76f) {  // the rim: a running bud and leaf, sixteen times
    float u = a / (2 * pi) * 16, f = u - std::floor(u) - 0.5f, v = (r - 0.85f) / 0.09f;
    float stem = std::abs(v - 0.55f * std::sin(2 * pi * u / 2));
    float bud = std::hypot(f * 2.1f, v);
    if (bud < 0.36f) return bud < 0.16f ? manganese : turquoise;
    if (bud < 0.48f) return cobalt;
    if (stem < 0.11f) return cobalt;
    float leaf = std::hypot((std::abs(f) - 0.36f) * 4.2f, v + 0.45f * f);
    if (leaf < 0.62f) return std::abs(v + 0.45f * f) < 0.07f ? cobalt : sky;
    return colour;
  }
  if (r > 0.45f) {  // the wall: eight great almonds on turquoise, dots between
    float u = a / (2 * pi) * 8, f = u - std::floor(u) - 0.5f, t = (r - 0.46f) / 0.27f;
    float half = 0.43f * std::sin(pi * std::pow(glm::clamp(t, 0.0f, 1.0f), 0.75f));
    float in = half - std::abs(f) * (0.6f + 0.5f * r);
    if (in > 0.20f) {
      float vein = std::abs(f);
      float barbs = std::abs(std::sin((t * 5 - vein * 6) * pi));
      return vein < 0.018f || (barbs < 0.22f && vein < 0.14f) ? slip : cobalt;
    }
    if (in > 0.15f) return slip;
    if (in > 0.11f) return manganese;
    if (in > 0.0f) return turquoise;
    float edge = std::abs(f) - 0.5f;
    float dot = std::hypot(edge * r * 5.2f, (t - 0.80f) * 1.5f);
    if (dot < 0.20f) return dot < 0.10f ? slip : cobalt;
    float trefoil = std::hypot(edge * r * 5.2f, (t - 0.50f) * 1.8f);
    if (trefoil < 0.13f) return turquoise;
    return colour;
  }
  if (line(0.44f, 0.012f)) return cobalt;
  if (line(0.415f, 0.004f)) return manganese;
  // The well: a star of twelve petals within a wreath.
  float u = a / (2 * pi) * 12, f = u - std::floor(u) - 0.5f;
  float petal = 0.36f * std::pow(std::abs(std::cos(f * pi)), 0.8f);
  if (r < 0.07f) return manganese;
  if (r < 0.10f) return slip;
  if (r < petal - 0.045f) return std::abs(f) < 0.05f ? slip : cobalt;
  if (r < petal - 0.02f) return slip;
  if (r < petal) return turquoise;
  float seed = std::hypot((std::abs(f) - 0.5f) * r * 3.6f, r - 0.35f);
  return seed < 0.032f ? manganese : colour;
}

}  // namespace

Solid glazed_dish(float detail) {
  auto around = static_cast<int>(360 * detail), along = static_cast<int>(200 * detail);
  SolidPart dish = formula_surface(around, along, [](float u, float v) {
    vec2 p = curve_through(profile, 1 - v);
    float a = 2 * pi * u;
    // Thrown on a wheel: faint rings, and not quite round.
    float rings = 0.00022f * std::sin(p.x * 900) + 0.0005f * std::sin(2 * a + 1) * (p.x / rim_radius);
    return vec3(std::sin(a) * p.x, p.y + rings, std::cos(a) * p.x);
  });
  // The texture: the inside seen from above in the upper left, the outside beside it.
  int size = std::max(64, static_cast<int>(1536 * detail));
  Picture map(size, size);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) {
      vec2 p = ((vec2(x, y) + 0.5f) / static_cast<float>(size) * 2.0f - 1.0f) * 1.04f;
      float r = glm::length(p), a = std::atan2(p.y, p.x);
      vec3 colour = painted(std::min(r, 1.0f), a);
      // Under the glaze the colours run a little and pool; the slip shows pinholes and fine crazing.
      float pool = 0.15f * fractal_noise(p * 7.0f, 4, 603);
      CellPoint craze = cells(p * 26.0f + 0.4f * vec2(noise(p * 20.0f, 604), noise(p * 20.0f, 605)), 606);
      if (craze.second - craze.distance < 0.03f) colour *= 0.90f;
      if (cells(p * 34.0f, 607).distance < 0.05f) colour = srgb(0x8a5a42);
      map.at(x, y) = colour * (0.96f + pool);
    }
  map = blurred(map, size > 1000 ? 1 : 0);
  // Inside and outside share the painting's plan view; the foot's underside is bare clay by its own material.
  SolidPart foot = dish;
  foot.material = 1;
  dish.uvs.clear();
  for (vec3 p : dish.positions) dish.uvs.push_back(vec2(p.x, p.z) / (rim_radius * 2 * 1.04f) + 0.5f);
  auto underside = [&](const SolidPart& part, std::size_t triangle) {
    vec3 middle(0), normal(0);
    for (std::size_t k = 0; k < 3; ++k) middle += part.positions[part.indices[triangle + k]] / 3.0f, normal += part.normals[part.indices[triangle + k]];
    return normal.y < 0 && glm::length(vec2(middle.x, middle.z)) < 0.16f && middle.y < 0.05f;
  };
  std::vector<std::uint32_t> glazed, bare;
  for (std::size_t t = 0; t < dish.indices.size(); t += 3) {
    std::vector<std::uint32_t>& list = underside(dish, t) ? bare : glazed;
    list.insert(list.end(), dish.indices.begin() + static_cast<std::ptrdiff_t>(t), dish.indices.begin() + static_cast<std::ptrdiff_t>(t) + 3);
  }
  dish.indices = glazed;
  foot.indices = bare;

  Solid solid;
  solid.materials.push_back({.name = "ishkor glaze", .roughness = 0.42f, .clearcoat = 1, .clearcoat_roughness = 0.06f, .base_map = std::move(map)});
  solid.materials.push_back({.name = "red clay", .base = srgb(0xa8674a), .roughness = 0.85f});
  // On show it leans on a stand: tilted towards the visitor.
  mat4 lean = glm::translate(mat4(1), vec3(0, 0.198f, 0)) * glm::rotate(mat4(1), radians_from_degrees(72), vec3(1, 0, 0));
  transform(dish, lean), transform(foot, lean);
  float low = 1;
  for (vec3 p : dish.positions) low = std::min(low, p.y);
  for (SolidPart* part : {&dish, &foot})
    for (vec3& p : part->positions) p.y -= low - 0.012f;
  solid.parts = {std::move(dish), std::move(foot)};

  // The stand: two bent rods of blackened steel with a lip in front, an easel's prop behind.
  solid.materials.push_back({.name = "blackened steel", .base = srgb(0x2b2a2a), .metallic = 1, .roughness = 0.5f});
  auto rods = static_cast<int>(12 * std::max(detail, 0.5f));
  for (float s : {-1.0f, 1.0f}) {
    SolidPart rod = tube(rods, rods * 6, {vec3(s * 0.07f, 0.030f, 0.052f), vec3(s * 0.07f, 0.006f, 0.046f), vec3(s * 0.07f, 0.005f, -0.02f), vec3(s * 0.07f, 0.035f, -0.055f), vec3(s * 0.055f, 0.21f, -0.094f)},
                         [](float) { return 0.0035f; });
    rod.material = 2;
    solid.parts.push_back(std::move(rod));
  }
  SolidPart prop = tube(rods, rods * 6, {vec3(0.055f, 0.205f, -0.094f), vec3(0, 0.215f, -0.098f), vec3(-0.055f, 0.205f, -0.094f)}, [](float) { return 0.0035f; });
  prop.material = 2;
  solid.parts.push_back(std::move(prop));
  SolidPart back = tube(rods, rods * 6, {vec3(0, 0.21f, -0.097f), vec3(0, 0.1f, -0.145f), vec3(0, 0.004f, -0.19f)}, [](float) { return 0.0035f; });
  back.material = 2;
  solid.parts.push_back(std::move(back));
  return solid;
}

}  // namespace enf
