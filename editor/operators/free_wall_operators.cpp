// Temporary walls: they stand within a room, and works hang on both their sides.
#include <algorithm>
#include <cmath>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

namespace {

constexpr double shortest_m = 0.3;

Room room_of(const Session& session, const Arguments& arguments) {
  return *session.document.find(arguments.id<RoomId>("room"));
}

// The temporary wall whose face is worked at; poll has made sure of it.
FreeWall& wall_of(Room& room, const Arguments& arguments) {
  return room.free_walls[*free_wall_of(room, arguments.whole("wall"))];
}

std::string_view needs_free_wall(const Session& session, const Arguments& arguments) {
  return free_wall_of(*session.document.find(arguments.id<RoomId>("room")), arguments.whole("wall"))
             ? std::string_view()
             : tr("Choose a temporary wall first: click it in the plan.");
}

Result<Outcome> put_room(Room room) { return Outcome{.edit = put(std::move(room))}; }

Result<Outcome> add(const Session& session, const Arguments& arguments) {
  Room room = room_of(session, arguments);
  dvec2 middle = middle_of(room);
  auto number = [&](const char* name, double otherwise) { return arguments.number_if_given(name).value_or(otherwise); };
  dvec2 low = room.plan[0], high = low;
  for (dvec2 corner : room.plan) low = glm::min(low, corner), high = glm::max(high, corner);
  double half = std::clamp((high.x - low.x) / 4, 0.5, 1.5);
  FreeWall wall{.from_m = {number("x", middle.x - half), number("z", middle.y)},
                .to_m = {number("to-x", middle.x + half), number("to-z", middle.y)},
                .height_m = std::min(arguments.number("height"), room.ceiling_height_m),
                .thickness_m = arguments.number("thickness")};
  if (glm::distance(wall.from_m, wall.to_m) < shortest_m) return refuse(tr("A wall would be shorter than 30 cm."));
  room.free_walls.push_back(wall);
  Outcome outcome{.room = room.id, .wall = wall_count(room) - 2};
  outcome.edit = put(std::move(room));
  return outcome;
}

Result<Outcome> move(const Session& session, const Arguments& arguments) {
  Room room = room_of(session, arguments);
  FreeWall& wall = wall_of(room, arguments);
  dvec2 by(arguments.number("right"), arguments.number("down"));
  wall.from_m += by, wall.to_m += by;
  return put_room(std::move(room));
}

Result<Outcome> move_end(const Session& session, const Arguments& arguments) {
  Room room = room_of(session, arguments);
  FreeWall& wall = wall_of(room, arguments);
  const dvec2 place(arguments.number("x"), arguments.number("z"));
  (arguments.text("end") == "first" ? wall.from_m : wall.to_m) = place;
  if (glm::distance(wall.from_m, wall.to_m) < shortest_m) return refuse(tr("A wall would be shorter than 30 cm."));
  return put_room(std::move(room));
}

Result<Outcome> set_size(const Session& session, const Arguments& arguments) {
  Room room = room_of(session, arguments);
  FreeWall& wall = wall_of(room, arguments);
  if (auto length = arguments.number_if_given("length")) {
    dvec2 middle = (wall.from_m + wall.to_m) / 2.0, half = glm::normalize(wall.to_m - wall.from_m) * (*length / 2);
    wall.from_m = middle - half, wall.to_m = middle + half;
  }
  wall.height_m = arguments.number_if_given("height").value_or(wall.height_m);
  wall.thickness_m = arguments.number_if_given("thickness").value_or(wall.thickness_m);
  return put_room(std::move(room));
}

// What hangs on it is taken down; the faces of those after it are numbered two less.
Result<Outcome> remove_wall(const Session& session, const Arguments& arguments) {
  Room room = room_of(session, arguments);
  const std::uint32_t number = *free_wall_of(room, arguments.whole("wall"));
  const std::uint32_t face = static_cast<std::uint32_t>(room.plan.size()) + 2 * number;
  Draft draft(session.document);
  for (Placement placement : session.document.placements) {
    auto* hung = std::get_if<OnWall>(&placement.where);
    if (!hung || placement.room != room.id || hung->wall < face) continue;
    if (hung->wall < face + 2)
      draft.apply(removal_with_dependants(draft.now(), placement.id));
    else
      hung->wall -= 2, draft.put(std::move(placement));
  }
  for (WallText text : session.document.wall_texts) {
    if (text.room != room.id || text.wall < face) continue;
    if (text.wall < face + 2)
      draft.apply(removal_with_dependants(draft.now(), text.id));
    else
      text.wall -= 2, draft.put(std::move(text));
  }
  room.free_walls.erase(room.free_walls.begin() + number);
  draft.put(std::move(room));
  Result<Outcome> outcome = draft.outcome(std::vector<AnyId>{});
  if (outcome) outcome->wall = 0;
  return outcome;
}

}  // namespace

