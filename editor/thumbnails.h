// Owns: small pictures of works for lists and elevations, read from the coarsest tile of what the cook left.
// Must not know: where they are shown.
// Called by: panels, main thread.
#pragma once

#include <map>
#include <memory>

#include "engine/app/scene_source.h"
#include "engine/exhibition/document.h"

namespace enf::editor {

class Thumbnails {
 public:
  explicit Thumbnails(SceneSource& source) : source_(source) {}

  // At most 248 texels a side; null for works in the round and for what is not cooked or cannot be read.
  std::shared_ptr<const ImageData> of(const Work& work);
  // It has been cooked anew. The picture it had until now, or null.
  std::shared_ptr<const ImageData> forget(const AssetId& asset);

 private:
  SceneSource& source_;
  std::map<AssetId, std::shared_ptr<const ImageData>> known_;
};

}  // namespace enf::editor
