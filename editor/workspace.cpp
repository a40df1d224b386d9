#include "editor/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "editor/operators/soundness.h"
#include "engine/app/localized.h"
#include "engine/base/log.h"
#include "engine/text/visual_order.h"

namespace enf::editor {

bool Workspace::is_selected(const AnyId& id) const {
  return std::ranges::find(session().selection, id) != session().selection.end();
}

std::vector<AnyId> Workspace::moved_with(const AnyId& held) const {
  std::vector<AnyId> items{held};
  if (!is_selected(held)) return items;
  items = session().selection;
  const auto& movable = find_operator("arrange.move")->arguments.front().tables;
  std::erase_if(items, [&](const AnyId& id) { return std::ranges::find(movable, table_of(id)) == movable.end(); });
  return items;
}

void Workspace::ask(std::string_view op, Arguments arguments) {
  const Operator* found = find_operator(op);
  assert(found);
  asked_.emplace_back(found, std::move(arguments));
}

void Workspace::select(const AnyId& id, bool adds) {
  ask("edit.select", {{"items", std::vector{id}}, {"how", std::string(adds ? "toggle" : "only")}});
}

void Workspace::select_several(std::vector<AnyId> ids, bool adds) {
  if (!ids.empty()) ask("edit.select", {{"items", std::move(ids)}, {"how", std::string(adds ? "add" : "only")}});
}

bool Workspace::run_asked() {
  bool changed = false, saves = false;
  for (auto& [op, arguments] : std::exchange(asked_, {})) {
    if (op->id == "edit.save" && why_not(*op, session()).empty()) {  // beside what one does, and after it
      saves = true;
      continue;
    }
    Result<void> done = editing_.run(*op, arguments);
    if (!done) tell_error(done.error());
    if (done && op->merges) since_merging_s_ = 0;
    changed = changed || done;
  }
  if (saves) save(true);
  return changed || saves;
}

void Workspace::try_change(std::string_view id, Arguments arguments) {
  const Operator* op = find_operator(id);
  assert(op);
  if (is_cancelled_) return;
  if (!gesture_) gesture_.emplace();
  Result<DividedDocument> preview = editing_.preview(*op, arguments);
  if (preview)
    *gesture_ = {op, std::move(arguments), std::move(*preview)};
  else
    hint = tr(sentence_for(preview.error()));
}

void Workspace::finish_gesture() {
  std::optional<Gesture> done = std::exchange(gesture_, {});
  if (!done || !done->op) return;
  editing_.end_gesture();
  asked_.emplace_back(done->op, std::move(done->arguments));
}

void Workspace::tell(std::string text, bool is_error) { notice_ = {std::move(text), is_error, is_error ? 8.0 : 4.0}; }

void Workspace::tell_error(const Error& error) {
  log_info("{}", to_string(error));
  const std::string name = std::filesystem::path(error.file).filename().string();
  tell(fmt::format("{}{}{}", name, name.empty() ? "" : ": ", tr(sentence_for(error))), true);
}

void Workspace::pass(double seconds) {
  constexpr double pause_s = 1;
  if (notice_ && (notice_->seconds_left -= seconds) <= 0) notice_.reset();
  if (since_merging_s_ && (*since_merging_s_ += seconds) > pause_s) editing_.end_gesture(), since_merging_s_.reset();
  if (saver_.pass(session(), seconds) && !gesture_) save(false);
  if (std::optional<Error> refusal = editing_.take_refusal()) {
    tell_error(*refusal);
    if (save_trouble_.empty()) save(true);  // writes everything anew
  }
  if (std::optional<Result<void>> ended = saver_.take_finished(editing_)) note_saved(*ended);
}

double Workspace::seconds_until_change() const {
  double wait = is_writing() ? 0.02 : std::max(0.05, saver_.seconds_until_due(session()));
  return notice_ ? std::min(wait, std::max(0.05, notice_->seconds_left)) : wait;
}

void Workspace::save(bool is_asked) {
  tells_saved_ = is_asked;
  if (Result<void> started = saver_.start(editing_); !started) note_saved(started);
}

void Workspace::note_saved(const Result<void>& saved) {
  save_trouble_.clear();
  if (saved) {
    if (std::exchange(tells_saved_, false)) tell(std::string(tr("Saved.")));
    return;
  }
  log_info("{}", to_string(saved.error()));
  const bool is_journal = saved.error().file == journal_file(editing_.project().folder()).string();
  save_trouble_ =
      tr(is_journal ? editor::tr("Not saved: {}") : editor::tr("Not saved: {} Your work is kept in the journal."),
         tr(sentence_for(saved.error())));
  tell(save_trouble_, true);
}

std::string Workspace::number(double value, int decimals) const {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (language() != "en") std::ranges::replace(text, '.', ',');
  return text;
}

std::string Workspace::count(std::uint64_t value) const {
  std::string text = std::to_string(value);
  for (std::size_t at = text.size(); value >= 10'000 && at > 3;) text.insert(at -= 3, "\u202f");
  return text;
}

std::string Workspace::offset(double metres) const { return tr("{} m", (metres < 0 ? "" : "+") + number(metres, 2)); }

std::string Workspace::label(std::string_view english, std::string_view id) const {
  return fmt::format("{}###{}", tr(english), id);
}

std::string Workspace::words_of(const LocalizedText& text) const {
  return in_visual_order(choose(text, language()).text);
}

std::string Workspace::title_of(const Work& work) const {
  std::string title = words_of(work.title);
  return title.empty() ? work.id.value : title;
}

std::string Workspace::name_of(const AnyId& any) const {
  const Document& document = shown();
  return std::visit(
      [&]<class IdType>(const IdType& id) -> std::string {
        using T = RecordOf<IdType>;
        const T* record = document.find(id);
        if (!record) return id.value;
        std::string name;
        if constexpr (std::is_same_v<T, Work>) {
          name = title_of(*record);
        } else if constexpr (std::is_same_v<T, Placement>) {
          if (const Work* work = document.find(record->work)) name = title_of(*work);
        } else if constexpr (std::is_same_v<T, Label>) {
          if (const Placement* placement = document.find(record->placement)) name = name_of(placement->id);
        } else if constexpr (std::is_same_v<T, WallText> || std::is_same_v<T, Tour>) {
          name = words_of(record->title);
        } else if constexpr (requires { record->name; }) {
          name = words_of(record->name);
        }
        return name.empty() ? id.value : name;
      },
      any);
}

}  // namespace enf::editor
