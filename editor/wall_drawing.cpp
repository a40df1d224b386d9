// How the wall's elevation looks.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "editor/fields.h"
#include "editor/theme.h"
#include "editor/wall_view.h"

namespace enf::editor {

void WallView::draw_wall(const OnThisWall& wall, ImDrawList& list) const {
  const Palette& p = palette();
  ImVec2 low = to_px(0, wall.height_m), high = to_px(wall.length_m, 0);
  list.AddRectFilled(low, high, p.floor);
  float left = sheet_.low().x, right = sheet_.high().x, thick = px(3);
  list.AddRectFilled({left, high.y}, {right, high.y + thick}, p.wall_edge);             // the floor
  list.AddRectFilled({low.x - px(6), low.y - thick}, {high.x + px(6), low.y}, p.wall);  // the ceiling
  list.AddRectFilled({low.x - thick, low.y}, {low.x, high.y}, p.wall);                  // the corners
  list.AddRectFilled({high.x, low.y}, {high.x + thick, high.y}, p.wall);
  for (const Hung& one : wall.openings) {
    ImVec2 a = to_px(one.box.left(), one.box.top()), b = to_px(one.box.right(), one.box.bottom());
    bool is_door = std::holds_alternative<DoorwayId>(one.id);
    list.AddRectFilled(a, b, p.paper);
    list.AddRect(a, b, hover_ && *hover_ == one.id ? p.accent : p.wall, 0, 0, px(1.5f));
    if (is_door) {  // the mark of an opening: its diagonals
      ImU32 quiet = p.grid_strong;
      list.AddLine(a, b, quiet), list.AddLine({a.x, b.y}, {b.x, a.y}, quiet);
    } else {
      list.AddLine({(a.x + b.x) / 2, a.y}, {(a.x + b.x) / 2, b.y}, p.wall),
          list.AddLine({a.x, (a.y + b.y) / 2}, {b.x, (a.y + b.y) / 2}, p.wall);
    }
  }
  ImVec2 a = to_px(-0.3, wall.centre_line_m), b = to_px(wall.length_m + 0.3, wall.centre_line_m);
  draw_dashed(list, a, b, p.accent, px(7));
  std::string text = millimetres(wall.centre_line_m);
  draw_centred(list, {a.x - px(24), a.y}, text, p.accent);
}

// The number beside the cursor.
void WallView::draw_light(const Workspace& workspace, const OnThisWall& wall, const Light& light, dvec2 mouse,
                          ImDrawList& list) const {
  if (mouse.x < 0 || mouse.x > wall.length_m || mouse.y < 0 || mouse.y > wall.height_m) return;
  const double lux = light.lux(mouse.x, mouse.y);
  const std::string number = workspace.tr("{} lx", workspace.number(lux, lux < 10 ? 1 : 0));
  const ImVec2 size = ImGui::CalcTextSize(number.c_str()), mouse_px = ImGui::GetIO().MousePos,
               at{std::min(mouse_px.x + px(16), sheet_.high().x - size.x - px(14)),
                  std::min(mouse_px.y + px(14), sheet_.high().y - size.y - px(10))};
  list.AddRectFilled(at, {at.x + size.x + px(12), at.y + size.y + px(6)}, palette().panel, px(4));
  list.AddText({at.x + px(6), at.y + px(3)}, palette().text, number.c_str());
}

// Texts and labels are as high as they are set: validation does not know how high.
bool WallView::is_covered(const Workspace& workspace, const OnThisWall& wall, const Hung& one) {
  if (workspace.conflicts_in(wall.room->id).marked.contains(one.id)) return true;
  const OnWallBox whole = one.whole();
  if (!one.work && (whole.bottom() < 0 || whole.top() > wall.height_m)) return true;
  auto lies_over = [&](const Hung& other) {
    constexpr double touch_m = 1e-3;
    const OnWallBox box = other.whole();
    return other.id != one.id && box.left() < whole.right() - touch_m && whole.left() < box.right() - touch_m &&
           box.bottom() < whole.top() - touch_m && whole.bottom() < box.top() - touch_m;
  };
  return std::ranges::any_of(wall.hung, lies_over) || std::ranges::any_of(wall.labels, lies_over) ||
         std::ranges::any_of(wall.openings, lies_over);
}

// What is in the way stays red in the hand, as in plan and perspective.
void WallView::draw_mark(const Workspace& workspace, const OnThisWall& wall, const Hung& one, ImDrawList& list) const {
  const Palette& p = palette();
  const bool is_selected = workspace.is_selected(one.id), is_hot = hover_ && *hover_ == one.id,
             covered = is_covered(workspace, wall, one);
  if (!covered && !is_selected && !is_hot) return;
  const ImVec2 a = to_px(one.box.left(), one.box.top()), b = to_px(one.box.right(), one.box.bottom());
  list.AddRect({a.x - px(3), a.y - px(3)}, {b.x + px(3), b.y + px(3)}, covered ? p.error : p.accent, 0, 0,
               px(is_selected ? 2.5f
                  : covered   ? 2
                              : 1));
}

// A plate with its lines.
void WallView::draw_label(const Workspace& workspace, const OnThisWall& wall, const Hung& one, ImDrawList& list) const {
  const ImVec2 a = to_px(one.box.left(), one.box.top()), b = to_px(one.box.right(), one.box.bottom());
  list.AddRectFilled(a, b, palette().paper);
  list.AddRect(a, b, palette().line);
  for (float y = a.y + px(4); y < b.y - px(2); y += px(4))
    list.AddLine({a.x + px(3), y}, {b.x - px(3), y}, palette().line);
  draw_mark(workspace, wall, one, list);
}

void WallView::draw_hung(const Workspace& workspace, const OnThisWall& wall, const Texture& texture,
                         ImDrawList& list) const {
  const Palette& p = palette();
  for (const Hung& one : wall.labels) draw_label(workspace, wall, one, list);
  for (const Hung& one : wall.hung) {
    ImVec2 a = to_px(one.box.left(), one.box.top()), b = to_px(one.box.right(), one.box.bottom());
    const OnWallBox whole = one.whole();
    if (one.work) {
      list.AddRectFilled(a, b, p.work_edge);
      double border = (one.box.wide_m - one.work->width_mm / 1000) / 2;  // frame and mat
      ImVec2 pa{a.x + sheet_.pixels(border), a.y + sheet_.pixels(border)},
          pb{b.x - sheet_.pixels(border), b.y - sheet_.pixels(border)};
      if (one.work->mat) {
        float mat = sheet_.pixels(one.work->mat->width_mm / 1000);
        list.AddRectFilled({pa.x - mat, pa.y - mat}, {pb.x + mat, pb.y + mat}, IM_COL32(244, 241, 234, 255));
      }
      if (ImTextureID picture = texture(*one.work))
        list.AddImage(picture, pa, pb);
      else
        list.AddRectFilled(pa, pb, p.work);
    } else {
      list.AddRectFilled(a, b, p.paper);
      list.AddRect(a, b, p.line);
      for (float y = a.y + px(8); y < b.y - px(4); y += px(7))
        list.AddLine({a.x + px(6), y}, {b.x - px(6), y}, p.line, px(2));
      if (whole.high_m > one.box.high_m + 0.005) {  // what another language needs
        const ImVec2 c = to_px(whole.left(), whole.top()), d = to_px(whole.right(), whole.bottom());
        for (auto [from, to] : {std::pair{c, ImVec2{d.x, c.y}}, {ImVec2{c.x, d.y}, d}})
          draw_dashed(list, from, to, p.line, px(4));
      }
    }
    draw_mark(workspace, wall, one, list);
    if (sheet_.pixels(one.box.wide_m) > px(46)) {
      std::string name = workspace.name_of(one.id);
      ImFont* font = fonts().small;
      ImVec2 size = font->CalcTextSizeA(font->FontSize, 1e6f, 0, name.c_str());
      float x = std::max(a.x, (a.x + b.x - size.x) / 2);
      const ImU32 colour = workspace.is_selected(one.id) ? p.accent : p.text_quiet;
      draw_cut(list, font, {std::round(x), b.y + px(5)}, b.x, colour, name);
    }
  }
}

// Below the floor: the widths, the gaps and the whole length; beside a selected work: its middle
// above the floor.
void WallView::draw_dimensions(const Workspace& workspace, const OnThisWall& wall, ImDrawList& list) const {
  const Palette& p = palette();
  std::vector<OnWallBox> boxes;
  for (const Hung& one : wall.hung) boxes.push_back(one.box);
  for (const Hung& one : wall.openings) boxes.push_back(one.box);
  std::ranges::sort(boxes, {}, &OnWallBox::left);
  float row = px(24), y = px(6);
  auto along = [&](double from, double to, float level, ImU32 colour) {
    if (to - from < 1e-4) return;
    ImVec2 a = to_px(from, 0), b = to_px(to, 0);
    draw_dimension(list, {a.x, a.y + y}, {b.x, b.y + y}, level, millimetres(to - from), colour);
  };
  double reached = 0;
  for (const OnWallBox& box : boxes) {
    along(box.left(), box.right(), row, p.text);
    if (box.left() > reached) along(reached, box.left(), row * 1.9f, p.dimension);
    reached = std::max(reached, box.right());
  }
  if (!boxes.empty()) along(reached, wall.length_m, row * 1.9f, p.dimension);
  along(0, wall.length_m, boxes.empty() ? row : row * 2.8f, p.dimension);
  ImVec2 foot = to_px(wall.length_m, 0), top = to_px(wall.length_m, wall.height_m);
  draw_dimension(list, top, foot, -px(22), millimetres(wall.height_m), p.dimension);
  for (const Hung& one : wall.hung)
    if (workspace.is_selected(one.id)) {
      double x = one.box.right() + sheet_.metres(px(2));
      draw_dimension(list, to_px(x, one.box.height_m), to_px(x, 0), -px(12), millimetres(one.box.height_m), p.accent);
    }
}

}  // namespace enf::editor
