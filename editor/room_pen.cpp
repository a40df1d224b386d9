#include "editor/room_pen.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "editor/operators/snap.h"
#include "editor/theme.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

constexpr double grid_m = 0.1;
constexpr std::size_t most_digits = 6;

// The operator that begins what is drawn, and ends it.
std::string_view operator_of(Drawing what) {
  return what == Drawing::room ? "room.draw-by-hand" : "wall.draw-temporary";
}

}  // namespace

void RoomPen::follow(const Session& session) {
  if (std::exchange(draws_, session.draws) != session.draws) points_.clear(), typed_.clear();
}

bool RoomPen::take_key(Workspace& workspace, const KeyEvent& event) {
  follow(workspace.session());
  if (!is_on(workspace) || event.modifiers.ctrl || event.modifiers.alt) return false;
  if (event.key == Key::escape) return workspace.ask(operator_of(draws_)), true;
  if (event.key == Key::backspace) {
    if (!typed_.empty())
      typed_.pop_back();
    else if (!points_.empty())
      points_.pop_back();
    return true;
  }
  if (event.key == Key::enter) {
    if (!typed_.empty() && !points_.empty())
      add(workspace, next());
    else if (draws_ == Drawing::room && points_.size() >= 3)
      finish(workspace);
    return true;
  }
  if (event.key >= Key::n0 && event.key <= Key::n9) {
    if (!points_.empty() && typed_.size() < most_digits)
      typed_ += static_cast<char>('0' + (static_cast<int>(event.key) - static_cast<int>(Key::n0)));
    return true;
  }
  return false;
}

void RoomPen::follow(Workspace& workspace, dvec2 mouse, bool is_over, double reach_m) {
  follow(workspace.session());
  is_over_ = is_over, reach_m_ = reach_m;
  if (!is_over) return;
  cursor_ = {std::round(mouse.x / grid_m) * grid_m, std::round(mouse.y / grid_m) * grid_m};
  // Corners of rooms that stand there, and square to the corner before.
  for (const Room& room : workspace.shown().rooms)
    for (dvec2 corner : room.plan)
      if (glm::distance(corner, mouse) < reach_m) cursor_ = corner;
  if (!points_.empty()) {
    dvec2 last = points_.back();
    if (std::abs(mouse.x - last.x) < reach_m) cursor_.x = last.x;
    if (std::abs(mouse.y - last.y) < reach_m) cursor_.y = last.y;
  }
  if (points_.size() >= 3) {
    dvec2 first = points_.front();
    if (std::abs(mouse.x - first.x) < reach_m) cursor_.x = first.x;
    if (std::abs(mouse.y - first.y) < reach_m) cursor_.y = first.y;
  }
  workspace.hint =
      points_.empty()
          ? workspace.tr(draws_ == Drawing::room ? tr("Click the room's first corner. Esc ends drawing.")
                                                 : tr("Click where the temporary wall begins. Esc ends drawing."))
      : draws_ == Drawing::temporary_wall
          ? workspace.tr("Click where it ends, or type its length in millimetres and press Enter.")
          : workspace.tr(
                "Click the next corner, or type the length in millimetres and press Enter. The first corner closes the room.");
}

dvec2 RoomPen::next() const {
  if (points_.empty() || typed_.empty()) return cursor_;
  dvec2 way = cursor_ - points_.back();
  double length = glm::length(way);
  return points_.back() + (length > 1e-9 ? way / length : dvec2(1, 0)) * (std::stod(typed_) / 1000);
}

bool RoomPen::closes() const {
  return draws_ == Drawing::room && points_.size() >= 3 && typed_.empty() &&
         glm::distance(cursor_, points_.front()) < std::max(reach_m_, 1e-6);
}

void RoomPen::click(Workspace& workspace) {
  if (!is_on(workspace) || !is_over_) return;
  if (closes())
    finish(workspace);
  else
    add(workspace, next());
}

void RoomPen::add(Workspace& workspace, dvec2 point) {
  typed_.clear();
  if (!points_.empty() && glm::distance(points_.back(), point) < 0.01) return;
  points_.push_back(point);
  if (draws_ == Drawing::temporary_wall && points_.size() == 2) finish(workspace);
}

// What cannot be built stays on the sheet, so that its last corner can be taken back and set anew.
void RoomPen::finish(Workspace& workspace) {
  const bool is_room = draws_ == Drawing::room;
  Arguments arguments;
  if (is_room) {
    arguments.set("points", points_);
  } else {
    for (const Room& room : workspace.session().document.rooms)
      if (contains(room.plan, (points_[0] + points_[1]) / 2.0)) arguments.set("room", AnyId(room.id));
    arguments.set("x", points_[0].x), arguments.set("z", points_[0].y);
    arguments.set("to-x", points_[1].x), arguments.set("to-z", points_[1].y);
  }
  const std::string_view op = is_room ? "room.draw" : "wall.add-temporary";
  if (auto can = workspace.editing().preview(*find_operator(op), arguments); !can) {
    if (!is_room) points_.pop_back();  // Enter or a click sets its end anew
    return workspace.tell_error(can.error());
  }
  workspace.ask(op, std::move(arguments));
  workspace.ask(operator_of(draws_));
  points_.clear();
}

void RoomPen::draw(const Workspace& workspace, const Sheet& sheet, ImDrawList& list) const {
  if (!is_on(workspace)) return;
  const Palette& p = palette();
  auto dimension = [&](dvec2 a, dvec2 b, const std::string& text, ImU32 colour) {
    draw_dimension(list, sheet.to_px(a), sheet.to_px(b), -px(18), text, colour);
  };
  std::vector<dvec2> line = points_;
  const bool follows = is_over_ || !typed_.empty();
  if (follows) line.push_back(closes() ? points_.front() : next());
  if (line.size() >= 3 && draws_ == Drawing::room)
    draw_dashed(list, sheet.to_px(line.back()), sheet.to_px(line.front()), p.dimension, px(4));
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const bool is_next = follows && i + 2 == line.size();
    list.AddLine(sheet.to_px(line[i]), sheet.to_px(line[i + 1]), p.accent, px(is_next ? 1.5f : 3));
    std::string text = is_next && !typed_.empty() ? typed_ + "|" : millimetres(glm::distance(line[i], line[i + 1]));
    dimension(line[i], line[i + 1], text, is_next ? p.accent : p.dimension);
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    ImVec2 c = sheet.to_px(line[i]);
    const float r = px(i == 0 && closes() ? 6 : 3.5f);
    list.AddRectFilled({c.x - r, c.y - r}, {c.x + r, c.y + r}, i == 0 && closes() ? p.accent : p.paper);
    list.AddRect({c.x - r, c.y - r}, {c.x + r, c.y + r}, p.accent, 0, 0, px(1.5f));
  }
  if (points_.size() >= 3 && draws_ == Drawing::room) {
    dvec2 middle(0);
    for (dvec2 point : points_) middle += point / static_cast<double>(points_.size());
    draw_centred(list, sheet.to_px(middle), workspace.tr("{} m²", workspace.number(std::abs(signed_area(line)), 1)),
                 p.text_quiet, p.paper);
  }
}

}  // namespace enf::editor
