// Hanging works and standing them in rooms.
#include <algorithm>
#include <cmath>

#include "editor/operators/groups.h"
#include "engine/exhibition/arrange.h"
#include "engine/exhibition/holders.h"

namespace enf::editor {

namespace {

ArgumentDesc work_argument() {
  return {
      .name = "work", .title = tr("Work"), .kind = ArgumentKind::id, .tables = {"works"}, .source = Source::selection};
}

// Puts the work there, with a label if it had no place before.
Result<Outcome> place(const Session& session, const Work& work, const RoomId& room,
                      std::variant<OnWall, OnFloor> where) {
  Placement placement{.work = work.id, .room = room, .where = std::move(where)};
  std::vector<Edit> edits;
  if (const Placement* present = placement_of(session.document, work.id)) {
    placement.id = present->id;
  } else {
    placement.id = id_after<Placement>(session.document, "at", work.id.value);
    edits.push_back(
        put(Label{.id = id_after<Label>(session.document, "label", work.id.value), .placement = placement.id}));
  }
  Outcome outcome{.selection = std::vector<AnyId>{placement.id}};
  edits.push_back(put(std::move(placement)));
  outcome.edit = all_of(std::move(edits));
  return outcome;
}

Result<Outcome> hang(const Session& session, const Arguments& arguments) {
  const Work& work = *session.document.find(arguments.id<WorkId>("work"));
  const Room& room = *session.document.find(arguments.id<RoomId>("room"));
  if (work.form != WorkForm::flat) return refuse(tr("A work in the round cannot hang on a wall."));
  OnWall where{.wall = arguments.whole("wall")};
  if (auto along = arguments.number_if_given("along")) {
    where.along_m = *along;
  } else {
    std::vector<PlacementId> itself;
    if (const Placement* present = placement_of(session.document, work.id)) itself.push_back(present->id);
    std::vector<Stretch> free = free_stretches(session.document, room, where.wall, itself);
    double width = outer_size(work).width_m;
    if (free.empty() || std::ranges::max(free, {}, &Stretch::length).length() < width)
      return refuse(tr("The wall has no free stretch that is wide enough."));
    Stretch widest = std::ranges::max(free, {}, &Stretch::length);
    where.along_m = (widest.from + widest.to) / 2;
  }
  where.centre_height_m = arguments.number_if_given("height").value_or(hanging_centre_m(room, where.wall));
  return place(session, work, room.id, where);
}

const std::vector<std::string> supports = {"free", "plinth", "vitrine"};
Support support_of(const Arguments& arguments) {
  const std::string& word = arguments.text("support");
  return word == "free" ? Support::free : word == "plinth" ? Support::plinth : Support::vitrine;
}

Result<Outcome> stand(const Session& session, const Arguments& arguments) {
  const Work& work = *session.document.find(arguments.id<WorkId>("work"));
  const Room& room = *session.document.find(arguments.id<RoomId>("room"));
  Support support = arguments.has("support")      ? support_of(arguments)
                    : work.form == WorkForm::flat ? Support::vitrine
                                                  : Support::plinth;
  if (work.form == WorkForm::flat && support != Support::vitrine)
    return refuse(tr("A flat work hangs on a wall or lies in a vitrine."));
  const dvec2 middle = middle_of(room);
  const dvec2 at(arguments.number_if_given("x").value_or(middle.x), arguments.number_if_given("z").value_or(middle.y));
  const bool may_lie = !arguments.has("support") && (arguments.has("x") || arguments.has("z"));
  if (const Furniture* holder = may_lie ? holder_at(session.document, room.id, at) : nullptr) {
    std::optional<OnFloor> where = place_on(*holder, work, at);
    if (!where) return refuse(tr("The work is too large for this furniture."));
    where->heading_rad += glm::radians(arguments.number("heading"));
    return place(session, work, room.id, *where);
  }
  OnFloor where = stood_by_itself(work, support);
  where.position_m = at;
  where.heading_rad = glm::radians(arguments.number("heading"));
  return place(session, work, room.id, where);
}

Result<Outcome> find_place(const Session& session, const Arguments& arguments) {
  const Work& work = *session.document.find(arguments.id<WorkId>("work"));
  std::optional<Edit> edit = hang_somewhere(session.document, work);
  if (!edit) return refuse(tr("No room has space for this work."));
  Result<Document> placed = apply(session.document, *edit);
  if (!placed) return fail(placed.error());
  const Placement* placement = placement_of(*placed, work.id);
  return Outcome{.edit = std::move(edit), .selection = std::vector<AnyId>{placement->id}, .room = placement->room};
}

std::string_view why_not_new(const Session& session, const Arguments& arguments) {
  return placement_of(session.document, arguments.id<WorkId>("work")) ? tr("The work has its place already.")
                                                                      : std::string_view();
}

// Typed positions: what is given, of what applies.
Result<Outcome> set_position(const Session& session, const Arguments& arguments) {
  auto given = [&](std::string_view name, double& value) { value = arguments.number_if_given(name).value_or(value); };
  Draft draft(session.document);
  auto on_wall = [&](double& along, double& height) { given("along", along), given("height", height); };
  auto on_floor = [&](double& x, double& z) { given("x", x), given("z", z); };
  std::visit(
      [&]<class IdType>(const IdType& id) {
        using T = RecordOf<IdType>;
        if constexpr (std::is_same_v<T, Placement>) {
          Placement record = *session.document.find(id);
          if (auto* hung = std::get_if<OnWall>(&record.where))
            on_wall(hung->along_m, hung->centre_height_m);
          else if (auto* floor = std::get_if<OnFloor>(&record.where))
            on_floor(floor->position_m.x, floor->position_m.y);
          draft.put(std::move(record));
          settle_in_furniture(draft, session.document, {id});
        } else if constexpr (std::is_same_v<T, WallText>) {
          T record = *session.document.find(id);
          on_wall(record.along_m, record.centre_height_m);
          draft.put(std::move(record));
        } else if constexpr (std::is_same_v<T, Furniture>) {
          T record = *session.document.find(id);
          on_floor(record.position_m.x, record.position_m.y);
          (void)follow_furniture(draft, *session.document.find(id), record);  // of the same size
        } else if constexpr (std::is_same_v<T, Light>) {
          T record = *session.document.find(id);
          on_floor(record.position_m.x, record.position_m.z), given("height", record.position_m.y);
          draft.put(std::move(record));
        } else if constexpr (std::is_same_v<T, Window>) {
          T record = *session.document.find(id);
          given("along", record.along_m);
          draft.put(std::move(record));
        } else if constexpr (std::is_same_v<T, Doorway>) {
          double along = side_seen_from(*session.document.find(id), session.room).along_m, before = along;
          given("along", along);
          move_record(draft, session.room, id, along - before, 0);
        } else if constexpr (std::is_same_v<T, Room>) {
          const dvec2 before = north_west_of(*session.document.find(id));
          dvec2 to = before;
          on_floor(to.x, to.y);
          move_record(draft, session.room, id, to.x - before.x, before.y - to.y);
        }
      },
      std::get<AnyId>(*arguments.find("item")));
  return draft.outcome();
}

// Where it is, as set_position takes it.
Arguments position_now(const Session& session, const Arguments& arguments) {
  auto on_wall = [](double along, double height) { return Arguments{{"along", along}, {"height", height}}; };
  auto on_floor = [](dvec2 at) { return Arguments{{"x", at.x}, {"z", at.y}}; };
  return std::visit(
      [&]<class IdType>(const IdType& id) -> Arguments {
        using T = RecordOf<IdType>;
        const T& record = *session.document.find(id);
        if constexpr (std::is_same_v<T, Placement>) {
          if (auto* hung = std::get_if<OnWall>(&record.where)) return on_wall(hung->along_m, hung->centre_height_m);
          return on_floor(std::get<OnFloor>(record.where).position_m);
        } else if constexpr (std::is_same_v<T, WallText>) {
          return on_wall(record.along_m, record.centre_height_m);
        } else if constexpr (std::is_same_v<T, Furniture>) {
          return on_floor(record.position_m);
        } else if constexpr (std::is_same_v<T, Light>) {
          return {{"x", record.position_m.x}, {"z", record.position_m.z}, {"height", record.position_m.y}};
        } else if constexpr (std::is_same_v<T, Window>) {
          return {{"along", record.along_m}};
        } else if constexpr (std::is_same_v<T, Doorway>) {
          return {{"along", side_seen_from(record, session.room).along_m}};
        } else if constexpr (std::is_same_v<T, Room>) {
          return on_floor(north_west_of(record));
        }
        return {};
      },
      std::get<AnyId>(*arguments.find("item")));
}

// The heading of the first that has one.
Arguments heading_now(const Session& session, const Arguments& arguments) {
  auto told = [](double heading_rad) {
    return Arguments{{"heading", std::round(std::remainder(glm::degrees(heading_rad), 360) * 1e6) / 1e6}};
  };
  for (const AnyId& id : arguments.ids("items")) {
    if (auto* furniture = std::get_if<FurnitureId>(&id)) return told(session.document.find(*furniture)->heading_rad);
    if (auto* placed = std::get_if<PlacementId>(&id))
      if (auto* floor = std::get_if<OnFloor>(&session.document.find(*placed)->where)) return told(floor->heading_rad);
  }
  return {};
}

Result<Outcome> turn(const Session& session, const Arguments& arguments) {
  double heading = glm::radians(arguments.number("heading"));
  Draft draft(session.document);
  bool any = false;
  for (const AnyId& id : arguments.ids("items")) {
    if (auto* furniture = std::get_if<FurnitureId>(&id)) {
      Furniture piece = *session.document.find(*furniture);
      piece.heading_rad = heading, any = true;
      (void)follow_furniture(draft, *session.document.find(*furniture), piece);  // of the same size
    }
  }
  for (const AnyId& id : arguments.ids("items")) {
    if (auto* placed = std::get_if<PlacementId>(&id)) {
      Placement placement = *draft.now().find(*placed);
      if (auto* floor = std::get_if<OnFloor>(&placement.where)) {
        floor->heading_rad = heading, any = true;
        draft.put(std::move(placement));
      }
    }
  }
  if (!any) return refuse(tr("What hangs on a wall cannot be turned."));
  return draft.outcome();
}

Result<Outcome> set_support(const Session& session, const Arguments& arguments) {
  Placement placement = *session.document.find(arguments.id<PlacementId>("item"));
  const Work& work = *session.document.find(placement.work);
  auto* floor = std::get_if<OnFloor>(&placement.where);
  if (!floor) return refuse(tr("A work on a wall has no support."));
  Support support = support_of(arguments);
  if (work.form == WorkForm::flat && support != Support::vitrine)
    return refuse(tr("A flat work hangs on a wall or lies in a vitrine."));
  OnFloor fresh = stood_by_itself(work, support);
  if (support != floor->support) {
    fresh.position_m = floor->position_m, fresh.heading_rad = floor->heading_rad;
    fresh.support_finish = floor->support_finish;
    *floor = fresh;
  }
  floor->support_width_m = arguments.number_if_given("width").value_or(floor->support_width_m);
  floor->support_depth_m = arguments.number_if_given("depth").value_or(floor->support_depth_m);
  floor->support_height_m = arguments.number_if_given("height").value_or(floor->support_height_m);
  floor->hood_height_m = arguments.number_if_given("hood").value_or(floor->hood_height_m);
  return Outcome{.edit = put(std::move(placement))};
}

// Of a work that stands by itself on another support, the sizes follow the work until they are told.
Arguments support_now(const Session& session, const Arguments& arguments) {
  const Placement& placement = *session.document.find(arguments.id<PlacementId>("item"));
  auto* floor = std::get_if<OnFloor>(&placement.where);
  if (!floor || floor->support == Support::shelf) return {};
  const Support support = arguments.has("support") ? support_of(arguments) : floor->support;
  Arguments now{{"support", supports[static_cast<std::size_t>(support)]}};
  const OnFloor sizes =
      support == floor->support ? *floor : stood_by_itself(*session.document.find(placement.work), support);
  if (support == Support::free) return now;
  now.set("width", sizes.support_width_m), now.set("depth", sizes.support_depth_m);
  now.set("height", sizes.support_height_m);
  if (support == Support::vitrine) now.set("hood", sizes.hood_height_m);
  return now;
}

}  // namespace

std::vector<Operator> placement_operators() {
  ArgumentDesc heading{
      .name = "heading", .title = tr("Heading"), .unit = Unit::degrees, .low = -360, .high = 360, .preset = 0.0};
  ArgumentDesc support = choice("support", tr("Support"), supports), support_if_given = support;
  support_if_given.source = Source::optional, support_if_given.preset.reset();
  ArgumentDesc along = metres("along", tr("Along the wall"), 0, longest_m, Source::optional);
  ArgumentDesc height = metres("height", tr("Height of its middle"), 0, 30, Source::optional);
  return {
      {.id = "placement.hang",
       .title = tr("Hang"),
       .help = tr("Hangs a work on a wall, on the centre line and in the widest free stretch unless told otherwise."),
       .arguments = {work_argument(), room_argument(), wall_argument(), along, height},
       .shortcuts = {{"H"}},
       .runs_at_once = true,
       .run = hang},
      {.id = "placement.stand",
       .title = tr("Stand in the room"),
       .help = tr("Stands a work on the floor, on a plinth or in a vitrine."),
       .arguments = {work_argument(), room_argument(), east(Source::optional), south(Source::optional),
                     support_if_given, heading},
       .runs_at_once = true,
       .run = stand},
      {.id = "placement.find-place",
       .title = tr("Find a place"),
       .help = tr("Hangs or stands a work where there is most space, with its label and its light."),
       .arguments = {work_argument()},
       .poll = why_not_new,
       .run = find_place},
      {.id = "item.set-position",
       .title = tr("Set the position"),
       .help = tr(
           "Moves it to where its middle is to be: along the wall and above the floor, or east and south; of a room its north-west corner."),
       .arguments = {selected_one({"placements", "wall_texts", "furniture", "lights", "windows", "doorways", "rooms"}),
                     along, height, east(Source::optional), south(Source::optional)},
       .present = position_now,
       .run = set_position},
      {.id = "item.turn",
       .title = tr("Turn"),
       .help = tr("Turns what stands in the room to face this heading; 0 faces south."),
       .arguments = {selected({"placements", "furniture"}), heading},
       .present = heading_now,
       .run = turn},
      {.id = "placement.set-support",
       .title = tr("Set the support"),
       .help = tr("Stands a work on the floor, on a plinth or in a vitrine of this size."),
       .arguments = {selected_one({"placements"}), support, metres("width", tr("Width"), 0.05, 20, Source::optional),
                     metres("depth", tr("Depth"), 0.05, 20, Source::optional),
                     metres("height", tr("Height"), 0.02, 5, Source::optional),
                     metres("hood", tr("Hood height"), 0.02, 5, Source::optional)},
       .present = support_now,
       .run = set_support},
      {.id = "placement.remove",
       .title = tr("Take down"),
       .help = tr("Takes works from the exhibition, with their labels. They stay in the catalogue."),
       .arguments = {selected({"placements"})},
       .run = [](const Session& session, const Arguments& arguments) -> Result<Outcome> {
         Draft draft(session.document);
         for (const AnyId& id : arguments.ids("items")) draft.apply(removal_with_dependants(draft.now(), id));
         return draft.outcome(std::vector<AnyId>{});
       }},
  };
}

}  // namespace enf::editor
