// Undo, selection, clipboard, deleting, saving.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

constexpr std::string_view placed_tables[] = {"placements", "furniture", "lights", "wall_texts"};
std::vector<std::string_view> copyable() { return {std::begin(placed_tables), std::end(placed_tables)}; }

// The group a record belongs to; empty if to none.
GroupId group_of(const Document& document, const AnyId& id) {
  return std::visit(
      [&]<class IdType>(const IdType& one) -> GroupId {
        if constexpr (requires(RecordOf<IdType> r) { r.group; })
          if (auto* record = document.find(one)) return record->group;
        return {};
      },
      id);
}

// Calls visit with the records of all kinds that can belong to groups.
template <class Visit>
void each_groupable(const Document& document, Visit&& visit) {
  for (const auto& record : document.placements) visit(record);
  for (const auto& record : document.furniture) visit(record);
  for (const auto& record : document.lights) visit(record);
  for (const auto& record : document.wall_texts) visit(record);
}

// The record, then all others of its group.
std::vector<AnyId> with_its_group(const Document& document, const AnyId& id) {
  std::vector<AnyId> all{id};
  const GroupId group = group_of(document, id);
  if (group.empty()) return all;
  each_groupable(document, [&](const auto& record) {
    if (record.group == group && AnyId(record.id) != id) all.emplace_back(record.id);
  });
  return all;
}

GroupId fresh_group(const Document& document) {
  std::set<GroupId> taken;
  each_groupable(document, [&](const auto& record) { taken.insert(record.group); });
  for (std::size_t n = 1;; ++n)
    if (GroupId id{fmt::format("group-{}", n)}; !taken.contains(id)) return id;
}

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

// What is in the room as one goes along its walls from left to right, then through the room; at the wall one works at
// alone, if something hangs there.
std::vector<AnyId> in_their_order(const Session& session, const RoomId& room) {
  std::vector<std::tuple<std::uint32_t, double, AnyId>> all;
  constexpr std::uint32_t stands = 1'000'000, hangs_above = stands + 1;
  bool is_at_wall = false;
  auto hung = [&](std::uint32_t wall, double along, AnyId id) {
    all.emplace_back(wall, along, std::move(id));
    is_at_wall = is_at_wall || session.wall == wall;
  };
  for (const Placement& placement : session.document.placements) {
    if (placement.room != room) continue;
    if (auto* on = std::get_if<OnWall>(&placement.where))
      hung(on->wall, on->along_m, placement.id);
    else
      all.emplace_back(stands, std::get<OnFloor>(placement.where).position_m.x, placement.id);
  }
  for (const WallText& text : session.document.wall_texts)
    if (text.room == room) hung(text.wall, text.along_m, text.id);
  for (const Furniture& piece : session.document.furniture)
    if (piece.room == room) all.emplace_back(stands, piece.position_m.x, piece.id);
  for (const Light& light : session.document.lights)
    if (light.room == room) all.emplace_back(hangs_above, light.position_m.x, light.id);
  if (is_at_wall) std::erase_if(all, [&](const auto& one) { return std::get<0>(one) != *session.wall; });
  std::ranges::sort(all);
  std::vector<AnyId> ids;
  for (auto& [wall, along, id] : all) ids.push_back(std::move(id));
  return ids;
}

Result<Outcome> select_next(const Session& session, const Arguments& arguments) {
  const std::vector<AnyId> ids = in_their_order(session, arguments.id<RoomId>("room"));
  if (ids.empty()) return refuse(tr("There is nothing in this room."));
  const auto now = session.selection.empty() ? ids.end() : std::ranges::find(ids, session.selection.back());
  const bool goes_on = arguments.text("way") == "next";
  const std::size_t last = ids.size() - 1, at = static_cast<std::size_t>(now - ids.begin());
  const std::size_t to = now == ids.end() ? (goes_on ? 0 : last)
                         : goes_on        ? (at == last ? 0 : at + 1)
                                          : (at == 0 ? last : at - 1);
  return Outcome{.selection = with_its_group(session.document, ids[to])};
}

