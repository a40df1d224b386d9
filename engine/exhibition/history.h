// Owns: the documents a session went through, for undo and redo.
// Must not know: how they came about, files.
// Called by: the main thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/exhibition/document.h"

namespace enf {

// Every state is a whole document; they share all that is equal, so a step costs a few KB and there is no limit.
class History {
 public:
  struct Step {
    Document document;
    std::string label;      // what led here, as shown to the user: "Hang work"
    std::string merge_key;  // steps that follow each other with one key are one step; empty: never merged
  };

  explicit History(Document start = {}, std::string label = "Open");

  const Document& document() const { return steps_[position_].document; }

  // Adds a step and forgets what could be redone. With the key of the step before (which was committed last, not
  // undone or redone to), it replaces that step: a drag or a held arrow key is undone at once.
  void commit(Document next, std::string label, std::string merge_key = {});
  // Lets no later commit merge with the present step: the gesture is over.
  void end_merge() { may_merge_ = false; }

  bool can_undo() const { return position_ > 0; }
  bool can_redo() const { return position_ + 1 < steps_.size(); }
  // Back or forth one step; nothing happens at the ends. Returns the document then shown.
  const Document& undo();
  const Document& redo();
  // To one of the steps, which must be there.
  const Document& go_to(std::size_t position);

  // All steps, oldest first, and which is shown.
  const std::vector<Step>& steps() const { return steps_; }
  std::size_t position() const { return position_; }

 private:
  std::vector<Step> steps_;
  std::size_t position_ = 0;
  bool may_merge_ = false;
};

}  // namespace enf
