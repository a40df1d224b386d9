#include "editor/window.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "editor/editor_app.h"
#include "editor/practice.h"
#include "editor/start_app.h"
#include "engine/app/glfw_window.h"
#include "engine/app/window_host.h"
#include "engine/base/jobs.h"
#include "engine/base/log.h"

namespace enf::editor {
namespace {

// By the letter that is written on the key in the layout in use; shortcuts are letters, not places.
std::optional<Key> key_of(int key, int scancode) {
  auto with = [](Key first, int steps) { return static_cast<Key>(static_cast<int>(first) + steps); };
  if (const char* name = glfwGetKeyName(key, scancode); name && name[0] && !name[1]) {
    if (name[0] >= 'a' && name[0] <= 'z') return with(Key::a, name[0] - 'a');
    if (name[0] >= '0' && name[0] <= '9') return with(Key::n0, name[0] - '0');
  }
  if (key >= GLFW_KEY_A && key <= GLFW_KEY_Z) return with(Key::a, key - GLFW_KEY_A);  // Cyrillic, Georgian layouts
  if (key >= GLFW_KEY_0 && key <= GLFW_KEY_9) return with(Key::n0, key - GLFW_KEY_0);
  if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12) return with(Key::f1, key - GLFW_KEY_F1);
  constexpr std::pair<int, Key> others[] = {
      {GLFW_KEY_LEFT, Key::left},           {GLFW_KEY_RIGHT, Key::right},         {GLFW_KEY_UP, Key::up},
      {GLFW_KEY_DOWN, Key::down},           {GLFW_KEY_HOME, Key::home},           {GLFW_KEY_END, Key::end},
      {GLFW_KEY_PAGE_UP, Key::page_up},     {GLFW_KEY_PAGE_DOWN, Key::page_down}, {GLFW_KEY_ENTER, Key::enter},
      {GLFW_KEY_KP_ENTER, Key::enter},      {GLFW_KEY_ESCAPE, Key::escape},       {GLFW_KEY_TAB, Key::tab},
      {GLFW_KEY_BACKSPACE, Key::backspace}, {GLFW_KEY_DELETE, Key::del},          {GLFW_KEY_SPACE, Key::space}};
  for (auto [code, known] : others)
    if (code == key) return known;
  return std::nullopt;
}

Modifiers modifiers_of(int mods) {
  return {
      .ctrl = (mods & GLFW_MOD_CONTROL) != 0, .shift = (mods & GLFW_MOD_SHIFT) != 0, .alt = (mods & GLFW_MOD_ALT) != 0};
}

// What the callbacks gather between two ticks.
struct Inbox {
  std::vector<Event> events;
  vec2 pixels_per_unit{1};
  vec2 pointer{-1};
  Modifiers modifiers;
  bool exposed = false;
};
Inbox& inbox_of(GLFWwindow* window) { return *static_cast<Inbox*>(glfwGetWindowUserPointer(window)); }

void measure(GLFWwindow* window) {
  Inbox& inbox = inbox_of(window);
  WindowMeasures m = measures_of(window);
  inbox.pixels_per_unit = m.pixels_per_unit;
  inbox.events.push_back(ResizeEvent{m.width, m.height, std::max(1.0f, m.content_scale)});
}

void listen(GLFWwindow* window) {
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    Inbox& inbox = inbox_of(w);
    inbox.modifiers = modifiers_of(mods);
    if (auto known = key_of(key, scancode))
      inbox.events.push_back(KeyEvent{*known, action != GLFW_RELEASE, inbox.modifiers});
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int c) { inbox_of(w).events.push_back(TextEvent{c}); });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
    Inbox& inbox = inbox_of(w);
    inbox.pointer = vec2(static_cast<float>(x), static_cast<float>(y)) * inbox.pixels_per_unit;
    inbox.events.push_back(PointerEvent{.position = inbox.pointer, .modifiers = inbox.modifiers});
  });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int mods) {
    if (button > GLFW_MOUSE_BUTTON_MIDDLE) return;
    Inbox& inbox = inbox_of(w);
    inbox.modifiers = modifiers_of(mods);
    inbox.events.push_back(PointerEvent{action == GLFW_PRESS ? PointerEvent::Phase::down : PointerEvent::Phase::up,
                                        inbox.pointer, button, inbox.modifiers});
  });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int entered) {
    if (!entered) inbox_of(w).events.push_back(PointerEvent{.phase = PointerEvent::Phase::leave});
  });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) {
    inbox_of(w).events.push_back(ScrollEvent{vec2(static_cast<float>(x), static_cast<float>(y))});
  });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { measure(w); });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { measure(w); });
  glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
    if (!focused) inbox_of(w).events.push_back(FocusLostEvent{});
  });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { inbox_of(w).exposed = true; });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    Inbox& inbox = inbox_of(w);
    double x = 0, y = 0;  // where what is dragged was seen last
    glfwGetCursorPos(w, &x, &y);
    const vec2 at = vec2(static_cast<float>(x), static_cast<float>(y)) * inbox.pixels_per_unit;
    inbox.events.push_back(DropEvent{{paths, paths + count}, at});
  });
}

