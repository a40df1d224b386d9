#include "content/embroidery.h"

#include <algorithm>

namespace enf {

void embroider_rosette(Embroidery& e, vec2 middle, float radius, int petals, const std::vector<Ring>& rings, float turn) {
  e.work(middle, radius * 1.15f, [&](vec2 p) -> std::optional<Stitch> {
    float r = glm::length(p), angle = std::atan2(p.y, p.x);
    float wave = std::abs(std::cos((angle - turn) * static_cast<float>(petals) * 0.5f));
    for (std::size_t i = rings.size(); i-- > 0;) {
      const Ring& ring = rings[i];
      float edge = radius * (ring.radius - ring.scallop * (1 - wave * wave));
      float inner = i + 1 < rings.size() ? radius * (rings[i + 1].radius - rings[i + 1].scallop * (1 - wave * wave)) : 0;
      if (r > edge || r < inner) continue;
      vec2 out = r > 1e-4f ? p / r : vec2(1, 0), round(-out.y, out.x);
      if (ring.radial) return Stitch{ring.silk, r, angle * radius * ring.radius * 0.85f, out};
      return Stitch{ring.silk, angle * r, edge - r, round};
    }
    return std::nullopt;
  });
}

void embroider_leaf(Embroidery& e, vec2 base, vec2 tip, float width, float bend, vec3 left, vec3 right, vec3 outline) {
  float length = glm::distance(base, tip);
  vec2 axis = (tip - base) / length, side(-axis.y, axis.x);
  vec2 middle = (base + tip) * 0.5f;
  e.work(middle, length * 0.6f + width + std::abs(bend), [&](vec2 p) -> std::optional<Stitch> {
    vec2 q = p + middle - base;
    float t = glm::dot(q, axis) / length, s = glm::dot(q, side);
    if (t <= 0 || t >= 1) return std::nullopt;
    s -= bend * std::sin(pi * t);
    float half = width * std::pow(t, 0.55f) * std::pow(1 - t, 0.8f) * 1.75f;
    if (std::abs(s) > half) return std::nullopt;
    vec3 colour = std::abs(s) > half - 0.5f ? outline : s < 0 ? left : right;
    vec2 along = glm::normalize(axis + side * (bend * pi / length * std::cos(pi * t)));
    return Stitch{colour, t * length, s, along};
  });
}

void embroider_stem(Embroidery& e, const std::vector<vec2>& curve, float width, vec3 silk) {
  float along = 0;
  constexpr int steps = 60;
  vec2 last = curve_through(curve, 0);
  for (int i = 1; i <= steps; ++i) {
    vec2 next = curve_through(curve, static_cast<float>(i) / steps), d = next - last;
    float length = glm::length(d);
    if (length < 1e-4f) continue;
    vec2 axis = d / length, side(-axis.y, axis.x);
    e.work((last + next) * 0.5f, length * 0.5f + width, [&](vec2 p) -> std::optional<Stitch> {
      float t = glm::dot(p, axis), s = glm::dot(p, side);
      if (std::abs(t) > length * 0.5f + 0.08f || std::abs(s) > width * 0.5f) return std::nullopt;
      return Stitch{silk, along + t, s + width * 0.5f, axis};
    });
    along += length;
    last = next;
  }
}

void embroider_blossom(Embroidery& e, vec2 c, float radius, vec3 petal, vec3 heart) {
  embroider_rosette(e, c, radius, 8, {{1.0f, silk::wine, 0.16f, false}, {0.90f, petal, 0.15f, true}, {0.48f, silk::cream, 0.04f, false}, {0.40f, silk::indigo, 0.02f, false}, {0.26f, heart, 0, false}}, 0);
}

}  // namespace enf
