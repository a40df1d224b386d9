// An oil painting: a great square at noon, after the squares of Samarkand and Bukhara. Portal, arcades, ribbed domes and
// minarets are solids given by their distance and lit by one sun, so that shadows fall where they must; then the picture is
// painted stroke by stroke.
#include <algorithm>
#include <array>
#include <cmath>

#include "content/noise.h"
#include "content/painter.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float aspect = 1.22f;
const vec3 eye(-13.0f, 2.6f, 44.0f), target(-1.5f, 11.0f, 0.0f);
const vec3 to_sun = glm::normalize(vec3(-0.62f, 0.72f, 0.42f));

// A pointed arch's opening in the plane: negative inside. Width w, springing at height s (two arcs, each of radius 0.8 w).
float arch(vec2 p, float w, float s) {
  p.x = std::abs(p.x);
  float radius = 0.8f * w;
  if (p.y < s) return p.x - w * 0.5f;
  return glm::distance(p, vec2(w * 0.5f - radius, s)) - radius;
}

float box(vec3 p, vec3 middle, vec3 half) { return box_distance(p - middle, half, 0.05f); }

float portal(vec3 p) {
  if (float far = box(p, vec3(0, 12, -3), vec3(12, 14, 6)); far > 3) return far;
  float body = box(p, vec3(0, 12.0f, -3), vec3(10.5f, 12.0f, 4));
  float recess = std::max(arch(vec2(p.x, p.y), 11.5f, 9.5f), std::abs(p.z - 1) - 5.0f);
  float door = std::max(arch(vec2(p.x, p.y), 3.6f, 4.2f), std::abs(p.z + 3) - 4.0f);
  float frame = std::max(arch(vec2(p.x, p.y), 13.2f, 9.8f), std::abs(p.z - 1) - 0.35f);
  return std::max(std::max(std::max(body, -recess), -frame), -door);
}

float wings(vec3 p) {
  float ax = std::abs(p.x);
  float body = box(vec3(ax, p.y, p.z), vec3(19.5f, 5.6f, -4), vec3(9.2f, 5.6f, 4.5f));
  if (body > 2) return body;
  // Two storeys of cells behind arches.
  float bay = ax - 12.2f - std::round(glm::clamp((ax - 12.2f) / 4.2f, 0.0f, 3.0f)) * 4.2f;
  float storey = p.y > 5.6f ? p.y - 5.8f : p.y - 0.3f;
  float cell = std::max(std::max(arch(vec2(bay, storey), 2.9f, 2.2f), -storey), std::abs(p.z - 0.5f) - 1.5f);
  return std::max(body, -cell);
}

float minaret(vec3 p, float x) {
  vec2 q(glm::length(vec2(p.x - x, p.z - 0.2f)), p.y);
  if (q.x > 6) return q.x - 3.5f;
  float shaft = std::max((q.x - mixed(2.0f, 1.45f, q.y / 26)) * 0.98f, q.y - 26);
  float crown = std::max(q.x - mixed(1.45f, 2.5f, ramp(24.5f, 27, q.y)), std::abs(q.y - 26.0f) - 1.6f);
  return std::min(shaft, crown);
}

float dome(vec3 p, vec2 at) {
  vec3 q(p.x - at.x, p.y, p.z - at.y);
  float r = glm::length(vec2(q.x, q.z));
  if (r > 10) return r - 6.5f;
  float drum = std::max(r - 4.3f, std::abs(q.y - 13) - 5);
  float angle = std::atan2(q.z, q.x), ribs = 0.16f * std::abs(std::cos(angle * 16));
  float up = (q.y - 18) / 8.4f;  // 0 at the springing, 1 at the tip
  float profile = 4.75f * std::pow(std::max(0.0f, 1 - std::pow(std::max(0.0f, up), 1.9f)), 0.62f) * (1 + 0.10f * std::sin(pi * glm::clamp(up * 2.2f, 0.0f, 1.0f)));
  float cap = up < -0.02f ? 1.0f : std::max((r + ribs - profile) * 0.62f, 17.9f - q.y);
  float finial = std::max(r - 0.12f, std::abs(q.y - 27) - 1.3f);
  return std::min(std::min(drum, cap), finial);
}

struct Person {
  vec2 at;
  float turn;
  std::uint32_t robe, head;
};
constexpr std::array<Person, 9> people = {{{vec2(-3.5f, 16), 0, 0x8c2f33, 0xe8dcc4}, {vec2(-2.6f, 16.5f), 0, 0x2f4a6e, 0x20242e}, {vec2(6, 8), 0, 0xb98a3a, 0xeee2cc},
                                            {vec2(-9.5f, 21), 0, 0x4d6a58, 0xeadfc8}, {vec2(-16, 9), 0, 0x7a4a6a, 0x2a2530}, {vec2(10.5f, 11), 0, 0xd8d0c0, 0xf0e8d8},
                                            {vec2(1.2f, 3.4f), 0, 0x6a3a2c, 0xe8dcc4}, {vec2(-14.8f, 9.4f), 0, 0x9c7a3c, 0xe0d4bc}, {vec2(13.5f, 17), 0, 0x35506a, 0xe8dcc4}}};

