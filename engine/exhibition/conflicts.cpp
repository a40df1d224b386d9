#include "engine/exhibition/conflicts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "engine/exhibition/hanging.h"

namespace enf {
namespace {

constexpr double touch_m = 0.001;  // things may touch, and files may round

// Something that takes up a rectangle of a wall.
struct OnWallArea {
  double left = 0, right = 0, bottom = 0, top = 0;
  AnyId id;
  bool opening = false;
};

// Something that takes up a turned box in a room.
struct Body {
  dvec2 middle, right, front;        // half its width to the right, half its depth to the front
  double bottom_m = 0, top_m = 1e9;  // above the floor
  AnyId id;
  enum class Kind { work, hung, on_shelf, furniture, vitrine, fence, wall } kind = Kind::work;
  double reach() const { return glm::length(right) + glm::length(front); }
};

dvec2 flat(dvec3 p) { return {p.x, p.z}; }

Body body(dvec2 middle, double heading, double width, double depth, AnyId id, Body::Kind kind) {
  return {.middle = middle,
          .right = dvec2(std::cos(heading), -std::sin(heading)) * (width / 2),
          .front = dvec2(std::sin(heading), std::cos(heading)) * (depth / 2),
          .id = std::move(id),
          .kind = kind};
}

// Whether they share more than a side: none of either's separates them (separating axis theorem).
bool overlap(const Body& a, const Body& b) {
  if (a.bottom_m > b.top_m - touch_m || b.bottom_m > a.top_m - touch_m) return false;
  const dvec2 way = b.middle - a.middle;
  if (const double reach = a.reach() + b.reach(); glm::dot(way, way) > reach * reach) return false;
  for (dvec2 side : {a.right, a.front, b.right, b.front}) {
    dvec2 axis = side / glm::length(side);
    auto along = [&](const Body& one) {
      return std::abs(glm::dot(one.right, axis)) + std::abs(glm::dot(one.front, axis));
    };
    if (std::abs(glm::dot(way, axis)) > along(a) + along(b) - touch_m) return false;
  }
  return true;
}

// Whether the one's place on the floor lies within the other's.
bool is_over(const Body& one, const Body& other) {
  for (dvec2 side : {other.right, other.front}) {
    const double half = glm::length(side);
    const dvec2 axis = side / half;
    if (std::abs(glm::dot(one.middle - other.middle, axis)) + std::abs(glm::dot(one.right, axis)) +
            std::abs(glm::dot(one.front, axis)) >
        half + touch_m)
      return false;
  }
  return true;
}

// Posts and their ropes belong together, furniture to what lies on its boards and does not reach over their edges, and
// a vitrine to what is wholly in it. What hangs meets only what stands: what else hangs there is seen on the wall.
bool may_share_place(const Body& a, const Body& b) {
  using Kind = Body::Kind;
  if (a.kind == Kind::fence && b.kind == Kind::fence) return true;
  if (a.kind == Kind::hung && b.kind == Kind::hung) return true;
  if (a.kind == Kind::wall && b.kind == Kind::wall) return true;  // they meet in corners
  auto holds = [](const Body& furniture, const Body& work) {
    if (work.kind != Kind::on_shelf || !is_over(work, furniture)) return false;
    return furniture.kind == Kind::furniture ||
           (furniture.kind == Kind::vitrine && work.top_m <= furniture.top_m + touch_m);
  };
  return holds(a, b) || holds(b, a);
}

class Finder {
 public:
  Finder(const Document& document, std::size_t most) : document_(document), most_(most) {}
  std::vector<Conflict> find() {
    for (const Doorway& door : document_.doorways) {
      side_of(door, door.from);
      if (door.to) side_of(door, *door.to);
    }
    for (const Window& w : document_.windows)
      if (sound_wall(w.room, w.wall))
        walls_[{w.room, w.wall}].push_back(
            {w.along_m - w.width_m / 2, w.along_m + w.width_m / 2, w.sill_m, w.sill_m + w.height_m, w.id, true});
    for (const Room& room : document_.rooms)
      for (const FreeWall& wall : room.free_walls) {
        const dvec2 along = wall.to_m - wall.from_m;
        if (!(glm::length(along) > 0)) continue;
        bodies_[room.id].push_back(body((wall.from_m + wall.to_m) / 2.0, std::atan2(-along.y, along.x),
                                        glm::length(along), wall.thickness_m, room.id, Body::Kind::wall));
        bodies_[room.id].back().top_m = wall.height_m;
      }
    for (const Placement& p : document_.placements)
      if (const Work* work = document_.find(p.work)) add(p, *work);
    for (const Label& label : document_.labels) add(label);
    for (const WallText& t : document_.wall_texts)
      if (sound_wall(t.room, t.wall))
        walls_[{t.room, t.wall}].push_back({t.along_m - t.width_m / 2, t.along_m + t.width_m / 2,
                                            t.centre_height_m - least_wall_text_height_m / 2,
                                            t.centre_height_m + least_wall_text_height_m / 2, t.id});
    for (const Furniture& piece : document_.furniture) {
      const bool is_fence = piece.kind == FurnitureKind::barrier || piece.kind == FurnitureKind::stanchion;
      const Body::Kind kind = is_fence                               ? Body::Kind::fence
                              : piece.kind == FurnitureKind::vitrine ? Body::Kind::vitrine
                                                                     : Body::Kind::furniture;
      Body one = body(piece.position_m, piece.heading_rad, piece.width_m, piece.depth_m, piece.id, kind);
      one.top_m = piece.height_m;
      bodies_[piece.room].push_back(std::move(one));
    }
    for (auto& [wall, areas] : walls_) on_wall(areas);
    for (const auto& [room, bodies] : bodies_) in_room(bodies);
    for (const Doorway& door : document_.doorways) {
      before(door, door.from);
      if (door.to) before(door, *door.to);
    }
    return std::move(found_);
  }

