#include "editor/editor_app.h"

#include <fmt/format.h>
#include <imgui_internal.h>  // NavWindow

#include <algorithm>
#include <limits>

#include "editor/look.h"
#include "editor/operators/soundness.h"
#include "editor/recents.h"
#include "engine/app/localized.h"
#include "engine/base/log.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"

namespace enf {
std::span<const EmbeddedCatalogue> editor_catalogues();
}

namespace enf::editor {

namespace {

// Of the first room in which works hang, the wall with most of them.
std::optional<std::pair<RoomId, std::uint32_t>> fullest_wall(const Document& document) {
  std::map<std::pair<RoomId, std::uint32_t>, int> hung;
  for (const Placement& placement : document.placements)
    if (auto* on = std::get_if<OnWall>(&placement.where)) ++hung[{placement.room, on->wall}];
  std::optional<std::pair<RoomId, std::uint32_t>> fullest;
  for (const auto& [wall, count] : hung)
    if (!fullest || (wall.first == fullest->first && count > hung[*fullest])) fullest = wall;
  return fullest;
}

}  // namespace

Result<std::unique_ptr<EditorApp>> EditorApp::open(gpu::Device& device, Jobs& jobs, const EditorSettings& settings) {
  std::unique_ptr<EditorApp> app(new EditorApp(device, jobs));
  auto shell = Shell::create(device, settings);
  if (!shell) return fail(shell.error());
  app->shell_ = std::move(*shell);
  Result<Editing> editing = Editing::open(settings.project, settings.mode);
  const std::string refused = editing ? "" : editing.error().id;
  const bool is_in_use = refused == "project.in_use",
             is_locked = refused == "file.unwritable" || refused == "file.disk_full";
  if (is_in_use || is_locked) editing = Editing::open(settings.project, Editing::Mode::read_only);
  if (!editing) return fail(editing.error());
  auto messages = Messages::open(editor_catalogues());
  if (!messages) return fail(messages.error());
  app->messages_ = std::move(*messages);
  app->workspace_ =
      std::make_unique<Workspace>(std::move(*editing), *app->messages_, settings.autosave_s, settings.look);
  Workspace& workspace = *app->workspace_;
  app->look_ = settings.look, app->look_file_ = settings.look_file;
  auto source = SceneSource::open(settings.project);
  if (!source) return fail(source.error());
  app->source_ = std::move(*source);
  auto stage = Stage::create(device, jobs, *app->source_, settings.render,
                             settings.traces_light ? Stage::Light::traced : Stage::Light::of_lamps);
  if (!stage) return fail(stage.error());
  app->stage_ = std::move(*stage);
  app->cooker_ = std::make_unique<Cooker>(settings.project);
  app->home_ = settings.home;
  app->sheet_ = std::make_unique<ImportSheet>(settings.project);
  app->relinker_ = std::make_unique<Relinker>(settings.project);
  app->sections_ = std::make_unique<ModelSections>(jobs, *app->source_);
  app->player_ = std::make_unique<TourPlayer>(jobs);
  app->tour_lengths_ = std::make_unique<TourLengths>(jobs);
  app->view_pictures_ = std::make_unique<ViewPictures>(settings.project);
  app->thumbnails_ = std::make_unique<Thumbnails>(*app->source_);
  if (auto wall = fullest_wall(workspace.session().document)) {
    workspace.ask("room.enter", {{"room", AnyId(wall->first)}, {"wall", double(wall->second)}});
    workspace.run_asked();
  }
  app->offers_practice_ = !settings.practice_folder.empty();
  const bool is_first = !settings.recents_file.empty() &&
                        read_recents(settings.recents_file).value_or(std::vector<RecentProject>(1)).empty();
  if (settings.practises && !workspace.session().is_read_only)
    app->lesson_.begin();
  else if (is_first && app->offers_practice_)
    app->lesson_.offer();
  std::string name = choose(workspace.session().document.exhibition->title, settings.look.language).text;
  if (auto kept = remember_project(settings.recents_file, {settings.project, name}); !kept)
    log_warning("{}", to_string(kept.error()));
  app->stage_->set_language(settings.look.language);
  app->stage_->go_to(workspace.session().document, workspace.session().room);
  app->follow_session();
  if (is_in_use)
    workspace.tell(
        std::string(workspace.tr("Another program is editing this exhibition: it is open for reading only.")), true);
  else if (is_locked)
    workspace.tell(
        std::string(workspace.tr("This folder cannot be written to: the exhibition is open for reading only.")), true);
  else {
    const Project& project = workspace.editing().project();
    std::string told;
    if (std::size_t count = project.recovered_edits(); count > 0)
      told = workspace.tr("{} edits since the last save were recovered.", std::to_string(count));
    for (const Error& note : project.notes()) {
      log_info("{}", to_string(note));
      told += (told.empty() ? "" : " ") + std::string(workspace.tr(sentence_for(note)));
    }
    if (!told.empty()) workspace.tell(std::move(told), !project.notes().empty());
  }
  return app;
}

EditorApp::~EditorApp() {
  if (device_) (void)device_->wait_idle();
}

void EditorApp::let_go_of_device() {
  (void)device_->wait_idle();
  stage_->let_go_of_device();
  shell_->let_go_of_device();
  device_ = nullptr;
}

Result<void> EditorApp::renew(gpu::Device& device) {
  device_ = &device;
  if (auto renewed = shell_->renew(device); !renewed) return renewed;
  return stage_->renew(device);
}

std::string EditorApp::title() const {
  const Session& session = workspace_->session();
  std::string name = choose(session.document.exhibition->title, workspace_->language()).text;
  return fmt::format("{}{} - Enfilade", session.has_unsaved_edits ? "* " : "", name);
}

void EditorApp::draw_lesson() {
  const LessonCard::Wish wish = lesson_card_.draw(*workspace_, lesson_);
  if (wish == LessonCard::Wish::none) return;
  lesson_.leave();
  if (wish == LessonCard::Wish::begin) wish_ = Wish::practice;
  if (wish == LessonCard::Wish::open_exhibition) wish_ = Wish::another_exhibition;
}

// Whether the key leads to a pane, or through its fields.
bool EditorApp::take_pane_key(const KeyEvent& event) {
  constexpr KeyPane all[] = {{"Toolbar"},    {"Catalogue"},  {"Perspective", true},
                             {"Plan", true}, {"Wall", true}, {"Inspector"}};
  constexpr KeyPane with_texts[] = {{"Toolbar"}, {"Catalogue"}, {"Perspective", true}, {"Texts"}, {"Inspector"}};
  if (ImGui::GetIO().WantTextInput && event.key != Key::f6) return false;
  if (focus_.take_key(event, shows_texts() ? std::span<const KeyPane>(with_texts) : all)) return true;
  // Tab goes through what is in the room only from its drawings: elsewhere it goes from field to field.
  if (event.key != Key::tab) return false;
  const ImGuiWindow* in = ImGui::GetCurrentContext()->NavWindow;
  const std::string_view name = in ? in->Name : "Plan";
  return !(name.starts_with("Perspective") || name.starts_with("Plan") || name.starts_with("Wall"));
}

// Keys that no field takes run operators.
void EditorApp::take_key(const KeyEvent& event) {
  const ImGuiIO& io = ImGui::GetIO();
  bool is_writing = io.WantTextInput;
  if (event.key == Key::escape && workspace_->has_gesture()) return workspace_->cancel_gesture();
  if (event.key == Key::escape && workspace_->session().aims_lights) return workspace_->ask("light.aim-by-click");
  if (event.modifiers.ctrl && event.key == Key::p && !sheet_->is_open()) return palette_.open();
  // What is saved or visited has the words one writes.
  const bool leaves = is_writing && (KeyChord{event.key, event.modifiers} == KeyChord{Key::f5} ||
                                     KeyChord{event.key, event.modifiers} == KeyChord{Key::s, {.ctrl = true}});
  if (palette_.is_open() || form_.is_open() || sheet_->is_open() || chooser_.is_open()) return;
  if (take_pane_key(event)) return shell_->changed();
  if (is_writing && !leaves) return;
  leaves_field_ = leaves_field_ || leaves;
  if (plan_.take_key(*workspace_, event)) return;
  if (looks_around_ && event.modifiers == Modifiers{}) return;  // W A S D walk
  for (const Operator& op : all_operators())
    for (const Shortcut& shortcut : op.shortcuts)
      if (auto chord = chord_from(shortcut.keys); chord && *chord == KeyChord{event.key, event.modifiers}) {
        bool is_needless = !op.changes_document && !why_not(op, workspace_->session()).empty();
        if (is_needless) return;  // Escape with nothing selected is no mistake
        Arguments arguments;
        for (const auto& [name, value] : shortcut.arguments) arguments.set(name, value);
        if (arguments.values().empty())
          form_.start(*workspace_, op);
        else
          workspace_->ask(op.id, std::move(arguments));
        return;
      }
}

Result<void> EditorApp::tick(std::span<const Event> events, double seconds) {
  auto take = [this](const Event& event) {
    if (auto* key = std::get_if<KeyEvent>(&event); key && key->down) take_key(*key);
    if (auto* drop = std::get_if<DropEvent>(&event)) take_drop(*drop);
  };
  look_at_files(seconds);
  return shell_->tick(events, seconds, take, [this](double passed) { return frame(passed); });
}

Result<void> EditorApp::frame(double seconds) {
  Result<bool> begun = shell_->begin_frame(seconds);
  if (!begun) return fail(begun.error());
  if (!*begun) return {};
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.MouseDown[0]) workspace_->mouse_is_up();
  // What was dragged and let go over no place for it.
  const bool is_used = ImGui::IsAnyItemActive() || ImGui::GetCurrentContext()->ActiveIdPreviousFrame != 0;
  if (!io.MouseDown[0] && !io.MouseReleased[0] && !is_used) workspace_->forget_gesture();
  const bool had_notice = workspace_->notice().has_value(), was_saving = workspace_->is_saving();
  workspace_->pass(seconds);
  if (had_notice != workspace_->notice().has_value() || was_saving != workspace_->is_saving()) shell_->changed();
  take_cooked();
  lead(seconds);
  if (sections_->follow(workspace_->session().document)) shell_->changed();
  // Its words are a change of the document before it is saved or visited.
  if (std::exchange(leaves_field_, false)) ImGui::ClearActiveID();
  lay_out();
  measure_light();
  shell_->end_frame();
  if (workspace_->run_asked()) shell_->changed();
  for (const WindowRequest& request : workspace_->take_requests()) take_request(request);
  follow_look();
  if (lesson_.follow(workspace_->session(), lesson_sight_)) shell_->changed();
  if (lesson_.state() == Lesson::State::on && lesson_.step().place != "Perspective") lesson_sight_ = {};
  follow_session();
  return {};
}

