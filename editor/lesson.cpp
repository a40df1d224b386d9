#include "editor/lesson.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "editor/operators/groups.h"

namespace enf::editor {

namespace {

using Boxes = std::vector<OnWallBox>;

// Of the wall with most works, their boxes from left to right.
Boxes fullest(const Document& document) {
  std::map<std::pair<RoomId, std::uint32_t>, Boxes> walls;
  for (const Placement& placement : document.placements)
    if (auto* hung = std::get_if<OnWall>(&placement.where))
      walls[{placement.room, hung->wall}].push_back(box_of(document, placement));
  Boxes most;
  for (auto& [wall, boxes] : walls)
    if (boxes.size() > most.size()) most = boxes;
  std::ranges::sort(most, {}, &OnWallBox::left);
  return most;
}

template <std::size_t N>
bool are_hung(const Session& session, const LessonSight&) {
  return fullest(session.document).size() >= N;
}

bool has_three_selected(const Session& session, const LessonSight&) {
  return std::ranges::count_if(session.selection, [&](const AnyId& id) {
           auto* placed = std::get_if<PlacementId>(&id);
           const Placement* placement = placed ? session.document.find(*placed) : nullptr;
           return placement && std::holds_alternative<OnWall>(placement->where);
         }) >= 3;
}

bool are_spaced(const Session& session, const LessonSight&) {
  const Boxes boxes = fullest(session.document);
  if (boxes.size() < 3) return false;
  const double first = boxes[1].left() - boxes[0].right();
  for (std::size_t i = 1; i + 1 < boxes.size(); ++i)
    if (std::abs(boxes[i + 1].left() - boxes[i].right() - first) > 0.002) return false;
  return first > 0;
}

bool are_lit(const Session& session, const LessonSight&) { return session.document.lights.size() >= 3; }

const LessonStep steps[] = {
    {tr("Choose a wall"),
     tr("This is the plan of an empty room, seen from above. Click its upper wall: the elevation beside shows it."),
     "Plan", "", [](const Session& session, const LessonSight&) { return session.wall == 0u; }},
    {tr("Hang the first work"),
     tr("Drag a painting from the catalogue onto the wall in the elevation. It keeps to the centre line and shows its distances."),
     "Wall", "Catalogue", are_hung<1>},
    {tr("Hang the second with a key"),
     tr("Click another painting in the catalogue, then press H: it hangs in the widest free place of the wall."),
     "Catalogue", "", are_hung<2>},
    {tr("Hang the third in the room"),
     tr("Drag the last painting onto the same wall in the perspective, where you stand in the room at true size."),
     "Perspective", "Catalogue", are_hung<3>},
    {tr("Select all three"), tr("Click one painting in the elevation, then the two others while you hold Shift."),
     "Wall", "", has_three_selected},
    {tr("Give them equal gaps"),
     tr("Press the marked button. Whatever you do to several works is one step, and its numbers are exact."),
     "arrange.distribute", "", are_spaced},
    {tr("Light them"),
     tr("Press the marked button, or Shift+L: each work gets a spotlight at the angle museums use, 30° from above."),
     "light.light-work", "", are_lit},
    {tr("Take it back"),
     tr("Press Ctrl+Z: the lights go out. Every step is kept the moment it is done, and every step can be undone."),
     "edit.undo", "", [](const Session& session, const LessonSight&) { return session.can_redo; }},
    {tr("Do it again"), tr("Press Ctrl+Y, and the lights are back."), "edit.redo", "",
     [](const Session& session, const LessonSight& sight) { return !session.can_redo && are_lit(session, sight); }},
    {tr("See it as visitors do"), tr("Press F5 to walk through the room as visitors will, and F5 again to come back."),
     "Perspective", "", [](const Session&, const LessonSight& sight) { return sight.has_visited; }},
    {tr("Three works hang, evenly and in good light"),
     tr("You can hang an exhibition now. Ctrl+P finds every command by its name, and Help begins this practice again."),
     ""}};

}  // namespace

std::size_t Lesson::count() { return std::size(steps) - 1; }

const LessonStep& Lesson::step() const { return steps[step_]; }

bool Lesson::follow(const Session& session, const LessonSight& sight) {
  if (state_ != State::on || is_at_end() || !step().is_done(session, sight)) return false;
  ++step_;
  return true;
}

}  // namespace enf::editor
