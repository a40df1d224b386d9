#include "engine/exhibition/arrange.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/exhibition/hanging.h"
#include "engine/exhibition/new_id.h"
#include "engine/exhibition/wall_set.h"
#include "engine/geometry/polygon.h"

namespace enf {

namespace {

std::optional<Placement> hang_on_a_wall(const Document& document, const Work& work) {
  constexpr double air_m = 0.6;  // for the label and the eye, both sides together
  OuterSize size = outer_size(work);
  std::optional<Placement> best;
  double widest = size.width_m + air_m;
  for (const Room& room : document.rooms)
    for (std::uint32_t wall = 0; wall < wall_count(room); ++wall) {
      if (size.height_m + 0.2 > wall_frame(room, wall).height_m) continue;
      for (Stretch stretch : free_stretches(document, room, wall))
        if (stretch.to - stretch.from > widest) {
          widest = stretch.to - stretch.from;
          // Tall works keep their lower edge off the skirting.
          double centre = std::max(hanging_centre_m(room, wall), size.height_m / 2 + 0.15);
          best = Placement{.room = room.id, .where = OnWall{wall, (stretch.from + stretch.to) / 2, centre}};
        }
    }
  return best;
}

std::optional<Placement> stand_in_a_room(const Document& document, const Work& work) {
  double width = work.width_mm / 1000, depth = work.depth_mm / 1000, height = work.height_mm / 1000;
  double radius = 0.5 * std::hypot(width, depth) + 0.05;
  // A work's middle stands near eye level; what is taller than a person stands on a low base.
  double base = height > 1.3 ? 0.12 : std::clamp(1.45 - height / 2, 0.3, 1.1);
  constexpr double step_m = 0.25, way_round_m = 0.9;
  std::optional<Placement> best;
  double farthest = radius + way_round_m;
  for (const Room& room : document.rooms) {
    if (base + height + 0.2 > room.ceiling_height_m) continue;
    dvec2 low = room.plan[0], high = room.plan[0];
    for (dvec2 corner : room.plan) low = glm::min(low, corner), high = glm::max(high, corner);
    for (double x = low.x; x <= high.x; x += step_m)
      for (double z = low.y; z <= high.y; z += step_m) {
        dvec2 spot(x, z);
        if (!contains(room.plan, spot)) continue;
        double clear = 1e9;
        for (std::size_t i = 0; i < room.plan.size(); ++i)
          clear =
              std::min(clear, distance_to_segment(spot, room.plan[i], room.plan[(i + 1) % room.plan.size()]).distance);
        for (const FreeWall& wall : room.free_walls)
          clear = std::min(clear, distance_to_segment(spot, wall.from_m, wall.to_m).distance - wall.thickness_m / 2);
        for (const Placement& placement : document.placements)
          if (const OnFloor* other = std::get_if<OnFloor>(&placement.where); other && placement.room == room.id)
            clear = std::min(clear, glm::distance(spot, other->position_m) - other->support_width_m / 2);
        for (const Furniture& piece : document.furniture)
          if (piece.room == room.id) clear = std::min(clear, glm::distance(spot, piece.position_m) - piece.width_m / 2);
        if (clear > farthest) {
          farthest = clear;
          OnFloor where{.position_m = spot, .support_height_m = base};
          where.support_width_m = std::max(0.3, width + 0.1);
          where.support_depth_m = std::max(0.3, depth + 0.1);
          best = Placement{.room = room.id, .where = where};
        }
      }
  }
  return best;
}

std::string id_of(std::string_view prefix, const WorkId& work) {
  return (std::string(prefix) + "-" + work.value).substr(0, 64);
}

}  // namespace

std::optional<double> limiting_illuminance_lx(LightSensitivity sensitivity) {
  if (sensitivity == LightSensitivity::none) return std::nullopt;
  return sensitivity == LightSensitivity::low ? 200 : 50;
}

double display_illuminance_lx(LightSensitivity sensitivity) {
  return sensitivity == LightSensitivity::medium || sensitivity == LightSensitivity::high ? 50 : 180;
}

Light light_for(const Document& document, const Placement& placement, double illuminance_lx) {
  const Room& room = *document.find(placement.room);
  const Work& work = *document.find(placement.work);
  Pose pose = pose_of(room, placement);
  double track = room.floor_level_m + room.ceiling_height_m - 0.25;
  Light light{.id = {id_of("light", work.id)}, .room = room.id};
  dvec3 aim = pose.position, normal = pose.front();
  double before = std::max(0.3, (track - aim.y) * std::tan(std::numbers::pi / 6));
  if (std::holds_alternative<OnFloor>(placement.where)) {
    aim.y += work.height_mm / 2000;
    before = std::max(0.3, track - aim.y);
  }
  // Within the room, whatever way the work faces.
  while (before > 0.3 && !contains(room.plan, dvec2(aim.x + normal.x * before, aim.z + normal.z * before)))
    before -= 0.1;
  light.position_m = dvec3(aim.x, track, aim.z) + normal * before;
  light.aim_m = aim;
  dvec3 towards = light.position_m - aim;
  double distance = glm::length(towards);
  double cosine = std::max(0.2, glm::dot(towards / distance, normal));
  light.intensity_cd = illuminance_lx * distance * distance / cosine;
  double reach = 0.5 * std::hypot(work.width_mm, work.height_mm) / 1000 + 0.15;
  light.beam_angle_rad = std::clamp(2 * std::atan(reach / distance), 0.2, 1.4);
  light.field_angle_rad = std::min(light.beam_angle_rad * 1.7, 2.4);
  return light;
}

std::optional<Edit> hang_somewhere(const Document& document, const Work& work) {
  std::optional<Placement> placement =
      work.form == WorkForm::flat ? hang_on_a_wall(document, work) : stand_in_a_room(document, work);
  if (!placement) return std::nullopt;
  placement->id = id_after<Placement>(document, "at", work.id.value);
  placement->work = work.id;
  Document with_work = document;
  with_work.works = document.works.with(std::make_shared<const Work>(work));
  Light light = light_for(with_work, *placement, display_illuminance_lx(work.sensitivity));
  Label label{.id = id_after<Label>(document, "label", work.id.value), .placement = placement->id};
  return all_of({put(work), put(*placement), put(std::move(label)), put(std::move(light))});
}

}  // namespace enf
