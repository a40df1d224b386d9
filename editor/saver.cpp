#include "editor/saver.h"

#include <algorithm>
#include <limits>

namespace enf::editor {

Result<void> Saver::start(Editing& editing) {
  unsaved_for_s_ = 0;
  if (under_way_) {
    again_ = true;
    return {};
  }
  Result<SaveTask> task = editing.begin_save();
  if (!task) return fail(std::move(task.error()));
  under_way_ = std::make_shared<UnderWay>(std::move(*task));
  thread_.submit([run = under_way_] {
    run->result = run->task.run();
    run->is_done = true;
  });
  return {};
}

bool Saver::pass(const Session& session, double seconds) {
  unsaved_for_s_ = session.has_unsaved_edits ? unsaved_for_s_ + seconds : 0;
  return !under_way_ && every_s_ > 0 && session.has_unsaved_edits && unsaved_for_s_ >= every_s_;
}

double Saver::seconds_until_due(const Session& session) const {
  if (every_s_ <= 0 || !session.has_unsaved_edits) return std::numeric_limits<double>::infinity();
  return std::max(0.0, every_s_ - unsaved_for_s_);
}

std::optional<Result<void>> Saver::take_finished(Editing& editing) {
  if (!under_way_ || !under_way_->is_done) return std::nullopt;
  std::shared_ptr<UnderWay> done = std::exchange(under_way_, nullptr);
  editing.end_save(done->task);
  unsaved_for_s_ = 0;
  if (done->result && std::exchange(again_, false) && editing.session().has_unsaved_edits)
    if (Result<void> started = start(editing); !started) return started;
  again_ = false;
  return std::move(done->result);
}

}  // namespace enf::editor
