// The files that the exhibition's records name: bringing back those that are not where they were.
#include "editor/operators/groups.h"

namespace enf::editor {

namespace {

std::string_view cannot_locate(const Session& session, const Arguments& arguments) {
  if (std::string_view why = needs_writable(session, arguments); !why.empty()) return why;
  const Value* item = arguments.find("item");
  if (!item) return {};
  const AnyId& id = std::get<AnyId>(*item);
  const bool is_of_work = std::holds_alternative<WorkId>(id) || std::holds_alternative<PlacementId>(id);
  return is_of_work || !file_of(session.document, id).empty() ? "" : tr("It has no file of its own.");
}

Result<Outcome> replace_file(const Session& session, const Arguments& arguments) {
  const std::string &file = arguments.text("file"), &by = arguments.text("by");
  Draft draft(session.document);
  bool is_named = false;
  for (Asset asset : session.document.assets)
    if (asset.path == file) is_named = true, asset.path = by, draft.put(std::move(asset));
  for (Light light : session.document.lights)
    if (light.luminaire_file == file) is_named = true, light.luminaire_file = by, draft.put(std::move(light));
  if (!is_named) return refuse(tr("Nothing in the exhibition is shown by this file."));
  return draft.outcome();
}

}  // namespace

std::vector<Operator> file_operators() {
  return {
      {.id = "file.locate",
       .title = tr("Locate…"),
       .help = tr("Shows where the file of a work, a room, a recording or a light is now."),
       .arguments = {selected_one({"works", "placements", "rooms", "lights", "assets"})},
       .changes_document = false,
       .needs_window = true,
       .poll = cannot_locate,
       .run = [](const Session&, const Arguments& arguments) -> Result<Outcome> {
         return Outcome{.request =
                            WindowRequest{WindowRequest::What::locate, std::get<AnyId>(*arguments.find("item"))}};
       }},
      {.id = "file.replace",
       .title = tr("Replace a file"),
       .help = tr("Whatever was shown, heard or lit by one file is so by another: both lie within the project."),
       .arguments = {words("file", tr("File within the project")), words("by", tr("Replaced by"))},
       .run = replace_file},
  };
}

}  // namespace enf::editor