Result<Outcome> select(const Session& session, const Arguments& arguments) {
  const std::string& how = arguments.text("how");
  std::vector<AnyId> chosen;
  if (how != "only") chosen = session.selection;
  for (const AnyId& id : arguments.ids("items")) {
    const bool leaves = how == "toggle" && std::ranges::find(session.selection, id) != session.selection.end();
    for (const AnyId& one : with_its_group(session.document, id)) {
      auto at = std::ranges::find(chosen, one);
      if (leaves && at != chosen.end()) chosen.erase(at);
      if (!leaves && at == chosen.end()) chosen.push_back(one);
    }
  }
  return Outcome{.selection = std::move(chosen)};
}

Result<Outcome> set_group(const Session& session, const Arguments& arguments, const GroupId& group) {
  Draft draft(session.document);
  for (const AnyId& id : arguments.ids("items"))
    std::visit(
        [&]<class IdType>(const IdType& one) {
          if constexpr (requires(RecordOf<IdType> r) { r.group; }) {
            auto record = *session.document.find(one);
            record.group = group;
            draft.put(std::move(record));
          }
        },
        id);
  return draft.outcome();
}

std::string_view why_not_ungroup(const Session& session, const Arguments& arguments) {
  for (const AnyId& id : arguments.ids("items"))
    if (!group_of(session.document, id).empty()) return {};
  return tr("Nothing that is selected belongs to a group.");
}

Result<Outcome> remove_items(const Session& session, const Arguments& arguments) {
  Draft draft(session.document);
  for (const AnyId& id : with_what_they_hold(session.document, arguments.ids("items")))
    if (exists(draft.now(), id)) draft.apply(removal_with_dependants(draft.now(), id));  // not gone with another one
  return draft.outcome(std::vector<AnyId>{});
}

// The records, and the labels of those that are placements.
std::vector<AnyRecord> records_of(const Document& document, const std::vector<AnyId>& ids) {
  std::vector<AnyRecord> records;
  for (const AnyId& id : ids)
    std::visit(
        [&]<class IdType>(const IdType& one) { records.emplace_back(document.table<RecordOf<IdType>>().get(one)); },
        id);
  for (auto it = document.labels.begin(); it != document.labels.end(); ++it)
    if (std::ranges::find(ids, AnyId((*it).placement)) != ids.end()) records.emplace_back(it.record());
  return records;
}

Result<Outcome> copy(const Session& session, const Arguments& arguments) {
  return Outcome{.clipboard = records_of(session.document, arguments.ids("items"))};
}

Result<Outcome> cut(const Session& session, const Arguments& arguments) {
  Result<Outcome> outcome = remove_items(session, arguments);
  if (outcome)
    outcome->clipboard = records_of(session.document, with_what_they_hold(session.document, arguments.ids("items")));
  return outcome;
}

// Where a thing that stood at `place` in room `from` goes in room `to`: a step aside, or as far from the corner.
dvec2 place_in(const Document& document, const RoomId& from, const Room& to, dvec2 place) {
  constexpr double aside_m = 0.5;
  const Room* source = document.find(from);
  dvec2 there =
      source && source->id != to.id ? place - north_west_of(*source) + north_west_of(to) : place + dvec2(aside_m);
  return contains(to.plan, there) ? there : middle_of(to);
}

struct Paste {
  const Session& session;
  Draft& draft;
  const Room& room;
  std::optional<std::uint32_t> wall;
  double shift_m = 0;                  // along the wall, of what hung on another one
  std::map<GroupId, GroupId>& groups;  // copies are a group of their own
  std::vector<AnyId> pasted;
  std::map<PlacementId, PlacementId> hung_anew;            // by what they were copied from
  std::vector<std::pair<Furniture, Furniture>> furniture;  // as it was, and as it is pasted

