#include "engine/app/visit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"

namespace enf {
namespace {

constexpr float walking_speed = 1.4f;  // m/s, an unhurried adult
constexpr float turning_speed = 1.5f;  // rad/s, by keys
constexpr float tap_slack = 8;         // design pixels a hand may wander and still tap
constexpr float strip_stays = 4;       // seconds after the hand rests
constexpr float notice_stays = 4;
constexpr float fades_per_second = 4;
constexpr float narrowest_fov = 0.06f;  // rad: a few centimetres of a picture at viewing distance
constexpr double longest_step = 0.25;   // seconds that move a visitor in one tick

std::string names_of(const Table<Viewpoint>& viewpoints) {
  std::vector<std::string> names;
  for (const Viewpoint& viewpoint : viewpoints) names.push_back(viewpoint.id.value);
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Visit::Visit(const Document& house, const RenderScene* scene)
    : house_(&house), scene_(scene), walker_(std::make_shared<const Walker>(house, scene)), guide_(house, walker_) {}

Result<Visit> Visit::begin(const Document& house, const RenderScene* scene, const std::string& language,
                           const std::string& start) {
  const std::vector<std::string>& offered = house.exhibition->languages;
  if (!language.empty() && std::ranges::find(offered, language) == offered.end())
    return fail({.id = "visit.no_language",
                 .what = fmt::format("this exhibition is not offered in '{}'", language),
                 .advice = fmt::format("Its languages: {}", fmt::join(offered, ", "))});
  Visit visit(house, scene);
  visit.language_ = !language.empty() ? language : offered.empty() ? "en" : offered.front();

  const Viewpoint* viewpoint = nullptr;
  if (!start.empty()) {
    viewpoint = house.find(ViewpointId{start});
    if (!viewpoint)
      return fail({.id = "visit.no_viewpoint",
                   .what = fmt::format("there is no viewpoint '{}'", start),
                   .advice = "Viewpoints of this exhibition: " + names_of(house.viewpoints)});
  } else {
    viewpoint = house.find(house.exhibition->start);
    if (!viewpoint && house.viewpoints.begin() != house.viewpoints.end()) viewpoint = &*house.viewpoints.begin();
  }
  visit.start_at(viewpoint);
  return visit;
}

void Visit::start_at(const Viewpoint* viewpoint) {
  if (viewpoint) {
    pose_ = pose_towards(viewpoint->eye_m, viewpoint->target_m, static_cast<float>(viewpoint->fov_y_rad));
  } else if (house_->rooms.begin() != house_->rooms.end()) {
    const Room& room = *house_->rooms.begin();
    dvec2 middle{0};
    for (dvec2 corner : room.plan) middle += corner / static_cast<double>(std::max<std::size_t>(1, room.plan.size()));
    pose_.eye = vec3(vec2(middle).x, 0, vec2(middle).y);
  }
  settle_on_floor();
}

void Visit::settle_on_floor() {
  walking_fov_y_ = pose_.fov_y;
  vec2 free = walker_->nearest_free({pose_.eye.x, pose_.eye.z});
  pose_.eye.x = free.x, pose_.eye.z = free.y;
  pose_.eye.y = walker_->floor_m({pose_.eye.x, pose_.eye.z}) + metres(eye_height_);
}

void Visit::stand_at(const EyePose& pose) {
  if (!walker_->free(walker_->nearest_free({pose.eye.x, pose.eye.z}))) return;
  pose_ = pose;
  pose_.pitch = std::clamp(pose.pitch, -greatest_pitch, greatest_pitch);
  settle_on_floor();
}

Camera Visit::camera() const { return {.eye = pose_.eye, .forward = forward_of(pose_), .fov_y = pose_.fov_y}; }

void Visit::tick(std::span<const Event> events, double seconds) {
  for (const Event& event : events) std::visit([this](const auto& e) { handle(e); }, event);
  seconds = std::max(0.0, seconds);
  double moving = std::min(seconds, longest_step);
  int steps = std::max(1, static_cast<int>(std::ceil(moving * 30)));
  auto step = static_cast<float>(moving / steps);
  guide_.wait(seconds - moving);
  for (int i = 0; i < steps && step > 0; ++i) {
    if (guide_.leads() || guide_.veil() > 0)
      guide_.tick(step, guidance(), pose_);
    else if (glide_)
      glide(step);
    else
      walk(step);
  }
  tell_of_stop();
  fade(static_cast<float>(seconds));
}

// --- what a hand does --------------------------------------------------------------------------------------------

void Visit::handle(const KeyEvent& event) {
  if (event.phase == KeyEvent::Phase::up) {
    held_.erase(event.key);
    return;
  }
  bool is_new = held_.insert(event.key).second;
  if (walks_by_keys()) {
    leave_tour();
    way_.clear();
    if (close_to_) leave_close_view();
  }
  if (!is_new) return;
  switch (event.key) {
    case Key::escape:
      if (tours_are_open_ || guide_.leads())
        tours_are_open_ = false, leave_tour();
      else
        step_back();
      break;
    case Key::h:
      press({.action = UiAction::eye_height});
      break;
    case Key::m:
      press({.action = UiAction::motion});
      break;
    case Key::p:
      press({.action = UiAction::picture});
      break;
    case Key::f3:
      profiler_is_open_ = !profiler_is_open_;
      break;
    case Key::f4:
      trace_requested_ = true;
      break;
    case Key::l: {
      const std::vector<std::string>& offered = house_->exhibition->languages;
      auto now = std::ranges::find(offered, language_);
      if (now == offered.end()) break;
      press({.action = UiAction::language,
             .language = std::next(now) == offered.end() ? offered.front() : *std::next(now)});
      break;
    }
    default:
      break;
  }
}

void Visit::handle(const PointerEvent& event) {
  using Phase = PointerEvent::Phase;
  if (event.phase == Phase::leave) {
    pointer_ = vec2(-1);
    strip_seconds_ = std::min(strip_seconds_, 0.5f);
    return;
  }
  if (event.phase != Phase::up) strip_seconds_ = strip_stays;
  pointer_ = event.position;
  if (event.phase == Phase::down) {
    drag_ = Drag{.from = event.position, .last = event.position, .on_panel = panel_place_.contains(event.position)};
    return;
  }
  if (!drag_) return;
  if (event.phase == Phase::move) {
    if (glm::distance(event.position, drag_->from) > tap_slack * density_) drag_->is_drag = true;
    vec2 way = event.position - drag_->last;
    if (!drag_->is_drag) return;
    drag_->last = event.position;
    if (drag_->on_panel) {
      panel_scroll_ = std::clamp(panel_scroll_ - way.y / density_, 0.0f, panel_scroll_end_);
    } else if (!glide_ && !guide_.travels()) {
      // What lies under the hand stays under it.
      float angle = 2 * std::tan(pose_.fov_y / 2) / static_cast<float>(std::max(1u, height_));
      pose_.heading = wrapped(pose_.heading + way.x * angle);
      pose_.pitch = std::clamp(pose_.pitch + way.y * angle, -greatest_pitch, greatest_pitch);
    }
    return;
  }
  bool was_tap = !drag_->is_drag;
  drag_.reset();
  if (was_tap) tap(event.position);
  if (event.kind == PointerKind::touch) pointer_ = vec2(-1);  // a lifted finger hovers over nothing
}

void Visit::handle(const ScrollEvent& event) {
  if (panel_place_.contains(event.position)) {
    panel_scroll_ = std::clamp(panel_scroll_ - event.notches * 48, 0.0f, panel_scroll_end_);
    return;
  }
  if (!close_to_ || glide_) return;
  // Zoom into the work; the point under the hand stays where it is.
  auto angles = [&] {
    vec3 d = ray_through(event.position).direction;
    return vec2(std::atan2(d.x, d.z), std::asin(std::clamp(d.y, -1.0f, 1.0f)));
  };
  vec2 before = angles();
  pose_.fov_y = std::clamp(pose_.fov_y * std::exp(-0.12f * event.notches), narrowest_fov, walking_fov_y_);
  vec2 after = angles();
  pose_.heading = wrapped(pose_.heading + wrapped(before.x - after.x));
  pose_.pitch = std::clamp(pose_.pitch + before.y - after.y, -greatest_pitch, greatest_pitch);
}

void Visit::handle(const ResizeEvent& event) {
  width_ = event.width, height_ = event.height;
  density_ = event.density > 0 ? event.density : 1;
}

void Visit::handle(const FocusLostEvent&) {
  held_.clear();
  drag_.reset();
}

float Visit::tan_half_x() const {
  return std::tan(pose_.fov_y / 2) * static_cast<float>(width_) / static_cast<float>(std::max(1u, height_));
}

Ray Visit::ray_through(vec2 position) const {
  vec3 forward = forward_of(pose_);
  vec3 right = glm::normalize(glm::cross(forward, vec3(0, 1, 0)));
  vec3 up = glm::cross(right, forward);
  float x = (position.x / static_cast<float>(std::max(1u, width_)) * 2 - 1) * tan_half_x();
  float y = (1 - position.y / static_cast<float>(std::max(1u, height_)) * 2) * std::tan(pose_.fov_y / 2);
  return {pose_.eye, glm::normalize(forward + right * x + up * y)};
}

void Visit::tap(vec2 position) {
  // Buttons that have faded can't be pressed.
  for (const UiButton& button : buttons_)
    if (button.place.contains(position)) return press(button);
  if (panel_place_.contains(position) || glide_) return;
  std::optional<Pick> hit = scene_ ? pick(*scene_, ray_through(position)) : std::nullopt;
  std::optional<PlacementId> work;
  if (hit && hit->owner.starts_with("placement:")) work = PlacementId{hit->owner.substr(10)};
  if (hit && hit->owner.starts_with("label:")) {
    LabelId label{hit->owner.substr(6)};
    if (const Document* room = room_with(label)) work = room->find(label)->placement;
  }
  if (work && work != close_to_) return step_close(*work);
  if (close_to_) {
    if (!work) step_back();
    return;
  }
  if (hit && hit->owner.starts_with("room:") && hit->normal.y > 0.7f)
    leave_tour(), walk_to({hit->point.x, hit->point.z});
}

void Visit::press(const UiButton& button) {
  switch (button.action) {
    case UiAction::step_back:
      step_back();
      break;
    case UiAction::eye_height:
      eye_height_ = eye_height_ == EyeHeight::standing ? EyeHeight::seated
                    : eye_height_ == EyeHeight::seated ? EyeHeight::child
                                                       : EyeHeight::standing;
      break;
    case UiAction::motion:
      reduced_motion_ = !reduced_motion_;
      break;
    case UiAction::picture:
      picture_requested_ = true;
      break;
    case UiAction::tours:
      tours_are_open_ = !tours_are_open_;
      break;
    case UiAction::tour:
      begin_tour({button.tour});
      break;
    case UiAction::tour_leave:
      leave_tour();
      break;
    case UiAction::tour_next:
      go_to_stop(guide_.stop() + 1);
      break;
    case UiAction::tour_previous:
      go_to_stop(guide_.stop() - 1);
      break;
    case UiAction::language:
      language_ = button.language;
      if (tour_words_) tour_words_->stop = std::string::npos;  // told anew in that language
      if (close_to_)
        if (const Work* work = placed(*close_to_).work) panel_ = panel_words(*house_, *work, language_);
      break;
  }
}

bool Visit::take_picture_request() { return std::exchange(picture_requested_, false); }

bool Visit::take_trace_request() { return std::exchange(trace_requested_, false); }

void Visit::show_notice(std::string words) {
  notice_ = std::move(words);
  notice_seconds_ = notice_stays;
}

// --- walking and gliding -----------------------------------------------------------------------------------------

bool Visit::walks_by_keys() const {
  return std::ranges::any_of(held_, [](Key key) {
    return key == Key::w || key == Key::s || key == Key::a || key == Key::d || key == Key::up || key == Key::down;
  });
}

vec2 Visit::walking_wish() const {
  auto held = [&](Key a, Key b) { return held_.contains(a) || held_.contains(b) ? 1.0f : 0.0f; };
  float ahead = held(Key::w, Key::up) - held(Key::s, Key::down);
  float aside = held(Key::d, Key::d) - held(Key::a, Key::a);
  vec2 forward(std::sin(pose_.heading), std::cos(pose_.heading)), right(-forward.y, forward.x);
  vec2 wish = forward * ahead + right * aside;
  float length = glm::length(wish);
  return length > 0 ? wish / length * walking_speed : vec2(0);
}

void Visit::walk_to(vec2 place) {
  way_ = walker_->path({pose_.eye.x, pose_.eye.z}, place);
  std::ranges::reverse(way_);
  stalled_seconds_ = 0;
  if (!reduced_motion_ || way_.empty()) return;
  vec2 end = way_.front();
  pose_.eye = {end.x, walker_->floor_m(end) + metres(eye_height_), end.y};
  way_.clear();
}

void Visit::walk(float seconds) {
  auto held = [&](Key a, Key b) { return held_.contains(a) || held_.contains(b) ? 1.0f : 0.0f; };
  float turn = held(Key::left, Key::q) - held(Key::right, Key::e);
  pose_.heading = wrapped(pose_.heading + turn * turning_speed * seconds);

  vec2 at(pose_.eye.x, pose_.eye.z);
  vec2 wish = walking_wish();
  while (!way_.empty() && glm::distance(way_.back(), at) < (way_.size() > 1 ? 0.15f : 0.03f)) way_.pop_back();
  if (!way_.empty()) {
    vec2 way = way_.back() - at;
    float left = glm::length(way);
    wish = way / left * (way_.size() > 1 ? walking_speed : std::min(walking_speed, left * 3 + 0.05f));
  }
  float follow = reduced_motion_ ? 1 : 1 - std::exp(-seconds / 0.12f);
  velocity_ += (wish - velocity_) * follow;
  if (wish == vec2(0) && glm::length(velocity_) < 0.02f) velocity_ = vec2(0);
  if (velocity_ != vec2(0)) {
    vec2 next = walker_->move(at, at + velocity_ * seconds);
    vec2 moved = (next - at) / seconds;
    if (!way_.empty()) {
      stalled_seconds_ = glm::length(moved) < 0.2f * glm::length(wish) ? stalled_seconds_ + seconds : 0;
      if (stalled_seconds_ > 0.5f) way_.clear();
    }
    velocity_ = moved;  // a wall takes away what went into it
    pose_.eye.x = next.x, pose_.eye.z = next.y;
  }
  settle(seconds);
}

void Visit::settle(float seconds) {
  float height = walker_->floor_m({pose_.eye.x, pose_.eye.z}) + metres(eye_height_);
  pose_.eye.y = reduced_motion_ ? height : approach(pose_.eye.y, height, seconds, 0.15f, 0.0005f);
  if (!close_to_)
    pose_.fov_y = reduced_motion_ ? walking_fov_y_ : approach(pose_.fov_y, walking_fov_y_, seconds, 0.15f, 0.0005f);
}

void Visit::glide_to(const EyePose& pose) {
  velocity_ = vec2(0);
  way_.clear();
  if (reduced_motion_) {
    pose_ = pose;
    glide_.reset();
    return;
  }
  float seconds = std::clamp(0.5f + 0.25f * glm::distance(pose_.eye, pose.eye), 0.6f, 1.8f);
  glide_ = Glide{.from = pose_, .to = pose, .seconds = seconds};
}

void Visit::glide(float seconds) {
  glide_->passed += seconds;
  const EyePose &from = glide_->from, &to = glide_->to;
  float t = eased(std::min(1.0f, glide_->passed / glide_->seconds));
  pose_.eye = glm::mix(from.eye, to.eye, t);
  pose_.heading = wrapped(from.heading + wrapped(to.heading - from.heading) * t);
  pose_.pitch = from.pitch + (to.pitch - from.pitch) * t;
  pose_.fov_y = from.fov_y + (to.fov_y - from.fov_y) * t;
  if (glide_->passed < glide_->seconds) return;
  pose_ = to;
  glide_.reset();
}

EyePose Visit::close_pose(const Placement& placement, const Work& work) const {
  const Room& room = *house_->find(placement.room);
  UiRect panel = panel_place(width_, height_, density_);
  auto w = static_cast<float>(width_), h = static_cast<float>(height_);
  bool beside = w >= h;
  float free_x = beside ? 1 - panel.width / w : 1, free_y = beside ? 1 : 1 - panel.height / h;

  const OnFloor* stands = std::get_if<OnFloor>(&placement.where);
  ViewOfWork view =
      view_of_work(room, placement, work, metres(eye_height_), stands ? holder_of(*house_, room.id, *stands) : nullptr);
  EyePose pose = pose_towards(view.eye, view.target, walking_fov_y_);
  // Far enough that the work fits beside the panel with a little air, but never through what stands behind.
  OuterSize size = outer_size(work);
  float tan_y = std::tan(walking_fov_y_ / 2), tan_x = tan_y * w / std::max(1.0f, h);
  float wide = static_cast<float>(std::max(size.width_m, work.form == WorkForm::flat ? 0.0 : size.depth_m));
  float needed = 0.575f * std::max(wide / (tan_x * free_x), static_cast<float>(size.height_m) / (tan_y * free_y));
  vec2 eye(pose.eye.x, pose.eye.z), target(view.target.x, view.target.z);
  float distance = glm::distance(eye, target);
  if (needed > distance && distance > 1e-3f) {
    vec2 back = walker_->move(eye, target + (eye - target) * (needed / distance));
    pose = pose_towards({back.x, pose.eye.y, back.y}, view.target, walking_fov_y_);
  }
  // The work comes to the middle of what the panel leaves free: a step to the right keeps it square to the eye; where
  // something stands in the way, turning does the rest.
  if (beside) {
    eye = {pose.eye.x, pose.eye.z}, distance = glm::distance(eye, target);
    vec2 right(-std::cos(pose.heading), std::sin(pose.heading));
    vec2 aside = walker_->move(eye, eye + right * (distance * (1 - free_x) * tan_x));
    float stepped = glm::dot(aside - eye, right);
    pose.eye.x += right.x * stepped, pose.eye.z += right.y * stepped;
    pose.heading = wrapped(pose.heading - std::atan((1 - free_x) * tan_x - stepped / std::max(distance, 0.1f)));
  } else {
    pose.pitch = std::clamp(pose.pitch - std::atan((1 - free_y) * tan_y), -greatest_pitch, greatest_pitch);
  }
  return pose;
}

template <class Id>
const Document* Visit::room_with(const Id& id) const {
  if (!scene_) return nullptr;
  for (const RoomItem& room : scene_->rooms)
    if (room.contents && room.contents->find(id)) return room.contents.get();
  return nullptr;
}

Visit::Placed Visit::placed(const PlacementId& id) const {
  const Document* room = room_with(id);
  if (!room) return {};
  const Placement* placement = room->find(id);
  return {placement, room->find(placement->work)};
}

void Visit::step_close(const PlacementId& id) {
  auto [placement, work] = placed(id);
  if (!work) return;
  leave_tour();
  if (!close_to_) before_close_ = pose_;
  close_to_ = id;
  panel_ = panel_words(*house_, *work, language_);
  panel_scroll_ = 0;
  glide_to(close_pose(*placement, *work));
}

void Visit::step_back() {
  if (!close_to_) return;
  close_to_.reset();
  before_close_.eye.y = walker_->floor_m({before_close_.eye.x, before_close_.eye.z}) + metres(eye_height_);
  before_close_.fov_y = walking_fov_y_;
  glide_to(before_close_);
}

void Visit::leave_close_view() {
  close_to_.reset();
  glide_.reset();
}

// --- time and the interface --------------------------------------------------------------------------------------

void Visit::fade(float seconds) {
  auto towards = [&](float value, bool shown) {
    if (reduced_motion_) return shown ? 1.0f : 0.0f;
    return std::clamp(value + (shown ? 1 : -1) * fades_per_second * seconds, 0.0f, 1.0f);
  };
  strip_opacity_ = towards(strip_opacity_, strip_seconds_ > 0);
  notice_opacity_ = towards(notice_opacity_, notice_seconds_ > 0);
  panel_opacity_ = towards(panel_opacity_, close_to_.has_value());
  tour_opacity_ = towards(tour_opacity_, guide_.leads());
  if (tour_opacity_ == 0 && !guide_.leads()) tour_words_.reset();
  if (strip_opacity_ == 0) tours_are_open_ = false;
  bool hand_on_button = std::ranges::any_of(buttons_, [&](const UiButton& b) { return b.place.contains(pointer_); });
  if (!hand_on_button) strip_seconds_ = std::max(0.0f, strip_seconds_ - seconds);
  notice_seconds_ = std::max(0.0f, notice_seconds_ - seconds);
  if (panel_opacity_ == 0 && !close_to_) panel_.reset();
}

double Visit::seconds_until_change() const {
  bool turning =
      held_.contains(Key::left) || held_.contains(Key::right) || held_.contains(Key::q) || held_.contains(Key::e);
  float floor_eye = walker_->floor_m({pose_.eye.x, pose_.eye.z}) + metres(eye_height_);
  bool settling = !guide_.leads() && (pose_.eye.y != floor_eye || (!close_to_ && pose_.fov_y != walking_fov_y_));
  bool fading = strip_opacity_ != (strip_seconds_ > 0 ? 1.0f : 0.0f) ||
                notice_opacity_ != (notice_seconds_ > 0 ? 1.0f : 0.0f) || panel_opacity_ != (close_to_ ? 1.0f : 0.0f) ||
                tour_opacity_ != (guide_.leads() ? 1.0f : 0.0f);
  if (glide_ || !way_.empty() || velocity_ != vec2(0) || walks_by_keys() || turning || settling || fading) return 0;
  double next = guide_.seconds_until_change();
  bool hand_on_button = std::ranges::any_of(buttons_, [&](const UiButton& b) { return b.place.contains(pointer_); });
  if (strip_seconds_ > 0 && !hand_on_button) next = std::min<double>(next, strip_seconds_);
  if (notice_seconds_ > 0) next = std::min<double>(next, notice_seconds_);
  return next;
}

UiState Visit::ui_state() const {
  return {.width = width_,
          .height = height_,
          .scale = density_,
          .language = language_,
          .languages = house_->exhibition->languages,
          .eye_height = eye_height_,
          .reduced_motion = reduced_motion_,
          .strip_opacity = strip_opacity_,
          .notice = notice_,
          .notice_opacity = notice_opacity_,
          .panel = panel_ ? &*panel_ : nullptr,
          .panel_opacity = panel_opacity_,
          .panel_scroll = panel_scroll_,
          .tours = tour_choices_,
          .tours_are_open = tours_are_open_,
          .tour = tour_words_ ? &*tour_words_ : nullptr,
          .tour_opacity = tour_opacity_,
          .veil = guide_.veil(),
          .pointer = pointer_};
}

void Visit::set_ui(std::vector<UiButton> buttons, UiRect panel, float panel_scroll_end) {
  buttons_ = std::move(buttons);
  panel_place_ = panel;
  panel_scroll_end_ = panel_scroll_end;
  panel_scroll_ = std::min(panel_scroll_, panel_scroll_end);
}

}  // namespace enf
