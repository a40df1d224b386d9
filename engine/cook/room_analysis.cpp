#include "engine/cook/room_analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/cook/room_outline.h"
#include "engine/cook/room_regions.h"
#include "engine/cook/room_storey.h"
#include "engine/geometry/polygon.h"

namespace enf {

namespace {

constexpr double thickest_wall_m = 2.0;
constexpr double least_confidence = 0.3;

dvec2 inward(dvec2 d) { return {-d.y, d.x}; }

dvec2 turned(dvec2 p, double angle) {
  double c = std::cos(angle), s = std::sin(angle);
  return {p.x * c - p.y * s, p.x * s + p.y * c};
}

// The direction most walls have, from -45 to 45 degrees: turning by its negative lays them along the axes.
double main_direction(std::span<const ModelTriangle> triangles) {
  constexpr int bins = 180;  // of half a degree over a right angle
  std::array<double, bins> weight{};
  auto each = [&](auto&& visit) {
    for (const ModelTriangle& t : triangles) {
      vec3 n = glm::cross(t[1] - t[0], t[2] - t[0]);
      float length = glm::length(n);
      if (!(length > 0) || std::abs(n.y) > 0.1f * length) continue;
      double angle = std::fmod(std::atan2(static_cast<double>(n.z), static_cast<double>(n.x)) + 4 * std::numbers::pi,
                               std::numbers::pi / 2);
      visit(angle, static_cast<double>(length));
    }
  };
  double bin = std::numbers::pi / 2 / bins;
  each([&](double angle, double area) { weight[static_cast<std::size_t>(std::lround(angle / bin)) % bins] += area; });
  std::size_t best = 0;
  double most = 0;
  for (std::size_t i = 0; i < bins; ++i)
    if (double w = weight[i] + weight[(i + 1) % bins] + weight[(i + bins - 1) % bins]; w > most) most = w, best = i;
  if (most == 0) return 0;
  // Once more around the peak, finer: furniture at a slight angle shall not draw the walls along.
  constexpr int fine = 60;
  std::array<double, 2 * fine + 1> near{}, sum{};
  double peak = static_cast<double>(best) * bin, fine_bin = 2 * bin / fine;
  each([&](double angle, double area) {
    double off = std::remainder(angle - peak, std::numbers::pi / 2);
    long k = std::lround(off / fine_bin) + fine;
    if (k >= 0 && k <= 2 * fine)
      near[static_cast<std::size_t>(k)] += area, sum[static_cast<std::size_t>(k)] += area * off;
  });
  double heaviest = 0, mean = 0;
  for (std::size_t k = 1; k < 2 * fine; ++k)
    if (double w = near[k - 1] + near[k] + near[k + 1]; w > heaviest)
      heaviest = w, mean = (sum[k - 1] + sum[k] + sum[k + 1]) / w;
  return std::remainder(peak + mean, std::numbers::pi / 2);
}

struct WallLine {
  dvec2 a{0}, b{0}, direction{1, 0};
  double length = 0;
};
WallLine wall_of(const FoundRoom& room, std::size_t i) {
  WallLine w{.a = room.plan[i], .b = room.plan[(i + 1) % room.plan.size()]};
  w.length = glm::distance(w.a, w.b);
  if (w.length > 0) w.direction = (w.b - w.a) / w.length;
  return w;
}

// The part [from, to] along `a` that lies before `b`, a wall that faces away from it at a distance of `gap`.
struct Facing {
  double from = 0, to = 0, gap = 0;
};
std::optional<Facing> facing(const WallLine& a, const WallLine& b) {
  if (a.length < 0.1 || b.length < 0.1 || glm::dot(a.direction, b.direction) > -0.999) return std::nullopt;
  double gap = -glm::dot((b.a + b.b) * 0.5 - a.a, inward(a.direction));
  double from = std::max(0.0, glm::dot(b.b - a.a, a.direction)),
         to = std::min(a.length, glm::dot(b.a - a.a, a.direction));
  if (gap < -0.06 || gap > thickest_wall_m || to <= from) return std::nullopt;
  return Facing{from, to, gap};
}

// Walls and doorways of one storey's rooms, `first` being the number of the first.
class Joiner {
 public:
  Joiner(RoomAnalysis& out, std::size_t first, const Storey& storey, const UprightFaces& faces)
      : out_(out), first_(first), s_(storey), faces_(faces) {}

