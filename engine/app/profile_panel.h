// Owns: the profiler's panel: a profile drawn as one bitmap, in the reader's language.
// Must not know: where the numbers come from, where on the screen it is shown.
// Called by: VisitorApp a few times a second while the panel is open, main thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "engine/app/profile.h"
#include "engine/scene/render_scene.h"
#include "engine/text/layout.h"
#include "engine/text/messages.h"

namespace enf {

class ProfilePanel {
 public:
  // Both must outlive it.
  ProfilePanel(Typesetter& typesetter, const Messages& messages) : typesetter_(typesetter), messages_(messages) {}

  // Straight alpha; as wide as 264 and as tall as its rows need, times `scale`. Words and digits are set once and kept.
  std::shared_ptr<const ImageData> draw(const Profile& profile, std::string_view language, float scale);

 private:
  struct Sheet;
  const TextBitmap& set(std::string_view text, const TextStyle& style);
  // Put at the height of the line that begins at `y`; returns the width. Both in pixels of the sheet.
  float words(Sheet& sheet, float x, float y, std::string_view text, const TextStyle& style);
  // Ends at `right`.
  void number(Sheet& sheet, float right, float y, std::string_view digits, const TextStyle& style);
  float number_width(std::string_view digits, const TextStyle& style);
  void graph(Sheet& sheet, const Profile& profile, float y);

  Typesetter& typesetter_;
  const Messages& messages_;
  std::string language_ = "en";
  float scale_ = 1;
  std::map<std::string, TextBitmap> kept_;
};

}  // namespace enf
