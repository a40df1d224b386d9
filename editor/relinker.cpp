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
  return copy_media(project, std::filesystem::path(missing).parent_path(), file, report->files_read,
                    {.progress = {}, .stop = stop});
}

}  // namespace

void Relinker::start(const std::string& missing, Use use, const std::filesystem::path& file) {
  if (under_way_) return;
  under_way_ = std::make_shared<UnderWay>();
  under_way_->missing = missing;
  thread_.submit([project = project_, use, file, at = under_way_, stop = stop_.get_token()] {
    at->file = bring_in(project, at->missing, use, file, stop);
    at->is_done = true;
  });
}

bool Relinker::finish(Workspace& workspace) {
  if (!under_way_ || !under_way_->is_done) return false;
  const std::shared_ptr<UnderWay> done = std::exchange(under_way_, nullptr);
  if (!done->file)
    workspace.tell_error(done->file.error());
  else if (*done->file != done->missing)
    workspace.ask("file.replace", {{"file", done->missing}, {"by", *done->file}});
  else
    workspace.tell(std::string(workspace.tr("The file is where it was again.")));
  return true;
}

}  // namespace enf::editor
