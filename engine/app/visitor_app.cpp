#include "engine/app/visitor_app.h"

#include <fmt/format.h>

#include "engine/app/png.h"
#include "engine/base/file.h"
#include "engine/base/log.h"

namespace enf {

Result<std::unique_ptr<VisitorApp>> VisitorApp::open(gpu::Device& device, Jobs& jobs, const VisitorSettings& settings) {
  std::unique_ptr<VisitorApp> app(new VisitorApp);
  app->settings_ = settings;
  auto exhibition = open_exhibition(settings.project);
  if (!exhibition) return std::unexpected(exhibition.error());
  app->exhibition_ = std::move(*exhibition);
  const Document& document = app->exhibition_->document();
  const std::vector<std::string>& offered = document.exhibition->languages;
  app->shown_language_ = !settings.language.empty() || offered.empty() ? settings.language : offered.front();
  app->live_ = std::make_unique<LiveScene>(*app->exhibition_, jobs, std::vector{app->shown_language_});
  auto visit = Visit::begin(document, app->exhibition_->walked_models().get(), settings.language, settings.start);
  if (!visit) return std::unexpected(visit.error());
  app->visit_ = std::move(*visit);
  Event size = ResizeEvent{settings.render.width, settings.render.height, settings.density};
  app->visit_->tick({&size, 1}, 0);

  auto typesetter = Typesetter::open();
  if (!typesetter) return std::unexpected(typesetter.error());
  auto messages = Messages::open();
  if (!messages) return std::unexpected(messages.error());
  app->ui_ = std::make_unique<Ui>(std::move(*typesetter), std::move(*messages));

  auto renderer = Renderer::create(device, jobs, settings.render);
  if (!renderer) return std::unexpected(renderer.error());
  app->renderer_ = std::move(*renderer);
  if (auto shown = app->follow(); !shown) return std::unexpected(shown.error());
  app->lay_out();
  return app;
}

// Has the rooms drawn that the visitor sees or may soon see.
Result<void> VisitorApp::follow() {
  std::shared_ptr<const RenderScene> before = live_->scene();
  if (visit_->language() != shown_language_) {
    shown_language_ = visit_->language();
    live_->set_languages({shown_language_});
  }
  float aspect = static_cast<float>(std::max(1u, visit_->width())) / static_cast<float>(std::max(1u, visit_->height()));
  live_->update(visit_->camera(), aspect);
  visit_->set_scene(live_->scene().get());
  std::vector<Error> notes = exhibition_->notes();
  for (; notes_told_ < notes.size(); ++notes_told_) log_warning("{}", to_string(notes[notes_told_]));
  return live_->scene() == before ? Result<void>{} : renderer_->set_scene(live_->scene());
}

std::string VisitorApp::title() const {
  return choose(exhibition_->document().exhibition->title, visit_->language()).text;
}

Result<void> VisitorApp::tick(std::span<const Event> events, double seconds) {
  visit_->tick(events, seconds);
  if (Result<void> followed = follow(); !followed) return followed;
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
  return {visit_->pose(), frame_.images, visit_->width(), visit_->height(), live_->scene()};
}

bool VisitorApp::needs_frame() const {
  if (visit_->width() == 0 || visit_->height() == 0) return false;
  return !shown_ || !renderer_->quiet() || *shown_ != now();
}

double VisitorApp::seconds_until_change() const { return needs_frame() ? 0 : visit_->seconds_until_change(); }

DrawOptions VisitorApp::options() {
  overlay_.clear();
  for (const UiImage& image : frame_.images)
    overlay_.push_back({.bitmap = image.bitmap,
                        .position_px = {image.place.x, image.place.y},
                        .size_px = {image.place.width, image.place.height},
                        .tint = {1, 1, 1, image.opacity}});
  return {.overlay = overlay_};
}

template <class Draw>
Result<FrameStats> VisitorApp::drawn_by(Draw draw) {
  Shown showing = now();
  Result<FrameStats> stats = draw(visit_->camera(), options());
  if (stats) shown_ = std::move(showing);
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

  const std::filesystem::path& folder = settings_.picture_folder;
  Result<void> saved = make_folder(folder);
  if (saved) {
    std::filesystem::path path;
    std::error_code ignored;
    for (int number = 1; path.empty() || std::filesystem::exists(path, ignored); ++number)
      path = folder / fmt::format("enfilade-{:04}.png", number);
    saved = write_png(path, *picture);
    if (saved) last_picture_ = path;
  }
  if (!saved) log_warning("{}", to_string(saved.error()));
  auto tr = [&](std::string_view english) { return english; };
  visit_->show_notice(saved
                          ? ui_->messages().get(visit_->language(), tr("Picture saved: {}"), last_picture_.string())
                          : std::string(ui_->messages().get(visit_->language(), tr("The picture could not be saved"))));
  return {};
}

}  // namespace enf
