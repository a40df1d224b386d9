// Undo, selection, clipboard, deleting, saving.
#include <algorithm>
#include <set>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

constexpr std::string_view placed_tables[] = {"placements", "furniture", "lights", "wall_texts"};
std::vector<std::string_view> copyable() { return {std::begin(placed_tables), std::end(placed_tables)}; }

Result<Outcome> select_all(const Session& session, const Arguments& arguments) {
  const RoomId& room = arguments.id<RoomId>("room");
  std::vector<AnyId> all;
  auto take = [&](const auto& table) {
    for (const auto& record : table)
      if (record.room == room) all.emplace_back(record.id);
  };
  take(session.document.placements), take(session.document.furniture), take(session.document.lights);
  take(session.document.wall_texts);
  return Outcome{.selection = std::move(all)};
}

Result<Outcome> select(const Session& session, const Arguments& arguments) {
  std::vector<AnyId> chosen = session.selection;
  const std::vector<AnyId>& items = arguments.ids("items");
  const std::string& how = arguments.text("how");
  if (how == "only") chosen = items;
  for (const AnyId& id : items) {
    auto at = std::ranges::find(chosen, id);
    if (how == "toggle" && at != chosen.end())
      chosen.erase(at);
    else if (at == chosen.end())
      chosen.push_back(id);
  }
  return Outcome{.selection = std::move(chosen)};
}

Result<Outcome> remove_items(const Session& session, const Arguments& arguments) {
  Draft draft(session.document);
  for (const AnyId& id : arguments.ids("items"))
    if (exists(draft.now(), id)) draft.apply(removal_with_dependants(draft.now(), id));  // not gone with another one
  return draft.outcome(std::vector<AnyId>{});
}

std::vector<AnyRecord> records_of(const Document& document, const std::vector<AnyId>& ids) {
  std::vector<AnyRecord> records;
  for (const AnyId& id : ids)
    std::visit(
        [&]<class IdType>(const IdType& one) { records.emplace_back(document.table<RecordOf<IdType>>().get(one)); },
        id);
  return records;
}

Result<Outcome> copy(const Session& session, const Arguments& arguments) {
  return Outcome{.clipboard = records_of(session.document, arguments.ids("items"))};
}

Result<Outcome> cut(const Session& session, const Arguments& arguments) {
  Result<Outcome> outcome = remove_items(session, arguments);
  if (outcome) outcome->clipboard = records_of(session.document, arguments.ids("items"));
  return outcome;
}

// Where a thing that stood at `place` in room `from` goes in room `to`: a step aside, or as far from the corner.
dvec2 place_in(const Document& document, const RoomId& from, const Room& to, dvec2 place) {
  constexpr double aside_m = 0.5;
  auto low = [](const Room& room) {
    dvec2 corner = room.plan[0];
    for (dvec2 c : room.plan) corner = glm::min(corner, c);
    return corner;
  };
  const Room* source = document.find(from);
  dvec2 there = source && source->id != to.id ? place - low(*source) + low(to) : place + dvec2(aside_m);
  return contains(to.plan, there) ? there : middle_of(to);
}

struct Paste {
  const Session& session;
  Draft& draft;
  const Room& room;
  std::optional<std::uint32_t> wall;
  double shift_m = 0;  // along the wall, of what hung on another one
  std::vector<AnyId> pasted;

  bool stays_on_wall(const RoomId& from, std::uint32_t of) const { return from == room.id && wall == of; }

  void one(Furniture f) {
    f.position_m = place_in(draft.now(), f.room, room, f.position_m);
    add(std::move(f), "furniture");
  }
  void one(Light l) {
    dvec2 place = place_in(draft.now(), l.room, room, {l.position_m.x, l.position_m.z});
    dvec3 by(place.x - l.position_m.x, 0, place.y - l.position_m.z);
    l.position_m += by, l.aim_m += by;
    add(std::move(l), "light");
  }
  void one(WallText t) {
    bool same = stays_on_wall(t.room, t.wall);
    t.along_m += same ? t.width_m + 0.2 : shift_m;
    t.wall = wall.value_or(0);
    add(std::move(t), "text");
  }
  // A work hangs once: pasting moves it here.
  void one(Placement p) {
    const Placement* present = placement_of(draft.now(), p.work);
    if (present)
      p.id = present->id;
    else
      p.id = id_after<Placement>(draft.now(), "at", p.work.value);
    if (auto* hung = std::get_if<OnWall>(&p.where)) {
      if (!stays_on_wall(p.room, hung->wall)) hung->along_m += shift_m;
      hung->wall = wall.value_or(0);
    } else if (OnFloor& floor = std::get<OnFloor>(p.where); p.room != room.id) {
      floor.position_m = place_in(draft.now(), p.room, room, floor.position_m);
    }
    p.room = room.id;
    pasted.emplace_back(p.id);
    draft.put(std::move(p));
  }
  template <class T>
  void add(T record, std::string_view prefix) {
    record.id = fresh_id<T>(draft.now(), prefix);
    record.room = room.id;
    pasted.emplace_back(record.id);
    draft.put(std::move(record));
  }
};