// The window with what draws into it and what came from it.
struct Place {
  GLFWwindow* window;
  Screen& screen;
  Inbox& inbox;
};

// Has an app go on with another device.
template <class App>
Result<void> renew_screen(Place place, App& app) {
  app.let_go_of_device();
  const WindowMeasures size = measures_of(place.window);
  if (auto made = place.screen.renew(place.window, size.width, size.height); !made) return made;
  return app.renew(*place.screen.device);
}

// Runs an app until the window is closed or `is_over` says so. If the device is lost it goes on with a new one.
template <class App, class IsOver>
Result<void> run_app(Place place, App& app, IsOver&& is_over) {
  auto now = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
  double last = now();
  std::string title;
  bool is_renewed = false;  // and nothing was drawn on the new device yet
  while (!glfwWindowShouldClose(place.window)) {
    wait_for_window_events(app.seconds_until_change());
    double passed = now() - last;
    last += passed;
    std::vector<Event> events = std::exchange(place.inbox.events, {});
    for (const Event& event : events)
      if (const auto* resized = std::get_if<ResizeEvent>(&event))
        place.screen.swapchain.resize(resized->width, resized->height);
    if (auto ticked = app.tick(events, passed); !ticked) return ticked;
    if (is_over()) return {};
    if (app.needs_frame() || std::exchange(place.inbox.exposed, false)) {
      auto drawn = app.draw_to(place.screen.swapchain);
      const bool is_lost = !drawn && is_screen_lost(drawn.error()) && !is_renewed;
      is_renewed = is_lost;
      if (is_lost) {
        log_warning("{}; the editor goes on with a new one", drawn.error().what);
        drawn = renew_screen(place, app);
      }
      if (!drawn) return drawn;
    }
    if (std::string wanted = app.title(); wanted != title) {
      title = wanted;
      glfwSetWindowTitle(place.window, title.c_str());
    }
  }
  return {};
}

// The size of the window as it is now, for what is opened next.
void take_size(GLFWwindow* window, EditorSettings& settings) {
  WindowMeasures m = measures_of(window);
  settings.render.width = std::max(1u, m.width), settings.render.height = std::max(1u, m.height);
  settings.density = std::max(1.0f, m.content_scale);
}

// What the start screen tells: why a project was not opened, or something else that went wrong.
struct Trouble {
  std::filesystem::path unopened;
  std::optional<Error> error;
};

// The project that is chosen on the start screen; nothing if the window is closed.
Result<std::optional<std::filesystem::path>> ask_for_project(Place place, const EditorSettings& settings,
                                                             const Trouble& trouble) {
  auto start = StartApp::open(*place.screen.device, settings);
  if (!start) return fail(start.error());
  if (trouble.error) {
    if (trouble.unopened.empty())
      (*start)->tell(to_string(*trouble.error));
    else
      (*start)->tell_unopened(trouble.unopened, *trouble.error);
  }
  if (auto ran = run_app(place, **start, [&] { return (*start)->chosen().has_value(); }); !ran)
    return fail(ran.error());
  return (*start)->chosen();
}

