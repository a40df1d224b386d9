// Owns: a visitor's program in a window: GLFW, the swapchain, the wall clock; window events become app events.
// Must not know: what the app makes of them.
// Called by: visitor's main, on the main thread, once.
#pragma once

#include <cstdint>

#include "engine/app/glfw_window.h"
#include "engine/app/visitor_app.h"
#include "engine/base/error.h"

namespace enf {

struct WindowSettings {
  VisitorSettings visitor;  // its render size is the window's wish; density follows from the screen
  enum class Mode { windowed, fullscreen } mode = Mode::windowed;
};

// Opens the window and runs until it is closed. Nothing is drawn while nothing changes. Errors: window.no_display,
// window.no_vulkan, window.failed, those of Device::create and VisitorApp, gpu.*.
Result<void> run_window(const WindowSettings& settings);

// Runs a visit in a window that is another program's, which hears nothing from it meanwhile and must listen anew
// afterwards; until it is closed or F5 is pressed, which `way_back` tells in the window's title. Errors: those of
// VisitorApp, gpu.*.
Result<void> run_visit(GLFWwindow* window, Screen& screen, Jobs& jobs, VisitorSettings visitor,
                       const std::string& way_back);

// How many pixels make one design pixel on a screen of this size with this content scale: letters grow with large
// screens, which stand further away.
float density_of(std::uint32_t width, std::uint32_t height, float content_scale);

}  // namespace enf
