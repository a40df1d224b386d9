#include "editor/relinker.h"

#include "engine/app/luminaire.h"
#include "engine/app/sound.h"
#include "engine/cook/import.h"
#include "engine/intake/media.h"

namespace enf::editor {

namespace {

// The file's path within the project.
Result<std::string> bring_in(const std::filesystem::path& project, const std::string& missing, Relinker::Use use,
                             const std::filesystem::path& file, const std::stop_token& stop) {
  if (use == Relinker::Use::luminaire) {
    auto facts = take_luminaire(project, file);
    return facts ? Result<std::string>(facts->file) : fail(facts.error());
  }
  if (use == Relinker::Use::recording) {
    auto facts = take_sound(project, file);
    return facts ? Result<std::string>(facts->file) : fail(facts.error());
  }
  auto report = examine(file, {}, {.stop = stop});
  if (!report) return fail(report.error());
  if (report->kind != AssetKind::model)
    return fail({.id = "intake.not_a_room", .what = "a picture is no room", .file = file.string()});
  const std::filesystem::path was = std::filesystem::path(missing).parent_path();
  return copy_media(project, was.empty() ? "venue" : was, file, report->files_read, {.progress = {}, .stop = stop});
}

}  // namespace

void Relinker::start(const std::string& missing, Use use, const std::filesystem::path& file) {
  auto at = std::make_shared<UnderWay>();
  at->missing = missing;
  under_way_.push_back(at);
  thread_.submit([project = project_, use, file, at, stop = stop_.get_token()] {
    at->file = bring_in(project, at->missing, use, file, stop);
    at->is_done = true;
  });
}

std::set<std::string> Relinker::finish(Workspace& workspace) {
  std::set<std::string> again;
  for (; !under_way_.empty() && under_way_.front()->is_done; under_way_.pop_front()) {
    const UnderWay& done = *under_way_.front();
    if (!done.file)
      workspace.tell_error(done.file.error());
    else if (*done.file != done.missing)
      workspace.ask("file.replace", {{"file", done.missing}, {"by", *done.file}});
    else
      again.insert(done.missing), workspace.tell(std::string(workspace.tr("The file is where it was again.")));
  }
  return again;
}

}  // namespace enf::editor
