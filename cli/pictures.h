// Owns: drawing without a window: the device, the renderer and its caches, as the commands need them.
// Must not know: arguments.
// Called by: render and bench, on the main thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/base/jobs.h"
#include "engine/base/progress.h"
#include "engine/gpu/device.h"
#include "engine/render/renderer.h"
#include "engine/scene/render_scene.h"

namespace enf::cli {

// Where compiled pipelines and cooked files without a project are kept: $XDG_CACHE_HOME/enfilade or ~/.cache/enfilade.
std::filesystem::path cache_folder();

// Everything a headless picture needs, in the order in which it must be destroyed.
struct Painter {
  std::unique_ptr<gpu::Device> device;
  std::unique_ptr<Renderer> renderer;
};

// `jobs` must outlive it. Any thread: opening a device takes as long as opening an exhibition. Errors: gpu.*,
// render.size.
Result<Painter> make_painter(Jobs& jobs, RenderSettings settings);

// Does `work`; if `trace_file` is named, records what it does and writes that there, whether it failed or not.
// Errors: those of `work`, those of write_file_atomic.
Result<void> traced(const std::string& trace_file, const std::function<Result<void>()>& work);
// Draws into the renderer's image and waits for it; one frame in traces. Errors: gpu.*.
Result<FrameStats> draw_frame(Renderer& renderer, const Camera& camera, const DrawOptions& options);

// A cooked file of its own, without a project: cooked into the cache's store, or into `store_folder` if given.
struct CookedFile {
  std::shared_ptr<const ModelSource> model;      // or
  std::shared_ptr<const PyramidSource> picture;  // one of the two
  bool was_ready = false;                        // nothing had to be cooked
};
// Errors: those of cook_model and cook_picture, chunk.*.
Result<CookedFile> cook_file(const std::filesystem::path& file, const std::filesystem::path& store_folder, Jobs& jobs,
                             const WorkContext& work);

}  // namespace enf::cli
