// Owns: the editor in a window: GLFW, the swapchain, the wall clock, the clipboard; window events become app events.
// Must not know: what the app makes of them.
// Called by: main, on the main thread, once.
#pragma once

#include "editor/settings.h"

namespace enf::editor {

// Opens the window and runs until it is closed: the start screen where no project is given or it does not open, the
// editor, visits. Nothing is drawn while nothing changes. Errors: window.no_display, window.no_vulkan, window.failed,
// those of Device::create and StartApp, gpu.*.
Result<void> run_editor_window(EditorSettings settings);

}  // namespace enf::editor
