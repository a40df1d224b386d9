// Owns: how the plan cuts rooms that are shown as models, and what their plans are compared with it.
// Must not know: how the plan draws it, operators.
// Called by: the app, main thread; models are cut on workers.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/app/scene_source.h"
#include "engine/base/jobs.h"
#include "engine/exhibition/document.h"
#include "engine/scene/plan_check.h"
#include "engine/scene/section.h"

namespace enf::editor {

class ModelSections {
 public:
  // Both must outlive it.
  ModelSections(Jobs& jobs, SceneSource& source) : jobs_(jobs), source_(source) {}
  // Waits for workers.
  ~ModelSections();
  // Cuts the models of the document's rooms that were not cut yet as they are. Costs nothing while its rooms are the
  // same. True if there is a new cut to be seen.
  bool follow(const Document& document);
  // Models were cooked anew.
  void renew() { is_renewed_ = true; }
  bool is_working() const;

  // Null if the room is no model or was not cut yet.
  const std::vector<CutLine>* of(const RoomId& room) const;
  struct Check {
    PlanAgainstModel plan;
    std::optional<double> floor_m;  // where the model has it; none: not to be made out
  };
  // How the room, as the document has it, stands to its model. Null as above; valid until it is asked again.
  const Check* check(const Document& document, const Room& room) const;

 private:
  struct Answer {
    std::vector<CutLine> lines;
    std::optional<float> floor_m;
    std::atomic<bool> is_done = false;  // then the others may be read
  };
  struct Cut {
    std::shared_ptr<const Room> room;  // as it was cut
    std::vector<CutLine> lines;
    std::optional<float> floor_m;
    bool is_known = false;
    std::shared_ptr<Answer> answer;  // while it is being cut
  };
  Jobs& jobs_;
  SceneSource& source_;
  std::optional<Document> seen_;
  bool is_renewed_ = false;
  std::map<RoomId, Cut> cuts_;
  std::uint64_t cuts_made_ = 0;
  struct Checked {
    Document document;
    RoomId room;
    std::uint64_t cuts_made = 0;
    Check check;
  };
  mutable std::optional<Checked> checked_;
  std::atomic<int> at_work_ = 0;  // workers
};

}  // namespace enf::editor
