// A stone ram after the grave markers of Azerbaijan, the qoç: a compact beast cut from one block of grey stone, with heavy
// spiral horns, legs left joined in the block, and on its flank a rosette and a bow in low relief. One distance formula,
// roughened by the chisel and by weather.
#include <algorithm>
#include <cmath>

#include "content/noise.h"
#include "content/works.h"

namespace enf {
namespace {

// Faces +x; the length is about 1.3 m, the height 0.95 m.
float horn(vec3 p) {
  // A flat spiral beside the head, coming out towards the viewer of that flank.
  vec3 q = p - vec3(0.425f, 0.665f, 0.125f);
  float angle = std::atan2(q.y, q.x), r = glm::length(vec2(q.x, q.y));
  float d = 1;
  for (int turn = 0; turn < 3; ++turn) {
    float a = angle + 2 * pi * static_cast<float>(turn) - 0.6f;
    if (a < 0.2f || a > 8.6f) continue;
    float at = 0.022f + 0.0150f * a, thick = 0.014f + 0.0052f * a;
    float ridge = 0.0035f * std::cos(a * 9);
    d = std::min(d, glm::length(vec2(r - at, q.z - 0.035f + 0.006f * a)) - thick - ridge);
  }
  return d;
}

float flank_relief(vec3 p) {
  // Rosette and bow, low on the side; positive raises.
  vec2 c(p.x + 0.10f, p.y - 0.48f);
  float r = glm::length(c), a = std::atan2(c.y, c.x);
  float ring = ramp(0.009f, 0.003f, std::abs(r - 0.125f)) + ramp(0.006f, 0.002f, std::abs(r - 0.105f));
  float petals = r < 0.098f ? ramp(-0.004f, 0.006f, 0.095f * std::abs(std::cos(a * 3)) - r + 0.006f) : 0.0f;
  vec2 b(p.x - 0.17f, p.y - 0.49f);
  float bow = ramp(0.009f, 0.004f, std::abs(glm::length(b * vec2(1.5f, 1) - vec2(-0.075f, 0)) - 0.135f)) * (b.x > 0.005f ? 1.0f : 0.0f);
  float cord = ramp(0.006f, 0.002f, std::abs(b.x - 0.01f)) * (std::abs(b.y) < 0.13f ? 1.0f : 0.0f);
  return 0.0075f * glm::clamp(ring + petals + bow + cord, 0.0f, 1.0f);
}

float ram(vec3 p) {
  vec3 m(p.x, p.y, std::abs(p.z));  // the two flanks mirror each other
  float body = box_distance(m - vec3(-0.06f, 0.49f, 0), vec3(0.47f, 0.175f, 0.155f), 0.12f);
  body = smooth_min(body, ellipsoid_distance(m - vec3(0.27f, 0.50f, 0), vec3(0.20f, 0.21f, 0.165f)), 0.08f);   // chest
  body = smooth_min(body, ellipsoid_distance(m - vec3(-0.42f, 0.50f, 0), vec3(0.18f, 0.19f, 0.160f)), 0.08f);  // haunch
  float tail = box_distance(m - vec3(-0.585f, 0.42f, 0), vec3(0.045f, 0.12f, 0.062f), 0.035f);
  float neck = capsule_distance(m, vec3(0.29f, 0.56f, 0), vec3(0.43f, 0.74f, 0), 0.135f, 0.095f);
  float head = smooth_min(ellipsoid_distance(m - vec3(0.47f, 0.745f, 0), vec3(0.115f, 0.095f, 0.082f)),
                          capsule_distance(m, vec3(0.52f, 0.715f, 0), vec3(0.645f, 0.605f, 0), 0.068f, 0.045f), 0.05f);
  float muzzle = box_distance(m - vec3(0.640f, 0.602f, 0), vec3(0.035f, 0.033f, 0.040f), 0.02f);
  head = smooth_min(head, muzzle, 0.04f);
  float eye = glm::length(m - vec3(0.545f, 0.745f, 0.066f)) - 0.017f;
  float mouth = std::max(std::abs(m.y - 0.590f + 0.12f * (m.x - 0.64f)) - 0.0035f, 0.615f - m.x);
  float nostril = glm::length((m - vec3(0.676f, 0.618f, 0.018f)) * vec3(1, 1.4f, 1)) - 0.0065f;
  float beard = capsule_distance(m, vec3(0.585f, 0.575f, 0), vec3(0.535f, 0.50f, 0), 0.028f, 0.018f);

  float d = smooth_min(smooth_min(body, tail, 0.03f), smooth_min(neck, head, 0.06f), 0.09f);
  d = smooth_min(d, beard, 0.02f);
  // Legs stay in the block: pillars joined by a recessed web, on a plinth of the same stone.
  float legs = 1;
  for (float x : {0.27f, -0.40f}) {
    float leg = box_distance(m - vec3(x, 0.22f, 0.085f), vec3(0.070f, 0.18f, 0.060f), 0.035f);
    float hoof = box_distance(m - vec3(x + 0.012f, 0.095f, 0.087f), vec3(0.082f, 0.035f, 0.066f), 0.02f);
    legs = std::min(legs, smooth_min(leg, hoof, 0.02f));
  }
  float web = box_distance(m - vec3(-0.065f, 0.25f, 0), vec3(0.36f, 0.20f, 0.058f), 0.015f);
  float base = box_distance(m - vec3(0.0f, 0.035f, 0), vec3(0.60f, 0.035f, 0.185f), 0.012f);
  d = smooth_min(d, smooth_min(legs, web, 0.025f), 0.05f);
  d = smooth_min(d, base, 0.02f);
  d = smooth_min(d, horn(m), 0.010f);
  d = std::max(d, -mouth), d = smooth_max(d, -nostril, 0.004f);
  d = std::min(d, std::max(eye, -(glm::length(m - vec3(0.549f, 0.748f, 0.078f)) - 0.007f)));
  if (m.z > 0.10f) d -= flank_relief(m) * ramp(0.04f, 0.0f, std::abs(d)) * ramp(0.10f, 0.13f, m.z);
  // Fleece on the neck: rows of drilled curls.
  vec2 curl(m.x * 24 + m.y * 10, m.y * 30);
  float fleece = ramp(0.30f, 0.36f, m.x) * ramp(0.48f, 0.43f, m.x) * ramp(0.52f, 0.58f, m.y) * ramp(0.72f, 0.66f, m.y);
  d += 0.007f * fleece * ramp(0.32f, 0.12f, cells(curl, 631).distance);
  return d;
}

// Chisel strokes, weather, a few chipped edges.
float weathered(vec3 p) {
  float d = ram(p);
  if (std::abs(d) > 0.05f) return d;
  float strokes = 0.0011f * std::sin((p.x * 0.8f + p.y * 1.3f + 0.5f * p.z) * 300 + 5 * noise(p * 9.0f, 632)) * ramp(-0.1f, 0.4f, noise(p * 5.0f, 633));
  float pits = 0.0035f * ramp(0.45f, 0.75f, noise(p * 34.0f, 634)) + 0.0026f * fractal_noise(p * 24.0f, 3, 635);
  return d + strokes + pits + 0.006f * fractal_noise(p * 3.5f, 3, 636);
}

}  // namespace

Solid stone_ram(float detail) {
  Box box;
  box.add(vec3(-0.70f, -0.03f, -0.26f)), box.add(vec3(0.74f, 0.98f, 0.26f));
  SolidPart part = distance_surface(box, 0.0068f / detail, 1.0f, weathered);
  // Grey stone with rust and lichen; hollows darker than ridges.
  for (std::size_t i = 0; i < part.positions.size(); ++i) {
    vec3 p = part.positions[i], n = part.normals[i];
    float hollow = glm::clamp((weathered(p + n * 0.02f) - 0.006f) / 0.014f, 0.0f, 1.0f);
    vec3 stone = mixed(srgb(0x8f8a7f), srgb(0x6f6a62), 0.5f + 0.5f * fractal_noise(p * 6.0f, 4, 637));
    stone = mixed(stone, srgb(0x8a6a4c), 0.55f * ramp(0.15f, 0.55f, fractal_noise(p * 2.6f, 4, 638)));
    float lichen = ramp(0.30f, 0.42f, fractal_noise(p * 9.0f, 4, 639)) * ramp(-0.2f, 0.6f, n.y);
    stone = mixed(stone, srgb(0xb3ad86), 0.6f * lichen);
    part.colours.push_back(stone * mixed(0.55f, 1.06f, hollow) * (1 + 0.10f * noise(p * 120.0f, 640)));
  }
  int size = std::max(64, static_cast<int>(512 * detail));
  Picture grain(size, size);  // repeats every metre on each side: fine speckle only
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x) grain.at(x, y) = vec3(0.88f + 0.12f * hash_unit(x, y, 641) - 0.10f * (hash_unit(x / 2, y / 2, 642) > 0.93f ? 1.0f : 0.0f));
  Solid solid;
  solid.materials.push_back({.name = "grey stone", .roughness = 0.88f, .base_map = std::move(grain)});
  solid.parts.push_back(std::move(part));
  return solid;
}

}  // namespace enf
