#include "editor/tour_path.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/app/tour_guide.h"

namespace enf::editor {

EyePose TourPath::at(double seconds) const {
  const double place = std::clamp(seconds / step_s, 0.0, static_cast<double>(poses.size() - 1));
  const auto before = static_cast<std::size_t>(place), after = std::min(before + 1, poses.size() - 1);
  const EyePose &a = poses[before], &b = poses[after];
  const float part = static_cast<float>(place - static_cast<double>(before));
  if (glm::distance(a.eye, b.eye) > 1) return part < 0.5f ? a : b;  // a cut
  return {.eye = glm::mix(a.eye, b.eye, part),
          .heading = wrapped(a.heading + wrapped(b.heading - a.heading) * part),
          .pitch = glm::mix(a.pitch, b.pitch, part),
          .fov_y = glm::mix(a.fov_y, b.fov_y, part)};
}

TourPath path_of(const Document& document, const TourId& id) {
  constexpr int ticks_a_step = 4;
  constexpr double longest_s = 4 * 3600;
  TourPath path;
  const Tour* tour = document.find(id);
  const Viewpoint* first = tour && !tour->stops.empty() ? document.find(tour->stops.front().viewpoint) : nullptr;
  if (!first) return path;
  EyePose pose = pose_towards(first->eye_m, first->target_m, static_cast<float>(first->fov_y_rad));
  TourGuide guide(document, std::make_shared<const Walker>(document));
  const Guidance how;
  guide.begin(id, pose, how);
  while (guide.leads() && path.seconds() < longest_s) {
    if (!guide.travels() && path.arrives_s.size() == guide.stop())
      path.arrives_s.push_back(TourPath::step_s * static_cast<double>(path.poses.size()));
    path.poses.push_back(pose);
    for (int i = 0; i < ticks_a_step; ++i) guide.tick(static_cast<float>(TourPath::step_s / ticks_a_step), how, pose);
  }
  return path;
}

}  // namespace enf::editor