  // Clear of furniture that holds works, so that nobody takes them for the copy's.
  dvec2 beside(const Furniture& f) const {
    constexpr double gap_m = 0.2;
    const dvec2 right(std::cos(f.heading_rad), -std::sin(f.heading_rad)), front(-right.y, right.x);
    for (dvec2 step : {right * (f.width_m + gap_m), -right * (f.width_m + gap_m), front * (f.depth_m + gap_m),
                       -front * (f.depth_m + gap_m)})
      if (contains(room.plan, f.position_m + step)) return f.position_m + step;
    return middle_of(room);
  }
  bool stays_on_wall(const RoomId& from, std::uint32_t of) const { return from == room.id && wall == of; }

  void one(Furniture f) {
    const Furniture before = f;
    f.position_m = place_in(draft.now(), f.room, room, f.position_m);
    if (before.room == room.id && holds_works(f)) f.position_m = beside(before);
    furniture.emplace_back(before, f);
    add(std::move(f), "furniture");
  }
  void one(Light l) {
    dvec2 place = place_in(draft.now(), l.room, room, {l.position_m.x, l.position_m.z});
    dvec3 by(place.x - l.position_m.x, 0, place.y - l.position_m.z);
    l.position_m += by, l.aim_m += by;
    add(std::move(l), "spot");
  }
  void one(WallText t) {
    bool same = stays_on_wall(t.room, t.wall);
    t.along_m += same ? t.width_m + 0.2 : shift_m;
    t.wall = wall.value_or(0);
    add(std::move(t), "text");
  }
  // A work hangs once: pasting moves it here.
  void one(Placement p) {
    const PlacementId copied = p.id;
    if (const Placement* present = placement_of(draft.now(), p.work))
      p.id = present->id;
    else
      p.id = hung_anew[copied] = id_after<Placement>(draft.now(), "at", p.work.value);
    if (auto* hung = std::get_if<OnWall>(&p.where)) {
      if (!stays_on_wall(p.room, hung->wall)) hung->along_m += shift_m;
      hung->wall = wall.value_or(0);
    } else {
      OnFloor& floor = std::get<OnFloor>(p.where);
      const auto holder = std::ranges::find_if(
          furniture, [&](const auto& one) { return one.first.room == p.room && is_on_board_of(one.first, floor); });
      if (holder != furniture.end())
        floor.position_m += holder->second.position_m - holder->first.position_m;
      else if (p.room != room.id)
        floor.position_m = place_in(draft.now(), p.room, room, floor.position_m);
    }
    p.room = room.id;
    regroup(p.group);
    pasted.emplace_back(p.id);
    draft.put(std::move(p));
  }
  // Those of works that had kept their place are there still.
  void one(Label label) {
    auto found = hung_anew.find(label.placement);
    if (found == hung_anew.end()) return;
    label.placement = found->second;
    if (draft.now().find(label.id)) label.id = id_after<Label>(draft.now(), "label", label.placement.value);
    draft.put(std::move(label));
  }
  void regroup(GroupId& group) {
    if (group.empty()) return;
    auto [found, is_new] = groups.try_emplace(group);
    if (is_new) found->second = fresh_group(draft.now());
    group = found->second;
  }
  template <class T>
  void add(T record, std::string_view prefix) {
    record.id = fresh_id<T>(draft.now(), prefix);
    record.room = room.id;
    regroup(record.group);
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
                              const std::vector<AnyRecord>& records, std::map<GroupId, GroupId>& groups) {
  const Room& room = *session.document.find(room_id);
  Draft draft(session.document);
  Paste paste{session, draft, room, wall, 0, groups, {}, {}};
  if (wall) paste.shift_m = shift_to(paste, records, wall_frame(room, *wall).length_m);
  for (int turn = 0; turn < 3; ++turn)  // works after the furniture they stand in, labels after works
    for (const AnyRecord& record : records)
      std::visit(
          [&]<class T>(const std::shared_ptr<const T>& one) {
            constexpr int own_turn = std::is_same_v<T, Label> ? 2 : std::is_same_v<T, Placement> ? 1 : 0;
            if constexpr (requires { paste.one(*one); })
              if (turn == own_turn) paste.one(*one);
          },
          record);
  settle_in_furniture(draft, session.document, paste.pasted);
  return draft.outcome(std::move(paste.pasted));
}

Result<Outcome> duplicate(const Session& session, const Arguments& arguments) {
  Outcome all{.selection = std::vector<AnyId>{}};
  Draft draft(session.document);
  std::map<GroupId, GroupId> groups;
  for (const AnyId& id : arguments.ids("items")) {
    Session at = session;
    at.document = draft.now();
    std::vector<AnyRecord> records = records_of(session.document, {id});
    Result<Outcome> one = std::visit(
        [&]<class T>(const std::shared_ptr<const T>& record) -> Result<Outcome> {
          if constexpr (std::is_same_v<T, WallText>)
            return paste_records(at, record->room, record->wall, records, groups);
          if constexpr (requires { record->room; }) return paste_records(at, record->room, {}, records, groups);
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
      {.id = "edit.go-to-step",
       .title = tr("Go to a step"),
       .help = tr("Takes back or makes again as many steps as lie between; the first is 0."),
       .arguments = {{.name = "step", .title = tr("Step"), .kind = ArgumentKind::whole, .low = 0, .high = 1e9}},
       .is_of_panels = true,
       .poll =
           [](const Session& s, const Arguments& a) {
             return a.number("step") < static_cast<double>(s.steps) ? std::string_view() : tr("There is no such step.");
           },
       .run = [](const Session&, const Arguments& a) -> Result<Outcome> {
         return Outcome{.step_to_go_to = a.whole("step")};
       }},
      {.id = "edit.select",
       .title = tr("Select"),
       .help = tr("Selects records, alone or together with those selected."),
       .arguments = {{.name = "items", .title = tr("What"), .kind = ArgumentKind::ids},
                     choice("how", tr("How"), {"only", "add", "toggle"})},
       .changes_document = false,
       .is_of_panels = true,
       .run = select},
      {.id = "edit.select-all",
       .title = tr("Select all"),
       .help = tr("Selects all that hangs and stands in the room."),
       .arguments = {room_argument()},
       .shortcuts = {{"Ctrl+A"}},
       .changes_document = false,
       .run = select_all},
      {.id = "edit.select-next",
       .title = tr("Select the next"),
       .help = tr("Goes to what hangs next at the wall one works at, or is next in the room."),
       .arguments = {room_argument(), choice("way", tr("Way"), {"next", "previous"})},
       .shortcuts = {{"Tab", {{"way", std::string("next")}}}, {"Shift+Tab", {{"way", std::string("previous")}}}},
       .changes_document = false,
       .run = select_next},
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
             std::map<GroupId, GroupId> groups;
             return paste_records(session, room, room == session.room ? session.wall : std::nullopt, session.clipboard,
                                  groups);
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
      {.id = "edit.group",
       .title = tr("Group"),
       .help = tr("Binds what is selected: selecting one selects all, and all move together."),
       .arguments = {selected(copyable(), 2)},
       .shortcuts = {{"Ctrl+G"}},
       .run = [](const Session& session,
                 const Arguments& a) { return set_group(session, a, fresh_group(session.document)); }},
      {.id = "edit.ungroup",
       .title = tr("Ungroup"),
       .help = tr("Lets everything that is selected be selected and moved by itself again."),
       .arguments = {selected(copyable())},
       .shortcuts = {{"Ctrl+Shift+G"}},
       .poll = why_not_ungroup,
       .run = [](const Session& session, const Arguments& a) { return set_group(session, a, {}); }},
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
