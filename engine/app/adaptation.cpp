#include "engine/app/adaptation.h"

#include <algorithm>
#include <cmath>

namespace enf {
namespace {

// Within these times all but a third of the way is gone, in steps of equal ratio. A real eye takes minutes into the
// dark; what matters is that one sees it happen.
constexpr double brighter_s = 0.35, darker_s = 0.9;
constexpr double longest_step_s = 0.1;  // a window that slept does not skip it
constexpr float near_enough = 0.004f;   // of a doubling: less than a step of an 8-bit picture

}  // namespace

void Adaptation::look(float exposure_lx, double seconds) {
  if (!(exposure_lx_ > 0)) {
    exposure_lx_ = exposure_lx;
    return;
  }
  float way = std::log2(exposure_lx / exposure_lx_);
  if (std::abs(way) > near_enough) {
    double share = 1 - std::exp(-std::min(seconds, longest_step_s) / (way > 0 ? brighter_s : darker_s));
    way *= static_cast<float>(share);
    exposure_lx_ *= std::exp2(way);
    if (std::abs(std::log2(exposure_lx / exposure_lx_)) > near_enough) return;
  }
  exposure_lx_ = exposure_lx;
}

}  // namespace enf
