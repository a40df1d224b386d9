// Owns: how a scene becomes an oil painting: layers of bristle strokes over a toned canvas, lit across their relief.
// Must not know: what the scene shows.
// Called by: the generators of paintings, each on one thread.
#pragma once

#include <cstdint>
#include <functional>

#include "content/picture.h"

namespace enf {

struct OilPainting {
  int long_side_px = 2400;
  vec3 ground{0.25f, 0.16f, 0.10f};  // linear; the toned priming that shows between strokes
  std::uint32_t seed = 1;
  // Where the scene itself gives no direction, strokes follow this angle (radians, at 0..1 across and down).
  std::function<float(vec2 at)> flow = [](vec2) { return 0.0f; };
};

// Paints the scene after Hertzmann, "Painterly Rendering with Curved Brush Strokes of Multiple Sizes" (1998): from large
// brushes to small, a stroke wherever the canvas still differs from the scene, bent along the scene's edges.
Picture paint_in_oil(const Picture& scene, const OilPainting& how);

// The same scene for a wall-filling canvas: composed at `how.long_side_px`, then every stroke is laid again `magnified` times
// as large, hair by hair, wherever the picture is looked at.
VastPicture paint_in_oil_vast(const Picture& scene, const OilPainting& how, float magnified);

// A scene given by its colour at every place: x from 0 to `aspect`, y from 0 to 1 downwards.
template <class ColourAt>
Picture composed(float aspect, int width_px, ColourAt colour_at) {
  Picture scene(width_px, static_cast<int>(std::lround(static_cast<float>(width_px) / aspect)));
  for (int y = 0; y < scene.height(); ++y)
    for (int x = 0; x < scene.width(); ++x)
      scene.at(x, y) = glm::clamp(colour_at(vec2(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f) / static_cast<float>(scene.height())), vec3(0.002f), vec3(1));
  return scene;
}

// Sphere tracing for scenes given by a distance (Hart 1996): the distance along the ray to the surface, or `far`.
template <class Distance>
float march(const Distance& distance, vec3 from, vec3 direction, float near, float far) {
  float t = near;
  for (int i = 0; i < 110 && t < far; ++i) {
    float d = distance(from + direction * t);
    if (d < 0.0006f * t + 0.0004f) return t;
    t += d * 0.9f;
  }
  return t < far ? t : far;
}

template <class Distance>
vec3 normal_of(const Distance& distance, vec3 p, float e) {
  return glm::normalize(vec3(distance(p + vec3(e, 0, 0)) - distance(p - vec3(e, 0, 0)), distance(p + vec3(0, e, 0)) - distance(p - vec3(0, e, 0)),
                             distance(p + vec3(0, 0, e)) - distance(p - vec3(0, 0, e))));
}

// How much of a lamp of some width is seen along the ray (Quilez): 0 shadow, 1 open. Larger `hardness`, sharper edge.
template <class Distance>
float light_seen(const Distance& distance, vec3 from, vec3 direction, float near, float far, float hardness) {
  float seen = 1, t = near;
  for (int i = 0; i < 48 && t < far; ++i) {
    float d = distance(from + direction * t);
    seen = glm::min(seen, hardness * d / t);
    if (seen < 0.005f) return 0;
    t += glm::clamp(d, near * 0.5f, far * 0.1f);
  }
  return seen * seen * (3 - 2 * seen);
}

// Openness of the surface to its surroundings within `reach`.
template <class Distance>
float openness(const Distance& distance, vec3 p, vec3 normal, float reach) {
  float closed = 0, weight = 1;
  for (int i = 1; i <= 5; ++i) {
    float h = reach * static_cast<float>(i) / 5;
    closed += weight * (h - distance(p + normal * h)) / h;
    weight *= 0.7f;
  }
  return glm::clamp(1 - 0.36f * closed, 0.0f, 1.0f);
}

}  // namespace enf