void EditorApp::take_request(const WindowRequest& request) {
  using What = WindowRequest::What;
  Workspace& w = *workspace_;
  switch (request.what) {
    case What::open_another:
      wish_ = Wish::another_exhibition;
      break;
    case What::bring_in:
      chooser_.open(std::string(w.tr("A work or a room to bring in")), home_, media_endings,
                    [this](const std::filesystem::path& file) { sheet_->begin(*workspace_, {file}, {}, {}); });
      break;
    case What::visit:
      wish_ = Wish::visit, lesson_sight_.has_visited = true;
      break;
    case What::practise:
      if (offers_practice_)
        wish_ = Wish::practice;
      else
        w.tell(std::string(w.tr("There is no folder for an exhibition to practise in.")), true);
      break;
    case What::locate:
      locate(*request.about);
      break;
    case What::play:
      play(std::get<TourId>(*request.about));
      break;
    case What::fit_house:
    case What::fit_room:
      plan_.fit(request.what == What::fit_house);
      break;
  }
}

// Shows the window as the session has it, and keeps that for the next start.
void EditorApp::follow_look() {
  const Look& look = workspace_->look();
  if (look == look_) return;
  if (look.is_dark != look_.is_dark) shell_->set_theme(look.is_dark ? ThemeKind::dark : ThemeKind::light);
  if (look.scale_percent != look_.scale_percent) shell_->set_scale(static_cast<float>(look.scale_percent) / 100);
  look_ = look;
  shell_->changed();
  if (auto kept = write_look(look_file_, look_); !kept) workspace_->tell_error(kept.error());
}

