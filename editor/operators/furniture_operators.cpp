// Benches, barriers, stanchions, projection screens.
#include <cmath>

#include "editor/operators/groups.h"

namespace enf::editor {

namespace {

Furniture piece_of(const std::string& kind) {
  if (kind == "barrier") return {.kind = FurnitureKind::barrier, .width_m = 2, .depth_m = 0.05, .height_m = 0.45};
  if (kind == "stanchion")
    return {.kind = FurnitureKind::stanchion, .width_m = 0.32, .depth_m = 0.32, .height_m = 0.95};
  if (kind == "screen")
    return {
        .kind = FurnitureKind::screen, .width_m = 2.4, .depth_m = 0.6, .height_m = 2.1, .finish = {"paint", "#f4f4f2"}};
  return {};
}

Result<Outcome> add(const Session& session, const Arguments& arguments) {
  const Room& room = *session.document.find(arguments.id<RoomId>("room"));
  Furniture piece = piece_of(arguments.text("kind"));
  dvec2 middle = middle_of(room);
  piece.id = fresh_id<Furniture>(session.document, arguments.text("kind"));
  piece.room = room.id;
  piece.position_m = {arguments.number_if_given("x").value_or(middle.x),
                      arguments.number_if_given("z").value_or(middle.y)};
  piece.heading_rad = glm::radians(arguments.number("heading"));
  Outcome outcome{.selection = std::vector<AnyId>{piece.id}};
  outcome.edit = put(std::move(piece));
  return outcome;
}

Result<Outcome> resize(const Session& session, const Arguments& arguments) {
  Furniture piece = *session.document.find(arguments.id<FurnitureId>("item"));
  piece.width_m = arguments.number_if_given("width").value_or(piece.width_m);
  piece.depth_m = arguments.number_if_given("depth").value_or(piece.depth_m);
  piece.height_m = arguments.number_if_given("height").value_or(piece.height_m);
  return Outcome{.edit = put(std::move(piece))};
}

}  // namespace

std::vector<Operator> furniture_operators() {
  return {
      {.id = "furniture.add",
       .title = tr("Add furniture"),
       .help = tr("Puts a bench, a barrier, a stanchion or a projection screen into the room."),
       .arguments = {room_argument(),
                     choice("kind", tr("Kind"), {"bench", "barrier", "stanchion", "screen"}),
                     east(Source::optional),
                     south(Source::optional),
                     {.name = "heading",
                      .title = tr("Heading"),
                      .unit = Unit::degrees,
                      .low = -360,
                      .high = 360,
                      .preset = 0.0}},
       .run = add},
      {.id = "furniture.resize",
       .title = tr("Resize furniture"),
       .help = tr("Sets a piece's width, depth and height."),
       .arguments = {selected_one({"furniture"}), metres("width", tr("Width"), 0.02, 20, Source::optional),
                     metres("depth", tr("Depth"), 0.02, 20, Source::optional),
                     metres("height", tr("Height"), 0.02, 10, Source::optional)},
       .run = resize},
  };
}

}  // namespace enf::editor