 private:
  // The room, if it has that wall or that face of a temporary one.
  const Room* sound_wall(const RoomId& id, std::uint32_t wall) const {
    const Room* room = document_.find(id);
    const bool is_sound = room && room->plan.size() >= 3 && room->walls.size() == room->plan.size();
    return is_sound && wall < wall_count(*room) ? room : nullptr;
  }
  void tell(ConflictKind kind, const AnyId& thing, const AnyId& other) {
    if (found_.size() < most_) found_.push_back({kind, thing, other});
  }

  void side_of(const Doorway& door, const DoorwaySide& side) {
    if (sound_wall(side.room, side.wall))
      walls_[{side.room, side.wall}].push_back(
          {side.along_m - door.width_m / 2, side.along_m + door.width_m / 2, 0, door.height_m, door.id, true});
  }

  void add(const Placement& p, const Work& work) {
    const OuterSize size = outer_size(work);
    if (auto* on = std::get_if<OnWall>(&p.where)) {
      const Room* room = sound_wall(p.room, on->wall);
      if (!room) return;
      OnWallArea area{on->along_m - size.width_m / 2, on->along_m + size.width_m / 2,
                      on->centre_height_m - size.height_m / 2, on->centre_height_m + size.height_m / 2, p.id};
      const WallFrame frame = wall_frame(*room, on->wall);
      const double deep = std::max(size.depth_m, 0.01);
      Body one{.middle = flat(frame.at(on->along_m, 0, deep / 2)),
               .right = flat(frame.along) * (size.width_m / 2),
               .front = flat(frame.inward) * (deep / 2),
               .bottom_m = area.bottom,
               .top_m = area.top,
               .id = p.id,
               .kind = Body::Kind::hung};
      walls_[{p.room, on->wall}].push_back(std::move(area));
      bodies_[p.room].push_back(std::move(one));
      return;
    }
    const OnFloor& on = std::get<OnFloor>(p.where);
    const Standing stands = standing_of(work, on);
    Body one = body(on.position_m, on.heading_rad, stands.width_m, stands.depth_m, p.id,
                    on.support == Support::shelf ? Body::Kind::on_shelf : Body::Kind::work);
    one.bottom_m = stands.bottom_m, one.top_m = stands.top_m;
    bodies_[p.room].push_back(std::move(one));
  }