  // False if the passage is between two rooms and cannot be drawn as a doorway.
  bool join(const Passage& passage, std::span<const int> room_of_region) {
    int from = room_of_region[static_cast<std::size_t>(passage.from)];
    int to = passage.to == no_region ? no_region : room_of_region[static_cast<std::size_t>(passage.to)];
    if (from < 0) std::swap(from, to);
    if (from < 0 || from == to) return true;
    auto found = to >= 0 ? between(passage, from, to) : outside(passage, from);
    if (!found) return to < 0;
    // Pieces of one opening come together.
    for (FoundDoorway& other : out_.doorways)
      if (other.from.room == found->from.room && other.from.wall == found->from.wall &&
          other.to.has_value() == found->to.has_value() && (!other.to || other.to->room == found->to->room) &&
          std::abs(other.from.along_m - found->from.along_m) < (other.width_m + found->width_m) / 2 + 0.12) {
        double low = std::min(other.from.along_m - other.width_m / 2, found->from.along_m - found->width_m / 2);
        double high = std::max(other.from.along_m + other.width_m / 2, found->from.along_m + found->width_m / 2);
        double shift = (low + high) / 2 - other.from.along_m;
        other.from.along_m += shift, other.width_m = high - low,
                                     other.height_m = std::max(other.height_m, found->height_m);
        if (other.to) other.to->along_m -= shift;
        return true;
      }
    out_.doorways.push_back(*found);
    return true;
  }

  void drop_too_small() {
    std::erase_if(out_.doorways, [](const FoundDoorway& d) { return d.width_m < 0.55 || d.height_m < 1.7; });
  }

  void measure_walls() {
    for (std::size_t r = first_; r < out_.rooms.size(); ++r) {
      FoundRoom& room = out_.rooms[r];
      room.thickness_m.assign(room.plan.size(), 0.3);
      for (std::size_t i = 0; i < room.plan.size(); ++i) {
        double thinnest = thickest_wall_m;
        for (std::size_t q = first_; q < out_.rooms.size(); ++q)
          for (std::size_t k = 0; q != r && k < out_.rooms[q].plan.size(); ++k)
            if (auto f = facing(wall_of(room, i), wall_of(out_.rooms[q], k)); f && f->to - f->from > 0.5)
              thinnest = std::min(thinnest, std::max(f->gap, 0.0));
        if (thinnest < thickest_wall_m) room.thickness_m[i] = thinnest / 2;
      }
    }
  }

 private:
  // The stretch of a wall that the passage's cells cover.
  std::pair<double, double> stretch(const Passage& p, const WallLine& wall) const {
    double low = 1e30, high = -1e30, half = s_.size.cell_m / 2;
    for (auto [x, y] : p.cells) {
      dvec2 at = s_.size.origin + (dvec2(x, y) + 0.5) * s_.size.cell_m;
      double along = glm::dot(at - wall.a, wall.direction);
      low = std::min(low, along - half), high = std::max(high, along + half);
    }
    return {low, high};
  }

  dvec2 middle_of(const Passage& p) const {
    dvec2 sum(0);
    for (auto [x, y] : p.cells) sum += s_.size.origin + (dvec2(x, y) + 0.5) * s_.size.cell_m;
    return sum / static_cast<double>(p.cells.size());
  }

  // Head and width, the ends drawn to the jambs.
  std::optional<FoundDoorway> measured(const Passage& p, const WallLine& wall, double from, double to, double gap,
                                       double lowest_ceiling) const {
    auto [low, high] = stretch(p, wall);
    double reach = 1.7 * s_.size.cell_m;
    low = faces_.fit_end(wall.a, wall.direction, low, reach, gap),
    high = faces_.fit_end(wall.a, wall.direction, high, reach, gap);
    low = std::max(low, from + 0.015), high = std::min(high, to - 0.015);
    if (high - low < 0.2) return std::nullopt;
    double head = p.head_m > 0 ? p.head_m : lowest_ceiling;
    return FoundDoorway{.from = {.along_m = (low + high) / 2},
                        .width_m = high - low,
                        .height_m = std::min(head, lowest_ceiling - 0.03),
                        .cue = p.cue};
  }

