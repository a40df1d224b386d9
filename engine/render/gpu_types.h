// Owns: the layout of what the shaders read (shaders/frame.glsl and others), byte for byte.
// Must not know: who fills it.
// Called by: the renderer's passes.
#pragma once

#include <array>
#include <cstdint>

#include "engine/geometry/math.h"

namespace enf {

constexpr std::uint32_t max_lights_a_draw = 16;

struct GpuFrame {
  mat4 view_projection{1};
  vec4 eye{0};
  vec4 exposure{0};
};
static_assert(sizeof(GpuFrame) == 96);

struct GpuLight {
  vec4 position{0}, towards{0, 1, 0, 0}, colour{0}, cone{0}, right{0}, up{0};
};
struct GpuLights {
  std::array<GpuLight, max_lights_a_draw> light;
};
static_assert(sizeof(GpuLights) == 1536);

struct GpuRoom {
  std::array<vec4, 9> ambient{};
  vec4 laylight{0}, probe{0}, box_low{-1e4f}, box_high{1e4f};
  std::array<vec4, 3> padding{};  // blocks lie at multiples of 256 bytes, which suits every device
};
static_assert(sizeof(GpuRoom) == 256);

struct GpuMaterial {
  vec4 base_colour{1}, emissive{0}, surface{0, 1, 1, 0.5f}, coat{0};
  std::array<vec4, 10> transform{};
};
static_assert(sizeof(GpuMaterial) == 224);

// Push constants of surfaces and pictures (a picture's rows are its corner, right and down).
struct GpuDraw {
  std::array<vec4, 3> row{};
  vec4 uv{1, 1, 0, 0};
  vec4 light_u{0}, light_v{0};
};
static_assert(sizeof(GpuDraw) == 96);

struct GpuDepthDraw {
  mat4 to_clip{1};
  vec4 uv{1, 1, 0, 0};
};
static_assert(sizeof(GpuDepthDraw) == 80);

struct GpuShadowFilter {
  float near_m = 0, far_m = 0, tangent = 1, source_radius_m = 0, warp_per_m = 0, warp_zero_m = 0, texels = 0,
        result_texels = 0;
};

struct GpuPatch {
  vec4 where{0, 0, 1, 1}, texels{0.5f, 0.5f, 0.5f, 0.5f};
  vec4 tint{1};
  float tile = 0;
};
static_assert(sizeof(GpuPatch) == 52);

struct GpuQuad {
  vec4 rect{0}, source{0, 0, 1, 1}, tint{1};
};

}  // namespace enf