  // On the wall beside or below a hung work.
  void add(const Label& label) {
    const Placement* p = document_.find(label.placement);
    const Work* work = p ? document_.find(p->work) : nullptr;
    auto* on = work ? std::get_if<OnWall>(&p->where) : nullptr;
    const Room* room = on ? sound_wall(p->room, on->wall) : nullptr;
    if (!room) return;
    const double width = label.width_mm / 1000;
    const Pose pose = label_pose(*room, *p, *work, label.side, width, least_label_height_m);
    const WallFrame frame = wall_frame(*room, on->wall);
    const double along = glm::dot(pose.position - frame.origin, frame.along),
                 above = pose.position.y - room->floor_level_m;
    walls_[{p->room, on->wall}].push_back({along - width / 2, along + width / 2, above - least_label_height_m / 2,
                                           above + least_label_height_m / 2, label.id});
  }

  // Which is another mistake, told as such.
  bool are_labels_of_one_side(const AnyId& a, const AnyId& b) const {
    auto *one = std::get_if<LabelId>(&a), *two = std::get_if<LabelId>(&b);
    if (!one || !two) return false;
    const Label &first = *document_.find(*one), &second = *document_.find(*two);
    return first.placement == second.placement && first.side == second.side;
  }

  // Pairs on one wall, found by a sweep along it.
  void on_wall(std::vector<OnWallArea>& areas) {
    std::ranges::stable_sort(areas, {}, &OnWallArea::left);
    std::vector<const OnWallArea*> open;
    for (const OnWallArea& area : areas) {
      std::erase_if(open, [&](const OnWallArea* o) { return !(o->right > area.left + touch_m); });
      for (const OnWallArea* other : open)
        if (other->bottom < area.top - touch_m && area.bottom < other->top - touch_m &&
            !are_labels_of_one_side(area.id, other->id)) {
          const bool is_other_blamed = area.opening && !other->opening;  // works are moved, not doorways
          const OnWallArea &thing = is_other_blamed ? *other : area, &in_the_way = is_other_blamed ? area : *other;
          tell(ConflictKind::covers, thing.id, in_the_way.id);
        }
      open.push_back(&area);
    }
  }

  // Pairs that stand in each other, found by a sweep from west to east; of two the later is told.
  void in_room(const std::vector<Body>& bodies) {
    auto half = [&](std::size_t i) { return std::abs(bodies[i].right.x) + std::abs(bodies[i].front.x); };
    auto west = [&](std::size_t i) { return bodies[i].middle.x - half(i); };
    std::vector<std::size_t> order(bodies.size()), open;
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, west);
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i : order) {
      std::erase_if(open, [&](std::size_t o) { return bodies[o].middle.x + half(o) < west(i); });
      for (std::size_t o : open)
        if (!may_share_place(bodies[i], bodies[o]) && overlap(bodies[i], bodies[o])) pairs.push_back(std::minmax(i, o));
      open.push_back(i);
    }
    std::ranges::sort(pairs);
    for (auto [first, second] : pairs) tell(ConflictKind::stands, bodies[second].id, bodies[first].id);
  }

  // What of a body lies before the doorway, along its wall from its middle; nothing if it does not reach in.
  static std::optional<dvec2> stretch_before(const Body& one, const WallFrame& frame, double along_m) {
    std::vector<dvec2> corners;  // along the wall, before it
    for (dvec2 sign : {dvec2(-1, -1), dvec2(1, -1), dvec2(1, 1), dvec2(-1, 1)}) {
      const dvec2 p = one.middle + one.right * sign.x + one.front * sign.y - flat(frame.origin);
      corners.push_back({glm::dot(p, flat(frame.along)) - along_m, glm::dot(p, flat(frame.inward))});
    }
    std::optional<dvec2> stretch;
    auto take = [&](double along) {
      stretch = stretch ? dvec2(std::min(stretch->x, along), std::max(stretch->y, along)) : dvec2(along);
    };
    for (std::size_t i = 0; i < 4; ++i) {
      const dvec2 p = corners[i], q = corners[(i + 1) % 4];
      if (p.y > touch_m && p.y < free_doorway_m - touch_m) take(p.x);
      for (double level : {touch_m, free_doorway_m - touch_m})
        if ((p.y - level) * (q.y - level) < 0) take(p.x + (q.x - p.x) * (level - p.y) / (q.y - p.y));
    }
    return stretch;
  }

