// Owns: the mips of pictures made in memory: making them, and taking those from one on.
// Must not know: what a picture shows.
// Called by: the library of finishes, the renderer, traced pictures; any thread, pure.
#pragma once

#include <memory>

#include "engine/scene/render_scene.h"

namespace enf {

// The same picture with all its mips down to one texel, colours halved in linear light. Null stays null.
std::shared_ptr<const ImageData> with_mips(const std::shared_ptr<const ImageData>& image);

// The picture as it is from this mip on (below image->mips), brought if its texels are not in memory.
std::shared_ptr<const ImageData> from_mip(const std::shared_ptr<const ImageData>& image, std::uint32_t mip);

// The first mip that is no longer than `texels` on its longer side, or the last.
std::uint32_t mip_within(const ImageData& image, std::uint32_t texels);

}  // namespace enf
