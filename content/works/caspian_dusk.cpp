// An oil painting: the Caspian off Absheron at dusk. A low sun behind bars of cloud, wooden derricks standing in shallow water,
// a fishing boat coming in, wet sand with the sky in it. The scene is a formula of the place in the picture; then it is
// painted stroke by stroke.
#include <cmath>

#include "content/noise.h"
#include "content/painter.h"
#include "content/works.h"

namespace enf {
namespace {

constexpr float aspect = 1.5f, horizon = 0.56f;
const vec2 sun(0.43f, 0.535f);

float segment(vec2 p, vec2 a, vec2 b) {
  vec2 d = b - a;
  return glm::distance(p, a + d * glm::clamp(glm::dot(p - a, d) / glm::dot(d, d), 0.0f, 1.0f));
}

// p: x 0..1.5, y 0 at the top.
vec3 sky(vec2 p) {
  float up = glm::clamp((horizon - p.y) / horizon, 0.0f, 1.0f);
  float to_sun = glm::distance(p * vec2(0.75f, 1.35f), sun * vec2(0.75f, 1.35f));
  vec3 colour = mixed(srgb(0xe9b45f), srgb(0xd98f63), ramp(0.0f, 0.16f, up));
  colour = mixed(colour, srgb(0xa47f86), ramp(0.10f, 0.36f, up));
  colour = mixed(colour, srgb(0x5f6f8f), ramp(0.30f, 0.68f, up));
  colour = mixed(colour, srgb(0x364766), ramp(0.6f, 1.05f, up));
  colour += srgb(0xffc669) * 0.75f * std::exp(-to_sun * 8.0f) + srgb(0xf08a45) * 0.22f * std::exp(-to_sun * 2.6f);
  // Clouds lie in a ceiling seen from below: they flatten and crowd towards the horizon.
  float depth = 0.35f / (up + 0.10f);
  vec2 ceiling((p.x - 0.6f) * depth * 1.3f, depth * 2.6f);
  float body = fractal_noise(ceiling + 0.8f * vec2(noise(ceiling * 0.7f, 301), noise(ceiling * 0.7f, 302)), 6, 303);
  float bars = fractal_noise(vec2(p.x * 2.0f, up * 15 + 0.35f * std::sin(p.x * 3)), 4, 304);
  float cover = ramp(-0.06f, 0.30f, body * 1.1f + 0.32f * bars * ramp(0.6f, 0.1f, up));
  float thin = ramp(0.0f, 0.5f, cover) * ramp(1.0f, 0.55f, cover);  // lit rims
  vec3 shaded = mixed(srgb(0x6d5a68), srgb(0x46506c), up), glowing = mixed(srgb(0xf7b765), srgb(0xd98b7b), ramp(0.0f, 0.7f, up));
  float near_sun = std::exp(-to_sun * 1.9f);
  colour = mixed(colour, mixed(shaded, glowing, 0.22f + 0.5f * near_sun), cover * 0.82f);
  colour += glowing * thin * (0.12f + 0.55f * near_sun);
  // The sun itself, cut by a bar.
  float disc = glm::distance(p, sun);
  float bar = ramp(0.004f, 0.010f, std::abs(p.y - sun.y - 0.004f - 0.003f * std::sin(p.x * 60)));
  colour = mixed(colour, srgb(0xfff0c4) * 1.25f, ramp(0.030f, 0.026f, disc) * mixed(0.35f, 1.0f, bar));
  return colour;
}

// A wooden derrick: four leaning legs, cross braces, a crown block; distance in its own heights.
float derrick(vec2 p, vec2 foot, float size) {
  vec2 q = (p - foot) / size;
  q.y = -q.y;
  if (q.y < -0.05f || q.y > 1.12f || std::abs(q.x) > 0.35f) return 1;
  float d = 1;
  auto half = [](float y) { return mixed(0.21f, 0.055f, y); };
  for (float s : {-1.0f, 1.0f}) {
    d = std::min(d, segment(q, vec2(s * half(0), 0), vec2(s * half(1), 1)));
    d = std::min(d, segment(q, vec2(s * half(0) * 0.45f, 0), vec2(s * half(1) * 0.45f, 1)) + 0.003f);
  }
  for (int i = 0; i < 6; ++i) {
    float a = static_cast<float>(i) / 6, b = static_cast<float>(i + 1) / 6;
    d = std::min(d, segment(q, vec2(-half(a), a), vec2(half(a), a)) + 0.002f);
    d = std::min(d, std::min(segment(q, vec2(-half(a), a), vec2(half(b), b)), segment(q, vec2(half(a), a), vec2(-half(b), b))) + 0.004f);
  }
  d = std::min(d, std::max(std::abs(q.x) - 0.075f, std::abs(q.y - 1.04f) - 0.05f));
  d = std::min(d, std::max(std::abs(q.x + 0.02f) - 0.27f, std::abs(q.y - 0.015f) - 0.035f));  // its platform
  if (q.x > 0.05f && q.y < 0.2f && q.y > 0) d = std::min(d, std::max(std::abs(q.x - 0.17f) - 0.09f, q.y - 0.15f - 0.25f * (0.17f - q.x)));
  return d * size;
}

float boat(vec2 p, vec2 at, float size) {
  vec2 q = (p - at) / size;
  float keel = 0.16f - 0.16f * std::pow(std::abs(q.x + 0.04f) / 0.62f, 2.4f);
  float hull = std::max(q.y - keel, -(q.y + 0.05f * q.x * q.x * 3 + 0.02f + 0.10f * ramp(0.35f, 0.6f, q.x)));
  if (std::abs(q.x) > 0.62f) hull = 1;
  float mast = segment(q, vec2(-0.02f, 0), vec2(0.03f, -1.12f)) - 0.012f;
  float people = 1;
  for (float x : {-0.30f, -0.20f, 0.26f}) {
    people = std::min(people, segment(q, vec2(x, 0), vec2(x + 0.02f, -0.13f)) - 0.035f);
    people = std::min(people, glm::distance(q, vec2(x + 0.025f, -0.20f)) - 0.030f);
  }
  return std::min(std::min(hull, mast), people) * size;
}

// The lateen sail; negative inside.
float sail(vec2 p, vec2 at, float size) {
  vec2 q = (p - at) / size;
  vec2 a(-0.42f, -0.20f), b(0.30f, -1.18f), c(0.40f, -0.14f);
  auto half_plane = [&](vec2 u, vec2 v) { return ((v.x - u.x) * (q.y - u.y) - (v.y - u.y) * (q.x - u.x)) / glm::distance(u, v); };
  float belly = 0.09f * std::sin(pi * glm::clamp((q.y + 1.18f) / 1.04f, 0.0f, 1.0f));
  return std::max(std::max(-half_plane(a, b) - 0.0f, -half_plane(b, c) - belly), -half_plane(c, a)) * size;
}

struct Derrick {
  vec2 foot;
  float size, haze;
};
constexpr Derrick derricks[] = {{vec2(0.10f, 0.592f), 0.335f, 0.10f}, {vec2(0.285f, 0.580f), 0.20f, 0.34f}, {vec2(0.205f, 0.571f), 0.13f, 0.5f},
                                {vec2(0.375f, 0.567f), 0.095f, 0.62f}, {vec2(0.62f, 0.564f), 0.062f, 0.7f}, {vec2(0.69f, 0.563f), 0.05f, 0.76f},
                                {vec2(0.55f, 0.563f), 0.042f, 0.8f}};
const vec2 boat_at(1.02f, 0.655f);
constexpr float boat_size = 0.21f;

// What stands above the water, over what lies behind it. Used a second time, upside down, for reflections.
vec3 standing(vec2 p, vec3 behind) {
  vec3 colour = behind;
  // The headland of the right shore, two hills deep, with a few lamps.
  float far_hill = horizon - 0.020f - 0.045f * ramp(0.75f, 1.35f, p.x) - 0.012f * fractal_noise(vec2(p.x * 6, 1), 4, 305);
  float near_hill = horizon - 0.080f * ramp(1.08f, 1.5f, p.x) - 0.010f * fractal_noise(vec2(p.x * 13, 2), 4, 306) + 0.008f;
  bool land = p.y < horizon + 0.003f;
  if (land && p.y > far_hill && p.x > 0.72f) colour = mixed(srgb(0x6b5f76), behind, 0.30f);
  if (land && p.y > near_hill && p.x > 1.0f) {
    colour = srgb(0x463f55) * (0.9f + 0.25f * fractal_noise(p * 30.0f, 3, 307));
    vec2 lamp = vec2(p.x * 45, p.y * 110);
    if ((cells(lamp, 308).id & 3u) == 0 && cells(lamp, 308).distance < 0.16f && p.y > near_hill + 0.012f) colour = srgb(0xffd48a) * 0.9f;
  }
  for (const Derrick& d : derricks) {
    float distance = derrick(p, d.foot, d.size);
    vec3 timber = mixed(srgb(0x2b2328), behind, d.haze * 0.8f);
    colour = mixed(colour, timber, ramp(0.0030f, 0.0008f, distance - 0.0026f * d.size / 0.3f));
  }
  vec2 q = (p - boat_at) / boat_size;
  float cloth = sail(p, boat_at, boat_size);
  if (cloth < 0) {
    float seams = 0.05f * std::sin((q.x + q.y * 0.25f) * 42);
    colour = mixed(srgb(0x8a5f52), srgb(0xd99a68), ramp(0.3f, -0.35f, q.x)) * (0.82f + seams + 0.16f * fractal_noise(q * 3.0f, 3, 309)) * (0.85f + 0.25f * ramp(-0.1f, -0.9f, q.y));
  }
  float wood = boat(p, boat_at, boat_size);
  if (wood < 0.0008f) colour = mixed(srgb(0x241d22), srgb(0x6a4034), ramp(0.02f, -0.02f, q.y) * ramp(0.1f, -0.4f, q.x));
  return colour;
}

vec3 sea(vec2 p) {
  float down = (p.y - horizon) / (1 - horizon);  // 0 horizon, 1 near
  float distance = 1 / (down + 0.035f);
  vec2 surface((p.x - 0.75f) * distance * 0.9f, distance * 2.4f);
  float swell = noise(surface * vec2(1.2f, 2.4f), 310) + 0.6f * noise(surface * vec2(2.7f, 6.0f), 311) + 0.35f * noise(surface * vec2(7.0f, 15.0f), 312);
  float tilt = swell * (0.35f + 0.3f * down);
  vec2 mirrored(p.x + 0.006f * swell + 0.01f * tilt, horizon - (p.y - horizon) * (0.9f + 0.2f * down) - 0.055f * tilt);
  vec3 reflected = standing(mirrored, sky(glm::max(mirrored, vec2(-1, 0.01f))));
  vec3 deep = mixed(srgb(0x51606e), srgb(0x22384a), ramp(0.0f, 0.8f, down));
  float facing = glm::clamp(0.80f - 0.45f * down + 0.22f * tilt, 0.15f, 0.95f);
  vec3 colour = mixed(deep, reflected, facing);
  // The sun's road.
  float road = std::exp(-std::pow((p.x - sun.x - 0.015f * swell) / (0.022f + 0.10f * down), 2.0f));
  colour += srgb(0xffc877) * road * ramp(0.15f, 0.9f, swell + 0.35f) * 0.9f * (1 - 0.5f * down);
  return colour;
}

vec3 scene(vec2 p) {
  if (p.y < horizon) return standing(p, sky(p));
  vec3 colour = sea(p);
  // The shore: a wet curve of sand, thin foam, stones.
  float edge = 0.895f + 0.055f * std::sin(p.x * 2.3f + 0.9f) + 0.012f * fractal_noise(vec2(p.x * 5, 3), 3, 313);
  float into = p.y - edge;
  if (into > -0.05f) {
    float wave = 0.010f * noise(vec2(p.x * 7, 1), 314);
    float foam = ramp(0.011f, 0.002f, std::abs(into + wave)) + 0.7f * ramp(0.007f, 0.001f, std::abs(into + 0.030f + wave * 1.6f));
    foam *= ramp(-0.5f, 0.3f, fractal_noise(p * vec2(30, 55), 3, 315));
    vec2 mirrored(p.x, 2 * horizon - p.y + 0.1f);
    vec3 wet = mixed(srgb(0x5a463c), sky(glm::clamp(mirrored, vec2(0), vec2(2, 0.5f))), 0.42f * ramp(0.10f, 0.0f, into));
    vec3 sand = mixed(wet, srgb(0x54413a), ramp(0.02f, 0.12f, into)) * (1 + 0.30f * fractal_noise(p * vec2(16, 42), 5, 316));
    colour = mixed(colour, sand, ramp(-0.006f, 0.006f, into + wave));
    colour = mixed(colour, srgb(0xf1c9a2), glm::clamp(foam, 0.0f, 0.85f));
  }
  CellPoint stone = cells(vec2(p.x * 11, p.y * 24), 317);
  float size = 0.20f + 0.22f * static_cast<float>(stone.id & 255u) / 255;
  if (p.y > edge + 0.01f && stone.distance < size && (stone.id >> 8) % 3 == 0) {
    float top = ramp(size, 0.0f, stone.distance);
    colour = mixed(srgb(0x2a2427), srgb(0x7a5c50), top * ramp(0.8f, -0.5f, noise(p * vec2(40, 60), 318)));
  }
  // The boat and the near derricks reach below the horizon.
  return standing(p, colour);
}

}  // namespace

Picture caspian_dusk(int long_side_px) {
  int w = std::min(1200, long_side_px), h = static_cast<int>(static_cast<float>(w) / aspect);
  Picture picture(w, h);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      vec3 c = scene((vec2(x, y) + 0.5f) / static_cast<float>(h));
      picture.at(x, y) = c / (1.0f + 0.22f * luminance(c));
    }
  return paint_in_oil(picture, {.long_side_px = long_side_px, .ground = srgb(0x8a5a3c), .seed = 41, .flow = [](vec2 at) {
                                  return at.y > horizon ? 0.04f : 0.28f * std::sin(at.x * 5 + at.y * 3);
                                }});
}

}  // namespace enf
