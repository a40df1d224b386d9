// The visit's part in a tour: choosing one, going on, and the words that are shown with it.
#include <string>

#include "engine/app/visit.h"

namespace enf {

void Visit::begin_tour(const TourId& tour) {
  tours_are_open_ = false;
  if (close_to_) leave_close_view();
  way_.clear();
  velocity_ = vec2(0);
  guide_.begin(tour, pose_, guidance());
}

void Visit::leave_tour() { guide_.leave(); }

void Visit::go_to_stop(std::size_t stop) { guide_.go_to(stop, pose_, guidance()); }

// The caption of where the guide is, and the list of what could be chosen, in the visitor's language.
void Visit::tell_of_stop() {
  if (tour_choices_.empty() || tour_choices_language_ != language_) {
    tour_choices_.clear();
    tour_choices_language_ = language_;
    for (const Tour& tour : house_->tours) {
      double seconds = 0;
      for (const TourStop& stop : tour.stops) seconds += stop.dwell_s;
      tour_choices_.push_back({tour.id.value, choose(tour.title, language_), static_cast<int>(seconds / 60 + 1)});
    }
  }
  if (!guide_.leads()) return;
  const Tour& tour = guide_.tour();
  if (tour_words_ && tour_words_->tour == tour.id.value && tour_words_->stop == guide_.stop() &&
      tour_words_->travels == guide_.travels())
    return;
  const TourStop& stop = tour.stops[guide_.stop()];
  const Viewpoint* viewpoint = house_->find(stop.viewpoint);
  tour_words_ = TourWords{.tour = tour.id.value,
                          .title = choose(tour.title, language_),
                          .place = viewpoint ? choose(viewpoint->name, language_) : ChosenText{},
                          .narration = choose(stop.narration, language_),
                          .stop = guide_.stop(),
                          .stops = tour.stops.size(),
                          .travels = guide_.travels()};
}

}  // namespace enf
