// Works on furniture: they go where it goes, and in and out of it as they are moved.
#include <algorithm>
#include <cmath>
#include <set>

#include "editor/operators/groups.h"
#include "engine/exhibition/holders.h"

namespace enf::editor {

std::vector<AnyId> with_what_they_hold(const Document& document, const std::vector<AnyId>& ids) {
  std::vector<AnyId> all = ids;
  std::set<AnyId> known(ids.begin(), ids.end());
  for (const AnyId& id : ids)
    if (auto* furniture = std::get_if<FurnitureId>(&id))
      if (const Furniture* piece = document.find(*furniture))
        for (const PlacementId& held : held_by(document, *piece))
          if (known.insert(held).second) all.emplace_back(held);
  return all;
}

OnFloor stood_by_itself(const Work& work, Support support) {
  constexpr double eye_m = 1.45, air_m = 0.1;
  OuterSize size = outer_size(work);
  bool lies = work.form == WorkForm::flat;
  OnFloor where{.support = support};
  where.support_width_m = std::max(0.3, size.width_m + air_m);
  where.support_depth_m = std::max(0.3, (lies ? size.height_m : size.depth_m) + air_m);
  where.support_height_m = lies ? 0.9 : size.height_m > 1.3 ? 0.12 : std::clamp(eye_m - size.height_m / 2, 0.3, 1.1);
  where.hood_height_m = lies ? 0.2 : size.height_m + air_m;
  return where;
}

void settle_in_furniture(Draft& draft, const Document& before, const std::vector<AnyId>& moved) {
  for (const AnyId& id : moved) {
    auto* placed = std::get_if<PlacementId>(&id);
    const Placement *was = placed ? before.find(*placed) : nullptr, *is = placed ? draft.now().find(*placed) : nullptr;
    auto* from = was ? std::get_if<OnFloor>(&was->where) : nullptr;
    auto* to = is ? std::get_if<OnFloor>(&is->where) : nullptr;
    if (!to || holder_of(draft.now(), is->room, *to)) continue;
    const bool floats = to->support == Support::shelf;
    const Furniture* holder = holder_at(draft.now(), is->room, to->position_m);
    // What stands by itself over furniture was put there so.
    if (holder && !floats && from && holder_at(before, was->room, from->position_m)) continue;
    const Work& work = *before.find(is->work);
    std::optional<OnFloor> next = holder ? place_on(*holder, work, to->position_m) : std::nullopt;
    if (!next && !floats) continue;
    if (!next) {
      next = stood_by_itself(work, work.form == WorkForm::flat ? Support::vitrine : Support::plinth);
      next->position_m = to->position_m, next->heading_rad = to->heading_rad;
    }
    Placement placement = *is;
    placement.where = *next;
    draft.put(std::move(placement));
  }
}

bool follow_furniture(Draft& draft, const Furniture& before, const Furniture& after) {
  const double turn = after.heading_rad - before.heading_rad, c = std::cos(turn), s = std::sin(turn);
  const bool is_resized = dvec2(before.width_m, before.depth_m) != dvec2(after.width_m, after.depth_m) ||
                          board_heights_m(before) != board_heights_m(after) || before.height_m != after.height_m;
  const std::vector<PlacementId> held = held_by(draft.now(), before);
  draft.put(after);
  for (const PlacementId& id : held) {
    Placement placement = *draft.now().find(id);
    OnFloor& where = std::get<OnFloor>(placement.where);
    const dvec2 way = where.position_m - before.position_m;
    where.position_m = after.position_m + dvec2(way.x * c + way.y * s, -way.x * s + way.y * c);
    where.heading_rad += turn;
    if (is_resized) {
      std::optional<OnFloor> fits =
          place_on(after, *draft.now().find(placement.work), where.position_m, where.support_height_m);
      if (!fits) return false;
      fits->heading_rad = where.heading_rad;
      where = *fits;
    }
    draft.put(std::move(placement));
  }
  return true;
}

}  // namespace enf::editor
