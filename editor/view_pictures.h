// Owns: small pictures of the exhibition's views, as the perspective showed them last, kept with the project's caches.
// Must not know: panels, how a picture is drawn.
// Called by: the app, main thread; keeping one takes a few milliseconds.
#pragma once

#include <filesystem>
#include <map>
#include <memory>

#include "engine/base/hash.h"
#include "engine/exhibition/records.h"
#include "engine/scene/render_scene.h"

namespace enf::editor {

class ViewPictures {
 public:
  static constexpr std::uint32_t width = 192, height = 108;

  // `project` is its folder.
  explicit ViewPictures(std::filesystem::path project) : project_(std::move(project)) {}

  // Null if the view has not been seen since it is as it is.
  std::shared_ptr<const ImageData> of(const Viewpoint& view);
  // Keeps the middle of a picture of this view, whatever its shape. Where the cache cannot be written it is kept until
  // the editor is closed.
  void keep(const Viewpoint& view, const ImageData& picture);

 private:
  std::filesystem::path project_;
  std::map<Hash, std::shared_ptr<const ImageData>> known_;
};

// The middle of a picture in the shape of width : height, made smaller by taking means. Pure.
ImageData shrunk(const ImageData& picture, std::uint32_t width, std::uint32_t height);

}  // namespace enf::editor
