// Owns: a curator's session: an opened project, what is selected in it, and running operators on it.
// Must not know: windows, widgets.
// Called by: the editor and the command line; one thread.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "editor/operators/operator.h"
#include "engine/exhibition/divided.h"
#include "engine/exhibition/project.h"

namespace enf::editor {

class Editing {
 public:
  enum class Mode { edit, read_only };
  // To edit, the project is taken for this process at once, so that a second editor learns of the first before it has
  // work to lose; two seconds are waited for it, in which the system takes it from one that was killed. Errors: those
  // of load_project; to edit: project.in_use, project.changed_outside, file.unwritable.
  static Result<Editing> open(const std::filesystem::path& folder, Mode mode = Mode::edit);

  const Session& session() const { return session_; }
  const Document& document() const { return session_.document; }
  const DividedDocument& divided() const { return divided_; }
  const Project& project() const { return project_; }

  // Runs the operator as one step of the history, in the journal when this returns, on disk soon. On an error nothing
  // has changed. Errors: those of invoke, apply_soundly and Project::commit.
  Result<void> run(const Operator& op, const Arguments& given = {});
  // The same by id. Error: operator.unknown.
  Result<void> run(std::string_view id, const Arguments& given = {});
  // The document as it would be. Errors: those of invoke and apply_soundly.
  Result<DividedDocument> preview(const Operator& op, const Arguments& given) const;
  // Nothing that follows is one step with what went before.
  void end_gesture() { project_.end_merge(); }
  // Whether anything that was run is on its way to the disk, why it was refused, and waiting for it: the project's.
  bool is_settled() const { return project_.is_settled(); }
  std::optional<Error> take_refusal() { return project_.take_refusal(); }
  Result<void> wait_until_on_disk() { return project_.wait_until_on_disk(); }
  // Saving elsewhere than in run("edit.save"): Project's begin_save and end_save.
  Result<SaveTask> begin_save() {
    end_gesture();
    return project_.begin_save();
  }
  void end_save(const SaveTask& done);
  // There is a window, and this is how it looks.
  void set_look(Look look) { session_.look = std::move(look); }
  // What operators asked of the window since this was called last.
  std::vector<WindowRequest> take_requests() { return std::exchange(requests_, {}); }

 private:
  explicit Editing(Project project) : project_(std::move(project)) {}
  void follow_project();
  Project project_;
  Session session_;
  DividedDocument divided_;  // the session's document
  std::vector<WindowRequest> requests_;
};

}  // namespace enf::editor
