// Rooms that are models: taking in what was found in one, and correcting it.
#include <algorithm>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/json.h"
#include "engine/exhibition/reshape.h"
#include "engine/exhibition/room_graph.h"

namespace enf::editor {

namespace {

Room room_of(const Session& session, const Arguments& arguments) {
  return *session.document.find(arguments.id<RoomId>("room"));
}

// The records that an edit puts, if it does nothing else.
bool gather(const Edit& edit, std::vector<AnyRecord>& records) {
  if (auto* put = std::get_if<PutRecord>(&edit.what)) {
    records.push_back(put->record);
    return true;
  }
  auto* list = std::get_if<std::vector<Edit>>(&edit.what);
  return list && std::ranges::all_of(*list, [&](const Edit& part) { return gather(part, records); });
}

Result<Outcome> take_in(const Session& session, const Arguments& arguments) {
  Result<Edit> edit = read_edit(arguments.text("records"), document_version, "records");
  if (!edit) return fail(std::move(edit.error()));
  std::vector<AnyRecord> records;
  if (!gather(*edit, records)) return refuse(tr("Only new rooms with their doorways and views can be taken in."));
  std::optional<RoomId> first;
  for (const AnyRecord& record : records) {
    const bool is_new = std::visit(
        [&]<class T>(const std::shared_ptr<const T>& one) {
          if constexpr (std::is_same_v<T, Room>)
            if (!first) first = one->id;
          constexpr bool belongs = std::is_same_v<T, Room> || std::is_same_v<T, Doorway> || std::is_same_v<T, Window> ||
                                   std::is_same_v<T, Viewpoint> || std::is_same_v<T, Asset>;
          return belongs && !session.document.find(one->id);
        },
        record);
    if (!is_new) return refuse(tr("Only new rooms with their doorways and views can be taken in."));
  }
  if (!first) return refuse(tr("There is no room among them."));
  return Outcome{.edit = std::move(*edit), .selection = std::vector<AnyId>{}, .room = first};
}

Result<Outcome> remove_corner(const Session& session, const Arguments& arguments) {
  const Room room = room_of(session, arguments);
  if (arguments.whole("corner") >= room.plan.size()) return refuse(tr("The room has no such corner."));
  if (room.plan.size() == 3) return refuse(tr("A room has at least three corners."));
  return Outcome{.edit = without_corner(session.document, room.id, arguments.whole("corner"))};
}

// Rooms that doorways join lie on one level. What stands and hangs in them is told above their floor; lights and views,
// told above the ground, are moved.
Result<Outcome> set_floor(const Session& session, const Arguments& arguments) {
  const Room one = room_of(session, arguments);
  const double by = arguments.number("height") - one.floor_level_m;
  const std::vector<RoomId> joined = RoomGraph(session.document).within(one.id, session.document.rooms.size());
  auto moves = [&](const RoomId& id) { return std::ranges::find(joined, id) != joined.end(); };
  Draft draft(session.document);
  for (Light light : session.document.lights)
    if (moves(light.room)) light.position_m.y += by, light.aim_m.y += by, draft.put(std::move(light));
  for (Viewpoint view : session.document.viewpoints)
    if (moves(view.room)) view.eye_m.y += by, view.target_m.y += by, draft.put(std::move(view));
  for (Room room : session.document.rooms)
    if (moves(room.id)) room.floor_level_m += by, draft.put(std::move(room));
  return draft.outcome();
}

Result<Outcome> set_model(const Session& session, const Arguments& arguments) {
  Room room = room_of(session, arguments);
  if (arguments.text("as") == "drawn-walls") {
    if (!room.model) return refuse(tr("The room is drawn already, it shows no model."));
    room.model.reset();
    return Outcome{.edit = put(std::move(room))};
  }
  const Room* other = nullptr;
  if (arguments.has("like")) {
    other = session.document.find(arguments.id<RoomId>("like"));
  } else {
    for (const Room& one : session.document.rooms)
      if (!other && one.model && one.id != room.id) other = &one;
  }
  if (!other || !other->model) return refuse(tr("No such room is a model."));
  room.model = other->model;
  return Outcome{.edit = put(std::move(room))};
}

Result<Outcome> join_doorway(const Session& session, const Arguments& arguments) {
  Doorway doorway = *session.document.find(arguments.id<DoorwayId>("item"));
  if (arguments.text("to") == "outside") {
    doorway.to.reset();
  } else {
    doorway.to = beyond(session.document, doorway.from);
    if (!doorway.to) return refuse(tr("No other room's wall runs behind this doorway."));
  }
  return Outcome{.edit = put(std::move(doorway))};
}

}  // namespace

std::vector<Operator> model_room_operators() {
  return {
      {.id = "room.take-in",
       .title = tr("Take in rooms of a model"),
       .help = tr("Records the rooms, doorways and views found in a building's model, as an edit's JSON tells them."),
       .arguments = {words("records", tr("Records"))},
       .is_of_panels = true,
       .run = take_in},
      {.id = "room.remove-corner",
       .title = tr("Remove a corner"),
       .help = tr("Makes one wall of the two that meet there; what hangs at them stays where it is."),
       .arguments = {room_argument(),
                     {.name = "corner", .title = tr("Corner"), .kind = ArgumentKind::whole, .low = 0, .high = 999}},
       .run = remove_corner},
      {.id = "room.set-floor",
       .title = tr("Set the floor's level"),
       .help = tr("Sets how high the room's floor lies above the ground, and those of rooms that doorways join it to."),
       .arguments = {room_argument(), metres("height", tr("Above the ground"), -100, 100)},
       .present =
           [](const Session& session, const Arguments& a) {
             return Arguments{{"height", room_of(session, a).floor_level_m}};
           },
       .run = set_floor},
      {.id = "room.set-model",
       .title = tr("Show the room by a model"),
       .help = tr("Shows the room by its part of the model that another room has, or by its drawn walls."),
       .arguments = {room_argument(),
                     choice("as", tr("Shown as"), {"model", "drawn-walls"}),
                     {.name = "like",
                      .title = tr("The model of"),
                      .kind = ArgumentKind::id,
                      .tables = {"rooms"},
                      .source = Source::optional}},
       .run = set_model},
      {.id = "doorway.join",
       .title = tr("Where the doorway leads"),
       .help = tr("Joins the doorway to the room whose wall runs behind it, or lets it lead outside."),
       .arguments = {selected_one({"doorways"}), choice("to", tr("Leads to"), {"room-behind", "outside"})},
       .run = join_doorway},
  };
}

}  // namespace enf::editor
