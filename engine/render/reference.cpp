#include <cmath>

#include "engine/render/renderer_state.h"
#include "engine/render/tone.h"

namespace enf {

Result<ImageData> Renderer::State::draw_reference(const Camera& camera, const DrawOptions& options,
                                                  std::uint32_t passes) {
  RenderSettings kept = settings;
  settings.finest = true;
  settings.light_budget = 0;
  auto run = [&]() -> Result<ImageData> {
    if (auto set = set_scene(scene); !set) return std::unexpected(set.error());
    DrawOptions one = options;
    one.wait_for_streaming = true;
    std::vector<float> sums;
    ImageData image;
    std::vector<vec3> offsets(scene->spots.size());
    for (std::uint32_t pass = 0; pass < passes; ++pass) {
      // Places on the luminous disc along Vogel's spiral, turned from spot to spot so that they do not move together;
      // the picture moves along the plastic number's sequence (Roberts 2018), which fills a square evenly.
      float n = static_cast<float>(pass) + 0.5f;
      for (std::size_t s = 0; s < offsets.size(); ++s) {
        const SpotItem& spot = scene->spots[s];
        vec3 side = glm::normalize(glm::cross(spot.direction, std::abs(spot.direction.y) < 0.9f ? vec3(0, 1, 0) : vec3(1, 0, 0)));
        vec3 up = glm::cross(side, spot.direction);
        float turn = 2.39996323f * n + static_cast<float>(s), away = spot.source_radius_m * std::sqrt(n / static_cast<float>(passes));
        offsets[s] = side * (away * std::cos(turn)) + up * (away * std::sin(turn));
      }
      jitter_px = vec2(std::fmod(0.7548777f * n, 1.0f), std::fmod(0.5698403f * n, 1.0f)) - 0.5f;
      shadows->displace(offsets);
      if (auto drawn = draw(camera, one, nullptr); !drawn) return std::unexpected(drawn.error());
      auto read = read_back();
      if (!read) return read;
      image = std::move(*read);
      sums.resize(image.rgba.size());
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += decode_srgb(static_cast<float>(image.rgba[i]) / 255);
    }
    for (std::size_t i = 0; i < sums.size(); ++i)
      image.rgba[i] = static_cast<std::uint8_t>(std::lround(encode_srgb(sums[i] / static_cast<float>(passes)) * 255));
    return image;
  };
  auto image = run();
  settings = kept;
  jitter_px = vec2(0);
  shadows->displace({});
  if (auto restored = set_scene(scene); !restored) return std::unexpected(restored.error());
  return image;
}

}  // namespace enf
