#include "editor/operators/editing.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "editor/operators/soundness.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

namespace {

// What was killed a moment ago may hold the project a moment longer.
Result<void> take(Project& project) {
  constexpr std::chrono::milliseconds apart(250);
  Result<void> taken = project.take();
  for (int tries = 0; tries < 8 && !taken && taken.error().id == "project.in_use"; ++tries) {
    std::this_thread::sleep_for(apart);
    taken = project.take();
  }
  return taken;
}

}  // namespace

Result<Editing> Editing::open(const std::filesystem::path& folder, Mode mode) {
  Result<Project> project = load_project(folder);
  if (!project) return fail(project.error());
  if (mode == Mode::edit)
    if (auto taken = take(*project); !taken) return fail(taken.error());
  Editing editing(std::move(*project));
  editing.session_.is_read_only = mode == Mode::read_only;
  editing.session_.language = editing.project_.document().exhibition->languages.front();
  editing.follow_project();
  return editing;
}

void Editing::follow_project() {
  Session& s = session_;
  s.document = project_.document();
  divided_ = divide(divided_, s.document);
  s.can_undo = project_.history().can_undo(), s.can_redo = project_.history().can_redo();
  s.steps = project_.history().steps().size();
  s.has_unsaved_edits = project_.has_unsaved_edits();
  std::erase_if(s.selection, [&](const AnyId& id) { return !exists(s.document, id); });
  const bool has_lights =
      std::ranges::any_of(s.selection, [](const AnyId& id) { return std::holds_alternative<LightId>(id); });
  s.aims_lights = s.aims_lights && has_lights;
  const Room* room = s.document.find(s.room);
  if (!room) {
    s.room = s.document.rooms.empty() ? RoomId{} : s.document.rooms.begin()->id;
    s.wall.reset();
  } else if (s.wall && *s.wall >= wall_count(*room)) {
    s.wall.reset();
  }
}

Result<void> Editing::run(const Operator& op, const Arguments& given) {
  Result<Outcome> outcome = invoke(op, session_, given);
  if (!outcome) return fail(outcome.error());
  if (outcome->edit) {
    if (auto sound = apply_soundly(divided_, *outcome->edit); !sound) return fail(sound.error());
    std::string merge_key;
    if (op.merges) {
      merge_key = op.id;
      for (const AnyId& id : session_.selection) merge_key += " " + text_of(id);
    }
    if (auto done = project_.commit(*outcome->edit, std::string(op.title), merge_key); !done) return done;
  }
  Result<void> stepped;
  if (outcome->step == Outcome::Step::undo) stepped = project_.undo();
  if (outcome->step == Outcome::Step::redo) stepped = project_.redo();
  if (outcome->step == Outcome::Step::save) stepped = project_.save();
  if (outcome->step_to_go_to) stepped = project_.go_to_step(*outcome->step_to_go_to);
  if (!stepped) return stepped;

  if (outcome->selection && *outcome->selection != session_.selection) {
    project_.end_merge();
    session_.selection = std::move(*outcome->selection);
  }
  if (outcome->room) session_.wall.reset(), session_.room = *outcome->room;
  if (outcome->wall) session_.wall = outcome->wall;
  if (outcome->clipboard) session_.clipboard = std::move(*outcome->clipboard);
  if (outcome->language) session_.language = std::move(*outcome->language);
  session_.shows_lux = outcome->shows_lux.value_or(session_.shows_lux);
  session_.aims_lights = outcome->aims_lights.value_or(session_.aims_lights);
  session_.shows_texts = outcome->shows_texts.value_or(session_.shows_texts);
  session_.draws = outcome->draws.value_or(session_.draws);
  if (outcome->look) session_.look = std::move(outcome->look);
  if (outcome->request) requests_.push_back(std::move(*outcome->request));
  follow_project();
  return {};
}

void Editing::end_save(const SaveTask& done) {
  project_.end_save(done);
  follow_project();
}

Result<void> Editing::run(std::string_view id, const Arguments& given) {
  const Operator* op = find_operator(id);
  if (!op)
    return fail({.id = "operator.unknown",
                 .what = fmt::format("there is no operator \"{}\"", id),
                 .advice = "List them with: enfilade ops --json"});
  return run(*op, given);
}

Result<DividedDocument> Editing::preview(const Operator& op, const Arguments& given) const {
  Result<Outcome> outcome = invoke(op, session_, given);
  if (!outcome) return fail(outcome.error());
  if (!outcome->edit) return divided_;
  return apply_soundly(divided_, *outcome->edit);
}

}  // namespace enf::editor
