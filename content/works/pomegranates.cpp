// An oil painting: a still life with pomegranates, a copper jug and a blue bowl, by a window's light from the left. The things
// are solids given by their distance; the picture is then painted stroke by stroke.
#include <algorithm>
#include <array>
#include <cmath>

#include "content/noise.h"
#include "content/painter.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float aspect = 1.22f;
const vec3 eye(0.03f, 0.46f, 1.18f), target(0.01f, 0.135f, 0.0f);
const vec3 to_window = glm::normalize(vec3(-0.80f, 0.62f, 0.42f));

struct Fruit {
  vec3 at;
  float radius;
  vec3 crown;  // where its calyx points
};
const std::array<Fruit, 7> fruits = {{{vec3(0.150f, 0.165f, -0.06f), 0.060f, vec3(0.3f, 0.8f, 0.45f)},
                                      {vec3(0.255f, 0.150f, -0.03f), 0.054f, vec3(0.8f, 0.35f, 0.5f)},
                                      {vec3(0.205f, 0.150f, 0.035f), 0.050f, vec3(-0.25f, 0.55f, 0.8f)},
                                      {vec3(0.205f, 0.235f, -0.03f), 0.052f, vec3(-0.5f, 0.75f, 0.35f)},
                                      {vec3(-0.075f, 0.061f, 0.130f), 0.062f, vec3(0.55f, 0.5f, 0.75f)},
                                      {vec3(0.045f, 0.052f, 0.225f), 0.053f, vec3(-0.75f, 0.35f, 0.5f)},
                                      {vec3(-0.33f, 0.056f, 0.06f), 0.057f, vec3(-0.4f, 0.8f, 0.4f)}}};
const vec3 bowl_at(0.205f, 0, -0.02f), jug_at(-0.175f, 0, -0.12f);
const vec3 half_at(-0.215f, 0.052f, 0.205f), half_face = glm::normalize(vec3(0.28f, 0.62f, 0.73f));

float fruit(vec3 p, const Fruit& f) {
  vec3 q = p - f.at, axis = glm::normalize(f.crown);
  float along = glm::dot(q, axis);
  vec3 side = q - axis * along;
  float r = glm::length(side);
  if (glm::length(q) > f.radius * 2.2f) return glm::length(q) - f.radius * 1.6f;
  vec3 u = glm::normalize(glm::cross(axis, vec3(0.31f, 0.2f, 0.93f))), v = glm::cross(axis, u);
  float angle = std::atan2(glm::dot(side, v), glm::dot(side, u));
  float ball = glm::length(q) - f.radius * (1 + 0.022f * std::cos(angle * 6) * glm::smoothstep(0.0f, 0.9f, r / f.radius) + 0.018f * noise(q * 22.0f, 501));
  // The crown: a short open cup with six teeth.
  float h = along - f.radius * 0.92f, reach = f.radius * (0.36f + 0.09f * std::cos(angle * 6));
  float cup = std::max(std::abs(r - f.radius * (0.19f + 0.30f * std::max(0.0f, h / f.radius))) - 0.0022f, std::max(-h - 0.01f, h - reach));
  return smooth_min(ball, cup, 0.010f);
}

float half_fruit(vec3 p) {
  vec3 q = p - half_at;
  float ball = glm::length(q) - 0.062f;
  if (ball > 0.06f) return ball;
  float cut = glm::dot(q, half_face) - 0.004f;
  float shell = std::max(ball, cut);
  // Seeds stand out of the cut face, in chambers.
  vec3 u = glm::normalize(glm::cross(half_face, vec3(0, 1, 0))), v = glm::cross(half_face, u);
  vec2 face(glm::dot(q, u), glm::dot(q, v));
  CellPoint seed = cells(face * 105.0f, 502);
  float chamber = std::abs(std::sin(std::atan2(face.y, face.x) * 3 + 0.5f)) * glm::length(face);
  bool full = glm::length(face) < 0.053f && chamber > 0.0055f;
  float bump = full ? 0.0048f * ramp(0.62f, 0.1f, seed.distance) : -0.002f * ramp(0.054f, 0.050f, glm::length(face));
  return std::max(ball, cut - bump) < shell ? std::max(ball, cut - bump) * 0.7f : shell * 0.7f;
}

