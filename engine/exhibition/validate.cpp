#include "engine/exhibition/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/exhibition/ceiling.h"
#include "engine/exhibition/conflicts.h"
#include "engine/exhibition/hanging.h"
#include "engine/exhibition/holders.h"
#include "engine/geometry/polygon.h"

namespace enf {
namespace {

constexpr std::size_t enough = 1'000;  // pairs in each other's way are told up to this many errors
constexpr double touch_m = 0.001;      // things may touch, and files may round
constexpr double line_up_m = 0.01;     // how exactly the sides of a doorway meet
constexpr double facing_cos = 0.9998;  // their walls are parallel within 1.1 degrees

// A rectangle on the floor.
struct Footprint {
  dvec2 middle, right, front;  // half its width to the right, half its depth to the front
};

Footprint footprint(dvec2 middle, double heading, double width, double depth) {
  return {middle, dvec2(std::cos(heading), -std::sin(heading)) * (width / 2),
          dvec2(std::sin(heading), std::cos(heading)) * (depth / 2)};
}

double distance_to_outline(const std::vector<dvec2>& plan, dvec2 point) {
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < plan.size(); ++i)
    nearest = std::min(nearest, distance_to_segment(point, plan[i], plan[(i + 1) % plan.size()]).distance);
  return nearest;
}

// Whether simple polygons share more than their outlines: a side of one crosses one of the other, or one holds a corner
// or the inside of the other.
bool overlap(const std::vector<dvec2>& a, const std::vector<dvec2>& b) {
  auto turn = [](dvec2 p, dvec2 q, dvec2 r) {
    dvec2 side = q - p, way = r - p;
    double across = (side.x * way.y - side.y * way.x) / glm::length(side);  // distance of r from the line
    return std::abs(across) < touch_m ? 0 : across > 0 ? 1 : -1;
  };
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) {
      dvec2 p = a[i], q = a[(i + 1) % a.size()], r = b[j], s = b[(j + 1) % b.size()];
      if (turn(p, q, r) * turn(p, q, s) < 0 && turn(r, s, p) * turn(r, s, q) < 0) return true;
    }
  auto holds_some = [](const std::vector<dvec2>& outer, const std::vector<dvec2>& inner) {
    std::vector<dvec2> points = inner;
    if (auto triangles = triangulate(inner); !triangles.empty())
      points.push_back((inner[triangles[0][0]] + inner[triangles[0][1]] + inner[triangles[0][2]]) / 3.0);
    return std::ranges::any_of(points,
                               [&](dvec2 p) { return contains(outer, p) && distance_to_outline(outer, p) > touch_m; });
  };
  return holds_some(a, b) || holds_some(b, a);
}

struct Validator {
  const Document& document;
  std::vector<Error> errors{};
  std::map<RoomId, std::vector<const Furniture*>> holders{};  // of works, by room

  void add(std::string_view id, std::string record, std::string_view field, std::string what, std::string advice = {}) {
    errors.push_back({.id = std::string(id),
                      .what = std::move(what),
                      .record = std::move(record),
                      .field = std::string(field),
                      .advice = std::move(advice)});
  }

  // The room if its plan and walls can be reckoned with; check_records has told about it otherwise.
  const Room* sound_room(const RoomId& id) const {
    const Room* room = document.find(id);
    return room && room->plan.size() >= 3 && room->walls.size() == room->plan.size() ? room : nullptr;
  }
  const Room* room_with_wall(const RoomId& id, std::uint32_t wall) const {
    const Room* room = sound_room(id);
    return room && wall < wall_count(*room) ? room : nullptr;
  }
  static bool inside(const Room& room, dvec2 point) {
    return contains(room.plan, point) || distance_to_outline(room.plan, point) <= touch_m;
  }
  // Whether a rectangle on the floor lies inside, judged by its corners and its middle.
  static bool inside(const Room& room, const Footprint& f) {
    return inside(room, f.middle) && inside(room, f.middle + f.right + f.front) &&
           inside(room, f.middle + f.right - f.front) && inside(room, f.middle - f.right + f.front) &&
           inside(room, f.middle - f.right - f.front);
  }
  // How high a point may lie in the room.
  static double top_m(const Room& room) {
    double top = ceiling_top_m(room);
    for (const Wall& wall : room.walls) top = std::max(top, wall.height_m);
    return room.floor_level_m + top;
  }

