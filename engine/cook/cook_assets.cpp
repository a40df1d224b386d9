#include <mutex>
#include <optional>

#include "engine/cook/cook.h"
#include "engine/cook/cook_steps.h"
#include "engine/cook/nursery.h"

namespace enf {

CookSummary cook_assets(std::span<const CookRequest> requests, const Store& store, Jobs& jobs,
                        const WorkContext& work) {
  std::vector<std::optional<Result<Cooked>>> results(requests.size());
  std::mutex mutex;
  Nursery nursery;
  std::uint64_t done = 0;
  work.tell("Cooking", 0, requests.size());
  jobs.parallel_for(requests.size(), [&](std::size_t i) {
    const CookRequest& request = requests[i];
    if (work.stop.stop_requested()) {
      results[i] = fail(cancelled(request.path));
      return;
    }
    WorkContext inner{.stop = work.stop};
    inner.progress = [&](const Progress& progress) {
      std::lock_guard lock(mutex);
      work.tell(request.id + ": " + progress.stage, done, requests.size());
    };
    results[i] = request.kind == AssetKind::model ? cook_model(request.path, request.settings, store, jobs, inner, &nursery)
                                                  : cook_picture(request.path, store, jobs, inner, &nursery);
    std::lock_guard lock(mutex);
    work.tell(request.id, ++done, requests.size());
  });

  CookSummary summary;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const CookRequest& request = requests[i];
    if (!*results[i]) {
      summary.failures.push_back({request.id, results[i]->error()});
      continue;
    }
    Cooked& cooked = **results[i];
    ++(cooked.was_ready ? summary.ready : summary.fresh);
    summary.cooked[request.id] = {request.kind == AssetKind::model ? ChunkKind::model : ChunkKind::pyramid, cooked.key};
    for (IntakeWarning& warning : cooked.warnings) summary.warnings.emplace_back(request.id, std::move(warning));
  }
  return summary;
}

}  // namespace enf
