#include "cli/bench_museum.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <memory>
#include <optional>

#include "cli/bench_lines.h"
#include "cli/output.h"
#include "cli/pictures.h"
#include "cli/program.h"
#include "content/museum_folder.h"
#include "content/museum_options.h"
#include "engine/app/live_scene.h"
#include "engine/app/png.h"
#include "engine/base/file.h"
#include "engine/base/trace.h"
#include "engine/cook/cook.h"

namespace enf::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
  MuseumPlan plan;
  std::string folder, size = "1280x720", shots, trace;
  unsigned msaa = 4, lights = 8, frames = 600, still = 0, holes = 0;
  unsigned budget_mib = static_cast<unsigned>(kiosk_budget_bytes >> 20);
};

// Makes and cooks what is not there yet, in processes of their own, whose memory is none of the walk's. True if
// anything had to be done.
Result<bool> prepare(const Options& options, const fs::path& folder) {
  const MuseumPlan& plan = options.plan;
  const fs::path cooked_stamp = folder / ".enfilade" / "museum.cooked";  // says by which version of the cook
  const std::string this_cook = fmt::format("cooker {} {}\n", model_cooker_version, picture_cooker_version);
  bool written = holds_museum(folder, plan);
  if (auto stamp = read_text_file(cooked_stamp); written && stamp && *stamp == this_cook) return false;

  Clock::time_point begin = Clock::now();
  if (!written) {
    std::vector<std::string> arguments = museum_arguments(plan);
    arguments.insert(arguments.begin(), {folder.string(), "--museum"});
    auto made = run_program("enfilade-demo", arguments);
    if (!made) return fail(made.error());
    emit(fmt::format(R"({{"event":"made","files":{},"kept":{},"bytes":{},"megapixels":{:.1f},"ms":{:.0f}}})",
                     made->value("files", 0u), made->value("kept", 0u), made->value("bytes", std::uint64_t{0}),
                     made->value("megapixels", 0.0), ms_since(begin)));
  }
  begin = Clock::now();
  auto cooked = run_program("enfilade", {"cook", folder.string(), "--json"});
  if (!cooked) return fail(cooked.error());
  emit(fmt::format(R"({{"event":"cooked","fresh":{},"ready":{},"ms":{:.0f}}})", cooked->value("cooked", 0u),
                   cooked->value("ready", 0u), ms_since(begin)));
  if (auto stamped = write_file_atomic(cooked_stamp, this_cook); !stamped) return fail(stamped.error());
  return true;
}

std::vector<Camera> poses_of(const Options& options) {
  MuseumFloor floor = museum_floor(options.plan);
  std::vector<Camera> poses;
  if (options.still == 0) {
    for (const TourPose& pose : floor.tour(options.frames))
      poses.push_back({.eye = vec3(pose.eye), .forward = vec3(pose.forward)});
    return poses;
  }
  TourPose pose = floor.viewpoint();
  for (unsigned i = 0; i < options.still; ++i) {  // a millimetre to and fro, so that each is another picture
    dvec3 eye = pose.eye + dvec3(i % 2 == 0 ? 0.0 : 0.001, 0, 0);
    poses.push_back({.eye = vec3(eye), .forward = vec3(pose.forward)});
  }
  return poses;
}

// A renderer that follows a camera through the museum as the visitor's does.
struct Stage {
  Painter painter;
  std::unique_ptr<LiveScene> live;
  FrameStats last;

  Result<void> draw(const Camera& camera, const DrawOptions& options) {
    std::uint64_t begin_ns = trace::now_ns();
    const RenderSettings& settings = painter.renderer->settings();
    if (live->update(camera, static_cast<float>(settings.width) / static_cast<float>(settings.height)))
      if (auto set = painter.renderer->set_scene(live->scene()); !set) return set;
    auto stats = painter.renderer->draw(camera, options);
    if (!stats) return fail(stats.error());
    last = *stats;
    if (auto finished = painter.renderer->finish(); !finished) return finished;
    trace::mark_frame(begin_ns);
    return {};
  }
  Result<void> draw_streamed(const Camera& camera) { return draw(camera, {}); }
  Result<void> draw_complete(const Camera& camera) { return draw(camera, {.wait_for_streaming = true}); }
};

Result<Painter> painter_for(const Options& options, Size size, Jobs& jobs) {
  return make_painter(
      jobs,
      within({.width = size.width, .height = size.height, .samples = options.msaa, .light_budget = options.lights},
             std::uint64_t{options.budget_mib} << 20));
}

// How far apart two pictures are, in steps of 255.
struct Difference {
  double mean = 0;
  int max = 0;
};
Difference difference(const ImageData& a, const ImageData& b) {
  Difference result;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < a.rgba.size(); ++i) {
    int apart = std::abs(static_cast<int>(a.rgba[i]) - static_cast<int>(b.rgba[i]));
    sum += static_cast<std::uint64_t>(apart);
    result.max = std::max(result.max, apart);
  }
  result.mean = static_cast<double>(sum) / (static_cast<double>(a.rgba.size()) * 3 / 4);  // alpha never differs
  return result;
}