  void rooms() {
    for (const Room& room : document.rooms) {
      if (!sound_room(room.id)) continue;
      if (self_intersects(room.plan))
        add("room.plan_crosses", record_name(room.id), "plan",
            "crosses or touches itself, or has a side without length");
      else if (signed_area(room.plan) <= 0)
        add("room.plan_turns_wrong", record_name(room.id), "plan", "runs counter-clockwise seen from above",
            "List the corners in the opposite order, and the walls with them");
      else if (auto problem = ceiling_problem(room); !problem.empty())
        add("room.ceiling", record_name(room.id), "ceiling.form", std::string(problem),
            "Choose another form, such as \"flat\" or \"coved\"");
      free_walls(room);
    }
  }
  // They stand within the room.
  void free_walls(const Room& room) {
    for (std::size_t i = 0; i < room.free_walls.size(); ++i) {
      const FreeWall& wall = room.free_walls[i];
      dvec2 along = wall.to_m - wall.from_m;
      if (!(glm::length(along) > 0)) continue;  // told already
      Footprint area = footprint((wall.from_m + wall.to_m) / 2.0, std::atan2(-along.y, along.x), glm::length(along),
                                 wall.thickness_m);
      if (!inside(room, area))
        add("room.free_wall_outside", record_name(room.id), fmt::format("free_walls[{}]", i),
            "reaches out of the room");
    }
  }

  // Rooms stand beside or above each other, never in each other.
  void rooms_apart() {
    struct Body {
      const Room* room;
      dvec2 low, high;
    };
    std::vector<Body> bodies;
    for (const Room& room : document.rooms) {
      if (!sound_room(room.id) || self_intersects(room.plan)) continue;
      Body body{&room, room.plan[0], room.plan[0]};
      for (dvec2 corner : room.plan) body.low = glm::min(body.low, corner), body.high = glm::max(body.high, corner);
      bodies.push_back(body);
    }
    std::ranges::stable_sort(bodies, {}, [](const Body& body) { return body.low.x; });
    for (std::size_t i = 0; i < bodies.size(); ++i)
      for (std::size_t j = i + 1; j < bodies.size() && bodies[j].low.x < bodies[i].high.x - touch_m; ++j) {
        const Body &a = bodies[i], &b = bodies[j];
        if (a.low.y > b.high.y - touch_m || b.low.y > a.high.y - touch_m) continue;
        if (a.room->floor_level_m > top_m(*b.room) - touch_m || b.room->floor_level_m > top_m(*a.room) - touch_m)
          continue;
        if (errors.size() < enough && overlap(a.room->plan, b.room->plan))
          add("room.overlap", record_name(b.room->id), "plan", fmt::format("reaches into {}", record_name(a.room->id)),
              "Move one of the rooms, or set its floor level");
      }
  }

  // Something that takes up a rectangle of a wall.
  struct OnWallArea {
    double left, right, bottom, top;
    std::string name, field;
  };
  // Tells if it leaves the wall.
  void on_wall(const RoomId& room_id, std::uint32_t wall, const OnWallArea& area, std::string_view outside) {
    const Room* room = room_with_wall(room_id, wall);
    if (!room) return;
    WallFrame frame = wall_frame(*room, wall);
    if (area.left < -touch_m || area.right > frame.length_m + touch_m)
      add(outside, area.name, area.field,
          fmt::format("reaches from {:.3f} to {:.3f} m along a wall of {:.3f} m", area.left, area.right,
                      frame.length_m));
    else if (area.bottom < -touch_m || area.top > frame.height_m + touch_m)
      add(outside, area.name, area.field,
          fmt::format("reaches from {:.3f} to {:.3f} m up a wall of {:.3f} m", area.bottom, area.top, frame.height_m));
  }

  void openings() {
    for (const Doorway& d : document.doorways) {
      auto side = [&](const DoorwaySide& s, std::string field) {
        on_wall(
            s.room, s.wall,
            {s.along_m - d.width_m / 2, s.along_m + d.width_m / 2, 0, d.height_m, record_name(d.id), std::move(field)},
            "opening.outside_wall");
      };
      side(d.from, "from.along_m");
      if (!d.to) continue;
      side(*d.to, "to.along_m");
      sides_meet(d);
    }
    for (const Window& w : document.windows)
      on_wall(w.room, w.wall,
              {w.along_m - w.width_m / 2, w.along_m + w.width_m / 2, w.sill_m, w.sill_m + w.height_m, record_name(w.id),
               "along_m"},
              "opening.outside_wall");
  }

