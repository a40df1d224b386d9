// Owns: what a renderer is made with, what one picture is asked for, and what it cost.
// Must not know: Vulkan's types.
// Called by: hosts, the CLI, tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "engine/scene/render_scene.h"
#include "engine/stream/streamer.h"

namespace enf {

struct RenderSettings {
  std::uint32_t width = 1280, height = 720;
  std::uint32_t samples = 4;          // 1 or 4, capped to what the device can do
  std::uint32_t light_budget = 8;     // spots a thing is lit by, strongest first; 0: as many as a draw can take (16)
  bool small_pipelines = false;       // 4, 8 or 16 lights a draw, some of them dark, in a loop: slower, but there are
                                      // fewer pipelines, of which a driver may keep megabytes each, and less of each
  bool shadows = true;                // cached soft shadows of the spots that cast them
  std::uint32_t shadow_texels = 512;  // a side of a cached shadow map
  std::uint32_t shadow_maps = 64;     // kept at most (8 bytes a texel); spots beyond are fully lit
  std::uint32_t redrawn_shadows = 0;  // the first so many spots get 1024 x 1024 shadows drawn anew each frame,
                                      // other spots none (a bench's rule)
  std::uint32_t bands = 1;                 // the picture is drawn in so many parts, one below the other, and its samples
                                           // take so much less memory; it stays the same
  std::uint32_t finish_mips_left_out = 0;  // 1: the finishes of rooms and furniture at half their resolution
  bool finest = false;                     // no levels of detail: the finest of everything (reference pictures)
  std::filesystem::path cache_folder;      // for the driver's compiled pipelines; empty: not kept
  StreamerDesc stream;
};

// The settings of a machine that may spend so much memory on tiles, meshes and shadow maps: what a kiosk runs with.
RenderSettings within(RenderSettings settings, std::uint64_t budget_bytes);
constexpr std::uint64_t kiosk_budget_bytes = 256ull << 20;

// A bitmap of the interface over the picture: straight alpha, first row on top, sRGB.
struct OverlayQuad {
  std::shared_ptr<const ImageData> bitmap;
  vec2 position_px{0};  // upper left corner
  vec2 size_px{0};      // 0: the bitmap's own
  vec4 tint{1};         // rgb multiplies, a is opacity
};

struct DrawOptions {
  float exposure_lx = 0;   // a white sheet at this illuminance is just white; 0: that of the room the eye is in
  vec3 background{0.02f};  // linear, where there is nothing
  std::span<const OverlayQuad> overlay;
  bool wait_for_streaming = false;  // stills: draw with everything that is wanted, however long it takes to load
};

// What the last picture took.
struct FrameStats {
  std::uint32_t draws = 0;
  std::uint64_t triangles = 0;
  std::uint32_t lights_max = 0;   // most spots evaluated for one draw
  std::uint32_t rooms = 0;        // drawn
  std::uint32_t shadow_maps = 0;  // drawn in this frame
  std::uint32_t probes = 0;       // drawn in this frame
  std::uint32_t stand_ins = 0;    // parts of pictures drawn in their mean colour: not even the coarsest tile is there
  std::uint32_t holes = 0;        // meshes not drawn, of which nothing is there
  bool complete = true;           // everything wanted was there, in the detail wanted
  bool light_is_due = false;      // the next frame draws shadow maps or probes, or sees if what has arrived asks for it
};

}  // namespace enf
