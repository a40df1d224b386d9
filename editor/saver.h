// Owns: saving on a thread of its own: when it was asked for, and by itself after a while.
// Must not know: windows, what is told about it.
// Called by: the workspace, main thread.
#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "editor/operators/editing.h"
#include "engine/base/jobs.h"

namespace enf::editor {

class Saver {
 public:
  // Edits older than `every_s` seconds are saved unasked; 0: never.
  explicit Saver(double every_s) : every_s_(every_s) {}

  // Has the document saved as it now stands and returns at once; what is under way already is followed by another one.
  // Errors: those of Project::begin_save.
  Result<void> start(Editing& editing);
  bool is_saving() const { return under_way_ != nullptr; }
  // Lets time pass; true when it is time to save unasked.
  bool pass(const Session& session, double seconds);
  // How long until then; infinity while all is saved.
  double seconds_until_due(const Session& session) const;
  // What became of a save that has ended since the last call. Errors: those of SaveTask::run.
  std::optional<Result<void>> take_finished(Editing& editing);

 private:
  struct UnderWay {
    SaveTask task;
    Result<void> result;
    std::atomic<bool> is_done = false;
  };
  double every_s_;
  double unsaved_for_s_ = 0;
  std::shared_ptr<UnderWay> under_way_;
  bool again_ = false;
  Jobs thread_{1};  // goes first: it finishes what is under way
};

}  // namespace enf::editor
