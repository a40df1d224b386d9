// enfilade new and enfilade import: beginning an exhibition and taking lenders' files into it.
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "cli/commands.h"
#include "engine/intake/intake.h"
#include "cli/output.h"
#include "engine/exhibition/new_exhibition.h"
#include "engine/exhibition/project.h"

namespace enf::cli {

namespace fs = std::filesystem;

namespace {

void print_notes(const Intake& intake) {
  if (intake.report.proposal) fmt::print(stderr, "  {}\n", intake.report.proposal->reason);
  for (const std::string& note : intake.notes) fmt::print(stderr, "  {}\n", note);
  for (const IntakeWarning& warning : intake.report.warnings) fmt::print(stderr, "  note: {} [{}]\n", warning.text, warning.id);
}

Result<void> begin(const fs::path& folder, const std::string& title, const std::optional<fs::path>& room_model) {
  if (fs::exists(exhibition_file(folder)))
    return fail({.id = "project.exists", .what = "there is an exhibition in this folder already", .file = exhibition_file(folder).string(),
                 .advice = "Choose another folder"});
  Document document;
  auto titled = apply(document, set_exhibition(Exhibition{.title = {{"en", title}}}));
  if (!titled) return fail(titled.error());
  Edit room;
  if (room_model) {
    auto intake = take_in_room(folder, *titled, {.file = *room_model});
    if (!intake) return fail(intake.error());
    print_notes(*intake);
    room = intake->edit;
  } else {
    room = first_room("Room 1", "en");
  }
  auto furnished = apply(*titled, room);
  if (!furnished) return fail(furnished.error());
  return save_project(folder, *furnished);
}

struct Imported {
  std::string file;
  std::optional<FoundFloor> floor;
  std::vector<std::string> notes;
};

Result<std::vector<Imported>> import_files(const fs::path& folder, const std::vector<std::string>& files,
                                           IntakeRequest request, bool as_room) {
  auto project = load_project(folder);
  if (!project) return fail(project.error());
  std::vector<Imported> done;
  for (const std::string& file : files) {
    request.file = file;
    auto intake = as_room ? take_in_room(folder, project->document(), request)
                          : take_in_work(folder, project->document(), request);
    if (!intake) return fail(intake.error());
    fmt::print(stderr, "{}\n", file);
    print_notes(*intake);
    if (auto kept = project->commit(intake->edit, fmt::format("Import {}", request.file.filename().string())); !kept)
      return fail(kept.error());
    done.push_back({file, intake->floor, intake->notes});
  }
  if (auto saved = project->save(); !saved) return fail(saved.error());
  return done;
}

// {"ok":true,"files":[{"file":...,"rooms":5,"doorways":4,"area_m2":212.4,"confidence":0.97,"notes":[...]}]} on one line.
void print_json(const std::vector<Imported>& done) {
  std::string files;
  for (const Imported& one : done) {
    std::string notes;
    for (const std::string& note : one.notes) notes += (notes.empty() ? "" : ",") + json_text(note);
    std::string floor;
    if (one.floor)
      floor = fmt::format("\"rooms\":{},\"doorways\":{},\"area_m2\":{:.2f},\"confidence\":{:.3f},", one.floor->rooms,
                          one.floor->doorways, one.floor->area_m2, one.floor->confidence);
    files += fmt::format("{}{{\"file\":{},{}\"notes\":[{}]}}", files.empty() ? "" : ",", json_text(one.file), floor, notes);
  }
  fmt::print("{{\"ok\":true,\"files\":[{}]}}\n", files);
}

}  // namespace

void add_new(CLI::App& app, int& exit_code) {
  struct Options {
    std::string folder, title = "Untitled exhibition", room;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("new", "Begin an exhibition with one room");
  command->add_option("FOLDER", options->folder, "The project's folder, made if need be")->required();
  command->add_option("--title", options->title, "The exhibition's title in English");
  command->add_option("--room", options->room, "A model to use as the first room (glTF, GLB, OBJ, FBX, COLLADA)");
  command->callback([options, &exit_code] {
    auto made = begin(options->folder, options->title,
                      options->room.empty() ? std::nullopt : std::optional<fs::path>(options->room));
    if (!made)
      exit_code = report(made.error());
    else
      fmt::print("{}: ready. Next: enfilade import {} FILE\n", options->folder, options->folder);
  });
}

void add_import(CLI::App& app, int& exit_code) {
  struct Options {
    std::string project, sensitivity = "low";
    std::vector<std::string> files;
    IntakeRequest request;
    bool room = false, one_room = false, json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("import", "Take lenders' pictures, models or rooms into a project");
  command->add_option("PROJECT", options->project, "The project's folder")->required();
  command->add_option("FILE", options->files, "Images (JPEG, PNG, TIFF, WebP) or models (glTF, GLB, OBJ, PLY, STL, FBX, COLLADA)")
      ->required();
  command->add_option("--lender", options->request.lender, "The lending institution's id, such as baku");
  command->add_option("--title", options->request.title, "The work's title; the file's name without it");
  command->add_option("--maker", options->request.maker, "Who made it");
  command->add_option("--accession", options->request.accession_number, "The lender's accession number");
  command->add_option("--language", options->request.language, "Language of title and maker, such as az");
  command->add_option("--width-mm", options->request.catalogued.width_mm, "Catalogued width in millimetres");
  command->add_option("--height-mm", options->request.catalogued.height_mm, "Catalogued height in millimetres");
  command->add_option("--depth-mm", options->request.catalogued.depth_mm, "Catalogued depth in millimetres");
  command->add_option("--sensitivity", options->sensitivity, "How light fades it")
      ->check(CLI::IsMember({"none", "low", "medium", "high"}));
  CLI::Option* room = command->add_flag("--room", options->room, "The model is a room or a whole floor, not a work");
  command->add_flag("--one-room", options->one_room, "Keep the model one room; don't look for rooms and doorways in it")->needs(room);
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback([options, &exit_code] {
    for (auto [name, value] : {std::pair{"none", LightSensitivity::none}, {"low", LightSensitivity::low},
                               {"medium", LightSensitivity::medium}, {"high", LightSensitivity::high}})
      if (options->sensitivity == name) options->request.sensitivity = value;
    if (options->one_room) options->request.rooms = IntakeRequest::Rooms::one;
    auto done = import_files(options->project, options->files, options->request, options->room);
    if (!done)
      exit_code = report(done.error(), options->json);
    else if (options->json)
      print_json(*done);
    else
      fmt::print("{}: {} file{} imported. Next: enfilade cook {}\n", options->project, done->size(),
                 done->size() == 1 ? "" : "s", options->project);
  });
}

}  // namespace enf::cli
