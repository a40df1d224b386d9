#include "content/museum_folder.h"

#include <fmt/format.h>

#include <string>

#include "engine/base/file.h"

namespace enf {
namespace {

namespace fs = std::filesystem;

// Raise it when any file or the hang changes: museums of other versions are not reused.
constexpr int museum_version = 1;

fs::path plan_stamp(const fs::path& folder) { return folder / ".enfilade" / "museum.plan"; }
fs::path done_stamp(const fs::path& folder) { return folder / ".enfilade" / "museum.done"; }
std::string plan_text(const MuseumPlan& plan) {
  return fmt::format("version {} rooms {} works {} texture {} sculptures {} storage {}\n", museum_version, plan.rooms,
                     plan.works, plan.texture_px, plan.sculptures_percent, plan.storage);
}
bool holds_text(const fs::path& file, const std::string& text) {
  auto present = read_text_file(file);
  return present && *present == text;
}

}  // namespace

Result<void> claim_for_museum(const fs::path& folder, const MuseumPlan& plan) {
  if (plan.works < plan.rooms)
    return fail({.id = "argument.works",
                 .what = "there are more rooms than works",
                 .advice = "Give at least one work for each room"});
  std::error_code ignored;
  if (holds_text(plan_stamp(folder), plan_text(plan))) return {};
  if (fs::exists(folder, ignored) && !fs::is_empty(folder, ignored))
    return fail({.id = "museum.other_plan",
                 .what = "this folder is not empty, and not a museum of these parameters",
                 .file = folder.string(),
                 .advice = "Name another folder, or delete this one"});
  if (auto made = make_folder(plan_stamp(folder).parent_path()); !made) return made;
  return write_file_atomic(plan_stamp(folder), plan_text(plan));
}

Result<void> mark_museum_done(const fs::path& folder, const MuseumPlan& plan) {
  return write_file_atomic(done_stamp(folder), plan_text(plan));
}

bool holds_museum(const fs::path& folder, const MuseumPlan& plan) {
  return holds_text(plan_stamp(folder), plan_text(plan)) && holds_text(done_stamp(folder), plan_text(plan));
}

}  // namespace enf
