// Owns: the panel of views and tours: saving views, the order of stops, what is told and played at each and for how
//   long, and playing a tour through.
// Must not know: where it stands in the window, how one gets to a view, how pictures of views are made.
// Called by: the app, main thread; draws into the current window.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "editor/fields.h"
#include "editor/stage.h"
#include "editor/tour_player.h"
#include "editor/workspace.h"

namespace enf::editor {

// What the app does for the panel.
struct TourHands {
  Gaze gaze;                                               // saved as a view
  std::function<void(const Viewpoint&)> go;                // shows a view
  std::function<ImTextureID(const Viewpoint&)> picture;    // null: the view has none yet
  std::function<void(const std::filesystem::path&)> take;  // a recording for the chosen stop in sound_language()
  TourPlayer& player;
  const TourLengths& lengths;
};

class ToursPanel {
 public:
  void draw(Workspace& workspace, OperatorForm& form, const TourHands& hands);

  // The tour whose stops are shown; empty: none.
  const TourId& opened() const { return opened_; }
  void open(const TourId& tour) { opened_ = tour, stop_ = 0; }
  // The stop whose words and recordings are shown, and the language one works at.
  std::size_t chosen_stop() const { return stop_; }
  std::string sound_language(const Document& document) const;

 private:
  void draw_views(Workspace& workspace, OperatorForm& form, const TourHands& hands);
  void draw_tour(Workspace& workspace, const Tour& tour, const TourHands& hands);
  void draw_player(Workspace& workspace, TourPlayer& player);
  void draw_stop(Workspace& workspace, const Tour& tour, std::size_t number, const TourHands& hands);
  void draw_chosen_stop(Workspace& workspace, const Tour& tour, const TourHands& hands);
  void draw_sounds(Workspace& workspace, const Tour& tour, const TourHands& hands);
  TourId opened_;
  std::size_t stop_ = 0;
  std::string language_;  // of the field one wrote in last
  TextDrafts drafts_;
};

// "1:05", for times that are looked up.
std::string minutes(double seconds);

}  // namespace enf::editor
