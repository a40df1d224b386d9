// Owns: how a pattern becomes abr (ikat): bound and dyed warp threads that shift, dye that creeps along them, silk that
// shines. Must not know: the pattern. Called by: the generators of ikats, each on one thread.
#pragma once

#include <cstdint>
#include <functional>

#include "content/picture.h"

namespace enf {

struct AbrCloth {
  float width_cm = 168, height_cm = 214;
  float loom_cm = 42;       // width of one loom's cloth; widths are sewn together
  float feather_cm = 1.1f;  // how far bundles of warp shift
  bool velvet = false;      // a cut pile that drinks light instead of ribs that shine
  std::uint32_t seed = 31;
};

// `dye_at(x, y)` is the bound pattern in centimetres from the upper left.
Picture woven_abr(const AbrCloth& cloth, int long_side_px, const std::function<vec3(float x, float y)>& dye_at);

}  // namespace enf
