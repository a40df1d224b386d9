// Owns: which tiles a picture is drawn from, seen from where the camera is.
// Must not know: Vulkan, what is resident.
// Called by: the renderer each frame, tests; any thread.
#pragma once

#include <vector>

#include "engine/geometry/shapes.h"
#include "engine/package/pyramid.h"
#include "engine/scene/render_scene.h"

namespace enf {

// One tile to draw, and which part of it lies on the picture.
struct Patch {
  std::uint32_t level = 0, x = 0, y = 0;  // one more than the coarsest level: the picture's miniature
  vec4 where{0, 0, 1, 1};                 // in the picture: left, top, right, bottom, 0..1
  vec2 tile_end{1};    // the tile's own coordinates at the right and bottom, 1 but at the picture's edge
  float texel_px = 0;  // size of one of its texels on screen, in pixels
};

struct PatchView {
  vec3 eye{0};
  Frustum frustum;
  float focal_px = 1000;     // pixels that a metre at one metre takes
  float texel_limit_px = 1;  // a tile is replaced by its four children while its texels look larger than this
};

// Appends the picture's patches: they cover what the frustum sees of it without overlap, coarsest first. A small
// picture is one patch: its miniature, unless it is painted and has none.
void select_patches(const Pyramid& pyramid, const PictureItem& picture, const PatchView& view,
                    std::vector<Patch>& patches);

}  // namespace enf
