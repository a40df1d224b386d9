#include "editor/editor_app.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "editor/operators/soundness.h"
#include "engine/app/localized.h"
#include "engine/gpu/readback.h"

namespace enf {
std::span<const EmbeddedCatalogue> editor_catalogues();
}

namespace enf::editor {

namespace {

ImGuiKey imgui_key(Key key) {
  switch (key) {
    case Key::tab:
      return ImGuiKey_Tab;
    case Key::left:
      return ImGuiKey_LeftArrow;
    case Key::right:
      return ImGuiKey_RightArrow;
    case Key::up:
      return ImGuiKey_UpArrow;
    case Key::down:
      return ImGuiKey_DownArrow;
    case Key::page_up:
      return ImGuiKey_PageUp;
    case Key::page_down:
      return ImGuiKey_PageDown;
    case Key::home:
      return ImGuiKey_Home;
    case Key::end:
      return ImGuiKey_End;
    case Key::del:
      return ImGuiKey_Delete;
    case Key::backspace:
      return ImGuiKey_Backspace;
    case Key::space:
      return ImGuiKey_Space;
    case Key::enter:
      return ImGuiKey_Enter;
    case Key::escape:
      return ImGuiKey_Escape;
    case Key::a:
      return ImGuiKey_A;
    case Key::c:
      return ImGuiKey_C;
    case Key::v:
      return ImGuiKey_V;
    case Key::x:
      return ImGuiKey_X;
    case Key::y:
      return ImGuiKey_Y;
    case Key::z:
      return ImGuiKey_Z;
    default:
      return ImGuiKey_COUNT;
  }
}

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

bool is_button(const Event& event) {
  auto* pointer = std::get_if<PointerEvent>(&event);
  return pointer && (pointer->phase == PointerEvent::Phase::down || pointer->phase == PointerEvent::Phase::up);
}

}  // namespace

Result<std::unique_ptr<EditorApp>> EditorApp::open(gpu::Device& device, Jobs& jobs, const EditorSettings& settings) {
  std::unique_ptr<EditorApp> app(new EditorApp(device, settings));
  Result<Editing> editing = Editing::open(settings.project, settings.mode);
  const std::string refused = editing ? "" : editing.error().id;
  const bool is_in_use = refused == "project.in_use", is_locked = refused == "file.unwritable";
  if (is_in_use || is_locked) editing = Editing::open(settings.project, Editing::Mode::read_only);
  if (!editing) return fail(editing.error());
  auto messages = Messages::open(editor_catalogues());
  if (!messages) return fail(messages.error());
  app->messages_ = std::move(*messages);
  app->workspace_ = std::make_unique<Workspace>(std::move(*editing), *app->messages_, settings.autosave_s);
  Workspace& workspace = *app->workspace_;
  workspace.set_language(settings.language);
  auto source = SceneSource::open(settings.project);
  if (!source) return fail(source.error());
  app->source_ = std::move(*source);
  auto stage = Stage::create(device, jobs, *app->source_, settings.render);
  if (!stage) return fail(stage.error());
  app->stage_ = std::move(*stage);
  app->thumbnails_ = std::make_unique<Thumbnails>(*app->source_);
  auto pass = GuiPass::create(device);
  if (!pass) return fail(pass.error());
  app->pass_ = std::move(*pass);
  app->frames_ = std::make_unique<gpu::Frames>(device);
  app->width_ = settings.render.width, app->height_ = settings.render.height;

  IMGUI_CHECKVERSION();
  app->imgui_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr, io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  for (int k = 0; k < static_cast<int>(Key::count); ++k)
    if (ImGuiKey known = imgui_key(static_cast<Key>(k)); known != ImGuiKey_COUNT) io.KeyMap[known] = k;
  io.ClipboardUserData = &app->settings_;
  if (settings.paste_text && settings.copy_text) {
    io.GetClipboardTextFn = [](void* data) {
      static std::string text;  // ImGui reads it before it asks again
      text = static_cast<EditorSettings*>(data)->paste_text();
      return text.c_str();
    };
    io.SetClipboardTextFn = [](void* data, const char* text) { static_cast<EditorSettings*>(data)->copy_text(text); };
  }
  if (auto looks = app->apply_look(); !looks) return fail(looks.error());

  if (auto wall = fullest_wall(workspace.session().document)) {
    workspace.ask("room.enter", {{"room", AnyId(wall->first)}, {"wall", double(wall->second)}});
    workspace.run_asked();
  }
  app->stage_->set_language(settings.language);
  app->stage_->go_to(workspace.session().document, workspace.session().room);
  app->follow_session();
  if (is_in_use)
    workspace.tell(
        std::string(workspace.tr("Another program is editing this exhibition: it is open for reading only.")), true);
  else if (is_locked)
    workspace.tell(
        std::string(workspace.tr("This folder cannot be written to: the exhibition is open for reading only.")), true);
  else if (std::size_t count = workspace.editing().project().recovered_edits(); count > 0)
    workspace.tell(workspace.tr("{} edits since the last save were recovered.", std::to_string(count)));
  for (const Error& note : workspace.editing().project().notes()) workspace.tell(to_string(note), true);
  return app;
}

EditorApp::~EditorApp() {
  (void)device_.wait_idle();
  if (imgui_) ImGui::DestroyContext(imgui_);
}

Result<void> EditorApp::apply_look() {
  float scale = settings_.scale * settings_.density;
  if (std::exchange(fonts_are_stale_, false)) {
    if (auto built = build_fonts(*ImGui::GetIO().Fonts, scale); !built) return built;
    pass_->use_fonts(*ImGui::GetIO().Fonts);
  }
  set_theme(settings_.theme, scale);
  ImGui::GetIO().FontDefault = fonts().text;
  look_is_stale_ = false;
  frames_due_ = 3;
  return {};
}

std::string EditorApp::title() const {
  const Session& session = workspace_->session();
  std::string name = choose(session.document.exhibition->title, workspace_->language()).text;
  return fmt::format("{}{} - Enfilade", session.has_unsaved_edits ? "* " : "", name);
}

void EditorApp::take(const Event& event) {
  ImGuiIO& io = ImGui::GetIO();
  auto modify = [&](const Modifiers& m) { io.KeyCtrl = m.ctrl, io.KeyShift = m.shift, io.KeyAlt = m.alt; };
  if (auto* key = std::get_if<KeyEvent>(&event)) {
    modify(key->modifiers);
    io.KeysDown[static_cast<int>(key->key)] = key->down;
    if (key->down) take_key(*key);
  } else if (auto* text = std::get_if<TextEvent>(&event)) {
    io.AddInputCharacter(text->character);
  } else if (auto* pointer = std::get_if<PointerEvent>(&event)) {
    modify(pointer->modifiers);
    bool left = pointer->phase == PointerEvent::Phase::leave;
    io.MousePos = left ? ImVec2{-FLT_MAX, -FLT_MAX} : ImVec2{pointer->position.x, pointer->position.y};
    if (is_button(event)) io.MouseDown[pointer->button] = pointer->phase == PointerEvent::Phase::down;
  } else if (auto* scroll = std::get_if<ScrollEvent>(&event)) {
    io.MouseWheelH += scroll->notches.x, io.MouseWheel += scroll->notches.y;
  } else if (auto* size = std::get_if<ResizeEvent>(&event)) {
    width_ = size->width, height_ = size->height;
    if (size->density != settings_.density) settings_.density = size->density, fonts_are_stale_ = look_is_stale_ = true;
  } else if (std::holds_alternative<FocusLostEvent>(event)) {
    std::ranges::fill(io.KeysDown, false);
    io.KeyCtrl = io.KeyShift = io.KeyAlt = false;
    std::ranges::fill(io.MouseDown, false);
  } else if (std::holds_alternative<DropEvent>(event)) {
    workspace_->tell(
        std::string(workspace_->tr("Bring files in with: enfilade import. The editor takes them from the catalogue.")),
        true);
  }
}

// Keys that no field takes run operators.
void EditorApp::take_key(const KeyEvent& event) {
  const ImGuiIO& io = ImGui::GetIO();
  bool is_writing = io.WantTextInput;
  if (event.key == Key::escape && workspace_->has_gesture()) return workspace_->cancel_gesture();
  if (event.modifiers.ctrl && event.key == Key::p) return palette_.open();
  if (palette_.is_open() || form_.is_open()) return;
  if (is_writing && !(event.modifiers == Modifiers{.ctrl = true} && event.key == Key::s)) return;
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
  ImGui::SetCurrentContext(imgui_);
  if (!events.empty()) frames_due_ = 3;
  // Widgets see buttons once a frame: each press and each release gets a frame of its own.
  for (std::size_t i = 0; i < events.size(); ++i) {
    take(events[i]);
    if (!is_button(events[i]) || i + 1 == events.size()) continue;
    if (auto passed = frame(std::exchange(seconds, 0.0)); !passed) return passed;
  }
  return frame(seconds);
}

Result<void> EditorApp::frame(double seconds) {
  if (look_is_stale_)
    if (auto applied = apply_look(); !applied) return applied;
  if (width_ == 0 || height_ == 0) return {};
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  io.DeltaTime = static_cast<float>(std::clamp(seconds, 1e-4, 0.1));
  ImGui::NewFrame();
  if (!io.MouseDown[0]) workspace_->mouse_is_up();
  const bool had_notice = workspace_->notice().has_value(), was_saving = workspace_->is_saving();
  workspace_->pass(seconds);
  if (had_notice != workspace_->notice().has_value() || was_saving != workspace_->is_saving()) frames_due_ = 2;
  lay_out();
  ImGui::Render();
  if (workspace_->run_asked()) frames_due_ = 3;
  follow_session();
  return {};
}

void EditorApp::follow_session() {
  stage_->set_document(workspace_->shown_divided());
  if (workspace_->session().room != room_shown_) {
    bool is_first = room_shown_.empty();
    room_shown_ = workspace_->session().room;
    if (!is_first && !workspace_->has_gesture()) stage_->go_to(workspace_->session().document, room_shown_);
    if (!is_first) plan_.fit(false), frames_due_ = 3;
  }
}

bool EditorApp::needs_frame() const {
  return width_ > 0 && height_ > 0 && (frames_due_ > 0 || stage_->needs_picture() || looks_around_);
}

double EditorApp::seconds_until_change() const {
  if (needs_frame()) return 0;
  double wait =
      std::min(workspace_->seconds_until_change(), stage_->waits() ? 0.02 : std::numeric_limits<double>::infinity());
  return ImGui::GetIO().WantTextInput ? std::min(0.4, wait) : wait;  // the caret blinks
}

ImTextureID EditorApp::texture(const Work& work) {
  std::shared_ptr<const ImageData> image = thumbnails_->of(work);
  return image ? pass_->show(image) : nullptr;
}

Result<void> EditorApp::record(gpu::Frame& frame, gpu::Image& target, VkFormat format) {
  if (const ImDrawData* data = ImGui::GetDrawData()) pass_->draw(frame, *data, target, format);
  if (frames_due_ > 0) --frames_due_;
  return {};
}

Result<void> EditorApp::draw() {
  ImGui::SetCurrentContext(imgui_);
  if (stage_->needs_picture())
    if (auto drawn = stage_->draw(stage_size_.x, stage_size_.y); !drawn) return drawn;
  constexpr VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
  if (!canvas_ || canvas_.width() != width_ || canvas_.height() != height_) {
    auto made =
        gpu::Image::create(device_, {.label = "canvas",
                                     .format = format,
                                     .width = width_,
                                     .height = height_,
                                     .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT});
    if (!made) return fail(made.error());
    canvas_ = std::move(*made);
  }
  auto frame = frames_->begin();
  if (!frame) return fail(frame.error());
  if (auto recorded = record(**frame, canvas_, format); !recorded) return recorded;
  if (auto submitted = frames_->submit(); !submitted) return fail(submitted.error());
  return {};
}

Result<void> EditorApp::draw_to(gpu::Swapchain& swapchain) {
  ImGui::SetCurrentContext(imgui_);
  if (stage_->needs_picture())
    if (auto drawn = stage_->draw(stage_size_.x, stage_size_.y); !drawn) return drawn;
  auto target = swapchain.acquire();
  if (!target) return fail(target.error());
  if (!*target) return {};
  auto frame = frames_->begin();
  if (!frame) return fail(frame.error());
  if (auto recorded = record(**frame, *(*target)->image, swapchain.format()); !recorded) return recorded;
  (*frame)->commands().use(gpu::ImageUse{(*target)->image, gpu::Access::present});
  if (auto submitted = frames_->submit((*target)->wait, (*target)->signal); !submitted) return fail(submitted.error());
  return swapchain.present();
}

Result<ImageData> EditorApp::read_back() {
  auto pixels = gpu::read_image(device_, canvas_);
  if (!pixels) return fail(pixels.error());
  ImageData image{.encoding = TextureEncoding::rgba8_srgb, .width = pixels->width, .height = pixels->height};
  image.rgba.resize(pixels->bytes.size());
  std::transform(pixels->bytes.begin(), pixels->bytes.end(), image.rgba.begin(),
                 [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  return image;
}

}  // namespace enf::editor
