// How the floor plan looks.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "editor/operators/groups.h"
#include "editor/plan_view.h"
#include "editor/theme.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/geometry/polygon.h"

namespace enf::editor {

namespace {

dvec2 flat(dvec3 p) { return {p.x, p.z}; }

dvec2 outward(const Room& room, std::size_t wall) {
  dvec2 d = glm::normalize(room.plan[(wall + 1) % room.plan.size()] - room.plan[wall]);
  return {d.y, -d.x};
}

// A corner on the outside of the two walls that meet there.
dvec2 outer_corner(const Room& room, std::size_t corner) {
  const std::size_t n = room.plan.size(), before = (corner + n - 1) % n;
  dvec2 a = outward(room, before), b = outward(room, corner);
  double ta = room.walls[before].thickness_m, tb = room.walls[corner].thickness_m, across = a.x * b.y - a.y * b.x;
  if (std::abs(across) < 0.05) return room.plan[corner] + b * tb;
  return room.plan[corner] + dvec2(ta * b.y - tb * a.y, tb * a.x - ta * b.x) / across;
}

template <std::size_t N>
void polygon(ImDrawList& list, const Sheet& sheet, const std::array<dvec2, N>& corners, ImU32 fill, ImU32 edge,
             float thick = 1) {
  ImVec2 points[N];
  for (std::size_t i = 0; i < N; ++i) points[i] = sheet.to_px(corners[i]);
  if (fill) list.AddConvexPolyFilled(points, N, fill);
  if (edge) list.AddPolyline(points, N, edge, ImDrawFlags_Closed, thick);
}

}  // namespace

void PlanView::draw_rooms(const Workspace& workspace, ImDrawList& list) const {
  const Palette& p = palette();
  const Document& document = workspace.shown();
  for (const Room& room : document.rooms) {
    auto triangles = triangulate(room.plan);
    for (const auto& t : triangles) {
      ImVec2 a = sheet_.to_px(room.plan[t[0]]), b = sheet_.to_px(room.plan[t[1]]), c = sheet_.to_px(room.plan[t[2]]);
      ImDrawListFlags before = list.Flags;
      list.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // no seams between triangles
      list.AddTriangleFilled(a, b, c, p.floor);
      list.Flags = before;
    }
  }
  for (const Room& room : document.rooms) {
    const std::size_t n = room.plan.size();
    bool active = room.id == workspace.session().room;
    // A model's own cut is drawn over its plan, which is a veil then.
    const ImU32 opaque = room.model ? 90u : active ? 255u : 150u;
    ImU32 fill = (p.wall & 0x00ffffffu) | (opaque << IM_COL32_A_SHIFT);
    for (std::size_t i = 0; i < n; ++i) {
      std::array<dvec2, 4> wall{room.plan[i], room.plan[(i + 1) % n], outer_corner(room, (i + 1) % n),
                                outer_corner(room, i)};
      bool hot = hover_.what == Hit::What::wall && std::get<RoomId>(hover_.id) == room.id && hover_.number == i;
      bool at = active && workspace.session().wall == i;
      polygon(list, sheet_, wall, at || hot ? p.accent : fill, 0);
    }
    draw_free_walls(workspace, room, list);
    if (active)
      for (dvec2 corner : room.plan) {
        ImVec2 c = sheet_.to_px(corner);
        bool hot = hover_.what == Hit::What::corner && std::get<RoomId>(hover_.id) == room.id &&
                   hover_.number < room.plan.size() && room.plan[hover_.number] == corner;
        float r = px(hot ? 5 : 3.5f);
        list.AddRectFilled({c.x - r, c.y - r}, {c.x + r, c.y + r}, hot ? p.accent : p.paper);
        list.AddRect({c.x - r, c.y - r}, {c.x + r, c.y + r}, p.accent, 0, 0, px(1.5f));
      }
  }
}

// What stands of a modelled room at the height where plans are cut: its plan is drawn by hand to lie along it.
void PlanView::draw_sections(const Workspace& workspace, const ModelSections& sections, ImDrawList& list) const {
  for (const Room& room : workspace.shown().rooms) {
    const std::vector<CutLine>* lines = room.model ? sections.of(room.id) : nullptr;
    if (!lines) continue;
    for (const CutLine& line : *lines) {
      const ImVec2 a = sheet_.to_px(dvec2(line[0])), b = sheet_.to_px(dvec2(line[1]));
      if (std::max(a.x, b.x) < sheet_.low().x || std::min(a.x, b.x) > sheet_.high().x) continue;
      if (std::max(a.y, b.y) < sheet_.low().y || std::min(a.y, b.y) > sheet_.high().y) continue;
      list.AddLine(a, b, palette().text, px(1));
    }
  }
}

// What of the plan one works at is not as its model is built: walls that stand nowhere, gaps, doorways that are closed.
void PlanView::draw_doubts(const Workspace& workspace, const ModelSections& sections, ImDrawList& list) const {
  const Room* room = workspace.room();
  const ModelSections::Check* check = room && room->model ? sections.check(workspace.shown(), *room) : nullptr;
  if (!check) return;
  const ImU32 colour = palette().warning;
  for (std::uint32_t wall = 0; wall < check->plan.walls.size(); ++wall) {
    const WallAgainstModel& found = check->plan.walls[wall];
    const WallFrame f = wall_frame(*room, wall);
    auto at = [&](double along) { return sheet_.to_px(flat(f.at(along, 0))); };
    if (found.walled < least_walled) draw_dashed(list, at(0), at(f.length_m), colour, px(6), px(2.5f));
    for (const Stretch& gap : found.gaps) {
      list.AddLine(at(gap.from), at(gap.to), colour, px(4));
      if (sheet_.pixels(gap.length()) > px(40))
        draw_dimension(list, at(gap.from), at(gap.to), px(16), millimetres(gap.length()), colour);
    }
  }
  for (const DoorwayId& id : check->plan.closed) {
    const Doorway& door = *workspace.shown().find(id);
    const DoorwaySide& side = door.to && door.to->room == room->id ? *door.to : door.from;
    const WallFrame f = wall_frame(*room, side.wall);
    const double a = side.along_m - door.width_m / 2, b = side.along_m + door.width_m / 2;
    polygon(
        list, sheet_,
        std::array{flat(f.at(a, 0, 0.15)), flat(f.at(b, 0, 0.15)), flat(f.at(b, 0, -0.15)), flat(f.at(a, 0, -0.15))},
        (colour & 0x00ffffffu) | (60u << IM_COL32_A_SHIFT), colour, px(1.5f));
  }
}

void PlanView::draw_free_walls(const Workspace& workspace, const Room& room, ImDrawList& list) const {
  const Palette& p = palette();
  const bool active = room.id == workspace.session().room;
  for (std::uint32_t i = 0; i < room.free_walls.size(); ++i) {
    const FreeWall& wall = room.free_walls[i];
    polygon(list, sheet_, footprint(wall), active ? p.wall : (p.wall & 0x00ffffffu) | (150u << IM_COL32_A_SHIFT), 0);
    for (std::uint32_t face = static_cast<std::uint32_t>(room.plan.size()) + 2 * i, side = 0; side < 2; ++side) {
      const bool at = active && workspace.session().wall == face + side;
      const bool hot =
          hover_.what == Hit::What::wall && std::get<RoomId>(hover_.id) == room.id && hover_.number == face + side;
      if (!at && !hot) continue;
      WallFrame f = wall_frame(room, face + side);
      list.AddLine(sheet_.to_px(flat(f.at(0, 0))), sheet_.to_px(flat(f.at(f.length_m, 0))), p.accent, px(4));
    }
    if (!active) continue;
    const bool at = workspace.session().wall && free_wall_of(room, *workspace.session().wall) == i;
    if (at)
      draw_dimension(list, sheet_.to_px(wall.from_m), sheet_.to_px(wall.to_m), -px(22),
                     millimetres(glm::distance(wall.from_m, wall.to_m)), p.dimension);
    for (std::uint32_t end = 0; end < 2; ++end) {
      const bool hot = hover_.what == Hit::What::free_end && hover_.number == 2 * i + end;
      if (!at && !hot) continue;
      ImVec2 c = sheet_.to_px(end == 0 ? wall.from_m : wall.to_m);
      float r = px(hot ? 5 : 3.5f);
      list.AddRectFilled({c.x - r, c.y - r}, {c.x + r, c.y + r}, hot ? p.accent : p.paper);
      list.AddRect({c.x - r, c.y - r}, {c.x + r, c.y + r}, p.accent, 0, 0, px(1.5f));
    }
  }
}

void PlanView::draw_openings(const Workspace& workspace, ImDrawList& list) const {
  const Palette& p = palette();
  const Document& document = workspace.shown();
  auto colour = [&](const AnyId& id) {
    return workspace.is_selected(id) || (hover_.what == Hit::What::record && hover_.id == id) ? p.accent : p.wall_edge;
  };
  auto side = [&](const RoomId& id, std::uint32_t wall, double along, double width, double beyond) {
    WallFrame f = wall_frame(*document.find(id), wall);
    double deep = beyond > 0 ? beyond : f.thickness_m;
    return std::array<dvec2, 4>{flat(f.at(along - width / 2, 0, 0)), flat(f.at(along + width / 2, 0, 0)),
                                flat(f.at(along + width / 2, 0, -deep)), flat(f.at(along - width / 2, 0, -deep))};
  };
  for (const Doorway& door : document.doorways) {
    auto opening = side(door.from.room, door.from.wall, door.from.along_m, door.width_m, 0);
    if (door.to) {  // through both walls to the other room
      WallFrame to = wall_frame(*document.find(door.to->room), door.to->wall);
      opening[2] = flat(to.at(door.to->along_m - door.width_m / 2, 0)),
      opening[3] = flat(to.at(door.to->along_m + door.width_m / 2, 0));
    }
    polygon(list, sheet_, opening, p.floor, 0);
    for (auto [a, b] : {std::pair{0, 3}, std::pair{1, 2}})
      list.AddLine(sheet_.to_px(opening[static_cast<std::size_t>(a)]),
                   sheet_.to_px(opening[static_cast<std::size_t>(b)]), colour(door.id), px(1.5f));
    if (!door.to)  // a closed door
      list.AddLine(sheet_.to_px((opening[0] + opening[3]) / 2.0), sheet_.to_px((opening[1] + opening[2]) / 2.0),
                   colour(door.id), px(2));
  }
  for (const Window& window : document.windows) {
    auto opening = side(window.room, window.wall, window.along_m, window.width_m, 0);
    polygon(list, sheet_, opening, p.paper, colour(window.id), 1);
    list.AddLine(sheet_.to_px((opening[0] + opening[3]) / 2.0), sheet_.to_px((opening[1] + opening[2]) / 2.0),
                 colour(window.id), 1);
  }
}

void PlanView::draw_things(const Workspace& workspace, ImDrawList& list) const {
  const Palette& p = palette();
  const Document& document = workspace.shown();
  auto hot = [&](const AnyId& id) { return hover_.what == Hit::What::record && hover_.id == id; };
  auto edge = [&](const AnyId& id) { return workspace.is_selected(id) || hot(id) ? p.accent : p.work_edge; };
  auto fill = [&](const AnyId& id, ImU32 otherwise) { return workspace.is_selected(id) ? p.accent_soft : otherwise; };
  each_room_in(
      workspace, sheet_.to_m(sheet_.low()), sheet_.to_m(sheet_.high()), [&](const Room&, const Document& contents) {
        for (const Furniture& piece : contents.furniture) {
          dvec2 right = dvec2(std::cos(piece.heading_rad), -std::sin(piece.heading_rad)) * (piece.width_m / 2);
          dvec2 front = dvec2(std::sin(piece.heading_rad), std::cos(piece.heading_rad)) * (piece.depth_m / 2),
                m = piece.position_m;
          polygon(list, sheet_, std::array{m - right - front, m + right - front, m + right + front, m - right + front},
                  fill(piece.id, p.paper), edge(piece.id), workspace.is_selected(piece.id) ? px(2) : 1);
          if (piece.kind == FurnitureKind::vitrine) {
            const dvec2 size = dvec2(piece.width_m, piece.depth_m) - 2 * vitrine_edge_m;
            polygon(list, sheet_, rectangle_on_floor(m, piece.heading_rad, size.x, size.y), 0, edge(piece.id));
          }
        }
        for (const WallText& text : contents.wall_texts) {
          WallFrame f = wall_frame(*document.find(text.room), text.wall);
          list.AddLine(sheet_.to_px(flat(f.at(text.along_m - text.width_m / 2, 0, 0.04))),
                       sheet_.to_px(flat(f.at(text.along_m + text.width_m / 2, 0, 0.04))), edge(text.id),
                       px(workspace.is_selected(text.id) ? 3 : 2));
        }
        for (const Placement& placement : contents.placements) {
          auto corners = footprint_of(document, placement);
          bool stands = std::holds_alternative<OnFloor>(placement.where);
          polygon(list, sheet_, corners, stands ? fill(placement.id, p.work) : edge(placement.id), edge(placement.id),
                  workspace.is_selected(placement.id) ? px(2) : 1);
          if (!stands) continue;
          const OnFloor& floor = std::get<OnFloor>(placement.where);
          dvec2 front(std::sin(floor.heading_rad), std::cos(floor.heading_rad));
          if (floor.support == Support::vitrine) {  // the glass, inside the base's edge
            dvec2 middle = (corners[0] + corners[2]) / 2.0;
            auto inner = corners;
            for (dvec2& c : inner) c = middle + (c - middle) * 0.86;
            polygon(list, sheet_, inner, 0, edge(placement.id));
          }
          dvec2 tip = (corners[2] + corners[3]) / 2.0;  // which way it faces
          list.AddCircleFilled(sheet_.to_px(tip - front * 0.06), px(2), edge(placement.id));
        }
        for (const Light& light : contents.lights) {
          bool selected = workspace.is_selected(light.id);
          ImVec2 at = sheet_.to_px(flat(light.position_m)), aim = sheet_.to_px(flat(light.aim_m));
          ImU32 colour = selected || hot(light.id) ? p.accent : p.light;
          list.AddLine(at, aim, (colour & 0x00ffffffu) | ((selected ? 220u : 70u) << IM_COL32_A_SHIFT), 1);
          if (selected && !light.luminaire_file.empty()) {  // where its C0 plane points
            const dvec2 way = flat(photometric_horizontal(light));
            const ImVec2 tip{at.x + float(way.x) * px(16), at.y + float(way.y) * px(16)};
            list.AddLine(at, tip, colour, px(1.5f));
            list.AddCircleFilled(tip, px(2), colour);
          }
          float most = px(selected ? 4.5f : 3.5f);
          list.AddCircleFilled(at, selected ? most : std::clamp(sheet_.pixels(0.09), px(1.2f), most), colour);
        }
      });
  for (const Viewpoint& view : document.viewpoints) {
    if (sheet_.pixels(1) < px(26) && !workspace.is_selected(view.id))
      continue;  // the whole house: rooms and works count
    ImVec2 at = sheet_.to_px(flat(view.eye_m));
    dvec2 way = flat(view.target_m - view.eye_m);
    if (glm::length(way) > 0) way = glm::normalize(way);
    ImVec2 tip{at.x + float(way.x) * px(11), at.y + float(way.y) * px(11)};
    ImVec2 aside{float(-way.y) * px(4.5f), float(way.x) * px(4.5f)};
    list.AddTriangle({at.x + aside.x, at.y + aside.y}, {at.x - aside.x, at.y - aside.y}, tip, edge(view.id),
                     px(workspace.is_selected(view.id) ? 2 : 1));
  }
}

// Red round what is in each other's way, and over the place before a doorway that is not free.
void PlanView::draw_conflicts(const Workspace& workspace, ImDrawList& list) const {
  const Document& document = workspace.shown();
  const ImU32 colour = palette().error, veil = (colour & 0x00ffffffu) | (50u << IM_COL32_A_SHIFT);
  each_room_in(
      workspace, sheet_.to_m(sheet_.low()), sheet_.to_m(sheet_.high()), [&](const Room& room, const Document&) {
        const RoomConflicts& conflicts = workspace.conflicts_in(room.id);
        for (const AnyId& id : conflicts.marked) {
          if (auto* placed = std::get_if<PlacementId>(&id))
            polygon(list, sheet_, footprint_of(document, *document.find(*placed)), veil, colour, px(2));
          if (auto* thing = std::get_if<FurnitureId>(&id)) {
            const Furniture& piece = *document.find(*thing);
            polygon(list, sheet_, rectangle_on_floor(piece.position_m, piece.heading_rad, piece.width_m, piece.depth_m),
                    veil, colour, px(2));
          }
        }
        for (const Conflict& one : conflicts.list) {
          if (one.kind != ConflictKind::blocks) continue;
          const Doorway& door = *document.find(std::get<DoorwayId>(one.other));
          const DoorwaySide& side = door.to && door.to->room == room.id ? *door.to : door.from;
          const WallFrame f = wall_frame(room, side.wall);
          const double a = side.along_m - door.width_m / 2, b = side.along_m + door.width_m / 2;
          polygon(list, sheet_,
                  std::array{flat(f.at(a, 0)), flat(f.at(b, 0)), flat(f.at(b, 0, free_doorway_m)),
                             flat(f.at(a, 0, free_doorway_m))},
                  veil, colour);
        }
      });
}

// Whether a box of the screen lies over a temporary wall's middle line.
bool PlanView::crosses_free_wall(const Room& room, ImVec2 low, ImVec2 high) const {
  for (const FreeWall& wall : room.free_walls)
    for (int i = 0; i <= 16; ++i) {
      const ImVec2 at = sheet_.to_px(glm::mix(wall.from_m, wall.to_m, i / 16.0));
      if (at.x > low.x && at.x < high.x && at.y > low.y - px(4) && at.y < high.y + px(4)) return true;
    }
  return false;
}

// Overall lengths of the room one works in, on the outside of its walls.
void PlanView::draw_dimensions(const Workspace& workspace, ImDrawList& list) const {
  const Room* room = workspace.room();
  if (!room) return;
  const std::size_t n = room->plan.size();
  for (std::size_t i = 0; i < n; ++i) {
    dvec2 a = room->plan[i], b = room->plan[(i + 1) % n];
    if (sheet_.pixels(glm::distance(a, b)) < px(48)) continue;
    float aside = -(sheet_.pixels(room->walls[i].thickness_m) + px(18));
    draw_dimension(list, sheet_.to_px(a), sheet_.to_px(b), aside, millimetres(glm::distance(a, b)),
                   palette().dimension);
  }
}

// In the middle of each room its name, area and the metres of wall one can hang at.
std::optional<PlanView::NamePlace> PlanView::name_of(const Workspace& workspace, const Room& room) const {
  const double area = signed_area(room.plan);
  if (sheet_.pixels(std::sqrt(std::abs(area))) < px(110)) return std::nullopt;
  NamePlace place{.name = workspace.name_of(room.id)};
  place.sizes = workspace.tr("{} m²", workspace.number(area, 1)) + "  ·  " +
                workspace.tr("{} m", workspace.number(running_wall_m(workspace.shown(), room), 1));
  const ImVec2 size = fonts().strong->CalcTextSizeA(fonts().strong->FontSize, 1e6f, 0, place.name.c_str());
  const ImVec2 in_room = sheet_.to_px(middle_of(room));
  place.half = {std::max(px(70), size.x / 2), (size.y + px(20)) / 2};
  place.middle = in_room;
  for (float steps : {1.0f, -1.0f, 2.0f, -2.0f}) {  // beside temporary walls rather than over them
    const ImVec2 low{place.middle.x - place.half.x, place.middle.y - place.half.y};
    if (!crosses_free_wall(room, low, {low.x + 2 * place.half.x, low.y + 2 * place.half.y})) break;
    place.middle.y = in_room.y + steps * 2 * place.half.y;
  }
  return place;
}

void PlanView::draw_names(const Workspace& workspace, ImDrawList& list) const {
  const Palette& p = palette();
  for (const Room& room : workspace.shown().rooms) {
    const std::optional<NamePlace> place = name_of(workspace, room);
    if (!place) continue;
    const bool is_active = room.id == workspace.session().room, is_selected = workspace.is_selected(room.id),
               is_hot = hover_.what == Hit::What::record && hover_.id == AnyId(room.id);
    const ImU32 colour = is_selected || is_hot ? p.accent : is_active ? p.text : p.text_quiet;
    ImFont* font = fonts().strong;
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, 1e6f, 0, place->name.c_str());
    const ImVec2 at{std::round(place->middle.x - size.x / 2), std::round(place->middle.y - place->half.y)};
    list.AddText(font, font->FontSize, at, colour, place->name.c_str());
    draw_centred(list, {place->middle.x, place->middle.y + place->half.y - px(8)}, place->sizes, p.text_quiet);
    if (!is_selected) continue;
    std::vector<ImVec2> outline;
    for (dvec2 corner : room.plan) outline.push_back(sheet_.to_px(corner));
    list.AddPolyline(outline.data(), static_cast<int>(outline.size()), p.accent, ImDrawFlags_Closed, px(2.5f));
  }
}