float bowl(vec3 p) {
  vec2 q(glm::length(vec2(p.x - bowl_at.x, p.z - bowl_at.z)), p.y);
  if (q.x > 0.3f) return q.x - 0.2f;
  float wall = std::abs(glm::distance(q, vec2(0, 0.215f)) - 0.19f) - 0.0045f;
  wall = std::max(wall, q.y - 0.135f);
  float foot = std::max(std::abs(q.x - 0.062f) - 0.007f, q.y - 0.034f);
  return smooth_min(wall, foot, 0.012f);
}

float jug(vec3 p) {
  vec3 q = p - jug_at;
  vec2 r(glm::length(vec2(q.x, q.z)), q.y);
  if (glm::length(q - vec3(0, 0.2f, 0)) > 0.4f) return glm::length(q - vec3(0, 0.2f, 0)) - 0.3f;
  float radius = 0.052f + 0.062f * std::exp(-std::pow((r.y - 0.135f) / 0.072f, 2.0f)) - 0.016f * ramp(0.20f, 0.27f, r.y) + 0.022f * ramp(0.31f, 0.37f, r.y) + 0.026f * ramp(0.03f, 0.0f, r.y);
  radius += 0.0022f * std::sin(r.y * 210) * ramp(0.02f, 0.0f, std::abs(r.y - 0.225f));
  float body = std::max((r.x - radius) * 0.8f, std::abs(r.y - 0.185f) - 0.185f);
  body = std::max(body, -std::max(r.x - radius + 0.006f, 0.30f - r.y));
  // Handle: part of a ring on the right; spout a small lip.
  vec3 h = q - vec3(0.082f, 0.255f, 0);
  float ring = glm::length(vec2(glm::length(vec2(h.x * 1.1f, h.y * 0.72f)) - 0.068f, h.z)) - 0.0085f;
  ring = std::max(ring, -h.x - 0.030f);
  float knob = glm::length(q - vec3(0.115f, 0.335f, 0)) - 0.014f;
  return smooth_min(body, std::min(ring, knob), 0.012f);
}

float table_height(vec2 at) {
  // A cloth pulled a little together at the left.
  float fold = 0.011f * std::sin(at.x * 26 + at.y * 9 + 2.5f * noise(at * 5.0f, 503)) * ramp(-0.12f, -0.45f, at.x - 0.25f * at.y) +
               0.013f * noise(at * 9.0f, 504) * ramp(0.16f, 0.34f, at.y);
  return fold - 0.35f * std::pow(std::max(0.0f, at.y - 0.40f), 1.4f);
}

float spilled(vec3 p) {
  if (p.y > 0.03f) return p.y - 0.015f;
  float d = 1;
  for (int i = 0; i < 9; ++i) {
    vec2 at(-0.185f + 0.17f * hash_unit(i, 1, 505), 0.275f + 0.085f * hash_unit(i, 2, 505));
    d = std::min(d, ellipsoid_distance(p - vec3(at.x, table_height(at) + 0.0055f, at.y), vec3(0.0072f, 0.0056f, 0.0062f)));
  }
  return d;
}

float leaf(vec3 p) {
  float d = 1;
  const std::array<std::array<vec3, 2>, 3> leaves = {{{vec3(0.115f, 0.052f, 0.205f), vec3(0.205f, 0.018f, 0.255f)}, {vec3(0.105f, 0.058f, 0.195f), vec3(0.180f, 0.030f, 0.175f)},
                                                      {vec3(-0.36f, 0.10f, 0.07f), vec3(-0.44f, 0.070f, 0.13f)}}};
  for (const auto& [a, b] : leaves) {
    vec3 ab = b - a;
    float t = glm::clamp(glm::dot(p - a, ab) / glm::dot(ab, ab), 0.0f, 1.0f);
    vec3 q = p - (a + ab * t) - vec3(0, 0.012f * std::sin(pi * t), 0);
    float width = 0.017f * std::sin(pi * std::pow(t, 0.8f)) + 0.0015f;
    vec3 across = glm::normalize(glm::cross(ab, vec3(0, 1, 0)));
    float s = glm::dot(q, across);
    float beyond = glm::dot(p - (a + ab * t), glm::normalize(ab));
    d = std::min(d, glm::length(vec3(std::max(0.0f, std::abs(s) - width), q.y - 0.3f * std::abs(s), beyond)) - 0.0014f);
  }
  return d;
}

