// Owns: a small studio for one model or picture: neutral ground, three lights, a camera that frames it.
// Must not know: documents, exhibitions.
// Called by: `render --file`, thumbnails.
#pragma once

#include <memory>

#include "engine/scene/render_scene.h"

namespace enf {

struct StudioShot {
  RenderScene scene;
  Camera camera;
};

// The model on a neutral, curved ground, seen a little from above and from the side, filling the frame. `aspect` is the
// picture's width over its height. The model is scaled to a metre around its middle.
StudioShot studio_shot(const std::shared_ptr<const ModelSource>& model, float aspect);
// The picture upright on a neutral wall, a metre on its longer side, seen straight on.
StudioShot studio_shot(const std::shared_ptr<const PyramidSource>& picture, float aspect);

}  // namespace enf
