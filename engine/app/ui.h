// Owns: the visitor's interface: what stands where on the screen, as pictures with places, and what can be pressed.
// Must not know: the GPU, the camera, events.
// Called by: VisitorApp each frame on the main thread; costs little while nothing changes (pictures are kept).
//
// Lengths are pixels of the drawn picture; the design's own 8-pixel grid is multiplied by `scale`.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/app/localized.h"
#include "engine/exhibition/document.h"
#include "engine/scene/render_scene.h"
#include "engine/text/layout.h"
#include "engine/text/messages.h"

namespace enf {

enum class EyeHeight { standing, seated, child };
// Above the floor, in metres: 1.6, 1.15 and 1.1.
float metres(EyeHeight height);

struct UiRect {
  float x = 0, y = 0, width = 0, height = 0;
  bool contains(vec2 p) const { return p.x >= x && p.y >= y && p.x < x + width && p.y < y + height; }
  friend bool operator==(const UiRect&, const UiRect&) = default;
};

// One picture on the screen, straight alpha, stretched to its rectangle.
struct UiImage {
  std::shared_ptr<const ImageData> bitmap;
  UiRect place;
  float opacity = 1;
  friend bool operator==(const UiImage&, const UiImage&) = default;
};

enum class UiAction { step_back, eye_height, motion, picture, language, tours, tour, tour_next, tour_previous, tour_leave };

struct UiButton {
  UiAction action = UiAction::step_back;
  std::string language;  // of a language button
  std::string tour;      // of a tour's button
  UiRect place;
};

// The words about a work, each in the language that was found.
struct PanelWords {
  ChosenText title, maker, date, materials, description, credit_line, lender;
  std::string accession_number, size_cm;
  friend bool operator==(const PanelWords&, const PanelWords&) = default;
};
PanelWords panel_words(const Document& document, const Work& work, std::string_view language);

// A tour one may choose.
struct TourChoice {
  std::string tour;  // its id
  ChosenText title;
  int minutes = 1;
};

// The caption of a tour's stop.
struct TourWords {
  std::string tour;  // its id
  ChosenText title, place, narration;
  std::size_t stop = 0, stops = 1;  // counted from 0
  bool travels = false;             // still on the way there: the place's name stands for the narration
};

struct UiState {
  std::uint32_t width = 1280, height = 720;
  float scale = 1;
  std::string language = "en";
  std::vector<std::string> languages;  // to choose from; a single one shows no choice
  EyeHeight eye_height = EyeHeight::standing;
  bool reduced_motion = false;
  float strip_opacity = 0;   // of the help strip and the languages
  std::string notice;        // a line that comes and goes, already in the reader's language
  float notice_opacity = 0;
  const PanelWords* panel = nullptr;
  float panel_opacity = 0;
  float panel_scroll = 0;    // design pixels the words have moved up
  std::vector<TourChoice> tours;  // none shows no choice
  bool tours_are_open = false;
  const TourWords* tour = nullptr;
  float tour_opacity = 0;
  float veil = 0;            // of a dark sheet over the room
  vec2 pointer{-1};          // for the button under the hand
};

struct UiFrame {
  std::vector<UiImage> images;   // from back to front
  std::vector<UiButton> buttons;
  UiRect panel;                  // empty without a panel
  float panel_scroll_end = 0;    // the greatest panel_scroll that shows something new
};

// The part of the picture that the panel takes while it is open: at the right of wide pictures, at the foot of tall ones.
UiRect panel_place(std::uint32_t width, std::uint32_t height, float scale);

class Ui {
 public:
  Ui(Typesetter typesetter, Messages messages) : typesetter_(std::move(typesetter)), messages_(std::move(messages)) {}

  UiFrame lay_out(const UiState& state);
  const Messages& messages() const { return messages_; }
  Typesetter& typesetter() { return typesetter_; }

 private:
  using Picture = std::shared_ptr<const ImageData>;
  Picture line(const std::string& text, const TextStyle& style, float scale);
  Picture block(const TextBlock& block);
  Picture plain(TextColour colour);
  // A part of a picture, for words that scroll.
  Picture rows(const Picture& picture, std::uint32_t first, std::uint32_t count);
  void lay_out_strip(const UiState& state, UiFrame& frame);
  void lay_out_languages(const UiState& state, UiFrame& frame);
  void lay_out_panel(const UiState& state, UiFrame& frame);
  void lay_out_tours(const UiState& state, UiFrame& frame);
  void lay_out_caption(const UiState& state, UiFrame& frame);
  void lay_out_notice(const UiState& state, UiFrame& frame);
  Picture panel_picture(const UiState& state, float width);
  void forget_unused();

  Typesetter typesetter_;
  Messages messages_;
  struct Kept {
    Picture picture;
    bool used = true;
  };
  std::map<std::string, Kept> kept_;  // by everything that decides the picture
};

}  // namespace enf
