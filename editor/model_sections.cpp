#include "editor/model_sections.h"

#include <algorithm>
#include <utility>

#include "engine/scene/build.h"

namespace enf::editor {

namespace {

constexpr double height_m = 1.2;  // where plans are cut: above sills and tables, below heads of doors
constexpr std::size_t most_lines = 20'000;
constexpr float floor_within_m = 1.5f;

}  // namespace

ModelSections::~ModelSections() {
  for (int left = at_work_; left != 0; left = at_work_) at_work_.wait(left);
}

bool ModelSections::follow(const Document& document) {
  bool is_new = false;
  for (auto& [id, cut] : cuts_) {
    if (!cut.answer || !cut.answer->is_done) continue;
    cut.lines = std::move(cut.answer->lines), cut.floor_m = cut.answer->floor_m, cut.is_known = true;
    cut.answer.reset();
    is_new = true;
  }
  if (is_new) ++cuts_made_;
  const bool are_renewed = std::exchange(is_renewed_, false);
  if (seen_ && seen_->rooms == document.rooms && !are_renewed) return is_new;
  seen_ = document;
  std::erase_if(cuts_, [&](const auto& cut) {
    const Room* room = document.find(cut.first);
    return !room || !room->model;
  });
  for (const Room& room : document.rooms) {
    if (!room.model || !source_.has_cooked(room.model->asset)) continue;
    Cut& cut = cuts_[room.id];
    std::shared_ptr<const Room> record = document.rooms.get(room.id);
    if (cut.room == record && !are_renewed) continue;
    cut.room = record;
    cut.answer = std::make_shared<Answer>();
    ++at_work_;
    jobs_.submit([this, record, answer = cut.answer] {
      bool is_complete = true;
      if (auto source = source_.model(record->model->asset, is_complete)) {
        const ModelItem item = placed_model(*record, source);
        answer->lines = section_of(item, static_cast<float>(record->floor_level_m + height_m), most_lines);
        answer->floor_m = floor_of(item, record->plan, static_cast<float>(record->floor_level_m), floor_within_m);
      }
      answer->is_done = true;
      if (--at_work_ == 0) at_work_.notify_all();
    });
  }
  return is_new;
}

bool ModelSections::is_working() const {
  return std::ranges::any_of(cuts_, [](const auto& cut) { return cut.second.answer != nullptr; });
}

const std::vector<CutLine>* ModelSections::of(const RoomId& room) const {
  auto found = cuts_.find(room);
  return found == cuts_.end() || !found->second.is_known ? nullptr : &found->second.lines;
}

const ModelSections::Check* ModelSections::check(const Document& document, const Room& room) const {
  const std::vector<CutLine>* lines = of(room.id);
  if (!lines) return nullptr;
  if (!checked_ || checked_->room != room.id || checked_->cuts_made != cuts_made_ ||
      checked_->document.rooms != document.rooms || checked_->document.doorways != document.doorways ||
      checked_->document.windows != document.windows)
    checked_ = Checked{document, room.id, cuts_made_, {check_plan(document, room, *lines), cuts_.at(room.id).floor_m}};
  return &checked_->check;
}

}  // namespace enf::editor