EyePose EditorApp::pose() const {
  const Gaze& gaze = stage_->gaze();
  return {.eye = gaze.eye, .heading = wrapped(gaze.yaw + pi), .pitch = gaze.pitch, .fov_y = gaze.fov_y};
}

bool EditorApp::is_offered(std::string_view language) const {
  const std::vector<std::string>& offered = workspace_->session().document.exhibition->languages;
  return std::ranges::find(offered, language) != offered.end();
}

// Stands before a label or a wall text, near enough to read it.
void EditorApp::show_text(const AnyId& id) {
  const Document& document = workspace_->session().document;
  Gaze gaze = stage_->gaze();
  auto look = [&](dvec3 at, dvec3 from) {
    gaze.eye = vec3(from);
    gaze.look_at(vec3(at));
    stage_->set_gaze(gaze);
  };
  if (auto* wall_text = std::get_if<WallTextId>(&id)) {
    const WallText& text = *document.find(*wall_text);
    WallFrame frame = wall_frame(*document.find(text.room), text.wall);
    look(frame.at(text.along_m, text.centre_height_m),
         frame.at(text.along_m, text.centre_height_m, std::max(1.0, text.width_m * 1.3)));
    room_shown_ = text.room;  // one is looking at it already
  } else if (auto* placed = std::get_if<PlacementId>(&id)) {
    const Placement& placement = *document.find(*placed);
    const Room& room = *document.find(placement.room);
    const Work& work = *document.find(placement.work);
    room_shown_ = placement.room;
    for (const Label& label : document.labels) {
      if (label.placement != placement.id) continue;
      constexpr double reading_m = 0.75;
      const double high = fit_of(document, label, workspace_->language()).needs_mm / 1000;
      Pose pose = label_pose(room, placement, work, label.side, label.width_mm / 1000, high);
      return look(pose.position, pose.position + pose.front() * reading_m);
    }
    const OnFloor* stands = std::get_if<OnFloor>(&placement.where);
    ViewOfWork view =
        view_of_work(room, placement, work, 1.6, stands ? holder_of(document, room.id, *stands) : nullptr);
    look(view.target, view.eye);
  }
}

