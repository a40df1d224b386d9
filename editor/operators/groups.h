// Owns: the groups of operators the registry is made of, and what their definitions share.
// Must not know: windows, widgets, files.
// Called by: operator.cpp and the groups' own files.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "editor/operators/operator.h"
#include "editor/operators/tr.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/new_id.h"
#include "engine/exhibition/wall_set.h"

namespace enf::editor {

std::vector<Operator> edit_operators();
std::vector<Operator> room_operators();
std::vector<Operator> free_wall_operators();
std::vector<Operator> model_room_operators();
std::vector<Operator> opening_operators();
std::vector<Operator> work_operators();
std::vector<Operator> placement_operators();
std::vector<Operator> arrange_operators();
std::vector<Operator> light_operators();
std::vector<Operator> text_operators();
std::vector<Operator> furniture_operators();
std::vector<Operator> viewpoint_operators();
std::vector<Operator> tour_operators();
std::vector<Operator> file_operators();
std::vector<Operator> window_operators();

// An operator that cannot do what it was asked for, as a sentence to translate.
inline std::unexpected<Error> refuse(std::string_view sentence) {
  return fail({.id = "operator.refused", .what = std::string(sentence)});
}

inline ArgumentDesc room_argument() {
  return {.name = "room", .title = tr("Room"), .kind = ArgumentKind::id, .tables = {"rooms"}, .source = Source::room};
}
inline ArgumentDesc wall_argument() {
  return {
      .name = "wall", .title = tr("Wall"), .kind = ArgumentKind::whole, .low = 0, .high = 999, .source = Source::wall};
}
inline ArgumentDesc language_argument() {
  return {.name = "language", .title = tr("Language"), .kind = ArgumentKind::text, .source = Source::language};
}
inline ArgumentDesc metres(std::string_view name, std::string_view title, double low, double high,
                           Source source = Source::given, std::optional<Value> preset = {}) {
  return {.name = name,
          .title = title,
          .unit = Unit::metres,
          .low = low,
          .high = high,
          .source = source,
          .preset = std::move(preset)};
}
inline ArgumentDesc choice(std::string_view name, std::string_view title, std::vector<std::string> choices) {
  Value first(choices.front());
  return {.name = name,
          .title = title,
          .kind = ArgumentKind::choice,
          .choices = std::move(choices),
          .preset = std::move(first)};
}
inline ArgumentDesc words(std::string_view name, std::string_view title) {
  return {.name = name, .title = title, .kind = ArgumentKind::text};
}
inline ArgumentDesc selected(std::vector<std::string_view> tables, std::size_t at_least = 1) {
  return {.name = "items",
          .title = tr("What"),
          .kind = ArgumentKind::ids,
          .tables = std::move(tables),
          .at_least = at_least,
          .source = Source::selection};
}
inline ArgumentDesc selected_one(std::vector<std::string_view> tables) {
  return {.name = "item",
          .title = tr("What"),
          .kind = ArgumentKind::id,
          .tables = std::move(tables),
          .source = Source::selection};
}
constexpr double place_m = 5'000, longest_m = 100;
inline ArgumentDesc east(Source source = Source::given) { return metres("x", tr("East"), -place_m, place_m, source); }
inline ArgumentDesc south(Source source = Source::given) { return metres("z", tr("South"), -place_m, place_m, source); }

// An id that is free in the table: "prefix-7".
template <class T>
decltype(T::id) fresh_id(const Document& document, std::string_view prefix) {
  for (std::size_t n = document.table<T>().size() + 1;; ++n)
    if (decltype(T::id) id{fmt::format("{}-{}", prefix, n)}; !document.find(id)) return id;
}

// Changes a document step by step in an operator; `edit()` leads from where it began. A step that is refused ends it:
// further ones do nothing, and the error comes out of `outcome`.
class Draft {
 public:
  explicit Draft(const Document& before) : before_(before), now_(before) {}
  const Document& now() const { return now_; }
  void apply(const Edit& edit) {
    if (error_) return;
    Result<Document> next = enf::apply(now_, edit);
    if (next)
      now_ = std::move(*next);
    else
      error_ = next.error();
  }
  template <class T>
  void put(T record) {
    apply(enf::put(std::move(record)));
  }
  Result<Outcome> outcome(std::optional<std::vector<AnyId>> selection = {}) const {
    if (error_) return fail(*error_);
    return Outcome{.edit = edit_between(before_, now_), .selection = std::move(selection)};
  }

 private:
  const Document& before_;
  Document now_;
  std::optional<Error> error_;
};

// What a text says now in the language of the argument "language", for an operator's `present`.
std::string words_now(const LocalizedText& text, const Arguments& arguments);
// Sets a text to these words in the language of the argument "language", or takes it away if there are none.
void write(LocalizedText& text, const std::string& words, const Arguments& arguments);
// Sets a text to the argument "text" in the language of the argument "language", or takes it away if it is empty.
void write(LocalizedText& text, const Arguments& arguments);

// Begins drawing in the plan with the mouse, which must be in sight for it, or ends it.
Outcome draws_or_not(const Session& session, Drawing what);
// Why nothing can be drawn in the plan, although drawing itself changes nothing yet: a poll.
std::string_view needs_writable(const Session& session, const Arguments& arguments);

// Why the wall of the arguments cannot be opened or moved as walls of a room's outline can: a poll.
std::string_view needs_plan_wall(const Session& session, const Arguments& arguments);

// The room's middle, within its plan: the middle of its plan's box, or of a triangle of it.
dvec2 middle_of(const Room& room);
// The north-west corner of the box around a room's plan.
dvec2 north_west_of(const Room& room);
// Metres of wall one can hang at: the room's walls less their openings, and both faces of temporary walls.
double running_wall_m(const Document& document, const Room& room);
// A hung work's box. The placement hangs on a wall.
OnWallBox box_of(const Document& document, const Placement& placement);
// The work of the argument "item", which names it or its placement.
const Work& work_meant(const Session& session, const Arguments& arguments);
// The file within the project that an asset is, that a work, a placement, or a room is shown by or that a light shines
// after; empty if there is none.
std::string file_of(const Document& document, const AnyId& id);
// The placement of a work, or null.
const Placement* placement_of(const Document& document, const WorkId& work);
// The records, and the works that stand on or lie in those that are furniture.
std::vector<AnyId> with_what_they_hold(const Document& document, const std::vector<AnyId>& ids);
// After these records were moved or pasted: works that came to lie over furniture stand in it, and those that left it
// stand by themselves. `before` is the document before.
void settle_in_furniture(Draft& draft, const Document& before, const std::vector<AnyId>& moved);
// Puts furniture that was moved, turned or given another size in the place of `before`, and what it holds with it.
// False if that no longer fits.
bool follow_furniture(Draft& draft, const Furniture& before, const Furniture& after);
// A base that brings the work's middle near the eye; tall works stand low, flat ones lie. At no place yet.
OnFloor stood_by_itself(const Work& work, Support support);

// These rooms with all that doorways join them to.
std::vector<RoomId> joined_rooms(const Document& document, const std::vector<RoomId>& rooms);

// The side of a doorway that lies in the room one works in; in other rooms the one it leads from.
const DoorwaySide& side_seen_from(const Doorway& doorway, const RoomId& room);
// The record moved: hung things along their wall and up, as they are seen from `room`, standing ones to the east and
// north; rooms with those that doorways join them to. False if such a record cannot be moved.
bool move_record(Draft& draft, const RoomId& room, const AnyId& id, double right_m, double up_m);

}  // namespace enf::editor
