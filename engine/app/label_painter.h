// Owns: turning the scene's label contents into pictures, with the text module's plates.
// Must not know: where labels hang.
// Called by: the scene builder on the main thread.
#pragma once

#include <memory>

#include "engine/scene/build.h"
#include "engine/text/layout.h"

namespace enf {

// The label or wall text as a picture, or null if there is nothing to set (no words) or it can't be set (logged).
std::shared_ptr<const ImageData> paint_label(Typesetter& typesetter, const LabelContent& content);

// The same pixels as the scene and the renderer take them.
std::shared_ptr<const ImageData> image_of(TextBitmap bitmap);

}  // namespace enf
