// enfilade render: a viewpoint, a camera, every viewpoint, or one file alone, as PNG.
#include "engine/render/renderer.h"

#include <fmt/format.h>

#include <charconv>
#include <future>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/pictures.h"
#include "engine/app/png.h"
#include "engine/app/live_scene.h"
#include "engine/app/still.h"
#include "engine/app/traced_house.h"
#include "engine/base/file.h"
#include "engine/scene/studio.h"

namespace enf::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
  std::string project, file, out, viewpoint, eye, target, size = "1280x720", language, trace;
  double fov_deg = 60, exposure_lx = 0;
  unsigned samples = 4, spp = 64;
  bool all = false, reference = false, traced = false;
};

constexpr std::uint32_t reference_passes = 64;

Result<vec3> parse_point(std::string_view text) {
  vec3 point(0);
  const char *at = text.data(), *end = text.data() + text.size();
  for (int axis = 0; axis < 3; ++axis) {
    auto [next, problem] = std::from_chars(at, end, point[axis]);
    bool separated = axis == 2 ? next == end : next != end && *next == ',';
    if (problem != std::errc{} || !separated || !(std::abs(point[axis]) < 1e6f))
      return fail({.id = "argument.point", .what = fmt::format("\"{}\" is not a point", text),
                   .advice = "Write x,y,z in metres, such as 4.5,1.6,3"});
    at = next + 1;
  }
  return point;
}

Camera camera_of(const Viewpoint& viewpoint) {
  return {.eye = vec3(viewpoint.eye_m), .forward = vec3(glm::normalize(viewpoint.target_m - viewpoint.eye_m)),
          .fov_y = static_cast<float>(viewpoint.fov_y_rad)};
}

Result<void> draw_one(Painter& painter, const Camera& camera, const Options& options, const fs::path& out) {
  DrawOptions draw{.exposure_lx = static_cast<float>(options.exposure_lx), .wait_for_streaming = true};
  std::optional<ImageData> image;
  if (options.reference) {
    auto drawn = painter.renderer->draw_reference(camera, draw, reference_passes);
    if (!drawn) return fail(drawn.error());
    image = std::move(*drawn);
  } else {
    auto stats = draw_frame(*painter.renderer, camera, draw);
    if (!stats) return fail(stats.error());
    auto drawn = painter.renderer->read_back();
    if (!drawn) return fail(drawn.error());
    image = std::move(*drawn);
  }
  if (auto written = write_png(out, *image); !written) return fail(written.error());
  fmt::print("{}\n", out.string());
  return {};
}

// Pictures without a GPU: light is traced through the rooms in view.
Result<void> trace_views(OpenedExhibition& exhibition, std::span<const std::pair<Camera, fs::path>> views, Size size,
                         const Options& options, const std::vector<std::string>& languages, Jobs& jobs) {
  const std::stop_token stop = stop_on_interrupt();
  float aspect = static_cast<float>(size.width) / static_cast<float>(size.height);
  for (const auto& [camera, out] : views) {
    auto tracer = trace_view(exhibition, camera, aspect, languages, jobs);
    if (!tracer) return fail(tracer.error());
    StillDesc still{.width = size.width, .height = size.height, .samples = options.spp,
                    .exposure_lx = static_cast<float>(options.exposure_lx)};
    if (still.exposure_lx <= 0) {
      const RenderScene& house = exhibition.house().shell;
      std::uint32_t room = room_of(house, camera.eye);
      still.exposure_lx = room == no_room ? RoomItem{}.exposure_lx : house.rooms[room].exposure_lx;
    }
    ProgressBar bar;
    auto image = traced_still(**tracer, camera, still, jobs, {bar.listener(), stop});
    bar.finish();
    if (!image) return fail(image.error());
    if (auto written = write_png(out, *image); !written) return fail(written.error());
    fmt::print("{}\n", out.string());
  }
  return {};
}

Result<Painter> painter_for(const Options& options, Size size, Jobs& jobs) {
  RenderSettings settings{.width = size.width, .height = size.height, .samples = options.samples,
                          .finest = options.reference};
  if (options.reference) settings.light_budget = 0;
  return make_painter(jobs, settings);
}

Result<void> render_file(const Options& options) {
  auto size = parse_size(options.size);
  if (!size) return fail(size.error());
  Jobs jobs;
  auto painter = painter_for(options, *size, jobs);
  if (!painter) return fail(painter.error());
  ProgressBar bar;
  auto cooked = cook_file(options.file, {}, jobs, {bar.listener(), {}});
  bar.finish();
  if (!cooked) return fail(cooked.error());
  const RenderSettings& settings = painter->renderer->settings();
  float aspect = static_cast<float>(settings.width) / static_cast<float>(settings.height);
  StudioShot shot = cooked->model ? studio_shot(cooked->model, aspect) : studio_shot(cooked->picture, aspect);
  if (auto set = painter->renderer->set_scene(std::make_shared<const RenderScene>(std::move(shot.scene))); !set)
    return fail(set.error());
  if (auto drawn = draw_one(*painter, shot.camera, options, options.out); !drawn) return drawn;
  return painter->renderer->save_cache();
}

