// Owns: traced pictures: a camera's view, path by path, with the renderer's exposure and tone curve.
// Must not know: projects, files, the GPU.
// Called by: the CLI's render, tests; any thread.
#pragma once

#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/light/path_tracer.h"
#include "engine/scene/render_scene.h"

namespace enf {

struct StillDesc {
  std::uint32_t width = 1280, height = 720;
  std::uint32_t samples = 64;      // paths a pixel
  std::uint32_t first_sample = 0;  // pictures of other samples have other grain
  float exposure_lx = 200;         // a white sheet at this illuminance is just white
};

// The same picture however many workers there are. Error: work.cancelled.
Result<ImageData> traced_still(const PathTracer& tracer, const Camera& camera, const StillDesc& desc, Jobs& jobs,
                               const WorkContext& work);

}  // namespace enf
