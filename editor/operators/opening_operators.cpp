// Doorways and windows.
#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/reshape.h"

namespace enf::editor {

namespace {

// Where the opening goes: where it was said, or in the middle of the widest free part of the wall.
std::optional<double> place_of(const Session& session, const Arguments& arguments) {
  if (auto along = arguments.number_if_given("along")) return along;
  const Room& room = *session.document.find(arguments.id<RoomId>("room"));
  std::vector<Stretch> free = free_stretches(session.document, room, arguments.whole("wall"));
  if (free.empty()) return std::nullopt;
  Stretch widest = std::ranges::max(free, {}, &Stretch::length);
  return widest.length() < arguments.number("width") ? std::nullopt : std::optional((widest.from + widest.to) / 2);
}

Result<Outcome> add_doorway(const Session& session, const Arguments& arguments) {
  std::optional<double> along = place_of(session, arguments);
  if (!along) return refuse(tr("The wall has no free stretch that is wide enough."));
  Doorway doorway{.id = fresh_id<Doorway>(session.document, "doorway")};
  doorway.from = {arguments.id<RoomId>("room"), arguments.whole("wall"), *along};
  doorway.to = beyond(session.document, doorway.from);
  doorway.width_m = arguments.number("width"), doorway.height_m = arguments.number("height");
  Outcome outcome{.selection = std::vector<AnyId>{doorway.id}};
  outcome.edit = put(std::move(doorway));
  return outcome;
}

Result<Outcome> add_window(const Session& session, const Arguments& arguments) {
  std::optional<double> along = place_of(session, arguments);
  if (!along) return refuse(tr("The wall has no free stretch that is wide enough."));
  Window window{.id = fresh_id<Window>(session.document, "window"), .room = arguments.id<RoomId>("room")};
  window.wall = arguments.whole("wall"), window.along_m = *along;
  window.sill_m = arguments.number("sill");
  window.width_m = arguments.number("width"), window.height_m = arguments.number("height");
  Outcome outcome{.selection = std::vector<AnyId>{window.id}};
  outcome.edit = put(std::move(window));
  return outcome;
}

Result<Outcome> resize(const Session& session, const Arguments& arguments) {
  auto sized = [&](auto record) {
    record.width_m = arguments.number_if_given("width").value_or(record.width_m);
    record.height_m = arguments.number_if_given("height").value_or(record.height_m);
    return record;
  };
  const Value& item = *arguments.find("item");
  if (auto* doorway = std::get_if<DoorwayId>(&std::get<AnyId>(item))) {
    if (arguments.has("sill")) return refuse(tr("A doorway has no sill."));
    return Outcome{.edit = put(sized(*session.document.find(*doorway)))};
  }
  Window window = sized(*session.document.find(arguments.id<WindowId>("item")));
  window.sill_m = arguments.number_if_given("sill").value_or(window.sill_m);
  return Outcome{.edit = put(std::move(window))};
}

}  // namespace

std::vector<Operator> opening_operators() {
  ArgumentDesc along = metres("along", tr("Along the wall"), 0, longest_m, Source::optional);
  return {
      {.id = "doorway.add",
       .title = tr("Add a doorway"),
       .help = tr("Opens the wall. Where another room's wall runs behind it, the doorway joins both rooms."),
       .arguments = {room_argument(), wall_argument(), along, metres("width", tr("Width"), 0.5, 20, Source::given, 1.8),
                     metres("height", tr("Height"), 1.5, 20, Source::given, 2.8)},
       .runs_at_once = true,
       .poll = needs_plan_wall,
       .run = add_doorway},
      {.id = "window.add",
       .title = tr("Add a window"),
       .help = tr("Opens the wall to daylight."),
       .arguments = {room_argument(), wall_argument(), along, metres("width", tr("Width"), 0.2, 20, Source::given, 1.2),
                     metres("height", tr("Height"), 0.2, 20, Source::given, 2.0),
                     metres("sill", tr("Sill"), 0, 20, Source::given, 0.9)},
       .runs_at_once = true,
       .poll = needs_plan_wall,
       .run = add_window},
      {.id = "opening.resize",
       .title = tr("Resize a doorway or window"),
       .help = tr("Sets its width and height, and a window's sill."),
       .arguments = {selected_one({"doorways", "windows"}), metres("width", tr("Width"), 0.2, 20, Source::optional),
                     metres("height", tr("Height"), 0.2, 20, Source::optional),
                     metres("sill", tr("Sill"), 0, 20, Source::optional)},
       .present =
           [](const Session& session, const Arguments& arguments) {
             const AnyId& item = std::get<AnyId>(*arguments.find("item"));
             if (auto* door = std::get_if<DoorwayId>(&item)) {
               const Doorway& one = *session.document.find(*door);
               return Arguments{{"width", one.width_m}, {"height", one.height_m}};
             }
             const Window& one = *session.document.find(std::get<WindowId>(item));
             return Arguments{{"width", one.width_m}, {"height", one.height_m}, {"sill", one.sill_m}};
           },
       .run = resize},
  };
}

}  // namespace enf::editor
