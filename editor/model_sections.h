// Owns: how the plan cuts rooms that are shown as models, so that their plans can be checked against them.
// Must not know: how the plan draws it, operators.
// Called by: the app, main thread; models are cut on workers.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/base/jobs.h"
#include "engine/exhibition/document.h"
#include "engine/scene/section.h"

namespace enf::editor {

class ModelSections {
 public:
  // The workers must outlive it.
  explicit ModelSections(Jobs& jobs) : jobs_(jobs) {}
  // Cuts the models of the scene's rooms that were not cut yet as they are. What was cut of rooms that are out of the
  // scene stays. True if there is a new cut to be seen.
  bool follow(const Document& document, const RenderScene& scene);
  bool is_working() const;
  // Null if the room is no model or was not cut yet.
  const std::vector<CutLine>* of(const RoomId& room) const;

 private:
  struct Answer {
    std::mutex mutex;
    std::optional<std::vector<CutLine>> lines;
  };
  struct Cut {
    std::shared_ptr<const ModelSource> source;
    mat4 transform{1};
    std::uint32_t region = 0;
    float height_m = 0;
    std::vector<CutLine> lines;
    std::shared_ptr<Answer> answer;  // while it is being cut
  };
  Jobs& jobs_;
  std::map<RoomId, Cut> cuts_;
};

}  // namespace enf::editor