// What hung on other walls keeps its order and its gaps, its middle at the middle of this one.
double shift_to(const Paste& paste, const std::vector<AnyRecord>& records, double wall_length_m) {
  double low = 1e9, high = -1e9;
  auto reach = [&](const RoomId& room, std::uint32_t wall, double middle, double width) {
    if (!paste.stays_on_wall(room, wall))
      low = std::min(low, middle - width / 2), high = std::max(high, middle + width / 2);
  };
  for (const AnyRecord& record : records) {
    if (auto* p = std::get_if<std::shared_ptr<const Placement>>(&record)) {
      const Work* work = paste.session.document.find((*p)->work);
      if (auto* hung = std::get_if<OnWall>(&(*p)->where); hung && work)
        reach((*p)->room, hung->wall, hung->along_m, outer_size(*work).width_m);
    } else if (auto* t = std::get_if<std::shared_ptr<const WallText>>(&record)) {
      reach((*t)->room, (*t)->wall, (*t)->along_m, (*t)->width_m);
    }
  }
  return low > high ? 0 : wall_length_m / 2 - (low + high) / 2;
}

bool hangs(const AnyRecord& record) {
  if (auto* p = std::get_if<std::shared_ptr<const Placement>>(&record))
    return std::holds_alternative<OnWall>((*p)->where);
  return std::holds_alternative<std::shared_ptr<const WallText>>(record);
}

std::string_view why_not_paste(const Session& session, const Arguments& arguments) {
  if (session.clipboard.empty()) return tr("Nothing has been copied yet.");
  bool has_wall = session.wall && arguments.id<RoomId>("room") == session.room;
  if (!has_wall && std::ranges::any_of(session.clipboard, hangs))
    return tr("Choose a wall first: click it in the plan.");
  for (const AnyRecord& record : session.clipboard)
    if (auto* p = std::get_if<std::shared_ptr<const Placement>>(&record); p && !session.document.find((*p)->work))
      return tr("A copied work is no longer in the catalogue.");
  return {};
}

Result<Outcome> paste_records(const Session& session, const RoomId& room_id, std::optional<std::uint32_t> wall,
                              const std::vector<AnyRecord>& records) {
  const Room& room = *session.document.find(room_id);
  Draft draft(session.document);
  Paste paste{session, draft, room, wall, 0, {}};
  if (wall) paste.shift_m = shift_to(paste, records, wall_frame(room, *wall).length_m);
  for (const AnyRecord& record : records)
    std::visit(
        [&]<class T>(const std::shared_ptr<const T>& one) {
          if constexpr (requires { paste.one(*one); }) paste.one(*one);
        },
        record);
  return draft.outcome(std::move(paste.pasted));
}

Result<Outcome> duplicate(const Session& session, const Arguments& arguments) {
  Outcome all{.selection = std::vector<AnyId>{}};
  Draft draft(session.document);
  for (const AnyId& id : arguments.ids("items")) {
    Session at = session;
    at.document = draft.now();
    std::vector<AnyRecord> records = records_of(session.document, {id});
    Result<Outcome> one = std::visit(
        [&]<class T>(const std::shared_ptr<const T>& record) -> Result<Outcome> {
          if constexpr (std::is_same_v<T, WallText>) return paste_records(at, record->room, record->wall, records);
          if constexpr (requires { record->room; }) return paste_records(at, record->room, {}, records);
          return Outcome{};
        },
        records.front());
    if (!one) return one;
    draft.apply(*one->edit);
    all.selection->insert(all.selection->end(), one->selection->begin(), one->selection->end());
  }
  Result<Outcome> outcome = draft.outcome();
  if (outcome) outcome->selection = std::move(all.selection);
  return outcome;
}

}  // namespace

