#include "cli/pictures.h"

#include <cstdlib>

#include "engine/base/trace.h"
#include "engine/cook/cook.h"
#include "engine/cook/import.h"
#include "engine/package/store.h"

namespace enf::cli {

namespace fs = std::filesystem;

fs::path cache_folder() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache) return fs::path(cache) / "enfilade";
  if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".cache" / "enfilade";
  return fs::temp_directory_path() / "enfilade-cache";
}

Result<Painter> make_painter(Jobs& jobs, RenderSettings settings) {
  Painter painter;
  auto device = gpu::Device::create({.label = "enfilade"});
  if (!device) return fail(device.error());
  painter.device = std::move(*device);
  settings.cache_folder = cache_folder();
  auto renderer = Renderer::create(*painter.device, jobs, settings);
  if (!renderer) return fail(renderer.error());
  painter.renderer = std::move(*renderer);
  return painter;
}

Result<void> traced(const std::string& trace_file, const std::function<Result<void>()>& work) {
  if (trace_file.empty()) return work();
  trace::name_thread("main");
  trace::start();
  Result<void> done = work();
  Result<void> saved = trace::save(trace_file);
  return done ? saved : done;
}

Result<FrameStats> draw_frame(Renderer& renderer, const Camera& camera, const DrawOptions& options) {
  std::uint64_t begin_ns = trace::now_ns();
  auto stats = renderer.draw(camera, options);
  if (!stats) return stats;
  if (auto finished = renderer.finish(); !finished) return fail(finished.error());
  trace::mark_frame(begin_ns);
  return stats;
}

Result<CookedFile> cook_file(const fs::path& file, const fs::path& store_folder, Jobs& jobs, const WorkContext& work) {
  auto kind = kind_of_asset(file);
  if (!kind) return fail(kind.error());
  auto store = Store::open(store_folder.empty() ? cache_folder() / "store" : store_folder);
  if (!store) return fail(store.error());
  auto cooked =
      *kind == AssetKind::model ? cook_model(file, {}, *store, jobs, work) : cook_picture(file, *store, jobs, work);
  if (!cooked) return fail(cooked.error());
  auto chunk = store->open_chunk(cooked->key);
  if (!chunk) return fail(chunk.error());
  CookedFile result{.was_ready = cooked->was_ready};
  if (*kind == AssetKind::model) {
    auto model = read_model(**chunk);
    if (!model) return fail(model.error());
    result.model = std::make_shared<const ModelSource>(ModelSource{*chunk, std::move(*model)});
  } else {
    auto pyramid = read_pyramid(**chunk);
    if (!pyramid) return fail(pyramid.error());
    result.picture = std::make_shared<const PyramidSource>(PyramidSource{*chunk, std::move(*pyramid)});
  }
  return result;
}

}  // namespace enf::cli