std::string_view needs_plan_wall(const Session& session, const Arguments& arguments) {
  return free_wall_of(*session.document.find(arguments.id<RoomId>("room")), arguments.whole("wall"))
             ? tr("A temporary wall cannot do this: choose a wall of the room.")
             : std::string_view();
}

std::vector<Operator> free_wall_operators() {
  ArgumentDesc to_east = metres("to-x", tr("To the east"), -place_m, place_m, Source::optional),
               to_south = metres("to-z", tr("To the south"), -place_m, place_m, Source::optional);
  ArgumentDesc height = metres("height", tr("Height"), 0.5, 20, Source::given, 3.0),
               thickness = metres("thickness", tr("Thickness"), 0.02, 3, Source::given, 0.2),
               other_height = metres("height", tr("Height"), 0.5, 20, Source::optional),
               other_thickness = metres("thickness", tr("Thickness"), 0.02, 3, Source::optional);
  return {
      {.id = "wall.add-temporary",
       .title = tr("Add a temporary wall"),
       .help = tr("Stands a wall in the room; works hang on both its sides. Without a place, in the room's middle."),
       .arguments = {room_argument(), east(Source::optional), south(Source::optional), to_east, to_south, height,
                     thickness},
       .run = add},
      {.id = "wall.draw-temporary",
       .title = tr("Draw a temporary wall in the plan"),
       .help = tr("Click where it begins and where it ends, or type its length."),
       .arguments = {room_argument()},
       .changes_document = false,
       .poll = needs_writable,
       .run = [](const Session& session, const Arguments&) -> Result<Outcome> {
         return draws_or_not(session, Drawing::temporary_wall);
       }},
      {.id = "wall.move-temporary",
       .title = tr("Move the temporary wall"),
       .help = tr("Moves it with all that hangs on it."),
       .arguments = {room_argument(), wall_argument(), metres("right", tr("To the right"), -longest_m, longest_m),
                     metres("down", tr("Down the page"), -longest_m, longest_m)},
       .poll = needs_free_wall,
       .run = move},
      {.id = "wall.move-temporary-end",
       .title = tr("Move an end of the temporary wall"),
       .help = tr("Turns or lengthens it; what hangs on it keeps its distance from the wall's left end."),
       .arguments = {room_argument(), wall_argument(), choice("end", tr("End"), {"first", "second"}), east(), south()},
       .poll = needs_free_wall,
       .run = move_end},
      {.id = "wall.resize-temporary",
       .title = tr("Resize the temporary wall"),
       .help = tr("Sets its length about its middle, its height and its thickness."),
       .arguments = {room_argument(), wall_argument(),
                     metres("length", tr("Length"), shortest_m, longest_m, Source::optional), other_height,
                     other_thickness},
       .present =
           [](const Session& session, const Arguments& a) {
             const Room& room = *session.document.find(a.id<RoomId>("room"));
             const FreeWall& wall = room.free_walls[*free_wall_of(room, a.whole("wall"))];
             return Arguments{{"length", glm::distance(wall.from_m, wall.to_m)},
                              {"height", wall.height_m},
                              {"thickness", wall.thickness_m}};
           },
       .poll = needs_free_wall,
       .run = set_size},
      {.id = "wall.remove-temporary",
       .title = tr("Remove the temporary wall"),
       .help = tr("Takes it away, with what hangs on it. Works stay in the catalogue."),
       .arguments = {room_argument(), wall_argument()},
       .poll = needs_free_wall,
       .run = remove_wall},
  };
}

}  // namespace enf::editor
