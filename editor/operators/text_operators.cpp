// Labels, the words of works, wall texts.
#include <algorithm>
#include <cmath>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"

namespace enf::editor {

namespace {

const std::vector<std::string> sides = {"right", "left", "below"};
LabelSide side_of(const Arguments& arguments) {
  const std::string& word = arguments.text("side");
  return word == "right" ? LabelSide::right : word == "left" ? LabelSide::left : LabelSide::below;
}

Result<Outcome> add_labels(const Session& session, const Arguments& arguments) {
  Draft draft(session.document);
  const LabelSide side =
      arguments.has("side") ? side_of(arguments) : session.document.exhibition->labels.value_or(LabelTemplate{}).side;
  std::vector<AnyId> added;
  for (const PlacementId& id : arguments.ids_of<PlacementId>("items")) {
    auto is_there = [&](const Label& label) { return label.placement == id && label.side == side; };
    if (std::ranges::any_of(session.document.labels, is_there)) continue;
    Label label{.id = id_after<Label>(draft.now(), "label", id.value), .placement = id, .side = side};
    if (session.document.exhibition->labels) label.width_mm = session.document.exhibition->labels->width_mm;
    added.emplace_back(label.id);
    draft.put(std::move(label));
  }
  if (added.empty()) return refuse(tr("There is a label on that side already."));
  return draft.outcome(std::move(added));
}

// Labels that were as wide as the template said, or on its side, follow it.
Result<Outcome> set_template(const Session& session, const Arguments& arguments) {
  Exhibition exhibition = *session.document.exhibition;
  const LabelTemplate before = exhibition.labels.value_or(LabelTemplate{});
  LabelTemplate& now = exhibition.labels.emplace(before);
  now.width_mm = arguments.number_if_given("width").value_or(before.width_mm);
  now.greatest_height_mm = arguments.number_if_given("greatest-height").value_or(before.greatest_height_mm);
  if (arguments.has("side")) now.side = side_of(arguments);
  now.paper = arguments.text_or("paper", before.paper), now.ink = arguments.text_or("ink", before.ink);
  Draft draft(session.document);
  for (Label label : session.document.labels) {
    if (label.width_mm == before.width_mm) label.width_mm = now.width_mm;
    if (label.side == before.side && now.side != before.side) {
      auto is_taken = [&](const Label& other) {
        return other.placement == label.placement && other.side == now.side && other.id != label.id;
      };
      if (std::ranges::none_of(session.document.labels, is_taken)) label.side = now.side;
    }
    draft.put(std::move(label));
  }
  draft.apply(set_exhibition(std::move(exhibition)));
  return draft.outcome();
}

Arguments template_now(const Session& session, const Arguments&) {
  const LabelTemplate now = session.document.exhibition->labels.value_or(LabelTemplate{});
  return {{"width", now.width_mm},
          {"greatest-height", now.greatest_height_mm},
          {"side", sides[static_cast<std::size_t>(now.side)]},
          {"paper", now.paper},
          {"ink", now.ink}};
}

Result<Outcome> set_languages(const Session& session, const Arguments& arguments) {
  Exhibition exhibition = *session.document.exhibition;
  exhibition.languages.clear();
  std::string tag;
  for (char c : arguments.text("languages") + ',')
    if (c != ',')
      tag += c == ' ' ? "" : std::string(1, c);
    else if (!tag.empty())
      exhibition.languages.push_back(std::exchange(tag, {}));
  if (exhibition.languages.empty()) return refuse(tr("Name at least one language, such as az."));
  return Outcome{.edit = set_exhibition(std::move(exhibition))};
}

Operator label_setting(std::string_view id, std::string_view title, std::string_view help, ArgumentDesc argument,
                       std::function<Value(const Label&)> now, std::function<void(Label&, const Arguments&)> change) {
  const std::string name(argument.name);
  return {.id = id,
          .title = title,
          .help = help,
          .arguments = {selected({"labels"}), std::move(argument)},
          .present =
              [name, now = std::move(now)](const Session& session, const Arguments& given) {
                return Arguments{{name, now(*session.document.find(given.ids_of<LabelId>("items").front()))}};
              },
          .run = [change = std::move(change)](const Session& session, const Arguments& given) -> Result<Outcome> {
            Draft draft(session.document);
            for (const LabelId& one : given.ids_of<LabelId>("items")) {
              Label label = *session.document.find(one);
              change(label, given);
              draft.put(std::move(label));
            }
            return draft.outcome();
          }};
}

// The title, unless the argument "field" says otherwise.
LocalizedText& text_meant(Work& work, const Arguments& arguments) {
  const std::string field = arguments.text_or("field", "title");
  return field == "title"       ? work.title
         : field == "maker"     ? work.maker
         : field == "date"      ? work.date
         : field == "materials" ? work.materials
         : field == "credit"    ? work.credit_line
                                : work.description;
}
LocalizedText& text_meant(WallText& text, const Arguments& arguments) {
  return arguments.text_or("field", "title") == "title" ? text.title : text.body;
}

Result<Outcome> write_work(const Session& session, const Arguments& arguments) {
  Work work = work_meant(session, arguments);
  write(text_meant(work, arguments), arguments);
  return Outcome{.edit = put(std::move(work))};
}

Result<Outcome> add_wall_text(const Session& session, const Arguments& arguments) {
  const Room& room = *session.document.find(arguments.id<RoomId>("room"));
  WallText text{.id = fresh_id<WallText>(session.document, "text"), .room = room.id, .wall = arguments.whole("wall")};
  text.width_m = arguments.number("width");
  std::vector<Stretch> free = free_stretches(session.document, room, text.wall);
  std::optional<Stretch> fitting;  // people read on entering: the leftmost
  for (Stretch stretch : free)
    if (!fitting && stretch.length() >= text.width_m) fitting = stretch;
  if (auto along = arguments.number_if_given("along"))
    text.along_m = *along;
  else if (fitting)
    text.along_m = std::min(fitting->from + 0.6 + text.width_m / 2, (fitting->from + fitting->to) / 2);
  else
    return refuse(tr("The wall has no free stretch that is wide enough."));
  if (std::string title = arguments.text_or("title", ""); !title.empty())
    text.title[session.language] = std::move(title);
  Outcome outcome{.selection = std::vector<AnyId>{text.id}};
  outcome.edit = put(std::move(text));
  return outcome;
}

// A narrow wall that stands free, with a text on its front.
Result<Outcome> add_panel(const Session& session, const Arguments& arguments) {
  constexpr double thickness_m = 0.06, margin_m = 0.08;
  Room room = *session.document.find(arguments.id<RoomId>("room"));
  const dvec2 middle = middle_of(room),
              at(arguments.number_if_given("x").value_or(middle.x), arguments.number_if_given("z").value_or(middle.y));
  const double heading = glm::radians(arguments.number("heading")), width = arguments.number("width");
  const dvec2 half = dvec2(std::cos(heading), -std::sin(heading)) * (width / 2);
  room.free_walls.push_back({.from_m = at - half,
                             .to_m = at + half,
                             .height_m = std::min(arguments.number("height"), room.ceiling_height_m),
                             .thickness_m = thickness_m,
                             .finish = Finish{"paint", "#f2efe9"}});
  WallText text{.id = fresh_id<WallText>(session.document, "text"), .room = room.id, .wall = wall_count(room) - 2};
  text.along_m = width / 2, text.width_m = width - 2 * margin_m;
  text.centre_height_m = std::min(1.5, room.free_walls.back().height_m / 2 + 0.3);
  Draft draft(session.document);
  Outcome where{.room = room.id, .wall = text.wall};
  const AnyId id = text.id;
  draft.put(std::move(room)), draft.put(std::move(text));
  Result<Outcome> outcome = draft.outcome(std::vector<AnyId>{id});
  if (outcome) outcome->room = where.room, outcome->wall = where.wall;
  return outcome;
}

}  // namespace

std::vector<Operator> text_operators() {
  ArgumentDesc side = choice("side", tr("Side"), sides);
  ArgumentDesc any_side = side;
  any_side.source = Source::optional, any_side.preset.reset();
  auto colour = [](std::string_view name, std::string_view heading) {
    return ArgumentDesc{.name = name, .title = heading, .kind = ArgumentKind::text, .source = Source::optional};
  };
  ArgumentDesc title{.name = "title", .title = tr("Title"), .kind = ArgumentKind::text, .source = Source::optional};
  return {
      {.id = "label.add",
       .title = tr("Add a label"),
       .help = tr("Puts a label beside each work; its words come from the catalogue."),
       .arguments = {selected({"placements"}), any_side},
       .runs_at_once = true,
       .run = add_labels},
      {.id = "label.set-template",
       .title = tr("The exhibition's labels"),
       .help = tr("Sets how all labels look: their width, the height they may reach, their side, paper and ink."),
       .arguments = {{.name = "width",
                      .title = tr("Width"),
                      .unit = Unit::millimetres,
                      .low = 60,
                      .high = 1'000,
                      .source = Source::optional},
                     {.name = "greatest-height",
                      .title = tr("Greatest height"),
                      .unit = Unit::millimetres,
                      .low = 40,
                      .high = 2'000,
                      .source = Source::optional},
                     any_side,
                     colour("paper", tr("Paper")),
                     colour("ink", tr("Ink"))},
       .present = template_now,
       .run = set_template},
      {.id = "exhibition.set-languages",
       .title = tr("The exhibition's languages"),
       .help = tr("Sets the languages visitors may choose, the first as the usual one, such as: az, uz, en."),
       .arguments = {words("languages", tr("Languages"))},
       .present =
           [](const Session& session, const Arguments&) {
             return Arguments{
                 {"languages", fmt::format("{}", fmt::join(session.document.exhibition->languages, ", "))}};
           },
       .run = set_languages},
      {.id = "exhibition.show-texts",
       .title = tr("Texts in all languages"),
       .help = tr("What labels and walls say, all languages side by side."),
       .shortcuts = {{"Shift+T"}},
       .changes_document = false,
       .run = [](const Session& session, const Arguments&) -> Result<Outcome> {
         return Outcome{.shows_texts = !session.shows_texts, .draws = Drawing::nothing};
       }},
      label_setting(
          "label.set-side", tr("Move the label"),
          tr("Puts the label to the right of the work, to its left or below it."), side,
          [](const Label& label) { return sides[static_cast<std::size_t>(label.side)]; },
          [](Label& label, const Arguments& a) { label.side = side_of(a); }),
      label_setting(
          "label.set-width", tr("Set the label's width"), tr("Sets how wide the plate is."),
          {.name = "width", .title = tr("Width"), .unit = Unit::millimetres, .low = 60, .high = 1'000},
          [](const Label& label) { return label.width_mm; },
          [](Label& label, const Arguments& a) { label.width_mm = a.number("width"); }),
      {.id = "work.write",
       .title = tr("Write about a work"),
       .help = tr("Sets what the label says about a work, in one language."),
       .arguments = {selected_one({"works", "placements"}),
                     choice("field", tr("Field"), {"title", "maker", "date", "materials", "credit", "description"}),
                     words("text", tr("Text")), language_argument()},
       .present =
           [](const Session& session, const Arguments& arguments) {
             Work work = work_meant(session, arguments);
             return Arguments{{"text", words_now(text_meant(work, arguments), arguments)}};
           },
       .run = write_work},
      {.id = "wall-text.add",
       .title = tr("Add a wall text"),
       .help = tr("Sets a text on the wall, such as the introduction of a room."),
       .arguments = {room_argument(), wall_argument(), metres("width", tr("Width"), 0.2, 10, Source::given, 1.0),
                     metres("along", tr("Along the wall"), 0, longest_m, Source::optional), title},
       .shortcuts = {{"T"}},
       .runs_at_once = true,
       .run = add_wall_text},
      {.id = "wall-text.add-panel",
       .title = tr("Stand a text panel"),
       .help = tr("Stands a narrow panel with a text in the room; it moves and turns as temporary walls do."),
       .arguments =
           {room_argument(),
            east(Source::optional),
            south(Source::optional),
            {.name = "heading", .title = tr("Heading"), .unit = Unit::degrees, .low = -360, .high = 360, .preset = 0.0},
            metres("width", tr("Width"), 0.4, 3, Source::given, 0.9),
            metres("height", tr("Height"), 0.8, 4, Source::given, 2.1)},
       .run = add_panel},
      {.id = "wall-text.write",
       .title = tr("Write a wall text"),
       .help = tr("Sets a wall text's title or body in one language."),
       .arguments = {selected_one({"wall_texts"}), choice("field", tr("Field"), {"title", "body"}),
                     words("text", tr("Text")), language_argument()},
       .present =
           [](const Session& session, const Arguments& a) {
             WallText text = *session.document.find(a.id<WallTextId>("item"));
             return Arguments{{"text", words_now(text_meant(text, a), a)}};
           },
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         WallText text = *session.document.find(a.id<WallTextId>("item"));
         write(text_meant(text, a), a);
         return Outcome{.edit = put(std::move(text))};
       }},
      {.id = "wall-text.set-width",
       .title = tr("Set the text's width"),
       .help = tr("Sets how wide the lines of a wall text are."),
       .arguments = {selected_one({"wall_texts"}), metres("width", tr("Width"), 0.2, 10)},
       .present =
           [](const Session& session, const Arguments& a) {
             return Arguments{{"width", session.document.find(a.id<WallTextId>("item"))->width_m}};
           },
       .run = [](const Session& session, const Arguments& a) -> Result<Outcome> {
         WallText text = *session.document.find(a.id<WallTextId>("item"));
         text.width_m = a.number("width");
         return Outcome{.edit = put(std::move(text))};
       }},
  };
}

}  // namespace enf::editor
