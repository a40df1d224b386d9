#include "cli/intake.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/file.h"
#include "engine/cook/import.h"
#include "engine/exhibition/arrange.h"

namespace enf::cli {

namespace fs = std::filesystem;

namespace {

// Copies the file and what it refers to, keeping their places relative to each other; returns the main file's path
// within the project.
Result<std::string> copy_into(const fs::path& project, const fs::path& folder, const fs::path& file,
                              const IntakeReport& report) {
  std::vector<fs::path> names{file.filename()};
  names.insert(names.end(), report.files_read.begin(), report.files_read.end());
  for (const fs::path& name : names) {
    fs::path target = project / folder / name;
    if (auto made = make_folder(target.parent_path()); !made) return fail(made.error());
    auto bytes = MappedFile::open(file.parent_path() / name);
    if (!bytes) return fail(bytes.error());
    if (auto written = write_file_atomic(target, bytes->bytes()); !written) return fail(written.error());
  }
  return (folder / file.filename()).generic_string();
}

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

}  // namespace

std::string fresh_id(const Document& document, std::string_view text) {
  std::string base;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      base += c;
    else if (!base.empty() && base.back() != '-')
      base += '-';
  }
  while (base.ends_with('-')) base.pop_back();
  base = base.substr(0, 48);
  if (base.empty()) base = "object";
  auto taken = [&](const std::string& id) {
    return document.find(WorkId{id}) || document.find(AssetId{id}) || document.find(RoomId{id});
  };
  std::string id = base;
  for (int number = 2; taken(id); ++number) id = fmt::format("{}-{}", base, number);
  return id;
}

Result<Intake> take_in_work(const fs::path& project, const Document& document, const IntakeRequest& request) {
  auto report = examine(request.file, request.catalogued);
  if (!report) return fail(report.error());
  if (!is_id(request.lender))
    return fail({.id = "record.id", .what = fmt::format("\"{}\" is not a lender's id", request.lender),
                 .advice = "Use the letters a-z, digits and hyphens"});

  Intake intake{.report = *report};
  Work work{.id = {fresh_id(document, title_of(request))}, .lender = {request.lender}};
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
      intake.notes.push_back(fmt::format("No size was given: shown {:.0f} x {:.0f} mm, as if scanned at 150 dots an inch. "
                                         "Give --height-mm or --width-mm for its true size.", mm.x, mm.y));
    }
    work.width_mm = mm.x, work.height_mm = mm.y;
    work.frame = Frame{};
  } else {
    work.form = WorkForm::three_dimensional;
    vec3 size = report->proposal ? report->proposal->size_m : report->bounds.size();
    dvec3 mm = size_mm(request.catalogued, dvec3(size));
    if (mm.y <= 0) {
      mm = dvec3(size) * 1000.0;
      intake.notes.push_back(fmt::format("No size was given: taken from the file, {:.0f} x {:.0f} x {:.0f} mm.", mm.x, mm.y, mm.z));
    }
    work.width_mm = std::max(1.0, mm.x), work.height_mm = std::max(1.0, mm.y), work.depth_mm = std::max(1.0, mm.z);
  }
  auto hung = hang_somewhere(document, work);
  if (!hung)
    return fail({.id = "intake.no_space",
                 .what = fmt::format("no room has space for a work of {:.2f} x {:.2f} m", work.width_mm / 1000, work.height_mm / 1000),
                 .file = request.file.string(),
                 .advice = "Check the size given, or add a room"});
  auto path = copy_into(project, fs::path("institutions") / request.lender / "media" / work.id.value, request.file, *report);
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
  auto report = examine(request.file, request.catalogued);
  if (!report) return fail(report.error());
  if (report->kind == AssetKind::image)
    return fail({.id = "intake.not_a_room", .what = "this is an image, and a room must be a model", .file = request.file.string(),
                 .advice = "Give a glTF, GLB, OBJ, FBX or COLLADA file"});
  Intake intake{.report = *report};
  Box box = report->bounds;
  if (report->proposal) {
    vec3 size = report->proposal->size_m;
    box = {vec3(-size.x / 2, 0, -size.z / 2), vec3(size.x / 2, size.y, size.z / 2)};
  }
  double east = 0;
  for (const Room& other : document.rooms)
    for (dvec2 corner : other.plan) east = std::max(east, corner.x + 1);
  dvec3 shift(document.rooms.empty() ? 0 : east - box.low.x, 0, 0);

  Room room{.id = {fresh_id(document, title_of(request))}};
  room.name[request.language] = title_of(request);
  double x0 = box.low.x + shift.x, x1 = box.high.x + shift.x, z0 = box.low.z, z1 = box.high.z;
  room.plan = {{x0, z0}, {x1, z0}, {x1, z1}, {x0, z1}};
  double height = std::max(2.0, static_cast<double>(box.high.y - box.low.y));
  room.walls.assign(4, Wall{.height_m = height});
  room.floor_level_m = box.low.y;
  room.ceiling_height_m = height;
  room.laylight = {.illuminance_lx = 150};
  auto path = copy_into(project, fs::path("venue") / room.id.value, request.file, *report);
  if (!path) return fail(path.error());
  room.model = RoomModel{.asset = {room.id.value}, .position_m = shift};

  dvec3 middle((x0 + x1) / 2, room.floor_level_m + 1.6, (z0 + z1) / 2);
  Viewpoint viewpoint{.id = {"view-" + room.id.value}, .room = room.id, .eye_m = middle, .target_m = middle + dvec3(0, 0, -1)};
  intake.edit = all_of({put(asset_of(room.id.value, *path, *report)), put(std::move(room)), put(std::move(viewpoint))});
  intake.notes.push_back(fmt::format("The room measures {:.2f} x {:.2f} m and is {:.2f} m high.", x1 - x0, z1 - z0, height));
  return intake;
}

}  // namespace enf::cli