// The exhibition as visitors see it, in the same window, until F5.
Result<void> visit(Place place, Jobs& jobs, const EditorSettings& settings, const EditorApp& app) {
  VisitorSettings visitor;
  visitor.project = settings.project;
  if (app.is_offered(app.look().language)) visitor.language = app.look().language;
  visitor.stands = app.pose(), visitor.notice = app.way_back();
  visitor.render = settings.render;
  Result<void> ran = run_visit(place.window, place.screen, jobs, visitor, app.way_back());
  glfwSetWindowUserPointer(place.window, &place.inbox);
  listen(place.window);
  measure(place.window);
  place.inbox.exposed = true;
  return ran;
}

}  // namespace

Result<void> run_editor_window(EditorSettings settings) {
  Glfw glfw;
  if (auto ready = glfw.check("Start it from a desktop session, or change the project with: enfilade run-op"); !ready)
    return ready;
  auto opened = open_glfw_window(static_cast<int>(settings.render.width), static_cast<int>(settings.render.height),
                                 nullptr, WindowSize::scaled);
  if (!opened) return fail(opened.error());
  GLFWwindow* window = opened->get();
  Inbox inbox;
  glfwSetWindowUserPointer(window, &inbox);
  listen(window);
  measure(window);
  ResizeEvent size = std::get<ResizeEvent>(inbox.events.back());

  auto screen = Screen::create(window, size.width, size.height);
  if (!screen) return fail(screen.error());

  Jobs jobs;
  settings.paste_text = [window] {
    const char* text = glfwGetClipboardString(window);
    return std::string(text ? text : "");
  };
  settings.copy_text = [window](const std::string& text) { glfwSetClipboardString(window, text.c_str()); };
  const Place place{window, *screen, inbox};
  Trouble trouble;
  while (!glfwWindowShouldClose(window)) {
    if (settings.project.empty()) {
      take_size(window, settings);
      auto chosen = ask_for_project(place, settings, trouble);
      if (!chosen) return fail(chosen.error());
      if (!*chosen) break;
      settings.project = **chosen;
      settings.practises = !settings.practice_folder.empty() && settings.project == settings.practice_folder;
    }
    take_size(window, settings);
    auto app = EditorApp::open(*screen->device, jobs, settings);
    if (!app) {
      log_error("{}", to_string(app.error()));
      trouble = {std::exchange(settings.project, {}), app.error()};
      continue;
    }
    trouble = {};
    auto wish = EditorApp::Wish::none;
    while (wish != EditorApp::Wish::another_exhibition && !glfwWindowShouldClose(window)) {
      auto ran = run_app(place, **app, [&] { return (wish = (*app)->take_wish()) != EditorApp::Wish::none; });
      if (!ran) return ran;
      if (auto left = (*app)->leave_field(); !left) return left;
      if (wish == EditorApp::Wish::practice) break;
      if (wish != EditorApp::Wish::visit) continue;
      take_size(window, settings);
      if (auto visited = visit(place, jobs, settings, **app); !visited && !is_screen_lost(visited.error()))
        (*app)->workspace().tell(to_string(visited.error()), true);
    }
    if (auto saved = (*app)->save_cache(); !saved) log_debug("{}", to_string(saved.error()));
    settings.look = (*app)->look();
    settings.project.clear(), settings.practises = false;
    if (wish != EditorApp::Wish::practice) continue;
    app->reset();  // it may be the practice exhibition itself
    if (auto written = write_practice(settings.practice_folder, settings.look.language); !written)
      trouble = {{}, written.error()};
    else
      settings.project = settings.practice_folder, settings.practises = true;
  }
  return {};
}

}  // namespace enf::editor
