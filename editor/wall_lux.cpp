#include "editor/wall_lux.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "editor/lux_colours.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

bool WallLux::follow(const std::shared_ptr<const DirectLight>& light, const Room& room, std::uint32_t wall,
                     double seconds) {
  constexpr double step_m = 0.06, before_m = 0.012;
  const WallFrame frame = wall_frame(room, wall);
  const double top = std::min(frame.height_m, room.ceiling_height_m);
  if (light_ != light || room_ != room || wall_ != wall) {
    light_ = light, room_ = room, wall_ = wall, row_ = 0;
    wide_ = static_cast<std::uint32_t>(std::clamp(std::ceil(frame.length_m / step_m), 8.0, 240.0));
    high_ = static_cast<std::uint32_t>(std::clamp(std::ceil(top / step_m), 8.0, 120.0));
    working_ = std::make_shared<ImageData>();
    working_->encoding = TextureEncoding::rgba8_srgb;
    working_->width = wide_, working_->height = high_;
    working_->wrap = TextureWrap::clamp;
    working_->rgba.reserve(std::size_t{4} * wide_ * high_);
  }
  if (is_done()) return false;
  const auto begun = std::chrono::steady_clock::now();
  while (!is_done()) {
    for (std::uint32_t x = 0; x < wide_; ++x) {
      const float lux =
          light->lux(vec3(frame.at((x + 0.5) / wide_ * frame.length_m, (1 - (row_ + 0.5) / high_) * top, before_m)),
                     vec3(frame.inward));
      const vec3 colour = lux_colour(lux);
      for (int c = 0; c < 3; ++c)
        working_->rgba.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(colour[c], 0.0f, 1.0f) * 255)));
      working_->rgba.push_back(255);
    }
    ++row_;
    if (std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count() > seconds) break;
  }
  if (!is_done()) return false;
  picture_ = std::move(working_);
  return true;
}

}  // namespace enf::editor
