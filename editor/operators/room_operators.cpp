// Drawing and changing rooms.
#include <algorithm>
#include <cmath>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/reshape.h"
#include "engine/geometry/polygon.h"
#include "engine/scene/finishes.h"

namespace enf::editor {

namespace {

const Room& room_in(const Session& session, const Arguments& arguments) {
  return *session.document.find(arguments.id<RoomId>("room"));
}

Outcome edited(Edit edit) { return {.edit = std::move(edit)}; }

Result<Outcome> draw(const Session& session, const Arguments& arguments, std::vector<dvec2> plan) {
  constexpr double shortest_m = 0.2;
  for (std::size_t i = 0; i < plan.size(); ++i)
    if (glm::distance(plan[i], plan[(i + 1) % plan.size()]) < shortest_m)
      return refuse(tr("A wall would be shorter than 20 cm."));
  if (self_intersects(plan)) return refuse(tr("The room's outline would cross itself."));
  if (signed_area(plan) < 0) std::ranges::reverse(plan);
  Room room{.id = fresh_id<Room>(session.document, "room")};
  room.plan = std::move(plan);
  room.ceiling_height_m = arguments.number("height");
  room.walls.assign(room.plan.size(), Wall{.height_m = room.ceiling_height_m});
  room.laylight.illuminance_lx = 60;
  std::string name = arguments.text_or("name", "");
  if (!name.empty()) room.name[session.language] = std::move(name);
  Outcome outcome{.selection = std::vector<AnyId>{room.id}, .room = room.id};
  outcome.edit = put(std::move(room));
  return outcome;
}

// To the east of all rooms, level with the northernmost, with space for both walls.
Arguments beside_all_rooms(const Session& session, const Arguments&) {
  constexpr double between_m = 0.4;
  dvec2 corner(0);
  bool is_first = true;
  for (const Room& room : session.document.rooms)
    for (dvec2 at : room.plan) {
      corner = is_first ? dvec2(at.x + between_m, at.y)
                        : dvec2(std::max(corner.x, at.x + between_m), std::min(corner.y, at.y));
      is_first = false;
    }
  corner = glm::round(corner * 100.0) / 100.0;
  return {{"x", corner.x}, {"z", corner.y}, {"name", std::string()}};
}

Result<Outcome> reshaped(const Session& session, const Room& room, std::optional<std::vector<dvec2>> plan) {
  if (!plan) return refuse(tr("The wall next to it runs along it, so it cannot move."));
  return edited(with_plan(session.document, room.id, std::move(*plan)));
}

Result<Outcome> move_corner(const Session& session, const Arguments& arguments) {
  const Room& room = room_in(session, arguments);
  if (arguments.whole("corner") >= room.plan.size()) return refuse(tr("The room has no such corner."));
  std::vector<dvec2> plan = room.plan;
  plan[arguments.whole("corner")] = {arguments.number("x"), arguments.number("z")};
  return reshaped(session, room, std::move(plan));
}

// The walls that doorways join to this one move with it, so that the doorways stay whole.
Result<Outcome> move_wall(const Session& session, const Arguments& arguments) {
  const Room& room = room_in(session, arguments);
  std::uint32_t wall = arguments.whole("wall");
  double outwards = arguments.number("outwards");
  std::vector<std::pair<RoomId, std::uint32_t>> joined;
  auto join = [&](const DoorwaySide& here, const DoorwaySide& there) {
    std::pair other{there.room, there.wall};
    if (here.room == room.id && here.wall == wall && std::ranges::find(joined, other) == joined.end())
      joined.push_back(other);
  };
  for (const Doorway& doorway : session.document.doorways)
    if (doorway.to) join(doorway.from, *doorway.to), join(*doorway.to, doorway.from);
  Draft draft(session.document);
  auto move = [&](const RoomId& id, std::uint32_t which, double by) {
    auto plan = wall_moved(draft.now().find(id)->plan, which, by);
    if (plan) draft.apply(with_plan(draft.now(), id, std::move(*plan)));
    return plan.has_value();
  };
  bool could = move(room.id, wall, outwards);
  for (const auto& [other, of] : joined) could = could && move(other, of, -outwards);
  if (!could) return refuse(tr("The wall next to it runs along it, so it cannot move."));
  return draft.outcome();
}

Result<Outcome> set_ceiling(const Session& session, const Arguments& arguments) {
  Room room = room_in(session, arguments);
  double before = room.ceiling_height_m, after = arguments.number("height");
  room.ceiling_height_m = after;
  for (Wall& wall : room.walls)
    if (wall.height_m == before) wall.height_m = after;
  Draft draft(session.document);
  for (Light light : session.document.lights)  // luminaires hang from the ceiling
    if (light.room == room.id) light.position_m.y += after - before, draft.put(std::move(light));
  draft.put(std::move(room));
  return draft.outcome();
}

// An operator's `present` that tells one thing of the room.
template <class Tell>
auto now_of_room(std::string_view name, Tell&& tell) {
  return [name = std::string(name), tell](const Session& session, const Arguments& a) {
    return Arguments{{name, Value(tell(room_in(session, a), a))}};
  };
}

// What a wall, or both faces of a temporary one, are made of in the place of the room's finish.
const std::optional<Finish>& own_finish(const Room& room, std::uint32_t wall) {
  const std::optional<std::uint32_t> free = free_wall_of(room, wall);
  return free ? room.free_walls[*free].finish : room.walls[wall].finish;
}

Arguments finish_now(const Finish& finish) { return {{"finish", finish.name}, {"tint", finish.tint}}; }

const Finish& surface_of(const Room& room, const std::string& surface) {
  return surface == "walls" ? room.wall_finish : surface == "floor" ? room.floor_finish : room.ceiling_finish;
}

Finish finish_of(const Arguments& arguments) { return {arguments.text("finish"), arguments.text_or("tint", "")}; }

Result<Outcome> set_finish(const Session& session, const Arguments& arguments) {
  Room room = room_in(session, arguments);
  const std::string& surface = arguments.text("surface");
  (surface == "walls"   ? room.wall_finish
   : surface == "floor" ? room.floor_finish
                        : room.ceiling_finish) = finish_of(arguments);
  if (surface == "walls") {
    for (Wall& wall : room.walls) wall.finish.reset();
    for (FreeWall& wall : room.free_walls) wall.finish.reset();
  }
  return edited(put(std::move(room)));
}

Result<Outcome> enter(const Session& session, const Arguments& arguments) {
  Outcome outcome{.room = arguments.id<RoomId>("room")};
  if (auto wall = arguments.number_if_given("wall")) outcome.wall = static_cast<std::uint32_t>(*wall);
  (void)session;
  return outcome;
}

const std::string as_the_room = "as the room";

// `choices` come before the finishes.
std::vector<ArgumentDesc> finish_arguments(std::vector<std::string> choices = {}) {
  const std::vector<std::string> finishes = finish_names();
  choices.insert(choices.end(), finishes.begin(), finishes.end());
  return {{.name = "finish", .title = tr("Finish"), .kind = ArgumentKind::choice, .choices = std::move(choices)},
          {.name = "tint", .title = tr("Tint"), .kind = ArgumentKind::text, .source = Source::optional}};
}

template <class... Lists>
std::vector<ArgumentDesc> joined(std::vector<ArgumentDesc> first, Lists... lists) {
  (first.insert(first.end(), lists.begin(), lists.end()), ...);
  return first;
}

}  // namespace

Outcome draws_or_not(const Session& session, Drawing what) {
  if (session.draws == what) return {.draws = Drawing::nothing};
  return {.shows_texts = false, .draws = what};
}

std::string_view needs_writable(const Session& session, const Arguments&) {
  return session.is_read_only ? tr("The exhibition is open for reading only.") : std::string_view();
}

std::vector<Operator> room_operators() {
  ArgumentDesc height = metres("height", tr("Ceiling height"), 2, 30, Source::given, 4.2);
  ArgumentDesc name{.name = "name", .title = tr("Name"), .kind = ArgumentKind::text, .source = Source::optional};
  ArgumentDesc wall_if_any = wall_argument();
  wall_if_any.source = Source::optional;
  return {
      {.id = "room.enter",
       .title = tr("Go to room"),
       .help = tr("Works in this room, at this wall."),
       .arguments = {{.name = "room", .title = tr("Room"), .kind = ArgumentKind::id, .tables = {"rooms"}}, wall_if_any},
       .changes_document = false,
       .run = enter},
      {.id = "room.rectangle",
       .title = tr("Draw a rectangular room"),
       .help = tr("Adds a room with four walls, its north-west corner first."),
       .arguments = {east(), south(), metres("width", tr("Width"), 1, longest_m, Source::given, 8.0),
                     metres("depth", tr("Depth"), 1, longest_m, Source::given, 6.0), height, name},
       .shortcuts = {{"R"}},
       .present = beside_all_rooms,
       .run =
           [](const Session& session, const Arguments& a) {
             dvec2 low(a.number("x"), a.number("z")), size(a.number("width"), a.number("depth"));
             return draw(session, a, {low, low + dvec2(size.x, 0), low + size, low + dvec2(0, size.y)});
           }},
      {.id = "room.draw",
       .title = tr("Draw a room"),
       .help = tr("Adds a room with these corners."),
       .arguments = {{.name = "points", .title = tr("Corners"), .kind = ArgumentKind::points, .at_least = 3},
                     height,
                     name},
       .run = [](const Session& session, const Arguments& a) { return draw(session, a, a.points("points")); }},
      {.id = "room.draw-by-hand",
       .title = tr("Draw a room corner by corner in the plan"),
       .help = tr("Click its corners or type the lengths of its sides; the first corner closes it."),
       .shortcuts = {{"Shift+R"}},
       .changes_document = false,
       .poll = needs_writable,
       .run = [](const Session& session, const Arguments&) -> Result<Outcome> {
         return draws_or_not(session, Drawing::room);
       }},
      {.id = "room.rename",
       .title = tr("Name the room"),
       .help = tr("Sets the room's name in one language."),
       .arguments = {room_argument(), words("name", tr("Name")), language_argument()},
       .present = now_of_room("name", [](const Room& room, const Arguments& a) { return words_now(room.name, a); }),
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         Room room = room_in(session, a);
         write(room.name, a.text("name"), a);
         return edited(put(std::move(room)));
       }},
      {.id = "room.move-corner",
       .title = tr("Move a corner"),
       .help = tr("Moves a corner of the room; what hangs at its walls stays where it is."),
       .arguments = {room_argument(),
                     {.name = "corner", .title = tr("Corner"), .kind = ArgumentKind::whole, .low = 0, .high = 999},
                     east(),
                     south()},
       .present = [](const Session& session, const Arguments& a) -> Arguments {
         const Room& room = room_in(session, a);
         if (!a.has("corner") || a.whole("corner") >= room.plan.size()) return {};
         const dvec2 at = room.plan[a.whole("corner")];
         return {{"x", at.x}, {"z", at.y}};
       },
       .run = move_corner},
      {.id = "room.add-corner",
       .title = tr("Divide a wall"),
       .help = tr("Adds a corner to a wall, so that its two parts can be moved apart."),
       .arguments = {room_argument(), wall_argument(), metres("along", tr("Along the wall"), 0, longest_m)},
       .poll = needs_plan_wall,
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         const Room& room = room_in(session, a);
         constexpr double shortest_m = 0.1;
         double along = a.number("along"), length = wall_frame(room, a.whole("wall")).length_m;
         if (along < shortest_m || along > length - shortest_m)
           return refuse(tr("A wall would be shorter than 10 cm."));
         return edited(with_corner(session.document, room.id, a.whole("wall"), along));
       }},
      {.id = "room.move-wall",
       .title = tr("Move a wall"),
       .help = tr("Moves a wall outwards or inwards, with the walls that its doorways join it to."),
       .arguments = {room_argument(), wall_argument(), metres("outwards", tr("Outwards"), -longest_m, longest_m)},
       .poll = needs_plan_wall,
       .run = move_wall},
      {.id = "room.set-wall-length",
       .title = tr("Set a wall's length"),
       .help = tr("Moves the wall's right end, and the next wall with it."),
       .arguments = {room_argument(), wall_argument(), metres("length", tr("Length"), 0.2, longest_m)},
       .present = now_of_room(
           "length", [](const Room& room, const Arguments& a) { return wall_frame(room, a.whole("wall")).length_m; }),
       .poll = needs_plan_wall,
       .run =
           [](const Session& session, const Arguments& a) {
             const Room& room = room_in(session, a);
             return reshaped(session, room, with_wall_length(room.plan, a.whole("wall"), a.number("length")));
           }},
      {.id = "room.set-ceiling",
       .title = tr("Set the ceiling height"),
       .help = tr("Raises or lowers the ceiling, with the walls that reach it and the lights below it."),
       .arguments = {room_argument(), height},
       .present = now_of_room("height", [](const Room& room, const Arguments&) { return room.ceiling_height_m; }),
       .run = set_ceiling},
      {.id = "room.set-finish",
       .title = tr("Finish a room"),
       .help = tr("Chooses what the walls, the floor or the ceiling are made of."),
       .arguments = joined({room_argument(), choice("surface", tr("Surface"), {"walls", "floor", "ceiling"})},
                           finish_arguments()),
       .present =
           [](const Session& session, const Arguments& a) {
             return finish_now(surface_of(room_in(session, a), a.text_or("surface", "walls")));
           },
       .run = set_finish},
      {.id = "wall.set-finish",
       .title = tr("Finish a wall"),
       .help = tr("Gives one wall a finish of its own, or the room's again."),
       .arguments = joined({room_argument(), wall_argument()}, finish_arguments({as_the_room})),
       .present =
           [](const Session& session, const Arguments& a) {
             const std::optional<Finish>& own = own_finish(room_in(session, a), a.whole("wall"));
             return own ? finish_now(*own) : Arguments{{"finish", as_the_room}, {"tint", std::string()}};
           },
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         Room room = room_in(session, a);
         std::optional<std::uint32_t> free = free_wall_of(room, a.whole("wall"));
         std::optional<Finish>& finish = free ? room.free_walls[*free].finish : room.walls[a.whole("wall")].finish;
         finish = finish_of(a);
         if (finish->name == as_the_room) finish.reset();
         return edited(put(std::move(room)));
       }},
      {.id = "room.set-centre-line",
       .title = tr("Set the room's centre line"),
       .help = tr("Sets the height at which works are centred on the room's walls."),
       .arguments = {room_argument(), metres("height", tr("Height"), 0.5, 10, Source::given, 1.5)},
       .present = now_of_room("height", [](const Room& room, const Arguments&) { return room.hanging_centre_m; }),
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         Room room = room_in(session, a);
         room.hanging_centre_m = a.number("height");
         return edited(put(std::move(room)));
       }},
      {.id = "wall.set-centre-line",
       .title = tr("Set the wall's centre line"),
       .help = tr("Gives one wall a centre line of its own; without a height, the room's."),
       .arguments = {room_argument(), wall_argument(), metres("height", tr("Height"), 0.5, 10, Source::optional)},
       .present = now_of_room(
           "height", [](const Room& room, const Arguments& a) { return hanging_centre_m(room, a.whole("wall")); }),
       .poll = needs_plan_wall,
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         Room room = room_in(session, a);
         room.walls[a.whole("wall")].hanging_centre_m = a.number_if_given("height");
         return edited(put(std::move(room)));
       }},
      {.id = "room.remove",
       .title = tr("Remove the room"),
       .help = tr("Removes the room with all that stands in it. Works stay in the catalogue."),
       .arguments = {room_argument()},
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         return edited(removal_with_dependants(session.document, a.id<RoomId>("room")));
       }},
      {.id = "exhibition.set-title",
       .title = tr("Set the exhibition's title"),
       .help = tr("Sets the title in one language."),
       .arguments = {words("title", tr("Title")), language_argument()},
       .present =
           [](const Session& session, const Arguments& a) {
             return Arguments{{"title", words_now(session.document.exhibition->title, a)}};
           },
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         Exhibition exhibition = *session.document.exhibition;
         write(exhibition.title, a.text("title"), a);
         return edited(set_exhibition(std::move(exhibition)));
       }},
  };
}

}  // namespace enf::editor
