#include "engine/app/still.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "engine/light/sampler.h"
#include "engine/render/tone.h"

namespace enf {

Result<ImageData> traced_still(const PathTracer& tracer, const Camera& camera, const StillDesc& desc, Jobs& jobs,
                               const WorkContext& work) {
  vec3 side = glm::normalize(glm::cross(camera.forward, camera.up)), up = glm::cross(side, camera.forward);
  float high = std::tan(camera.fov_y / 2),
        wide = high * static_cast<float>(desc.width) / static_cast<float>(desc.height);
  ImageData image{.width = desc.width, .height = desc.height, .wrap = TextureWrap::clamp};
  image.rgba.resize(std::size_t{4} * desc.width * desc.height);
  std::mutex telling;
  std::uint32_t rows_done = 0;
  work.tell("Tracing light", 0, desc.height);
  jobs.parallel_for(desc.height, [&](std::size_t y) {
    for (std::uint32_t x = 0; x < desc.width; ++x) {
      if (work.stop.stop_requested()) return;
      auto pixel = static_cast<std::uint32_t>(y) * desc.width + x;
      vec3 sum(0);
      for (std::uint32_t i = desc.first_sample; i < desc.first_sample + desc.samples; ++i) {
        vec2 within = Sampler(~pixel, i).next2();
        float u = 2 * (static_cast<float>(x) + within.x) / static_cast<float>(desc.width) - 1;
        float v = 1 - 2 * (static_cast<float>(y) + within.y) / static_cast<float>(desc.height);
        sum += tracer.luminance_cd_m2(
            {camera.eye, glm::normalize(camera.forward + side * (u * wide) + up * (v * high))}, pixel, i);
      }
      vec3 shown = tone_curve(sum * (pi / (desc.exposure_lx * static_cast<float>(desc.samples))));
      for (int c = 0; c < 3; ++c)
        image.rgba[4 * std::size_t{pixel} + static_cast<std::size_t>(c)] =
            static_cast<std::uint8_t>(std::lround(encode_srgb(std::clamp(shown[c], 0.0f, 1.0f)) * 255));
      image.rgba[4 * std::size_t{pixel} + 3] = 255;
    }
    std::lock_guard lock(telling);
    work.tell("Tracing light", ++rows_done, desc.height);
  });
  if (work.stop.stop_requested()) return fail({.id = "work.cancelled", .what = "the picture was stopped"});
  return image;
}

}  // namespace enf