std::vector<Operator> edit_operators() {
  using Step = Outcome::Step;
  auto step = [](Step which) {
    return [which](const Session&, const Arguments&) -> Result<Outcome> { return Outcome{.step = which}; };
  };
  std::vector<std::string_view> removable = {"placements", "furniture", "lights",  "labels", "wall_texts",
                                             "viewpoints", "doorways",  "windows", "rooms"};
  return {
      {.id = "edit.save",
       .title = tr("Save"),
       .help = tr("Writes the exhibition to its file."),
       .shortcuts = {{"Ctrl+S"}},
       .poll =
           [](const Session& s, const Arguments&) {
             return s.has_unsaved_edits ? std::string_view() : tr("Everything is saved already.");
           },
       .run = step(Step::save)},
      {.id = "edit.undo",
       .title = tr("Undo"),
       .help = tr("Takes the last step back."),
       .shortcuts = {{"Ctrl+Z"}},
       .poll = [](const Session& s,
                  const Arguments&) { return s.can_undo ? std::string_view() : tr("There is nothing to undo."); },
       .run = step(Step::undo)},
      {.id = "edit.redo",
       .title = tr("Redo"),
       .help = tr("Makes the step again that was taken back."),
       .shortcuts = {{"Ctrl+Y"}, {"Ctrl+Shift+Z"}},
       .poll = [](const Session& s,
                  const Arguments&) { return s.can_redo ? std::string_view() : tr("There is nothing to redo."); },
       .run = step(Step::redo)},
      {.id = "edit.select",
       .title = tr("Select"),
       .help = tr("Selects records, alone or together with those selected."),
       .arguments = {{.name = "items", .title = tr("What"), .kind = ArgumentKind::ids},
                     choice("how", tr("How"), {"only", "add", "toggle"})},
       .changes_document = false,
       .run = select},
      {.id = "edit.select-all",
       .title = tr("Select all"),
       .help = tr("Selects all that hangs and stands in the room."),
       .arguments = {room_argument()},
       .shortcuts = {{"Ctrl+A"}},
       .changes_document = false,
       .run = select_all},
      {.id = "edit.select-none",
       .title = tr("Select nothing"),
       .help = tr("Lets go of what is selected."),
       .shortcuts = {{"Escape"}},
       .changes_document = false,
       .poll = [](const Session& s,
                  const Arguments&) { return s.selection.empty() ? tr("Nothing is selected.") : std::string_view(); },
       .run = [](const Session&, const Arguments&) -> Result<Outcome> {
         return Outcome{.selection = std::vector<AnyId>{}};
       }},
      {.id = "edit.cut",
       .title = tr("Cut"),
       .help = tr("Takes what is selected away, to be pasted elsewhere."),
       .arguments = {selected(copyable())},
       .shortcuts = {{"Ctrl+X"}},
       .run = cut},
      {.id = "edit.copy",
       .title = tr("Copy"),
       .help = tr("Remembers what is selected, to be pasted elsewhere."),
       .arguments = {selected(copyable())},
       .shortcuts = {{"Ctrl+C"}},
       .changes_document = false,
       .run = copy},
      {.id = "edit.paste",
       .title = tr("Paste"),
       .help = tr(
           "Puts what was copied into the room and onto the wall one works at. A work hangs only once, so it moves."),
       .arguments = {room_argument()},
       .shortcuts = {{"Ctrl+V"}},
       .poll = why_not_paste,
       .run =
           [](const Session& session, const Arguments& arguments) {
             const RoomId& room = arguments.id<RoomId>("room");
             return paste_records(session, room, room == session.room ? session.wall : std::nullopt, session.clipboard);
           }},
      {.id = "edit.duplicate",
       .title = tr("Duplicate"),
       .help = tr("Puts the same furniture, lights and texts once more beside those selected."),
       .arguments = {selected({"furniture", "lights", "wall_texts"})},
       .shortcuts = {{"Ctrl+D"}},
       .run = duplicate},
      {.id = "edit.delete",
       .title = tr("Delete"),
       .help = tr("Removes what is selected, with what cannot be without it. Works stay in the catalogue."),
       .arguments = {selected(std::move(removable))},
       .shortcuts = {{"Delete"}, {"Backspace"}},
       .run = remove_items},
      {.id = "edit.language",
       .title = tr("Write in another language"),
       .help = tr("Chooses the language that texts are written in."),
       .arguments = {words("tag", tr("Language"))},
       .changes_document = false,
       .run = [](const Session&, const Arguments& arguments) -> Result<Outcome> {
         return Outcome{.language = arguments.text("tag")};
       }},
  };
}

}  // namespace enf::editor
