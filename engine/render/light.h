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

// Lux on a surface at `point` with this normal, without shadows: I cos / d^2 (the photometric distance law).
float illuminance(const SpotItem& spot, vec3 point, vec3 normal);

// The most the spot can give anywhere in the box, in lux, whatever the surface's direction; 0 if the box lies outside
// its cone or range.
float illuminance_bound(const SpotItem& spot, const Box& box);

// Those of `candidates` (indices into `spots`) that light the box, strongest first, at most `budget`.
std::vector<std::uint32_t> spots_for(std::span<const SpotItem> spots, std::span<const std::uint32_t> candidates,
                                     const Box& box, std::uint32_t budget);

}  // namespace enf