  // The openings on both sides of a doorway lie opposite each other, no further apart than the walls are thick.
  void sides_meet(const Doorway& d) {
    if (d.from.room == d.to->room)
      return add("doorway.same_room", record_name(d.id), "to.room", "leads back into the room it leaves");
    const Room* a = room_with_wall(d.from.room, d.from.wall);
    const Room* b = room_with_wall(d.to->room, d.to->wall);
    if (!a || !b) return;
    WallFrame from = wall_frame(*a, d.from.wall), to = wall_frame(*b, d.to->wall);
    dvec3 way = to.at(d.to->along_m, 0) - from.at(d.from.along_m, 0);
    double aside = std::abs(glm::dot(way, from.along)), apart = -glm::dot(way, from.inward);
    double thickness = from.thickness_m + to.thickness_m;
    auto tell = [&](std::string_view field, std::string what) {
      add("doorway.sides_apart", record_name(d.id), field, std::move(what),
          "Move the rooms or the doorway's sides so that they face each other through the wall");
    };
    if (glm::dot(from.inward, to.inward) > -facing_cos)
      tell("to.wall", "its two walls do not face away from each other");
    else if (aside > line_up_m)
      tell("to.along_m", fmt::format("its two sides lie {:.3f} m beside each other", aside));
    else if (apart < -line_up_m || apart > thickness + line_up_m)
      tell("to.wall",
           fmt::format("its two sides lie {:.3f} m apart, but the walls between are {:.3f} m thick", apart, thickness));
    else if (std::abs(way.y) > line_up_m)
      tell("to.room", fmt::format("the floors on its two sides differ by {:.3f} m", std::abs(way.y)));
  }

  void works() {
    for (const Work& w : document.works) {
      std::string name = record_name(w.id);
      if (w.form == WorkForm::three_dimensional) {
        if (w.frame)
          add("work.frame", name, "frame", "a three-dimensional work has no frame");
        else if (w.mat)
          add("work.frame", name, "mat", "a three-dimensional work has no mat");
        else if (w.glazed)
          add("work.frame", name, "glazed", "a three-dimensional work is not glazed; use a vitrine");
      } else if (!w.frame && w.mat) {
        add("work.frame", name, "mat", "a mat needs a frame", "Add a frame or remove the mat");
      } else if (!w.frame && w.glazed) {
        add("work.frame", name, "glazed", "glass needs a frame", "Add a frame or remove the glass");
      }
    }
  }

  void placements() {
    for (const Furniture& piece : document.furniture)
      if (holds_works(piece)) holders[piece.room].push_back(&piece);
    std::map<WorkId, PlacementId> placed;
    for (const Placement& p : document.placements) {
      if (auto [first, fresh] = placed.try_emplace(p.work, p.id); !fresh)
        add("placement.repeated", record_name(p.id), "work",
            fmt::format("{} already stands at {}", record_name(p.work), record_name(first->second)));
      const Work* work = document.find(p.work);
      if (!work) continue;
      if (auto* on = std::get_if<OnWall>(&p.where))
        hung(p, *work, *on);
      else
        standing(p, *work, std::get<OnFloor>(p.where));
    }
  }
  void hung(const Placement& p, const Work& work, const OnWall& on) {
    if (work.form != WorkForm::flat)
      add("placement.mount", record_name(p.id), "on_wall", "a three-dimensional work cannot hang on a wall",
          "Stand it on the floor, a plinth or in a vitrine");
    OuterSize size = outer_size(work);
    double half_width = size.width_m / 2, half_height = size.height_m / 2;
    on_wall(p.room, on.wall,
            {on.along_m - half_width, on.along_m + half_width, on.centre_height_m - half_height,
             on.centre_height_m + half_height, record_name(p.id), "on_wall"},
            "placement.outside_wall");
  }
  void standing(const Placement& p, const Work& work, const OnFloor& on) {
    std::string name = record_name(p.id);
    if (work.form == WorkForm::flat && on.support == Support::free)
      add("placement.mount", name, "on_floor.support", "a flat work cannot stand free on the floor",
          "Hang it on a wall or lay it in a vitrine");
    const Room* room = sound_room(p.room);
    if (!room) return;
    const Standing stands = standing_of(work, on);
    if (!inside(*room, footprint(on.position_m, on.heading_rad, stands.width_m, stands.depth_m)))
      add("placement.outside_room", name, "on_floor.position_m",
          fmt::format("stands outside room {} or in its wall", room->id.value));
    if (on.support == Support::shelf &&
        std::ranges::none_of(holders[p.room], [&](const Furniture* piece) { return is_on_board_of(*piece, on); }))
      add("placement.no_board", name, "on_floor.support_height_m",
          fmt::format("no vitrine, shelves or drawers have a board {:.3f} m above the floor there",
                      on.support_height_m),
          "Place it anew, or put the furniture back");
  }

  void wall_texts() {
    for (const WallText& t : document.wall_texts) {
      const Room* room = room_with_wall(t.room, t.wall);
      if (!room) continue;
      WallFrame frame = wall_frame(*room, t.wall);
      if (t.along_m - t.width_m / 2 < -touch_m || t.along_m + t.width_m / 2 > frame.length_m + touch_m)
        add("wall_text.outside_wall", record_name(t.id), "along_m",
            fmt::format("reaches beyond the ends of a wall of {:.3f} m", frame.length_m));
      else if (t.centre_height_m > frame.height_m)
        add("wall_text.outside_wall", record_name(t.id), "centre_height_m",
            fmt::format("lies above a wall of {:.3f} m", frame.height_m));
    }
  }

