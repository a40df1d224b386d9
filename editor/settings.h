// Owns: how the editor is started.
// Must not know: windows, panels.
// Called by: main and tests fill it in, the apps read it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "editor/operators/editing.h"
#include "editor/theme.h"
#include "engine/render/settings.h"

namespace enf::editor {

struct EditorSettings {
  std::filesystem::path project;  // empty: the start screen asks
  Editing::Mode mode = Editing::Mode::edit;
  Look look;                              // what it begins with
  std::filesystem::path look_file;        // keeps it (look.h); empty: it is not kept
  double autosave_s = 120;                // edits older than this are saved unasked
  std::filesystem::path recents_file;     // of projects opened of late (recents.h); empty: none are kept
  std::filesystem::path home;             // where folders are looked for first
  std::filesystem::path practice_folder;  // of the practice exhibition; empty: none is offered
  bool practises = false;                 // the practice begins at once
  bool traces_light = false;              // of rooms that are not baked as they are, while nothing is changed
  RenderSettings render;                  // its size is the window's first size
  float density = 1;
  // The host's text clipboard; empty: the editor's own.
  std::function<std::string()> paste_text;
  std::function<void(const std::string&)> copy_text;
};

}  // namespace enf::editor
