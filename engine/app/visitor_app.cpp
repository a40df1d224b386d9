#include "engine/app/visitor_app.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/app/png.h"
#include "engine/base/file.h"
#include "engine/base/log.h"
#include "engine/base/trace.h"

namespace enf {

constexpr double profile_every_s = 0.25;
constexpr double swift_s = 0.4;  // between pictures
constexpr std::uint64_t saved_trace_ns = 10'000'000'000;

Result<std::unique_ptr<VisitorApp>> VisitorApp::open(gpu::Device& device, Jobs& jobs, const VisitorSettings& settings) {
  std::unique_ptr<VisitorApp> app(new VisitorApp);
  app->settings_ = settings;
  app->jobs_ = &jobs;
  auto exhibition = open_exhibition(settings.project);
  if (!exhibition) return std::unexpected(exhibition.error());
  app->exhibition_ = std::move(*exhibition);
  const Document& house = app->exhibition_->house().document;
  const std::vector<std::string>& offered = house.exhibition->languages;
  app->shown_language_ = !settings.language.empty() || offered.empty() ? settings.language : offered.front();
  app->live_ = std::make_unique<LiveScene>(*app->exhibition_, jobs, std::vector{app->shown_language_});
  auto visit = Visit::begin(house, app->exhibition_->walked_models().get(), settings.language, settings.start);
  if (!visit) return std::unexpected(visit.error());
  app->visit_ = std::move(*visit);
  if (settings.stands) app->visit_->stand_at(*settings.stands);
  Event size = ResizeEvent{settings.render.width, settings.render.height, settings.density};
  app->visit_->tick({&size, 1}, 0);
  app->live_->prepare(app->visit_->camera(), app->aspect());

  auto typesetter = Typesetter::open();
  if (!typesetter) return std::unexpected(typesetter.error());
  auto messages = Messages::open();
  if (!messages) return std::unexpected(messages.error());
  app->ui_ = std::make_unique<Ui>(std::move(*typesetter), std::move(*messages));
  app->profile_panel_.emplace(app->ui_->typesetter(), app->ui_->messages());

  if (auto renewed = app->renew(device); !renewed) return std::unexpected(renewed.error());
  if (auto shown = app->follow(); !shown) return std::unexpected(shown.error());
  app->lay_out();
  return app;
}

Result<void> VisitorApp::renew(gpu::Device& device) {
  settings_.render.width = std::max(1u, visit_->width()), settings_.render.height = std::max(1u, visit_->height());
  auto renderer = Renderer::create(device, *jobs_, settings_.render);
  if (!renderer) return std::unexpected(renderer.error());
  renderer_ = std::move(*renderer);
  shown_.reset();
  return renderer_->set_scene(live_->scene());
}

float VisitorApp::aspect() const {
  return static_cast<float>(std::max(1u, visit_->width())) / static_cast<float>(std::max(1u, visit_->height()));
}

// Has the rooms drawn that the visitor sees or may soon see.
Result<void> VisitorApp::follow() {
  std::shared_ptr<const RenderScene> before = live_->scene();
  if (visit_->language() != shown_language_) {
    shown_language_ = visit_->language();
    live_->set_languages({shown_language_});
  }
  live_->update(visit_->camera(), aspect());
  visit_->set_scene(live_->scene().get());
  std::vector<Error> notes = exhibition_->notes();
  for (; notes_told_ < notes.size(); ++notes_told_) log_warning("{}", to_string(notes[notes_told_]));
  return live_->scene() == before ? Result<void>{} : renderer_->set_scene(live_->scene());
}

// Whoever did not walk there is used to the light there.
void VisitorApp::adapt(double seconds) {
  constexpr float longest_step_m = 1.5f;
  vec3 eye = visit_->camera().eye;
  if (last_eye_ && glm::distance(*last_eye_, eye) > longest_step_m) adaptation_.forget();
  last_eye_ = eye;
  adaptation_.look(exposure_at(*live_->scene(), eye), seconds);
}

std::string VisitorApp::title() const {
  return choose(exhibition_->house().document.exhibition->title, visit_->language()).text;
}

Result<void> VisitorApp::tick(std::span<const Event> events, double seconds) {
  tick_begin_ns_ = trace::now_ns();
  trace::Zone zone("tick");
  profile_age_s_ += seconds;
  visit_->tick(events, seconds);
  // Only when pictures follow each other swiftly: the first ones take their time, in which the line would go by unread.
  if (shown_ && seconds < swift_s && !settings_.notice.empty())
    visit_->show_notice(std::exchange(settings_.notice, {}));
  if (visit_->profiler_is_open() && !trace::recording()) trace::start();
  if (visit_->take_trace_request()) save_trace();
  if (Result<void> followed = follow(); !followed) return followed;
  adapt(seconds);
  const RenderSettings& render = renderer_->settings();
  if (visit_->width() > 0 && visit_->height() > 0 &&
      (visit_->width() != render.width || visit_->height() != render.height))
    if (Result<void> resized = renderer_->resize(visit_->width(), visit_->height()); !resized) return resized;
  if (visit_->take_picture_request())
    if (Result<void> taken = take_picture(); !taken) return taken;
  lay_out();
  return {};
}

void VisitorApp::lay_out() {
  frame_ = ui_->lay_out(visit_->ui_state());
  visit_->set_ui(frame_.buttons, frame_.panel, frame_.panel_scroll_end);
}

VisitorApp::Shown VisitorApp::now() const {
  return {visit_->pose(), adaptation_.exposure_lx(), frame_.images, visit_->width(), visit_->height(), live_->scene(), visit_->profiler_is_open()};
}

bool VisitorApp::needs_frame() const {
  if (visit_->width() == 0 || visit_->height() == 0) return false;
  return !shown_ || !renderer_->quiet() || *shown_ != now();
}

double VisitorApp::seconds_until_change() const {
  if (needs_frame()) return 0;
  return std::min(
      {visit_->seconds_until_change(), settings_.notice.empty() ? std::numeric_limits<double>::infinity() : swift_s / 2,
       renderer_->streamer().seconds_until_retry(), live_->seconds_until_retry()});
}

// The show goes on; whoever looks after the kiosk finds the reason in the log.
void VisitorApp::tell_of_trouble() {
  const StreamStats& stats = renderer_->streamer().stats();
  auto tr = [&](std::string_view english) { return english; };
  auto tell = [&](std::string_view english) {
    visit_->show_notice(std::string(ui_->messages().get(visit_->language(), english)));
  };
  const bool medium_is_gone = stats.medium_is_gone || !std::isinf(live_->seconds_until_retry());
  if (medium_is_gone && !told_of_medium_)
    tell(tr("The exhibition's files cannot be read just now. What is here stays on show."));
  told_of_medium_ = medium_is_gone;
  if (stats.over_budget && !told_of_memory_) {
    log_warning("the coarsest of what is in view takes more than the memory budget; allow more (--memory-mib)");
    tell(tr("Memory is short: some works are shown less sharply."));
    told_of_memory_ = true;
  }
}

DrawOptions VisitorApp::options() {
  overlay_.clear();
  for (const UiImage& image : frame_.images)
    overlay_.push_back({.bitmap = image.bitmap,
                        .position_px = {image.place.x, image.place.y},
                        .size_px = {image.place.width, image.place.height},
                        .tint = {1, 1, 1, image.opacity}});
  if (visit_->profiler_is_open())
    show_profiler();
  else
    profile_picture_.reset();
  return {.exposure_lx = adaptation_.exposure_lx(), .overlay = overlay_};
}

// Only in pictures that are drawn anyway: numbers alone are no reason for a frame.
void VisitorApp::show_profiler() {
  trace::Zone zone("interface");
  if (!profile_picture_ || profile_age_s_ >= profile_every_s || profile_language_ != visit_->language()) {
    Profile profile = history_.profile(last_stats_, renderer_->streamer().stats(), renderer_->timings());
    profile_language_ = visit_->language();
    profile_picture_ = profile_panel_->draw(profile, profile_language_, visit_->ui_state().scale);
    profile_age_s_ = 0;
  }
  // The upper right corner of what the text panel leaves free.
  float s = visit_->ui_state().scale, free = static_cast<float>(visit_->width());
  if (frame_.panel.x > 0) free = frame_.panel.x;
  overlay_.push_back({.bitmap = profile_picture_,
                      .position_px = {free - static_cast<float>(profile_picture_->width) - 16 * s, 16 * s}});
}

template <class Draw>
Result<FrameStats> VisitorApp::drawn_by(Draw draw) {
  Shown showing = now();
  Result<FrameStats> stats = draw(visit_->camera(), options());
  if (!stats) return stats;
  shown_ = std::move(showing);
  last_stats_ = *stats;
  tell_of_trouble();
  history_.add(tick_begin_ns_, trace::now_ns());
  trace::mark_frame(tick_begin_ns_);
  return stats;
}

Result<FrameStats> VisitorApp::draw() {
  return drawn_by([&](const Camera& camera, const DrawOptions& how) { return renderer_->draw(camera, how); });
}

Result<FrameStats> VisitorApp::draw_to(gpu::Swapchain& swapchain) {
  return drawn_by(
      [&](const Camera& camera, const DrawOptions& how) { return renderer_->draw_to(swapchain, camera, how); });
}

Result<void> VisitorApp::take_picture() {
  // Without the interface, and in the detail the view deserves.
  Result<FrameStats> drawn = renderer_->draw(visit_->camera(), {.wait_for_streaming = true});
  if (!drawn) return std::unexpected(drawn.error());
  Result<ImageData> picture = renderer_->read_back();
  if (!picture) return std::unexpected(picture.error());
  shown_.reset();  // the renderer's image no longer holds what the screen should show

  Result<std::filesystem::path> path = free_path("png");
  Result<void> saved = path ? write_png(*path, *picture) : fail(path.error());
  if (saved) last_picture_ = *path;
  if (!saved) log_warning("{}", to_string(saved.error()));
  auto tr = [&](std::string_view english) { return english; };
  visit_->show_notice(saved
                          ? ui_->messages().get(visit_->language(), tr("Picture saved: {}"), last_picture_.string())
                          : std::string(ui_->messages().get(visit_->language(), tr("The picture could not be saved"))));
  return {};
}

void VisitorApp::save_trace() {
  std::uint64_t now = trace::now_ns();
  Result<std::filesystem::path> path = free_path("trace.json");
  Result<void> saved = path ? trace::save(*path, now - std::min(now, saved_trace_ns)) : fail(path.error());
  if (saved) last_trace_ = *path;
  if (!saved) log_warning("{}", to_string(saved.error()));
  auto tr = [&](std::string_view english) { return english; };
  visit_->show_notice(saved ? ui_->messages().get(visit_->language(), tr("Trace saved: {}"), last_trace_.string())
                            : std::string(ui_->messages().get(visit_->language(), tr("The trace could not be saved"))));
}

// The next unused name in the visitor's folder, which is made if need be.
Result<std::filesystem::path> VisitorApp::free_path(std::string_view ending) const {
  if (Result<void> made = make_folder(settings_.picture_folder); !made) return fail(made.error());
  std::filesystem::path path;
  std::error_code ignored;
  for (int number = 1; path.empty() || std::filesystem::exists(path, ignored); ++number)
    path = settings_.picture_folder / fmt::format("enfilade-{:04}.{}", number, ending);
  return path;
}

}  // namespace enf
