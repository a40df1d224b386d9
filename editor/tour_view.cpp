// Tours in the editor: the panel's hands, playing, pictures of views, recordings that come in.
#include <fmt/format.h>

#include <algorithm>

#include "editor/editor_app.h"
#include "engine/gpu/readback.h"

namespace enf::editor {

void EditorApp::draw_tours() {
  const TourHands hands{.gaze = stage_->gaze(),
                        .go =
                            [this](const Viewpoint& view) {
                              player_->pause();
                              stage_->stand_at(view);
                              view_to_keep_ = view.id;
                            },
                        .picture = [this](const Viewpoint& view) -> ImTextureID {
                          std::shared_ptr<const ImageData> image = view_pictures_->of(view);
                          return image ? shell_->pass().show(image) : nullptr;
                        },
                        .take = [this](const std::filesystem::path& file) { take_sound_file(file); },
                        .player = *player_,
                        .lengths = *tour_lengths_};
  tours_.draw(*workspace_, form_, hands);
}

void EditorApp::play(const TourId& tour) {
  const bool plays_it = side_ == Side::tours && tours_.opened() == tour && player_->plays();
  if (plays_it) return player_->pause();
  side_ = Side::tours;
  if (tours_.opened() != tour) tours_.open(tour);
  plays_when_known_ = true;
}

// Follows the tour one looks at, and moves the eye while it plays.
void EditorApp::lead(double seconds) {
  hear_of_sound();
  const TourId shown = side_ == Side::tours ? tours_.opened() : TourId{};
  if (shown != tour_shown_ && !shown.empty()) plan_.fit(true);  // its way leads through the house
  tour_shown_ = shown;
  player_->follow(workspace_->session().document, shown);
  if (side_ == Side::tours && tour_lengths_->follow(workspace_->session().document)) shell_->changed();
  if (looks_around_ || grab_) player_->pause(), plays_when_known_ = false;
  if (plays_when_known_ && player_->path()) player_->play(), plays_when_known_ = false;
  std::optional<EyePose> pose = player_->pass(seconds);
  if (!pose) return;
  stage_->set_gaze({.eye = pose->eye, .yaw = wrapped(pose->heading - pi), .pitch = pose->pitch, .fov_y = pose->fov_y});
  shell_->changed();
}

bool EditorApp::takes_sounds(const std::vector<std::filesystem::path>& files) const {
  return files.size() == 1 && ends_as(files.front(), sound_endings);
}

// Copies the recording on a worker; the stop gets it when it is there.
void EditorApp::take_sound_file(const std::filesystem::path& file) {
  const Tour* tour = workspace_->session().document.find(tours_.opened());
  if (workspace_->session().is_read_only)
    return workspace_->tell(std::string(workspace_->tr("The exhibition is open for reading only.")), true);
  if (side_ != Side::tours || !tour || tours_.chosen_stop() >= tour->stops.size())
    return workspace_->tell(
        std::string(workspace_->tr("Open a tour and choose the stop where this recording is to be heard.")), true);
  if (sound_) return workspace_->tell(std::string(workspace_->tr("Another recording is still being copied.")), true);
  sound_ = SoundTaken{tour->id, tours_.chosen_stop(), tours_.sound_language(workspace_->session().document)};
  jobs_.submit([project = source_->folder(), file, answer = sound_->answer] {
    Result<SoundFacts> facts = take_sound(project, file);
    std::lock_guard lock(answer->mutex);
    answer->facts = std::move(facts);
  });
}

void EditorApp::hear_of_sound() {
  if (!sound_) return;
  std::optional<Result<SoundFacts>> facts;
  {
    std::lock_guard lock(sound_->answer->mutex);
    if (!sound_->answer->facts) return;
    facts = std::move(sound_->answer->facts);
  }
  const SoundTaken taken = std::move(*sound_);
  sound_.reset();
  shell_->changed();
  Workspace& w = *workspace_;
  if (!*facts) return w.tell_error(facts->error());
  if (!w.session().document.find(taken.tour)) return;
  const SoundFacts& sound = **facts;
  w.ask("tour.set-audio", {{"tour", AnyId(taken.tour)},
                           {"stop", static_cast<double>(taken.stop)},
                           {"file", sound.file},
                           {"language", taken.language}});
  w.tell(sound.seconds ? w.tr("The recording plays {}.", minutes(*sound.seconds))
                       : w.tr("The recording is in {}.", sound.format));
}

bool EditorApp::stands_at(const Viewpoint& view) const {
  const Gaze& gaze = stage_->gaze();
  return glm::distance(gaze.eye, vec3(view.eye_m)) < 0.01f &&
         glm::dot(glm::normalize(vec3(view.target_m - view.eye_m)), gaze.forward()) > 0.9999f;
}

// The perspective's picture of the view one stands at, once it is quiet: one that was asked for, that has none, or
// whose room holds something else than when it was taken.
void EditorApp::keep_view_picture() {
  if (stage_size_.x < ViewPictures::width || stage_size_.y < ViewPictures::height) return;  // too little to keep
  const DividedDocument& now = workspace_->editing().divided();
  auto is_out_of_date = [&](const Viewpoint& one) {
    auto taken = pictured_.find(one.id);
    return taken == pictured_.end() || taken->second != *now.contents(one.room) || !view_pictures_->of(one);
  };
  if (!view_to_keep_ && !workspace_->has_gesture())
    for (const Viewpoint& one : now.document.viewpoints)
      if (stands_at(one) && is_out_of_date(one)) view_to_keep_ = one.id;
  if (!view_to_keep_ || stage_->needs_picture() || stage_->waits()) return;
  const Viewpoint* view = workspace_->session().document.find(*view_to_keep_);
  view_to_keep_.reset();
  if (!view || !stands_at(*view)) return;
  pictured_[view->id] = *now.contents(view->room);
  auto pixels = gpu::read_image(*device_, stage_->picture());
  if (!pixels) return;
  ImageData picture{.encoding = TextureEncoding::rgba8_srgb, .width = pixels->width, .height = pixels->height};
  if (pixels->bytes.size() != std::size_t{4} * picture.width * picture.height) return;
  picture.rgba.resize(pixels->bytes.size());
  std::ranges::transform(pixels->bytes, picture.rgba.begin(),
                         [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
  view_pictures_->keep(*view, picture);
  shell_->changed();
}

}  // namespace enf::editor