// What the thing that is dragged was snapped to.
void PlanView::draw_guides(ImDrawList& list) const {
  for (const PlanGuide& guide : guides_) {
    const ImVec2 a = sheet_.to_px(guide.from), b = sheet_.to_px(guide.to);
    if (guide.is_gap)
      draw_dimension(list, a, b, 0, millimetres(glm::distance(guide.from, guide.to)), palette().guide);
    else
      list.AddLine(a, b, palette().guide, px(1.5f));
  }
}

void PlanView::draw_north(const Workspace& workspace, ImDrawList& list) const {
  ImVec2 c{sheet_.high().x - px(26), sheet_.low().y + px(34)};
  ImU32 colour = palette().text_quiet;
  list.AddCircle(c, px(11), colour, 32, 1);
  list.AddTriangleFilled({c.x, c.y - px(16)}, {c.x - px(4), c.y + px(6)}, {c.x, c.y + px(3)}, colour);
  list.AddTriangle({c.x, c.y - px(16)}, {c.x + px(4), c.y + px(6)}, {c.x, c.y + px(3)}, colour, 1);
  draw_centred(list, {c.x, c.y - px(23)}, workspace.tr("N"), colour);
}

// A tour's way: its line, dashed where the picture cuts to, and its stops by their numbers.
void PlanView::draw_way(const TourPath& way, ImDrawList& list) const {
  const ImU32 colour = palette().accent;
  auto at = [&](const EyePose& pose) { return sheet_.to_px({pose.eye.x, pose.eye.z}); };
  for (std::size_t i = 0; i + 1 < way.poses.size(); ++i) {
    const ImVec2 a = at(way.poses[i]), b = at(way.poses[i + 1]);
    if (a.x == b.x && a.y == b.y) continue;
    if (glm::distance(way.poses[i].eye, way.poses[i + 1].eye) > 1)
      draw_dashed(list, a, b, colour, px(5), px(1.5f));
    else
      list.AddLine(a, b, colour, px(2));
  }
  for (std::size_t stop = 0; stop < way.arrives_s.size(); ++stop) {
    const ImVec2 c = at(way.at(way.arrives_s[stop]));
    list.AddCircleFilled(c, px(9), palette().paper);
    list.AddCircle(c, px(9), colour, 0, px(1.5f));
    draw_centred(list, c, std::to_string(stop + 1), palette().text);
  }
}

void PlanView::draw_gaze(ImDrawList& list, const Gaze& gaze) const {
  ImVec2 at = sheet_.to_px({gaze.eye.x, gaze.eye.z});
  ImU32 colour = palette().accent, soft = palette().accent_soft;
  float half = gaze.fov_y * 0.75f, reach = px(46);
  auto ray = [&](float turn) {
    float yaw = gaze.yaw + turn;
    return ImVec2{at.x - std::sin(yaw) * reach, at.y - std::cos(yaw) * reach};
  };
  list.AddTriangleFilled(at, ray(half), ray(-half), soft);
  list.AddCircleFilled(at, px(4), colour);
}

}  // namespace enf::editor
