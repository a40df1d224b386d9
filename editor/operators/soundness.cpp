#include "editor/operators/soundness.h"

#include <algorithm>
#include <array>

#include "editor/operators/groups.h"
#include "engine/exhibition/diff.h"
#include "engine/exhibition/validate.h"

namespace enf::editor {

namespace {

bool passes(const Error& error) {
  return error.id == "placement.overlap" || error.id == "placement.over_opening" || error.id == "furniture.overlap" ||
         error.id == "label.overlap" || error.id == "wall_text.overlap" || error.id == "doorway.blocked";
}

}  // namespace

Result<DividedDocument> apply_soundly(const DividedDocument& before, const Edit& edit) {
  Result<Document> applied = apply(before.document, edit);
  if (!applied) return fail(std::move(applied.error()));
  DividedDocument after = divide(before, *applied);
  std::set<RoomId> rooms = rooms_touched(before, after);
  if (rooms.empty()) return after;
  std::vector<Error> wrong = validate_rooms(after, rooms);
  std::erase_if(wrong, passes);
  if (wrong.empty()) return after;
  std::vector<Error> known = validate_rooms(before, rooms);
  for (Error& error : wrong) {
    auto same = [&](const Error& old) { return old.id == error.id && old.record == error.record; };
    if (std::ranges::none_of(known, same)) return fail(std::move(error));
  }
  return after;
}

std::string sentence_for(const Error& error) {
  constexpr std::pair<std::string_view, std::string_view> sentences[] = {
      {"placement.outside_wall", tr("A work would reach beyond its wall.")},
      {"placement.outside_room", tr("A work would stand outside its room or in a wall.")},
      {"placement.mount", tr("This work cannot be shown so.")},
      {"furniture.outside_room", tr("A piece of furniture would stand outside its room or in a wall.")},
      {"light.outside_room", tr("A light would hang outside its room.")},
      {"viewpoint.outside_room", tr("A viewpoint would lie outside its room.")},
      {"wall_text.outside_wall", tr("A text would reach beyond its wall.")},
      {"opening.outside_wall", tr("A doorway or window would reach beyond its wall.")},
      {"opening.overlap", tr("Two openings would lie in each other.")},
      {"doorway.sides_apart", tr("A doorway's two sides would no longer meet.")},
      {"doorway.same_room", tr("A doorway would lead back into its own room.")},
      {"room.free_wall_outside", tr("A temporary wall would reach out of its room.")},
      {"room.overlap", tr("The room would reach into another one.")},
      {"room.plan_crosses", tr("The room's outline would cross itself.")},
      {"room.plan_turns_wrong", tr("The room's outline would turn inside out.")},
      {"room.corners", tr("A room would have too few corners, or too many.")},
      {"room.walls", tr("A room would have too few walls, or too many.")},
      {"room.free_walls", tr("There would be too many temporary walls in the room.")},
      {"room.ceiling", tr("A ceiling of this form cannot close this room: choose another one, such as a flat one.")},
      {"furniture.hood", tr("A vitrine is higher than its glass hood.")},
      {"tour.stops", tr("A tour would have no stop, or too many.")},
      {"work.frame", tr("A three-dimensional work has no frame, mat or glass of its own.")},
      {"record.id", tr("Names are made of the letters a-z, digits and hyphens.")},
      {"record.reference", tr("Something would be named that is not there.")},
      {"edit.no_such_record", tr("It is not there any more.")},
      {"edit.in_use", tr("Something else still needs it.")},
      {"light.luminaire_file", tr("A light's file must lie within the project's folder.")},
      {"label.repeated", tr("There is a label on that side already.")},
      {"asset.path", tr("A work's file must lie within the project's folder.")},
      {"record.number", tr("A number is out of its range.")},
      {"argument.value", tr("A number is out of its range.")},
      {"argument.missing", tr("Something that must be told is missing.")},
      {"record.wall", tr("The room has no such wall.")},
      {"record.text", tr("A text is too long or is no text.")},
      {"placement.no_board", tr("A work would stand on a board that is not there.")},
      {"journal.torn", tr("The last edit was cut short and is left out: look and do it again.")},
      {"journal.damaged", tr("The journal is damaged: the edits before that were kept, and the file beside it.")},
      {"journal.other_base",
       tr("The journal belongs to another state of the exhibition: it was not used and is kept beside it.")},
      {"import.worker", tr("The program that reads files cannot be started: install Enfilade again.")},
      {"import.jail", tr("The program that reads files cannot be started: install Enfilade again.")},
      {"record.language", tr("This is not a language tag such as \"az\" or \"uz-Cyrl\".")},
      {"record.colour", tr("A tint is written as six hexadecimal digits, such as #efeae0.")},
      {"project.in_use", tr("The exhibition is being edited by another program.")},
      {"project.changed_outside", tr("The exhibition was changed by another program since it was opened.")},
      {"project.missing", tr("There is no exhibition in this folder.")},
      {"file.missing", tr("There is no such file.")},
      {"file.unreadable", tr("The file cannot be read.")},
      {"import.format", tr("This is neither a picture nor a model.")},
      {"import.malformed", tr("The file is damaged or cut short.")},
      {"import.crashed", tr("The file is damaged or cut short.")},
      {"import.unsupported", tr("The file needs something that cannot be read; save it in another format.")},
      {"import.timeout", tr("Reading the file took too long and was stopped.")},
      {"import.out_of_memory", tr("The file is too large for this computer.")},
      {"import.too_large", tr("The file is too large for this computer.")},
      {"picture.too_large", tr("The file is too large for this computer.")},
      {"model.no_triangles", tr("The model has no surfaces.")},
      {"cook.source_changed", tr("The file was changed while it was read.")},
      {"intake.not_a_room", tr("A picture is no room: choose a model.")},
      {"luminaire.dark", tr("This luminaire gives no light. Ask its maker for another file.")},
      {"photometry.unknown", tr("This is no luminaire file: ask its maker for IES or EULUMDAT.")},
      {"photometry.angles", tr("The luminaire file is damaged. Ask its maker for another one.")},
      {"photometry.count", tr("The luminaire file is damaged. Ask its maker for another one.")},
      {"photometry.number", tr("The luminaire file is damaged. Ask its maker for another one.")},
      {"photometry.size", tr("The luminaire file is damaged. Ask its maker for another one.")},
      {"photometry.truncated", tr("The luminaire file is damaged. Ask its maker for another one.")},
      {"document.newer_version", tr("The exhibition was made with a newer Enfilade: install that one.")},
      {"journal.newer_version", tr("The exhibition was made with a newer Enfilade: install that one.")},
      {"project.medium_gone", tr("The disk with the exhibition is gone.")},
      {"sound.foreign", tr("This file is not a recording in a format that is known.")},
      {"sound.damaged", tr("This recording is damaged. Export it again.")},
      {"sound.too_large", tr("This recording is larger than 500 MB.")},
      {"file.disk_full", tr("The disk is full.")},
      {"file.unwritable", tr("The file cannot be written.")},
  };
  auto found = std::ranges::find(sentences, error.id, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(sentences) ? error.what : std::string(found->second);
}

}  // namespace enf::editor