Result<void> render_project(const Options& options) {
  auto size = parse_size(options.size);
  if (!size) return fail(size.error());
  Jobs jobs;
  std::future<Result<Painter>> coming_painter;
  if (!options.traced)
    coming_painter = std::async(std::launch::async, [&] { return painter_for(options, *size, jobs); });
  auto exhibition = open_exhibition(options.project);
  if (!exhibition) return fail(exhibition.error());
  const Document& house = (*exhibition)->house().document;

  std::vector<std::pair<Camera, fs::path>> views;
  if (options.all) {
    if (auto made = make_folder(options.out); !made) return fail(made.error());
    for (const Viewpoint& viewpoint : house.viewpoints)
      views.emplace_back(camera_of(viewpoint), fs::path(options.out) / (viewpoint.id.value + ".png"));
  } else if (!options.eye.empty()) {
    auto eye = parse_point(options.eye);
    auto target = parse_point(options.target);
    if (!eye) return fail(eye.error());
    if (!target) return fail(target.error());
    if (glm::distance(*eye, *target) < 1e-4f)
      return fail({.id = "argument.point", .what = "eye and target are the same point", .advice = "Move one of them"});
    views.emplace_back(Camera{.eye = *eye, .forward = glm::normalize(*target - *eye),
                              .fov_y = radians_from_degrees(static_cast<float>(options.fov_deg))},
                       options.out);
  } else {
    ViewpointId wanted{options.viewpoint.empty() ? house.exhibition->start.value : options.viewpoint};
    const Viewpoint* viewpoint = house.find(wanted);
    if (!viewpoint && options.viewpoint.empty() && !house.viewpoints.empty()) viewpoint = &*house.viewpoints.begin();
    if (viewpoint) views.emplace_back(camera_of(*viewpoint), options.out);
  }
  if (views.empty()) {
    std::string known;
    for (const Viewpoint& viewpoint : house.viewpoints) known += (known.empty() ? "" : ", ") + viewpoint.id.value;
    return fail({.id = "render.no_viewpoint",
                 .what = options.viewpoint.empty() ? "the exhibition has no viewpoint"
                                                   : fmt::format("there is no viewpoint \"{}\"", options.viewpoint),
                 .file = options.project,
                 .advice = known.empty() ? "Give --eye and --target" : "There are: " + known});
  }

  std::vector<std::string> languages;
  if (!options.language.empty()) languages = {options.language};
  if (options.traced) {
    auto traced = trace_views(**exhibition, views, *size, options, languages, jobs);
    for (const Error& note : (*exhibition)->notes()) fmt::print(stderr, "enfilade: {}\n", to_string(note));
    return traced;
  }
  LiveScene live(**exhibition, jobs, languages);
  float aspect = static_cast<float>(size->width) / static_cast<float>(size->height);
  live.prepare(views.front().first, aspect);
  auto painter = coming_painter.get();
  if (!painter) return fail(painter.error());
  for (const auto& [camera, out] : views) {
    if (live.update(camera, aspect))
      if (auto set = painter->renderer->set_scene(live.scene()); !set) return fail(set.error());
    if (auto drawn = draw_one(*painter, camera, options, out); !drawn) return drawn;
  }
  for (const Error& note : (*exhibition)->notes()) fmt::print(stderr, "enfilade: {}\n", to_string(note));
  return painter->renderer->save_cache();
}

}  // namespace

void add_render(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("render", "Draw viewpoints of an exhibition, or one file alone, as PNG");
  auto* project = command->add_option("PROJECT", options->project, "The project's folder");
  command->add_option("--file", options->file, "A model or image to show alone on neutral ground")->excludes(project);
  command->add_option("-o,--output", options->out, "The PNG to write; with --all a folder")->required();
  command->add_option("--viewpoint", options->viewpoint, "A viewpoint's id; the exhibition's start without it");
  command->add_flag("--all", options->all, "Every viewpoint, each into <id>.png");
  auto* eye = command->add_option("--eye", options->eye, "x,y,z of the eye in metres");
  auto* target = command->add_option("--target", options->target, "x,y,z of the point looked at");
  eye->needs(target);
  target->needs(eye);
  command->add_option("--fov", options->fov_deg, "Vertical field of view in degrees, with --eye")->check(CLI::Range(1, 150));
  command->add_option("--size", options->size, "Picture size in pixels");
  command->add_option("--samples", options->samples, "Samples a pixel")->check(CLI::IsMember({1, 4}));
  command->add_option("--exposure-lx", options->exposure_lx, "Illuminance at which a white sheet is just white; the room's without it");
  command->add_option("--language", options->language, "Language of labels, such as az");
  command->add_option("--trace", options->trace, "Write what the pictures took (Chrome trace events)")->type_name("FILE.json");
  auto* reference = command->add_flag("--reference", options->reference, "Slow and without shortcuts, for comparison");
  auto* trace_light = command->add_flag("--reference-traced", options->traced, "Trace all light along paths, slowly: the truth")
                     ->excludes(reference)
                     ->needs(project);
  command->add_option("--spp", options->spp, "Paths a pixel of a traced picture")->check(CLI::Range(1, 1 << 20))->needs(trace_light);
  command->callback([options, &exit_code] {
    auto work = [&]() -> Result<void> {
      if (!options->file.empty()) return render_file(*options);
      if (!options->project.empty()) return render_project(*options);
      return fail({.id = "argument.missing", .what = "nothing to draw", .advice = "Name a project's folder, or --file FILE"});
    };
    if (auto done = traced(options->trace, work); !done) exit_code = report(done.error());
  });
}

}  // namespace enf::cli
