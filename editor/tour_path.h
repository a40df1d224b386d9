// Owns: a tour as it will be led, worked out beforehand: where the eye is at any second, and the way on the floor.
// Must not know: panels, the renderer.
// Called by: the tour's player on a worker; a value, so any thread.
#pragma once

#include <vector>

#include "engine/app/eye_pose.h"
#include "engine/exhibition/document.h"

namespace enf::editor {

struct TourPath {
  static constexpr double step_s = 0.1;
  std::vector<EyePose> poses;     // one a step, from the tour's begin
  std::vector<double> arrives_s;  // at each stop
  double seconds() const { return poses.empty() ? 0 : step_s * static_cast<double>(poses.size() - 1); }
  // Between the steps; the first or the last pose beyond the ends. There are poses.
  EyePose at(double seconds) const;
};

// The tour as a standing visitor is led who begins at its first stop. Rooms brought in as models are taken by their
// plans. Empty for a tour that is not there.
TourPath path_of(const Document& document, const TourId& tour);

}  // namespace enf::editor