  std::optional<FoundDoorway> between(const Passage& p, int from, int to) const {
    const FoundRoom &a = out_.rooms[static_cast<std::size_t>(from)], &b = out_.rooms[static_cast<std::size_t>(to)];
    dvec2 middle = middle_of(p);
    std::optional<FoundDoorway> best;
    double nearest = 1.2;
    for (std::size_t i = 0; i < a.plan.size(); ++i)
      for (std::size_t k = 0; k < b.plan.size(); ++k) {
        WallLine wa = wall_of(a, i), wb = wall_of(b, k);
        auto f = facing(wa, wb);
        if (!f || f->to - f->from < 0.5) continue;
        double away = distance_to_segment(middle, wa.a, wa.b).distance +
                      distance_to_segment(middle, wb.a, wb.b).distance - f->gap;
        if (away >= nearest) continue;
        auto found = measured(p, wa, f->from, f->to, f->gap, std::min(a.ceiling_m, b.ceiling_m) - s_.floor_m);
        if (!found) continue;
        nearest = away;
        dvec2 at = wa.a + wa.direction * found->from.along_m;
        found->from.room = static_cast<std::uint32_t>(from), found->from.wall = static_cast<std::uint32_t>(i);
        found->to =
            FoundSide{static_cast<std::uint32_t>(to), static_cast<std::uint32_t>(k), glm::dot(at - wb.a, wb.direction)};
        best = found;
      }
    return best;
  }

  std::optional<FoundDoorway> outside(const Passage& p, int from) const {
    const FoundRoom& room = out_.rooms[static_cast<std::size_t>(from)];
    dvec2 middle = middle_of(p);
    std::size_t best = 0;
    double nearest = 0.8;
    for (std::size_t i = 0; i < room.plan.size(); ++i)
      if (double d = distance_to_segment(middle, wall_of(room, i).a, wall_of(room, i).b).distance; d < nearest)
        nearest = d, best = i;
    if (nearest >= 0.8) return std::nullopt;
    WallLine wall = wall_of(room, best);
    auto found = measured(p, wall, 0, wall.length, 0.5, room.ceiling_m - s_.floor_m);
    if (found) found->from.room = static_cast<std::uint32_t>(from), found->from.wall = static_cast<std::uint32_t>(best);
    return found;
  }

  RoomAnalysis& out_;
  std::size_t first_;
  const Storey& s_;
  const UprightFaces& faces_;
};

// The share of a region's floor that lies within a plan.
double share_within(const Storey& storey, const std::vector<int>& of_cell, int region, std::span<const dvec2> plan) {
  const GridSize& g = storey.size;
  dvec2 low = plan[0], high = plan[0];
  for (dvec2 p : plan) low = glm::min(low, p), high = glm::max(high, p);
  std::size_t all = 0, within = 0;
  for (int y = 0; y < g.height; y += 3)
    for (int x = 0; x < g.width; x += 3) {
      if (of_cell[g.at(x, y)] != region) continue;
      ++all;
      dvec2 at = g.origin + (dvec2(x, y) + 0.5) * g.cell_m;
      if (at.x > low.x && at.y > low.y && at.x < high.x && at.y < high.y && contains(plan, at)) ++within;
    }
  return all == 0 ? 0 : static_cast<double>(within) / static_cast<double>(all);
}

// One storey's rooms and doorways, added to what is known of the storeys below. Regions that are open to each other
// where no doorway can be drawn, or go around each other, become one: else one would see nothing through the opening.
class StoreyRooms {
 public:
  StoreyRooms(const Storey& storey, Regions regions, const UprightFaces& faces, const RoomAnalysis& below)
      : s_(storey), regions_(std::move(regions)), faces_(faces), below_(below) {
    while (!draw()) {
    }
  }
  RoomAnalysis take() { return std::move(drawn_); }
  std::size_t unclear() const { return unclear_; }
  double left_m2() const { return regions_.left_m2; }

