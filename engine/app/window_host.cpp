#include "engine/app/window_host.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "engine/app/glfw_window.h"
#include "engine/base/jobs.h"
#include "engine/base/log.h"

namespace enf {
namespace {

std::optional<Key> key_of(int key) {
  switch (key) {
    case GLFW_KEY_W:
      return Key::w;
    case GLFW_KEY_A:
      return Key::a;
    case GLFW_KEY_S:
      return Key::s;
    case GLFW_KEY_D:
      return Key::d;
    case GLFW_KEY_Q:
      return Key::q;
    case GLFW_KEY_E:
      return Key::e;
    case GLFW_KEY_UP:
      return Key::up;
    case GLFW_KEY_DOWN:
      return Key::down;
    case GLFW_KEY_LEFT:
      return Key::left;
    case GLFW_KEY_RIGHT:
      return Key::right;
    case GLFW_KEY_ESCAPE:
      return Key::escape;
    case GLFW_KEY_L:
      return Key::l;
    case GLFW_KEY_H:
      return Key::h;
    case GLFW_KEY_M:
      return Key::m;
    case GLFW_KEY_P:
      return Key::p;
    case GLFW_KEY_F3:
      return Key::f3;
    case GLFW_KEY_F4:
      return Key::f4;
    default:
      return std::nullopt;
  }
}

// What the callbacks gather between two ticks.
struct Inbox {
  std::vector<Event> events;
  vec2 pixels_per_unit{1};  // GLFW's cursor is in window units
  vec2 pointer{-1};
  bool exposed = false;  // the window system lost what was shown
  bool is_over = false;  // F5 was pressed, which ends a visit in somebody else's window
};

Inbox& inbox_of(GLFWwindow* window) { return *static_cast<Inbox*>(glfwGetWindowUserPointer(window)); }

void measure(GLFWwindow* window) {
  Inbox& inbox = inbox_of(window);
  WindowMeasures m = measures_of(window);
  inbox.pixels_per_unit = m.pixels_per_unit;
  inbox.events.push_back(ResizeEvent{m.width, m.height, density_of(m.width, m.height, m.content_scale)});
}

void listen(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int, int action, int) {
    if (key == GLFW_KEY_F5 && action == GLFW_PRESS) inbox_of(w).is_over = true;
    std::optional<Key> known = key_of(key);
    if (!known || action == GLFW_REPEAT) return;
    inbox_of(w).events.push_back(KeyEvent{*known, action == GLFW_PRESS ? KeyEvent::Phase::down : KeyEvent::Phase::up});
  });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
    Inbox& inbox = inbox_of(w);
    inbox.pointer = vec2(static_cast<float>(x), static_cast<float>(y)) * inbox.pixels_per_unit;
    inbox.events.push_back(PointerEvent{.phase = PointerEvent::Phase::move, .position = inbox.pointer});
  });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int) {
    if (button != GLFW_MOUSE_BUTTON_LEFT) return;
    Inbox& inbox = inbox_of(w);
    inbox.events.push_back(
        PointerEvent{.phase = action == GLFW_PRESS ? PointerEvent::Phase::down : PointerEvent::Phase::up,
                     .position = inbox.pointer});
  });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int entered) {
    if (!entered) inbox_of(w).events.push_back(PointerEvent{.phase = PointerEvent::Phase::leave});
  });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double y) {
    Inbox& inbox = inbox_of(w);
    inbox.events.push_back(ScrollEvent{static_cast<float>(y), inbox.pointer});
  });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { measure(w); });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { measure(w); });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
    if (!focused) inbox_of(w).events.push_back(FocusLostEvent{});
  });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { inbox_of(w).exposed = true; });
  glfwSetCharCallback(window, nullptr);
  glfwSetDropCallback(window, nullptr);
}

Result<GlfwWindow> make_window(const WindowSettings& settings) {
  const RenderSettings& render = settings.visitor.render;
  int width = static_cast<int>(render.width), height = static_cast<int>(render.height);
  GLFWmonitor* monitor = nullptr;
  if (settings.mode == WindowSettings::Mode::fullscreen) {
    monitor = glfwGetPrimaryMonitor();
    if (!monitor) return fail({.id = "window.no_display", .what = "no monitor is connected"});
    const GLFWvidmode* mode = glfwGetVideoMode(monitor);
    width = mode->width, height = mode->height;
  }
  return open_glfw_window(width, height, monitor, WindowSize::as_told);
}

// What of the events tells the size of the picture, the last one counting.
ResizeEvent size_in(const std::vector<Event>& events) {
  ResizeEvent size;
  for (const Event& event : events)
    if (const auto* resized = std::get_if<ResizeEvent>(&event)) size = *resized;
  return size;
}

