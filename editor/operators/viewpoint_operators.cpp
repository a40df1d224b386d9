// Places to look from.
#include "editor/operators/groups.h"
#include "engine/exhibition/room_graph.h"

namespace enf::editor {

namespace {

Result<Outcome> save(const Session& session, const Arguments& arguments) {
  auto point = [&](std::string_view x, std::string_view y, std::string_view z) {
    return dvec3(arguments.number(x), arguments.number(y), arguments.number(z));
  };
  Viewpoint view{.id = fresh_id<Viewpoint>(session.document, "view")};
  view.eye_m = point("x", "y", "z"), view.target_m = point("to-x", "to-y", "to-z");
  if (view.eye_m == view.target_m) return refuse(tr("One cannot look at where one stands."));
  std::optional<RoomId> room = room_at(session.document, view.eye_m);
  if (!room) return refuse(tr("The eye is in no room."));
  view.room = *room;
  view.name[session.language] = arguments.text("name");
  view.fov_y_rad = glm::radians(arguments.number("view-angle"));
  Outcome outcome{.selection = std::vector<AnyId>{view.id}};
  outcome.edit = put(std::move(view));
  return outcome;
}

}  // namespace

std::vector<Operator> viewpoint_operators() {
  auto up = [](std::string_view name, std::string_view title) { return metres(name, title, -100, 1'000); };
  return {
      {.id = "viewpoint.save",
       .title = tr("Save the view"),
       .help = tr("Remembers where one stands and what one looks at."),
       .arguments = {words("name", tr("Name")),
                     east(),
                     up("y", tr("Eye height")),
                     south(),
                     metres("to-x", tr("Looks east"), -place_m, place_m),
                     up("to-y", tr("Looks up")),
                     metres("to-z", tr("Looks south"), -place_m, place_m),
                     {.name = "view-angle",
                      .title = tr("View angle"),
                      .unit = Unit::degrees,
                      .low = 10,
                      .high = 120,
                      .preset = 52.0}},
       .run = save},
      {.id = "viewpoint.rename",
       .title = tr("Name the view"),
       .help = tr("Sets a view's name in one language."),
       .arguments = {selected_one({"viewpoints"}), words("name", tr("Name")), language_argument()},
       .present =
           [](const Session& session, const Arguments& a) {
             return Arguments{{"name", words_now(session.document.find(a.id<ViewpointId>("item"))->name, a)}};
           },
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         Viewpoint view = *session.document.find(a.id<ViewpointId>("item"));
         write(view.name, a.text("name"), a);
         return Outcome{.edit = put(std::move(view))};
       }},
      {.id = "viewpoint.start-here",
       .title = tr("Start visits here"),
       .help = tr("Visitors begin at this view."),
       .arguments = {selected_one({"viewpoints"})},
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         Exhibition exhibition = *session.document.exhibition;
         exhibition.start = a.id<ViewpointId>("item");
         return Outcome{.edit = set_exhibition(std::move(exhibition))};
       }},
      {.id = "viewpoint.remove",
       .title = tr("Remove the view"),
       .help = tr("Forgets a view."),
       .arguments = {selected_one({"viewpoints"})},
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         return Outcome{.edit = removal_with_dependants(session.document, a.id<ViewpointId>("item")),
                        .selection = std::vector<AnyId>{}};
       }},
  };
}

}  // namespace enf::editor
