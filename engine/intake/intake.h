// Owns: taking a lender's file into a project: copying it with all it refers to, and the edit that records it.
// Must not know: arguments, output.
// Called by: new and import, main thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/progress.h"
#include "engine/cook/intake.h"
#include "engine/cook/room_analysis.h"
#include "engine/exhibition/document.h"
#include "engine/exhibition/edit.h"

namespace enf {

// What the curator says about the file. Empty or 0: taken from the file.
struct IntakeRequest {
  std::filesystem::path file;
  std::string lender = "own-collection";
  std::string title, maker, accession_number, language = "en";
  CataloguedSize catalogued;
  LightSensitivity sensitivity = LightSensitivity::low;
  // Of a room's model: whether to look for the rooms of a whole floor in it.
  enum class Rooms { found, one } rooms = Rooms::found;
};

// What a room's model was found to hold.
struct FoundFloor {
  std::size_t rooms = 0, doorways = 0;
  double area_m2 = 0, confidence = 0;
};

struct Intake {
  Edit edit;
  IntakeReport report;
  std::vector<std::string> notes;   // what was decided, a sentence each
  std::optional<FoundFloor> floor;  // rooms' models
};

// A work, hung or placed where there is space. The file is copied below institutions/<lender>/media/.
// Errors: those of examine(), file.*, intake.no_space, record.id.
Result<Intake> take_in_work(const std::filesystem::path& project, const Document& document,
                            const IntakeRequest& request);

// A model looked at as a room or a whole floor, without a project.
struct FloorExamination {
  RoomAnalysis found;     // one room with the bounding rectangle as plan where none was to be looked for or made out
  Box bounds;             // metres, Y up
  double confidence = 0;  // 0..1; 0: the rooms are no more than that rectangle
  SizeProposal reading;   // the unit and the axis it was read with
  std::vector<std::filesystem::path> files_read;
};

// The model with this unit and this axis pointing up. Progress has no total. Errors: those of import_model.
Result<FloorExamination> examine_floor(const std::filesystem::path& file, const SizeProposal& reading,
                                       IntakeRequest::Rooms rooms, const WorkContext& work = {});

// The unit that a room of these bounds (in metres as far as the file says) is likely to be in, so that it is 2 to 20 m
// high; nothing if none fits.
std::optional<double> likely_room_unit(const Box& bounds, UpAxis up);

// The edit that records what was found, the file lying at `path` within the project: the asset, rooms, doorways and a
// viewpoint in each room, standing east of all rooms of the document. Nothing that is there is changed.
Edit record_floor(const Document& document, const FloorExamination& floor, const LocalizedText& title,
                  const std::string& path);

// A room's model, standing east of all other rooms: the rooms and doorways found in it, or one room with its bounding
// rectangle as plan; a viewpoint in the middle of each. Nothing that is in the document already is changed.
// The file is copied below venue/. Errors: those of examine(), file.*, intake.not_a_room (an image).
Result<Intake> take_in_room(const std::filesystem::path& project, const Document& document,
                            const IntakeRequest& request);

}  // namespace enf
