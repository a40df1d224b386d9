#include "editor/tour_player.h"

#include <algorithm>
#include <utility>

namespace enf::editor {

static TourGround ground_of(const Document& document) {
  return {document.rooms,     document.doorways,   document.placements,
          document.furniture, document.viewpoints, document.tours};
}

bool TourLengths::follow(const Document& document) {
  bool is_new = false;
  if (answer_) {
    std::unique_lock lock(answer_->mutex);
    if (!answer_->seconds) return false;
    seconds_ = std::move(*answer_->seconds);
    lock.unlock();
    answer_.reset(), is_new = true;
  }
  TourGround ground = ground_of(document);
  if (asked_ == ground) return is_new;
  asked_ = std::move(ground);
  answer_ = std::make_shared<Answer>();
  jobs_.submit([document, answer = answer_] {
    std::map<TourId, double> seconds;
    for (const Tour& tour : document.tours)
      if (TourPath path = path_of(document, tour.id); !path.poses.empty()) seconds[tour.id] = path.seconds();
    std::lock_guard lock(answer->mutex);
    answer->seconds = std::move(seconds);
  });
  return is_new;
}

std::optional<double> TourLengths::seconds(const TourId& tour) const {
  auto found = seconds_.find(tour);
  return found == seconds_.end() ? std::nullopt : std::optional(found->second);
}

void TourPlayer::follow(const Document& document, const TourId& tour) {
  if (tour.empty()) {
    if (asked_) asked_.reset(), answer_.reset(), path_.reset(), works_ = plays_ = was_sought_ = false, second_ = 0;
    return;
  }
  if (answer_) {
    std::lock_guard lock(answer_->mutex);
    if (answer_->path) path_ = std::make_shared<const TourPath>(std::move(*answer_->path)), works_ = false;
  }
  if (!works_) answer_.reset();
  Asked asked{ground_of(document), tour};
  if (asked_ && asked_->tour != tour) path_.reset(), plays_ = false, second_ = 0;
  if (asked_ == asked || works_) return;  // one way at a time: what changes meanwhile is followed after it
  asked_ = std::move(asked);
  answer_ = std::make_shared<Answer>();
  works_ = true;
  jobs_.submit([document, tour, answer = answer_] {
    TourPath path = path_of(document, tour);
    std::lock_guard lock(answer->mutex);
    answer->path = std::move(path);
  });
}

void TourPlayer::play() {
  if (!path()) return;
  if (second_ >= path_->seconds()) second_ = 0;
  plays_ = true;
}

void TourPlayer::seek(double second) {
  if (!path()) return;
  second_ = std::clamp(second, 0.0, path_->seconds());
  was_sought_ = true;
}

std::optional<EyePose> TourPlayer::pass(double seconds) {
  if (!path()) return std::nullopt;
  const bool moves = std::exchange(was_sought_, false) || plays_;
  if (plays_) second_ += seconds;
  if (second_ >= path_->seconds()) second_ = path_->seconds(), plays_ = false;
  return moves ? std::optional(path_->at(second_)) : std::nullopt;
}

}  // namespace enf::editor
