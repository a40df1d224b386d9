#include "engine/intake/intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/cook/import.h"
#include "engine/cook/room_analysis.h"
#include "engine/exhibition/arrange.h"
#include "engine/exhibition/new_id.h"
#include "engine/intake/floor_rooms.h"
#include "engine/intake/media.h"

namespace enf {

namespace fs = std::filesystem;

namespace {

std::string title_of(const IntakeRequest& request) {
  return request.title.empty() ? request.file.stem().string() : request.title;
}

// The catalogued size where the catalogue gives one side, the file's proportions for the others.
dvec3 size_mm(const CataloguedSize& catalogued, dvec3 proportions) {
  dvec3 given(catalogued.width_mm, catalogued.height_mm, catalogued.depth_mm);
  double scale = 0;
  for (int axis : {1, 0, 2})
    if (scale == 0 && given[axis] > 0 && proportions[axis] > 0) scale = given[axis] / proportions[axis];
  for (int axis = 0; axis < 3; ++axis)
    if (given[axis] <= 0) given[axis] = proportions[axis] * scale;
  return given;
}

Asset asset_of(const std::string& id, std::string path, const IntakeReport& report) {
  Asset asset{.id = {id}, .path = std::move(path)};
  if (report.proposal) {
    asset.metres_per_unit = report.proposal->metres_per_unit;
    asset.up = report.proposal->up;
  }
  return asset;
}

constexpr std::array<std::pair<std::string_view, double>, 5> room_units = {
    {{"metres", 1}, {"centimetres", 0.01}, {"millimetres", 0.001}, {"feet", 0.3048}, {"inches", 0.0254}}};

// A room is 2 to 20 m high: another unit than metres shows in its height.
void judge_room_size(IntakeReport& report) {
  if (report.proposal) return;
  const std::optional<double> unit = likely_room_unit(report.bounds, UpAxis::y);
  if (!unit || *unit == 1) return;
  const vec3 size = report.bounds.size() * static_cast<float>(*unit);
  const std::string_view name =
      std::ranges::find(room_units, *unit, &std::pair<std::string_view, double>::second)->first;
  report.proposal = SizeProposal{
      .metres_per_unit = *unit,
      .size_m = size,
      .reason = fmt::format("Read as {}: {:.2f} m high. Give --height-mm if that is wrong.", name, size.y)};
}

// The rooms of a model that stands in metres, Y up.
FloorExamination look_for_rooms(const SourceModel& model, const SizeProposal& reading, IntakeRequest::Rooms rooms);

RoomAnalysis one_room(const Box& box, std::vector<RoomNote> notes) {
  dvec3 low(box.low), high(box.high);
  FoundRoom room{.plan = {{low.x, low.z}, {high.x, low.z}, {high.x, high.z}, {low.x, high.z}},
                 .thickness_m = std::vector<double>(4, 0.3)};
  room.floor_m = low.y, room.ceiling_m = low.y + std::max(2.0, high.y - low.y);
  RoomAnalysis out;
  out.rooms.push_back(std::move(room));
  out.notes = std::move(notes);
  return out;
}

FloorExamination look_for_rooms(const SourceModel& model, const SizeProposal& reading, IntakeRequest::Rooms rooms) {
  FloorExamination floor{.reading = reading};
  const std::vector<ModelTriangle> triangles = triangles_of(model);
  for (const ModelTriangle& t : triangles)
    for (vec3 p : t) floor.bounds.add(p);
  if (rooms == IntakeRequest::Rooms::found) floor.found = analyse_rooms(triangles);
  floor.confidence = floor.found.confidence;
  if (floor.found.rooms.empty())
    floor.confidence = 0, floor.found = one_room(floor.bounds, std::move(floor.found.notes));
  return floor;
}

}  // namespace

std::optional<double> likely_room_unit(const Box& bounds, UpAxis up) {
  if (bounds.empty()) return std::nullopt;
  for (auto [name, unit] : room_units) {
    const dvec3 size = dvec3(bounds.size()) * unit;
    const int upright = static_cast<int>(up), a = (upright + 1) % 3, b = (upright + 2) % 3;
    if (size[upright] >= 2 && size[upright] <= 20 && std::max(size[a], size[b]) <= 400) return unit;
  }
  return std::nullopt;
}

Result<FloorExamination> examine_floor(const fs::path& file, const SizeProposal& reading, IntakeRequest::Rooms rooms,
                                       const WorkContext& work) {
  work.tell("Reading", 0, 0);
  auto imported = import_model(file, {.stop = work.stop});
  if (!imported) return fail(imported.error());
  apply(reading, imported->model);
  FloorExamination floor = look_for_rooms(imported->model, reading, rooms);
  floor.files_read = std::move(imported->report.files_read);
  return floor;
}

Edit record_floor(const Document& document, const FloorExamination& floor, const LocalizedText& title,
                  const std::string& path) {
  double east = 0;
  for (const Room& other : document.rooms)
    for (dvec2 corner : other.plan) east = std::max(east, corner.x + 1);
  const dvec3 shift(document.rooms.empty() ? 0 : east - static_cast<double>(floor.bounds.low.x), 0, 0);
  const std::string id = id_from_text(document, title.begin()->second);
  std::vector<Edit> edits = record_rooms(document, floor.found, {id}, shift, title);
  edits.push_back(
      put(Asset{.id = {id}, .path = path, .metres_per_unit = floor.reading.metres_per_unit, .up = floor.reading.up}));
  return all_of(std::move(edits));
}

Result<Intake> take_in_work(const fs::path& project, const Document& document, const IntakeRequest& request) {
  auto report = examine(request.file, request.catalogued);
  if (!report) return fail(report.error());
  if (!is_id(request.lender))
    return fail({.id = "record.id",
                 .what = fmt::format("\"{}\" is not a lender's id", request.lender),
                 .advice = "Use the letters a-z, digits and hyphens"});

  Intake intake{.report = *report};
  Work work{.id = {id_from_text(document, title_of(request))}, .lender = {request.lender}};
  work.accession_number = request.accession_number;
  work.title[request.language] = title_of(request);
  if (!request.maker.empty()) work.maker[request.language] = request.maker;
  work.sensitivity = request.sensitivity;
  work.asset = {work.id.value};
  if (report->kind == AssetKind::image) {
    work.form = WorkForm::flat;
    dvec3 mm = size_mm(request.catalogued, dvec3(report->width, report->height, 0));
    if (mm.y <= 0) {
      // Without a catalogued size a picture is shown at 150 dots an inch, which a curator will want to correct.
      mm = dvec3(report->width, report->height, 0) * (25.4 / 150);
      intake.notes.push_back(
          fmt::format("No size was given: shown {:.0f} x {:.0f} mm, as if scanned at 150 dots an inch. "
                      "Give --height-mm or --width-mm for its true size.",
                      mm.x, mm.y));
    }
    work.width_mm = mm.x, work.height_mm = mm.y;
    work.frame = Frame{};
  } else {
    work.form = WorkForm::three_dimensional;
    vec3 size = report->proposal ? report->proposal->size_m : report->bounds.size();
    dvec3 mm = size_mm(request.catalogued, dvec3(size));
    if (mm.y <= 0) {
      mm = dvec3(size) * 1000.0;
      intake.notes.push_back(
          fmt::format("No size was given: taken from the file, {:.0f} x {:.0f} x {:.0f} mm.", mm.x, mm.y, mm.z));
    }
    work.width_mm = std::max(1.0, mm.x), work.height_mm = std::max(1.0, mm.y), work.depth_mm = std::max(1.0, mm.z);
  }
  auto hung = hang_somewhere(document, work);
  if (!hung)
    return fail({.id = "intake.no_space",
                 .what = fmt::format("no room has space for a work of {:.2f} x {:.2f} m", work.width_mm / 1000,
                                     work.height_mm / 1000),
                 .file = request.file.string(),
                 .advice = "Check the size given, or add a room"});
  auto path = copy_media(project, media_folder(request.lender, work.id.value), request.file, report->files_read);
  if (!path) return fail(path.error());
  std::vector<Edit> edits;
  if (!document.find(InstitutionId{request.lender}))
    edits.push_back(put(Institution{.id = {request.lender}, .name = {{request.language, request.lender}}}));
  edits.push_back(put(asset_of(work.id.value, *path, *report)));
  edits.push_back(std::move(*hung));
  intake.edit = all_of(std::move(edits));
  return intake;
}

Result<Intake> take_in_room(const fs::path& project, const Document& document, const IntakeRequest& request) {
  auto kind = kind_of_asset(request.file);
  if (!kind) return fail(kind.error());
  if (*kind == AssetKind::image)
    return fail({.id = "intake.not_a_room",
                 .what = "this is an image, and a room must be a model",
                 .file = request.file.string(),
                 .advice = "Give a glTF, GLB, OBJ, FBX or COLLADA file"});
  auto imported = import_model(request.file);
  if (!imported) return fail(imported.error());
  Intake intake{.report = std::move(imported->report)};
  judge_size(intake.report, request.catalogued);
  judge_room_size(intake.report);
  const SizeProposal reading = intake.report.proposal.value_or(SizeProposal{});
  apply(reading, imported->model);
  FloorExamination examined = look_for_rooms(imported->model, reading, request.rooms);
  RoomAnalysis& found = examined.found;
  const double confidence = examined.confidence;
  std::string id = id_from_text(document, title_of(request));
  auto path = copy_media(project, fs::path("venue") / id, request.file, intake.report.files_read);
  if (!path) return fail(path.error());
  intake.edit = record_floor(document, examined, {{request.language, title_of(request)}}, *path);

  intake.floor = FoundFloor{found.rooms.size(), found.doorways.size(), found.area_m2(), confidence};
  const FoundFloor& floor = *intake.floor;
  intake.notes.push_back(fmt::format("{} room{}, {} doorway{}, {:.0f} m2.", floor.rooms, floor.rooms == 1 ? "" : "s",
                                     floor.doorways, floor.doorways == 1 ? "" : "s", floor.area_m2));
  for (const RoomNote& note : found.notes) intake.notes.push_back(to_string(note));
  if (floor.rooms > 1)
    intake.notes.push_back(
        "Check and correct plans and doorways in the editor's plan; --one-room keeps the model whole.");
  else if (confidence == 0 && request.rooms == IntakeRequest::Rooms::found)
    intake.notes.push_back(
        "To divide it, draw rooms over it in the editor's plan and let them show its model (room.set-model).");
  return intake;
}

}  // namespace enf
