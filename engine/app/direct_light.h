// Owns: how many lux the lamps of some rooms give where, calculated: the photometric distance law with every lamp's
// intensities and with what stands between. Neither daylight nor reflected light.
// Must not know: pictures, panels, the GPU.
// Called by: the editor's light meter and its false colours. Immutable once made: any thread.
#pragma once

#include <memory>
#include <optional>

#include "engine/base/error.h"
#include "engine/geometry/shapes.h"
#include "engine/light/traced_scene.h"

namespace enf {

class DirectLight {
 public:
  // Error: light.embree.
  static Result<std::shared_ptr<const DirectLight>> create(TracedScene scene);
  ~DirectLight();

  // On a surface at `point` that looks along `normal` (unit length).
  float lux(vec3 point, vec3 normal) const;

  // The surface a ray meets first, panes of glass and the lamps themselves left aside.
  struct Met {
    vec3 point{0}, normal{0, 1, 0};
    float lux = 0;
  };
  std::optional<Met> along(const Ray& ray) const;

 private:
  struct Rays;
  DirectLight() = default;
  std::unique_ptr<Rays> rays_;
};

}  // namespace enf