void EditorApp::follow_session() {
  stage_->set_document(workspace_->shown_divided());
  if (has_drawn_)  // the first picture is not kept waiting
    cooker_->follow(workspace_->session().document, !workspace_->session().is_read_only);
  if (workspace_->session().room != room_shown_) {
    bool is_first = room_shown_.empty();
    room_shown_ = workspace_->session().room;
    if (!is_first && !workspace_->has_gesture()) stage_->go_to(workspace_->session().document, room_shown_);
    if (!is_first) plan_.fit(false), shell_->changed();
  }
}

bool EditorApp::needs_frame() const {
  return shell_->has_room() && (shell_->needs_frame() || stage_->needs_picture() || looks_around_ || player_->plays() ||
                                meter_changes() != meter_seen_ || stage_->is_tracing() != tells_of_tracing_);
}

double EditorApp::seconds_until_change() const {
  if (needs_frame()) return 0;
  double wait = workspace_->seconds_until_change();
  if (stage_->awaits_light()) wait = std::min(wait, 0.2);
  if (stage_->waits()) wait = std::min(wait, 0.02);
  if (is_measuring() || is_taking_in() || is_working_out_tours() || sound_ || sections_->is_working())
    wait = std::min(wait, 0.05);
  return ImGui::GetIO().WantTextInput ? std::min(0.4, wait) : wait;  // the caret blinks
}

ImTextureID EditorApp::texture(const Work& work) {
  std::shared_ptr<const ImageData> image = thumbnails_->of(work);
  return image ? shell_->pass().show(image) : nullptr;
}

Result<void> EditorApp::draw_stage() {
  if (!stage_->needs_picture()) return keep_view_picture(), Result<void>();
  if (auto drawn = stage_->draw(stage_size_.x, stage_size_.y); !drawn) return drawn;
  if (!std::exchange(has_drawn_, true)) shell_->changed();
  keep_view_picture();
  return {};
}

Result<void> EditorApp::draw() {
  if (auto drawn = draw_stage(); !drawn) return drawn;
  return shell_->draw();
}

Result<void> EditorApp::draw_to(gpu::Swapchain& swapchain) {
  if (auto drawn = draw_stage(); !drawn) return drawn;
  return shell_->draw_to(swapchain);
}

}  // namespace enf::editor