// Walks again with nothing but the first frame loaded, keeping each k-th picture as it was drawn at once, and compares
// them with the same poses fully loaded.
Result<void> compare_with_complete(const Options& options, Size size, OpenedExhibition& exhibition,
                                   const std::vector<Camera>& poses) {
  Jobs jobs;
  auto painter = painter_for(options, size, jobs);
  if (!painter) return fail(painter.error());
  std::optional<Stage> stage(
      Stage{std::move(*painter), std::make_unique<LiveScene>(exhibition, jobs, std::vector<std::string>{}), {}});
  if (auto drawn = stage->draw_complete(poses.front()); !drawn) return drawn;
  std::vector<std::pair<std::size_t, ImageData>> kept;
  std::size_t with_holes = 0, with_stand_ins = 0;
  for (std::size_t i = 0; i < poses.size(); ++i) {
    if (auto drawn = stage->draw_streamed(poses[i]); !drawn) return drawn;
    if (stage->last.holes > 0) ++with_holes;
    if (stage->last.stand_ins > 0) ++with_stand_ins;
    if (i % options.holes != 0) continue;
    auto image = stage->painter.renderer->read_back();
    if (!image) return fail(image.error());
    kept.emplace_back(i, std::move(*image));
  }
  double sum = 0, worst_mean = 0;
  int worst = 0;
  std::size_t worst_frame = 0;
  for (const auto& [i, streamed] : kept) {
    if (auto drawn = stage->draw_complete(poses[i]); !drawn) return drawn;
    auto complete = stage->painter.renderer->read_back();
    if (!complete) return fail(complete.error());
    Difference apart = difference(streamed, *complete);
    sum += apart.mean;
    worst = std::max(worst, apart.max);
    if (apart.mean > worst_mean) worst_mean = apart.mean, worst_frame = i;
  }
  emit(fmt::format(
      R"({{"event":"holes","frames":{},"frames_with_holes":{},"frames_with_stand_ins":{},"compared":{},"mean_difference":{:.4f},)"
      R"("worst_mean_difference":{:.4f},"worst_frame":{},"max_difference":{}}})",
      poses.size(), with_holes, with_stand_ins, kept.size(), sum / static_cast<double>(kept.size()), worst_mean,
      worst_frame, worst));
  return {};
}