  void in_rooms() {
    auto point = [&](const auto& record, std::string_view id, std::string_view field, dvec3 p, std::string_view what) {
      const Room* room = sound_room(record.room);
      if (!room) return;
      if (!inside(*room, {p.x, p.z}) || p.y < room->floor_level_m - touch_m || p.y > top_m(*room) + touch_m)
        add(id, record_name(record.id), field, fmt::format("{} outside room {}", what, room->id.value));
    };
    for (const Furniture& f : document.furniture)
      if (const Room* room = sound_room(f.room);
          room && !inside(*room, footprint(f.position_m, f.heading_rad, f.width_m, f.depth_m)))
        add("furniture.outside_room", record_name(f.id), "position_m",
            fmt::format("stands outside room {} or in its wall", room->id.value));
    for (const Light& l : document.lights) point(l, "light.outside_room", "position_m", l.position_m, "hangs");
    for (const Viewpoint& v : document.viewpoints) point(v, "viewpoint.outside_room", "eye_m", v.eye_m, "lies");
  }

  void labels() {
    std::map<std::pair<PlacementId, LabelSide>, LabelId> seen;
    for (const Label& l : document.labels)
      if (auto [first, fresh] = seen.try_emplace({l.placement, l.side}, l.id); !fresh)
        add("label.repeated", record_name(l.id), "side",
            fmt::format("{} is already there", record_name(first->second)));
  }

  // What is in each other's way, told of what would be moved.
  void in_the_way() {
    for (const Conflict& c : conflicts(document, errors.size() < enough ? enough - errors.size() : 0)) {
      auto name = [](const AnyId& any) { return std::visit([](const auto& id) { return record_name(id); }, any); };
      const bool is_wall = std::holds_alternative<RoomId>(c.thing);
      const bool is_opening = std::holds_alternative<DoorwayId>(c.other) || std::holds_alternative<WindowId>(c.other);
      const std::string other = (std::holds_alternative<RoomId>(c.other) ? "a temporary wall of " : "") + name(c.other);
      if (c.kind == ConflictKind::covers) {
        auto* placement = std::get_if<PlacementId>(&c.thing);
        std::string_view field = placement ? "on_wall" : std::holds_alternative<LabelId>(c.thing) ? "side" : "along_m";
        if (auto* door = std::get_if<DoorwayId>(&c.thing)) field = side_on_wall_of(*door, c.other);
        add(std::holds_alternative<LabelId>(c.thing)      ? "label.overlap"
            : std::holds_alternative<WallTextId>(c.thing) ? "wall_text.overlap"
            : !placement                                  ? "opening.overlap"
            : is_opening                                  ? "placement.over_opening"
                                                          : "placement.overlap",
            name(c.thing), field, fmt::format("covers part of {} on the same wall", other));
        continue;
      }
      const bool is_furniture = std::holds_alternative<FurnitureId>(c.thing);
      const std::string_view field = is_wall ? "free_walls" : is_furniture ? "position_m" : "on_floor.position_m";
      if (c.kind == ConflictKind::stands)
        add(is_furniture || std::holds_alternative<FurnitureId>(c.other) ? "furniture.overlap" : "placement.overlap",
            name(c.thing), field, fmt::format("stands in the place of {}", other));
      else
        add("doorway.blocked", name(c.thing), field,
            fmt::format("stands before {}, of which less than {:.0f} mm stay free", other, free_doorway_m * 1000),
            "Move it aside");
    }
  }
  // Which of a doorway's sides is meant.
  std::string_view side_on_wall_of(const DoorwayId& id, const AnyId& other) const {
    const Doorway& door = *document.find(id);
    auto is_there = [&](const DoorwaySide& side) {
      if (auto* window = std::get_if<WindowId>(&other)) {
        const Window& w = *document.find(*window);
        return w.room == side.room && w.wall == side.wall;
      }
      const Doorway& d = *document.find(std::get<DoorwayId>(other));
      auto same = [&](const DoorwaySide& s) { return s.room == side.room && s.wall == side.wall; };
      return same(d.from) || (d.to && same(*d.to));
    };
    return door.to && !is_there(door.from) ? "to.along_m" : "from.along_m";
  }

  void all_in_space() {
    rooms();
    rooms_apart();
    openings();
    placements();
    wall_texts();
    in_rooms();
    labels();
    in_the_way();
  }
};

}  // namespace

std::vector<Error> validate(const Document& document) {
  Validator v{document, check_records(document)};
  v.works();
  v.all_in_space();
  return std::move(v.errors);
}

std::vector<Error> validate_rooms(const DividedDocument& divided, const std::set<RoomId>& rooms) {
  const Document part = rooms_alone(divided, rooms);
  Validator v{part, {}};
  v.all_in_space();
  return std::move(v.errors);
}

}  // namespace enf
