// enfilade bench: walks a plain glTF scene and prints what it cost, one JSON object a line.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/bench_lines.h"
#include "cli/bench_museum.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/pictures.h"
#include "engine/app/png.h"
#include "engine/base/file.h"
#include "engine/scene/plain_scene.h"

namespace enf::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
  std::string scene, path, size = "1280x720", shots, trace;
  unsigned msaa = 4, lights = 8, stride = 1, shadows = 0;
  bool cold = false, json = false;
};

// The walk: one camera a frame. Errors: file.*, bench.path (names the frame).
Result<std::vector<Camera>> read_path(const fs::path& file, unsigned stride) {
  auto text = read_text_file(file);
  if (!text) return fail(text.error());
  auto wrong = [&](std::string record, std::string what) {
    return fail({.id = "bench.path",
                 .what = std::move(what),
                 .file = file.string(),
                 .record = std::move(record),
                 .advice = "Expected {fovY, near, far, up, frames: [{p: [x,y,z], d: [x,y,z]}]}"});
  };
  try {
    auto json = nlohmann::json::parse(*text);
    auto point = [](const nlohmann::json& array) {
      return vec3(array.at(0).get<float>(), array.at(1).get<float>(), array.at(2).get<float>());
    };
    Camera camera{.up = point(json.at("up")),
                  .fov_y = radians_from_degrees(json.at("fovY").get<float>()),
                  .near_m = json.at("near").get<float>(),
                  .far_m = json.at("far").get<float>()};
    std::vector<Camera> poses;
    const auto& frames = json.at("frames");
    for (std::size_t i = 0; i < frames.size(); i += stride) {
      camera.eye = point(frames[i].at("p"));
      camera.forward = point(frames[i].at("d"));
      if (std::abs(glm::length(camera.forward) - 1) > 0.01f)
        return wrong(fmt::format("frame {}", i), "d is not of unit length");
      camera.forward = glm::normalize(camera.forward);
      poses.push_back(camera);
    }
    if (poses.empty()) return wrong("frames", "there is no frame");
    return poses;
  } catch (const nlohmann::json::exception& problem) {
    return wrong("", fmt::format("not a path: {}", problem.what()));
  }
}

// Removes the folder of a cold run when it is over.
struct ColdStore {
  fs::path folder;
  ~ColdStore() {
    std::error_code ignored;
    if (!folder.empty()) fs::remove_all(folder, ignored);
  }
};

