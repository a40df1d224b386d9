#include "engine/scene/plan_check.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/exhibition/hanging.h"

namespace enf {

namespace {

constexpr double cell_m = 0.01, slack_m = 0.05, near_m = 0.06, far_m = 0.6, least_gap_m = 0.6, least_cosine = 0.985;

struct Opening {
  Stretch stretch;
  const Doorway* doorway = nullptr;
};

std::vector<Opening> openings_in(const Document& document, const Room& room, std::uint32_t wall) {
  std::vector<Opening> found;
  auto add = [&](const DoorwaySide& side, const Doorway& doorway) {
    if (side.room == room.id && side.wall == wall)
      found.push_back({{side.along_m - doorway.width_m / 2, side.along_m + doorway.width_m / 2}, &doorway});
  };
  for (const Doorway& doorway : document.doorways) {
    add(doorway.from, doorway);
    if (doorway.to) add(*doorway.to, doorway);
  }
  for (const Window& window : document.windows)
    if (window.room == room.id && window.wall == wall)
      found.push_back({{window.along_m - window.width_m / 2, window.along_m + window.width_m / 2}, nullptr});
  return found;
}

// Which cells of a wall have a surface, and how far off those surfaces stand that are no farther than `far_m`.
struct Covered {
  std::vector<bool> cells;
  std::map<int, double> length_at;  // by centimetres inwards
};

Covered cover(const WallFrame& frame, std::span<const CutLine> lines) {
  const dvec2 origin(frame.origin.x, frame.origin.z), along(frame.along.x, frame.along.z),
      inward(frame.inward.x, frame.inward.z);
  Covered covered{std::vector<bool>(static_cast<std::size_t>(std::max(1.0, std::ceil(frame.length_m / cell_m)))), {}};
  for (const CutLine& line : lines) {
    dvec2 a = dvec2(line[0]) - origin, b = dvec2(line[1]) - origin;
    const double length = glm::distance(a, b);
    if (std::abs(glm::dot(b - a, along)) < least_cosine * length) continue;
    double from = glm::dot(a, along), to = glm::dot(b, along);
    const double off = glm::dot((a + b) / 2.0, inward);
    if (from > to) std::swap(from, to);
    from = std::max(from, 0.0), to = std::min(to, frame.length_m);
    if (to <= from || std::abs(off) > far_m) continue;
    covered.length_at[static_cast<int>(std::lround(off * 100))] += to - from;
    if (std::abs(off) > near_m) continue;
    const auto last = static_cast<std::size_t>(to / cell_m);
    for (auto cell = static_cast<std::size_t>(from / cell_m); cell <= last && cell < covered.cells.size(); ++cell)
      covered.cells[cell] = true;
  }
  return covered;
}

}  // namespace

bool PlanAgainstModel::is_as_built() const {
  return closed.empty() && std::ranges::all_of(walls, [](const WallAgainstModel& wall) {
           return wall.walled >= least_walled && wall.gaps.empty();
         });
}

PlanAgainstModel check_plan(const Document& document, const Room& room, std::span<const CutLine> lines) {
  PlanAgainstModel found;
  for (std::uint32_t wall = 0; wall < room.plan.size(); ++wall) {
    const WallFrame frame = wall_frame(room, wall);
    const std::vector<Opening> openings = openings_in(document, room, wall);
    const Covered covered = cover(frame, lines);
    auto middle_of = [](std::size_t cell) { return (static_cast<double>(cell) + 0.5) * cell_m; };
    auto holds = [&](const Opening& opening, std::size_t cell) {
      return middle_of(cell) >= opening.stretch.from - slack_m && middle_of(cell) <= opening.stretch.to + slack_m;
    };
    WallAgainstModel one;
    std::size_t own = 0, walled = 0, gap = 0;
    auto end_gap = [&](std::size_t cell) {
      const double length = static_cast<double>(gap) * cell_m, to = static_cast<double>(cell) * cell_m;
      if (length >= least_gap_m) one.gaps.push_back({to - length, std::min(to, frame.length_m)});
      gap = 0;
    };
    for (std::size_t cell = 0; cell < covered.cells.size(); ++cell) {
      if (std::ranges::any_of(openings, [&](const Opening& opening) { return holds(opening, cell); })) {
        end_gap(cell);
        continue;
      }
      ++own, walled += covered.cells[cell];
      if (covered.cells[cell])
        end_gap(cell);
      else
        ++gap;
    }
    end_gap(covered.cells.size());
    one.walled = own == 0 ? 1 : static_cast<double>(walled) / static_cast<double>(own);
    if (one.walled < least_walled && !covered.length_at.empty()) {
      // Of a wall's two faces the one that looks into the room is meant.
      auto most = std::ranges::max_element(covered.length_at, {}, &std::pair<const int, double>::second);
      for (const auto& [centimetres, length] : covered.length_at)
        if (length > frame.length_m / 3 && length > most->second * 0.6) one.off_m = centimetres / 100.0;
    }
    if (one.walled < 0.2) one.gaps.clear();  // the wall as a whole stands nowhere
    for (const Opening& opening : openings) {
      if (!opening.doorway) continue;
      std::size_t cells = 0, shut = 0;
      for (std::size_t cell = 0; cell < covered.cells.size(); ++cell)
        if (middle_of(cell) > opening.stretch.from + slack_m && middle_of(cell) < opening.stretch.to - slack_m)
          ++cells, shut += covered.cells[cell];
      if (cells > 0 && 10 * shut > 6 * cells) found.closed.push_back(opening.doorway->id);
    }
    found.walls.push_back(std::move(one));
  }
  return found;
}

}  // namespace enf
