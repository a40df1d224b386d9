// Owns: what every cook does alike: asking whether the store has the chunk, telling how far it is, noticing the stop.
// Must not know: models, pictures.
// Called by: the cooks of this folder.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "engine/base/progress.h"
#include "engine/cook/intake.h"
#include "engine/package/store.h"

namespace enf {

// Whether the chunk is in the store and whole, as far as its tables tell. A damaged one is dropped, with the warning
// "store.damaged".
bool is_ready(const Store& store, const Hash& key, ChunkKind kind, std::vector<IntakeWarning>& warnings);

Error cancelled(const std::filesystem::path& path);
Error source_changed(const std::filesystem::path& path);

// Counts finished units of one stage from several threads and tells of them one at a time.
class Counter {
 public:
  Counter(const WorkContext& work, std::string stage, std::uint64_t total)
      : work_(work), stage_(std::move(stage)), total_(total) {
    work_.tell(stage_, 0, total_);
  }
  void add_one() {
    std::lock_guard lock(mutex_);
    work_.tell(stage_, ++done_, total_);
  }

 private:
  const WorkContext& work_;
  std::string stage_;
  std::uint64_t done_ = 0, total_;
  std::mutex mutex_;
};

}  // namespace enf
