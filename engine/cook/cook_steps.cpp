#include "engine/cook/cook_steps.h"

#include "engine/base/log.h"
#include "engine/package/model.h"
#include "engine/package/pyramid.h"

namespace enf {

bool is_ready(const Store& store, const Hash& key, ChunkKind kind, std::vector<IntakeWarning>& warnings) {
  if (!store.has(key)) return false;
  auto chunk = store.open_chunk(key);
  Result<void> whole;
  if (!chunk) {
    whole = fail(chunk.error());
  } else if (kind == ChunkKind::model) {
    if (auto model = read_model(**chunk); !model) whole = fail(model.error());
  } else if (auto pyramid = read_pyramid(**chunk); !pyramid) {
    whole = fail(pyramid.error());
  }
  if (whole) return true;
  add_warning(warnings, "store.damaged", "A cooked chunk was damaged and is made anew: " + to_string(whole.error()));
  log_warning("{} [store.damaged]", to_string(whole.error()));
  store.drop(key);
  return false;
}

Error cancelled(const std::filesystem::path& path) {
  return {.id = "work.cancelled",
          .what = "cooking was stopped",
          .file = path.string(),
          .advice = "Cook again to go on; what is finished stays"};
}

Error source_changed(const std::filesystem::path& path) {
  return {.id = "cook.source_changed",
          .what = "the file was changed while it was read",
          .file = path.string(),
          .advice = "Wait until it is written and cook again"};
}

}  // namespace enf
