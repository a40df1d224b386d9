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

const Document& History::undo() { return can_undo() ? go_to(position_ - 1) : document(); }

const Document& History::redo() { return can_redo() ? go_to(position_ + 1) : document(); }

const Document& History::go_to(std::size_t position) {
  may_merge_ = false;
  position_ = position;
  return document();
}

}  // namespace enf
