#include "engine/app/tour_guide.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/exhibition/hanging.h"
#include "engine/exhibition/room_graph.h"

namespace enf {

namespace {

constexpr float walking_speed = 1.5f, gain = 1.1f;  // m/s, m/s2
constexpr float look_ahead_m = 1.5f, arriving_m = 1.8f;
constexpr float turning_s = 0.45f;
constexpr float veil_per_second = 3;

}  // namespace

void TourGuide::begin(const TourId& id, const EyePose& from, const Guidance& how) {
  const Tour* tour = house_->find(id);
  if (!tour || tour->stops.empty()) return;
  tour_ = tour;
  go_to(0, from, how);
}

void TourGuide::go_to(std::size_t stop, const EyePose& from, const Guidance& how) {
  if (!tour_ || stop >= tour_->stops.size()) return;
  stop_ = stop;
  waited_s_ = 0;
  walked_ = speed_ = length_ = 0;
  way_.clear();
  const Viewpoint* target = viewpoint();
  if (!target) return leave();
  if (!how.reduced_motion) way_ = way_to({from.eye.x, from.eye.z}, *target);
  for (std::size_t i = 0; i + 1 < way_.size(); ++i) length_ += glm::distance(way_[i], way_[i + 1]);
  // Where no way leads, and for those whom motion makes ill, the picture goes dark for a moment instead.
  turning_ = !way_.empty();
  veil_falls_ = way_.empty();
}

void TourGuide::leave() {
  tour_ = nullptr;
  turning_ = veil_falls_ = false;
  way_.clear();
}

const Viewpoint* TourGuide::viewpoint() const { return house_->find(tour_->stops[stop_].viewpoint); }

EyePose TourGuide::pose_at_stop(const Guidance& how) const {
  const Viewpoint& view = *viewpoint();
  vec2 place = walker_->nearest_free({static_cast<float>(view.eye_m.x), static_cast<float>(view.eye_m.z)});
  return pose_towards({place.x, walker_->floor_m(place) + how.eye_m, place.y}, view.target_m,
                      static_cast<float>(view.fov_y_rad));
}

// From doorway to doorway along the room graph; each is crossed straight, and between them one walks round what stands
// there. Empty if any part of it can't be walked.
std::vector<vec2> TourGuide::way_to(vec2 from, const Viewpoint& target) const {
  std::vector<vec2> goals;
  std::optional<RoomId> room = room_at(*house_, {from.x, walker_->floor_m(from) + 0.1, from.y});
  if (!room) return {};
  auto doorways = RoomGraph(*house_).path(*room, target.room);
  if (!doorways) return {};
  RoomId inside = *room;
  for (const DoorwayId& id : *doorways) {
    const Doorway& doorway = *house_->find(id);
    bool forth = doorway.from.room == inside;
    const DoorwaySide &here = forth ? doorway.from : *doorway.to, &there = forth ? *doorway.to : doorway.from;
    for (const DoorwaySide* side : {&here, &there}) {
      dvec3 step = wall_frame(*house_->find(side->room), side->wall).at(side->along_m, 0, Walker::radius_m + 0.15);
      goals.push_back({static_cast<float>(step.x), static_cast<float>(step.z)});
    }
    inside = there.room;
  }
  goals.push_back({static_cast<float>(target.eye_m.x), static_cast<float>(target.eye_m.z)});
  std::vector<vec2> way{walker_->nearest_free(from)};
  for (vec2 goal : goals) {
    std::vector<vec2> part = walker_->path(way.back(), goal);
    if (part.empty()) return {};
    for (vec2 corner : part)
      if (glm::distance(corner, way.back()) > 1e-3f) way.push_back(corner);
  }
  return way;
}

vec2 TourGuide::on_way(float along) const {
  for (std::size_t i = 0; i + 1 < way_.size(); ++i) {
    float part = glm::distance(way_[i], way_[i + 1]);
    if (along <= part || i + 2 == way_.size())
      return glm::mix(way_[i], way_[i + 1], part > 0 ? std::clamp(along / part, 0.0f, 1.0f) : 1.0f);
    along -= part;
  }
  return way_.back();
}

void TourGuide::travel(float seconds, const Guidance& how, EyePose& pose) {
  EyePose end = pose_at_stop(how);
  float left = length_ - walked_;
  speed_ = std::min({speed_ + gain * seconds, walking_speed, std::sqrt(2 * gain * left) + 0.05f});
  walked_ = std::min(length_, walked_ + speed_ * seconds);
  vec2 at = on_way(walked_);
  pose.eye = {at.x, approach(pose.eye.y, walker_->floor_m(at) + how.eye_m, seconds, 0.15f, 0.0005f), at.y};
  // It looks where it goes, and during the last steps at what it comes to see.
  float heading = end.heading, near = 1 - std::clamp((length_ - walked_) / arriving_m, 0.0f, 1.0f);
  if (vec2 ahead = on_way(std::min(length_, walked_ + look_ahead_m)) - at; near < 1 && glm::length(ahead) > 0.05f) {
    float along = std::atan2(ahead.x, ahead.y);
    heading = along + wrapped(end.heading - along) * eased(near);
  }
  float turn = wrapped(heading - pose.heading);
  pose.heading = wrapped(pose.heading + turn * (1 - std::exp(-seconds / turning_s)));
  pose.pitch = approach(pose.pitch, end.pitch * eased(near), seconds, turning_s, 0.0005f);
  pose.fov_y = approach(pose.fov_y, end.fov_y, seconds, 0.8f, 0.0005f);
  if (walked_ < length_ || std::abs(turn) > 0.004f || std::abs(pose.pitch - end.pitch) > 0.004f ||
      std::abs(pose.fov_y - end.fov_y) > 0.002f)
    return;
  pose = end;
  turning_ = false;
}

void TourGuide::tick(float seconds, const Guidance& how, EyePose& pose) {
  if (veil_falls_) {
    veil_ = std::min(1.0f, veil_ + veil_per_second * seconds);
    if (veil_ < 1) return;
    pose = pose_at_stop(how);
    veil_falls_ = false;
    return;
  }
  veil_ = std::max(0.0f, veil_ - veil_per_second * seconds);
  if (!leads()) return;
  if (turning_) return travel(seconds, how, pose);
  waited_s_ += seconds;
  if (waited_s_ < tour_->stops[stop_].dwell_s) return;
  if (stop_ + 1 < tour_->stops.size())
    go_to(stop_ + 1, pose, how);
  else
    leave();
}

void TourGuide::wait(double seconds) {
  if (leads() && !travels()) waited_s_ += seconds;
}

double TourGuide::seconds_until_change() const {
  if (travels() || veil_ > 0) return 0;
  return leads() ? std::max(0.0, tour_->stops[stop_].dwell_s - waited_s_) : std::numeric_limits<double>::infinity();
}

}  // namespace enf
