#include "engine/exhibition/history.h"

#include <utility>

namespace enf {

History::History(Document start, std::string label) { steps_.push_back({std::move(start), std::move(label), {}}); }

void History::commit(Document next, std::string label, std::string merge_key) {
  bool merges = may_merge_ && !merge_key.empty() && steps_[position_].merge_key == merge_key;
  steps_.resize(position_ + (merges ? 0 : 1));
  steps_.push_back({std::move(next), std::move(label), std::move(merge_key)});
  position_ = steps_.size() - 1;
  may_merge_ = true;
}

const Document& History::undo() {
  may_merge_ = false;
  if (can_undo()) --position_;
  return document();
}

const Document& History::redo() {
  may_merge_ = false;
  if (can_redo()) ++position_;
  return document();
}

}  // namespace enf
