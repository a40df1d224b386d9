// Owns: what lies under a ray.
// Must not know: what a click means.
// Called by: the visitor and the editor, on the main thread.
#pragma once

#include <optional>
#include <string>

#include "engine/geometry/shapes.h"
#include "engine/scene/render_scene.h"

namespace enf {

struct Pick {
  std::string owner;  // the record: "placement:p-3", "room:hall" (a normal that points up is its floor), ...
  vec3 point{0}, normal{0, 1, 0};
  float distance = 0;
};

// The nearest thing along the ray. Glass is looked through; models are met to within 5 mm of their true surface.
std::optional<Pick> pick(const RenderScene& scene, const Ray& ray);

}  // namespace enf