  void before(const Doorway& door, const DoorwaySide& side) {
    const Room* room = sound_wall(side.room, side.wall);
    auto there = bodies_.find(side.room);
    if (!room || there == bodies_.end()) return;
    const WallFrame frame = wall_frame(*room, side.wall);
    const double half = door.width_m / 2, wanted = std::min(free_doorway_m, door.width_m) - touch_m;
    std::vector<std::pair<dvec2, const Body*>> taken;
    for (const Body& one : there->second) {
      if (one.kind == Body::Kind::hung || one.kind == Body::Kind::on_shelf || one.bottom_m > 2) continue;
      const dvec2 middle = flat(frame.at(side.along_m, 0));
      if (glm::distance(one.middle, middle) > one.reach() + half + free_doorway_m) continue;
      auto stretch = stretch_before(one, frame, side.along_m);
      if (stretch && stretch->x < half - touch_m && stretch->y > -half + touch_m) taken.push_back({*stretch, &one});
    }
    std::ranges::sort(taken, {}, [](const auto& one) { return one.first.x; });
    double reached = -half, widest = 0;
    for (const auto& [stretch, one] : taken) {
      widest = std::max(widest, stretch.x - reached);
      reached = std::max(reached, stretch.y);
    }
    widest = std::max(widest, half - reached);
    if (widest >= wanted) return;
    for (const auto& [stretch, one] : taken) tell(ConflictKind::blocks, one->id, door.id);
  }

  const Document& document_;
  std::size_t most_;
  std::map<std::pair<RoomId, std::uint32_t>, std::vector<OnWallArea>> walls_;
  std::map<RoomId, std::vector<Body>> bodies_;
  std::vector<Conflict> found_;
};

}  // namespace

std::vector<Conflict> conflicts(const Document& document, std::size_t most) { return Finder(document, most).find(); }

Document rooms_alone(const DividedDocument& divided, const std::set<RoomId>& rooms) {
  const Document& document = divided.document;
  Document part;  // all that stands in these rooms; of the others their plans alone
  part.exhibition = document.exhibition;
  part.rooms = document.rooms;
  part.works = document.works;
  auto keep = [&](const auto& table, auto&& concerns) {
    using T = std::remove_cvref_t<decltype(*table.begin())>;
    std::vector<std::shared_ptr<const T>> kept;
    for (auto it = table.begin(); it != table.end(); ++it)
      if (concerns(*it)) kept.push_back(it.record());
    part.table<T>() = Table<T>::from_records(std::move(kept));
  };
  for (const Room& room : document.rooms) {
    if (rooms.contains(room.id) || room.free_walls.empty()) continue;
    Room bare = room;
    bare.free_walls.clear();
    part.rooms = part.rooms.with(std::make_shared<const Room>(std::move(bare)));
  }
  auto in_them = [&](const auto& record) { return rooms.contains(record.room); };
  keep(document.doorways,
       [&](const Doorway& d) { return rooms.contains(d.from.room) || (d.to && rooms.contains(d.to->room)); });
  keep(document.windows, in_them), keep(document.viewpoints, in_them);
  auto gather = [&]<class T>(std::type_identity<T>) {
    std::vector<std::shared_ptr<const T>> all;
    std::size_t r = 0;
    for (const Room& room : document.rooms) {
      const Table<T>& own = divided.rooms[r++]->table<T>();
      if (!rooms.contains(room.id)) continue;
      for (auto it = own.begin(); it != own.end(); ++it) all.push_back(it.record());
    }
    part.table<T>() = Table<T>::from_records(std::move(all));
  };
  gather(std::type_identity<Placement>{}), gather(std::type_identity<Furniture>{}), gather(std::type_identity<Light>{});
  gather(std::type_identity<WallText>{}), gather(std::type_identity<Label>{});
  return part;
}

}  // namespace enf
