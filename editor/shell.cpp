#include "editor/shell.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <utility>

#include "engine/gpu/readback.h"

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

bool is_button(const Event& event) {
  auto* pointer = std::get_if<PointerEvent>(&event);
  return pointer && (pointer->phase == PointerEvent::Phase::down || pointer->phase == PointerEvent::Phase::up);
}

}  // namespace

Result<std::unique_ptr<Shell>> Shell::create(gpu::Device& device, const EditorSettings& settings) {
  std::unique_ptr<Shell> shell(new Shell(settings));
  shell->width_ = settings.render.width, shell->height_ = settings.render.height;
  IMGUI_CHECKVERSION();
  shell->imgui_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(shell->imgui_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr, io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  for (int k = 0; k < static_cast<int>(Key::count); ++k)
    if (ImGuiKey known = imgui_key(static_cast<Key>(k)); known != ImGuiKey_COUNT) io.KeyMap[known] = k;
  io.ClipboardUserData = &shell->settings_;
  if (settings.paste_text && settings.copy_text) {
    io.GetClipboardTextFn = [](void* data) {
      static std::string text;  // ImGui reads it before it asks again
      text = static_cast<EditorSettings*>(data)->paste_text();
      return text.c_str();
    };
    io.SetClipboardTextFn = [](void* data, const char* text) { static_cast<EditorSettings*>(data)->copy_text(text); };
  }
  if (auto renewed = shell->renew(device); !renewed) return fail(renewed.error());
  if (auto looks = shell->apply_look(); !looks) return fail(looks.error());
  return shell;
}

void Shell::let_go_of_device() {
  if (device_) (void)device_->wait_idle();
  canvas_ = {}, frames_.reset(), pass_.reset();
  device_ = nullptr;
}

Result<void> Shell::renew(gpu::Device& device) {
  device_ = &device;
  auto pass = GuiPass::create(device);
  if (!pass) return fail(pass.error());
  pass_ = std::move(*pass);
  frames_ = std::make_unique<gpu::Frames>(device);
  look_is_stale_ = fonts_are_stale_ = true;  // the letters' pixels are not kept
  changed();
  return {};
}

Shell::~Shell() {
  let_go_of_device();
  if (imgui_) ImGui::DestroyContext(imgui_);
}

Result<void> Shell::apply_look() {
  float scale = scale_ * settings_.density;
  if (std::exchange(fonts_are_stale_, false)) {
    if (auto built = build_fonts(*ImGui::GetIO().Fonts, scale); !built) return built;
    pass_->use_fonts(*ImGui::GetIO().Fonts);
  }
  editor::set_theme(theme_, scale);
  ImGui::GetIO().FontDefault = fonts().text;
  look_is_stale_ = false;
  changed();
  return {};
}

void Shell::feed(const Event& event) {
  ImGuiIO& io = ImGui::GetIO();
  auto modify = [&](const Modifiers& m) { io.KeyCtrl = m.ctrl, io.KeyShift = m.shift, io.KeyAlt = m.alt; };
  if (auto* key = std::get_if<KeyEvent>(&event)) {
    modify(key->modifiers);
    io.KeysDown[static_cast<int>(key->key)] = key->down;
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
  }
}

Result<void> Shell::tick(std::span<const Event> events, double seconds, const std::function<void(const Event&)>& take,
                         const std::function<Result<void>(double)>& frame) {
  ImGui::SetCurrentContext(imgui_);
  if (!events.empty()) changed();
  bool has_moved = false;  // since the last frame
  std::bitset<static_cast<std::size_t>(Key::count)>
      pressed;  // since then as well: ImGui sees only what is down in a frame
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto* key = std::get_if<KeyEvent>(&events[i]);
    const bool is_tap = key && !key->down && pressed.test(static_cast<std::size_t>(key->key));
    if (is_tap || (is_button(events[i]) && has_moved)) {
      has_moved = false, pressed.reset();
      if (auto passed = frame(std::exchange(seconds, 0.0)); !passed) return passed;
    }
    if (key && key->down) pressed.set(static_cast<std::size_t>(key->key));
    has_moved = has_moved || std::holds_alternative<PointerEvent>(events[i]);
    feed(events[i]);
    take(events[i]);
    if (!is_button(events[i]) || i + 1 == events.size()) continue;
    has_moved = false, pressed.reset();
    if (auto passed = frame(std::exchange(seconds, 0.0)); !passed) return passed;
  }
  return frame(seconds);
}

Result<bool> Shell::begin_frame(double seconds) {
  if (look_is_stale_)
    if (auto applied = apply_look(); !applied) return fail(applied.error());
  if (!has_room()) return false;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  io.DeltaTime = static_cast<float>(std::clamp(seconds, 1e-4, 0.1));
  ImGui::NewFrame();
  return true;
}

void Shell::end_frame() { ImGui::Render(); }

void Shell::record(gpu::Frame& frame, gpu::Image& target, VkFormat format) {
  if (const ImDrawData* data = ImGui::GetDrawData()) pass_->draw(frame, *data, target, format);
  if (frames_due_ > 0) --frames_due_;
}

Result<void> Shell::draw() {
  ImGui::SetCurrentContext(imgui_);
  constexpr VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
  if (!canvas_ || canvas_.width() != width_ || canvas_.height() != height_) {
    auto made =
        gpu::Image::create(*device_, {.label = "canvas",
                                      .format = format,
                                      .width = width_,
                                      .height = height_,
                                      .usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT});
    if (!made) return fail(made.error());
    canvas_ = std::move(*made);
  }
  auto frame = frames_->begin();
  if (!frame) return fail(frame.error());
  record(**frame, canvas_, format);
  if (auto submitted = frames_->submit(); !submitted) return fail(submitted.error());
  return {};
}

Result<void> Shell::draw_to(gpu::Swapchain& swapchain) {
  ImGui::SetCurrentContext(imgui_);
  auto target = swapchain.acquire();
  if (!target) return fail(target.error());
  if (!*target) return {};
  auto frame = frames_->begin();
  if (!frame) return fail(frame.error());
  record(**frame, *(*target)->image, swapchain.format());
  (*frame)->commands().use(gpu::ImageUse{(*target)->image, gpu::Access::present});
  if (auto submitted = frames_->submit((*target)->wait, (*target)->signal); !submitted) return fail(submitted.error());
  return swapchain.present();
}

Result<ImageData> Shell::read_back() {
  auto pixels = gpu::read_image(*device_, canvas_);
  if (!pixels) return fail(pixels.error());
  ImageData image{.encoding = TextureEncoding::rgba8_srgb, .width = pixels->width, .height = pixels->height};
  image.rgba.resize(pixels->bytes.size());
  std::transform(pixels->bytes.begin(), pixels->bytes.end(), image.rgba.begin(),
                 [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
  for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  return image;
}

}  // namespace enf::editor
