// Owns: turning the scene's texts into pictures, with the text module's plates, when somebody is near enough to read them.
// Must not know: where labels hang.
// Called by: the scene builder and the tile loaders, on any thread.
#pragma once

#include <deque>
#include <memory>
#include <mutex>

#include "engine/scene/build.h"
#include "engine/text/layout.h"

namespace enf {

class LabelPainter {
 public:
  // Error: text.font_missing.
  static Result<std::shared_ptr<LabelPainter>> open();
  explicit LabelPainter(Typesetter typesetter) : typesetter_(std::move(typesetter)) {}

  // The height of a label's plate, or of a wall text.
  float height_m(const LabelContent& content) const;
  // The text as a picture that is set when its first tile is asked for: a label's paper and print, a wall text's
  // letters alone. `painter` is kept alive by it. Null without words.
  static std::shared_ptr<const PyramidSource> print(const std::shared_ptr<LabelPainter>& painter,
                                                    const LabelContent& content, vec2 size_m);

 private:
  // One text's levels, halved in linear light; level 0 first. RGB, of a wall text RGBA, first row on top.
  struct Level {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> texels;
  };
  using Levels = std::vector<Level>;
  Result<std::shared_ptr<const Levels>> levels_of(const LabelContent& content, vec2 size_m, const Pyramid& plan);

  std::mutex mutex_;  // of both
  Typesetter typesetter_;
  std::deque<std::pair<LabelContent, std::shared_ptr<const Levels>>> recent_;  // a label's tiles are asked for together
};

// The same pixels as the scene and the renderer take them.
std::shared_ptr<const ImageData> image_of(TextBitmap bitmap);

}  // namespace enf
