// Owns: what the spots give a wall, as a picture in false colours, worked out a little at a time.
// Must not know: panes, the renderer.
// Called by: the app each frame while it shows the light, main thread.
#pragma once

#include <memory>

#include "engine/app/direct_light.h"
#include "engine/exhibition/records.h"
#include "engine/scene/render_scene.h"

namespace enf::editor {

class WallLux {
 public:
  // Goes on with this wall in this light for so many seconds. True if the picture is another one now.
  bool follow(const std::shared_ptr<const DirectLight>& light, const Room& room, std::uint32_t wall, double seconds);
  bool is_done() const { return row_ >= high_; }
  // Of the whole wall as one faces it, its top first; null before the first is done.
  const std::shared_ptr<const ImageData>& picture() const { return picture_; }
  void forget() { light_.reset(), picture_.reset(), row_ = high_ = 0; }

 private:
  std::shared_ptr<const DirectLight> light_;
  Room room_;
  std::uint32_t wall_ = 0, wide_ = 0, high_ = 0, row_ = 0;
  std::shared_ptr<ImageData> working_;
  std::shared_ptr<const ImageData> picture_;
};

}  // namespace enf::editor