float person(vec3 p, const Person& who) {
  vec3 q = p - vec3(who.at.x, 0, who.at.y);
  if (float far = glm::length(q - vec3(0, 0.9f, 0)); far > 3) return far - 1.2f;
  float robe = capsule_distance(q, vec3(0, 0.25f, 0), vec3(0, 1.25f, 0), 0.36f, 0.21f);
  float head = glm::length(q - vec3(0, 1.6f, 0)) - 0.15f;
  float turban = ellipsoid_distance(q - vec3(0, 1.70f, 0), vec3(0.21f, 0.12f, 0.21f));
  return std::min(std::min(robe, head), turban);
}

// A plane tree at the left edge, and its shade over the near ground.
float tree(vec3 p) {
  vec3 q = p - vec3(-27, 12.0f, 24);
  float far = ellipsoid_distance(q, vec3(9.5f, 7.0f, 8));
  if (far > 2.5f) return far - 1.4f;
  float leaves = far + 1.3f * fractal_noise(q * 0.55f, 3, 401) + 0.5f * noise(q * 2.3f, 402);
  return std::min(leaves * 0.6f, capsule_distance(p, vec3(-27.5f, 0, 23), vec3(-26.5f, 8, 24), 0.75f, 0.4f));
}

float buildings(vec3 p) {
  float d = std::min(portal(p), wings(p));
  d = std::min(d, std::min(minaret(p, -31), minaret(p, 31)));
  return std::min(d, std::min(dome(p, vec2(-16.5f, -12)), dome(p, vec2(16.5f, -12))));
}

float world(vec3 p) {
  float d = std::min(p.y, buildings(p));
  if (p.y < 2.6f)
    for (const Person& who : people) d = std::min(d, person(p, who));
  return std::min(d, tree(p));
}

const vec3 brick = srgb(0xcfa873), pale = srgb(0xe2c797), cobalt = srgb(0x2b4d8c), turquoise = srgb(0x3fa3a0), white = srgb(0xeee6d2);

// Glazed brick: diamonds and crosses turned 45 degrees, one repeat in two metres.
vec3 diaper(vec2 p, vec3 ground) {
  vec2 q = p / 2.1f - glm::floor(p / 2.1f) - 0.5f;
  float diamond = std::abs(q.x) + std::abs(q.y);
  if (diamond < 0.14f) return white;
  if (diamond < 0.27f) return turquoise;
  if (diamond > 0.43f && diamond < 0.57f) return cobalt;
  return ground;
}

// Writing-like bands seen from far: white strokes on cobalt.
vec3 inscription(float along, float across) {
  float strokes = noise(vec2(along * 2.6f, across * 1.1f), 403) + 0.7f * noise(vec2(along * 0.9f, across * 3.2f), 404);
  return strokes > 0.30f && std::abs(across) < 0.75f ? white : cobalt;
}