Result<void> walk(const Options& options) {
  auto size = parse_size(options.size);
  if (!size) return fail(size.error());
  const MuseumPlan& plan = options.plan;
  fs::path folder = options.folder.empty() ? fmt::format("out/museum-{}-{}-{}", plan.rooms, plan.works, plan.texture_px)
                                           : options.folder;
  Clock::time_point begin_preparing = Clock::now();
  auto prepared = prepare(options, folder);
  if (!prepared) return fail(prepared.error());
  double preparing_ms = ms_since(begin_preparing);  // no part of opening the museum
  std::vector<Camera> poses = poses_of(options);

  Jobs jobs;
  auto coming_painter = std::async(std::launch::async, [&] { return painter_for(options, *size, jobs); });
  auto exhibition = open_exhibition(folder);
  if (!exhibition) return fail(exhibition.error());
  auto live = std::make_unique<LiveScene>(**exhibition, jobs, std::vector<std::string>{});
  live->prepare(poses.front(), static_cast<float>(size->width) / static_cast<float>(size->height));
  auto painter = coming_painter.get();
  if (!painter) return fail(painter.error());
  std::optional<Stage> stage(Stage{std::move(*painter), std::move(live), {}});
  Renderer& renderer = *stage->painter.renderer;

  double load_ms = ms_since_process_start() - preparing_ms;
  if (auto drawn = stage->draw_complete(poses.front()); !drawn) return drawn;
  double first_ms = ms_since_process_start() - preparing_ms;
  emit(fmt::format(
      R"({{"event":"first","loadMs":{:.3f},"firstMs":{:.3f},"w":{},"h":{},"samples":{},"renderer":{},"prepared":{}}})",
      load_ms, first_ms, size->width, size->height, renderer.settings().samples,
      json_text(stage->painter.device->info().name), *prepared));
  emit(R"({"event":"loop-start"})");

  std::vector<double> ms, cpu_of_frames, main_thread;
  std::uint64_t draws = 0, triangles = 0;
  std::uint32_t lights_max = 0, rooms_max = 0, waits_before = stage->live->waits();
  std::size_t incomplete = 0, with_holes = 0, with_stand_ins = 0;
  for (const Error& note : (*exhibition)->notes()) fmt::print(stderr, "enfilade: {}\n", to_string(note));
  std::uint64_t uploaded_before = renderer.streamer().stats().uploaded_bytes,
                evicted_before = renderer.streamer().stats().evicted;
  double cpu_before = cpu_ms();
  for (const Camera& camera : poses) {
    Clock::time_point begin = Clock::now();
    double cpu_begin = cpu_ms(), thread_begin = thread_cpu_ms();
    if (auto drawn = stage->draw_streamed(camera); !drawn) return drawn;
    ms.push_back(ms_since(begin));
    cpu_of_frames.push_back(cpu_ms() - cpu_begin), main_thread.push_back(thread_cpu_ms() - thread_begin);
    const FrameStats& last = stage->last;
    draws += last.draws, triangles += last.triangles;
    lights_max = std::max(lights_max, last.lights_max), rooms_max = std::max(rooms_max, last.rooms);
    incomplete += last.complete ? 0 : 1, with_holes += last.holes > 0 ? 1 : 0;
    with_stand_ins += last.stand_ins > 0 ? 1 : 0;
  }
  double cpu = (cpu_ms() - cpu_before) / static_cast<double>(ms.size());
  const StreamStats& stream = renderer.streamer().stats();
  const gpu::MemoryStats memory = stage->painter.device->memory().stats();
  emit(fmt::format(
      R"({{"event":"loop-end","ms":[{}],"cpu_ms":{:.3f},"draws":{},"triangles":{},"lights_max":{},"rooms_max":{},)"
      R"("tiles":{},"resident_bytes":{},"uploads":{},"evicted":{},"gpu_used_bytes":{},"gpu_reserved_bytes":{}}})",
      list_of(ms), cpu, draws / ms.size(), triangles / ms.size(), lights_max, rooms_max, stream.tiles_resident,
      stream.tiles_resident * pyramid_tile_bytes + stream.model_bytes_resident, stream.uploaded_bytes - uploaded_before,
      stream.evicted - evicted_before, memory.used_bytes, memory.reserved_bytes));
  long peak = peak_rss_kib();

  // Pictures with everything loaded stand for the result: where the walk begins, and a third and two thirds along.
  Hasher hasher;
  for (std::size_t shot = 0; shot < 3; ++shot) {
    if (auto drawn = stage->draw_complete(poses[shot * poses.size() / 3]); !drawn) return drawn;
    auto image = renderer.read_back();
    if (!image) return fail(image.error());
    hasher.add(std::as_bytes(std::span(image->rgba)));
    if (options.shots.empty()) continue;
    if (auto made = make_folder(options.shots); !made) return made;
    if (auto written = write_png(fs::path(options.shots) / fmt::format("museum-{}.png", shot), *image); !written)
      return written;
  }
  Times times = times_of(ms), cpu_times = times_of(cpu_of_frames);
  auto hitches = std::ranges::count_if(ms, [&](double frame) { return frame > 2 * times.p50; });
  emit(fmt::format(
      R"({{"event":"done","load_ms":{:.3f},"first_frame_ms":{:.3f},"frames":{},{},"cpu":{{{}}},"main_thread":{{{}}},"hitches":{},)"
      R"("worst_frame":{},"incomplete":{},"rooms_waited_for":{},"frames_with_holes":{},"frames_with_stand_ins":{},"peak_rss_kib":{},)"
      R"("hash":"{}"}})",
      load_ms, first_ms, ms.size(), json_of(times), json_of(cpu_times), json_of(times_of(main_thread)), hitches,
      times.worst, incomplete, stage->live->waits() - waits_before, with_holes, with_stand_ins, peak,
      to_hex(hasher.finish())));
  if (auto saved = renderer.save_cache(); !saved) return saved;
  stage.reset();
  if (options.holes > 0) return compare_with_complete(options, *size, **exhibition, poses);
  return {};
}

}  // namespace

CLI::App* add_bench_museum(CLI::App& bench, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = bench.add_subcommand(
      "museum", "Make a museum of generated works, walk through it as a visitor would, and print its cost");
  add_museum_options(*command, options->plan);
  command->add_option("--folder", options->folder,
                      "The museum's project; used again if it is there. out/museum-ROOMS-WORKS-TEXTURE without it");
  command->add_option("--frames", options->frames, "Frames of the walk")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--still", options->still,
                      "Instead of the walk, so many frames from one place in the first room");
  command->add_option("--size", options->size, "Picture size in pixels")->capture_default_str();
  command->add_option("--msaa", options->msaa, "Samples a pixel")->check(CLI::IsMember({1, 4}));
  command->add_option("--lights", options->lights, "Lights a shaded point may have; 0: all");
  command->add_option("--budget-mib", options->budget_mib, "Memory for tiles, meshes and shadow maps")
      ->capture_default_str()
      ->check(CLI::Range(32, 1 << 20));
  command->add_option("--holes", options->holes,
                      "Walk again and compare every so many-th frame with the same view fully loaded");
  command->add_option("--shots", options->shots, "A folder for three pictures along the walk");
  command->add_option("--trace", options->trace, "Write what the last frames took (Chrome trace events)")
      ->type_name("FILE.json");
  command->callback([options, &exit_code] {
    if (auto done = traced(options->trace, [&] { return walk(*options); }); !done) exit_code = report(done.error());
  });
  return command;
}

}  // namespace enf::cli
