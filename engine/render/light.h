// Owns: what a spot gives where, and which spots matter for a thing; the CPU side of shaders/shade.glsl.
// Must not know: Vulkan.
// Called by: the renderer when a scene is set, tests; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/geometry/shapes.h"
#include "engine/scene/render_scene.h"

namespace enf {

// A spot's falloff across its cone: with c the cosine of the angle off the axis and t = clamp(scale c + offset, 0, 1),
// intensity = min(t^2 (a + b t + d t^2), 1) of the axis' intensity: smooth, and six operations a pixel.
struct ConeCurve {
  float scale = 0, offset = 1;
  float a = 1, b = 0, d = 0;
  float cos_end = -1;  // no light beyond
};
// A luminaire's factors are solved so that it is 1 on the axis, exactly a half at the beam's edge and a tenth at the
// field's, and ends with zero slope where 1 - c is 1.5 times the field edge's (a 40 degree field ends at 49). Beams and
// fields that no such curve fits (a field narrower than 1.12 or wider than 2.4 times the beam) are moved to the nearest
// that does, keeping the beam. A ramp is clamp((c - outer) / (inner - outer))^2, as KHR_lights_punctual recommends.
ConeCurve cone_of(const SpotItem& spot);
// 0..1 at this cosine.
float cone_at(const ConeCurve& cone, float cosine);

// Whether its light fades to nothing at its range, by 1 - (d / range)^4, as KHR_lights_punctual recommends. That of a
// luminaire goes on; its range is where it no longer matters.
bool fades(const SpotItem& spot);

// Lux on a surface at `point` with this normal, without shadows: I cos / d^2 (the photometric distance law), and the
// fading.
float illuminance(const SpotItem& spot, vec3 point, vec3 normal);

// Where a thing is and, if it is one flat surface, in which plane it lies; a normal of 0: it looks every way.
struct LitPlace {
  Box box;
  Plane flat{vec3(0), 0};
};

// The most the spot can give anywhere in the place, in lux; 0 if that lies outside its cone or range or looks away from
// it. For what is not flat, whatever the surface's direction.
float illuminance_bound(const SpotItem& spot, const LitPlace& place);

// Those of `candidates` (indices into `spots`) that light the place, strongest first, at most `budget`.
std::vector<std::uint32_t> spots_for(std::span<const SpotItem> spots, std::span<const std::uint32_t> candidates,
                                     const LitPlace& place, std::uint32_t budget);

}  // namespace enf