vec3 colour_of(vec3 p, vec3 n) {
  float weather = 1 + 0.20f * fractal_noise(p * 0.35f, 4, 405) + 0.06f * noise(p * 3.0f, 406);
  if (p.y < 0.02f) {
    vec2 slab(p.x * 0.55f, p.z * 0.55f);
    float tone = hash_unit(static_cast<int>(std::floor(slab.x)), static_cast<int>(std::floor(slab.y)), 407);
    return srgb(0xcdb38a) * (0.86f + 0.20f * tone) * weather;
  }
  if (tree(p) < 0.05f) return p.y < 7 && glm::length(vec2(p.x + 27, p.z - 23.5f)) < 1.4f ? srgb(0x6b5a48) : mixed(srgb(0x4d6a2f), srgb(0x869a48), 0.5f + 0.5f * noise(p * 1.7f, 408));
  if (p.y < 2.6f)
    for (const Person& who : people)
      if (person(p, who) < 0.02f) return p.y > 1.63f ? srgb(who.head) : p.y > 1.46f ? srgb(0x8a5a40) : srgb(who.robe);
  for (vec2 at : {vec2(-16.5f, -12), vec2(16.5f, -12)})
    if (glm::distance(vec2(p.x, p.z), at) < 5.6f && p.y > 9) {
      float angle = std::atan2(p.z - at.y, p.x - at.x);
      if (p.y > 17.9f) return mixed(turquoise, srgb(0x2b7f94), 0.5f + 0.5f * noise(vec2(angle * 8, p.y * 0.8f), 409)) * weather;
      if (p.y > 15.2f) return inscription(angle * 5, (p.y - 16.4f) / 1.2f) * weather;
      return diaper(vec2(angle * 4.3f, p.y), pale) * weather;
    }
  if (std::abs(std::abs(p.x) - 31) < 3.2f && p.y < 29) {
    float angle = std::atan2(p.z, p.x - (p.x < 0 ? -31.0f : 31.0f));
    if (p.y > 24) return inscription(angle * 3, std::fmod(p.y, 1.5f) - 0.75f) * weather;
    return diaper(vec2(angle * 1.9f + p.y * 0.5f, p.y * 0.7f), brick) * weather;
  }
  if (n.z < 0.4f) return brick * weather;
  if (std::abs(p.x) < 10.6f) {
    float to_arch = arch(vec2(p.x, p.y), 11.5f, 9.5f);
    float edge = std::min(10.5f - std::abs(p.x), 24 - p.y);
    if (p.z < -2.5f) return p.y < 2.2f ? srgb(0xdcd3c0) : mixed(diaper(vec2(p.x, p.y) * 1.3f, srgb(0xe6d6b2)), turquoise, p.y > 8 ? 0.35f : 0.0f) * weather;
    if (edge > 0.5f && edge < 2.0f) return inscription(edge == 24 - p.y ? p.x : p.y, (edge - 1.25f) / 0.8f) * weather;
    if (edge < 0.5f) return turquoise * weather;
    if (to_arch < 1.0f && to_arch > 0.45f) return turquoise * weather;
    if (p.y > 9.5f && to_arch > 1.0f) {  // spandrels: a vine on cobalt
      float vine = std::abs(noise(vec2(p.x, p.y) * 1.9f, 410));
      return (vine < 0.09f ? srgb(0xd9b06a) : vine > 0.6f ? turquoise : cobalt) * weather;
    }
    return diaper(vec2(p.x, p.y), pale) * weather;
  }
  if (p.y > 10.2f) return inscription(p.x, (p.y - 10.7f) / 0.6f) * weather;
  float band = std::abs(p.y - 5.5f);
  if (band < 0.22f) return turquoise * weather;
  float ax = std::abs(p.x), bay = ax - 12.2f - std::round(glm::clamp((ax - 12.2f) / 4.2f, 0.0f, 3.0f)) * 4.2f;
  if (p.z < -0.2f) return srgb(0x8a6a4a) * weather;
  if (std::abs(bay) > 1.75f) return diaper(vec2(p.x * 1.4f, p.y * 1.4f), pale) * weather;
  return brick * weather;
}

vec3 sky(vec3 direction) {
  float up = glm::clamp(direction.y, 0.0f, 1.0f);
  vec3 colour = mixed(srgb(0xcfdbdc), srgb(0x7fabd0), ramp(0.0f, 0.35f, up));
  colour = mixed(colour, srgb(0x2f68ab), ramp(0.22f, 0.75f, up));
  vec2 ceiling = vec2(direction.x, direction.z) / (up + 0.12f);
  float cloud = fractal_noise(ceiling * vec2(0.9f, 1.6f) + vec2(4, 1), 6, 412);
  return mixed(colour, srgb(0xf6f0e2), 0.75f * ramp(0.10f, 0.55f, cloud) * ramp(0.06f, 0.3f, up));
}

vec3 shade(vec3 from, vec3 direction) {
  float t = march(world, from, direction, 2, 150);
  if (t >= 150) return sky(direction);
  vec3 p = from + direction * t, n = normal_of(world, p, 0.0008f * t + 0.01f);
  float sun = std::max(0.0f, glm::dot(n, to_sun));
  if (sun > 0) sun *= light_seen(world, p + n * 0.06f, to_sun, 0.15f, 60, 24);
  float open = openness(world, p, n, 2.2f);
  vec3 light = srgb(0xfff0d2) * (2.05f * sun) + srgb(0x8fb4de) * (0.50f * open * (0.6f + 0.4f * n.y)) +
               srgb(0xd9b078) * (0.24f * open * (0.55f - 0.45f * n.y));
  vec3 colour = colour_of(p, n) * light;
  return mixed(colour, srgb(0xbdd0de) * 0.9f, 0.28f * ramp(30, 140, t));
}

}  // namespace

Picture square_at_noon(int long_side_px) {
  int w = std::min(860, long_side_px), h = static_cast<int>(static_cast<float>(w) / aspect);
  vec3 forward = glm::normalize(target - eye), right = glm::normalize(glm::cross(forward, vec3(0, 1, 0))), up = glm::cross(right, forward);
  Picture picture(w, h);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      vec2 s = ((vec2(x, y) + 0.5f) / static_cast<float>(h) - vec2(aspect * 0.5f, 0.5f)) * 0.94f;
      vec3 c = shade(eye, glm::normalize(forward + right * s.x - up * s.y));
      picture.at(x, y) = c / (1.0f + 0.30f * luminance(c)) * 0.92f;
    }
  return paint_in_oil(picture, {.long_side_px = long_side_px, .ground = srgb(0xb08a5c), .seed = 42, .flow = [](vec2 at) {
                                  return at.y > 0.72f ? 0.02f : at.y < 0.4f ? 0.5f * std::sin(at.x * 6 + at.y * 9) : pi * 0.5f;
                                }});
}

}  // namespace enf