 private:
  // False if regions had to be joined first.
  bool draw() {
    drawn_ = below_;
    unclear_ = 0;
    std::size_t first = drawn_.rooms.size();
    std::vector<int> room_of_region(regions_.regions.size(), no_region), region_of_room;
    for (int r = 0; r < static_cast<int>(regions_.regions.size()); ++r) {
      const Region& region = regions_.regions[static_cast<std::size_t>(r)];
      if (region.cells == 0) continue;
      auto plan = outline_of(s_, regions_.of_cell, r, faces_);
      if (!plan) {
        ++unclear_;
        continue;
      }
      // What stands in a room of a lower level is a table's top, a platform or a bridge.
      bool on_something = std::ranges::any_of(below_.rooms, [&](const FoundRoom& other) {
        return s_.floor_m < other.ceiling_m - 0.1 && share_within(s_, regions_.of_cell, r, other.plan) > 0.3;
      });
      if (on_something) continue;
      for (std::size_t k = first; k < drawn_.rooms.size(); ++k) {
        int other = region_of_room[k - first];
        if (share_within(s_, regions_.of_cell, r, drawn_.rooms[k].plan) > 0.05 ||
            share_within(s_, regions_.of_cell, other, *plan) > 0.05)
          return unite(other, r), false;
      }
      room_of_region[static_cast<std::size_t>(r)] = static_cast<int>(drawn_.rooms.size());
      region_of_room.push_back(r);
      drawn_.rooms.push_back({.plan = std::move(*plan),
                              .floor_m = s_.floor_m,
                              .ceiling_m = s_.floor_m + region.ceiling_m,
                              .has_ceiling = region.has_ceiling,
                              .walled = region.walled});
    }
    Joiner joiner(drawn_, first, s_, faces_);
    joiner.measure_walls();
    std::vector<std::pair<int, int>> undrawn;
    for (const Passage& passage : regions_.passages)
      if (!joiner.join(passage, room_of_region)) undrawn.emplace_back(passage.from, passage.to);
    for (auto [a, b] : undrawn) unite(a, b);
    if (!undrawn.empty()) return false;
    joiner.drop_too_small();
    return true;
  }

  void unite(int into, int other) {
    Region& a = regions_.regions[static_cast<std::size_t>(into)];
    Region& b = regions_.regions[static_cast<std::size_t>(other)];
    if (into == other || b.cells == 0 || a.cells == 0) return;
    a.walled = (a.walled * static_cast<double>(a.cells) + b.walled * static_cast<double>(b.cells)) /
               static_cast<double>(a.cells + b.cells);
    a.ceiling_m = std::max(a.ceiling_m, b.ceiling_m), a.has_ceiling = a.has_ceiling && b.has_ceiling;
    a.cells += b.cells;
    b.cells = 0;
    for (int& cell : regions_.of_cell)
      if (cell == other) cell = into;
    for (Passage& p : regions_.passages) {
      if (p.from == other) p.from = into;
      if (p.to == other) p.to = into;
      if (p.from == p.to)
        for (auto [x, y] : p.cells) regions_.of_cell[s_.size.at(x, y)] = into;
    }
    std::erase_if(regions_.passages, [](const Passage& p) { return p.from == p.to; });
  }

