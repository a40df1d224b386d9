// Owns: a render scene of one cooked model as it is, with its own lights.
// Must not know: documents, files.
// Called by: the bench and other viewers of plain glTF scenes.
#pragma once

#include <memory>

#include "engine/scene/render_scene.h"

namespace enf {

// One room, "scene", that holds the model where its file puts it. KHR_lights_punctual become spots: a point light is a
// spot without a cone (cos_field -1), a directional light a far spot without a cone whose intensity gives its lux at
// the model. With lights of its own the model is lit by these alone, without a probe's bounced light. Exposure is pi lux,
// so that what is on screen is the outgoing radiance.
RenderScene plain_scene(const std::shared_ptr<const ModelSource>& source);

}  // namespace enf