float world(vec3 p) {
  float d = (p.y - table_height(vec2(p.x, p.z))) * 0.85f;
  d = std::min(d, (p.z + 0.62f));
  for (const Fruit& f : fruits) d = std::min(d, fruit(p, f));
  d = std::min(d, std::min(half_fruit(p), std::min(bowl(p), jug(p))));
  return std::min(d, std::min(spilled(p), leaf(p) * 0.8f));
}

struct Surface {
  vec3 colour;
  float gloss = 0.25f;     // strength of the highlight
  float sharpness = 40;
  float metal = 0;
};

Surface surface_of(vec3 p) {
  constexpr float near = 0.0022f;
  if (spilled(p) < near) return {srgb(0x8f1026), 0.9f, 120};
  if (leaf(p) < near * 1.5f) return {srgb(0x4f6a34) * (0.85f + 0.3f * noise(p * 60.0f, 506)), 0.3f, 30};
  if (half_fruit(p) < near) {
    vec3 q = p - half_at;
    float above = glm::dot(q, half_face);
    vec3 u = glm::normalize(glm::cross(half_face, vec3(0, 1, 0))), v = glm::cross(half_face, u);
    vec2 face(glm::dot(q, u), glm::dot(q, v));
    if (above > -0.001f) {
      float chamber = std::abs(std::sin(std::atan2(face.y, face.x) * 3 + 0.5f)) * glm::length(face);
      if (glm::length(face) > 0.053f || chamber < 0.0055f) return {srgb(0xe0bf8a), 0.15f, 20};
      CellPoint seed = cells(face * 105.0f, 502);
      return {mixed(srgb(0xb3142f), srgb(0x5c0718), ramp(0.25f, 0.6f, seed.distance)), 0.9f, 90};
    }
    return {srgb(0xa5382c), 0.3f, 30};
  }
  for (std::size_t i = 0; i < fruits.size(); ++i)
    if (fruit(p, fruits[i]) < near) {
      vec3 q = (p - fruits[i].at) / fruits[i].radius;
      float along = glm::dot(q, glm::normalize(fruits[i].crown));
      float own = static_cast<float>(i) * 7.3f;
      float blush = fractal_noise(q * 1.3f + own, 4, 507);
      vec3 skin = mixed(srgb(0x9c1f23), srgb(0xc4622f), ramp(-0.05f, 0.5f, blush));
      skin = mixed(skin, srgb(0xd9a35a), 0.75f * ramp(0.25f, 0.65f, blush + 0.25f * along));
      skin = mixed(skin, srgb(0x5e1420), ramp(0.0f, -0.5f, blush));
      skin *= 1 + 0.16f * noise(q * 14.0f + own, 508);
      if (along > 1.0f) skin = mixed(skin, srgb(0xb0773c), 0.7f);
      return {skin, 0.42f, 38};
    }
  if (bowl(p) < near) {
    float r = glm::length(vec2(p.x - bowl_at.x, p.z - bowl_at.z)), angle = std::atan2(p.z - bowl_at.z, p.x - bowl_at.x);
    bool inside = r < 0.155f && p.y > 0.06f && glm::distance(vec2(r, p.y), vec2(0, 0.215f)) < 0.19f;
    float band = (p.y - 0.05f) / 0.085f;
    vec3 glaze = srgb(0x2e8fa0);
    if (!inside) {
      float petal = std::abs(std::cos(angle * 9)) * 0.55f + 0.12f;
      glaze = band > 0.86f ? srgb(0x1f3d78) : std::abs(band - petal) < 0.10f ? srgb(0xe9e2d0) : band < petal ? srgb(0x20508f) : srgb(0x3a9aa4);
    }
    return {glaze * (0.92f + 0.15f * noise(p * 40.0f, 509)), 0.8f, 90};
  }
  if (jug(p) < near) return {srgb(0xb8683a) * (0.85f + 0.25f * fractal_noise(p * 18.0f, 4, 510)), 0.9f, 26, 1};
  if (p.z < -0.55f) return {srgb(0x4a3f36) * (0.8f + 0.7f * fractal_noise(vec2(p.x, p.y) * 3.0f, 4, 511)), 0.02f, 10};
  // The cloth: dark green, with a woven band near the table's edge.
  float band = p.z - 0.335f;
  vec3 cloth = srgb(0x3b4a44);
  if (std::abs(band) < 0.026f) {
    float u = p.x * 34 - std::floor(p.x * 34) - 0.5f;
    cloth = std::abs(band) > 0.020f ? srgb(0xc89a48) : std::abs(u) + std::abs(band) * 22 < 0.42f ? srgb(0xd8b878) : srgb(0x8a2a2a);
  }
  return {cloth * (1 + 0.18f * fractal_noise(p * 30.0f, 3, 512)), 0.04f, 8};
}