  const Storey& s_;
  Regions regions_;
  const UprightFaces& faces_;
  const RoomAnalysis& below_;
  RoomAnalysis drawn_;
  std::size_t unclear_ = 0;
};

RoomAnalysis left_whole(RoomNote why) {
  RoomAnalysis out;
  out.notes.push_back(why);
  return out;
}

}  // namespace

std::string to_string(const RoomNote& note) {
  const bool is_one = note.amount == 1;
  switch (note.kind) {
    case RoomNote::Kind::too_large:
      return "The model is too large to look for rooms in; check its unit, or bring it in by parts.";
    case RoomNote::Kind::no_walled_floor:
      return "No floor with walls around it was found: the model stays one room.";
    case RoomNote::Kind::little_walled:
      return fmt::format("Only {:.0f} % of the floor lies within walls: the model stays one room.", note.amount * 100);
    case RoomNote::Kind::no_plan:
      return fmt::format("{} part{} of the floor could not be given a plan.", note.amount, is_one ? "" : "s");
    case RoomNote::Kind::no_ceiling:
      return fmt::format("{} room{} no ceiling; {} height is that of the walls.", note.amount,
                         is_one ? " has" : "s have", is_one ? "its" : "their");
    case RoomNote::Kind::floor_levels:
      return fmt::format("There are {} floor levels; stairs between them are not doorways and must be joined by hand.",
                         note.amount);
  }
  return {};
}

double RoomAnalysis::area_m2() const {
  double sum = 0;
  for (const FoundRoom& room : rooms) sum += signed_area(room.plan);
  return sum;
}

RoomAnalysis analyse_rooms(std::span<const ModelTriangle> given) {
  RoomAnalysis out;
  double angle = main_direction(given);
  std::vector<ModelTriangle> triangles(given.begin(), given.end());
  for (ModelTriangle& t : triangles)
    for (vec3& p : t) {
      dvec2 flat = turned({p.x, p.z}, -angle);
      p.x = static_cast<float>(flat.x), p.z = static_cast<float>(flat.y);
    }
  auto size = grid_for(triangles);
  if (!size) return left_whole({given.empty() ? RoomNote::Kind::no_walled_floor : RoomNote::Kind::too_large});

  double floor_m2 = 0, good_m2 = 0;
  std::size_t storeys = 0, unclear = 0;
  for (double candidate : floor_candidates(triangles)) {
    Storey storey = raster_storey(triangles, *size, candidate);
    if (static_cast<double>(storey.floor_cells) * size->cell_m * size->cell_m < 3) continue;
    UprightFaces faces(triangles, candidate + 0.3, candidate + std::max(storey.wall_top_m, 2.2));
    StoreyRooms found(storey, divide_storey(storey), faces, out);
    std::size_t first = out.rooms.size();
    unclear += found.unclear();
    out = found.take();
    if (out.rooms.size() == first) continue;
    ++storeys;
    floor_m2 += found.left_m2();
    for (std::size_t r = first; r < out.rooms.size(); ++r) {
      double area = signed_area(out.rooms[r].plan);
      floor_m2 += area, good_m2 += area * out.rooms[r].walled;
    }
  }
  for (FoundRoom& room : out.rooms)
    for (dvec2& p : room.plan) p = turned(p, angle);
  out.confidence = floor_m2 > 0 ? good_m2 / floor_m2 : 0;
  if (out.rooms.empty()) return left_whole({RoomNote::Kind::no_walled_floor});
  if (out.confidence < least_confidence) return left_whole({RoomNote::Kind::little_walled, out.confidence});
  if (unclear > 0) out.notes.push_back({RoomNote::Kind::no_plan, static_cast<double>(unclear)});
  if (auto roofless = std::ranges::count(out.rooms, false, &FoundRoom::has_ceiling); roofless > 0)
    out.notes.push_back({RoomNote::Kind::no_ceiling, static_cast<double>(roofless)});
  if (storeys > 1) out.notes.push_back({RoomNote::Kind::floor_levels, static_cast<double>(storeys)});
  return out;
}

std::vector<ModelTriangle> triangles_of(const SourceModel& model) {
  std::vector<ModelTriangle> triangles;
  for (const SourceInstance& instance : model.instances)
    for (const SourcePart& part : model.meshes[instance.mesh].parts)
      for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
        ModelTriangle t;
        bool finite = true;
        for (std::size_t k = 0; k < 3; ++k) {
          t[k] = vec3(instance.transform * vec4(part.positions[part.indices[i + k]], 1));
          finite = finite && std::isfinite(t[k].x + t[k].y + t[k].z);
        }
        if (finite) triangles.push_back(t);
      }
  return triangles;
}

}  // namespace enf
