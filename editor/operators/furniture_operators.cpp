// Benches, barriers, stanchions, plinths, vitrines, projection screens.
#include <cmath>

#include "editor/operators/groups.h"
#include "engine/exhibition/holders.h"

namespace enf::editor {

namespace {

Furniture piece_of(const std::string& kind) {
  if (kind == "barrier") return {.kind = FurnitureKind::barrier, .width_m = 2, .depth_m = 0.05, .height_m = 0.45};
  if (kind == "stanchion")
    return {.kind = FurnitureKind::stanchion, .width_m = 0.32, .depth_m = 0.32, .height_m = 0.95};
  if (kind == "screen")
    return {
        .kind = FurnitureKind::screen, .width_m = 2.4, .depth_m = 0.6, .height_m = 2.1, .finish = {"paint", "#f4f4f2"}};
  if (kind == "plinth")
    return {
        .kind = FurnitureKind::plinth, .width_m = 1.2, .depth_m = 0.6, .height_m = 0.9, .finish = {"paint", "#f2efe9"}};
  if (kind == "vitrine")
    return {.kind = FurnitureKind::vitrine,
            .width_m = 1.4,
            .depth_m = 0.7,
            .height_m = 1.2,
            .hood_height_m = 0.3,
            .finish = {"paint", "#f2efe9"}};
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
  if (auto hood = arguments.number_if_given("hood")) {
    if (piece.kind != FurnitureKind::vitrine) return refuse(tr("Only vitrines have a hood."));
    piece.hood_height_m = *hood;
  }
  if (piece.kind == FurnitureKind::vitrine && hood_height_m(piece) >= piece.height_m)
    return refuse(tr("The hood is a part of the vitrine's height."));
  Draft draft(session.document);
  if (!follow_furniture(draft, *session.document.find(piece.id), piece))
    return refuse(tr("The works in it would no longer fit."));
  return draft.outcome();
}

}  // namespace

std::vector<Operator> furniture_operators() {
  return {
      {.id = "furniture.add",
       .title = tr("Add furniture"),
       .help = tr("Puts a bench, a barrier, a stanchion, a plinth, a vitrine or a projection screen into the room."),
       .arguments = {room_argument(),
                     choice("kind", tr("Kind"), {"bench", "barrier", "stanchion", "plinth", "vitrine", "screen"}),
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
       .help = tr("Sets a piece's width, depth and height, and of a vitrine how much of its height is glass."),
       .arguments = {selected_one({"furniture"}), metres("width", tr("Width"), 0.02, 20, Source::optional),
                     metres("depth", tr("Depth"), 0.02, 20, Source::optional),
                     metres("height", tr("Height"), 0.02, 10, Source::optional),
                     metres("hood", tr("Hood height"), 0.02, 5, Source::optional)},
       .present =
           [](const Session& session, const Arguments& arguments) {
             const Furniture& piece = *session.document.find(arguments.id<FurnitureId>("item"));
             Arguments now{{"width", piece.width_m}, {"depth", piece.depth_m}, {"height", piece.height_m}};
             if (piece.kind == FurnitureKind::vitrine) now.set("hood", hood_height_m(piece));
             return now;
           },
       .run = resize},
  };
}

}  // namespace enf::editor
