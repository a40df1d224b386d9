// Taking works in: what a lender's file becomes once it lies in the project.
#include <algorithm>

#include "editor/operators/groups.h"
#include "engine/exhibition/new_id.h"

namespace enf::editor {

namespace {

const std::vector<std::string> forms = {"flat", "three-dimensional"}, axes = {"y", "z", "x"};

UpAxis axis_of(const std::string& word) { return word == "x" ? UpAxis::x : word == "z" ? UpAxis::z : UpAxis::y; }

// Where the new work is to be: an edit of a document that has the work, or nothing if no room was named.
Result<std::optional<Outcome>> place_new(const Session& session, const Document& with_work, const WorkId& work,
                                         const Arguments& arguments) {
  if (!arguments.has("room")) return std::nullopt;
  Session next = session;
  next.document = with_work;
  const bool hangs = with_work.find(work)->form == WorkForm::flat;
  Arguments where{{"work", AnyId(work)}, {"room", *arguments.find("room")}};
  auto hand_on = [&](std::string_view from, std::string_view to) {
    if (const Value* value = arguments.find(from)) where.set(to, *value);
  };
  if (hangs)
    hand_on("wall", "wall"), hand_on("along", "along"), hand_on("above", "height");
  else
    hand_on("x", "x"), hand_on("z", "z");
  const Operator& op = *find_operator(hangs ? "placement.hang" : "placement.stand");
  Result<Outcome> placed = invoke(op, next, where);
  if (!placed && !hangs) {  // too large for the furniture there
    where.set("support", std::string("plinth"));
    placed = invoke(op, next, where);
  }
  if (!placed) return fail(std::move(placed.error()));
  return std::move(*placed);
}

Result<Outcome> take_in(const Session& session, const Arguments& arguments) {
  const std::string &lender = arguments.text("lender"), &title = arguments.text("title");
  if (!is_id(lender)) return refuse(tr("A lender is named with the letters a-z, digits and hyphens."));
  Draft draft(session.document);
  const std::string& language = arguments.text("language");
  const std::string id = id_from_text(session.document, title);
  Work work{.id = {id}, .lender = {lender}};
  if (!title.empty()) work.title[language] = title;
  work.form = arguments.text("form") == forms[0] ? WorkForm::flat : WorkForm::three_dimensional;
  work.height_mm = arguments.number("height"), work.width_mm = arguments.number("width");
  if (work.form == WorkForm::three_dimensional)
    work.depth_mm = arguments.number("depth");
  else if (arguments.text("framed") == "yes")
    work.frame = Frame{};
  work.asset = {id};
  if (!session.document.find(InstitutionId{lender}))
    draft.put(Institution{.id = {lender}, .name = {{language, lender}}});
  draft.put(Asset{.id = {id},
                  .path = arguments.text("file"),
                  .metres_per_unit = arguments.number("metres-per-unit"),
                  .up = axis_of(arguments.text("up"))});
  draft.put(work);
  Result<Outcome> recorded = draft.outcome(std::vector<AnyId>{work.id});
  if (!recorded) return recorded;
  auto placed = place_new(session, draft.now(), work.id, arguments);
  if (!placed) return fail(std::move(placed.error()));
  if (!*placed) return recorded;
  draft.apply(*(*placed)->edit);
  return draft.outcome((*placed)->selection);
}

Result<Outcome> set_media(const Session& session, const Arguments& arguments) {
  Work work = work_meant(session, arguments);
  auto is_used_elsewhere = [&](const AssetId& asset) {
    for (const Work& other : session.document.works)
      if (other.id != work.id && other.asset == asset) return true;
    for (const Room& room : session.document.rooms)
      if (room.model && room.model->asset == asset) return true;
    return false;
  };
  const Asset* present = session.document.find(work.asset);
  Asset asset = present ? *present : Asset{};
  if (!present || is_used_elsewhere(work.asset)) {
    AssetId named{work.id.value};
    asset.id = session.document.find(named) ? AssetId{id_from_text(session.document, work.id.value)} : named;
  }
  asset.path = arguments.text("file");
  asset.metres_per_unit = arguments.number_if_given("metres-per-unit").value_or(asset.metres_per_unit);
  if (arguments.has("up")) asset.up = axis_of(arguments.text("up"));
  Draft draft(session.document);
  work.asset = asset.id;
  draft.put(std::move(asset)), draft.put(std::move(work));
  return draft.outcome();
}

Result<Outcome> set_size(const Session& session, const Arguments& arguments) {
  Work work = work_meant(session, arguments);
  work.height_mm = arguments.number("height"), work.width_mm = arguments.number("width");
  if (auto depth = arguments.number_if_given("depth")) {
    if (work.form == WorkForm::flat) return refuse(tr("A flat work has no depth of its own."));
    work.depth_mm = *depth;
  }
  return Outcome{.edit = put(std::move(work))};
}

const std::vector<std::string> sensitivities = {"none", "low", "medium", "high"};

Result<Outcome> set_sensitivity(const Session& session, const Arguments& arguments) {
  Work work = work_meant(session, arguments);
  const auto word = std::ranges::find(sensitivities, arguments.text("sensitivity"));
  work.sensitivity = static_cast<LightSensitivity>(word - sensitivities.begin());
  return Outcome{.edit = put(std::move(work))};
}

ArgumentDesc millimetres(std::string_view name, std::string_view title, std::optional<Value> preset = {}) {
  return {
      .name = name, .title = title, .unit = Unit::millimetres, .low = 1, .high = 100'000, .preset = std::move(preset)};
}

}  // namespace

std::vector<Operator> work_operators() {
  ArgumentDesc depth = millimetres("depth", tr("Depth"));
  depth.source = Source::optional;
  ArgumentDesc file = words("file", tr("File within the project"));
  ArgumentDesc unit{
      .name = "metres-per-unit", .title = tr("Metres for one unit of the file"), .low = 1e-6, .high = 1e4};
  ArgumentDesc up = choice("up", tr("Axis that points up"), axes), unit_if_given = unit, up_if_given = up;
  unit.preset = 1.0;
  unit_if_given.source = up_if_given.source = Source::optional, up_if_given.preset.reset();
  ArgumentDesc lender = words("lender", tr("Lender"));
  lender.preset = std::string("own-collection");
  ArgumentDesc room = room_argument(), wall = wall_argument();
  room.source = wall.source = Source::optional;
  return {
      {.id = "work.take-in",
       .title = tr("Take in a work"),
       .help = tr("Records a work whose file lies in the project, and hangs or stands it if a room is named."),
       .arguments = {file, words("title", tr("Title")), language_argument(), choice("form", tr("Form"), forms),
                     millimetres("height", tr("Height")), millimetres("width", tr("Width")),
                     millimetres("depth", tr("Depth"), 1.0), choice("framed", tr("Framed"), {"yes", "no"}), lender,
                     unit, up, room, wall, metres("along", tr("Along the wall"), 0, longest_m, Source::optional),
                     metres("above", tr("Height of its middle"), 0, 30, Source::optional), east(Source::optional),
                     south(Source::optional)},
       .run = take_in},
      {.id = "work.set-size",
       .title = tr("Correct the size"),
       .help = tr("Sets how large the work is, without its frame; it hangs and stands where it is."),
       .arguments = {selected_one({"works", "placements"}), millimetres("height", tr("Height")),
                     millimetres("width", tr("Width")), depth},
       .present =
           [](const Session& session, const Arguments& arguments) {
             const Work work = work_meant(session, arguments);
             Arguments now{{"height", work.height_mm}, {"width", work.width_mm}};
             if (work.form == WorkForm::three_dimensional) now.set("depth", work.depth_mm);
             return now;
           },
       .run = set_size},
      {.id = "work.set-sensitivity",
       .title = tr("Set the sensitivity to light"),
       .help = tr("Sets how much light harms the work: 200 lx are the limit for low, 50 lx for medium and high."),
       .arguments = {selected_one({"works", "placements"}), choice("sensitivity", tr("Sensitivity"), sensitivities)},
       .present =
           [](const Session& session, const Arguments& arguments) {
             const Work work = work_meant(session, arguments);
             return Arguments{{"sensitivity", sensitivities[static_cast<std::size_t>(work.sensitivity)]}};
           },
       .run = set_sensitivity},
      {.id = "work.set-media",
       .title = tr("Give the work its file"),
       .help = tr("Shows the work by this picture or model from now on."),
       .arguments = {selected_one({"works", "placements"}), file, unit_if_given, up_if_given},
       .run = set_media},
  };
}

}  // namespace enf::editor
