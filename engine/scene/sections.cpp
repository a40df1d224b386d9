#include "engine/scene/sections.h"

#include <cmath>

namespace enf {

void curve_to(Section& section, float out, float up, float bulge, int steps, float open) {
  SectionPoint from = section.back();
  // A quadratic arc whose control point lies on one or the other corner of the box between the two points.
  vec2 p0(from.out, from.up), p2(out, up);
  vec2 corner_a(p2.x, p0.y), corner_b(p0.x, p2.y);
  // The surface lies to the right of the direction of travel; the bulging corner is the one on that side.
  vec2 d = p2 - p0;
  vec2 right(d.y, -d.x);
  bool a_is_outside = glm::dot(corner_a - p0, right) > 0;
  vec2 control = (bulge > 0) == a_is_outside ? corner_a : corner_b;
  control = glm::mix((p0 + p2) * 0.5f, control, std::abs(bulge));
  for (int i = 1; i <= steps; ++i) {
    float t = static_cast<float>(i) / static_cast<float>(steps);
    vec2 p = p0 * ((1 - t) * (1 - t)) + control * (2 * t * (1 - t)) + p2 * (t * t);
    section.push_back({p.x, p.y, from.open + (open - from.open) * t});
  }
}

Section skirting_section(float height, float depth) {
  Section s{{depth, 0, 0.75f}, {depth, height - 0.055f}};
  curve_to(s, depth * 0.55f, height - 0.022f, -1, 4, 0.9f);
  curve_to(s, depth * 0.42f, height, 1, 3);
  s.push_back({0, height});
  return s;
}

Section picture_rail_section() {
  Section s{{0, 0, 0.7f}, {0.012f, 0, 0.8f}};
  curve_to(s, 0.034f, 0.024f, 1, 4);
  s.push_back({0.034f, 0.034f});
  curve_to(s, 0.018f, 0.05f, -1, 3, 0.85f);
  s.push_back({0.018f, 0.058f, 0.85f});
  s.push_back({0, 0.058f, 0.7f});
  return s;
}

Section cornice_section(float drop, float reach) {
  Section s{{0, -drop, 0.85f}, {0.018f, -drop}, {0.018f, -drop + 0.035f, 0.9f}, {0.03f, -drop + 0.035f, 0.8f}};
  curve_to(s, reach * 0.62f, -0.07f, -1, 7, 0.85f);
  s.push_back({reach * 0.62f, -0.055f, 0.8f});
  s.push_back({reach * 0.72f, -0.055f, 0.85f});
  curve_to(s, reach, -0.018f, 1, 5, 0.95f);
  s.push_back({reach, 0, 0.8f});
  return s;
}

Section architrave_section(float width, float depth) {
  // From the outer edge at the wall up to the front, then inwards to the opening and back to the wall's plane.
  Section s{{width, 0, 0.75f}, {width, depth}, {width * 0.84f, depth}};
  curve_to(s, width * 0.66f, depth * 0.62f, -1, 4, 0.85f);
  s.push_back({width * 0.3f, depth * 0.56f});
  s.push_back({width * 0.27f, depth * 0.44f, 0.8f});
  s.push_back({0, depth * 0.44f});
  s.push_back({0, 0});
  return s;
}

Section field_rim_section(float rise) {
  // Seen from below: down-facing lip, then the inner face rising into the field.
  Section s{{-0.1f, 0, 0.85f}, {-0.1f, -0.02f}, {-0.07f, -0.02f}};
  curve_to(s, -0.03f, -0.045f, 1, 4);
  s.push_back({0, -0.045f});
  s.push_back({0, rise * 0.55f, 0.8f});
  curve_to(s, 0.05f, rise, -1, 5, 0.65f);
  return s;
}

}  // namespace enf