// Seconds on a clock that only goes on.
double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Waits for what comes next, lets the time since `last` (the clock at the last step) go by, and draws if need be; true
// if it did.
Result<bool> step(VisitorApp& app, gpu::Swapchain& swapchain, Inbox& inbox, double& last) {
  double waited = app.seconds_until_change();
  wait_for_window_events(waited);
  double passed = now() - last;
  last += passed;
  std::vector<Event> events = std::exchange(inbox.events, {});
  bool is_exposed = std::exchange(inbox.exposed, false);
  for (const Event& event : events)
    if (const auto* resized = std::get_if<ResizeEvent>(&event)) swapchain.resize(resized->width, resized->height);
  // Time spent waiting passed before the events came: it must not move what they start.
  if (waited > 0) {
    if (Result<void> ticked = app.tick({}, passed); !ticked) return std::unexpected(ticked.error());
    passed = 0;
  }
  if (Result<void> ticked = app.tick(events, passed); !ticked) return std::unexpected(ticked.error());
  if (!app.needs_frame() && !is_exposed) return false;
  if (Result<FrameStats> drawn = app.draw_to(swapchain); !drawn) return std::unexpected(drawn.error());
  return true;
}

}  // namespace

Result<void> run_visit(GLFWwindow* window, Screen& screen, Jobs& jobs, VisitorSettings visitor,
                       const std::string& way_back) {
  Inbox inbox;
  glfwSetWindowUserPointer(window, &inbox);
  listen(window);
  measure(window);
  ResizeEvent size = size_in(inbox.events);
  visitor.render.width = std::max(1u, size.width), visitor.render.height = std::max(1u, size.height);
  visitor.density = size.density;
  auto app = VisitorApp::open(*screen.device, jobs, visitor);
  if (!app) return std::unexpected(app.error());
  glfwSetWindowTitle(window, fmt::format("{} - {}", (*app)->title(), way_back).c_str());
  for (double last = now(); !inbox.is_over && !glfwWindowShouldClose(window);) {
    Result<bool> drawn = step(**app, screen.swapchain, inbox, last);
    if (!drawn) return std::unexpected(drawn.error());
  }
  return screen.device->wait_idle();
}

float density_of(std::uint32_t width, std::uint32_t height, float content_scale) {
  float shorter = static_cast<float>(std::min(width, height));
  float by_size = std::clamp(shorter / 1080, 1.0f, 3.0f);
  return std::max(by_size, content_scale > 0 ? content_scale : 1.0f);
}

Result<void> run_window(const WindowSettings& settings) {
  Glfw glfw;
  if (auto ready =
          glfw.check(fmt::format("Start it from a desktop session, or render pictures with: enfilade render {}",
                                 settings.visitor.project.string()));
      !ready)
    return ready;
  auto window = make_window(settings);
  if (!window) return std::unexpected(window.error());
  Inbox inbox;
  glfwSetWindowUserPointer(window->get(), &inbox);
  listen(window->get());
  measure(window->get());
  ResizeEvent size = size_in(inbox.events);

  auto screen = Screen::create(window->get(), size.width, size.height);
  if (!screen) return std::unexpected(screen.error());

  Jobs jobs;
  VisitorSettings visitor = settings.visitor;
  visitor.render.width = std::max(1u, size.width), visitor.render.height = std::max(1u, size.height);
  visitor.density = size.density;
  auto app = VisitorApp::open(*screen->device, jobs, visitor);
  if (!app) return std::unexpected(app.error());

  std::string title;
  double last = now();
  bool is_renewed = false;  // and nothing was drawn on the new device yet
  while (!glfwWindowShouldClose(window->get())) {
    Result<bool> drawn = step(**app, screen->swapchain, inbox, last);
    if (!drawn && is_screen_lost(drawn.error()) && !is_renewed) {
      log_warning("{}; the show goes on with a new one", drawn.error().what);
      (*app)->let_go_of_device();
      Result<void> made = screen->renew(window->get(), (*app)->visit().width(), (*app)->visit().height());
      if (!made) return made;
      if (Result<void> renewed = (*app)->renew(*screen->device); !renewed) return renewed;
      is_renewed = true;
      continue;
    }
    if (!drawn) return std::unexpected(drawn.error());
    if (*drawn) is_renewed = false;
    if (std::string wanted = (*app)->title(); wanted != title) {
      title = wanted;
      glfwSetWindowTitle(window->get(), title.c_str());
    }
  }
  if (Result<void> saved = (*app)->renderer().save_cache(); !saved) log_debug("{}", to_string(saved.error()));
  return {};
}

}  // namespace enf