vec3 shade(vec3 from, vec3 direction, int depth);

vec3 shade(vec3 from, vec3 direction, int depth) {
  float t = march(world, from, direction, depth == 0 ? 0.45f : 0.012f, 3);
  if (t >= 3) return srgb(0x2a2420);
  vec3 p = from + direction * t, n = normal_of(world, p, 0.0012f);
  Surface s = surface_of(p);
  float sun = std::max(0.0f, glm::dot(n, to_window));
  float seen = light_seen(world, p + n * 0.002f, to_window, 0.006f, 1.2f, 7);
  float open = openness(world, p, n, 0.09f);
  vec3 lamp = srgb(0xfff1da) * 2.6f;
  vec3 light = lamp * (sun * seen) + srgb(0x6f7f92) * (0.26f * open * (0.7f + 0.3f * n.y)) + srgb(0xa8683c) * (0.13f * open * (0.5f + 0.5f * n.x));
  vec3 h = glm::normalize(to_window - direction);
  float spark = std::pow(std::max(0.0f, glm::dot(n, h)), s.sharpness) * s.gloss * seen;
  vec3 colour = s.colour * light * (1 - 0.75f * s.metal) + lamp * spark * mixed(vec3(0.5f), s.colour, s.metal);
  if (depth == 0 && s.gloss > 0.7f) {
    vec3 mirrored = glm::reflect(direction, n);
    float edge = 0.05f + 0.5f * std::pow(1 - std::max(0.0f, -glm::dot(n, direction)), 4.0f);
    vec3 seen_there = shade(p + n * 0.002f, mirrored, 1);
    colour += mixed(vec3(edge), s.colour * 1.15f, s.metal) * seen_there * (s.metal > 0 ? 0.95f : 1.0f);
  }
  // The wall falls into shade towards the right and upwards.
  if (p.z < -0.55f) colour *= 0.55f + 0.9f * ramp(0.5f, -0.6f, p.x + 0.6f * p.y - 0.2f);
  return colour;
}

}  // namespace

Picture pomegranates(int long_side_px) {
  int w = std::min(800, long_side_px), h = static_cast<int>(static_cast<float>(w) / aspect);
  vec3 forward = glm::normalize(target - eye), right = glm::normalize(glm::cross(forward, vec3(0, 1, 0))), up = glm::cross(right, forward);
  Picture picture(w, h);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      vec2 s = ((vec2(x, y) + 0.5f) / static_cast<float>(h) - vec2(aspect * 0.5f, 0.5f)) * 0.62f;
      vec3 c = shade(eye, glm::normalize(forward + right * s.x - up * s.y), 0);
      picture.at(x, y) = c / (1.0f + 0.35f * luminance(c));
    }
  return paint_in_oil(picture, {.long_side_px = long_side_px, .ground = srgb(0x5a3c28), .seed = 43, .flow = [](vec2 at) {
                                  return at.y < 0.45f ? 0.9f + 0.6f * std::sin(at.x * 4) : 0.1f;
                                }});
}

}  // namespace enf
