// What happens to the files: reading, what is proposed for each, copying, recording. How it looks is in
// import_sheet_drawing.cpp.
#include "editor/import_sheet.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "editor/fields.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/json.h"
#include "engine/exhibition/new_id.h"
#include "engine/exhibition/validate.h"
#include "engine/intake/media.h"

namespace enf::editor {

namespace fs = std::filesystem;

namespace {

// "Shirvan carpet" of "Shirvan_carpet.tif".
std::string title_from(const fs::path& file) {
  std::string title = file.stem().string();
  std::ranges::replace(title, '_', ' ');
  return title;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

int permille_of(const Progress& progress) {
  return progress.total == 0 ? 0 : static_cast<int>(1000 * std::min(progress.done, progress.total) / progress.total);
}

// How much is wrong in the room, as far as things lie in space.
std::size_t wrong_in(const DividedDocument& divided, const RoomId& room) {
  return validate_rooms(divided, {room}).size();
}

}  // namespace

ImportSheet::~ImportSheet() { stop_.request_stop(); }

bool ImportSheet::is_busy() const {
  return std::ranges::any_of(items_, [](const Item& item) {
    return !item.reading->is_done || !item.is_looked_at || (item.copying && !item.copying->is_done) ||
           (item.floor && !item.floor->is_done);
  });
}

void ImportSheet::add(const Workspace& workspace, const fs::path& file) {
  Item item{.file = file, .reading = std::make_shared<Reading>(), .title = title_from(file)};
  const Document& document = workspace.session().document;
  if (!document.exhibition->host.empty())
    item.lender = document.exhibition->host.value;
  else if (!document.institutions.empty())
    item.lender = document.institutions.begin()->id.value;
  thread_.submit([file, reading = item.reading, stop = stop_.get_token()] {
    const WorkContext work{.progress = [&](const Progress& progress) { reading->permille = permille_of(progress); },
                           .stop = stop};
    reading->found = examine_for_sheet(file, work);
    reading->is_done = true;
  });
  items_.push_back(std::move(item));
}

void ImportSheet::begin(const Workspace& workspace, const std::vector<fs::path>& files, const DropPlace& place,
                        std::set<WorkId> without_file) {
  if (is_copying_) return;
  if (!is_open()) {
    place_ = place, shown_ = 0, handed_over_ = 0, stop_ = {}, opens_ = true;
    without_file_ = std::move(without_file);
  }
  for (const fs::path& file : files)
    if (std::ranges::find(items_, file, &Item::file) == items_.end()) add(workspace, file);
}

void ImportSheet::begin_for(const Workspace& workspace, const fs::path& file, const WorkId& work) {
  if (is_open()) return;
  begin(workspace, {file}, {}, {work});
  items_.front().work = work;
}

bool ImportSheet::is_model(const Item& item) const { return item.reading->found->report.kind == AssetKind::model; }

bool ImportSheet::is_ready(const Item& item) const {
  if (!item.is_looked_at || !item.reading->found) return false;
  if (item.is_room) return item.floor && item.floor->is_done && item.floor->found && !item.title.empty();
  return item.height_mm >= 1 && item.width_mm >= 1 && (!is_model(item) || item.depth_mm >= 1);
}

// What was read becomes a proposal.
void ImportSheet::look_at(const Workspace& workspace, Item& item) {
  item.is_looked_at = true;
  if (!item.reading->found) return;
  Examination& found = *item.reading->found;
  for (std::size_t i = 0; i < 3; ++i) {
    Preview& preview = found.previews[i];
    if (preview.rgba.empty()) continue;
    auto image = std::make_shared<ImageData>();
    image->width = preview.width, image->height = preview.height;
    image->rgba = std::move(preview.rgba);
    item.pictures[i] = std::move(image);
  }
  if (is_model(item)) {
    item.metres_per_unit = likely_metres_per_unit(found.report.bounds).value_or(1);
    follow_file(item);
  }
  // The work that waits for it: the one it was let go over, or that is called as the file is.
  const Document& document = workspace.session().document;
  WorkId meant = item.work;
  const Placement* under = place_.onto ? document.find(*place_.onto) : nullptr;
  if (meant.empty() && under && without_file_.contains(under->work) && items_.size() == 1) meant = under->work;
  const std::string name = lower(item.file.stem().string());
  for (const WorkId& id : without_file_)
    if (const Work* work = document.find(id); meant.empty() && work)
      if (name == id.value || (!work->accession_number.empty() && name == lower(work->accession_number))) meant = id;
  if (!meant.empty()) return choose_work(workspace, item, meant);
  // What is a room's size in some unit, broader than any work stands and than it is high, is taken for a room.
  if (!is_model(item)) return;
  constexpr double least_m = 3;
  const Box& bounds = found.report.bounds;
  if (const auto unit = likely_room_unit(bounds, UpAxis::y)) {
    const dvec3 size = size_read_as(bounds, UpAxis::y, *unit);
    if (std::min(size.x, size.z) >= least_m && std::max(size.x, size.z) > size.y) choose_room(item, true);
  }
}

void ImportSheet::choose_room(Item& item, bool is_room) {
  item.is_room = is_room, item.work = {}, item.up = UpAxis::y;
  const Box& bounds = item.reading->found->report.bounds;
  item.metres_per_unit = (is_room ? likely_room_unit(bounds, item.up) : likely_metres_per_unit(bounds)).value_or(1);
  if (!is_room) follow_file(item);
}

// Reads the model once more when it is to be read in another way.
void ImportSheet::look_for_rooms(Item& item) {
  if (item.floor && item.floor->metres_per_unit == item.metres_per_unit && item.floor->up == item.up &&
      item.floor->is_whole == item.is_whole)
    return;
  item.floor = std::make_shared<FloorReading>();
  item.floor->metres_per_unit = item.metres_per_unit, item.floor->up = item.up, item.floor->is_whole = item.is_whole;
  thread_.submit([file = item.file, floor = item.floor, stop = stop_.get_token()] {
    const SizeProposal reading{.metres_per_unit = floor->metres_per_unit, .up = floor->up};
    floor->found =
        examine_floor(file, reading, floor->is_whole ? IntakeRequest::Rooms::one : IntakeRequest::Rooms::found,
                      {.progress = {}, .stop = stop});
    floor->is_done = true;
  });
}

// The file's own size with the unit and the axis chosen.
void ImportSheet::follow_file(Item& item) {
  const dvec3 mm = size_read_as(item.reading->found->report.bounds, item.up, item.metres_per_unit) * 1000.0;
  auto rounded = [](double v) { return std::max(1.0, std::round(v * 10) / 10); };
  item.width_mm = rounded(mm.x), item.height_mm = rounded(mm.y), item.depth_mm = rounded(mm.z);
}

void ImportSheet::choose_work(const Workspace& workspace, Item& item, const WorkId& id) {
  item.work = id;
  const Work* work = workspace.session().document.find(id);
  if (!work) {
    if (is_model(item)) return follow_file(item);
    item.height_mm = item.width_mm = 0, item.follows_height = item.follows_width = true;
    return;
  }
  item.height_mm = work->height_mm, item.width_mm = work->width_mm, item.depth_mm = work->depth_mm;
  if (!is_model(item)) return;
  const CataloguedSize size{work->width_mm, work->height_mm, work->depth_mm};
  item.metres_per_unit = 1, item.up = UpAxis::y;
  if (auto proposal = propose_size(item.reading->found->report.bounds, size))
    item.metres_per_unit = proposal->metres_per_unit, item.up = proposal->up;
}

void ImportSheet::start_copying() {
  is_copying_ = true;
  Document named;  // so that works of one name get folders of their own
  for (Item& item : items_) {
    item.copying = std::make_shared<Copying>();
    if (!is_ready(item)) {
      item.copying->is_done = true;
      continue;
    }
    const std::string id = item.work.empty() ? id_from_text(named, item.title) : item.work.value;
    const fs::path folder = item.is_room ? fs::path("venue") / id : media_folder(item.lender, id);
    thread_.submit([project = project_, folder, file = item.file, copying = item.copying, stop = stop_.get_token(),
                    refers_to = item.reading->found->report.files_read] {
      const WorkContext work{.progress = [&](const Progress& progress) { copying->permille = permille_of(progress); },
                             .stop = stop};
      copying->file = copy_media(project, folder, file, refers_to, work);
      copying->is_done = true;
    });
  }
}

// The next file that is copied becomes a step of the history: one a frame, since each is placed beside those before.
void ImportSheet::hand_over(Workspace& workspace) {
  while (handed_over_ < items_.size() && !is_ready(items_[handed_over_])) ++handed_over_;
  if (handed_over_ == items_.size() || !items_[handed_over_].copying->is_done) return;
  const Item& item = items_[handed_over_++];
  if (!item.copying->file) {
    workspace.tell_error(item.copying->file.error());
    return;
  }
  if (item.is_room) {
    const Edit rooms = record_floor(workspace.session().document, *item.floor->found,
                                    {{workspace.session().language, item.title}}, *item.copying->file);
    return workspace.ask("room.take-in", {{"records", write_edit(rooms)}});
  }
  if (!item.work.empty()) {
    Arguments arguments{{"item", AnyId(item.work)}, {"file", *item.copying->file}};
    if (is_model(item)) arguments.set("metres-per-unit", item.metres_per_unit), arguments.set("up", axis_word(item.up));
    return workspace.ask("work.set-media", std::move(arguments));
  }
  const bool is_flat = !is_model(item);
  Arguments work{{"file", *item.copying->file},
                 {"title", item.title},
                 {"form", std::string(is_flat ? "flat" : "three-dimensional")},
                 {"height", item.height_mm},
                 {"width", item.width_mm},
                 {"lender", item.lender},
                 {"framed", std::string(item.is_framed ? "yes" : "no")}};
  if (!is_flat)
    work.set("depth", item.depth_mm), work.set("metres-per-unit", item.metres_per_unit),
        work.set("up", axis_word(item.up));
  const Operator& op = *find_operator("work.take-in");
  const double frame_m = is_flat && item.is_framed ? 2 * Frame{}.width_mm / 1000 : 0;
  const DividedDocument& now = workspace.editing().divided();
  std::optional<Arguments> sound;
  for (const Arguments& place : places_for(now.document, place_, is_flat ? WorkForm::flat : WorkForm::three_dimensional,
                                           item.width_mm / 1000 + frame_m, item.depth_mm / 1000)) {
    Arguments tried = work;
    for (const auto& [name, value] : place.values()) tried.set(name, value);
    Result<DividedDocument> then = workspace.editing().preview(op, tried);
    if (!then) continue;
    if (!sound) sound = tried;
    if (wrong_in(*then, place_.room) > wrong_in(now, place_.room)) continue;  // in the way of something
    sound = std::move(tried);
    break;
  }
  if (!sound && !place_.room.empty())
    workspace.tell(std::string(workspace.tr("There is no space for it there: it is in the catalogue.")), true);
  workspace.ask(op.id, sound.value_or(std::move(work)));
}

void ImportSheet::close() {
  stop_.request_stop();
  for (Item& item : items_)
    for (auto& picture : item.pictures)
      if (picture) shown_last_.push_back(std::move(picture));
  items_.clear();
  is_copying_ = false;
  ImGui::CloseCurrentPopup();
}

}  // namespace enf::editor
