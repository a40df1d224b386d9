// Owns: the panel of views and tours: saving views, the order of stops, what is told at each and for how long.
// Must not know: where it stands in the window, how one gets to a view.
// Called by: the app, main thread; draws into the current window.
#pragma once

#include <functional>

#include "editor/fields.h"
#include "editor/stage.h"
#include "editor/workspace.h"

namespace enf::editor {

class ToursPanel {
 public:
  // `gaze` is what is saved as a view; `go` shows one.
  void draw(Workspace& workspace, OperatorForm& form, const Gaze& gaze,
            const std::function<void(const Viewpoint&)>& go);

 private:
  void draw_views(Workspace& workspace, OperatorForm& form, const Gaze& gaze,
                  const std::function<void(const Viewpoint&)>& go);
  void draw_tour(Workspace& workspace, const Tour& tour, const std::function<void(const Viewpoint&)>& go);
  void draw_stop(Workspace& workspace, const Tour& tour, std::size_t number,
                 const std::function<void(const Viewpoint&)>& go);
  void draw_chosen_stop(Workspace& workspace, const Tour& tour);
  TourId opened_;         // whose stops are shown
  std::size_t stop_ = 0;  // whose words are shown
  TextDrafts drafts_;
};

}  // namespace enf::editor
