#include "editor/operators/operator.h"

#include <fmt/format.h>

#include <algorithm>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

const std::vector<Operator>& all_operators() {
  static const std::vector<Operator> all = [] {
    std::vector<Operator> list;
    for (auto group : {edit_operators, room_operators, free_wall_operators, model_room_operators, opening_operators,
                       work_operators, placement_operators, arrange_operators, light_operators, text_operators,
                       furniture_operators, viewpoint_operators, tour_operators, file_operators, window_operators})
      for (Operator& op : group()) list.push_back(std::move(op));
    return list;
  }();
  return all;
}

const Operator* find_operator(std::string_view id) {
  const auto& all = all_operators();
  auto found = std::ranges::find(all, id, &Operator::id);
  return found == all.end() ? nullptr : &*found;
}

namespace {

bool may_name(const ArgumentDesc& desc, const AnyId& id) {
  return desc.tables.empty() || std::ranges::find(desc.tables, table_of(id)) != desc.tables.end();
}

// What the session has for an argument.
std::optional<Value> from_session(const ArgumentDesc& desc, const Session& session, const Arguments& given) {
  switch (desc.source) {
    case Source::given:
    case Source::optional:
      return desc.preset;
    case Source::selection: {
      std::vector<AnyId> fitting;
      std::ranges::copy_if(session.selection, std::back_inserter(fitting),
                           [&](const AnyId& id) { return may_name(desc, id); });
      if (fitting.size() < desc.at_least) return std::nullopt;
      if (desc.kind == ArgumentKind::ids) return fitting;
      return fitting.front();
    }
    case Source::room:
      if (session.room.empty()) return std::nullopt;
      return AnyId(session.room);
    case Source::wall: {  // of the room one works in, not of another one that was given
      const Value* room = given.find("room");
      if (!session.wall || (room && *room != Value(AnyId(session.room)))) return std::nullopt;
      return static_cast<double>(*session.wall);
    }
    case Source::language:
      return session.language;
  }
  return std::nullopt;
}

std::string_view tell_missing(const ArgumentDesc& desc) {
  if (desc.source == Source::room) return tr("Choose a room first.");
  if (desc.source == Source::wall) return tr("Choose a wall first: click it in the plan.");
  bool only = desc.tables.size() == 1;
  if (only && desc.tables.front() == "placements")
    return desc.at_least >= 3   ? tr("Select at least three works first.")
           : desc.at_least == 2 ? tr("Select at least two works first.")
                                : tr("Select a work first.");
  if (only && desc.tables.front() == "lights") return tr("Select a light first.");
  if (only && desc.tables.front() == "labels") return tr("Select a label first.");
  if (only && desc.tables.front() == "wall_texts") return tr("Select a wall text first.");
  if (only && desc.tables.front() == "viewpoints") return tr("Select a viewpoint first.");
  if (only && desc.tables.front() == "furniture") return tr("Select a piece of furniture first.");
  if (only && (desc.tables.front() == "doorways" || desc.tables.front() == "windows"))
    return tr("Select a doorway or window first.");
  return tr("Select something first.");
}

bool comes_from_session(const ArgumentDesc& desc) {
  return desc.source != Source::given && desc.source != Source::optional;
}

}  // namespace

std::string_view why_not(const Operator& op, const Session& session, const Arguments& given) {
  if (op.changes_document && session.is_read_only) return tr("The exhibition is open for reading only.");
  if (op.needs_window && !session.look) return tr("This needs the editor's window.");
  for (const ArgumentDesc& desc : op.arguments)
    if (!given.has(desc.name) && comes_from_session(desc) && !from_session(desc, session, given))
      return tell_missing(desc);
  if (!op.poll) return {};
  Result<Arguments> known = complete(op, session, given);
  return known ? op.poll(session, *known) : std::string_view();
}

bool has_questions(const Operator& op) {
  return std::ranges::any_of(op.arguments, [](const ArgumentDesc& desc) { return !comes_from_session(desc); });
}

Arguments answers(const Operator& op, const Session& session, const Arguments& told,
                  const std::set<std::string, std::less<>>& left_out) {
  Arguments all = told;
  auto fill = [&](const ArgumentDesc& desc, std::optional<Value> value) {
    if (value && !all.has(desc.name) && !left_out.contains(desc.name)) all.set(desc.name, std::move(*value));
  };
  for (const ArgumentDesc& desc : op.arguments)
    if (comes_from_session(desc)) fill(desc, from_session(desc, session, told));
  const Arguments present = op.present ? op.present(session, all) : Arguments();
  for (const ArgumentDesc& desc : op.arguments)
    if (const Value* value = present.find(desc.name)) fill(desc, *value);
  for (const ArgumentDesc& desc : op.arguments) fill(desc, desc.preset);
  return all;
}

Result<Arguments> complete(const Operator& op, const Session& session, const Arguments& given) {
  for (const auto& [name, value] : given.values())
    if (std::ranges::find(op.arguments, name, &ArgumentDesc::name) == op.arguments.end())
      return fail({.id = "argument.unknown",
                   .what = fmt::format("{} takes no argument of this name", op.id),
                   .field = name,
                   .advice = fmt::format("See \"enfilade ops --json\" for those it takes")});
  Arguments complete = given;
  for (const ArgumentDesc& desc : op.arguments) {
    if (!given.has(desc.name)) {
      std::optional<Value> value = from_session(desc, session, given);
      if (!value && desc.source == Source::optional) continue;
      if (!value)
        return fail({.id = "argument.missing",
                     .what = fmt::format("{} must be told this", op.id),
                     .field = std::string(desc.name)});
      complete.set(desc.name, std::move(*value));
    }
    if (auto fits = check_value(desc, *complete.find(desc.name), session.document); !fits)
      return std::unexpected(fits.error());
  }
  if (complete.has("wall") && complete.has("room")) {
    const Room& room = *session.document.find(complete.id<RoomId>("room"));
    if (complete.whole("wall") >= wall_count(room))
      return fail({.id = "argument.value",
                   .what = fmt::format("room {} has walls 0 to {}", room.id.value, wall_count(room) - 1),
                   .field = "wall"});
  }
  return complete;
}

Result<Outcome> invoke(const Operator& op, const Session& session, const Arguments& given) {
  if (std::string_view reason = why_not(op, session, given); !reason.empty())
    return fail({.id = "operator.unavailable", .what = std::string(reason)});
  Result<Arguments> arguments = complete(op, session, given);
  if (!arguments) return std::unexpected(arguments.error());
  return op.run(session, *arguments);
}

}  // namespace enf::editor
