// Measures views of a baked exhibition with its baked light and, in turns, with its lamps drawn as they are: the time
// of a picture once all is there, the lights drawn; with --spp also how different both look from the same view traced
// along so many paths a pixel (mean FLIP). One JSON object a view on standard output. Usage: bench_view PROJECT [--spp
// N] [--size WxH] VIEWPOINT...
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/app/live_scene.h"
#include "engine/app/png.h"
#include "engine/app/still.h"
#include "engine/app/traced_house.h"
#include "engine/render/renderer.h"
#include "engine/scene/visibility.h"
#include "tests/render/flip.h"

using namespace enf;

namespace {

constexpr int rounds = 5, pictures = 12;

template <class T>
T must(Result<T> result) {
  if (!result) fmt::print(stderr, "{}\n", to_string(result.error())), std::exit(1);
  return std::move(*result);
}
void must(Result<void> result) {
  if (!result) fmt::print(stderr, "{}\n", to_string(result.error())), std::exit(1);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

struct Side {
  std::shared_ptr<const RenderScene> scene;
  std::vector<double> times_ms;
  FrameStats stats;
  ImageData picture;
};

void measure(Renderer& renderer, Side& side, const Camera& camera) {
  must(renderer.set_scene(side.scene));
  side.stats = must(renderer.draw(camera, {.wait_for_streaming = true}));
  side.picture = must(renderer.read_back());
  for (int i = 0; i < pictures; ++i) {
    auto begin = std::chrono::steady_clock::now();
    must(renderer.draw(camera, {}));
    must(renderer.read_back());
    side.times_ms.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
}

// Where a picture differs from another: its FLIP at each pixel as grey, twice as bright as it is.
ImageData picture_of_difference(const ImageData& a, const ImageData& b) {
  ImageData shown = a;
  std::vector<float> differences = flip_differences(a, b);
  for (std::size_t i = 0; i < differences.size(); ++i)
    std::fill_n(&shown.rgba[4 * i], 3, static_cast<std::uint8_t>(std::min(255.0f, 510 * differences[i])));
  return shown;
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> views;
  std::filesystem::path folder;
  std::uint32_t spp = 0, width = 1280, height = 720;
  for (int i = 2; i < count; ++i) {
    std::string argument = arguments[i];
    if (argument == "--spp" && i + 1 < count)
      spp = static_cast<std::uint32_t>(std::strtoul(arguments[++i], nullptr, 10));
    else if (argument == "--size" && i + 1 < count)
      std::sscanf(arguments[++i], "%ux%u", &width, &height);
    else if (argument == "--pictures" && i + 1 < count)
      folder = arguments[++i];
    else
      views.push_back(argument);
  }
  if (views.empty())
    return fmt::print(stderr, "bench_view PROJECT [--spp N] [--size WxH] [--pictures FOLDER] VIEWPOINT...\n"), 1;
  Jobs jobs;
  auto exhibition = must(open_exhibition(arguments[1]));
  auto device = must(gpu::Device::create({}));
  auto renderer = must(Renderer::create(*device, jobs, {.width = width, .height = height}));
  for (const std::string& id : views) {
    const Viewpoint* view = exhibition->house().document.find(ViewpointId{id});
    if (!view) return fmt::print(stderr, "there is no viewpoint {}\n", id), 1;
    Camera camera{.eye = vec3(view->eye_m),
                  .forward = vec3(glm::normalize(view->target_m - view->eye_m)),
                  .fov_y = static_cast<float>(view->fov_y_rad)};
    float aspect = static_cast<float>(width) / static_cast<float>(height);
    LiveScene live(*exhibition, jobs, {});
    live.update(camera, aspect);
    Side baked{.scene = live.scene()};
    auto bare = std::make_shared<RenderScene>(*baked.scene);
    std::size_t rooms = 0;
    for (RoomItem& room : bare->rooms) rooms += room.light != nullptr, room.light.reset();
    Side lamps{.scene = bare};
    for (int i = 0; i < rounds; ++i)
      for (Side* side : {&baked, &lamps}) measure(*renderer, *side, camera);
    if (!folder.empty()) must(write_png(folder / (id + "-baked.png"), baked.picture));
    std::string differs;
    if (spp > 0) {
      auto tracer = must(trace_view(*exhibition, camera, aspect, {}, jobs));
      StillDesc desc{
          .width = width, .height = height, .samples = spp, .exposure_lx = exposure_at(*baked.scene, camera.eye)};
      ImageData truth = must(traced_still(*tracer, camera, desc, jobs, {}));
      desc.first_sample = spp;
      ImageData again = must(traced_still(*tracer, camera, desc, jobs, {}));
      differs = fmt::format(R"(,"flip_baked":{:.4f},"flip_lamps":{:.4f},"flip_grain":{:.4f})",
                            mean_flip(baked.picture, truth), mean_flip(lamps.picture, truth), mean_flip(again, truth));
      if (!folder.empty()) {
        must(write_png(folder / (id + "-traced.png"), truth));
        must(write_png(folder / (id + "-differs.png"), picture_of_difference(baked.picture, truth)));
      }
    }
    fmt::print(
        R"({{"view":"{}","rooms_baked":{},"baked_ms":{:.2f},"lamps_ms":{:.2f},"ratio":{:.3f},"baked_lights_max":{},"lamps_lights_max":{}{}}})"
        "\n",
        id, rooms, median(baked.times_ms), median(lamps.times_ms), median(baked.times_ms) / median(lamps.times_ms),
        baked.stats.lights_max, lamps.stats.lights_max, differs);
    std::fflush(stdout);
  }
}