Result<void> walk(const Options& options) {
  auto size = parse_size(options.size);
  if (!size) return fail(size.error());
  auto poses = read_path(options.path, options.stride);
  if (!poses) return fail(poses.error());
  ColdStore cold;
  if (options.cold) {
    std::string name = (fs::temp_directory_path() / "enfilade-cold-XXXXXX").string();
    if (!mkdtemp(name.data())) return fail(file_error("make the folder", name, errno));
    cold.folder = name;
  }

  Jobs jobs;
  auto painter = make_painter(jobs, {.width = size->width,
                                     .height = size->height,
                                     .samples = options.msaa,
                                     .light_budget = options.lights,
                                     .shadows = false,
                                     .redrawn_shadows = options.shadows});
  if (!painter) return fail(painter.error());
  Renderer& renderer = *painter->renderer;
  auto cooked = cook_file(options.scene, cold.folder, jobs, {});
  if (!cooked) return fail(cooked.error());
  if (!cooked->model)
    return fail({.id = "bench.scene",
                 .what = "this is an image, and a scene is needed",
                 .file = options.scene,
                 .advice = "Give a glTF or GLB file"});
  if (auto set = renderer.set_scene(std::make_shared<const RenderScene>(plain_scene(cooked->model))); !set)
    return fail(set.error());

  FrameStats last;
  auto draw = [&](const Camera& camera) -> Result<void> {
    auto stats = draw_frame(renderer, camera, {.background = vec3(0), .wait_for_streaming = true});
    if (!stats) return fail(stats.error());
    last = *stats;
    return {};
  };
  double load_ms = ms_since_process_start();
  if (auto drawn = draw(poses->front()); !drawn) return drawn;
  double first_ms = ms_since_process_start();
  emit(fmt::format(
      R"({{"event":"first","loadMs":{:.3f},"firstMs":{:.3f},"w":{},"h":{},"samples":{},"renderer":{},"prepared":{}}})",
      load_ms, first_ms, size->width, size->height, renderer.settings().samples,
      json_text(painter->device->info().name), !cooked->was_ready));

  for (std::size_t i = 0; i < poses->size(); i += 4)
    if (auto drawn = draw((*poses)[i]); !drawn) return drawn;
  emit(R"({"event":"loop-start"})");

  std::vector<double> ms;
  std::uint64_t draws = 0, triangles = 0;
  std::uint32_t lights_max = 0;
  double cpu_before = cpu_ms();
  for (const Camera& camera : *poses) {
    auto begin = Clock::now();
    if (auto drawn = draw(camera); !drawn) return drawn;
    ms.push_back(ms_since(begin));
    draws += last.draws, triangles += last.triangles;
    lights_max = std::max(lights_max, last.lights_max);
  }
  auto frames = static_cast<double>(ms.size());
  emit(fmt::format(R"({{"event":"loop-end","ms":[{}],"cpu_ms":{:.3f},"draws":{},"triangles":{},"lights_max":{}}})",
                   list_of(ms), (cpu_ms() - cpu_before) / frames, draws / ms.size(), triangles / ms.size(),
                   lights_max));

  // The two poses that are shown are also what the hash stands for.
  Hasher hasher;
  for (std::size_t shot = 0; shot < 2; ++shot) {
    if (auto drawn = draw((*poses)[shot * poses->size() / 3]); !drawn) return drawn;
    auto image = renderer.read_back();
    if (!image) return fail(image.error());
    hasher.add(std::as_bytes(std::span(image->rgba)));
    if (options.shots.empty()) continue;
    std::string name = fmt::format("ours-{}-{}.png", fs::path(options.scene).stem().string(), shot);
    if (auto made = make_folder(options.shots); !made) return made;
    if (auto written = write_png(fs::path(options.shots) / name, *image); !written) return written;
  }

  emit(fmt::format(
      R"({{"event":"done","load_ms":{:.3f},"first_frame_ms":{:.3f},"frames":{},{},"peak_rss_kib":{},"hash":"{}"}})",
      load_ms, first_ms, ms.size(), json_of(times_of(ms)), peak_rss_kib(), to_hex(hasher.finish())));
  return renderer.save_cache();
}

}  // namespace

void add_bench(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("bench", "Walk a plain glTF scene, or a generated museum, and print its cost as JSON lines");
  command->add_option("--scene", options->scene, "A glTF or GLB file (required)");
  command->add_option("--path", options->path, "The walk: {fovY, near, far, up, frames: [{p, d}]} (required)");
  command->add_option("--size", options->size, "Picture size in pixels");
  command->add_option("--msaa", options->msaa, "Samples a pixel")->check(CLI::IsMember({1, 4}));
  command->add_option("--lights", options->lights, "Lights a shaded point may have; 0: all");
  command->add_option("--shadows", options->shadows,
                      "The first so many spots cast 1024x1024 shadows, redrawn each frame");
  command->add_option("--stride", options->stride, "Draw every so many-th pose of the walk")
      ->check(CLI::Range(1, 1000000));
  command->add_option("--shots", options->shots, "A folder for pictures of the first pose and the one a third along");
  command->add_flag("--cold", options->cold,
                    "Ignore what was prepared earlier; preparing is part of the times and the memory then");
  command->add_option("--trace", options->trace, "Write what the last frames took (Chrome trace events)")
      ->type_name("FILE.json");
  command->add_flag("--json", options->json, "JSON lines on standard output (always so)");
  CLI::App* museum = add_bench_museum(*command, exit_code);
  command->callback([options, command, museum, &exit_code] {
    if (command->got_subcommand(museum)) return;
    for (const char* needed : {"--scene", "--path"})
      if (command->count(needed) == 0) throw CLI::RequiredError(needed);
    if (auto done = traced(options->trace, [&] { return walk(*options); }); !done) exit_code = report(done.error());
  });
}

}  // namespace enf::cli
