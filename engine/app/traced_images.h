// Owns: pictures and textures as images that light can be traced with.
// Must not know: rooms, materials.
// Called by: traced_room; any thread.
#pragma once

#include <memory>

#include "engine/light/traced_scene.h"
#include "engine/scene/render_scene.h"

namespace enf {

// Shares the image's texels: those of its largest mip that is nowhere longer than `texels`, or its smallest. Null for
// null.
std::shared_ptr<const TracedImage> traced_image(const std::shared_ptr<const ImageData>& image, std::uint32_t texels);

// A model's texture at the largest mip that is nowhere longer than `texels`; null if it can't be read.
std::shared_ptr<const TracedImage> traced_image(const ModelSource& source, std::uint32_t texture, std::uint32_t texels);

// A flat work's picture at the finest level that is nowhere longer than `texels`, and how its corners (0, 0) to (1, 1)
// lie in it; without an image if a tile can't be read.
TracedTexture traced_picture(const PyramidSource& source, std::uint32_t texels);

}  // namespace enf
