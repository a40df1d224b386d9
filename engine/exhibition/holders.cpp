#include "engine/exhibition/holders.h"

#include <algorithm>
#include <cmath>

#include "engine/exhibition/hanging.h"

namespace enf {
namespace {

constexpr double touch_m = 0.001;

// Of a place on the floor, how far right and before the furniture's middle it is as the furniture faces, and back.
dvec2 within(const Furniture& f, dvec2 place) {
  const double c = std::cos(f.heading_rad), s = std::sin(f.heading_rad);
  const dvec2 way = place - f.position_m;
  return {way.x * c - way.y * s, way.x * s + way.y * c};
}
dvec2 from_within(const Furniture& f, dvec2 place) {
  const double c = std::cos(f.heading_rad), s = std::sin(f.heading_rad);
  return f.position_m + dvec2(place.x * c + place.y * s, -place.x * s + place.y * c);
}

bool is_open_above(const Furniture& furniture) {
  return furniture.kind == FurnitureKind::drawers || furniture.kind == FurnitureKind::plinth;
}

// Free height above each board, as board_heights_m tells them; open above drawers and plinths.
std::vector<double> free_heights_m(const Furniture& furniture, const std::vector<double>& boards) {
  std::vector<double> free;
  for (std::size_t i = 0; i < boards.size(); ++i) {
    const double above = i + 1 < boards.size()                      ? boards[i + 1] - shelf_board_m
                         : is_open_above(furniture)                 ? 1e9
                         : furniture.kind == FurnitureKind::shelves ? furniture.height_m - shelf_board_m
                                                                    : furniture.height_m;
    free.push_back(above - boards[i]);
  }
  return free;
}

}  // namespace

double hood_height_m(const Furniture& vitrine) { return vitrine.hood_height_m.value_or(vitrine_hood_m); }

std::vector<double> board_heights_m(const Furniture& furniture) {
  if (furniture.kind == FurnitureKind::vitrine) return {furniture.height_m - hood_height_m(furniture) + vitrine_bed_m};
  if (furniture.kind != FurnitureKind::shelves) return {furniture.height_m};
  constexpr double wished_m = 0.4;  // apart
  double from = shelf_plinth_m, high = furniture.height_m - shelf_board_m - from;
  int bays = std::max(1, static_cast<int>(std::lround(high / wished_m)));
  std::vector<double> heights;
  for (int i = 0; i < bays; ++i) heights.push_back(from + high * i / bays);
  return heights;
}

bool holds_works(const Furniture& furniture) {
  return furniture.kind == FurnitureKind::vitrine || furniture.kind == FurnitureKind::shelves ||
         is_open_above(furniture);
}

bool is_over(const Furniture& furniture, dvec2 place_m) {
  const dvec2 at = glm::abs(within(furniture, place_m));
  return at.x <= furniture.width_m / 2 + touch_m && at.y <= furniture.depth_m / 2 + touch_m;
}

bool is_on_board_of(const Furniture& furniture, const OnFloor& where) {
  constexpr double off_m = 0.02;
  return where.support == Support::shelf && holds_works(furniture) && is_over(furniture, where.position_m) &&
         std::ranges::any_of(board_heights_m(furniture),
                             [&](double board) { return std::abs(board - where.support_height_m) < off_m; });
}

namespace {

// Of the room's furniture that holds works and is fit, the one whose middle is nearest.
template <class IsFit>
const Furniture* nearest_holder(const Document& document, const RoomId& room, dvec2 place, IsFit&& is_fit) {
  const Furniture* nearest = nullptr;
  for (const Furniture& piece : document.furniture)
    if (piece.room == room && holds_works(piece) && is_fit(piece) &&
        (!nearest || glm::distance(piece.position_m, place) < glm::distance(nearest->position_m, place)))
      nearest = &piece;
  return nearest;
}

}  // namespace

const Furniture* holder_at(const Document& document, const RoomId& room, dvec2 place_m) {
  return nearest_holder(document, room, place_m, [&](const Furniture& piece) { return is_over(piece, place_m); });
}

const Furniture* holder_of(const Document& document, const RoomId& room, const OnFloor& where) {
  if (where.support != Support::shelf) return nullptr;
  return nearest_holder(document, room, where.position_m,
                        [&](const Furniture& piece) { return is_on_board_of(piece, where); });
}

std::vector<PlacementId> held_by(const Document& document, const Furniture& furniture) {
  std::vector<PlacementId> held;
  if (!holds_works(furniture)) return held;
  for (const Placement& placement : document.placements)
    if (auto* where = std::get_if<OnFloor>(&placement.where);
        where && placement.room == furniture.room && is_on_board_of(furniture, *where))
      if (const Furniture* holder = holder_of(document, placement.room, *where); holder && holder->id == furniture.id)
        held.push_back(placement.id);
  return held;
}

std::optional<OnFloor> place_on(const Furniture& furniture, const Work& work, dvec2 near_m, double near_height_m) {
  constexpr double label_m = 0.12;
  OnFloor where{.heading_rad = furniture.heading_rad, .support = Support::shelf};
  const Standing size = standing_of(work, where);
  const double edge = furniture.kind == FurnitureKind::vitrine ? vitrine_edge_m : 0;
  const dvec2 free = dvec2(furniture.width_m - size.width_m, furniture.depth_m - size.depth_m) / 2.0 - edge;
  if (free.x < -touch_m || free.y < -touch_m) return std::nullopt;
  const std::vector<double> boards = board_heights_m(furniture), heights = free_heights_m(furniture, boards);
  auto off = [&](double board) { return std::abs(board - near_height_m); };
  std::optional<double> board;
  for (std::size_t i = 0; i < boards.size(); ++i)
    if (heights[i] >= size.top_m - size.bottom_m && (!board || off(boards[i]) < off(*board))) board = boards[i];
  if (!board) return std::nullopt;
  const dvec2 low = -glm::max(free, 0.0), high(-low.x, std::max(low.y, -low.y - label_m));
  where.position_m = from_within(furniture, glm::clamp(within(furniture, near_m), low, high));
  where.support_width_m = size.width_m, where.support_depth_m = size.depth_m, where.support_height_m = *board;
  return where;
}

}  // namespace enf
