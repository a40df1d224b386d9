// Moving and setting out what hangs and stands.
#include <algorithm>

#include "editor/operators/groups.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/reshape.h"

namespace enf::editor {

namespace {

// Works that hang on one wall.
struct OneWall {
  const Room* room = nullptr;
  std::uint32_t wall = 0;
  std::vector<Placement> placements;
  std::vector<OnWallBox> boxes;
};

std::string_view why_not_one_wall(const Session& session, const Arguments& arguments) {
  const OnWall* first = nullptr;
  RoomId room;
  for (const PlacementId& id : arguments.ids_of<PlacementId>("items")) {
    const Placement& placement = *session.document.find(id);
    const OnWall* hung = std::get_if<OnWall>(&placement.where);
    if (!hung) return tr("Only works that hang on a wall can be arranged so.");
    if (!first) first = hung, room = placement.room;
    if (hung->wall != first->wall || placement.room != room) return tr("All works must hang on one wall.");
  }
  return {};
}

OneWall one_wall(const Session& session, const Arguments& arguments) {
  OneWall set;
  for (const PlacementId& id : arguments.ids_of<PlacementId>("items")) {
    set.placements.push_back(*session.document.find(id));
    set.boxes.push_back(box_of(session.document, set.placements.back()));
  }
  set.room = session.document.find(set.placements.front().room);
  set.wall = std::get<OnWall>(set.placements.front().where).wall;
  return set;
}

Result<Outcome> hung_anew(OneWall set) {
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < set.boxes.size(); ++i) {
    OnWall& where = std::get<OnWall>(set.placements[i].where);
    where.along_m = set.boxes[i].along_m, where.centre_height_m = set.boxes[i].height_m;
    edits.push_back(put(std::move(set.placements[i])));
  }
  return Outcome{.edit = all_of(std::move(edits))};
}

// An operator that changes the boxes of works on one wall.
Operator on_one_wall(std::string_view id, std::string_view title, std::string_view help, std::size_t at_least,
                     std::function<void(OneWall&, const Arguments&)> change, std::vector<Shortcut> shortcuts = {},
                     std::vector<ArgumentDesc> more = {}) {
  std::vector<ArgumentDesc> arguments{selected({"placements"}, at_least)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return {.id = id,
          .title = title,
          .help = help,
          .arguments = std::move(arguments),
          .shortcuts = std::move(shortcuts),
          .poll = why_not_one_wall,
          .run = [change = std::move(change)](const Session& session, const Arguments& given) {
            OneWall set = one_wall(session, given);
            change(set, given);
            return hung_anew(std::move(set));
          }};
}

// Placements and works of the list as works, in its order; placements of sculptures count, to be refused by name.
std::vector<const Work*> works_of(const Document& document, const std::vector<AnyId>& ids) {
  std::vector<const Work*> works;
  for (const AnyId& id : ids) {
    const Work* work = nullptr;
    if (auto* placement = std::get_if<PlacementId>(&id))
      work = document.find(document.find(*placement)->work);
    else
      work = document.find(std::get<WorkId>(id));
    if (std::ranges::find(works, work) == works.end()) works.push_back(work);
  }
  return works;
}

// Hangs works at these places of a wall: those that have a place move, others get one, and `with_labels` a label.
Result<Outcome> hang_at(const Session& session, const RoomId& room, std::uint32_t wall,
                        const std::vector<const Work*>& works, const std::vector<OnWallBox>& boxes, bool with_labels) {
  Draft draft(session.document);
  std::vector<AnyId> hung;
  for (std::size_t i = 0; i < works.size(); ++i) {
    const Placement* present = placement_of(session.document, works[i]->id);
    Placement placement{.work = works[i]->id, .room = room, .where = OnWall{wall, boxes[i].along_m, boxes[i].height_m}};
    placement.id = present ? present->id : id_after<Placement>(draft.now(), "at", works[i]->id.value);
    hung.emplace_back(placement.id);
    PlacementId id = placement.id;
    draft.put(std::move(placement));
    if (!present && with_labels)
      draft.put(Label{.id = id_after<Label>(draft.now(), "label", works[i]->id.value), .placement = id});
  }
  return draft.outcome(std::move(hung));
}

// What a set hangs apart unless told otherwise: in a row so far that a label beside each work leaves its neighbour
// free.
double usual_gap_m(const Document& document, bool is_salon) {
  constexpr double least_m = 0.15, air_m = 0.1;
  if (is_salon) return least_m;
  const LabelTemplate labels = document.exhibition->labels.value_or(LabelTemplate{});
  return labels.side == LabelSide::below ? least_m : label_gap_m + labels.width_mm / 1000 + air_m;
}

Result<Outcome> hang_set(const Session& session, const Arguments& arguments) {
  const Room& room = *session.document.find(arguments.id<RoomId>("room"));
  std::uint32_t wall = arguments.whole("wall");
  std::vector<const Work*> works = works_of(session.document, arguments.ids("items"));
  std::vector<PlacementId> themselves;
  std::vector<OnWallBox> boxes;
  std::vector<double> widths;
  for (const Work* work : works) {
    if (work->form != WorkForm::flat) return refuse(tr("A work in the round cannot hang on a wall."));
    if (const Placement* present = placement_of(session.document, work->id)) themselves.push_back(present->id);
    OuterSize size = outer_size(*work);
    boxes.push_back({0, hanging_centre_m(room, wall), size.width_m, size.height_m});
    widths.push_back(size.width_m);
  }
  std::vector<Stretch> free = free_stretches(session.document, room, wall, themselves);
  const bool is_salon = arguments.text("how") == "salon";
  const double gap = arguments.number_if_given("gap").value_or(usual_gap_m(session.document, is_salon));
  if (is_salon) {
    constexpr double edge_m = 0.1;
    if (free.empty()) return refuse(tr("The wall has no free stretch."));
    Stretch widest = std::ranges::max(free, {}, &Stretch::length);
    double top = std::min(wall_frame(room, wall).height_m, room.ceiling_height_m) - edge_m;
    if (!hang_in_rows(boxes, {widest.from + edge_m, widest.to - edge_m}, hanging_centre_m(room, wall), top, gap))
      return refuse(tr("The works don't fit on the wall, even in rows."));
  } else {
    auto middles = spread(widths, free, gap);
    if (!middles) return refuse(tr("The works don't fit side by side on the wall with such gaps."));
    for (std::size_t i = 0; i < boxes.size(); ++i) boxes[i].along_m = (*middles)[i];
  }
  return hang_at(session, room.id, wall, works, boxes, !is_salon);  // in rows they would lie over works
}

Result<Outcome> move(const Session& session, const Arguments& arguments, double right_m, double up_m) {
  Draft draft(session.document);
  std::vector<AnyId> ids = with_what_they_hold(session.document, arguments.ids("items"));
  // Rooms move once, with what is in them.
  const std::vector<RoomId> rooms = joined_rooms(session.document, arguments.ids_of<RoomId>("items"));
  draft.apply(rooms_moved(session.document, rooms, {right_m, -up_m}));
  auto is_in_them = [&](const AnyId& id) {
    return std::visit(
        [&]<class IdType>(const IdType& one) {
          const auto& record = *session.document.find(one);
          auto moves = [&](const RoomId& room) { return std::ranges::find(rooms, room) != rooms.end(); };
          if constexpr (std::is_same_v<IdType, RoomId>) return true;
          if constexpr (std::is_same_v<IdType, DoorwayId>) return moves(record.from.room);
          if constexpr (requires { record.room; }) return moves(record.room);
          return false;
        },
        id);
  };
  std::erase_if(ids, is_in_them);
  bool any = !rooms.empty();
  for (const AnyId& id : ids) any = move_record(draft, session.room, id, right_m, up_m) || any;
  if (!any) return refuse(tr("This cannot be moved."));
  settle_in_furniture(draft, session.document, ids);
  return draft.outcome();
}

Result<Outcome> nudge(const Session& session, const Arguments& arguments) {
  double step = arguments.number("step") / 1000;
  const std::string& way = arguments.text("way");
  double right = way == "right" ? step : way == "left" ? -step : 0, up = way == "up" ? step : way == "down" ? -step : 0;
  return move(session, arguments, right, up);
}

std::vector<Shortcut> nudge_shortcuts() {
  std::vector<Shortcut> all;
  auto add = [&](std::string_view keys, std::string_view way, double step_mm) {
    all.push_back({keys, {{"way", std::string(way)}, {"step", step_mm}}});
  };
  add("Left", "left", 10), add("Right", "right", 10), add("Up", "up", 10), add("Down", "down", 10);
  add("Alt+Left", "left", 1), add("Alt+Right", "right", 1), add("Alt+Up", "up", 1), add("Alt+Down", "down", 1);
  add("Shift+Left", "left", 100), add("Shift+Right", "right", 100), add("Shift+Up", "up", 100),
      add("Shift+Down", "down", 100);
  return all;
}

}  // namespace

std::vector<Operator> arrange_operators() {
  std::vector<std::string_view> movable = {"placements", "wall_texts", "furniture",  "lights",
                                           "windows",    "doorways",   "viewpoints", "rooms"};
  auto aligning = [](WallEdge edge) { return [edge](OneWall& set, const Arguments&) { align(set.boxes, edge); }; };
  ArgumentDesc gap = metres("gap", tr("Gap"), 0, 10, Source::given, 0.3);
  return {
      on_one_wall("arrange.align-left", tr("Align left"), tr("Moves the works to the left edge of the leftmost."), 2,
                  aligning(WallEdge::left)),
      on_one_wall("arrange.align-centre", tr("Align centres"), tr("Hangs the works one above the other."), 2,
                  aligning(WallEdge::centre)),
      on_one_wall("arrange.align-right", tr("Align right"), tr("Moves the works to the right edge of the rightmost."),
                  2, aligning(WallEdge::right)),
      on_one_wall("arrange.align-top", tr("Align tops"), tr("Raises the works to the upper edge of the highest."), 2,
                  aligning(WallEdge::top)),
      on_one_wall("arrange.align-middle", tr("Align middles"), tr("Brings the works' middles to one height."), 2,
                  aligning(WallEdge::middle)),
      on_one_wall("arrange.align-bottom", tr("Align bottoms"), tr("Lowers the works to the lower edge of the lowest."),
                  2, aligning(WallEdge::bottom)),
      on_one_wall("arrange.distribute", tr("Distribute"),
                  tr("Makes the gaps equal between the leftmost and the rightmost work."), 3,
                  [](OneWall& set, const Arguments&) { distribute(set.boxes); }, {{"Ctrl+Shift+D"}}),
      on_one_wall("arrange.space", tr("Space equally"), tr("Sets the works side by side with this gap."), 2,
                  [](OneWall& set, const Arguments& a) { space(set.boxes, a.number("gap")); }, {}, {gap}),
      on_one_wall("arrange.mirror", tr("Mirror"), tr("Exchanges left and right within the group."), 2,
                  [](OneWall& set, const Arguments&) { mirror(set.boxes); }),
      on_one_wall("arrange.to-centre-line", tr("To the centre line"),
                  tr("Brings the works' middles to the wall's centre line."), 1,
                  [](OneWall& set, const Arguments&) {
                    for (OnWallBox& box : set.boxes) box.height_m = hanging_centre_m(*set.room, set.wall);
                  },
                  {{"C"}}),
      on_one_wall("arrange.to-middle", tr("To the middle of the wall"),
                  tr("Brings the group's middle to the middle of the wall."), 1,
                  [](OneWall& set, const Arguments&) {
                    double left = std::ranges::min(set.boxes, {}, &OnWallBox::left).left();
                    double right = std::ranges::max(set.boxes, {}, &OnWallBox::right).right();
                    double shift = wall_frame(*set.room, set.wall).length_m / 2 - (left + right) / 2;
                    for (OnWallBox& box : set.boxes) box.along_m += shift;
                  }),
      {.id = "arrange.hang-set",
       .title = tr("Hang this set on the wall"),
       .help = tr(
           "Hangs the works on the wall in the order they were selected in: in a row with equal gaps and labels, or close in rows as in a salon, without labels."),
       .arguments = {selected({"placements", "works"}), room_argument(), wall_argument(),
                     choice("how", tr("How"), {"row", "salon"}), metres("gap", tr("Gap"), 0, 10, Source::optional)},
       .present =
           [](const Session& session, const Arguments& a) {
             return Arguments{{"gap", usual_gap_m(session.document, a.text_or("how", "row") == "salon")}};
           },
       .run = hang_set},
      {.id = "arrange.move",
       .title = tr("Move"),
       .help = tr("Moves what hangs along its wall and up, what stands to the east and north."),
       .arguments = {selected(movable), metres("right", tr("Right or east"), -place_m, place_m, Source::given, 0.0),
                     metres("up", tr("Up or north"), -place_m, place_m, Source::given, 0.0)},
       .run = [](const Session& session,
                 const Arguments& a) { return move(session, a, a.number("right"), a.number("up")); }},
      {.id = "arrange.nudge",
       .title = tr("Nudge"),
       .help = tr("Moves what is selected by a small step: 10 mm, with Alt 1 mm, with Shift 100 mm."),
       .arguments =
           {selected(movable),
            choice("way", tr("Way"), {"left", "right", "up", "down"}),
            {.name = "step", .title = tr("Step"), .unit = Unit::millimetres, .low = 0, .high = 10'000, .preset = 10.0}},
       .shortcuts = nudge_shortcuts(),
       .merges = true,
       .run = nudge},
  };
}

}  // namespace enf::editor
